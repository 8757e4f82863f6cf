/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await.h"
#include "core/catalogue/offer-private.h"
#include "scene.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)
#define GIB (MIB << 10)

typedef struct {
  Scene *scene;
  SprintChoice *choice;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (NULL);
  fixture->choice = fixture->scene->choice;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  scene_free (fixture->scene);
}

static guint64
get_size (SprintChoice *choice,
          const char   *property)
{
  guint64 size;

  g_object_get (choice, property, &size, NULL);
  return size;
}

static SprintMedium *
medium (guint64 memory,
        guint64 memory_minimum,
        guint64 disk,
        guint64 disk_minimum)
{
  return g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_INSTALLER, "path", "/a.iso", "os-name",
                       "A System", "memory-recommended", memory, "memory-minimum", memory_minimum,
                       "disk-recommended", disk, "disk-minimum", disk_minimum, NULL);
}

static void
assert_problem (SprintChoice *choice,
                const char   *words)
{
  g_test_message ("%s", sprint_choice_get_problem (choice));
  if (words == NULL) {
    g_assert_cmpstr (sprint_choice_get_problem (choice), ==, NULL);
  } else {
    g_assert_nonnull (sprint_choice_get_problem (choice));
    g_assert_nonnull (strstr (sprint_choice_get_problem (choice), words));
  }
  g_assert_true (sprint_choice_get_valid (choice) == (words == NULL));
}

static void
test_filled_in (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintMedium) plain = medium (0, 0, 0, 0);
  g_autoptr (SprintMedium) modest = medium (3 * GIB, GIB, 12 * GIB, 4 * GIB);
  g_autoptr (SprintMedium) greedy = medium (32 * GIB, 6 * GIB, 12 * GIB, 4 * GIB);
  g_autoptr (SprintMedium) disk = scene_disk ("/a.qcow2", "qcow2", 7 * GIB);

  assert_problem (fixture->choice, "Choose what to install");
  sprint_choice_set_medium (fixture->choice, plain);
  assert_problem (fixture->choice, NULL);
  g_assert_cmpuint (sprint_choice_get_memory (fixture->choice), ==, 2 * GIB);
  g_assert_cmpuint (sprint_choice_get_vcpus (fixture->choice), >=, 1);
  g_assert_cmpuint (sprint_choice_get_vcpus (fixture->choice), <=, g_get_num_processors ());
  g_assert_cmpstr (sprint_choice_get_title (fixture->choice), ==, "A System");
  g_assert_true (sprint_choice_get_copy_disk (fixture->choice));
  g_assert_false (sprint_choice_get_accelerated (fixture->choice));

  sprint_choice_set_medium (fixture->choice, modest);
  g_assert_cmpuint (sprint_choice_get_memory (fixture->choice), ==, 3 * GIB);
  g_assert_cmpuint (get_size (fixture->choice, "memory-minimum"), ==, GIB);
  g_assert_cmpuint (get_size (fixture->choice, "disk-minimum"), ==, 4 * GIB);

  /* Half of the host, unless the system needs more. */
  sprint_choice_set_medium (fixture->choice, greedy);
  g_assert_cmpuint (sprint_choice_get_memory (fixture->choice), ==, 6 * GIB);

  /* A disk image is as large as it is. */
  sprint_choice_set_medium (fixture->choice, disk);
  g_assert_cmpuint (sprint_choice_get_disk_size (fixture->choice), ==, 7 * GIB);
  g_assert_cmpuint (get_size (fixture->choice, "disk-minimum"), ==, 7 * GIB);
}

static void
test_bounds (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintMedium) system = medium (2 * GIB, GIB, 4 * GIB, 2 * GIB);
  g_autoptr (SprintMedium) vast = medium (2 * GIB, GIB, 4 * GIB, G_GUINT64_CONSTANT (1) << 60);

  sprint_choice_set_medium (fixture->choice, system);
  await (get_size (fixture->choice, "disk-maximum") != 1024 * GIB);
  g_assert_cmpuint (get_size (fixture->choice, "memory-maximum"), ==, 7 * GIB);
  g_object_set (fixture->choice, "memory", 9 * GIB, NULL);
  assert_problem (fixture->choice, "at most 7.0 GiB of memory");
  g_object_set (fixture->choice, "memory", 512 * MIB, NULL);
  assert_problem (fixture->choice, "at least 1.0 GiB of memory");
  g_object_set (fixture->choice, "memory", GIB, NULL);
  assert_problem (fixture->choice, NULL);

  g_object_set (fixture->choice, "vcpus", 0, NULL);
  assert_problem (fixture->choice, "CPU");
  g_object_set (fixture->choice, "vcpus", g_get_num_processors () + 1, NULL);
  assert_problem (fixture->choice, "CPU");
  g_object_set (fixture->choice, "vcpus", 1, NULL);
  assert_problem (fixture->choice, NULL);

  /* Counted as the row counts. */
  g_object_set (fixture->choice, "disk-size", GIB, NULL);
  assert_problem (fixture->choice, "at least 2.0\302\240GiB");
  g_object_set (fixture->choice, "disk-size", get_size (fixture->choice, "disk-maximum") + 1, NULL);
  assert_problem (fixture->choice, "is free");
  g_object_set (fixture->choice, "disk-size", 2 * GIB, NULL);
  assert_problem (fixture->choice, NULL);

  sprint_choice_set_medium (fixture->choice, vast);
  assert_problem (fixture->choice, "is free");
}

/* More than the host has is said as it is, and nothing that one could set would help. */
static void
test_memory_above_host (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (SprintMedium) greedy = medium (32 * GIB, 16 * GIB, 4 * GIB, 2 * GIB);
  g_autoptr (SprintMedium) modest = medium (GIB, GIB, 4 * GIB, 2 * GIB);

  sprint_choice_set_medium (fixture->choice, greedy);
  g_assert_cmpuint (get_size (fixture->choice, "memory-minimum"), ==, 16 * GIB);
  assert_problem (fixture->choice,
                  "This system needs 16.0 GiB of memory, and this computer can give a machine 7.0 GiB");
  g_object_set (fixture->choice, "memory", 16 * GIB, NULL);
  assert_problem (fixture->choice, "This system needs 16.0 GiB of memory");
  sprint_choice_set_medium (fixture->choice, modest);
  assert_problem (fixture->choice, NULL);
}

/* Memory is given in whole MiB: the bounds are such, too. */
static void
test_memory_rounded (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *meminfo = g_build_filename (fixture->scene->folder, "host", "proc", "meminfo", NULL);
  g_autoptr (SprintMedium) odd = medium (0, GIB + 1, 0, 0);

  g_assert_true (g_file_set_contents (meminfo, "MemTotal: 4000001 kB\nMemAvailable: 3000001 kB\n", -1, NULL));
  sprint_choice_set_medium (fixture->choice, odd);
  g_assert_cmpuint (get_size (fixture->choice, "memory-maximum") % MIB, ==, 0);
  g_assert_cmpuint (get_size (fixture->choice, "memory-minimum"), ==, GIB + MIB);
  g_object_set (fixture->choice, "memory", get_size (fixture->choice, "memory-minimum"), NULL);
  assert_problem (fixture->choice, NULL);
  g_object_set (fixture->choice, "memory", get_size (fixture->choice, "memory-maximum"), NULL);
  assert_problem (fixture->choice, NULL);
}

/* Room is asked for where it is taken only. */
static void
test_space (Fixture       *fixture,
            gconstpointer  data)
{
  const guint64 vast = G_GUINT64_CONSTANT (1) << 60;
  g_autoptr (SprintMedium) full = scene_disk ("/a.raw", "raw", vast);
  g_autoptr (SprintMedium) sparse = g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_DISK,
                                                  "path", "/b.raw", "format", "raw", "os-name", "A Disk",
                                                  "virtual-size", vast, "allocated-size", 4096 * 8, NULL);

  await (get_size (fixture->choice, "disk-maximum") != 1024 * GIB);
  sprint_choice_set_medium (fixture->choice, full);
  assert_problem (fixture->choice, "is free");
  g_object_set (fixture->choice, "copy-disk", FALSE, NULL);
  assert_problem (fixture->choice, NULL);
  g_object_set (fixture->choice, "copy-disk", TRUE, NULL);
  assert_problem (fixture->choice, "is free");
  sprint_choice_set_medium (fixture->choice, sparse);
  assert_problem (fixture->choice, NULL);
}

static void
test_format_to_copy (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SprintMedium) vhdx = scene_disk ("/a.vhdx", "vhdx", GIB);
  g_autoptr (SprintMedium) qcow2 = scene_disk ("/a.qcow2", "qcow2", GIB);
  g_autoptr (SprintMedium) written_once = g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_DISK,
                                                        "path", "/a.vmdk", "format", "vmdk", "os-name", "A Disk",
                                                        "virtual-size", GIB, "read-only", TRUE, NULL);

  g_object_set (fixture->choice, "copy-disk", FALSE, NULL);
  sprint_choice_set_medium (fixture->choice, vhdx);
  g_assert_true (sprint_choice_get_must_copy_disk (fixture->choice));
  g_assert_true (sprint_choice_get_copy_disk (fixture->choice));
  sprint_choice_set_medium (fixture->choice, qcow2);
  g_assert_false (sprint_choice_get_must_copy_disk (fixture->choice));
  g_assert_false (sprint_choice_get_copy_disk (fixture->choice));
  sprint_choice_set_medium (fixture->choice, written_once);
  g_assert_true (sprint_choice_get_must_copy_disk (fixture->choice));
  g_assert_true (sprint_choice_get_copy_disk (fixture->choice));
}

static void
test_name (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const refused[] = { "", "  \t ", "two\nlines", "bell\a", "null\x01", "cut\xc3" };
  static const char * const taken[] = { "Größe & <Ruhe> “漢字”", "/../;rm -rf $HOME", "  padded  ", "🐧", "-" };
  g_autoptr (SprintMedium) system = medium (0, 0, 0, 0);

  sprint_choice_set_medium (fixture->choice, system);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_object_set (fixture->choice, "title", refused[i], NULL);
    assert_problem (fixture->choice, "name");
  }
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++) {
    g_object_set (fixture->choice, "title", taken[i], NULL);
    assert_problem (fixture->choice, NULL);
  }
}

static void
test_name_taken (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintMedium) system = g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_INSTALLER,
                                                  "path", "/a.iso", "os-name", "test", NULL);
  g_autoptr (SprintMachine) machine = NULL;

  scene_open (fixture->scene);
  machine = g_list_model_get_item (G_LIST_MODEL (fixture->scene->connection), 0);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "test");
  sprint_choice_set_medium (fixture->choice, system);
  g_assert_cmpstr (sprint_choice_get_title (fixture->choice), ==, "test 2");
  g_object_set (fixture->choice, "title", " test ", NULL);
  assert_problem (fixture->choice, "Another machine");
  sprint_connection_close (fixture->scene->connection);
  assert_problem (fixture->choice, NULL);
}

/* What was typed stays whatever medium is chosen; what was filled in follows it, and the machines there are. */
static void
test_name_kept (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintMedium) system = medium (0, 0, 0, 0);
  g_autoptr (SprintMedium) same = g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_INSTALLER,
                                                "path", "/b.iso", "os-name", "test", NULL);

  sprint_choice_set_medium (fixture->choice, system);
  sprint_choice_set_medium (fixture->choice, same);
  g_assert_cmpstr (sprint_choice_get_title (fixture->choice), ==, "test");
  scene_open (fixture->scene);
  g_assert_cmpstr (sprint_choice_get_title (fixture->choice), ==, "test 2");
  assert_problem (fixture->choice, NULL);
  sprint_connection_close (fixture->scene->connection);
  g_assert_cmpstr (sprint_choice_get_title (fixture->choice), ==, "test");

  g_object_set (fixture->choice, "title", "web server", NULL);
  sprint_choice_set_medium (fixture->choice, system);
  g_assert_cmpstr (sprint_choice_get_title (fixture->choice), ==, "web server");
}

/* A machine that appears later has its name first. */
static void
test_name_taken_later (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (SprintMedium) system = medium (0, 0, 0, 0);

  sprint_choice_set_medium (fixture->choice, system);
  g_object_set (fixture->choice, "title", "test", NULL);
  assert_problem (fixture->choice, NULL);
  scene_open (fixture->scene);
  assert_problem (fixture->choice, "Another machine");
  g_object_set (fixture->choice, "title", "Test", NULL);
  assert_problem (fixture->choice, NULL);
}

static SprintOffer *
create_offer (const char *os_id)
{
  g_autoptr (SprintSystemDatabase) database = sprint_system_database_new ();
  g_autoptr (SprintDownload) download = sprint_download_new ("https://a/", "https://b/", "c", "/nonexistent/d");

  return sprint_offer_new_download ("An Offer", os_id, database, download);
}

/* What its system needs is known a moment later, and does not undo what was chosen meanwhile. */
static void
test_offer_bounds (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SprintOffer) offer = create_offer ("http://debian.org/debian/12");

  await (get_size (fixture->choice, "disk-maximum") != 1024 * GIB);
  sprint_choice_set_offer (fixture->choice, offer);
  g_object_set (fixture->choice, "memory", 3 * GIB, NULL);
  await (sprint_offer_get_memory_minimum (offer) > 0);
  g_assert_cmpuint (get_size (fixture->choice, "memory-minimum"), ==, sprint_offer_get_memory_minimum (offer));
  g_assert_cmpuint (get_size (fixture->choice, "disk-minimum"), ==, sprint_offer_get_disk_minimum (offer));
  g_assert_cmpuint (sprint_choice_get_memory (fixture->choice), ==, 3 * GIB);
  g_assert_cmpuint (sprint_choice_get_disk_size (fixture->choice), ==,
                    MIN (sprint_offer_get_disk_recommended (offer), get_size (fixture->choice, "disk-maximum")));
  g_object_set (fixture->choice, "memory", 64 * MIB, NULL);
  assert_problem (fixture->choice, "This system needs at least");
}

static void
test_offer (Fixture       *fixture,
            gconstpointer  data)
{
  SprintCatalogue *catalogue = sprint_services_get_catalogue (fixture->scene->services);
  SprintOffer *offer = sprint_catalogue_get_default_offer (catalogue);
  g_autoptr (SprintMedium) system = medium (0, 0, 0, 0);

  sprint_choice_set_offer (fixture->choice, offer);
  assert_problem (fixture->choice, NULL);
  g_assert_cmpstr (sprint_choice_get_title (fixture->choice), ==, sprint_offer_get_system_name (offer));
  sprint_choice_set_medium (fixture->choice, system);
  g_assert_null (sprint_choice_get_offer (fixture->choice));
  sprint_choice_set_offer (fixture->choice, offer);
  g_assert_null (sprint_choice_get_medium (fixture->choice));
  sprint_choice_set_offer (fixture->choice, NULL);
  assert_problem (fixture->choice, "Choose");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/choice/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("filled-in", test_filled_in);
  ADD ("bounds", test_bounds);
  ADD ("memory-above-host", test_memory_above_host);
  ADD ("memory-rounded", test_memory_rounded);
  ADD ("space", test_space);
  ADD ("format-to-copy", test_format_to_copy);
  ADD ("name", test_name);
  ADD ("name-kept", test_name_kept);
  ADD ("name-taken", test_name_taken);
  ADD ("name-taken-later", test_name_taken_later);
  ADD ("offer", test_offer);
  ADD ("offer-bounds", test_offer_bounds);
  return g_test_run ();
}
