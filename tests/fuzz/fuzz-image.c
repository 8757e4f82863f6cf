/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-image [SECONDS [SEED|date]]: damaged images of every format, given to the probe that recognises media. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/image.h"
#include "mutate.h"

#define SIZE (256 * 1024)

typedef struct {
  gsize at;
  const char *bytes;
  gsize length;
} Patch;

#define PATCH(at, bytes) { at, bytes, sizeof (bytes) - 1 }

/* The beginnings of formats: enough for each reader to take the file for its own. */
static const Patch seeds[][4] = {
  { PATCH (0, "QFI\xFB\0\0\0\3"), PATCH (24, "\0\0\0\0\4\0\0\0"), PATCH (36, "\0\0\0\1\0\0\0\0\0\3\0\0\0\0\0\0\0\1\0\0") },
  { PATCH (0, "KDMV\1\0\0\0\3\0\0\0\0\0\2\0"), PATCH (28, "\1\0\0\0\0\0\0\0\24\0\0\0"),
    PATCH (512, "# Disk DescriptorFile\ncreateType=\"monolithicSparse\"\n") },
  { PATCH (0x40, "\x7F\x10\xDA\xBE"), PATCH (0x4C, "\1\0\0\0"), PATCH (0x170, "\0\0\0\4") },
  { PATCH (0, "vhdxfile"), PATCH (0x30000, "regi\0\0\0\0\1\0\0\0"),
    PATCH (0x30010, "\x06\xA2\x7C\x8B\x90\x47\x9A\x4B\xB8\xFE\x57\x5F\x05\x0F\x88\x6E\0\0\2\0\0\0\0\0"),
    PATCH (0x20000, "metadata\0\0\2\0") },
  { PATCH (16 * 2048, "\1CD001\1"), PATCH (16 * 2048 + 80, "\x50\0\0\0"), PATCH (16 * 2048 + 128, "\0\x08"),
    PATCH (17 * 2048, "\0CD001\1EL TORITO SPECIFICATION") },
  { PATCH (SIZE - 512, "conectix"), PATCH (SIZE - 512 + 48, "\0\0\0\0\4\0\0\0"), PATCH (SIZE - 512 + 60, "\0\0\0\3") },
  { PATCH (446, "\x80\0\0\0\x83\0\0\0\1\0\0\0\1\0\0\0"), PATCH (510, "\x55\xAA") },
  { PATCH (446, "\0\0\0\0\xEE\0\0\0\1\0\0\0\1\0\0\0"), PATCH (510, "\x55\xAA"), PATCH (512, "EFI PART"),
    PATCH (544, "\xFF\1\0\0\0\0\0\0") },
};

static GByteArray *
create_seed (guint i)
{
  GByteArray *data = g_byte_array_new ();

  g_byte_array_set_size (data, SIZE);
  memset (data->data, 0, SIZE);
  for (guint j = 0; j < G_N_ELEMENTS (seeds[i]) && seeds[i][j].bytes != NULL; j++)
    memcpy (data->data + seeds[i][j].at, seeds[i][j].bytes, seeds[i][j].length);

  return data;
}

/* Damage where it is read, not somewhere in the zeros. */
static void
damage (GRand      *rand,
        GByteArray *data,
        guint       seed)
{
  guint n = g_rand_int_range (rand, 1, 4);

  for (guint i = 0; i < n; i++) {
    const Patch *patch = &seeds[seed][g_rand_int_range (rand, 0, G_N_ELEMENTS (seeds[seed]))];
    gsize from = patch->at;
    gsize wanted = g_rand_boolean (rand) ? 64 : 512;
    gsize length = MIN (wanted, SIZE - from);
    g_autoptr (GByteArray) piece = g_byte_array_new ();

    g_byte_array_append (piece, data->data + from, length);
    sprint_fuzz_mutate (rand, piece);
    memcpy (data->data + from, piece->data, piece->len);
  }
}

static void
probe (const GByteArray *data,
       guint64           claimed,
       int               fd)
{
  g_autoptr (GError) error = NULL;
  SprintImage image;

  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, data->data, data->len, 0), ==, data->len);
  if (sprint_image_probe (fd, claimed, &image, &error)) {
    g_assert_no_error (error);
    g_assert_nonnull (image.format);
    g_assert_true (g_utf8_validate (image.volume_id, -1, NULL));
    g_assert_cmpuint (strlen (image.volume_id), <, sizeof image.volume_id);
  } else
    g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  gint64 end = g_get_monotonic_time () + (argc > 1 ? atoi (argv[1]) : 3) * G_USEC_PER_SEC;
  g_autoptr (GRand) rand = g_rand_new_with_seed (sprint_fuzz_seed (argc > 2 ? argv[2] : "1"));
  int fd = memfd_create ("image", MFD_CLOEXEC);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++) {
    g_autoptr (GByteArray) data = create_seed (i);

    probe (data, data->len, fd);
  }

  do {
    guint seed = g_rand_int_range (rand, 0, G_N_ELEMENTS (seeds));
    g_autoptr (GByteArray) data = create_seed (seed);

    damage (rand, data, seed);
    if (g_rand_int_range (rand, 0, 4) == 0)
      g_byte_array_set_size (data, g_rand_int_range (rand, 1, SIZE));
    /* Sometimes the file shrinks between being measured and being read. */
    probe (data, g_rand_int_range (rand, 0, 8) == 0 ? SIZE : data->len, fd);
    n++;
  } while (g_get_monotonic_time () < end);

  g_print ("%u images\n", n);
  close (fd);

  return 0;
}
