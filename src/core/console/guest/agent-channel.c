/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent-channel.h"

#include <spice/vd_agent.h>

struct _SprintAgentChannel
{
  GObject parent_instance;

  SpiceMainChannel *channel;
  SprintGuestAgent *agent;
};

G_DEFINE_FINAL_TYPE (SprintAgentChannel, sprint_agent_channel, G_TYPE_OBJECT)

static const struct {
  guint32 cap;
  SprintGuestCapabilities capability;
} known[] = {
  { VD_AGENT_CAP_CLIPBOARD_BY_DEMAND, SPRINT_GUEST_CAN_CLIPBOARD },
  { VD_AGENT_CAP_CLIPBOARD_SELECTION, SPRINT_GUEST_CAN_PRIMARY },
  { VD_AGENT_CAP_MONITORS_CONFIG, SPRINT_GUEST_CAN_RESIZE },
  { VD_AGENT_CAP_MONITORS_CONFIG_POSITION, SPRINT_GUEST_CAN_PLACE_MONITORS },
  { VD_AGENT_CAP_SPARSE_MONITORS_CONFIG, SPRINT_GUEST_CAN_OMIT_MONITORS },
  { VD_AGENT_CAP_AUDIO_VOLUME_SYNC, SPRINT_GUEST_CAN_VOLUME },
};

static void
sprint_agent_channel_dispose (GObject *object)
{
  SprintAgentChannel *self = SPRINT_AGENT_CHANNEL (object);

  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  g_clear_object (&self->channel);
  if (self->agent != NULL)
    sprint_guest_agent_set_gone (self->agent);
  g_clear_object (&self->agent);

  G_OBJECT_CLASS (sprint_agent_channel_parent_class)->dispose (object);
}

static gboolean
has_any_capability (SprintAgentChannel *self)
{
  for (guint32 cap = 0; cap < VD_AGENT_END_CAP; cap++) {
    if (spice_main_channel_agent_test_capability (self->channel, cap))
      return TRUE;
  }

  return FALSE;
}

static void
agent_cb (SprintAgentChannel *self)
{
  SprintGuestCapabilities capabilities = 0;
  gboolean connected = FALSE;

  g_object_get (self->channel, "agent-connected", &connected, NULL);
  if (!connected) {
    sprint_guest_agent_set_gone (self->agent);
    return;
  }
  /* The library does not tell one that can do nothing from one that has not spoken. */
  if (!has_any_capability (self)) {
    sprint_guest_agent_set_connected (self->agent);
    return;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    if (spice_main_channel_agent_test_capability (self->channel, known[i].cap))
      capabilities |= known[i].capability;
  }
  /* There is no word for taking files, only one for not doing so. */
  if (!spice_main_channel_agent_test_capability (self->channel, VD_AGENT_CAP_FILE_XFER_DISABLED))
    capabilities |= SPRINT_GUEST_CAN_FILES;
  sprint_guest_agent_set_capabilities (self->agent, capabilities);
}

static void
sprint_agent_channel_class_init (SprintAgentChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_agent_channel_dispose;
}

static void
sprint_agent_channel_init (SprintAgentChannel *self)
{
}

SprintAgentChannel *
sprint_agent_channel_new (SpiceMainChannel *channel,
                          SprintGuestAgent *agent)
{
  SprintAgentChannel *self = g_object_new (SPRINT_TYPE_AGENT_CHANNEL, NULL);

  self->channel = g_object_ref (channel);
  self->agent = g_object_ref (agent);
  g_signal_connect_swapped (channel, "main-agent-update", G_CALLBACK (agent_cb), self);

  return self;
}
