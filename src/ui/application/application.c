/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sprint-config.h"

#include "application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "about.h"
#include "core/sprint/caretaker.h"
#include "ui/preferences/preferences-dialog.h"
#include "ui/window/window.h"

/* Microseconds after which whoever asks again for an end gets it. */
#define PATIENCE (3 * G_USEC_PER_SEC)

struct _SprintApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  SprintServices *services;
  SprintCaretaker *caretaker;

  /* Asked for before the window has painted: opened then. */
  GPtrArray *waiting;
  gboolean painted;

  /* A machine, or this computer, is being changed: what was begun is ended, without a window too. */
  gboolean held;

  /* Of the signals that ask it to end. */
  guint signal_ids[3];
  gint64 told_to_end;    /* when the first of them came, monotonic; 0: not yet */

  guint inhibited;       /* the session's end, by this cookie; 0: not */
};

G_DEFINE_FINAL_TYPE (SprintApplication, sprint_application, ADW_TYPE_APPLICATION)

static void
sprint_application_dispose (GObject *object)
{
  SprintApplication *self = SPRINT_APPLICATION (object);

  g_clear_object (&self->caretaker);
  g_clear_object (&self->services);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (sprint_application_parent_class)->dispose (object);
}

static SprintWindow *
get_window (SprintApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (SPRINT_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

static void
open_connection (SprintApplication *self,
                 const char        *uri)
{
  SprintConnection *connection = sprint_connection_list_add (sprint_services_get_connections (self->services), uri);
  SprintWindow *window = get_window (self);

  if (window != NULL && sprint_connection_get_state (connection) != SPRINT_CONNECTION_STATE_CONNECTING)
    sprint_window_open_connection (window, connection);
}

static gboolean
open_waiting_cb (gpointer user_data)
{
  SprintApplication *self = SPRINT_APPLICATION (user_data);

  if (self->painted || self->waiting == NULL)
    return G_SOURCE_REMOVE;

  self->painted = TRUE;
  open_connection (self,
                   sprint_connection_get_uri (sprint_services_get_local_connection (self->services)));

  if (g_settings_get_boolean (self->settings, "open-connections")) {
    g_auto (GStrv) remembered = g_settings_get_strv (self->settings, "connections");

    for (guint i = 0; remembered[i] != NULL; i++)
      open_connection (self, remembered[i]);
  }

  for (guint i = 0; i < self->waiting->len; i++)
    open_connection (self, g_ptr_array_index (self->waiting, i));
  g_ptr_array_set_size (self->waiting, 0);

  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (GdkFrameClock     *clock,
                SprintApplication *self)
{
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, open_waiting_cb, g_object_ref (self), g_object_unref);
}

static void
window_mapped_cb (GtkWidget         *window,
                  SprintApplication *self)
{
  if (!self->painted)
    g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint",
                             G_CALLBACK (after_paint_cb), self, 0);
}

static gboolean
is_local (SprintApplication *self,
          const char        *uri)
{
  return g_str_equal (uri, sprint_connection_get_uri (sprint_services_get_local_connection (self->services)));
}

/* One that is no longer remembered is closed. */
static void
remembered_changed_cb (SprintApplication *self)
{
  g_auto (GStrv) remembered = g_settings_get_strv (self->settings, "connections");
  SprintConnectionList *list;

  if (self->services == NULL)
    return;
  list = sprint_services_get_connections (self->services);
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (list)); i > 0; i--) {
    g_autoptr (SprintConnection) connection = g_list_model_get_item (G_LIST_MODEL (list), i - 1);
    const char *uri = sprint_connection_get_uri (connection);

    if (!is_local (self, uri) && !g_strv_contains ((const char * const *) remembered, uri))
      sprint_connection_list_remove (list, connection);
  }
}

static void
remember_connection (SprintApplication *self,
                     const char        *uri)
{
  g_auto (GStrv) old = g_settings_get_strv (self->settings, "connections");
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) connections = NULL;

  if (is_local (self, uri) || g_strv_contains ((const char * const *) old, uri))
    return;

  builder = g_strv_builder_new ();
  g_strv_builder_addv (builder, (const char **) old);
  g_strv_builder_add (builder, uri);
  connections = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "connections", (const char * const *) connections);
}

static void
present_window (SprintApplication *self)
{
  GtkWidget *window = GTK_WIDGET (get_window (self));

  if (window == NULL) {
    window = sprint_window_new (GTK_APPLICATION (self), self->services, self->caretaker,
                                self->settings);
    g_signal_connect_object (window, "map", G_CALLBACK (window_mapped_cb), self, G_CONNECT_AFTER);
  }

  gtk_window_present (GTK_WINDOW (window));
}

/* The desktop asks whoever logs out while something is being made or changed. */
static void
update_inhibition (SprintApplication *self)
{
  GtkApplication *application = GTK_APPLICATION (self);
  gboolean busy = sprint_services_get_busy (self->services);

  if (busy && self->inhibited == 0) {
    self->inhibited = gtk_application_inhibit (application, GTK_WINDOW (get_window (self)),
                                               GTK_APPLICATION_INHIBIT_LOGOUT,
                                               _("A machine, or this computer, is being changed"));
  } else if (!busy && self->inhibited != 0) {
    gtk_application_uninhibit (application, self->inhibited);
    self->inhibited = 0;
  }
}

static void
update_hold (SprintApplication *self)
{
  GListModel *connections = G_LIST_MODEL (sprint_services_get_connections (self->services));
  gboolean busy = sprint_services_get_busy (self->services);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++) {
    g_autoptr (SprintConnection) connection = g_list_model_get_item (connections, i);

    busy = busy || sprint_connection_get_busy (connection);
  }
  update_inhibition (self);
  if (busy == self->held)
    return;
  self->held = busy;
  if (busy)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
connections_changed_cb (SprintApplication *self,
                        guint              position,
                        guint              removed,
                        guint              added,
                        GListModel        *connections)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SprintConnection) connection = g_list_model_get_item (connections, i);

    g_signal_connect_object (connection, "notify::busy", G_CALLBACK (update_hold), self, G_CONNECT_SWAPPED);
  }
  update_hold (self);
}

static void
ensure_services (SprintApplication *self,
                 const char        *local_uri)
{
  g_autoptr (SprintPlatform) platform = NULL;
  GListModel *connections;

  if (self->services != NULL)
    return;

  platform = sprint_platform_new ();
  self->services = sprint_services_new (platform, local_uri != NULL ? local_uri : SPRINT_SERVICES_LOCAL_URI);
  self->caretaker = sprint_caretaker_new (self->services);
  g_signal_connect_object (self->services, "notify::busy", G_CALLBACK (update_hold), self, G_CONNECT_SWAPPED);
  connections = G_LIST_MODEL (sprint_services_get_connections (self->services));
  g_signal_connect_object (connections, "items-changed", G_CALLBACK (connections_changed_cb), self, G_CONNECT_SWAPPED);
  connections_changed_cb (self, 0, 0, g_list_model_get_n_items (connections), connections);
}

/* Whoever kills it, or presses Ctrl+C in the terminal, is not asked: what was being made is taken back, and when that
 * and what was being changed is done, the program ends, as its last window is gone. Whoever asks again some time later
 * does not want to wait for it; one Ctrl+C can be told twice, by the terminal and by who started it. */
static gboolean
signal_cb (gpointer user_data)
{
  SprintApplication *self = SPRINT_APPLICATION (user_data);
  gint64 now = g_get_monotonic_time ();
  GList *windows;

  if (self->told_to_end == 0)
    self->told_to_end = now;
  else if (now - self->told_to_end > PATIENCE)
    g_application_quit (G_APPLICATION (self));
  if (self->services != NULL)
    sprint_services_cancel_work (self->services);
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (windows->data);
  return G_SOURCE_CONTINUE;
}

static void
sprint_application_startup (GApplication *application)
{
  static const int signals[] = { SIGTERM, SIGINT, SIGHUP };
  SprintApplication *self = SPRINT_APPLICATION (application);

  G_APPLICATION_CLASS (sprint_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (SPRINT_APP_ID);
  /* A dialog whose first widget is a text to copy would open with all of it selected. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  self->settings = g_settings_new (SPRINT_APP_ID);
  g_signal_connect_object (self->settings, "changed::connections", G_CALLBACK (remembered_changed_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++) {
    struct sigaction old;

    /* nohup, and what a shell starts in the background, are not to hear of it. */
    if (sigaction (signals[i], NULL, &old) == 0 && old.sa_handler == SIG_IGN)
      continue;
    self->signal_ids[i] = g_unix_signal_add (signals[i], signal_cb, self);
  }
}

static void
sprint_application_shutdown (GApplication *application)
{
  SprintApplication *self = SPRINT_APPLICATION (application);

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);

  G_APPLICATION_CLASS (sprint_application_parent_class)->shutdown (application);
}

static void
sprint_application_activate (GApplication *application)
{
  SprintApplication *self = SPRINT_APPLICATION (application);

  ensure_services (self, NULL);
  present_window (self);
}

static int
sprint_application_command_line (GApplication            *application,
                                 GApplicationCommandLine *command_line)
{
  SprintApplication *self = SPRINT_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **connect = NULL;
  const char *local = NULL;

  g_variant_dict_lookup (options, "local", "&s", &local);
  g_variant_dict_lookup (options, "connect", "^a&s", &connect);

  for (guint i = 0; connect != NULL && connect[i] != NULL; i++)
    if (!sprint_connection_uri_is_valid (connect[i])) {
      g_application_command_line_printerr (command_line,
                                           _("“%s” is not the address of a libvirt connection; "
                                             "one looks like qemu+ssh://user@host/system\n"),
                                           connect[i]);
      return 2;
    }

  ensure_services (self, local);
  present_window (self);

  for (guint i = 0; connect != NULL && connect[i] != NULL; i++)
    g_action_group_activate_action (G_ACTION_GROUP (self), "open-connection",
                                    g_variant_new_string (connect[i]));

  return 0;
}

static void
open_connection_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  SprintApplication *self = SPRINT_APPLICATION (user_data);
  const char *uri = g_variant_get_string (parameter, NULL);

  if (!sprint_connection_uri_is_valid (uri))
    return;

  ensure_services (self, NULL);
  present_window (self);
  remember_connection (self, uri);

  if (self->painted)
    open_connection (self, uri);
  else
    g_ptr_array_add (self->waiting, g_strdup (uri));
}

/* A key reaches the application over an open dialog, too. */
static gboolean
has_dialog (SprintWindow *window,
            GType         type)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (window));

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++) {
    g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (dialog, type))
      return TRUE;
  }
  return FALSE;
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SprintApplication *self = SPRINT_APPLICATION (user_data);
  SprintWindow *window = get_window (self);
  SprintConnection *local;

  if (window == NULL || has_dialog (window, SPRINT_TYPE_PREFERENCES_DIALOG))
    return;
  local = sprint_services_get_local_connection (self->services);
  adw_dialog_present (ADW_DIALOG (sprint_preferences_dialog_new (self->settings, sprint_connection_get_uri (local))),
                      GTK_WIDGET (window));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  SprintWindow *window = get_window (SPRINT_APPLICATION (user_data));

  if (window != NULL && !has_dialog (window, ADW_TYPE_ABOUT_DIALOG))
    adw_dialog_present (sprint_about_new (), GTK_WIDGET (window));
}

static void
help_launched_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (SprintApplication) self = SPRINT_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  SprintWindow *window = get_window (self);

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (object), result, &error) &&
      window != NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    sprint_window_show_message (window, _("Help needs a viewer such as Yelp, and there is none"));
}

static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SprintApplication *self = SPRINT_APPLICATION (user_data);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new ("help:sprint");

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (get_window (self)), NULL, help_launched_cb,
                           g_object_ref (self));
}

/* One that is in the middle of something, and asks before it closes, wherever it lies. */
static AdwDialog *
find_occupied_dialog (SprintWindow *window)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (window));

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++) {
    g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i);

    if (!adw_dialog_get_can_close (dialog))
      return g_steal_pointer (&dialog);
  }
  return NULL;
}

/* A question that is open already, its own or another, is answered first. */
static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SprintApplication *self = SPRINT_APPLICATION (user_data);
  SprintWindow *window = get_window (self);
  g_autoptr (AdwDialog) occupied = NULL;

  /* Without a window it ends by itself when what it is held for is done. */
  if (window == NULL) {
    if (!self->held)
      g_application_quit (G_APPLICATION (self));
    return;
  }
  occupied = find_occupied_dialog (window);
  if (occupied == NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  else if (!ADW_IS_ALERT_DIALOG (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))))
    adw_dialog_close (occupied);
}

static void
sprint_application_class_init (SprintApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = sprint_application_dispose;
  application_class->startup = sprint_application_startup;
  application_class->activate = sprint_application_activate;
  application_class->command_line = sprint_application_command_line;
  application_class->shutdown = sprint_application_shutdown;
}

static void
sprint_application_init (SprintApplication *self)
{
  static const GActionEntry actions[] = {
    { .name = "open-connection", .activate = open_connection_cb, .parameter_type = "s" },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "about", .activate = about_cb },
    { .name = "help", .activate = help_cb },
    { .name = "quit", .activate = quit_cb },
  };

  g_set_application_name ("Sprint");
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

SprintApplication *
sprint_application_new (void)
{
  return g_object_new (SPRINT_TYPE_APPLICATION,
                       "application-id", SPRINT_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}
