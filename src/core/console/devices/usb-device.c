/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usb-device.h"

#include <glib/gi18n.h>

#include "core-enums.h"

/* Characters: a device says what it likes, up to 126 for its maker's name and as many for its own. */
#define LONGEST_NAME 120

struct _SprintUsbDevice
{
  GObject parent_instance;

  SprintUsbKind kind;
  char *id;
  char *name;
  SprintUsbPlace place;
  GError *error;
};

G_DEFINE_FINAL_TYPE (SprintUsbDevice, sprint_usb_device, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NAME,
  PROP_PLACE,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_usb_device_finalize (GObject *object)
{
  SprintUsbDevice *self = SPRINT_USB_DEVICE (object);

  g_free (self->id);
  g_free (self->name);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sprint_usb_device_parent_class)->finalize (object);
}

static void
sprint_usb_device_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SprintUsbDevice *self = SPRINT_USB_DEVICE (object);

  switch (prop_id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;

  case PROP_PLACE:
    g_value_set_enum (value, self->place);
    break;

  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_usb_device_class_init (SprintUsbDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_usb_device_finalize;
  object_class->get_property = sprint_usb_device_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PLACE] =
    g_param_spec_enum ("place", NULL, NULL, SPRINT_TYPE_USB_PLACE, SPRINT_USB_HERE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_usb_device_init (SprintUsbDevice *self)
{
}

/* One line that can be read, however the device is called. */
static char *
tidy (const char *name)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  guint n = 0;

  for (const char *at = valid; *at != '\0' && n < LONGEST_NAME; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    gboolean space = g_unichar_isspace (c);

    if (space && (line->len == 0 || line->str[line->len - 1] == ' '))
      continue;
    if (!space && !g_unichar_isprint (c))
      continue;
    g_string_append_unichar (line, space ? ' ' : c);
    n++;
  }
  g_strchomp (line->str);

  return line->str[0] != '\0' ? g_strdup (line->str) : g_strdup (_("Device without a name"));
}

SprintUsbDevice *
sprint_usb_device_new (SprintUsbKind  kind,
                       const char    *id,
                       const char    *name)
{
  SprintUsbDevice *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SPRINT_TYPE_USB_DEVICE, NULL);
  self->kind = kind;
  self->id = g_strdup (id);
  self->name = tidy (name != NULL ? name : "");

  return self;
}

SprintUsbKind
sprint_usb_device_get_kind (SprintUsbDevice *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICE (self), SPRINT_USB_PLAIN);

  return self->kind;
}

const char *
sprint_usb_device_get_id (SprintUsbDevice *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICE (self), NULL);

  return self->id;
}

const char *
sprint_usb_device_get_name (SprintUsbDevice *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICE (self), NULL);

  return self->name;
}

SprintUsbPlace
sprint_usb_device_get_place (SprintUsbDevice *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICE (self), SPRINT_USB_HERE);

  return self->place;
}

const GError *
sprint_usb_device_get_error (SprintUsbDevice *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICE (self), NULL);

  return self->error;
}

void
sprint_usb_device_set_place (SprintUsbDevice *self,
                             SprintUsbPlace   place,
                             const GError    *error)
{
  gboolean error_changed;

  g_return_if_fail (SPRINT_IS_USB_DEVICE (self));

  error_changed = self->error != NULL || error != NULL;
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);

  g_object_freeze_notify (G_OBJECT (self));
  if (error_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (self->place != place) {
    self->place = place;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}
