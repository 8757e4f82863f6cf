/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outer-hypervisor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cpuinfo.h"

#define DMI "/sys/class/dmi/id/"

/* Which Azure's machines have in common. */
#define AZURE_TAG "7783-7084-3265-9085-8269-3286-77"

typedef enum {
  KVM,
  HYPER_V,
  AZURE,
  WSL_1,
  WSL_2,
  VIRTUALBOX,
  VMWARE,
  PARALLELS,
  XEN,
  XEN_DOM0,
  AMAZON,
  GOOGLE,
  APPLE,
  BHYVE,
  UNKNOWN,
} Kind;

static const SprintOuterHypervisor hypervisors[] = {
  [KVM] = { "QEMU",
            N_("On the computer that runs this machine, give it the processor model “host-passthrough” (“Copy host CPU "
               "configuration” in virt-manager), and let KVM nest there: kvm_intel or kvm_amd with “nested=1”.") },
  [HYPER_V] = { "Hyper-V",
                N_("Shut this machine down and type in Windows’ PowerShell, as administrator and with this machine’s "
                   "name: “Set-VMProcessor -VMName NAME -ExposeVirtualizationExtensions $true”.") },
  [AZURE] = { "Azure",
              N_("Choose a size that Azure’s list of sizes marks as supporting nested virtualization.") },
  [WSL_1] = { "WSL 1",
              N_("WSL 1 has no Linux kernel and cannot run machines. Type in Windows, with this system’s name: “wsl "
                 "--set-version NAME 2”.") },
  [WSL_2] = { "WSL 2",
              N_("Write the line “nestedVirtualization=true” below “[wsl2]” into the file .wslconfig in your folder in "
                 "Windows, then type “wsl --shutdown” there. This takes Windows 11.") },
  [VIRTUALBOX] = { "VirtualBox",
                   N_("Shut this machine down and turn on “Enable Nested VT-x/AMD-V” in its settings in VirtualBox, "
                      "under System, Processor.") },
  [VMWARE] = { "VMware",
               N_("Shut this machine down and turn on “Virtualize Intel VT-x/EPT or AMD-V/RVI” (in ESXi, “Expose "
                  "hardware assisted virtualization to the guest OS”) in its settings in VMware, under Processors.") },
  [PARALLELS] = { "Parallels",
                  N_("Shut this machine down and turn on “Enable nested virtualization” in its configuration in "
                     "Parallels Desktop, under CPU & Memory. Not every edition and not every Mac has it.") },
  [XEN] = { "Xen",
            N_("Have “nestedhvm=1” set for this machine where Xen runs it. Xen calls that experimental.") },
  [XEN_DOM0] = { "Xen",
                 N_("Restart this computer and choose an entry without Xen."), TRUE },
  [AMAZON] = { "Amazon EC2",
               N_("Choose a bare-metal instance, whose type ends in “.metal”, or a type for which nested "
                  "virtualization can be turned on.") },
  [GOOGLE] = { "Google Cloud",
               N_("Turn on nested virtualization for this instance (“--enable-nested-virtualization”), on a type that "
                  "has it: most of those with an Intel processor do, E2 does not.") },
  [APPLE] = { "Apple Virtualization",
              N_("Turn on nested virtualization in the application that runs this machine. It takes macOS 15 and a "
                 "processor M3, or newer ones.") },
  [BHYVE] = { "bhyve", N_("This cannot be put right here: bhyve does not pass virtualization on.") },
  [UNKNOWN] = { NULL, N_("Turn on nested virtualization where this virtual machine is run.") },
};

static void
set_evidence (char       **evidence,
              const char  *path,
              const char  *text)
{
  if (evidence != NULL)
    *evidence = text != NULL && *text != '\0' ? g_strdup_printf ("%s: %s", path, text) : g_strdup (path);
}

static gboolean
is_wsl (SprintHostReader  *reader,
        Kind              *kind,
        char             **evidence)
{
  g_autofree char *version = sprint_host_reader_read_word (reader, "/proc/version");

  if (version == NULL)
    return FALSE;

  /* The kernel of WSL 2 is "6.6.87-microsoft-standard-WSL2"; WSL 1 says "4.4.0-19041-Microsoft". */
  if (strstr (version, "WSL2") != NULL || strstr (version, "microsoft-standard") != NULL)
    *kind = WSL_2;
  else if (strstr (version, "-Microsoft ") != NULL)
    *kind = WSL_1;
  else
    return FALSE;
  set_evidence (evidence, "/proc/version", version);

  return TRUE;
}

/* xen/include/public/features.h would say so too; /proc/xen/capabilities is easier to read. */
static gboolean
is_xen (SprintHostReader  *reader,
        Kind              *kind,
        char             **evidence)
{
  g_autofree char *type = sprint_host_reader_read_word (reader, "/sys/hypervisor/type");
  g_autofree char *capabilities = sprint_host_reader_read_word (reader, "/proc/xen/capabilities");

  if (g_strcmp0 (type, "xen") != 0)
    return FALSE;

  *kind = capabilities != NULL && strstr (capabilities, "control_d") != NULL ? XEN_DOM0 : XEN;
  set_evidence (evidence, "/sys/hypervisor/type", type);

  return TRUE;
}

/* The names that systemd-detect-virt(1) goes by. */
static gboolean
is_named (const char *text,
          Kind       *kind)
{
  static const struct { const char *start; Kind kind; } names[] = {
    { "KVM", KVM },
    { "OpenStack", KVM },
    { "KubeVirt", KVM },
    { "Amazon EC2", AMAZON },
    { "QEMU", KVM },
    { "VMware", VMWARE },
    { "VMW", VMWARE },
    { "innotek GmbH", VIRTUALBOX },
    { "VirtualBox", VIRTUALBOX },
    { "Xen", XEN },
    { "Parallels", PARALLELS },
    { "BHYVE", BHYVE },
    { "Hyper-V", HYPER_V },
    { "Apple Virtualization", APPLE },
    { "Google Compute Engine", GOOGLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_has_prefix (text, names[i].start)) {
      *kind = names[i].kind;
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
is_microsoft (SprintHostReader *reader,
              Kind             *kind)
{
  g_autofree char *vendor = sprint_host_reader_read_word (reader, DMI "sys_vendor");
  g_autofree char *product = sprint_host_reader_read_word (reader, DMI "product_name");
  g_autofree char *tag = sprint_host_reader_read_word (reader, DMI "chassis_asset_tag");

  /* A Surface is of the same vendor. */
  if (g_strcmp0 (vendor, "Microsoft Corporation") != 0 || g_strcmp0 (product, "Virtual Machine") != 0)
    return FALSE;

  *kind = g_strcmp0 (tag, AZURE_TAG) == 0 ? AZURE : HYPER_V;

  return TRUE;
}

static gboolean
is_in_dmi (SprintHostReader  *reader,
           Kind              *kind,
           char             **evidence)
{
  /* The product first: one of KVM can have QEMU as its vendor. */
  static const char * const files[] = {
    DMI "product_name", DMI "sys_vendor", DMI "board_vendor", DMI "bios_vendor",
  };
  g_autofree char *product = sprint_host_reader_read_word (reader, DMI "product_name");

  if (is_microsoft (reader, kind)) {
    set_evidence (evidence, DMI "product_name", product);
    return TRUE;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *text = sprint_host_reader_read_word (reader, files[i]);

    if (text == NULL || !is_named (text, kind))
      continue;
    /* Amazon's bare metal has the same vendor. */
    if (*kind == AMAZON && product != NULL && strstr (product, ".metal") != NULL)
      return FALSE;
    set_evidence (evidence, files[i], text);
    return TRUE;
  }

  return FALSE;
}

static gboolean
is_in_device_tree (SprintHostReader  *reader,
                   Kind              *kind,
                   char             **evidence)
{
  const char *path = "/proc/device-tree/hypervisor/compatible";
  g_autofree char *text = sprint_host_reader_read_word (reader, path);
  char *end;

  if (text == NULL)
    return FALSE;

  /* The strings of a device tree end in a null byte each, which is U+FFFD here; the first says most. */
  end = strstr (text, "\357\277\275");
  if (end != NULL)
    *end = '\0';
  if (g_str_has_prefix (text, "linux,kvm"))
    *kind = KVM;
  else if (strstr (text, "xen") != NULL)
    *kind = XEN;
  else
    *kind = strstr (text, "vmware") != NULL ? VMWARE : UNKNOWN;
  set_evidence (evidence, path, text);

  return TRUE;
}

/* Last, for these tell little: the processor says that there is one, and the clock perhaps which. */
static gboolean
is_flagged (SprintHostReader  *reader,
            Kind              *kind,
            char             **evidence)
{
  g_autofree char *cpuinfo = sprint_host_reader_read (reader, "/proc/cpuinfo");
  g_autofree char *clocks =
    sprint_host_reader_read (reader, "/sys/devices/system/clocksource/clocksource0/available_clocksource");

  if (cpuinfo == NULL || !sprint_cpuinfo_has_flag (cpuinfo, "hypervisor"))
    return FALSE;

  *kind = clocks != NULL && strstr (clocks, "kvm-clock") != NULL ? KVM : UNKNOWN;
  set_evidence (evidence, "/proc/cpuinfo", "hypervisor");

  return TRUE;
}

const SprintOuterHypervisor *
sprint_outer_hypervisor_find (SprintHostReader  *reader,
                              char             **evidence)
{
  Kind kind = UNKNOWN;

  if (is_wsl (reader, &kind, evidence) ||
      is_xen (reader, &kind, evidence) ||
      is_in_dmi (reader, &kind, evidence) ||
      is_in_device_tree (reader, &kind, evidence) ||
      is_flagged (reader, &kind, evidence))
    return &hypervisors[kind];

  return NULL;
}

char *
sprint_outer_hypervisor_find_container (SprintHostReader  *reader,
                                        char             **evidence)
{
  static const struct { const char *path, *name; } marks[] = {
    { "/run/.containerenv", "podman" },
    { "/.dockerenv", "docker" },
  };
  /* The container interface of systemd: what manages the container writes its name there. */
  g_autofree char *name = sprint_host_reader_read_word (reader, "/run/systemd/container");

  if (name != NULL && *name != '\0' && !g_str_equal (name, "wsl")) {
    set_evidence (evidence, "/run/systemd/container", name);
    return g_steal_pointer (&name);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    if (sprint_host_reader_exists (reader, marks[i].path)) {
      set_evidence (evidence, marks[i].path, NULL);
      return g_strdup (marks[i].name);
    }
  }

  return NULL;
}
