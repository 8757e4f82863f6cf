/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-clipboard.h"

/* Milliseconds between one change that is told and the next: a selection that is dragged changes with
 * every pixel. */
#define INTERVAL 100
/* Milliseconds. A person who copies on one side does not copy on the other one so soon again and again. */
#define ECHO_WITHIN 1000
#define ECHOES_MAX 3
/* Milliseconds. */
#define TIMEOUT 20000

typedef struct {
  SprintConsoleClipboard *clipboard;
  SprintSelection selection;
  guint signal;
  SprintClipboardOffer *offer;
  gint64 told_at;
  gint64 offered_at;   /* when an offer was told, not the end of one */
  guint tell_id;
} Side;

struct _SprintConsoleClipboard
{
  GObject parent_instance;

  Side guest[SPRINT_N_SELECTIONS];
  Side host[SPRINT_N_SELECTIONS];
  guint echoes[SPRINT_N_SELECTIONS];
  guint timeout;
  gboolean allow_to_guest;
  gboolean allow_from_guest;
};

G_DEFINE_FINAL_TYPE (SprintConsoleClipboard, sprint_console_clipboard, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ALLOW_TO_GUEST,
  PROP_ALLOW_FROM_GUEST,
  PROP_TIMEOUT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  GUEST_CHANGED,
  HOST_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
side_clear (Side *side)
{
  g_clear_handle_id (&side->tell_id, g_source_remove);
  g_clear_object (&side->offer);
}

static void
sprint_console_clipboard_dispose (GObject *object)
{
  SprintConsoleClipboard *self = SPRINT_CONSOLE_CLIPBOARD (object);

  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    side_clear (&self->guest[i]);
    side_clear (&self->host[i]);
  }

  G_OBJECT_CLASS (sprint_console_clipboard_parent_class)->dispose (object);
}

static void
sprint_console_clipboard_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  SprintConsoleClipboard *self = SPRINT_CONSOLE_CLIPBOARD (object);

  switch (prop_id) {
  case PROP_ALLOW_TO_GUEST:
    g_value_set_boolean (value, self->allow_to_guest);
    break;

  case PROP_ALLOW_FROM_GUEST:
    g_value_set_boolean (value, self->allow_from_guest);
    break;

  case PROP_TIMEOUT:
    g_value_set_uint (value, self->timeout);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_clipboard_set_property (GObject      *object,
                                       guint         prop_id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  SprintConsoleClipboard *self = SPRINT_CONSOLE_CLIPBOARD (object);

  switch (prop_id) {
  case PROP_ALLOW_TO_GUEST:
    sprint_console_clipboard_set_allow_to_guest (self, g_value_get_boolean (value));
    break;

  case PROP_ALLOW_FROM_GUEST:
    sprint_console_clipboard_set_allow_from_guest (self, g_value_get_boolean (value));
    break;

  case PROP_TIMEOUT:
    if (self->timeout != g_value_get_uint (value)) {
      self->timeout = g_value_get_uint (value);
      g_object_notify_by_pspec (object, pspec);
    }
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
tell (Side *side)
{
  g_clear_handle_id (&side->tell_id, g_source_remove);
  side->told_at = g_get_monotonic_time ();
  if (side->offer != NULL)
    side->offered_at = side->told_at;
  g_signal_emit (side->clipboard, signals[side->signal], 0, side->selection);
}

static gboolean
tell_cb (gpointer user_data)
{
  Side *side = user_data;

  side->tell_id = 0;
  tell (side);

  return G_SOURCE_REMOVE;
}

static void
set_offer (Side                 *side,
           SprintClipboardOffer *offer)
{
  gint64 since = (g_get_monotonic_time () - side->told_at) / G_TIME_SPAN_MILLISECOND;

  if (!g_set_object (&side->offer, offer) || side->tell_id != 0)
    return;

  if (side->told_at == 0 || since >= INTERVAL)
    tell (side);
  else
    side->tell_id = g_timeout_add (INTERVAL - since, tell_cb, side);
}

static gboolean
is_echo (SprintConsoleClipboard *self,
         SprintSelection         selection)
{
  gint64 offered_at = self->host[selection].offered_at;

  if (!self->allow_to_guest || offered_at == 0 ||
      g_get_monotonic_time () - offered_at >= ECHO_WITHIN * G_TIME_SPAN_MILLISECOND)
    self->echoes[selection] = 0;
  else
    self->echoes[selection]++;

  return self->echoes[selection] > ECHOES_MAX;
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ALLOW_TO_GUEST] = g_param_spec_boolean ("allow-to-guest", NULL, NULL, TRUE, flags);
  properties[PROP_ALLOW_FROM_GUEST] = g_param_spec_boolean ("allow-from-guest", NULL, NULL, TRUE, flags);

  /**
   * SprintConsoleClipboard:timeout:
   *
   * Milliseconds in which each side has to hand over what it offers from now on.
   */
  properties[PROP_TIMEOUT] = g_param_spec_uint ("timeout", NULL, NULL, 1, G_MAXINT, TIMEOUT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_console_clipboard_class_init (SprintConsoleClipboardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_console_clipboard_dispose;
  object_class->get_property = sprint_console_clipboard_get_property;
  object_class->set_property = sprint_console_clipboard_set_property;
  install_properties (object_class);

  signals[GUEST_CHANGED] =
    g_signal_new ("guest-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[HOST_CHANGED] =
    g_signal_new ("host-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sprint_console_clipboard_init (SprintConsoleClipboard *self)
{
  self->allow_to_guest = self->allow_from_guest = TRUE;
  self->timeout = TIMEOUT;
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    self->guest[i] = (Side) { .clipboard = self, .selection = i, .signal = GUEST_CHANGED };
    self->host[i] = (Side) { .clipboard = self, .selection = i, .signal = HOST_CHANGED };
  }
}

SprintConsoleClipboard *
sprint_console_clipboard_new (void)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_CLIPBOARD, NULL);
}

void
sprint_console_clipboard_set_guest_offer (SprintConsoleClipboard *self,
                                          SprintSelection         selection,
                                          SprintClipboardOffer   *offer)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CLIPBOARD (self));
  g_return_if_fail (selection < SPRINT_N_SELECTIONS);

  if (offer != NULL && is_echo (self, selection))
    offer = NULL;
  set_offer (&self->guest[selection], offer);
}

SprintClipboardOffer *
sprint_console_clipboard_get_guest_offer (SprintConsoleClipboard *self,
                                          SprintSelection         selection)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_CLIPBOARD (self), NULL);
  g_return_val_if_fail (selection < SPRINT_N_SELECTIONS, NULL);

  return self->allow_from_guest ? self->guest[selection].offer : NULL;
}

void
sprint_console_clipboard_set_host_offer (SprintConsoleClipboard *self,
                                         SprintSelection         selection,
                                         SprintClipboardOffer   *offer)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CLIPBOARD (self));
  g_return_if_fail (selection < SPRINT_N_SELECTIONS);

  set_offer (&self->host[selection], offer);
}

SprintClipboardOffer *
sprint_console_clipboard_get_host_offer (SprintConsoleClipboard *self,
                                         SprintSelection         selection)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_CLIPBOARD (self), NULL);
  g_return_val_if_fail (selection < SPRINT_N_SELECTIONS, NULL);

  return self->allow_to_guest ? self->host[selection].offer : NULL;
}

void
sprint_console_clipboard_set_allow_to_guest (SprintConsoleClipboard *self,
                                             gboolean                allow)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CLIPBOARD (self));

  allow = !!allow;
  if (self->allow_to_guest == allow)
    return;

  self->allow_to_guest = allow;
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++)
    tell (&self->host[i]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALLOW_TO_GUEST]);
}

gboolean
sprint_console_clipboard_get_allow_to_guest (SprintConsoleClipboard *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_CLIPBOARD (self), FALSE);

  return self->allow_to_guest;
}

void
sprint_console_clipboard_set_allow_from_guest (SprintConsoleClipboard *self,
                                               gboolean                allow)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CLIPBOARD (self));

  allow = !!allow;
  if (self->allow_from_guest == allow)
    return;

  self->allow_from_guest = allow;
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++)
    tell (&self->guest[i]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALLOW_FROM_GUEST]);
}

gboolean
sprint_console_clipboard_get_allow_from_guest (SprintConsoleClipboard *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_CLIPBOARD (self), FALSE);

  return self->allow_from_guest;
}

guint
sprint_console_clipboard_get_timeout (SprintConsoleClipboard *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_CLIPBOARD (self), TIMEOUT);

  return self->timeout;
}
