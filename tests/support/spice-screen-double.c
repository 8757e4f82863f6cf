/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-screen-double.h"

#include <fcntl.h>

enum {
  COOKIE_MONITORS,
  COOKIE_SCANOUT,
};

struct _SpiceScreenDouble
{
  GObject parent_instance;

  QXLInstance qxl;
  GAsyncQueue *commands;
  GAsyncQueue *cursor_commands;
  guint8 *surface;
  QXLMonitorsConfig *monitors;
  int monitors_pending;
  guint64 last_image;
  int scanout_pending;
};

G_DEFINE_FINAL_TYPE (SpiceScreenDouble, spice_screen_double, G_TYPE_OBJECT)

/* ---- what libspice-server's worker calls ---- */

typedef struct {
  QXLCommandExt ext;
  QXLDrawable drawable;
  QXLImage image;
  QXLCursorCmd cursor;
  gpointer memory;
  GBytes *pixels;
} Command;

static void
command_free (gpointer data)
{
  Command *command = data;

  g_clear_pointer (&command->pixels, g_bytes_unref);
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
  return pop (SPICE_CONTAINEROF (qxl, SpiceScreenDouble, qxl)->commands, ext);
}

static int
req_cmd_notification (QXLInstance *qxl)
{
  SpiceScreenDouble *self = SPICE_CONTAINEROF (qxl, SpiceScreenDouble, qxl);

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
  return pop (SPICE_CONTAINEROF (qxl, SpiceScreenDouble, qxl)->cursor_commands, ext);
}

static int
req_cursor_notification (QXLInstance *qxl)
{
  SpiceScreenDouble *self = SPICE_CONTAINEROF (qxl, SpiceScreenDouble, qxl);

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
  SpiceScreenDouble *self = SPICE_CONTAINEROF (qxl, SpiceScreenDouble, qxl);

  g_atomic_int_set (cookie == COOKIE_SCANOUT ? &self->scanout_pending : &self->monitors_pending, 0);
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

/* ---- the object ---- */

static void
spice_screen_double_finalize (GObject *object)
{
  SpiceScreenDouble *self = SPICE_SCREEN_DOUBLE (object);

  g_async_queue_unref (self->commands);
  g_async_queue_unref (self->cursor_commands);
  g_free (self->surface);
  g_free (self->monitors);

  G_OBJECT_CLASS (spice_screen_double_parent_class)->finalize (object);
}

static void
spice_screen_double_class_init (SpiceScreenDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spice_screen_double_finalize;
}

static void
spice_screen_double_init (SpiceScreenDouble *self)
{
  self->commands = g_async_queue_new_full (command_free);
  self->cursor_commands = g_async_queue_new_full (command_free);
}

SpiceScreenDouble *
spice_screen_double_new (SpiceServer *server,
                         guint        id)
{
  SpiceScreenDouble *self = g_object_new (SPICE_TYPE_SCREEN_DOUBLE, NULL);
  QXLDevMemSlot slot = {
    .virt_end = ~(uintptr_t) 0,
    .qxl_ram_size = ~0u,
  };

  self->qxl.base.sif = &qxl_interface.base;
  self->qxl.id = id;
  g_assert_cmpint (spice_server_add_interface (server, &self->qxl.base), ==, 0);
  spice_qxl_add_memslot (&self->qxl, &slot);

  return self;
}

void
spice_screen_double_destroy_surface (SpiceScreenDouble *self)
{
  if (self->surface == NULL)
    return;

  spice_qxl_destroy_primary_surface (&self->qxl, 0);
  g_clear_pointer (&self->surface, g_free);
}

void
spice_screen_double_create_surface (SpiceScreenDouble *self,
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

  spice_screen_double_destroy_surface (self);
  self->surface = g_malloc0 ((gsize) stride * height);
  surface.mem = (uintptr_t) self->surface;
  spice_qxl_create_primary_surface (&self->qxl, 0, &surface);
}

static void
push (SpiceScreenDouble *self,
      GAsyncQueue       *queue,
      Command           *command)
{
  g_async_queue_push (queue, command);
  spice_qxl_wakeup (&self->qxl);
}

static Command *
create_draw_command (SpiceScreenDouble *self,
                     int                x,
                     int                y,
                     int                width,
                     int                height,
                     guint8             type)
{
  Command *command = g_new0 (Command, 1);
  QXLDrawable *drawable = &command->drawable;

  drawable->release_info.id = (uintptr_t) command;
  drawable->bbox = (QXLRect) { .left = x, .top = y, .right = x + width, .bottom = y + height };
  drawable->clip.type = SPICE_CLIP_TYPE_NONE;
  drawable->effect = QXL_EFFECT_OPAQUE;
  drawable->type = type;
  for (int i = 0; i < 3; i++)
    drawable->surfaces_dest[i] = -1;
  command->ext.cmd.type = QXL_CMD_DRAW;
  command->ext.cmd.data = (uintptr_t) drawable;

  return command;
}

void
spice_screen_double_draw_bytes (SpiceScreenDouble *self,
                                int                x,
                                int                y,
                                int                width,
                                int                height,
                                GBytes            *pixels)
{
  Command *command = create_draw_command (self, x, y, width, height, QXL_DRAW_COPY);
  QXLDrawable *drawable = &command->drawable;
  QXLImage *image = &command->image;

  g_assert_cmpuint (g_bytes_get_size (pixels), ==, (gsize) width * height * 4);
  command->pixels = g_bytes_ref (pixels);
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
  image->bitmap.data = (uintptr_t) g_bytes_get_data (pixels, NULL);
  push (self, self->commands, command);
}

void
spice_screen_double_draw (SpiceScreenDouble *self,
                          int                x,
                          int                y,
                          int                width,
                          int                height,
                          const guint32     *pixels)
{
  g_autoptr (GBytes) bytes = g_bytes_new (pixels, (gsize) width * height * 4);

  spice_screen_double_draw_bytes (self, x, y, width, height, bytes);
}

void
spice_screen_double_scroll (SpiceScreenDouble *self,
                            int                x,
                            int                y,
                            int                width,
                            int                height,
                            int                rows)
{
  Command *command = create_draw_command (self, x, y, width, height - rows, QXL_COPY_BITS);

  command->drawable.u.copy_bits.src_pos = (QXLPoint) { .x = x, .y = y + rows };
  push (self, self->commands, command);
}

void
spice_screen_double_fill (SpiceScreenDouble *self,
                          int                x,
                          int                y,
                          int                width,
                          int                height,
                          guint32            pixel)
{
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);

  for (gsize i = 0; i < (gsize) width * height; i++)
    pixels[i] = pixel;
  spice_screen_double_draw (self, x, y, width, height, pixels);
}

void
spice_screen_double_set_heads (SpiceScreenDouble *self,
                               const QXLHead     *heads,
                               guint              n_heads,
                               guint              n_outputs)
{
  while (g_atomic_int_get (&self->monitors_pending))
    g_thread_yield ();

  g_free (self->monitors);
  self->monitors = g_malloc0 (sizeof (QXLMonitorsConfig) + n_heads * sizeof (QXLHead));
  self->monitors->max_allowed = n_outputs;
  self->monitors->count = n_heads;
  memcpy (self->monitors->heads, heads, n_heads * sizeof (QXLHead));
  g_atomic_int_set (&self->monitors_pending, 1);
  spice_qxl_monitors_config_async (&self->qxl, (uintptr_t) self->monitors, 0, COOKIE_MONITORS);
}

void
spice_screen_double_set_monitor (SpiceScreenDouble *self,
                                 int                x,
                                 int                y,
                                 int                width,
                                 int                height)
{
  QXLHead head = { .width = width, .height = height, .x = x, .y = y };
  /* A list without any is not passed on: where the first is off, there is only a second. */
  QXLHead other = { .id = 1, .width = 64, .height = 64 };

  spice_screen_double_set_heads (self, width == 0 ? &other : &head, 1, 2);
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
spice_screen_double_set_cursor (SpiceScreenDouble *self,
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
spice_screen_double_move_cursor (SpiceScreenDouble *self,
                                 int                x,
                                 int                y)
{
  Command *command = create_cursor_command (QXL_CURSOR_MOVE);

  command->cursor.u.position.x = x;
  command->cursor.u.position.y = y;
  push (self, self->cursor_commands, command);
}

void
spice_screen_double_hide_cursor (SpiceScreenDouble *self)
{
  push (self, self->cursor_commands, create_cursor_command (QXL_CURSOR_HIDE));
}

void
spice_screen_double_set_scanout (SpiceScreenDouble *self,
                                 int                fd,
                                 guint              width,
                                 guint              height,
                                 guint              stride,
                                 guint32            fourcc,
                                 gboolean           upright)
{
  int given = fd >= 0 ? fcntl (fd, F_DUPFD_CLOEXEC, 0) : -1;

  spice_qxl_gl_scanout (&self->qxl, given, width, height, stride, fd >= 0 ? fourcc : 0, upright);
}

void
spice_screen_double_draw_scanout (SpiceScreenDouble *self,
                                  guint              x,
                                  guint              y,
                                  guint              width,
                                  guint              height)
{
  g_assert_true (spice_screen_double_is_answered (self));
  g_atomic_int_set (&self->scanout_pending, 1);
  spice_qxl_gl_draw_async (&self->qxl, x, y, width, height, COOKIE_SCANOUT);
}

gboolean
spice_screen_double_is_answered (SpiceScreenDouble *self)
{
  return g_atomic_int_get (&self->scanout_pending) == 0;
}
