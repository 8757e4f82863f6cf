/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_READ (1024 * 1024)

struct _SprintHostReader
{
  GObject parent_instance;

  char *root;
};

G_DEFINE_FINAL_TYPE (SprintHostReader, sprint_host_reader, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ROOT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sprint_host_reader_finalize (GObject *object)
{
  g_free (SPRINT_HOST_READER (object)->root);

  G_OBJECT_CLASS (sprint_host_reader_parent_class)->finalize (object);
}

static void
sprint_host_reader_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SprintHostReader *self = SPRINT_HOST_READER (object);

  switch (prop_id) {
  case PROP_ROOT:
    g_value_set_string (value, self->root);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_host_reader_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SprintHostReader *self = SPRINT_HOST_READER (object);

  switch (prop_id) {
  case PROP_ROOT:
    self->root = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_host_reader_class_init (SprintHostReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sprint_host_reader_finalize;
  object_class->get_property = sprint_host_reader_get_property;
  object_class->set_property = sprint_host_reader_set_property;

  properties[PROP_ROOT] =
    g_param_spec_string ("root", NULL, NULL, "/",
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_host_reader_init (SprintHostReader *self)
{
}

SprintHostReader *
sprint_host_reader_new (const char *root)
{
  g_return_val_if_fail (root != NULL && g_path_is_absolute (root), NULL);

  return g_object_new (SPRINT_TYPE_HOST_READER, "root", root, NULL);
}

/* What a Flatpak sees of the host's files lacks the kernel's own trees, which it shares. */
static gboolean
is_of_kernel (const char *path)
{
  return g_str_has_prefix (path, "/proc/") ||
         g_str_has_prefix (path, "/sys/") ||
         g_str_has_prefix (path, "/dev/");
}

char *
sprint_host_reader_resolve (SprintHostReader *self,
                            const char       *path)
{
  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);
  g_return_val_if_fail (path != NULL && g_path_is_absolute (path), NULL);

  if (g_str_equal (self->root, "/run/host") && is_of_kernel (path))
    return g_strdup (path);

  return g_build_filename (self->root, path, NULL);
}

char *
sprint_host_reader_read (SprintHostReader *self,
                         const char       *path)
{
  g_autofree char *full = NULL;
  g_autofd int fd = -1;
  g_autoptr (GByteArray) bytes = NULL;
  struct stat status;
  guint8 buffer[4096];
  gssize n;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);

  full = sprint_host_reader_resolve (self, path);
  /* Neither a pipe nor a terminal may hold the reader up. */
  fd = g_open (full, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  if (fd < 0 || fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;

  bytes = g_byte_array_new ();
  while (bytes->len < MAX_READ) {
    n = read (fd, buffer, MIN (sizeof buffer, MAX_READ - bytes->len));
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return NULL;
    if (n == 0)
      break;
    g_byte_array_append (bytes, buffer, n);
  }

  if (bytes->len == 0)
    return g_strdup ("");

  return g_utf8_make_valid ((const char *) bytes->data, bytes->len);
}

gboolean
sprint_host_reader_exists (SprintHostReader *self,
                           const char       *path)
{
  g_autofree char *full = NULL;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), FALSE);

  full = sprint_host_reader_resolve (self, path);

  return g_file_test (full, G_FILE_TEST_EXISTS);
}

/* A value as a shell would read it, which is what os-release(5) prescribes. */
static char *
unquote (const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (value));
  char *unquoted = g_shell_unquote (stripped, &error);

  return unquoted != NULL ? unquoted : g_steal_pointer (&stripped);
}

GHashTable *
sprint_host_reader_read_os_release (SprintHostReader *self)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);

  text = sprint_host_reader_read (self, "/etc/os-release");
  if (text == NULL)
    text = sprint_host_reader_read (self, "/usr/lib/os-release");
  if (text == NULL)
    text = sprint_host_reader_read (self, "/os-release");

  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    const char *sign = strchr (lines[i], '=');
    g_autofree char *key = sign != NULL ? g_strndup (lines[i], sign - lines[i]) : NULL;

    if (key != NULL && !g_hash_table_contains (values, key))
      g_hash_table_insert (values, g_steal_pointer (&key), unquote (sign + 1));
  }

  return g_steal_pointer (&values);
}

char *
sprint_host_reader_get_os_release (SprintHostReader *self,
                                   const char       *key)
{
  g_autoptr (GHashTable) values = sprint_host_reader_read_os_release (self);

  return values != NULL ? g_strdup (g_hash_table_lookup (values, key)) : NULL;
}
