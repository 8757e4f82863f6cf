/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/definition/recipe.h"

static void
test_defaults (void)
{
  g_autoptr (SprintRecipe) recipe = sprint_recipe_new ();
  guint n;
  g_autofree GParamSpec **specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (recipe), &n);

  g_assert_cmpstr (sprint_recipe_get_disk_format (recipe), ==, "qcow2");
  g_assert_cmpstr (sprint_recipe_get_disk_bus (recipe), ==, "virtio");
  g_assert_cmpstr (sprint_recipe_get_firmware (recipe), ==, "auto");
  g_assert_null (sprint_recipe_get_title (recipe));
  /* What the properties say of themselves is what a new one has. */
  for (guint i = 0; i < n; i++) {
    g_auto (GValue) value = G_VALUE_INIT;

    if (specs[i]->value_type == G_TYPE_STRING)
      continue;
    g_value_init (&value, specs[i]->value_type);
    g_object_get_property (G_OBJECT (recipe), specs[i]->name, &value);
    g_test_message ("%s", specs[i]->name);
    g_assert_cmpint (g_param_values_cmp (specs[i], &value, g_param_spec_get_default_value (specs[i])), ==, 0);
  }
}

static void
count_cb (GObject    *object,
          GParamSpec *spec,
          guint      *count)
{
  (*count)++;
}

static void
make_value (GParamSpec *spec,
            GValue     *value)
{
  g_value_init (value, spec->value_type);
  if (spec->value_type == G_TYPE_STRING)
    g_value_set_string (value, "another");
  else if (spec->value_type == G_TYPE_UINT)
    g_value_set_uint (value, 7);
  else if (spec->value_type == G_TYPE_UINT64)
    g_value_set_uint64 (value, 7);
  else
    g_value_set_boolean (value, TRUE);
}

/* Each can be set, and tells of it once. */
static void
test_properties (void)
{
  g_autoptr (SprintRecipe) recipe = sprint_recipe_new ();
  guint n;
  g_autofree GParamSpec **specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (recipe), &n);

  g_assert_cmpuint (n, ==, 15);
  for (guint i = 0; i < n; i++) {
    g_autofree char *signal = g_strconcat ("notify::", specs[i]->name, NULL);
    g_auto (GValue) value = G_VALUE_INIT;
    g_auto (GValue) read = G_VALUE_INIT;
    guint count = 0;

    g_test_message ("%s", specs[i]->name);
    make_value (specs[i], &value);
    g_signal_connect (recipe, signal, G_CALLBACK (count_cb), &count);
    g_object_set_property (G_OBJECT (recipe), specs[i]->name, &value);
    g_object_set_property (G_OBJECT (recipe), specs[i]->name, &value);
    g_assert_cmpuint (count, ==, 1);
    g_value_init (&read, specs[i]->value_type);
    g_object_get_property (G_OBJECT (recipe), specs[i]->name, &read);
    g_assert_cmpint (g_param_values_cmp (specs[i], &value, &read), ==, 0);
    g_signal_handlers_disconnect_by_data (recipe, &count);
  }
}

static void
test_installer (void)
{
  g_autoptr (SprintRecipe) recipe = sprint_recipe_new ();

  sprint_recipe_set_installer (recipe, "/a.iso", TRUE);
  g_assert_cmpstr (sprint_recipe_get_installer_iso (recipe), ==, "/a.iso");
  g_assert_true (sprint_recipe_get_live (recipe));
  /* Whether it is live does not change what it is. */
  g_object_set (recipe, "live", FALSE, NULL);
  g_assert_cmpstr (sprint_recipe_get_installer_iso (recipe), ==, "/a.iso");
  sprint_recipe_set_installer_kernel (recipe, "/linux", "/initrd", "quiet");
  sprint_recipe_set_installer_kernel (recipe, "/linux", NULL, NULL);
  g_assert_cmpstr (sprint_recipe_get_installer_kernel (recipe), ==, "/linux");
  g_assert_null (sprint_recipe_get_installer_initrd (recipe));
  g_assert_null (sprint_recipe_get_installer_command_line (recipe));
}

/* Windows has no virtio driver of its own. */
static void
test_windows (void)
{
  g_autoptr (SprintRecipe) recipe = sprint_recipe_new ();

  sprint_recipe_set_os_id (recipe, "http://debian.org/debian/13");
  g_assert_cmpstr (sprint_recipe_get_disk_bus (recipe), ==, "virtio");
  g_object_set (recipe, "os-id", "http://microsoft.com/win/11", NULL);
  g_assert_cmpstr (sprint_recipe_get_disk_bus (recipe), ==, "sata");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recipe/defaults", test_defaults);
  g_test_add_func ("/recipe/properties", test_properties);
  g_test_add_func ("/recipe/installer", test_installer);
  g_test_add_func ("/recipe/windows", test_windows);

  return g_test_run ();
}
