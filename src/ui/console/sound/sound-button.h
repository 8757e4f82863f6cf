/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/sound/console-sound.h"

G_BEGIN_DECLS

/**
 * SprintSoundButton:
 *
 * How loud a guest is, whether it is heard at all, and whether it may listen: a button that shows the first
 * two, and that the guest listens, with a popover. There where the guest has a sound card.
 *
 * The property compact, for narrow bars, is whether it is there only while the guest may listen, or its sound has failed.
 */
#define SPRINT_TYPE_SOUND_BUTTON (sprint_sound_button_get_type ())
G_DECLARE_FINAL_TYPE (SprintSoundButton, sprint_sound_button, SPRINT, SOUND_BUTTON, AdwBin)

void sprint_sound_button_set_sound   (SprintSoundButton  *self,
                                      SprintConsoleSound *sound);
void sprint_sound_button_set_compact (SprintSoundButton  *self,
                                      gboolean            compact);

G_END_DECLS
