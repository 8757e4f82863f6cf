#include "command-line.h"

int
sprint_command_line_run (int argc, char **argv)
{
  return 0;
}
