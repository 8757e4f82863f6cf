#include "cli/command-line.h"

int
main (int argc, char **argv)
{
  return sprint_command_line_run (argc, argv);
}
