/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-view.h"

#include <glib/gi18n.h>

#include "core/console/input/key-combination.h"
#include "ui/console/guest/host-clipboard.h"

#define DIMMED 0.35
#define HINT_SECONDS 4
/* Milliseconds that a guest which shuts down may take to be known to have, before the end of its
 * screen is called a loss. */
#define LOST_DELAY 1000

struct _SprintConsoleView
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *notice_page;
  GtkSpinner *spinner;
  GtkButton *notice_button;
  GtkWidget *notice_details;
  GtkLabel *notice_details_label;
  SprintConsole *console;
  GtkWidget *card;
  GtkLabel *card_title;
  GtkLabel *card_text;
  GtkButton *card_button;
  GtkWidget *card_details;
  GtkLabel *card_details_label;
  GtkWidget *blank_card;
  GtkLabel *blank_label;
  GtkRevealer *hint;

  SprintConsoleSession *session;
  SprintHostClipboard *host_clipboard;
  GSimpleActionGroup *actions;
  char *unavailable_title;
  char *unavailable_text;
  char *guest_details;
  char *said;
  SprintConsoleGuest guest;
  guint hint_id;
  guint lost_id;
  gboolean lost_told;
  gboolean paused;
};

G_DEFINE_FINAL_TYPE (SprintConsoleView, sprint_console_view, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_SESSION,
  PROP_CONSOLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_console_view_dispose (GObject *object)
{
  SprintConsoleView *self = SPRINT_CONSOLE_VIEW (object);

  g_clear_handle_id (&self->hint_id, g_source_remove);
  g_clear_handle_id (&self->lost_id, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->host_clipboard);
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
  g_free (self->guest_details);
  g_free (self->said);

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

  return sprint_console_notice_new_for_session (self->session, self->paused);
}

/* Whether the screen is there to be looked at, be it an old picture with a card over it. */
static gboolean
shows_screen (SprintConsoleView *self)
{
  if (self->unavailable_title != NULL || self->session == NULL)
    return FALSE;

  switch (sprint_console_session_get_state (self->session)) {
  case SPRINT_CONSOLE_STATE_CONNECTING:
    return sprint_console_session_get_has_picture (self->session);

  case SPRINT_CONSOLE_STATE_CONNECTED:
    return !sprint_console_session_get_accelerated (self->session);

  case SPRINT_CONSOLE_STATE_LOST:
    return sprint_console_session_get_has_picture (self->session) &&
           (sprint_console_session_get_retrying (self->session) ||
            g_error_matches (sprint_console_session_get_error (self->session),
                             SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_TAKEN));

  case SPRINT_CONSOLE_STATE_OFF:
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

static void
show_button (GtkButton                 *button,
             const SprintConsoleNotice *notice)
{
  gboolean any = notice != NULL && notice->action != NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), any);
  if (!any)
    return;

  gtk_button_set_label (button, notice->label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), notice->action);
  if (g_str_equal (notice->action, "console.retry") || g_str_equal (notice->action, "console.force-off"))
    gtk_widget_remove_css_class (GTK_WIDGET (button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (button), "suggested-action");
}

static void
show_details (GtkWidget                 *expander,
              GtkLabel                  *label,
              const SprintConsoleNotice *notice)
{
  const char *details = notice != NULL ? notice->details : NULL;

  gtk_label_set_label (label, details != NULL ? details : "");
  gtk_widget_set_visible (expander, details != NULL);
  if (details == NULL)
    gtk_expander_set_expanded (GTK_EXPANDER (expander), FALSE);
}

static void
update_page (SprintConsoleView         *self,
             const SprintConsoleNotice *notice)
{
  g_autofree char *text = g_markup_escape_text (notice != NULL ? notice->text : "", -1);

  adw_status_page_set_icon_name (self->notice_page, notice != NULL ? notice->icon_name : NULL);
  adw_status_page_set_title (self->notice_page, notice != NULL ? notice->title : "");
  adw_status_page_set_description (self->notice_page, text);
  show_button (self->notice_button, notice);
  show_details (self->notice_details, self->notice_details_label, notice);

  /* A spinner that turns unseen still costs. */
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), notice != NULL && notice->spinning);
  gtk_spinner_set_spinning (self->spinner, notice != NULL && notice->spinning);
}

static void
update_card (SprintConsoleView         *self,
             const SprintConsoleNotice *notice)
{
  gtk_label_set_label (self->card_title, notice != NULL ? notice->title : "");
  gtk_label_set_label (self->card_text, notice != NULL ? notice->text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->card_text), notice != NULL && notice->text[0] != '\0');
  show_button (self->card_button, notice);
  show_details (self->card_details, self->card_details_label, notice);
  gtk_widget_set_visible (self->card, notice != NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self->console), notice != NULL ? DIMMED : 1);
}

/* For people who do not see that what is shown has become another thing. */
static void
announce (SprintConsoleView *self,
          const char        *words)
{
  if (g_set_str (&self->said, words) && words != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
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
update (SprintConsoleView *self)
{
  g_autoptr (SprintConsoleNotice) notice = create_notice (self);
  gboolean screen = shows_screen (self);
  gboolean held = hold_back (self);
  gboolean usable = is_usable (self);
  gboolean blank = usable && screen && !sprint_console_session_get_has_picture (self->session);

  update_page (self, screen ? NULL : notice);
  update_card (self, screen && !held ? notice : NULL);
  gtk_widget_set_visible (self->blank_card, blank);
  gtk_stack_set_visible_child_name (self->stack, screen ? "screen" : "notice");
  sprint_console_set_view_only (self->console, !usable);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions),
                                                                            "send-keys")), usable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "console.send-keys", usable);

  if (held)
    return;
  if (blank)
    announce (self, gtk_label_get_label (self->blank_label));
  else
    announce (self, notice != NULL ? notice->title : NULL);
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

/* Check items, for as long as there is a guest to share with. */
static void
update_clipboard (SprintConsoleView *self)
{
  static const char * const names[] = { "allow-to-guest", "allow-from-guest" };
  static const char * const actions[] = { "clipboard-to-guest", "clipboard-from-guest" };
  SprintConsoleClipboard *clipboard =
    self->session != NULL ? sprint_console_session_get_clipboard (self->session) : NULL;

  sprint_host_clipboard_set_clipboard (self->host_clipboard, clipboard);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    g_autoptr (GPropertyAction) action = NULL;

    g_action_map_remove_action (G_ACTION_MAP (self->actions), actions[i]);
    if (clipboard == NULL)
      continue;
    action = g_property_action_new (actions[i], clipboard, names[i]);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
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
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/view/console-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, notice_page);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, spinner);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, notice_button);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, notice_details);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, notice_details_label);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, console);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, card);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, card_title);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, card_text);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, card_button);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, card_details);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, card_details_label);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, blank_card);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleView, blank_label);
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
}

static void
sprint_console_view_init (SprintConsoleView *self)
{
  static const GActionEntry entries[] = {
    { "send-keys", send_keys_cb, "s" },
    { "retry", retry_cb },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->host_clipboard = sprint_host_clipboard_new (gtk_widget_get_display (GTK_WIDGET (self)));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_signal_connect_object (self->console, "notify::capturing", G_CALLBACK (capturing_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
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
  update_clipboard (self);
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

  g_menu_append_section (menu, NULL, G_MENU_MODEL (system));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (terminals));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (single));

  return G_MENU_MODEL (menu);
}

GMenuModel *
sprint_console_view_create_clipboard_menu (SprintConsoleView *self)
{
  GMenu *menu = g_menu_new ();

  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  g_menu_append (menu, _("From Computer to _Machine"), "console.clipboard-to-guest");
  g_menu_append (menu, _("From Machine to _Computer"), "console.clipboard-from-guest");

  return G_MENU_MODEL (menu);
}

GActionGroup *
sprint_console_view_get_actions (SprintConsoleView *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}
