/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sent-file.h"

#include "sent-stream.h"

struct _SprintSentFile
{
  GObject parent_instance;

  GFile *file;
  goffset size;   /* once it is open */
};

static void sprint_sent_file_iface_init (GFileIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintSentFile, sprint_sent_file, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_FILE, sprint_sent_file_iface_init))

static GFile *
get_inner (GFile *file)
{
  return SPRINT_SENT_FILE (file)->file;
}

static void
sprint_sent_file_finalize (GObject *object)
{
  g_object_unref (SPRINT_SENT_FILE (object)->file);

  G_OBJECT_CLASS (sprint_sent_file_parent_class)->finalize (object);
}

static GFile *
sprint_sent_file_dup (GFile *file)
{
  return sprint_sent_file_new (get_inner (file));
}

static guint
sprint_sent_file_hash (GFile *file)
{
  return g_file_hash (get_inner (file));
}

static gboolean
sprint_sent_file_equal (GFile *file,
                        GFile *other)
{
  return g_file_equal (get_inner (file), get_inner (other));
}

static gboolean
sprint_sent_file_is_native (GFile *file)
{
  return g_file_is_native (get_inner (file));
}

static char *
sprint_sent_file_get_basename (GFile *file)
{
  return g_file_get_basename (get_inner (file));
}

static char *
sprint_sent_file_get_path (GFile *file)
{
  return g_file_get_path (get_inner (file));
}

static char *
sprint_sent_file_get_uri (GFile *file)
{
  return g_file_get_uri (get_inner (file));
}

static char *
sprint_sent_file_get_parse_name (GFile *file)
{
  return g_file_get_parse_name (get_inner (file));
}

static GFileInfo *
sprint_sent_file_query_info (GFile                *file,
                             const char           *attributes,
                             GFileQueryInfoFlags   flags,
                             GCancellable         *cancellable,
                             GError              **error)
{
  SprintSentFile *self = SPRINT_SENT_FILE (file);
  GFileInfo *info = g_file_query_info (self->file, attributes, flags, cancellable, error);

  if (info != NULL)
    g_file_info_set_size (info, self->size);

  return info;
}

static GFileInputStream *
sprint_sent_file_read (GFile         *file,
                       GCancellable  *cancellable,
                       GError       **error)
{
  SprintSentFile *self = SPRINT_SENT_FILE (file);
  g_autoptr (GFileInputStream) inner = g_file_read (self->file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;

  if (inner == NULL)
    return NULL;

  /* Of what was opened, whatever has its name now. */
  info = g_file_input_stream_query_info (inner, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, error);
  if (info == NULL)
    return NULL;
  self->size = g_file_info_get_size (info);

  return sprint_sent_stream_new (inner, self->size);
}

static void
sprint_sent_file_iface_init (GFileIface *iface)
{
  iface->dup = sprint_sent_file_dup;
  iface->hash = sprint_sent_file_hash;
  iface->equal = sprint_sent_file_equal;
  iface->is_native = sprint_sent_file_is_native;
  iface->get_basename = sprint_sent_file_get_basename;
  iface->get_path = sprint_sent_file_get_path;
  iface->get_uri = sprint_sent_file_get_uri;
  iface->get_parse_name = sprint_sent_file_get_parse_name;
  iface->query_info = sprint_sent_file_query_info;
  iface->read_fn = sprint_sent_file_read;
}

static void
sprint_sent_file_class_init (SprintSentFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_sent_file_finalize;
}

static void
sprint_sent_file_init (SprintSentFile *self)
{
}

GFile *
sprint_sent_file_new (GFile *file)
{
  SprintSentFile *self = g_object_new (SPRINT_TYPE_SENT_FILE, NULL);

  self->file = g_object_ref (file);

  return G_FILE (self);
}
