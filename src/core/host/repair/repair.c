/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repairer.h"

#include <glib/gi18n.h>

/* The words of each action; %s is its target. */
static const struct {
  const char *ask;
  const char *describe;
  const char *undo;
  const char *name;
} words[] = {
  [SPRINT_REMEDY_ACTION_LOAD_MODULE] = {
    /* Translators: %s is a module of the kernel, "kvm_intel" */
    N_("Load %s?"),
    /* Translators: %s is a module of the kernel, "kvm_intel" */
    N_("The kernel’s module %s is loaded now and at each start of this computer. An administrator’s password may be "
       "asked for. It can be taken back here."),
    /* Translators: %s is a module of the kernel, "kvm_intel" */
    N_("The kernel’s module %s is unloaded, and not loaded at the next start."),
    /* Translators: %s is a module of the kernel, "kvm_intel" */
    N_("The module %s is loaded at each start"),
  },
  [SPRINT_REMEDY_ACTION_JOIN_GROUP] = {
    /* Translators: %s is a group of users, "kvm" */
    N_("Join the Group %s?"),
    /* Translators: %s is a group of users, "kvm" */
    N_("You are added to the group %s; it counts once you have logged out and in again. An administrator’s password "
       "may be asked for. It can be taken back here."),
    /* Translators: %s is a group of users, "kvm" */
    N_("You are taken out of the group %s, once you have logged out and in again."),
    /* Translators: %s is a group of users, "kvm" */
    N_("You are in the group %s"),
  },
  [SPRINT_REMEDY_ACTION_START_UNIT] = {
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    N_("Start %s?"),
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    N_("systemd starts %s now and at each start of this computer. An administrator’s password may be asked for. It "
       "can be taken back here."),
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    N_("systemd stops %s, and starts it no more by itself."),
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    N_("%s is started at each start"),
  },
  [SPRINT_REMEDY_ACTION_START_NETWORK] = {
    /* Translators: %s is a network of libvirt, "default" */
    N_("Start the Network “%s”?"),
    /* Translators: %s is a network of libvirt, "default" */
    N_("libvirt starts its network “%s” now and at each start of this computer. An administrator’s password may be "
       "asked for. It can be taken back here."),
    /* Translators: %s is a network of libvirt, "default" */
    N_("libvirt stops its network “%s”, and starts it no more by itself. Machines on it lose their connection."),
    /* Translators: %s is a network of libvirt, "default" */
    N_("The network “%s” is started at each start"),
  },
  [SPRINT_REMEDY_ACTION_INSPECT] = {
    N_("Look More Closely?"),
    N_("Settings of the processor, the kernel’s messages and the rules of the firewall are read as administrator. "
       "Nothing is changed. An administrator’s password may be asked for."),
    NULL,
    NULL,
  },
};

SprintRepair *
sprint_repair_new (SprintRemedyAction  action,
                   const char         *target)
{
  SprintRepair *self = g_new0 (SprintRepair, 1);

  self->action = action;
  self->target = g_strdup (target);

  return self;
}

void
sprint_repair_free (SprintRepair *self)
{
  g_free (self->target);
  g_free (self);
}

/* (transfer full) (nullable): the words are of the table above. */
static char *
fill (const SprintRepair *self,
      const char         *format)
{
  g_auto (GStrv) parts = NULL;

  if (format == NULL)
    return NULL;
  parts = g_strsplit (_(format), "%s", 2);

  return g_strjoinv (self->target != NULL ? self->target : "", parts);
}

char *
sprint_repair_describe (const SprintRepair *self)
{
  return fill (self, words[self->action].describe);
}

char *
sprint_repair_describe_undo (const SprintRepair *self)
{
  return fill (self, words[self->action].undo);
}

char *
sprint_repair_ask (const SprintRepair *self)
{
  return fill (self, words[self->action].ask);
}

char *
sprint_repair_name (const SprintRepair *self)
{
  return fill (self, words[self->action].name);
}

gboolean
sprint_repair_can_undo (const SprintRepair *self)
{
  return words[self->action].undo != NULL;
}
