/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-server-double.h"

#include "spice-server-loop.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <spice.h>
#include <sys/socket.h>

struct _SpiceServerDouble
{
  GObject parent_instance;

  SpiceServer *server;
  QXLInstance qxl;
  SpiceKbdInstance keyboard;
  SpiceTabletInstance tablet;
  SpiceMouseInstance mouse;
  GAsyncQueue *commands;
  GAsyncQueue *cursor_commands;
  guint8 *surface;
  QXLMonitorsConfig *monitors;
  int monitors_pending;

  SpiceDoubleManner manner;
  guint opens;
  guint served;
  guint64 last_image;
  GArray *sockets;
  GByteArray *scancodes;
  GArray *pointer;
  guint8 leds;
};

G_DEFINE_FINAL_TYPE (SpiceServerDouble, spice_server_double, G_TYPE_OBJECT)

/* --- the screen; called on libspice-server's worker --- */

typedef struct {
  QXLCommandExt ext;
  QXLDrawable drawable;
  QXLImage image;
  QXLCursorCmd cursor;
  gpointer memory;
} Command;

static void
command_free (gpointer data)
{
  Command *command = data;

  g_free (command->memory);
  g_free (command);
}

static void
attached_worker (QXLInstance *qxl)
{
}

static void
set_compression_level (QXLInstance *qxl,
                       int          level)
{
}

static void
get_init_info (QXLInstance    *qxl,
               QXLDevInitInfo *info)
{
  *info = (QXLDevInitInfo) {
    .num_memslots_groups = 1,
    .num_memslots = 1,
    .memslot_gen_bits = 1,
    .memslot_id_bits = 1,
    .n_surfaces = 2,
  };
}

static int
pop (GAsyncQueue   *queue,
     QXLCommandExt *ext)
{
  Command *command = g_async_queue_try_pop (queue);

  if (command == NULL)
    return FALSE;

  *ext = command->ext;

  return TRUE;
}

static int
get_command (QXLInstance   *qxl,
             QXLCommandExt *ext)
{
  return pop (SPICE_CONTAINEROF (qxl, SpiceServerDouble, qxl)->commands, ext);
}

static int
req_cmd_notification (QXLInstance *qxl)
{
  SpiceServerDouble *self = SPICE_CONTAINEROF (qxl, SpiceServerDouble, qxl);

  return g_async_queue_length (self->commands) <= 0;
}

static void
release_resource (QXLInstance       *qxl,
                  QXLReleaseInfoExt  release_info)
{
  command_free ((gpointer) (guintptr) release_info.info->id);
}

static int
get_cursor_command (QXLInstance   *qxl,
                    QXLCommandExt *ext)
{
  return pop (SPICE_CONTAINEROF (qxl, SpiceServerDouble, qxl)->cursor_commands, ext);
}

static int
req_cursor_notification (QXLInstance *qxl)
{
  SpiceServerDouble *self = SPICE_CONTAINEROF (qxl, SpiceServerDouble, qxl);

  return g_async_queue_length (self->cursor_commands) <= 0;
}

static void
notify_update (QXLInstance *qxl,
               uint32_t     update_id)
{
}

static int
flush_resources (QXLInstance *qxl)
{
  return 0;
}

static void
async_complete (QXLInstance *qxl,
                uint64_t     cookie)
{
  SpiceServerDouble *self = SPICE_CONTAINEROF (qxl, SpiceServerDouble, qxl);

  g_atomic_int_set (&self->monitors_pending, 0);
}

static void
update_area_complete (QXLInstance *qxl,
                      uint32_t     surface_id,
                      QXLRect     *rects,
                      uint32_t     n_rects)
{
}

static void
set_client_capabilities (QXLInstance *qxl,
                         uint8_t      client_present,
                         uint8_t      caps[SPICE_CAPABILITIES_SIZE])
{
}

static int
client_monitors_config (QXLInstance           *qxl,
                        VDAgentMonitorsConfig *config)
{
  return 0;
}

static QXLInterface qxl_interface = {
  .base = {
    .type = SPICE_INTERFACE_QXL,
    .description = "test screen",
    .major_version = SPICE_INTERFACE_QXL_MAJOR,
    .minor_version = SPICE_INTERFACE_QXL_MINOR,
  },
  .attached_worker = attached_worker,
  .set_compression_level = set_compression_level,
  .get_init_info = get_init_info,
  .get_command = get_command,
  .req_cmd_notification = req_cmd_notification,
  .release_resource = release_resource,
  .get_cursor_command = get_cursor_command,
  .req_cursor_notification = req_cursor_notification,
  .notify_update = notify_update,
  .flush_resources = flush_resources,
  .async_complete = async_complete,
  .update_area_complete = update_area_complete,
  .set_client_capabilities = set_client_capabilities,
  .client_monitors_config = client_monitors_config,
};

/* --- keyboard and pointer --- */

static void
push_scan_freg (SpiceKbdInstance *keyboard,
                uint8_t           byte)
{
  SpiceServerDouble *self = SPICE_CONTAINEROF (keyboard, SpiceServerDouble, keyboard);

  g_byte_array_append (self->scancodes, &byte, 1);
}

static uint8_t
get_leds (SpiceKbdInstance *keyboard)
{
  return SPICE_CONTAINEROF (keyboard, SpiceServerDouble, keyboard)->leds;
}

static SpiceKbdInterface keyboard_interface = {
  .base = {
    .type = SPICE_INTERFACE_KEYBOARD,
    .description = "test keyboard",
    .major_version = SPICE_INTERFACE_KEYBOARD_MAJOR,
    .minor_version = SPICE_INTERFACE_KEYBOARD_MINOR,
  },
  .push_scan_freg = push_scan_freg,
  .get_leds = get_leds,
};

static void
append_pointer (SpiceServerDouble *self,
                int                kind,
                int                x,
                int                y,
                guint              buttons)
{
  SpiceDoublePointerEvent event = { .kind = kind, .x = x, .y = y, .buttons = buttons };

  g_array_append_val (self->pointer, event);
}

static void
tablet_set_logical_size (SpiceTabletInstance *tablet,
                         int                  width,
                         int                  height)
{
}

static void
tablet_position (SpiceTabletInstance *tablet,
                 int                  x,
                 int                  y,
                 uint32_t             buttons)
{
  append_pointer (SPICE_CONTAINEROF (tablet, SpiceServerDouble, tablet), SPICE_DOUBLE_POSITION,
                  x, y, buttons);
}

static void
tablet_wheel (SpiceTabletInstance *tablet,
              int                  clicks,
              uint32_t             buttons)
{
  /* A button's press comes as a turn of nothing. */
  append_pointer (SPICE_CONTAINEROF (tablet, SpiceServerDouble, tablet),
                  clicks != 0 ? SPICE_DOUBLE_WHEEL : SPICE_DOUBLE_BUTTONS, 0, clicks, buttons);
}

static void
tablet_buttons (SpiceTabletInstance *tablet,
                uint32_t             buttons)
{
  append_pointer (SPICE_CONTAINEROF (tablet, SpiceServerDouble, tablet), SPICE_DOUBLE_BUTTONS,
                  0, 0, buttons);
}

static SpiceTabletInterface tablet_interface = {
  .base = {
    .type = SPICE_INTERFACE_TABLET,
    .description = "test tablet",
    .major_version = SPICE_INTERFACE_TABLET_MAJOR,
    .minor_version = SPICE_INTERFACE_TABLET_MINOR,
  },
  .set_logical_size = tablet_set_logical_size,
  .position = tablet_position,
  .wheel = tablet_wheel,
  .buttons = tablet_buttons,
};

static void
mouse_motion (SpiceMouseInstance *mouse,
              int                 dx,
              int                 dy,
              int                 dz,
              uint32_t            buttons)
{
  append_pointer (SPICE_CONTAINEROF (mouse, SpiceServerDouble, mouse),
                  dz != 0 ? SPICE_DOUBLE_WHEEL : SPICE_DOUBLE_MOTION,
                  dx, dz != 0 ? dz : dy, buttons);
}

static void
mouse_buttons (SpiceMouseInstance *mouse,
               uint32_t            buttons)
{
  append_pointer (SPICE_CONTAINEROF (mouse, SpiceServerDouble, mouse), SPICE_DOUBLE_BUTTONS,
                  0, 0, buttons);
}

static SpiceMouseInterface mouse_interface = {
  .base = {
    .type = SPICE_INTERFACE_MOUSE,
    .description = "test mouse",
    .major_version = SPICE_INTERFACE_MOUSE_MAJOR,
    .minor_version = SPICE_INTERFACE_MOUSE_MINOR,
  },
  .motion = mouse_motion,
  .buttons = mouse_buttons,
};

/* --- the object --- */

static void
spice_server_double_finalize (GObject *object)
{
  SpiceServerDouble *self = SPICE_SERVER_DOUBLE (object);

  spice_server_double_hang_up (self);
  spice_server_destroy (self->server);
  g_async_queue_unref (self->commands);
  g_async_queue_unref (self->cursor_commands);
  g_array_unref (self->sockets);
  g_byte_array_unref (self->scancodes);
  g_array_unref (self->pointer);
  g_free (self->surface);
  g_free (self->monitors);

  G_OBJECT_CLASS (spice_server_double_parent_class)->finalize (object);
}

static void
spice_server_double_class_init (SpiceServerDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spice_server_double_finalize;
}

static void
spice_server_double_init (SpiceServerDouble *self)
{
  self->commands = g_async_queue_new_full (command_free);
  self->cursor_commands = g_async_queue_new_full (command_free);
  self->sockets = g_array_new (FALSE, FALSE, sizeof (int));
  self->scancodes = g_byte_array_new ();
  self->pointer = g_array_new (FALSE, FALSE, sizeof (SpiceDoublePointerEvent));
}

static void
add_screen (SpiceServerDouble *self)
{
  QXLDevMemSlot slot = {
    .virt_end = ~(uintptr_t) 0,
    .qxl_ram_size = ~0u,
  };

  self->qxl.base.sif = &qxl_interface.base;
  g_assert_cmpint (spice_server_add_interface (self->server, &self->qxl.base), ==, 0);
  spice_qxl_add_memslot (&self->qxl, &slot);
}

SpiceServerDouble *
spice_server_double_new (gboolean absolute)
{
  SpiceServerDouble *self = g_object_new (SPICE_TYPE_SERVER_DOUBLE, NULL);

  self->server = spice_server_new ();
  spice_server_set_noauth (self->server);
  spice_server_set_name (self->server, "double");
  spice_server_set_image_compression (self->server, SPICE_IMAGE_COMPRESSION_OFF);
  spice_server_set_streaming_video (self->server, SPICE_STREAM_VIDEO_OFF);
  spice_server_set_agent_mouse (self->server, FALSE);
  g_assert_cmpint (spice_server_init (self->server, &spice_server_loop), ==, 0);

  self->keyboard.base.sif = &keyboard_interface.base;
  self->mouse.base.sif = &mouse_interface.base;
  g_assert_cmpint (spice_server_add_interface (self->server, &self->keyboard.base), ==, 0);
  g_assert_cmpint (spice_server_add_interface (self->server, &self->mouse.base), ==, 0);
  add_screen (self);
  if (absolute) {
    self->tablet.base.sif = &tablet_interface.base;
    g_assert_cmpint (spice_server_add_interface (self->server, &self->tablet.base), ==, 0);
  }
  spice_server_vm_start (self->server);

  return self;
}

static void
fd_free (gpointer data)
{
  g_close (GPOINTER_TO_INT (data), NULL);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      task)
{
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
open_channel (gpointer             provider,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  SpiceServerDouble *self = SPICE_SERVER_DOUBLE (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SpiceDoubleManner manner = self->manner;
  int fds[2], kept;

  self->opens++;
  if (self->manner == SPICE_DOUBLE_REFUSES) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "Not today");
    return;
  }
  if (self->manner == SPICE_DOUBLE_IS_SILENT) {
    g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

    g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task),
                           g_object_unref);
    g_source_attach (source, g_main_context_get_thread_default ());
    return;
  }

  if (self->manner == SPICE_DOUBLE_SERVES_ONE)
    manner = self->served++ == 0 ? SPICE_DOUBLE_SERVES : SPICE_DOUBLE_STALLS;
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  switch (manner) {
  case SPICE_DOUBLE_SERVES:
    kept = fcntl (fds[0], F_DUPFD_CLOEXEC, 0);
    g_array_append_val (self->sockets, kept);
    g_assert_cmpint (spice_server_add_client (self->server, fds[0], TRUE), ==, 0);
    break;

  case SPICE_DOUBLE_HANGS_UP:
    g_close (fds[0], NULL);
    break;

  case SPICE_DOUBLE_BABBLES:
    g_assert_cmpint (write (fds[0], "I do not speak that language at all.", 36), ==, 36);
    g_array_append_val (self->sockets, fds[0]);
    break;

  default:
    g_array_append_val (self->sockets, fds[0]);
    break;
  }

  g_task_return_pointer (task, GINT_TO_POINTER (fds[1]), fd_free);
}

static int
open_channel_finish (gpointer       provider,
                     GAsyncResult  *result,
                     GError       **error)
{
  gpointer fd = g_task_propagate_pointer (G_TASK (result), error);

  return fd != NULL ? GPOINTER_TO_INT (fd) : -1;
}

SprintConsoleSource *
spice_server_double_create_source (SpiceServerDouble *self)
{
  return sprint_console_source_new (G_OBJECT (self), open_channel, open_channel_finish);
}

void
spice_server_double_set_manner (SpiceServerDouble *self,
                                SpiceDoubleManner  manner)
{
  self->manner = manner;
  self->served = 0;
}

void
spice_server_double_require_encryption (SpiceServerDouble *self)
{
  g_assert_cmpint (spice_server_set_channel_security (self->server, NULL, SPICE_CHANNEL_SECURITY_SSL),
                   ==, 0);
}

guint
spice_server_double_count_opens (SpiceServerDouble *self)
{
  return self->opens;
}

void
spice_server_double_hang_up (SpiceServerDouble *self)
{
  for (guint i = 0; i < self->sockets->len; i++) {
    int fd = g_array_index (self->sockets, int, i);

    shutdown (fd, SHUT_RDWR);
    g_close (fd, NULL);
  }
  g_array_set_size (self->sockets, 0);
}

void
spice_server_double_destroy_surface (SpiceServerDouble *self)
{
  if (self->surface == NULL)
    return;

  spice_qxl_destroy_primary_surface (&self->qxl, 0);
  g_clear_pointer (&self->surface, g_free);
}

void
spice_server_double_create_surface (SpiceServerDouble *self,
                                    guint              format,
                                    int                width,
                                    int                height)
{
  int stride = width * (format == SPICE_SURFACE_FMT_16_555 ||
                        format == SPICE_SURFACE_FMT_16_565 ? 2 : 4);
  QXLDevSurfaceCreate surface = {
    .width = width,
    .height = height,
    .stride = -stride,
    .format = format,
    .mouse_mode = TRUE,
    .type = QXL_SURF_TYPE_PRIMARY,
  };

  spice_server_double_destroy_surface (self);
  self->surface = g_malloc0 ((gsize) stride * height);
  surface.mem = (uintptr_t) self->surface;
  spice_qxl_create_primary_surface (&self->qxl, 0, &surface);
}

static void
push (SpiceServerDouble *self,
      GAsyncQueue       *queue,
      Command           *command)
{
  g_async_queue_push (queue, command);
  spice_qxl_wakeup (&self->qxl);
}

void
spice_server_double_draw (SpiceServerDouble *self,
                          int                x,
                          int                y,
                          int                width,
                          int                height,
                          const guint32     *pixels)
{
  Command *command = g_new0 (Command, 1);
  QXLDrawable *drawable = &command->drawable;
  QXLImage *image = &command->image;

  command->memory = g_memdup2 (pixels, (gsize) width * height * 4);
  drawable->release_info.id = (uintptr_t) command;
  drawable->bbox = (QXLRect) { .left = x, .top = y, .right = x + width, .bottom = y + height };
  drawable->clip.type = SPICE_CLIP_TYPE_NONE;
  drawable->effect = QXL_EFFECT_OPAQUE;
  drawable->type = QXL_DRAW_COPY;
  for (int i = 0; i < 3; i++)
    drawable->surfaces_dest[i] = -1;
  drawable->u.copy.rop_descriptor = SPICE_ROPD_OP_PUT;
  drawable->u.copy.src_bitmap = (uintptr_t) image;
  drawable->u.copy.src_area = (QXLRect) { .right = width, .bottom = height };

  QXL_SET_IMAGE_ID (image, QXL_IMAGE_GROUP_DEVICE, ++self->last_image);
  image->descriptor.type = SPICE_IMAGE_TYPE_BITMAP;
  image->descriptor.width = image->bitmap.x = width;
  image->descriptor.height = image->bitmap.y = height;
  image->bitmap.flags = QXL_BITMAP_DIRECT | QXL_BITMAP_TOP_DOWN;
  image->bitmap.format = SPICE_BITMAP_FMT_32BIT;
  image->bitmap.stride = width * 4;
  image->bitmap.data = (uintptr_t) command->memory;

  command->ext.cmd.type = QXL_CMD_DRAW;
  command->ext.cmd.data = (uintptr_t) drawable;
  push (self, self->commands, command);
}

void
spice_server_double_fill (SpiceServerDouble *self,
                          int                x,
                          int                y,
                          int                width,
                          int                height,
                          guint32            pixel)
{
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);

  for (gsize i = 0; i < (gsize) width * height; i++)
    pixels[i] = pixel;
  spice_server_double_draw (self, x, y, width, height, pixels);
}

void
spice_server_double_set_monitor (SpiceServerDouble *self,
                                 int                x,
                                 int                y,
                                 int                width,
                                 int                height)
{
  while (g_atomic_int_get (&self->monitors_pending))
    g_thread_yield ();

  g_free (self->monitors);
  self->monitors = g_malloc0 (sizeof (QXLMonitorsConfig) + sizeof (QXLHead));
  self->monitors->max_allowed = 2;
  self->monitors->count = 1;

  /* A list without any is not passed on: where the first is off, there is only a second. */
  if (width == 0)
    self->monitors->heads[0] = (QXLHead) { .id = 1, .width = 64, .height = 64 };
  else
    self->monitors->heads[0] = (QXLHead) { .width = width, .height = height, .x = x, .y = y };
  g_atomic_int_set (&self->monitors_pending, 1);
  spice_qxl_monitors_config_async (&self->qxl, (uintptr_t) self->monitors, 0, 0);
}

static Command *
create_cursor_command (guint8 type)
{
  Command *command = g_new0 (Command, 1);

  command->cursor.release_info.id = (uintptr_t) command;
  command->cursor.type = type;
  command->ext.cmd.type = QXL_CMD_CURSOR;
  command->ext.cmd.data = (uintptr_t) &command->cursor;

  return command;
}

void
spice_server_double_set_cursor (SpiceServerDouble *self,
                                int                width,
                                int                height,
                                int                hot_x,
                                int                hot_y,
                                const guint32     *argb)
{
  Command *command = create_cursor_command (QXL_CURSOR_SET);
  gsize size = (gsize) width * height * 4;
  QXLCursor *cursor = g_malloc0 (sizeof (QXLCursor) + size);

  cursor->header.type = SPICE_CURSOR_TYPE_ALPHA;
  cursor->header.unique = 0;
  cursor->header.width = width;
  cursor->header.height = height;
  cursor->header.hot_spot_x = hot_x;
  cursor->header.hot_spot_y = hot_y;
  cursor->data_size = size;
  cursor->chunk.data_size = size;
  memcpy (cursor->chunk.data, argb, size);
  command->memory = cursor;
  command->cursor.u.set.visible = TRUE;
  command->cursor.u.set.shape = (uintptr_t) cursor;
  push (self, self->cursor_commands, command);
}

void
spice_server_double_move_cursor (SpiceServerDouble *self,
                                 int                x,
                                 int                y)
{
  Command *command = create_cursor_command (QXL_CURSOR_MOVE);

  command->cursor.u.position.x = x;
  command->cursor.u.position.y = y;
  push (self, self->cursor_commands, command);
}

void
spice_server_double_hide_cursor (SpiceServerDouble *self)
{
  push (self, self->cursor_commands, create_cursor_command (QXL_CURSOR_HIDE));
}

GByteArray *
spice_server_double_get_scancodes (SpiceServerDouble *self)
{
  return self->scancodes;
}

GArray *
spice_server_double_get_pointer (SpiceServerDouble *self)
{
  return self->pointer;
}

void
spice_server_double_clear_input (SpiceServerDouble *self)
{
  g_byte_array_set_size (self->scancodes, 0);
  g_array_set_size (self->pointer, 0);
}

void
spice_server_double_set_leds (SpiceServerDouble *self,
                              guint8             leds)
{
  self->leds = leds;
  spice_server_kbd_leds (&self->keyboard, leds);
}
