/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/packages/package-installer.h"

G_BEGIN_DECLS

/**
 * sprint_package_question_present:
 * @kind: what PackageKit wants to know, in @title and @text, as in #SprintPackageInstaller's ::question
 * @parent: what to show it over
 *
 * Asks the person, and answers @installer.
 */
void sprint_package_question_present (SprintPackageInstaller *installer,
                                      SprintPackageQuestion   kind,
                                      const char             *title,
                                      const char             *text,
                                      GtkWidget              *parent);

G_END_DECLS
