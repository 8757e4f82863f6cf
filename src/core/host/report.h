/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "host.h"

G_BEGIN_DECLS

/*
 * A readiness report: what was found on this computer, to give to somebody else. The names of the person, of the home
 * folder and of the computer are left out: of evidence wherever they occur, of Sprint's own words where they are names.
 * So are hardware addresses in the names of adapters, and the addresses of public name servers.
 */

/**
 * sprint_report_to_text:
 *
 * Returns: (transfer full): for people, in their language, a line a check and its evidence below
 */
char *sprint_report_to_text (SprintHost *host);

/**
 * sprint_report_to_json:
 *
 * For programs. One object: "format" (1), "sprint" (the version), "state" ("ready", "usable", "not-ready", "unknown"),
 * "acceleration" ("kvm", "emulation", "doubted", "unknown"), "summary", "distribution", "kernel", "architecture", and
 * "checks": objects with "id", "group", "scope", "state", "title", "summary", "why", "milliseconds" (how long the
 * answer took), and where there are any "details" and "remedy", an object with "description", "components" and
 * "command". Names of groups, scopes and states are those of #SprintCheckGroup, #SprintCheckScope and #SprintCheckState
 * in lower case; sentences are in the person's language. What is not known is null.
 *
 * Returns: (transfer full): indented, with a line feed at its end
 */
char *sprint_report_to_json (SprintHost *host);

G_END_DECLS
