/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sprint/creation.h"

G_BEGIN_DECLS

/* What a creation needs: the rooms composed on one connection, and a choice bounded by a computer of 8 GiB. */
typedef struct {
  char *folder;                 /* a temporary one; empty but for what a test puts there */
  SprintServices *services;
  SprintConnection *connection; /* not opened by scene_new() */
  SprintHost *host;
  SprintChoice *choice;
} Scene;

/* @uri: %NULL for a hypervisor of libvirt's test driver that nobody else sees, with one running machine, `test`. */
Scene      *scene_new          (const char *uri);
/* Leaves once all threads have let go of the connection. */
void        scene_free         (Scene *self);
void        scene_open         (Scene *self);

/* Stands for sprint-kvm-proof in all hosts made from then on, and finds nothing wrong. (transfer full): its folder. */
char       *scene_make_proof   (void);
/* Makes the computer one whose KVM is there and passes its proof, and has @host see it. */
void        scene_accelerate   (Scene *self, SprintHost *host);
void        scene_examine      (SprintHost *host);

/* A file of @size bytes that begins with @text. (transfer full): its path. */
char       *scene_write        (Scene *self, const char *name, const char *text, gsize size);
/* (transfer full) */
SprintMedium *scene_disk       (const char *path, const char *format, guint64 virtual_size);
SprintMedium *scene_iso        (const char *path, gboolean live);
SprintMedium *scene_kernel     (const char *kernel, const char *initrd);
void        scene_choose       (Scene *self, SprintMedium *medium, const char *title);

/* Runs a creation of the choice to its end. (transfer full) */
SprintCreation *scene_create   (Scene *self, GCancellable *cancellable, GError **error);
GVirConfigDomain *scene_describe (SprintMachine *machine);
/* What libvirt's test driver cannot make happen, the machine is told. */
void        scene_tell         (SprintMachine *machine, SprintMachineState state, const char *problem,
                                gboolean emulated);
void        scene_act          (SprintMachine *machine, SprintMachineActions action);
/* How many machines of the connection, and how many files lie in the folder of disks. */
guint       scene_count_machines (Scene *self);
guint       scene_count_files  (Scene *self);
/* The error has a title, a sentence and, where @remedy, a way on in the table of words. */
void        scene_check_words  (const GError *error, const char *title, gboolean remedy);

G_END_DECLS
