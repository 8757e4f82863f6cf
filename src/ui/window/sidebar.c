/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sidebar.h"

struct _SprintSidebar
{
  AdwNavigationPage parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  AdwBanner *banner;
  GtkStack *stack;
  AdwBin *list_bin;
};

G_DEFINE_FINAL_TYPE (SprintSidebar, sprint_sidebar, ADW_TYPE_NAVIGATION_PAGE)

enum {
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
sprint_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SPRINT_TYPE_SIDEBAR);

  G_OBJECT_CLASS (sprint_sidebar_parent_class)->dispose (object);
}

static void
retry_cb (SprintSidebar *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
search_activate_cb (SprintSidebar *self)
{
  sprint_machine_list_activate_first (SPRINT_MACHINE_LIST (adw_bin_get_child (self->list_bin)));
}

/* A library that has no machine at all has the window's welcome. */
static void
update_results (SprintSidebar *self)
{
  SprintMachineList *list = SPRINT_MACHINE_LIST (adw_bin_get_child (self->list_bin));
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
  gboolean empty;

  g_object_get (list, "empty", &empty, NULL);
  gtk_stack_set_visible_child_name (self->stack, searching && empty ? "no-results" : "machines");
}

static void
sprint_sidebar_class_init (SprintSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_sidebar_dispose;

  /**
   * SprintSidebar::retry:
   *
   * The person wants the connection in trouble opened again.
   */
  signals[SIGNAL_RETRY] = g_signal_new ("retry", SPRINT_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/window/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintSidebar, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SprintSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SprintSidebar, banner);
  gtk_widget_class_bind_template_child (widget_class, SprintSidebar, list_bin);
  gtk_widget_class_bind_template_child (widget_class, SprintSidebar, stack);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
}

static void
sprint_sidebar_init (SprintSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}

void
sprint_sidebar_set_list (SprintSidebar     *self,
                         SprintMachineList *list)
{
  g_return_if_fail (SPRINT_IS_SIDEBAR (self));
  g_return_if_fail (SPRINT_IS_MACHINE_LIST (list));

  adw_bin_set_child (self->list_bin, GTK_WIDGET (list));
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (list));
  g_object_bind_property (self->search_entry, "text", list, "search", G_BINDING_DEFAULT);
  g_signal_connect_object (list, "notify::empty", G_CALLBACK (update_results), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::search", G_CALLBACK (update_results), self, G_CONNECT_SWAPPED);
}

void
sprint_sidebar_set_trouble (SprintSidebar *self,
                            const char    *trouble)
{
  g_return_if_fail (SPRINT_IS_SIDEBAR (self));

  if (trouble != NULL)
    adw_banner_set_title (self->banner, trouble);
  adw_banner_set_revealed (self->banner, trouble != NULL);
}

void
sprint_sidebar_search (SprintSidebar *self)
{
  g_return_if_fail (SPRINT_IS_SIDEBAR (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
