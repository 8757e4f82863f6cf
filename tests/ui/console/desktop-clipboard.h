/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The clipboard of a Wayland desktop as another program has it, by Mutter's remote desktop: which sees it and sets it
 * whoever has the keyboard. It has no primary selection. */
typedef struct _DesktopClipboard DesktopClipboard;

/* What becomes of who asks for what it has copied. */
typedef enum {
  DESKTOP_ANSWERS,
  DESKTOP_IS_SILENT,   /* it neither answers nor ever hangs up */
  DESKTOP_GIVES_UP,    /* it begins, and hangs up */
} DesktopManner;

DesktopClipboard *desktop_clipboard_new          (void);
/* Whoever waits for an answer has none. */
void              desktop_clipboard_free         (DesktopClipboard    *self);

void              desktop_clipboard_copy         (DesktopClipboard    *self,
                                                  const char          *mime_type,
                                                  gconstpointer        data,
                                                  gsize                size);
void              desktop_clipboard_set_manner   (DesktopClipboard    *self,
                                                  DesktopManner        manner);
/* Whether another program than this has copied something of that kind last, or of any with %NULL. */
gboolean          desktop_clipboard_has_others   (DesktopClipboard    *self,
                                                  const char          *mime_type);
/* Whether it has what was copied here last. */
gboolean          desktop_clipboard_has_own      (DesktopClipboard    *self);
/* How often something was copied, by whomever. */
guint             desktop_clipboard_count        (DesktopClipboard    *self);

/* What another program has. */
void              desktop_clipboard_paste_async  (DesktopClipboard    *self,
                                                  const char          *mime_type,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
/* (transfer full) */
GBytes           *desktop_clipboard_paste_finish (GAsyncResult        *result,
                                                  GError             **error);
