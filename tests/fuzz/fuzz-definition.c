/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-definition SECONDS SEED|date FILE...: damaged descriptions, given to everything that reads one. */
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>

#include "core/definition/definition.h"
#include "mutate.h"

static void
change_and_forget (GVirConfigDomain *(*change) (GVirConfigDomain *, GError **),
                   GVirConfigDomain *domain)
{
  g_autoptr (GError) error = NULL;
  GVirConfigDomain *changed = change (domain, &error);

  g_assert_true ((changed == NULL) == (error != NULL));
  if (changed != NULL) {
    /* What was made can be read again. */
    g_strfreev (sprint_definition_get_kept_files (changed));
    g_object_unref (changed);
  }
}

static void
read_description (const char *xml)
{
  g_autoptr (GError) error = NULL;
  GVirConfigDomain *domain = gvir_config_domain_new_from_xml (xml, &error);
  SprintRecipe *recipe;
  GVirConfigDomainCapabilities *capabilities;

  if (domain != NULL) {
    sprint_definition_is_installing (domain);
    sprint_definition_can_repeat_installing (domain);
    g_strfreev (sprint_definition_get_kept_files (domain));
    change_and_forget (sprint_definition_finish_installing, domain);
    change_and_forget (sprint_definition_repeat_installing, domain);
    change_and_forget (sprint_definition_set_emulated, domain);
    g_object_unref (domain);
  }

  capabilities = gvir_config_domain_capabilities_new_from_xml (xml, NULL);
  if (capabilities != NULL) {
    recipe = sprint_recipe_new ();
    sprint_recipe_set_name (recipe, "a");
    sprint_recipe_set_installer (recipe, "/a.iso", FALSE);
    sprint_recipe_set_accelerated (recipe, TRUE);
    domain = sprint_definition_build (recipe, capabilities, NULL);
    g_clear_object (&domain);
    g_object_unref (recipe);
    g_object_unref (capabilities);
  }
}

static void
ignore_cb (void       *data,
           const char *format,
           ...)
{
}

static GLogWriterOutput
quiet_writer (GLogLevelFlags   level,
              const GLogField *fields,
              gsize            n_fields,
              gpointer         user_data)
{
  return G_LOG_WRITER_HANDLED;
}

int
main (int   argc,
      char *argv[])
{
  gint64 end = g_get_monotonic_time () + atoi (argv[1]) * G_USEC_PER_SEC;
  g_autoptr (GRand) rand = g_rand_new_with_seed (sprint_fuzz_seed (argv[2]));
  guint n = 0;

  /* libvirt-glib says every XML error aloud. */
  xmlSetGenericErrorFunc (NULL, ignore_cb);
  g_log_set_writer_func (quiet_writer, NULL, NULL);

  do {
    g_autofree char *text = NULL;
    g_autoptr (GByteArray) data = g_byte_array_new ();
    gsize length;

    g_assert_true (g_file_get_contents (argv[3 + g_rand_int_range (rand, 0, argc - 3)], &text, &length, NULL));
    g_byte_array_append (data, (guint8 *) text, length);
    if (n > 0)
      sprint_fuzz_mutate (rand, data);
    g_byte_array_append (data, (const guint8 *) "", 1);
    read_description ((const char *) data->data);
    n++;
  } while (g_get_monotonic_time () < end);

  g_print ("%u descriptions\n", n);

  return 0;
}
