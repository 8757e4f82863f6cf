/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guest-agent.h"

#include <glib/gi18n.h>

#include "core-enums.h"

struct _SprintGuestAgent
{
  GObject parent_instance;

  SprintGuestCapabilities capabilities;
  gboolean connected;
  gboolean introduced;
};

G_DEFINE_FINAL_TYPE (SprintGuestAgent, sprint_guest_agent, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_CONNECTED,
  PROP_INTRODUCED,
  PROP_CAPABILITIES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_guest_agent_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SprintGuestAgent *self = SPRINT_GUEST_AGENT (object);

  switch (prop_id) {
  case PROP_CONNECTED:
    g_value_set_boolean (value, self->connected);
    break;

  case PROP_INTRODUCED:
    g_value_set_boolean (value, self->introduced);
    break;

  case PROP_CAPABILITIES:
    g_value_set_flags (value, self->capabilities);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_guest_agent_class_init (SprintGuestAgentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sprint_guest_agent_get_property;

  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  properties[PROP_INTRODUCED] = g_param_spec_boolean ("introduced", NULL, NULL, FALSE, flags);
  properties[PROP_CAPABILITIES] =
    g_param_spec_flags ("capabilities", NULL, NULL, SPRINT_TYPE_GUEST_CAPABILITIES, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_guest_agent_init (SprintGuestAgent *self)
{
}

static void
set (SprintGuestAgent        *self,
     gboolean                 connected,
     gboolean                 introduced,
     SprintGuestCapabilities  capabilities)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->connected != connected) {
    self->connected = connected;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
  }
  if (self->introduced != introduced) {
    self->introduced = introduced;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTRODUCED]);
  }
  if (self->capabilities != capabilities) {
    self->capabilities = capabilities;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPABILITIES]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

SprintGuestAgent *
sprint_guest_agent_new (void)
{
  return g_object_new (SPRINT_TYPE_GUEST_AGENT, NULL);
}

void
sprint_guest_agent_set_gone (SprintGuestAgent *self)
{
  g_return_if_fail (SPRINT_IS_GUEST_AGENT (self));

  set (self, FALSE, FALSE, 0);
}

void
sprint_guest_agent_set_connected (SprintGuestAgent *self)
{
  g_return_if_fail (SPRINT_IS_GUEST_AGENT (self));

  set (self, TRUE, FALSE, 0);
}

void
sprint_guest_agent_set_capabilities (SprintGuestAgent        *self,
                                     SprintGuestCapabilities  capabilities)
{
  g_return_if_fail (SPRINT_IS_GUEST_AGENT (self));

  set (self, TRUE, TRUE, capabilities);
}

gboolean
sprint_guest_agent_get_connected (SprintGuestAgent *self)
{
  g_return_val_if_fail (SPRINT_IS_GUEST_AGENT (self), FALSE);

  return self->connected;
}

gboolean
sprint_guest_agent_get_introduced (SprintGuestAgent *self)
{
  g_return_val_if_fail (SPRINT_IS_GUEST_AGENT (self), FALSE);

  return self->introduced;
}

SprintGuestCapabilities
sprint_guest_agent_get_capabilities (SprintGuestAgent *self)
{
  g_return_val_if_fail (SPRINT_IS_GUEST_AGENT (self), 0);

  return self->capabilities;
}

gboolean
sprint_guest_agent_can (SprintGuestAgent        *self,
                        SprintGuestCapabilities  capabilities)
{
  g_return_val_if_fail (SPRINT_IS_GUEST_AGENT (self), FALSE);

  return (self->capabilities & capabilities) == capabilities;
}

const char *
sprint_guest_agent_explain (SprintGuestAgent        *self,
                            SprintGuestCapabilities  capabilities)
{
  g_return_val_if_fail (SPRINT_IS_GUEST_AGENT (self), NULL);

  if (sprint_guest_agent_can (self, capabilities))
    return NULL;
  if (!self->connected)
    return _("No SPICE agent runs in the machine. Install spice-vdagent in it, or the SPICE guest tools on Windows.");
  if (!self->introduced)
    return _("The SPICE agent in the machine has not said yet what it can do.");

  return _("The SPICE agent in the machine cannot do that, or has it turned off. A newer one may help.");
}
