/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-row.h"

#include <glib/gi18n.h>

#include "machine-commands.h"
#include "machine-list.h"
#include "machine-thumbnail.h"

struct _SprintMachineRow {
  AdwBin parent_instance;

  GtkWidget *thumbnail;
  GtkWidget *title;
  GtkWidget *state;
  GtkWidget *popover;
  SprintMachine *machine;
  SprintMachineCommands *commands;
};

G_DEFINE_FINAL_TYPE (SprintMachineRow, sprint_machine_row, ADW_TYPE_BIN)

static void
update (SprintMachineRow *self)
{
  const char *reason = sprint_machine_get_state_reason (self->machine);
  const char *state = sprint_machine_state_to_text (sprint_machine_get_state (self->machine));

  gtk_inscription_set_text (GTK_INSCRIPTION (self->title), sprint_machine_get_title (self->machine));
  gtk_inscription_set_text (GTK_INSCRIPTION (self->state), reason != NULL ? reason : state);
}

/* Commands are made when a menu is first asked for: a thousand rows need none. */
static void
popup_menu (SprintMachineRow *self,
            double            x,
            double            y)
{
  if (self->machine == NULL)
    return;
  if (self->commands == NULL) {
    g_autoptr (GMenuModel) menu = sprint_machine_commands_create_menu ("row");
    GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (self), SPRINT_TYPE_MACHINE_LIST);

    self->commands = sprint_machine_commands_new (GTK_WIDGET (self));
    if (list != NULL) {
      g_object_bind_property (list, "confirm-force-off", self->commands, "confirm-force-off", G_BINDING_SYNC_CREATE);
      /* A deletion takes the row away before it may fail at a disk. */
      g_signal_connect_object (self->commands, "problem", G_CALLBACK (sprint_machine_list_tell_problem), list,
                               G_CONNECT_SWAPPED);
    }
    gtk_widget_insert_action_group (GTK_WIDGET (self), "row", sprint_machine_commands_get_actions (self->commands));
    self->popover = gtk_popover_menu_new_from_model (menu);
    gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
    gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
    gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  }
  sprint_machine_commands_set_machine (self->commands, self->machine);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
pressed_cb (SprintMachineRow *self,
            int               n_press,
            double            x,
            double            y)
{
  popup_menu (self, x, y);
}

static void
long_pressed_cb (SprintMachineRow *self,
                 double            x,
                 double            y)
{
  popup_menu (self, x, y);
}

static void
menu_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  popup_menu (SPRINT_MACHINE_ROW (widget), gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
}

static void
sprint_machine_row_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  SprintMachineRow *self = SPRINT_MACHINE_ROW (widget);

  GTK_WIDGET_CLASS (sprint_machine_row_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
sprint_machine_row_dispose (GObject *object)
{
  SprintMachineRow *self = SPRINT_MACHINE_ROW (object);

  /* Once: the children that would be told are gone the second time. */
  if (self->machine != NULL)
    sprint_machine_row_set_machine (self, NULL);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->commands);
  G_OBJECT_CLASS (sprint_machine_row_parent_class)->dispose (object);
}

static void
sprint_machine_row_class_init (SprintMachineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_machine_row_dispose;
  widget_class->size_allocate = sprint_machine_row_size_allocate;
  gtk_widget_class_install_action (widget_class, "row.menu", NULL, menu_action_cb);
}

/* An inscription's size does not depend on its text, so that a row costs little to measure. */
static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_min_lines (GTK_INSCRIPTION (label), 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (label), 3);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
sprint_machine_row_init (SprintMachineRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  self->thumbnail = sprint_machine_thumbnail_new ();
  self->title = new_label ("heading");
  self->state = new_label ("dim-label");
  gtk_widget_add_css_class (self->state, "caption");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (texts), self->title);
  gtk_box_append (GTK_BOX (texts), self->state);
  gtk_box_append (GTK_BOX (box), self->thumbnail);
  gtk_box_append (GTK_BOX (box), texts);
  adw_bin_set_child (ADW_BIN (self), box);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}

GtkWidget *
sprint_machine_row_new (void)
{
  return g_object_new (SPRINT_TYPE_MACHINE_ROW, NULL);
}

void
sprint_machine_row_set_machine (SprintMachineRow *self,
                                SprintMachine    *machine)
{
  if (self->machine != NULL)
    g_signal_handlers_disconnect_by_func (self->machine, update, self);
  g_set_object (&self->machine, machine);
  sprint_machine_thumbnail_set_machine (SPRINT_MACHINE_THUMBNAIL (self->thumbnail), machine);
  if (machine == NULL)
    return;
  g_signal_connect_object (machine, "notify::title", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (machine, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (machine, "notify::state-reason", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
sprint_machine_row_set_live (SprintMachineRow *self,
                             gboolean          live)
{
  sprint_machine_thumbnail_set_live (SPRINT_MACHINE_THUMBNAIL (self->thumbnail), live);
}

void
sprint_machine_row_set_seen (SprintMachineRow *self,
                             gboolean          seen)
{
  sprint_machine_thumbnail_set_seen (SPRINT_MACHINE_THUMBNAIL (self->thumbnail), seen);
}
