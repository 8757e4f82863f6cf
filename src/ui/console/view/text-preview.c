/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-preview.h"

#include <adwaita.h>

#define MAX_LINES 6
#define MAX_BYTES 240

static char *
create_preview (const char *text)
{
  const char *end = text;
  guint lines = 0;

  while (*end != '\0' && end - text < MAX_BYTES && lines < MAX_LINES) {
    if (*end == '\n' || (*end == '\r' && end[1] != '\n'))
      lines++;
    end = g_utf8_next_char (end);
  }

  if (*end != '\0')
    return g_strdup_printf ("%.*s…", (int) (end - text), text);

  /* The last line's end is no line to see. */
  if (end > text && end[-1] == '\n')
    end--;
  if (end > text && end[-1] == '\r')
    end--;

  return g_strndup (text, end - text);
}

GtkWidget *
sprint_text_preview_new (const char *text)
{
  g_autofree char *preview = create_preview (text);
  /* No hyphen that is not in the text. */
  g_autoptr (PangoAttrList) attributes = pango_attr_list_from_string ("0 -1 insert-hyphens false");
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", preview, "attributes", attributes, "xalign", 0.0f,
                                   "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "margin-top", 12,
                                   "margin-bottom", 12, "margin-start", 12, "margin-end", 12, NULL);
  GtkWidget *card = adw_bin_new ();

  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (card, "card");
  adw_bin_set_child (ADW_BIN (card), label);

  return card;
}
