/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usb-devices.h"

#include "core-enums.h"

struct _SprintUsbDevices
{
  GObject parent_instance;

  GPtrArray *devices;
  /* What the machine is to get back, and what is on its way into it only because it was plugged in. */
  GPtrArray *returning;
  GHashTable *taking;
  GError *error;
  char *filter;
  SprintUsbState state;
  guint n_channels;
  guint holds;
  gboolean begun;
  gboolean automatic;
  gboolean in_front;
};

static void sprint_usb_devices_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintUsbDevices, sprint_usb_devices, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sprint_usb_devices_list_model_init))

enum {
  PROP_0,
  PROP_STATE,
  PROP_N_FREE,
  PROP_AUTOMATIC,
  PROP_NEEDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  ATTACH,
  DETACH,
  INSERT,
  TAKEN,
  PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_usb_devices_finalize (GObject *object)
{
  SprintUsbDevices *self = SPRINT_USB_DEVICES (object);

  g_ptr_array_unref (self->devices);
  g_ptr_array_unref (self->returning);
  g_hash_table_unref (self->taking);
  g_clear_error (&self->error);
  g_free (self->filter);

  G_OBJECT_CLASS (sprint_usb_devices_parent_class)->finalize (object);
}

static void
sprint_usb_devices_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SprintUsbDevices *self = SPRINT_USB_DEVICES (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;

  case PROP_N_FREE:
    g_value_set_uint (value, sprint_usb_devices_get_n_free (self));
    break;

  case PROP_AUTOMATIC:
    g_value_set_boolean (value, self->automatic);
    break;

  case PROP_NEEDED:
    g_value_set_boolean (value, sprint_usb_devices_get_needed (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_usb_devices_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_AUTOMATIC:
    sprint_usb_devices_set_automatic (SPRINT_USB_DEVICES (object), g_value_get_boolean (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static GType
get_item_type (GListModel *model)
{
  return SPRINT_TYPE_USB_DEVICE;
}

static guint
get_n_items (GListModel *model)
{
  return SPRINT_USB_DEVICES (model)->devices->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SprintUsbDevices *self = SPRINT_USB_DEVICES (model);

  return position < self->devices->len ? g_object_ref (self->devices->pdata[position]) : NULL;
}

static void
sprint_usb_devices_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
install_signals (void)
{
  signals[ATTACH] =
    g_signal_new ("attach", SPRINT_TYPE_USB_DEVICES, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, SPRINT_TYPE_USB_DEVICE);
  signals[DETACH] =
    g_signal_new ("detach", SPRINT_TYPE_USB_DEVICES, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, SPRINT_TYPE_USB_DEVICE);
  signals[INSERT] =
    g_signal_new ("insert", SPRINT_TYPE_USB_DEVICES, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[TAKEN] =
    g_signal_new ("taken", SPRINT_TYPE_USB_DEVICES, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, SPRINT_TYPE_USB_DEVICE, G_TYPE_ERROR);
  signals[PROBLEM] =
    g_signal_new ("problem", SPRINT_TYPE_USB_DEVICES, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_usb_devices_class_init (SprintUsbDevicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_usb_devices_finalize;
  object_class->get_property = sprint_usb_devices_get_property;
  object_class->set_property = sprint_usb_devices_set_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_USB_STATE, SPRINT_USB_OFF, flags | G_PARAM_READABLE);
  properties[PROP_N_FREE] =
    g_param_spec_uint ("n-free", NULL, NULL, 0, G_MAXUINT, 0, flags | G_PARAM_READABLE);
  properties[PROP_AUTOMATIC] =
    g_param_spec_boolean ("automatic", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);
  properties[PROP_NEEDED] =
    g_param_spec_boolean ("needed", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals ();
}

static void
sprint_usb_devices_init (SprintUsbDevices *self)
{
  self->devices = g_ptr_array_new_with_free_func (g_object_unref);
  self->returning = g_ptr_array_new_with_free_func (g_object_unref);
  self->taking = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

SprintUsbDevices *
sprint_usb_devices_new (void)
{
  return g_object_new (SPRINT_TYPE_USB_DEVICES, NULL);
}

static void
notify (SprintUsbDevices *self,
        int               prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
set_state (SprintUsbDevices *self,
           SprintUsbState    state)
{
  if (self->state == state)
    return;

  self->state = state;
  notify (self, PROP_STATE);
}

SprintUsbState
sprint_usb_devices_get_state (SprintUsbDevices *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICES (self), SPRINT_USB_OFF);

  return self->state;
}

const GError *
sprint_usb_devices_get_error (SprintUsbDevices *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICES (self), NULL);

  return self->error;
}

guint
sprint_usb_devices_get_n_channels (SprintUsbDevices *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICES (self), 0);

  return self->n_channels;
}

guint
sprint_usb_devices_get_n_free (SprintUsbDevices *self)
{
  guint used = 0;

  g_return_val_if_fail (SPRINT_IS_USB_DEVICES (self), 0);

  for (guint i = 0; i < self->devices->len; i++) {
    if (sprint_usb_device_get_place (self->devices->pdata[i]) != SPRINT_USB_HERE)
      used++;
  }

  return self->n_channels > used ? self->n_channels - used : 0;
}

void
sprint_usb_devices_hold (SprintUsbDevices *self)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  self->holds++;
  notify (self, PROP_NEEDED);
}

void
sprint_usb_devices_release (SprintUsbDevices *self)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));
  g_return_if_fail (self->holds > 0);

  self->holds--;
  notify (self, PROP_NEEDED);
}

gboolean
sprint_usb_devices_get_needed (SprintUsbDevices *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICES (self), FALSE);

  return self->holds > 0 || self->automatic || self->returning->len > 0;
}

gboolean
sprint_usb_devices_get_automatic (SprintUsbDevices *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICES (self), FALSE);

  return self->automatic;
}

void
sprint_usb_devices_set_automatic (SprintUsbDevices *self,
                                  gboolean          automatic)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  automatic = !!automatic;
  if (self->automatic == automatic)
    return;

  self->automatic = automatic;
  notify (self, PROP_AUTOMATIC);
  notify (self, PROP_NEEDED);
}

void
sprint_usb_devices_set_filter (SprintUsbDevices *self,
                               const char       *filter)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  g_set_str (&self->filter, filter);
}

const char *
sprint_usb_devices_get_filter (SprintUsbDevices *self)
{
  g_return_val_if_fail (SPRINT_IS_USB_DEVICES (self), NULL);

  return self->filter;
}

void
sprint_usb_devices_set_in_front (SprintUsbDevices *self,
                                 gboolean          in_front)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  self->in_front = in_front;
}

static void
set_place (SprintUsbDevices *self,
           SprintUsbDevice  *device,
           SprintUsbPlace    place,
           const GError     *error)
{
  sprint_usb_device_set_place (device, place, error);
  notify (self, PROP_N_FREE);
}

static GError *
create_no_channel_error (SprintUsbDevices *self)
{
  return g_error_new (SPRINT_USB_ERROR, SPRINT_USB_ERROR_NO_CHANNEL, "All %u USB channels are in use",
                      self->n_channels);
}

void
sprint_usb_devices_attach (SprintUsbDevices *self,
                           SprintUsbDevice  *device)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));
  g_return_if_fail (SPRINT_IS_USB_DEVICE (device));

  if (sprint_usb_device_get_place (device) != SPRINT_USB_HERE || !g_ptr_array_find (self->devices, device, NULL))
    return;

  if (sprint_usb_devices_get_n_free (self) == 0) {
    g_autoptr (GError) error = create_no_channel_error (self);

    sprint_usb_devices_settle (self, device, FALSE, error);
    return;
  }

  set_place (self, device, SPRINT_USB_ATTACHING, NULL);
  g_signal_emit (self, signals[ATTACH], 0, device);
}

void
sprint_usb_devices_detach (SprintUsbDevices *self,
                           SprintUsbDevice  *device)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));
  g_return_if_fail (SPRINT_IS_USB_DEVICE (device));

  if (sprint_usb_device_get_place (device) != SPRINT_USB_THERE)
    return;

  set_place (self, device, SPRINT_USB_DETACHING, NULL);
  g_signal_emit (self, signals[DETACH], 0, device);
}

/* Until it is known what is plugged in. */
static void
insert_later (SprintUsbDevices *self,
              GFile            *image)
{
  g_autofree char *path = g_file_get_path (image);

  if (path == NULL) {
    g_autoptr (GError) error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_IMAGE,
                                                    "The file has no path on this computer");

    sprint_usb_devices_refuse (self, error);
    return;
  }

  g_ptr_array_add (self->returning, sprint_usb_device_new (SPRINT_USB_IMAGE, path, path));
  notify (self, PROP_NEEDED);
}

void
sprint_usb_devices_insert (SprintUsbDevices *self,
                           GFile            *image)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));
  g_return_if_fail (G_IS_FILE (image));

  if (self->state != SPRINT_USB_READY)
    error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_LOST, "There is no USB channel");
  else if (self->begun && sprint_usb_devices_get_n_free (self) == 0)
    error = create_no_channel_error (self);

  if (error != NULL)
    sprint_usb_devices_refuse (self, error);
  else if (!self->begun)
    insert_later (self, image);
  else
    g_signal_emit (self, signals[INSERT], 0, image);
}

void
sprint_usb_devices_forget (SprintUsbDevices *self)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  g_ptr_array_set_size (self->returning, 0);
  notify (self, PROP_NEEDED);
}

static void
set_n_channels (SprintUsbDevices *self,
                guint             n_channels)
{
  if (self->n_channels == n_channels)
    return;

  self->n_channels = n_channels;
  notify (self, PROP_N_FREE);
}

void
sprint_usb_devices_open (SprintUsbDevices *self,
                         guint             n_channels)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  set_n_channels (self, n_channels);
  if (self->error != NULL)
    set_state (self, SPRINT_USB_BROKEN);
  else
    set_state (self, n_channels > 0 ? SPRINT_USB_READY : SPRINT_USB_NO_CHANNELS);
}

/* What is not plugged in any more is not waited for; images are not plugged in anywhere, and have to be made anew. */
static void
return_images (SprintUsbDevices *self)
{
  g_autoptr (GPtrArray) returning = g_steal_pointer (&self->returning);

  self->returning = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < returning->len; i++) {
    SprintUsbDevice *device = returning->pdata[i];
    g_autoptr (GFile) image = NULL;

    if (sprint_usb_device_get_kind (device) != SPRINT_USB_IMAGE)
      continue;
    image = g_file_new_for_path (sprint_usb_device_get_id (device));
    sprint_usb_devices_insert (self, image);
  }
  if (returning->len > 0)
    notify (self, PROP_NEEDED);
}

void
sprint_usb_devices_begin (SprintUsbDevices *self)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  self->begun = TRUE;
  return_images (self);
}

void
sprint_usb_devices_break (SprintUsbDevices *self,
                          const GError     *error)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));
  g_return_if_fail (error != NULL);

  g_clear_error (&self->error);
  self->error = sprint_usb_error_explain (error);
  set_state (self, SPRINT_USB_BROKEN);
}

void
sprint_usb_devices_mend (SprintUsbDevices *self)
{
  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  g_clear_error (&self->error);
}

static gboolean
find_returning (SprintUsbDevices *self,
                SprintUsbDevice  *device,
                guint            *position)
{
  for (guint i = 0; i < self->returning->len; i++) {
    SprintUsbDevice *old = self->returning->pdata[i];

    if (sprint_usb_device_get_kind (old) == sprint_usb_device_get_kind (device) &&
        g_str_equal (sprint_usb_device_get_id (old), sprint_usb_device_get_id (device))) {
      *position = i;
      return TRUE;
    }
  }

  return FALSE;
}

/* Also what could not be given back the last time, as the connection was lost again too soon. */
static void
keep_to_return (SprintUsbDevices *self)
{
  for (guint i = 0; i < self->devices->len; i++) {
    SprintUsbDevice *device = self->devices->pdata[i];
    SprintUsbPlace place = sprint_usb_device_get_place (device);
    guint position;

    if (place != SPRINT_USB_THERE && place != SPRINT_USB_ATTACHING)
      continue;
    if (!find_returning (self, device, &position))
      g_ptr_array_add (self->returning, g_object_ref (device));
  }
}

void
sprint_usb_devices_close (SprintUsbDevices *self)
{
  g_autoptr (GPtrArray) devices = NULL;

  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  keep_to_return (self);
  devices = g_steal_pointer (&self->devices);
  self->devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_remove_all (self->taking);
  self->begun = FALSE;
  g_clear_error (&self->error);
  if (devices->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, devices->len, 0);
  for (guint i = 0; i < devices->len; i++)
    sprint_usb_device_set_place (devices->pdata[i], SPRINT_USB_HERE, NULL);
  set_n_channels (self, 0);
  set_state (self, SPRINT_USB_OFF);
}

void
sprint_usb_devices_add (SprintUsbDevices *self,
                        SprintUsbDevice  *device,
                        gboolean          fresh)
{
  SprintUsbKind kind;
  gboolean returns, taken;
  guint position;

  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));
  g_return_if_fail (SPRINT_IS_USB_DEVICE (device));

  kind = sprint_usb_device_get_kind (device);
  g_ptr_array_add (self->devices, g_object_ref (device));
  g_list_model_items_changed (G_LIST_MODEL (self), self->devices->len - 1, 0, 1);

  returns = find_returning (self, device, &position);
  if (returns)
    g_ptr_array_remove_index (self->returning, position);
  taken = fresh && self->automatic && self->in_front && kind == SPRINT_USB_PLAIN;
  if (taken && !returns)
    g_hash_table_add (self->taking, g_object_ref (device));
  if (returns || taken || kind == SPRINT_USB_IMAGE)
    sprint_usb_devices_attach (self, device);
}

void
sprint_usb_devices_remove (SprintUsbDevices *self,
                           SprintUsbDevice  *device)
{
  guint i;

  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  if (!g_ptr_array_find (self->devices, device, &i))
    return;

  g_hash_table_remove (self->taking, device);
  g_ptr_array_remove_index (self->devices, i);
  g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 0);
  notify (self, PROP_N_FREE);
}

void
sprint_usb_devices_settle (SprintUsbDevices *self,
                           SprintUsbDevice  *device,
                           gboolean          there,
                           const GError     *error)
{
  g_autoptr (SprintUsbDevice) kept = NULL;
  g_autoptr (GError) told = NULL;
  gboolean taken;

  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));
  g_return_if_fail (SPRINT_IS_USB_DEVICE (device));

  /* That one changed one's mind is no fault. */
  kept = g_object_ref (device);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    told = sprint_usb_error_explain (error);
  taken = g_hash_table_remove (self->taking, device);
  set_place (self, device, there ? SPRINT_USB_THERE : SPRINT_USB_HERE, told);

  if (taken && (there || told != NULL))
    g_signal_emit (self, signals[TAKEN], 0, device, told);
  /* There is nothing to an image that no machine has. */
  if (!there && sprint_usb_device_get_kind (device) == SPRINT_USB_IMAGE) {
    sprint_usb_devices_remove (self, device);
    if (told != NULL)
      g_signal_emit (self, signals[PROBLEM], 0, told);
  }
}

void
sprint_usb_devices_refuse (SprintUsbDevices *self,
                           const GError     *error)
{
  g_autoptr (GError) told = NULL;

  g_return_if_fail (SPRINT_IS_USB_DEVICES (self));

  told = sprint_usb_error_explain (error);
  g_signal_emit (self, signals[PROBLEM], 0, told);
}
