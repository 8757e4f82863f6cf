/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-version.h"

#include <spice-client.h>

char *
sprint_spice_get_version (void)
{
  return g_strdup (spice_util_get_version_string ());
}
