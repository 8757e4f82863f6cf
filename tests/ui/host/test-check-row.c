/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/host/check-list.h"
#include "ui/host/check-row.h"
#include "ui/host/command-row.h"

#include "await.h"
#include "query-double.h"
#include "widget-tree.h"

/* A check that answers when the test says so. */
#define TEST_TYPE_CHECK (test_check_get_type ())
G_DECLARE_FINAL_TYPE (TestCheck, test_check, TEST, CHECK, SprintCheck)

struct _TestCheck {
  SprintCheck parent_instance;
  GTask *task;
};

G_DEFINE_FINAL_TYPE (TestCheck, test_check, SPRINT_TYPE_CHECK)

static void
test_check_ask_async (SprintCheck         *check,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  TEST_CHECK (check)->task = g_task_new (check, cancellable, callback, user_data);
}

static gboolean
test_check_ask_finish (SprintCheck   *check,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
test_check_class_init (TestCheckClass *klass)
{
  SPRINT_CHECK_CLASS (klass)->ask_async = test_check_ask_async;
  SPRINT_CHECK_CLASS (klass)->ask_finish = test_check_ask_finish;
}

static void
test_check_init (TestCheck *self)
{
}

typedef struct {
  SprintCheck *check;
  GtkWidget *row;
  GtkWindow *window;
} Fixture;

static const SprintCheckInfo info = {
  "test", SPRINT_CHECK_GROUP_SOFTWARE, SPRINT_CHECK_SCOPE_MACHINES, "A <Check> & More", "It matters.",
};

/* (nullable): by the name that it has in the templates. */
static gpointer
child (GtkWidget  *widget,
       const char *name)
{
  for (GtkWidget *one = gtk_widget_get_first_child (widget); one != NULL; one = gtk_widget_get_next_sibling (one)) {
    gpointer found = g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (one)), name) == 0 ? one
                                                                                                  : child (one, name);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *list = gtk_list_box_new ();

  fixture->check = g_object_new (TEST_TYPE_CHECK, "info", &info, NULL);
  fixture->row = sprint_check_row_new (fixture->check, SPRINT_REMEDY_OFFER_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), fixture->row);
  fixture->window = tree_show (list);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tree_take_down (fixture->window, fixture->row);
  /* What has happened to the check since is nobody's business any more. */
  sprint_check_set_result (fixture->check, SPRINT_CHECK_STATE_WARN, "late", NULL, NULL);
  g_assert_finalize_object (fixture->check);
}

static void
answer (Fixture          *fixture,
        SprintCheckState  state,
        const char       *summary,
        const char       *details,
        SprintRemedy     *remedy)
{
  GTask *task = TEST_CHECK (fixture->check)->task;

  sprint_check_set_result (fixture->check, state, summary, details, remedy);
  if (task != NULL) {
    g_task_return_boolean (task, TRUE);
    g_clear_object (&TEST_CHECK (fixture->check)->task);
  }
}

static void
assert_icon (Fixture    *fixture,
             const char *icon_name,
             const char *css_class,
             const char *name)
{
  GtkWidget *icon = child (fixture->row, "icon");

  g_assert_true (gtk_stack_get_visible_child (child (fixture->row, "stack")) == icon);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, icon_name);
  g_assert_true (gtk_widget_has_css_class (icon, css_class));
  gtk_test_accessible_assert_role (icon, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (icon, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  g_assert_false (gtk_spinner_get_spinning (child (fixture->row, "spinner")));
}

static const char *
subtitle (Fixture *fixture)
{
  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (fixture->row));
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  /* The title is no markup. */
  g_assert_true (tree_shows (fixture->row, "A <Check> & More"));
  g_assert_cmpstr (subtitle (fixture), ==, "Not checked yet");
  assert_icon (fixture, "content-loading-symbolic", "dim-label", "Not checked yet");

  answer (fixture, SPRINT_CHECK_STATE_PASS, "All <is> well", NULL, NULL);
  g_assert_cmpstr (subtitle (fixture), ==, "All <is> well");
  g_assert_true (tree_shows (fixture->row, "All <is> well"));
  assert_icon (fixture, "object-select-symbolic", "success", "Good");

  answer (fixture, SPRINT_CHECK_STATE_WARN, "Could be better", NULL, NULL);
  g_assert_cmpstr (subtitle (fixture), ==, "Could be better");
  assert_icon (fixture, "dialog-warning-symbolic", "warning", "Warning");
  g_assert_false (gtk_widget_has_css_class (child (fixture->row, "icon"), "success"));

  answer (fixture, SPRINT_CHECK_STATE_FAIL, "Not there", NULL, NULL);
  g_assert_cmpstr (subtitle (fixture), ==, "Not there");
  assert_icon (fixture, "dialog-error-symbolic", "error", "Problem");
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (sprint_check_ask_finish (SPRINT_CHECK (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static void
assert_checking (Fixture *fixture)
{
  GtkWidget *spinner = child (fixture->row, "spinner");

  g_assert_true (gtk_stack_get_visible_child (child (fixture->row, "stack")) == spinner);
  g_assert_true (gtk_spinner_get_spinning (GTK_SPINNER (spinner)));
  gtk_test_accessible_assert_property (spinner, GTK_ACCESSIBLE_PROPERTY_LABEL, "Checking");
}

static void
test_running (Fixture       *fixture,
              gconstpointer  data)
{
  gboolean asked = FALSE;
  double duration;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (fixture->row), TRUE);
  answer (fixture, SPRINT_CHECK_STATE_FAIL, "Not there", NULL, NULL);
  sprint_check_ask_async (fixture->check, NULL, asked_cb, &asked);
  /* What was found before is not what is found now, if that takes its time. */
  g_assert_cmpstr (subtitle (fixture), ==, "Not there");
  await (g_str_equal (subtitle (fixture), "Checking"));
  assert_checking (fixture);

  answer (fixture, SPRINT_CHECK_STATE_PASS, "There now", "/usr/bin/thing", NULL);
  await (asked);
  g_assert_cmpstr (subtitle (fixture), ==, "There now");
  assert_icon (fixture, "object-select-symbolic", "success", "Good");
  duration = g_ascii_strtod (gtk_label_get_label (child (fixture->row, "duration_label")), NULL);
  g_assert_cmpfloat_with_epsilon (duration, sprint_check_get_duration (fixture->check) / 1000.0, 0.06);
  g_assert_true (g_str_has_suffix (gtk_label_get_label (child (fixture->row, "duration_label")), " ms"));
}

/* The first time there is nothing else to show. */
static void
test_first (Fixture       *fixture,
            gconstpointer  data)
{
  gboolean asked = FALSE;

  sprint_check_ask_async (fixture->check, NULL, asked_cb, &asked);
  g_assert_cmpstr (subtitle (fixture), ==, "Checking");
  assert_checking (fixture);
  answer (fixture, SPRINT_CHECK_STATE_PASS, "There", NULL, NULL);
  await (asked);
}

/* An answer that comes at once makes nothing flash, then or later. */
static void
test_quick (Fixture       *fixture,
            gconstpointer  data)
{
  Fixture slow = { NULL };
  gboolean asked = FALSE;
  gboolean slow_asked = FALSE;

  answer (fixture, SPRINT_CHECK_STATE_WARN, "Could be better", NULL, NULL);
  sprint_check_ask_async (fixture->check, NULL, asked_cb, &asked);
  g_assert_cmpstr (subtitle (fixture), ==, "Could be better");
  assert_icon (fixture, "dialog-warning-symbolic", "warning", "Warning");
  answer (fixture, SPRINT_CHECK_STATE_PASS, "All is well", NULL, NULL);
  await (asked);
  g_assert_cmpstr (subtitle (fixture), ==, "All is well");

  /* One that was asked after it has waited as long. */
  set_up (&slow, NULL);
  answer (&slow, SPRINT_CHECK_STATE_PASS, "There", NULL, NULL);
  sprint_check_ask_async (slow.check, NULL, asked_cb, &slow_asked);
  await (g_str_equal (subtitle (&slow), "Checking"));
  g_assert_cmpstr (subtitle (fixture), ==, "All is well");
  assert_icon (fixture, "object-select-symbolic", "success", "Good");
  answer (&slow, SPRINT_CHECK_STATE_PASS, "There", NULL, NULL);
  await (slow_asked);
  g_assert_cmpstr (subtitle (&slow), ==, "There");
  tear_down (&slow, NULL);
}

static void
test_details (Fixture       *fixture,
              gconstpointer  data)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (fixture->row);

  g_assert_cmpstr (adw_action_row_get_subtitle (child (fixture->row, "why_row")), ==, "It matters.");
  g_assert_false (tree_shows (fixture->row, "It matters."));
  g_assert_null (child (fixture->row, "details_row"));
  adw_expander_row_set_expanded (row, TRUE);
  g_assert_false (gtk_widget_get_visible (child (fixture->row, "details_row")));

  /* Without evidence, the whole sentence, which the row itself may cut short. */
  answer (fixture, SPRINT_CHECK_STATE_PASS, "All is well", NULL, NULL);
  g_assert_true (gtk_widget_get_visible (child (fixture->row, "details_row")));
  g_assert_cmpstr (adw_action_row_get_subtitle (child (fixture->row, "details_row")), ==, "All is well");
  answer (fixture, SPRINT_CHECK_STATE_PASS, "All is well", "/usr/bin/<thing>", NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (child (fixture->row, "details_row")), ==, "/usr/bin/<thing>");
  await (tree_shows (fixture->row, "It matters.") && tree_shows (fixture->row, "/usr/bin/<thing>"));
  g_assert_nonnull (tree_find_row (fixture->row, "Why It Matters"));
  g_assert_nonnull (tree_find_row (fixture->row, "What Was Found"));
  g_assert_null (tree_find_row (fixture->row, "What Can Be Done"));

  /* What is found while it is closed is there when it is opened. */
  adw_expander_row_set_expanded (row, FALSE);
  answer (fixture, SPRINT_CHECK_STATE_WARN, "Could be better", "/usr/bin/other", sprint_remedy_new ("Do.", NULL, NULL));
  adw_expander_row_set_expanded (row, TRUE);
  g_assert_cmpstr (adw_action_row_get_subtitle (child (fixture->row, "details_row")), ==, "/usr/bin/other");
  g_assert_true (gtk_widget_get_visible (child (fixture->row, "remedy_row")));
}

/* With the keyboard alone. */
static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD));
  g_assert_false (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (fixture->row)));
  tree_press_key (GDK_KEY_Return, 0);
  await (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (fixture->row)));
}

static void
test_remedy (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *remedy_row;
  GtkWidget *command_row;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (fixture->row), TRUE);
  remedy_row = child (fixture->row, "remedy_row");
  command_row = child (fixture->row, "command_row");
  g_assert_false (gtk_widget_get_visible (remedy_row));
  g_assert_false (gtk_widget_get_visible (command_row));

  answer (fixture, SPRINT_CHECK_STATE_FAIL, "Not there", NULL, sprint_remedy_new ("Turn <it> on.", NULL, NULL));
  g_assert_true (gtk_widget_get_visible (remedy_row));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (remedy_row)), ==, "Turn <it> on.");
  g_assert_false (gtk_widget_get_visible (command_row));

  answer (fixture, SPRINT_CHECK_STATE_FAIL, "Not there", NULL,
          sprint_remedy_new ("Load it.", NULL, "sudo modprobe 'it' && true"));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (remedy_row)), ==, "Load it.");
  g_assert_true (gtk_widget_get_visible (command_row));
  g_assert_cmpstr (sprint_command_row_get_command (SPRINT_COMMAND_ROW (command_row)), ==,
                   "sudo modprobe 'it' && true");

  answer (fixture, SPRINT_CHECK_STATE_PASS, "There", NULL, NULL);
  g_assert_false (gtk_widget_get_visible (remedy_row));
  g_assert_false (gtk_widget_get_visible (command_row));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
changed_cb (GObject    *row,
            GParamSpec *pspec,
            gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_command (void)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = g_object_new (SPRINT_TYPE_COMMAND_ROW, NULL);
  GtkWidget *button = child (row, "copy_button");
  g_autofree char *text = NULL;
  GtkWindow *window;
  guint n_changes = 0;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = tree_show (list);
  g_signal_connect (row, "notify::command", G_CALLBACK (changed_cb), &n_changes);
  sprint_command_row_set_command (SPRINT_COMMAND_ROW (row), "sudo apt install 'a' && echo <b>");
  sprint_command_row_set_command (SPRINT_COMMAND_ROW (row), "sudo apt install 'a' && echo <b>");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (tree_shows (row, "sudo apt install 'a' && echo <b>"));
  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Copy Command");

  gtk_widget_grab_focus (button);
  tree_press_key (GDK_KEY_space, 0);
  await (g_strcmp0 (gtk_widget_get_tooltip_text (button), "Copied") == 0);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Command Copied");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (row), NULL, read_cb, &text);
  await (text != NULL);
  g_assert_cmpstr (text, ==, "sudo apt install 'a' && echo <b>");

  /* Another one is not copied yet. */
  sprint_command_row_set_command (SPRINT_COMMAND_ROW (row), "sudo modprobe kvm");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Copy Command");
  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (button)), ==, "edit-copy-symbolic");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Copy Command");
  g_assert_true (gtk_widget_is_sensitive (button));

  sprint_command_row_set_command (SPRINT_COMMAND_ROW (row), NULL);
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "");
  tree_take_down (window, row);
}

static void
test_list (void)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new ("/nonexistent");
  g_autoptr (SprintAccelerationRecord) record = sprint_acceleration_record_new ("/nonexistent/record");
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  SprintHost *host = sprint_host_new (reader, SPRINT_HYPERVISOR_QUERY (query), record, platform);
  GtkWidget *list = sprint_check_list_new (G_LIST_MODEL (host), "Checks", NULL, FALSE);
  GtkWindow *window = tree_show (list);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (host));

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (tree_count (list, SPRINT_TYPE_CHECK_ROW), ==, n);
  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (G_LIST_MODEL (host), i);
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (child (list, "list"), i);

    g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, sprint_check_get_title (check));
  }
  gtk_test_accessible_assert_role (child (list, "list"), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (child (list, "list"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Checks");
  tree_take_down (window, list);
  g_assert_finalize_object (host);
}

/* What a row offers follows from its remedy, and from who is there to do it. */
static void
test_offers (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const components[] = { "qemu", NULL };
  static const struct { SprintRemedyOffer offer; gboolean packages, action; } cases[] = {
    { SPRINT_REMEDY_OFFER_NONE, FALSE, FALSE },
    { SPRINT_REMEDY_OFFER_PACKAGES, TRUE, FALSE },
    { SPRINT_REMEDY_OFFER_ACTIONS, FALSE, TRUE },
    { SPRINT_REMEDY_OFFER_PACKAGES | SPRINT_REMEDY_OFFER_ACTIONS, TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    GtkWidget *list = gtk_list_box_new ();
    GtkWidget *row = sprint_check_row_new (fixture->check, cases[i].offer);
    GtkWindow *window;

    gtk_list_box_append (GTK_LIST_BOX (list), row);
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    window = tree_show (list);
    sprint_check_set_result (fixture->check, SPRINT_CHECK_STATE_FAIL, "No", NULL,
                             sprint_remedy_new ("Install it.", components, NULL));
    g_assert_cmpint (tree_can_click (row, "Install…"), ==, cases[i].packages);
    sprint_check_set_result (fixture->check, SPRINT_CHECK_STATE_FAIL, "No", NULL,
                             sprint_remedy_new_action ("Load it.", SPRINT_REMEDY_ACTION_LOAD_MODULE, "kvm_intel",
                                                       NULL));
    g_assert_false (tree_can_click (row, "Install…"));
    g_assert_cmpint (tree_can_click (row, "Load…"), ==, cases[i].action);
    sprint_check_set_result (fixture->check, SPRINT_CHECK_STATE_FAIL, "No", NULL,
                             sprint_remedy_new ("Words alone.", NULL, NULL));
    g_assert_false (tree_can_click (row, "Load…"));
    tree_take_down (window, list);
  }
}

static void
count_cb (SprintCheckRow *row,
          guint          *count)
{
  (*count)++;
}

static void
test_apply (void)
{
  g_autoptr (SprintCheck) check = g_object_new (TEST_TYPE_CHECK, "info", &info, NULL);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = sprint_check_row_new (check, SPRINT_REMEDY_OFFER_ACTIONS);
  GtkWindow *window;
  guint applied = 0;

  g_signal_connect (row, "apply", G_CALLBACK (count_cb), &applied);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  window = tree_show (list);
  sprint_check_set_result (check, SPRINT_CHECK_STATE_WARN, "No", NULL,
                           sprint_remedy_new_action ("Join it.", SPRINT_REMEDY_ACTION_JOIN_GROUP, "kvm", NULL));
  tree_click (row, "Join…");
  g_assert_cmpuint (applied, ==, 1);
  g_assert_true (sprint_check_row_get_check (SPRINT_CHECK_ROW (row)) == check);
  tree_take_down (window, list);
}

int
main (int    argc,
      char **argv)
{
  tree_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/check-row/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("states", test_states);
  ADD ("running", test_running);
  ADD ("first", test_first);
  ADD ("quick", test_quick);
  ADD ("details", test_details);
  ADD ("keyboard", test_keyboard);
  ADD ("remedy", test_remedy);
  ADD ("offers", test_offers);
  g_test_add_func ("/check-row/apply", test_apply);
  g_test_add_func ("/command-row/copy", test_command);
  g_test_add_func ("/check-list/rows", test_list);

  return tree_run ();
}
