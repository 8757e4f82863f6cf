/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "new-machine-dialog.h"

#include <glib/gi18n.h>

#include "make-flow.h"

struct _SprintNewMachineDialog {
  AdwDialog parent_instance;

  AdwNavigationView *view;
  SprintMakeFlow *flow;
};

static guint running_signal;

G_DEFINE_FINAL_TYPE (SprintNewMachineDialog, sprint_new_machine_dialog, ADW_TYPE_DIALOG)

static void
running_cb (SprintNewMachineDialog *self,
            SprintCreation         *creation)
{
  g_signal_emit (self, running_signal, 0, creation);
}

static void
sprint_new_machine_dialog_dispose (GObject *object)
{
  g_clear_object (&SPRINT_NEW_MACHINE_DIALOG (object)->flow);
  G_OBJECT_CLASS (sprint_new_machine_dialog_parent_class)->dispose (object);
}

static void
sprint_new_machine_dialog_class_init (SprintNewMachineDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_new_machine_dialog_dispose;
  running_signal = g_signal_new ("machine-running", SPRINT_TYPE_NEW_MACHINE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, SPRINT_TYPE_CREATION);
}

static void
sprint_new_machine_dialog_init (SprintNewMachineDialog *self)
{
  self->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_dialog_set_title (ADW_DIALOG (self), _("New Machine"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 640);
  adw_dialog_set_content_height (ADW_DIALOG (self), 720);
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->view));
}

SprintNewMachineDialog *
sprint_new_machine_dialog_new (SprintServices *services)
{
  SprintNewMachineDialog *self = g_object_new (SPRINT_TYPE_NEW_MACHINE_DIALOG, NULL);
  SprintHost *host = sprint_services_get_host (services);

  self->flow = sprint_make_flow_new (ADW_DIALOG (self), self->view, services);
  g_signal_connect_object (self->flow, "machine-running", G_CALLBACK (running_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->view, sprint_make_flow_create_page (self->flow));
  /* Whether machines can be accelerated is asked meanwhile; until it is known none is started. */
  if (sprint_host_get_acceleration (host) == SPRINT_ACCELERATION_UNKNOWN)
    sprint_host_examine_async (host, NULL, NULL, NULL);
  return self;
}
