/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/machine/delete-dialog.h"

#include <glib/gstdio.h>

#include "await.h"
#include "core/definition/definition.h"
#include "core/definition/gconfig-pointers.h"
#include "machines.h"
#include "widget-tree.h"

#define SWITCH "Delete its Disks, too"

typedef struct {
  Scene *scene;
  GtkWindow *window;
  AdwDialog *dialog;
  GtkWidget *list;     /* of what goes */
  SprintMachine *machine;
  GError *problem;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (NULL);
  scene_open (fixture->scene);
  fixture->window = tree_show (gtk_label_new ("Under the dialog"));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  await (fixture->dialog == NULL && fixture->list == NULL);
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->machine);
  scene_free (fixture->scene);
  g_clear_error (&fixture->problem);
}

static void
problem_cb (AdwDialog    *dialog,
            const GError *error,
            Fixture      *fixture)
{
  g_clear_error (&fixture->problem);
  fixture->problem = g_error_copy (error);
}

static gboolean
can_delete (Fixture *fixture)
{
  gboolean enabled = adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (fixture->dialog), "delete");

  g_assert_true (tree_can_click (GTK_WIDGET (fixture->dialog), "Delete") == enabled);
  return enabled;
}

static void
present (Fixture *fixture)
{
  fixture->dialog = sprint_delete_dialog_new (fixture->machine);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  fixture->list = adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (fixture->dialog));
  g_object_add_weak_pointer (G_OBJECT (fixture->list), (gpointer *) &fixture->list);
  g_signal_connect (fixture->dialog, "problem", G_CALLBACK (problem_cb), fixture);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  /* Not before it is known what would go. */
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (fixture->dialog), "delete"));
  await (tree_can_click (GTK_WIDGET (fixture->dialog), "Cancel"));
  await (can_delete (fixture));
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return tree_shows (GTK_WIDGET (fixture->dialog), text);
}

static gboolean
exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
delete (Fixture *fixture)
{
  guint n = scene_count_machines (fixture->scene);

  tree_click (GTK_WIDGET (fixture->dialog), "Delete");
  await (fixture->dialog == NULL);
  g_assert_no_error (fixture->problem);
  await (scene_count_machines (fixture->scene) == n - 1);
  g_assert_null (sprint_connection_find (fixture->scene->connection, sprint_machine_get_uuid (fixture->machine)));
}

static SprintMachine *
define_one (Fixture    *fixture,
            const char *name,
            const char *title,
            const char *disk,
            const char *disc,
            const char *shared)
{
  g_autofree char *xml = g_markup_printf_escaped (
    "<domain type='test'><name>%s</name><title>%s</title><memory>65536</memory><os><type>hvm</type></os><devices>"
    "<disk type='file' device='disk'><source file='%s'/><target dev='vda'/></disk>"
    "<disk type='file' device='disk'><source file='%s'/><target dev='vdb'/></disk>"
    "<disk type='file' device='cdrom'><source file='%s'/><target dev='hdc'/><readonly/></disk>"
    "</devices></domain>", name, title, disk, shared, disc);

  return machines_define (fixture->scene, xml);
}

/* Off, with a disk, a disc, and a disk that another machine has too. */
static SprintMachine *
define (Fixture    *fixture,
        const char *disk,
        const char *disc,
        const char *shared)
{
  g_autoptr (SprintMachine) other = define_one (fixture, "other", "Other", "/nonexistent/disk", disc, shared);

  return define_one (fixture, "has-disks", "Has & <Disks>", disk, disc, shared);
}

static void
test_no_disks (Fixture       *fixture,
               gconstpointer  data)
{
  fixture->machine = g_object_ref (machines_first (fixture->scene));
  present (fixture);
  g_assert_true (shows (fixture, "Delete “test”?"));
  /* It runs. */
  g_assert_true (shows (fixture, "The machine is forced off and removed from the list. This cannot be undone."));
  g_assert_null (tree_find_row (GTK_WIDGET (fixture->dialog), SWITCH));
  delete (fixture);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  fixture->machine = g_object_ref (machines_first (fixture->scene));
  present (fixture);
  tree_click (GTK_WIDGET (fixture->dialog), "Cancel");
  await (fixture->dialog == NULL);

  /* So it does when it is left before it knows what would go; Escape is Cancel. */
  fixture->dialog = sprint_delete_dialog_new (fixture->machine);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  adw_dialog_close (fixture->dialog);
  await (fixture->dialog == NULL);
  machines_settle (fixture->machine);
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 1);
}

static void
test_disks (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *disk = scene_write (fixture->scene, "a <disk> & more.raw", "", 64 << 10);
  g_autofree char *disc = scene_write (fixture->scene, "an installer.iso", "", 4096);
  g_autofree char *shared = scene_write (fixture->scene, "shared.raw", "", 4096);
  GtkWidget *dialog, *row;

  fixture->machine = define (fixture, disk, disc, shared);
  present (fixture);
  dialog = GTK_WIDGET (fixture->dialog);
  g_assert_true (shows (fixture, "Delete “Has & <Disks>”?"));
  g_assert_true (shows (fixture, "The machine is removed from the list. This cannot be undone."));
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (tree_find_row (dialog, SWITCH))));
  row = tree_find_row (dialog, "a <disk> & more.raw");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_is_sensitive (row));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (row), ==, disk);
  await (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Disk image, "));
  /* What stays is not named. */
  g_assert_false (shows (fixture, "an installer.iso"));
  g_assert_false (shows (fixture, "shared.raw"));

  delete (fixture);
  g_assert_false (exists (disk));
  g_assert_true (exists (disc));
  g_assert_true (exists (shared));
}

static void
test_keep_disks (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *disk = scene_write (fixture->scene, "disk.raw", "", 4096);
  g_autofree char *disc = scene_write (fixture->scene, "an installer.iso", "", 4096);
  GtkWidget *dialog;

  fixture->machine = define (fixture, disk, disc, "/nonexistent/shared");
  present (fixture);
  dialog = GTK_WIDGET (fixture->dialog);
  adw_switch_row_set_active (ADW_SWITCH_ROW (tree_find_row (dialog, SWITCH)), FALSE);
  g_assert_false (gtk_widget_is_sensitive (tree_find_row (dialog, "disk.raw")));
  delete (fixture);
  g_assert_true (exists (disk));
  g_assert_true (exists (disc));
}

/* The installer's own files go whether the disks go or not. */
static void
test_installer (Fixture       *fixture,
                gconstpointer  data)
{
  SprintPlatform *platform = sprint_services_get_platform (fixture->scene->services);
  g_autofree char *kernel = scene_write (fixture->scene, "linux", "a kernel", 64);
  g_autofree char *initrd = scene_write (fixture->scene, "initrd.gz", "an initrd", 64);
  g_autoptr (SprintMedium) medium = scene_kernel (kernel, initrd);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GVirConfigDomain) description = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) kept = NULL;
  GtkWidget *row;

  g_assert_cmpint (g_mkdir_with_parents (sprint_platform_get_disk_folder (platform), 0700), ==, 0);
  scene_choose (fixture->scene, medium, "Installing");
  creation = scene_create (fixture->scene, NULL, &error);
  g_assert_no_error (error);
  sprint_creation_note_first_frame (creation);
  fixture->machine = g_object_ref (sprint_creation_get_machine (creation));
  description = scene_describe (fixture->machine);
  kept = sprint_definition_get_kept_files (description);
  g_assert_cmpuint (g_strv_length (kept), ==, 2);

  present (fixture);
  row = tree_find_row (GTK_WIDGET (fixture->dialog), SWITCH);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  delete (fixture);
  g_assert_false (exists (kept[0]));
  g_assert_false (exists (kept[1]));
  g_assert_true (exists (kernel));
}

static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->machine = g_object_ref (machines_first (fixture->scene));
  present (fixture);
  sprint_connection_close (fixture->scene->connection);
  tree_click (GTK_WIDGET (fixture->dialog), "Delete");
  await (fixture->dialog == NULL);
  g_assert_nonnull (fixture->problem);
  g_assert_cmpuint (fixture->problem->domain, ==, SPRINT_MACHINE_ERROR);
}

int
main (int    argc,
      char **argv)
{
  tree_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/delete-dialog/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("no-disks", test_no_disks);
  ADD ("cancel", test_cancel);
  ADD ("disks", test_disks);
  ADD ("keep-disks", test_keep_disks);
  ADD ("installer", test_installer);
  ADD ("problem", test_problem);

  return tree_run ();
}
