/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/key-list.h"

static char *
read_all (SprintKeyList *list)
{
  g_auto (GStrv) stored = sprint_key_list_get_stored (list);

  return g_strjoinv (" ", stored);
}

#define assert_all(list, expected)                                                                \
  G_STMT_START {                                                                                  \
    g_autofree char *all_ = read_all (list);                                                      \
    g_assert_cmpstr (all_, ==, expected);                                                         \
  } G_STMT_END

static void
test_item (void)
{
  g_autoptr (SprintKeyItem) plain = sprint_key_item_new ("ctrl+alt+f2", NULL);
  g_autoptr (SprintKeyItem) named = sprint_key_item_new_from_text ("super+r= Run = it ");
  g_autofree char *text = sprint_key_item_to_text (named);

  g_assert_cmpstr (sprint_key_item_get_title (plain), ==, "Ctrl+Alt+F2");
  g_assert_cmpstr (sprint_key_item_get_title (named), ==, "Run = it");
  g_assert_cmpstr (sprint_key_item_get_label (named), ==, "Super+R");
  g_assert_cmpstr (sprint_key_item_get_keys (named), ==, "super+r");
  g_assert_cmpstr (text, ==, "super+r=Run = it");
}

static void
test_bad_items (void)
{
  g_autofree char *long_name = g_strnfill (SPRINT_KEY_ITEM_MAX_NAME + 1, 'x');
  g_autofree char *long_text = g_strconcat ("f1=", long_name, NULL);
  g_autofree char *huge = g_strnfill (1 << 20, '+');
  const char *bad[] = { "", "=", "=Name", "hyper=Name", "f1=two\nlines", "f1=\xff", "f1=\x1b[2J", long_text, huge };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (sprint_key_item_new_from_text (bad[i]));
}

static void
test_list (void)
{
  g_autoptr (SprintKeyList) list = sprint_key_list_new ();
  g_autoptr (SprintKeyItem) one = sprint_key_item_new ("f1", NULL);
  g_autoptr (SprintKeyItem) two = sprint_key_item_new ("f2", "Two");
  g_autoptr (SprintKeyItem) again = sprint_key_item_new ("f1", "One");
  g_autoptr (SprintKeyItem) got = NULL;

  g_assert_true (sprint_key_list_add (list, one));
  g_assert_true (sprint_key_list_add (list, two));
  assert_all (list, "f1 f2=Two");
  g_assert_true (sprint_key_list_add (list, again));
  assert_all (list, "f2=Two f1=One");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  got = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_true (got == again);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 2));
  sprint_key_list_remove (list, two);
  sprint_key_list_remove (list, two);
  assert_all (list, "f1=One");
}

static void
test_stored (void)
{
  static const char * const hostile[] = {
    "f1=One", "nonsense", "", "f1=Again", "ctrl+alt+delete=", "f2=\x01", "f2=\xc3", NULL,
  };
  g_autoptr (SprintKeyList) list = sprint_key_list_new ();
  g_autoptr (SprintKeyItem) item = sprint_key_item_new ("f12", NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) many = NULL;

  sprint_key_list_set_stored (list, hostile);
  assert_all (list, "f1=One ctrl+alt+delete");
  sprint_key_list_set_stored (list, NULL);
  assert_all (list, "");

  /* More than are kept. */
  for (guint i = 1; i <= 24; i++) {
    g_strv_builder_take (builder, g_strdup_printf ("alt+f%u", i));
    g_strv_builder_take (builder, g_strdup_printf ("ctrl+f%u", i));
  }
  many = g_strv_builder_end (builder);
  sprint_key_list_set_stored (list, (const char * const *) many);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, SPRINT_KEY_LIST_MAX);
  g_assert_false (sprint_key_list_add (list, item));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-list/item", test_item);
  g_test_add_func ("/key-list/bad-items", test_bad_items);
  g_test_add_func ("/key-list/list", test_list);
  g_test_add_func ("/key-list/stored", test_stored);

  return g_test_run ();
}
