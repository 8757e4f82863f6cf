/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/source/connection-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/console/devices/usb-filter.h"
#include "core/console/session/console-session.h"
#include "remove-tree.h"

#define START "[virt-viewer]\ntype=spice\nhost=host\nport=5900\n"

static SprintConsoleInvitation *
parse (const char  *text,
       GError     **error)
{
  return sprint_connection_file_parse (text, strlen (text), "a.vv", error);
}

static SprintConsoleInvitation *
parse_data (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SPRINT_TEST_DATA"), "console", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SprintConsoleInvitation *invitation;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  invitation = parse (text, &error);
  g_assert_no_error (error);

  return invitation;
}

static void
test_proxmox (void)
{
  g_autoptr (SprintConsoleInvitation) invitation = parse_data ("proxmox.vv");
  SprintConsoleAddress *address = sprint_console_invitation_get_address (invitation);
  g_autoptr (GPtrArray) authorities = sprint_console_address_load_ca (address);

  g_assert_cmpstr (sprint_console_address_get_host (address), ==,
                   "pvespiceproxy:687d1ec6:100:pve::dcc9e35662ef0b1233e12ac02880ea7851f9218e");
  g_assert_cmpuint (sprint_console_address_get_port (address), ==, 0);
  g_assert_cmpuint (sprint_console_address_get_tls_port (address), ==, 61000);
  g_assert_cmpstr (sprint_console_address_get_proxy (address), ==, "http://pve.example:3128");
  g_assert_cmpstr (sprint_console_address_get_subject (address), ==,
                   "OU=PVE Cluster Node,O=Proxmox Virtual Environment,CN=pve.example");
  g_assert_cmpuint (authorities->len, ==, 1);
  g_assert_cmpstr (sprint_console_credentials_get_password (sprint_console_address_get_credentials (address)), ==,
                   "2f9a7c0f1d");
  g_assert_cmpstr (sprint_console_invitation_get_title (invitation), ==, "VM 100 - test");
  g_assert_false (sprint_console_invitation_get_fullscreen (invitation));
  g_assert_true (sprint_console_invitation_get_delete_file (invitation));
  g_assert_cmpstr (sprint_console_invitation_get_keys (invitation, SPRINT_CONSOLE_KEY_FULL_SCREEN), ==, "Shift+F11");
  g_assert_cmpstr (sprint_console_invitation_get_keys (invitation, SPRINT_CONSOLE_KEY_RELEASE), ==, "Ctrl+Alt+R");
  g_assert_cmpstr (sprint_console_invitation_get_keys (invitation, SPRINT_CONSOLE_KEY_SECURE_ATTENTION), ==,
                   "Ctrl+Alt+Ins");
  g_assert_null (sprint_console_invitation_get_remarks (invitation)[0]);
}

static void
test_ovirt (void)
{
  g_autoptr (SprintConsoleInvitation) invitation = parse_data ("ovirt.vv");
  SprintConsoleAddress *address = sprint_console_invitation_get_address (invitation);
  const char *filter;
  gboolean automatic;

  g_assert_cmpstr (sprint_console_address_get_host (address), ==, "192.0.2.7");
  g_assert_cmpuint (sprint_console_address_get_port (address), ==, 5900);
  g_assert_cmpuint (sprint_console_address_get_tls_port (address), ==, 5901);
  g_assert_cmpstr (sprint_console_address_get_ciphers (address), ==, "DEFAULT");
  g_assert_true (g_strv_contains (sprint_console_address_get_secure_channels (address), "usbredir"));
  g_assert_cmpuint (g_strv_length ((char **) sprint_console_address_get_secure_channels (address)), ==, 8);

  /* Devices are to be shared, and the rules let none through. */
  g_assert_true (sprint_console_invitation_get_usb_automatic (invitation, &automatic, &filter));
  g_assert_false (automatic);
  g_assert_null (filter);
  g_assert_false (sprint_console_invitation_get_smart_cards (invitation));
  g_assert_null (sprint_console_invitation_get_remarks (invitation)[0]);
}

/* What of this computer a file gives away it is said to, and nothing else is given. */
static void
test_devices (void)
{
  static const struct {
    const char *lines;
    gboolean cards, said, automatic;
    const char *filter, *words;
  } cases[] = {
    { "", FALSE, FALSE, FALSE, NULL, NULL },
    { "enable-smartcard=0\nenable-usb-autoshare=0\n", FALSE, TRUE, FALSE, NULL, NULL },
    { "enable-smartcard=1\n", TRUE, FALSE, FALSE, NULL, "may use the smart cards" },
    { "enable-usb-autoshare=1\n", FALSE, TRUE, TRUE, NULL, "gets USB devices" },
    { "enable-smartcard=1\nenable-usb-autoshare=1\nusb-filter=8,-1,-1,-1,1|-1,-1,-1,-1,0\n", TRUE, TRUE, TRUE,
      "8,-1,-1,-1,1|-1,-1,-1,-1,0", "smart cards, and gets USB devices" },
    { "usb-filter=8,-1,-1,-1,1\n", FALSE, FALSE, FALSE, NULL, NULL },
    { "enable-usb-autoshare=1\nusb-filter=0x08,-1,-1,-1,1 | -1,-1,-1,-1,0\n", FALSE, TRUE, TRUE,
      "8,-1,-1,-1,1|-1,-1,-1,-1,0", "gets USB devices" },
    { "enable-usb-autoshare=1\nusb-filter=08,-1,-1,-1,1\n", FALSE, TRUE, FALSE, NULL, "make no sense" },
    { "enable-usb-autoshare=1\nusb-filter=nonsense\n", FALSE, TRUE, FALSE, NULL, "rules “nonsense”" },
    { "enable-smartcard=1\ndisable-channels=smartcard\n", FALSE, FALSE, FALSE, NULL, NULL },
    { "enable-usb-autoshare=1\nenable-usbredir=0\n", FALSE, TRUE, FALSE, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (START, cases[i].lines, NULL);
    g_autoptr (SprintConsoleInvitation) invitation = parse (text, NULL);
    const char * const *remarks = sprint_console_invitation_get_remarks (invitation);
    const char *filter;
    gboolean automatic;

    g_test_message ("%s", cases[i].lines);
    g_assert_true (sprint_console_invitation_get_smart_cards (invitation) == cases[i].cards);
    g_assert_true (sprint_console_invitation_get_usb_automatic (invitation, &automatic, &filter) == cases[i].said);
    g_assert_true (automatic == cases[i].automatic);
    g_assert_cmpstr (filter, ==, cases[i].filter);
    g_assert_cmpuint (g_strv_length ((char **) remarks), ==, cases[i].words != NULL);
    g_assert_true (cases[i].words == NULL || strstr (remarks[0], cases[i].words) != NULL);
  }
}

static void
test_filters (void)
{
  static const struct { const char *filter, *rules; gboolean lets_any; } cases[] = {
    { "-1,-1,-1,-1,1", "-1,-1,-1,-1,1", TRUE }, { "-1,-1,-1,-1,0", "-1,-1,-1,-1,0", FALSE },
    { "0x03,-1,-1,-1,0|-1,-1,-1,-1,1", "3,-1,-1,-1,0|-1,-1,-1,-1,1", TRUE },
    { "8,0x1234,4660,-1,1|-1,-1,-1,-1,0", "8,4660,4660,-1,1|-1,-1,-1,-1,0", TRUE },
    { " 8 , 1, 2, 3, 1", "8,1,2,3,1", TRUE }, { "0x08,-1,-1,-1,1 | -1,-1,-1,-1,0", "8,-1,-1,-1,1|-1,-1,-1,-1,0", TRUE },
    { "0,0x0,0x000F,0xffff,1", "0,0,15,65535,1", TRUE },
    { "", NULL }, { "|", NULL }, { "1,2,3,4", NULL }, { "1,2,3,4,1,1", NULL }, { "1,2,3,4,2", NULL },
    { "1,2,3,4,-1", NULL }, { "256,-1,-1,-1,1", NULL }, { "-2,-1,-1,-1,1", NULL }, { "-1,65536,-1,-1,1", NULL },
    { "a,-1,-1,-1,1", NULL }, { "-1,-1,-1,-1,1|", NULL }, { "-0x1,-1,-1,-1,1", NULL }, { "8,-1 1,-1,-1,1", NULL },
    { "0x0x8,-1,-1,-1,1", NULL }, { "0x,-1,-1,-1,1", NULL }, { "-,-1,-1,-1,1", NULL },
    /* Eight or ten, as one reads it. */
    { "08,-1,-1,-1,1", NULL }, { "010,-1,-1,-1,1", NULL }, { "8,-1,-1,-1,01", NULL }, { "-01,-1,-1,-1,1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean lets_any;
    g_autofree char *rules = sprint_usb_filter_read (cases[i].filter, &lets_any);

    g_test_message ("%s", cases[i].filter);
    g_assert_cmpstr (rules, ==, cases[i].rules);
    g_assert_true (rules == NULL || lets_any == cases[i].lets_any);
  }
}

/* What is asked for and not done, each thing once. */
static void
test_left_out (void)
{
  g_autoptr (SprintConsoleInvitation) invitation =
    parse (START "smartcard-insert=shift+f8\nsmartcard-remove=shift+f9\nusb-device-reset=\ncolor-depth=16\n", NULL);
  const char * const *remarks = sprint_console_invitation_get_remarks (invitation);

  g_assert_cmpuint (g_strv_length ((char **) remarks), ==, 1);
  g_assert_true (g_str_has_suffix (remarks[0], ": keys for smart cards, the number of colours"));
}

/* Devices are given away unless the file says otherwise. */
static void
test_usb (void)
{
  g_autoptr (SprintConsoleInvitation) silent = parse (START "port=5901\n", NULL);
  g_autoptr (SprintConsoleInvitation) on = parse (START "port=5901\nenable-usbredir=1\n", NULL);
  g_autoptr (SprintConsoleInvitation) off = parse (START "port=5901\nenable-usbredir=0\n", NULL);

  g_assert_false (sprint_console_address_disables_channel (sprint_console_invitation_get_address (silent), "usbredir"));
  g_assert_false (sprint_console_address_disables_channel (sprint_console_invitation_get_address (on), "usbredir"));
  g_assert_null (sprint_console_invitation_get_remarks (on)[0]);
  g_assert_true (sprint_console_address_disables_channel (sprint_console_invitation_get_address (off), "usbredir"));
}

static void
test_rest (void)
{
  g_autoptr (SprintConsoleInvitation) invitation =
    parse (START "fullscreen=true\nusername=me\ndisable-channels=cursor;display; inputs\ncolor-depth=16\n"
           "disable-effects=wallpaper,animation\ntitle=a\\nb\nzoom-in=ctrl+plus\nzoom-out=ctrl+minus\n"
           "secure-channels=\npassword=\nport=5901\ndelete-this-file=0\n", NULL);
  SprintConsoleAddress *address = sprint_console_invitation_get_address (invitation);
  g_auto (GStrv) remarks = g_strdupv ((char **) sprint_console_invitation_get_remarks (invitation));

  /* Of a key that is there twice the last one counts. */
  g_assert_cmpuint (sprint_console_address_get_port (address), ==, 5901);
  g_assert_true (sprint_console_invitation_get_fullscreen (invitation));
  g_assert_false (sprint_console_invitation_get_delete_file (invitation));
  g_assert_cmpstr (sprint_console_invitation_get_title (invitation), ==, "a b");
  g_assert_cmpstr (sprint_console_credentials_get_username (sprint_console_address_get_credentials (address)), ==, "me");
  g_assert_null (sprint_console_credentials_get_password (sprint_console_address_get_credentials (address)));
  g_assert_cmpstr (sprint_console_address_get_disabled_effects (address)[1], ==, "animation");
  g_assert_true (sprint_console_address_disables_channel (address, "cursor"));
  g_assert_true (sprint_console_address_disables_channel (address, "inputs"));
  g_assert_false (sprint_console_address_disables_channel (address, "display"));
  g_assert_null (sprint_console_address_get_secure_channels (address));
  g_assert_cmpuint (g_strv_length (remarks), ==, 2);
  g_assert_nonnull (strstr (remarks[0], "screen itself"));
  g_assert_true (g_str_has_suffix (remarks[1], ": the number of colours, keys for the size"));
}

static void
test_socket (void)
{
  g_autoptr (SprintConsoleInvitation) invitation = parse ("[virt-viewer]\ntype=spice\nunix-path=/run/a.sock\n", NULL);

  g_assert_cmpstr (sprint_console_address_get_socket (sprint_console_invitation_get_address (invitation)), ==,
                   "/run/a.sock");
}

static void
test_versions (void)
{
  static const struct { const char *version; gboolean good; } cases[] = {
    { "11.0", TRUE }, { "11", TRUE }, { "8.0-3", TRUE }, { "11.0.0", TRUE }, { "nonsense", TRUE }, { "12.x", FALSE },
    { "11.1", FALSE }, { "11.0.1", FALSE }, { "12", FALSE }, { "11.0-1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf (START "version=%s\nnewer-version-url=https://example/new\n",
                                             cases[i].version);
    g_autoptr (GError) error = NULL;
    g_autoptr (SprintConsoleInvitation) invitation = parse (text, &error);

    g_test_message ("%s", cases[i].version);
    g_assert_cmpint (invitation != NULL, ==, cases[i].good);
    if (cases[i].good)
      continue;
    g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_OUTDATED);
    g_assert_nonnull (strstr (error->message, "https://example/new"));
  }
}

static void
test_refused (void)
{
  static const struct { const char *text, *words; int code; } cases[] = {
    { "", "no connection file", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[other]\ntype=spice\n", "no connection file", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer", "no connection file", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\nnonsense\n", "no connection file", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\nhost=a\n", "which kind", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\ntype=spice\n", "no computer", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\ntype=spice\nhost=a\n", "no port", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\ntype=spice\nhost=a\nport=0\ntls-port=-1\n", "no port", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\ntype=spice\nhost=a\nport=65536\n", "65536", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\ntype=spice\nhost=a\nport=five\n", "five", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\ntype=spice\nhost=a b\nport=5\n", "no computer", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\ntype=vnc\nhost=a\nport=5900\n", "over VNC", SPRINT_CONSOLE_ERROR_NOT_SPICE },
    { "[virt-viewer]\ntype=ovirt\nhost=a\n", "over oVirt", SPRINT_CONSOLE_ERROR_NOT_SPICE },
    { START "secure-channels=main\n", "encrypted", SPRINT_CONSOLE_ERROR_ADDRESS },
    { START "ca=broken\n", "damaged", SPRINT_CONSOLE_ERROR_ADDRESS },
    { START "proxy=socks://a:1\n", "HTTP", SPRINT_CONSOLE_ERROR_ADDRESS },
    { START "unix-path=/run/a\n", "only one", SPRINT_CONSOLE_ERROR_ADDRESS },
    { "[virt-viewer]\ntype=spice\nunix-path=a\n", "slash", SPRINT_CONSOLE_ERROR_ADDRESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse (cases[i].text, &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, SPRINT_CONSOLE_ERROR, cases[i].code);
    g_assert_nonnull (strstr (error->message, cases[i].words));
    g_assert_nonnull (strstr (error->message, "a.vv"));
  }
}

static void
test_bytes (void)
{
  static const char nul[] = START "title=a\0b\n";
  g_autoptr (GError) error = NULL;
  g_autofree char *filler = g_strnfill (900 * 1024, 'a');
  g_autofree char *large = g_strdup_printf (START "title=%s\n", filler);
  g_autoptr (SprintConsoleInvitation) invitation = NULL;

  g_assert_null (sprint_connection_file_parse (nul, sizeof nul - 1, "a.vv", &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS);
  g_assert_null (parse (START "title=\xff\n", NULL));
  g_assert_null (parse ("\xff\xfe[\0v\0", NULL));

  /* However it is cut off. */
  for (gsize i = 0; i <= strstr (START, "port=") + strlen ("port=") - START; i++)
    g_assert_null (sprint_connection_file_parse (START, i, "a.vv", NULL));
  invitation = parse (large, NULL);
  g_assert_nonnull (invitation);
}

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("invitation-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a b.vv", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static SprintConsoleInvitation *
read_text (Fixture     *fixture,
           const char  *text,
           GError     **error)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));

  return sprint_console_invitation_read (fixture->path, error);
}

static void
test_deleted (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link.vv", NULL);
  g_autoptr (SprintConsoleInvitation) invitation = read_text (fixture, START "delete-this-file=1\n", NULL);

  g_assert_nonnull (invitation);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_clear_object (&invitation);

  /* Not what was not understood, nor what does not say so. */
  g_assert_null (read_text (fixture, "[virt-viewer]\ntype=vnc\ndelete-this-file=1\n", NULL));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  invitation = read_text (fixture, START, NULL);
  g_assert_nonnull (invitation);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_clear_object (&invitation);

  /* A name for another file is not the file that was read. */
  g_assert_true (g_file_set_contents (fixture->path, START "delete-this-file=1\n", -1, NULL));
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  invitation = sprint_console_invitation_read (link, NULL);
  g_assert_nonnull (invitation);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *filler = g_strnfill (2 * 1024 * 1024, '\n');
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintConsoleInvitation) invitation = NULL;

  g_assert_null (sprint_console_invitation_read (fixture->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "a b.vv"));
  g_clear_error (&error);

  g_assert_null (sprint_console_invitation_read (fixture->folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);

  /* Endless. */
  g_assert_null (sprint_console_invitation_read ("/dev/zero", &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS);
  g_clear_error (&error);
  g_assert_null (read_text (fixture, filler, &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS);
  g_clear_error (&error);

  g_assert_null (sprint_console_invitation_read ("https://example/a.vv", &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS);
  g_clear_error (&error);

  /* As the desktop hands files over. */
  g_assert_true (g_file_set_contents (fixture->path, START, -1, NULL));
  invitation = sprint_console_invitation_read (uri, &error);
  g_assert_no_error (error);
  g_clear_object (&invitation);

  invitation = sprint_console_invitation_read ("spice://host:5900?password=a", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (sprint_console_invitation_get_remarks (invitation)[0], "password"));
}

#define add(path, test) g_test_add ("/connection-file/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connection-file/proxmox", test_proxmox);
  g_test_add_func ("/connection-file/ovirt", test_ovirt);
  g_test_add_func ("/connection-file/rest", test_rest);
  g_test_add_func ("/connection-file/usb", test_usb);
  g_test_add_func ("/connection-file/devices", test_devices);
  g_test_add_func ("/connection-file/filters", test_filters);
  g_test_add_func ("/connection-file/left-out", test_left_out);
  g_test_add_func ("/connection-file/socket", test_socket);
  g_test_add_func ("/connection-file/versions", test_versions);
  g_test_add_func ("/connection-file/refused", test_refused);
  g_test_add_func ("/connection-file/bytes", test_bytes);
  add ("deleted", test_deleted);
  add ("read", test_read);

  return g_test_run ();
}
