/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "await.h"
#include "core/catalogue/download.h"
#include "core/host/packages/package-installer.h"
#include "packagekit-double.h"

#define TEXT "What an installer would be."

static void
serve_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, TEXT, -1);
  g_autofree char *sums = g_strdup_printf ("%s  ./file.iso\n", sum);
  const char *text = g_str_equal (path, "/SUMS") ? sums : TEXT;

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, text, strlen (text));
}

static SoupServer *
new_server (char **base)
{
  SoupServer *server = soup_server_new (NULL, NULL);
  g_autoslist (GUri) uris = NULL;
  g_autoptr (GError) error = NULL;

  soup_server_add_handler (server, NULL, serve_cb, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  *base = g_uri_to_string (uris->data);

  return server;
}

/* PackageKit runs one installation at a time; an installer that is fetched meanwhile does not stand in its line. */
static void
test_meanwhile (void)
{
  static const char * const names[] = { "qemu", NULL };
  PackageKitDouble *daemon = packagekit_double_new (NULL);
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new ("/nonexistent");
  SprintPackageInstaller *installer = sprint_package_installer_new (reader);
  g_autofree char *folder = g_dir_make_tmp ("sprint-XXXXXX", NULL);
  g_autofree char *target = g_build_filename (folder, "file.iso", NULL);
  g_autofree char *base = NULL;
  g_autoptr (SoupServer) server = new_server (&base);
  g_autofree char *uri = g_strconcat (base, "file.iso", NULL);
  g_autofree char *sums = g_strconcat (base, "SUMS", NULL);
  g_autoptr (SprintDownload) download = sprint_download_new (uri, sums, "./file.iso", target);
  g_autoptr (SprintPackagePlan) plan = NULL;
  g_autoptr (GAsyncResult) planned = NULL;
  g_autoptr (GAsyncResult) installed = NULL;
  g_autoptr (GAsyncResult) downloaded = NULL;
  g_autoptr (GError) error = NULL;

  sprint_package_installer_plan_async (installer, names, NULL, await_result_cb, &planned);
  await (planned != NULL);
  plan = sprint_package_installer_plan_finish (installer, planned, &error);
  g_assert_no_error (error);
  packagekit_double_hang (daemon, "InstallPackages");
  sprint_package_installer_install_async (installer, plan, NULL, await_result_cb, &installed);
  await (packagekit_double_is_busy (daemon));

  sprint_download_run_async (download, NULL, await_result_cb, &downloaded);
  await (downloaded != NULL);
  g_assert_true (sprint_download_run_finish (download, downloaded, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (target, G_FILE_TEST_EXISTS));
  g_assert_true (packagekit_double_is_busy (daemon));
  g_assert_null (installed);

  packagekit_double_end (daemon, 0, NULL);
  await (installed != NULL);
  g_assert_true (sprint_package_installer_install_finish (installer, installed, &error));
  g_assert_no_error (error);
  g_clear_object (&planned);
  g_clear_object (&installed);
  await_gone (installer);
  packagekit_double_free (daemon);
  soup_server_disconnect (server);
  g_unlink (target);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  packagekit_double_init ();

  g_test_add_func ("/install-and-download/meanwhile", test_meanwhile);

  return g_test_run ();
}
