/* SPDX-License-Identifier: GPL-3.0-or-later */
/* switch-unit (on|off|stop|disable UNIT)…: as the application has systemd do it, one after the other on one connection
 * to the bus; prints for each "done" and what was changed, or how and why it failed. */
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

static void
turn (const char *how,
      const char *unit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SprintRemedyParts parts = SPRINT_REMEDY_PARTS_ALL;

  if (g_str_equal (how, "stop"))
    parts = SPRINT_REMEDY_PARTS_START;
  else if (g_str_equal (how, "disable"))
    parts = SPRINT_REMEDY_PARTS_ENABLE;
  sprint_unit_switch_async (NULL, unit, parts, g_str_equal (how, "on"), NULL, switched_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (sprint_unit_switch_finish (result, &parts, &error))
    g_print ("done%s%s\n", (parts & SPRINT_REMEDY_PARTS_START) != 0 ? " started" : "",
             (parts & SPRINT_REMEDY_PARTS_ENABLE) != 0 ? " enabled" : "");
  else
    g_print ("%s: %s\n", name_code (error), error->message);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GDBusConnection) bus = NULL;

  if (argc < 3 || argc % 2 == 0)
    return EXIT_FAILURE;
  /* The application has it all the time. */
  bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  for (int i = 1; i < argc; i += 2)
    turn (argv[i], argv[i + 1]);

  return EXIT_SUCCESS;
}
