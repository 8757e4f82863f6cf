/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desktop-findings.h"

#include <glib/gi18n.h>

typedef enum {
  BACKEND_NONE,
  BACKEND_WAYLAND,
  BACKEND_X11,
  BACKEND_BROADWAY,
} Backend;

static gboolean
is_set (SprintHostReader *reader,
        const char       *name)
{
  g_autofree char *value = sprint_host_reader_get_variable (reader, name);

  return value != NULL && *value != '\0';
}

/* The documentation of gdk_set_allowed_backends(): GDK_BACKEND is a list of what to try in turn; without it GTK tries
 * Wayland before X11. */
static Backend
find_backend (SprintHostReader *reader)
{
  g_autofree char *list = sprint_host_reader_get_variable (reader, "GDK_BACKEND");
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", ",", 16);
  gboolean wayland = is_set (reader, "WAYLAND_DISPLAY");
  gboolean x11 = is_set (reader, "DISPLAY");

  for (gsize i = 0; names[i] != NULL; i++) {
    if (g_str_equal (names[i], "broadway"))
      return BACKEND_BROADWAY;
    if (g_str_equal (names[i], "wayland") && wayland)
      return BACKEND_WAYLAND;
    if (g_str_equal (names[i], "x11") && x11)
      return BACKEND_X11;
  }

  if (wayland)
    return BACKEND_WAYLAND;

  return x11 ? BACKEND_X11 : BACKEND_NONE;
}

/* Of some it matters only that they are there, and what they say is nobody else's business. */
static char *
describe (SprintHostReader *reader,
          const char       *meaning)
{
  static const struct { const char *name; gboolean shown; } variables[] = {
    { "XDG_SESSION_TYPE", TRUE },
    { "XDG_CURRENT_DESKTOP", TRUE },
    { "GDK_BACKEND", TRUE },
    { "WAYLAND_DISPLAY", FALSE },
    { "DISPLAY", FALSE },
    { "SSH_CONNECTION", FALSE },
    { "XRDP_SESSION", FALSE },
  };
  g_autoptr (GString) details = g_string_new (meaning);

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++) {
    g_autofree char *value = sprint_host_reader_get_variable (reader, variables[i].name);

    if (value == NULL)
      continue;
    if (details->len > 0)
      g_string_append_c (details, '\n');
    /* Translators: said of a variable of the environment that has a value */
    g_string_append_printf (details, "%s: %s", variables[i].name, variables[i].shown ? value : _("set"));
  }

  return details->len > 0 ? g_string_free (g_steal_pointer (&details), FALSE) : NULL;
}

static SprintFinding *
new_finding (SprintHostReader *reader,
             SprintCheckState  state,
             const char       *summary,
             const char       *meaning)
{
  g_autofree char *details = describe (reader, meaning);

  return sprint_finding_new (state, summary, details);
}

static SprintFinding *
find_xwayland (SprintHostReader *reader)
{
  SprintFinding *finding =
    new_finding (reader, SPRINT_CHECK_STATE_NOTE, _("Machines are shown in a Wayland session, but by way of X11"),
                 _("At a fractional scale the picture is likely blurred, and the desktop keeps its shortcuts"));

  finding->remedy = sprint_remedy_new (_("Start Sprint without the variable GDK_BACKEND, which asks for X11."), NULL,
                                       NULL);

  return finding;
}

SprintFinding *
sprint_find_session (SprintHostReader *reader,
                     const char       *disk_folder)
{
  g_autofree char *type = sprint_host_reader_get_variable (reader, "XDG_SESSION_TYPE");
  gboolean wayland = g_strcmp0 (type, "wayland") == 0;
  gboolean graphical = wayland || g_strcmp0 (type, "x11") == 0;
  Backend backend = find_backend (reader);

  if (backend == BACKEND_BROADWAY)
    return new_finding (reader, SPRINT_CHECK_STATE_NOTE, _("Machines are shown in a web browser"),
                        _("The browser keeps its own shortcuts, and keys reach a machine as those of a US keyboard"));
  if (backend == BACKEND_NONE)
    return new_finding (reader, SPRINT_CHECK_STATE_NOTE,
                        _("There is no desktop: machines can be run from here, but not shown"), NULL);
  /* A shell of a desktop at this computer can have SSH's variable from elsewhere. */
  if (is_set (reader, "XRDP_SESSION") || (is_set (reader, "SSH_CONNECTION") && !graphical))
    return new_finding (reader, SPRINT_CHECK_STATE_NOTE,
                        _("This is a remote session: machines are shown, but likely not smoothly"),
                        _("Shortcuts stay with the computer that you sit at unless its program hands them on"));
  if (backend == BACKEND_WAYLAND)
    return new_finding (reader, SPRINT_CHECK_STATE_PASS, _("Machines are shown in a Wayland session"),
                        _("The desktop usually asks once before a machine gets its shortcuts too"));
  if (wayland)
    return find_xwayland (reader);

  return new_finding (reader, SPRINT_CHECK_STATE_PASS, _("Machines are shown in an X11 session"),
                      _("A machine gets all keys while its picture has the keyboard"));
}
