/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/machine/machine-list.h"
#include "ui/machine/machine-thumbnail.h"

#include "await.h"
#include "machines.h"
#include "ui/machine/machine-row.h"
#include "widget-tree.h"

#define N_MANY 60

/* The driver's picture, in place of libvirt's functions: how many were taken, and of whom. */
static int n_pictures;
static GMutex mutex;
static GHashTable *pictured;   /* names */

static const char *ppm = "P6 2 1 255\n\377\0\0\0\377\0";
static __thread gsize sent;

char *
virDomainScreenshot (virDomainPtr domain,
                     virStreamPtr stream,
                     unsigned int screen,
                     unsigned int flags)
{
  g_mutex_lock (&mutex);
  g_hash_table_add (pictured, g_strdup (virDomainGetName (domain)));
  g_mutex_unlock (&mutex);
  g_atomic_int_inc (&n_pictures);
  sent = 0;
  return strdup ("image/x-portable-pixmap");
}

int
virStreamRecv (virStreamPtr stream,
               char        *data,
               size_t       n)
{
  gsize size = strlen ("P6 2 1 255\n") + 6;
  gsize part = MIN (n, size - sent);

  memcpy (data, ppm + sent, part);
  sent += part;
  return part;
}

int
virStreamFinish (virStreamPtr stream)
{
  return 0;
}

typedef struct {
  Scene *scene;
  SprintMachine *machine;
  GtkWidget *thumbnail;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_atomic_int_set (&n_pictures, 0);
  g_hash_table_remove_all (pictured);
  fixture->scene = scene_new (NULL);
  scene_open (fixture->scene);
  fixture->machine = machines_first (fixture->scene);
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_VNC);
  fixture->thumbnail = sprint_machine_thumbnail_new ();
  fixture->window = tree_show (fixture->thumbnail);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tree_take_down (fixture->window, fixture->thumbnail);
  scene_free (fixture->scene);
}

static void
use (Fixture *fixture)
{
  sprint_machine_thumbnail_set_machine (SPRINT_MACHINE_THUMBNAIL (fixture->thumbnail), fixture->machine);
}

static gboolean
shows_picture (GtkWidget *widget)
{
  GtkWidget *picture = tree_find_type (widget, GTK_TYPE_PICTURE);

  g_assert_true ((picture == NULL) == (tree_find_type (widget, GTK_TYPE_IMAGE) != NULL));
  return picture != NULL && gtk_picture_get_paintable (GTK_PICTURE (picture)) != NULL;
}

/* That a picture would be due, and is not taken. */
static void
assert_none_taken (Fixture *fixture)
{
  int n = g_atomic_int_get (&n_pictures);

  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, NULL);
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL);
  machines_settle (fixture->machine);
  g_assert_cmpint (g_atomic_int_get (&n_pictures), ==, n);
}

static void
test_running (Fixture       *fixture,
              gconstpointer  data)
{
  GdkPaintable *first;

  g_assert_false (shows_picture (fixture->thumbnail));
  /* What it shows, the row's texts say. */
  gtk_test_accessible_assert_role (fixture->thumbnail, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  use (fixture);
  await (shows_picture (fixture->thumbnail));
  first = gtk_picture_get_paintable (GTK_PICTURE (tree_find_type (fixture->thumbnail, GTK_TYPE_PICTURE)));
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (first), ==, 2);
  /* It is renewed. */
  await (g_atomic_int_get (&n_pictures) >= 2);

  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, NULL);
  g_assert_true (shows_picture (fixture->thumbnail));
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_OFF, NULL);
  g_assert_false (shows_picture (fixture->thumbnail));
}

static void
test_not_running (Fixture       *fixture,
                  gconstpointer  data)
{
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_OFF, NULL);
  use (fixture);
  machines_settle (fixture->machine);
  g_assert_false (shows_picture (fixture->thumbnail));
  g_assert_cmpint (g_atomic_int_get (&n_pictures), ==, 0);
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL);
  await (shows_picture (fixture->thumbnail));
}

static void
test_no_graphics (Fixture       *fixture,
                  gconstpointer  data)
{
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_NONE);
  use (fixture);
  assert_none_taken (fixture);
  g_assert_false (shows_picture (fixture->thumbnail));
}

static void
test_not_live (Fixture       *fixture,
               gconstpointer  data)
{
  sprint_machine_thumbnail_set_live (SPRINT_MACHINE_THUMBNAIL (fixture->thumbnail), FALSE);
  use (fixture);
  assert_none_taken (fixture);
  sprint_machine_thumbnail_set_live (SPRINT_MACHINE_THUMBNAIL (fixture->thumbnail), TRUE);
  await (shows_picture (fixture->thumbnail));
  sprint_machine_thumbnail_set_live (SPRINT_MACHINE_THUMBNAIL (fixture->thumbnail), FALSE);
  g_assert_false (shows_picture (fixture->thumbnail));
  assert_none_taken (fixture);
}

static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  use (fixture);
  await (shows_picture (fixture->thumbnail));
  gtk_widget_set_visible (fixture->thumbnail, FALSE);
  machines_settle (fixture->machine);
  assert_none_taken (fixture);
  gtk_widget_set_visible (fixture->thumbnail, TRUE);
  await (g_atomic_int_get (&n_pictures) >= 2);

  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  machines_settle (fixture->machine);
  assert_none_taken (fixture);
}

static gboolean
was_pictured (const char *name)
{
  gboolean found;

  g_mutex_lock (&mutex);
  found = g_hash_table_contains (pictured, name);
  g_mutex_unlock (&mutex);
  return found;
}

/* A list takes pictures of the rows that can be seen, not of those that can be scrolled to. */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConnectionList *connections = sprint_services_get_connections (fixture->scene->services);
  g_autoptr (GPtrArray) machines = g_ptr_array_new_with_free_func (g_object_unref);
  GtkAdjustment *adjustment;
  GtkWidget *list;
  GtkWindow *window;

  for (guint i = 0; i < N_MANY; i++) {
    g_autofree char *xml = g_strdup_printf ("<domain type='test'><name>m%02u</name><memory>65536</memory>"
                                            "<os><type>hvm</type></os>"
                                            "<devices><graphics type='vnc'/></devices></domain>", i);
    SprintMachine *machine = machines_define (fixture->scene, xml);

    scene_act (machine, SPRINT_MACHINE_ACTION_START);
    g_ptr_array_add (machines, machine);
  }
  list = sprint_machine_list_new (connections);
  window = tree_show (list);
  await (was_pictured ("m00"));
  machines_settle (fixture->machine);
  g_assert_false (was_pictured ("m59"));
  g_assert_cmpuint (g_hash_table_size (pictured), <, N_MANY / 2);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (tree_find_type (list, GTK_TYPE_SCROLLED_WINDOW)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  await (was_pictured ("m59"));

  g_object_set (list, "live-thumbnails", FALSE, NULL);
  g_assert_false (shows_picture (tree_find_type (list, SPRINT_TYPE_MACHINE_ROW)));
  tree_take_down (window, list);
}

int
main (int    argc,
      char **argv)
{
  int status;

  tree_init (&argc, &argv);
  pictured = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

#define ADD(name, function) g_test_add ("/machine-thumbnail/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("running", test_running);
  ADD ("not-running", test_not_running);
  ADD ("no-graphics", test_no_graphics);
  ADD ("not-live", test_not_live);
  ADD ("hidden", test_hidden);
  ADD ("list", test_list);

  status = tree_run ();
  g_hash_table_unref (pictured);
  return status;
}
