/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/console/console.h"
#include "ui/console/screen/console-picture.h"

#include <X11/Xlib.h>

#include "spice-server-double.h"

typedef struct _Hands Hands;

/* The widget in a window, on a SPICE server of the test's own. */
typedef struct {
  SpiceServerDouble *server;
  SpiceScreenDouble *screen;
  SpiceInputDouble *input;
  SprintConsoleSource *source;
  SprintConsoleSession *session;
  SprintFramebuffer *framebuffer;
  GtkWindow *window;
  SprintConsole *console;
  int scale;

  /* A connection of the test's own, as a person's hands would be. */
  Display *x;
  Hands *hands;
} Fixture;

typedef guint32 *(* GrabFunc) (Fixture *fixture,
                               int     *width,
                               int     *height);

/* Before any test is added. */
void init (int *argc, char ***argv);
#define add(path, data, test) g_test_add ("/console/" path, Fixture, data, set_up, test, tear_down)

void set_up (Fixture *fixture, gconstpointer data);
void tear_down (Fixture *fixture, gconstpointer data);
guint32 pattern (int x, int y);
void draw_pattern (Fixture *fixture, int width, int height);
void show (Fixture *fixture, int width, int height);
void focus (Fixture *fixture);
guint32 *render (Fixture *fixture, int *width, int *height);
guint32 *grab_screen (Fixture *fixture, int *width, int *height);
guint32 peek (Fixture *fixture, int x, int y);
gboolean picture_is (Fixture *fixture, GrabFunc grab, int left, int top, int zoom);
void assert_picture (Fixture *fixture, int left, int top, int zoom);
