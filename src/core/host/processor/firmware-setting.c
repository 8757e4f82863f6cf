/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware-setting.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core-host-resources.h"
#include "cpuinfo.h"

#define TABLE "/io/github/kvmsprint/Sprint/core/firmware-settings.ini"
#define DMI "/sys/class/dmi/id/"

/* The table's group for makers that it does not know. */
#define OTHER "other"

static GKeyFile *
load_table (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) table = g_key_file_new ();
  g_autoptr (GBytes) bytes =
    g_resource_lookup_data (sprint_core_host_get_resource (), TABLE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL || !g_key_file_load_from_bytes (table, bytes, G_KEY_FILE_NONE, &error))
    g_error ("The table of firmware settings is not readable: %s", error->message);

  return g_steal_pointer (&table);
}

/* (transfer full): what DMI calls "product_name" and the like, for comparing; "" where it is not there. */
static char *
read_folded (SprintHostReader *reader,
             const char       *name)
{
  g_autofree char *path = g_strconcat (DMI, name, NULL);
  g_autofree char *text = sprint_host_reader_read_word (reader, path);

  return g_utf8_casefold (text != NULL ? text : "", -1);
}

/* "HP" is not the maker "HPE". */
static gboolean
begins_with_word (const char *text,
                  const char *word)
{
  return g_str_has_prefix (text, word) && !g_ascii_isalnum (text[strlen (word)]);
}

static gboolean
is_one_of (GKeyFile   *table,
           const char *group,
           const char *key,
           const char *text,
           gboolean    at_start)
{
  g_auto (GStrv) names = g_key_file_get_string_list (table, group, key, NULL, NULL);

  for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
    g_autofree char *folded = g_utf8_casefold (names[i], -1);

    if (at_start ? begins_with_word (text, folded) : strstr (text, folded) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* (transfer full): the table's first group that fits what DMI says. */
static char *
find_group (SprintHostReader *reader,
            GKeyFile         *table)
{
  /* A computer that somebody has put together names its maker nowhere but on the board. */
  static const char * const makers[] = { "sys_vendor", "board_vendor" };
  g_autofree char *name = read_folded (reader, "product_name");
  g_autofree char *version = read_folded (reader, "product_version");
  g_autofree char *products = g_strjoin ("\n", name, version, NULL);
  g_auto (GStrv) groups = g_key_file_get_groups (table, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++) {
    g_autofree char *maker = read_folded (reader, makers[i]);

    for (gsize j = 0; groups[j] != NULL; j++) {
      if (is_one_of (table, groups[j], "vendor", maker, TRUE) &&
          (!g_key_file_has_key (table, groups[j], "product", NULL) ||
           is_one_of (table, groups[j], "product", products, FALSE)))
        return g_strdup (groups[j]);
    }
  }

  return g_strdup (OTHER);
}

/* “A”, “B” or “C”; the keys of a keyboard without the quotation marks. */
static char *
join (char     **names,
      gboolean   quoted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
    if (i > 0 && names[i + 1] != NULL)
      /* Translators: between some names, as in “F1, F2 or Delete” */
      g_string_append (text, _(", "));
    else if (i > 0)
      /* Translators: between the last two of some names, as in “F2 or Delete” */
      g_string_append (text, _(" or "));
    if (quoted)
      g_string_append_printf (text, _("“%s”"), names[i]);
    else
      g_string_append (text, names[i]);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full): of the maker, or as it is with most. */
static char *
look_up (GKeyFile   *table,
         const char *group,
         const char *key,
         gboolean    quoted)
{
  g_auto (GStrv) names = g_key_file_get_string_list (table, group, key, NULL, NULL);

  if (names == NULL)
    names = g_key_file_get_string_list (table, OTHER, key, NULL, NULL);

  return join (names, quoted);
}

static char *
describe_setting (SprintHostReader      *reader,
                  GKeyFile              *table,
                  const char            *group,
                  SprintFirmwareSetting  setting)
{
  g_autofree char *cpuinfo = sprint_host_reader_read (reader, "/proc/cpuinfo");
  gboolean amd = cpuinfo != NULL && sprint_cpuinfo_is_amd (cpuinfo);
  g_autofree char *maker = g_key_file_get_string (table, group, "name", NULL);
  g_autofree char *where = NULL;
  g_autofree char *names = NULL;

  if (setting == SPRINT_FIRMWARE_SETTING_IOMMU) {
    names = look_up (table, group, amd ? "amd-iommu" : "intel-iommu", TRUE);
    /* Translators: the names of a setting, in quotation marks */
    return g_strdup_printf (_("Turn on %s in the settings of this computer’s firmware."), names);
  }

  names = look_up (table, group, amd ? "amd" : "intel", TRUE);
  where = g_key_file_get_string (table, group, "where", NULL);
  if (maker != NULL && where != NULL)
    /* Translators: the maker of a computer; the names of a setting, in quotation marks; a way through menus */
    return g_strdup_printf (_("Turn on virtualization in the settings of this computer’s firmware. With %s it is "
                              "usually called %s, under “%s”."), maker, names, where);

  /* Translators: the names of a setting, in quotation marks */
  return g_strdup_printf (_("Turn on virtualization in the settings of this computer’s firmware. It is usually "
                            "called %s."), names);
}

static char *
describe_way (GKeyFile   *table,
              const char *group,
              gboolean    command)
{
  g_autofree char *keys = look_up (table, group, "key", FALSE);
  g_autofree char *way = NULL;

  way = g_key_file_get_boolean (table, group, "hold", NULL)
          /* Translators: a key of a keyboard, such as F2 */
          ? g_strdup_printf (_("To get there, shut the computer down, hold %s and press the power button."), keys)
          /* Translators: keys of a keyboard, such as “F2 or Delete” */
          : g_strdup_printf (_("To get there, restart the computer and press %s again and again as it starts."), keys);
  if (!command)
    return g_steal_pointer (&way);

  return g_strconcat (way, " ", _("The command below starts it into these settings too."), NULL);
}

/* Of systemctl(1): where systemd manages the computer and the firmware is UEFI. */
static gboolean
can_start_into_settings (SprintHostReader *reader)
{
  g_autofree char *program = sprint_host_reader_find_program (reader, "systemctl");

  return sprint_host_reader_exists (reader, "/sys/firmware/efi") &&
         (program != NULL || sprint_host_reader_exists (reader, "/run/systemd/system"));
}

SprintRemedy *
sprint_firmware_remedy_new (SprintHostReader      *reader,
                            SprintFirmwareSetting  setting)
{
  g_autoptr (GKeyFile) table = load_table ();
  g_autofree char *group = find_group (reader, table);
  gboolean command = can_start_into_settings (reader);
  g_autofree char *what = NULL;
  g_autofree char *way = NULL;
  g_autofree char *description = NULL;

  if (setting == SPRINT_FIRMWARE_SETTING_VIRTUALIZATION && g_key_file_get_boolean (table, group, "always", NULL)) {
    g_autofree char *maker = g_key_file_get_string (table, group, "name", NULL);

    /* Translators: the maker of a computer */
    description = g_strdup_printf (_("With %s virtualization is on as a rule, and there is no setting for it. "
                                     "Shut the computer down, wait for some seconds and start it again. If that does "
                                     "not help, look for an update of its firmware."), maker);
    return sprint_remedy_new (description, NULL, NULL);
  }

  what = describe_setting (reader, table, group, setting);
  way = describe_way (table, group, command);
  description = g_strconcat (what, " ", way, NULL);

  return sprint_remedy_new (description, NULL, command ? "systemctl reboot --firmware-setup" : NULL);
}

char *
sprint_firmware_describe (SprintHostReader *reader)
{
  static const char * const names[] = { "sys_vendor", "product_name", "product_version", "board_vendor" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strconcat (DMI, names[i], NULL);
    g_autofree char *text = sprint_host_reader_read_word (reader, path);

    if (text != NULL && *text != '\0')
      g_strv_builder_add (builder, text);
  }
  found = g_strv_builder_end (builder);

  return found[0] != NULL ? g_strjoinv (", ", found) : NULL;
}
