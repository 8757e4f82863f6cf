/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/* A new, empty folder that stands for a computer: its path. */
typedef char HostFolder;

HostFolder *host_folder_new  (void);
/* Makes the folders above the file too. */
void        host_folder_write (const HostFolder *self,
                               const char       *path,
                               const char       *text);
void        host_folder_free (HostFolder       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HostFolder, host_folder_free)

/* A folder as a computer of an architecture, "x86_64". */
SprintHostReader *host_folder_read_as       (const char *root,
                                             const char *architecture);

/* A computer of tests/data/hosts, as of its own architecture and as of another. */
SprintHostReader *host_folder_read_recorded    (const char *name);
SprintHostReader *host_folder_read_recorded_as (const char *name,
                                                const char *architecture);

G_END_DECLS
