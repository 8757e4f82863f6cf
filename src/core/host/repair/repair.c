/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repairer.h"

#include <glib/gi18n.h>

/* The words of each action; %s is its target. Of what has parts, undo and name are of that it is enabled. */
static const struct {
  SprintRemedyParts parts;
  const char *ask;
  const char *describe;
  const char *undo_start;
  const char *undo;
  const char *name_start;
  const char *name;
} words[] = {
  [SPRINT_REMEDY_ACTION_LOAD_MODULE] = {
    /* Translators: %s is a module of the kernel, "kvm_intel" */
    .ask = N_("Load %s?"),
    /* Translators: %s is a module of the kernel, "kvm_intel" */
    .describe =
      N_("The kernel’s module %s is loaded now and at each start of this computer. An administrator’s password may be "
         "asked for. It can be taken back here."),
    /* Translators: %s is a module of the kernel, "kvm_intel" */
    .undo = N_("The kernel’s module %s is unloaded, and not loaded at the next start."),
    /* Translators: %s is a module of the kernel, "kvm_intel" */
    .name = N_("The module %s is loaded at each start"),
  },
  [SPRINT_REMEDY_ACTION_JOIN_GROUP] = {
    /* Translators: %s is a group of users, "kvm" */
    .ask = N_("Join the Group %s?"),
    /* Translators: %s is a group of users, "kvm" */
    .describe =
      N_("You are added to the group %s; it counts once you have logged out and in again. An administrator’s password "
         "may be asked for. It can be taken back here."),
    /* Translators: %s is a group of users, "kvm" */
    .undo = N_("You are taken out of the group %s, once you have logged out and in again."),
    /* Translators: %s is a group of users, "kvm" */
    .name = N_("You are in the group %s"),
  },
  [SPRINT_REMEDY_ACTION_START_UNIT] = {
    .parts = SPRINT_REMEDY_PARTS_ALL,
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    .ask = N_("Start %s?"),
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    .describe =
      N_("systemd starts %s now and at each start of this computer. An administrator’s password may be asked for. It "
         "can be taken back here."),
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    .undo_start = N_("systemd stops %s."),
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    .undo = N_("systemd starts %s no more by itself."),
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    .name_start = N_("%s was started"),
    /* Translators: %s is a unit of systemd, "libvirtd.socket" */
    .name = N_("%s is started at each start"),
  },
  [SPRINT_REMEDY_ACTION_START_NETWORK] = {
    .parts = SPRINT_REMEDY_PARTS_ALL,
    /* Translators: %s is a network of libvirt, "default" */
    .ask = N_("Start the Network “%s”?"),
    /* Translators: %s is a network of libvirt, "default" */
    .describe =
      N_("libvirt starts its network “%s” now and at each start of this computer. An administrator’s password may be "
         "asked for. It can be taken back here."),
    /* Translators: %s is a network of libvirt, "default" */
    .undo_start = N_("libvirt stops its network “%s”. Machines on it lose their connection."),
    /* Translators: %s is a network of libvirt, "default" */
    .undo = N_("libvirt starts its network “%s” no more by itself."),
    /* Translators: %s is a network of libvirt, "default" */
    .name_start = N_("The network “%s” was started"),
    /* Translators: %s is a network of libvirt, "default" */
    .name = N_("The network “%s” is started at each start"),
  },
  [SPRINT_REMEDY_ACTION_KEEP_NETWORK] = {
    .parts = SPRINT_REMEDY_PARTS_ENABLE,
    /* Translators: %s is a network of libvirt, "default" */
    .ask = N_("Start “%s” Always?"),
    /* Translators: %s is a network of libvirt, "default" */
    .describe =
      N_("libvirt starts its network “%s”, which runs already, at each start of this computer, too. An administrator’s "
         "password may be asked for. It can be taken back here."),
    /* Translators: %s is a network of libvirt, "default" */
    .undo = N_("libvirt starts its network “%s” no more by itself."),
    /* Translators: %s is a network of libvirt, "default" */
    .name = N_("The network “%s” is started at each start"),
  },
  [SPRINT_REMEDY_ACTION_INSPECT] = {
    .ask = N_("Look More Closely?"),
    .describe =
      N_("Settings of the processor, the kernel’s messages and the rules of the firewall are read as administrator. "
         "Nothing is changed. An administrator’s password may be asked for."),
  },
};

SprintRepair *
sprint_repair_new (SprintRemedyAction  action,
                   const char         *target)
{
  SprintRepair *self = g_new0 (SprintRepair, 1);

  self->action = action;
  self->target = g_strdup (target);
  self->parts = words[action].parts;

  return self;
}

SprintRepair *
sprint_repair_copy (const SprintRepair *self)
{
  SprintRepair *copy = g_memdup2 (self, sizeof *self);

  copy->target = g_strdup (self->target);

  return copy;
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
  g_autofree char *start = NULL;
  g_autofree char *enable = NULL;

  if (!(self->parts & SPRINT_REMEDY_PARTS_START))
    return fill (self, words[self->action].undo);
  start = fill (self, words[self->action].undo_start);
  if (!(self->parts & SPRINT_REMEDY_PARTS_ENABLE))
    return g_steal_pointer (&start);
  enable = fill (self, words[self->action].undo);

  return g_strconcat (start, " ", enable, NULL);
}

char *
sprint_repair_ask (const SprintRepair *self)
{
  return fill (self, words[self->action].ask);
}

char *
sprint_repair_name (const SprintRepair *self)
{
  return fill (self, self->parts == SPRINT_REMEDY_PARTS_START ? words[self->action].name_start
                                                              : words[self->action].name);
}

gboolean
sprint_repair_can_undo (const SprintRepair *self)
{
  return words[self->action].undo != NULL;
}
