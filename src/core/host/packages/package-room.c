/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-room.h"

#include <glib/gstdio.h>
#include <sys/statvfs.h>

#include "core/platform/thread-task.h"

/* Where package managers keep what they fetch, and where most of what they install goes. */
#define CACHE "/var/cache"
#define SYSTEM "/usr"

typedef struct
{
  guint64 available;
  guint64 device;
} Place;

/* Numbers, as the plan is not for two threads. */
typedef struct
{
  SprintPackagePlan *plan;
  guint64 download;
  guint64 disk;
  guint64 needed;      /* 0 where there is enough */
  guint64 available;
} Room;

static void
room_free (Room *room)
{
  g_object_unref (room->plan);
  g_free (room);
}

static gboolean
measure (SprintHostReader *reader,
         const char       *path,
         Place            *place)
{
  g_autofree char *full = sprint_host_reader_resolve (reader, path);
  struct statvfs system;
  GStatBuf status;

  /* A Flatpak sees no /var of the computer's. */
  if (g_stat (full, &status) != 0 || statvfs (full, &system) != 0)
    return FALSE;
  place->available = (guint64) system.f_bavail * system.f_frsize;
  place->device = status.st_dev;

  return TRUE;
}

static void
require (Room    *room,
         guint64  needed,
         guint64  available)
{
  if (needed <= available || needed <= room->needed)
    return;
  room->needed = needed;
  room->available = available;
}

static gpointer
measure_thread (GTask   *task,
                GError **error)
{
  SprintHostReader *reader = g_task_get_source_object (task);
  Room *room = g_task_get_task_data (task);
  Place cache, system;
  gboolean has_cache = measure (reader, CACHE, &cache);
  gboolean has_system = measure (reader, SYSTEM, &system);

  if (has_cache && has_system && cache.device == system.device) {
    require (room, room->download + room->disk, system.available);
  } else {
    if (has_cache)
      require (room, room->download, cache.available);
    if (has_system)
      require (room, room->disk, system.available);
  }

  return room;
}

void
sprint_package_room_measure_async (SprintHostReader    *reader,
                                   SprintPackagePlan   *plan,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Room *room;

  g_return_if_fail (SPRINT_IS_HOST_READER (reader));
  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN (plan));

  task = g_task_new (reader, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_package_room_measure_async);
  room = g_new0 (Room, 1);
  room->plan = g_object_ref (plan);
  room->download = sprint_package_plan_get_download_size (plan);
  room->disk = sprint_package_plan_get_disk_size (plan);
  g_task_set_task_data (task, room, (GDestroyNotify) room_free);
  sprint_thread_task_run (task, measure_thread, NULL);
}

gboolean
sprint_package_room_measure_finish (SprintHostReader  *reader,
                                    GAsyncResult      *result,
                                    GError           **error)
{
  Room *room;

  g_return_val_if_fail (g_task_is_valid (result, reader), FALSE);

  room = g_task_propagate_pointer (G_TASK (result), error);
  if (room == NULL)
    return FALSE;
  sprint_package_plan_set_shortage (room->plan, room->needed, room->available);

  return TRUE;
}
