/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "core/machine/machine-private.h"
#include "support/await.h"
#include "ui/machine/delete-dialog.h"
#include "ui/machine/machine-settings.h"

#define UUID "00000000-0000-0000-0000-000000000001"

static const char node[] =
  "<node><domain type='test'><name>own</name><uuid>" UUID "</uuid>"
  "<memory>65536</memory><os><type>hvm</type></os><devices>"
  "<disk type='file' device='disk'><source file='/pool/one.qcow2'/><target dev='vda' bus='virtio'/></disk>"
  "<disk type='file' device='disk'><source file='/pool/two &lt;b&gt;.qcow2'/><target dev='vdb' bus='virtio'/></disk>"
  "</devices></domain>"
  "<pool type='dir'><name>pool</name><target><path>/pool</path></target>"
  "<volume type='file'><name>one.qcow2</name><capacity>1</capacity></volume>"
  "<volume type='file'><name>two &lt;b&gt;.qcow2</name><capacity>1</capacity></volume>"
  "</pool></node>";

typedef struct {
  char *path;
  SprintConnection *connection;
  SprintMachine *machine;
  AdwDialog *dialog;
  guint problems;
} Fixture;

static void
problem_cb (Fixture *fixture)
{
  fixture->problems++;
}

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = g_object_ref_sink (sprint_delete_dialog_new (fixture->machine));
  g_signal_connect_swapped (fixture->dialog, "problem", G_CALLBACK (problem_cb), fixture);
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (fixture->dialog), "delete"));
  await (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (fixture->dialog), "delete"));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  int fd = g_file_open_tmp ("delete-XXXXXX.xml", &fixture->path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (fixture->path, node, -1, NULL));
  uri = g_strconcat ("test://", fixture->path, NULL);
  fixture->connection = sprint_connection_new (uri);
  sprint_connection_open_async (fixture->connection, NULL, NULL, NULL);
  await (sprint_connection_get_state (fixture->connection) == SPRINT_CONNECTION_STATE_OPEN);
  fixture->machine = g_object_ref (sprint_connection_find (fixture->connection, UUID));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer dialog = fixture->dialog;
  gpointer connection = fixture->connection;

  if (dialog != NULL) {
    g_object_add_weak_pointer (G_OBJECT (fixture->dialog), &dialog);
    g_object_unref (fixture->dialog);
    await (dialog == NULL);
  }
  g_object_add_weak_pointer (G_OBJECT (fixture->connection), &connection);
  sprint_connection_close (fixture->connection);
  g_object_unref (fixture->machine);
  g_object_unref (fixture->connection);
  await (connection == NULL);
  g_remove (fixture->path);
  g_free (fixture->path);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_SWITCH_ROW (widget) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child, title);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
get_group (Fixture *fixture)
{
  return adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (fixture->dialog));
}

static GtkWidget *
get_row (Fixture    *fixture,
         const char *title)
{
  GtkWidget *row = find_row (get_group (fixture), title);

  g_assert_nonnull (row);
  return row;
}

static void
respond (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->dialog, "response::delete", "delete");
  await (sprint_connection_find (fixture->connection, UUID) == NULL && !sprint_machine_get_busy (fixture->machine));
  g_assert_cmpuint (fixture->problems, ==, 0);
}

static gboolean
has_volume (Fixture    *fixture,
            const char *path)
{
  virConnectPtr handle = sprint_connection_ref_handle (fixture->connection);
  virStorageVolPtr volume = virStorageVolLookupByPath (handle, path);

  if (volume != NULL)
    virStorageVolFree (volume);
  virConnectClose (handle);
  return volume != NULL;
}

/* What lies elsewhere is not Sprint's: it goes only where the person says so. */
static void
test_others_files (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *row;

  open_dialog (fixture);
  g_assert_true (gtk_widget_get_visible (get_group (fixture)));
  row = get_row (fixture, "two <b>.qcow2");
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "/pool"));
  row = get_row (fixture, "one.qcow2");
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  respond (fixture);
  g_assert_false (has_volume (fixture, "/pool/one.qcow2"));
  g_assert_true (has_volume (fixture, "/pool/two <b>.qcow2"));
}

static void
test_untouched (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GSettings) settings = sprint_machine_settings_new (fixture->machine);

  g_settings_set_string (settings, "size", "actual");
  g_settings_set_boolean (settings, "clipboard-to-guest", FALSE);
  open_dialog (fixture);
  g_assert_false (g_settings_get_boolean (settings, "clipboard-to-guest"));
  respond (fixture);
  await (g_settings_get_boolean (settings, "clipboard-to-guest"));
  g_assert_null (g_settings_get_user_value (settings, "size"));
  g_assert_true (has_volume (fixture, "/pool/one.qcow2"));
  g_assert_true (has_volume (fixture, "/pool/two <b>.qcow2"));
}

/* A machine can go all the same where its disks cannot be told. */
static void
test_not_listed (Fixture       *fixture,
                 gconstpointer  data)
{
  sprint_connection_close (fixture->connection);
  open_dialog (fixture);
  g_assert_true (gtk_widget_get_visible (get_group (fixture)));
  g_assert_cmpstr (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (get_group (fixture))), ==, "Its Disks Stay");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();
#define ADD(name, function) g_test_add ("/ui/delete-dialog/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("others-files", test_others_files);
  ADD ("untouched", test_untouched);
  ADD ("not-listed", test_not_listed);
  return g_test_run ();
}
