/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leftover-notice.h"

#include <glib/gi18n.h>

/* Seconds: nothing that a start would wait for. */
#define DELAY 2

typedef struct
{
  GWeakRef window;
  GWeakRef services;
} Notice;

static void
notice_free (Notice *notice)
{
  g_weak_ref_clear (&notice->window);
  g_weak_ref_clear (&notice->services);
  g_free (notice);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Notice, notice_free)

static void
installing_cb (SprintWindow           *window,
               GParamSpec             *pspec,
               SprintPackageInstaller *installer)
{
  gboolean installing;

  g_object_get (installer, "installing", &installing, NULL);
  /* Its step Fix goes on with it. */
  if (installing)
    sprint_window_show_offer (window, _("Packages that Sprint began to install are still being installed"),
                              _("_Quick Sprint"), "win.quick-sprint");
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
  if (good)
    sprint_window_show_message (window, _("The packages that Sprint began to install are installed"));
  else if (error != NULL)
    sprint_window_show_problem (window, error);
}

static void
look_cb (gpointer user_data)
{
  g_autoptr (Notice) notice = user_data;
  g_autoptr (SprintWindow) window = g_weak_ref_get (&notice->window);
  g_autoptr (SprintServices) services = g_weak_ref_get (&notice->services);
  g_autoptr (SprintPackageInstaller) installer = NULL;

  if (window == NULL || services == NULL)
    return;
  /* One of its own, as it is busy until what is found has ended. */
  installer = sprint_package_installer_new (sprint_host_get_reader (sprint_services_get_host (services)));
  g_signal_connect_object (installer, "notify::installing", G_CALLBACK (installing_cb), window,
                           G_CONNECT_SWAPPED);
  /* Without a cancellable, as a window that closes leaves the installation alone. */
  sprint_package_installer_resume_async (installer, NULL, resumed_cb, notice);
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
