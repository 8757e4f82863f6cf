/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sprint-config.h"

#include "report.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "core-enums.h"

#define FORMAT 1

/* (transfer full): @text, which is taken, with a name replaced wherever @pattern, whose %s it is, is found. */
static char *
replace_name (char       *text,
              const char *name,
              const char *pattern,
              const char *substitute)
{
  g_autofree char *owned = text;
  g_autofree char *escaped = NULL;
  g_autoptr (GString) expression = NULL;
  g_autoptr (GRegex) regex = NULL;

  if (name == NULL || *name == '\0' || strstr (text, name) == NULL)
    return g_steal_pointer (&owned);

  escaped = g_regex_escape_string (name, -1);
  expression = g_string_new (pattern);
  g_string_replace (expression, "%s", escaped, 0);
  regex = g_regex_new (expression->str, G_REGEX_OPTIMIZE, 0, NULL);

  return regex != NULL ? g_regex_replace_literal (regex, text, -1, 0, substitute, 0, NULL) : g_steal_pointer (&owned);
}

/* A word that is not part of another, nor of "user.slice" and "user@1000.service", which everybody has. */
#define WORD "(?<![[:alnum:]_-])%s(?![[:alnum:]_-]|\\.slice|@[0-9]+\\.service)"
/* Computers are called "vm", and /proc/sys/vm is none. */
#define HOST_WORD "(?<![[:alnum:]_/-])%s(?![[:alnum:]_/-])"
/* Where a word can only be a name: in quotation marks, in an address, and as a folder of people's folders. */
#define NAME "(?<=['\"“‘])%s(?=['\"”’])|(?<=@)%s(?![[:alnum:]_-])|%s(?=@[[:alnum:]])|" \
             "(?<=/home/|/media/|/linger/)%s(?![[:alnum:]_.-])"
/* In a command also as any folder of a path between quotation marks: where disks lie may be named after a person. */
#define ARGUMENT NAME "|(?<=/)%s(?=/[^ ']*'|')"

/* What a household could be told by: udev names an adapter that has no place of its own after its hardware address, and
 * a router may have an address that is nobody else's. Those of private networks are everybody's. */
static const struct { const char *pattern; const char *substitute; } tells[] = {
  { "\\b(en|wl|ww)x[[:xdigit:]]{12}\\b", "\\1xMAC" },
  { "(?<=nameserver )(?!127\\.|10\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|169\\.254\\.|::1|fe80:|f[cd])\\S+",
    "ADDRESS" },
};

/* (transfer full) (nullable): @text, which may be %NULL, without whom and what computer it is about. */
static char *
clean (const char *text,
       const char *user_pattern,
       const char *host_pattern)
{
  const struct {
    const char *name;
    const char *nobody; /* a name that tells of nobody */
    const char *pattern;
    const char *placeholder;
  } names[] = {
    { g_get_host_name (), "localhost", host_pattern, "HOST" },
    { g_get_user_name (), "root", user_pattern, "USER" },
  };
  /* The longer name first, as it may have the other in it. */
  gsize first = strlen (names[0].name) >= strlen (names[1].name) ? 0 : 1;
  char *cleaned;

  if (text == NULL)
    return NULL;

  /* Names of files may be any bytes. */
  cleaned = g_utf8_make_valid (text, -1);
  cleaned = replace_name (cleaned, g_get_home_dir (), WORD, "~");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    gsize n = (first + i) % G_N_ELEMENTS (names);

    if (!g_str_equal (names[n].name, names[n].nobody))
      cleaned = replace_name (cleaned, names[n].name, names[n].pattern, names[n].placeholder);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (tells); i++) {
    g_autofree char *before = cleaned;
    g_autoptr (GRegex) regex = g_regex_new (tells[i].pattern, G_REGEX_DEFAULT, 0, NULL);

    cleaned = g_regex_replace (regex, before, -1, 0, tells[i].substitute, 0, NULL);
  }

  return cleaned;
}

/* Sprint's own words stay as they are, whatever the person and the computer are called. */
static char *
clean_words (const char *text)
{
  return clean (text, NAME, NAME);
}

static char *
clean_command (const char *text)
{
  return clean (text, ARGUMENT, NAME);
}

/* The words of others, in which a name may be anywhere. */
static char *
clean_evidence (const char *text)
{
  return clean (text, WORD, HOST_WORD);
}

/* The name of an enum's value, "fail". */
static const char *
get_nick (GType type,
          int   value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);

  return g_enum_get_value (klass, value)->value_nick;
}

static const char *
get_state_name (SprintHost *host)
{
  switch (sprint_host_get_state (host)) {
  case SPRINT_CHECK_STATE_PASS:
    return "ready";
  case SPRINT_CHECK_STATE_WARN:
    return "usable";
  case SPRINT_CHECK_STATE_FAIL:
    return "not-ready";
  case SPRINT_CHECK_STATE_UNKNOWN:
  case SPRINT_CHECK_STATE_RUNNING:
  case SPRINT_CHECK_STATE_NOTE:
  default:
    return "unknown";
  }
}

static void
append_indented (GString    *text,
                 const char *lines)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

  for (gsize i = 0; split[i] != NULL; i++)
    if (*split[i] != '\0')
      g_string_append_printf (text, "      %s\n", split[i]);
}

static void
append_check (GString     *text,
              SprintCheck *check)
{
  SprintRemedy *remedy = sprint_check_get_remedy (check);
  g_autofree char *summary = clean_words (sprint_check_get_summary (check));
  g_autofree char *details = clean_evidence (sprint_check_get_details (check));

  g_string_append_printf (text, "  [%s] %s", sprint_check_state_get_title (sprint_check_get_state (check)),
                          sprint_check_get_title (check));
  if (summary != NULL)
    g_string_append_printf (text, ": %s", summary);
  g_string_append_c (text, '\n');
  if (details != NULL)
    append_indented (text, details);
  if (remedy != NULL) {
    g_autofree char *description = clean_words (sprint_remedy_get_description (remedy));
    g_autofree char *command = clean_command (sprint_remedy_get_command (remedy));

    g_string_append_printf (text, "      → %s\n", description);
    if (command != NULL)
      g_string_append_printf (text, "        %s\n", command);
  }
}

static void
append_system (GString    *text,
               SprintHost *host)
{
  SprintHostReader *reader = sprint_host_get_reader (host);
  g_autofree char *distribution = sprint_host_reader_get_os_release (reader, "PRETTY_NAME");
  g_autofree char *kernel = sprint_host_reader_read_word (reader, "/proc/sys/kernel/osrelease");

  g_string_append_printf (text, "Sprint %s", SPRINT_VERSION);
  if (distribution != NULL)
    g_string_append_printf (text, ", %s", distribution);
  if (kernel != NULL)
    g_string_append_printf (text, ", Linux %s", kernel);
  g_string_append_printf (text, ", %s\n", sprint_host_reader_get_architecture (reader));
}

char *
sprint_report_to_text (SprintHost *host)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int group = -1;

  g_return_val_if_fail (SPRINT_IS_HOST (host), NULL);

  append_system (text, host);
  g_string_append_printf (text, "%s\n", sprint_host_get_summary (host));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (host)); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (G_LIST_MODEL (host), i);

    if ((int) sprint_check_get_group (check) != group) {
      group = sprint_check_get_group (check);
      g_string_append_printf (text, "\n%s\n", sprint_check_group_get_title (group));
    }
    append_check (text, check);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_string (JsonBuilder *builder,
            const char  *member,
            const char  *value)
{
  json_builder_set_member_name (builder, member);
  /* A null string becomes null. */
  json_builder_add_string_value (builder, value);
}

/* @cleaned: (transfer full) (nullable) */
static void
add_cleaned (JsonBuilder *builder,
             const char  *member,
             char        *cleaned)
{
  g_autofree char *owned = cleaned;

  add_string (builder, member, owned);
}

static void
add_remedy (JsonBuilder  *builder,
            SprintRemedy *remedy)
{
  const char * const *components = sprint_remedy_get_components (remedy);

  json_builder_set_member_name (builder, "remedy");
  json_builder_begin_object (builder);
  add_cleaned (builder, "description", clean_words (sprint_remedy_get_description (remedy)));
  json_builder_set_member_name (builder, "components");
  json_builder_begin_array (builder);
  for (gsize i = 0; components[i] != NULL; i++)
    json_builder_add_string_value (builder, components[i]);
  json_builder_end_array (builder);
  add_cleaned (builder, "command", clean_command (sprint_remedy_get_command (remedy)));
  json_builder_end_object (builder);
}

static void
add_check (JsonBuilder *builder,
           SprintCheck *check)
{
  json_builder_begin_object (builder);
  add_string (builder, "id", sprint_check_get_id (check));
  add_string (builder, "group", get_nick (SPRINT_TYPE_CHECK_GROUP, sprint_check_get_group (check)));
  add_string (builder, "scope", get_nick (SPRINT_TYPE_CHECK_SCOPE, sprint_check_get_scope (check)));
  add_string (builder, "state", get_nick (SPRINT_TYPE_CHECK_STATE, sprint_check_get_state (check)));
  add_string (builder, "title", sprint_check_get_title (check));
  add_cleaned (builder, "summary", clean_words (sprint_check_get_summary (check)));
  add_string (builder, "why", sprint_check_get_why (check));
  json_builder_set_member_name (builder, "milliseconds");
  json_builder_add_double_value (builder, sprint_check_get_duration (check) / 1000.0);
  if (sprint_check_get_details (check) != NULL)
    add_cleaned (builder, "details", clean_evidence (sprint_check_get_details (check)));
  if (sprint_check_get_remedy (check) != NULL)
    add_remedy (builder, sprint_check_get_remedy (check));
  json_builder_end_object (builder);
}

static void
add_system (JsonBuilder *builder,
            SprintHost  *host)
{
  SprintHostReader *reader = sprint_host_get_reader (host);
  g_autofree char *distribution = sprint_host_reader_get_os_release (reader, "PRETTY_NAME");
  g_autofree char *kernel = sprint_host_reader_read_word (reader, "/proc/sys/kernel/osrelease");

  add_string (builder, "distribution", distribution);
  add_string (builder, "kernel", kernel);
  add_string (builder, "architecture", sprint_host_reader_get_architecture (reader));
}

char *
sprint_report_to_json (SprintHost *host)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (SPRINT_IS_HOST (host), NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_int_value (builder, FORMAT);
  add_string (builder, "sprint", SPRINT_VERSION);
  add_string (builder, "state", get_state_name (host));
  add_string (builder, "acceleration", get_nick (SPRINT_TYPE_ACCELERATION, sprint_host_get_acceleration (host)));
  add_string (builder, "summary", sprint_host_get_summary (host));
  add_system (builder, host);
  json_builder_set_member_name (builder, "checks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (host)); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (G_LIST_MODEL (host), i);

    add_check (builder, check);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, root);
  json = json_generator_to_data (generator, NULL);

  return g_strconcat (json, "\n", NULL);
}
