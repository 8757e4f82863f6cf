/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "libvirt-events.h"

#include <glib-object.h>
#include <glib-unix.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

/* A file or a timer of libvirt's. Any thread adds, changes and removes it; the main loop tells it. */
typedef struct {
  int id;
  int fd;                  /* -1: a timer */
  GSource *source;         /* (nullable): off; another one after each change */
  GCallback callback;      /* virEventHandleCallback or virEventTimeoutCallback */
  gpointer data;
  virFreeCallback free;
} Watch;

/* Of the process, as libvirt's event loop is: what it calls has no data of ours. */
static GMutex lock;
static GHashTable *watches;    /* of id to Watch */
static int last_id;

static GIOCondition
to_condition (int events)
{
  return ((events & VIR_EVENT_HANDLE_READABLE) != 0 ? G_IO_IN : 0) |
         ((events & VIR_EVENT_HANDLE_WRITABLE) != 0 ? G_IO_OUT : 0) |
         ((events & VIR_EVENT_HANDLE_ERROR) != 0 ? G_IO_ERR : 0) |
         ((events & VIR_EVENT_HANDLE_HANGUP) != 0 ? G_IO_HUP : 0);
}

static int
to_events (GIOCondition condition)
{
  return ((condition & G_IO_IN) != 0 ? VIR_EVENT_HANDLE_READABLE : 0) |
         ((condition & G_IO_OUT) != 0 ? VIR_EVENT_HANDLE_WRITABLE : 0) |
         ((condition & (G_IO_ERR | G_IO_NVAL)) != 0 ? VIR_EVENT_HANDLE_ERROR : 0) |
         ((condition & G_IO_HUP) != 0 ? VIR_EVENT_HANDLE_HANGUP : 0);
}

static gboolean
file_cb (int          fd,
         GIOCondition condition,
         gpointer     user_data)
{
  Watch *watch = user_data;

  ((virEventHandleCallback) watch->callback) (watch->id, fd, to_events (condition), watch->data);

  return G_SOURCE_CONTINUE;
}

static gboolean
timer_cb (gpointer user_data)
{
  Watch *watch = user_data;

  ((virEventTimeoutCallback) watch->callback) (watch->id, watch->data);

  return G_SOURCE_CONTINUE;
}

static void
watch_clear (gpointer data)
{
  Watch *watch = data;

  if (watch->free != NULL)
    watch->free (watch->data);
}

static void
watch_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, watch_clear);
}

/* Under the lock. @source: (transfer full) (nullable): in place of what there was */
static void
set_source (Watch       *watch,
            GSource     *source,
            GSourceFunc  callback)
{
  if (watch->source != NULL)
    g_source_destroy (watch->source);
  g_clear_pointer (&watch->source, g_source_unref);
  if (source == NULL)
    return;

  g_source_set_static_name (source, "libvirt");
  g_source_set_priority (source, SPRINT_LIBVIRT_PRIORITY);
  g_source_set_callback (source, callback, g_atomic_rc_box_acquire (watch), watch_unref);
  g_source_attach (source, NULL);
  watch->source = source;
}

/* @setting: libvirt's events of a file, milliseconds of a timer */
static void
set (Watch *watch,
     int    setting)
{
  if (watch->fd >= 0)
    set_source (watch, setting != 0 ? g_unix_fd_source_new (watch->fd, to_condition (setting)) : NULL,
                G_SOURCE_FUNC (file_cb));
  else
    set_source (watch, setting >= 0 ? g_timeout_source_new (setting) : NULL, timer_cb);
}

static int
add (int             fd,
     int             setting,
     GCallback       callback,
     gpointer        data,
     virFreeCallback free)
{
  Watch *watch = g_atomic_rc_box_new0 (Watch);
  int id;

  watch->fd = fd;
  watch->callback = callback;
  watch->data = data;
  watch->free = free;
  g_mutex_lock (&lock);
  id = watch->id = ++last_id;
  g_hash_table_insert (watches, GINT_TO_POINTER (id), watch);
  set (watch, setting);
  g_mutex_unlock (&lock);

  return id;
}

static void
update (int id,
        int setting)
{
  Watch *watch;

  g_mutex_lock (&lock);
  watch = g_hash_table_lookup (watches, GINT_TO_POINTER (id));
  if (watch != NULL)
    set (watch, setting);
  g_mutex_unlock (&lock);
}

static gboolean
let_go_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* The data is freed later: libvirt holds locks here that freeing takes as well. */
static int
remove_watch (int id)
{
  Watch *watch;

  g_mutex_lock (&lock);
  watch = g_hash_table_lookup (watches, GINT_TO_POINTER (id));
  if (watch != NULL) {
    g_hash_table_remove (watches, GINT_TO_POINTER (id));
    set_source (watch, NULL, NULL);
  }
  g_mutex_unlock (&lock);
  if (watch == NULL)
    return -1;
  g_idle_add_full (SPRINT_LIBVIRT_PRIORITY, let_go_cb, watch, watch_unref);

  return 0;
}

static int
add_handle (int                    fd,
            int                    events,
            virEventHandleCallback callback,
            void                  *data,
            virFreeCallback        free)
{
  return add (fd, events, G_CALLBACK (callback), data, free);
}

static int
add_timeout (int                     milliseconds,
             virEventTimeoutCallback callback,
             void                   *data,
             virFreeCallback         free)
{
  return add (-1, milliseconds, G_CALLBACK (callback), data, free);
}

static void
ignore_error_cb (void        *data,
                 virErrorPtr  error)
{
}

void
sprint_libvirt_register (void)
{
  static gsize registered = 0;

  if (!g_once_init_enter (&registered))
    return;

  watches = g_hash_table_new (NULL, NULL);
  virEventRegisterImpl (add_handle, update, remove_watch, add_timeout, update, remove_watch);
  /* Every error reaches its caller; libvirt would also write it to the terminal. */
  virSetErrorFunc (NULL, ignore_error_cb);
  g_once_init_leave (&registered, 1);
}
