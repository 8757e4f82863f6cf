/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sprint-config.h"

#include "command-line.h"

#include <glib/gi18n.h>

#include "check.h"
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

/* What a command line asks for. */
typedef struct {
  gboolean help;
  gboolean version;
  gboolean check;
  gboolean json;
  gboolean service;
  char **connect;
  char *local;
  char *open;
  gboolean fullscreen;
} Options;

static GOptionContext *
create_context (Options *options)
{
  const GOptionEntry parsed[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &options->help, N_("Show this help"), NULL },
    { "version", 'v', 0, G_OPTION_ARG_NONE, &options->version, N_("Print the version and what is built in"), NULL },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options->check, N_("Examine this computer and print a report"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print the report as JSON"), NULL },
    { entries[0].long_name, entries[0].short_name, entries[0].flags, entries[0].arg, &options->connect,
      entries[0].description, entries[0].arg_description },
    { entries[1].long_name, entries[1].short_name, entries[1].flags, entries[1].arg, &options->local,
      entries[1].description, entries[1].arg_description },
    { "open", 0, 0, G_OPTION_ARG_FILENAME, &options->open, N_("Show a screen by its address or connection file"),
      N_("FILE-OR-URI") },
    { "fullscreen", 0, 0, G_OPTION_ARG_NONE, &options->fullscreen, N_("Show it in full screen"), NULL },
    /* What D-Bus activation starts Sprint with; GApplication acts on it. */
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->service, NULL, NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _("Run and use virtual machines"));
  g_option_context_set_description (context,
                                    _("With --check, the exit status is 0 where machines will run accelerated, 1 "
                                      "where they run but not everything\nis as it should be, 3 where they cannot run, "
                                      "4 where that could not be found out, 5 where the report\ncould not be "
                                      "written; 2 is a wrong command line."));
  g_option_context_add_main_entries (context, parsed, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);

  return context;
}

static void
options_clear (Options *options)
{
  g_strfreev (options->connect);
  g_free (options->local);
  g_free (options->open);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
refuse (const char *reason)
{
  g_printerr ("sprint: %s\n", reason);
  g_printerr ("%s\n", _("Try “sprint --help”."));

  return 2;
}

/* What needs no window. */
static gboolean
answer (const Options      *options,
        GOptionContext     *context,
        const char * const *toolkit,
        int                *status)
{
  g_autofree char *text = NULL;

  if (options->json && !options->check) {
    *status = refuse (_("--json goes with --check"));
    return TRUE;
  }
  if (options->fullscreen && options->open == NULL) {
    *status = refuse (_("--fullscreen goes with --open"));
    return TRUE;
  }
  if (options->help)
    text = g_option_context_get_help (context, TRUE, NULL);
  else if (options->version)
    text = sprint_version_describe (toolkit);
  if (text != NULL) {
    g_print ("%s", text);
    return TRUE;
  }
  if (options->check)
    *status = sprint_check_run (options->local, options->json);

  return options->check;
}

gboolean
sprint_command_line_run (int                  argc,
                         char               **argv,
                         const char * const  *toolkit,
                         SprintCommandLineViewer *viewer,
                         int                 *status)
{
  g_auto (GStrv) arguments = NULL;
  g_auto (Options) options = { 0 };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (viewer != NULL && status != NULL, FALSE);

  *viewer = (SprintCommandLineViewer) { 0 };

  arguments = g_new0 (char *, argc + 1);
  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (argv[i]);

  g_set_prgname ("sprint");
  context = create_context (&options);
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

  if (answer (&options, context, toolkit, status))
    return TRUE;

  viewer->what = g_steal_pointer (&options.open);
  viewer->fullscreen = options.fullscreen;

  return FALSE;
}

void
sprint_command_line_viewer_clear (SprintCommandLineViewer *viewer)
{
  g_clear_pointer (&viewer->what, g_free);
}
