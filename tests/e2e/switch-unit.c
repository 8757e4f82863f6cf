/* SPDX-License-Identifier: GPL-3.0-or-later */
/* switch-unit on|off UNIT: as the application has systemd do it; prints "done", or how and why it failed. */
#include <stdlib.h>

#include "core/host/check/host-error.h"
#include "core/host/repair/unit-switch.h"

static void
switched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static const char *
name_code (const GError *error)
{
  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_DECLINED))
    return "declined";
  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_REPAIR))
    return "nobody";
  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED))
    return "failed";
  return "other";
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3)
    return EXIT_FAILURE;
  sprint_unit_switch_async (NULL, argv[2], g_str_equal (argv[1], "on"), NULL, switched_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (sprint_unit_switch_finish (result, &error))
    g_print ("done\n");
  else
    g_print ("%s: %s\n", name_code (error), error->message);

  return EXIT_SUCCESS;
}
