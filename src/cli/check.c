/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "core/host/report.h"
#include "core/sprint/services.h"

SprintCheckStatus
sprint_check_status_from_host (SprintHost *host)
{
  switch (sprint_host_get_state (host)) {
  case SPRINT_CHECK_STATE_PASS:
    return SPRINT_CHECK_STATUS_READY;
  case SPRINT_CHECK_STATE_WARN:
    return SPRINT_CHECK_STATUS_USABLE;
  case SPRINT_CHECK_STATE_FAIL:
    return SPRINT_CHECK_STATUS_NOT_READY;
  case SPRINT_CHECK_STATE_UNKNOWN:
  case SPRINT_CHECK_STATE_RUNNING:
  case SPRINT_CHECK_STATE_NOTE:
  default:
    return SPRINT_CHECK_STATUS_UNKNOWN;
  }
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  /* It can only be broken off, and nobody does. */
  sprint_host_examine_finish (SPRINT_HOST (source), result, NULL);
  g_main_loop_quit (user_data);
}

SprintCheckStatus
sprint_check_run (const char *local_uri,
                  gboolean    json)
{
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (SprintServices) services = sprint_services_new (platform,
                                                             local_uri != NULL ? local_uri : SPRINT_SERVICES_LOCAL_URI);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  SprintHost *host = sprint_services_get_host (services);
  g_autofree char *report = NULL;

  sprint_host_examine_async (host, NULL, examined_cb, loop);
  g_main_loop_run (loop);
  report = json ? sprint_report_to_json (host) : sprint_report_to_text (host);
  g_print ("%s", report);

  return sprint_check_status_from_host (host);
}
