/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/devices/usb-dialog.h"

#include "await.h"
#include "widget-tree.h"

/* The dialog over devices whose carrier is the test. */
typedef struct {
  SprintUsbDevices *usb;
  SprintSmartCards *cards;
  SprintUsbDevice *asked;
  AdwDialog *dialog;
  GtkWindow *window;
  guint n_detached;
} Fixture;

/* What the dialog has said aloud last, in place of GTK's, of which the test backend has none. */
static char *said;

void
gtk_accessible_announce (GtkAccessible                     *self,
                         const char                        *message,
                         GtkAccessibleAnnouncementPriority  priority)
{
  g_set_str (&said, message);
}

static void
attach_cb (SprintUsbDevices *usb,
           SprintUsbDevice  *device,
           Fixture          *fixture)
{
  g_set_object (&fixture->asked, device);
}

static void
detach_cb (SprintUsbDevices *usb,
           SprintUsbDevice  *device,
           Fixture          *fixture)
{
  g_set_object (&fixture->asked, device);
  fixture->n_detached++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->usb = sprint_usb_devices_new ();
  fixture->cards = sprint_smart_cards_new ();
  g_signal_connect (fixture->usb, "attach", G_CALLBACK (attach_cb), fixture);
  g_signal_connect (fixture->usb, "detach", G_CALLBACK (detach_cb), fixture);
  fixture->dialog = sprint_usb_dialog_new (fixture->usb, fixture->cards);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), gtk_label_new (NULL));
  gtk_window_set_default_size (fixture->window, 360, 600);
  gtk_window_present (fixture->window);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  await (gtk_widget_get_mapped (GTK_WIDGET (fixture->dialog)));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  AdwDialog *dialog = fixture->dialog;

  g_clear_object (&fixture->asked);
  g_clear_pointer (&said, g_free);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &fixture->dialog);
  gtk_window_destroy (fixture->window);
  await (fixture->dialog == NULL);
  g_assert_false (sprint_usb_devices_get_needed (fixture->usb));
  g_assert_finalize_object (fixture->usb);
  g_assert_finalize_object (fixture->cards);
}

static void
open_channels (Fixture *fixture,
               guint    n)
{
  sprint_usb_devices_open (fixture->usb, n);
  sprint_usb_devices_begin (fixture->usb);
}

/* (transfer full) */
static SprintUsbDevice *
plug (Fixture       *fixture,
      SprintUsbKind  kind,
      const char    *name)
{
  SprintUsbDevice *device = sprint_usb_device_new (kind, name, name);

  sprint_usb_devices_add (fixture->usb, device, FALSE);

  return device;
}

static GtkWidget *
dialog (Fixture *fixture)
{
  return GTK_WIDGET (fixture->dialog);
}

static GtkWidget *
find_switch (Fixture    *fixture,
             const char *name)
{
  GtkWidget *row = tree_find_row (dialog (fixture), name);

  g_assert_nonnull (row);

  return tree_find_type (row, GTK_TYPE_SWITCH);
}

/* Why there is nothing to choose from. */
static void
test_reasons (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_NOT_SUPPORTED, "Not built in");

  g_assert_true (sprint_usb_devices_get_needed (fixture->usb));
  await (tree_shows (dialog (fixture), "Not Connected"));
  sprint_usb_devices_open (fixture->usb, 0);
  await (tree_shows (dialog (fixture), "No USB Channels"));
  g_assert_true (tree_shows (dialog (fixture), "<redirdev"));
  open_channels (fixture, 2);
  await (tree_shows (dialog (fixture), "No USB Devices"));
  g_assert_nonnull (tree_find_row (dialog (fixture), "_Insert a CD Image…"));
  sprint_usb_devices_break (fixture->usb, error);
  await (tree_shows (dialog (fixture), "No USB Devices Here"));
}

static void
test_attach (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) stick = NULL;
  g_autoptr (SprintUsbDevice) mouse = NULL;
  GtkWidget *stick_switch, *mouse_switch;

  open_channels (fixture, 1);
  stick = plug (fixture, SPRINT_USB_PLAIN, "Kingston <b>DataTraveler</b>");
  mouse = plug (fixture, SPRINT_USB_INPUT, "Logitech Mouse");
  await (tree_shows (dialog (fixture), "Kingston <b>DataTraveler</b>"));
  await (!tree_shows (dialog (fixture), "No USB Devices"));
  g_assert_true (tree_shows (dialog (fixture), "The machine can have 1 device."));
  stick_switch = find_switch (fixture, "Kingston <b>DataTraveler</b>");
  mouse_switch = find_switch (fixture, "Logitech Mouse");
  gtk_test_accessible_assert_role (stick_switch, GTK_ACCESSIBLE_ROLE_SWITCH);
  gtk_test_accessible_assert_property (stick_switch, GTK_ACCESSIBLE_PROPERTY_LABEL, "Kingston <b>DataTraveler</b>");

  gtk_widget_activate (stick_switch);
  await (fixture->asked == stick);
  g_assert_true (tree_shows (dialog (fixture), "Attaching…"));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (stick_switch)));
  g_assert_false (gtk_switch_get_state (GTK_SWITCH (stick_switch)));
  g_assert_false (gtk_widget_get_sensitive (mouse_switch));
  g_assert_true (tree_shows (dialog (fixture), "which is in use"));

  /* Not twice, and not the other way while it is on its way. */
  gtk_switch_set_active (GTK_SWITCH (stick_switch), FALSE);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (stick_switch)));
  sprint_usb_devices_settle (fixture->usb, stick, TRUE, NULL);
  g_assert_true (gtk_switch_get_state (GTK_SWITCH (stick_switch)));
  g_assert_true (tree_shows (dialog (fixture), "The machine has it"));

  gtk_switch_set_active (GTK_SWITCH (stick_switch), FALSE);
  g_assert_cmpuint (fixture->n_detached, ==, 1);
  g_assert_true (tree_shows (dialog (fixture), "Detaching…"));
  sprint_usb_devices_settle (fixture->usb, stick, FALSE, NULL);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (stick_switch)));
  g_assert_true (gtk_widget_get_sensitive (mouse_switch));

  sprint_usb_devices_remove (fixture->usb, stick);
  sprint_usb_devices_remove (fixture->usb, mouse);
  await (tree_shows (dialog (fixture), "No USB Devices"));
}

/* The row says it, and a button what can be done. */
static void
test_error (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) stick = NULL;
  g_autoptr (GError) error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_IN_USE, "Resource busy [-6]");
  GtkWidget *row, *raw;

  open_channels (fixture, 2);
  stick = plug (fixture, SPRINT_USB_PLAIN, "Stick");
  await (tree_shows (dialog (fixture), "Stick"));
  gtk_switch_set_active (GTK_SWITCH (find_switch (fixture, "Stick")), TRUE);
  sprint_usb_devices_settle (fixture->usb, stick, FALSE, error);
  row = tree_find_row (dialog (fixture), "Stick");
  await (tree_shows (row, "Another program or machine is using the device."));
  g_assert_cmpstr (said, ==, "Another program or machine is using the device.");
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (find_switch (fixture, "Stick"))));
  tree_click (row, "What Can Be Done");
  await (tree_shows (GTK_WIDGET (fixture->window), "Device in Use"));
  /* The raw words are there to be read, and not selected. */
  tree_draw (fixture->window);
  g_assert_true (gtk_window_get_focus (fixture->window) == tree_find_button (GTK_WIDGET (fixture->window), "Close"));
  raw = tree_find_text (GTK_WIDGET (fixture->window), "Resource busy");
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (raw), NULL, NULL));

  gtk_switch_set_active (GTK_SWITCH (find_switch (fixture, "Stick")), TRUE);
  await (!tree_shows (row, "Another program or machine is using the device."));
  g_assert_false (tree_can_click (row, "What Can Be Done"));
}

static void
test_image (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) image = NULL;
  g_autoptr (GError) error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_IMAGE, "It is empty");

  open_channels (fixture, 1);
  image = plug (fixture, SPRINT_USB_IMAGE, "debian.iso");
  await (tree_shows (dialog (fixture), "Inserting…"));
  g_assert_true (tree_shows (dialog (fixture), "No USB Devices"));
  g_assert_false (tree_can_click (dialog (fixture), "Eject"));
  g_assert_false (gtk_widget_get_sensitive (tree_find_row (dialog (fixture), "_Insert a CD Image…")));
  sprint_usb_devices_settle (fixture->usb, image, TRUE, NULL);
  tree_click (dialog (fixture), "Eject");
  await (fixture->asked == image && fixture->n_detached == 1);
  sprint_usb_devices_settle (fixture->usb, image, FALSE, NULL);
  await (tree_find_row (dialog (fixture), "debian.iso") == NULL);

  sprint_usb_devices_refuse (fixture->usb, error);
  await (tree_shows (GTK_WIDGET (fixture->window), "CD Image Not Inserted"));
}

static void
test_automatic (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *row;

  open_channels (fixture, 1);
  await ((row = tree_find_row (dialog (fixture), "_Attach New Devices")) != NULL);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_assert_true (sprint_usb_devices_get_automatic (fixture->usb));
  sprint_usb_devices_set_automatic (fixture->usb, FALSE);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
}

/* There where the machine takes them, with USB channels or without. */
static void
test_cards (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const readers[] = { "Yubico <YubiKey>", NULL };
  g_autoptr (GError) error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_IN_USE, "Elsewhere");
  GtkWidget *row;

  open_channels (fixture, 1);
  await (tree_shows (dialog (fixture), "No USB Devices"));
  g_assert_null (tree_find_row (dialog (fixture), "Smart _Cards"));
  sprint_smart_cards_set_available (fixture->cards, TRUE);
  await ((row = tree_find_row (dialog (fixture), "Smart _Cards")) != NULL);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  g_assert_true (tree_shows (row, "one machine at a time"));

  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_assert_true (sprint_smart_cards_get_enabled (fixture->cards));
  g_assert_true (tree_shows (row, "No card reader was found"));
  sprint_smart_cards_set_readers (fixture->cards, readers, 0);
  g_assert_true (tree_shows (row, "The machine has Yubico <YubiKey>, without a card"));
  sprint_smart_cards_set_readers (fixture->cards, readers, 1);
  g_assert_true (tree_shows (row, "with 1 card"));
  sprint_smart_cards_fail (fixture->cards, error);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  g_assert_true (tree_shows (row, "Another program or machine is using the device."));

  sprint_usb_devices_open (fixture->usb, 0);
  await (tree_shows (dialog (fixture), "<redirdev"));
  g_assert_true (tree_shows (dialog (fixture), "No USB Channels"));
  g_assert_nonnull (tree_find_row (dialog (fixture), "Smart _Cards"));
  g_assert_null (tree_find_row (dialog (fixture), "_Attach New Devices"));
}

#define add_test(path, test) g_test_add ("/usb-dialog/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  tree_init (&argc, &argv);
  await_own_context ();

  add_test ("reasons", test_reasons);
  add_test ("attach", test_attach);
  add_test ("error", test_error);
  add_test ("image", test_image);
  add_test ("automatic", test_automatic);
  add_test ("cards", test_cards);

  return tree_run ();
}
