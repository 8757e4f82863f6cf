/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintCommandLineViewer:
 * @what: (nullable): an address or a connection file; %NULL for no such screen
 * @fullscreen: whether in full screen
 */
typedef struct {
  char     *what;
  gboolean  fullscreen;
} SprintCommandLineViewer;

void     sprint_command_line_viewer_clear (SprintCommandLineViewer *viewer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SprintCommandLineViewer, sprint_command_line_viewer_clear)

/**
 * sprint_command_line_run:
 * @argc: how many arguments
 * @argv: the arguments, left as they are
 * @toolkit: (array zero-terminated=1): name, version built with and version running, in turns: what
 *   only the calling program can tell of the libraries that draw its windows
 * @viewer: (out caller-allocates): a screen that is to be shown in a process of its own, where it returns
 *   %FALSE; to be cleared with sprint_command_line_viewer_clear()
 * @status: (out): the exit status, where it returns %TRUE
 *
 * Answers what needs no display and no session bus: `--version`, `--help`, `--check` (its status is a
 * #SprintCheckStatus), and arguments that make no sense (exit status 2).
 *
 * Returns: whether the command line is dealt with; else a window is wanted
 */
gboolean sprint_command_line_run     (int                  argc,
                                      char               **argv,
                                      const char * const  *toolkit,
                                      SprintCommandLineViewer *viewer,
                                      int                 *status);

/**
 * sprint_command_line_declare:
 * @application: what shows the windows
 *
 * Tells @application which options it can be given, so that they reach the running instance too:
 * "connect" (an array of strings), "local" (a string).
 */
void     sprint_command_line_declare (GApplication        *application);

G_END_DECLS
