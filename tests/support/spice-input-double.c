/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-input-double.h"

struct _SpiceInputDouble
{
  GObject parent_instance;

  SpiceKbdInstance keyboard;
  SpiceTabletInstance tablet;
  SpiceMouseInstance mouse;
  GByteArray *scancodes;
  GArray *pointer;
  guint8 leds;
};

G_DEFINE_FINAL_TYPE (SpiceInputDouble, spice_input_double, G_TYPE_OBJECT)

static guint scancode_signal;

static void
push_scan_freg (SpiceKbdInstance *keyboard,
                uint8_t           byte)
{
  SpiceInputDouble *self = SPICE_CONTAINEROF (keyboard, SpiceInputDouble, keyboard);

  g_byte_array_append (self->scancodes, &byte, 1);
  g_signal_emit (self, scancode_signal, 0, byte);
}

static uint8_t
get_leds (SpiceKbdInstance *keyboard)
{
  return SPICE_CONTAINEROF (keyboard, SpiceInputDouble, keyboard)->leds;
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
append_pointer (SpiceInputDouble *self,
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
  append_pointer (SPICE_CONTAINEROF (tablet, SpiceInputDouble, tablet), SPICE_DOUBLE_POSITION,
                  x, y, buttons);
}

static void
tablet_wheel (SpiceTabletInstance *tablet,
              int                  clicks,
              uint32_t             buttons)
{
  /* A button's press comes as a turn of nothing. */
  append_pointer (SPICE_CONTAINEROF (tablet, SpiceInputDouble, tablet),
                  clicks != 0 ? SPICE_DOUBLE_WHEEL : SPICE_DOUBLE_BUTTONS, 0, clicks, buttons);
}

static void
tablet_buttons (SpiceTabletInstance *tablet,
                uint32_t             buttons)
{
  append_pointer (SPICE_CONTAINEROF (tablet, SpiceInputDouble, tablet), SPICE_DOUBLE_BUTTONS,
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
  append_pointer (SPICE_CONTAINEROF (mouse, SpiceInputDouble, mouse),
                  dz != 0 ? SPICE_DOUBLE_WHEEL : SPICE_DOUBLE_MOTION,
                  dx, dz != 0 ? dz : dy, buttons);
}

static void
mouse_buttons (SpiceMouseInstance *mouse,
               uint32_t            buttons)
{
  append_pointer (SPICE_CONTAINEROF (mouse, SpiceInputDouble, mouse), SPICE_DOUBLE_BUTTONS,
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

static void
spice_input_double_finalize (GObject *object)
{
  SpiceInputDouble *self = SPICE_INPUT_DOUBLE (object);

  g_byte_array_unref (self->scancodes);
  g_array_unref (self->pointer);

  G_OBJECT_CLASS (spice_input_double_parent_class)->finalize (object);
}

static void
spice_input_double_class_init (SpiceInputDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spice_input_double_finalize;
  scancode_signal = g_signal_new ("scancode", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UCHAR);
}

static void
spice_input_double_init (SpiceInputDouble *self)
{
  self->scancodes = g_byte_array_new ();
  self->pointer = g_array_new (FALSE, FALSE, sizeof (SpiceDoublePointerEvent));
}

SpiceInputDouble *
spice_input_double_new (SpiceServer *server,
                        gboolean     absolute)
{
  SpiceInputDouble *self = g_object_new (SPICE_TYPE_INPUT_DOUBLE, NULL);

  self->keyboard.base.sif = &keyboard_interface.base;
  self->mouse.base.sif = &mouse_interface.base;
  self->tablet.base.sif = &tablet_interface.base;
  g_assert_cmpint (spice_server_add_interface (server, &self->keyboard.base), ==, 0);
  g_assert_cmpint (spice_server_add_interface (server, &self->mouse.base), ==, 0);
  if (absolute)
    g_assert_cmpint (spice_server_add_interface (server, &self->tablet.base), ==, 0);

  return self;
}

GByteArray *
spice_input_double_get_scancodes (SpiceInputDouble *self)
{
  return self->scancodes;
}

GArray *
spice_input_double_get_pointer (SpiceInputDouble *self)
{
  return self->pointer;
}

void
spice_input_double_clear (SpiceInputDouble *self)
{
  g_byte_array_set_size (self->scancodes, 0);
  g_array_set_size (self->pointer, 0);
}

void
spice_input_double_set_leds (SpiceInputDouble *self,
                              guint8             leds)
{
  self->leds = leds;
  spice_server_kbd_leds (&self->keyboard, leds);
}
