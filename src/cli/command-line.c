/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sprint-config.h"

#include "command-line.h"

#include <glib/gi18n.h>

#include "version.h"

static const GOptionEntry entries[] = {
  { "connect", 'c', 0, G_OPTION_ARG_STRING_ARRAY, NULL,
    N_("Open another libvirt connection too"), N_("URI") },
  { "local", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL,
    "Use this libvirt connection as this computer's own", "URI" },
  { NULL },
};

void
sprint_command_line_declare (GApplication *application)
{
  g_return_if_fail (G_IS_APPLICATION (application));

  g_application_add_main_option_entries (application, entries);
}

static GOptionContext *
create_context (gboolean  *help,
                gboolean  *version,
                char    ***connect,
                char     **local,
                gboolean  *service)
{
  const GOptionEntry parsed[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, help, N_("Show this help"), NULL },
    { "version", 'v', 0, G_OPTION_ARG_NONE, version,
      N_("Print the version and what is built in"), NULL },
    { entries[0].long_name, entries[0].short_name, entries[0].flags, entries[0].arg, connect,
      entries[0].description, entries[0].arg_description },
    { entries[1].long_name, entries[1].short_name, entries[1].flags, entries[1].arg, local,
      entries[1].description, entries[1].arg_description },
    /* What D-Bus activation starts Sprint with; GApplication acts on it. */
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, service, NULL, NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _("Run and use virtual machines"));
  g_option_context_add_main_entries (context, parsed, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);

  return context;
}

static int
refuse (const char *reason)
{
  g_printerr ("sprint: %s\n", reason);
  g_printerr ("%s\n", _("Try “sprint --help”."));

  return 2;
}

gboolean
sprint_command_line_run (int                  argc,
                         char               **argv,
                         const char * const  *toolkit,
                         int                 *status)
{
  g_auto (GStrv) arguments = NULL;
  g_auto (GStrv) connect = NULL;
  g_autofree char *local = NULL;
  gboolean help = FALSE, version = FALSE, service = FALSE;
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (status != NULL, FALSE);

  arguments = g_new0 (char *, argc + 1);
  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (argv[i]);

  g_set_prgname ("sprint");
  context = create_context (&help, &version, &connect, &local, &service);
  *status = 0;

  if (!g_option_context_parse_strv (context, &arguments, &error)) {
    *status = refuse (error->message);
    return TRUE;
  }

  if (g_strv_length (arguments) > 1) {
    g_autofree char *reason = g_strdup_printf (_("unexpected argument “%s”"), arguments[1]);

    *status = refuse (reason);
    return TRUE;
  }

  if (help) {
    g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

    g_print ("%s", text);
    return TRUE;
  }

  if (version) {
    g_autofree char *text = sprint_version_describe (toolkit);

    g_print ("%s", text);
    return TRUE;
  }

  return FALSE;
}
