/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-typing.h"

#include <glib/gi18n.h>

#include "core/console/typing/xkb-layout.h"
#include "host-layout.h"
#include "typing-dialog.h"
#include "ui/console/guest/host-offer.h"

/* Milliseconds that whoever has copied the text has to hand it over. */
#define TIMEOUT 5000

/* More characters than this are asked about: they take half a minute. */
#define MAX_UNASKED 1000

/* What a keyboard is where nobody says. */
#define FALLBACK "us"

struct _SprintTextTyping
{
  GObject parent_instance;

  SprintConsole *console;
  SprintTypingCard *card;
  SprintConsoleSession *session;
  GSimpleAction *action;
  GtkEventController *escape;
  GCancellable *cancellable;
  SprintTypingDialog *dialog;
  SprintTypingPlan *plan;
  char *layout;
  char *text;
  gboolean possible;
  gboolean typing;
};

G_DEFINE_FINAL_TYPE (SprintTextTyping, sprint_text_typing, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_LAYOUT,
  PROP_TYPING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
forget_dialog (SprintTextTyping *self)
{
  if (self->dialog != NULL)
    g_signal_handlers_disconnect_by_data (self->dialog, self);
  g_clear_object (&self->dialog);
}

/* No text is to be typed any more; what is typed already is the typist's. */
static void
give_up (SprintTextTyping *self)
{
  g_autoptr (SprintTypingDialog) dialog = self->dialog != NULL ? g_object_ref (self->dialog) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->text, g_free);
  forget_dialog (self);
  if (dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
sprint_text_typing_dispose (GObject *object)
{
  SprintTextTyping *self = SPRINT_TEXT_TYPING (object);

  sprint_text_typing_set_session (self, NULL);
  g_clear_object (&self->action);
  self->console = NULL;
  self->card = NULL;

  G_OBJECT_CLASS (sprint_text_typing_parent_class)->dispose (object);
}

static void
sprint_text_typing_finalize (GObject *object)
{
  g_free (SPRINT_TEXT_TYPING (object)->layout);

  G_OBJECT_CLASS (sprint_text_typing_parent_class)->finalize (object);
}

static void
sprint_text_typing_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SprintTextTyping *self = SPRINT_TEXT_TYPING (object);

  switch (prop_id) {
  case PROP_LAYOUT:
    g_value_set_string (value, self->layout);
    break;

  case PROP_TYPING:
    g_value_set_boolean (value, self->typing);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void find_layout (SprintTextTyping *self);

static void
sprint_text_typing_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SprintTextTyping *self = SPRINT_TEXT_TYPING (object);
  const char *layout = g_value_get_string (value);

  switch (prop_id) {
  case PROP_LAYOUT:
    if (!g_set_str (&self->layout, layout != NULL ? layout : ""))
      break;
    g_object_notify_by_pspec (object, pspec);
    if (self->dialog != NULL)
      find_layout (self);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static SprintTypist *
get_typist (SprintTextTyping *self)
{
  return sprint_console_session_get_typist (self->session);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  SprintTextTyping *self = user_data;

  sprint_typist_stop (get_typist (self));

  return GDK_EVENT_STOP;
}

/* Of the whole window, and before anything else that Escape means there. */
static void
add_escape (SprintTextTyping *self)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                            gtk_callback_action_new (escape_cb, self, NULL));

  self->escape = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (self->escape), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (self->escape, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (self->escape), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self->card), self->escape);
}

static void
update_action (SprintTextTyping *self)
{
  g_simple_action_set_enabled (self->action, self->possible && !self->typing);
}

static void
set_typing (SprintTextTyping *self,
            gboolean          typing)
{
  if (self->typing == typing)
    return;

  self->typing = typing;
  update_action (self);
  if (typing)
    add_escape (self);
  else
    gtk_widget_remove_controller (GTK_WIDGET (self->card), g_steal_pointer (&self->escape));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TYPING]);

  /* The keyboard is the guest's again where it was. */
  if (typing)
    gtk_widget_child_focus (GTK_WIDGET (self->card), GTK_DIR_TAB_FORWARD);
  else if (gtk_widget_get_focus_child (GTK_WIDGET (self->card)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->console));
}

static void
state_cb (SprintTextTyping *self)
{
  set_typing (self, sprint_typist_get_state (get_typist (self)) == SPRINT_TYPING_RUNNING);
}

static void
say (SprintTextTyping *self,
     const char       *words)
{
  g_signal_emit (self, signals[MESSAGE], 0, words);
}

static void
begin (SprintTextTyping *self)
{
  g_autoptr (SprintTypingPlan) plan = g_object_ref (self->plan);

  give_up (self);
  sprint_typist_start (get_typist (self), plan);
}

/* It closes by itself. */
static void
agreed_cb (SprintTextTyping *self)
{
  forget_dialog (self);
  begin (self);
}

static void
declined_cb (SprintTextTyping *self)
{
  forget_dialog (self);
  give_up (self);
}

static void
create_dialog (SprintTextTyping *self,
               const char       *preview)
{
  self->dialog = g_object_ref_sink (sprint_typing_dialog_new (preview));
  g_object_bind_property (self, "layout", self->dialog, "layout", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (self->dialog, "agreed", G_CALLBACK (agreed_cb), self);
  g_signal_connect_swapped (self->dialog, "declined", G_CALLBACK (declined_cb), self);
}

static void
show_dialog (SprintTextTyping *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->dialog)))
    adw_dialog_present (ADW_DIALOG (self->dialog), GTK_WIDGET (self->console));
}

static void
refuse (SprintTextTyping *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Too Much to Type"), NULL);

  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                _("Up to %u characters can be typed, which takes the better part of an hour. Send a "
                                  "text this long as a file."), SPRINT_TYPING_MAX);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self->console));
}

/* What is worth a look before it is typed; a short line is not shown, as it may be a password. */
static gboolean
is_much (const char *text)
{
  return strpbrk (text, "\n\r") != NULL || g_utf8_strlen (text, -1) > MAX_UNASKED;
}

static void
take_layout (SprintTextTyping *self,
             SprintKeyLayout  *layout)
{
  guint n, missing;

  g_clear_object (&self->plan);
  self->plan = sprint_typing_plan_new (layout, self->text);
  n = sprint_typing_plan_get_n_characters (self->plan);
  missing = sprint_typing_plan_get_n_missing (self->plan);

  if (sprint_typing_plan_get_too_long (self->plan)) {
    give_up (self);
    refuse (self);
    return;
  }
  if (n == 0 && missing == 0) {
    give_up (self);
    say (self, _("There is no text to type in the clipboard"));
    return;
  }

  if (self->dialog == NULL && (is_much (self->text) || missing > 0))
    create_dialog (self, is_much (self->text) ? self->text : NULL);
  if (self->dialog == NULL) {
    begin (self);
    return;
  }
  sprint_typing_dialog_set_plan (self->dialog, self->plan, sprint_typist_estimate (get_typist (self), self->plan));
  show_dialog (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintTextTyping) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintKeyLayout) layout = sprint_xkb_layout_load_finish (result, &error);

  if (layout != NULL) {
    take_layout (self, layout);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    if (self->dialog == NULL)
      create_dialog (self, is_much (self->text) ? self->text : NULL);
    sprint_typing_dialog_set_problem (self->dialog, error->message);
    show_dialog (self);
  }
}

static void
find_layout (SprintTextTyping *self)
{
  const char *name = self->layout;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (name[0] == '\0') {
    g_autoptr (SprintKeyLayout) own = sprint_host_layout_read (gtk_widget_get_display (GTK_WIDGET (self->console)));

    if (sprint_key_layout_get_n_characters (own) > 0) {
      take_layout (self, own);
      return;
    }
    name = FALLBACK;
  }

  if (self->dialog != NULL)
    sprint_typing_dialog_set_plan (self->dialog, NULL, 0);
  self->cancellable = g_cancellable_new ();
  sprint_xkb_layout_load_async (name, self->cancellable, loaded_cb, g_object_ref (self));
}

void
sprint_text_typing_type (SprintTextTyping *self,
                         const char       *text)
{
  g_return_if_fail (SPRINT_IS_TEXT_TYPING (self));

  if (!self->possible || self->typing)
    return;

  give_up (self);
  self->text = g_strdup (text);
  find_layout (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SprintTextTyping) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sprint_clipboard_offer_read_finish (SPRINT_CLIPBOARD_OFFER (source), result, &error);
  g_autofree char *text = NULL;

  if (bytes == NULL) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
      refuse (self);
    else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      say (self, _("The clipboard could not be read"));
    return;
  }

  /* Without a byte, there is no data. */
  text = g_bytes_get_size (bytes) > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                                      : g_strdup ("");
  sprint_text_typing_type (self, text);
}

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SprintTextTyping *self = user_data;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->console));
  g_autoptr (SprintHostOffer) offer = sprint_host_offer_new (clipboard, TIMEOUT);

  give_up (self);
  if (offer == NULL ||
      (sprint_clipboard_offer_get_formats (SPRINT_CLIPBOARD_OFFER (offer)) & SPRINT_CLIPBOARD_TEXT) == 0) {
    say (self, _("There is no text to type in the clipboard"));
    return;
  }

  self->cancellable = g_cancellable_new ();
  sprint_clipboard_offer_read_async (SPRINT_CLIPBOARD_OFFER (offer), SPRINT_CLIPBOARD_TEXT, self->cancellable, read_cb,
                                     g_object_ref (self));
}

static void
sprint_text_typing_class_init (SprintTextTypingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_text_typing_dispose;
  object_class->finalize = sprint_text_typing_finalize;
  object_class->get_property = sprint_text_typing_get_property;
  object_class->set_property = sprint_text_typing_set_property;

  properties[PROP_LAYOUT] =
    g_param_spec_string ("layout", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TYPING] =
    g_param_spec_boolean ("typing", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SprintTextTyping::message:
   * @words: translated
   */
  signals[MESSAGE] =
    g_signal_new ("message", SPRINT_TYPE_TEXT_TYPING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sprint_text_typing_init (SprintTextTyping *self)
{
  self->layout = g_strdup ("");
  self->action = g_simple_action_new ("type-clipboard", NULL);
  g_signal_connect_object (self->action, "activate", G_CALLBACK (activate_cb), self, 0);
  update_action (self);
}

SprintTextTyping *
sprint_text_typing_new (SprintConsole    *console,
                        SprintTypingCard *card,
                        GActionMap       *actions)
{
  SprintTextTyping *self;

  g_return_val_if_fail (SPRINT_IS_CONSOLE (console), NULL);
  g_return_val_if_fail (SPRINT_IS_TYPING_CARD (card), NULL);

  self = g_object_new (SPRINT_TYPE_TEXT_TYPING, NULL);
  self->console = console;
  self->card = card;
  g_action_map_add_action (actions, G_ACTION (self->action));

  return self;
}

void
sprint_text_typing_set_session (SprintTextTyping     *self,
                                SprintConsoleSession *session)
{
  g_return_if_fail (SPRINT_IS_TEXT_TYPING (self));

  if (self->session == session)
    return;

  give_up (self);
  if (self->session != NULL) {
    sprint_typist_stop (get_typist (self));
    g_signal_handlers_disconnect_by_data (get_typist (self), self);
  }
  g_set_object (&self->session, session);
  if (self->card != NULL)
    sprint_typing_card_set_typist (self->card, session != NULL ? get_typist (self) : NULL);
  if (session != NULL)
    g_signal_connect_swapped (get_typist (self), "notify::state", G_CALLBACK (state_cb), self);
}

void
sprint_text_typing_set_possible (SprintTextTyping *self,
                                 gboolean          possible)
{
  g_return_if_fail (SPRINT_IS_TEXT_TYPING (self));

  possible = !!possible;
  if (self->possible == possible)
    return;

  self->possible = possible;
  update_action (self);
  if (possible)
    return;

  give_up (self);
  if (self->session != NULL)
    sprint_typist_interrupt (get_typist (self));
}

gboolean
sprint_text_typing_get_typing (SprintTextTyping *self)
{
  g_return_val_if_fail (SPRINT_IS_TEXT_TYPING (self), FALSE);

  return self->typing;
}
