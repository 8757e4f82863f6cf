/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serial-terminal.h"

#include <glib/gi18n.h>

#include "serial-link.h"
#include "serial-look.h"
#include "serial-paste.h"
#include "serial-search.h"

#define ZOOM_STEP 1.2
#define ZOOM_LEAST 0.5
#define ZOOM_MOST 4.0

struct _SprintSerialTerminal {
  AdwBin parent_instance;

  SprintSerialSession *session;
  GSimpleActionGroup *actions;
  AdwToastOverlay *toasts;
  VteTerminal *terminal;
  SprintSerialSearch *search;
  SprintSerialLook *look;
  SprintSerialLink *link;
  AdwToast *refusal;           /* weak: as long as it is shown */
  char *uri;                   /* what the context menu was opened on */
};

G_DEFINE_FINAL_TYPE (SprintSerialTerminal, sprint_serial_terminal, ADW_TYPE_BIN)

/* ---- what is typed and printed ---- */

static void
send_text (SprintSerialTerminal *self,
           const char           *text,
           gsize                 size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  if (sprint_serial_session_send (self->session, bytes) || self->refusal != NULL ||
      sprint_serial_session_get_state (self->session) != SPRINT_SERIAL_STATE_CONNECTED)
    return;
  g_set_weak_pointer (&self->refusal, adw_toast_new (_("The machine takes no more input now")));
  adw_toast_overlay_add_toast (self->toasts, self->refusal);
}

static void
commit_cb (SprintSerialTerminal *self,
           const char           *text,
           guint                 size)
{
  send_text (self, text, size);
}

static void
received_cb (SprintSerialTerminal *self,
             GBytes               *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  vte_terminal_feed (self->terminal, data, size);
}

static void
set_enabled (SprintSerialTerminal *self,
             const char           *name,
             gboolean              enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
state_changed_cb (SprintSerialTerminal *self)
{
  SprintSerialState state = sprint_serial_session_get_state (self->session);

  set_enabled (self, "paste", state == SPRINT_SERIAL_STATE_CONNECTED);
  set_enabled (self, "set-size", state == SPRINT_SERIAL_STATE_CONNECTED);
  /* What a guest has set ends with it; what it has printed stays. */
  if (state == SPRINT_SERIAL_STATE_OFF)
    vte_terminal_reset (self->terminal, TRUE, FALSE);
}

/* ---- actions ---- */

static void
selection_changed_cb (SprintSerialTerminal *self)
{
  set_enabled (self, "copy", vte_terminal_get_has_selection (self->terminal));
}

static void
copy_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;

  vte_terminal_copy_clipboard_format (self->terminal, VTE_FORMAT_TEXT);
}

static void
paste_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;

  sprint_serial_paste (self->terminal, gtk_widget_get_clipboard (GTK_WIDGET (self)));
}

static void
paste_selection_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;

  if (sprint_serial_session_get_state (self->session) == SPRINT_SERIAL_STATE_CONNECTED)
    sprint_serial_paste (self->terminal, gtk_widget_get_primary_clipboard (GTK_WIDGET (self)));
}

static void
select_all_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;

  vte_terminal_select_all (self->terminal);
}

static void
find_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;

  sprint_serial_search_open (self->search);
}

static void
zoom_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));
  double scale = vte_terminal_get_font_scale (self->terminal);

  if (g_str_equal (name, "zoom-in"))
    scale *= ZOOM_STEP;
  else if (g_str_equal (name, "zoom-out"))
    scale /= ZOOM_STEP;
  else
    scale = 1;
  vte_terminal_set_font_scale (self->terminal, CLAMP (scale, ZOOM_LEAST, ZOOM_MOST));
}

static void
set_size_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;
  g_autofree char *command = g_strdup_printf ("stty rows %ld cols %ld\r", vte_terminal_get_row_count (self->terminal),
                                              vte_terminal_get_column_count (self->terminal));

  send_text (self, command, strlen (command));
}

static void
clear_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  sprint_serial_terminal_clear (user_data);
}

static void
open_link_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;

  if (self->uri != NULL)
    sprint_serial_link_open (self->link, self->uri);
}

static void
copy_link_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;

  if (self->uri != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->uri);
}

static void
leave_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  SprintSerialTerminal *self = user_data;

  g_signal_emit_by_name (self->terminal, "move-focus",
                         g_str_equal (g_action_get_name (G_ACTION (action)), "leave") ? GTK_DIR_TAB_FORWARD
                                                                                      : GTK_DIR_TAB_BACKWARD);
}

static void
add_shortcuts (SprintSerialTerminal *self)
{
  static const struct {
    const char *keys;
    const char *action;
  } shortcuts[] = {
    { "<Control><Shift>c|<Control>Insert", "serial.copy" },
    { "<Control><Shift>v|<Control><Shift>Insert", "serial.paste" },
    { "<Shift>Insert", "serial.paste-selection" },
    { "<Control><Shift>f", "serial.find" },
    { "<Control>plus|<Control>equal|<Control>KP_Add", "serial.zoom-in" },
    { "<Control>minus|<Control>KP_Subtract", "serial.zoom-out" },
    { "<Control>0|<Control>KP_0", "serial.zoom-normal" },
    { "<Control>Tab", "serial.leave" },
    { "<Control><Shift>Tab|<Control><Shift>ISO_Left_Tab", "serial.leave-backward" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Before the terminal has them. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                                                            gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self->terminal), controller);
}

/* ---- the menu and the pointer ---- */

static GMenuModel *
create_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) links = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  g_autoptr (GMenuItem) open = g_menu_item_new (_("_Open Link"), "serial.open-link");
  g_autoptr (GMenuItem) copy = g_menu_item_new (_("Copy _Link"), "serial.copy-link");

  g_menu_item_set_attribute (open, "hidden-when", "s", "action-disabled");
  g_menu_item_set_attribute (copy, "hidden-when", "s", "action-disabled");
  g_menu_append_item (links, open);
  g_menu_append_item (links, copy);
  g_menu_append (edit, _("_Copy"), "serial.copy");
  g_menu_append (edit, _("_Paste"), "serial.paste");
  g_menu_append (edit, _("Select _All"), "serial.select-all");
  g_menu_append (more, _("_Find…"), "serial.find");
  /* Translators: types a command that tells the guest's shell how many rows and columns there are. */
  g_menu_append (more, _("Set _Size in Guest"), "serial.set-size");
  g_menu_append (more, _("C_lear"), "serial.clear");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (links));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

static void
setup_context_menu_cb (SprintSerialTerminal  *self,
                       const VteEventContext *context)
{
  /* What is chosen from the menu comes after it has gone. */
  if (context == NULL)
    return;
  g_free (self->uri);
  self->uri = sprint_serial_link_find_under_pointer (self->link);
  set_enabled (self, "open-link", self->uri != NULL);
  set_enabled (self, "copy-link", self->uri != NULL);
}

/* VTE would paste many lines unasked. */
static void
middle_pressed_cb (SprintSerialTerminal *self,
                   int                   n_press,
                   double                x,
                   double                y,
                   GtkGesture           *gesture)
{
  gboolean enabled;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-primary-paste", &enabled, NULL);
  if (!enabled)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self->terminal));
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "paste-selection", NULL);
}

static void
add_middle_click (SprintSerialTerminal *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_MIDDLE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (middle_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->terminal), GTK_EVENT_CONTROLLER (gesture));
}

/* ---- the object ---- */

static gboolean
sprint_serial_terminal_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SPRINT_SERIAL_TERMINAL (widget)->terminal));
}

static void
sprint_serial_terminal_dispose (GObject *object)
{
  SprintSerialTerminal *self = SPRINT_SERIAL_TERMINAL (object);

  g_clear_weak_pointer (&self->refusal);
  g_clear_object (&self->look);
  g_clear_object (&self->link);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sprint_serial_terminal_parent_class)->dispose (object);
}

static void
sprint_serial_terminal_finalize (GObject *object)
{
  g_free (SPRINT_SERIAL_TERMINAL (object)->uri);
  G_OBJECT_CLASS (sprint_serial_terminal_parent_class)->finalize (object);
}

static void
sprint_serial_terminal_class_init (SprintSerialTerminalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_serial_terminal_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_serial_terminal_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = sprint_serial_terminal_grab_focus;
}

static void
set_up_terminal (SprintSerialTerminal *self)
{
  g_autoptr (GMenuModel) menu = create_menu ();

  vte_terminal_set_scrollback_lines (self->terminal, SPRINT_SERIAL_SCROLLBACK);
  vte_terminal_set_scroll_on_output (self->terminal, FALSE);
  vte_terminal_set_scroll_on_keystroke (self->terminal, TRUE);
  vte_terminal_set_mouse_autohide (self->terminal, TRUE);
  vte_terminal_set_audible_bell (self->terminal, FALSE);
  /* A link whose text is not its address could lead anywhere. */
  vte_terminal_set_allow_hyperlink (self->terminal, FALSE);
  vte_terminal_set_context_menu_model (self->terminal, menu);
  g_signal_connect_object (self->terminal, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->terminal, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->terminal, "setup-context-menu", G_CALLBACK (setup_context_menu_cb), self,
                           G_CONNECT_SWAPPED);
  self->look = sprint_serial_look_new (self->terminal);
  self->link = sprint_serial_link_new (self->terminal);
  sprint_serial_terminal_set_guest_name (self, NULL);
}

static void
sprint_serial_terminal_init (SprintSerialTerminal *self)
{
  static const GActionEntry entries[] = {
    { "copy", copy_cb },
    { "paste", paste_cb },
    { "paste-selection", paste_selection_cb },
    { "select-all", select_all_cb },
    { "find", find_cb },
    { "zoom-in", zoom_cb },
    { "zoom-out", zoom_cb },
    { "zoom-normal", zoom_cb },
    { "set-size", set_size_cb },
    { "clear", clear_cb },
    { "open-link", open_link_cb },
    { "copy-link", copy_link_cb },
    { "leave", leave_cb },
    { "leave-backward", leave_cb },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "serial", G_ACTION_GROUP (self->actions));
  set_enabled (self, "copy", FALSE);
  set_enabled (self, "open-link", FALSE);
  set_enabled (self, "copy-link", FALSE);

  self->terminal = VTE_TERMINAL (vte_terminal_new ());
  self->search = SPRINT_SERIAL_SEARCH (sprint_serial_search_new (self->terminal));
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->terminal));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_toast_overlay_set_child (self->toasts, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->toasts));
  set_up_terminal (self);
  add_shortcuts (self);
  add_middle_click (self);
}

GtkWidget *
sprint_serial_terminal_new (SprintSerialSession *session)
{
  SprintSerialTerminal *self = g_object_new (SPRINT_TYPE_SERIAL_TERMINAL, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "received", G_CALLBACK (received_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  state_changed_cb (self);
  return GTK_WIDGET (self);
}

void
sprint_serial_terminal_set_guest_name (SprintSerialTerminal *self,
                                       const char           *name)
{
  /* Translators: of a machine with this name. */
  g_autofree char *label = name != NULL ? g_strdup_printf (_("Serial console of %s"), name)
                                        : g_strdup (_("Serial console"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->terminal), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
sprint_serial_terminal_clear (SprintSerialTerminal *self)
{
  vte_terminal_reset (self->terminal, TRUE, TRUE);
}

VteTerminal *
sprint_serial_terminal_get_terminal (SprintSerialTerminal *self)
{
  return self->terminal;
}
