/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-menu.h"

#include <glib/gi18n.h>

#include "ui/console/guest/agent-note.h"
#include "ui/console/guest/clipboard-menu.h"

static void
append_where_possible (GMenu      *menu,
                       const char *label,
                       const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

/* Why the agent does not do what the items before it are for. */
static const struct {
  const char *id;
  SprintGuestCapabilities wanted;
  gboolean service;   /* whether those items are there for services only */
  gboolean marked;    /* whether they have check or radio marks before their words */
} notes[] = {
  { "resize-note", SPRINT_GUEST_CAN_RESIZE, FALSE, TRUE },
  { "clipboard-note", SPRINT_GUEST_CAN_CLIPBOARD, TRUE, TRUE },
  { "files-note", SPRINT_GUEST_CAN_FILES, TRUE, FALSE },
};

static void
append_note (GMenu      *menu,
             const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

  g_menu_item_set_attribute (item, "custom", "s", id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_size (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("_Resize with Window"), "console.size::follow");
  append_note (menu, "resize-note");
  g_menu_append (menu, _("_Fit to Window"), "console.size::fit");
  g_menu_append (menu, _("_Original Size"), "console.size::actual");

  return G_MENU_MODEL (menu);
}

static GMenuModel *
create_clipboard (void)
{
  GMenuModel *menu = sprint_clipboard_menu_new ();
  g_autoptr (GMenu) typing = g_menu_new ();

  append_note (G_MENU (menu), "clipboard-note");
  g_menu_append (typing, _("_Type Clipboard Text"), "console.type-clipboard");
  g_menu_append_section (G_MENU (menu), NULL, G_MENU_MODEL (typing));

  return menu;
}

static GMenuModel *
create_files (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) sharing = g_menu_new ();

  g_menu_append (menu, _("_Send Files…"), "console.send-files");
  append_where_possible (menu, _("Send _Copied Files"), "console.send-copied-files");
  append_note (menu, "files-note");
  g_menu_append (sharing, _("Shared _Folder…"), "console.share-folder");
  g_menu_append (sharing, _("_Attach USB Devices…"), "console.usb-devices");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sharing));

  return G_MENU_MODEL (menu);
}

static GMenuModel *
create_input (GMenuModel *keys,
              gboolean    services)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) clipboard = create_clipboard ();
  g_autoptr (GMenuModel) files = create_files ();

  g_menu_append_submenu (menu, _("Send _Keys"), keys);
  if (services) {
    g_menu_append_submenu (menu, _("Clip_board"), clipboard);
    g_menu_append_submenu (menu, _("Files _and Devices"), files);
  }
  g_menu_append (menu, _("_View Only"), "console.view-only");

  return G_MENU_MODEL (menu);
}

static GMenuModel *
create_screen (GMenuModel *screens)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) size = create_size ();

  g_menu_append (menu, _("F_ull Screen"), "win.full-screen");
  g_menu_append_submenu (menu, _("Si_ze"), size);
  g_menu_append_submenu (menu, _("Scr_eens"), screens);

  return G_MENU_MODEL (menu);
}

static GMenuModel *
create_pictures (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("_Take Screenshot…"), "console.screenshot-file");
  g_menu_append (menu, _("Cop_y Screenshot"), "console.screenshot-clipboard");
  append_where_possible (menu, _("Rec_ord Screen…"), "console.record");
  append_where_possible (menu, _("St_op Recording"), "console.stop-recording");

  return G_MENU_MODEL (menu);
}

GMenuModel *
sprint_console_menu_new (GMenuModel *keys,
                         GMenuModel *screens,
                         gboolean    services)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) input = create_input (keys, services);
  g_autoptr (GMenuModel) screen = create_screen (screens);
  g_autoptr (GMenuModel) pictures = create_pictures ();

  g_menu_append_section (menu, NULL, input);
  g_menu_append_section (menu, NULL, screen);
  g_menu_append_section (menu, NULL, pictures);

  return G_MENU_MODEL (menu);
}

void
sprint_console_menu_explain (GtkPopoverMenu *popover,
                             GObject        *shown,
                             gboolean        services)
{
  g_return_if_fail (GTK_IS_POPOVER_MENU (popover));
  g_return_if_fail (G_IS_OBJECT (shown));

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++) {
    GtkWidget *note;

    if (notes[i].service && !services)
      continue;

    note = sprint_agent_note_new (notes[i].wanted, notes[i].marked);
    gtk_popover_menu_add_child (popover, note, notes[i].id);
    g_object_bind_property (shown, "session", note, "session", G_BINDING_SYNC_CREATE);
  }
}
