/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widget-tree.h"

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <string.h>

#include "await.h"
#include "remove-tree.h"

static const char * const names[] = { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
                                      "XDG_RUNTIME_DIR", "HOME" };
static char *folder;

void
tree_init (int    *argc,
           char ***argv)
{
  folder = g_dir_make_tmp ("widgets-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);

    g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
    g_setenv (names[i], path, TRUE);
  }
  g_test_init (argc, argv, NULL);
  adw_init ();
  await_own_context ();
  /* What is to be seen in the end is to be seen at once. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

void
tree_clean (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    remove_tree (g_getenv (names[i]));
    g_assert_cmpint (g_mkdir (g_getenv (names[i]), 0700), ==, 0);
  }
}

void
tree_use_style (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/io/github/kvmsprint/Sprint/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
tree_run (void)
{
  int status = g_test_run ();

  remove_tree (folder);
  g_clear_pointer (&folder, g_free);
  return status;
}

typedef gboolean (*Match) (GtkWidget     *widget,
                           gconstpointer  data);

static GtkWidget *
find (GtkWidget     *widget,
      Match          match,
      gconstpointer  data)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (match (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, match, data);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
is_type (GtkWidget     *widget,
         gconstpointer  type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), GPOINTER_TO_SIZE (type));
}

GtkWidget *
tree_find_type (GtkWidget *root,
                GType      type)
{
  return find (root, is_type, GSIZE_TO_POINTER (type));
}

guint
tree_count (GtkWidget *root,
            GType      type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (root), type);

  if (!gtk_widget_get_visible (root) || !gtk_widget_get_child_visible (root))
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += tree_count (child, type);
  return n;
}

static gboolean
has_flat_items (GMenuModel *menu,
                gboolean    section)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++) {
    g_autoptr (GMenuModel) inner = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
    g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);

    if (inner != NULL && (section || !has_flat_items (inner, TRUE)))
      return FALSE;
    if (submenu != NULL && !has_flat_items (submenu, FALSE))
      return FALSE;
  }
  return TRUE;
}

gboolean
tree_menu_is_flat (GMenuModel *menu)
{
  g_assert_cmpint (g_menu_model_get_n_items (menu), >, 0);
  return has_flat_items (menu, FALSE);
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  return NULL;
}

static gboolean
has_text (GtkWidget     *widget,
          gconstpointer  text)
{
  const char *own = get_text (widget);

  return own != NULL && strstr (own, text) != NULL;
}

static gboolean
is_text (GtkWidget     *widget,
         gconstpointer  text)
{
  return g_strcmp0 (get_text (widget), text) == 0;
}

static gboolean
is_button (GtkWidget     *widget,
           gconstpointer  text)
{
  return GTK_IS_BUTTON (widget) &&
         (find (widget, is_text, text) != NULL || g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0);
}

static gboolean
is_row (GtkWidget     *widget,
        gconstpointer  title)
{
  return ADW_IS_PREFERENCES_ROW (widget) &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

GtkWidget *
tree_find_button (GtkWidget  *root,
                  const char *text)
{
  return find (root, is_button, text);
}

GtkWidget *
tree_find_row (GtkWidget  *root,
               const char *title)
{
  return find (root, is_row, title);
}

GtkWidget *
tree_find_text (GtkWidget  *root,
                const char *text)
{
  return find (root, has_text, text);
}

gboolean
tree_shows (GtkWidget  *root,
            const char *text)
{
  return tree_find_text (root, text) != NULL;
}

gboolean
tree_can_click (GtkWidget  *root,
                const char *text)
{
  GtkWidget *button = tree_find_button (root, text);

  return button != NULL && gtk_widget_is_sensitive (button);
}

void
tree_click (GtkWidget  *root,
            const char *text)
{
  g_test_message ("click %s", text);
  await (tree_can_click (root, text));
  g_signal_emit_by_name (tree_find_button (root, text), "clicked");
}

static void
count_cb (guint *n)
{
  (*n)++;
}

void
tree_draw (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  guint n = 0;

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (count_cb), &n);
  await ((gtk_widget_queue_draw (GTK_WIDGET (window)), n > 2));
  g_signal_handlers_disconnect_by_data (clock, &n);
}

GtkWindow *
tree_show (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 800, 800);
  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  await (gtk_widget_get_mapped (window) && gtk_window_is_active (GTK_WINDOW (window)));
  return GTK_WINDOW (window);
}

void
tree_take_down (GtkWindow *window,
                gpointer   object)
{
  gpointer weak = object;
  gpointer weak_window = window;

  g_object_add_weak_pointer (object, &weak);
  g_object_add_weak_pointer (G_OBJECT (window), &weak_window);
  gtk_window_destroy (window);
  await (weak == NULL && weak_window == NULL);
}

static void
send_key (Display *display,
          KeySym   keysym,
          gboolean down)
{
  KeyCode code = XKeysymToKeycode (display, keysym);

  g_assert_cmpint (code, !=, 0);
  XTestFakeKeyEvent (display, code, down, CurrentTime);
}

void
tree_press_key (guint           keyval,
                GdkModifierType modifiers)
{
  static const struct { GdkModifierType modifier; guint keyval; } held[] = {
    { GDK_CONTROL_MASK, XK_Control_L }, { GDK_ALT_MASK, XK_Alt_L }, { GDK_SHIFT_MASK, XK_Shift_L },
  };
  Display *display = XOpenDisplay (NULL);

  g_assert_nonnull (display);
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if (modifiers & held[i].modifier)
      send_key (display, held[i].keyval, TRUE);
  /* GDK's key values are X11's. */
  send_key (display, keyval, TRUE);
  send_key (display, keyval, FALSE);
  for (guint i = G_N_ELEMENTS (held); i > 0; i--)
    if (modifiers & held[i - 1].modifier)
      send_key (display, held[i - 1].keyval, FALSE);
  XCloseDisplay (display);
}
