/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-console.h"

#include <string.h>

#include "await.h"

void
console_begin (Console *console,
               GtkBox  *box,
               guint32  capabilities)
{
  console->server = spice_server_double_new (TRUE);
  console->agent = spice_server_double_get_agent (console->server);
  console->source = spice_server_double_create_source (console->server);
  console->session = sprint_console_session_new ();
  console->view = SPRINT_CONSOLE_VIEW (sprint_console_view_new (console->session));
  gtk_box_append (box, GTK_WIDGET (console->view));
  spice_agent_double_connect (console->agent, capabilities);
  spice_screen_double_create_surface (spice_server_double_get_screen (console->server), SPICE_SURFACE_FMT_32_xRGB,
                                      64, 64);
  sprint_console_session_connect (console->session, console->source);
  await (sprint_console_session_get_has_picture (console->session));
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (console->session)));
}

void
console_end (Console *console)
{
  SprintConsoleSession *session = console->session;

  if (session == NULL)
    return;

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &console->session);
  g_object_unref (session);
  await (console->session == NULL);
  g_object_unref (console->source);
  g_object_add_weak_pointer (G_OBJECT (console->server), (gpointer *) &console->server);
  g_object_unref (console->server);
  await (console->server == NULL);
}

void
assert_guest_pastes (Console    *console,
                     guint       selection,
                     const char *text)
{
  spice_agent_double_clear (console->agent);
  agent_clipboard_request (console->agent, selection, TEXT);
  await (spice_agent_double_count (console->agent, VD_AGENT_CLIPBOARD) == 1);
  g_assert_true (agent_clipboard_was_given (console->agent, selection, TEXT, text, strlen (text)));
}

gboolean
guest_was_offered (Console *console,
                   guint    selection,
                   guint32  type)
{
  GBytes *grab = spice_agent_double_find (console->agent, VD_AGENT_CLIPBOARD_GRAB);
  gsize size = 0;
  const guint8 *data = grab != NULL ? g_bytes_get_data (grab, &size) : NULL;

  /* Behind the selection and the number. */
  for (gsize at = 8; at + 4 <= size; at += 4) {
    if (data[0] == selection && *(const guint32 *) (data + at) == type)
      return TRUE;
  }

  return FALSE;
}

void
assert_guest_pastes_picture (Console    *console,
                             GdkTexture *picture)
{
  g_autoptr (GBytes) given = NULL;
  g_autoptr (GdkTexture) pasted = NULL;
  g_autoptr (GError) error = NULL;
  guint32 type = 0;

  await (guest_was_offered (console, CLIPBOARD, PNG));
  spice_agent_double_clear (console->agent);
  agent_clipboard_request (console->agent, CLIPBOARD, PNG);
  await (spice_agent_double_count (console->agent, VD_AGENT_CLIPBOARD) == 1);
  given = agent_clipboard_get_given (console->agent, CLIPBOARD, &type);
  g_assert_cmpuint (type, ==, PNG);
  pasted = gdk_texture_new_from_bytes (given, &error);
  g_assert_no_error (error);
  g_assert_true (textures_equal (pasted, picture));
}

GdkTexture *
make_texture (int width,
              int height)
{
  gsize size = (gsize) width * height * 4;
  guint8 *pixels = g_malloc (size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, size);

  for (gsize i = 0; i < size; i++)
    pixels[i] = i % 4 == 3 ? 0xff : i * 7 % 251;

  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, bytes, width * 4);
}

gboolean
textures_equal (GdkTexture *one,
                GdkTexture *two)
{
  int width = gdk_texture_get_width (one), height = gdk_texture_get_height (one);
  gsize size = (gsize) width * height * 4;
  g_autofree guint8 *one_pixels = g_malloc (size);
  g_autofree guint8 *two_pixels = g_malloc (size);

  if (gdk_texture_get_width (two) != width || gdk_texture_get_height (two) != height)
    return FALSE;
  gdk_texture_download (one, one_pixels, width * 4);
  gdk_texture_download (two, two_pixels, width * 4);

  return memcmp (one_pixels, two_pixels, size) == 0;
}
