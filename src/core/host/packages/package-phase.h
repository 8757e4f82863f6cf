/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

G_BEGIN_DECLS

/**
 * sprint_package_phase_get_words:
 * @status: what PackageKit is doing
 * @installing: whether that is for an installation, and not only for a plan
 *
 * Returns: (nullable): the same for people; %NULL where it says nothing that the words before it have not
 */
const char *sprint_package_phase_get_words (PkStatusEnum status,
                                            gboolean     installing);

G_END_DECLS
