/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program on X11 that has copied a text, and hands it over well or badly:
 *
 *   x11-copier well|long|silent|endless|old|stalls|dies COUNT-FILE
 *
 * An old one is endless as well, and knows no UTF-8. How many pieces have been taken of what it hands over is in the file. It says on its output that it has the
 * clipboard, and ends when another program has it, or with its input. */
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PIECE (64 * 1024)
/* With the end, which is a piece of nothing. */
#define LONG 41
#define TEXT "copied by another program"

static Display *display;
static Window window;
static const char *manner;
static uint32_t *pieces;

/* What is handed over piece by piece, one after the other was taken (ICCCM, part 2.7.2). */
static Window requestor;
static Atom property, text_type;

static Atom
atom (const char *name)
{
  return XInternAtom (display, name, False);
}

static void
reply (const XSelectionRequestEvent *request,
       Atom                          given)
{
  XSelectionEvent event = {
    .type = SelectionNotify, .requestor = request->requestor, .selection = request->selection,
    .target = request->target, .property = given, .time = request->time,
  };

  XSendEvent (display, request->requestor, False, 0, (XEvent *) &event);
}

static void
begin_pieces (const XSelectionRequestEvent *request)
{
  long size = PIECE;

  requestor = request->requestor;
  property = request->property;
  text_type = request->target;
  XSelectInput (display, requestor, PropertyChangeMask);
  XChangeProperty (display, requestor, property, atom ("INCR"), 32, PropModeReplace, (unsigned char *) &size, 1);
  reply (request, property);
}

static void
request_cb (const XSelectionRequestEvent *request)
{
  int old = strcmp (manner, "old") == 0;
  Atom targets[] = {
    atom ("TARGETS"), old ? XA_STRING : atom ("UTF8_STRING"), old ? XA_STRING : atom ("text/plain;charset=utf-8"),
  };

  if (request->target == targets[0]) {
    XChangeProperty (display, request->requestor, request->property, XA_ATOM, 32, PropModeReplace,
                     (unsigned char *) targets, sizeof targets / sizeof *targets);
    reply (request, request->property);
  } else if (request->target != targets[1] && request->target != targets[2]) {
    reply (request, None);
  } else if (strcmp (manner, "well") == 0) {
    XChangeProperty (display, request->requestor, request->property, request->target, 8, PropModeReplace,
                     (unsigned char *) TEXT, strlen (TEXT));
    reply (request, request->property);
  } else if (strcmp (manner, "silent") != 0) {
    begin_pieces (request);
  }
}

/* 0 to go on. */
static int
taken_cb (void)
{
  static char piece[PIECE];
  int endless = strcmp (manner, "endless") == 0 || strcmp (manner, "old") == 0;
  uint32_t last = endless ? UINT32_MAX : strcmp (manner, "long") == 0 ? LONG : 3;

  ++*pieces;
  memset (piece, 'x', sizeof piece);
  if (*pieces < last)
    XChangeProperty (display, requestor, property, text_type, 8, PropModeReplace, (unsigned char *) piece,
                     sizeof piece);
  else if (*pieces == last && strcmp (manner, "long") == 0)
    XChangeProperty (display, requestor, property, text_type, 8, PropModeReplace, (unsigned char *) piece, 0);

  return *pieces == last && strcmp (manner, "dies") == 0;
}

/* Whoever read it may have gone. */
static int
error_cb (Display     *of,
          XErrorEvent *event)
{
  return 0;
}

static int
run (void)
{
  struct pollfd ends[] = { { ConnectionNumber (display), POLLIN, 0 }, { STDIN_FILENO, POLLIN, 0 } };

  for (;;) {
    XEvent event;

    if (XPending (display) == 0 && poll (ends, 2, -1) > 0 && ends[1].revents != 0)
      return 0;
    if (XPending (display) == 0)
      continue;
    XNextEvent (display, &event);
    if (event.type == SelectionClear)
      return 0;
    if (event.type == SelectionRequest)
      request_cb (&event.xselectionrequest);
    if (event.type == PropertyNotify && event.xproperty.window == requestor && event.xproperty.atom == property &&
        event.xproperty.state == PropertyDelete && taken_cb () != 0)
      return 0;
  }
}

int
main (int   argc,
      char *argv[])
{
  int fd = argc == 3 ? open (argv[2], O_RDWR | O_CREAT, 0600) : -1;

  display = XOpenDisplay (NULL);
  if (display == NULL || fd < 0 || ftruncate (fd, sizeof *pieces) != 0)
    return 1;
  pieces = mmap (NULL, sizeof *pieces, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  manner = argv[1];
  XSetErrorHandler (error_cb);
  window = XCreateSimpleWindow (display, DefaultRootWindow (display), 0, 0, 1, 1, 0, 0, 0);
  XSetSelectionOwner (display, atom ("CLIPBOARD"), window, CurrentTime);
  XSync (display, False);
  puts ("copied");
  fflush (stdout);

  return run ();
}
