/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/kvm/device-access.h"

#define ADA 1000
#define KVM 993

/* A list in the format of linux/posix_acl_xattr.h. */
#define HEADER 2, 0, 0, 0
#define ENTRY(tag, permissions, id) tag, 0, permissions, 0, (id) & 0xff, (id) >> 8 & 0xff, 0, 0
#define NOBODY 0xff, 0xff, 0xff, 0xff

static struct stat
make_status (guint mode)
{
  return (struct stat) { .st_mode = S_IFCHR | mode, .st_uid = 0, .st_gid = KVM };
}

static SprintDeviceAccess
find (guint         mode,
      const guint8 *acl,
      gsize         size,
      guint32       uid,
      guint32       group,
      guint32      *gid)
{
  struct stat status = make_status (mode);
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_val (groups, group);

  return sprint_device_access_find (&status, acl, size, uid, groups, gid);
}

static void
test_mode (void)
{
  static const struct { guint mode; guint32 uid, group; SprintDeviceAccess access; } cases[] = {
    { 0666, ADA, ADA, SPRINT_DEVICE_ACCESS_EVERYBODY },
    { 0660, ADA, KVM, SPRINT_DEVICE_ACCESS_GROUP },
    { 0660, ADA, ADA, SPRINT_DEVICE_ACCESS_NONE },
    { 0600, 0, 0, SPRINT_DEVICE_ACCESS_OWNER },
    { 0644, ADA, ADA, SPRINT_DEVICE_ACCESS_NONE },
    { 0620, ADA, KVM, SPRINT_DEVICE_ACCESS_NONE },
    /* Who is meant by one line is not meant by those below it. */
    { 0606, ADA, KVM, SPRINT_DEVICE_ACCESS_NONE },
    { 0066, 0, KVM, SPRINT_DEVICE_ACCESS_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint32 gid = 0;

    g_assert_cmpint (find (cases[i].mode, NULL, 0, cases[i].uid, cases[i].group, &gid), ==, cases[i].access);
    if (cases[i].access == SPRINT_DEVICE_ACCESS_GROUP)
      g_assert_cmpuint (gid, ==, KVM);
  }
}

/* As logind leaves it for who is logged in at the computer. */
static void
test_acl (void)
{
  static const guint8 acl[] = {
    HEADER,
    ENTRY (0x01, 6, 0), ENTRY (0x02, 6, ADA), ENTRY (0x04, 6, 0), ENTRY (0x08, 6, 44), ENTRY (0x10, 6, 0),
    ENTRY (0x20, 0, 0),
  };
  guint32 gid = 0;

  g_assert_cmpint (find (0660, acl, sizeof acl, ADA, ADA, &gid), ==, SPRINT_DEVICE_ACCESS_NAMED);
  g_assert_cmpint (find (0660, acl, sizeof acl, 1001, 1001, &gid), ==, SPRINT_DEVICE_ACCESS_NONE);
  g_assert_cmpint (find (0660, acl, sizeof acl, 1001, KVM, &gid), ==, SPRINT_DEVICE_ACCESS_GROUP);
  g_assert_cmpuint (gid, ==, KVM);
  g_assert_cmpint (find (0660, acl, sizeof acl, 1001, 44, &gid), ==, SPRINT_DEVICE_ACCESS_NAMED_GROUP);
  g_assert_cmpuint (gid, ==, 44);
}

static void
test_mask (void)
{
  static const guint8 acl[] = {
    HEADER,
    ENTRY (0x01, 6, 0), ENTRY (0x02, 6, ADA), ENTRY (0x04, 6, 0), ENTRY (0x10, 4, 0), ENTRY (0x20, 6, 0),
  };
  struct stat status = make_status (0646);
  guint32 gid = 0;

  g_assert_cmpint (find (0646, acl, sizeof acl, ADA, ADA, &gid), ==, SPRINT_DEVICE_ACCESS_NONE);
  g_assert_cmpint (find (0646, acl, sizeof acl, 1001, KVM, &gid), ==, SPRINT_DEVICE_ACCESS_NONE);
  g_assert_cmpint (find (0646, acl, sizeof acl, 1001, 1001, &gid), ==, SPRINT_DEVICE_ACCESS_EVERYBODY);
  g_assert_cmpint (find (0646, acl, sizeof acl, 0, 0, &gid), ==, SPRINT_DEVICE_ACCESS_OWNER);
  g_assert_false (sprint_device_access_find_group (&status, acl, sizeof acl, &gid));
}

static void
test_group (void)
{
  static const guint8 named[] = {
    HEADER, ENTRY (0x01, 6, 0), ENTRY (0x04, 0, 0), ENTRY (0x08, 6, 44), ENTRY (0x10, 6, 0), ENTRY (0x20, 0, 0),
  };
  struct stat status = make_status (0660);
  struct stat of_root = { .st_mode = S_IFCHR | 0660 };
  guint32 gid = 0;

  g_assert_true (sprint_device_access_find_group (&status, NULL, 0, &gid));
  g_assert_cmpuint (gid, ==, KVM);
  g_assert_true (sprint_device_access_find_group (&status, named, sizeof named, &gid));
  g_assert_cmpuint (gid, ==, 44);
  g_assert_false (sprint_device_access_find_group (&of_root, NULL, 0, &gid));
}

/* What is no list leaves the mode. */
static void
test_hostile (void)
{
  static const guint8 version[] = { 1, 0, 0, 0, ENTRY (0x02, 6, ADA) };
  static const guint8 odd[] = { HEADER, ENTRY (0x02, 6, ADA), 1, 2, 3 };
  static const guint8 unknown[] = { HEADER, 0x40, 0, 6, 0, NOBODY, ENTRY (0x00, 6, ADA) };
  guint32 gid = 0;

  g_assert_cmpint (find (0600, version, sizeof version, ADA, ADA, &gid), ==, SPRINT_DEVICE_ACCESS_NONE);
  g_assert_cmpint (find (0666, version, sizeof version, ADA, ADA, &gid), ==, SPRINT_DEVICE_ACCESS_EVERYBODY);
  g_assert_cmpint (find (0600, odd, sizeof odd, ADA, ADA, &gid), ==, SPRINT_DEVICE_ACCESS_NONE);
  g_assert_cmpint (find (0666, unknown, sizeof unknown, ADA, ADA, &gid), ==, SPRINT_DEVICE_ACCESS_NONE);
  for (gsize i = 0; i <= 4; i++)
    g_assert_cmpint (find (0666, odd, i, ADA, ADA, &gid), ==, SPRINT_DEVICE_ACCESS_EVERYBODY);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/device-access/mode", test_mode);
  g_test_add_func ("/host/device-access/acl", test_acl);
  g_test_add_func ("/host/device-access/mask", test_mask);
  g_test_add_func ("/host/device-access/group", test_group);
  g_test_add_func ("/host/device-access/hostile", test_hostile);
  return g_test_run ();
}
