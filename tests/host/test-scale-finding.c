/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/desktop/desktop-findings.h"

#include "assert-finding.h"
#include "host-environment.h"
#include "host-fixture.h"

#define MONITORS "/home/ada/.config/monitors.xml"
#define WHOLE "The scale of the monitors is a whole number"
#define UNKNOWN "No file tells the scale of the monitors"
#define FRACTION "A monitor has, or had, a scale of 125%: the picture is fitted to its whole pixels"

#define MONITOR(scale) "<logicalmonitor><x>0</x>" scale "<monitor/></logicalmonitor>"
#define SETUP(monitors) "<monitors version=\"2\"><configuration>" monitors "</configuration></monitors>"

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char * const variables[] = { "HOME=/home/ada", NULL };

  fixture->root = host_folder_new ();
  fixture->reader = sprint_host_reader_new (fixture->root);
  host_environment_write (fixture->root, variables);
}

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_scale (reader, NULL);

  assert_finding (finding, state, summary, details, NULL);
  g_assert_null (finding->remedy);
}

static void
test_recorded (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");

  assert_state (intel, SPRINT_CHECK_STATE_NOTE, FRACTION, "monitors.xml: 1.25");
  assert_state (fresh, SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL);
}

static void
test_scales (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { const char *text; SprintCheckState state; const char *summary, *details; } cases[] = {
    { SETUP (MONITOR ("<scale>2</scale>")), SPRINT_CHECK_STATE_PASS, WHOLE, "monitors.xml: 2" },
    { SETUP (MONITOR ("<scale>1</scale>") MONITOR ("<scale>1.25</scale>") MONITOR ("<scale>1.25</scale>")),
      SPRINT_CHECK_STATE_NOTE, FRACTION, "monitors.xml: 1, 1.25" },
    { SETUP (MONITOR ("<scale>1.6666666269302368</scale>")), SPRINT_CHECK_STATE_NOTE,
      "A monitor has, or had, a scale of 167%: the picture is fitted to its whole pixels", "monitors.xml: 1.667" },
    { SETUP (MONITOR ("<scale>1.999</scale>")), SPRINT_CHECK_STATE_PASS, WHOLE, "monitors.xml: 1.999" },
    { SETUP (MONITOR ("")), SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL },
    /* Not the scale of a monitor. */
    { SETUP ("<scale>1.25</scale>"), SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL },
    { SETUP ("<disabled><scale>1.25</scale></disabled>"), SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL },
    { "<monitors><logicalmonitor><scale>1.25</scale></logicalmonitor></monitors>", SPRINT_CHECK_STATE_PASS, UNKNOWN,
      NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    host_folder_write (fixture->root, MONITORS, cases[i].text);
    assert_state (fixture->reader, cases[i].state, cases[i].summary, cases[i].details);
  }
}

static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const texts[] = {
    "", "\377", "<monitors>", "<monitors/>", SETUP (MONITOR ("<scale/>")), SETUP (MONITOR ("<scale>nan</scale>")),
    SETUP (MONITOR ("<scale>inf</scale>")), SETUP (MONITOR ("<scale>-1.25</scale>")),
    SETUP (MONITOR ("<scale>0</scale>")), SETUP (MONITOR ("<scale>1e300</scale>")),
    SETUP (MONITOR ("<scale>99.5</scale>")),
    "<!DOCTYPE m [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" SETUP (MONITOR ("<scale>&a;</scale>")),
  };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new ("<monitors><configuration>");
  g_autoptr (SprintFinding) finding = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    host_folder_write (fixture->root, MONITORS, texts[i]);
    assert_state (fixture->reader, SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL);
  }

  for (gsize i = 0; i < 100000; i++)
    g_string_append (deep, "<configuration>");
  host_folder_write (fixture->root, MONITORS, deep->str);
  assert_state (fixture->reader, SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, MONITOR ("<scale>1.%03u</scale>"), i);
  g_string_append (many, "</configuration></monitors>");
  host_folder_write (fixture->root, MONITORS, many->str);
  finding = sprint_find_scale (fixture->reader, NULL);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpuint (strlen (finding->details), <, 200);
}

static void
test_environment (Fixture       *fixture,
                  gconstpointer  data)
{
  const char * const scaled[] = { "HOME=/home/ada", "GDK_SCALE=2", "QT_SCALE_FACTOR=1.5", NULL };
  const char * const moved[] = { "HOME=/home/ada", "XDG_CONFIG_HOME=/home/ada/settings", NULL };
  const char * const hostile[] = { "HOME=relative", "XDG_CONFIG_HOME=", NULL };

  host_environment_write (fixture->root, scaled);
  assert_state (fixture->reader, SPRINT_CHECK_STATE_PASS, WHOLE, "GDK_SCALE: 2\nQT_SCALE_FACTOR: 1.5");
  host_folder_write (fixture->root, MONITORS, SETUP (MONITOR ("<scale>1.25</scale>")));
  assert_state (fixture->reader, SPRINT_CHECK_STATE_NOTE, FRACTION,
                "monitors.xml: 1.25\nGDK_SCALE: 2\nQT_SCALE_FACTOR: 1.5");

  host_environment_write (fixture->root, moved);
  assert_state (fixture->reader, SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL);
  host_folder_write (fixture->root, "/home/ada/settings/monitors.xml", SETUP (MONITOR ("<scale>3</scale>")));
  assert_state (fixture->reader, SPRINT_CHECK_STATE_PASS, WHOLE, "monitors.xml: 3");

  host_environment_write (fixture->root, hostile);
  assert_state (fixture->reader, SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL);
}

#define add(name, function) g_test_add ("/host/scale-finding/" name, Fixture, NULL, set_up, function, host_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("recorded", test_recorded);
  add ("scales", test_scales);
  add ("hostile", test_hostile);
  add ("environment", test_environment);
  return g_test_run ();
}
