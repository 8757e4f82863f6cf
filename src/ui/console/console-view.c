/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-view.h"

#include <glib/gi18n.h>

#include "core/console/key-combination.h"

#define DIMMED 0.35
#define HINT_SECONDS 4

struct _SprintConsoleView
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *lost_page;
  AdwStatusPage *unavailable_page;
  GtkSpinner *spinner;
  SprintConsole *console;
  GtkWidget *card;
  GtkLabel *card_title;
  GtkLabel *card_text;
  GtkWidget *resume_button;
  GtkWidget *retry_button;
  GtkWidget *blank_card;
  GtkRevealer *hint;

  SprintConsoleSession *session;
  GSimpleActionGroup *actions;
  char *unavailable_title;
  char *unavailable_text;
  guint hint_id;
  gboolean paused;
};

G_DEFINE_FINAL_TYPE (SprintConsoleView, sprint_console_view, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_SESSION,
  PROP_CONSOLE,
  PROP_PAUSED,
  PROP_UNAVAILABLE_TITLE,
  PROP_UNAVAILABLE_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_console_view_dispose (GObject *object)
{
  SprintConsoleView *self = SPRINT_CONSOLE_VIEW (object);

  g_clear_handle_id (&self->hint_id, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
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

  case PROP_PAUSED:
    g_value_set_boolean (value, self->paused);
    break;

  case PROP_UNAVAILABLE_TITLE:
    g_value_set_string (value, self->unavailable_title);
    break;

  case PROP_UNAVAILABLE_TEXT:
    g_value_set_string (value, self->unavailable_text);
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

  case PROP_PAUSED:
    sprint_console_view_set_paused (self, g_value_get_boolean (value));
    break;

  case PROP_UNAVAILABLE_TITLE:
    sprint_console_view_set_unavailable (self, g_value_get_string (value),
                                         self->unavailable_text);
    break;

  case PROP_UNAVAILABLE_TEXT:
    sprint_console_view_set_unavailable (self, self->unavailable_title,
                                         g_value_get_string (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static const char *
choose_page (SprintConsoleView *self)
{
  gboolean has_picture;

  if (self->unavailable_title != NULL)
    return "unavailable";

  if (self->session == NULL)
    return "off";

  has_picture = sprint_console_session_get_has_picture (self->session);
  switch (sprint_console_session_get_state (self->session)) {
  case SPRINT_CONSOLE_STATE_CONNECTING:
    return has_picture ? "screen" : "connecting";

  case SPRINT_CONSOLE_STATE_CONNECTED:
    return sprint_console_session_get_accelerated (self->session) ? "unavailable" : "screen";

  case SPRINT_CONSOLE_STATE_LOST:
    return has_picture ? "screen" : "lost";

  case SPRINT_CONSOLE_STATE_OFF:
  default:
    return "off";
  }
}

static void
update_unavailable (SprintConsoleView *self)
{
  const char *title = self->unavailable_title;
  const char *text = self->unavailable_text;
  g_autofree char *escaped = NULL;

  if (title == NULL) {
    title = _("Screen Cannot Be Shown");
    text = _("This machine draws with 3D acceleration, which Sprint does not show yet. "
             "Turn acceleration off in the machine’s graphics, then start it again.");
  }

  escaped = g_markup_escape_text (text != NULL ? text : "", -1);
  adw_status_page_set_title (self->unavailable_page, title);
  adw_status_page_set_description (self->unavailable_page, escaped);
}

static void
update_card (SprintConsoleView *self)
{
  SprintConsoleState state = sprint_console_session_get_state (self->session);
  const GError *error = sprint_console_session_get_error (self->session);
  gboolean connected = state == SPRINT_CONSOLE_STATE_CONNECTED;
  gboolean shown = !connected || self->paused;
  const char *title = _("Connecting…");
  const char *text = "";
  g_autofree char *escaped = NULL;

  if (state == SPRINT_CONSOLE_STATE_LOST) {
    title = _("No Connection");
    text = error != NULL ? error->message : "";
  } else if (connected) {
    title = _("Paused");
    text = _("The machine stands still until it is resumed.");
  }

  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->lost_page, escaped);
  gtk_label_set_label (self->card_title, title);
  gtk_label_set_label (self->card_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->card_text), text[0] != '\0');
  gtk_widget_set_visible (self->resume_button, connected);
  gtk_widget_set_visible (self->retry_button, state == SPRINT_CONSOLE_STATE_LOST);
  gtk_widget_set_visible (self->card, shown);
  gtk_widget_set_opacity (GTK_WIDGET (self->console), shown ? DIMMED : 1);
  sprint_console_set_view_only (self->console, shown);
  gtk_widget_set_visible (self->blank_card,
                          !shown && !sprint_console_session_get_has_picture (self->session));
}

static void
update (SprintConsoleView *self)
{
  const char *page = choose_page (self);

  update_unavailable (self);
  if (self->session != NULL)
    update_card (self);
  gtk_stack_set_visible_child_name (self->stack, page);

  /* A spinner that turns unseen still costs. */
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "connecting"));
}

static gboolean
hide_hint_cb (gpointer user_data)
{
  SprintConsoleView *self = user_data;

  self->hint_id = 0;
  gtk_revealer_set_reveal_child (self->hint, FALSE);

  return G_SOURCE_REMOVE;
}

static void
capturing_cb (SprintConsoleView *self)
{
  g_clear_handle_id (&self->hint_id, g_source_remove);
  if (!sprint_console_get_capturing (self->console)) {
    gtk_revealer_set_reveal_child (self->hint, FALSE);
    return;
  }

  gtk_revealer_set_reveal_child (self->hint, TRUE);
  self->hint_id = g_timeout_add_seconds (HINT_SECONDS, hide_hint_cb, self);
}

static void
send_keys_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SprintConsoleView *self = user_data;
  guint codes[SPRINT_KEY_COMBINATION_MAX];
  gsize n_codes = sprint_key_combination_parse (g_variant_get_string (parameter, NULL), codes);

  sprint_console_send_keys (self->console, codes, n_codes);
}

static void
retry_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  SprintConsoleView *self = user_data;

  if (self->session != NULL)
    sprint_console_session_retry (self->session);
}

static void
release_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  sprint_console_release_keyboard (SPRINT_CONSOLE_VIEW (user_data)->console);
}

/* Installed on the class, so that a group of the same name further up is still found for the
 * actions that are not the view's. */
static void
forward_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SprintConsoleView *self = SPRINT_CONSOLE_VIEW (widget);

  g_action_group_activate_action (G_ACTION_GROUP (self->actions), name + strlen ("console."),
                                  parameter);
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
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, writable);
  properties[PROP_UNAVAILABLE_TITLE] =
    g_param_spec_string ("unavailable-title", NULL, NULL, NULL, writable);
  properties[PROP_UNAVAILABLE_TEXT] =
    g_param_spec_string ("unavailable-text", NULL, NULL, NULL, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/console-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, lost_page);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, unavailable_page);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, spinner);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, console);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, card);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, card_title);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, card_text);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, resume_button);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, blank_card);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, hint);
}

static void
sprint_console_view_class_init (SprintConsoleViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_console_view_dispose;
  object_class->finalize = sprint_console_view_finalize;
  object_class->get_property = sprint_console_view_get_property;
  object_class->set_property = sprint_console_view_set_property;
  install_properties (object_class);

  g_type_ensure (SPRINT_TYPE_CONSOLE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "console.send-keys", "s", forward_cb);
  gtk_widget_class_install_action (widget_class, "console.retry", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "console.release-keyboard", NULL, forward_cb);
}

static void
sprint_console_view_init (SprintConsoleView *self)
{
  static const GActionEntry entries[] = {
    { "send-keys", send_keys_cb, "s" },
    { "retry", retry_cb },
    { "release-keyboard", release_cb },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_signal_connect_object (self->console, "notify::capturing", G_CALLBACK (capturing_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
sprint_console_view_new (SprintConsoleSession *session)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_VIEW, "session", session, NULL);
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

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  sprint_console_set_session (self->console, session);
  if (session != NULL) {
    g_signal_connect_swapped (session, "notify::state", G_CALLBACK (update), self);
    g_signal_connect_swapped (session, "notify::error", G_CALLBACK (update), self);
    g_signal_connect_swapped (session, "notify::has-picture", G_CALLBACK (update), self);
    g_signal_connect_swapped (session, "notify::accelerated", G_CALLBACK (update), self);
  }
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

gboolean
sprint_console_view_get_paused (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), FALSE);

  return self->paused;
}

void
sprint_console_view_set_unavailable (SprintConsoleView *self,
                                     const char        *title,
                                     const char        *text)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->unavailable_title, title))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNAVAILABLE_TITLE]);
  if (g_set_str (&self->unavailable_text, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNAVAILABLE_TEXT]);
  update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
append_keys (GMenu      *menu,
             const char *label,
             const char *keys)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "console.send-keys", "s", keys);
  g_menu_append_item (menu, item);
}

GMenuModel *
sprint_console_view_create_keys_menu (SprintConsoleView *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) system = g_menu_new ();
  g_autoptr (GMenu) terminals = g_menu_new ();
  g_autoptr (GMenu) single = g_menu_new ();
  g_autoptr (GMenu) keyboard = g_menu_new ();

  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  append_keys (system, _("Ctrl+Alt+Del"), "ctrl+alt+delete");
  append_keys (system, _("Ctrl+Alt+Backspace"), "ctrl+alt+backspace");
  append_keys (system, _("Alt+Tab"), "alt+tab");
  append_keys (system, _("Alt+F4"), "alt+f4");
  for (int i = 1; i <= 7; i++) {
    g_autofree char *label = g_strdup_printf (_("Ctrl+Alt+F%d"), i);
    g_autofree char *keys = g_strdup_printf ("ctrl+alt+f%d", i);

    append_keys (terminals, label, keys);
  }
  append_keys (single, _("Print Screen"), "print");
  append_keys (single, _("Super"), "super");
  append_keys (single, _("Pause"), "pause");
  g_menu_append (keyboard, _("Release Keyboard (Ctrl+Alt)"), "console.release-keyboard");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (system));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (terminals));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (single));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (keyboard));

  return G_MENU_MODEL (menu);
}

GActionGroup *
sprint_console_view_get_actions (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}
