/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

#include "core/host/check/host-reader.h"
#include "package-installer.h"

G_BEGIN_DECLS

/**
 * sprint_package_restart_get_mark:
 *
 * Returns: what tells whether a Debian package asks for a restart after this: the time of /run/reboot-required
 */
gint64               sprint_package_restart_get_mark (SprintHostReader *reader);

/**
 * sprint_package_restart_judge:
 * @mark: of before the installation
 * @results: (nullable): of the installation
 *
 * Returns: the most that is asked for, by PackageKit or, as its apt backend does not always hand that on, by the system
 */
SprintPackageRestart sprint_package_restart_judge    (SprintHostReader *reader,
                                                      gint64            mark,
                                                      PkResults        *results);

/* (nullable): the same for people; nothing where nothing must be done. */
const char          *sprint_package_restart_get_words (SprintPackageRestart restart);

G_END_DECLS
