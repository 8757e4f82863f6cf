/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-restart.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Debian's and Ubuntu's packages touch it in their scripts. */
#define REQUIRED "/run/reboot-required"

gint64
sprint_package_restart_get_mark (SprintHostReader *reader)
{
  g_autofree char *path = NULL;
  GStatBuf status;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (reader), 0);

  path = sprint_host_reader_resolve (reader, REQUIRED);
  if (g_stat (path, &status) != 0)
    return 0;

  return status.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + status.st_mtim.tv_nsec;
}

SprintPackageRestart
sprint_package_restart_judge (SprintHostReader *reader,
                              gint64            mark,
                              PkResults        *results)
{
  g_autoptr (GPtrArray) required = results != NULL ? pk_results_get_require_restart_array (results) : NULL;
  SprintPackageRestart worst = SPRINT_PACKAGE_RESTART_NONE;
  gint64 now = sprint_package_restart_get_mark (reader);

  if (now != 0 && now != mark)
    return SPRINT_PACKAGE_RESTART_COMPUTER;

  /* The library's "worst" takes a session for worse than a system, where the session's is for security. */
  for (guint i = 0; required != NULL && i < required->len; i++) {
    PkRestartEnum restart;

    g_object_get (g_ptr_array_index (required, i), "restart", &restart, NULL);
    if (restart == PK_RESTART_ENUM_SYSTEM || restart == PK_RESTART_ENUM_SECURITY_SYSTEM)
      worst = SPRINT_PACKAGE_RESTART_COMPUTER;
    else if (restart == PK_RESTART_ENUM_SESSION || restart == PK_RESTART_ENUM_SECURITY_SESSION)
      worst = MAX (worst, SPRINT_PACKAGE_RESTART_SESSION);
  }

  return worst;
}

const char *
sprint_package_restart_get_words (SprintPackageRestart restart)
{
  switch (restart) {
  case SPRINT_PACKAGE_RESTART_COMPUTER:
    return _("Restart this computer to finish.");
  case SPRINT_PACKAGE_RESTART_SESSION:
    return _("Log out and in again to finish.");
  case SPRINT_PACKAGE_RESTART_NONE:
  default:
    return NULL;
  }
}
