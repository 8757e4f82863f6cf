/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-dialog.h"

#include <glib/gi18n.h>

#include "announce.h"
#include "changes-group.h"
#include "check-list.h"
#include "core/host/report.h"
#include "install-page.h"
#include "report-file.h"
#include "stop-question.h"

struct _SprintHostDialog
{
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwNavigationView *view;
  AdwPreferencesPage *page;
  GtkStack *stack;
  GtkWidget *icon;
  GtkSpinner *spinner;
  GtkLabel *summary;
  GtkLabel *troubles;

  SprintCheckList *lists[SPRINT_CHECK_GROUP_DESKTOP + 1];  /* borrowed */
  SprintHost *host;
  GtkSliceListModel *shown;     /* the checks that have a row by now */
  guint show_id;
  SprintHostWatch *watch;
  SprintRepairer *repairer;
  SprintPackageInstaller *installer;
  SprintPackageTable *table;
  SprintInstallPage *install;   /* weak */
  AdwDialog *question;          /* weak: whether to stop installing */
  GCancellable *cancellable;
  gboolean examining;
  gboolean retrying;            /* to install, if something is missing still */
  char *announced;              /* the summary that was said last */
};

G_DEFINE_FINAL_TYPE (SprintHostDialog, sprint_host_dialog, ADW_TYPE_DIALOG)

static void
sprint_host_dialog_dispose (GObject *object)
{
  SprintHostDialog *self = SPRINT_HOST_DIALOG (object);

  g_clear_handle_id (&self->show_id, g_source_remove);
  g_clear_weak_pointer (&self->install);
  g_clear_weak_pointer (&self->question);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  /* First, as disposing of the template lets go of what AdwDialog still has as its child. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_HOST_DIALOG);
  g_clear_object (&self->shown);
  g_clear_object (&self->host);
  g_clear_object (&self->watch);
  g_clear_object (&self->repairer);
  g_clear_object (&self->installer);
  g_clear_object (&self->table);
  g_clear_pointer (&self->announced, g_free);

  G_OBJECT_CLASS (sprint_host_dialog_parent_class)->dispose (object);
}

/* Links to what is not as it should be, among all that is. */
static void
update_troubles (SprintHostDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) links = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *markup = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->host)); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (G_LIST_MODEL (self->host), i);

    if (sprint_check_get_state (check) >= SPRINT_CHECK_STATE_WARN)
      g_strv_builder_take (builder, g_markup_printf_escaped ("<a href=\"%s\">%s</a>", sprint_check_get_id (check),
                                                             sprint_check_get_title (check)));
  }
  links = g_strv_builder_end (builder);
  /* Translators: between the members of a list */
  joined = g_strjoinv (_(", "), links);
  /* Translators: a list of what was found wanting, such as “Processor, Memory” */
  markup = g_strdup_printf (_("Worth a look: %s"), joined);
  gtk_label_set_markup (self->troubles, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->troubles), links[0] != NULL);
}

static gboolean
activate_link_cb (SprintHostDialog *self,
                  const char       *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->lists); i++)
    if (sprint_check_list_reveal (self->lists[i], id))
      break;

  return TRUE;
}

static void
update (SprintHostDialog *self)
{
  SprintCheckState state = sprint_host_get_state (self->host);
  gboolean running = state == SPRINT_CHECK_STATE_RUNNING;
  static const char * const actions[] = { "host.check", "host.copy-report", "host.save-text", "host.save-json" };
  const char *icon = state == SPRINT_CHECK_STATE_PASS ? "object-select-symbolic"
                     : state == SPRINT_CHECK_STATE_FAIL ? "dialog-error-symbolic" : "dialog-warning-symbolic";
  const char *style = state == SPRINT_CHECK_STATE_PASS ? "success"
                      : state == SPRINT_CHECK_STATE_FAIL ? "error" : "warning";
  const char *styles[] = { style, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_widget_set_css_classes (self->icon, styles);
  gtk_stack_set_visible_child (self->stack, running ? GTK_WIDGET (self->spinner) : self->icon);
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_label_set_label (self->summary, sprint_host_get_summary (self->host));
  /* The state is that of what every machine needs: the rest may still be asked. */
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], !self->examining);
  /* What was found stays while it is asked again. */
  if (!self->examining && !running)
    update_troubles (self);
}

static void
announce (SprintHostDialog *self)
{
  if (g_set_str (&self->announced, sprint_host_get_summary (self->host)))
    sprint_announce (GTK_WIDGET (self), self->announced, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Whether a check asks for one of them. */
static gboolean
is_wanted (SprintHostDialog   *self,
           const char * const *components)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->host)); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (G_LIST_MODEL (self->host), i);
    SprintRemedy *remedy = sprint_check_get_remedy (check);

    if (remedy == NULL)
      continue;
    for (const char * const *one = sprint_remedy_get_components (remedy); *one != NULL; one++) {
      if (g_strv_contains (components, *one))
        return TRUE;
    }
  }

  return FALSE;
}

/* The person may have helped themselves meanwhile. */
static void
retry (SprintHostDialog *self)
{
  self->retrying = FALSE;
  if (self->install == NULL)
    return;
  sprint_install_page_set_examining (self->install, FALSE);
  if (is_wanted (self, sprint_install_page_get_components (self->install)))
    sprint_install_page_plan (self->install);
  else
    adw_navigation_view_pop (self->view);
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintHostDialog) self = user_data;

  /* Otherwise it was closed. */
  if (!sprint_host_examine_finish (SPRINT_HOST (source), result, NULL))
    return;
  self->examining = FALSE;
  update (self);
  announce (self);
  if (self->retrying)
    retry (self);
}

static void
examine (SprintHostDialog *self)
{
  if (self->examining)
    return;
  self->examining = TRUE;
  update (self);
  sprint_host_examine_async (self->host, self->cancellable, examined_cb, g_object_ref (self));
}

static void
closed_cb (SprintHostDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* What is asked holds the dialog, and need not answer for hours. */
  g_cancellable_cancel (self->cancellable);
  /* A back button hides itself as it goes. GTK (4.18.6) moves the focus on from the last thing that took it away,
   * and never lets go of the one before: the dialog. */
  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

static void
changed_cb (SprintHostDialog *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  sprint_host_note_change (self->host);
  examine (self);
}

static void
check_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  SprintHostDialog *self = SPRINT_HOST_DIALOG (widget);

  /* Who asks is answered, be it with the same words. */
  g_clear_pointer (&self->announced, g_free);
  examine (self);
}

static void
copy_report_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  SprintHostDialog *self = SPRINT_HOST_DIALOG (widget);
  g_autofree char *report = sprint_report_to_text (self->host);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_("Report copied")));
}

static void
save_text_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  SprintHostDialog *self = SPRINT_HOST_DIALOG (widget);

  sprint_report_file_choose (GTK_WIDGET (self->view), self->host, SPRINT_REPORT_FORMAT_TEXT);
}

static void
save_json_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  SprintHostDialog *self = SPRINT_HOST_DIALOG (widget);

  sprint_report_file_choose (GTK_WIDGET (self->view), self->host, SPRINT_REPORT_FORMAT_JSON);
}

static gboolean
is_installing (SprintHostDialog *self)
{
  gboolean installing = FALSE;

  if (self->install != NULL)
    g_object_get (self->install, "installing", &installing, NULL);

  return installing;
}

static void
installing_cb (SprintHostDialog *self)
{
  adw_dialog_set_can_close (ADW_DIALOG (self), !is_installing (self));
  /* There is nothing to stop any more. */
  if (self->question != NULL && !is_installing (self))
    adw_dialog_force_close (self->question);
}

static void
stop_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SprintHostDialog) self = user_data;

  if (!g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "stop"))
    return;
  if (self->install != NULL)
    sprint_install_page_cancel (self->install);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_attempt_cb (SprintHostDialog *self)
{
  g_set_weak_pointer (&self->question, sprint_stop_question_new (self->installer));
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (self->question), GTK_WIDGET (self), NULL, stop_cb, g_object_ref (self));
}

static void
retry_cb (SprintHostDialog *self)
{
  self->retrying = TRUE;
  g_clear_pointer (&self->announced, g_free);
  sprint_install_page_set_examining (self->install, TRUE);
  changed_cb (self);
}

static void
install_cb (SprintHostDialog   *self,
            const char * const *components)
{
  AdwNavigationPage *page = sprint_install_page_new (self->installer, self->table, components);

  g_set_weak_pointer (&self->install, SPRINT_INSTALL_PAGE (page));
  g_signal_connect_object (page, "notify::installing", G_CALLBACK (installing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::done", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "retry", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->view, page);
}

static gboolean
is_of_group (gpointer item,
             gpointer group)
{
  return sprint_check_get_group (SPRINT_CHECK (item)) == GPOINTER_TO_UINT (group);
}

static void
add_group (SprintHostDialog *self,
           SprintCheckGroup  group)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_of_group, GUINT_TO_POINTER (group), NULL));
  g_autoptr (GListModel) checks =
    G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->shown)), filter));
  GtkWidget *widget = adw_preferences_group_new ();
  GtkWidget *list = sprint_check_list_new (checks, sprint_check_group_get_title (group), self->repairer, TRUE);

  self->lists[group] = SPRINT_CHECK_LIST (list);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), sprint_check_group_get_title (group));
  g_signal_connect_object (list, "install", G_CALLBACK (install_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), list);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (widget));
}

/* A row takes milliseconds to make: all at once, the dialog would come up late. */
static gboolean
show_next_cb (gpointer user_data)
{
  SprintHostDialog *self = user_data;
  guint size = gtk_slice_list_model_get_size (self->shown) + 1;

  gtk_slice_list_model_set_size (self->shown, size);
  if (size < g_list_model_get_n_items (G_LIST_MODEL (self->host)))
    return G_SOURCE_CONTINUE;

  self->show_id = 0;

  return G_SOURCE_REMOVE;
}

static void
sprint_host_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sprint_host_dialog_parent_class)->map (widget);

  sprint_host_watch_hold (SPRINT_HOST_DIALOG (widget)->watch);
}

static void
sprint_host_dialog_unmap (GtkWidget *widget)
{
  sprint_host_watch_release (SPRINT_HOST_DIALOG (widget)->watch);

  GTK_WIDGET_CLASS (sprint_host_dialog_parent_class)->unmap (widget);
}

static void
sprint_host_dialog_class_init (SprintHostDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_host_dialog_dispose;
  widget_class->map = sprint_host_dialog_map;
  widget_class->unmap = sprint_host_dialog_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/kvmsprint/Sprint/ui/host/host-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintHostDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SprintHostDialog, view);
  gtk_widget_class_bind_template_child (widget_class, SprintHostDialog, page);
  gtk_widget_class_bind_template_child (widget_class, SprintHostDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintHostDialog, icon);
  gtk_widget_class_bind_template_child (widget_class, SprintHostDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SprintHostDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, SprintHostDialog, troubles);
  gtk_widget_class_bind_template_callback (widget_class, activate_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_install_action (widget_class, "host.check", NULL, check_cb);
  gtk_widget_class_install_action (widget_class, "host.copy-report", NULL, copy_report_cb);
  gtk_widget_class_install_action (widget_class, "host.save-text", NULL, save_text_cb);
  gtk_widget_class_install_action (widget_class, "host.save-json", NULL, save_json_cb);
}

static void
sprint_host_dialog_init (SprintHostDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
sprint_host_dialog_new (SprintHost             *host,
                        SprintHostWatch        *watch,
                        SprintRepairer         *repairer,
                        SprintPackageInstaller *installer,
                        SprintPackageTable     *table)
{
  SprintHostDialog *self;

  g_return_val_if_fail (SPRINT_IS_HOST (host), NULL);

  self = g_object_new (SPRINT_TYPE_HOST_DIALOG, NULL);
  self->host = g_object_ref (host);
  self->watch = g_object_ref (watch);
  self->repairer = g_object_ref (repairer);
  self->installer = g_object_ref (installer);
  self->table = g_object_ref (table);
  self->shown = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (host)), 0, 0);
  self->show_id = g_idle_add (show_next_cb, self);
  for (guint group = SPRINT_CHECK_GROUP_PROCESSOR; group <= SPRINT_CHECK_GROUP_DESKTOP; group++)
    add_group (self, group);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (sprint_changes_group_new (repairer)));
  g_signal_connect_object (watch, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repairer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "notify::summary", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  examine (self);

  return ADW_DIALOG (self);
}
