/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libvirt-gobject/libvirt-gobject.h>
#include <libxml/parser.h>
#include <string.h>

#include "core/definition/definition.h"

#define GIBIBYTE (G_GUINT64_CONSTANT (1) << 30)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GVirConfigDomain, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GVirConfigDomainCapabilities, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GVirConnection, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GVirDomain, g_object_unref)

static char *
read_data (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SPRINT_TEST_DATA"), "definition", name, NULL);
  char *text = NULL;
  GError *error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static GVirConfigDomainCapabilities *
read_capabilities (const char *kind)
{
  g_autofree char *name = g_strdup_printf ("capabilities-%s.xml", kind);
  g_autofree char *xml = read_data (name);
  GError *error = NULL;
  GVirConfigDomainCapabilities *capabilities = gvir_config_domain_capabilities_new_from_xml (xml, &error);

  g_assert_no_error (error);

  return capabilities;
}

static char *
to_xml (GVirConfigDomain *domain)
{
  return gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (domain));
}

static char *
to_pretty_xml (GVirConfigDomain *domain)
{
  g_autofree char *xml = to_xml (domain);
  xmlDoc *doc = xmlReadMemory (xml, strlen (xml), NULL, NULL, XML_PARSE_NOBLANKS);
  xmlChar *text;
  char *copy;
  int length;

  xmlDocDumpFormatMemoryEnc (doc, &text, &length, "UTF-8", 1);
  copy = g_strdup ((const char *) text);
  xmlFree (text);
  xmlFreeDoc (doc);

  return copy;
}

static SprintRecipe *
create_recipe (void)
{
  SprintRecipe *recipe = sprint_recipe_new ();

  sprint_recipe_set_title (recipe, "Debian & Söhne");
  sprint_recipe_set_name (recipe, "debian-1");
  sprint_recipe_set_os_id (recipe, "http://debian.org/debian/13");
  sprint_recipe_set_memory (recipe, 2 * GIBIBYTE);
  sprint_recipe_set_vcpus (recipe, 2);
  sprint_recipe_set_disk (recipe, "/pool/debian-1.qcow2", "qcow2");

  return recipe;
}

static void
use_kernel (SprintRecipe *recipe)
{
  sprint_recipe_set_installer_kernel (recipe, "/pool/debian-1-linux", "/pool/debian-1-initrd",
                                      "vga=788 --- quiet");
}

static GVirConfigDomain *
build (SprintRecipe *recipe,
       const char   *capabilities_kind)
{
  g_autoptr (GVirConfigDomainCapabilities) capabilities = NULL;
  GVirConfigDomain *domain;
  GError *error = NULL;

  if (capabilities_kind != NULL)
    capabilities = read_capabilities (capabilities_kind);
  domain = sprint_definition_build (recipe, capabilities, &error);
  g_assert_no_error (error);

  return domain;
}

/* Run with UPDATE_GOLDEN=1 after a meant change, and read the difference. */
static void
assert_golden (GVirConfigDomain *domain,
               const char       *name)
{
  g_autofree char *xml = to_pretty_xml (domain);
  g_autofree char *golden = NULL;

  if (g_getenv ("UPDATE_GOLDEN") != NULL) {
    g_autofree char *path = g_build_filename (g_getenv ("SPRINT_TEST_DATA"), "definition", name, NULL);

    g_assert_true (g_file_set_contents (path, xml, -1, NULL));
  }
  golden = read_data (name);
  g_assert_cmpstr (xml, ==, golden);
}

static void
test_kernel_emulated (void)
{
  g_autoptr (SprintRecipe) recipe = create_recipe ();
  g_autoptr (GVirConfigDomain) domain = NULL;

  use_kernel (recipe);
  domain = build (recipe, "qemu");
  assert_golden (domain, "kernel-emulated.xml");
  g_assert_true (sprint_definition_is_installing (domain));
}

static void
test_iso_accelerated (void)
{
  g_autoptr (SprintRecipe) recipe = create_recipe ();
  g_autoptr (GVirConfigDomain) domain = NULL;

  sprint_recipe_set_accelerated (recipe, TRUE);
  sprint_recipe_set_installer (recipe, "/media/debian & more.iso", FALSE);
  domain = build (recipe, "kvm");
  assert_golden (domain, "iso-accelerated.xml");
  g_assert_true (sprint_definition_is_installing (domain));
}

static void
test_live (void)
{
  g_autoptr (SprintRecipe) recipe = create_recipe ();
  g_autoptr (GVirConfigDomain) domain = NULL;

  sprint_recipe_set_disk (recipe, NULL, NULL);
  sprint_recipe_set_installer (recipe, "/media/live.iso", TRUE);
  domain = build (recipe, "qemu");
  assert_golden (domain, "live.xml");
  g_assert_false (sprint_definition_is_installing (domain));
}

static void
test_windows_efi (void)
{
  g_autoptr (SprintRecipe) recipe = create_recipe ();
  g_autoptr (GVirConfigDomain) domain = NULL;

  sprint_recipe_set_accelerated (recipe, TRUE);
  sprint_recipe_set_os_id (recipe, "http://microsoft.com/win/11");
  sprint_recipe_set_firmware (recipe, "efi");
  domain = build (recipe, "kvm");
  assert_golden (domain, "windows-efi.xml");
  g_assert_false (sprint_definition_is_installing (domain));
}

static void
assert_refused (SprintRecipe *recipe,
                int           code)
{
  g_autoptr (GVirConfigDomainCapabilities) capabilities = read_capabilities ("qemu");
  g_autoptr (GError) error = NULL;

  g_assert_null (sprint_definition_build (recipe, capabilities, &error));
  g_assert_error (error, SPRINT_DEFINITION_ERROR, code);
  g_assert_cmpstr (error->message, !=, "");
}

static void
test_refused (void)
{
  g_autoptr (SprintRecipe) recipe = create_recipe ();

  sprint_recipe_set_firmware (recipe, "efi");
  assert_refused (recipe, SPRINT_DEFINITION_ERROR_NOT_SUPPORTED);
  sprint_recipe_set_firmware (recipe, "auto");

  sprint_recipe_set_name (recipe, "a/b");
  assert_refused (recipe, SPRINT_DEFINITION_ERROR_INVALID);
  sprint_recipe_set_name (recipe, "");
  assert_refused (recipe, SPRINT_DEFINITION_ERROR_INVALID);
  sprint_recipe_set_name (recipe, "ab");

  sprint_recipe_set_title (recipe, "bell \a");
  assert_refused (recipe, SPRINT_DEFINITION_ERROR_INVALID);
  sprint_recipe_set_title (recipe, "\xff\xfe");
  assert_refused (recipe, SPRINT_DEFINITION_ERROR_INVALID);
  sprint_recipe_set_title (recipe, "fine");

  sprint_recipe_set_memory (recipe, 0);
  assert_refused (recipe, SPRINT_DEFINITION_ERROR_INVALID);
  sprint_recipe_set_memory (recipe, GIBIBYTE);

  sprint_recipe_set_disk (recipe, "/pool/a", "floppy");
  assert_refused (recipe, SPRINT_DEFINITION_ERROR_INVALID);
  /* libvirt has no name for it. */
  sprint_recipe_set_disk (recipe, "/pool/a", "vhdx");
  assert_refused (recipe, SPRINT_DEFINITION_ERROR_INVALID);
  sprint_recipe_set_disk (recipe, NULL, NULL);
  assert_refused (recipe, SPRINT_DEFINITION_ERROR_INVALID);
}

/* Finished and repeated, a description is the one that it was. */
static void
assert_round_trip (GVirConfigDomain *domain,
                   const char       *installer)
{
  g_autoptr (GVirConfigDomain) finished = NULL;
  g_autoptr (GVirConfigDomain) repeated = NULL;
  g_autoptr (GVirConfigDomain) finished_again = NULL;
  g_autofree char *finished_xml = NULL;
  g_autofree char *finished_again_xml = NULL;
  const char *devices;
  GError *error = NULL;

  finished = sprint_definition_finish_installing (domain, &error);
  g_assert_no_error (error);
  g_assert_false (sprint_definition_is_installing (finished));
  g_assert_true (sprint_definition_can_repeat_installing (finished));
  finished_xml = to_xml (finished);
  devices = strstr (finished_xml, "</metadata>");
  g_assert_nonnull (devices);
  g_assert_null (strstr (devices, installer));
  g_assert_nonnull (strstr (finished_xml, "<on_reboot>restart</on_reboot>"));

  repeated = sprint_definition_repeat_installing (finished, &error);
  g_assert_no_error (error);
  g_assert_true (sprint_definition_is_installing (repeated));

  finished_again = sprint_definition_finish_installing (repeated, &error);
  g_assert_no_error (error);
  finished_again_xml = to_xml (finished_again);
  g_assert_cmpstr (finished_xml, ==, finished_again_xml);
}

static void
test_round_trip_kernel (void)
{
  g_autoptr (SprintRecipe) recipe = create_recipe ();
  g_autoptr (GVirConfigDomain) domain = NULL;
  g_autoptr (GVirConfigDomain) finished = NULL;
  g_auto (GStrv) kept = NULL;

  use_kernel (recipe);
  domain = build (recipe, "qemu");
  assert_round_trip (domain, "debian-1-linux");

  finished = sprint_definition_finish_installing (domain, NULL);
  assert_golden (finished, "kernel-finished.xml");
  kept = sprint_definition_get_kept_files (finished);
  g_assert_cmpuint (g_strv_length (kept), ==, 2);
  g_assert_cmpstr (kept[0], ==, "/pool/debian-1-linux");
  g_assert_cmpstr (kept[1], ==, "/pool/debian-1-initrd");
}

static void
test_round_trip_iso (void)
{
  g_autoptr (SprintRecipe) recipe = create_recipe ();
  g_autoptr (GVirConfigDomain) domain = NULL;
  g_autoptr (GVirConfigDomain) finished = NULL;
  g_auto (GStrv) kept = NULL;

  sprint_recipe_set_installer (recipe, "/media/debian.iso", FALSE);
  domain = build (recipe, "qemu");
  assert_round_trip (domain, "/media/debian.iso");

  finished = sprint_definition_finish_installing (domain, NULL);
  assert_golden (finished, "iso-finished.xml");
  /* The person's own file is not Sprint's to delete. */
  kept = sprint_definition_get_kept_files (finished);
  g_assert_cmpuint (g_strv_length (kept), ==, 0);
}

/* Drops the lines that finishing is meant to change. */
static char *
without_changed_lines (const char *xml)
{
  static const char * const changed[] = { "sprint:installer", "on_reboot", "<source file=\"/media", "order=\"1\"" };
  g_auto (GStrv) lines = g_strsplit (xml, "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    gboolean keep = TRUE;

    for (guint j = 0; j < G_N_ELEMENTS (changed); j++)
      keep = keep && strstr (lines[i], changed[j]) == NULL;
    if (keep)
      g_string_append_printf (text, "%s\n", lines[i]);
  }

  return g_string_free (text, FALSE);
}

static void
test_keeps_foreign (void)
{
  g_autofree char *xml = read_data ("foreign.xml");
  g_autofree char *expected = without_changed_lines (xml);
  g_autofree char *actual = NULL;
  g_autofree char *finished_xml = NULL;
  g_autoptr (GVirConfigDomain) domain = gvir_config_domain_new_from_xml (xml, NULL);
  g_autoptr (GVirConfigDomain) finished = sprint_definition_finish_installing (domain, NULL);

  assert_round_trip (domain, "/media/a &amp; b.iso");
  finished_xml = to_xml (finished);
  actual = without_changed_lines (finished_xml);
  g_assert_cmpstr (g_strchomp (actual), ==, g_strchomp (expected));
  g_assert_nonnull (strstr (finished_xml, "unknown=\"stays\""));
}

/* A disc that the person put in meanwhile is theirs. */
static void
test_keeps_another_disc (void)
{
  g_autofree char *xml = read_data ("foreign.xml");
  g_auto (GStrv) parts = g_strsplit (xml, "<source file=\"/media/a &amp; b.iso\"/>", 2);
  g_autofree char *changed = g_strjoinv ("<source file=\"/media/drivers.iso\"/>", parts);
  g_autoptr (GVirConfigDomain) domain = gvir_config_domain_new_from_xml (changed, NULL);
  g_autoptr (GVirConfigDomain) finished = sprint_definition_finish_installing (domain, NULL);
  g_autofree char *finished_xml = to_xml (finished);

  g_assert_nonnull (strstr (finished_xml, "/media/drivers.iso"));
}

/* The drive is gone, and another device boots first. */
static void
test_repeat_without_drive (void)
{
  g_autoptr (GVirConfigDomain) domain = gvir_config_domain_new_from_xml (
    "<domain type='qemu'><name>a</name><metadata>"
    "<sprint:machine xmlns:sprint='https://kvmsprint.github.io/xmlns/machine/1'>"
    "<sprint:installer attached='no' iso='/i.iso' drive='sdb'/></sprint:machine></metadata>"
    "<devices><disk type='file' device='disk'><target dev='vda'/><boot order='1'/></disk></devices></domain>", NULL);
  g_autoptr (GVirConfigDomain) repeated = NULL;
  g_autofree char *xml = NULL;
  const char *drive;
  GError *error = NULL;

  repeated = sprint_definition_repeat_installing (domain, &error);
  g_assert_no_error (error);
  xml = to_xml (repeated);
  drive = strstr (xml, "device=\"cdrom\"");
  g_assert_nonnull (drive);
  g_assert_nonnull (strstr (drive, "<source file=\"/i.iso\"/>"));
  g_assert_nonnull (strstr (drive, "<boot order=\"1\"/>"));
  g_assert_nonnull (g_strstr_len (xml, drive - xml, "<boot order=\"2\"/>"));
  assert_round_trip (repeated, "/i.iso");
}

static void
test_no_installer (void)
{
  g_autoptr (GVirConfigDomain) domain = gvir_config_domain_new_from_xml ("<domain type='kvm'/>", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) kept = sprint_definition_get_kept_files (domain);

  g_assert_false (sprint_definition_is_installing (domain));
  g_assert_cmpuint (g_strv_length (kept), ==, 0);
  g_assert_null (sprint_definition_finish_installing (domain, &error));
  g_assert_error (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (sprint_definition_repeat_installing (domain, &error));
  g_assert_error (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_INVALID);
}

static void
test_set_emulated (void)
{
  g_autofree char *xml = read_data ("foreign.xml");
  g_autofree char *emulated_xml = NULL;
  g_autoptr (GVirConfigDomain) domain = gvir_config_domain_new_from_xml (xml, NULL);
  g_autoptr (GVirConfigDomain) other = gvir_config_domain_new_from_xml ("<domain type='xen'/>", NULL);
  g_autoptr (GVirConfigDomain) emulated = NULL;
  g_autoptr (GError) error = NULL;

  emulated = sprint_definition_set_emulated (domain, &error);
  g_assert_no_error (error);
  emulated_xml = to_xml (emulated);
  g_assert_nonnull (strstr (emulated_xml, "type=\"qemu\""));
  g_assert_nonnull (strstr (emulated_xml, "<cpu mode=\"maximum\">"));
  g_assert_nonnull (strstr (emulated_xml, "<topology sockets=\"1\" cores=\"2\" threads=\"1\"/>"));
  g_assert_null (strstr (emulated_xml, "vmx"));
  g_assert_nonnull (strstr (emulated_xml, "<unheard-of kind=\"device\"/>"));

  g_assert_null (sprint_definition_set_emulated (other, &error));
  g_assert_error (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_NOT_SUPPORTED);
}

static void
test_add_folder_device (void)
{
  g_autoptr (GVirConfigDomain) domain = gvir_config_domain_new_from_xml (
    "<domain type='kvm'><devices><unheard-of kind='device'/><graphics type='spice'/></devices></domain>", NULL);
  g_autoptr (GVirConfigDomain) other = gvir_config_domain_new_from_xml (
    "<domain type='kvm'><devices><graphics type='vnc'/></devices></domain>", NULL);
  g_autoptr (GVirConfigDomain) added = NULL;
  g_autoptr (GVirConfigDomain) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *added_xml = NULL;
  g_autofree char *again_xml = NULL;

  added = sprint_definition_add_folder_device (domain, &error);
  g_assert_no_error (error);
  added_xml = to_xml (added);
  g_assert_nonnull (strstr (added_xml, "<channel type=\"spiceport\">"));
  g_assert_nonnull (strstr (added_xml, "<source channel=\"org.spice-space.webdav.0\"/>"));
  g_assert_nonnull (strstr (added_xml, "<target type=\"virtio\" name=\"org.spice-space.webdav.0\"/>"));
  g_assert_nonnull (strstr (added_xml, "<unheard-of kind=\"device\"/>"));

  again = sprint_definition_add_folder_device (added, &error);
  g_assert_no_error (error);
  again_xml = to_xml (again);
  g_assert_cmpstr (again_xml, ==, added_xml);

  g_assert_null (sprint_definition_add_folder_device (other, &error));
  g_assert_error (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_NOT_SUPPORTED);
}

/* What is the person's own of the CPU stays: memory that can be plugged in needs its NUMA nodes. */
static void
test_set_emulated_numa (void)
{
  g_autoptr (GVirConfigDomain) domain = gvir_config_domain_new_from_xml (
    "<domain type='kvm'><name>a</name><cpu mode='custom' match='exact'><model>Haswell</model><vendor>Intel</vendor>"
    "<topology sockets='1' cores='2' threads='1'/><cache mode='passthrough'/><maxphysaddr mode='passthrough'/>"
    "<feature policy='require' name='vmx'/><feature policy='disable' name='x2apic'/>"
    "<numa><cell id='0' cpus='0-1' memory='1048576'/></numa></cpu></domain>", NULL);
  g_autoptr (GVirConfigDomain) emulated = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = NULL;

  emulated = sprint_definition_set_emulated (domain, &error);
  g_assert_no_error (error);
  xml = to_xml (emulated);
  g_assert_nonnull (strstr (xml, "<cpu mode=\"maximum\">"));
  g_assert_nonnull (strstr (xml, "<topology sockets=\"1\" cores=\"2\" threads=\"1\"/>"));
  g_assert_nonnull (strstr (xml, "<cell id=\"0\" cpus=\"0-1\" memory=\"1048576\"/>"));
  g_assert_null (strstr (xml, "Haswell"));
  g_assert_null (strstr (xml, "Intel"));
  g_assert_null (strstr (xml, "passthrough"));
  g_assert_null (strstr (xml, "feature"));
}

/* libvirt itself reads what we make, and gives it back with our mark in it. */
static void
test_libvirt_takes_it (void)
{
  g_autoptr (SprintRecipe) recipe = create_recipe ();
  g_autoptr (GVirConnection) connection = gvir_connection_new ("test:///default");
  g_autoptr (GVirConfigDomain) domain = NULL;
  g_autoptr (GVirConfigDomain) stored = NULL;
  g_autoptr (GVirDomain) defined = NULL;
  GError *error = NULL;

  use_kernel (recipe);
  domain = build (recipe, "test");
  gvir_connection_open (connection, NULL, &error);
  g_assert_no_error (error);
  defined = gvir_connection_create_domain (connection, domain, &error);
  g_assert_no_error (error);
  stored = gvir_domain_get_config (defined, 0, &error);
  g_assert_no_error (error);
  g_assert_true (sprint_definition_is_installing (stored));
  g_assert_cmpstr (gvir_config_domain_get_title (stored), ==, "Debian & Söhne");
  assert_round_trip (stored, "debian-1-linux");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gvir_init_object (NULL, NULL);

  g_test_add_func ("/definition/kernel-emulated", test_kernel_emulated);
  g_test_add_func ("/definition/iso-accelerated", test_iso_accelerated);
  g_test_add_func ("/definition/live", test_live);
  g_test_add_func ("/definition/windows-efi", test_windows_efi);
  g_test_add_func ("/definition/refused", test_refused);
  g_test_add_func ("/definition/round-trip/kernel", test_round_trip_kernel);
  g_test_add_func ("/definition/round-trip/iso", test_round_trip_iso);
  g_test_add_func ("/definition/keeps-foreign", test_keeps_foreign);
  g_test_add_func ("/definition/keeps-another-disc", test_keeps_another_disc);
  g_test_add_func ("/definition/repeat-without-drive", test_repeat_without_drive);
  g_test_add_func ("/definition/no-installer", test_no_installer);
  g_test_add_func ("/definition/set-emulated", test_set_emulated);
  g_test_add_func ("/definition/add-folder-device", test_add_folder_device);
  g_test_add_func ("/definition/set-emulated-numa", test_set_emulated_numa);
  g_test_add_func ("/definition/libvirt-takes-it", test_libvirt_takes_it);

  return g_test_run ();
}
