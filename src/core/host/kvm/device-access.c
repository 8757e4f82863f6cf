/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device-access.h"

/* linux/posix_acl_xattr.h: a version of four bytes, then entries of a tag and permissions of two bytes each, and an
 * identifier of four, all little-endian. */
#define VERSION 2
#define HEADER_SIZE 4
#define ENTRY_SIZE 8

#define USER_OBJ 0x01
#define USER 0x02
#define GROUP_OBJ 0x04
#define GROUP 0x08
#define MASK 0x10
#define OTHER 0x20

#define READ_WRITE 06

typedef struct {
  guint16 tag;
  guint16 permissions;
  guint32 id;
} Entry;

static guint32
read_number (const guint8 *bytes,
             guint         n)
{
  guint32 number = 0;

  while (n-- > 0)
    number = number << 8 | bytes[n];

  return number;
}

/* (transfer full): of the list, or those that the mode stands for. */
static GArray *
parse (const struct stat *status,
       const guint8      *acl,
       gsize              size)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  const Entry plain[] = {
    { USER_OBJ, status->st_mode >> 6 & 07, 0 },
    { GROUP_OBJ, status->st_mode >> 3 & 07, 0 },
    { OTHER, status->st_mode & 07, 0 },
  };

  if (acl == NULL || size <= HEADER_SIZE || (size - HEADER_SIZE) % ENTRY_SIZE != 0 ||
      read_number (acl, HEADER_SIZE) != VERSION)
    return g_array_append_vals (entries, plain, G_N_ELEMENTS (plain));

  for (gsize i = HEADER_SIZE; i < size; i += ENTRY_SIZE) {
    Entry entry = { read_number (acl + i, 2), read_number (acl + i + 2, 2), read_number (acl + i + 4, 4) };

    g_array_append_val (entries, entry);
  }

  return entries;
}

/* The mask is what all but the owner and the others can have at most. */
static gboolean
may (GArray      *entries,
     const Entry *entry)
{
  guint permissions = entry->permissions;

  for (guint i = 0; i < entries->len && entry->tag & (USER | GROUP_OBJ | GROUP); i++) {
    const Entry *other = &g_array_index (entries, Entry, i);

    if (other->tag == MASK)
      permissions &= other->permissions;
  }

  return (permissions & READ_WRITE) == READ_WRITE;
}

static gboolean
is_in (GArray  *groups,
       guint32  gid)
{
  for (guint i = 0; i < groups->len; i++) {
    if (g_array_index (groups, guint32, i) == gid)
      return TRUE;
  }

  return FALSE;
}

/* Whoever has an entry of their own is judged by that alone. */
static gboolean
is_own_entry (const struct stat *status,
              const Entry       *entry,
              guint32            uid)
{
  if (status->st_uid == uid)
    return entry->tag == USER_OBJ;

  return entry->tag == USER && entry->id == uid;
}

SprintDeviceAccess
sprint_device_access_find (const struct stat *status,
                           const guint8      *acl,
                           gsize              size,
                           guint32            uid,
                           GArray            *groups,
                           guint32           *gid)
{
  g_autoptr (GArray) entries = parse (status, acl, size);
  gboolean grouped = FALSE;

  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);

    if (!is_own_entry (status, entry, uid))
      continue;
    if (!may (entries, entry))
      return SPRINT_DEVICE_ACCESS_NONE;
    return entry->tag == USER ? SPRINT_DEVICE_ACCESS_NAMED : SPRINT_DEVICE_ACCESS_OWNER;
  }

  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);

    if (entry->tag != GROUP_OBJ && entry->tag != GROUP)
      continue;
    *gid = entry->tag == GROUP ? entry->id : status->st_gid;
    if (!is_in (groups, *gid))
      continue;
    grouped = TRUE;
    if (may (entries, entry))
      return entry->tag == GROUP ? SPRINT_DEVICE_ACCESS_NAMED_GROUP : SPRINT_DEVICE_ACCESS_GROUP;
  }

  for (guint i = 0; i < entries->len && !grouped; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);

    if (entry->tag == OTHER && may (entries, entry))
      return SPRINT_DEVICE_ACCESS_EVERYBODY;
  }

  return SPRINT_DEVICE_ACCESS_NONE;
}

gboolean
sprint_device_access_find_group (const struct stat *status,
                                 const guint8      *acl,
                                 gsize              size,
                                 guint32           *gid)
{
  g_autoptr (GArray) entries = parse (status, acl, size);

  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);

    if ((entry->tag != GROUP_OBJ && entry->tag != GROUP) || !may (entries, entry))
      continue;
    *gid = entry->tag == GROUP ? entry->id : status->st_gid;
    if (*gid != 0)
      return TRUE;
  }

  return FALSE;
}
