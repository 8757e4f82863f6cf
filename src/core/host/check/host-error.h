/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SprintHostError: what went wrong in the host room. */
typedef enum {
  SPRINT_HOST_ERROR_FAILED,
  SPRINT_HOST_ERROR_NO_PACKAGEKIT,
  SPRINT_HOST_ERROR_NOT_AUTHORIZED,
  SPRINT_HOST_ERROR_NO_NETWORK,
  SPRINT_HOST_ERROR_LOCKED,
  SPRINT_HOST_ERROR_NO_SPACE,
  SPRINT_HOST_ERROR_NO_PACKAGE,
  SPRINT_HOST_ERROR_CONFLICT,
  SPRINT_HOST_ERROR_DAEMON_DIED,
  SPRINT_HOST_ERROR_DOWNLOAD,      /* a package or a list of packages was not to be had */
  SPRINT_HOST_ERROR_UNFINISHED,    /* an earlier installation was broken off and blocks others */
  SPRINT_HOST_ERROR_NO_LIBVIRT,    /* libvirt's session daemon or its QEMU driver is not there */
  SPRINT_HOST_ERROR_IMAGE_BASED,   /* the system is an image, and packages do not come through PackageKit */
  SPRINT_HOST_ERROR_REPAIR_DECLINED, /* the person, or polkit, said no */
  SPRINT_HOST_ERROR_NO_REPAIR,     /* what would do it, such as polkit or systemd, is not there */
  SPRINT_HOST_ERROR_REPAIR_FAILED,
  SPRINT_HOST_ERROR_DATABASE,      /* the package manager cannot read its own list of what is installed */
  SPRINT_HOST_ERROR_OVERTAKEN,     /* one of the packages is installed meanwhile: the others must be planned anew */
} SprintHostError;

#define SPRINT_HOST_ERROR (sprint_host_error_quark ())
GQuark sprint_host_error_quark (void);

G_END_DECLS
