/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "x11-selection.h"

#ifdef HAVE_X11
#include <gdk/x11/gdkx.h>
#endif

typedef struct {
  gsize max, taken;   /* bytes */
  gulong handler;     /* GDK's, by which it waits for an answer; 0: not found */
} Reading;

static Reading *
get_reading (GCancellable *cancellable)
{
  return g_object_get_data (G_OBJECT (cancellable), "sprint-reading");
}

static gboolean
is_x11 (GdkDisplay *display)
{
  return g_signal_lookup ("xevent", G_OBJECT_TYPE (display)) != 0;
}

#ifdef HAVE_X11

/* GDK's stream that a piece is for: told by the property's name, by nothing else, and no reference. */
static gpointer
find_stream (GdkDisplay           *display,
             const XPropertyEvent *event)
{
  const char *name = gdk_x11_get_xatom_name_for_display (display, event->atom);
  gpointer stream = NULL;

  if (event->state != PropertyNewValue || name == NULL || sscanf (name, "GDK_SELECTION_%p", &stream) != 1)
    return NULL;

  return stream;
}

/* How long the piece is that this event tells of, in bytes. */
static gsize
measure_piece (GdkDisplay           *display,
               const XPropertyEvent *event)
{
  Atom type;
  int format;
  gulong n, size = 0;
  guchar *data = NULL;

  gdk_x11_display_error_trap_push (display);
  if (XGetWindowProperty (event->display, event->window, event->atom, 0, 0, False, AnyPropertyType, &type, &format,
                          &n, &size, &data) != Success)
    size = 0;
  if (data != NULL)
    XFree (data);
  gdk_x11_display_error_trap_pop_ignored (display);

  return size;
}

/* Before GDK's own handler, which takes a piece: the program that copied then sends the next one. As long as that one is
 * quick GDK (4.18.6) handles nothing but pieces, and its stream keeps them all; whoever reads it has no turn. */
static gboolean
xevent_cb (GCancellable *cancellable,
           const XEvent *event,
           GdkDisplay   *display)
{
  Reading *reading = get_reading (cancellable);
  gpointer stream = event->type == PropertyNotify ? find_stream (display, &event->xproperty) : NULL;

  if (stream == NULL)
    return FALSE;
  if (reading->taken <= reading->max) {
    reading->taken += measure_piece (display, &event->xproperty);
    return FALSE;
  }
  /* The next one may come to lie where this one was. */
  g_signal_handlers_block_matched (display, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, stream);
  g_signal_handlers_disconnect_by_data (display, cancellable);

  return FALSE;
}

#endif

static void
nothing_cb (void)
{
}

/* The number that a handler of the display's would have next. */
static gulong
find_next_handler (GdkDisplay *display)
{
  gulong id = g_signal_connect (display, "xevent", G_CALLBACK (nothing_cb), NULL);

  g_signal_handler_disconnect (display, id);

  return id;
}

/* GDK (4.18.6) waits for an answer for good, and takes the next one for that, whoever it comes from: of a program that
 * never answers, all others would have to suffer. Its handler is known by its number alone. */
static gulong
find_handler (GdkDisplay *display,
              gulong      first)
{
  gulong end = find_next_handler (display);

  while (first < end && !g_signal_handler_is_connected (display, first))
    first++;

  return first < end ? first : 0;
}

/* GDK may keep the cancellable for good. */
static void
cancelled_cb (GCancellable *cancellable,
              GdkDisplay   *display)
{
  Reading *reading = get_reading (cancellable);

  g_signal_handlers_disconnect_by_data (display, cancellable);
  if (reading->handler != 0 && g_signal_handler_is_connected (display, reading->handler))
    g_signal_handler_block (display, reading->handler);
}

void
sprint_x11_selection_read_async (GdkClipboard         *clipboard,
                                 const char          **mime_types,
                                 gsize                 max,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data)
{
  GdkDisplay *display = gdk_clipboard_get_display (clipboard);
  Reading *reading;
  gulong first;

  if (!is_x11 (display)) {
    gdk_clipboard_read_async (clipboard, mime_types, G_PRIORITY_DEFAULT, cancellable, callback, user_data);
    return;
  }

  reading = g_new0 (Reading, 1);
  reading->max = max;
  g_object_set_data_full (G_OBJECT (cancellable), "sprint-reading", reading, g_free);
#ifdef HAVE_X11
  g_signal_connect_object (display, "xevent", G_CALLBACK (xevent_cb), cancellable, G_CONNECT_SWAPPED);
#endif
  first = find_next_handler (display) + 1;
  gdk_clipboard_read_async (clipboard, mime_types, G_PRIORITY_DEFAULT, cancellable, callback, user_data);
  reading->handler = find_handler (display, first);
  g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), display, 0);
}

/* GDK's stream of what comes in pieces (4.18.6) goes on to take and to keep them, whether anybody reads it or has closed
 * it. One that converts text of old programs reads from it. */
void
sprint_x11_selection_stop (GdkDisplay   *display,
                           GInputStream *stream)
{
  if (!is_x11 (display))
    return;
  while (G_IS_FILTER_INPUT_STREAM (stream))
    stream = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream));
  g_signal_handlers_disconnect_by_data (display, stream);
}
