/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/host-reader.h"

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

/* A computer of tests/data/hosts. */
SprintHostReader *host_folder_read_recorded (const char *name);

G_END_DECLS
