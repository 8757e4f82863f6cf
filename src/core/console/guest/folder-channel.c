/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-channel.h"

#include "core/console/guard/channel-refusal.h"
#include "folder-guard.h"

struct _SprintFolderChannel
{
  GObject parent_instance;

  SpiceChannel *channel;
  SprintSharedFolder *folder;
  gboolean guarded;
  gboolean begun;         /* asked to connect */
  gboolean opened;
  gboolean closing;       /* asked to disconnect */
};

G_DEFINE_FINAL_TYPE (SprintFolderChannel, sprint_folder_channel, G_TYPE_OBJECT)

/* Where one that was begun goes without a word, it could not be opened. */
static void
sprint_folder_channel_dispose (GObject *object)
{
  SprintFolderChannel *self = SPRINT_FOLDER_CHANNEL (object);

  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  if (self->folder != NULL) {
    g_signal_handlers_disconnect_by_data (self->folder, self);
    sprint_shared_folder_set_link (self->folder, SPRINT_FOLDER_LINK_FAILED);
  }
  g_clear_object (&self->channel);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (sprint_folder_channel_parent_class)->dispose (object);
}

static void
sprint_folder_channel_class_init (SprintFolderChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_folder_channel_dispose;
}

static void
sprint_folder_channel_init (SprintFolderChannel *self)
{
}

/* The library's server exists from the first question for it, and takes another folder at once. Nothing is shared
 * without a guard: a library that has no such server, or another, shares nothing. */
static void
configure (SprintFolderChannel *self)
{
  GFile *folder = sprint_shared_folder_get_folder (self->folder);
  g_autoptr (GObject) session = NULL;
  g_autoptr (GObject) dav = NULL;
  g_autoptr (GObject) server = NULL;

  g_object_get (self->channel, "spice-session", &session, NULL);
  if (!self->guarded) {
    g_object_get (session, "webdav-server", &dav, NULL);
    if (dav != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (dav), "server") != NULL)
      g_object_get (dav, "server", &server, NULL);
    self->guarded = SOUP_IS_SERVER (server);
    if (self->guarded)
      sprint_folder_guard_install (dav, SOUP_SERVER (server), self->folder);
  }
  g_object_set (session,
                "shared-dir", folder != NULL && self->guarded ? g_file_peek_path (folder) : NULL,
                "share-dir-ro", sprint_shared_folder_get_read_only (self->folder),
                NULL);
}

static SprintFolderLink
find_link (SprintFolderChannel *self)
{
  gboolean listened = FALSE;

  if (!self->begun || self->closing)
    return SPRINT_FOLDER_LINK_IDLE;

  g_object_get (self->channel, "port-opened", &listened, NULL);

  return self->opened && listened ? SPRINT_FOLDER_LINK_OPEN : SPRINT_FOLDER_LINK_WAITING;
}

static void
close_channel (SprintFolderChannel *self)
{
  self->closing = TRUE;
  spice_channel_disconnect (self->channel, SPICE_CHANNEL_NONE);
}

/* A channel that is on its way is left alone until it is open. */
static void
update (SprintFolderChannel *self)
{
  gboolean wanted = sprint_shared_folder_get_folder (self->folder) != NULL;

  if (wanted && !self->guarded) {
    sprint_shared_folder_set_link (self->folder, SPRINT_FOLDER_LINK_FAILED);
    return;
  }

  if (wanted && !self->begun) {
    self->begun = TRUE;
    spice_channel_connect (self->channel);
  } else if (!wanted && self->opened && !self->closing) {
    close_channel (self);
  }
  sprint_shared_folder_set_link (self->folder, find_link (self));
}

/* Whatever the guest still has of the last one ends with the channel; it finds the next one on the next. */
static void
changed_cb (SprintFolderChannel *self)
{
  configure (self);
  if (self->opened && !self->closing)
    close_channel (self);
  update (self);
}

static void
opened_cb (SprintFolderChannel *self)
{
  sprint_shared_folder_set_link (self->folder, find_link (self));
}

static void
event_cb (SprintFolderChannel *self,
          SpiceChannelEvent    event)
{
  g_autoptr (GError) refusal = NULL;
  gboolean asked = self->closing;

  switch (event) {
  case SPICE_CHANNEL_NONE:
  case SPICE_CHANNEL_SWITCHING:
    return;

  case SPICE_CHANNEL_OPENED:
    self->opened = TRUE;
    update (self);
    return;

  default:
    refusal = sprint_channel_refusal_take (self->channel);
    if (!self->begun)
      return;
    self->begun = FALSE;
    self->opened = FALSE;
    self->closing = FALSE;
    if (asked || sprint_shared_folder_get_folder (self->folder) == NULL)
      update (self);
    else
      sprint_shared_folder_set_link (self->folder, refusal != NULL ? SPRINT_FOLDER_LINK_REFUSED
                                                                   : SPRINT_FOLDER_LINK_FAILED);
    return;
  }
}

SprintFolderChannel *
sprint_folder_channel_new (SpiceWebdavChannel *channel,
                           SprintSharedFolder *folder)
{
  SprintFolderChannel *self = g_object_new (SPRINT_TYPE_FOLDER_CHANNEL, NULL);

  self->channel = g_object_ref (SPICE_CHANNEL (channel));
  self->folder = g_object_ref (folder);
  g_signal_connect_swapped (channel, "channel-event", G_CALLBACK (event_cb), self);
  g_signal_connect_swapped (channel, "notify::port-opened", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (folder, "changed", G_CALLBACK (changed_cb), self);
  if (sprint_shared_folder_get_folder (folder) != NULL)
    configure (self);
  update (self);

  return self;
}

/* Without libphodav the property is of no type in particular, and there are no such channels. */
gboolean
sprint_folder_channel_is_possible (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (SPICE_TYPE_SESSION);
  GParamSpec *property = g_object_class_find_property (G_OBJECT_CLASS (klass), "webdav-server");

  return property != NULL && property->value_type != G_TYPE_OBJECT;
}
