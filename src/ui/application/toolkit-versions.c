/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "toolkit-versions.h"

#include <adwaita.h>
#include <vte/vte.h>

GStrv
sprint_toolkit_versions (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "GTK");
  g_strv_builder_take (builder, g_strdup_printf ("%d.%d.%d", GTK_MAJOR_VERSION,
                                                 GTK_MINOR_VERSION, GTK_MICRO_VERSION));
  g_strv_builder_take (builder, g_strdup_printf ("%u.%u.%u", gtk_get_major_version (),
                                                 gtk_get_minor_version (),
                                                 gtk_get_micro_version ()));
  g_strv_builder_add (builder, "libadwaita");
  g_strv_builder_add (builder, ADW_VERSION_S);
  g_strv_builder_take (builder, g_strdup_printf ("%u.%u.%u", adw_get_major_version (),
                                                 adw_get_minor_version (),
                                                 adw_get_micro_version ()));
  g_strv_builder_add (builder, "VTE");
  g_strv_builder_take (builder, g_strdup_printf ("%d.%d.%d", VTE_MAJOR_VERSION, VTE_MINOR_VERSION,
                                                 VTE_MICRO_VERSION));
  g_strv_builder_take (builder, g_strdup_printf ("%u.%u.%u", vte_get_major_version (), vte_get_minor_version (),
                                                 vte_get_micro_version ()));

  return g_strv_builder_end (builder);
}
