/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

#include "core/host/check/host-error.h"
#include "core/platform/daemon-waker.h"

static SprintFinding *
find_missing (SprintPlatform *platform,
              const GError   *error)
{
  static const char * const components[] = { "libvirt", "qemu", NULL };
  g_autoptr (SprintDaemonWaker) waker = sprint_daemon_waker_new (platform);
  g_auto (GStrv) argv = sprint_daemon_waker_get_command (waker);
  g_autofree char *command = argv != NULL ? g_strjoinv (" ", argv) : NULL;
  const char *advice = _("Install libvirt’s daemon and its QEMU driver.");

  /* What was tried in vain, for a person to try on the other side of the sandbox's wall. */
  if (command != NULL)
    advice = _("Install libvirt’s daemon and its QEMU driver. Where both are there, this command starts the daemon.");

  return sprint_finding_take (SPRINT_CHECK_STATE_FAIL, _("libvirt’s session daemon does not answer"), error->message,
                              sprint_remedy_new (advice, components, command));
}

/* The daemon is there, as far as anyone can tell: no package would help. */
static SprintFinding *
find_failed (SprintHypervisorQuery *query,
             const GError          *error)
{
  g_autofree char *advice = NULL;
  g_autofree char *summary = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
    summary = g_strdup (_("libvirt did not answer in time"));
    advice = g_strdup (_("Check again. If that does not help, log out and in."));
  } else {
    summary = sprint_hypervisor_query_describe_error (query, error, &advice);
  }
  if (summary == NULL)
    summary = g_strdup (_("libvirt’s session daemon does not answer"));

  return sprint_finding_take (SPRINT_CHECK_STATE_FAIL, summary, error->message,
                              advice != NULL ? sprint_remedy_new (advice, NULL, NULL) : NULL);
}

/* Whoever answers the query wakes a daemon that sleeps. */
static SprintFinding *
find (SprintHypervisorQuery  *query,
      SprintPlatform         *platform,
      GAsyncResult           *result,
      GError                **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *version = sprint_hypervisor_query_get_version_finish (query, result, &failure);
  g_autofree char *summary = NULL;

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (version == NULL)
    return g_error_matches (failure, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT) ? find_missing (platform, failure)
                                                                                      : find_failed (query, failure);

  /* Translators: a version, "11.3.0" */
  summary = g_strdup_printf (_("libvirt %s answers"), version);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, "qemu:///session");
}

const SprintQuestion sprint_libvirt_question = {
  { "libvirt-session", SPRINT_CHECK_GROUP_SOFTWARE, SPRINT_CHECK_SCOPE_MACHINES, N_("libvirt"),
    N_("libvirt starts machines and keeps track of them.") },
  sprint_hypervisor_query_get_version_async, find,
};
