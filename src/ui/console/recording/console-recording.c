/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-recording.h"

#include <glib/gi18n.h>

#include "core/console/recording/screen-recorder.h"
#include "ui/console/screen/save-dialog.h"

struct _SprintConsoleRecording
{
  GObject parent_instance;

  SprintConsole *console;
  GActionMap *actions;
  SprintScreenRecorder *recorder;   /* from its start to its end */
  guint elapsed_id;
  gboolean picture;
  gboolean started;
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (SprintConsoleRecording, sprint_console_recording, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_RECORDING,
  PROP_ELAPSED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  PROBLEM,
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_console_recording_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  SprintConsoleRecording *self = SPRINT_CONSOLE_RECORDING (object);

  switch (prop_id) {
  case PROP_RECORDING:
    g_value_set_boolean (value, sprint_console_recording_get_recording (self));
    break;

  case PROP_ELAPSED:
    g_value_set_uint (value, sprint_console_recording_get_elapsed (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
enable (SprintConsoleRecording *self,
        const char             *name,
        gboolean                enabled)
{
  if (self->actions != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)), enabled);
}

static gboolean
elapsed_cb (gpointer user_data)
{
  g_object_notify_by_pspec (user_data, properties[PROP_ELAPSED]);

  return G_SOURCE_CONTINUE;
}

static void
update (SprintConsoleRecording *self)
{
  gboolean recording = sprint_console_recording_get_recording (self);

  enable (self, "record", self->picture && self->recorder == NULL);
  enable (self, "stop-recording", recording);
  if (recording == (self->elapsed_id != 0))
    return;

  if (recording)
    self->elapsed_id = g_timeout_add_seconds (1, elapsed_cb, self);
  else
    g_clear_handle_id (&self->elapsed_id, g_source_remove);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELAPSED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

static void
stop (SprintConsoleRecording *self)
{
  if (self->recorder == NULL || self->stopping)
    return;

  self->stopping = TRUE;
  sprint_screen_recorder_stop (self->recorder);
  update (self);
}

/* The program, kept from ending: a file has to be put in its place still. Without one it is a test. */
static void
hold (SprintConsoleRecording *self)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_hold (application);
}

static void
let_go (SprintConsoleRecording *self)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_release (application);
}

static void
forget (SprintConsoleRecording *self)
{
  g_clear_object (&self->recorder);
  self->started = self->stopping = FALSE;
  update (self);
  let_go (self);
}

static void
ended_cb (SprintScreenRecorder *recorder,
          const GError         *error,
          gpointer              user_data)
{
  SprintConsoleRecording *self = user_data;

  forget (self);
  if (error != NULL)
    g_signal_emit (self, signals[PROBLEM], 0, error);
  else
    g_signal_emit (self, signals[MESSAGE], 0, _("Recording saved"));
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintConsoleRecording) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sprint_screen_recorder_start_finish (SPRINT_SCREEN_RECORDER (source), result, &error)) {
    forget (self);
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_signal_emit (self, signals[PROBLEM], 0, error);
    return;
  }

  self->started = TRUE;
  /* Until it has ended, whoever started it lives. */
  g_signal_connect_data (source, "ended", G_CALLBACK (ended_cb), g_object_ref (self),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  update (self);
}

void
sprint_console_recording_start (SprintConsoleRecording *self,
                                GFile                  *file)
{
  SprintConsoleSession *session = NULL;
  SprintConsoleMonitor *monitor;

  g_return_if_fail (SPRINT_IS_CONSOLE_RECORDING (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->console != NULL)
    session = sprint_console_get_session (self->console);
  if (session == NULL || self->recorder != NULL)
    return;

  hold (self);
  monitor = sprint_console_get_monitor (self->console);
  self->recorder = sprint_screen_recorder_new (sprint_console_monitor_get_framebuffer (monitor));
  sprint_screen_recorder_start_async (self->recorder, file, NULL, started_cb, g_object_ref (self));
  update (self);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintConsoleRecording) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = sprint_save_dialog_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    sprint_console_recording_start (self, file);
  else if (error != NULL)
    g_signal_emit (self, signals[PROBLEM], 0, error);
}

static void
record_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  SprintConsoleRecording *self = user_data;
  g_autoptr (GtkFileDialog) dialog =
    sprint_save_dialog_new (_("Record Screen Without Sound"), G_USER_DIRECTORY_VIDEOS, _("Screencasts"),
                            sprint_console_get_guest_name (self->console), "webm");

  gtk_file_dialog_set_accept_label (dialog, _("_Record"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->console))), NULL, chosen_cb,
                        g_object_ref (self));
}

static void
stop_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  stop (user_data);
}

static const GActionEntry entries[] = {
  { .name = "record", .activate = record_cb },
  { .name = "stop-recording", .activate = stop_cb },
};

static void
sprint_console_recording_dispose (GObject *object)
{
  SprintConsoleRecording *self = SPRINT_CONSOLE_RECORDING (object);

  sprint_console_recording_close (self);

  G_OBJECT_CLASS (sprint_console_recording_parent_class)->dispose (object);
}

static void
sprint_console_recording_class_init (SprintConsoleRecordingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_console_recording_dispose;
  object_class->get_property = sprint_console_recording_get_property;
  properties[PROP_RECORDING] = g_param_spec_boolean ("recording", NULL, NULL, FALSE, flags);
  properties[PROP_ELAPSED] = g_param_spec_uint ("elapsed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[PROBLEM] =
    g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[MESSAGE] =
    g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sprint_console_recording_init (SprintConsoleRecording *self)
{
}

SprintConsoleRecording *
sprint_console_recording_new (SprintConsole *console,
                              GActionMap    *actions)
{
  SprintConsoleRecording *self;

  g_return_val_if_fail (SPRINT_IS_CONSOLE (console), NULL);
  g_return_val_if_fail (G_IS_ACTION_MAP (actions), NULL);

  self = g_object_new (SPRINT_TYPE_CONSOLE_RECORDING, NULL);
  self->console = console;
  self->actions = g_object_ref (actions);
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  update (self);

  return self;
}

void
sprint_console_recording_update (SprintConsoleRecording *self,
                                 gboolean                picture,
                                 gboolean                over)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_RECORDING (self));

  self->picture = picture;
  if (over)
    stop (self);
  update (self);
}

void
sprint_console_recording_close (SprintConsoleRecording *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_RECORDING (self));

  stop (self);
  if (self->actions != NULL)
    g_action_map_remove_action_entries (self->actions, entries, G_N_ELEMENTS (entries));
  g_clear_object (&self->actions);
  self->console = NULL;
}

gboolean
sprint_console_recording_get_recording (SprintConsoleRecording *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_RECORDING (self), FALSE);

  return self->started && !self->stopping;
}

guint
sprint_console_recording_get_elapsed (SprintConsoleRecording *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_RECORDING (self), 0);

  return self->started ? sprint_screen_recorder_get_elapsed (self->recorder) / G_USEC_PER_SEC : 0;
}
