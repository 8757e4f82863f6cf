/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-error.h"

G_DEFINE_QUARK (sprint-console-error-quark, sprint_console_error)

gboolean
sprint_console_refuse (GError     **error,
                       const char  *format,
                       ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS, format, arguments);
  va_end (arguments);

  return FALSE;
}
