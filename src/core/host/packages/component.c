/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component.h"

#include <glib/gi18n.h>

static const struct {
  const char *component;
  const char *title;
} components[] = {
  { "qemu", N_("QEMU with qemu-img") },
  { "qemu-others", N_("QEMU for other processors") },
  { "libvirt", N_("libvirt’s daemon with its drivers for QEMU and storage") },
  { "libvirt-network", N_("libvirt’s driver for networks") },
  { "spice", N_("SPICE for QEMU") },
  { "usb-redirection", N_("USB redirection for QEMU") },
  { "uefi", N_("UEFI firmware for QEMU") },
  { "tpm", N_("swtpm, a TPM in software") },
  { "virtiofs", N_("virtiofsd, for shared folders") },
  { "passt", N_("passt, for port forwards") },
  { "osinfo", N_("libosinfo’s database of systems") },
  { "installer", N_("an installer") },
};

const char *
sprint_component_get_title (const char *component)
{
  for (gsize i = 0; i < G_N_ELEMENTS (components); i++)
    if (g_str_equal (component, components[i].component))
      return _(components[i].title);

  return component;
}
