/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/packages/package-installer.h"

#include <unistd.h>

#include "await.h"
#include "core/host/check/host-error.h"
#include "packagekit-double.h"

typedef struct {
  PackageKitDouble *daemon;
  SprintHostReader *reader;
  SprintPackageInstaller *installer;
  GCancellable *cancellable;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->reader = sprint_host_reader_new ("/nonexistent");
  fixture->daemon = packagekit_double_new (NULL);
  fixture->installer = sprint_package_installer_new (fixture->reader);
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->result);
  await_gone (g_steal_pointer (&fixture->installer));
  packagekit_double_free (fixture->daemon);
  g_object_unref (fixture->reader);
  g_object_unref (fixture->cancellable);
}

static void
resume (Fixture *fixture)
{
  g_clear_object (&fixture->result);
  sprint_package_installer_resume_async (fixture->installer, fixture->cancellable, await_result_cb, &fixture->result);
}

static gboolean
finish (Fixture  *fixture,
        GError  **error)
{
  await (fixture->result != NULL);
  return sprint_package_installer_resume_finish (fixture->installer, fixture->result, error);
}

static gboolean
is_installing (Fixture *fixture)
{
  gboolean installing;

  g_object_get (fixture->installer, "installing", &installing, NULL);
  return installing;
}

static gboolean
is_at (Fixture    *fixture,
       const char *expected,
       double      fraction)
{
  g_autofree char *phase = NULL;
  double at;

  g_object_get (sprint_package_installer_get_progress (fixture->installer), "phase", &phase, "fraction", &at, NULL);
  return g_strcmp0 (phase, expected) == 0 && at == fraction;
}

static void
assert_none (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  resume (fixture);
  g_assert_false (finish (fixture, &error));
  g_assert_no_error (error);
  g_assert_false (is_installing (fixture));
}

static void
test_none (Fixture       *fixture,
           gconstpointer  data)
{
  assert_none (fixture);
}

static void
test_adopted (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  packagekit_double_leave (fixture->daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  resume (fixture);
  await (is_installing (fixture));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_INSTALL, 42);
  await (is_at (fixture, "Installing…", 0.42));
  g_assert_null (fixture->result);
  packagekit_double_end (fixture->daemon, 0, NULL);
  g_assert_true (finish (fixture, &error));
  g_assert_no_error (error);
  g_assert_false (is_installing (fixture));

  assert_none (fixture);
}

/* Another's, another thing, one that somebody looks after, or one that only tries. */
static void
test_not_ours (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { PkRoleEnum role; guint other; gboolean watched; guint64 flags; } cases[] = {
    { PK_ROLE_ENUM_INSTALL_PACKAGES, 1, FALSE, 0 },
    { PK_ROLE_ENUM_INSTALL_PACKAGES, 0, TRUE, 0 },
    { PK_ROLE_ENUM_UPDATE_PACKAGES, 0, FALSE, 0 },
    { PK_ROLE_ENUM_INSTALL_PACKAGES, 0, FALSE, 1 << PK_TRANSACTION_FLAG_ENUM_SIMULATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    packagekit_double_leave (fixture->daemon, cases[i].role, getuid () + cases[i].other, cases[i].watched);
    packagekit_double_set_flags (fixture->daemon, cases[i].flags);
    assert_none (fixture);
    packagekit_double_end (fixture->daemon, 0, NULL);
  }
}

static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  packagekit_double_leave (fixture->daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  resume (fixture);
  await (is_installing (fixture));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_DOWNLOAD, 10);
  await (is_at (fixture, "Downloading…", 0.1));
  packagekit_double_end (fixture->daemon, PK_ERROR_ENUM_PACKAGE_DOWNLOAD_FAILED, "404");
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DOWNLOAD);
  g_assert_false (is_installing (fixture));
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  packagekit_double_leave (fixture->daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  resume (fixture);
  await (is_installing (fixture));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_DOWNLOAD, 50);
  await (is_at (fixture, "Downloading…", 0.5));
  g_cancellable_cancel (fixture->cancellable);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (packagekit_double_n_cancelled (fixture->daemon), ==, 1);
}

/* That it cannot be cancelled is known from the beginning; what is cancelled then goes on to its end, and has come to a
 * good one. */
static void
test_not_cancellable (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean can_cancel;

  packagekit_double_allow_cancel (fixture->daemon, FALSE);
  packagekit_double_leave (fixture->daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  resume (fixture);
  await (is_installing (fixture));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_INSTALL, 42);
  await (is_at (fixture, "Installing…", 0.42));
  g_object_get (sprint_package_installer_get_progress (fixture->installer), "can-cancel", &can_cancel, NULL);
  g_assert_false (can_cancel);
  g_cancellable_cancel (fixture->cancellable);
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_INSTALL, 43);
  await (is_at (fixture, "Installing…", 0.43));
  g_assert_cmpuint (packagekit_double_n_cancelled (fixture->daemon), ==, 0);
  packagekit_double_end (fixture->daemon, 0, NULL);
  g_assert_true (finish (fixture, &error));
  g_assert_no_error (error);
}

/* What was cancelled too early is cancelled once that can be. */
static void
test_cancelled_early (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  packagekit_double_allow_cancel (fixture->daemon, FALSE);
  packagekit_double_leave (fixture->daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  resume (fixture);
  await (is_installing (fixture));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_INSTALL, 42);
  await (is_at (fixture, "Installing…", 0.42));
  g_cancellable_cancel (fixture->cancellable);
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_INSTALL, 43);
  await (is_at (fixture, "Installing…", 0.43));
  g_assert_cmpuint (packagekit_double_n_cancelled (fixture->daemon), ==, 0);
  packagekit_double_allow_cancel (fixture->daemon, TRUE);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (packagekit_double_n_cancelled (fixture->daemon), ==, 1);
}

/* It leaves the bus without a word of how it ended, as one does that had ended before anybody listened. */
static void
test_destroyed (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  packagekit_double_leave (fixture->daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  resume (fixture);
  await (is_installing (fixture));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_INSTALL, 42);
  await (is_at (fixture, "Installing…", 0.42));
  packagekit_double_destroy (fixture->daemon);
  g_assert_true (finish (fixture, &error));
  g_assert_no_error (error);
}

static void
test_daemon_dies (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  packagekit_double_leave (fixture->daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  resume (fixture);
  await (is_installing (fixture));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_DOWNLOAD, 50);
  await (is_at (fixture, "Downloading…", 0.5));
  packagekit_double_free (fixture->daemon);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DAEMON_DIED);
  fixture->daemon = packagekit_double_new (NULL);
  assert_none (fixture);
}

static GDBusMessage *
watch_cb (GDBusConnection *bus,
          GDBusMessage    *message,
          gboolean         incoming,
          gpointer         flags)
{
  if (!incoming && g_strcmp0 (g_dbus_message_get_member (message), "GetTransactionList") == 0)
    g_atomic_int_set ((int *) flags, g_dbus_message_get_flags (message));

  return message;
}

/* A start of Sprint's must not start a daemon of root's. */
static void
test_asleep (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  int flags = 0;
  guint id = g_dbus_connection_add_filter (bus, watch_cb, &flags, NULL);

  assert_none (fixture);
  g_dbus_connection_remove_filter (bus, id);
  g_assert_cmpint (g_atomic_int_get (&flags) & G_DBUS_MESSAGE_FLAGS_NO_AUTO_START, !=, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  packagekit_double_init ();

#define ADD(name, function) g_test_add ("/host/package-leftover/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("none", test_none);
  ADD ("asleep", test_asleep);
  ADD ("adopted", test_adopted);
  ADD ("not-ours", test_not_ours);
  ADD ("fails", test_fails);
  ADD ("cancelled", test_cancelled);
  ADD ("not-cancellable", test_not_cancellable);
  ADD ("cancelled-early", test_cancelled_early);
  ADD ("destroyed", test_destroyed);
  ADD ("daemon-dies", test_daemon_dies);

  return g_test_run ();
}
