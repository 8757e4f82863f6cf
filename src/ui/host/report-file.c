/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-file.h"

#include <glib/gi18n.h>

#include "core/host/report.h"
#include "ui/problem/problem-dialog.h"

static const struct
{
  const char *name;
  const char *suffix;
  const char *file_name;
  char *(*make) (SprintHost *host);
} formats[] = {
  [SPRINT_REPORT_FORMAT_TEXT] = { N_("Text"), "txt", "sprint-report.txt", sprint_report_to_text },
  [SPRINT_REPORT_FORMAT_JSON] = { N_("JSON, for programs"), "json", "sprint-report.json", sprint_report_to_json },
};

typedef struct
{
  GtkWidget *parent;
  GBytes *report;
} Choice;

static void
choice_free (Choice *choice)
{
  g_clear_object (&choice->parent);
  g_clear_pointer (&choice->report, g_bytes_unref);
  g_free (choice);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choice, choice_free)

static void
say_failure (GtkWidget    *parent,
             const GError *error)
{
  /* Where the dialog was closed meanwhile, nobody waits for it. */
  if (gtk_widget_get_root (parent) != NULL)
    adw_dialog_present (sprint_problem_dialog_new (error), parent);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *overlay = gtk_widget_get_ancestor (parent, ADW_TYPE_TOAST_OVERLAY);

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    say_failure (parent, error);
  else if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (_("Report saved")));
}

GBytes *
sprint_report_file_make (SprintHost         *host,
                         SprintReportFormat  format)
{
  char *report;

  g_return_val_if_fail (SPRINT_IS_HOST (host), NULL);

  report = formats[format].make (host);

  return g_bytes_new_take (report, strlen (report));
}

void
sprint_report_file_write (GtkWidget *parent,
                          GBytes    *report,
                          GFile     *file)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (report != NULL);
  g_return_if_fail (G_IS_FILE (file));

  g_file_replace_contents_bytes_async (file, report, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, written_cb,
                                       g_object_ref (parent));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Choice) choice = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    sprint_report_file_write (choice->parent, choice->report, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    say_failure (choice->parent, error);
}

void
sprint_report_file_choose (GtkWidget          *parent,
                           SprintHost         *host,
                           SprintReportFormat  format)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (parent);
  Choice *choice = g_new0 (Choice, 1);

  choice->parent = g_object_ref (parent);
  /* What is known now, all of it: while a place is chosen, this computer may be examined again. */
  choice->report = sprint_report_file_make (host, format);
  gtk_file_filter_set_name (filter, _(formats[format].name));
  gtk_file_filter_add_suffix (filter, formats[format].suffix);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _("Save Report"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_initial_name (dialog, formats[format].file_name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb, choice);
}
