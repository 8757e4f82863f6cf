/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/fact-check.h"

G_BEGIN_DECLS

/* What is asked about where machines are shown; the last has no function. */
extern const SprintFact sprint_desktop_facts[];

/* What the pictures of machines are shown on, from the environment. */
SprintFinding *sprint_find_session     (SprintHostReader *reader, const char *disk_folder);
/* Whether a monitor's scale is a fraction, from ~/.config/monitors.xml. */
SprintFinding *sprint_find_scale       (SprintHostReader *reader, const char *disk_folder);
/* /dev/dri/renderD*, there and open to this person. */
SprintFinding *sprint_find_render_node (SprintHostReader *reader, const char *disk_folder);
/* Whether this program runs in a Flatpak, a snap, an AppImage or a container. */
SprintFinding *sprint_find_confinement (SprintHostReader *reader, const char *disk_folder);
/* Whether what a person has started outlives their session: /var/lib/systemd/linger. */
SprintFinding *sprint_find_lingering   (SprintHostReader *reader, const char *disk_folder);

G_END_DECLS
