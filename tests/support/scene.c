/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scene.h"

#include <sys/utsname.h>
#include <unistd.h>

#include "await.h"
#include "core/machine/machine-private.h"
#include "core/problem/problem.h"
#include "core/sprint/local-hypervisor.h"
#include "driver-node.h"
#include "remove-tree.h"

static char *
write_driver (Scene *self)
{
  static const char *node =
    DRIVER_NODE_MACHINE
    "<network><name>default</name><forward mode='nat'/><ip address='192.168.122.1'/></network>";
  g_autofree char *path = g_build_filename (self->folder, "host", "node.xml", NULL);

  return driver_node_write (path, node);
}

static void
write_host (const char *root,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A Debian 13 of 8 GiB with QEMU, without KVM and without an installer, wherever the test runs. */
static char *
make_host (Scene *self)
{
  char *root = g_build_filename (self->folder, "host", NULL);
  g_autofree char *qemu = NULL;
  struct utsname name;

  g_assert_cmpint (uname (&name), ==, 0);
  qemu = g_strconcat ("usr/bin/qemu-system-", name.machine, NULL);
  write_host (root, "proc/meminfo", "MemTotal:  8388608 kB\nMemAvailable:  4194304 kB\n");
  write_host (root, "etc/os-release", "ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME=\"Debian 13\"\n");
  write_host (root, qemu, "");
  write_host (root, "usr/bin/qemu-img", "");
  return root;
}

Scene *
scene_new (const char *uri)
{
  Scene *self = g_new0 (Scene, 1);
  g_autoptr (SprintPlatform) platform = NULL;
  g_autoptr (SprintHostReader) reader = NULL;
  g_autoptr (SprintLocalHypervisor) query = NULL;
  g_autofree char *root = NULL;
  g_autofree char *own = NULL;

  self->folder = g_dir_make_tmp ("scene-XXXXXX", NULL);
  root = make_host (self);
  platform = g_object_new (SPRINT_TYPE_PLATFORM, "host-root", root, NULL);
  if (uri == NULL)
    uri = own = write_driver (self);
  self->services = sprint_services_new (platform, uri);
  self->connection = sprint_services_get_local_connection (self->services);
  reader = sprint_host_reader_new (root);
  query = sprint_local_hypervisor_new (self->connection);
  self->host = sprint_host_new (reader, SPRINT_HYPERVISOR_QUERY (query),
                                sprint_services_get_acceleration_record (self->services), platform);
  self->choice = sprint_choice_new (self->host, sprint_platform_get_disk_folder (platform));
  sprint_choice_set_machines (self->choice, G_LIST_MODEL (self->connection));
  return self;
}

void
scene_free (Scene *self)
{
  GWeakRef connection;

  g_weak_ref_init (&connection, self->connection);
  sprint_connection_close (self->connection);
  g_clear_object (&self->choice);
  g_clear_object (&self->host);
  g_clear_object (&self->services);
  for (GObject *alive; (alive = g_weak_ref_get (&connection)) != NULL;) {
    g_object_unref (alive);
    g_main_context_iteration (NULL, TRUE);
  }
  g_weak_ref_clear (&connection);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self);
}

void
scene_open (Scene *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_connection_open_async (self->connection, NULL, await_result_cb, &result);
  await (result != NULL);
  sprint_connection_open_finish (self->connection, result, &error);
  g_assert_no_error (error);
}

char *
scene_make_proof (void)
{
  static const char *script = "#!/bin/sh\n"
                              "echo '{\"step\":\"long-mode\",\"result\":\"pass\",\"us\":1}'\n"
                              "echo '{\"step\":\"end\",\"result\":\"pass\",\"us\":0}'\n";
  char *folder = g_dir_make_tmp ("proof-XXXXXX", NULL);
  g_autofree char *helper = g_build_filename (folder, "sprint-kvm-proof", NULL);

  g_assert_true (g_file_set_contents_full (helper, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("SPRINT_LIBEXECDIR", folder, TRUE);
  return folder;
}

void
scene_examine (SprintHost *host)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_host_examine_async (host, NULL, await_result_cb, &result);
  await (result != NULL);
}

void
scene_accelerate (Scene      *self,
                  SprintHost *host)
{
  g_autofree char *folder = g_build_filename (self->folder, "host", "dev", NULL);
  g_autofree char *device = g_build_filename (folder, "kvm", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  /* Some device that anyone may open: the proof is told by a script. */
  g_assert_cmpint (symlink ("/dev/null", device), ==, 0);
  scene_examine (host);
  g_assert_cmpint (sprint_host_get_acceleration (host), ==, SPRINT_ACCELERATION_KVM);
}

char *
scene_write (Scene      *self,
             const char *name,
             const char *text,
             gsize       size)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *bytes = g_malloc0 (MAX (size, 1));

  memcpy (bytes, text, MIN (strlen (text), size));
  g_assert_true (g_file_set_contents (path, bytes, size, NULL));
  return path;
}

SprintMedium *
scene_disk (const char *path,
            const char *format,
            guint64     virtual_size)
{
  return g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_DISK, "path", path, "format", format,
                       "os-name", "A Disk", "virtual-size", virtual_size, NULL);
}

SprintMedium *
scene_iso (const char *path,
           gboolean    live)
{
  return g_object_new (SPRINT_TYPE_MEDIUM, "kind", live ? SPRINT_MEDIUM_KIND_LIVE : SPRINT_MEDIUM_KIND_INSTALLER,
                       "path", path, "format", "iso", "os-name", "A Disc", NULL);
}

SprintMedium *
scene_kernel (const char *kernel,
              const char *initrd)
{
  return g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_KERNEL, "kernel", kernel, "initrd", initrd,
                       "command-line", "quiet", "os-name", "An Installer", NULL);
}

void
scene_choose (Scene        *self,
              SprintMedium *medium,
              const char   *title)
{
  sprint_choice_set_medium (self->choice, medium);
  g_object_set (self->choice, "title", title, "memory", G_GUINT64_CONSTANT (64) << 20, "vcpus", 1, NULL);
}

SprintCreation *
scene_create (Scene         *self,
              GCancellable  *cancellable,
              GError       **error)
{
  SprintCreation *creation = sprint_creation_new (self->services, self->connection, self->choice);
  g_autoptr (GAsyncResult) result = NULL;

  sprint_creation_run_async (creation, cancellable, await_result_cb, &result);
  g_assert_true (sprint_creation_get_running (creation));
  await (result != NULL);
  g_assert_false (sprint_creation_get_running (creation));
  sprint_creation_run_finish (creation, result, error);
  return creation;
}

GVirConfigDomain *
scene_describe (SprintMachine *machine)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GVirConfigDomain *description;

  sprint_machine_get_description_async (machine, NULL, await_result_cb, &result);
  await (result != NULL);
  description = sprint_machine_get_description_finish (machine, result, &error);
  g_assert_no_error (error);
  return description;
}

void
scene_act (SprintMachine        *machine,
           SprintMachineActions  action)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_machine_act_async (machine, action, NULL, await_result_cb, &result);
  await (result != NULL);
  sprint_machine_act_finish (machine, result, &error);
  g_assert_no_error (error);
}

void
scene_tell (SprintMachine      *machine,
            SprintMachineState  state,
            const char         *problem,
            gboolean            emulated)
{
  SprintMachineInfo info = { 0 };

  g_strlcpy (info.uuid, sprint_machine_get_uuid (machine), sizeof info.uuid);
  info.name = (char *) sprint_machine_get_name (machine);
  info.title = (char *) sprint_machine_get_title (machine);
  info.problem = (char *) problem;
  info.state = state;
  info.emulated = emulated;
  info.accelerated = !emulated;
  info.persistent = TRUE;
  sprint_machine_update (machine, &info);
}

guint
scene_count_machines (Scene *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->connection));
}

guint
scene_count_files (Scene *self)
{
  SprintPlatform *platform = sprint_services_get_platform (self->services);
  g_autoptr (GDir) dir = g_dir_open (sprint_platform_get_disk_folder (platform), 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

void
scene_check_words (const GError *error,
                   const char   *title,
                   gboolean      remedy)
{
  g_autoptr (SprintProblem) problem = sprint_problem_new (error);

  g_test_message ("%s / %s / %s / %s", problem->title, problem->sentence, problem->remedy, problem->details);
  g_assert_true (sprint_problem_is_foreseen (error->domain, error->code));
  g_assert_cmpstr (problem->title, ==, title);
  g_assert_true (!remedy || problem->remedy != NULL);
}
