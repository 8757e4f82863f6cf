/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/catalogue/catalogue.h"
#include "core/definition/recipe.h"
#include "core/host/host.h"

G_BEGIN_DECLS

/*
 * SprintChoice: what the person chose on the Choose page or in New Machine, filled in and bounded by what the host has.
 *
 * Properties (read-write, notify): medium (SprintMedium or NULL), offer (SprintOffer or NULL: chosen instead of a
 * medium), title, vcpus (uint), memory (uint64 bytes), disk-size (uint64 bytes), copy-disk (boolean: a disk image is
 * copied into Sprint's pool, else used in place; always TRUE for a format that cannot be), try-acceleration (boolean:
 * use KVM though a machine has failed on it; counts where can-try-acceleration is TRUE).
 * Read-only: can-try-acceleration (boolean: only that failure speaks against KVM), accelerated (boolean: the machine
 * gets KVM), examining (boolean: whether it can be is being found out: wait), memory-minimum, memory-maximum,
 * disk-minimum, disk-maximum (bytes), vcpus-maximum, valid (boolean), problem (string or NULL: why it is not valid,
 * one sentence).
 */
#define SPRINT_TYPE_CHOICE (sprint_choice_get_type ())
G_DECLARE_FINAL_TYPE (SprintChoice, sprint_choice, SPRINT, CHOICE, GObject)

SprintChoice *sprint_choice_new          (SprintHost *host, const char *disk_folder);
/* The machines there are: a title filled in is one that none of them has, and follows them until another is typed. */
void          sprint_choice_set_machines (SprintChoice *self, GListModel *machines);
void          sprint_choice_set_medium   (SprintChoice *self, SprintMedium *medium);
void          sprint_choice_set_offer    (SprintChoice *self, SprintOffer *offer);
SprintMedium *sprint_choice_get_medium   (SprintChoice *self);
SprintOffer  *sprint_choice_get_offer    (SprintChoice *self);
const char   *sprint_choice_get_title    (SprintChoice *self);
guint         sprint_choice_get_vcpus    (SprintChoice *self);
guint64       sprint_choice_get_memory   (SprintChoice *self);
guint64       sprint_choice_get_disk_size (SprintChoice *self);
gboolean      sprint_choice_get_copy_disk (SprintChoice *self);
gboolean      sprint_choice_get_must_copy_disk (SprintChoice *self);
gboolean      sprint_choice_get_accelerated (SprintChoice *self);
gboolean      sprint_choice_get_can_try_acceleration (SprintChoice *self);
gboolean      sprint_choice_get_examining (SprintChoice *self);
gboolean      sprint_choice_get_valid    (SprintChoice *self);
const char   *sprint_choice_get_problem  (SprintChoice *self);
/* What was chosen, as a machine called @name by libvirt; its disk and installer are still to come. (transfer full) */
SprintRecipe *sprint_choice_create_recipe (SprintChoice *self, SprintMedium *medium, const char *name);

G_END_DECLS
