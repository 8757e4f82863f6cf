/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sprint-config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "cli/command-line.h"
#include "ui/application/application.h"
#include "ui/application/toolkit-versions.h"

int
main (int argc, char **argv)
{
  g_autoptr (SprintApplication) application = NULL;
  g_auto (GStrv) toolkit = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SPRINT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  toolkit = sprint_toolkit_versions ();
  if (sprint_command_line_run (argc, argv, (const char * const *) toolkit, &status))
    return status;

  application = sprint_application_new ();
  sprint_command_line_declare (G_APPLICATION (application));

  return g_application_run (G_APPLICATION (application), argc, argv);
}
