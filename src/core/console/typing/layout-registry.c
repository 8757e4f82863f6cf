/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout-registry.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <string.h>
#include <xkbcommon/xkbcommon.h>

#include "core/platform/thread-task.h"
#include "xkb-layout.h"

/* Where xkeyboard-config keeps its translations of the names. */
#define NAMES_DOMAIN "xkeyboard-config"

typedef struct {
  GPtrArray *names;
  GHashTable *ids;
} Reading;

static xmlNode *
find_child (xmlNode    *node,
            const char *name)
{
  for (xmlNode *child = node != NULL ? node->children : NULL; child != NULL; child = child->next) {
    if (child->type == XML_ELEMENT_NODE && strcmp ((const char *) child->name, name) == 0)
      return child;
  }

  return NULL;
}

/* The text of @name in a <configItem>. */
static char *
read_item (xmlNode    *item,
           const char *name)
{
  xmlNode *node = find_child (item, name);
  xmlChar *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  char *text = g_strdup ((const char *) content);

  xmlFree (content);

  return text;
}

static void
add (Reading    *reading,
     xmlNode    *item,
     const char *layout)
{
  g_autofree char *name = read_item (item, "name");
  g_autofree char *description = read_item (item, "description");
  g_autofree char *id = layout != NULL ? g_strconcat (layout, "+", name, NULL) : g_strdup (name);

  if (name == NULL || description == NULL || description[0] == '\0' || !sprint_xkb_layout_is_valid (id) ||
      g_hash_table_contains (reading->ids, id))
    return;

  g_ptr_array_add (reading->names, sprint_layout_name_new (id, g_dgettext (NAMES_DOMAIN, description)));
  g_hash_table_add (reading->ids, g_steal_pointer (&id));
}

static void
read_layout (Reading *reading,
             xmlNode *layout)
{
  xmlNode *item = find_child (layout, "configItem");
  xmlNode *variants = find_child (layout, "variantList");
  g_autofree char *name = read_item (item, "name");

  /* "custom" is a file that a person may have, and which is rarely there. */
  if (name == NULL || strcmp (name, "custom") == 0)
    return;

  add (reading, item, NULL);
  for (xmlNode *variant = variants != NULL ? variants->children : NULL; variant != NULL; variant = variant->next)
    add (reading, find_child (variant, "configItem"), name);
}

static void
read_file (Reading    *reading,
           const char *path)
{
  xmlDoc *doc = xmlReadFile (path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlNode *list = doc != NULL ? find_child (xmlDocGetRootElement (doc), "layoutList") : NULL;

  for (xmlNode *layout = list != NULL ? list->children : NULL; layout != NULL; layout = layout->next)
    read_layout (reading, layout);
  xmlFreeDoc (doc);
}

static void
read_all (Reading *reading)
{
  struct xkb_context *context = xkb_context_new (XKB_CONTEXT_NO_ENVIRONMENT_NAMES);
  guint n = context != NULL ? xkb_context_num_include_paths (context) : 0;

  /* A person's own come first. */
  for (guint i = 0; i < n; i++) {
    g_autofree char *path = g_build_filename (xkb_context_include_path_get (context, i), "rules", "evdev.xml", NULL);

    if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
      read_file (reading, path);
  }
  xkb_context_unref (context);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return g_utf8_collate (sprint_layout_name_get_label (*(SprintLayoutName **) a),
                         sprint_layout_name_get_label (*(SprintLayoutName **) b));
}

GPtrArray *
sprint_layout_registry_read (const char *path)
{
  Reading reading = {
    .names = g_ptr_array_new_with_free_func (g_object_unref),
    .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  if (path != NULL)
    read_file (&reading, path);
  else
    read_all (&reading);
  g_hash_table_unref (reading.ids);
  g_ptr_array_sort (reading.names, compare);

  return reading.names;
}

static gpointer
read_thread (GTask   *task,
             GError **error)
{
  return sprint_layout_registry_read (NULL);
}

void
sprint_layout_registry_read_async (GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_layout_registry_read_async);
  sprint_thread_task_run (task, read_thread, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
sprint_layout_registry_read_finish (GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
