/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

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

/* Or what is opened next would take a stream's place, and the report would go there. What is put in its place cannot be
 * written to, as nothing could. */
static void
keep_streams_apart (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd >= 0)
    close (fd);
}

/* JSON is UTF-8 wherever it is; the text is of the terminal's character set. */
static gboolean
write_report (SprintHost *host,
              gboolean    json)
{
  g_autofree char *report = json ? sprint_report_to_json (host) : sprint_report_to_text (host);

  errno = 0;
  if (json)
    fputs (report, stdout);
  else
    g_print ("%s", report);
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  /* Translators: %s is the system's own words, "No space left on device" */
  g_printerr (_("sprint: the report could not be written: %s"), g_strerror (errno != 0 ? errno : EIO));
  g_printerr ("\n");

  return FALSE;
}

SprintCheckStatus
sprint_check_run (const char *local_uri,
                  gboolean    json)
{
  g_autoptr (SprintPlatform) platform = NULL;
  g_autoptr (SprintServices) services = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  SprintHost *host;

  keep_streams_apart ();
  /* Who reads may have gone: that is to be told, not to be died of. */
  signal (SIGPIPE, SIG_IGN);
  platform = sprint_platform_new ();
  services = sprint_services_new (platform, local_uri != NULL ? local_uri : SPRINT_SERVICES_LOCAL_URI);
  loop = g_main_loop_new (NULL, FALSE);
  host = sprint_services_get_host (services);
  sprint_host_examine_async (host, NULL, examined_cb, loop);
  g_main_loop_run (loop);

  return write_report (host, json) ? sprint_check_status_from_host (host) : SPRINT_CHECK_STATUS_NOT_WRITTEN;
}
