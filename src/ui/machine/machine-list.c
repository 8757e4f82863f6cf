/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-list.h"

#include <glib/gi18n.h>

#include "machine-commands.h"
#include "machine-row.h"

/* Milliseconds after which it is looked again which rows can be seen: a list that is being scrolled has other
 * worries. */
#define LOOK_DELAY 100

struct _SprintMachineList {
  AdwBin parent_instance;

  SprintConnectionList *connections;
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  GtkWidget *view;
  GtkFilter *filter;
  GtkSorter *by_title;
  GtkSorter *by_connection;
  GPtrArray *rows;          /* the bound ones; borrowed */
  guint look_id;
  char *search;
  gboolean live_thumbnails;
  gboolean confirm_force_off;
};

enum {
  PROP_0,
  PROP_CONNECTIONS,
  PROP_SELECTED,
  PROP_SEARCH,
  PROP_EMPTY,
  PROP_LIVE_THUMBNAILS,
  PROP_CONFIRM_FORCE_OFF,
  N_PROPS,
};

enum {
  ACTIVATED,
  PROBLEM,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SprintMachineList, sprint_machine_list, ADW_TYPE_BIN)

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  SprintMachineList *self = user_data;
  g_autofree char *title = NULL;

  if (self->search == NULL || *self->search == '\0')
    return TRUE;
  title = g_utf8_casefold (sprint_machine_get_title (item), -1);
  return strstr (title, self->search) != NULL;
}

static int
compare_titles (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  return strcmp (sprint_machine_get_sort_key ((gpointer) a), sprint_machine_get_sort_key ((gpointer) b));
}

static guint
find_position (GListModel *connections,
               const char *uri)
{
  guint n = g_list_model_get_n_items (connections);

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintConnection) connection = g_list_model_get_item (connections, i);

    if (g_str_equal (sprint_connection_get_uri (connection), uri))
      return i;
  }
  return n;
}

/* In the order of the connections: this computer comes first. */
static int
compare_connections (gconstpointer a,
                     gconstpointer b,
                     gpointer      user_data)
{
  const char *one = sprint_machine_get_connection_uri ((gpointer) a);
  const char *other = sprint_machine_get_connection_uri ((gpointer) b);
  guint position, other_position;

  if (g_str_equal (one, other))
    return 0;
  position = find_position (user_data, one);
  other_position = find_position (user_data, other);
  return position < other_position ? -1 : position > other_position ? 1 : strcmp (one, other);
}

static void
titled_cb (SprintMachineList *self)
{
  gtk_sorter_changed (self->by_title, GTK_SORTER_CHANGE_DIFFERENT);
  if (self->search != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static gboolean
is_seen (GtkWidget *row,
         GtkWidget *view)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (row, view, &bounds) && bounds.size.height > 0 &&
         bounds.origin.y < gtk_widget_get_height (view) && bounds.origin.y + bounds.size.height > 0;
}

/* The view binds and maps rows far beyond its edges. */
static gboolean
look_cb (gpointer user_data)
{
  SprintMachineList *self = user_data;

  self->look_id = 0;
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, i);

    sprint_machine_row_set_seen (SPRINT_MACHINE_ROW (row), is_seen (row, self->view));
  }
  return G_SOURCE_REMOVE;
}

static void
look_soon (SprintMachineList *self)
{
  if (self->look_id == 0 && self->selection != NULL)
    self->look_id = g_timeout_add_full (G_PRIORITY_LOW, LOOK_DELAY, look_cb, self, NULL);
}

/* What a screen reader says of a row. */
static void
describe_cb (SprintMachine *machine,
             GParamSpec    *pspec,
             GtkListItem   *item)
{
  const char *reason = sprint_machine_get_state_reason (machine);
  const char *state = sprint_machine_state_to_text (sprint_machine_get_state (machine));

  gtk_list_item_set_accessible_label (item, sprint_machine_get_title (machine));
  gtk_list_item_set_accessible_description (item, reason != NULL ? reason : state);
}

/* One click shows a machine. GTK's own single-click-activate would also select what the pointer passes over. */
static void
row_released_cb (GtkGestureClick *gesture,
                int              n_press,
                double           x,
                double           y,
                GtkListItem     *item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *self = gtk_widget_get_ancestor (row, SPRINT_TYPE_MACHINE_LIST);
  SprintMachine *machine = gtk_list_item_get_item (item);

  if (self != NULL && machine != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, machine);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          SprintMachineList        *self)
{
  GtkWidget *row = sprint_machine_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (row_released_cb), item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  sprint_machine_row_set_live (SPRINT_MACHINE_ROW (row), self->live_thumbnails);
  sprint_machine_row_set_seen (SPRINT_MACHINE_ROW (row), FALSE);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         SprintMachineList        *self)
{
  SprintMachine *machine = gtk_list_item_get_item (item);
  SprintMachineRow *row = SPRINT_MACHINE_ROW (gtk_list_item_get_child (item));

  sprint_machine_row_set_machine (row, machine);
  sprint_machine_row_set_live (row, self->live_thumbnails);
  describe_cb (machine, NULL, item);
  g_ptr_array_add (self->rows, row);
  look_soon (self);
  g_signal_connect_object (machine, "notify::title", G_CALLBACK (describe_cb), item, 0);
  g_signal_connect_object (machine, "notify::state", G_CALLBACK (describe_cb), item, 0);
  g_signal_connect_object (machine, "notify::state-reason", G_CALLBACK (describe_cb), item, 0);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           SprintMachineList        *self)
{
  SprintMachine *machine = gtk_list_item_get_item (item);
  SprintMachineRow *row = SPRINT_MACHINE_ROW (gtk_list_item_get_child (item));

  if (machine != NULL)
    g_signal_handlers_disconnect_by_func (machine, describe_cb, item);
  if (row != NULL) {
    sprint_machine_row_set_machine (row, NULL);
    sprint_machine_row_set_seen (row, FALSE);
  }
  if (self->rows != NULL)
    g_ptr_array_remove_fast (self->rows, row);
}

static void
setup_header_cb (GtkSignalListItemFactory *factory,
                 GtkListHeader            *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_end (label, 6);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *header,
                SprintMachineList        *self)
{
  const char *uri = sprint_machine_get_connection_uri (gtk_list_header_get_item (header));
  SprintConnection *connection = sprint_connection_list_find (self->connections, uri);

  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)),
                      connection != NULL ? sprint_connection_get_name (connection) : uri);
}

/* One connection needs no heading. */
static void
connections_changed_cb (SprintMachineList *self)
{
  gboolean many = g_list_model_get_n_items (G_LIST_MODEL (self->connections)) > 1;
  g_autoptr (GtkListItemFactory) headers = NULL;

  if (many == (gtk_sort_list_model_get_section_sorter (self->sorted) != NULL))
    return;
  gtk_sort_list_model_set_section_sorter (self->sorted, many ? self->by_connection : NULL);
  if (many) {
    headers = gtk_signal_list_item_factory_new ();
    g_signal_connect (headers, "setup", G_CALLBACK (setup_header_cb), NULL);
    g_signal_connect_object (headers, "bind", G_CALLBACK (bind_header_cb), self, 0);
  }
  gtk_list_view_set_header_factory (GTK_LIST_VIEW (self->view), headers);
}

static void
selection_changed_cb (SprintMachineList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
machines_changed_cb (SprintMachineList *self,
                     guint              position,
                     guint              removed,
                     guint              added,
                     GListModel        *all)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SprintMachine) machine = g_list_model_get_item (all, i);

    /* Of those out of sight too: one that is renamed moves. */
    g_signal_connect_object (machine, "notify::title", G_CALLBACK (titled_cb), self, G_CONNECT_SWAPPED);
  }
}

static void
n_shown_changed_cb (SprintMachineList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY]);
}

static void
activate_cb (SprintMachineList *self,
             guint              position)
{
  g_autoptr (SprintMachine) machine = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (machine == NULL)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[ACTIVATED], 0, machine);
}

/* The keyboard's focus is on the item that GTK puts around a row. */
static void
menu_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (SPRINT_IS_MACHINE_ROW (row) && gtk_widget_is_ancestor (row, widget))
    gtk_widget_activate_action (row, "row.menu", NULL);
}

static void
set_search (SprintMachineList *self,
            const char        *search)
{
  g_autofree char *folded = search != NULL ? g_utf8_casefold (search, -1) : NULL;

  if (!g_set_str (&self->search, folded))
    return;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

static void
set_live_thumbnails (SprintMachineList *self,
                     gboolean           live)
{
  if (self->live_thumbnails == live)
    return;
  self->live_thumbnails = live;
  for (guint i = 0; i < self->rows->len; i++)
    sprint_machine_row_set_live (g_ptr_array_index (self->rows, i), live);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE_THUMBNAILS]);
}

static void
watch_scrolling (SprintMachineList *self,
                 GtkAdjustment     *adjustment)
{
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  /* What is sorted anew moves without scrolling. */
  g_signal_connect_object (self->sorted, "items-changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
}

static void
sprint_machine_list_constructed (GObject *object)
{
  SprintMachineList *self = SPRINT_MACHINE_LIST (object);
  GtkFlattenListModel *all;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  G_OBJECT_CLASS (sprint_machine_list_parent_class)->constructed (object);

  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->by_title = GTK_SORTER (gtk_custom_sorter_new (compare_titles, NULL, NULL));
  self->by_connection = GTK_SORTER (gtk_custom_sorter_new (compare_connections, g_object_ref (self->connections),
                                                              g_object_unref));
  all = gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->connections)));
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (all), g_object_ref (self->filter));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (self->filtered), g_object_ref (self->by_title));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (all, "items-changed", G_CALLBACK (machines_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->sorted, "notify::n-items", G_CALLBACK (n_shown_changed_cb), self, G_CONNECT_SWAPPED);
  machines_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (all)), G_LIST_MODEL (all));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->view), FALSE);
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Machines"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  watch_scrolling (self, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)));

  g_signal_connect_object (self->connections, "items-changed", G_CALLBACK (connections_changed_cb), self,
                           G_CONNECT_SWAPPED);
  connections_changed_cb (self);
}

static void
sprint_machine_list_dispose (GObject *object)
{
  SprintMachineList *self = SPRINT_MACHINE_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  /* The models may outlive this: what they ask must not be asked of it. */
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->selection);
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filter);
  g_clear_object (&self->by_title);
  g_clear_object (&self->by_connection);
  g_clear_object (&self->connections);
  G_OBJECT_CLASS (sprint_machine_list_parent_class)->dispose (object);
}

static void
sprint_machine_list_finalize (GObject *object)
{
  SprintMachineList *self = SPRINT_MACHINE_LIST (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->search);
  G_OBJECT_CLASS (sprint_machine_list_parent_class)->finalize (object);
}

static void
sprint_machine_list_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SprintMachineList *self = SPRINT_MACHINE_LIST (object);

  switch (prop_id) {
  case PROP_CONNECTIONS:
    g_value_set_object (value, self->connections);
    break;
  case PROP_SELECTED:
    g_value_set_object (value, sprint_machine_list_get_selected (self));
    break;
  case PROP_SEARCH:
    g_value_set_string (value, self->search);
    break;
  case PROP_EMPTY:
    g_value_set_boolean (value, g_list_model_get_n_items (G_LIST_MODEL (self->sorted)) == 0);
    break;
  case PROP_CONFIRM_FORCE_OFF:
    g_value_set_boolean (value, self->confirm_force_off);
    break;
  case PROP_LIVE_THUMBNAILS:
    g_value_set_boolean (value, self->live_thumbnails);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_machine_list_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SprintMachineList *self = SPRINT_MACHINE_LIST (object);

  switch (prop_id) {
  case PROP_CONNECTIONS:
    self->connections = g_value_dup_object (value);
    break;
  case PROP_SELECTED:
    sprint_machine_list_set_selected (self, g_value_get_object (value));
    break;
  case PROP_SEARCH:
    set_search (self, g_value_get_string (value));
    break;
  case PROP_CONFIRM_FORCE_OFF:
    if (self->confirm_force_off != g_value_get_boolean (value)) {
      self->confirm_force_off = !self->confirm_force_off;
      g_object_notify_by_pspec (object, pspec);
    }
    break;
  case PROP_LIVE_THUMBNAILS:
    set_live_thumbnails (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_machine_list_class_init (SprintMachineListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = sprint_machine_list_constructed;
  object_class->dispose = sprint_machine_list_dispose;
  object_class->finalize = sprint_machine_list_finalize;
  object_class->get_property = sprint_machine_list_get_property;
  object_class->set_property = sprint_machine_list_set_property;

  properties[PROP_CONNECTIONS] = g_param_spec_object ("connections", NULL, NULL, SPRINT_TYPE_CONNECTION_LIST,
                                                      flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, SPRINT_TYPE_MACHINE, flags);
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, flags & ~G_PARAM_WRITABLE);
  properties[PROP_CONFIRM_FORCE_OFF] = g_param_spec_boolean ("confirm-force-off", NULL, NULL, TRUE, flags);
  properties[PROP_LIVE_THUMBNAILS] = g_param_spec_boolean ("live-thumbnails", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATED] = g_signal_new ("activated", SPRINT_TYPE_MACHINE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, SPRINT_TYPE_MACHINE);
  signals[PROBLEM] = g_signal_new ("problem", SPRINT_TYPE_MACHINE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_install_action (widget_class, "list.menu", NULL, menu_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "list.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "list.menu", NULL);
}

static void
sprint_machine_list_init (SprintMachineList *self)
{
  self->live_thumbnails = TRUE;
  self->confirm_force_off = TRUE;
  self->rows = g_ptr_array_new ();
}

GtkWidget *
sprint_machine_list_new (SprintConnectionList *connections)
{
  return g_object_new (SPRINT_TYPE_MACHINE_LIST, "connections", connections, NULL);
}

void
sprint_machine_list_tell_problem (SprintMachineList *self,
                                  const GError      *error)
{
  g_return_if_fail (SPRINT_IS_MACHINE_LIST (self));

  g_signal_emit (self, signals[PROBLEM], 0, error);
}

SprintMachine *
sprint_machine_list_get_selected (SprintMachineList *self)
{
  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

void
sprint_machine_list_set_selected (SprintMachineList *self,
                                  SprintMachine     *machine)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintMachine) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

    if (item == machine) {
      gtk_single_selection_set_selected (self->selection, i);
      return;
    }
  }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

gboolean
sprint_machine_list_activate_first (SprintMachineList *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return FALSE;
  activate_cb (self, 0);
  return TRUE;
}
