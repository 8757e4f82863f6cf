/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serial-paste.h"

#include <glib/gi18n.h>

#include "core/console/serial/serial-session.h"
#include "ui/console/view/text-preview.h"

/* Of lines, one at the very end of the text included. */
static guint
count_ends (const char *text)
{
  guint ends = 0;

  for (const char *p = text; *p != '\0'; p++) {
    /* The two of CRLF are one end. */
    if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
      ends++;
  }
  return ends;
}

static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             gpointer        user_data)
{
  VteTerminal *terminal = user_data;

  if (g_str_equal (response, "paste"))
    vte_terminal_paste_text (terminal, g_object_get_data (G_OBJECT (dialog), "text"));
  gtk_widget_grab_focus (GTK_WIDGET (terminal));
}

static void
ask (VteTerminal *terminal,
     const char  *text,
     guint        ends)
{
  guint lines = strchr ("\r\n", text[strlen (text) - 1]) != NULL ? ends : ends + 1;
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_format_heading (alert, ngettext ("Paste %u Line?", "Paste %u Lines?", lines), lines);
  adw_alert_dialog_set_body (alert, _("The machine gets the text as if you typed it. A shell runs each line as soon as "
                                      "it ends."));
  adw_alert_dialog_set_extra_child (alert, sprint_text_preview_new (text));
  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "paste", _("_Paste"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "paste", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "paste");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "text", g_strdup (text), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), terminal, 0);
  adw_dialog_present (dialog, GTK_WIDGET (terminal));
}

static void
refuse (VteTerminal *terminal)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Too Much to Paste"),
                                            _("A serial console takes a few thousand characters a second. Send a file "
                                              "this large another way."));

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (terminal));
}

void
sprint_serial_paste_text (VteTerminal *terminal,
                          const char  *text)
{
  guint ends = count_ends (text);

  if (*text == '\0')
    return;
  if (strlen (text) > SPRINT_SERIAL_QUEUE / 2)
    refuse (terminal);
  else if (ends > 0)
    ask (terminal, text, ends);
  else
    vte_terminal_paste_text (terminal, text);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VteTerminal) terminal = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  /* A clipboard without text pastes nothing, as everywhere. */
  if (text != NULL && gtk_widget_get_root (GTK_WIDGET (terminal)) != NULL)
    sprint_serial_paste_text (terminal, text);
}

void
sprint_serial_paste (VteTerminal  *terminal,
                     GdkClipboard *clipboard)
{
  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, g_object_ref (terminal));
}
