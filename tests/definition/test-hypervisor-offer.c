/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/definition/hypervisor-offer.h"

#include <string.h>
#include <sys/utsname.h>

#include "core/definition/gconfig-pointers.h"

static SprintHypervisorOffer *
create_offer (const char *xml,
              gboolean    accelerated)
{
  g_autoptr (GVirConfigDomainCapabilities) capabilities = NULL;
  g_autoptr (SprintRecipe) recipe = sprint_recipe_new ();
  GError *error = NULL;

  if (xml != NULL)
    capabilities = gvir_config_domain_capabilities_new_from_xml (xml, &error);
  g_assert_no_error (error);
  sprint_recipe_set_accelerated (recipe, accelerated);

  return sprint_hypervisor_offer_new (capabilities, recipe);
}

static SprintHypervisorOffer *
load_offer (const char *kind,
            gboolean    accelerated)
{
  g_autofree char *name = g_strdup_printf ("capabilities-%s.xml", kind);
  g_autofree char *path = g_build_filename (g_getenv ("SPRINT_TEST_DATA"), "definition", name, NULL);
  g_autofree char *xml = NULL;

  g_assert_true (g_file_get_contents (path, &xml, NULL, NULL));

  return create_offer (xml, accelerated);
}

static void
test_kvm (void)
{
  g_autoptr (SprintHypervisorOffer) offer = load_offer ("kvm", TRUE);

  g_assert_cmpint (sprint_hypervisor_offer_get_virt_type (offer), ==, GVIR_CONFIG_DOMAIN_VIRT_KVM);
  g_assert_cmpstr (sprint_hypervisor_offer_get_arch (offer), ==, "x86_64");
  g_assert_true (sprint_hypervisor_offer_is_x86 (offer));
  g_assert_true (sprint_hypervisor_offer_is_qemu (offer));
  g_assert_cmpstr (sprint_hypervisor_offer_get_cpu_mode (offer), ==, "host-passthrough");
  g_assert_true (sprint_hypervisor_offer_has_firmware (offer, "efi"));
  g_assert_false (sprint_hypervisor_offer_has_firmware (offer, "bios"));
  g_assert_true (sprint_hypervisor_offer_has_device (offer, "graphics"));
  g_assert_true (sprint_hypervisor_offer_has_value (offer, "graphics", "type", "spice"));
  g_assert_false (sprint_hypervisor_offer_has_value (offer, "graphics", "type", "spic"));
  g_assert_false (sprint_hypervisor_offer_has_value (offer, "graphics", "modelType", "spice"));
  g_assert_false (sprint_hypervisor_offer_has_value (offer, "toaster", "type", "spice"));
  g_assert_false (sprint_hypervisor_offer_has_device (offer, "toaster"));
}

/* What is told of one kind says nothing of the other. */
static void
test_other_kind (void)
{
  g_autoptr (SprintHypervisorOffer) emulated = load_offer ("kvm", FALSE);
  g_autoptr (SprintHypervisorOffer) accelerated = load_offer ("qemu", TRUE);

  g_assert_cmpint (sprint_hypervisor_offer_get_virt_type (emulated), ==, GVIR_CONFIG_DOMAIN_VIRT_QEMU);
  g_assert_cmpstr (sprint_hypervisor_offer_get_cpu_mode (emulated), ==, "maximum");
  g_assert_cmpint (sprint_hypervisor_offer_get_virt_type (accelerated), ==, GVIR_CONFIG_DOMAIN_VIRT_KVM);
  g_assert_cmpstr (sprint_hypervisor_offer_get_cpu_mode (accelerated), ==, "host-passthrough");
}

/* The test driver is no QEMU, whatever is asked of it. */
static void
test_test (void)
{
  g_autoptr (SprintHypervisorOffer) offer = load_offer ("test", TRUE);

  g_assert_cmpint (sprint_hypervisor_offer_get_virt_type (offer), ==, GVIR_CONFIG_DOMAIN_VIRT_TEST);
  g_assert_cmpstr (sprint_hypervisor_offer_get_arch (offer), ==, "i686");
  g_assert_true (sprint_hypervisor_offer_is_x86 (offer));
  g_assert_false (sprint_hypervisor_offer_is_qemu (offer));
  g_assert_null (sprint_hypervisor_offer_get_cpu_mode (offer));
  g_assert_false (sprint_hypervisor_offer_has_firmware (offer, "efi"));
}

static void
test_cpu_modes (void)
{
  static const struct {
    const char *modes;
    gboolean accelerated;
    const char *expected;
  } cpus[] = {
    { "<mode name='host-passthrough' supported='yes'/>", TRUE, "host-passthrough" },
    { "<mode name='host-passthrough' supported='no'/><mode name='host-model' supported='yes'/>", TRUE, "host-model" },
    { "<mode name='host-passthrough' supported='no'/><mode name='host-model' supported='no'/>", TRUE, NULL },
    { "<mode name='maximum' supported='yes'/>", TRUE, NULL },
    { "", TRUE, NULL },
    { "<mode name='host-passthrough'/>", TRUE, NULL },
    { "<mode/>", TRUE, NULL },
    { "<mode name='maximum' supported='yes'/>", FALSE, "maximum" },
    { "<mode name='maximum' supported='no'/>", FALSE, NULL },
    { "<mode name='host-passthrough' supported='yes'/>", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cpus); i++) {
    g_autofree char *xml = g_strdup_printf ("<domainCapabilities><domain>%s</domain><arch>x86_64</arch><cpu>%s</cpu>"
                                            "</domainCapabilities>", cpus[i].accelerated ? "kvm" : "qemu",
                                            cpus[i].modes);
    g_autoptr (SprintHypervisorOffer) offer = create_offer (xml, cpus[i].accelerated);

    g_assert_cmpstr (sprint_hypervisor_offer_get_cpu_mode (offer), ==, cpus[i].expected);
  }
}

/* What is not told is not offered; with nothing told at all, it is QEMU of this computer's kind. */
static void
test_nothing_told (void)
{
  static const char * const texts[] = { NULL, "<domainCapabilities/>",
                                        "<domainCapabilities><arch/><domain/><os/><cpu/><devices/>"
                                        "</domainCapabilities>" };
  struct utsname host;

  uname (&host);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintHypervisorOffer) offer = create_offer (texts[i], TRUE);

    g_assert_cmpint (sprint_hypervisor_offer_get_virt_type (offer), ==, GVIR_CONFIG_DOMAIN_VIRT_KVM);
    g_assert_cmpstr (sprint_hypervisor_offer_get_arch (offer), ==, host.machine);
    g_assert_cmpstr (sprint_hypervisor_offer_get_cpu_mode (offer), ==, "host-passthrough");
    g_assert_false (sprint_hypervisor_offer_has_device (offer, "graphics"));
    g_assert_false (sprint_hypervisor_offer_has_value (offer, "graphics", "type", "spice"));
    g_assert_false (sprint_hypervisor_offer_has_firmware (offer, "efi"));
  }
}

static void
test_other_architecture (void)
{
  g_autoptr (SprintHypervisorOffer) offer =
    create_offer ("<domainCapabilities><domain>kvm</domain><arch>aarch64</arch></domainCapabilities>", TRUE);

  g_assert_cmpstr (sprint_hypervisor_offer_get_arch (offer), ==, "aarch64");
  g_assert_false (sprint_hypervisor_offer_is_x86 (offer));
  g_assert_null (sprint_hypervisor_offer_get_cpu_mode (offer));
}

static void
test_devices (void)
{
  g_autoptr (SprintHypervisorOffer) offer =
    create_offer ("<domainCapabilities><devices>"
                  "<graphics supported='no'><enum name='other'><value>spice</value></enum>"
                  "<enum name='type'><value>vnc</value><value/></enum>"
                  "<enum name='type'><value>rdp</value></enum></graphics>"
                  "<redirdev/><video supported='yes'/></devices></domainCapabilities>", FALSE);

  g_assert_false (sprint_hypervisor_offer_has_device (offer, "graphics"));
  g_assert_false (sprint_hypervisor_offer_has_device (offer, "redirdev"));
  g_assert_true (sprint_hypervisor_offer_has_device (offer, "video"));
  g_assert_false (sprint_hypervisor_offer_has_value (offer, "graphics", "type", "spice"));
  g_assert_true (sprint_hypervisor_offer_has_value (offer, "graphics", "type", "vnc"));
  g_assert_true (sprint_hypervisor_offer_has_value (offer, "graphics", "type", "rdp"));
  g_assert_false (sprint_hypervisor_offer_has_value (offer, "video", "modelType", "virtio"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hypervisor-offer/kvm", test_kvm);
  g_test_add_func ("/hypervisor-offer/other-kind", test_other_kind);
  g_test_add_func ("/hypervisor-offer/test", test_test);
  g_test_add_func ("/hypervisor-offer/cpu-modes", test_cpu_modes);
  g_test_add_func ("/hypervisor-offer/nothing-told", test_nothing_told);
  g_test_add_func ("/hypervisor-offer/other-architecture", test_other_architecture);
  g_test_add_func ("/hypervisor-offer/devices", test_devices);

  return g_test_run ();
}
