/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/sound/sound-button.h"

#include <string.h>

#include "await.h"
#include "widget-tree.h"

static void
test_button (void)
{
  g_autoptr (SprintConsoleSound) sound =
    g_object_new (SPRINT_TYPE_CONSOLE_SOUND, "sink", "fakesink", "source", "audiotestsrc is-live=true", NULL);
  GtkWidget *button = g_object_new (SPRINT_TYPE_SOUND_BUTTON, NULL);
  GtkWindow *window;
  GtkWidget *scale, *muted, *microphone, *menu, *problem;

  sprint_sound_button_set_sound (SPRINT_SOUND_BUTTON (button), sound);
  g_assert_false (gtk_widget_get_visible (button));
  sprint_console_sound_set_available (sound, TRUE);
  g_assert_true (gtk_widget_get_visible (button));
  window = tree_show (button);
  menu = tree_find_type (button, GTK_TYPE_MENU_BUTTON);
  g_assert_cmpstr (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (menu)), ==, "audio-volume-high-symbolic");
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  await ((scale = tree_find_type (button, GTK_TYPE_SCALE)) != NULL && gtk_widget_get_mapped (scale));

  gtk_range_set_value (GTK_RANGE (scale), 0.25);
  g_assert_cmpfloat (sprint_console_sound_get_volume (sound), ==, 0.25);
  g_assert_cmpstr (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (menu)), ==, "audio-volume-low-symbolic");
  muted = tree_find_row (button, "_Mute");
  microphone = tree_find_row (button, "Micro_phone");
  adw_switch_row_set_active (ADW_SWITCH_ROW (muted), TRUE);
  g_assert_true (sprint_console_sound_get_muted (sound));
  g_assert_false (gtk_widget_get_sensitive (scale));
  g_assert_cmpstr (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (menu)), ==, "audio-volume-muted-symbolic");

  /* What a person would miss is said there, and is not unsaid by what still works. */
  sprint_console_sound_fail (sound, "Lost");
  sprint_console_sound_start_playing (sound, 2, 48000);
  problem = tree_find_text (button, "Lost");
  g_assert_true (problem != NULL && gtk_widget_get_mapped (problem));

  /* A guest that may listen is seen to, also where there is little room. */
  sprint_sound_button_set_compact (SPRINT_SOUND_BUTTON (button), TRUE);
  g_assert_true (gtk_widget_get_visible (button));
  sprint_console_sound_forget (sound);
  sprint_console_sound_set_available (sound, FALSE);
  sprint_console_sound_set_available (sound, TRUE);
  g_assert_null (sprint_console_sound_get_problem (sound));
  g_assert_false (gtk_widget_get_visible (button));
  sprint_console_sound_set_microphone (sound, TRUE);
  g_assert_true (gtk_widget_get_visible (button));
  sprint_console_sound_set_microphone (sound, FALSE);
  sprint_console_sound_start_recording (sound, 2, 48000);
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (menu)), !=, "audio-input-microphone-symbolic");
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (microphone)));
  sprint_console_sound_set_microphone (sound, TRUE);
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (menu)), ==, "audio-input-microphone-symbolic");
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (microphone)));
  sprint_console_sound_set_available (sound, FALSE);
  g_assert_false (gtk_widget_get_visible (button));

  tree_take_down (window, button);
}

/* A microphone that fails: nobody is listened to, and it is said so. */
static void
test_failed (void)
{
  g_autoptr (SprintConsoleSound) sound =
    g_object_new (SPRINT_TYPE_CONSOLE_SOUND, "sink", "fakesink",
                  "source", "audiotestsrc is-live=true ! identity error-after=3", NULL);
  GtkWidget *button = g_object_new (SPRINT_TYPE_SOUND_BUTTON, NULL);
  AdwActionRow *microphone;
  GtkWindow *window;
  GtkWidget *problem;

  sprint_sound_button_set_sound (SPRINT_SOUND_BUTTON (button), sound);
  sprint_console_sound_set_available (sound, TRUE);
  window = tree_show (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (tree_find_type (button, GTK_TYPE_MENU_BUTTON)));
  await ((microphone = ADW_ACTION_ROW (tree_find_row (button, "Micro_phone"))) != NULL &&
         gtk_widget_get_mapped (GTK_WIDGET (microphone)));
  g_assert_cmpstr (adw_action_row_get_subtitle (microphone), ==, "Off until you turn it on");
  sprint_console_sound_set_microphone (sound, TRUE);
  g_assert_cmpstr (adw_action_row_get_subtitle (microphone), ==, "The machine may listen, but is not listening now");
  sprint_console_sound_start_recording (sound, 2, 48000);
  g_assert_cmpstr (adw_action_row_get_subtitle (microphone), ==, "The machine is listening");
  await (sprint_console_sound_get_problem (sound) != NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (microphone), ==, "The machine may listen, but is not listening now");
  problem = GTK_WIDGET (gtk_widget_get_template_child (button, SPRINT_TYPE_SOUND_BUTTON, "problem_label"));
  g_assert_true (gtk_widget_get_visible (problem));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (problem)), ==, sprint_console_sound_get_problem (sound));
  g_assert_nonnull (strstr (sprint_console_sound_get_problem (sound), "Turn it off and on to try again."));

  tree_take_down (window, button);
}

int
main (int   argc,
      char *argv[])
{
  tree_init (&argc, &argv);

  g_test_add_func ("/sound-button/button", test_button);
  g_test_add_func ("/sound-button/failed", test_failed);

  return tree_run ();
}
