/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leftover-notice.h"

#include <glib/gi18n.h>

#include "core/host/packages/package-restart.h"
#include "ui/host/package-progress-view.h"

/* Seconds: nothing that a start would wait for. */
#define DELAY 2

typedef struct
{
  GWeakRef window;
  GWeakRef services;
  SprintPackageInstaller *installer;
  GCancellable *cancellable;
  AdwBanner *banner;   /* weak */
  AdwDialog *dialog;   /* weak */
} Notice;

/* With what it has shown. */
static void
notice_free (Notice *notice)
{
  if (notice->banner != NULL)
    g_signal_handlers_disconnect_by_data (notice->banner, notice);
  g_clear_weak_pointer (&notice->banner);
  if (notice->dialog != NULL)
    adw_dialog_force_close (notice->dialog);
  g_clear_weak_pointer (&notice->dialog);
  if (notice->installer != NULL)
    g_signal_handlers_disconnect_by_data (notice->installer, notice);
  g_clear_object (&notice->installer);
  g_clear_object (&notice->cancellable);
  g_weak_ref_clear (&notice->window);
  g_weak_ref_clear (&notice->services);
  g_free (notice);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Notice, notice_free)

static AdwDialog *
new_dialog (Notice *notice)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *view = g_object_new (SPRINT_TYPE_PACKAGE_PROGRESS_VIEW,
                                  "margin-top", 12, "margin-bottom", 24, "margin-start", 24, "margin-end", 24, NULL);

  sprint_package_progress_view_show (SPRINT_PACKAGE_PROGRESS_VIEW (view),
                                     sprint_package_installer_get_progress (notice->installer));
  g_signal_connect_object (view, "cancel", G_CALLBACK (g_cancellable_cancel), notice->cancellable, G_CONNECT_SWAPPED);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), view);
  adw_dialog_set_title (dialog, _("Installing Packages"));
  adw_dialog_set_content_width (dialog, 420);
  adw_dialog_set_child (dialog, toolbar);

  return dialog;
}

static void
show_cb (AdwBanner *banner,
         Notice    *notice)
{
  g_autoptr (SprintWindow) window = g_weak_ref_get (&notice->window);

  if (window == NULL || notice->dialog != NULL)
    return;
  g_set_weak_pointer (&notice->dialog, new_dialog (notice));
  adw_dialog_present (notice->dialog, GTK_WIDGET (window));
}

static void
installing_cb (SprintPackageInstaller *installer,
               GParamSpec             *pspec,
               Notice                 *notice)
{
  g_autoptr (SprintWindow) window = g_weak_ref_get (&notice->window);
  gboolean installing;

  if (window == NULL)
    return;
  g_object_get (installer, "installing", &installing, NULL);
  if (installing && notice->banner == NULL) {
    g_set_weak_pointer (&notice->banner, sprint_window_get_banner (window));
    adw_banner_set_title (notice->banner, _("Packages are still being installed"));
    adw_banner_set_button_label (notice->banner, _("_Show"));
    g_signal_connect (notice->banner, "button-clicked", G_CALLBACK (show_cb), notice);
  }
  adw_banner_set_revealed (sprint_window_get_banner (window), installing);
}

static void
dismiss_cb (AdwBanner *banner)
{
  adw_banner_set_revealed (banner, FALSE);
}

/* What is left for the person to do stays until they have seen it. */
static void
tell_end (SprintWindow *window,
          Notice       *notice)
{
  AdwBanner *banner = sprint_window_get_banner (window);
  SprintPackageRestart restart;
  const char *words;
  g_autofree char *message = NULL;

  g_object_get (notice->installer, "restart", &restart, NULL);
  words = sprint_package_restart_get_words (restart);
  if (words == NULL) {
    sprint_window_show_message (window, _("The packages are installed"));
    return;
  }
  message = g_strdup_printf ("%s %s", _("The packages are installed."), words);
  adw_banner_set_title (banner, message);
  adw_banner_set_button_label (banner, _("_Dismiss"));
  g_signal_connect (banner, "button-clicked", G_CALLBACK (dismiss_cb), NULL);
  adw_banner_set_revealed (banner, TRUE);
}

static void
resumed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Notice) notice = user_data;
  g_autoptr (SprintWindow) window = g_weak_ref_get (&notice->window);
  g_autoptr (GError) error = NULL;
  gboolean good = sprint_package_installer_resume_finish (SPRINT_PACKAGE_INSTALLER (object), result, &error);

  if (window == NULL)
    return;
  if (notice->banner != NULL)
    g_signal_handlers_disconnect_by_func (notice->banner, show_cb, notice);
  if (good)
    tell_end (window, notice);
  else if (error != NULL)
    sprint_window_show_problem (window, error);
}

static void
look_cb (gpointer user_data)
{
  g_autoptr (Notice) notice = user_data;
  g_autoptr (SprintWindow) window = g_weak_ref_get (&notice->window);
  g_autoptr (SprintServices) services = g_weak_ref_get (&notice->services);

  if (window == NULL || services == NULL)
    return;
  /* One of its own, as it is busy until what is found has ended. */
  notice->installer = sprint_package_installer_new (sprint_host_get_reader (sprint_services_get_host (services)));
  notice->cancellable = g_cancellable_new ();
  g_signal_connect (notice->installer, "notify::installing", G_CALLBACK (installing_cb), notice);
  /* A window that closes leaves the installation alone. */
  sprint_package_installer_resume_async (notice->installer, notice->cancellable, resumed_cb, notice);
  g_steal_pointer (&notice);
}

void
sprint_leftover_notice_add (SprintWindow   *window,
                            SprintServices *services)
{
  Notice *notice;

  g_return_if_fail (SPRINT_IS_WINDOW (window));
  g_return_if_fail (SPRINT_IS_SERVICES (services));

  notice = g_new0 (Notice, 1);
  g_weak_ref_init (&notice->window, window);
  g_weak_ref_init (&notice->services, services);
  g_timeout_add_seconds_once (DELAY, look_cb, notice);
}
