/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-findings.h"

#include <glib/gi18n.h>

#define NETWORK "default"
#define VIRSH "sudo virsh --connect qemu:///system "
#define DEFINE VIRSH "net-define /usr/share/libvirt/networks/default.xml"
#define AUTOSTART VIRSH "net-autostart " NETWORK
#define START VIRSH "net-start " NETWORK

static SprintFinding *
find_undefined (const char *details)
{
  static const char * const components[] = { "libvirt-network", NULL };

  return sprint_finding_take (SPRINT_CHECK_STATE_NOTE, _("The system’s libvirt has no network “default”"), details,
                              sprint_remedy_new (_("Install libvirt’s networks. Where they are installed, this command "
                                                   "makes the network, and starts it now and with this computer."),
                                                 components, DEFINE " && " AUTOSTART " && " START));
}

static SprintFinding *
find_defined (const SprintNetworkState *network,
              const char               *details)
{
  if (!network->active)
    return sprint_finding_take (SPRINT_CHECK_STATE_NOTE, _("libvirt’s network “default” does not run"), details,
                                sprint_remedy_new_action (_("Start the network now, and with this computer."),
                                                          SPRINT_REMEDY_ACTION_START_NETWORK, NETWORK,
                                                          network->autostart ? START : START " && " AUTOSTART));
  if (!network->autostart)
    return sprint_finding_take (SPRINT_CHECK_STATE_NOTE,
                                _("libvirt’s network “default” runs, but will not be started with this computer"),
                                details,
                                sprint_remedy_new_action (_("Have the network started with this computer."),
                                                          SPRINT_REMEDY_ACTION_KEEP_NETWORK, NETWORK, AUTOSTART));

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("libvirt’s network “default” runs"), details);
}

static const char *
say (gboolean value)
{
  return value ? "yes" : "no";
}

static SprintFinding *
find_reached (const SprintNetworkState *network)
{
  g_autofree char *details = NULL;

  if (!network->reachable)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                               _("The system’s libvirt is not there; machines of your own do not need it"),
                               network->uri);

  /* As virsh net-info has it. */
  details = g_strdup_printf ("%s: " NETWORK "\nDefined: %s\nActive: %s\nAutostart: %s\nBridge: %s",
                             network->uri != NULL ? network->uri : "libvirt", say (network->defined),
                             say (network->active), say (network->autostart),
                             network->bridge != NULL ? network->bridge : "–");

  return network->defined ? find_defined (network, details) : find_undefined (details);
}

static SprintFinding *
find_failed (const GError *error)
{
  SprintRemedy *remedy = NULL;
  const char *summary;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
    summary = _("The system’s libvirt did not answer in time");
    remedy = sprint_remedy_new (_("Check again. If that does not help, restart this computer."), NULL, NULL);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED)) {
    summary = _("Whether the system’s libvirt has a network is not known");
  } else {
    summary = _("The system’s libvirt did not say whether it has a network");
  }

  return sprint_finding_take (SPRINT_CHECK_STATE_NOTE, summary, error->message, remedy);
}

static void
ask_async (SprintHypervisorQuery *query,
           GCancellable          *cancellable,
           GAsyncReadyCallback    callback,
           gpointer               user_data)
{
  sprint_hypervisor_query_get_network_async (query, NETWORK, cancellable, callback, user_data);
}

/* What concerns only machines of the system is never more than a note: a session's own machines do without. */
static SprintFinding *
find (SprintHypervisorQuery  *query,
      SprintPlatform         *platform,
      GAsyncResult           *result,
      GError                **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SprintNetworkState) network = sprint_hypervisor_query_get_network_finish (query, result, &failure);

  if (network != NULL)
    return find_reached (network);
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return find_failed (failure);

  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

const SprintQuestion sprint_default_network_question = {
  { "default-network", SPRINT_CHECK_GROUP_NETWORK, SPRINT_CHECK_SCOPE_SYSTEM, N_("libvirt’s default network"),
    N_("Machines of the system connection reach others through a network of libvirt’s.") },
  ask_async, find,
};
