/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/guard/message-judge.h"

#include <spice/enums.h>
#include <spice/vd_agent.h>

typedef struct {
  SprintMessageJudge *judge;
  GByteArray *bytes;
  gboolean full_header;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (SprintGlzWindow) glz = sprint_glz_window_new (NULL);

  fixture->full_header = data != NULL;
  fixture->judge = sprint_message_judge_new (SPICE_CHANNEL_MAIN, !fixture->full_header, FALSE, glz);
  fixture->bytes = g_byte_array_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sprint_message_judge_free (fixture->judge);
  g_byte_array_unref (fixture->bytes);
}

static void
add_32 (Fixture *fixture,
        guint32  value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (fixture->bytes, (const guint8 *) &value, sizeof value);
}

static void
add_header (Fixture *fixture,
            guint32  size,
            guint32  list)
{
  const guint8 serial[8] = { 0 };
  const guint8 type[] = { SPICE_MSG_MAIN_AGENT_DATA, 0 };

  g_byte_array_set_size (fixture->bytes, 0);
  if (fixture->full_header)
    g_byte_array_append (fixture->bytes, serial, sizeof serial);
  g_byte_array_append (fixture->bytes, type, sizeof type);
  add_32 (fixture, size);
  if (fixture->full_header)
    add_32 (fixture, list);
}

static void
add_agent (Fixture *fixture,
           guint32  type,
           guint32  size)
{
  add_32 (fixture, VD_AGENT_PROTOCOL);
  add_32 (fixture, type);
  add_32 (fixture, 0);
  add_32 (fixture, 0);
  add_32 (fixture, size);
}

/* The type of the message that takes its place, or its own. */
static guint
judge (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gsize wanted;
  gsize ready = sprint_message_judge_examine (fixture->judge, fixture->bytes, &wanted, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ready, ==, fixture->bytes->len);

  return fixture->bytes->data[fixture->full_header ? 8 : 0];
}

/* What an agent can do the library takes from the last announcement, in however many pieces that comes. */
static void
test_announced_twice (Fixture       *fixture,
                      gconstpointer  data)
{
  add_header (fixture, 24, 0);
  add_agent (fixture, VD_AGENT_ANNOUNCE_CAPABILITIES, 4);
  add_32 (fixture, 0);
  g_assert_cmpuint (judge (fixture), ==, SPICE_MSG_MAIN_AGENT_DATA);
  /* It has no selections, and says nothing of one. */
  add_header (fixture, 20, 0);
  add_agent (fixture, VD_AGENT_CLIPBOARD_RELEASE, 0);
  g_assert_cmpuint (judge (fixture), ==, SPICE_MSG_MAIN_AGENT_DATA);

  add_header (fixture, 24, 0);
  add_agent (fixture, VD_AGENT_ANNOUNCE_CAPABILITIES, 8);
  add_32 (fixture, 0);
  g_assert_cmpuint (judge (fixture), ==, SPICE_MSG_MAIN_AGENT_DATA);
  add_header (fixture, 4, 0);
  add_32 (fixture, 1u << VD_AGENT_CAP_CLIPBOARD_SELECTION);
  g_assert_cmpuint (judge (fixture), ==, SPICE_MSG_MAIN_AGENT_DATA);
  add_header (fixture, 20, 0);
  add_agent (fixture, VD_AGENT_CLIPBOARD_RELEASE, 0);
  g_assert_cmpuint (judge (fixture), ==, SPICE_MSG_MAIN_AGENT_TOKEN);
}

/* What takes a message's place has no messages in it. */
static void
test_blank (Fixture       *fixture,
            gconstpointer  data)
{
  add_header (fixture, 24, 20);
  add_agent (fixture, 1000, 4);
  add_32 (fixture, 0);
  g_assert_cmpuint (judge (fixture), ==, SPICE_MSG_MAIN_AGENT_TOKEN);
  g_assert_cmpuint (fixture->bytes->len, ==, 18 + 4);
  g_assert_cmpuint (fixture->bytes->data[10], ==, 4);
  g_assert_cmpuint (fixture->bytes->data[14], ==, 0);
}

/* How much a device's message is when it is unpacked. */
static void
test_packed (void)
{
  static const struct {
    guint8 kind;
    guint32 unpacked;
    guint32 size;
    gboolean good;
  } rows[] = {
    { SPICE_DATA_COMPRESSION_TYPE_LZ4, 4096, 64, TRUE },
    { SPICE_DATA_COMPRESSION_TYPE_LZ4, 16 * 1024 * 1024, 64, TRUE },
    { SPICE_DATA_COMPRESSION_TYPE_LZ4, 16 * 1024 * 1024 + 1, 64, FALSE },
    { SPICE_DATA_COMPRESSION_TYPE_LZ4, G_MAXUINT32, 64, FALSE },
    { SPICE_DATA_COMPRESSION_TYPE_LZ4, 4096, 4, FALSE },
    { SPICE_DATA_COMPRESSION_TYPE_NONE, G_MAXUINT32, 64, TRUE },
    { SPICE_DATA_COMPRESSION_TYPE_NONE, 0, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SprintGlzWindow) glz = sprint_glz_window_new (NULL);
    SprintMessageJudge *judge = sprint_message_judge_new (SPICE_CHANNEL_USBREDIR, TRUE, FALSE, glz);
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autoptr (GError) error = NULL;
    const guint16 type = GUINT16_TO_LE (SPICE_MSG_SPICEVMC_COMPRESSED_DATA);
    const guint32 size = GUINT32_TO_LE (rows[i].size), unpacked = GUINT32_TO_LE (rows[i].unpacked);
    gsize wanted;

    g_byte_array_append (bytes, (const guint8 *) &type, sizeof type);
    g_byte_array_append (bytes, (const guint8 *) &size, sizeof size);
    g_byte_array_append (bytes, &rows[i].kind, 1);
    g_byte_array_append (bytes, (const guint8 *) &unpacked, sizeof unpacked);
    g_byte_array_set_size (bytes, 6 + 64);
    sprint_message_judge_examine (judge, bytes, &wanted, &error);
    g_assert_true (rows[i].good == (error == NULL));
    sprint_message_judge_free (judge);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/message-judge/announced-twice", Fixture, NULL, set_up, test_announced_twice, tear_down);
  g_test_add ("/message-judge/blank", Fixture, "full", set_up, test_blank, tear_down);
  g_test_add_func ("/message-judge/packed", test_packed);

  return g_test_run ();
}
