/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sprint/check-page.h"

#include <glib/gstdio.h>

#include "await.h"
#include "query-double.h"
#include "ui/host/check-row.h"
#include "widget-tree.h"

#define CAPABILITIES \
  "<domainCapabilities><devices><graphics supported='yes'><enum name='type'><value>spice</value></enum></graphics>" \
  "</devices></domainCapabilities>"

typedef struct {
  char *root;
  QueryDouble *query;
  SprintHost *host;
  SprintRepairer *repairer;
  SprintHostWatch *watch;
  GtkWidget *page;
  GtkWindow *window;
  guint n_next;
} Fixture;

static void
write_fact (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* For whatever processor this is. */
static void
install_qemu (Fixture *fixture)
{
  write_fact (fixture, "usr/libexec/qemu-kvm", "");
  write_fact (fixture, "usr/bin/qemu-img", "");
}

static void
remove_fact (Fixture    *fixture,
             const char *name)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);

  g_remove (path);
}

static void
remove_qemu (Fixture *fixture)
{
  remove_fact (fixture, "usr/libexec/qemu-kvm");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (SprintHostReader) reader = NULL;
  g_autoptr (SprintAccelerationRecord) record = NULL;
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "acceleration.ini", NULL);

  fixture->root = g_build_filename (g_get_user_cache_dir (), "root", NULL);
  write_fact (fixture, "proc/meminfo", "MemTotal:  8388608 kB\nMemAvailable:  4194304 kB\n");
  install_qemu (fixture);
  fixture->query = query_double_new ();
  query_double_answer (fixture->query, "11.3.0", CAPABILITIES);
  query_double_silence (fixture->query, TRUE);
  reader = sprint_host_reader_new (fixture->root);
  record = sprint_acceleration_record_new (state);
  fixture->host = sprint_host_new (reader, SPRINT_HYPERVISOR_QUERY (fixture->query), record, platform);
  fixture->watch = sprint_host_watch_new ();
  fixture->repairer = sprint_repairer_new (platform, SPRINT_HYPERVISOR_QUERY (fixture->query), reader, NULL);
}

static void
next_cb (SprintFlowPage *page,
         Fixture        *fixture)
{
  fixture->n_next++;
}

static void
show (Fixture *fixture)
{
  fixture->page = GTK_WIDGET (sprint_check_page_new (fixture->host, fixture->watch, fixture->repairer));
  g_signal_connect (fixture->page, "next", G_CALLBACK (next_cb), fixture);
  fixture->window = tree_show (fixture->page);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  query_double_silence (fixture->query, FALSE);
  if (fixture->window != NULL)
    tree_take_down (fixture->window, fixture->page);
  g_assert_finalize_object (fixture->watch);
  g_assert_finalize_object (fixture->repairer);
  g_assert_finalize_object (fixture->host);
  g_assert_finalize_object (fixture->query);
  g_free (fixture->root);
}

static gboolean
is_examined (Fixture *fixture)
{
  return tree_can_click (fixture->page, "Check Again");
}

/* What concerns only some machines, or tells a beginner nothing, is on the page of the whole computer. */
static guint
count_essential (SprintHost *host)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (host)); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (G_LIST_MODEL (host), i);

    n += sprint_check_get_scope (check) == SPRINT_CHECK_SCOPE_MACHINES && !sprint_check_get_quiet (check);
  }
  return n;
}

static void
test_examining (Fixture       *fixture,
                gconstpointer  data)
{
  show (fixture);
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (fixture->page)), ==, "Check");
  g_assert_true (tree_shows (fixture->page, "Examining this computer…"));
  g_assert_nonnull (tree_find_button (fixture->page, "Continue"));
  g_assert_false (tree_can_click (fixture->page, "Continue"));
  g_assert_false (tree_can_click (fixture->page, "Check Again"));
  g_assert_cmpuint (tree_count (fixture->page, SPRINT_TYPE_CHECK_ROW), ==, count_essential (fixture->host));

  query_double_silence (fixture->query, FALSE);
  await (is_examined (fixture));
  g_assert_true (tree_shows (fixture->page, sprint_host_get_summary (fixture->host)));
  g_assert_false (tree_shows (fixture->page, "Examining this computer…"));
  g_assert_cmpuint (fixture->n_next, ==, 0);
  tree_click (fixture->page, "Continue");
  g_assert_cmpuint (fixture->n_next, ==, 1);
}

/* What is quiet comes when something is wrong with it, and stays when it was put right. */
static void
test_troubled (Fixture       *fixture,
               gconstpointer  data)
{
  const char *title = "Other virtualization programs";
  SprintCheck *check = sprint_host_get_check (fixture->host, "kvm-rival");

  query_double_silence (fixture->query, FALSE);
  show (fixture);
  await (is_examined (fixture));
  g_assert_null (tree_find_row (fixture->page, title));
  write_fact (fixture, "sys/module/vmmon/refcnt", "1");
  write_fact (fixture, "proc/modules", "vmmon 155648 1 - Live 0x0\n");
  tree_click (fixture->page, "Check Again");
  await (tree_find_row (fixture->page, title) != NULL);
  await (is_examined (fixture));
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_WARN);

  remove_fact (fixture, "sys/module/vmmon/refcnt");
  remove_fact (fixture, "sys/module/vmmon");
  remove_fact (fixture, "proc/modules");
  tree_click (fixture->page, "Check Again");
  await (is_examined (fixture));
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_nonnull (tree_find_row (fixture->page, title));
}

/* Nothing is polled, and nobody asks where nobody looks. */
static void
test_watched (Fixture       *fixture,
              gconstpointer  data)
{
  query_double_silence (fixture->query, FALSE);
  show (fixture);
  await (is_examined (fixture));
  g_assert_true (tree_can_click (fixture->page, "Continue"));
  remove_qemu (fixture);
  g_signal_emit_by_name (fixture->watch, "changed");
  await (tree_can_click (fixture->page, "Fix"));
}

/* Asked again by itself, it takes no button from under the pointer, unless the answer takes its time. */
static void
test_undisturbed (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *button;

  query_double_silence (fixture->query, FALSE);
  show (fixture);
  await (is_examined (fixture));
  button = tree_find_button (fixture->page, "Continue");
  gtk_widget_grab_focus (button);
  query_double_silence (fixture->query, TRUE);
  g_signal_emit_by_name (fixture->watch, "changed");
  g_assert_cmpint (sprint_host_get_state (fixture->host), ==, SPRINT_CHECK_STATE_RUNNING);
  g_assert_true (tree_can_click (fixture->page, "Continue"));
  g_assert_false (tree_shows (fixture->page, "Examining this computer…"));
  g_assert_true (gtk_widget_has_focus (button));

  await (tree_shows (fixture->page, "Examining this computer…"));
  g_assert_false (tree_can_click (fixture->page, "Continue"));
  query_double_silence (fixture->query, FALSE);
  await (is_examined (fixture));
  g_assert_true (tree_can_click (fixture->page, "Continue"));

  /* Who asks meanwhile sees that it is done. */
  query_double_silence (fixture->query, TRUE);
  g_signal_emit_by_name (fixture->watch, "changed");
  tree_click (fixture->page, "Check Again");
  g_assert_true (tree_shows (fixture->page, "Examining this computer…"));
  g_assert_false (tree_can_click (fixture->page, "Continue"));
  query_double_silence (fixture->query, FALSE);
  await (is_examined (fixture));
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  remove_qemu (fixture);
  query_double_silence (fixture->query, FALSE);
  show (fixture);
  await (is_examined (fixture));
  g_assert_cmpint (sprint_host_get_state (fixture->host), ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_null (tree_find_button (fixture->page, "Continue"));
  tree_click (fixture->page, "Fix");
  g_assert_cmpuint (fixture->n_next, ==, 1);

  /* Somebody has installed it. */
  install_qemu (fixture);
  query_double_silence (fixture->query, TRUE);
  tree_click (fixture->page, "Check Again");
  g_assert_false (tree_can_click (fixture->page, "Continue"));
  g_assert_null (tree_find_button (fixture->page, "Fix"));
  query_double_silence (fixture->query, FALSE);
  await (is_examined (fixture));
  g_assert_null (tree_find_button (fixture->page, "Fix"));
  g_assert_true (tree_can_click (fixture->page, "Continue"));
}

/* Another page asks again and gives up: what answered meanwhile is half of it. */
static void
test_broken_off (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  query_double_silence (fixture->query, FALSE);
  show (fixture);
  await (is_examined (fixture));
  g_assert_true (tree_can_click (fixture->page, "Continue"));

  query_double_silence (fixture->query, TRUE);
  sprint_host_examine_async (fixture->host, cancellable, await_result_cb, &result);
  g_assert_false (tree_can_click (fixture->page, "Continue"));
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  await (sprint_host_get_state (fixture->host) == SPRINT_CHECK_STATE_UNKNOWN);
  g_assert_false (tree_can_click (fixture->page, "Continue"));
  g_assert_true (tree_can_click (fixture->page, "Check Again"));

  /* Back from that page, nobody need ask. */
  g_signal_emit_by_name (fixture->page, "showing");
  g_assert_true (tree_shows (fixture->page, "Examining this computer…"));
  query_double_silence (fixture->query, FALSE);
  await (is_examined (fixture));
  g_assert_true (tree_can_click (fixture->page, "Continue"));
}

/* A smaller machine may do: that is chosen further on. */
static void
test_little_room (Fixture       *fixture,
                  gconstpointer  data)
{
  write_fact (fixture, "proc/meminfo", "MemTotal:  262144 kB\nMemAvailable:  1024 kB\n");
  query_double_silence (fixture->query, FALSE);
  show (fixture);
  await (is_examined (fixture));
  g_assert_cmpint (sprint_host_get_state (fixture->host), ==, SPRINT_CHECK_STATE_WARN);
  g_assert_null (tree_find_button (fixture->page, "Fix"));
  g_assert_true (tree_can_click (fixture->page, "Continue"));
}

static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  query_double_silence (fixture->query, FALSE);
  show (fixture);
  await (is_examined (fixture));
  gtk_widget_grab_focus (tree_find_button (fixture->page, "Continue"));
  tree_press_key (GDK_KEY_Return, 0);
  await (fixture->n_next == 1);
}

static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  gpointer page;

  show (fixture);
  page = fixture->page;
  g_object_add_weak_pointer (page, &page);
  gtk_window_destroy (g_steal_pointer (&fixture->window));
  query_double_silence (fixture->query, FALSE);
  await (page == NULL);
  g_assert_cmpuint (fixture->n_next, ==, 0);
}

/* A disk that hangs need not answer for hours. */
static void
test_left (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  query_double_set_deaf (fixture->query, TRUE);
  show (fixture);
  await (sprint_check_get_state (sprint_host_get_check (fixture->host, "libvirt-session")) == SPRINT_CHECK_STATE_RUNNING);
  sprint_check_page_leave (SPRINT_CHECK_PAGE (fixture->page));
  g_signal_emit_by_name (fixture->watch, "changed");
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  gtk_window_destroy (g_steal_pointer (&fixture->window));
  await (fixture->page == NULL);

  query_double_silence (fixture->query, FALSE);
  sprint_host_examine_async (fixture->host, NULL, await_result_cb, &result);
  await (result != NULL);
}

int
main (int    argc,
      char **argv)
{
  /* Whether this computer has KVM is not what is looked at here. */
  g_setenv ("SPRINT_LIBEXECDIR", "/nonexistent", TRUE);
  tree_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/check-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("examining", test_examining);
  ADD ("troubled", test_troubled);
  ADD ("watched", test_watched);
  ADD ("undisturbed", test_undisturbed);
  ADD ("missing", test_missing);
  ADD ("broken-off", test_broken_off);
  ADD ("little-room", test_little_room);
  ADD ("keyboard", test_keyboard);
  ADD ("closed", test_closed);
  ADD ("left", test_left);

  return tree_run ();
}
