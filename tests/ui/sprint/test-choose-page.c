/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sprint/choose-page.h"

#include "await.h"
#include "remove-tree.h"
#include "scene.h"
#include "widget-tree.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)
#define GIB (MIB << 10)

typedef struct {
  Scene *scene;
  SprintChoice *choice;   /* the page's own */
  GtkWidget *page;
  GtkWindow *window;
  guint n_next;
} Fixture;

static void
next_cb (SprintFlowPage *page,
         Fixture        *fixture)
{
  fixture->n_next++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (NULL);
  scene_open (fixture->scene);
  fixture->page = GTK_WIDGET (sprint_choose_page_new (fixture->scene->services));
  fixture->choice = sprint_choose_page_get_choice (SPRINT_CHOOSE_PAGE (fixture->page));
  g_signal_connect (fixture->page, "next", G_CALLBACK (next_cb), fixture);
  fixture->window = tree_show (fixture->page);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tree_take_down (fixture->window, fixture->page);
  scene_free (fixture->scene);
}

static guint64
get_size (Fixture    *fixture,
          const char *property)
{
  guint64 size;

  g_object_get (fixture->choice, property, &size, NULL);
  return size;
}

/* That suits any computer. */
static void
choose (Fixture          *fixture,
        SprintMediumKind  kind)
{
  g_autoptr (SprintMedium) medium = g_object_new (SPRINT_TYPE_MEDIUM, "kind", kind, "path", "/a.img", "format", "raw",
                                                  "os-name", "A System", "memory-recommended", 64 * MIB,
                                                  "disk-recommended", GIB, "virtual-size", GIB,
                                                  "vcpus-recommended", 1, NULL);

  /* Until the free space is known, the disk may be of any size. */
  await (get_size (fixture, "disk-maximum") != 1024 * GIB);
  sprint_choice_set_medium (fixture->choice, medium);
}

static AdwSpinRow *
find_amount (Fixture    *fixture,
             const char *title)
{
  GtkWidget *row = tree_find_row (fixture->page, title);

  g_assert_true (ADW_IS_SPIN_ROW (row));
  return ADW_SPIN_ROW (row);
}

static GtkWidget *
find_name (Fixture *fixture)
{
  return tree_find_row (fixture->page, "Name");
}

static void
assert_valid (Fixture *fixture)
{
  g_assert_cmpstr (sprint_choice_get_problem (fixture->choice), ==, NULL);
  g_assert_true (tree_can_click (fixture->page, "Start"));
}

/* That the page says so, and does not go on. */
static void
assert_refused (Fixture    *fixture,
                const char *words)
{
  GtkWidget *label = tree_find_text (fixture->page, words);

  g_assert_nonnull (label);
  g_assert_true (gtk_widget_has_css_class (label, "error"));
  g_assert_nonnull (tree_find_button (fixture->page, "Start"));
  g_assert_false (tree_can_click (fixture->page, "Start"));
}

static void
test_offer (Fixture       *fixture,
            gconstpointer  data)
{
  SprintCatalogue *catalogue = sprint_services_get_catalogue (fixture->scene->services);

  /* Who has no medium gets an installer. */
  g_assert_true (sprint_choice_get_offer (fixture->choice) == sprint_catalogue_get_default_offer (catalogue));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_name (fixture))), ==,
                   sprint_offer_get_system_name (sprint_catalogue_get_default_offer (catalogue)));
  sprint_choice_set_offer (fixture->choice, NULL);
  assert_refused (fixture, "Choose what to install");
}

static void
test_name (Fixture       *fixture,
           gconstpointer  data)
{
  GtkEditable *name;

  choose (fixture, SPRINT_MEDIUM_KIND_INSTALLER);
  name = GTK_EDITABLE (find_name (fixture));
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "A System");
  assert_valid (fixture);

  gtk_editable_set_text (name, "");
  assert_refused (fixture, "The machine needs a name");
  gtk_editable_set_text (name, "   ");
  assert_refused (fixture, "The machine needs a name");
  gtk_editable_set_text (name, "test");
  assert_refused (fixture, "Another machine has this name");
  gtk_editable_set_text (name, "bell\a");
  assert_refused (fixture, "A name is one line of text");
  gtk_editable_set_text (name, "Größe & <Ruhe>");
  g_assert_cmpstr (sprint_choice_get_title (fixture->choice), ==, "Größe & <Ruhe>");
  assert_valid (fixture);

  tree_click (fixture->page, "Start");
  g_assert_cmpuint (fixture->n_next, ==, 1);
}

static void
test_memory (Fixture       *fixture,
             gconstpointer  data)
{
  guint64 most = get_size (fixture, "memory-maximum");
  GtkAdjustment *adjustment;

  choose (fixture, SPRINT_MEDIUM_KIND_INSTALLER);
  adjustment = adw_spin_row_get_adjustment (find_amount (fixture, "Memory"));
  g_assert_cmpfloat (adw_spin_row_get_value (find_amount (fixture, "Memory")), ==, 64);
  g_assert_cmpfloat (gtk_adjustment_get_lower (adjustment), ==, 64);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_upper (adjustment), most / (double) MIB, 1);
  assert_valid (fixture);

  /* The row itself goes no further than this computer. */
  adw_spin_row_set_value (find_amount (fixture, "Memory"), 1e9);
  g_assert_cmpuint (sprint_choice_get_memory (fixture->choice), <=, most);
  assert_valid (fixture);
  adw_spin_row_set_value (find_amount (fixture, "Memory"), 65);
  g_assert_cmpuint (sprint_choice_get_memory (fixture->choice), ==, 65 * MIB);
  assert_valid (fixture);

  g_object_set (fixture->choice, "memory", most + MIB, NULL);
  assert_refused (fixture, "This computer can give a machine at most");
  g_object_set (fixture->choice, "memory", MIB, NULL);
  assert_refused (fixture, "This system needs at least 64.0\302\240MiB of memory");
  g_object_set (fixture->choice, "memory", 64 * MIB, NULL);
  assert_valid (fixture);
}

static void
test_cpus_and_disk (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkAdjustment *adjustment;

  choose (fixture, SPRINT_MEDIUM_KIND_INSTALLER);
  adjustment = adw_spin_row_get_adjustment (find_amount (fixture, "CPUs"));
  g_assert_cmpfloat (gtk_adjustment_get_lower (adjustment), ==, 1);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==, g_get_num_processors ());
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 1);
  gtk_adjustment_set_value (adjustment, g_get_num_processors ());
  g_assert_cmpuint (sprint_choice_get_vcpus (fixture->choice), ==, g_get_num_processors ());
  g_object_set (fixture->choice, "vcpus", g_get_num_processors () + 1, NULL);
  assert_refused (fixture, "This computer has");
  g_object_set (fixture->choice, "vcpus", 1, NULL);
  assert_valid (fixture);

  g_assert_cmpfloat (adw_spin_row_get_value (find_amount (fixture, "Disk")), ==, 1);
  g_object_set (fixture->choice, "disk-size", get_size (fixture, "disk-maximum") + GIB, NULL);
  assert_refused (fixture, "of disk space is free");
  g_object_set (fixture->choice, "disk-size", GIB, NULL);
  assert_valid (fixture);
}

/* What one medium needs does not stay in the rows when another is chosen. */
static void
test_lower_bounds (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SprintMedium) greedy = g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_INSTALLER,
                                                  "path", "/b.iso", "os-name", "Greedy", "memory-minimum", 128 * MIB,
                                                  "memory-recommended", 128 * MIB, "disk-minimum", 2 * GIB,
                                                  "disk-recommended", 2 * GIB, NULL);

  await (get_size (fixture, "disk-maximum") != 1024 * GIB);
  sprint_choice_set_medium (fixture->choice, greedy);
  g_assert_cmpfloat (adw_spin_row_get_value (find_amount (fixture, "Memory")), ==, 128);
  g_assert_cmpfloat (adw_spin_row_get_value (find_amount (fixture, "Disk")), ==, 2);
  choose (fixture, SPRINT_MEDIUM_KIND_DISK);
  g_assert_cmpuint (sprint_choice_get_memory (fixture->choice), ==, 64 * MIB);
  g_assert_cmpfloat (adw_spin_row_get_value (find_amount (fixture, "Memory")), ==, 64);
  g_assert_cmpuint (sprint_choice_get_disk_size (fixture->choice), ==, GIB);
  g_assert_cmpfloat (adw_spin_row_get_value (find_amount (fixture, "Disk")), ==, 1);
}

static void
test_disk_image (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *row;

  choose (fixture, SPRINT_MEDIUM_KIND_INSTALLER);
  g_assert_null (tree_find_row (fixture->page, "Copy the Disk Image"));
  g_assert_nonnull (tree_find_row (fixture->page, "Disk"));

  choose (fixture, SPRINT_MEDIUM_KIND_DISK);
  row = tree_find_row (fixture->page, "Copy the Disk Image");
  g_assert_nonnull (row);
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  g_assert_true (tree_shows (row, "the file stays as it is"));
  g_assert_nonnull (tree_find_row (fixture->page, "Disk"));

  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  g_assert_false (sprint_choice_get_copy_disk (fixture->choice));
  g_assert_true (tree_shows (row, "The machine writes to this very file"));
  /* A file that is used as it is has the size that it has. */
  g_assert_null (tree_find_row (fixture->page, "Disk"));
  assert_valid (fixture);
}

static void
test_notice (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *notice = tree_find_text (fixture->page, "Machines run without hardware acceleration");

  g_assert_false (sprint_choice_get_accelerated (fixture->choice));
  g_assert_nonnull (notice);
  g_assert_true (gtk_widget_has_css_class (notice, "warning"));
}

/* Until it is known whether machines can be accelerated, none is made that never will be. */
static void
test_examining (Fixture       *fixture,
                gconstpointer  data)
{
  SprintHost *host = sprint_services_get_host (fixture->scene->services);

  choose (fixture, SPRINT_MEDIUM_KIND_INSTALLER);
  sprint_host_examine_async (host, NULL, NULL, NULL);
  g_assert_null (tree_find_text (fixture->page, "Machines run without hardware acceleration"));
  g_assert_nonnull (tree_find_text (fixture->page, "is being found out"));
  g_assert_false (tree_can_click (fixture->page, "Start"));
  await (sprint_host_get_acceleration (host) != SPRINT_ACCELERATION_UNKNOWN);
  g_assert_null (tree_find_text (fixture->page, "is being found out"));
  g_assert_nonnull (tree_find_text (fixture->page, "Machines run without hardware acceleration"));
  assert_valid (fixture);
  await (sprint_host_get_state (host) != SPRINT_CHECK_STATE_RUNNING);
}

/* One failure is no reason never to try again. */
static void
test_try_again (Fixture       *fixture,
                gconstpointer  data)
{
  SprintAccelerationRecord *record = sprint_services_get_acceleration_record (fixture->scene->services);
  GtkWidget *row;

  choose (fixture, SPRINT_MEDIUM_KIND_INSTALLER);
  scene_accelerate (fixture->scene, sprint_services_get_host (fixture->scene->services));
  g_assert_null (tree_find_row (fixture->page, "Try Hardware Acceleration Again"));
  g_assert_null (tree_find_text (fixture->page, "Machines run without hardware acceleration"));

  sprint_acceleration_record_note_failure (record, "KVM internal error");
  row = tree_find_row (fixture->page, "Try Hardware Acceleration Again");
  g_assert_nonnull (row);
  g_assert_null (tree_find_text (fixture->page, "Machines run without hardware acceleration"));
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_assert_true (sprint_choice_get_accelerated (fixture->choice));
  assert_valid (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = scene_make_proof ();
  int status;

  tree_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/choose-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("offer", test_offer);
  ADD ("name", test_name);
  ADD ("memory", test_memory);
  ADD ("cpus-and-disk", test_cpus_and_disk);
  ADD ("lower-bounds", test_lower_bounds);
  ADD ("disk-image", test_disk_image);
  ADD ("notice", test_notice);
  ADD ("examining", test_examining);
  ADD ("try-again", test_try_again);

  status = tree_run ();
  remove_tree (folder);
  return status;
}
