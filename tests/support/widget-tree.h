/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* g_test_init() and adw_init(), with the person's own folders empty, but the computer's as they are. */
void       tree_init        (int *argc, char ***argv);
/* Empties the person's folders again, of what the test before this one has left there. */
void       tree_clean       (void);
/* The program's own style, as its application has it. */
void       tree_use_style   (void);
/* g_test_run(), and takes the folders away. */
int        tree_run         (void);

/* Looks for what a person sees below a widget, itself included: what is hidden, or on a page that is not shown, is
 * passed over. All are (transfer none) (nullable); the first that fits. */
GtkWidget *tree_find_type   (GtkWidget *root, GType type);
/* A button by its text, without underscores, or by its tooltip where it has no text. */
GtkWidget *tree_find_button (GtkWidget *root, const char *text);
/* A row by its title. */
GtkWidget *tree_find_row    (GtkWidget *root, const char *title);
/* What has this text somewhere in it. */
GtkWidget *tree_find_text   (GtkWidget *root, const char *text);
gboolean   tree_shows       (GtkWidget *root, const char *text);
guint      tree_count       (GtkWidget *root, GType type);

/* Whether no section of the menu, or of a submenu, has a section in it: GTK draws no line above such a one. */
gboolean   tree_menu_is_flat (GMenuModel *menu);

/* As a person would, as soon as it is there and can be pressed. */
void       tree_click       (GtkWidget *root, const char *text);
/* Whether there is such a button, and it can be pressed. */
gboolean   tree_can_click   (GtkWidget *root, const char *text);

/* A window with that in it, on the screen and with the focus. */
GtkWindow *tree_show        (GtkWidget *child);
/* Draws the window anew, a few times: GTK and libadwaita let go of what was drawn, and move the focus, only then. */
void       tree_draw        (GtkWindow *window);
/* Takes the window down; all of @object must go with it. Only the window may hold it. */
void       tree_take_down   (GtkWindow *window, gpointer object);
/* A key of the real keyboard, down and up. The window must be active. */
void       tree_press_key   (guint keyval, GdkModifierType modifiers);

G_END_DECLS
