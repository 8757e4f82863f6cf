/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-thumbnail.h"

#define WIDTH 56
#define HEIGHT 42
/* Seconds between pictures, and the width that is asked for: sharp at twice the scale. */
#define INTERVAL 3
#define PICTURE_WIDTH (2 * WIDTH)

struct _SprintMachineThumbnail {
  AdwBin parent_instance;

  GtkWidget *picture;
  GtkWidget *icon;
  GtkWidget *stack;
  SprintMachine *machine;
  GCancellable *cancellable;   /* of the picture that is being taken */
  GtkWidget *window;
  guint timeout_id;
  gboolean live;
  gboolean seen;
};

G_DEFINE_FINAL_TYPE (SprintMachineThumbnail, sprint_machine_thumbnail, ADW_TYPE_BIN)

static void update (SprintMachineThumbnail *self);

static gboolean
wants_pictures (SprintMachineThumbnail *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return self->live && self->seen && self->machine != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         sprint_machine_get_state (self->machine) == SPRINT_MACHINE_STATE_RUNNING &&
         sprint_machine_get_display (self->machine) != SPRINT_MACHINE_DISPLAY_NONE &&
         GTK_IS_WINDOW (root) && !gtk_window_is_suspended (GTK_WINDOW (root));
}

static gboolean
timeout_cb (gpointer user_data)
{
  SprintMachineThumbnail *self = user_data;

  self->timeout_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
show_pixbuf (SprintMachineThumbnail *self,
             GdkPixbuf              *pixbuf)
{
  g_autoptr (GBytes) bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);
  g_autoptr (GdkTexture) texture =
    gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                            gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8,
                            bytes, gdk_pixbuf_get_rowstride (pixbuf));

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->picture);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SprintMachineThumbnail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = sprint_machine_screenshot_finish (SPRINT_MACHINE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (pixbuf != NULL && SPRINT_MACHINE (source) == self->machine)
    show_pixbuf (self, pixbuf);
  /* One that fails now may work in a moment: a guest has no screen while its firmware starts. */
  if (wants_pictures (self) && self->timeout_id == 0)
    self->timeout_id = g_timeout_add_seconds_full (G_PRIORITY_LOW, INTERVAL, timeout_cb, self, NULL);
}

static void
stop (SprintMachineThumbnail *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
update (SprintMachineThumbnail *self)
{
  if (!wants_pictures (self)) {
    stop (self);
    if (self->machine == NULL || sprint_machine_get_state (self->machine) != SPRINT_MACHINE_STATE_PAUSED)
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->icon);
    return;
  }
  if (self->cancellable != NULL || self->timeout_id != 0)
    return;
  self->cancellable = g_cancellable_new ();
  sprint_machine_screenshot_async (self->machine, PICTURE_WIDTH, self->cancellable, taken_cb, g_object_ref (self));
}

static void
watch_window (SprintMachineThumbnail *self,
              GtkWidget              *window)
{
  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, update, self);
  g_set_weak_pointer (&self->window, window);
  if (window != NULL)
    g_signal_connect_object (window, "notify::suspended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
sprint_machine_thumbnail_map (GtkWidget *widget)
{
  SprintMachineThumbnail *self = SPRINT_MACHINE_THUMBNAIL (widget);

  GTK_WIDGET_CLASS (sprint_machine_thumbnail_parent_class)->map (widget);
  watch_window (self, GTK_WIDGET (gtk_widget_get_root (widget)));
  update (self);
}

static void
sprint_machine_thumbnail_unmap (GtkWidget *widget)
{
  SprintMachineThumbnail *self = SPRINT_MACHINE_THUMBNAIL (widget);

  GTK_WIDGET_CLASS (sprint_machine_thumbnail_parent_class)->unmap (widget);
  watch_window (self, NULL);
  stop (self);
}

static void
sprint_machine_thumbnail_dispose (GObject *object)
{
  SprintMachineThumbnail *self = SPRINT_MACHINE_THUMBNAIL (object);

  stop (self);
  watch_window (self, NULL);
  sprint_machine_thumbnail_set_machine (self, NULL);
  G_OBJECT_CLASS (sprint_machine_thumbnail_parent_class)->dispose (object);
}

static void
sprint_machine_thumbnail_class_init (SprintMachineThumbnailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_machine_thumbnail_dispose;
  GTK_WIDGET_CLASS (klass)->map = sprint_machine_thumbnail_map;
  GTK_WIDGET_CLASS (klass)->unmap = sprint_machine_thumbnail_unmap;
  /* What it shows, the row's texts say. */
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sprint_machine_thumbnail_init (SprintMachineThumbnail *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->live = TRUE;
  self->seen = TRUE;
  self->stack = gtk_stack_new ();
  self->icon = gtk_image_new_from_icon_name ("computer-symbolic");
  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_overflow (self->stack, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->stack, "card");
  gtk_stack_add_child (GTK_STACK (self->stack), self->icon);
  gtk_stack_add_child (GTK_STACK (self->stack), self->picture);
  /* What is laid over does not ask for room: a picture is as wide as its row has room for. */
  gtk_widget_set_size_request (frame, WIDTH, HEIGHT);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), frame);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->stack);
  gtk_widget_set_valign (overlay, GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), overlay);
}

GtkWidget *
sprint_machine_thumbnail_new (void)
{
  return g_object_new (SPRINT_TYPE_MACHINE_THUMBNAIL, NULL);
}

void
sprint_machine_thumbnail_set_machine (SprintMachineThumbnail *self,
                                      SprintMachine          *machine)
{
  if (self->machine == machine)
    return;
  stop (self);
  if (self->machine != NULL)
    g_signal_handlers_disconnect_by_func (self->machine, update, self);
  g_set_object (&self->machine, machine);
  if (machine == NULL)
    return;
  g_signal_connect_object (machine, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->icon);
  update (self);
}

void
sprint_machine_thumbnail_set_live (SprintMachineThumbnail *self,
                                   gboolean                live)
{
  if (self->live == live)
    return;
  self->live = live;
  update (self);
}

void
sprint_machine_thumbnail_set_seen (SprintMachineThumbnail *self,
                                   gboolean                seen)
{
  if (self->seen == seen)
    return;
  self->seen = seen;
  /* The last picture stays for when it is seen again. */
  if (seen)
    update (self);
  else
    stop (self);
}
