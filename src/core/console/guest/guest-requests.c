/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guest-requests.h"

#include <glib/gi18n.h>
#include <spice/vd_agent.h>

#include "vd-agent-format.h"

/* More than anybody pastes at once, while a guest answers none of them. */
#define REQUESTS_MAX 32

struct _SprintGuestRequests
{
  GObject parent_instance;

  SpiceMainChannel *channel;
  guint selection;
  GQueue requests;
};

G_DEFINE_FINAL_TYPE (SprintGuestRequests, sprint_guest_requests, G_TYPE_OBJECT)

typedef struct {
  SprintClipboardFormats format;
  GTask *task;        /* (nullable): nobody waits for it */
  gint64 deadline;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->task);
  g_free (request);
}

static void
sprint_guest_requests_dispose (GObject *object)
{
  SprintGuestRequests *self = SPRINT_GUEST_REQUESTS (object);

  sprint_guest_requests_clear (self);
  g_clear_object (&self->channel);

  G_OBJECT_CLASS (sprint_guest_requests_parent_class)->dispose (object);
}

static void
sprint_guest_requests_class_init (SprintGuestRequestsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_guest_requests_dispose;
}

static void
sprint_guest_requests_init (SprintGuestRequests *self)
{
  g_queue_init (&self->requests);
}

SprintGuestRequests *
sprint_guest_requests_new (SpiceMainChannel *channel,
                           guint             selection)
{
  SprintGuestRequests *self = g_object_new (SPRINT_TYPE_GUEST_REQUESTS, NULL);

  self->channel = g_object_ref (channel);
  self->selection = selection;

  return self;
}

/* An answer that never comes must not be waited for in the place of a later one. */
static void
drop_expired (SprintGuestRequests *self)
{
  GList *next;

  for (GList *l = self->requests.head; l != NULL; l = next) {
    Request *request = l->data;

    next = l->next;
    if (request->task != NULL || request->deadline > g_get_monotonic_time ())
      continue;
    g_queue_delete_link (&self->requests, l);
    request_free (request);
  }
}

static void
give_up (Request    *request,
         const char *why)
{
  g_autoptr (GTask) task = g_steal_pointer (&request->task);

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "%s", why);
}

static void
cancelled_cb (GTask *task)
{
  SprintGuestRequests *self = g_task_get_source_object (task);

  for (GList *l = self->requests.head; l != NULL; l = l->next) {
    Request *request = l->data;

    if (request->task == task) {
      g_autoptr (GTask) owned = g_steal_pointer (&request->task);

      g_task_return_error_if_cancelled (owned);
      return;
    }
  }
}

void
sprint_guest_requests_send_async (SprintGuestRequests    *self,
                                  SprintClipboardFormats  format,
                                  guint                   timeout,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (SPRINT_IS_GUEST_REQUESTS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_guest_requests_send_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  drop_expired (self);
  if (self->requests.length >= REQUESTS_MAX) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, _("The machine does not answer."));
    return;
  }

  request = g_new0 (Request, 1);
  request->format = format;
  request->task = g_object_ref (task);
  request->deadline = g_get_monotonic_time () + timeout * G_TIME_SPAN_MILLISECOND;
  g_queue_push_tail (&self->requests, request);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), task, G_CONNECT_SWAPPED);
  spice_main_channel_clipboard_selection_request (self->channel, self->selection,
                                                  sprint_clipboard_format_to_vd_agent (format));
}

GBytes *
sprint_guest_requests_send_finish (SprintGuestRequests  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static Request *
take_request (SprintGuestRequests *self,
              guint32              type)
{
  SprintClipboardFormats format = sprint_clipboard_format_from_vd_agent (type);

  drop_expired (self);
  for (GList *l = self->requests.head; l != NULL; l = l->next) {
    Request *request = l->data;

    /* One that cannot be answered is answered without saying which it is. */
    if (type == VD_AGENT_CLIPBOARD_NONE || request->format == format) {
      g_queue_delete_link (&self->requests, l);
      return request;
    }
  }

  return NULL;
}

void
sprint_guest_requests_answer (SprintGuestRequests *self,
                              guint32              type,
                              const guint8        *data,
                              gsize                size)
{
  Request *request;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (SPRINT_IS_GUEST_REQUESTS (self));

  request = take_request (self, type);
  if (request == NULL)
    return;

  task = g_steal_pointer (&request->task);
  if (task == NULL) {
    request_free (request);
    return;
  }

  if (type == VD_AGENT_CLIPBOARD_NONE) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The machine has nothing to paste."));
  } else if (size > sprint_clipboard_format_get_max (request->format)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("What was copied is too large."));
  } else {
    bytes = g_bytes_new (data, size);
    if (request->format == SPRINT_CLIPBOARD_TEXT &&
        spice_main_channel_agent_test_capability (self->channel, VD_AGENT_CAP_GUEST_LINEEND_CRLF))
      g_task_return_pointer (task, sprint_clipboard_text_to_lf (bytes), (GDestroyNotify) g_bytes_unref);
    else
      g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  }
  request_free (request);
}

void
sprint_guest_requests_abandon (SprintGuestRequests *self)
{
  g_return_if_fail (SPRINT_IS_GUEST_REQUESTS (self));

  for (GList *l = self->requests.head; l != NULL; l = l->next)
    give_up (l->data, _("Something else was copied meanwhile."));
}

void
sprint_guest_requests_clear (SprintGuestRequests *self)
{
  Request *request;

  g_return_if_fail (SPRINT_IS_GUEST_REQUESTS (self));

  while ((request = g_queue_pop_head (&self->requests)) != NULL) {
    give_up (request, _("The machine is gone."));
    request_free (request);
  }
}
