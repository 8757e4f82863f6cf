/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desktop-findings.h"

#include <glib/gi18n.h>

const SprintFact sprint_desktop_facts[] = {
  { { "session", SPRINT_CHECK_GROUP_DESKTOP, SPRINT_CHECK_SCOPE_MACHINES, N_("Session"),
      N_("It decides which keys reach a machine, and how the pointer is handed over."), TRUE },
    sprint_find_session },
  { { "scale", SPRINT_CHECK_GROUP_DESKTOP, SPRINT_CHECK_SCOPE_FEATURE, N_("Scale of monitors"),
      N_("A machine’s picture is sharpest where one of its pixels is a whole number of the monitor’s.") },
    sprint_find_scale },
  { { "render-node", SPRINT_CHECK_GROUP_DESKTOP, SPRINT_CHECK_SCOPE_FEATURE, N_("3D graphics"),
      N_("The graphics card can draw for a machine, which makes desktops and games in it smoother.") },
    sprint_find_render_node },
  { { "confinement", SPRINT_CHECK_GROUP_DESKTOP, SPRINT_CHECK_SCOPE_MACHINES, N_("Confinement"),
      N_("How Sprint was installed decides what it can do for you by itself."), TRUE },
    sprint_find_confinement },
  { { "lingering", SPRINT_CHECK_GROUP_DESKTOP, SPRINT_CHECK_SCOPE_FEATURE, N_("Staying up after log-out"),
      N_("Machines belong to your session, and a machine that serves others should not end with it.") },
    sprint_find_lingering },
  { { NULL }, NULL },
};
