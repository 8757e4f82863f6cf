/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sprint-config.h"

#include "version.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "core/console/session/spice-version.h"
#include "core/machine/libvirt-version.h"

static void
append (GString    *text,
        const char *name,
        const char *built,
        const char *running)
{
  g_string_append_printf (text, "  %-14s ", name);
  if (running == NULL || g_str_equal (built, running))
    g_string_append_printf (text, "%s\n", built);
  else
    /* Translators: versions of a library: the one running, the one Sprint was built with. */
    g_string_append_printf (text, _("%s (built with %s)\n"), running, built);
}

char *
sprint_version_describe (const char * const *toolkit)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *glib = NULL;
  g_autofree char *soup = NULL;
  g_autofree char *libvirt = sprint_libvirt_get_version ();
  g_autofree char *spice = sprint_spice_get_version ();

  glib = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
  soup = g_strdup_printf ("%u.%u.%u", soup_get_major_version (), soup_get_minor_version (),
                          soup_get_micro_version ());

  g_string_append_printf (text, "Sprint %s\n", SPRINT_VERSION);
  append (text, "GLib", SPRINT_BUILT_GLIB, glib);
  for (guint i = 0; toolkit != NULL && toolkit[i] != NULL; i += 3)
    append (text, toolkit[i], toolkit[i + 1], toolkit[i + 2]);
  append (text, "libvirt", SPRINT_BUILT_LIBVIRT, libvirt);
  append (text, "libvirt-glib", SPRINT_BUILT_LIBVIRT_GLIB, NULL);
  append (text, "spice-gtk", SPRINT_BUILT_SPICE, spice);
  append (text, "libosinfo", SPRINT_BUILT_OSINFO, NULL);
  append (text, "PackageKit", SPRINT_BUILT_PACKAGEKIT, NULL);
  append (text, "libsoup", SPRINT_BUILT_SOUP, soup);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
