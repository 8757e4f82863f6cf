/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-screenshots.h"

#include <glib/gi18n.h>

#include "console-picture.h"
#include "save-dialog.h"

struct _SprintConsoleScreenshots
{
  GObject parent_instance;

  SprintConsole *console;
  GActionMap *actions;
};

G_DEFINE_FINAL_TYPE (SprintConsoleScreenshots, sprint_console_screenshots, G_TYPE_OBJECT)

enum {
  PROBLEM,
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void screenshot_file_cb (GSimpleAction *action,
                                GVariant      *parameter,
                                gpointer       user_data);
static void screenshot_clipboard_cb (GSimpleAction *action,
                                     GVariant      *parameter,
                                     gpointer       user_data);

static const GActionEntry entries[] = {
  { .name = "screenshot-file", .activate = screenshot_file_cb },
  { .name = "screenshot-clipboard", .activate = screenshot_clipboard_cb },
};

static void
sprint_console_screenshots_dispose (GObject *object)
{
  SprintConsoleScreenshots *self = SPRINT_CONSOLE_SCREENSHOTS (object);

  if (self->actions != NULL)
    g_action_map_remove_action_entries (self->actions, entries, G_N_ELEMENTS (entries));
  g_clear_object (&self->actions);
  self->console = NULL;

  G_OBJECT_CLASS (sprint_console_screenshots_parent_class)->dispose (object);
}

static GdkTexture *
take (SprintConsoleScreenshots *self)
{
  g_autoptr (GError) error = NULL;
  GdkTexture *picture = sprint_console_take_picture (self->console, &error);

  if (picture == NULL)
    g_signal_emit (self, signals[PROBLEM], 0, error);

  return picture;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SprintConsoleScreenshots) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sprint_console_picture_save_finish (GDK_TEXTURE (source), result, &error))
    g_signal_emit (self, signals[MESSAGE], 0, _("Screenshot saved"));
  else
    g_signal_emit (self, signals[PROBLEM], 0, error);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintConsoleScreenshots) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = sprint_save_dialog_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    sprint_console_picture_save_async (g_object_get_data (source, "picture"), file, NULL, saved_cb,
                                       g_object_ref (self));
  else if (error != NULL)
    g_signal_emit (self, signals[PROBLEM], 0, error);
}

static void
screenshot_file_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  SprintConsoleScreenshots *self = user_data;
  GdkTexture *picture = take (self);
  g_autoptr (GtkFileDialog) dialog = NULL;

  if (picture == NULL)
    return;

  dialog = sprint_save_dialog_new (_("Save Screenshot"), G_USER_DIRECTORY_PICTURES, _("Screenshots"),
                                   sprint_console_get_guest_name (self->console), "png");
  /* Of this moment, not of that in which its file is chosen. */
  g_object_set_data_full (G_OBJECT (dialog), "picture", picture, g_object_unref);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->console))), NULL, chosen_cb,
                        g_object_ref (self));
}

static void
screenshot_clipboard_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  SprintConsoleScreenshots *self = user_data;
  g_autoptr (GdkTexture) picture = take (self);

  if (picture == NULL)
    return;

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self->console)), picture);
  g_signal_emit (self, signals[MESSAGE], 0, _("Screenshot copied"));
}

static void
sprint_console_screenshots_class_init (SprintConsoleScreenshotsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_console_screenshots_dispose;

  signals[PROBLEM] =
    g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[MESSAGE] =
    g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sprint_console_screenshots_init (SprintConsoleScreenshots *self)
{
}

SprintConsoleScreenshots *
sprint_console_screenshots_new (SprintConsole *console,
                                GActionMap    *actions)
{
  SprintConsoleScreenshots *self;

  g_return_val_if_fail (SPRINT_IS_CONSOLE (console), NULL);
  g_return_val_if_fail (G_IS_ACTION_MAP (actions), NULL);

  self = g_object_new (SPRINT_TYPE_CONSOLE_SCREENSHOTS, NULL);
  self->console = console;
  self->actions = g_object_ref (actions);
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  sprint_console_screenshots_set_possible (self, FALSE);

  return self;
}

void
sprint_console_screenshots_set_possible (SprintConsoleScreenshots *self,
                                         gboolean                  possible)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SCREENSHOTS (self));

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, entries[i].name)),
                                 possible);
}
