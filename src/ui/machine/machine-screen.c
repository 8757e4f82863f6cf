/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-screen.h"

#include <glib/gi18n.h>

#include "core/machine/machine-error.h"

static void
open_graphics (gpointer             provider,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  sprint_machine_open_graphics_async (SPRINT_MACHINE (provider), cancellable, callback, user_data);
}

/* What the console knows of a machine's errors: with which of them asking again is of no use. */
static void
translate_error (GError *error)
{
  int code;

  if (g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NOT_SUPPORTED) ||
      g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DISPLAY))
    code = SPRINT_CONSOLE_ERROR_NOT_SUPPORTED;
  else if (g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NOT_AUTHORIZED) ||
           g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_AGENT))
    code = SPRINT_CONSOLE_ERROR_NOT_AUTHORIZED;
  else
    return;

  error->domain = SPRINT_CONSOLE_ERROR;
  error->code = code;
}

static int
open_graphics_finish (gpointer       provider,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_autoptr (GError) failure = NULL;
  int fd = sprint_machine_open_graphics_finish (SPRINT_MACHINE (provider), result, &failure);

  if (failure != NULL) {
    translate_error (failure);
    g_propagate_error (error, g_steal_pointer (&failure));
  }
  return fd;
}

SprintConsoleSource *
sprint_machine_screen_create_source (SprintMachine *machine)
{
  SprintConsoleSource *source = sprint_console_source_new (G_OBJECT (machine), open_graphics, open_graphics_finish);

  if (sprint_machine_get_uncompressed (machine))
    sprint_console_source_set_coding (source, SPRINT_PICTURE_PLAIN);
  return source;
}

gboolean
sprint_machine_screen_exists (SprintMachine *machine)
{
  SprintMachineState state = sprint_machine_get_state (machine);

  return state == SPRINT_MACHINE_STATE_RUNNING || state == SPRINT_MACHINE_STATE_PAUSED ||
         state == SPRINT_MACHINE_STATE_SHUTTING_DOWN;
}

static SprintConsoleGuest
find_guest (SprintMachine *machine)
{
  SprintMachineState state = sprint_machine_get_state (machine);

  if (state == SPRINT_MACHINE_STATE_STARTING)
    return SPRINT_CONSOLE_GUEST_STARTING;
  if (sprint_machine_get_busy (machine))
    return SPRINT_CONSOLE_GUEST_BUSY;
  if (state == SPRINT_MACHINE_STATE_CRASHED &&
      (sprint_machine_get_actions (machine) & SPRINT_MACHINE_ACTION_FORCE_OFF) != 0)
    return SPRINT_CONSOLE_GUEST_KEPT;
  if (state == SPRINT_MACHINE_STATE_SAVED)
    return SPRINT_CONSOLE_GUEST_SAVED;
  if (state == SPRINT_MACHINE_STATE_CRASHED || sprint_machine_get_stop (machine) == SPRINT_MACHINE_STOP_CRASHED)
    return SPRINT_CONSOLE_GUEST_CRASHED;
  if (sprint_machine_get_stop (machine) == SPRINT_MACHINE_STOP_FAILED)
    return SPRINT_CONSOLE_GUEST_FAILED;
  return SPRINT_CONSOLE_GUEST_OFF;
}

gboolean
sprint_machine_screen_stays (SprintMachine *machine)
{
  switch (find_guest (machine)) {
  case SPRINT_CONSOLE_GUEST_OFF:
  case SPRINT_CONSOLE_GUEST_FAILED:
    return FALSE;

  case SPRINT_CONSOLE_GUEST_STARTING:
  case SPRINT_CONSOLE_GUEST_BUSY:
  case SPRINT_CONSOLE_GUEST_SAVED:
  case SPRINT_CONSOLE_GUEST_CRASHED:
  case SPRINT_CONSOLE_GUEST_KEPT:
  default:
    return TRUE;
  }
}

static char *
describe_vnc (SprintMachine *machine)
{
  g_autofree char *uri = g_shell_quote (sprint_machine_get_connection_uri (machine));
  g_autofree char *name = g_shell_quote (sprint_machine_get_name (machine));
  g_autofree char *view = g_strdup_printf ("virt-viewer --connect %s --attach %s", uri, name);
  g_autofree char *edit = g_strdup_printf ("virsh --connect %s edit %s", uri, name);

  /* Translators: both are commands for a terminal. */
  return g_strdup_printf (_("Sprint shows screens over SPICE. “%s” shows this one. To see it in Sprint, change "
                            "“vnc” to “spice” in its graphics with “%s” while it is off."), view, edit);
}

static void
describe_unavailable (SprintMachine     *machine,
                      SprintConsoleView *view)
{
  g_autofree char *vnc = NULL;
  const char *title = NULL, *text = NULL;

  /* Of one that does not run, there is more to say than how its screen would be seen. */
  if (!sprint_machine_screen_exists (machine)) {
    sprint_console_view_set_unavailable (view, NULL, NULL);
    return;
  }
  switch (sprint_machine_get_display (machine)) {
  case SPRINT_MACHINE_DISPLAY_NONE:
    title = _("No Screen");
    text = _("This machine has no graphics, or a kind that only other programs show, and no serial console. It can be "
             "used over the network.");
    break;
  case SPRINT_MACHINE_DISPLAY_VNC:
    title = _("Screen Over VNC Only");
    text = vnc = describe_vnc (machine);
    break;
  case SPRINT_MACHINE_DISPLAY_UNREACHABLE:
    title = _("Screen Cannot Be Reached from Here");
    text = _("This machine does not run on this computer. Open Sprint on the computer that runs it to see its screen.");
    break;
  case SPRINT_MACHINE_DISPLAY_SPICE:
  default:
    break;
  }
  sprint_console_view_set_unavailable (view, title, text);
}

void
sprint_machine_screen_describe (SprintMachine     *machine,
                                SprintConsoleView *view)
{
  SprintConsoleGuest guest = find_guest (machine);
  gboolean ended = guest == SPRINT_CONSOLE_GUEST_CRASHED || guest == SPRINT_CONSOLE_GUEST_KEPT ||
                   guest == SPRINT_CONSOLE_GUEST_FAILED;

  describe_unavailable (machine, view);
  sprint_console_view_set_guest (view, guest, ended ? sprint_machine_get_problem (machine) : NULL);
  sprint_console_view_set_paused (view, sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_PAUSED);
}
