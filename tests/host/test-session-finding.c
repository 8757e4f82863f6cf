/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/desktop/desktop-findings.h"

#include <string.h>

#include "assert-finding.h"
#include "host-environment.h"

#define WAYLAND "Machines are shown in a Wayland session"
#define X11 "Machines are shown in an X11 session"
#define BY_WAY_OF_X11 "Machines are shown in a Wayland session, but by way of X11"
#define BROWSER "Machines are shown in a web browser"
#define NO_DESKTOP "There is no desktop: machines can be run from here, but not shown"
#define REMOTE "This is a remote session: machines are shown, but likely not smoothly"

static SprintFinding *
find (const char * const *variables)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  if (variables != NULL)
    host_environment_write (root, variables);

  return sprint_find_session (reader, NULL);
}

static void
assert_recorded (const char       *name,
                 SprintCheckState  state,
                 const char       *summary,
                 const char       *details)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded (name);
  g_autoptr (SprintFinding) finding = sprint_find_session (reader, NULL);

  assert_finding (finding, state, summary, details, NULL);
  g_assert_null (finding->remedy);
}

static void
test_recorded (void)
{
  assert_recorded ("ubuntu-fresh", SPRINT_CHECK_STATE_PASS, WAYLAND,
                   "The desktop usually asks once before a machine gets its shortcuts too\n"
                   "XDG_SESSION_TYPE: wayland\nXDG_CURRENT_DESKTOP: ubuntu:GNOME\nWAYLAND_DISPLAY: set\nDISPLAY: set");
  assert_recorded ("amd-desktop", SPRINT_CHECK_STATE_PASS, X11,
                   "A machine gets all keys while its picture has the keyboard\n"
                   "XDG_SESSION_TYPE: x11\nXDG_CURRENT_DESKTOP: KDE\nDISPLAY: set");
}

static void
test_sessions (void)
{
  static const struct { const char *variables[6]; SprintCheckState state; const char *summary; } cases[] = {
    { { "WAYLAND_DISPLAY=wayland-0" }, SPRINT_CHECK_STATE_PASS, WAYLAND },
    { { "DISPLAY=:0" }, SPRINT_CHECK_STATE_PASS, X11 },
    { { "GDK_BACKEND=x11", "DISPLAY=:0", "WAYLAND_DISPLAY=wayland-0", "XDG_SESSION_TYPE=wayland" },
      SPRINT_CHECK_STATE_NOTE, BY_WAY_OF_X11 },
    { { "GDK_BACKEND=x11,wayland", "WAYLAND_DISPLAY=wayland-0" }, SPRINT_CHECK_STATE_PASS, WAYLAND },
    { { "GDK_BACKEND=wayland,x11", "DISPLAY=:0", "XDG_SESSION_TYPE=x11" }, SPRINT_CHECK_STATE_PASS, X11 },
    { { "GDK_BACKEND=broadway" }, SPRINT_CHECK_STATE_NOTE, BROWSER },
    { { "GDK_BACKEND=broadway", "DISPLAY=:0", "SSH_CONNECTION=a" }, SPRINT_CHECK_STATE_NOTE, BROWSER },
    { { "XDG_SESSION_TYPE=tty", "SSH_CONNECTION=192.0.2.1 1 192.0.2.2 22" }, SPRINT_CHECK_STATE_NOTE, NO_DESKTOP },
    { { "XDG_SESSION_TYPE=tty", "SSH_CONNECTION=192.0.2.1 1 192.0.2.2 22", "DISPLAY=localhost:10.0" },
      SPRINT_CHECK_STATE_NOTE, REMOTE },
    { { "XDG_SESSION_TYPE=wayland", "SSH_CONNECTION=left", "WAYLAND_DISPLAY=wayland-0" },
      SPRINT_CHECK_STATE_PASS, WAYLAND },
    { { "XDG_SESSION_TYPE=x11", "XRDP_SESSION=1", "DISPLAY=:10.0" }, SPRINT_CHECK_STATE_NOTE, REMOTE },
    { { "DISPLAY=", "WAYLAND_DISPLAY=" }, SPRINT_CHECK_STATE_NOTE, NO_DESKTOP },
    { { "=", "GDK_BACKEND=,,,", "DISPLAY" }, SPRINT_CHECK_STATE_NOTE, NO_DESKTOP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintFinding) finding = find (cases[i].variables);

    g_assert_cmpstr (finding->summary, ==, cases[i].summary);
    g_assert_cmpint (finding->state, ==, cases[i].state);
    g_assert_true ((finding->remedy != NULL) == g_str_equal (cases[i].summary, BY_WAY_OF_X11));
  }
}

/* An address is nobody else's business, and the evidence goes into reports. */
static void
test_private (void)
{
  const char * const variables[] = { "XDG_SESSION_TYPE=tty", "SSH_CONNECTION=192.0.2.1 1 192.0.2.2 22",
                                     "DISPLAY=192.0.2.3:10.0", NULL };
  g_autoptr (SprintFinding) finding = find (variables);

  g_assert_cmpstr (finding->details, ==,
                   "Shortcuts stay with the computer that you sit at unless its program hands them on\n"
                   "XDG_SESSION_TYPE: tty\nDISPLAY: set\nSSH_CONNECTION: set");
}

static void
test_missing (void)
{
  const char * const none[] = { NULL };
  g_autoptr (SprintFinding) missing = find (NULL);
  g_autoptr (SprintFinding) empty = find (none);

  g_assert_cmpstr (missing->summary, ==, NO_DESKTOP);
  g_assert_null (missing->details);
  g_assert_cmpstr (empty->summary, ==, NO_DESKTOP);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/session-finding/recorded", test_recorded);
  g_test_add_func ("/host/session-finding/sessions", test_sessions);
  g_test_add_func ("/host/session-finding/private", test_private);
  g_test_add_func ("/host/session-finding/missing", test_missing);
  return g_test_run ();
}
