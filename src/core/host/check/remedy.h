/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintRemedyAction:
 * @SPRINT_REMEDY_ACTION_NONE: nothing but words, packages or a command
 * @SPRINT_REMEDY_ACTION_LOAD_MODULE: load a module of the kernel, now and at each start; target: "kvm_intel"
 * @SPRINT_REMEDY_ACTION_JOIN_GROUP: add the person to a group; target: "kvm"
 * @SPRINT_REMEDY_ACTION_START_UNIT: have systemd start a unit, now and at each start; target: "libvirtd.socket"
 * @SPRINT_REMEDY_ACTION_START_NETWORK: have the system's libvirt start a network, now and at each start; target:
 *   "default"
 * @SPRINT_REMEDY_ACTION_KEEP_NETWORK: have the system's libvirt start a network that runs at each start, too; target:
 *   "default"
 * @SPRINT_REMEDY_ACTION_INSPECT: look at what only the administrator may read; no target
 *
 * What Sprint can do itself, see repair/repairer.h.
 */
typedef enum {
  SPRINT_REMEDY_ACTION_NONE,
  SPRINT_REMEDY_ACTION_LOAD_MODULE,
  SPRINT_REMEDY_ACTION_JOIN_GROUP,
  SPRINT_REMEDY_ACTION_START_UNIT,
  SPRINT_REMEDY_ACTION_START_NETWORK,
  SPRINT_REMEDY_ACTION_KEEP_NETWORK,
  SPRINT_REMEDY_ACTION_INSPECT,
} SprintRemedyAction;

/**
 * SprintRemedyParts:
 * @SPRINT_REMEDY_PARTS_START: that it runs now
 * @SPRINT_REMEDY_PARTS_ENABLE: that it is started at each start
 *
 * What starting a unit or a network consists of.
 */
typedef enum {
  SPRINT_REMEDY_PARTS_START = 1 << 0,
  SPRINT_REMEDY_PARTS_ENABLE = 1 << 1,
} SprintRemedyParts;

#define SPRINT_REMEDY_PARTS_ALL (SPRINT_REMEDY_PARTS_START | SPRINT_REMEDY_PARTS_ENABLE)

/*
 * SprintRemedy: what would put a finding right.
 *
 * Properties (all construct-only): description (string: what will be done),
 * components (GStrv: names of the distribution table such as "qemu", "libvirt",
 * "spice"; empty when packages do not help), action (SprintRemedyAction), target (string or NULL), command (string or
 * NULL: the exact command to copy where Sprint cannot do it itself).
 */
#define SPRINT_TYPE_REMEDY (sprint_remedy_get_type ())
G_DECLARE_FINAL_TYPE (SprintRemedy, sprint_remedy, SPRINT, REMEDY, GObject)

SprintRemedy       *sprint_remedy_new             (const char         *description,
                                                   const char * const *components,
                                                   const char         *command);
/* One that Sprint can apply itself. */
SprintRemedy       *sprint_remedy_new_action      (const char         *description,
                                                   SprintRemedyAction  action,
                                                   const char         *target,
                                                   const char         *command);
const char         *sprint_remedy_get_description (SprintRemedy *self);
const char * const *sprint_remedy_get_components  (SprintRemedy *self);
SprintRemedyAction  sprint_remedy_get_action      (SprintRemedy *self);
const char         *sprint_remedy_get_target      (SprintRemedy *self);
const char         *sprint_remedy_get_command     (SprintRemedy *self);

G_END_DECLS
