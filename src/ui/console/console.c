/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console.h"

#include <glib/gi18n.h>

#include "ui/console/input/console-keyboard.h"
#include "ui/console/input/console-pointer.h"
#include "ui/console/screen/console-layout.h"
#include "ui/console/screen/console-paint.h"
#include "ui/console/screen/console-picture.h"

struct _SprintConsole
{
  GtkWidget parent_instance;

  SprintConsoleSession *session;
  SprintConsoleMonitor *monitor;   /* NULL for the first */
  SprintConsolePaint *paint;
  SprintConsoleKeyboard *keyboard;
  SprintConsolePointer *pointer;
  char *guest_name;
  gboolean scaling;
  gboolean resizing;
  gboolean view_only;
};

G_DEFINE_FINAL_TYPE (SprintConsole, sprint_console, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  PROP_MONITOR,
  PROP_GUEST_NAME,
  PROP_SCALING,
  PROP_RESIZING,
  PROP_VIEW_ONLY,
  PROP_CAPTURING,
  PROP_GRABBED,
  PROP_POINTER_LOCKABLE,
  PROP_POINTER_LOCKED,
  PROP_RELEASE_WAY,
  PROP_RELEASE_TEXT,
  PROP_KEYBOARD_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_console_dispose (GObject *object)
{
  SprintConsole *self = SPRINT_CONSOLE (object);

  sprint_console_set_session (self, NULL);
  g_clear_object (&self->monitor);
  g_clear_object (&self->keyboard);
  g_clear_object (&self->pointer);
  g_clear_object (&self->paint);

  G_OBJECT_CLASS (sprint_console_parent_class)->dispose (object);
}

static void
sprint_console_finalize (GObject *object)
{
  g_free (SPRINT_CONSOLE (object)->guest_name);

  G_OBJECT_CLASS (sprint_console_parent_class)->finalize (object);
}

static void
sprint_console_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SprintConsole *self = SPRINT_CONSOLE (object);

  switch (prop_id) {
  case PROP_SESSION:
    g_value_set_object (value, self->session);
    break;

  case PROP_MONITOR:
    g_value_set_object (value, self->monitor);
    break;

  case PROP_GUEST_NAME:
    g_value_set_string (value, self->guest_name);
    break;

  case PROP_SCALING:
    g_value_set_boolean (value, self->scaling);
    break;

  case PROP_RESIZING:
    g_value_set_boolean (value, self->resizing);
    break;

  case PROP_VIEW_ONLY:
    g_value_set_boolean (value, self->view_only);
    break;

  case PROP_CAPTURING:
    g_value_set_boolean (value, sprint_console_get_capturing (self));
    break;

  case PROP_GRABBED:
    g_value_set_boolean (value, sprint_console_get_grabbed (self));
    break;

  case PROP_POINTER_LOCKABLE:
    g_value_set_boolean (value, sprint_console_get_pointer_lockable (self));
    break;

  case PROP_POINTER_LOCKED:
    g_value_set_boolean (value, sprint_console_get_pointer_locked (self));
    break;

  case PROP_RELEASE_WAY:
    g_value_set_string (value, sprint_console_get_release_way (self));
    break;

  case PROP_RELEASE_TEXT:
    g_value_set_string (value, sprint_console_get_release_text (self));
    break;

  case PROP_KEYBOARD_TEXT:
    g_value_set_string (value, sprint_console_get_keyboard_text (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SprintConsole *self = SPRINT_CONSOLE (object);

  switch (prop_id) {
  case PROP_SESSION:
    sprint_console_set_session (self, g_value_get_object (value));
    break;

  case PROP_MONITOR:
    sprint_console_set_monitor (self, g_value_get_object (value));
    break;

  case PROP_GUEST_NAME:
    sprint_console_set_guest_name (self, g_value_get_string (value));
    break;

  case PROP_SCALING:
    sprint_console_set_scaling (self, g_value_get_boolean (value));
    break;

  case PROP_RESIZING:
    sprint_console_set_resizing (self, g_value_get_boolean (value));
    break;

  case PROP_VIEW_ONLY:
    sprint_console_set_view_only (self, g_value_get_boolean (value));
    break;

  case PROP_RELEASE_WAY:
    sprint_console_set_release_way (self, g_value_get_string (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static SprintConsoleMonitor *
get_monitor (SprintConsole *self)
{
  if (self->session == NULL || self->monitor != NULL)
    return self->session != NULL ? self->monitor : NULL;

  return sprint_console_session_get_monitor (self->session);
}

/* Whoever only watches changes nothing. */
static void
want_size (SprintConsole *self)
{
  if (self->session != NULL && self->resizing && !self->view_only && gtk_widget_get_mapped (GTK_WIDGET (self)))
    sprint_console_layout_want_size (GTK_WIDGET (self), get_monitor (self));
}

static void
compute_geometry (SprintConsole         *self,
                  SprintPointerGeometry *geometry)
{
  sprint_console_layout_compute (GTK_WIDGET (self), sprint_console_monitor_get_framebuffer (get_monitor (self)),
                                 self->scaling, geometry);
}

static void
sprint_console_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  SprintConsole *self = SPRINT_CONSOLE (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  SprintPointerGeometry geometry = { 0 };
  gboolean shown;

  /* GTK (4.18) loses what an empty clip, such as this widget's own, cuts away. */
  if (width == 0 || height == 0)
    return;

  if (self->session != NULL)
    compute_geometry (self, &geometry);

  /* The bars beside a picture of another shape; all of it where the guest has turned its screen off. */
  shown = self->session != NULL && sprint_console_monitor_get_has_picture (get_monitor (self));
  if (geometry.guest_width == 0 || !shown ||
      geometry.width + 0.5 < width * geometry.scale || geometry.height + 0.5 < height * geometry.scale)
    gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 1 },
                               &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->session != NULL)
    sprint_console_pointer_set_geometry (self->pointer, &geometry);
  if (!shown)
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  sprint_console_paint_snapshot (self->paint, snapshot,
                                 native != NULL ? gtk_native_get_renderer (native) : NULL,
                                 &geometry);
  sprint_console_pointer_snapshot (self->pointer, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
sprint_console_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  SprintConsole *self = SPRINT_CONSOLE (widget);

  *natural = self->session == NULL ? 0
             : sprint_console_layout_measure (widget, sprint_console_monitor_get_framebuffer (get_monitor (self)),
                                              orientation);
  *minimum = self->scaling ? 0 : *natural;
}

static void
sprint_console_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  SprintConsole *self = SPRINT_CONSOLE (widget);
  SprintPointerGeometry geometry;

  sprint_console_paint_allocate (self->paint, width, height);
  if (self->session == NULL)
    return;

  /* A pointer may move over it before it is drawn. */
  compute_geometry (self, &geometry);
  sprint_console_pointer_set_geometry (self->pointer, &geometry);
  want_size (self);
}

static void
sprint_console_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sprint_console_parent_class)->map (widget);

  /* Hidden for a moment only, it may never have lost the focus. */
  sprint_console_keyboard_start (SPRINT_CONSOLE (widget)->keyboard);
  want_size (SPRINT_CONSOLE (widget));
}

static void
sprint_console_unmap (GtkWidget *widget)
{
  sprint_console_keyboard_stop (SPRINT_CONSOLE (widget)->keyboard);

  GTK_WIDGET_CLASS (sprint_console_parent_class)->unmap (widget);
}

static void
update_label (SprintConsole *self)
{
  const char *name = sprint_console_get_guest_name (self);
  g_autofree char *label = NULL;

  if (self->monitor != NULL && name != NULL && name[0] != '\0')
    /* Translators: read out for a further screen of a virtual machine; its number, and the machine's name. */
    label = g_strdup_printf (_("Screen %u of %s"), sprint_console_monitor_get_number (self->monitor) + 1, name);
  else if (name != NULL && name[0] != '\0')
    /* Translators: read out for the screen of a virtual machine; %s is its name. */
    label = g_strdup_printf (_("Screen of %s"), name);
  else
    label = g_strdup (_("Screen of the machine"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
update_input (SprintConsole *self)
{
  gboolean wanted = self->session != NULL && !self->view_only;

  sprint_console_keyboard_set_session (self->keyboard, wanted ? self->session : NULL);
  sprint_console_pointer_set_enabled (self->pointer, wanted);
}

static void
keyboard_notify_cb (SprintConsole *self,
                    GParamSpec    *pspec)
{
  g_object_notify (G_OBJECT (self), pspec->name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYBOARD_TEXT]);
}

static void
update_description (SprintConsole *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sprint_console_get_release_text (self),
                                  -1);
}

static void
lockable_cb (SprintConsole *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POINTER_LOCKABLE]);
}

static void
locked_cb (SprintConsole *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POINTER_LOCKED]);
}

static void
add_pointer (SprintConsole *self)
{
  self->pointer = sprint_console_pointer_new (GTK_WIDGET (self));
  g_object_bind_property (self->keyboard, "capturing", self->pointer, "capturing", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->pointer, "notify::lockable", G_CALLBACK (lockable_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pointer, "notify::locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pointer, "pressed", G_CALLBACK (sprint_console_keyboard_use_held),
                           self->keyboard, G_CONNECT_SWAPPED);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SPRINT_TYPE_CONSOLE_SESSION, writable);

  /**
   * SprintConsole:monitor:
   *
   * Which of the guest's monitors is shown: %NULL for the first.
   */
  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, SPRINT_TYPE_CONSOLE_MONITOR, writable);
  properties[PROP_GUEST_NAME] = g_param_spec_string ("guest-name", NULL, NULL, NULL, writable);
  properties[PROP_SCALING] = g_param_spec_boolean ("scaling", NULL, NULL, TRUE, writable);
  properties[PROP_RESIZING] = g_param_spec_boolean ("resizing", NULL, NULL, TRUE, writable);

  /**
   * SprintConsole:view-only:
   *
   * Whether neither keys nor pointer go to the guest.
   */
  properties[PROP_VIEW_ONLY] = g_param_spec_boolean ("view-only", NULL, NULL, FALSE, writable);
  properties[PROP_CAPTURING] = g_param_spec_boolean ("capturing", NULL, NULL, FALSE, readable);
  properties[PROP_GRABBED] = g_param_spec_boolean ("grabbed", NULL, NULL, FALSE, readable);

  /**
   * SprintConsole:pointer-lockable:
   *
   * Whether the pointer can be locked here, for a guest that takes motion and not places.
   */
  properties[PROP_POINTER_LOCKABLE] = g_param_spec_boolean ("pointer-lockable", NULL, NULL, FALSE, readable);

  /**
   * SprintConsole:pointer-locked:
   *
   * Whether the pointer really is locked: it is not seen, and its motion is the guest's alone.
   */
  properties[PROP_POINTER_LOCKED] = g_param_spec_boolean ("pointer-locked", NULL, NULL, FALSE, readable);

  /**
   * SprintConsole:release-way:
   *
   * The keys that give the keyboard back: "ctrl-alt", "right-ctrl" or "both-ctrl"; another string is the first.
   */
  properties[PROP_RELEASE_WAY] = g_param_spec_string ("release-way", NULL, NULL, "ctrl-alt", writable);

  /**
   * SprintConsole:release-text:
   *
   * How to have the keyboard back, for a person to read.
   */
  properties[PROP_RELEASE_TEXT] = g_param_spec_string ("release-text", NULL, NULL, NULL, readable);

  /**
   * SprintConsole:keyboard-text:
   *
   * Who has the keyboard, for a person to read.
   */
  properties[PROP_KEYBOARD_TEXT] = g_param_spec_string ("keyboard-text", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_console_class_init (SprintConsoleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_console_dispose;
  object_class->finalize = sprint_console_finalize;
  object_class->get_property = sprint_console_get_property;
  object_class->set_property = sprint_console_set_property;
  install_properties (object_class);

  widget_class->snapshot = sprint_console_snapshot;
  widget_class->measure = sprint_console_measure;
  widget_class->size_allocate = sprint_console_size_allocate;
  widget_class->map = sprint_console_map;
  widget_class->unmap = sprint_console_unmap;
  gtk_widget_class_set_css_name (widget_class, "console");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sprint_console_init (SprintConsole *self)
{
  self->scaling = self->resizing = TRUE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->paint = sprint_console_paint_new (GTK_WIDGET (self));
  self->keyboard = sprint_console_keyboard_new (GTK_WIDGET (self));
  add_pointer (self);
  g_signal_connect_object (self->paint, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keyboard, "notify", G_CALLBACK (keyboard_notify_cb), self,
                           G_CONNECT_SWAPPED);
  update_description (self);
  update_label (self);
}

GtkWidget *
sprint_console_new (SprintConsoleSession *session)
{
  return g_object_new (SPRINT_TYPE_CONSOLE, "session", session, NULL);
}

static void
unwatch (SprintConsole *self)
{
  SprintConsoleMonitor *monitor = get_monitor (self);

  if (monitor == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (monitor, self);
  g_signal_handlers_disconnect_by_data (sprint_console_monitor_get_framebuffer (monitor), self);
}

static void
watch (SprintConsole *self)
{
  SprintConsoleMonitor *monitor = get_monitor (self);
  SprintFramebuffer *framebuffer = monitor != NULL ? sprint_console_monitor_get_framebuffer (monitor) : NULL;

  sprint_console_paint_set_monitor (self->paint, monitor);
  sprint_console_pointer_set_session (self->pointer, self->session, monitor);
  if (monitor != NULL) {
    g_signal_connect_swapped (self->session, "notify::name", G_CALLBACK (update_label), self);
    g_signal_connect_swapped (monitor, "notify::has-picture", G_CALLBACK (gtk_widget_queue_draw), self);
    g_signal_connect_swapped (framebuffer, "resized", G_CALLBACK (gtk_widget_queue_resize), self);
  }
  update_input (self);
  update_label (self);
  want_size (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

SprintConsoleSession *
sprint_console_get_session (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), NULL);

  return self->session;
}

void
sprint_console_set_session (SprintConsole        *self,
                            SprintConsoleSession *session)
{
  g_return_if_fail (SPRINT_IS_CONSOLE (self));
  g_return_if_fail (session == NULL || SPRINT_IS_CONSOLE_SESSION (session));

  if (self->session == session)
    return;

  unwatch (self);
  g_set_object (&self->session, session);
  watch (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

void
sprint_console_set_monitor (SprintConsole        *self,
                            SprintConsoleMonitor *monitor)
{
  g_return_if_fail (SPRINT_IS_CONSOLE (self));
  g_return_if_fail (monitor == NULL || SPRINT_IS_CONSOLE_MONITOR (monitor));

  if (self->monitor == monitor)
    return;

  unwatch (self);
  g_set_object (&self->monitor, monitor);
  watch (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

SprintConsoleMonitor *
sprint_console_get_monitor (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), NULL);

  return get_monitor (self);
}

void
sprint_console_set_guest_name (SprintConsole *self,
                               const char    *name)
{
  g_return_if_fail (SPRINT_IS_CONSOLE (self));

  if (!g_set_str (&self->guest_name, name))
    return;

  update_label (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GUEST_NAME]);
}

const char *
sprint_console_get_guest_name (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), NULL);

  if (self->guest_name != NULL || self->session == NULL)
    return self->guest_name;

  return sprint_console_session_get_name (self->session);
}

void
sprint_console_set_scaling (SprintConsole *self,
                            gboolean       scaling)
{
  g_return_if_fail (SPRINT_IS_CONSOLE (self));

  scaling = !!scaling;
  if (self->scaling == scaling)
    return;

  self->scaling = scaling;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCALING]);
}

double
sprint_console_get_zoom (SprintConsole *self)
{
  SprintPointerGeometry geometry;

  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), 0);

  if (self->session == NULL)
    return 0;

  compute_geometry (self, &geometry);

  return geometry.guest_width > 0 ? geometry.width / (double) geometry.guest_width : 0;
}

void
sprint_console_set_resizing (SprintConsole *self,
                             gboolean       resizing)
{
  g_return_if_fail (SPRINT_IS_CONSOLE (self));

  resizing = !!resizing;
  if (self->resizing == resizing)
    return;

  self->resizing = resizing;
  want_size (self);
  if (!resizing && self->session != NULL)
    sprint_console_monitor_want_size (get_monitor (self), 0, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESIZING]);
}

void
sprint_console_set_view_only (SprintConsole *self,
                              gboolean       view_only)
{
  g_return_if_fail (SPRINT_IS_CONSOLE (self));

  view_only = !!view_only;
  if (self->view_only == view_only)
    return;

  self->view_only = view_only;
  if (self->session != NULL)
    sprint_console_input_release_all (sprint_console_session_get_input (self->session));
  update_input (self);
  want_size (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW_ONLY]);
}

gboolean
sprint_console_get_view_only (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), FALSE);

  return self->view_only;
}

gboolean
sprint_console_get_capturing (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), FALSE);

  return sprint_console_keyboard_get_capturing (self->keyboard);
}

gboolean
sprint_console_get_grabbed (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), FALSE);

  return sprint_console_keyboard_get_grabbed (self->keyboard);
}

gboolean
sprint_console_get_pointer_lockable (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), FALSE);

  return self->pointer != NULL && sprint_console_pointer_get_lockable (self->pointer);
}

gboolean
sprint_console_get_pointer_locked (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), FALSE);

  return self->pointer != NULL && sprint_console_pointer_get_locked (self->pointer);
}

void
sprint_console_set_release_way (SprintConsole *self,
                                const char    *name)
{
  SprintReleaseWay way = sprint_release_way_from_name (name);

  g_return_if_fail (SPRINT_IS_CONSOLE (self));

  if (sprint_console_keyboard_get_release_way (self->keyboard) == way)
    return;

  sprint_console_keyboard_set_release_way (self->keyboard, way);
  update_description (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RELEASE_WAY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RELEASE_TEXT]);
}

const char *
sprint_console_get_release_way (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), NULL);

  return sprint_release_way_get_name (sprint_console_keyboard_get_release_way (self->keyboard));
}

const char *
sprint_console_get_release_text (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), NULL);

  return sprint_release_way_get_text (sprint_console_keyboard_get_release_way (self->keyboard));
}

const char *
sprint_console_get_keyboard_text (SprintConsole *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), NULL);

  return sprint_console_keyboard_get_text (self->keyboard);
}

void
sprint_console_send_keys (SprintConsole *self,
                          const guint   *codes,
                          gsize          n_codes)
{
  SprintConsoleInput *input;

  g_return_if_fail (SPRINT_IS_CONSOLE (self));

  if (self->session == NULL || self->view_only)
    return;

  input = sprint_console_session_get_input (self->session);
  for (gsize i = 0; i < n_codes; i++)
    sprint_console_input_press_key (input, codes[i]);
  for (gsize i = n_codes; i > 0; i--)
    sprint_console_input_release_key (input, codes[i - 1]);
}

void
sprint_console_find_pointer (SprintConsole *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE (self));

  sprint_console_pointer_find (self->pointer);
}

void
sprint_console_release_keyboard (SprintConsole *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE (self));

  sprint_console_keyboard_stop (self->keyboard);
}

void
sprint_console_use_held_keys (SprintConsole *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE (self));

  sprint_console_keyboard_use_held (self->keyboard);
}

GdkTexture *
sprint_console_take_picture (SprintConsole  *self,
                             GError        **error)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE (self), NULL);

  return sprint_console_picture_take (get_monitor (self), error);
}
