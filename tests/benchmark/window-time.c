/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * window-time COMMAND...
 *
 * Starts a command and prints the milliseconds until a window of it is painted, and its process
 * ID; leaves it running. Painted means that the window's pixels have a dozen colours: the frame and
 * the background that come first do not.
 */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define ENOUGH_COLOURS 12

static double
now_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* A window may go while it is looked at. */
static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static int
is_painted (Display *display, Window window)
{
  unsigned long seen[ENOUGH_COLOURS];
  XWindowAttributes attributes;
  XImage *image;
  int n_seen = 0;

  if (!XGetWindowAttributes (display, window, &attributes) || attributes.map_state != IsViewable ||
      attributes.width < 300 || attributes.height < 200)
    return 0;
  image = XGetImage (display, window, 0, 0, attributes.width, attributes.height, AllPlanes, ZPixmap);
  if (image == NULL)
    return 0;
  for (int y = 0; y < image->height && n_seen < ENOUGH_COLOURS; y += 2)
    for (int x = 0; x < image->width && n_seen < ENOUGH_COLOURS; x++) {
      unsigned long pixel = XGetPixel (image, x, y) & 0xffffff;
      int i = 0;

      while (i < n_seen && seen[i] != pixel)
        i++;
      if (i == n_seen)
        seen[n_seen++] = pixel;
    }
  XDestroyImage (image);
  return n_seen == ENOUGH_COLOURS;
}

static int
any_painted (Display *display)
{
  Window root, parent, *children = NULL;
  unsigned int n_children = 0;
  int painted = 0;

  XQueryTree (display, DefaultRootWindow (display), &root, &parent, &children, &n_children);
  for (unsigned int i = 0; i < n_children && !painted; i++)
    painted = is_painted (display, children[i]);
  if (children != NULL)
    XFree (children);
  return painted;
}

int
main (int   argc,
      char *argv[])
{
  struct timespec pause = { 0, 4 * 1000 * 1000 };
  Display *display = XOpenDisplay (NULL);
  double start;
  pid_t child;

  if (display == NULL || argc < 2)
    return 2;
  XSetErrorHandler (ignore_error);
  /* What was measured before may still be on the screen. */
  start = now_ms ();
  while (any_painted (display)) {
    if (now_ms () - start > 10000)
      return 1;
    nanosleep (&pause, NULL);
  }
  start = now_ms ();
  child = fork ();
  if (child == 0) {
    close (ConnectionNumber (display));
    if (freopen ("/dev/null", "w", stdout) == NULL)
      _exit (127);
    execvp (argv[1], argv + 1);
    _exit (127);
  }
  while (!any_painted (display)) {
    if (now_ms () - start > 60000)
      return 1;
    nanosleep (&pause, NULL);
  }
  printf ("%.1f %d\n", now_ms () - start, (int) child);
  return 0;
}
