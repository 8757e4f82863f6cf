/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <string.h>

#include "core/host/check/host-error.h"

static const char * const components[] = { "spice", NULL };

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

/* Only where libvirt is missing do packages help; whatever else there is, libvirt's own check says. */
static SprintFinding *
find_failed (const GError *error)
{
  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT))
    return sprint_finding_take (SPRINT_CHECK_STATE_FAIL,
                                _("Whether QEMU offers SPICE is not known: libvirt does not answer"), error->message,
                                sprint_remedy_new (_("Install libvirt and QEMU with SPICE."), components, NULL));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return sprint_finding_take (SPRINT_CHECK_STATE_FAIL, _("libvirt did not answer in time"), error->message,
                                sprint_remedy_new (_("Check again. If that does not help, log out and in."), NULL,
                                                   NULL));

  return sprint_finding_new (SPRINT_CHECK_STATE_FAIL, _("libvirt could not say whether QEMU offers SPICE"),
                             error->message);
}

static SprintFinding *
find (SprintHypervisorQuery  *query,
      SprintPlatform         *platform,
      GAsyncResult           *result,
      GError                **error)
{
  g_autoptr (GError) failure = NULL;
  GVirConfigDomainCapabilities *capabilities =
    sprint_hypervisor_query_get_domain_capabilities_finish (query, result, &failure);
  g_autoptr (GObject) owned = (GObject *) capabilities;

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (capabilities == NULL)
    return find_failed (failure);
  if (offers_spice (capabilities))
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("QEMU offers SPICE"), NULL);

  return sprint_finding_take (SPRINT_CHECK_STATE_FAIL, _("QEMU does not offer SPICE"), NULL,
                              sprint_remedy_new (_("Install QEMU’s SPICE modules."), components, NULL));
}

const SprintQuestion sprint_spice_question = {
  { "spice", SPRINT_CHECK_GROUP_SOFTWARE, SPRINT_CHECK_SCOPE_MACHINES, N_("SPICE display"),
    N_("SPICE brings a machine’s screen, keyboard and pointer into the window.") },
  sprint_hypervisor_query_get_domain_capabilities_async, find,
};
