/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smart-cards.h"

struct _SprintSmartCards
{
  GObject parent_instance;

  char *database;
  GStrv certificates;
  GStrv readers;
  GError *error;
  guint n_cards;
  gboolean available;
  gboolean enabled;
};

G_DEFINE_FINAL_TYPE (SprintSmartCards, sprint_smart_cards, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_AVAILABLE,
  PROP_ENABLED,
  PROP_READERS,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_smart_cards_finalize (GObject *object)
{
  SprintSmartCards *self = SPRINT_SMART_CARDS (object);

  g_free (self->database);
  g_strfreev (self->certificates);
  g_strfreev (self->readers);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sprint_smart_cards_parent_class)->finalize (object);
}

static void
sprint_smart_cards_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SprintSmartCards *self = SPRINT_SMART_CARDS (object);

  switch (prop_id) {
  case PROP_AVAILABLE:
    g_value_set_boolean (value, self->available);
    break;

  case PROP_ENABLED:
    g_value_set_boolean (value, self->enabled);
    break;

  case PROP_READERS:
    g_value_set_boxed (value, self->readers);
    break;

  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_smart_cards_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_ENABLED:
    sprint_smart_cards_set_enabled (SPRINT_SMART_CARDS (object), g_value_get_boolean (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_smart_cards_class_init (SprintSmartCardsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_smart_cards_finalize;
  object_class->get_property = sprint_smart_cards_get_property;
  object_class->set_property = sprint_smart_cards_set_property;

  properties[PROP_AVAILABLE] =
    g_param_spec_boolean ("available", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  properties[PROP_ENABLED] =
    g_param_spec_boolean ("enabled", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);
  properties[PROP_READERS] =
    g_param_spec_boxed ("readers", NULL, NULL, G_TYPE_STRV, flags | G_PARAM_READABLE);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_smart_cards_init (SprintSmartCards *self)
{
  self->readers = g_new0 (char *, 1);
}

SprintSmartCards *
sprint_smart_cards_new (void)
{
  return g_object_new (SPRINT_TYPE_SMART_CARDS, NULL);
}

SprintSmartCards *
sprint_smart_cards_new_software (const char         *database,
                                 const char * const *certificates)
{
  SprintSmartCards *self = sprint_smart_cards_new ();

  self->database = g_strdup (database);
  self->certificates = g_strdupv ((GStrv) certificates);

  return self;
}

const char *
sprint_smart_cards_get_database (SprintSmartCards *self)
{
  g_return_val_if_fail (SPRINT_IS_SMART_CARDS (self), NULL);

  return self->database;
}

const char * const *
sprint_smart_cards_get_certificates (SprintSmartCards *self)
{
  g_return_val_if_fail (SPRINT_IS_SMART_CARDS (self), NULL);

  return (const char * const *) self->certificates;
}

gboolean
sprint_smart_cards_get_available (SprintSmartCards *self)
{
  g_return_val_if_fail (SPRINT_IS_SMART_CARDS (self), FALSE);

  return self->available;
}

gboolean
sprint_smart_cards_get_enabled (SprintSmartCards *self)
{
  g_return_val_if_fail (SPRINT_IS_SMART_CARDS (self), FALSE);

  return self->enabled;
}

static void
set_error (SprintSmartCards *self,
           const GError     *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
sprint_smart_cards_set_enabled (SprintSmartCards *self,
                                gboolean          enabled)
{
  g_return_if_fail (SPRINT_IS_SMART_CARDS (self));

  enabled = !!enabled;
  if (self->enabled == enabled)
    return;

  self->enabled = enabled;
  if (enabled)
    set_error (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

const char * const *
sprint_smart_cards_get_readers (SprintSmartCards *self)
{
  g_return_val_if_fail (SPRINT_IS_SMART_CARDS (self), NULL);

  return (const char * const *) self->readers;
}

guint
sprint_smart_cards_get_n_cards (SprintSmartCards *self)
{
  g_return_val_if_fail (SPRINT_IS_SMART_CARDS (self), 0);

  return self->n_cards;
}

const GError *
sprint_smart_cards_get_error (SprintSmartCards *self)
{
  g_return_val_if_fail (SPRINT_IS_SMART_CARDS (self), NULL);

  return self->error;
}

void
sprint_smart_cards_set_available (SprintSmartCards *self,
                                  gboolean          available)
{
  g_return_if_fail (SPRINT_IS_SMART_CARDS (self));

  available = !!available;
  if (self->available == available)
    return;

  self->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
}

void
sprint_smart_cards_set_readers (SprintSmartCards   *self,
                                const char * const *readers,
                                guint               n_cards)
{
  g_return_if_fail (SPRINT_IS_SMART_CARDS (self));
  g_return_if_fail (readers != NULL);

  if (self->n_cards == n_cards && g_strv_equal ((const char * const *) self->readers, readers))
    return;

  g_strfreev (self->readers);
  self->readers = g_strdupv ((GStrv) readers);
  self->n_cards = n_cards;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READERS]);
}

void
sprint_smart_cards_fail (SprintSmartCards *self,
                         const GError     *error)
{
  g_return_if_fail (SPRINT_IS_SMART_CARDS (self));

  sprint_smart_cards_set_enabled (self, FALSE);
  set_error (self, error);
}
