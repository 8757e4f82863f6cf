/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/definition/xml-edit.h"

#include <string.h>

#include "core/definition/gconfig-pointers.h"

static GVirConfigDomain *
parse (const char *xml)
{
  GError *error = NULL;
  GVirConfigDomain *domain = gvir_config_domain_new_from_xml (xml, &error);

  g_assert_no_error (error);

  return domain;
}

static void
assert_xml (GVirConfigDomain *domain,
            const char       *expected)
{
  xmlNode *root = sprint_xml_get_node (domain);
  xmlBuffer *buffer = xmlBufferCreate ();

  /* As the tree is: libvirt-gconfig would indent it. */
  g_assert_cmpint (xmlNodeDump (buffer, root->doc, root, 0, 0), >, 0);
  g_assert_cmpstr ((const char *) xmlBufferContent (buffer), ==, expected);
  xmlBufferFree (buffer);
}

static void
test_find (void)
{
  g_autoptr (GVirConfigDomain) domain =
    parse ("<domain>text<!-- a --><a n='1'/><o:a xmlns:o='urn:o' n='2'/><b><c><d n='3'/></c></b><a n='4'/></domain>");
  xmlNode *root = sprint_xml_get_node (domain);
  xmlNode *a = sprint_xml_child (root, "a");
  xmlNode *other;

  g_assert_true (sprint_xml_has_attribute (a, "n", "1"));
  /* Not the one in a namespace. */
  g_assert_true (sprint_xml_has_attribute (sprint_xml_next (a, "a"), "n", "4"));
  g_assert_null (sprint_xml_next (sprint_xml_next (a, "a"), "a"));
  g_assert_cmpstr ((const char *) sprint_xml_next (a, NULL)->name, ==, "b");
  g_assert_true (sprint_xml_child (root, NULL) == a);

  other = sprint_xml_child_ns (root, "a", "urn:o");
  g_assert_true (sprint_xml_has_attribute (other, "n", "2"));
  g_assert_null (sprint_xml_next_ns (other, "a", "urn:o"));
  g_assert_null (sprint_xml_child_ns (root, "a", "urn:another"));

  g_assert_true (sprint_xml_has_attribute (sprint_xml_find (root, "b/c/d"), "n", "3"));
  g_assert_null (sprint_xml_find (root, "b/x/d"));
  g_assert_null (sprint_xml_find (root, "b/c/d/e"));
  g_assert_true (sprint_xml_find (root, "") == root);
  g_assert_null (sprint_xml_child (a, NULL));
}

static void
test_attributes (void)
{
  g_autoptr (GVirConfigDomain) domain = parse ("<domain a='&lt;&amp;' xmlns:o='urn:o' o:a='other'/>");
  xmlNode *root = sprint_xml_get_node (domain);
  g_autofree char *a = sprint_xml_get_attribute (root, "a");
  g_autofree char *none = sprint_xml_get_attribute (root, "b");

  g_assert_cmpstr (a, ==, "<&");
  g_assert_null (none);
  g_assert_true (sprint_xml_has_attribute (root, "b", NULL));
  g_assert_false (sprint_xml_has_attribute (root, "a", NULL));
  g_assert_false (sprint_xml_has_attribute (root, "b", ""));

  sprint_xml_set_attribute (root, "b", "a \"b\" & <c> 'd' ü");
  sprint_xml_set_attribute (root, "a", NULL);
  sprint_xml_set_attribute (root, "never", NULL);
  g_assert_true (sprint_xml_has_attribute (root, "b", "a \"b\" & <c> 'd' ü"));
  assert_xml (domain, "<domain xmlns:o=\"urn:o\" o:a=\"other\" b=\"a &quot;b&quot; &amp; &lt;c&gt; 'd' &#xFC;\"/>");
}

static void
test_text (void)
{
  g_autoptr (GVirConfigDomain) domain = parse ("<domain><a>one<b>two</b></a><c/></domain>");
  xmlNode *root = sprint_xml_get_node (domain);
  xmlNode *a = sprint_xml_child (root, "a");
  g_autofree char *before = sprint_xml_get_text (a);
  g_autofree char *empty = sprint_xml_get_text (sprint_xml_child (root, "c"));
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "onetwo");
  g_assert_cmpstr (empty, ==, "");
  /* As it is: not as entities, and in place of all that was there. */
  sprint_xml_set_text (a, "x &amp; <y>");
  after = sprint_xml_get_text (a);
  g_assert_cmpstr (after, ==, "x &amp; <y>");
  sprint_xml_set_text (sprint_xml_child (root, "c"), "");
  assert_xml (domain, "<domain><a>x &amp;amp; &lt;y&gt;</a><c></c></domain>");
}

static void
test_add (void)
{
  g_autoptr (GVirConfigDomain) domain = parse ("<domain><a/></domain>");
  xmlNode *root = sprint_xml_get_node (domain);
  xmlNode *b = sprint_xml_ensure_child (root, "b");

  g_assert_true (sprint_xml_ensure_child (root, "b") == b);
  sprint_xml_add (b, "c", "x", "1", "y", "<&>", NULL);
  sprint_xml_add (b, "d", NULL);
  assert_xml (domain, "<domain><a/><b><c x=\"1\" y=\"&lt;&amp;&gt;\"/><d/></b></domain>");
}

/* What is indented stays so, and what is not, too. */
static void
test_indentation (void)
{
  g_autoptr (GVirConfigDomain) domain = parse ("<domain>\n  <a/>\n  <empty/>\n</domain>");
  xmlNode *root = sprint_xml_get_node (domain);
  xmlNode *added = sprint_xml_add (root, "b", NULL);

  sprint_xml_add (sprint_xml_child (root, "empty"), "c", NULL);
  assert_xml (domain, "<domain>\n  <a/>\n  <empty><c/></empty>\n  <b/>\n</domain>");
  sprint_xml_remove (sprint_xml_child (root, "empty"));
  assert_xml (domain, "<domain>\n  <a/>\n  <b/>\n</domain>");
  sprint_xml_remove (added);
  sprint_xml_remove (sprint_xml_child (root, "a"));
  assert_xml (domain, "<domain>\n</domain>");
}

/* Only white space goes with an element. */
static void
test_remove (void)
{
  g_autoptr (GVirConfigDomain) domain = parse ("<domain>words<a/><!-- a remark --><b/><c/></domain>");
  xmlNode *root = sprint_xml_get_node (domain);

  sprint_xml_remove (sprint_xml_child (root, "a"));
  sprint_xml_remove (sprint_xml_child (root, "b"));
  sprint_xml_remove (sprint_xml_child (root, "c"));
  assert_xml (domain, "<domain>words<!-- a remark --></domain>");
}

static void
test_namespaces (void)
{
  g_autoptr (GVirConfigDomain) domain = parse ("<domain><metadata/></domain>");
  xmlNode *metadata = sprint_xml_child (sprint_xml_get_node (domain), "metadata");
  xmlNode *machine = sprint_xml_add_ns (metadata, "machine", "s", "urn:s");

  sprint_xml_add_ns (machine, "part", "s", "urn:s");
  sprint_xml_add_ns (machine, "other", "o", "urn:o");
  g_assert_true (sprint_xml_child_ns (metadata, "machine", "urn:s") == machine);
  g_assert_nonnull (sprint_xml_child_ns (machine, "part", "urn:s"));
  g_assert_null (sprint_xml_child (machine, "part"));
  assert_xml (domain, "<domain><metadata><s:machine xmlns:s=\"urn:s\"><s:part/><o:other xmlns:o=\"urn:o\"/>"
                      "</s:machine></metadata></domain>");
}

/* A copy: the object may go. */
static void
test_add_object (void)
{
  g_autoptr (GVirConfigDomain) domain = parse ("<domain><devices/></domain>");
  g_autoptr (GVirConfigDomainDisk) disk = gvir_config_domain_disk_new ();
  xmlNode *devices = sprint_xml_child (sprint_xml_get_node (domain), "devices");
  xmlNode *copy;

  gvir_config_domain_disk_set_target_dev (disk, "vda");
  copy = sprint_xml_add_object (devices, disk);
  gvir_config_domain_disk_set_target_dev (disk, "vdb");
  g_clear_object (&disk);
  g_assert_true (copy->doc == devices->doc);
  assert_xml (domain, "<domain><devices><disk><target dev=\"vda\"/></disk></devices></domain>");
}

static void
test_can_hold (void)
{
  static const char * const good[] = { "", "a", "tab\tline\nreturn\r", "ü漢字\xf0\x9f\x90\xa7", "<&>\"'", "\x7f" };
  static const char * const bad[] = { "\a", "\x1b[0m", "\x01", "\xff", "\xc3", "\xed\xa0\x80", "\xef\xbf\xbe",
                                      "\xef\xbf\xbf" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GVirConfigDomain) domain = parse ("<domain/>");
    g_autoptr (GVirConfigDomain) again = NULL;
    g_autofree char *xml = NULL;

    g_assert_true (sprint_xml_can_hold (good[i]));
    sprint_xml_set_attribute (sprint_xml_get_node (domain), "a", good[i]);
    xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (domain));
    again = parse (xml);
    g_assert_true (sprint_xml_has_attribute (sprint_xml_get_node (again), "a", good[i]));
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sprint_xml_can_hold (bad[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xml-edit/find", test_find);
  g_test_add_func ("/xml-edit/attributes", test_attributes);
  g_test_add_func ("/xml-edit/text", test_text);
  g_test_add_func ("/xml-edit/add", test_add);
  g_test_add_func ("/xml-edit/indentation", test_indentation);
  g_test_add_func ("/xml-edit/remove", test_remove);
  g_test_add_func ("/xml-edit/namespaces", test_namespaces);
  g_test_add_func ("/xml-edit/add-object", test_add_object);
  g_test_add_func ("/xml-edit/can-hold", test_can_hold);

  return g_test_run ();
}
