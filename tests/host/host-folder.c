/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-folder.h"

#include "remove-tree.h"

HostFolder *
host_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  HostFolder *self = g_dir_make_tmp ("host-XXXXXX", &error);

  g_assert_no_error (error);

  return self;
}

void
host_folder_write (const HostFolder *self,
                   const char       *path,
                   const char       *text)
{
  g_autofree char *full = g_build_filename (self, path, NULL);
  g_autofree char *parent = g_path_get_dirname (full);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (full, text, -1, &error);
  g_assert_no_error (error);
}

void
host_folder_free (HostFolder *self)
{
  remove_tree (self);
  g_free (self);
}

SprintHostReader *
host_folder_read_as (const char *root,
                     const char *architecture)
{
  return g_object_new (SPRINT_TYPE_HOST_READER, "root", root, "architecture", architecture, NULL);
}

SprintHostReader *
host_folder_read_recorded (const char *name)
{
  return host_folder_read_recorded_as (name, NULL);
}

SprintHostReader *
host_folder_read_recorded_as (const char *name,
                              const char *architecture)
{
  g_autofree char *root = g_build_filename (g_getenv ("SPRINT_TEST_DATA"), "hosts", name, NULL);

  g_assert_true (g_file_test (root, G_FILE_TEST_IS_DIR));

  return host_folder_read_as (root, architecture);
}
