/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/check/remedy.h"

static void
test_packages (void)
{
  char qemu[] = "qemu";
  const char *components[] = { qemu, "spice", NULL };
  const char *wanted[] = { "qemu", "spice", NULL };
  g_autoptr (SprintRemedy) remedy = sprint_remedy_new ("Install QEMU.", components, NULL);
  g_autofree char *description = NULL;
  g_autofree char *command = NULL;
  g_auto (GStrv) read = NULL;

  /* It keeps words of its own. */
  qemu[0] = 'Q';
  g_assert_cmpstr (sprint_remedy_get_description (remedy), ==, "Install QEMU.");
  g_assert_cmpstrv (sprint_remedy_get_components (remedy), wanted);
  g_assert_null (sprint_remedy_get_command (remedy));

  g_object_get (remedy, "description", &description, "components", &read, "command", &command,
                NULL);
  g_assert_cmpstr (description, ==, "Install QEMU.");
  g_assert_cmpstrv (read, wanted);
  g_assert_null (command);
}

static void
test_command (void)
{
  g_autoptr (SprintRemedy) remedy = sprint_remedy_new ("Load the module.", NULL,
                                                       "sudo modprobe kvm");
  g_autofree char *command = NULL;

  /* Nobody has to ask whether there is a list. */
  g_assert_nonnull (sprint_remedy_get_components (remedy));
  g_assert_null (sprint_remedy_get_components (remedy)[0]);
  g_assert_cmpstr (sprint_remedy_get_command (remedy), ==, "sudo modprobe kvm");
  g_object_get (remedy, "command", &command, NULL);
  g_assert_cmpstr (command, ==, "sudo modprobe kvm");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/remedy/packages", test_packages);
  g_test_add_func ("/host/remedy/command", test_command);
  return g_test_run ();
}
