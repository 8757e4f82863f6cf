/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/machine/machine-list.h"

#include "await.h"
#include "machines.h"
#include "ui/machine/machine-row.h"
#include "widget-tree.h"

typedef struct {
  Scene *scene;
  SprintConnection *connection;   /* not open: its machines are what a test makes of them */
  GtkWidget *list;
  GtkWindow *window;
  SprintMachine *activated;
  GError *problem;
} Fixture;

static void
activated_cb (SprintMachineList *list,
              SprintMachine     *machine,
              Fixture           *fixture)
{
  fixture->activated = machine;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (NULL);
  fixture->connection = fixture->scene->connection;
  fixture->list = sprint_machine_list_new (sprint_services_get_connections (fixture->scene->services));
  g_signal_connect (fixture->list, "activated", G_CALLBACK (activated_cb), fixture);
  g_signal_connect (fixture->list, "problem", G_CALLBACK (machines_problem_cb), &fixture->problem);
  fixture->window = tree_show (fixture->list);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tree_take_down (fixture->window, fixture->list);
  scene_free (fixture->scene);
  g_clear_error (&fixture->problem);
}

static GtkWidget *
get_view (Fixture *fixture)
{
  return tree_find_type (fixture->list, GTK_TYPE_LIST_VIEW);
}

static void
append_text (GtkWidget  *row,
             const char *css_class,
             GString    *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_INSCRIPTION (child) && gtk_widget_has_css_class (child, css_class))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "",
                              gtk_inscription_get_text (GTK_INSCRIPTION (child)));
    append_text (child, css_class, text);
  }
}

/* What the rows say from top to bottom: "heading" their names, "caption" their states. */
static char *
read_rows (Fixture    *fixture,
           const char *css_class)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *item = gtk_widget_get_first_child (get_view (fixture)); item != NULL;
       item = gtk_widget_get_next_sibling (item)) {
    GtkWidget *row = gtk_widget_get_first_child (item);

    if (SPRINT_IS_MACHINE_ROW (row))
      append_text (row, css_class, text);
  }
  return g_string_free (text, FALSE);
}

static gboolean
rows_say (Fixture    *fixture,
          const char *css_class,
          const char *text)
{
  g_autofree char *said = read_rows (fixture, css_class);

  return g_str_equal (said, text);
}

static gboolean
is_empty (Fixture *fixture)
{
  gboolean empty;

  g_object_get (fixture->list, "empty", &empty, NULL);
  return empty;
}

static SprintMachine *
get_selected (Fixture *fixture)
{
  return sprint_machine_list_get_selected (SPRINT_MACHINE_LIST (fixture->list));
}

static void
select_machine (Fixture       *fixture,
                SprintMachine *machine)
{
  sprint_machine_list_set_selected (SPRINT_MACHINE_LIST (fixture->list), machine);
}

/* The list's own widget around the row of that machine. */
static GtkWidget *
find_item (Fixture    *fixture,
           const char *title)
{
  GtkWidget *text = tree_find_text (fixture->list, title);

  g_assert_nonnull (text);
  return gtk_widget_get_parent (gtk_widget_get_ancestor (text, SPRINT_TYPE_MACHINE_ROW));
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  SprintMachine *machine;
  GtkWidget *item;

  g_assert_true (is_empty (fixture));
  machines_add (fixture->connection, "machine 10");
  machine = machines_add (fixture->connection, "machine 2");
  machines_add (fixture->connection, "Größe & <Ruhe>");
  machines_set_state (machine, SPRINT_MACHINE_STATE_OFF, NULL);
  g_assert_false (is_empty (fixture));
  /* By name, and numbers by their value. */
  await (rows_say (fixture, "heading", "Größe & <Ruhe>|machine 2|machine 10"));
  g_assert_true (rows_say (fixture, "caption", "Running|Off|Running"));

  gtk_test_accessible_assert_role (get_view (fixture), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (get_view (fixture), GTK_ACCESSIBLE_PROPERTY_LABEL, "Machines");
  item = find_item (fixture, "machine 2");
  gtk_test_accessible_assert_role (item, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL, "machine 2");
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Off");
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  static const SprintMachineState states[] = {
    SPRINT_MACHINE_STATE_OFF, SPRINT_MACHINE_STATE_STARTING, SPRINT_MACHINE_STATE_PAUSED,
    SPRINT_MACHINE_STATE_SHUTTING_DOWN, SPRINT_MACHINE_STATE_SAVED, SPRINT_MACHINE_STATE_CRASHED,
    SPRINT_MACHINE_STATE_UNKNOWN,
  };
  static const char * const words[] = { "Off", "Starting", "Paused", "Shutting down", "Saved", "Crashed", "Unknown" };
  SprintMachine *machine = machines_add (fixture->connection, "one");

  await (rows_say (fixture, "caption", "Running"));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    machines_set_state (machine, states[i], NULL);
    g_assert_true (rows_say (fixture, "caption", words[i]));
    gtk_test_accessible_assert_property (find_item (fixture, "one"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words[i]);
  }
  /* Why is more than what. */
  machines_set_state (machine, SPRINT_MACHINE_STATE_PAUSED, "Its disk is full");
  g_assert_true (rows_say (fixture, "caption", "Its disk is full"));
  gtk_test_accessible_assert_property (find_item (fixture, "one"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Its disk is full");
  machines_set_state (machine, SPRINT_MACHINE_STATE_PAUSED, "The guest crashed");
  g_assert_true (rows_say (fixture, "caption", "The guest crashed"));
  gtk_test_accessible_assert_property (find_item (fixture, "one"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The guest crashed");
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  SprintMachine *machine = machines_add (fixture->connection, "Debian Straße");

  machines_add (fixture->connection, "Fedora");
  await (rows_say (fixture, "heading", "Debian Straße|Fedora"));
  g_object_set (fixture->list, "search", "DEB", NULL);
  await (rows_say (fixture, "heading", "Debian Straße"));
  g_object_set (fixture->list, "search", "STRASSE", NULL);
  await (rows_say (fixture, "heading", "Debian Straße"));
  g_assert_false (is_empty (fixture));
  g_object_set (fixture->list, "search", "%", NULL);
  g_assert_true (is_empty (fixture));
  g_assert_false (sprint_machine_list_activate_first (SPRINT_MACHINE_LIST (fixture->list)));

  /* One that is renamed appears, and disappears. */
  machines_set_title (machine, "100 %");
  await (rows_say (fixture, "heading", "100 %"));
  g_assert_true (sprint_machine_list_activate_first (SPRINT_MACHINE_LIST (fixture->list)));
  g_assert_true (fixture->activated == machine);
  g_assert_true (get_selected (fixture) == machine);
  machines_set_title (machine, "Debian");
  await (is_empty (fixture));

  g_object_set (fixture->list, "search", NULL, NULL);
  await (rows_say (fixture, "heading", "Debian|Fedora"));
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  SprintMachine *one = machines_add (fixture->connection, "one");
  SprintMachine *two = machines_add (fixture->connection, "two");
  guint n_changes = 0;

  /* Nobody has chosen one yet. */
  g_assert_null (get_selected (fixture));
  g_signal_connect (fixture->list, "notify::selected", G_CALLBACK (count_cb), &n_changes);
  select_machine (fixture, two);
  g_assert_true (get_selected (fixture) == two);
  g_assert_cmpuint (n_changes, ==, 1);

  /* It stays, wherever it goes. */
  machines_add (fixture->connection, "another");
  g_assert_true (get_selected (fixture) == two);
  machines_set_title (two, "a first");
  await (rows_say (fixture, "heading", "a first|another|one"));
  g_assert_true (get_selected (fixture) == two);
  machines_set_state (two, SPRINT_MACHINE_STATE_OFF, NULL);
  sprint_connection_remove_machine (fixture->connection, sprint_machine_get_uuid (one));
  await (rows_say (fixture, "heading", "a first|another"));
  g_assert_true (get_selected (fixture) == two);
  g_assert_cmpuint (n_changes, ==, 1);

  sprint_connection_remove_machine (fixture->connection, sprint_machine_get_uuid (two));
  await (rows_say (fixture, "heading", "another"));
  g_assert_null (get_selected (fixture));
  g_assert_cmpuint (n_changes, ==, 2);
  select_machine (fixture, NULL);
  g_assert_null (get_selected (fixture));
}

static void
in_driver (Fixture *fixture,
           void   (*func) (virDomainPtr domain))
{
  virConnectPtr handle = sprint_connection_ref_handle (fixture->connection);
  virDomainPtr domain = virDomainLookupByName (handle, "test");

  func (domain);
  virDomainFree (domain);
  virConnectClose (handle);
}

static void
rename_elsewhere (virDomainPtr domain)
{
  g_assert_cmpint (virDomainSetMetadata (domain, VIR_DOMAIN_METADATA_TITLE, "renamed", NULL, NULL,
                                         VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG), ==, 0);
}

static void
pause_elsewhere (virDomainPtr domain)
{
  g_assert_cmpint (virDomainSuspend (domain), ==, 0);
}

static void
delete_elsewhere (virDomainPtr domain)
{
  g_assert_cmpint (virDomainDestroy (domain), ==, 0);
  g_assert_cmpint (virDomainUndefine (domain), ==, 0);
}

/* What another program does shows by itself. */
static void
test_elsewhere (Fixture       *fixture,
                gconstpointer  data)
{
  scene_open (fixture->scene);
  await (rows_say (fixture, "heading", "test"));
  in_driver (fixture, rename_elsewhere);
  await (rows_say (fixture, "heading", "renamed"));
  in_driver (fixture, pause_elsewhere);
  await (rows_say (fixture, "caption", "Paused"));
  in_driver (fixture, delete_elsewhere);
  await (is_empty (fixture));
}

static void
test_connections (Fixture       *fixture,
                  gconstpointer  data)
{
  SprintConnectionList *connections = sprint_services_get_connections (fixture->scene->services);
  SprintConnection *other;

  machines_add (fixture->connection, "two");
  await (rows_say (fixture, "heading", "two"));
  g_assert_false (tree_shows (fixture->list, sprint_connection_get_name (fixture->connection)));

  other = sprint_connection_list_add (connections, "qemu+ssh://host.example/system");
  machines_add (other, "one");
  await (tree_shows (fixture->list, "host.example"));
  await (tree_shows (fixture->list, sprint_connection_get_name (fixture->connection)));
  /* By connection, this computer's first, then by name. */
  g_assert_true (rows_say (fixture, "heading", "two|one"));
  machines_add (other, "three");
  await (rows_say (fixture, "heading", "two|one|three"));

  sprint_connection_list_remove (connections, other);
  await (rows_say (fixture, "heading", "two"));
  await (!tree_shows (fixture->list, sprint_connection_get_name (fixture->connection)));
}

static gboolean
has_focus_within (Fixture   *fixture,
                  GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  SprintMachine *one = machines_add (fixture->connection, "one");
  SprintMachine *two = machines_add (fixture->connection, "two");
  GtkWidget *menu;

  await (rows_say (fixture, "heading", "one|two"));
  select_machine (fixture, one);
  gtk_widget_grab_focus (find_item (fixture, "one"));
  await (has_focus_within (fixture, find_item (fixture, "one")));
  tree_press_key (GDK_KEY_Down, 0);
  await (get_selected (fixture) == two);
  g_assert_null (fixture->activated);
  tree_press_key (GDK_KEY_Return, 0);
  await (fixture->activated == two);

  tree_press_key (GDK_KEY_F10, GDK_SHIFT_MASK);
  await ((menu = tree_find_type (find_item (fixture, "two"), GTK_TYPE_POPOVER_MENU)) != NULL);
  await (tree_shows (menu, "Pause"));
  /* What cannot be done now is not there. */
  g_assert_false (tree_shows (menu, "Start"));
  gtk_popover_popdown (GTK_POPOVER (menu));
  await (tree_find_type (find_item (fixture, "two"), GTK_TYPE_POPOVER_MENU) == NULL);
}

/* The menu of a row tells of what went wrong through the list. */
static void
test_menu_problem (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *row;

  machines_add (fixture->connection, "one");
  await (rows_say (fixture, "heading", "one"));
  row = gtk_widget_get_first_child (find_item (fixture, "one"));
  g_object_set (fixture->list, "confirm-force-off", FALSE, NULL);
  g_assert_true (gtk_widget_activate_action (row, "row.menu", NULL));
  g_assert_true (gtk_widget_activate_action (row, "row.force-off", NULL));
  await (fixture->problem != NULL);
  g_assert_cmpuint (fixture->problem->domain, ==, SPRINT_MACHINE_ERROR);
}

/* A thousand machines cost what the visible ones cost. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  SprintMachine *last = NULL;

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *title = g_strdup_printf ("machine %u", i);

    last = machines_add (fixture->connection, title);
  }
  await (tree_shows (fixture->list, "machine 0"));
  g_assert_cmpuint (tree_count (fixture->list, SPRINT_TYPE_MACHINE_ROW), <, 300);
  /* One that nobody sees, and is renamed, comes into sight. */
  machines_set_title (last, "a machine");
  await (tree_shows (fixture->list, "a machine"));
}

int
main (int    argc,
      char **argv)
{
  tree_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/machine-list/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("rows", test_rows);
  ADD ("states", test_states);
  ADD ("search", test_search);
  ADD ("selection", test_selection);
  ADD ("elsewhere", test_elsewhere);
  ADD ("connections", test_connections);
  ADD ("keyboard", test_keyboard);
  ADD ("menu-problem", test_menu_problem);
  ADD ("many", test_many);

  return tree_run ();
}
