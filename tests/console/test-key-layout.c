/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/typing/layout-registry.h"
#include "core/console/typing/xkb-layout.h"

#include <glib/gstdio.h>
#include <linux/input-event-codes.h>

#include "await.h"
#include "core/console/session/console-session.h"

#define SHIFT SPRINT_LAYOUT_SHIFT
#define ALTGR SPRINT_LAYOUT_LEVEL3

/* What a keyboard with these letters on its keys is: which keys type a character. */
typedef struct {
  const char *layout;
  const char *character;
  SprintKeyStroke strokes[SPRINT_KEY_STROKES_MAX];
} Example;

static const Example examples[] = {
  { "us", "a", { { KEY_A, 0 } } },
  { "us", "Z", { { KEY_Z, SHIFT } } },
  { "us", "@", { { KEY_2, SHIFT } } },
  { "us", "|", { { KEY_BACKSLASH, SHIFT } } },
  { "us", " ", { { KEY_SPACE, 0 } } },
  { "us", "\n", { { KEY_ENTER, 0 } } },
  { "us", "\t", { { KEY_TAB, 0 } } },
  { "us", "ä", { { 0, 0 } } },
  { "us+intl", "'", { { KEY_APOSTROPHE, 0 }, { KEY_SPACE, 0 } } },
  { "us+intl", "\"", { { KEY_APOSTROPHE, SHIFT }, { KEY_SPACE, 0 } } },
  { "us+intl", "ñ", { { KEY_N, ALTGR } } },
  { "us+intl", "ỹ", { { KEY_GRAVE, SHIFT }, { KEY_Y, 0 } } },
  { "gb", "@", { { KEY_APOSTROPHE, SHIFT } } },
  { "gb", "£", { { KEY_3, SHIFT } } },
  { "gb", "\\", { { KEY_102ND, 0 } } },
  { "de", "y", { { KEY_Z, 0 } } },
  { "de", "ß", { { KEY_MINUS, 0 } } },
  { "de", "@", { { KEY_Q, ALTGR } } },
  { "de", "\\", { { KEY_MINUS, ALTGR } } },
  { "de", "|", { { KEY_102ND, ALTGR } } },
  { "de", "^", { { KEY_GRAVE, 0 }, { KEY_SPACE, 0 } } },
  { "de", "é", { { KEY_EQUAL, 0 }, { KEY_E, 0 } } },
  { "de", "È", { { KEY_EQUAL, SHIFT }, { KEY_E, SHIFT } } },
  { "de+nodeadkeys", "^", { { KEY_GRAVE, 0 } } },
  { "fr", "a", { { KEY_Q, 0 } } },
  { "fr", "1", { { KEY_1, SHIFT } } },
  { "fr", "é", { { KEY_2, 0 } } },
  { "fr", "ê", { { KEY_LEFTBRACE, 0 }, { KEY_E, 0 } } },
  { "fr", "Ë", { { KEY_LEFTBRACE, SHIFT }, { KEY_E, SHIFT } } },
  { "fr", "@", { { KEY_0, ALTGR } } },
  { "fr", "€", { { KEY_E, ALTGR } } },
  { "jp", "@", { { KEY_LEFTBRACE, 0 } } },
  { "jp", "\\", { { KEY_RO, 0 } } },
  { "jp", "|", { { KEY_YEN, SHIFT } } },
  { "jp", "_", { { KEY_RO, SHIFT } } },
  { "br", "ç", { { KEY_SEMICOLON, 0 } } },
  { "br", "/", { { KEY_RO, 0 } } },
  { "br", "ã", { { KEY_APOSTROPHE, 0 }, { KEY_A, 0 } } },
  { "br", "~", { { KEY_APOSTROPHE, 0 }, { KEY_SPACE, 0 } } },
  { "ru", "ж", { { KEY_SEMICOLON, 0 } } },
  { "ru", "Ё", { { KEY_GRAVE, SHIFT } } },
  { "ru", "№", { { KEY_3, SHIFT } } },
  { "ru", "a", { { 0, 0 } } },
  /* The third level is where others have a backslash. */
  { "de+neo", "{", { { KEY_D, ALTGR } } },
};

static void
test_example (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintKeyLayout) layout = sprint_xkb_layout_load (example->layout, &error);
  SprintKeyStroke strokes[SPRINT_KEY_STROKES_MAX];
  guint n, expected = 0;

  g_assert_no_error (error);
  n = sprint_key_layout_find (layout, g_utf8_get_char (example->character), strokes);
  while (expected < SPRINT_KEY_STROKES_MAX && example->strokes[expected].code != 0)
    expected++;
  g_assert_cmpuint (n, ==, expected);
  for (guint i = 0; i < n; i++) {
    g_assert_cmpuint (strokes[i].code, ==, example->strokes[i].code);
    g_assert_cmpuint (strokes[i].modifiers, ==, example->strokes[i].modifiers);
  }
}

static guint
get_level3 (const char *name)
{
  g_autoptr (SprintKeyLayout) layout = sprint_xkb_layout_load (name, NULL);

  return sprint_key_layout_get_level3_code (layout);
}

static void
test_level3 (void)
{
  g_assert_cmpuint (get_level3 ("us"), ==, 0);
  g_assert_cmpuint (get_level3 ("de"), ==, KEY_RIGHTALT);
  g_assert_cmpuint (get_level3 ("de+neo"), ==, KEY_BACKSLASH);
}

static void
test_caps_lock (void)
{
  g_autoptr (SprintKeyLayout) us = sprint_xkb_layout_load ("us", NULL);
  g_autoptr (SprintKeyLayout) jp = sprint_xkb_layout_load ("jp", NULL);
  g_autoptr (SprintKeyLayout) neo = sprint_xkb_layout_load ("de+neo", NULL);
  SprintKeyStroke stroke;

  g_assert_true (sprint_key_layout_find_caps_lock (us, &stroke));
  g_assert_cmpuint (stroke.code, ==, KEY_CAPSLOCK);
  g_assert_cmpuint (stroke.modifiers, ==, 0);
  g_assert_true (sprint_key_layout_find_caps_lock (jp, &stroke));
  g_assert_cmpuint (stroke.code, ==, KEY_CAPSLOCK);
  g_assert_cmpuint (stroke.modifiers, ==, SHIFT);
  g_assert_false (sprint_key_layout_find_caps_lock (neo, &stroke));
}

/* Whatever somebody has written into the settings. */
static void
test_unknown (void)
{
  g_autofree char *huge = g_strnfill (1 << 20, 'a');
  const char *bad[] = {
    "", "+", "de+", "+de", "de+a+b", "nowhere", "de+nowhere", "../../etc", "us(intl)", "us,de", "us\n", "\xff", huge,
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sprint_xkb_layout_load (bad[i], &error));
    g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NO_LAYOUT);
  }
}

static void
test_async (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SprintKeyLayout) layout = NULL;

  sprint_xkb_layout_load_async ("de", NULL, await_result_cb, &result);
  await (result != NULL);
  layout = sprint_xkb_layout_load_finish (result, NULL);
  g_assert_cmpuint (sprint_key_layout_get_n_characters (layout), >, 100);
}

/* Keys that say nonsense. */
static void
test_keys (void)
{
  static const SprintLayoutKey keys[] = {
    { KEY_A, 0, 'a' }, { KEY_A, 7, 'b' }, { KEY_KP1, 0, '1' }, { 0xffff, 0, 'c' }, { KEY_S, SHIFT, 0xffffffff },
    { KEY_D, ALTGR, 'd' }, { KEY_F, SHIFT, 'f' }, { KEY_G, 0, 'f' }, { KEY_H, 0, 0x1b },
  };
  g_autoptr (SprintKeyLayout) layout = sprint_key_layout_new (keys, G_N_ELEMENTS (keys));
  g_autoptr (SprintKeyLayout) empty = sprint_key_layout_new (NULL, 0);
  SprintKeyStroke strokes[SPRINT_KEY_STROKES_MAX];

  g_assert_cmpuint (sprint_key_layout_get_n_characters (empty), ==, 0);
  g_assert_cmpuint (sprint_key_layout_get_n_characters (layout), ==, 2);
  g_assert_cmpuint (sprint_key_layout_find (layout, 'f', strokes), ==, 1);
  g_assert_cmpuint (strokes[0].code, ==, KEY_G);
  g_assert_cmpuint (sprint_key_layout_find (layout, 'd', strokes), ==, 0);
  g_assert_cmpuint (sprint_key_layout_find (layout, 0, strokes), ==, 0);
}

static const char *
find_label (GPtrArray  *names,
            const char *id)
{
  for (guint i = 0; i < names->len; i++) {
    if (g_str_equal (sprint_layout_name_get_id (names->pdata[i]), id))
      return sprint_layout_name_get_label (names->pdata[i]);
  }

  return NULL;
}

/* All that is offered can be loaded, and types something. */
static void
test_registry (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) names = NULL;

  sprint_layout_registry_read_async (NULL, await_result_cb, &result);
  await (result != NULL);
  names = sprint_layout_registry_read_finish (result, NULL);
  g_assert_cmpstr (find_label (names, "de"), ==, "German");
  g_assert_cmpstr (find_label (names, "de+nodeadkeys"), ==, "German (no dead keys)");
  g_assert_null (find_label (names, "custom"));

  for (guint i = 0; i < names->len; i++) {
    const char *id = sprint_layout_name_get_id (names->pdata[i]);
    g_autoptr (SprintKeyLayout) layout = NULL;

    if (i > 0)
      g_assert_cmpint (g_utf8_collate (sprint_layout_name_get_label (names->pdata[i - 1]),
                                       sprint_layout_name_get_label (names->pdata[i])), <=, 0);
    /* Some of them: sanitized they take their time. */
    if (i % 60 != 0)
      continue;
    layout = sprint_xkb_layout_load (id, NULL);
    g_assert_nonnull (layout);
    g_assert_cmpuint (sprint_key_layout_get_n_characters (layout), >, 10);
  }
}

static void
test_bad_registry (void)
{
  static const char * const bad[] = {
    "", "no XML", "<a>", "<xkbConfigRegistry/>",
    "<xkbConfigRegistry><layoutList><layout/><layout><configItem/></layout>"
    "<layout><configItem><name>../x</name><description>Bad</description></configItem></layout>"
    "<layout><configItem><name>yy</name><description/></configItem></layout>"
    "<layout><variantList><variant/></variantList></layout>text</layoutList></xkbConfigRegistry>",
  };
  g_autoptr (GPtrArray) missing = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("registry-XXXXXX", &path, NULL);

  g_close (fd, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GPtrArray) names = NULL;

    g_assert_true (g_file_set_contents (path, bad[i], -1, NULL));
    names = sprint_layout_registry_read (path);
    g_assert_cmpuint (names->len, ==, 0);
  }
  g_remove (path);
  missing = sprint_layout_registry_read (path);
  g_assert_cmpuint (missing->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++) {
    g_autofree char *path = g_strdup_printf ("/key-layout/example/%s/U+%04X", examples[i].layout,
                                             g_utf8_get_char (examples[i].character));

    g_test_add_data_func (path, &examples[i], test_example);
  }
  g_test_add_func ("/key-layout/level3", test_level3);
  g_test_add_func ("/key-layout/caps-lock", test_caps_lock);
  g_test_add_func ("/key-layout/unknown", test_unknown);
  g_test_add_func ("/key-layout/async", test_async);
  g_test_add_func ("/key-layout/keys", test_keys);
  g_test_add_func ("/key-layout/registry", test_registry);
  g_test_add_func ("/key-layout/bad-registry", test_bad_registry);

  return g_test_run ();
}
