/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-check.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <string.h>

#include "core/host/check/host-error.h"

struct _SprintSpiceCheck
{
  SprintCheck parent_instance;

  SprintHypervisorQuery *query;
};

static const SprintCheckInfo info = {
  "spice", SPRINT_CHECK_GROUP_SOFTWARE, SPRINT_CHECK_SCOPE_MACHINES, N_("SPICE display"),
  N_("SPICE brings a machine’s screen, keyboard and pointer into the window."),
};

G_DEFINE_FINAL_TYPE (SprintSpiceCheck, sprint_spice_check, SPRINT_TYPE_CHECK)

static void
sprint_spice_check_dispose (GObject *object)
{
  g_clear_object (&SPRINT_SPICE_CHECK (object)->query);

  G_OBJECT_CLASS (sprint_spice_check_parent_class)->dispose (object);
}

/* <domainCapabilities><devices><graphics supported='yes'><enum name='type'><value>spice</value> */
static gboolean
offers_spice (GVirConfigDomainCapabilities *capabilities)
{
  g_autofree char *xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (capabilities));
  xmlXPathContextPtr context = NULL;
  xmlXPathObjectPtr found = NULL;
  xmlDocPtr document = xmlReadMemory (xml, strlen (xml), NULL, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  gboolean offered = FALSE;

  if (document == NULL)
    return FALSE;

  context = xmlXPathNewContext (document);
  found = xmlXPathEvalExpression (BAD_CAST "boolean(/domainCapabilities/devices/graphics[@supported='yes']"
                                  "/enum[@name='type']/value[.='spice'])", context);
  if (found != NULL)
    offered = xmlXPathCastToBoolean (found);

  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  xmlFreeDoc (document);

  return offered;
}

static const char * const components[] = { "spice", NULL };

/* Only where libvirt is missing do packages help; whatever else there is, libvirt's own check says. */
static void
conclude_failed (SprintCheck  *self,
                 const GError *error)
{
  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT))
    sprint_check_set_result (self, SPRINT_CHECK_STATE_FAIL,
                             _("Whether QEMU offers SPICE is not known: libvirt does not answer"), error->message,
                             sprint_remedy_new (_("Install libvirt and QEMU with SPICE."), components, NULL));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    sprint_check_set_result (self, SPRINT_CHECK_STATE_FAIL, _("libvirt did not answer in time"), error->message,
                             sprint_remedy_new (_("Check again. If that does not help, log out and in."), NULL, NULL));
  else
    sprint_check_set_result (self, SPRINT_CHECK_STATE_FAIL, _("libvirt could not say whether QEMU offers SPICE"),
                             error->message, NULL);
}

static void
capabilities_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) owned = NULL;
  GVirConfigDomainCapabilities *capabilities;
  SprintCheck *self = g_task_get_source_object (task);

  capabilities = sprint_hypervisor_query_get_domain_capabilities_finish (SPRINT_HYPERVISOR_QUERY (object),
                                                                         result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  owned = (GObject *) capabilities;
  if (capabilities == NULL)
    conclude_failed (self, error);
  else if (offers_spice (capabilities))
    sprint_check_set_result (self, SPRINT_CHECK_STATE_PASS, _("QEMU offers SPICE"), NULL, NULL);
  else
    sprint_check_set_result (self, SPRINT_CHECK_STATE_FAIL, _("QEMU does not offer SPICE"), NULL,
                             sprint_remedy_new (_("Install QEMU’s SPICE modules."), components, NULL));
  g_task_return_boolean (task, TRUE);
}

static void
sprint_spice_check_ask_async (SprintCheck         *check,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  SprintSpiceCheck *self = SPRINT_SPICE_CHECK (check);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_spice_check_ask_async);
  sprint_hypervisor_query_get_domain_capabilities_async (self->query, cancellable, capabilities_cb, task);
}

static gboolean
sprint_spice_check_ask_finish (SprintCheck   *check,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sprint_spice_check_class_init (SprintSpiceCheckClass *klass)
{
  SprintCheckClass *check_class = SPRINT_CHECK_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_spice_check_dispose;
  check_class->ask_async = sprint_spice_check_ask_async;
  check_class->ask_finish = sprint_spice_check_ask_finish;
}

static void
sprint_spice_check_init (SprintSpiceCheck *self)
{
}

SprintCheck *
sprint_spice_check_new (SprintHypervisorQuery *query)
{
  SprintSpiceCheck *self;

  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (query), NULL);

  self = g_object_new (SPRINT_TYPE_SPICE_CHECK, "info", &info, NULL);
  self->query = g_object_ref (query);

  return SPRINT_CHECK (self);
}
