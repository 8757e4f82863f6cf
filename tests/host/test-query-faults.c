/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/libvirt-check.h"
#include "core/host/spice-check.h"

#include <glib/gstdio.h>

#include "await.h"
#include "core/host/host-error.h"
#include "core/machine/machine-error.h"

#define DEADLINE 60 /* ms */

/* A libvirt that hangs, fails, or answers once a file is there; it cannot be cancelled. */
#define TYPE_FAULTY_QUERY (faulty_query_get_type ())
G_DECLARE_FINAL_TYPE (FaultyQuery, faulty_query, FAULTY, QUERY, GObject)

struct _FaultyQuery {
  GObject parent_instance;

  GPtrArray *hanging;   /* of GTask */
  gboolean hangs;
  GQuark domain;
  int code;
  char *path;           /* of the file that makes it answer */
  guint n_asked;
};

static void iface_init (SprintHypervisorQueryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FaultyQuery, faulty_query, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPRINT_TYPE_HYPERVISOR_QUERY, iface_init))

static void
ask_async (SprintHypervisorQuery *query,
           GCancellable          *cancellable,
           GAsyncReadyCallback    callback,
           gpointer               user_data)
{
  FaultyQuery *self = FAULTY_QUERY (query);
  GTask *task = g_task_new (query, NULL, callback, user_data);

  self->n_asked++;
  if (self->hangs) {
    g_ptr_array_add (self->hanging, task);
    return;
  }
  if (self->path != NULL && g_file_test (self->path, G_FILE_TEST_EXISTS))
    g_task_return_pointer (task, g_strdup ("12.0.0"), g_free);
  else
    g_task_return_new_error_literal (task, self->domain, self->code, "raw words");
  g_object_unref (task);
}

static char *
get_version_finish (SprintHypervisorQuery  *query,
                    GAsyncResult           *result,
                    GError                **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GVirConfigDomainCapabilities *
get_capabilities_finish (SprintHypervisorQuery  *query,
                         GAsyncResult           *result,
                         GError                **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
iface_init (SprintHypervisorQueryInterface *iface)
{
  iface->deadline = DEADLINE;
  iface->get_version_async = ask_async;
  iface->get_version_finish = get_version_finish;
  iface->get_domain_capabilities_async = ask_async;
  iface->get_domain_capabilities_finish = get_capabilities_finish;
}

static void
faulty_query_finalize (GObject *object)
{
  FaultyQuery *self = FAULTY_QUERY (object);

  g_ptr_array_unref (self->hanging);
  g_free (self->path);

  G_OBJECT_CLASS (faulty_query_parent_class)->finalize (object);
}

static void
faulty_query_class_init (FaultyQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = faulty_query_finalize;
}

static void
faulty_query_init (FaultyQuery *self)
{
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
}

static FaultyQuery *
faulty_query_new (GQuark domain,
                  int    code)
{
  FaultyQuery *self = g_object_new (TYPE_FAULTY_QUERY, NULL);

  self->domain = domain;
  self->code = code;
  self->hangs = domain == 0;

  return self;
}

/* The answers come after all, when nobody waits for them any more. */
static void
answer_late (FaultyQuery *self)
{
  for (guint i = 0; i < self->hanging->len; i++)
    g_task_return_pointer (g_ptr_array_index (self->hanging, i), NULL, NULL);
  g_ptr_array_set_size (self->hanging, 0);
  while (g_main_context_iteration (NULL, FALSE));
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static void
ask (SprintCheck *check)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_check_ask_async (check, NULL, result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_check_ask_finish (check, result, &error));
  g_assert_no_error (error);
}

static gboolean
names_components (SprintCheck *check)
{
  SprintRemedy *remedy = sprint_check_get_remedy (check);

  return remedy != NULL && sprint_remedy_get_components (remedy)[0] != NULL;
}

static void
test_late (void)
{
  g_autoptr (FaultyQuery) query = faulty_query_new (0, 0);
  g_autoptr (SprintCheck) libvirt = sprint_libvirt_check_new (SPRINT_HYPERVISOR_QUERY (query));
  g_autoptr (SprintCheck) spice = sprint_spice_check_new (SPRINT_HYPERVISOR_QUERY (query));
  SprintCheck *checks[] = { libvirt, spice };

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    ask (checks[i]);
    g_assert_cmpint (sprint_check_get_state (checks[i]), ==, SPRINT_CHECK_STATE_FAIL);
    g_assert_cmpstr (sprint_check_get_summary (checks[i]), ==, "libvirt did not answer in time");
    /* It may well be installed. */
    g_assert_false (names_components (checks[i]));
    answer_late (query);
    g_assert_cmpint (sprint_check_get_state (checks[i]), ==, SPRINT_CHECK_STATE_FAIL);
  }
}

static void
test_cancelled (void)
{
  g_autoptr (FaultyQuery) query = faulty_query_new (0, 0);
  g_autoptr (SprintCheck) check = sprint_libvirt_check_new (SPRINT_HYPERVISOR_QUERY (query));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_check_ask_async (check, cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_false (sprint_check_ask_finish (check, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);
  answer_late (query);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);
}

/* Packages are named for what is not there, and for nothing else. */
static void
test_failures (void)
{
  static const struct { SprintMachineError code; const char *summary; } cases[] = {
    { SPRINT_MACHINE_ERROR_NOT_AUTHORIZED, "libvirt does not allow you to do that" },
    { SPRINT_MACHINE_ERROR_CONNECTION_LOST, "The connection to libvirt was lost" },
  };
  g_autoptr (FaultyQuery) missing = faulty_query_new (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT);
  g_autoptr (SprintCheck) libvirt = sprint_libvirt_check_new (SPRINT_HYPERVISOR_QUERY (missing));
  g_autoptr (SprintCheck) spice = sprint_spice_check_new (SPRINT_HYPERVISOR_QUERY (missing));

  ask (libvirt);
  g_assert_true (names_components (libvirt));
  ask (spice);
  g_assert_true (names_components (spice));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (FaultyQuery) query = faulty_query_new (SPRINT_MACHINE_ERROR, cases[i].code);
    g_autoptr (SprintCheck) check = sprint_libvirt_check_new (SPRINT_HYPERVISOR_QUERY (query));
    g_autoptr (SprintCheck) other = sprint_spice_check_new (SPRINT_HYPERVISOR_QUERY (query));

    ask (check);
    g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_FAIL);
    g_assert_cmpstr (sprint_check_get_summary (check), ==, cases[i].summary);
    g_assert_cmpstr (sprint_check_get_details (check), ==, "raw words");
    g_assert_false (names_components (check));
    ask (other);
    g_assert_cmpint (sprint_check_get_state (other), ==, SPRINT_CHECK_STATE_FAIL);
    g_assert_false (names_components (other));
  }
}

/* A flatpak-spawn that does nothing but tell that it ran. */
static void
write_spawn (const char *folder,
             const char *witness)
{
  g_autofree char *path = g_build_filename (folder, "flatpak-spawn", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\necho \"$@\" >%s\n", witness);

  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
}

static void
test_sandbox (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sandbox-XXXXXX", NULL);
  g_autofree char *info = g_build_filename (folder, "info", NULL);
  g_autofree char *witness = g_build_filename (folder, "witness", NULL);
  g_autofree char *path = g_strconcat (folder, ":", g_getenv ("PATH"), NULL);
  g_autofree char *words = NULL;
  g_autoptr (SprintPlatform) platform = NULL;
  g_autoptr (FaultyQuery) query = faulty_query_new (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT);
  g_autoptr (SprintCheck) check = sprint_libvirt_check_new (SPRINT_HYPERVISOR_QUERY (query));

  g_assert_true (g_file_set_contents (info, "", -1, NULL));
  g_setenv ("PATH", path, TRUE);
  platform = g_object_new (SPRINT_TYPE_PLATFORM, "flatpak-info", info, NULL);
  g_assert_true (sprint_platform_is_flatpak (platform));
  sprint_libvirt_check_set_platform (SPRINT_LIBVIRT_CHECK (check), platform);

  /* It starts, but not the daemon: what was tried is what a person can try. */
  write_spawn (folder, "/dev/null");
  ask (check);
  g_assert_cmpuint (query->n_asked, ==, 2);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_cmpstr (sprint_remedy_get_command (sprint_check_get_remedy (check)), ==, "virsh -c qemu:///session list");

  query->path = g_strdup (witness);
  write_spawn (folder, witness);
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_true (g_file_get_contents (witness, &words, NULL, NULL));
  g_assert_cmpstr (words, ==, "--host --watch-bus virsh -c qemu:///session list\n");

  g_assert_cmpint (g_unlink (witness), ==, 0);
  g_assert_cmpint (g_unlink (info), ==, 0);
  g_free (g_steal_pointer (&words));
  words = g_build_filename (folder, "flatpak-spawn", NULL);
  g_assert_cmpint (g_unlink (words), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/query-faults/late", test_late);
  g_test_add_func ("/host/query-faults/cancelled", test_cancelled);
  g_test_add_func ("/host/query-faults/failures", test_failures);
  g_test_add_func ("/host/query-faults/sandbox", test_sandbox);
  return g_test_run ();
}
