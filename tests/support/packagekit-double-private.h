/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "packagekit-double.h"

G_BEGIN_DECLS

#define NAME "org.freedesktop.PackageKit"
#define TRANSACTION NAME ".Transaction"

typedef enum {
  FAULT_NONE,
  FAULT_FAILS,
  FAULT_REFUSED,
  FAULT_DIES,
  FAULT_DIES_AFTER,
  FAULT_HANGS,
} Fault;

struct _PackageKitDouble {
  GDBusConnection *bus;
  GDBusNodeInfo *interfaces;
  guint n_transactions;
  GString *calls;
  guint n_cancelled;
  guint n_refreshed;

  GPtrArray *installed;    /* IDs */
  GStrv available;         /* IDs or names; NULL for all */
  GStrv fresh;
  GStrv company;
  gboolean marks;

  Fault fault;
  const char *method;      /* that the fault is for */
  PkErrorEnum error;
  char *words;             /* or the name of the bus's error */
  PkExitEnum exit;
  PkExitEnum question;
  char *hanging;           /* the path of the transaction that does */

  gboolean old_sizes;
  guint64 disk;            /* that every package takes */
  PkRestartEnum restart;
  char *left;              /* the path of the transaction that somebody has begun */
  PkRoleEnum left_role;
  guint left_uid;
  gboolean left_watched;
  guint64 left_flags;
  PkStatusEnum status;     /* of what hangs */
  guint percentage;
  gboolean cannot_cancel;
};

void  packagekit_double_emit            (PackageKitDouble *self,
                                         const char       *path,
                                         const char       *signal,
                                         GVariant         *arguments);
/* @error: 0 for an exit alone */
void  packagekit_double_end_with        (PackageKitDouble *self,
                                         const char       *path,
                                         PkErrorEnum       error,
                                         const char       *words,
                                         PkExitEnum        exit);
/* (transfer full): its path */
char *packagekit_double_add_transaction (PackageKitDouble *self);

G_END_DECLS
