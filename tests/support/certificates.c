/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificates.h"

#include <string.h>

G_GNUC_NULL_TERMINATED static void
run (const char *folder,
     const char *program,
     ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_null_terminated (8, NULL, TRUE);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;
  char *argument;

  g_ptr_array_add (argv, (char *) program);
  va_start (arguments, program);
  while ((argument = va_arg (arguments, char *)) != NULL)
    g_ptr_array_add (argv, argument);
  va_end (arguments);

  g_subprocess_launcher_set_cwd (launcher, folder);
  child = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
}

void
certificates_make_authority (const char *folder,
                             const char *name)
{
  g_autofree char *certificate = g_strconcat (name, ".pem", NULL);
  g_autofree char *key = g_strconcat (name, ".key", NULL);
  g_autofree char *subject = g_strconcat ("/O=Sprint/CN=", name, NULL);

  run (folder, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
       "-days", "30", "-subj", subject, "-keyout", key, "-out", certificate, NULL);
}

/* "openssl ca" alone takes days of the past in every version. */
static void
write_configuration (const char *folder,
                     const char *extensions)
{
  static const char text[] =
    "[ca]\ndefault_ca = here\n[here]\ndatabase = index\nnew_certs_dir = .\ndefault_md = sha256\npolicy = any\n"
    "unique_subject = no\nrand_serial = yes\n[any]\norganizationName = optional\ncommonName = optional\n";
  const struct { const char *name, *text; } files[] = {
    { "ca.conf", text }, { "index", "" }, { "extensions", extensions },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (folder, files[i].name, NULL);

    g_assert_true (g_file_set_contents (path, files[i].text, -1, NULL));
  }
}

void
certificates_make (const char *folder,
                   const char *authority,
                   const char *name,
                   const char *subject,
                   const char *names,
                   int         days)
{
  g_autofree char *certificate = g_strconcat (name, ".pem", NULL);
  g_autofree char *key = g_strconcat (name, ".key", NULL);
  g_autofree char *ca = g_strconcat (authority, ".pem", NULL);
  g_autofree char *ca_key = g_strconcat (authority, ".key", NULL);
  g_autofree char *extensions = g_strdup_printf ("subjectAltName=%s\n", names);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) until = g_date_time_add_days (now, days);
  g_autofree char *last = g_date_time_format (until, "%Y%m%d%H%M%SZ");

  write_configuration (folder, names != NULL ? extensions : "");
  run (folder, "openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
       "-subj", subject, "-keyout", key, "-out", "request", NULL);
  run (folder, "openssl", "ca", "-batch", "-config", "ca.conf", "-cert", ca, "-keyfile", ca_key, "-in", "request",
       "-extfile", "extensions", "-startdate", "20200101000000Z", "-enddate", last, "-preserveDN",
       "-notext", "-out", certificate, NULL);
}

char *
certificates_read (const char *folder,
                   const char *name)
{
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

guint
certificates_find_port (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_autoptr (GSocketAddress) found = NULL;

  g_assert_true (g_socket_bind (socket, any, TRUE, NULL));
  found = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (found));
}
