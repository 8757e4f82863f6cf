/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "accelerators.h"

#include <vte/vte.h>

#include "ui/console/console.h"

struct _SprintAccelerators
{
  GObject parent_instance;

  GtkApplication *application;
  GSignalGroup *console_signals;
  gboolean enabled;
  gboolean terminal;   /* has the focus: every key is the guest's */
};

G_DEFINE_FINAL_TYPE (SprintAccelerators, sprint_accelerators, G_TYPE_OBJECT)

static const struct {
  const char *action;
  const char *keys[3];
} table[] = {
  { "win.quick-sprint", { "<Control><Shift>n" } },
  { "win.new-machine", { "<Control>n" } },
  { "win.show-host", { "<Control>i" } },
  { "win.search", { "<Control>f" } },
  { "win.full-screen", { "F11" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "app.quit", { "<Control>q" } },
};

static void
sprint_accelerators_dispose (GObject *object)
{
  SprintAccelerators *self = SPRINT_ACCELERATORS (object);

  g_clear_object (&self->console_signals);
  g_clear_object (&self->application);

  G_OBJECT_CLASS (sprint_accelerators_parent_class)->dispose (object);
}

static void
set_enabled (SprintAccelerators *self,
             gboolean            enabled)
{
  static const char * const none[] = { NULL };

  if (self->enabled == enabled || self->application == NULL)
    return;

  self->enabled = enabled;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (self->application, table[i].action,
                                           enabled ? (const char * const *) table[i].keys : none);
}

static void
capturing_changed_cb (SprintAccelerators *self)
{
  g_autoptr (SprintConsole) console = g_signal_group_dup_target (self->console_signals);

  set_enabled (self, !self->terminal && (console == NULL || !sprint_console_get_capturing (console)));
}

static void
focus_changed_cb (SprintAccelerators *self,
                  GParamSpec         *pspec,
                  GtkWindow          *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *console = focus != NULL ? gtk_widget_get_ancestor (focus, SPRINT_TYPE_CONSOLE) : NULL;

  self->terminal = VTE_IS_TERMINAL (focus);
  g_signal_group_set_target (self->console_signals, console);
  capturing_changed_cb (self);
}

static void
sprint_accelerators_class_init (SprintAcceleratorsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_accelerators_dispose;
}

static void
sprint_accelerators_init (SprintAccelerators *self)
{
  self->console_signals = g_signal_group_new (SPRINT_TYPE_CONSOLE);
  g_signal_group_connect_swapped (self->console_signals, "notify::capturing",
                                  G_CALLBACK (capturing_changed_cb), self);
}

SprintAccelerators *
sprint_accelerators_new (GtkApplication *application,
                         GtkWindow      *window)
{
  SprintAccelerators *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  self = g_object_new (SPRINT_TYPE_ACCELERATORS, NULL);
  g_set_object (&self->application, application);
  /* No signal group: one that ends while its target is disposed stays among the target's weak
   * references (GLib 2.84). */
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focus_changed_cb), self,
                           G_CONNECT_SWAPPED);
  set_enabled (self, TRUE);

  return self;
}
