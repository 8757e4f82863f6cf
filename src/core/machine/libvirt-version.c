/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "libvirt-version.h"

#include <libvirt/libvirt.h>

char *
sprint_libvirt_get_version (void)
{
  unsigned long version = 0;

  if (virGetVersion (&version, NULL, NULL) < 0)
    return NULL;

  return g_strdup_printf ("%lu.%lu.%lu", version / 1000000, version / 1000 % 1000, version % 1000);
}
