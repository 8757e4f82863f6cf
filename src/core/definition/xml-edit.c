/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml-edit.h"

#define XML(text) ((const xmlChar *) (text))
#define TEXT(text) ((const char *) (text))

static gboolean
matches (xmlNode    *node,
         const char *name,
         const char *uri)
{
  if (node->type != XML_ELEMENT_NODE)
    return FALSE;
  if (name != NULL && !g_str_equal (TEXT (node->name), name))
    return FALSE;

  return g_strcmp0 (node->ns != NULL ? TEXT (node->ns->href) : NULL, uri) == 0;
}

static xmlNode *
first_match (xmlNode    *node,
             const char *name,
             const char *uri)
{
  while (node != NULL && !matches (node, name, uri))
    node = node->next;

  return node;
}

/* At the end of @parent, on a line of its own where its other children are. */
static xmlNode *
append (xmlNode *parent,
        xmlNode *node)
{
  xmlNode *first = parent->children;
  xmlNode *last = parent->last;

  if (first == last || !xmlIsBlankNode (first) || !xmlIsBlankNode (last))
    return xmlAddChild (parent, node);

  xmlAddPrevSibling (last, node);
  xmlAddPrevSibling (node, xmlDocCopyNode (first, parent->doc, 1));

  return node;
}

static xmlNode *
append_new (xmlNode    *parent,
            const char *name)
{
  return append (parent, xmlNewDocNode (parent->doc, NULL, XML (name), NULL));
}

xmlNode *
sprint_xml_get_node (gpointer object)
{
  gpointer node = NULL;

  g_object_get (object, "node", &node, NULL);

  return node;
}

xmlNode *
sprint_xml_child (xmlNode    *parent,
                  const char *name)
{
  return first_match (parent->children, name, NULL);
}

xmlNode *
sprint_xml_next (xmlNode    *node,
                 const char *name)
{
  return first_match (node->next, name, NULL);
}

xmlNode *
sprint_xml_child_ns (xmlNode    *parent,
                     const char *name,
                     const char *uri)
{
  return first_match (parent->children, name, uri);
}

xmlNode *
sprint_xml_next_ns (xmlNode    *node,
                    const char *name,
                    const char *uri)
{
  return first_match (node->next, name, uri);
}

xmlNode *
sprint_xml_ensure_child (xmlNode    *parent,
                         const char *name)
{
  xmlNode *child = sprint_xml_child (parent, name);

  return child != NULL ? child : append_new (parent, name);
}

xmlNode *
sprint_xml_find (xmlNode    *parent,
                 const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  for (guint i = 0; names[i] != NULL && parent != NULL; i++)
    parent = sprint_xml_child (parent, names[i]);

  return parent;
}

xmlNode *
sprint_xml_add (xmlNode    *parent,
                const char *name,
                ...)
{
  xmlNode *node = append_new (parent, name);
  const char *attribute;
  va_list arguments;

  va_start (arguments, name);
  while ((attribute = va_arg (arguments, const char *)) != NULL)
    sprint_xml_set_attribute (node, attribute, va_arg (arguments, const char *));
  va_end (arguments);

  return node;
}

xmlNode *
sprint_xml_add_object (xmlNode  *parent,
                       gpointer  object)
{
  return append (parent, xmlDocCopyNode (sprint_xml_get_node (object), parent->doc, 1));
}

xmlNode *
sprint_xml_add_ns (xmlNode    *parent,
                   const char *name,
                   const char *prefix,
                   const char *uri)
{
  xmlNode *node = append_new (parent, name);

  if (parent->ns != NULL && g_strcmp0 (TEXT (parent->ns->href), uri) == 0)
    xmlSetNs (node, parent->ns);
  else
    xmlSetNs (node, xmlNewNs (node, XML (uri), XML (prefix)));

  return node;
}

void
sprint_xml_remove (xmlNode *node)
{
  xmlNode *before = node->prev;

  if (before != NULL && xmlIsBlankNode (before)) {
    xmlUnlinkNode (before);
    xmlFreeNode (before);
  }
  xmlUnlinkNode (node);
  xmlFreeNode (node);
}

char *
sprint_xml_get_attribute (xmlNode    *node,
                          const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, XML (name));
  char *copy = g_strdup (TEXT (value));

  xmlFree (value);

  return copy;
}

gboolean
sprint_xml_has_attribute (xmlNode    *node,
                          const char *name,
                          const char *value)
{
  g_autofree char *present = sprint_xml_get_attribute (node, name);

  return g_strcmp0 (present, value) == 0;
}

void
sprint_xml_set_attribute (xmlNode    *node,
                          const char *name,
                          const char *value)
{
  if (value != NULL)
    xmlSetProp (node, XML (name), XML (value));
  else
    xmlUnsetProp (node, XML (name));
}

char *
sprint_xml_get_text (xmlNode *node)
{
  xmlChar *text = xmlNodeGetContent (node);
  char *copy = g_strdup (TEXT (text));

  xmlFree (text);

  return copy;
}

void
sprint_xml_set_text (xmlNode    *node,
                     const char *text)
{
  xmlNode *child;

  while ((child = node->children) != NULL) {
    xmlUnlinkNode (child);
    xmlFreeNode (child);
  }
  /* Unlike xmlNodeSetContent, takes & as it is. */
  xmlAddChild (node, xmlNewDocText (node->doc, XML (text)));
}

gboolean
sprint_xml_can_hold (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF)
      return FALSE;
  }

  return TRUE;
}
