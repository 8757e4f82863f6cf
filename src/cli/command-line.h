#pragma once

#include <glib.h>

G_BEGIN_DECLS

int sprint_command_line_run (int argc, char **argv);

G_END_DECLS
