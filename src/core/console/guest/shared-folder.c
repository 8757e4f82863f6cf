/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared-folder.h"

#include <glib/gi18n.h>

#include "core-enums.h"

struct _SprintSharedFolder
{
  GObject parent_instance;

  GFile *folder;
  gboolean read_only;
  SprintFolderLink link;
  GFileMonitor *monitor;
  GCancellable *looking;
  gboolean gone;
  SprintFolderState told;
};

G_DEFINE_FINAL_TYPE (SprintSharedFolder, sprint_shared_folder, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_FOLDER,
  PROP_READ_ONLY,
  PROP_LINK,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
forget (SprintSharedFolder *self)
{
  if (self->monitor != NULL) {
    g_signal_handlers_disconnect_by_data (self->monitor, self);
    g_file_monitor_cancel (self->monitor);
  }
  g_clear_object (&self->monitor);
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->gone = FALSE;
}

static void
sprint_shared_folder_dispose (GObject *object)
{
  SprintSharedFolder *self = SPRINT_SHARED_FOLDER (object);

  forget (self);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (sprint_shared_folder_parent_class)->dispose (object);
}

static void
sprint_shared_folder_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SprintSharedFolder *self = SPRINT_SHARED_FOLDER (object);

  switch (prop_id) {
  case PROP_FOLDER:
    g_value_set_object (value, self->folder);
    break;

  case PROP_READ_ONLY:
    g_value_set_boolean (value, self->read_only);
    break;

  case PROP_LINK:
    g_value_set_enum (value, self->link);
    break;

  case PROP_STATE:
    g_value_set_enum (value, sprint_shared_folder_get_state (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
update_state (SprintSharedFolder *self)
{
  SprintFolderState state = sprint_shared_folder_get_state (self);

  if (self->told == state)
    return;

  self->told = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintSharedFolder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->gone = info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_DIRECTORY;
  update_state (self);
}

static void
look (SprintSharedFolder *self)
{
  g_file_query_info_async (self->folder, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           self->looking, looked_cb, g_object_ref (self));
}

/* Of what happens in it, nothing; of what becomes of itself, everything. */
static void
watch (SprintSharedFolder *self)
{
  self->looking = g_cancellable_new ();
  self->monitor = g_file_monitor_file (self->folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (look), self);
  look (self);
}

static void
sprint_shared_folder_class_init (SprintSharedFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_shared_folder_dispose;
  object_class->get_property = sprint_shared_folder_get_property;

  properties[PROP_FOLDER] = g_param_spec_object ("folder", NULL, NULL, G_TYPE_FILE, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, TRUE, flags);
  properties[PROP_LINK] =
    g_param_spec_enum ("link", NULL, NULL, SPRINT_TYPE_FOLDER_LINK, SPRINT_FOLDER_LINK_NONE, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_FOLDER_STATE, SPRINT_FOLDER_OFF, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_shared_folder_init (SprintSharedFolder *self)
{
  self->read_only = TRUE;
}

SprintSharedFolder *
sprint_shared_folder_new (void)
{
  return g_object_new (SPRINT_TYPE_SHARED_FOLDER, NULL);
}

static void
set (SprintSharedFolder *self,
     GFile              *folder,
     gboolean            read_only)
{
  g_object_freeze_notify (G_OBJECT (self));
  forget (self);
  if (g_set_object (&self->folder, folder))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDER]);
  if (self->read_only != read_only) {
    self->read_only = read_only;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
  }
  if (folder != NULL)
    watch (self);
  g_signal_emit (self, signals[CHANGED], 0);
  update_state (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
sprint_shared_folder_share (SprintSharedFolder *self,
                            GFile              *folder,
                            gboolean            read_only)
{
  g_return_if_fail (SPRINT_IS_SHARED_FOLDER (self));
  g_return_if_fail (G_IS_FILE (folder));

  set (self, folder, !!read_only);
}

void
sprint_shared_folder_stop (SprintSharedFolder *self)
{
  g_return_if_fail (SPRINT_IS_SHARED_FOLDER (self));

  if (self->folder != NULL)
    set (self, NULL, self->read_only);
}

GFile *
sprint_shared_folder_get_folder (SprintSharedFolder *self)
{
  g_return_val_if_fail (SPRINT_IS_SHARED_FOLDER (self), NULL);

  return self->folder;
}

gboolean
sprint_shared_folder_get_read_only (SprintSharedFolder *self)
{
  g_return_val_if_fail (SPRINT_IS_SHARED_FOLDER (self), TRUE);

  return self->read_only;
}

SprintFolderLink
sprint_shared_folder_get_link (SprintSharedFolder *self)
{
  g_return_val_if_fail (SPRINT_IS_SHARED_FOLDER (self), SPRINT_FOLDER_LINK_NONE);

  return self->link;
}

SprintFolderState
sprint_shared_folder_get_state (SprintSharedFolder *self)
{
  g_return_val_if_fail (SPRINT_IS_SHARED_FOLDER (self), SPRINT_FOLDER_OFF);

  if (self->folder == NULL)
    return SPRINT_FOLDER_OFF;
  if (self->gone)
    return SPRINT_FOLDER_GONE;

  switch (self->link) {
  case SPRINT_FOLDER_LINK_IMPOSSIBLE:
    return SPRINT_FOLDER_IMPOSSIBLE;

  case SPRINT_FOLDER_LINK_ABSENT:
    return SPRINT_FOLDER_NO_CHANNEL;

  case SPRINT_FOLDER_LINK_IDLE:
  case SPRINT_FOLDER_LINK_WAITING:
    return SPRINT_FOLDER_WAITING;

  case SPRINT_FOLDER_LINK_OPEN:
    return SPRINT_FOLDER_SHARED;

  case SPRINT_FOLDER_LINK_FAILED:
    return SPRINT_FOLDER_FAILED;

  case SPRINT_FOLDER_LINK_REFUSED:
    return SPRINT_FOLDER_REFUSED;

  case SPRINT_FOLDER_LINK_NONE:
  default:
    return SPRINT_FOLDER_NOT_CONNECTED;
  }
}

const char *
sprint_shared_folder_describe (SprintSharedFolder *self)
{
  const char *impossible = _("The SPICE library of this computer cannot share folders.");

  g_return_val_if_fail (SPRINT_IS_SHARED_FOLDER (self), NULL);

  switch (sprint_shared_folder_get_state (self)) {
  case SPRINT_FOLDER_NOT_CONNECTED:
    return _("The machine gets the folder once its screen is connected.");

  case SPRINT_FOLDER_IMPOSSIBLE:
    return impossible;

  case SPRINT_FOLDER_NO_CHANNEL:
    return _("The machine has no device for shared folders, so that it cannot see this one.");

  case SPRINT_FOLDER_GONE:
    return _("The folder is not there any more. The machine sees it again as soon as it is back.");

  case SPRINT_FOLDER_WAITING:
    return _("No program in the machine asks for the folder yet. Install spice-webdavd in it, or spice-webdav on "
             "Windows.");

  case SPRINT_FOLDER_SHARED:
    return self->read_only ? _("The machine can look into the folder.")
                           : _("The machine can look into the folder, and change everything in it.");

  case SPRINT_FOLDER_FAILED:
    return _("The connection that carries the folder ended. Choose the folder again to try once more.");

  case SPRINT_FOLDER_REFUSED:
    return _("What came through the connection that carries the folder makes no sense and could harm this computer, so "
             "Sprint has ended it. Choose the folder again only if you trust the computer that the machine runs on.");

  case SPRINT_FOLDER_OFF:
  default:
    if (self->link == SPRINT_FOLDER_LINK_IMPOSSIBLE)
      return impossible;
    return self->link == SPRINT_FOLDER_LINK_ABSENT ? _("The machine has no device for shared folders.")
                                                   : _("No folder is shared with the machine.");
  }
}

void
sprint_shared_folder_set_link (SprintSharedFolder *self,
                               SprintFolderLink    link)
{
  g_return_if_fail (SPRINT_IS_SHARED_FOLDER (self));

  if (self->link == link)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->link = link;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
  update_state (self);
  g_object_thaw_notify (G_OBJECT (self));
}
