/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/catalogue/catalogue.h"

G_BEGIN_DECLS

/*
 * SprintMediumChooser: what can I run? The default installer, media found in Downloads, a file chooser button, and a
 * drop target for the whole widget; each as a row with logo (or initial), name and a second line. The default
 * installer is selected at first.
 *
 * Properties: catalogue, downloads (path or NULL) construct-only; selected (GObject: a SprintMedium or a SprintOffer,
 * or NULL), busy (boolean: a file is being looked at), both read-only.
 * Signal: "problem" (GError boxed): a file that is no medium; also shown in place.
 */
#define SPRINT_TYPE_MEDIUM_CHOOSER (sprint_medium_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SprintMediumChooser, sprint_medium_chooser, SPRINT, MEDIUM_CHOOSER, AdwBin)

GtkWidget *sprint_medium_chooser_new          (SprintCatalogue *catalogue, const char *downloads);
/* (transfer none) (nullable): a SprintMedium or a SprintOffer. */
GObject   *sprint_medium_chooser_get_selected (SprintMediumChooser *self);
/* Recognises @file and selects it: what the file chooser and a drop do. A problem is said in place. */
void       sprint_medium_chooser_open         (SprintMediumChooser *self, GFile *file);
gboolean   sprint_medium_chooser_get_busy     (SprintMediumChooser *self);

G_END_DECLS
