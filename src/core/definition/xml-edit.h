/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libvirt-gconfig/libvirt-gconfig.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/*
 * The few edits of a description's own tree that libvirt-gconfig has no setter for. Nodes belong to the tree of
 * the GVirConfigObject that they came from and live as long as it does; elements are matched in no namespace
 * unless a function says otherwise.
 */

/* The element that @object stands for. (transfer none) */
xmlNode *sprint_xml_get_node      (gpointer object);
/* First child, or next sibling after @node, called @name; any name where it is NULL. (nullable) */
xmlNode *sprint_xml_child         (xmlNode *parent, const char *name);
xmlNode *sprint_xml_next          (xmlNode *node, const char *name);
/* The child called @name, added at the end where there is none. */
xmlNode *sprint_xml_ensure_child  (xmlNode *parent, const char *name);
/* The descendant at @path, names parted by "/". (nullable) */
xmlNode *sprint_xml_find          (xmlNode *parent, const char *path);
/* Adds an element with the attributes that follow, as name and value, up to a NULL. */
xmlNode *sprint_xml_add           (xmlNode *parent, const char *name, ...) G_GNUC_NULL_TERMINATED;
/* A copy of @object's own element, added to @parent. */
xmlNode *sprint_xml_add_object    (xmlNode *parent, gpointer object);
/* Takes @node, and the white space before it, out of its tree and frees it. */
void     sprint_xml_remove        (xmlNode *node);
/* An attribute's value. (transfer full) (nullable) */
char    *sprint_xml_get_attribute (xmlNode *node, const char *name);
gboolean sprint_xml_has_attribute (xmlNode *node, const char *name, const char *value);
/* NULL removes it. */
void     sprint_xml_set_attribute (xmlNode *node, const char *name, const char *value);
/* The text in @node. (transfer full) (nullable) */
char    *sprint_xml_get_text      (xmlNode *node);
void     sprint_xml_set_text      (xmlNode *node, const char *text);

/* The same for elements in a namespace. */
xmlNode *sprint_xml_child_ns      (xmlNode *parent, const char *name, const char *uri);
xmlNode *sprint_xml_next_ns       (xmlNode *node, const char *name, const char *uri);
/* Declares @prefix on the element itself unless its parent is in that namespace already. */
xmlNode *sprint_xml_add_ns        (xmlNode *parent, const char *name, const char *prefix, const char *uri);

/* Whether @text can stand in an XML document: valid UTF-8 without control characters. */
gboolean sprint_xml_can_hold      (const char *text);

G_END_DECLS
