/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usb-row.h"

#include <glib/gi18n.h>

#include "core/problem/problem.h"
#include "ui/problem/problem-dialog.h"

struct _SprintUsbRow
{
  AdwActionRow parent_instance;

  GtkImage *image;
  GtkSpinner *spinner;
  GtkWidget *details_button;
  GtkSwitch *attach_switch;
  GtkWidget *eject_button;

  SprintUsbDevices *devices;
  SprintUsbDevice *device;
};

G_DEFINE_FINAL_TYPE (SprintUsbRow, sprint_usb_row, ADW_TYPE_ACTION_ROW)

static void
sprint_usb_row_dispose (GObject *object)
{
  SprintUsbRow *self = SPRINT_USB_ROW (object);

  if (self->device != NULL)
    g_signal_handlers_disconnect_by_data (self->device, self);
  g_clear_object (&self->device);
  if (self->devices != NULL)
    g_signal_handlers_disconnect_by_data (self->devices, self);
  g_clear_object (&self->devices);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_USB_ROW);

  G_OBJECT_CLASS (sprint_usb_row_parent_class)->dispose (object);
}

static const char *
describe_here (SprintUsbRow *self)
{
  if (sprint_usb_device_get_kind (self->device) == SPRINT_USB_INPUT)
    return _("Keyboard, mouse or the like: you could not use it here");

  return NULL;
}

static const char *
describe (SprintUsbRow *self)
{
  gboolean image = sprint_usb_device_get_kind (self->device) == SPRINT_USB_IMAGE;

  switch (sprint_usb_device_get_place (self->device)) {
  case SPRINT_USB_ATTACHING:
    return image ? _("Inserting…") : _("Attaching…");

  case SPRINT_USB_THERE:
    return image ? _("In a CD drive of the machine") : _("The machine has it");

  case SPRINT_USB_DETACHING:
    return image ? _("Ejecting…") : _("Detaching…");

  case SPRINT_USB_HERE:
  default:
    return describe_here (self);
  }
}

static void
update_error (SprintUsbRow *self)
{
  const GError *error = sprint_usb_device_get_error (self->device);
  g_autoptr (SprintProblem) problem = error != NULL ? sprint_problem_new (error) : NULL;
  const char *words = problem != NULL ? problem->sentence : describe (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words != NULL ? words : "");
  gtk_widget_set_visible (self->details_button, problem != NULL);
}

static void
update (SprintUsbRow *self)
{
  SprintUsbPlace place = sprint_usb_device_get_place (self->device);
  gboolean image = sprint_usb_device_get_kind (self->device) == SPRINT_USB_IMAGE;
  gboolean busy = place == SPRINT_USB_ATTACHING || place == SPRINT_USB_DETACHING;
  gboolean wanted = place == SPRINT_USB_ATTACHING || place == SPRINT_USB_THERE;
  gboolean possible = place != SPRINT_USB_HERE || sprint_usb_devices_get_n_free (self->devices) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_switch_set_state (self->attach_switch, place == SPRINT_USB_THERE);
  gtk_switch_set_active (self->attach_switch, wanted);
  gtk_widget_set_visible (GTK_WIDGET (self->attach_switch), !image);
  gtk_widget_set_sensitive (GTK_WIDGET (self->attach_switch), possible);
  gtk_widget_set_visible (self->eject_button, image);
  gtk_widget_set_sensitive (self->eject_button, place == SPRINT_USB_THERE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
  update_error (self);
}

static void
error_cb (SprintUsbRow *self)
{
  update (self);
  if (sprint_usb_device_get_error (self->device) != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), adw_action_row_get_subtitle (ADW_ACTION_ROW (self)),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Where the switch stands is the device's doing: a person only asks for it. */
static gboolean
state_set_cb (SprintUsbRow *self,
              gboolean      state)
{
  if (state)
    sprint_usb_devices_attach (self->devices, self->device);
  else
    sprint_usb_devices_detach (self->devices, self->device);
  update (self);

  return GDK_EVENT_STOP;
}

static void
eject_cb (SprintUsbRow *self)
{
  sprint_usb_devices_detach (self->devices, self->device);
}

static void
details_cb (SprintUsbRow *self)
{
  adw_dialog_present (sprint_problem_dialog_new (sprint_usb_device_get_error (self->device)), GTK_WIDGET (self));
}

static void
sprint_usb_row_class_init (SprintUsbRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_usb_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/devices/usb-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintUsbRow, image);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbRow, details_button);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbRow, attach_switch);
  gtk_widget_class_bind_template_child (widget_class, SprintUsbRow, eject_button);
  gtk_widget_class_bind_template_callback (widget_class, details_cb);
  gtk_widget_class_bind_template_callback (widget_class, eject_cb);
  gtk_widget_class_bind_template_callback (widget_class, state_set_cb);
}

static void
sprint_usb_row_init (SprintUsbRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
choose_icon (SprintUsbKind kind)
{
  switch (kind) {
  case SPRINT_USB_IMAGE:
    return "media-optical-symbolic";

  case SPRINT_USB_INPUT:
    return "input-keyboard-symbolic";

  case SPRINT_USB_PLAIN:
  default:
    return "media-removable-symbolic";
  }
}

GtkWidget *
sprint_usb_row_new (SprintUsbDevices *devices,
                    SprintUsbDevice  *device)
{
  SprintUsbRow *self;
  SprintUsbKind kind;
  const char *name;

  g_return_val_if_fail (SPRINT_IS_USB_DEVICES (devices), NULL);
  g_return_val_if_fail (SPRINT_IS_USB_DEVICE (device), NULL);

  self = g_object_new (SPRINT_TYPE_USB_ROW, NULL);
  self->devices = g_object_ref (devices);
  self->device = g_object_ref (device);
  kind = sprint_usb_device_get_kind (device);
  name = sprint_usb_device_get_name (device);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  gtk_image_set_from_icon_name (self->image, choose_icon (kind));
  if (kind != SPRINT_USB_IMAGE)
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->attach_switch));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->attach_switch), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (device, "notify::place", G_CALLBACK (update), self);
  g_signal_connect_swapped (device, "notify::error", G_CALLBACK (error_cb), self);
  g_signal_connect_swapped (devices, "notify::n-free", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}
