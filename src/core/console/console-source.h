#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * SprintConsoleSource: where a console's channels come from, without knowing machines.
 *
 * A provider is called once for each channel, and answers with one connected socket. Later kinds are an address
 * and a GIOStream.
 */
#define SPRINT_TYPE_CONSOLE_SOURCE (sprint_console_source_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleSource, sprint_console_source, SPRINT, CONSOLE_SOURCE, GObject)

/* @open starts a GTask-like operation; @open_finish returns the descriptor (the caller owns it) or -1. */
typedef void (*SprintConsoleOpenFunc)       (gpointer provider, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
typedef int  (*SprintConsoleOpenFinishFunc) (gpointer provider, GAsyncResult *result, GError **error);

/* @provider is a GObject, referenced. */
SprintConsoleSource *sprint_console_source_new (GObject *provider, SprintConsoleOpenFunc open,
                                                SprintConsoleOpenFinishFunc open_finish);

void sprint_console_source_open_async  (SprintConsoleSource *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
int  sprint_console_source_open_finish (SprintConsoleSource *self, GAsyncResult *result, GError **error);

G_END_DECLS
