/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sprint-config.h"

#include "viewer-application.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "core/problem/problem.h"
#include "viewer-window.h"

struct _SprintViewerApplication
{
  AdwApplication parent_instance;

  SprintConsoleInvitation *invitation;
};

G_DEFINE_FINAL_TYPE (SprintViewerApplication, sprint_viewer_application, ADW_TYPE_APPLICATION)

static void
sprint_viewer_application_dispose (GObject *object)
{
  g_clear_object (&SPRINT_VIEWER_APPLICATION (object)->invitation);

  G_OBJECT_CLASS (sprint_viewer_application_parent_class)->dispose (object);
}

static void
sprint_viewer_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (sprint_viewer_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (SPRINT_APP_ID);
}

static void
sprint_viewer_application_activate (GApplication *application)
{
  SprintViewerApplication *self = SPRINT_VIEWER_APPLICATION (application);

  GtkWidget *window = sprint_viewer_window_new (GTK_APPLICATION (self), self->invitation);
  SprintConsoleView *view = sprint_viewer_window_get_view (SPRINT_VIEWER_WINDOW (window));
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  gboolean automatic;
  const char *filter;

  g_settings_bind (settings, "key-combinations", sprint_console_view_get_own_keys (view), "stored",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "guest-keyboard-layout", sprint_console_view_get_typing (view), "layout",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "release-keys", sprint_console_view_get_console (view), "release-way", G_SETTINGS_BIND_GET);
  /* What a file asks for is no wish of this person's for other machines. */
  if (!sprint_console_invitation_get_usb_automatic (self->invitation, &automatic, &filter))
    g_settings_bind (settings, "attach-usb-devices", sprint_console_view_get_devices (view), "automatic",
                     G_SETTINGS_BIND_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
}

static void
sprint_viewer_application_class_init (SprintViewerApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_viewer_application_dispose;
  application_class->startup = sprint_viewer_application_startup;
  application_class->activate = sprint_viewer_application_activate;
}

static void
sprint_viewer_application_init (SprintViewerApplication *self)
{
  g_set_application_name ("Sprint");
}

SprintViewerApplication *
sprint_viewer_application_new (SprintConsoleInvitation *invitation)
{
  SprintViewerApplication *self;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (invitation), NULL);

  self = g_object_new (SPRINT_TYPE_VIEWER_APPLICATION,
                       "application-id", SPRINT_APP_ID,
                       "flags", G_APPLICATION_NON_UNIQUE,
                       NULL);
  self->invitation = g_object_ref (invitation);

  return self;
}

static void
show_problem (const GError *error)
{
  g_autoptr (SprintProblem) problem = sprint_problem_new (error);
  g_autofree char *body = problem->remedy != NULL ? g_strdup_printf ("%s\n\n%s", error->message, problem->remedy)
                                                  : g_strdup (error->message);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  AdwDialog *dialog;

  adw_init ();
  gtk_window_set_default_icon_name (SPRINT_APP_ID);
  dialog = adw_alert_dialog_new (problem->title, body);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_swapped (dialog, "closed", G_CALLBACK (g_main_loop_quit), loop);
  adw_dialog_present (dialog, NULL);
  g_main_loop_run (loop);
}

/* As the desktop starts it. */
static gboolean
has_terminal (void)
{
  return isatty (STDIN_FILENO) || isatty (STDOUT_FILENO) || isatty (STDERR_FILENO);
}

int
sprint_viewer_run (const char *what,
                   gboolean    fullscreen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintConsoleInvitation) invitation = sprint_console_invitation_read (what, &error);
  g_autoptr (SprintViewerApplication) application = NULL;

  if (invitation == NULL) {
    g_printerr ("sprint: %s\n", error->message);
    if (!has_terminal () && gtk_init_check ())
      show_problem (error);
    return 1;
  }

  if (fullscreen)
    sprint_console_invitation_set_fullscreen (invitation, TRUE);
  application = sprint_viewer_application_new (invitation);

  return g_application_run (G_APPLICATION (application), 0, NULL);
}
