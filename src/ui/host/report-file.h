/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/host.h"

G_BEGIN_DECLS

/**
 * SprintReportFormat:
 * @SPRINT_REPORT_FORMAT_TEXT: for people
 * @SPRINT_REPORT_FORMAT_JSON: for programs
 */
typedef enum {
  SPRINT_REPORT_FORMAT_TEXT,
  SPRINT_REPORT_FORMAT_JSON,
} SprintReportFormat;

/**
 * sprint_report_file_choose:
 * @parent: a widget in an AdwToastOverlay
 *
 * Asks for a file and writes the report of @host there.
 */
void sprint_report_file_choose (GtkWidget          *parent,
                                SprintHost         *host,
                                SprintReportFormat  format);

/**
 * sprint_report_file_make:
 *
 * Returns: (transfer full): the report of @host as it is known now
 */
GBytes *sprint_report_file_make (SprintHost         *host,
                                 SprintReportFormat  format);

/**
 * sprint_report_file_write:
 * @parent: a widget in an AdwToastOverlay
 *
 * Writes @report to @file, whatever its name, and says over @parent whether that was done.
 */
void sprint_report_file_write  (GtkWidget *parent,
                                GBytes    *report,
                                GFile     *file);

G_END_DECLS
