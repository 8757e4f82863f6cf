/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "announce.h"
#include "core-enums.h"
#include "core/host/check/host-error.h"
#include "core/host/packages/package-restart.h"
#include "package-plan-group.h"
#include "package-problem-view.h"
#include "package-progress-view.h"
#include "package-question.h"

struct _SprintPackageList
{
  AdwBin parent_instance;

  SprintPackagePlanGroup *group;
  GtkStack *stack;
  GtkLabel *notice;
  GtkLabel *shortage_label;
  SprintPackageProgressView *progress_view;
  SprintPackageProblemView *problem_view;
  GtkLabel *restart_label;

  SprintPackageInstaller *installer;
  SprintPackageTable *table;
  GStrv components;
  SprintPackagePlan *plan;
  GCancellable *cancellable;   /* of what is under way */
  gboolean installing;
  gboolean waiting;            /* for what another list has under way */
  gboolean resumed;            /* what an earlier Sprint may have left under way has been looked for */
  gboolean done;
};

G_DEFINE_FINAL_TYPE (SprintPackageList, sprint_package_list, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_INSTALLER,
  PROP_TABLE,
  PROP_COMPONENTS,
  PROP_BUSY,
  PROP_INSTALLING,
  PROP_DONE,
  N_PROPS
};

enum {
  RETRY,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
is_busy (SprintPackageList *self)
{
  return self->cancellable != NULL;
}

static void
announce (SprintPackageList                  *self,
          const char                         *words,
          GtkAccessibleAnnouncementPriority  priority)
{
  sprint_announce (GTK_WIDGET (self), words, priority);
}

/* What is under way does not hold the list: one that goes away cancels it. */
static GWeakRef *
new_weak (SprintPackageList *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);

  return weak;
}

/* (transfer full) (nullable) */
static SprintPackageList *
take_weak (gpointer weak)
{
  SprintPackageList *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);

  /* One that is being disposed of has nothing left to show. */
  if (self != NULL && self->installer == NULL)
    g_clear_object (&self);

  return self;
}

static gboolean
scroll_cb (GtkWidget     *stack,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (stack, GTK_TYPE_VIEWPORT);
  int *n_frames = user_data;

  /* The first frame only gives it its new size. */
  if (--*n_frames > 0)
    return G_SOURCE_CONTINUE;
  if (viewport != NULL && gtk_widget_get_mapped (stack))
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), stack, NULL);

  return G_SOURCE_REMOVE;
}

/* A long list of packages would keep progress, or what to do next, out of sight. */
static void
reveal (SprintPackageList *self)
{
  int *n_frames = g_new (int, 1);

  *n_frames = 2;
  gtk_widget_add_tick_callback (GTK_WIDGET (self->stack), scroll_cb, n_frames, g_free);
}

static void
begin (SprintPackageList *self,
       gboolean           installing)
{
  self->cancellable = g_cancellable_new ();
  self->installing = installing;
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "working");
  if (installing)
    reveal (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSTALLING]);
}

static void
end (SprintPackageList *self)
{
  g_clear_object (&self->cancellable);
  self->installing = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSTALLING]);
}

static void
show_done (SprintPackageList *self)
{
  SprintPackageRestart restart;
  const char *words;

  g_object_get (self->installer, "restart", &restart, NULL);
  words = sprint_package_restart_get_words (restart);
  gtk_label_set_label (self->restart_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->restart_label), words != NULL);
  gtk_stack_set_visible_child_name (self->stack, "done");
  if (words != NULL)
    announce (self, words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
set_done (SprintPackageList *self,
          gboolean           done)
{
  if (done)
    show_done (self);
  if (self->done == done)
    return;

  self->done = done;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

static GStrv
get_packages (SprintPackageList *self)
{
  return sprint_package_table_get_packages (self->table, (const char * const *) self->components);
}

static void
clear_rows (SprintPackageList *self)
{
  sprint_package_plan_group_set_plan (self->group, NULL);
}

static GStrv
get_unknown (SprintPackageList *self)
{
  return sprint_package_table_get_unknown (self->table, (const char * const *) self->components);
}

static void
show_problem (SprintPackageList *self,
              const GError      *error)
{
  /* What was planned before is not what this is about. */
  if (self->plan == NULL)
    clear_rows (self);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  sprint_package_problem_view_show (self->problem_view, self->table, (const char * const *) self->components,
                                    self->plan, error);
  reveal (self);
}

/* Said, and left to the person: files that are in the way may go meanwhile. */
static void
show_shortage (SprintPackageList *self)
{
  guint64 needed, available;
  gboolean is_short = sprint_package_plan_get_shortage (self->plan, &needed, &available);
  g_autofree char *needed_words = g_format_size (needed);
  g_autofree char *available_words = g_format_size (available);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->shortage_label), is_short);
  if (!is_short)
    return;

  /* Translators: two amounts of data */
  words = g_strdup_printf (_("These packages need %s, and only %s is free on this computer’s disk. Make room first."),
                           needed_words, available_words);
  gtk_label_set_label (self->shortage_label, words);
  announce (self, words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_plan (SprintPackageList *self)
{
  const char * const *unknown = sprint_package_plan_get_unknown (self->plan);

  clear_rows (self);
  if (unknown[0] != NULL) {
    g_autofree char *names = g_strjoinv (", ", (char **) unknown);
    g_autoptr (GError) error = g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_PACKAGE, names);

    show_problem (self, error);
    return;
  }
  if (sprint_package_plan_is_empty (self->plan)) {
    set_done (self, TRUE);
    return;
  }

  sprint_package_plan_group_set_plan (self->group, self->plan);
  show_shortage (self);
  gtk_stack_set_visible_child_name (self->stack, "ready");
}

static void
planned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintPackageList) self = take_weak (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintPackagePlan) plan = NULL;

  plan = sprint_package_installer_plan_finish (SPRINT_PACKAGE_INSTALLER (object), result, &error);
  if (self == NULL)
    return;

  end (self);
  g_set_object (&self->plan, plan);
  if (plan != NULL)
    show_plan (self);
  else
    show_problem (self, error);
}

/* After an installation that came to nothing, or not to its end, less may be left to do, or something else. */
static void
replanned_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SprintPackageList) self = g_weak_ref_get (user_data);

  planned_cb (object, result, user_data);
  if (self == NULL || self->installer == NULL || !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "ready"))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  reveal (self);
  announce (self, gtk_label_get_label (self->notice), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
ask_plan (SprintPackageList   *self,
          GAsyncReadyCallback  callback)
{
  g_auto (GStrv) packages = get_packages (self);

  sprint_package_installer_plan_async (self->installer, (const char * const *) packages, self->cancellable,
                                       callback, new_weak (self));
}

/* (nullable): what to say with the plan that is made after an installation which ended so. */
static const char *
get_notice (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return _("The installation was cancelled. What was finished by then stays installed; this is what is left.");
  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_OVERTAKEN))
    return _("Another program has installed a part of this meanwhile. Nothing else was installed yet; "
             "this is what is left.");

  return NULL;
}

/* Busy all the while: nobody need know that there are two calls. */
static void
plan_anew (SprintPackageList *self,
           const char        *notice)
{
  gtk_label_set_label (self->notice, notice);
  g_clear_object (&self->cancellable);
  begin (self, FALSE);
  ask_plan (self, replanned_cb);
}

static void
resumed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintPackageList) self = take_weak (user_data);
  g_autoptr (GError) error = NULL;
  const char *notice;

  sprint_package_installer_resume_finish (SPRINT_PACKAGE_INSTALLER (object), result, &error);
  if (self == NULL)
    return;

  if (error == NULL || !self->installing) {
    self->installing = FALSE;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSTALLING]);
    ask_plan (self, planned_cb);
    return;
  }
  notice = get_notice (error);
  plan_anew (self, notice != NULL ? notice
                                  : _("An installation that was under way did not come to its end. "
                                      "This is what is left."));
}

static void
installed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SprintPackageList) self = take_weak (user_data);
  g_autoptr (GError) error = NULL;
  gboolean good = sprint_package_installer_install_finish (SPRINT_PACKAGE_INSTALLER (object), result, &error);

  if (self == NULL)
    return;

  if (get_notice (error) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))) {
    plan_anew (self, get_notice (error));
    return;
  }

  end (self);
  if (good) {
    clear_rows (self);
    set_done (self, TRUE);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    gtk_stack_set_visible_child_name (self->stack, "ready");
  } else {
    show_problem (self, error);
  }
}

static gboolean
question_cb (SprintPackageInstaller *installer,
             SprintPackageQuestion   kind,
             const char             *title,
             const char             *text,
             SprintPackageList      *self)
{
  if (!is_busy (self) || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return FALSE;

  sprint_package_question_present (installer, kind, title, text, GTK_WIDGET (self));

  return TRUE;
}

/* One that was found under way. */
static void
installing_cb (SprintPackageList *self)
{
  gboolean installing;

  g_object_get (self->installer, "installing", &installing, NULL);
  if (!is_busy (self) || self->waiting || self->installing || !installing)
    return;

  self->installing = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSTALLING]);
}

static void
start_plan (SprintPackageList *self)
{
  if (self->resumed) {
    ask_plan (self, planned_cb);
    return;
  }
  self->resumed = TRUE;
  sprint_package_installer_resume_async (self->installer, self->cancellable, resumed_cb, new_weak (self));
}

static gboolean
is_installer_busy (SprintPackageList *self)
{
  gboolean busy;

  g_object_get (self->installer, "busy", &busy, NULL);

  return busy;
}

static void
installer_busy_cb (SprintPackageList *self)
{
  if (!self->waiting || is_installer_busy (self))
    return;

  self->waiting = FALSE;
  start_plan (self);
}

static void
retry_cb (SprintPackageList *self)
{
  gboolean handled = FALSE;

  if (is_busy (self))
    return;

  g_signal_emit (self, signals[RETRY], 0, &handled);
  if (!handled)
    sprint_package_list_plan (self);
}

static void
sprint_package_list_constructed (GObject *object)
{
  SprintPackageList *self = SPRINT_PACKAGE_LIST (object);

  G_OBJECT_CLASS (sprint_package_list_parent_class)->constructed (object);

  sprint_package_progress_view_show (self->progress_view, sprint_package_installer_get_progress (self->installer));
  g_signal_connect_object (self->installer, "notify::busy", G_CALLBACK (installer_busy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->installer, "notify::installing", G_CALLBACK (installing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->installer, "question", G_CALLBACK (question_cb), self, 0);
}

static void
sprint_package_list_dispose (GObject *object)
{
  SprintPackageList *self = SPRINT_PACKAGE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_PACKAGE_LIST);
  g_clear_object (&self->installer);
  g_clear_object (&self->table);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->components, g_strfreev);

  G_OBJECT_CLASS (sprint_package_list_parent_class)->dispose (object);
}

static void
sprint_package_list_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SprintPackageList *self = SPRINT_PACKAGE_LIST (object);

  switch (prop_id) {
  case PROP_COMPONENTS:
    g_value_set_boxed (value, self->components);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, is_busy (self));
    break;
  case PROP_INSTALLING:
    g_value_set_boolean (value, SPRINT_PACKAGE_LIST (object)->installing);
    break;
  case PROP_DONE:
    g_value_set_boolean (value, self->done);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_package_list_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SprintPackageList *self = SPRINT_PACKAGE_LIST (object);

  switch (prop_id) {
  case PROP_INSTALLER:
    self->installer = g_value_dup_object (value);
    break;
  case PROP_TABLE:
    self->table = g_value_dup_object (value);
    break;
  case PROP_COMPONENTS:
    sprint_package_list_set_components (self, g_value_get_boxed (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/host/package-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintPackageList, group);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageList, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageList, notice);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageList, shortage_label);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageList, progress_view);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageList, problem_view);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageList, restart_label);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, sprint_package_list_install);
  gtk_widget_class_bind_template_callback (widget_class, sprint_package_list_cancel);
}

static void
sprint_package_list_class_init (SprintPackageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = sprint_package_list_constructed;
  object_class->dispose = sprint_package_list_dispose;
  object_class->get_property = sprint_package_list_get_property;
  object_class->set_property = sprint_package_list_set_property;

  properties[PROP_INSTALLER] = g_param_spec_object ("installer", NULL, NULL,
                                                    SPRINT_TYPE_PACKAGE_INSTALLER, given);
  properties[PROP_TABLE] = g_param_spec_object ("table", NULL, NULL, SPRINT_TYPE_PACKAGE_TABLE, given);
  properties[PROP_COMPONENTS] = g_param_spec_boxed ("components", NULL, NULL, G_TYPE_STRV,
                                                    told | G_PARAM_WRITABLE);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, told);
  properties[PROP_INSTALLING] = g_param_spec_boolean ("installing", NULL, NULL, FALSE, told);
  properties[PROP_DONE] = g_param_spec_boolean ("done", NULL, NULL, FALSE, told);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 0);

  g_type_ensure (SPRINT_TYPE_PACKAGE_PLAN_GROUP);
  g_type_ensure (SPRINT_TYPE_PACKAGE_PROBLEM_VIEW);
  g_type_ensure (SPRINT_TYPE_PACKAGE_PROGRESS_VIEW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sprint_package_list_init (SprintPackageList *self)
{
  self->components = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  clear_rows (self);
}

GtkWidget *
sprint_package_list_new (SprintPackageInstaller *installer,
                         SprintPackageTable     *table)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_INSTALLER (installer), NULL);
  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (table), NULL);

  return g_object_new (SPRINT_TYPE_PACKAGE_LIST, "installer", installer, "table", table, NULL);
}

void
sprint_package_list_set_components (SprintPackageList  *self,
                                    const char * const *components)
{
  static const char * const none[] = { NULL };

  g_return_if_fail (SPRINT_IS_PACKAGE_LIST (self));

  if (components == NULL)
    components = none;
  if (g_strv_equal (components, (const char * const *) self->components))
    return;

  g_strfreev (self->components);
  self->components = g_strdupv ((char **) components);
  g_clear_object (&self->plan);
  if (!is_busy (self)) {
    clear_rows (self);
    gtk_stack_set_visible_child_name (self->stack, "empty");
  }
  set_done (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPONENTS]);
}

void
sprint_package_list_plan (SprintPackageList *self)
{
  g_auto (GStrv) packages = NULL;
  g_auto (GStrv) unknown = NULL;

  g_return_if_fail (SPRINT_IS_PACKAGE_LIST (self));

  if (is_busy (self))
    return;

  /* Installing the others would not be enough, whatever is said of it. */
  packages = get_packages (self);
  unknown = get_unknown (self);
  if (unknown[0] != NULL || (self->components[0] != NULL && packages[0] == NULL)) {
    g_autofree char *names = g_strjoinv (", ", unknown[0] != NULL ? unknown : self->components);
    g_autoptr (GError) error = g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_PACKAGE, names);

    show_problem (self, error);
    return;
  }
  if (packages[0] == NULL) {
    set_done (self, TRUE);
    return;
  }

  if (!sprint_package_table_can_install (self->table)) {
    g_autofree char *names = g_strjoinv (", ", packages);
    g_autoptr (GError) error = g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_IMAGE_BASED, names);

    show_problem (self, error);
    return;
  }

  set_done (self, FALSE);
  begin (self, FALSE);
  /* A list that has gone away may have left something behind that cannot be broken off at once. */
  self->waiting = is_installer_busy (self);
  if (!self->waiting)
    start_plan (self);
}

void
sprint_package_list_install (SprintPackageList *self)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_LIST (self));

  if (is_busy (self) || self->plan == NULL)
    return;

  begin (self, TRUE);
  sprint_package_installer_install_async (self->installer, self->plan, self->cancellable,
                                          installed_cb, new_weak (self));
}

void
sprint_package_list_cancel (SprintPackageList *self)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_LIST (self));

  g_cancellable_cancel (self->cancellable);
  if (self->waiting) {
    g_autoptr (GError) error = NULL;

    self->waiting = FALSE;
    g_cancellable_set_error_if_cancelled (self->cancellable, &error);
    end (self);
    show_problem (self, error);
  }
}
