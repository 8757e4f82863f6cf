/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/repair/host-helper/firmware-message.h"

#include <glib.h>

/* Records of /dev/kmsg. */
static void
test_off (void)
{
  static const char * const records[] = {
    /* Intel: until Linux 5.5, since 5.6, with Trusted Execution, and kvm_intel loaded by hand. */
    "3,1102,9387623,-;kvm: disabled by bios\n",
    "3,172,98312,-;x86/cpu: VMX (outside TXT) disabled by BIOS\n",
    "3,172,98312,-;x86/cpu: VMX (inside TXT) disabled by BIOS\n",
    "3,1204,8837129,-;kvm_intel: VMX not enabled (by BIOS) in MSR_IA32_FEAT_CTL on CPU 3\n",
    /* AMD: until 6.2 as Intel's, since 5.19 with the module's name, since 6.3, and since 6.7. */
    "3,1043,7651302,-;kvm: support for 'kvm_amd' disabled by bios\n SUBSYSTEM=module\n",
    "3,1043,7651302,-;kvm_amd: SVM disabled (by BIOS) in MSR_VM_CR on CPU 0\n",
    "5,201,114092,-;SVM disabled (by BIOS) in MSR_VM_CR\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    if (!sprint_firmware_message_says_off (records[i]))
      g_error ("%s", records[i]);
}

static void
test_other (void)
{
  static const char * const records[] = {
    "",
    "4,173,98340,-;x86/cpu: SGX disabled by BIOS.\n",
    "6,900,6123456,-;AMD-Vi: disabled by BIOS\n",
    "6,1043,7651302,-;kvm_amd: Nested Virtualization enabled\n",
    "3,1043,7651302,-;kvm: no hardware support\n",
    "3,1043,7651302,-;kvm_intel: VMX not supported by CPU 0\n",
    "6,1100,7800000,-;kvm: VM_EXIT_LOAD_IA32_PERF_GLOBAL_CTRL does not work properly. Using workaround\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    if (sprint_firmware_message_says_off (records[i]))
      g_error ("%s", records[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/firmware-message/off", test_off);
  g_test_add_func ("/host/firmware-message/other", test_other);
  return g_test_run ();
}
