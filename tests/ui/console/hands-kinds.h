/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hands.h"

/* What hands.h does, as one windowing system has it. */
typedef struct {
  void (* press)  (Hands *hands, guint code, gboolean down);
  void (* click)  (Hands *hands, guint button, gboolean down);
  void (* point)  (Hands *hands, Fixture *fixture, int x, int y);
  gboolean (* is_at) (Hands *hands, Fixture *fixture, int x, int y);
  void (* move)   (Hands *hands, int dx, int dy);
  void (* scroll) (Hands *hands, double dx, double dy);
  void (* free)   (Hands *hands);
} HandsKind;

struct _Hands {
  const HandsKind *kind;
};

Hands *hands_x11_new     (Fixture *fixture);
Hands *hands_wayland_new (Fixture *fixture);

/* A pointer that is told to go where it is does so again, but not so often that nothing else happens. */
#define HANDS_NUDGE (100 * 1000)   /* microseconds */
