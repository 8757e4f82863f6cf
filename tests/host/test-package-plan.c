/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/packages/package-plan.h"

#define QEMU "qemu-system-x86;1:10.0.2+ds-2;amd64;debian-trixie-main"
#define SPICE "qemu-system-modules-spice;1:10.0.2+ds-2;amd64;debian-trixie-main"
#define SEABIOS "seabios;1.16.3-2;all;debian-trixie-main"

static void
test_empty (void)
{
  g_autoptr (SprintPackagePlan) plan = sprint_package_plan_new ();
  const char *none[] = { NULL };

  g_assert_true (sprint_package_plan_is_empty (plan));
  g_assert_cmpstrv (sprint_package_plan_get_requested (plan), none);
  g_assert_cmpstrv (sprint_package_plan_get_requested_ids (plan), none);
  g_assert_cmpstrv (sprint_package_plan_get_additions (plan), none);
  g_assert_cmpstrv (sprint_package_plan_get_addition_ids (plan), none);
  g_assert_cmpstrv (sprint_package_plan_get_removals (plan), none);
  g_assert_cmpstrv (sprint_package_plan_get_unknown (plan), none);
  g_assert_cmpuint (sprint_package_plan_get_download_size (plan), ==, 0);

  /* Names that nobody has are nothing to install. */
  sprint_package_plan_add_unknown (plan, "no-such-package");
  g_assert_true (sprint_package_plan_is_empty (plan));
}

static void
test_filled (void)
{
  const char *requested[] = { "qemu-system-x86 1:10.0.2+ds-2",
                              "qemu-system-modules-spice 1:10.0.2+ds-2", NULL };
  const char *requested_ids[] = { QEMU, SPICE, NULL };
  const char *additions[] = { "seabios 1.16.3-2", NULL };
  const char *addition_ids[] = { SEABIOS, NULL };
  const char *removals[] = { "qemu-kvm-extras 1.0", NULL };
  const char *unknown[] = { "no-such-package", NULL };
  g_autoptr (SprintPackagePlan) plan = sprint_package_plan_new ();

  sprint_package_plan_add_requested (plan, QEMU);
  sprint_package_plan_add_requested (plan, SPICE);
  /* A simulation names what was asked for too. */
  sprint_package_plan_add_addition (plan, QEMU);
  sprint_package_plan_add_addition (plan, SEABIOS);
  sprint_package_plan_add_removal (plan, "qemu-kvm-extras;1.0;amd64;installed");
  sprint_package_plan_add_unknown (plan, "no-such-package");

  g_assert_false (sprint_package_plan_is_empty (plan));
  g_assert_cmpstrv (sprint_package_plan_get_requested (plan), requested);
  g_assert_cmpstrv (sprint_package_plan_get_requested_ids (plan), requested_ids);
  g_assert_cmpstrv (sprint_package_plan_get_additions (plan), additions);
  g_assert_cmpstrv (sprint_package_plan_get_addition_ids (plan), addition_ids);
  g_assert_cmpstrv (sprint_package_plan_get_removals (plan), removals);
  g_assert_cmpstrv (sprint_package_plan_get_unknown (plan), unknown);
}

static void
test_sizes (void)
{
  g_autoptr (SprintPackagePlan) plan = sprint_package_plan_new ();

  sprint_package_plan_add_requested (plan, QEMU);
  sprint_package_plan_add_requested (plan, SPICE);
  sprint_package_plan_add_addition (plan, SEABIOS);
  sprint_package_plan_add_size (plan, SPICE, 3000, 9000);
  sprint_package_plan_add_size (plan, SEABIOS, G_GUINT64_CONSTANT (5000000000), 1000);

  g_assert_cmpuint (sprint_package_plan_get_download_size (plan), ==,
                    G_GUINT64_CONSTANT (5000003000));
  g_assert_cmpuint (sprint_package_plan_get_size (plan, 0), ==, 0);
  g_assert_cmpuint (sprint_package_plan_get_size (plan, 1), ==, 3000);
  g_assert_cmpuint (sprint_package_plan_get_disk_size (plan), ==, 10000);

  /* What is known of some is no sum. */
  sprint_package_plan_add_size (plan, QEMU, 2000, 0);
  g_assert_cmpuint (sprint_package_plan_get_disk_size (plan), ==, 0);
  g_assert_cmpuint (sprint_package_plan_get_size (plan, 0), ==, 2000);
}

/* A newer one takes the room of the older one, whatever apt marks its ID with. */
static void
test_update (void)
{
  const char *additions[] = { "seabios 1.16.3-2", NULL };
  g_autoptr (SprintPackagePlan) plan = sprint_package_plan_new ();
  guint64 needed, available;

  sprint_package_plan_add_requested (plan, QEMU);
  sprint_package_plan_add_update (plan, "seabios;1.16.3-2;all;+auto:debian-trixie-main");
  g_assert_cmpstrv (sprint_package_plan_get_additions (plan), additions);
  sprint_package_plan_add_size (plan, QEMU, 10, 30);
  sprint_package_plan_add_size (plan, SEABIOS, 5, 70);
  g_assert_cmpuint (sprint_package_plan_get_download_size (plan), ==, 15);
  g_assert_cmpuint (sprint_package_plan_get_disk_size (plan), ==, 30);

  g_assert_false (sprint_package_plan_get_shortage (plan, &needed, &available));
  sprint_package_plan_set_shortage (plan, 45, 44);
  g_assert_true (sprint_package_plan_get_shortage (plan, &needed, &available));
  g_assert_cmpuint (needed, ==, 45);
  g_assert_cmpuint (available, ==, 44);
}

/* A backend's IDs are taken as they come. */
static void
test_odd_ids (void)
{
  const char *words[] = { "", "name", "name", "name", "name 1", NULL };
  g_autoptr (SprintPackagePlan) plan = sprint_package_plan_new ();

  sprint_package_plan_add_requested (plan, "");
  sprint_package_plan_add_requested (plan, "name");
  sprint_package_plan_add_requested (plan, "name;");
  sprint_package_plan_add_requested (plan, "name;;amd64;here");
  sprint_package_plan_add_requested (plan, "name;1");
  g_assert_cmpstrv (sprint_package_plan_get_requested (plan), words);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/package-plan/empty", test_empty);
  g_test_add_func ("/host/package-plan/filled", test_filled);
  g_test_add_func ("/host/package-plan/sizes", test_sizes);
  g_test_add_func ("/host/package-plan/update", test_update);
  g_test_add_func ("/host/package-plan/odd-ids", test_odd_ids);
  return g_test_run ();
}
