/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desktop-findings.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#define FILE_NAME "monitors.xml"

/* More than anybody has, and than a desktop offers. */
#define MAX_SCALES 16
#define MAX_SCALE 16.0

/* Desktops round the scale so that a monitor's size stays whole: 1.6666666269302368. */
#define ROUNDING 0.01

static gboolean
is_named (const xmlNode *node,
          const char    *name)
{
  return node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, name);
}

static void
add_scale (GArray        *scales,
           const xmlNode *node)
{
  xmlChar *text = xmlNodeGetContent (node);
  double scale = text != NULL ? g_ascii_strtod ((const char *) text, NULL) : 0;

  xmlFree (text);
  /* What is no number is not between them either. */
  if (!(scale >= 1 / MAX_SCALE && scale <= MAX_SCALE) || scales->len >= MAX_SCALES)
    return;
  for (guint i = 0; i < scales->len; i++) {
    if (fabs (g_array_index (scales, double, i) - scale) < ROUNDING)
      return;
  }
  g_array_append_val (scales, scale);
}

/* Mutter's, version 2: monitors/configuration/logicalmonitor/scale. It keeps every arrangement that somebody has ever
 * confirmed, and does not say which is today's. (transfer full) (element-type double) */
static GArray *
parse (const char *text)
{
  GArray *scales = g_array_new (FALSE, FALSE, sizeof (double));
  xmlDocPtr document = xmlReadMemory (text, strlen (text), NULL, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  const xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;

  for (const xmlNode *setup = root != NULL ? root->children : NULL; setup != NULL; setup = setup->next) {
    if (!is_named (setup, "configuration"))
      continue;
    for (const xmlNode *monitor = setup->children; monitor != NULL; monitor = monitor->next) {
      if (!is_named (monitor, "logicalmonitor"))
        continue;
      for (const xmlNode *node = monitor->children; node != NULL; node = node->next) {
        if (is_named (node, "scale"))
          add_scale (scales, node);
      }
    }
  }
  xmlFreeDoc (document);

  return scales;
}

/* (transfer full) (nullable): of this person. */
static char *
read_monitors (SprintHostReader *reader)
{
  g_autofree char *config = sprint_host_reader_get_variable (reader, "XDG_CONFIG_HOME");
  g_autofree char *home = sprint_host_reader_get_variable (reader, "HOME");
  g_autofree char *path = NULL;

  if (config != NULL && g_path_is_absolute (config))
    path = g_build_filename (config, FILE_NAME, NULL);
  else if (home != NULL && g_path_is_absolute (home))
    path = g_build_filename (home, ".config", FILE_NAME, NULL);

  return path != NULL ? sprint_host_reader_read (reader, path) : NULL;
}

static char *
describe (SprintHostReader *reader,
          GArray           *scales)
{
  static const char * const variables[] = { "GDK_SCALE", "QT_SCALE_FACTOR" };
  g_autoptr (GString) details = g_string_new (NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < scales->len; i++) {
    g_ascii_formatd (number, sizeof number, "%.4g", g_array_index (scales, double, i));
    g_string_append_printf (details, "%s%s", i == 0 ? FILE_NAME ": " : ", ", number);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++) {
    g_autofree char *value = sprint_host_reader_get_variable (reader, variables[i]);

    if (value != NULL)
      g_string_append_printf (details, "%s%s: %s", details->len > 0 ? "\n" : "", variables[i], value);
  }

  return details->len > 0 ? g_string_free (g_steal_pointer (&details), FALSE) : NULL;
}

SprintFinding *
sprint_find_scale (SprintHostReader *reader,
                   const char       *disk_folder)
{
  g_autofree char *text = read_monitors (reader);
  g_autoptr (GArray) scales = parse (text != NULL ? text : "");
  g_autofree char *details = describe (reader, scales);
  g_autofree char *factor = sprint_host_reader_get_variable (reader, "GDK_SCALE");

  for (guint i = 0; i < scales->len; i++) {
    double scale = g_array_index (scales, double, i);
    g_autofree char *summary = NULL;

    if (fabs (scale - round (scale)) < ROUNDING)
      continue;
    /* Translators: a scale in percent, as in “125%” */
    summary = g_strdup_printf (_("A monitor has, or had, a scale of %d%%: the picture is fitted to its whole pixels"),
                               (int) round (scale * 100));
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, summary, details);
  }

  if (scales->len > 0 || factor != NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("The scale of the monitors is a whole number"), details);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("No file tells the scale of the monitors"), details);
}
