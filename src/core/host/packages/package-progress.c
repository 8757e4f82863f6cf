/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-progress.h"

#include <glib/gi18n.h>

#include "package-phase.h"

struct _SprintPackageProgress
{
  GObject parent_instance;

  SprintLockWatch *watch;

  char *phase;
  double fraction;
  guint64 speed;
  guint remaining;
  gboolean can_cancel;
  gboolean installing;   /* not only planning */
};

G_DEFINE_FINAL_TYPE (SprintPackageProgress, sprint_package_progress, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PHASE,
  PROP_FRACTION,
  PROP_SPEED,
  PROP_REMAINING,
  PROP_CAN_CANCEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sprint_package_progress_dispose (GObject *object)
{
  g_clear_object (&SPRINT_PACKAGE_PROGRESS (object)->watch);

  G_OBJECT_CLASS (sprint_package_progress_parent_class)->dispose (object);
}

static void
sprint_package_progress_finalize (GObject *object)
{
  g_free (SPRINT_PACKAGE_PROGRESS (object)->phase);

  G_OBJECT_CLASS (sprint_package_progress_parent_class)->finalize (object);
}

static void
sprint_package_progress_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  SprintPackageProgress *self = SPRINT_PACKAGE_PROGRESS (object);

  switch (prop_id) {
  case PROP_PHASE:
    g_value_set_string (value, self->phase);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  case PROP_SPEED:
    g_value_set_uint64 (value, self->speed);
    break;
  case PROP_REMAINING:
    g_value_set_uint (value, self->remaining);
    break;
  case PROP_CAN_CANCEL:
    g_value_set_boolean (value, self->can_cancel);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_phase (SprintPackageProgress *self,
           const char            *phase)
{
  if (g_set_str (&self->phase, phase))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
}

static void
set_fraction (SprintPackageProgress *self,
              double                 fraction)
{
  if (self->fraction == fraction)
    return;

  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
set_speed (SprintPackageProgress *self,
           guint64                speed)
{
  if (self->speed == speed)
    return;

  self->speed = speed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

static void
set_remaining (SprintPackageProgress *self,
               guint                  remaining)
{
  if (self->remaining == remaining)
    return;

  self->remaining = remaining;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMAINING]);
}

static void
set_can_cancel (SprintPackageProgress *self,
                gboolean               can_cancel)
{
  if (self->can_cancel == can_cancel)
    return;

  self->can_cancel = can_cancel;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CANCEL]);
}

/* How far it was is known no more. */
static void
reset (SprintPackageProgress *self,
       const char            *phase)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_phase (self, phase);
  set_fraction (self, -1);
  set_speed (self, 0);
  set_remaining (self, 0);
  set_can_cancel (self, phase != NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Who it is, once that is known. */
static void
watch_words_cb (SprintPackageProgress *self)
{
  g_autofree char *words = sprint_lock_watch_dup_words (self->watch);

  if (words != NULL && self->phase != NULL)
    set_phase (self, words);
}

static void
set_status (SprintPackageProgress *self,
            PkStatusEnum           status)
{
  const char *phase = sprint_package_phase_get_words (status, self->installing);
  g_autofree char *words = NULL;

  if (status == PK_STATUS_ENUM_WAITING_FOR_LOCK) {
    sprint_lock_watch_set_active (self->watch, TRUE);
    set_fraction (self, -1);
    words = sprint_lock_watch_dup_words (self->watch);
    set_phase (self, words != NULL ? words : phase);
    return;
  }

  /* apt's backend tries every second, and says each time that it looks into its cache. */
  words = sprint_lock_watch_dup_words (self->watch);
  if (words != NULL && (status == PK_STATUS_ENUM_LOADING_CACHE || phase == NULL))
    return;

  sprint_lock_watch_set_active (self->watch, FALSE);
  if (phase == NULL)
    return;
  set_phase (self, phase);
  /* PackageKit goes on saying how fast the last file came. */
  if (status == PK_STATUS_ENUM_INSTALL || status == PK_STATUS_ENUM_COMMIT)
    set_speed (self, 0);
}

static void
sprint_package_progress_class_init (SprintPackageProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_package_progress_dispose;
  object_class->finalize = sprint_package_progress_finalize;
  object_class->get_property = sprint_package_progress_get_property;

  properties[PROP_PHASE] = g_param_spec_string ("phase", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_SPEED] = g_param_spec_uint64 ("speed", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_REMAINING] = g_param_spec_uint ("remaining", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CAN_CANCEL] = g_param_spec_boolean ("can-cancel", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_package_progress_init (SprintPackageProgress *self)
{
  self->fraction = -1;
}

SprintPackageProgress *
sprint_package_progress_new (SprintLockWatch *watch)
{
  SprintPackageProgress *self;

  g_return_val_if_fail (SPRINT_IS_LOCK_WATCH (watch), NULL);

  self = g_object_new (SPRINT_TYPE_PACKAGE_PROGRESS, NULL);
  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "notify::words", G_CALLBACK (watch_words_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
sprint_package_progress_begin (SprintPackageProgress *self,
                               gboolean               installing)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PROGRESS (self));

  self->installing = installing;
  sprint_lock_watch_set_active (self->watch, FALSE);
  reset (self, installing ? _("Preparing the installation…") : _("Looking at packages…"));
}

void
sprint_package_progress_end (SprintPackageProgress *self)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PROGRESS (self));

  sprint_lock_watch_set_active (self->watch, FALSE);
  reset (self, NULL);
}

void
sprint_package_progress_wait (SprintPackageProgress *self)
{
  g_autofree char *words = NULL;

  g_return_if_fail (SPRINT_IS_PACKAGE_PROGRESS (self));

  words = sprint_lock_watch_dup_words (self->watch);
  reset (self, words != NULL ? words
                             : sprint_package_phase_get_words (PK_STATUS_ENUM_WAITING_FOR_LOCK, self->installing));
}

void
sprint_package_progress_cb (PkProgress     *progress,
                            PkProgressType  type,
                            gpointer        user_data)
{
  SprintPackageProgress *self = user_data;
  int percentage;

  switch (type) {
  case PK_PROGRESS_TYPE_STATUS:
    set_status (self, pk_progress_get_status (progress));
    break;
  case PK_PROGRESS_TYPE_PERCENTAGE:
    /* What apt's backend says while it tries again is no progress. */
    if (sprint_lock_watch_is_active (self->watch))
      break;
    percentage = pk_progress_get_percentage (progress);
    set_fraction (self, percentage >= 0 && percentage <= 100 ? percentage / 100.0 : -1);
    break;
  case PK_PROGRESS_TYPE_SPEED:
    /* Called bits in the interface's description; its backends give bytes a second. */
    set_speed (self, pk_progress_get_speed (progress));
    break;
  case PK_PROGRESS_TYPE_REMAINING_TIME:
    set_remaining (self, pk_progress_get_remaining_time (progress));
    break;
  case PK_PROGRESS_TYPE_ALLOW_CANCEL:
    set_can_cancel (self, pk_progress_get_allow_cancel (progress));
    break;
  default:
    break;
  }
}
