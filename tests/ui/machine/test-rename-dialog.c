/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "core/machine/connection.h"
#include "support/await.h"
#include "ui/machine/rename-dialog.h"

#define UUID "00000000-0000-0000-0000-000000000001"

static const char node[] =
  "<node><domain type='test'><name>own</name><uuid>" UUID "</uuid><title>Mine</title>"
  "<memory>65536</memory><os><type>hvm</type></os></domain>"
  "<domain type='test'><name>other</name><title>Other</title><memory>65536</memory><os><type>hvm</type></os></domain>"
  "</node>";

static GtkWidget *
find_row (GtkWidget *widget)
{
  if (ADW_IS_ENTRY_ROW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_label (child, text);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    const char *problem;   /* NULL: a good one */
  } names[] = {
    { "Mine", NULL },
    { " Another ", NULL },
    { "Größe & <Ruhe>", NULL },
    { "", "The machine needs a name" },
    { "  ", "The machine needs a name" },
    { "bell\a", "A name is one line of text" },
    { "not a character \xef\xbf\xbf", "A name is one line of text" },
    { " Other ", "Another machine has this name" },
  };
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (SprintConnection) connection = NULL;
  AdwDialog *dialog;
  GtkWidget *child, *row;
  int fd = g_file_open_tmp ("rename-XXXXXX.xml", &path, NULL);

  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, node, -1, NULL));
  uri = g_strconcat ("test://", path, NULL);
  connection = sprint_connection_new (uri);
  sprint_connection_open_async (connection, NULL, NULL, NULL);
  await (sprint_connection_get_state (connection) == SPRINT_CONNECTION_STATE_OPEN);

  dialog = g_object_ref_sink (sprint_rename_dialog_new (sprint_connection_find (connection, UUID)));
  child = adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (dialog));
  row = find_row (child);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_test_message ("“%s”", names[i].name);
    gtk_editable_set_text (GTK_EDITABLE (row), names[i].name);
    g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "rename") ==
                   (names[i].problem == NULL));
    if (names[i].problem != NULL) {
      g_assert_nonnull (find_label (child, names[i].problem));
      g_assert_true (gtk_widget_has_css_class (row, "error"));
    }
  }
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_object_unref (dialog);
  await (dialog == NULL);
  sprint_connection_close (connection);
  g_remove (path);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();
  g_test_add_func ("/ui/rename-dialog/names", test_names);
  return g_test_run ();
}
