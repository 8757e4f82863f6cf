/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/room/room-findings.h"

#include <string.h>

#include "assert-words.h"
#include "host-fixture.h"

#define ENOUGH "Your programs may take what machines need"
#define UNKNOWN "What your programs may take could not be read"
#define SLICE "/sys/fs/cgroup/user.slice"

/* As the kernel lines them up. */
static void
write_limit (Fixture    *fixture,
             const char *name,
             const char *soft)
{
  g_autofree char *text = g_strdup_printf ("Limit                     Soft Limit           Hard Limit           Units\n"
                                           "%-25s %-20s %-20s bytes\n", name, soft, "unlimited");

  host_folder_write (fixture->root, "/proc/self/limits", text);
}

static void
assert_state (Fixture          *fixture,
              SprintCheckState  state,
              const char       *summary,
              const char       *remedy)
{
  g_autoptr (SprintFinding) finding = sprint_find_limits (fixture->reader, NULL);

  assert_words (finding->summary, summary);
  g_assert_cmpint (finding->state, ==, state);
  g_assert_true ((finding->remedy == NULL) == (remedy == NULL));
  if (remedy != NULL)
    g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), remedy));
}

static void
test_recorded (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintFinding) finding = sprint_find_limits (fresh, NULL);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (finding->summary, ==, ENOUGH);
  assert_words (finding->details,
                "/proc/self/limits: address space unlimited, open files 1024, processes 63217, file size unlimited\n"
                "Locked memory 1.9 GiB: a machine that is handed a device needs as much as it has memory\n"
                "/sys/fs/cgroup: unlimited");
}

static void
test_limits (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { const char *name, *limit, *summary; } cases[] = {
    { "Max address space", "unlimited", NULL },
    { "Max address space", "68719476736",
      "The address space of your programs is limited: QEMU likely ends for want of it" },
    { "Max file size", "10737418240", NULL },
    { "Max file size", "1073741824", "Your files may have 1.0 GiB at most: a machine’s disk needs more" },
    { "Max open files", "1024", NULL },
    { "Max open files", "1023", "Your programs may open only few files at a time" },
    { "Max processes", "1024", NULL },
    { "Max processes", "100", "You may run only few programs at a time" },
    { "Max locked memory", "0", NULL },
    { "Max open files", "few", NULL },
    { "Max open files", "", NULL },
    { "Max open files", "-1", NULL },
    { "Max open files", "99999999999999999999999", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    write_limit (fixture, cases[i].name, cases[i].limit);
    if (cases[i].summary != NULL)
      assert_state (fixture, SPRINT_CHECK_STATE_WARN, cases[i].summary, "limits.conf");
    else
      assert_state (fixture, SPRINT_CHECK_STATE_PASS, ENOUGH, NULL);
  }
}

/* The smallest counts, whosesoever it is. */
static void
test_control_group (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SprintFinding) finding = NULL;

  write_limit (fixture, "Max open files", "1024");
  host_folder_write (fixture->root, "/proc/self/cgroup", "4:memory:/elsewhere\n0::/user.slice/app.slice/a b.scope\n");
  host_folder_write (fixture->root, SLICE "/app.slice/a b.scope/memory.max", "max\n");
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, ENOUGH, NULL);

  host_folder_write (fixture->root, SLICE "/app.slice/memory.max", "4294967296\n");
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, ENOUGH, NULL);

  host_folder_write (fixture->root, SLICE "/memory.max", "2147483647\n");
  assert_state (fixture, SPRINT_CHECK_STATE_WARN, "Your programs may take 2.0 GiB of memory together", "MemoryMax=");
  finding = sprint_find_limits (fixture->reader, NULL);
  g_assert_nonnull (strstr (finding->details, "\n" SLICE "/memory.max: "));

  host_folder_write (fixture->root, SLICE "/memory.max", "2147483648\n");
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, ENOUGH, NULL);

  /* A container has its own here. */
  host_folder_write (fixture->root, "/proc/self/cgroup", "0::/\n");
  host_folder_write (fixture->root, "/sys/fs/cgroup/memory.max", "536870912\n");
  assert_state (fixture, SPRINT_CHECK_STATE_WARN, "Your programs may take 512.0 MiB of memory together", "container");
}

static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const groups[] = {
    "", "0::", "0::relative", "0::/../../etc", "0::/..", "0::/a/../..", "1:name=x:/",
  };
  g_autoptr (GString) deep = g_string_new ("0::");

  assert_state (fixture, SPRINT_CHECK_STATE_NOTE, UNKNOWN, NULL);
  host_folder_write (fixture->root, "/proc/self/limits", "");
  assert_state (fixture, SPRINT_CHECK_STATE_NOTE, UNKNOWN, NULL);
  host_folder_write (fixture->root, "/proc/self/limits", "Max open files");
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, ENOUGH, NULL);

  host_folder_write (fixture->root, "/sys/fs/cgroup/a/memory.max", "max\n");
  host_folder_write (fixture->root, "/sys/fs/memory.max", "1\n");
  host_folder_write (fixture->root, "/sys/etc/memory.max", "1\n");
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    host_folder_write (fixture->root, "/proc/self/cgroup", groups[i]);
    assert_state (fixture, SPRINT_CHECK_STATE_PASS, ENOUGH, NULL);
  }

  for (gsize i = 0; i < 100000; i++)
    g_string_append (deep, "/a");
  host_folder_write (fixture->root, "/proc/self/cgroup", deep->str);
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, ENOUGH, NULL);
}

#define add(name, function) g_test_add ("/host/limits-finding/" name, Fixture, NULL, host_fixture_set_up, function, host_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("recorded", test_recorded);
  add ("limits", test_limits);
  add ("control-group", test_control_group);
  add ("hostile", test_hostile);
  return g_test_run ();
}
