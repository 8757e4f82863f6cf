/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/platform/platform.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "sprint-config.h"

static gboolean in_flatpak;

/* Takes GLib's place in this program: a sandbox is known by a file that only Flatpak can make. */
gboolean
g_file_test (const char *path,
             GFileTest   test)
{
  g_assert_cmpint (test, ==, G_FILE_TEST_EXISTS);
  if (g_str_equal (path, "/.flatpak-info"))
    return in_flatpak;

  return access (path, F_OK) == 0;
}

static SprintPlatform *
make (gboolean flatpak)
{
  in_flatpak = flatpak;

  return sprint_platform_new ();
}

static void
test_native (void)
{
  g_autoptr (SprintPlatform) platform = make (FALSE);
  g_autofree char *disks = g_build_filename (g_get_user_data_dir (), "sprint", "disks", NULL);
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "sprint", NULL);
  g_autofree char *installers = g_build_filename (g_get_user_data_dir (), "sprint", "installers", NULL);
  g_autofree char *log = g_build_filename (g_get_user_cache_dir (), "libvirt", "qemu", "log", NULL);

  g_assert_false (sprint_platform_is_flatpak (platform));
  g_assert_cmpstr (sprint_platform_get_host_root (platform), ==, "/");
  g_assert_cmpstr (sprint_platform_get_disk_folder (platform), ==, disks);
  g_assert_cmpstr (sprint_platform_get_state_folder (platform), ==, state);
  g_assert_cmpstr (sprint_platform_get_installer_folder (platform), ==, installers);
  g_assert_cmpstr (sprint_platform_get_log_folder (platform), ==, log);
  /* Asking for a path makes nothing there. */
  g_assert_cmpint (access (disks, F_OK), !=, 0);
  g_assert_cmpint (access (state, F_OK), !=, 0);
  g_assert_cmpint (access (installers, F_OK), !=, 0);
}

/* The host's libvirt reads the disks: they must not lie below the sandbox's own XDG_DATA_HOME. */
static void
test_flatpak (void)
{
  g_autoptr (SprintPlatform) platform = make (TRUE);
  g_autofree char *disks = g_build_filename (g_get_home_dir (), ".local", "share", "sprint",
                                             "disks", NULL);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "sprint", "disks", NULL);
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "sprint", NULL);

  g_assert_true (sprint_platform_is_flatpak (platform));
  g_assert_cmpstr (sprint_platform_get_host_root (platform), ==, "/run/host");
  g_assert_cmpstr (sprint_platform_get_disk_folder (platform), ==, disks);
  g_assert_cmpstr (disks, !=, own);
  g_assert_cmpstr (sprint_platform_get_state_folder (platform), ==, state);
}

/* The host's libvirt writes its log, too. */
static void
test_flatpak_log (void)
{
  g_autofree char *usual = g_build_filename (g_get_home_dir (), ".cache", "libvirt", "qemu", "log", NULL);
  g_autofree char *own = g_build_filename (g_get_user_cache_dir (), "libvirt", "qemu", "log", NULL);
  g_autoptr (SprintPlatform) platform = NULL;
  g_autoptr (SprintPlatform) moved = NULL;

  g_unsetenv ("HOST_XDG_CACHE_HOME");
  platform = make (TRUE);
  g_assert_cmpstr (sprint_platform_get_log_folder (platform), ==, usual);
  g_assert_cmpstr (usual, !=, own);
  g_setenv ("HOST_XDG_CACHE_HOME", "/elsewhere", TRUE);
  moved = make (TRUE);
  g_assert_cmpstr (sprint_platform_get_log_folder (moved), ==, "/elsewhere/libvirt/qemu/log");
  g_unsetenv ("HOST_XDG_CACHE_HOME");
}

/* GLib reads this setting from the environment's folder, not from the test's. */
static void
test_downloads (void)
{
  g_autoptr (SprintPlatform) platform = make (FALSE);
  g_autofree char *settings = g_build_filename (g_get_user_config_dir (), "user-dirs.dirs", NULL);

  g_setenv ("XDG_CONFIG_HOME", g_get_user_config_dir (), TRUE);
  g_reload_user_special_dirs_cache ();
  g_assert_null (sprint_platform_get_downloads_folder (platform));

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_config_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (settings, "XDG_DOWNLOAD_DIR=\"/what/was/fetched\"\n", -1,
                                      NULL));
  g_reload_user_special_dirs_cache ();
  g_assert_cmpstr (sprint_platform_get_downloads_folder (platform), ==, "/what/was/fetched");
}

static void
assert_helper (const char *folder,
               const char *expected)
{
  g_autoptr (SprintPlatform) platform = make (FALSE);
  g_autofree char *helper = NULL;

  if (folder != NULL)
    g_setenv ("SPRINT_LIBEXECDIR", folder, TRUE);
  else
    g_unsetenv ("SPRINT_LIBEXECDIR");
  helper = sprint_platform_get_helper (platform, "sprint-kvm-proof");
  g_assert_cmpstr (helper, ==, expected);
}

static void
test_helper (void)
{
  assert_helper (NULL, SPRINT_LIBEXECDIR "/sprint-kvm-proof");
  assert_helper ("", SPRINT_LIBEXECDIR "/sprint-kvm-proof");
  assert_helper ("/a/build/tree", "/a/build/tree/sprint-kvm-proof");
}

static char *
spawn (gboolean           flatpak,
       gboolean           on_host,
       const char * const *argv)
{
  g_autoptr (SprintPlatform) platform = make (flatpak);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  child = sprint_platform_spawn (platform, on_host, argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  return output;
}

static void
test_spawn (void)
{
  static const char * const argv[] = { "echo", "a word", "$HOME", NULL };
  static const char *script = "#!/bin/sh\necho \"through $*\"\n";
  g_autofree char *folder = g_dir_make_tmp ("platform-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "flatpak-spawn", NULL);
  g_autofree char *path = g_strdup_printf ("%s:%s", folder, g_getenv ("PATH"));
  g_autofree char *native = spawn (FALSE, TRUE, argv);
  g_autofree char *inside = NULL;
  g_autofree char *outside = NULL;

  g_assert_cmpstr (native, ==, "a word $HOME\n");

  g_assert_true (g_file_set_contents_full (program, script, -1, G_FILE_SET_CONTENTS_NONE, 0700,
                                           NULL));
  g_setenv ("PATH", path, TRUE);
  inside = spawn (TRUE, FALSE, argv);
  outside = spawn (TRUE, TRUE, argv);
  g_assert_cmpstr (inside, ==, "a word $HOME\n");
  g_assert_cmpstr (outside, ==, "through --host --watch-bus echo a word $HOME\n");
  g_assert_cmpint (g_remove (program), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_spawn_missing (void)
{
  static const char * const argv[] = { "/nonexistent/program", NULL };
  g_autoptr (SprintPlatform) platform = make (FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (sprint_platform_spawn (platform, TRUE, argv, G_SUBPROCESS_FLAGS_NONE, &error));
  g_assert_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/platform/native", test_native);
  g_test_add_func ("/platform/flatpak", test_flatpak);
  g_test_add_func ("/platform/flatpak-log", test_flatpak_log);
  g_test_add_func ("/platform/downloads", test_downloads);
  g_test_add_func ("/platform/helper", test_helper);
  g_test_add_func ("/platform/spawn", test_spawn);
  g_test_add_func ("/platform/spawn-missing", test_spawn_missing);
  return g_test_run ();
}
