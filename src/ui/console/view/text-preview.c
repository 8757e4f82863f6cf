/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-preview.h"

#define MAX_LINES 6
#define MAX_BYTES 400

static char *
create_preview (const char *text)
{
  const char *end = text;
  guint lines = 0;

  while (*end != '\0' && end - text < MAX_BYTES && lines < MAX_LINES) {
    if (*end == '\n')
      lines++;
    end = g_utf8_next_char (end);
  }

  return g_strdup_printf ("%.*s%s", (int) (end - text), text, *end != '\0' ? "…" : "");
}

GtkWidget *
sprint_text_preview_new (const char *text)
{
  g_autofree char *preview = create_preview (text);
  GtkWidget *label = gtk_label_new (preview);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "caption");

  return label;
}
