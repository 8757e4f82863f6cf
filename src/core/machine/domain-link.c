/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain-link.h"

#include "machine-error-private.h"
#include "machine-error.h"
#include "worker.h"

#define CHUNK (64 * 1024)

struct _SprintDomainLink {
  GObject parent_instance;

  virStreamPtr handle;
  SprintWorker *worker;
  GByteArray *received;
  GError *error;
  GTask *blocked;      /* what could not be sent yet */
  gboolean watching;
  gboolean ended;
  gboolean gap;        /* the oldest of what was received is gone */
};

static guint ready_signal;

G_DEFINE_FINAL_TYPE (SprintDomainLink, sprint_domain_link, G_TYPE_OBJECT)

/* What a thread works with. */
typedef struct {
  virStreamPtr handle;
  GBytes *bytes;       /* NULL: it is to be ended */
} Job;

static void send (SprintDomainLink *self, GTask *task);

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->bytes, g_bytes_unref);
  virStreamFree (job->handle);
  g_free (job);
}

static Job *
job_new (SprintDomainLink *self,
         GBytes           *bytes)
{
  Job *job = g_new0 (Job, 1);

  virStreamRef (self->handle);
  job->handle = self->handle;
  job->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return job;
}

/* ---- receiving ---- */

static void
keep_bounds (SprintDomainLink *self)
{
  if (self->received->len <= SPRINT_DOMAIN_LINK_ROOM)
    return;
  /* More than what is too much, or a flood would move all of it for each byte. */
  g_byte_array_remove_range (self->received, 0, self->received->len - SPRINT_DOMAIN_LINK_ROOM / 2);
  self->gap = TRUE;
}

static void
unwatch (SprintDomainLink *self)
{
  if (self->watching)
    virStreamEventRemoveCallback (self->handle);
  self->watching = FALSE;
}

static void
receive (SprintDomainLink *self)
{
  guint8 chunk[CHUNK];
  int n = virStreamRecv (self->handle, (char *) chunk, sizeof chunk);

  if (n == -2)
    return;
  if (n > 0) {
    g_byte_array_append (self->received, chunk, n);
    keep_bounds (self);
  } else {
    if (n < 0)
      sprint_machine_error_set_from_libvirt (&self->error);
    self->ended = TRUE;
    unwatch (self);
  }
  g_signal_emit (self, ready_signal, 0);
}

static void
event_cb (virStreamPtr  stream,
          int           events,
          void         *opaque)
{
  g_autoptr (SprintDomainLink) self = g_object_ref (opaque);

  if (self->ended)
    return;
  if ((events & VIR_STREAM_EVENT_WRITABLE) != 0 && self->blocked != NULL) {
    virStreamEventUpdateCallback (self->handle, VIR_STREAM_EVENT_READABLE);
    send (self, g_steal_pointer (&self->blocked));
  }
  /* Also what hung up or failed: that is what is read then. */
  if ((events & ~VIR_STREAM_EVENT_WRITABLE) != 0)
    receive (self);
}

gssize
sprint_domain_link_read (SprintDomainLink  *self,
                         gpointer           buffer,
                         gsize              count,
                         GError           **error)
{
  gsize n = MIN (count, self->received->len);

  if (self->gap && count >= strlen (SPRINT_DOMAIN_LINK_GAP)) {
    self->gap = FALSE;
    memcpy (buffer, SPRINT_DOMAIN_LINK_GAP, strlen (SPRINT_DOMAIN_LINK_GAP));
    return strlen (SPRINT_DOMAIN_LINK_GAP);
  }
  if (n > 0) {
    memcpy (buffer, self->received->data, n);
    g_byte_array_remove_range (self->received, 0, n);
    return n;
  }
  if (self->error != NULL) {
    g_propagate_error (error, g_error_copy (self->error));
    return -1;
  }
  if (self->ended)
    return 0;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "Nothing was received yet");
  return -1;
}

/* ---- sending ---- */

/* The number of bytes plus three: a pointer of NULL is no result, and libvirt's -2 is one. */
static gpointer
send_thread (gpointer   data,
             GError   **error)
{
  Job *job = data;
  gsize size;
  const char *bytes = g_bytes_get_data (job->bytes, &size);
  int n = virStreamSend (job->handle, bytes, size);

  if (n == -1)
    sprint_machine_error_set_from_libvirt (error);
  return n == -1 ? NULL : GINT_TO_POINTER (n + 3);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintDomainLink *self = g_task_get_source_object (task);
  GError *error = NULL;
  int n = GPOINTER_TO_INT (sprint_worker_run_finish (result, &error)) - 3;

  if (error != NULL) {
    g_task_return_error (task, error);
  } else if (n >= 0) {
    g_task_return_int (task, n);
  } else if (self->watching) {
    self->blocked = g_steal_pointer (&task);
    virStreamEventUpdateCallback (self->handle, VIR_STREAM_EVENT_READABLE | VIR_STREAM_EVENT_WRITABLE);
  } else {
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The stream is closed");
  }
}

/* @task: (transfer full) */
static void
send (SprintDomainLink *self,
      GTask            *task)
{
  sprint_worker_run_async (self->worker, self, send_thread, job_new (self, g_task_get_task_data (task)), job_free, NULL,
                           g_task_get_cancellable (task), sent_cb, task);
}

void
sprint_domain_link_send_async (SprintDomainLink    *self,
                               GBytes              *bytes,
                               int                  io_priority,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_domain_link_send_async);
  g_task_set_priority (task, io_priority);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  if (self->handle == NULL)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The stream is closed");
  else
    send (self, g_steal_pointer (&task));
}

gssize
sprint_domain_link_send_finish (SprintDomainLink  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/* ---- the end ---- */

void
sprint_domain_link_abort (virStreamPtr handle)
{
  virStreamAbort (handle);
  virStreamFree (handle);
}

static gpointer
abort_thread (gpointer   data,
              GError   **error)
{
  Job *job = data;

  /* What has failed already cannot be ended once more: nobody is told. */
  virStreamAbort (job->handle);
  return NULL;
}

void
sprint_domain_link_close (SprintDomainLink *self)
{
  g_autoptr (GTask) blocked = g_steal_pointer (&self->blocked);

  if (self->handle == NULL)
    return;
  unwatch (self);
  sprint_worker_run_async (self->worker, NULL, abort_thread, job_new (self, NULL), job_free, NULL, NULL, NULL, NULL);
  g_clear_pointer (&self->handle, virStreamFree);
  self->ended = TRUE;
  if (self->error == NULL)
    self->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "The stream is closed");
  g_byte_array_set_size (self->received, 0);
  self->gap = FALSE;
  if (blocked != NULL)
    g_task_return_error (blocked, g_error_copy (self->error));
  g_signal_emit (self, ready_signal, 0);
}

static void
sprint_domain_link_finalize (GObject *object)
{
  SprintDomainLink *self = SPRINT_DOMAIN_LINK (object);

  g_assert (self->handle == NULL);
  g_clear_error (&self->error);
  g_byte_array_unref (self->received);
  g_object_unref (self->worker);
  G_OBJECT_CLASS (sprint_domain_link_parent_class)->finalize (object);
}

static void
sprint_domain_link_class_init (SprintDomainLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_domain_link_finalize;
  ready_signal = g_signal_new ("ready", SPRINT_TYPE_DOMAIN_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
sprint_domain_link_init (SprintDomainLink *self)
{
  self->received = g_byte_array_new ();
  /* One thread: what is sent first arrives first, and the end comes last. */
  self->worker = sprint_worker_new (1);
}

SprintDomainLink *
sprint_domain_link_new (virStreamPtr handle)
{
  SprintDomainLink *self = g_object_new (SPRINT_TYPE_DOMAIN_LINK, NULL);

  self->handle = handle;
  if (virStreamEventAddCallback (handle, VIR_STREAM_EVENT_READABLE, event_cb, g_object_ref (self),
                                 g_object_unref) == 0) {
    self->watching = TRUE;
  } else {
    sprint_machine_error_set_from_libvirt (&self->error);
    self->ended = TRUE;
    g_object_unref (self);
  }
  return self;
}
