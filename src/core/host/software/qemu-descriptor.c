/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "qemu-descriptor.h"

static void
descriptor_free (gpointer data)
{
  SprintQemuDescriptor *self = data;

  g_free (self->path);
  json_object_unref (self->object);
  g_free (self);
}

static void
add_file (GPtrArray        *found,
          SprintHostReader *reader,
          const char       *folder,
          const char       *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  JsonObject *object = sprint_host_reader_read_json (reader, path);
  SprintQemuDescriptor *descriptor;

  if (object == NULL)
    return;

  descriptor = g_new0 (SprintQemuDescriptor, 1);
  descriptor->path = g_steal_pointer (&path);
  descriptor->object = object;
  g_ptr_array_add (found, descriptor);
}

static int
compare_descriptors (gconstpointer a,
                     gconstpointer b)
{
  const SprintQemuDescriptor *first = a;
  const SprintQemuDescriptor *second = b;
  g_autofree char *name = g_path_get_basename (first->path);
  g_autofree char *other = g_path_get_basename (second->path);

  return g_strcmp0 (name, other);
}

GPtrArray *
sprint_qemu_descriptor_read_all (SprintHostReader *reader,
                                 const char       *kind)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (descriptor_free);
  g_autofree char *own = g_build_filename ("/etc/qemu", kind, NULL);
  g_autofree char *packaged = g_build_filename ("/usr/share/qemu", kind, NULL);
  g_auto (GStrv) own_names = sprint_host_reader_list (reader, own);
  g_auto (GStrv) packaged_names = sprint_host_reader_list (reader, packaged);

  for (gsize i = 0; own_names[i] != NULL; i++) {
    if (g_str_has_suffix (own_names[i], ".json"))
      add_file (found, reader, own, own_names[i]);
  }
  for (gsize i = 0; packaged_names[i] != NULL; i++) {
    if (g_str_has_suffix (packaged_names[i], ".json") &&
        !g_strv_contains ((const char * const *) own_names, packaged_names[i]))
      add_file (found, reader, packaged, packaged_names[i]);
  }
  g_ptr_array_sort_values (found, compare_descriptors);

  return g_steal_pointer (&found);
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

const char *
sprint_qemu_descriptor_get_text (JsonObject *object,
                                 const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && is_text (node) ? json_node_get_string (node) : NULL;
}

JsonObject *
sprint_qemu_descriptor_get_object (JsonObject *object,
                                   const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
sprint_qemu_descriptor_get_array (JsonObject *object,
                                  const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
sprint_qemu_descriptor_has_word (JsonObject *object,
                                 const char *name,
                                 const char *word)
{
  JsonArray *array = sprint_qemu_descriptor_get_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (is_text (node) && g_str_equal (json_node_get_string (node), word))
      return TRUE;
  }

  return FALSE;
}
