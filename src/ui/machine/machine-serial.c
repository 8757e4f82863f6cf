/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-serial.h"

#include "core/console/serial/serial-session.h"
#include "core/machine/machine-error.h"
#include "machine-screen.h"
#include "ui/console/serial/serial-view.h"

struct _SprintMachineSerial {
  AdwBin parent_instance;

  GtkStack *stack;
  GSimpleActionGroup *actions;
  GSimpleAction *action;
  SprintMachine *machine;
  SprintSerialSession *session;
  SprintSerialView *view;      /* made when it is first shown */
  gboolean chosen;             /* a person said which of both */
  gboolean wanted;             /* then */
};

enum {
  PROP_0,
  PROP_SHOWN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SprintMachineSerial, sprint_machine_serial, ADW_TYPE_BIN)

/* ---- where the bytes come from ---- */

static void
open_console (gpointer             provider,
              gboolean             take_over,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  sprint_machine_open_console_async (SPRINT_MACHINE (provider), take_over, cancellable, callback, user_data);
}

/* With which of a machine's errors asking again is of no use. */
static void
translate_error (GError *error)
{
  int code;

  if (error->domain != SPRINT_MACHINE_ERROR)
    return;
  switch (error->code) {
  case SPRINT_MACHINE_ERROR_CONSOLE_IN_USE:
    code = SPRINT_SERIAL_ERROR_IN_USE;
    break;
  case SPRINT_MACHINE_ERROR_NOT_SUPPORTED:
  case SPRINT_MACHINE_ERROR_NO_MACHINE:
    code = SPRINT_SERIAL_ERROR_UNAVAILABLE;
    break;
  case SPRINT_MACHINE_ERROR_NOT_AUTHORIZED:
  case SPRINT_MACHINE_ERROR_NO_AGENT:
    code = SPRINT_SERIAL_ERROR_NOT_AUTHORIZED;
    break;
  default:
    return;
  }
  error->domain = SPRINT_SERIAL_ERROR;
  error->code = code;
}

static GIOStream *
open_console_finish (gpointer       provider,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_autoptr (GError) failure = NULL;
  GIOStream *stream = sprint_machine_open_console_finish (SPRINT_MACHINE (provider), result, &failure);

  if (failure != NULL) {
    translate_error (failure);
    g_propagate_error (error, g_steal_pointer (&failure));
  }
  return stream;
}

/* ---- which of both is shown ---- */

static void
ensure_view (SprintMachineSerial *self)
{
  if (self->view != NULL)
    return;
  self->view = SPRINT_SERIAL_VIEW (sprint_serial_view_new (self->session));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "serial");
  sprint_serial_terminal_set_guest_name (sprint_serial_view_get_terminal (self->view),
                                         sprint_machine_get_title (self->machine));
}

static void
update_session (SprintMachineSerial *self,
                gboolean             running,
                gboolean             shown)
{
  gboolean off = sprint_serial_session_get_state (self->session) == SPRINT_SERIAL_STATE_OFF;

  if (running && shown && off) {
    g_autoptr (SprintSerialSource) source =
      sprint_serial_source_new (G_OBJECT (self->machine), open_console, open_console_finish);

    sprint_serial_session_connect (self->session, source);
  } else if (!running && !off) {
    sprint_serial_session_disconnect (self->session);
  }
}

static void
set_shown (SprintMachineSerial *self,
           gboolean             shown)
{
  if (shown == sprint_machine_serial_get_shown (self))
    return;
  gtk_stack_set_visible_child_name (self->stack, shown ? "serial" : "screen");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
update (SprintMachineSerial *self)
{
  gboolean running = self->machine != NULL && sprint_machine_screen_exists (self->machine) &&
                     sprint_machine_get_has_console (self->machine);
  SprintMachineDisplay display = self->machine != NULL ? sprint_machine_get_display (self->machine)
                                                       : SPRINT_MACHINE_DISPLAY_NONE;
  /* Of a screen that cannot be shown here there is something to say. */
  gboolean either = running && display != SPRINT_MACHINE_DISPLAY_NONE;
  gboolean shown = running && (either && self->chosen ? self->wanted : display != SPRINT_MACHINE_DISPLAY_SPICE);

  if (shown)
    ensure_view (self);
  update_session (self, running, shown);
  g_simple_action_set_enabled (self->action, either);
  g_simple_action_set_state (self->action, g_variant_new_boolean (shown));
  set_shown (self, shown);
}

static void
title_changed_cb (SprintMachineSerial *self)
{
  if (self->view != NULL)
    sprint_serial_terminal_set_guest_name (sprint_serial_view_get_terminal (self->view),
                                           sprint_machine_get_title (self->machine));
}

static void
change_state_cb (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       user_data)
{
  SprintMachineSerial *self = user_data;

  self->chosen = TRUE;
  self->wanted = g_variant_get_boolean (state);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* ---- the object ---- */

static gboolean
sprint_machine_serial_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (SPRINT_MACHINE_SERIAL (widget)->stack));
}

static void
sprint_machine_serial_dispose (GObject *object)
{
  SprintMachineSerial *self = SPRINT_MACHINE_SERIAL (object);

  if (self->session != NULL)
    sprint_machine_serial_set_machine (self, NULL);
  g_clear_object (&self->session);
  g_clear_object (&self->action);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (sprint_machine_serial_parent_class)->dispose (object);
}

static void
sprint_machine_serial_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_SHOWN:
    g_value_set_boolean (value, sprint_machine_serial_get_shown (SPRINT_MACHINE_SERIAL (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_machine_serial_class_init (SprintMachineSerialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_machine_serial_dispose;
  object_class->get_property = sprint_machine_serial_get_property;
  properties[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  GTK_WIDGET_CLASS (klass)->grab_focus = sprint_machine_serial_grab_focus;
}

static void
sprint_machine_serial_init (SprintMachineSerial *self)
{
  self->session = sprint_serial_session_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  self->actions = g_simple_action_group_new ();
  self->action = g_simple_action_new_stateful ("serial-console", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect_object (self->action, "change-state", G_CALLBACK (change_state_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (self->action));
}

GtkWidget *
sprint_machine_serial_new (GtkWidget *screen)
{
  SprintMachineSerial *self = g_object_new (SPRINT_TYPE_MACHINE_SERIAL, NULL);

  gtk_stack_add_named (self->stack, screen, "screen");
  update (self);
  return GTK_WIDGET (self);
}

void
sprint_machine_serial_set_machine (SprintMachineSerial *self,
                                   SprintMachine       *machine)
{
  if (self->machine == machine)
    return;
  if (self->machine != NULL) {
    g_signal_handlers_disconnect_by_func (self->machine, update, self);
    g_signal_handlers_disconnect_by_func (self->machine, title_changed_cb, self);
  }
  sprint_serial_session_disconnect (self->session);
  g_set_object (&self->machine, machine);
  self->chosen = FALSE;
  if (self->view != NULL)
    sprint_serial_view_clear (self->view);
  if (machine != NULL) {
    g_signal_connect_object (machine, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::display", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::has-console", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::title", G_CALLBACK (title_changed_cb), self, G_CONNECT_SWAPPED);
    title_changed_cb (self);
  }
  update (self);
}

gboolean
sprint_machine_serial_get_shown (SprintMachineSerial *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "serial") == 0;
}

GActionGroup *
sprint_machine_serial_get_actions (SprintMachineSerial *self)
{
  return G_ACTION_GROUP (self->actions);
}
