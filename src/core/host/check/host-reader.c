/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#define FLATPAK_ROOT "/run/host"

#define MAX_READ (1024 * 1024)
/* Of a folder. */
#define MAX_NAMES 4096
/* Brackets of JSON: older json-glib calls itself for each level, and what is read here has some dozens of them. */
#define MAX_OPENED 512

struct _SprintHostReader
{
  GObject parent_instance;

  char *root;
  char *architecture;

  GMutex mutex;
  GHashTable *inspected;   /* (nullable): what the helper has found, as text, by name */
};

G_DEFINE_FINAL_TYPE (SprintHostReader, sprint_host_reader, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ROOT,
  PROP_ARCHITECTURE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sprint_host_reader_constructed (GObject *object)
{
  SprintHostReader *self = SPRINT_HOST_READER (object);
  struct utsname name;

  G_OBJECT_CLASS (sprint_host_reader_parent_class)->constructed (object);

  /* Since Linux 6.1. */
  if (self->architecture == NULL)
    self->architecture = sprint_host_reader_read_word (self, "/proc/sys/kernel/arch");
  if (self->architecture == NULL)
    self->architecture = g_strdup (uname (&name) == 0 ? name.machine : "");
}

static void
sprint_host_reader_finalize (GObject *object)
{
  SprintHostReader *self = SPRINT_HOST_READER (object);

  g_free (self->root);
  g_free (self->architecture);
  g_clear_pointer (&self->inspected, g_hash_table_unref);
  g_mutex_clear (&self->mutex);

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
  case PROP_ARCHITECTURE:
    g_value_set_string (value, self->architecture);
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
  case PROP_ARCHITECTURE:
    self->architecture = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_host_reader_class_init (SprintHostReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = sprint_host_reader_constructed;
  object_class->finalize = sprint_host_reader_finalize;
  object_class->get_property = sprint_host_reader_get_property;
  object_class->set_property = sprint_host_reader_set_property;

  properties[PROP_ROOT] = g_param_spec_string ("root", NULL, NULL, "/", flags);
  properties[PROP_ARCHITECTURE] = g_param_spec_string ("architecture", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_host_reader_init (SprintHostReader *self)
{
  g_mutex_init (&self->mutex);
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

  if (g_str_equal (self->root, FLATPAK_ROOT) && is_of_kernel (path))
    return g_strdup (path);

  return g_build_filename (self->root, path, NULL);
}

gboolean
sprint_host_reader_is_sandboxed (SprintHostReader *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), FALSE);

  /* The second is of a sandbox that was recorded. */
  return g_str_equal (self->root, FLATPAK_ROOT) || sprint_host_reader_exists (self, "/.flatpak-info");
}

SprintHostReader *
sprint_host_reader_get_sandbox (SprintHostReader *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);

  return g_str_equal (self->root, FLATPAK_ROOT) ? sprint_host_reader_new ("/") : g_object_ref (self);
}

gboolean
sprint_host_reader_sees (SprintHostReader *self,
                         const char       *path)
{
  /* Of /sys it binds block, bus, class, dev and devices (common/flatpak-run.c). */
  static const char * const hidden[] = { "/sys/firmware", "/sys/fs", "/sys/hypervisor", "/sys/kernel", "/sys/module" };

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), FALSE);

  if (!sprint_host_reader_is_sandboxed (self))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++) {
    const gsize length = strlen (hidden[i]);

    if (strncmp (path, hidden[i], length) == 0 && (path[length] == '\0' || path[length] == '/'))
      return FALSE;
  }

  return TRUE;
}

/* (transfer full) (nullable) */
static GByteArray *
read_bytes (SprintHostReader *self,
            const char       *path)
{
  g_autofree char *full = sprint_host_reader_resolve (self, path);
  g_autofd int fd = -1;
  g_autoptr (GByteArray) bytes = NULL;
  struct stat status;
  guint8 buffer[4096];
  gssize n;

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

  return g_steal_pointer (&bytes);
}

char *
sprint_host_reader_read (SprintHostReader *self,
                         const char       *path)
{
  g_autoptr (GByteArray) bytes = NULL;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);

  bytes = read_bytes (self, path);
  if (bytes == NULL)
    return NULL;
  if (bytes->len == 0)
    return g_strdup ("");

  return g_utf8_make_valid ((const char *) bytes->data, bytes->len);
}

char *
sprint_host_reader_read_word (SprintHostReader *self,
                              const char       *path)
{
  char *text = sprint_host_reader_read (self, path);

  return text != NULL ? g_strstrip (text) : NULL;
}

/* Which of them a string or a comment holds need not be known: there are no more levels than brackets that open. */
static gboolean
is_shallow (const char *json)
{
  guint opened = 0;

  for (; *json != '\0' && opened <= MAX_OPENED; json++)
    opened += *json == '{' || *json == '[';

  return opened <= MAX_OPENED;
}

JsonObject *
sprint_host_reader_read_json (SprintHostReader *self,
                              const char       *path)
{
  g_autofree char *text = sprint_host_reader_read (self, path);
  g_autoptr (JsonNode) root = text != NULL && is_shallow (text) ? json_from_string (text, NULL) : NULL;

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
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

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

char **
sprint_host_reader_list (SprintHostReader *self,
                         const char       *path)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  g_autofree char *full = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);

  full = sprint_host_reader_resolve (self, path);
  dir = g_dir_open (full, 0, NULL);
  while (dir != NULL && names->len < MAX_NAMES && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

char *
sprint_host_reader_read_link (SprintHostReader *self,
                              const char       *path)
{
  g_autofree char *full = NULL;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);

  full = sprint_host_reader_resolve (self, path);

  return g_file_read_link (full, NULL);
}

char *
sprint_host_reader_find_program (SprintHostReader *self,
                                 const char       *program)
{
  static const char * const folders[] = { "/usr/bin", "/usr/local/bin", "/bin", "/usr/sbin", "/sbin", NULL };

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);

  for (gsize i = 0; folders[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folders[i], program, NULL);

    if (sprint_host_reader_exists (self, path))
      return g_steal_pointer (&path);
  }

  return NULL;
}

/* proc_pid_environ(5): "NAME=value", each ended by a null byte. */
char *
sprint_host_reader_get_variable (SprintHostReader *self,
                                 const char       *name)
{
  g_autoptr (GByteArray) bytes = NULL;
  gsize length = strlen (name);

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);

  bytes = read_bytes (self, "/proc/self/environ");
  for (gsize i = 0; bytes != NULL && i < bytes->len; i++) {
    const char *entry = (const char *) bytes->data + i;
    gsize size = strnlen (entry, bytes->len - i);

    if (size > length && strncmp (entry, name, length) == 0 && entry[length] == '=')
      return g_utf8_make_valid (entry + length + 1, size - length - 1);
    i += size;
  }

  return NULL;
}

const char *
sprint_host_reader_get_architecture (SprintHostReader *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), "");

  return self->architecture;
}

void
sprint_host_reader_take_inspection (SprintHostReader *self,
                                    const char       *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (GHashTable) inspected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GMutexLocker) locker = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_return_if_fail (SPRINT_IS_HOST_READER (self));

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root)) {
    json_object_iter_init (&iter, json_node_get_object (root));
    while (json_object_iter_next (&iter, &name, &value)) {
      if (!JSON_NODE_HOLDS_VALUE (value))
        continue;
      g_hash_table_insert (inspected, g_strdup (name),
                           json_node_get_value_type (value) == G_TYPE_STRING ? json_node_dup_string (value)
                                                                              : json_to_string (value, FALSE));
    }
  }
  locker = g_mutex_locker_new (&self->mutex);
  g_clear_pointer (&self->inspected, g_hash_table_unref);
  self->inspected = g_steal_pointer (&inspected);
}

char *
sprint_host_reader_get_inspected (SprintHostReader *self,
                                  const char       *name)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (self), NULL);

  locker = g_mutex_locker_new (&self->mutex);

  return self->inspected != NULL ? g_strdup (g_hash_table_lookup (self->inspected, name)) : NULL;
}

void
sprint_host_reader_forget_changed (SprintHostReader *self,
                                   const char       *what)
{
  static const char * const firewalls[] = { "docker", "firewalld", "iptables", "netfilter-persistent", "nftables", "ufw" };
  static const char * const names[] = { "forward-policy", "docker-accepts" };
  g_autoptr (GMutexLocker) locker = NULL;
  gboolean firewall = what == NULL;

  g_return_if_fail (SPRINT_IS_HOST_READER (self));

  for (gsize i = 0; what != NULL && i < G_N_ELEMENTS (firewalls); i++)
    firewall |= g_str_has_prefix (what, firewalls[i]);
  locker = g_mutex_locker_new (&self->mutex);
  for (gsize i = 0; firewall && self->inspected != NULL && i < G_N_ELEMENTS (names); i++)
    g_hash_table_remove (self->inspected, names[i]);
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
