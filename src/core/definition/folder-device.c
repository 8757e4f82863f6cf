/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "definition.h"

#include <glib/gi18n.h>

#include "devices.h"
#include "gconfig-pointers.h"
#include "xml-edit.h"

static gboolean
has_spice (xmlNode *devices)
{
  for (xmlNode *graphics = sprint_xml_child (devices, "graphics"); graphics != NULL;
       graphics = sprint_xml_next (graphics, "graphics")) {
    if (sprint_xml_has_attribute (graphics, "type", "spice"))
      return TRUE;
  }

  return FALSE;
}

static gboolean
has_channel (xmlNode *devices)
{
  for (xmlNode *channel = sprint_xml_child (devices, "channel"); channel != NULL;
       channel = sprint_xml_next (channel, "channel")) {
    xmlNode *target = sprint_xml_child (channel, "target");

    if (target != NULL && sprint_xml_has_attribute (target, "name", SPRINT_FOLDER_CHANNEL_NAME))
      return TRUE;
  }

  return FALSE;
}

GVirConfigDomain *
sprint_definition_add_folder_device (GVirConfigDomain  *description,
                                     GError           **error)
{
  g_autoptr (GVirConfigDomain) copy = NULL;
  g_autoptr (GVirConfigDomainChannel) channel = NULL;
  xmlNode *devices;

  g_return_val_if_fail (GVIR_CONFIG_IS_DOMAIN (description), NULL);

  copy = sprint_definition_copy (description, error);
  if (copy == NULL)
    return NULL;

  devices = sprint_xml_child (sprint_xml_get_node (copy), "devices");
  if (devices == NULL || !has_spice (devices)) {
    g_set_error_literal (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_NOT_SUPPORTED,
                         _("Only a machine with a SPICE screen can be given folders"));
    return NULL;
  }

  if (!has_channel (devices)) {
    channel = sprint_devices_create_folder_channel ();
    sprint_xml_add_object (devices, channel);
  }

  return g_steal_pointer (&copy);
}
