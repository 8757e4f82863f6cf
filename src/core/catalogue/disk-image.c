/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "catalogue.h"

#define SECTOR 512
#define MAX_VIRTUAL_SIZE (G_GUINT64_CONSTANT (1) << 60)
#define QCOW2_EXTERNAL_DATA (1 << 2)
/* Where the header has the number of its compression, 0 for none. */
#define VMDK_COMPRESSION 77
#define VMDK_DESCRIPTOR_MAX (64 * 1024)
/* Where QEMU reads the parent's name, whatever the header says. */
#define VMDK_PARENT_OFFSET 0x200
#define VMDK_PARENT_LENGTH (20 * SECTOR)
#define VHDX_REGIONS 0x30000
#define VHDX_MAX_ENTRIES 64

/* Ends a format's reader: a disk of no size, or of one that nothing could hold, is damaged. */
static gboolean
accept (SprintImage  *image,
        const char   *format,
        guint64       virtual_size,
        GError      **error)
{
  image->format = format;
  image->virtual_size = virtual_size;
  if (virtual_size == 0 || virtual_size > MAX_VIRTUAL_SIZE)
    sprint_image_fail_broken (error);

  return TRUE;
}

gboolean
sprint_image_read_qcow2 (SprintImageReader  *reader,
                         SprintImage        *image,
                         GError            **error)
{
  guint8 header[80] = { 0 };
  guint32 version;
  guint64 features = 0;

  if (!sprint_image_reader_read (reader, 0, header, 4) || memcmp (header, "QFI\xFB", 4) != 0)
    return FALSE;
  if (!sprint_image_reader_read (reader, 0, header, 72)) {
    sprint_image_fail_truncated (error);
    return TRUE;
  }

  version = sprint_read_be32 (header + 4);
  if (version >= 3 && sprint_image_reader_read (reader, 72, header + 72, 8))
    features = sprint_read_be64 (header + 72);

  if (version != 2 && version != 3)
    sprint_image_fail_broken (error);
  else if (sprint_read_be64 (header + 8) != 0 || (features & QCOW2_EXTERNAL_DATA) != 0)
    sprint_image_fail_unsafe (error);
  else if (sprint_read_be32 (header + 32) != 0)
    g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM,
                         _("The disk image is encrypted"));
  else if (sprint_read_be64 (header + 40) > reader->size || sprint_read_be64 (header + 48) > reader->size)
    sprint_image_fail_truncated (error);
  else
    accept (image, "qcow2", sprint_read_be64 (header + 24), error);

  return TRUE;
}

/* FALSE as well where the part cannot be read. */
static gboolean
vmdk_has_no_parent (SprintImageReader *reader,
                    guint64            offset,
                    gsize              length,
                    char              *text)
{
  static const char hint[] = "parentFileNameHint";

  return sprint_image_reader_read (reader, offset, text, length) &&
         memmem (text, length, hint, sizeof hint - 1) == NULL;
}

/* An embedded descriptor is text; only one of a kind that lives in a single file and has no parent is taken. */
static gboolean
vmdk_stands_alone (SprintImageReader *reader,
                   guint64            offset,
                   guint64            length)
{
  g_autofree char *text = g_malloc0 (VMDK_DESCRIPTOR_MAX + 1);
  gsize size = MIN (length, VMDK_DESCRIPTOR_MAX);

  if (reader->size > VMDK_PARENT_OFFSET &&
      !vmdk_has_no_parent (reader, VMDK_PARENT_OFFSET,
                           MIN (reader->size - VMDK_PARENT_OFFSET, VMDK_PARENT_LENGTH), text))
    return FALSE;
  if (offset == 0 || length == 0)
    return TRUE;

  if (!vmdk_has_no_parent (reader, offset, size, text))
    return FALSE;
  text[size] = '\0';

  return strstr (text, "\"monolithicSparse\"") != NULL || strstr (text, "\"streamOptimized\"") != NULL;
}

gboolean
sprint_image_read_vmdk (SprintImageReader  *reader,
                        SprintImage        *image,
                        GError            **error)
{
  static const char descriptor[] = "# Disk DescriptorFile";
  guint8 header[SECTOR];
  guint64 capacity, offset, length;

  if (sprint_image_reader_read (reader, 0, header, sizeof descriptor - 1) &&
      memcmp (header, descriptor, sizeof descriptor - 1) == 0) {
    sprint_image_fail_unsafe (error);
    return TRUE;
  }
  if (!sprint_image_reader_read (reader, 0, header, 4) || memcmp (header, "KDMV", 4) != 0)
    return FALSE;
  if (!sprint_image_reader_read (reader, 0, header, SECTOR)) {
    sprint_image_fail_truncated (error);
    return TRUE;
  }

  capacity = sprint_read_le64 (header + 12);
  offset = sprint_read_le64 (header + 28);
  length = sprint_read_le64 (header + 36);
  if (capacity > MAX_VIRTUAL_SIZE / SECTOR || offset > MAX_VIRTUAL_SIZE / SECTOR || length > MAX_VIRTUAL_SIZE / SECTOR)
    sprint_image_fail_broken (error);
  else if ((offset + length) * SECTOR > reader->size)
    sprint_image_fail_truncated (error);
  else if (!vmdk_stands_alone (reader, offset * SECTOR, length * SECTOR))
    sprint_image_fail_unsafe (error);
  else
    accept (image, "vmdk", capacity * SECTOR, error);
  /* streamOptimized: the grains are compressed, each written once. */
  image->read_only = sprint_read_le16 (header + VMDK_COMPRESSION) != 0;

  return TRUE;
}

gboolean
sprint_image_read_vdi (SprintImageReader  *reader,
                       SprintImage        *image,
                       GError            **error)
{
  guint8 header[SECTOR];
  guint32 type;

  if (!sprint_image_reader_read (reader, 0, header, 0x44) || sprint_read_le32 (header + 0x40) != 0xBEDA107F)
    return FALSE;
  if (!sprint_image_reader_read (reader, 0, header, SECTOR) ||
      sprint_read_le32 (header + 0x154) > reader->size || sprint_read_le32 (header + 0x158) > reader->size) {
    sprint_image_fail_truncated (error);
    return TRUE;
  }

  /* 1 grows, 2 is of fixed size, 3 and 4 hold only what differs from another. */
  type = sprint_read_le32 (header + 0x4C);
  if (type == 3 || type == 4)
    sprint_image_fail_unsafe (error);
  else if (type != 1 && type != 2)
    sprint_image_fail_broken (error);
  else
    accept (image, "vdi", sprint_read_le64 (header + 0x170), error);

  return TRUE;
}

/* The value of the item @guid, or of the region, in a table of @count entries of 32 bytes. */
static const guint8 *
vhdx_find (const guint8 *table,
           guint         count,
           const guint8 *guid)
{
  for (guint i = 0; i < MIN (count, VHDX_MAX_ENTRIES); i++)
    if (memcmp (table + i * 32, guid, 16) == 0)
      return table + i * 32;

  return NULL;
}

gboolean
sprint_image_read_vhdx (SprintImageReader  *reader,
                        SprintImage        *image,
                        GError            **error)
{
  static const guint8 metadata[] = { 0x06, 0xA2, 0x7C, 0x8B, 0x90, 0x47, 0x9A, 0x4B,
                                     0xB8, 0xFE, 0x57, 0x5F, 0x05, 0x0F, 0x88, 0x6E };
  static const guint8 parameters[] = { 0x37, 0x67, 0xA1, 0xCA, 0x36, 0xFA, 0x43, 0x4D,
                                       0xB3, 0xB6, 0x33, 0xF0, 0xAA, 0x44, 0xE7, 0x6B };
  static const guint8 disk_size[] = { 0x24, 0x42, 0xA5, 0x2F, 0x1B, 0xCD, 0x76, 0x48,
                                      0xB2, 0x11, 0x5D, 0xBE, 0xD8, 0x3B, 0xF4, 0xB8 };
  guint8 table[32 + VHDX_MAX_ENTRIES * 32] = { 0 };
  guint8 value[8] = { 0 };
  const guint8 *entry;
  guint64 base;

  if (!sprint_image_reader_read (reader, 0, value, 8) || memcmp (value, "vhdxfile", 8) != 0)
    return FALSE;
  if (!sprint_image_reader_read (reader, VHDX_REGIONS, table, sizeof table)) {
    sprint_image_fail_truncated (error);
    return TRUE;
  }

  entry = memcmp (table, "regi", 4) == 0 ? vhdx_find (table + 16, sprint_read_le32 (table + 8), metadata) : NULL;
  base = entry != NULL ? sprint_read_le64 (entry + 16) : 0;
  if (base == 0 || !sprint_image_reader_read (reader, base, table, sizeof table) ||
      memcmp (table, "metadata", 8) != 0) {
    sprint_image_fail_truncated (error);
    return TRUE;
  }

  entry = vhdx_find (table + 32, sprint_read_le16 (table + 10), parameters);
  if (entry == NULL || base > MAX_VIRTUAL_SIZE ||
      !sprint_image_reader_read (reader, base + sprint_read_le32 (entry + 16), value, 8)) {
    sprint_image_fail_broken (error);
    return TRUE;
  }
  if ((sprint_read_le32 (value + 4) & 2) != 0) {
    sprint_image_fail_unsafe (error);
    return TRUE;
  }

  entry = vhdx_find (table + 32, sprint_read_le16 (table + 10), disk_size);
  if (entry == NULL || !sprint_image_reader_read (reader, base + sprint_read_le32 (entry + 16), value, 8))
    memset (value, 0, sizeof value);

  return accept (image, "vhdx", sprint_read_le64 (value), error);
}

gboolean
sprint_image_read_vhd (SprintImageReader  *reader,
                       SprintImage        *image,
                       GError            **error)
{
  guint8 footer[SECTOR];
  guint32 type;

  if (reader->size < SECTOR ||
      !sprint_image_reader_read (reader, reader->size - SECTOR, footer, SECTOR) ||
      memcmp (footer, "conectix", 8) != 0) {
    /* One that grows has a copy at its beginning, which is all that is left of a truncated one. */
    if (!sprint_image_reader_read (reader, 0, footer, 8) || memcmp (footer, "conectix", 8) != 0)
      return FALSE;
    sprint_image_fail_truncated (error);
    return TRUE;
  }

  type = sprint_read_be32 (footer + 60);
  if (type == 4)
    sprint_image_fail_unsafe (error);
  else if (type != 2 && type != 3)
    sprint_image_fail_broken (error);
  else
    accept (image, "vpc", sprint_read_be64 (footer + 48), error);

  return TRUE;
}

/* Where the last partition of an MBR ends, in bytes; 0 where this is no MBR. */
static guint64
end_of_partitions (const guint8 *mbr)
{
  guint64 end = 0;

  for (guint i = 0; i < 4; i++) {
    const guint8 *entry = mbr + 446 + i * 16;
    guint64 entry_end = ((guint64) sprint_read_le32 (entry + 8) + sprint_read_le32 (entry + 12)) * SECTOR;

    if (entry[0] != 0x00 && entry[0] != 0x80)
      return 0;
    /* 0xEE stands for the whole of a GPT disk, whose own header tells the size. */
    if (entry[4] != 0x00 && entry[4] != 0xEE)
      end = MAX (end, entry_end);
  }

  return end;
}

gboolean
sprint_image_read_raw (SprintImageReader  *reader,
                       SprintImage        *image,
                       GError            **error)
{
  guint8 start[2 * SECTOR];
  guint64 end;

  if (!sprint_image_reader_read (reader, 0, start, sizeof start) || sprint_read_le16 (start + 510) != 0xAA55)
    return FALSE;
  /* A Linux kernel has the same signature. */
  if (memcmp (start + 0x202, "HdrS", 4) == 0)
    return FALSE;

  if (memcmp (start + SECTOR, "EFI PART", 8) == 0) {
    guint64 last = sprint_read_le64 (start + SECTOR + 32);

    end = last < MAX_VIRTUAL_SIZE / SECTOR ? (last + 1) * SECTOR : G_MAXUINT64;
  } else
    end = end_of_partitions (start);
  if (end == 0)
    return FALSE;

  if (end > reader->size) {
    sprint_image_fail_truncated (error);
    return TRUE;
  }

  return accept (image, "raw", reader->size, error);
}
