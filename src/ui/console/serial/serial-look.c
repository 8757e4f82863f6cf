/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serial-look.h"

#define SCHEMA "org.gnome.desktop.interface"
#define FONT_KEY "monospace-font-name"
/* Of AdwStyleManager, since libadwaita 1.7. */
#define FONT_PROPERTY "monospace-font-name"

struct _SprintSerialLook {
  GObject parent_instance;

  VteTerminal *terminal;   /* weak */
  GSettings *settings;     /* where the style manager knows no fonts */
};

typedef enum {
  LIGHT,
  DARK,
  LIGHT_CONTRAST,
  DARK_CONTRAST,
} Scheme;

/* Foreground, background. The greys are libadwaita's for a view and its text. */
static const char * const grounds[][2] = {
  [LIGHT] = { "#1e1e1e", "#ffffff" },
  [DARK] = { "#ffffff", "#1d1d20" },
  [LIGHT_CONTRAST] = { "#000000", "#ffffff" },
  [DARK_CONTRAST] = { "#ffffff", "#000000" },
};

/* The sixteen of ANSI out of GNOME's palette (HIG, "Palette"), each readable on its ground: yellow is an ochre on
 * white, blue a light one on black. */
static const char * const palettes[][16] = {
  [LIGHT] = { "#241f31", "#c01c28", "#1e7a45", "#986a03", "#1c5bb0", "#813d9c", "#0f6e78", "#77767b",
              "#5e5c64", "#e01b24", "#26814a", "#9a6700", "#1a5fb4", "#9141ac", "#12707a", "#3d3846" },
  [DARK] = { "#3d3846", "#f66151", "#57e389", "#f8e45c", "#62a0ea", "#dc8add", "#5bc8c8", "#deddda",
             "#9a9996", "#ff7b6b", "#8ff0a4", "#f9f06b", "#99c1f1", "#e5a5e6", "#93ddc2", "#ffffff" },
};

G_DEFINE_FINAL_TYPE (SprintSerialLook, sprint_serial_look, G_TYPE_OBJECT)

static void
update_colours (SprintSerialLook *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);
  Scheme scheme = (dark ? DARK : LIGHT) + (adw_style_manager_get_high_contrast (manager) ? 2 : 0);
  GdkRGBA foreground, background, palette[16];

  if (self->terminal == NULL)
    return;
  gdk_rgba_parse (&foreground, grounds[scheme][0]);
  gdk_rgba_parse (&background, grounds[scheme][1]);
  for (guint i = 0; i < G_N_ELEMENTS (palette); i++)
    gdk_rgba_parse (&palette[i], palettes[dark ? DARK : LIGHT][i]);
  vte_terminal_set_colors (self->terminal, &foreground, &background, palette, G_N_ELEMENTS (palette));
}

static gboolean
manager_knows_fonts (void)
{
  GObjectClass *klass = G_OBJECT_GET_CLASS (adw_style_manager_get_default ());

  return g_object_class_find_property (klass, FONT_PROPERTY) != NULL;
}

static void
update_font (SprintSerialLook *self)
{
  g_autofree char *name = NULL;
  g_autoptr (PangoFontDescription) font = NULL;

  if (self->terminal == NULL)
    return;
  if (self->settings != NULL)
    name = g_settings_get_string (self->settings, FONT_KEY);
  else if (manager_knows_fonts ())
    g_object_get (adw_style_manager_get_default (), FONT_PROPERTY, &name, NULL);
  /* VTE has one of its own where nobody names one. */
  if (name != NULL && *name != '\0')
    font = pango_font_description_from_string (name);
  vte_terminal_set_font (self->terminal, font);
}

static void
watch_font (SprintSerialLook *self)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (manager_knows_fonts ()) {
    g_signal_connect_object (adw_style_manager_get_default (), "notify::" FONT_PROPERTY, G_CALLBACK (update_font), self,
                             G_CONNECT_SWAPPED);
    return;
  }
  schema = g_settings_schema_source_lookup (g_settings_schema_source_get_default (), SCHEMA, TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, FONT_KEY))
    return;
  self->settings = g_settings_new (SCHEMA);
  g_signal_connect_object (self->settings, "changed::" FONT_KEY, G_CALLBACK (update_font), self, G_CONNECT_SWAPPED);
}

static void
sprint_serial_look_dispose (GObject *object)
{
  SprintSerialLook *self = SPRINT_SERIAL_LOOK (object);

  g_clear_weak_pointer (&self->terminal);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sprint_serial_look_parent_class)->dispose (object);
}

static void
sprint_serial_look_class_init (SprintSerialLookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_serial_look_dispose;
}

static void
sprint_serial_look_init (SprintSerialLook *self)
{
}

SprintSerialLook *
sprint_serial_look_new (VteTerminal *terminal)
{
  SprintSerialLook *self = g_object_new (SPRINT_TYPE_SERIAL_LOOK, NULL);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_set_weak_pointer (&self->terminal, terminal);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (update_colours), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (update_colours), self, G_CONNECT_SWAPPED);
  watch_font (self);
  update_colours (self);
  update_font (self);
  return self;
}
