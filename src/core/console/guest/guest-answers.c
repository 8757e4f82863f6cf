/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guest-answers.h"

#include <spice/vd_agent.h>

#include "vd-agent-format.h"

/* What of one offer a guest is sent altogether. */
#define GIVEN_MAX (4 * (guint64) SPRINT_CLIPBOARD_IMAGE_MAX)
/* What is read for it at the same time. */
#define READING_MAX 4
/* Answers in a burst, and then each second; the others only say that there is nothing. */
#define BURST 64
#define RATE 16
/* All of them for one offer. spice-gtk (0.42) keeps what a guest does not read, however much that is, and 4 KiB for the
 * shortest word. */
#define MESSAGES_MAX 2048

struct _SprintGuestAnswers
{
  GObject parent_instance;

  SpiceMainChannel *channel;
  GCancellable *cancellable;
  guint selection;
  guint reading;
  guint64 given;
  guint messages;
  double left;             /* how many answers may be given now */
  gint64 counted_at;
};

G_DEFINE_FINAL_TYPE (SprintGuestAnswers, sprint_guest_answers, G_TYPE_OBJECT)

typedef struct {
  SprintGuestAnswers *answers;
  SprintClipboardFormats format;
  GCancellable *cancellable;
} Answering;

static void
answering_free (Answering *answering)
{
  g_object_unref (answering->answers);
  g_object_unref (answering->cancellable);
  g_free (answering);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answering, answering_free)

static void
sprint_guest_answers_dispose (GObject *object)
{
  SprintGuestAnswers *self = SPRINT_GUEST_ANSWERS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->channel);

  G_OBJECT_CLASS (sprint_guest_answers_parent_class)->dispose (object);
}

static void
sprint_guest_answers_class_init (SprintGuestAnswersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_guest_answers_dispose;
}

static void
sprint_guest_answers_init (SprintGuestAnswers *self)
{
  self->cancellable = g_cancellable_new ();
  self->left = BURST;
  self->counted_at = g_get_monotonic_time ();
}

SprintGuestAnswers *
sprint_guest_answers_new (SpiceMainChannel *channel,
                          guint             selection)
{
  SprintGuestAnswers *self = g_object_new (SPRINT_TYPE_GUEST_ANSWERS, NULL);

  self->channel = g_object_ref (channel);
  self->selection = selection;

  return self;
}

static gboolean
take (SprintGuestAnswers *self)
{
  gint64 now = g_get_monotonic_time ();

  self->left = MIN (BURST, self->left + (double) RATE * (now - self->counted_at) / G_USEC_PER_SEC);
  self->counted_at = now;
  if (self->left < 1)
    return FALSE;

  self->left--;

  return TRUE;
}

static void
give_nothing (SprintGuestAnswers *self)
{
  spice_main_channel_clipboard_selection_notify (self->channel, self->selection, VD_AGENT_CLIPBOARD_NONE, NULL, 0);
}

static gboolean
fits (SprintGuestAnswers *self,
      gsize               size)
{
  int max = 0;

  g_object_get (self->channel, "max-clipboard", &max, NULL);

  return (max < 0 || size < (gsize) max) && self->given + size <= GIVEN_MAX;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Answering) answering = user_data;
  SprintGuestAnswers *self = answering->answers;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = sprint_clipboard_offer_read_finish (SPRINT_CLIPBOARD_OFFER (source), result, &error);

  self->reading--;
  if (g_cancellable_is_cancelled (answering->cancellable))
    return;

  if (data != NULL && answering->format == SPRINT_CLIPBOARD_TEXT &&
      spice_main_channel_agent_test_capability (self->channel, VD_AGENT_CAP_GUEST_LINEEND_CRLF)) {
    GBytes *converted = sprint_clipboard_text_to_crlf (data);

    g_bytes_unref (data);
    data = converted;
  }

  if (data == NULL || !fits (self, g_bytes_get_size (data))) {
    g_debug ("The guest cannot paste what it asked for: %s", error != NULL ? error->message : "too much");
    give_nothing (self);
    return;
  }

  self->given += g_bytes_get_size (data);
  spice_main_channel_clipboard_selection_notify (self->channel, self->selection,
                                                 sprint_clipboard_format_to_vd_agent (answering->format),
                                                 g_bytes_get_data (data, NULL), g_bytes_get_size (data));
}

void
sprint_guest_answers_give (SprintGuestAnswers   *self,
                           guint32               type,
                           SprintClipboardOffer *offer)
{
  SprintClipboardFormats format = sprint_clipboard_format_from_vd_agent (type);
  Answering *answering;

  g_return_if_fail (SPRINT_IS_GUEST_ANSWERS (self));

  /* Each question has one answer, given now or later. */
  if (self->messages >= MESSAGES_MAX)
    return;
  self->messages++;

  /* Whoever pastes waits for a word, be it that there is nothing. */
  if (!take (self) || offer == NULL || format == 0 || self->reading >= READING_MAX ||
      (sprint_clipboard_offer_get_formats (offer) & format) == 0) {
    give_nothing (self);
    return;
  }

  answering = g_new0 (Answering, 1);
  answering->answers = g_object_ref (self);
  answering->format = format;
  answering->cancellable = g_object_ref (self->cancellable);
  self->reading++;
  sprint_clipboard_offer_read_async (offer, format, self->cancellable, read_cb, answering);
}

void
sprint_guest_answers_renew (SprintGuestAnswers *self)
{
  g_return_if_fail (SPRINT_IS_GUEST_ANSWERS (self));

  self->given = 0;
  self->messages = 0;
}

void
sprint_guest_answers_stop (SprintGuestAnswers *self)
{
  g_return_if_fail (SPRINT_IS_GUEST_ANSWERS (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}
