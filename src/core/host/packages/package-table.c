/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-table.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core-host-resources.h"
#include "image-system.h"

#define TABLE "/io/github/kvmsprint/Sprint/core/distributions.ini"

struct _SprintPackageTable
{
  GObject parent_instance;

  SprintHostReader *reader;
  GKeyFile *file;
  GStrv groups;          /* the table's groups for this distribution, the nearest first */
  char *distribution;
  const SprintImageSystem *image;
};

G_DEFINE_FINAL_TYPE (SprintPackageTable, sprint_package_table, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_READER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
load_table (SprintPackageTable *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  self->file = g_key_file_new ();
  bytes = g_resource_lookup_data (sprint_core_host_get_resource (), TABLE,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL || !g_key_file_load_from_bytes (self->file, bytes, G_KEY_FILE_NONE, &error))
    g_error ("The table of distributions is not readable: %s", error->message);
}

/* The table's groups of an ID: that of its codename ("ubuntu noble", of UBUNTU_CODENAME) before its own. */
static void
add_groups (SprintPackageTable *self,
            GStrvBuilder       *builder,
            GHashTable         *release,
            const char         *id)
{
  g_autofree char *upper = g_ascii_strup (id, -1);
  g_autofree char *key = g_strconcat (upper, "_CODENAME", NULL);
  const char *codename = g_hash_table_lookup (release, key);

  if (codename != NULL) {
    g_autofree char *exact = g_strdup_printf ("%s %s", id, codename);

    if (g_key_file_has_group (self->file, exact))
      g_strv_builder_add (builder, exact);
  }
  if (g_key_file_has_group (self->file, id))
    g_strv_builder_add (builder, id);
}

/* "debian 13", "debian", then what the distribution says it is like. */
static void
find_groups (SprintPackageTable *self,
             GHashTable         *release)
{
  const char *id = g_hash_table_lookup (release, "ID");
  const char *version = g_hash_table_lookup (release, "VERSION_ID");
  const char *like = g_hash_table_lookup (release, "ID_LIKE");
  g_auto (GStrv) alike = g_strsplit_set (like != NULL ? like : "", " \t", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (id != NULL && version != NULL) {
    g_autofree char *exact = g_strdup_printf ("%s %s", id, version);

    if (g_key_file_has_group (self->file, exact))
      g_strv_builder_add (builder, exact);
  }
  if (id != NULL)
    add_groups (self, builder, release, id);
  for (gsize i = 0; alike[i] != NULL; i++) {
    if (*alike[i] != '\0')
      add_groups (self, builder, release, alike[i]);
  }

  self->groups = g_strv_builder_end (builder);
}

static void
sprint_package_table_constructed (GObject *object)
{
  SprintPackageTable *self = SPRINT_PACKAGE_TABLE (object);
  g_autoptr (GHashTable) release = sprint_host_reader_read_os_release (self->reader);

  G_OBJECT_CLASS (sprint_package_table_parent_class)->constructed (object);

  load_table (self);
  find_groups (self, release);
  self->image = sprint_image_system_find (self->reader, release);
  self->distribution = g_strdup (g_hash_table_lookup (release, "PRETTY_NAME"));
  if (self->distribution == NULL)
    self->distribution = g_strdup (g_hash_table_lookup (release, "NAME"));
}

static void
sprint_package_table_dispose (GObject *object)
{
  g_clear_object (&SPRINT_PACKAGE_TABLE (object)->reader);

  G_OBJECT_CLASS (sprint_package_table_parent_class)->dispose (object);
}

static void
sprint_package_table_finalize (GObject *object)
{
  SprintPackageTable *self = SPRINT_PACKAGE_TABLE (object);

  g_clear_pointer (&self->file, g_key_file_unref);
  g_strfreev (self->groups);
  g_free (self->distribution);

  G_OBJECT_CLASS (sprint_package_table_parent_class)->finalize (object);
}

static void
sprint_package_table_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  SprintPackageTable *self = SPRINT_PACKAGE_TABLE (object);

  switch (prop_id) {
  case PROP_READER:
    self->reader = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_package_table_class_init (SprintPackageTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = sprint_package_table_constructed;
  object_class->dispose = sprint_package_table_dispose;
  object_class->finalize = sprint_package_table_finalize;
  object_class->set_property = sprint_package_table_set_property;

  properties[PROP_READER] = g_param_spec_object ("reader", NULL, NULL, SPRINT_TYPE_HOST_READER, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_package_table_init (SprintPackageTable *self)
{
}

SprintPackageTable *
sprint_package_table_new (SprintHostReader *reader)
{
  g_return_val_if_fail (SPRINT_IS_HOST_READER (reader), NULL);

  return g_object_new (SPRINT_TYPE_PACKAGE_TABLE, "reader", reader, NULL);
}

/* A key for this architecture wins over one for all, and an empty one says: none here. */
static char **
look_up (SprintPackageTable *self,
         const char         *component)
{
  g_autofree char *own = g_strdup_printf ("%s.%s", component,
                                              sprint_host_reader_get_architecture (self->reader));

  for (gsize i = 0; self->groups[i] != NULL; i++) {
    char **names = g_key_file_get_string_list (self->file, self->groups[i], own, NULL, NULL);

    if (names == NULL)
      names = g_key_file_get_string_list (self->file, self->groups[i], component, NULL, NULL);
    if (names != NULL)
      return names;
  }

  return NULL;
}

char **
sprint_package_table_get_packages (SprintPackageTable *self,
                                   const char * const *components)
{
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (self), NULL);

  names = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; components != NULL && components[i] != NULL; i++) {
    g_auto (GStrv) found = look_up (self, components[i]);

    for (gsize j = 0; found != NULL && found[j] != NULL; j++) {
      if (*found[j] != '\0' &&
          !g_ptr_array_find_with_equal_func (names, found[j], g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (found[j]));
    }
  }
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

char **
sprint_package_table_get_unknown (SprintPackageTable *self,
                                  const char * const *components)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (self), NULL);

  for (gsize i = 0; components != NULL && components[i] != NULL; i++) {
    g_auto (GStrv) found = look_up (self, components[i]);

    if (found == NULL)
      g_strv_builder_add (builder, components[i]);
  }

  return g_strv_builder_end (builder);
}

/* (nullable): of the nearest group that has the key. */
static char *
look_up_text (SprintPackageTable *self,
              const char         *key)
{
  for (gsize i = 0; self->groups[i] != NULL; i++) {
    char *text = g_key_file_get_string (self->file, self->groups[i], key, NULL);

    if (text != NULL)
      return text;
  }

  return NULL;
}

char *
sprint_package_table_get_command (SprintPackageTable *self,
                                  const char * const *packages)
{
  g_autofree char *install = NULL;
  g_autofree char *joined = NULL;

  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (self), NULL);

  if (packages == NULL || packages[0] == NULL)
    return NULL;

  install = self->image != NULL ? g_strdup (self->image->install) : look_up_text (self, "install");
  if (install == NULL)
    return NULL;

  joined = g_strjoinv (" ", (char **) packages);

  return g_strdup_printf ("%s %s", install, joined);
}

char *
sprint_package_table_get_repair_command (SprintPackageTable *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (self), NULL);

  return self->image == NULL ? look_up_text (self, "repair") : NULL;
}

char *
sprint_package_table_get_restore_command (SprintPackageTable *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (self), NULL);

  return self->image == NULL ? look_up_text (self, "restore") : NULL;
}

gboolean
sprint_package_table_get_image_based (SprintPackageTable  *self,
                                      char               **explanation)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (self), FALSE);

  if (explanation != NULL)
    *explanation = self->image != NULL ? g_strdup (_(self->image->explanation)) : NULL;

  return self->image != NULL;
}

gboolean
sprint_package_table_can_install (SprintPackageTable *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (self), FALSE);

  return self->image == NULL;
}

const char *
sprint_package_table_get_distribution (SprintPackageTable *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (self), NULL);

  return self->distribution;
}
