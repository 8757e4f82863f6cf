/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-view.h"

#include <glib/gi18n.h>

#include "console-actions.h"
#include "console-hint.h"
#include "console-menu.h"
#include "console-services.h"
#include "edge-pan.h"
#include "notice-board.h"
#include "ui/console/input/keys-dialog.h"
#include "ui/console/input/keys-menu.h"
#include "ui/console/screen/console-screenshots.h"
#include "ui/console/screen/screens-menu.h"

/* Milliseconds that a guest which shuts down may take to be known to have, before the end of its
 * screen is called a loss. */
#define LOST_DELAY 1000

struct _SprintConsoleView
{
  AdwBin parent_instance;

  SprintNoticeBoard *board;
  GtkScrolledWindow *scroller;
  SprintConsole *console;
  SprintConsoleHint *hint;
  SprintTransferList *transfer_list;
  SprintTypingCard *typing_card;

  SprintConsoleSession *session;
  SprintConsoleMonitor *monitor;    /* (nullable): of one that is not the first */
  SprintConsoleServices *services;  /* (nullable): of the first only */
  SprintConsoleActions *actions;
  SprintKeyList *own_keys;
  SprintConsoleScreenshots *screenshots;
  SprintScreensMenu *screens;
  SprintConsoleRecording *recording;
  SprintEdgePan *pan;
  char *unavailable_title;
  char *unavailable_text;
  char *guest_details;
  SprintConsoleGuest guest;
  guint lost_id;
  gboolean lost_told;
  gboolean paused;
};

G_DEFINE_FINAL_TYPE (SprintConsoleView, sprint_console_view, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_SESSION,
  PROP_CONSOLE,
  PROP_MONITOR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  CHANGED,
  PROBLEM,
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
unwatch (SprintConsoleView *self)
{
  if (self->session == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (sprint_console_get_monitor (self->console), self);
}

static void
sprint_console_view_dispose (GObject *object)
{
  SprintConsoleView *self = SPRINT_CONSOLE_VIEW (object);

  g_clear_handle_id (&self->lost_id, g_source_remove);
  unwatch (self);
  g_clear_object (&self->session);
  g_clear_object (&self->monitor);
  g_clear_object (&self->screens);
  if (self->services != NULL)
    g_object_run_dispose (G_OBJECT (self->services));
  g_clear_object (&self->services);
  g_clear_object (&self->screenshots);
  if (self->recording != NULL)
    sprint_console_recording_close (self->recording);
  g_clear_object (&self->recording);
  /* Others hold the group, too. */
  if (self->actions != NULL)
    g_action_map_remove_action (G_ACTION_MAP (sprint_console_actions_get_group (self->actions)), "edit-keys");
  g_clear_object (&self->actions);
  g_clear_object (&self->own_keys);
  g_clear_object (&self->pan);
  if (self->console != NULL)
    g_signal_handlers_disconnect_by_data (self->console, self);

  /* First, as disposing of the template frees what AdwBin still has as its child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_CONSOLE_VIEW);

  G_OBJECT_CLASS (sprint_console_view_parent_class)->dispose (object);
}

static void
sprint_console_view_finalize (GObject *object)
{
  SprintConsoleView *self = SPRINT_CONSOLE_VIEW (object);

  g_free (self->unavailable_title);
  g_free (self->unavailable_text);
  g_free (self->guest_details);

  G_OBJECT_CLASS (sprint_console_view_parent_class)->finalize (object);
}

static void
sprint_console_view_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SprintConsoleView *self = SPRINT_CONSOLE_VIEW (object);

  switch (prop_id) {
  case PROP_SESSION:
    g_value_set_object (value, self->session);
    break;

  case PROP_CONSOLE:
    g_value_set_object (value, self->console);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_view_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SprintConsoleView *self = SPRINT_CONSOLE_VIEW (object);

  switch (prop_id) {
  case PROP_SESSION:
    sprint_console_view_set_session (self, g_value_get_object (value));
    break;

  case PROP_MONITOR:
    self->monitor = g_value_dup_object (value);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static SprintConsoleNotice *
create_notice (SprintConsoleView *self)
{
  if (self->unavailable_title != NULL)
    return sprint_console_notice_new_unavailable (self->unavailable_title, self->unavailable_text);

  if (self->session == NULL ||
      sprint_console_session_get_state (self->session) == SPRINT_CONSOLE_STATE_OFF)
    return sprint_console_notice_new_for_guest (self->guest, self->guest_details);

  return sprint_console_notice_new_for_session (self->session, sprint_console_get_monitor (self->console),
                                                self->paused);
}

/* Whether the screen is there to be looked at, be it an old picture with a card over it. */
static gboolean
shows_screen (SprintConsoleView *self)
{
  if (self->unavailable_title != NULL || self->session == NULL)
    return FALSE;

  switch (sprint_console_session_get_state (self->session)) {
  /* Of one that rests. */
  case SPRINT_CONSOLE_STATE_OFF:
  case SPRINT_CONSOLE_STATE_CONNECTING:
  case SPRINT_CONSOLE_STATE_ASKING:
    return sprint_console_view_get_has_picture (self);

  case SPRINT_CONSOLE_STATE_CONNECTED:
    return !sprint_console_monitor_get_accelerated (sprint_console_get_monitor (self->console));

  case SPRINT_CONSOLE_STATE_LOST:
    return sprint_console_view_get_has_picture (self) &&
           (sprint_console_session_get_retrying (self->session) ||
            g_error_matches (sprint_console_session_get_error (self->session),
                             SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_TAKEN));

  default:
    return FALSE;
  }
}

static gboolean
is_usable (SprintConsoleView *self)
{
  return self->session != NULL && self->unavailable_title == NULL && !self->paused &&
         sprint_console_session_get_state (self->session) == SPRINT_CONSOLE_STATE_CONNECTED;
}

/* Whether no picture will come any more, unless somebody does something about it. */
static gboolean
is_over (SprintConsoleView *self)
{
  SprintConsoleState state = self->session != NULL ? sprint_console_session_get_state (self->session)
                                                   : SPRINT_CONSOLE_STATE_OFF;

  return state == SPRINT_CONSOLE_STATE_OFF ||
         (state == SPRINT_CONSOLE_STATE_LOST && !sprint_console_session_get_retrying (self->session));
}

static void update (SprintConsoleView *self);

static gboolean
lost_cb (gpointer user_data)
{
  SprintConsoleView *self = user_data;

  self->lost_id = 0;
  self->lost_told = TRUE;
  update (self);

  return G_SOURCE_REMOVE;
}

/* A guest that shuts down loses its screen a moment before libvirt says so. */
static gboolean
hold_back (SprintConsoleView *self)
{
  if (self->session == NULL || !shows_screen (self) ||
      !sprint_console_session_get_retrying (self->session)) {
    g_clear_handle_id (&self->lost_id, g_source_remove);
    self->lost_told = FALSE;
    return FALSE;
  }

  if (!self->lost_told && self->lost_id == 0)
    self->lost_id = g_timeout_add (LOST_DELAY, lost_cb, self);

  return !self->lost_told;
}

static void
update_typing (SprintConsoleView *self)
{
  if (self->services != NULL)
    sprint_text_typing_set_possible (sprint_console_services_get_typing (self->services),
                                     is_usable (self) && !sprint_console_actions_get_view_only (self->actions));
}

static const char *
explain_blank (SprintConsoleView *self)
{
  if (self->monitor != NULL)
    return _("The machine has turned this screen off, or has not turned it on yet.");

  return _("The machine is running, but shows nothing on its screen. A key press may wake it.");
}

static void
update (SprintConsoleView *self)
{
  g_autoptr (SprintConsoleNotice) notice = create_notice (self);
  gboolean screen = shows_screen (self);
  gboolean held = hold_back (self);
  gboolean usable = is_usable (self);
  gboolean picture = sprint_console_view_get_has_picture (self);

  if (!screen)
    sprint_notice_board_show_page (self->board, notice);
  else if (usable && !picture)
    sprint_notice_board_show_blank (self->board, explain_blank (self));
  else
    sprint_notice_board_show_screen (self->board, held ? NULL : notice, held);
  sprint_console_actions_set_usable (self->actions, usable);
  update_typing (self);
  sprint_console_screenshots_set_possible (self->screenshots, picture);
  /* A picture that is left of a guest that has ended is none to film. */
  sprint_console_recording_update (self->recording, picture && !is_over (self), is_over (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Who has the keyboard, and how it comes back. */
static char *
describe_keyboard (SprintConsoleView *self)
{
  return g_strjoin ("\n", sprint_console_get_keyboard_text (self->console),
                    sprint_console_get_release_text (self->console), NULL);
}

static void
capturing_cb (SprintConsoleView *self)
{
  g_autofree char *words = describe_keyboard (self);

  if (sprint_console_get_capturing (self->console))
    sprint_console_hint_show (self->hint, words);
  else
    sprint_console_hint_hide (self->hint);
}

/* The desktop may agree a moment later that it leaves its shortcuts to the guest, or want them back at any time. X11's
 * come and go with the pointer, which needs no word. */
static void
grabbed_cb (SprintConsoleView *self)
{
  const char *display_type = G_OBJECT_TYPE_NAME (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autofree char *words = describe_keyboard (self);

  if (!sprint_console_get_capturing (self->console))
    return;

  if (!sprint_console_get_grabbed (self->console) && !g_str_equal (display_type, "GdkX11Display"))
    sprint_console_hint_show (self->hint, words);
  else
    sprint_console_hint_change (self->hint, words);
}

/* Why what was just done does nothing, or from now on will not. */
static void
explain_view_only (SprintConsoleView *self)
{
  if (sprint_console_actions_get_view_only (self->actions) && is_usable (self))
    sprint_console_hint_show (self->hint, _("View only: keys and pointer do not go to the machine"));
  else if (!sprint_console_get_capturing (self->console))
    sprint_console_hint_hide (self->hint);
}

static gboolean
tried_cb (SprintConsoleView *self,
          GdkEvent          *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (sprint_console_actions_get_view_only (self->actions) &&
      (type == GDK_KEY_PRESS || type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN))
    explain_view_only (self);

  return GDK_EVENT_PROPAGATE;
}

/* Only what does not fit is scrolled. */
static void
scaling_cb (SprintConsoleView *self)
{
  GtkPolicyType policy;
  gboolean scaling;

  g_object_get (self->console, "scaling", &scaling, NULL);
  policy = scaling ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC;
  gtk_scrolled_window_set_policy (self->scroller, policy, policy);
}

static void
problem_cb (SprintConsoleView *self,
            const GError      *error)
{
  g_signal_emit (self, signals[PROBLEM], 0, error);
}

static void
edit_keys_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SprintConsoleView *self = user_data;

  adw_dialog_present (sprint_keys_dialog_new (self->own_keys), GTK_WIDGET (self));
}

static const GActionEntry dialogs[] = {
  { .name = "edit-keys", .activate = edit_keys_cb },
};

static void
message_cb (SprintConsoleView *self,
            const char        *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
typing_cb (SprintConsoleView *self)
{
  SprintTextTyping *typing = sprint_console_services_get_typing (self->services);

  sprint_console_actions_set_typing (self->actions, sprint_text_typing_get_typing (typing));
}

static void
add_services (SprintConsoleView *self)
{
  self->services = sprint_console_services_new (GTK_WIDGET (self), self->console, self->transfer_list, self->typing_card,
                                                sprint_console_actions_get_group (self->actions));
  g_signal_connect_object (self->services, "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->services, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sprint_console_services_get_typing (self->services), "notify::typing",
                           G_CALLBACK (typing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "notify::view-only", G_CALLBACK (update_typing), self, G_CONNECT_SWAPPED);
}

static void
sprint_console_view_constructed (GObject *object)
{
  SprintConsoleView *self = SPRINT_CONSOLE_VIEW (object);

  G_OBJECT_CLASS (sprint_console_view_parent_class)->constructed (object);

  if (self->monitor != NULL)
    sprint_console_set_monitor (self->console, self->monitor);
  else
    add_services (self);
  update (self);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, SPRINT_TYPE_CONSOLE_SESSION, writable);
  properties[PROP_CONSOLE] =
    g_param_spec_object ("console", NULL, NULL, SPRINT_TYPE_CONSOLE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MONITOR] =
    g_param_spec_object ("monitor", NULL, NULL, SPRINT_TYPE_CONSOLE_MONITOR,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_signals (void)
{
  /**
   * SprintConsoleView::changed:
   *
   * What is shown may be another thing: the session's state, its picture, or the guest.
   */
  signals[CHANGED] =
    g_signal_new ("changed", SPRINT_TYPE_CONSOLE_VIEW, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SprintConsoleView::problem:
   * @error: what went wrong with something that a person asked for
   */
  signals[PROBLEM] =
    g_signal_new ("problem", SPRINT_TYPE_CONSOLE_VIEW, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  /**
   * SprintConsoleView::message:
   * @message: translated: what was done
   */
  signals[MESSAGE] =
    g_signal_new ("message", SPRINT_TYPE_CONSOLE_VIEW, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sprint_console_view_class_init (SprintConsoleViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sprint_console_view_constructed;
  object_class->dispose = sprint_console_view_dispose;
  object_class->finalize = sprint_console_view_finalize;
  object_class->get_property = sprint_console_view_get_property;
  object_class->set_property = sprint_console_view_set_property;
  install_properties (object_class);
  install_signals ();

  g_type_ensure (SPRINT_TYPE_CONSOLE);
  g_type_ensure (SPRINT_TYPE_TRANSFER_LIST);
  g_type_ensure (SPRINT_TYPE_TYPING_CARD);
  g_type_ensure (SPRINT_TYPE_CONSOLE_HINT);
  g_type_ensure (SPRINT_TYPE_NOTICE_BOARD);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/view/console-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, board);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, scroller);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, console);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, hint);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, transfer_list);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, typing_card);
}

static void
sprint_console_view_init (SprintConsoleView *self)
{
  GtkEventController *tries = gtk_event_controller_legacy_new ();
  GActionGroup *group;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = sprint_console_actions_new (self->console);
  group = sprint_console_actions_get_group (self->actions);
  self->own_keys = sprint_key_list_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (group), dialogs, G_N_ELEMENTS (dialogs), self);
  self->screenshots = sprint_console_screenshots_new (self->console, G_ACTION_MAP (group));
  self->screens = sprint_screens_menu_new (G_ACTION_MAP (group));
  self->recording = sprint_console_recording_new (self->console, G_ACTION_MAP (group));
  self->pan = sprint_edge_pan_new (self->scroller);
  g_signal_connect_object (self->pan, "panned", G_CALLBACK (sprint_console_find_pointer), self->console,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "console", group);
  g_signal_connect_object (self->screenshots, "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->screenshots, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recording, "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recording, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "notify::view-only", G_CALLBACK (explain_view_only), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->console, "notify::capturing", G_CALLBACK (capturing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->console, "notify::grabbed", G_CALLBACK (grabbed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->console, "notify::pointer-locked", G_CALLBACK (capturing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->console, "notify::scaling", G_CALLBACK (scaling_cb), self, G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (tries, GTK_PHASE_CAPTURE);
  g_signal_connect_object (tries, "event", G_CALLBACK (tried_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->console), tries);
}

GtkWidget *
sprint_console_view_new (SprintConsoleSession *session)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_VIEW, "session", session, NULL);
}

GtkWidget *
sprint_console_view_new_for_monitor (SprintConsoleSession *session,
                                     SprintConsoleMonitor *monitor)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_VIEW, "monitor", monitor, "session", session, NULL);
}

SprintConsole *
sprint_console_view_get_console (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  return self->console;
}

SprintConsoleSession *
sprint_console_view_get_session (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  return self->session;
}

void
sprint_console_view_set_session (SprintConsoleView    *self,
                                 SprintConsoleSession *session)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (self));
  g_return_if_fail (session == NULL || SPRINT_IS_CONSOLE_SESSION (session));

  if (self->session == session)
    return;

  unwatch (self);
  sprint_console_recording_update (self->recording, FALSE, TRUE);
  g_set_object (&self->session, session);
  sprint_console_set_session (self->console, session);
  sprint_screens_menu_set_monitors (self->screens,
                                    session != NULL ? sprint_console_session_get_monitors (session) : NULL);
  if (self->services != NULL)
    sprint_console_services_set_session (self->services, session);
  if (session != NULL) {
    SprintConsoleMonitor *monitor = sprint_console_get_monitor (self->console);

    g_signal_connect_swapped (session, "notify::state", G_CALLBACK (update), self);
    g_signal_connect_swapped (session, "notify::error", G_CALLBACK (update), self);
    g_signal_connect_swapped (monitor, "notify::has-picture", G_CALLBACK (update), self);
    g_signal_connect_swapped (monitor, "notify::accelerated", G_CALLBACK (update), self);
  }
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

gboolean
sprint_console_view_get_has_picture (SprintConsoleView *self)
{
  SprintConsoleMonitor *monitor = self->session != NULL ? sprint_console_get_monitor (self->console) : NULL;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), FALSE);

  return monitor != NULL && sprint_console_monitor_get_has_picture (monitor);
}

gboolean
sprint_console_view_get_paused (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), FALSE);

  return self->paused;
}

void
sprint_console_view_set_settings (SprintConsoleView *self,
                                  GSettings         *settings)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (self));
  g_return_if_fail (settings == NULL || G_IS_SETTINGS (settings));

  sprint_console_actions_set_settings (self->actions, settings);
  if (self->services != NULL)
    sprint_console_services_set_settings (self->services, settings);
}

void
sprint_console_view_set_paused (SprintConsoleView *self,
                                gboolean           paused)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (self));

  paused = !!paused;
  if (self->paused == paused)
    return;

  self->paused = paused;
  update (self);
}

void
sprint_console_view_set_covered (SprintConsoleView *self,
                                 int                height)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (self));

  gtk_widget_set_margin_top (GTK_WIDGET (self->hint), height);
}

void
sprint_console_view_set_unavailable (SprintConsoleView *self,
                                     const char        *title,
                                     const char        *text)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (self));

  g_set_str (&self->unavailable_title, title);
  g_set_str (&self->unavailable_text, text);
  update (self);
}

void
sprint_console_view_set_guest (SprintConsoleView  *self,
                               SprintConsoleGuest  guest,
                               const char         *details)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (self));

  if (!g_set_str (&self->guest_details, details) && self->guest == guest)
    return;

  self->guest = guest;
  update (self);
}

GMenuModel *
sprint_console_view_create_keys_menu (SprintConsoleView *self)
{
  GMenuModel *menu;
  g_autoptr (GMenu) text = NULL;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  menu = sprint_keys_menu_new (self->own_keys);
  if (self->services != NULL) {
    text = g_menu_new ();
    g_menu_append (text, _("Typ_e Clipboard Text"), "console.type-clipboard");
    g_menu_append_section (G_MENU (menu), NULL, G_MENU_MODEL (text));
  }

  return menu;
}

SprintKeyList *
sprint_console_view_get_own_keys (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  return self->own_keys;
}

SprintTextTyping *
sprint_console_view_get_typing (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  return self->services != NULL ? sprint_console_services_get_typing (self->services) : NULL;
}

GMenuModel *
sprint_console_view_create_menu (SprintConsoleView *self)
{
  g_autoptr (GMenuModel) keys = NULL;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  keys = sprint_keys_menu_new (self->own_keys);

  return sprint_console_menu_new (keys, sprint_screens_menu_get_model (self->screens), self->services != NULL);
}

void
sprint_console_view_explain_menu (SprintConsoleView *self,
                                  GtkMenuButton     *button)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (self));
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  sprint_console_menu_explain (GTK_POPOVER_MENU (gtk_menu_button_get_popover (button)), G_OBJECT (self),
                               self->services != NULL);
}

SprintConsoleActions *
sprint_console_view_get_actions (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  return self->actions;
}

SprintConsoleRecording *
sprint_console_view_get_recording (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  return self->recording;
}

SprintConsoleDevices *
sprint_console_view_get_devices (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  return self->services != NULL ? sprint_console_services_get_devices (self->services) : NULL;
}
