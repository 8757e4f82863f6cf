/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usb-dialog.h"

#include <glib/gi18n.h>

#include "core/problem/problem.h"
#include "ui/problem/problem-dialog.h"
#include "usb-row.h"

struct _SprintUsbDialog
{
  AdwDialog parent_instance;

  GtkStack *stack;
  AdwStatusPage *status_page;
  AdwPreferencesGroup *device_group;
  GtkWidget *empty_row;
  AdwPreferencesGroup *image_group;
  GtkWidget *insert_row;
  GtkWidget *automatic_group;
  AdwSwitchRow *automatic_row;
  GtkWidget *card_group;
  AdwSwitchRow *card_row;

  SprintUsbDevices *devices;
  SprintSmartCards *cards;
  GPtrArray *rows;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SprintUsbDialog, sprint_usb_dialog, ADW_TYPE_DIALOG)

static void
sprint_usb_dialog_dispose (GObject *object)
{
  SprintUsbDialog *self = SPRINT_USB_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->devices != NULL) {
    g_signal_handlers_disconnect_by_data (self->devices, self);
    sprint_usb_devices_release (self->devices);
  }
  g_clear_object (&self->devices);
  if (self->cards != NULL)
    g_signal_handlers_disconnect_by_data (self->cards, self);
  g_clear_object (&self->cards);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_USB_DIALOG);

  G_OBJECT_CLASS (sprint_usb_dialog_parent_class)->dispose (object);
}

static void
sprint_usb_dialog_finalize (GObject *object)
{
  g_object_unref (SPRINT_USB_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (sprint_usb_dialog_parent_class)->finalize (object);
}

static gboolean
is_image (SprintUsbDevice *device)
{
  return sprint_usb_device_get_kind (device) == SPRINT_USB_IMAGE;
}

static gboolean
has_devices (SprintUsbDialog *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->devices)); i++) {
    g_autoptr (SprintUsbDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), i);

    if (!is_image (device))
      return TRUE;
  }

  return FALSE;
}

/* @possible: whether there can be devices */
static void
show_groups (SprintUsbDialog *self,
             const char      *title,
             const char      *description,
             gboolean         possible)
{
  adw_preferences_group_set_title (self->device_group, title);
  adw_preferences_group_set_description (self->device_group, description);
  gtk_widget_set_visible (self->empty_row, possible && !has_devices (self));
  gtk_widget_set_visible (GTK_WIDGET (self->image_group), possible);
  gtk_widget_set_visible (self->automatic_group, possible);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

/* Alone, or above the smart cards. */
static void
show_status (SprintUsbDialog *self,
             const char      *title,
             const char      *description)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  if (sprint_smart_cards_get_available (self->cards)) {
    show_groups (self, title, escaped, FALSE);
    return;
  }

  adw_status_page_set_title (self->status_page, title);
  adw_status_page_set_description (self->status_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

static void
show_broken (SprintUsbDialog *self)
{
  g_autoptr (SprintProblem) problem = sprint_problem_new (sprint_usb_devices_get_error (self->devices));
  g_autofree char *words = problem->remedy != NULL ? g_strdup_printf ("%s\n\n%s", problem->sentence, problem->remedy)
                                                   : g_strdup (problem->sentence);

  show_status (self, problem->title, words);
}

/* How many more devices there is room for. */
static char *
describe_room (SprintUsbDialog *self)
{
  guint n = sprint_usb_devices_get_n_channels (self->devices);
  guint n_free = sprint_usb_devices_get_n_free (self->devices);

  if (n_free == 0)
    return g_strdup_printf (ngettext ("The machine has %u USB channel, which is in use. Detach the device on it to "
                                      "attach another.",
                                      "The machine has %u USB channels, which are all in use. Detach a device to "
                                      "attach another.", n), n);
  if (n_free == n)
    return g_strdup_printf (ngettext ("The machine can have %u device.", "The machine can have %u devices at once.", n),
                            n);

  return g_strdup_printf (ngettext ("The machine can have %u more device.", "The machine can have %u more devices.",
                                    n_free), n_free);
}

static void
show_list (SprintUsbDialog *self)
{
  g_autofree char *room = describe_room (self);

  gtk_widget_set_sensitive (self->insert_row, sprint_usb_devices_get_n_free (self->devices) > 0);
  show_groups (self, _("On This Computer"), room, TRUE);
}

static void
update (SprintUsbDialog *self)
{
  switch (sprint_usb_devices_get_state (self->devices)) {
  case SPRINT_USB_READY:
    show_list (self);
    break;

  case SPRINT_USB_NO_CHANNELS:
    show_status (self, _("No USB Channels"),
                 _("This machine was made without a way to take USB devices of this computer.\n\n"
                   "Shut it down, add the line “<redirdev bus='usb' type='spicevmc'/>” to its devices with "
                   "“virsh edit”, once for each device that it is to have at a time, and start it again."));
    break;

  case SPRINT_USB_BROKEN:
    show_broken (self);
    break;

  case SPRINT_USB_OFF:
  default:
    show_status (self, _("Not Connected"),
                 _("Devices can be attached as long as the machine’s screen is shown."));
    break;
  }
}

static char *
describe_cards (SprintUsbDialog *self)
{
  const char * const *readers = sprint_smart_cards_get_readers (self->cards);
  const GError *error = sprint_smart_cards_get_error (self->cards);
  guint n_cards = sprint_smart_cards_get_n_cards (self->cards);
  g_autofree char *names = g_strjoinv (", ", (char **) readers);

  if (error != NULL) {
    g_autoptr (SprintProblem) problem = sprint_problem_new (error);

    return g_strdup (problem->sentence);
  }
  if (!sprint_smart_cards_get_enabled (self->cards))
    return g_strdup (_("Let the machine use this computer’s card readers; one machine at a time can"));
  if (names[0] == '\0')
    return g_strdup (_("No card reader was found; the help says where it is looked for"));
  if (n_cards == 0)
    return g_strdup_printf (_("The machine has %s, without a card"), names);

  return g_strdup_printf (ngettext ("The machine has %s, with %u card", "The machine has %s, with %u cards", n_cards),
                          names, n_cards);
}

static void
update_cards (SprintUsbDialog *self)
{
  g_autofree char *words = describe_cards (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->card_row), words);
  gtk_widget_set_visible (self->card_group, sprint_smart_cards_get_available (self->cards));
  update (self);
}

static void
remove_row (SprintUsbDialog *self,
            guint            position)
{
  GtkWidget *row = self->rows->pdata[position];
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row));
  GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
  g_ptr_array_remove_index (self->rows, position);
  /* The focus does not go with it. */
  if (focused)
    gtk_widget_grab_focus (gtk_widget_get_sensitive (self->insert_row) ? self->insert_row
                                                                       : GTK_WIDGET (self->automatic_row));
}

static void
add_row (SprintUsbDialog *self,
         guint            position)
{
  g_autoptr (SprintUsbDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), position);
  GtkWidget *row = sprint_usb_row_new (self->devices, device);

  adw_preferences_group_add (is_image (device) ? self->image_group : self->device_group, row);
  g_ptr_array_insert (self->rows, position, row);
}

static void
items_changed_cb (SprintUsbDialog *self,
                  guint            position,
                  guint            removed,
                  guint            added)
{
  for (guint i = 0; i < removed; i++)
    remove_row (self, position);
  for (guint i = 0; i < added; i++)
    add_row (self, position + i);
  update (self);
}

static void
problem_cb (SprintUsbDialog *self,
            const GError    *error)
{
  adw_dialog_present (sprint_problem_dialog_new (error), GTK_WIDGET (self));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintUsbDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (self->devices == NULL)
    return;

  if (file != NULL)
    sprint_usb_devices_insert (self->devices, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    problem_cb (self, error);
}

static GListModel *
create_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) images = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (images, _("CD images"));
  gtk_file_filter_add_suffix (images, "iso");
  gtk_file_filter_add_mime_type (images, "application/vnd.efi.iso");
  gtk_file_filter_add_mime_type (images, "application/x-cd-image");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, images);
  g_list_store_append (filters, all);

  return G_LIST_MODEL (filters);
}

static void
insert_cb (SprintUsbDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = create_filters ();

  gtk_file_dialog_set_title (dialog, _("Insert a CD Image"));
  gtk_file_dialog_set_accept_label (dialog, _("_Insert"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, chosen_cb,
                        g_object_ref (self));
}

static void
sprint_usb_dialog_class_init (SprintUsbDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_usb_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_usb_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/devices/usb-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, status_page);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, device_group);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, empty_row);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, image_group);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, insert_row);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, automatic_group);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, automatic_row);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, card_group);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbDialog, card_row);
  gtk_widget_class_bind_template_callback (widget_class, insert_cb);
}

static void
sprint_usb_dialog_init (SprintUsbDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
sprint_usb_dialog_new (SprintUsbDevices *devices,
                       SprintSmartCards *cards)
{
  SprintUsbDialog *self;

  g_return_val_if_fail (SPRINT_IS_USB_DEVICES (devices), NULL);
  g_return_val_if_fail (SPRINT_IS_SMART_CARDS (cards), NULL);

  self = g_object_new (SPRINT_TYPE_USB_DIALOG, NULL);
  self->devices = g_object_ref (devices);
  self->cards = g_object_ref (cards);
  g_object_bind_property (devices, "automatic", self->automatic_row, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_swapped (devices, "notify::state", G_CALLBACK (update), self);
  g_signal_connect_swapped (devices, "notify::n-free", G_CALLBACK (update), self);
  g_signal_connect_swapped (devices, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (devices, "problem", G_CALLBACK (problem_cb), self);
  g_object_bind_property (cards, "enabled", self->card_row, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_swapped (cards, "notify", G_CALLBACK (update_cards), self);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (devices)));
  update_cards (self);
  sprint_usb_devices_hold (devices);

  return ADW_DIALOG (self);
}
