/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glz-window.h"

/* spice-gtk asks for a window of some 16 million pixels; as much again for what is on its way, and then some. */
#define PIXELS_MAX (128u * 1024 * 1024)
#define PICTURES_MAX (256u * 1024)
/* How far one display may be ahead of another. */
#define GAP 16384
/* What the first one of a guest that has moved may be called: spice-gtk counts up to there. */
#define FIRST_MAX (1u << 26)

struct _SprintGlzWindow
{
  gatomicrefcount ref_count;
  GMutex mutex;
  SprintGlzWindow *next_one;
  guint64 floor;          /* what is below it spice-gtk may have from connections before */
  gboolean adopted;       /* there were such; whatever number comes first begins it */
  GHashTable *pictures;
  guint64 pixels;
  guint64 oldest;         /* none below it is kept */
  guint64 tail;           /* none from there to here is missing */
  guint64 next;           /* none from here on has been seen */
};

typedef struct {
  gint64 id;
  gboolean here;
  guint64 pixels;         /* that it has; or that it must have, when it comes */
  guint64 oldest;         /* what it needs */
} Picture;

SprintGlzWindow *
sprint_glz_window_new (SprintGlzWindow *previous)
{
  SprintGlzWindow *self = g_new0 (SprintGlzWindow, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->pictures = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  if (previous == NULL)
    return self;

  /* It goes on until this one has begun, and so do those before it that never became one. */
  g_return_val_if_fail (previous->next_one == NULL, self);
  self->adopted = TRUE;
  g_mutex_lock (&previous->mutex);
  self->floor = MAX (previous->floor, previous->next);
  previous->next_one = sprint_glz_window_ref (self);
  g_mutex_unlock (&previous->mutex);

  return self;
}

SprintGlzWindow *
sprint_glz_window_ref (SprintGlzWindow *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sprint_glz_window_unref (SprintGlzWindow *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->next_one, sprint_glz_window_unref);
  g_hash_table_unref (self->pictures);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static Picture *
find (SprintGlzWindow *self,
      guint64          id)
{
  gint64 key = (gint64) id;

  return g_hash_table_lookup (self->pictures, &key);
}

static gboolean
is_here (SprintGlzWindow *self,
         guint64          id)
{
  Picture *picture = find (self, id);

  return picture != NULL && picture->here;
}

/* Nothing has come yet, and what comes first says where it begins. */
static gboolean
is_open (SprintGlzWindow *self)
{
  return self->adopted && self->next == 0;
}

static gboolean
expects (SprintGlzWindow *self,
         guint64          id)
{
  if (is_open (self))
    return id <= FIRST_MAX;

  return id >= self->tail && id - self->tail <= GAP && !is_here (self, id);
}

gboolean
sprint_glz_window_expects (SprintGlzWindow *self,
                           guint64          id)
{
  gboolean expected;

  g_mutex_lock (&self->mutex);
  expected = expects (self, id);
  g_mutex_unlock (&self->mutex);

  return expected;
}

/* NULL: there are too many. */
static Picture *
insert (SprintGlzWindow *self,
        guint64          id)
{
  Picture *picture = find (self, id);

  if (picture != NULL)
    return picture;
  if (g_hash_table_size (self->pictures) >= PICTURES_MAX)
    return NULL;

  picture = g_new0 (Picture, 1);
  picture->id = (gint64) id;
  g_hash_table_insert (self->pictures, &picture->id, picture);

  return picture;
}

/* A picture that is not here: none that was forgotten, and none that spice-gtk may have of another size. */
static gboolean
expect_size (SprintGlzWindow *self,
             guint64          id,
             guint64          pixels)
{
  Picture *picture;

  if (id < self->tail || id < self->floor)
    return FALSE;
  picture = insert (self, id);
  if (picture == NULL)
    return FALSE;
  picture->pixels = MAX (picture->pixels, pixels);

  return TRUE;
}

gboolean
sprint_glz_window_refer (SprintGlzWindow *self,
                         guint64          id,
                         guint64          pixels)
{
  Picture *picture;
  gboolean may;

  g_mutex_lock (&self->mutex);
  picture = find (self, id);
  may = picture != NULL && picture->here ? pixels <= picture->pixels : expect_size (self, id, pixels);
  g_mutex_unlock (&self->mutex);

  return may;
}

/* The last one before which none is missing says which are still needed. */
static void
release (SprintGlzWindow *self,
         guint64          latest)
{
  Picture *last;

  while (self->tail <= latest && is_here (self, self->tail))
    self->tail++;
  last = self->tail > 0 ? find (self, self->tail - 1) : NULL;
  if (last == NULL)
    return;

  for (guint64 oldest = last->oldest; self->oldest < oldest; self->oldest++) {
    Picture *picture = find (self, self->oldest);

    if (picture == NULL)
      continue;
    self->pixels -= picture->pixels;
    g_hash_table_remove (self->pictures, &picture->id);
  }
}

/* Whether those that come after @self can bear that spice-gtk has this picture of before. */
static gboolean
tell_next (SprintGlzWindow *self,
           guint64          id,
           guint64          pixels)
{
  SprintGlzWindow *other = self->next_one;
  Picture *picture;
  gboolean fits;

  if (other == NULL)
    return TRUE;

  g_mutex_lock (&other->mutex);
  picture = find (other, id);
  fits = (picture == NULL || picture->here || picture->pixels <= pixels) && tell_next (other, id, pixels);
  other->floor = MAX (other->floor, id + 1);
  g_mutex_unlock (&other->mutex);

  return fits;
}

static gboolean
add (SprintGlzWindow      *self,
     const SprintGlzPlace *place,
     guint64               pixels)
{
  Picture *picture;

  if (!expects (self, place->id) || pixels > PIXELS_MAX - self->pixels)
    return FALSE;
  picture = insert (self, place->id);
  if (picture == NULL || pixels < picture->pixels || !tell_next (self, place->id, pixels))
    return FALSE;
  if (is_open (self))
    self->tail = self->oldest = place->id - place->back;

  picture->here = TRUE;
  picture->pixels = pixels;
  picture->oldest = place->id - place->back;
  self->pixels += pixels;
  self->next = MAX (self->next, place->id + 1);
  release (self, place->id);

  return TRUE;
}

gboolean
sprint_glz_window_add (SprintGlzWindow      *self,
                       const SprintGlzPlace *place,
                       guint64               pixels)
{
  gboolean added;

  g_mutex_lock (&self->mutex);
  added = add (self, place, pixels);
  g_mutex_unlock (&self->mutex);

  return added;
}
