/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "default-network-check.h"

#include <glib/gi18n.h>

#define NETWORK "default"
#define VIRSH "sudo virsh --connect qemu:///system "
#define DEFINE VIRSH "net-define /usr/share/libvirt/networks/default.xml"
#define AUTOSTART VIRSH "net-autostart " NETWORK
#define START VIRSH "net-start " NETWORK

struct _SprintDefaultNetworkCheck
{
  SprintCheck parent_instance;

  SprintHypervisorQuery *query;
};

static const SprintCheckInfo info = {
  "default-network", SPRINT_CHECK_GROUP_NETWORK, SPRINT_CHECK_SCOPE_SYSTEM, N_("libvirt’s default network"),
  N_("Machines of the system connection reach others through a network of libvirt’s."),
};

G_DEFINE_FINAL_TYPE (SprintDefaultNetworkCheck, sprint_default_network_check, SPRINT_TYPE_CHECK)

static void
sprint_default_network_check_dispose (GObject *object)
{
  g_clear_object (&SPRINT_DEFAULT_NETWORK_CHECK (object)->query);

  G_OBJECT_CLASS (sprint_default_network_check_parent_class)->dispose (object);
}

static void
conclude_undefined (SprintCheck *self,
                    const char  *details)
{
  static const char * const components[] = { "libvirt-network", NULL };

  sprint_check_set_result (self, SPRINT_CHECK_STATE_NOTE, _("The system’s libvirt has no network “default”"), details,
                           sprint_remedy_new (_("Install libvirt’s networks. Where they are installed, this command "
                                                "makes the network, and starts it now and with this computer."),
                                              components, DEFINE " && " AUTOSTART " && " START));
}

static void
conclude_defined (SprintCheck              *self,
                  const SprintNetworkState *network,
                  const char               *details)
{
  if (!network->active)
    sprint_check_set_result (self, SPRINT_CHECK_STATE_NOTE, _("libvirt’s network “default” does not run"), details,
                             sprint_remedy_new_action (_("Start the network now, and with this computer."),
                                                       SPRINT_REMEDY_ACTION_START_NETWORK, NETWORK,
                                                       network->autostart ? START : START " && " AUTOSTART));
  else if (!network->autostart)
    sprint_check_set_result (self, SPRINT_CHECK_STATE_NOTE,
                             _("libvirt’s network “default” runs, but will not be started with this computer"), details,
                             sprint_remedy_new_action (_("Have the network started with this computer."),
                                                       SPRINT_REMEDY_ACTION_START_NETWORK, NETWORK, AUTOSTART));
  else
    sprint_check_set_result (self, SPRINT_CHECK_STATE_PASS, _("libvirt’s network “default” runs"), details, NULL);
}

static const char *
say (gboolean value)
{
  return value ? "yes" : "no";
}

static void
conclude (SprintCheck              *self,
          const SprintNetworkState *network)
{
  g_autofree char *details = NULL;

  if (!network->reachable) {
    sprint_check_set_result (self, SPRINT_CHECK_STATE_PASS,
                             _("The system’s libvirt is not there; machines of your own do not need it"), network->uri,
                             NULL);
    return;
  }

  /* As virsh net-info has it. */
  details = g_strdup_printf ("%s: " NETWORK "\nDefined: %s\nActive: %s\nAutostart: %s\nBridge: %s",
                             network->uri != NULL ? network->uri : "libvirt", say (network->defined),
                             say (network->active), say (network->autostart),
                             network->bridge != NULL ? network->bridge : "–");
  if (network->defined)
    conclude_defined (self, network, details);
  else
    conclude_undefined (self, details);
}

static void
conclude_failed (SprintDefaultNetworkCheck *self,
                 const GError              *error)
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
  sprint_check_set_result (SPRINT_CHECK (self), SPRINT_CHECK_STATE_NOTE, summary, error->message, remedy);
}

static void
network_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintNetworkState) network = NULL;
  SprintDefaultNetworkCheck *self = g_task_get_source_object (task);

  network = sprint_hypervisor_query_get_network_finish (SPRINT_HYPERVISOR_QUERY (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (network != NULL)
    conclude (SPRINT_CHECK (self), network);
  else
    conclude_failed (self, error);
  g_task_return_boolean (task, TRUE);
}

static void
sprint_default_network_check_ask_async (SprintCheck         *check,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  SprintDefaultNetworkCheck *self = SPRINT_DEFAULT_NETWORK_CHECK (check);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_default_network_check_ask_async);
  sprint_hypervisor_query_get_network_async (self->query, NETWORK, cancellable, network_cb, task);
}

static gboolean
sprint_default_network_check_ask_finish (SprintCheck   *check,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sprint_default_network_check_class_init (SprintDefaultNetworkCheckClass *klass)
{
  SprintCheckClass *check_class = SPRINT_CHECK_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_default_network_check_dispose;
  check_class->ask_async = sprint_default_network_check_ask_async;
  check_class->ask_finish = sprint_default_network_check_ask_finish;
}

static void
sprint_default_network_check_init (SprintDefaultNetworkCheck *self)
{
}

SprintCheck *
sprint_default_network_check_new (SprintHypervisorQuery *query)
{
  SprintDefaultNetworkCheck *self;

  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (query), NULL);

  self = g_object_new (SPRINT_TYPE_DEFAULT_NETWORK_CHECK, "info", &info, NULL);
  self->query = g_object_ref (query);

  return SPRINT_CHECK (self);
}
