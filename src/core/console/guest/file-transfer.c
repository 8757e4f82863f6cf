/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-transfer.h"

#include "core-enums.h"

struct _SprintFileTransfer
{
  GObject parent_instance;

  GFile *file;
  char *name;
  GCancellable *cancellable;
  GError *error;
  SprintTransferState state;
  double fraction;
};

G_DEFINE_FINAL_TYPE (SprintFileTransfer, sprint_file_transfer, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NAME,
  PROP_STATE,
  PROP_FRACTION,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_file_transfer_finalize (GObject *object)
{
  SprintFileTransfer *self = SPRINT_FILE_TRANSFER (object);

  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->name);

  G_OBJECT_CLASS (sprint_file_transfer_parent_class)->finalize (object);
}

static void
sprint_file_transfer_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SprintFileTransfer *self = SPRINT_FILE_TRANSFER (object);

  switch (prop_id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;

  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;

  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;

  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_state (SprintFileTransfer  *self,
           SprintTransferState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
sprint_file_transfer_class_init (SprintFileTransferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_file_transfer_finalize;
  object_class->get_property = sprint_file_transfer_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_TRANSFER_STATE, SPRINT_TRANSFER_WAITING, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_file_transfer_init (SprintFileTransfer *self)
{
  self->cancellable = g_cancellable_new ();
}

SprintFileTransfer *
sprint_file_transfer_new (GFile *file)
{
  SprintFileTransfer *self = g_object_new (SPRINT_TYPE_FILE_TRANSFER, NULL);
  g_autofree char *name = g_file_get_basename (file);

  self->file = g_object_ref (file);
  self->name = g_filename_display_name (name != NULL ? name : "");

  return self;
}

void
sprint_file_transfer_cancel (SprintFileTransfer *self)
{
  g_return_if_fail (SPRINT_IS_FILE_TRANSFER (self));

  if (sprint_file_transfer_get_ended (self))
    return;

  set_state (self, SPRINT_TRANSFER_CANCELLED);
  g_cancellable_cancel (self->cancellable);
}

void
sprint_file_transfer_start (SprintFileTransfer *self)
{
  g_return_if_fail (SPRINT_IS_FILE_TRANSFER (self));

  if (self->state == SPRINT_TRANSFER_WAITING)
    set_state (self, SPRINT_TRANSFER_COPYING);
}

void
sprint_file_transfer_set_progress (SprintFileTransfer *self,
                                   goffset             done,
                                   goffset             total)
{
  double fraction = total > 0 ? CLAMP ((double) done / total, 0, 1) : 0;

  g_return_if_fail (SPRINT_IS_FILE_TRANSFER (self));

  if (self->fraction == fraction || sprint_file_transfer_get_ended (self))
    return;

  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

void
sprint_file_transfer_finish (SprintFileTransfer *self,
                             const GError       *error)
{
  g_return_if_fail (SPRINT_IS_FILE_TRANSFER (self));

  if (sprint_file_transfer_get_ended (self))
    return;

  g_object_freeze_notify (G_OBJECT (self));
  if (error != NULL) {
    self->error = g_error_copy (error);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  } else {
    sprint_file_transfer_set_progress (self, 1, 1);
  }
  set_state (self, error != NULL ? SPRINT_TRANSFER_FAILED : SPRINT_TRANSFER_DONE);
  g_object_thaw_notify (G_OBJECT (self));
}

void
sprint_file_transfer_fail (SprintFileTransfer *self,
                           int                 code,
                           const char         *sentence)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, code, sentence);

  sprint_file_transfer_finish (self, error);
}

gboolean
sprint_file_transfer_get_ended (SprintFileTransfer *self)
{
  g_return_val_if_fail (SPRINT_IS_FILE_TRANSFER (self), TRUE);

  return self->state != SPRINT_TRANSFER_WAITING && self->state != SPRINT_TRANSFER_COPYING;
}

SprintTransferState
sprint_file_transfer_get_state (SprintFileTransfer *self)
{
  g_return_val_if_fail (SPRINT_IS_FILE_TRANSFER (self), SPRINT_TRANSFER_FAILED);

  return self->state;
}

double
sprint_file_transfer_get_fraction (SprintFileTransfer *self)
{
  g_return_val_if_fail (SPRINT_IS_FILE_TRANSFER (self), 0);

  return self->fraction;
}

const char *
sprint_file_transfer_get_name (SprintFileTransfer *self)
{
  g_return_val_if_fail (SPRINT_IS_FILE_TRANSFER (self), NULL);

  return self->name;
}

const GError *
sprint_file_transfer_get_error (SprintFileTransfer *self)
{
  g_return_val_if_fail (SPRINT_IS_FILE_TRANSFER (self), NULL);

  return self->error;
}

GFile *
sprint_file_transfer_get_file (SprintFileTransfer *self)
{
  g_return_val_if_fail (SPRINT_IS_FILE_TRANSFER (self), NULL);

  return self->file;
}

GCancellable *
sprint_file_transfer_get_cancellable (SprintFileTransfer *self)
{
  g_return_val_if_fail (SPRINT_IS_FILE_TRANSFER (self), NULL);

  return self->cancellable;
}
