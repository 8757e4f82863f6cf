/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serial-search.h"

#include <glib/gi18n.h>

#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>

struct _SprintSerialSearch {
  AdwBin parent_instance;

  VteTerminal *terminal;   /* weak */
  GtkSearchBar *bar;
  GtkEditable *entry;
};

G_DEFINE_FINAL_TYPE (SprintSerialSearch, sprint_serial_search, ADW_TYPE_BIN)

static void
find_previous (SprintSerialSearch *self)
{
  if (self->terminal != NULL)
    vte_terminal_search_find_previous (self->terminal);
}

static void
find_next (SprintSerialSearch *self)
{
  if (self->terminal != NULL)
    vte_terminal_search_find_next (self->terminal);
}

/* What was printed last is looked at first. */
static void
changed_cb (SprintSerialSearch *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  g_autofree char *escaped = g_regex_escape_string (text, -1);
  VteRegex *regex = NULL;

  if (self->terminal == NULL)
    return;
  if (*text != '\0')
    regex = vte_regex_new_for_search (escaped, -1, PCRE2_MULTILINE | PCRE2_CASELESS | PCRE2_UTF, NULL);
  vte_terminal_search_set_regex (self->terminal, regex, 0);
  if (regex != NULL) {
    find_previous (self);
    vte_regex_unref (regex);
  } else {
    vte_terminal_unselect_all (self->terminal);
  }
}

static void
mode_changed_cb (SprintSerialSearch *self)
{
  if (gtk_search_bar_get_search_mode (self->bar) || self->terminal == NULL)
    return;
  vte_terminal_search_set_regex (self->terminal, NULL, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->terminal));
}

static GtkWidget *
create_button (SprintSerialSearch *self,
               const char         *icon_name,
               const char         *text,
               GCallback           clicked_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, text);
  g_signal_connect_swapped (button, "clicked", clicked_cb, self);
  return button;
}

static void
sprint_serial_search_dispose (GObject *object)
{
  g_clear_weak_pointer (&SPRINT_SERIAL_SEARCH (object)->terminal);
  G_OBJECT_CLASS (sprint_serial_search_parent_class)->dispose (object);
}

static void
sprint_serial_search_class_init (SprintSerialSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_serial_search_dispose;
}

static void
sprint_serial_search_init (SprintSerialSearch *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_search_entry_new ();

  self->entry = GTK_EDITABLE (entry);
  self->bar = GTK_SEARCH_BAR (gtk_search_bar_new ());
  gtk_editable_set_width_chars (self->entry, 12);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (entry), _("Find in serial console"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find in serial console"),
                                  -1);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), create_button (self, "go-up-symbolic", _("Previous Match"),
                                                G_CALLBACK (find_previous)));
  gtk_box_append (GTK_BOX (box), create_button (self, "go-down-symbolic", _("Next Match"), G_CALLBACK (find_next)));
  gtk_search_bar_set_child (self->bar, box);
  gtk_search_bar_connect_entry (self->bar, self->entry);
  gtk_search_bar_set_show_close_button (self->bar, TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->bar));
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (find_previous), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "previous-match", G_CALLBACK (find_previous), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "next-match", G_CALLBACK (find_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "notify::search-mode-enabled", G_CALLBACK (mode_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
sprint_serial_search_new (VteTerminal *terminal)
{
  SprintSerialSearch *self = g_object_new (SPRINT_TYPE_SERIAL_SEARCH, NULL);

  g_set_weak_pointer (&self->terminal, terminal);
  vte_terminal_search_set_wrap_around (terminal, TRUE);
  return GTK_WIDGET (self);
}

void
sprint_serial_search_open (SprintSerialSearch *self)
{
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
