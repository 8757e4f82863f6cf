/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usb-redirection.h"

#include <string.h>

#include "core/console/guard/channel-refusal.h"

/* What a person types and points with: usbredir's rules of class, maker, product, version, and whether. */
#define NO_INPUT_FILTER "0x03,-1,-1,-1,0|-1,-1,-1,-1,1"

/* Milliseconds in which the rest of a connection can be known to have gone with a USB channel. */
#define LOST_DELAY 1000

struct _SprintUsbRedirection
{
  GObject parent_instance;

  SpiceSession *session;
  SprintUsbDevices *devices;
  SpiceUsbDeviceManager *manager;
  /* From SpiceUsbDevice to SprintUsbDevice. */
  GHashTable *known;
  /* The paths of images whose devices are still to be added. */
  GQueue images;
  GCancellable *cancellable;
  /* Why Sprint has ended a channel, if it has, until what was on it is told. */
  GError *refusal;
  guint n_channels;
  guint n_lost;
  guint lost_id;
  guint begin_id;
  gboolean opened;
  gboolean begun;
};

G_DEFINE_FINAL_TYPE (SprintUsbRedirection, sprint_usb_redirection, G_TYPE_OBJECT)

/* One device on its way, until spice-gtk calls back, be it after the connection. */
typedef struct {
  SprintUsbRedirection *self;
  SprintUsbDevice *device;
  SpiceUsbDevice *spice;
} Move;

static SpiceUsbDevice *
copy_spice (SpiceUsbDevice *spice)
{
  return g_boxed_copy (SPICE_TYPE_USB_DEVICE, spice);
}

static void
free_spice (gpointer spice)
{
  g_boxed_free (SPICE_TYPE_USB_DEVICE, spice);
}

static Move *
move_new (SprintUsbRedirection *self,
          SprintUsbDevice      *device,
          SpiceUsbDevice       *spice)
{
  Move *move = g_new0 (Move, 1);

  g_set_weak_pointer (&move->self, self);
  move->device = g_object_ref (device);
  move->spice = copy_spice (spice);

  return move;
}

static void
move_free (Move *move)
{
  g_clear_weak_pointer (&move->self);
  g_object_unref (move->device);
  free_spice (move->spice);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static void
sprint_usb_redirection_dispose (GObject *object)
{
  SprintUsbRedirection *self = SPRINT_USB_REDIRECTION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->begin_id, g_source_remove);
  g_clear_handle_id (&self->lost_id, g_source_remove);
  if (self->manager != NULL)
    g_signal_handlers_disconnect_by_data (self->manager, self);
  g_clear_object (&self->manager);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  if (self->devices != NULL) {
    g_signal_handlers_disconnect_by_data (self->devices, self);
    sprint_usb_devices_close (self->devices);
  }
  g_clear_object (&self->devices);
  g_hash_table_remove_all (self->known);
  g_queue_clear_full (&self->images, g_free);

  G_OBJECT_CLASS (sprint_usb_redirection_parent_class)->dispose (object);
}

static void
sprint_usb_redirection_finalize (GObject *object)
{
  SprintUsbRedirection *self = SPRINT_USB_REDIRECTION (object);

  g_hash_table_unref (self->known);
  g_object_unref (self->cancellable);
  g_clear_error (&self->refusal);

  G_OBJECT_CLASS (sprint_usb_redirection_parent_class)->finalize (object);
}

static SpiceUsbDevice *
find_spice (SprintUsbRedirection *self,
            SprintUsbDevice      *device)
{
  GHashTableIter iter;
  gpointer spice, known;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &spice, &known)) {
    if (known == device)
      return spice;
  }

  return NULL;
}

static gboolean
is_there (SprintUsbRedirection *self,
          SpiceUsbDevice       *spice)
{
  return spice_usb_device_manager_is_device_connected (self->manager, spice);
}

static void
settle (Move         *move,
        gboolean      there,
        const GError *error)
{
  if (move->self != NULL && g_hash_table_contains (move->self->known, move->spice))
    sprint_usb_devices_settle (move->self->devices, move->device, there, error);
}

static void
attached_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autoptr (GError) error = NULL;
  gboolean there = spice_usb_device_manager_connect_device_finish (SPICE_USB_DEVICE_MANAGER (source), result, &error);

  settle (move, there, error);
}

static void
detached_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autoptr (GError) error = NULL;
  gboolean here = spice_usb_device_manager_disconnect_device_finish (SPICE_USB_DEVICE_MANAGER (source), result, &error);

  settle (move, !here, error);
}

static void
attach_cb (SprintUsbRedirection *self,
           SprintUsbDevice      *device)
{
  SpiceUsbDevice *spice = find_spice (self, device);
  g_autoptr (GError) error = NULL;

  if (spice == NULL)
    return;

  /* Channels there are, and one of them is free: what is left is the machine's own rules. */
  if (!spice_usb_device_manager_can_redirect_device (self->manager, spice, &error)) {
    error->domain = SPRINT_USB_ERROR;
    error->code = SPRINT_USB_ERROR_REJECTED;
    sprint_usb_devices_settle (self->devices, device, FALSE, error);
    return;
  }

  /* Not to be cancelled: that spice-gtk (0.42) does itself when its channel ends, and a cancellable that has gone before
   * the program that asks polkit ends ours. */
  spice_usb_device_manager_connect_device_async (self->manager, spice, NULL, attached_cb,
                                                 move_new (self, device, spice));
}

static void
detach_cb (SprintUsbRedirection *self,
           SprintUsbDevice      *device)
{
  SpiceUsbDevice *spice = find_spice (self, device);

  if (spice == NULL)
    return;

  if (is_there (self, spice))
    spice_usb_device_manager_disconnect_device_async (self->manager, spice, NULL, detached_cb,
                                                      move_new (self, device, spice));
  else
    sprint_usb_devices_settle (self->devices, device, FALSE, NULL);
}

static void
refuse_image (SprintUsbRedirection *self,
              const char           *words)
{
  g_autoptr (GError) error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_IMAGE, words);

  sprint_usb_devices_refuse (self->devices, error);
}

/* Its device is added when the main loop is idle. */
static void
create_image (SprintUsbRedirection *self,
              char                 *path)
{
  g_autoptr (GError) error = NULL;

  g_queue_push_tail (&self->images, g_strdup (path));
  if (spice_usb_device_manager_create_shared_cd_device (self->manager, path, &error))
    return;

  g_free (g_queue_pop_tail (&self->images));
  refuse_image (self, error->message);
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  g_autofree char *path = g_file_get_path (G_FILE (source));
  SprintUsbRedirection *self;

  /* Then there is nobody any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (info == NULL)
    refuse_image (self, error->message);
  else if (path == NULL)
    refuse_image (self, "The file has no path on this computer");
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    refuse_image (self, "It is not a regular file");
  else if (g_file_info_get_size (info) == 0)
    refuse_image (self, "It is empty");
  else
    create_image (self, path);
}

static void
insert_cb (SprintUsbRedirection *self,
           GFile                *image)
{
  g_file_query_info_async (image, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable, examined_cb, self);
}

static SprintUsbDevice *
create_image_device (SprintUsbRedirection *self)
{
  g_autofree char *path = g_queue_pop_head (&self->images);
  g_autofree char *name = NULL;

  if (path == NULL)
    return NULL;

  name = g_path_get_basename (path);

  return sprint_usb_device_new (SPRINT_USB_IMAGE, path, name);
}

static gboolean
passes (SprintUsbRedirection *self,
        SpiceUsbDevice       *spice,
        const char           *filter)
{
  g_autoptr (GPtrArray) passing = spice_usb_device_manager_get_devices_with_filter (self->manager, filter);

  return passing != NULL && g_ptr_array_find (passing, spice, NULL);
}

static gboolean
is_input (SprintUsbRedirection *self,
          SpiceUsbDevice       *spice)
{
  return !passes (self, spice, NO_INPUT_FILTER);
}

/* Of the device's maker, product, numbers, bus and address (spice_usb_device_get_description()). A format that leaves
 * out one before its last ends the program, where the C library is careful. */
#define ID_FORMAT "%1$s %2$s %3$s %4$d-%5$d"
#define NAME_FORMAT "%1$s %2$s"

static SprintUsbDevice *
create_device (SprintUsbRedirection *self,
               SpiceUsbDevice       *spice)
{
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  if (spice_usb_device_manager_is_device_shared_cd (self->manager, spice))
    return create_image_device (self);

  id = spice_usb_device_get_description (spice, ID_FORMAT);
  name = spice_usb_device_get_description (spice, NAME_FORMAT);

  return sprint_usb_device_new (is_input (self, spice) ? SPRINT_USB_INPUT : SPRINT_USB_PLAIN, id, name);
}

static void
added_cb (SprintUsbRedirection *self,
          SpiceUsbDevice       *spice)
{
  const char *filter = sprint_usb_devices_get_filter (self->devices);
  SprintUsbDevice *device;

  if (g_hash_table_contains (self->known, spice))
    return;

  device = create_device (self, spice);
  if (device == NULL)
    return;

  g_hash_table_insert (self->known, copy_spice (spice), device);
  sprint_usb_devices_add (self->devices, device, self->begun && (filter == NULL || passes (self, spice, filter)));
}

static void
removed_cb (SprintUsbRedirection *self,
            SpiceUsbDevice       *spice)
{
  SprintUsbDevice *device = g_hash_table_lookup (self->known, spice);
  g_autoptr (SprintUsbDevice) kept = NULL;

  if (device == NULL)
    return;

  kept = g_object_ref (device);
  g_hash_table_remove (self->known, spice);
  sprint_usb_devices_remove (self->devices, device);
}

static void
error_cb (SprintUsbRedirection *self,
          SpiceUsbDevice       *spice,
          const GError         *error)
{
  SprintUsbDevice *device = g_hash_table_lookup (self->known, spice);

  if (device != NULL)
    sprint_usb_devices_settle (self->devices, device, FALSE, error);
}

/* After those that spice-gtk adds what is plugged in with. */
static gboolean
begun_cb (gpointer user_data)
{
  SprintUsbRedirection *self = user_data;

  self->begin_id = 0;
  self->begun = TRUE;
  sprint_usb_devices_begin (self->devices);

  return G_SOURCE_REMOVE;
}

static void
begin (SprintUsbRedirection *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  SpiceUsbDeviceManager *manager = spice_usb_device_manager_get (self->session, &error);

  if (manager == NULL) {
    error->domain = SPRINT_USB_ERROR;
    error->code = SPRINT_USB_ERROR_NOT_SUPPORTED;
    sprint_usb_devices_break (self->devices, error);
    return;
  }

  self->manager = g_object_ref (manager);
  g_signal_connect_swapped (manager, "device-added", G_CALLBACK (added_cb), self);
  g_signal_connect_swapped (manager, "device-removed", G_CALLBACK (removed_cb), self);
  g_signal_connect_swapped (manager, "device-error", G_CALLBACK (error_cb), self);
  devices = spice_usb_device_manager_get_devices (manager);
  for (guint i = 0; i < devices->len; i++)
    added_cb (self, devices->pdata[i]);
  self->begin_id = g_idle_add (begun_cb, self);
}

static void
update (SprintUsbRedirection *self)
{
  if (!self->opened)
    return;

  sprint_usb_devices_open (self->devices, self->n_channels);
  if (self->n_channels > 0 && self->manager == NULL && sprint_usb_devices_get_error (self->devices) == NULL &&
      sprint_usb_devices_get_needed (self->devices))
    begin (self);
}

/* With a channel goes the device on it, of which the manager says nothing. */
static void
part (SprintUsbRedirection *self,
      const GError         *refusal)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_LOST,
                                                  "The USB channel was closed");
  GHashTableIter iter;
  gpointer spice, device;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &spice, &device)) {
    if (sprint_usb_device_get_place (device) == SPRINT_USB_THERE && !is_there (self, spice))
      g_ptr_array_add (lost, g_object_ref (device));
  }
  for (guint i = 0; i < lost->len; i++)
    sprint_usb_devices_settle (self->devices, lost->pdata[i], FALSE, refusal != NULL ? refusal : error);
  /* There is nothing left that could take another. */
  if (refusal != NULL && self->n_channels == 0)
    sprint_usb_devices_break (self->devices, refusal);
}

static gboolean
lost_cb (gpointer user_data)
{
  SprintUsbRedirection *self = user_data;
  /* What is lost later is lost for another reason. */
  g_autoptr (GError) refusal = g_steal_pointer (&self->refusal);

  self->lost_id = 0;
  self->n_channels -= self->n_lost;
  self->n_lost = 0;
  part (self, refusal);
  update (self);

  return G_SOURCE_REMOVE;
}

static void
look_later (SprintUsbRedirection *self)
{
  if (self->lost_id == 0)
    self->lost_id = g_timeout_add (LOST_DELAY, lost_cb, self);
}

/* Often all of the connection goes, channel by channel: then the machine gets the devices back. */
static void
event_cb (SprintUsbRedirection *self,
          SpiceChannelEvent     event,
          SpiceChannel         *channel)
{
  if (event == SPICE_CHANNEL_NONE || event == SPICE_CHANNEL_OPENED || event == SPICE_CHANNEL_SWITCHING)
    return;

  g_signal_handlers_disconnect_by_func (channel, event_cb, self);
  if (self->refusal == NULL)
    self->refusal = sprint_channel_refusal_take (channel);
  self->n_lost++;
  look_later (self);
}

/* The machine goes elsewhere, and has other channels there. One that spice-gtk gives up so ends without a word, as does
 * one that never was connected. */
static void
channel_destroy_cb (SprintUsbRedirection *self,
                    SpiceChannel         *channel)
{
  if (!SPICE_IS_USBREDIR_CHANNEL (channel) || g_signal_handlers_disconnect_by_func (channel, event_cb, self) == 0)
    return;

  self->n_channels--;
  look_later (self);
  update (self);
}

static void
channel_new_cb (SprintUsbRedirection *self,
                SpiceChannel         *channel)
{
  if (!SPICE_IS_USBREDIR_CHANNEL (channel))
    return;

  self->n_channels++;
  /* The machine has moved: a channel is not to blame for one before it. Without a manager none has ever been open. */
  if (self->manager != NULL)
    sprint_usb_devices_mend (self->devices);
  g_signal_connect_object (channel, "channel-event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
sprint_usb_redirection_class_init (SprintUsbRedirectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_usb_redirection_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_usb_redirection_finalize;
}

static void
sprint_usb_redirection_init (SprintUsbRedirection *self)
{
  self->known = g_hash_table_new_full (NULL, NULL, free_spice, g_object_unref);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->images);
}

static void
opened_cb (SprintUsbRedirection *self,
           SpiceChannelEvent     event)
{
  if (event != SPICE_CHANNEL_OPENED)
    return;

  self->opened = TRUE;
  update (self);
}

SprintUsbRedirection *
sprint_usb_redirection_new (SpiceMainChannel *channel,
                            SprintUsbDevices *devices)
{
  SprintUsbRedirection *self = g_object_new (SPRINT_TYPE_USB_REDIRECTION, NULL);

  g_object_get (channel, "spice-session", &self->session, NULL);
  self->devices = g_object_ref (devices);
  g_signal_connect_swapped (devices, "attach", G_CALLBACK (attach_cb), self);
  g_signal_connect_swapped (devices, "detach", G_CALLBACK (detach_cb), self);
  g_signal_connect_swapped (devices, "insert", G_CALLBACK (insert_cb), self);
  g_signal_connect_swapped (devices, "notify::needed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->session, "channel-new", G_CALLBACK (channel_new_cb), self);
  g_signal_connect_swapped (self->session, "channel-destroy", G_CALLBACK (channel_destroy_cb), self);
  g_signal_connect_object (channel, "channel-event", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);

  return self;
}

