/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-connection SECONDS SEED|date FILE...: damaged connection files and addresses of screens. */
#include <stdlib.h>
#include <string.h>

#include "core/console/source/connection-file.h"
#include "core/console/source/spice-uri.h"
#include "mutate.h"

static const char * const uris[] = {
  "spice://host:5900", "spice://me:secret@host?port=5900&tls-port=5901;password=a%20b", "spice+tls://[fe80::1%25eth0]:1",
  "spice+unix:///run/a%20b.sock", "spice://pvespiceproxy%3Aa:61000/?port=1",
};

static void
look_at (SprintConsoleAddress *address,
         const GError         *error)
{
  g_assert_true ((address == NULL) == (error != NULL));
  if (address == NULL) {
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    return;
  }

  /* Whatever is understood can be connected to. */
  g_assert_true (sprint_console_address_check (address, NULL));
  g_assert_true ((sprint_console_address_get_host (address) == NULL) !=
                 (sprint_console_address_get_socket (address) == NULL));
  g_assert_cmpuint (sprint_console_address_get_port (address), <=, G_MAXUINT16);
  g_assert_cmpuint (sprint_console_address_get_tls_port (address), <=, G_MAXUINT16);
  g_free (sprint_console_address_describe (address));
}

static void
read_file (const GByteArray *data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintConsoleInvitation) invitation =
    sprint_connection_file_parse ((const char *) data->data, data->len, "a.vv", &error);

  look_at (invitation != NULL ? sprint_console_invitation_get_address (invitation) : NULL, error);
}

static void
read_uri (GByteArray *data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintConsoleAddress) address = NULL;

  g_byte_array_append (data, (const guint8 *) "", 1);
  sprint_spice_uri_is_uri ((const char *) data->data);
  address = sprint_spice_uri_parse ((const char *) data->data, &error);
  look_at (address, error);
}

int
main (int    argc,
      char **argv)
{
  gint64 end = g_get_monotonic_time () + atoi (argv[1]) * G_USEC_PER_SEC;
  g_autoptr (GRand) rand = g_rand_new_with_seed (sprint_fuzz_seed (argv[2]));
  guint n = 0;

  do {
    g_autofree char *text = NULL;
    g_autoptr (GByteArray) file = g_byte_array_new ();
    g_autoptr (GByteArray) uri = g_byte_array_new ();
    const char *seed = uris[g_rand_int_range (rand, 0, G_N_ELEMENTS (uris))];
    gsize length;

    g_assert_true (g_file_get_contents (argv[3 + g_rand_int_range (rand, 0, argc - 3)], &text, &length, NULL));
    g_byte_array_append (file, (guint8 *) text, length);
    g_byte_array_append (uri, (const guint8 *) seed, strlen (seed));
    if (n > 0) {
      sprint_fuzz_mutate (rand, file);
      sprint_fuzz_mutate (rand, uri);
    }
    read_file (file);
    read_uri (uri);
    n++;
  } while (g_get_monotonic_time () < end);

  g_print ("%u files and addresses\n", n);

  return 0;
}
