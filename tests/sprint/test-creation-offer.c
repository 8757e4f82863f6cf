/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A machine made from an installer that is still to be fetched, from a server on this computer. */
#include <libsoup/soup.h>

#include "await.h"
#include "core/catalogue/offer-private.h"
#include "core/definition/definition.h"
#include "core/definition/gconfig-pointers.h"
#include "scene.h"

#define LENGTH (512 * 1024)

typedef struct {
  Scene *scene;
  SoupServer *server;
  SoupServerMessage *paused;
  char *body;
  char *target;
  SprintOffer *offer;
  GString *notes;
  double fraction;
  gboolean missing;
  gboolean slow;      /* a half, and then nothing more */
} Fixture;

static void
serve_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) fixture->body, LENGTH);
  g_autofree char *sums = g_strdup_printf ("%s  file.iso\n", sum);

  soup_server_message_set_status (message, fixture->missing ? SOUP_STATUS_NOT_FOUND : SOUP_STATUS_OK, NULL);
  if (g_str_equal (path, "/SUMS")) {
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, sums, strlen (sums));
  } else if (fixture->slow) {
    soup_message_headers_set_content_length (soup_server_message_get_response_headers (message), LENGTH);
    soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, fixture->body,
                              LENGTH / 2);
    g_set_object (&fixture->paused, message);
  } else {
    soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_COPY, fixture->body, LENGTH);
  }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (SprintSystemDatabase) database = sprint_system_database_new ();
  g_autoptr (SprintDownload) download = NULL;
  g_autoslist (GUri) uris = NULL;
  g_autofree char *base = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *sums = NULL;

  fixture->scene = scene_new (NULL);
  scene_open (fixture->scene);
  fixture->notes = g_string_new (NULL);
  fixture->body = g_strnfill (LENGTH, 'i');
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, serve_cb, fixture, NULL);
  g_assert_true (soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (fixture->server);
  base = g_uri_to_string (uris->data);
  uri = g_strconcat (base, "file.iso", NULL);
  sums = g_strconcat (base, "SUMS", NULL);
  fixture->target = g_build_filename (fixture->scene->folder, "installers", "file.iso", NULL);
  download = sprint_download_new (uri, sums, "file.iso", fixture->target);
  fixture->offer = sprint_offer_new_download ("An Installer", "http://example.org/none", database, download);
  sprint_choice_set_offer (fixture->scene->choice, fixture->offer);
  g_object_set (fixture->scene->choice, "memory", G_GUINT64_CONSTANT (64) << 20, "vcpus", 1, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->paused);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->offer);
  g_string_free (fixture->notes, TRUE);
  g_free (fixture->body);
  g_free (fixture->target);
  scene_free (fixture->scene);
}

static void
stage_cb (SprintStage *stage,
          GParamSpec  *pspec,
          Fixture     *fixture)
{
  fixture->fraction = MAX (fixture->fraction, sprint_stage_get_fraction (stage));
  if (sprint_stage_get_note (stage) != NULL)
    g_string_append_printf (fixture->notes, "%s\n", sprint_stage_get_note (stage));
}

static void
cancel_cb (SprintStage  *stage,
           GParamSpec   *pspec,
           GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* Runs a creation; @cancellable is cancelled once something has come. */
static SprintCreation *
create (Fixture       *fixture,
        GCancellable  *cancellable,
        GError       **error)
{
  Scene *scene = fixture->scene;
  SprintCreation *creation = sprint_creation_new (scene->services, scene->connection, scene->choice);
  g_autoptr (SprintStage) stage = g_list_model_get_item (G_LIST_MODEL (creation), 0);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_cmpstr (sprint_stage_get_id (stage), ==, "medium");
  g_signal_connect (stage, "notify", G_CALLBACK (stage_cb), fixture);
  if (cancellable != NULL)
    g_signal_connect_object (stage, "notify::fraction", G_CALLBACK (cancel_cb), cancellable, 0);
  sprint_creation_run_async (creation, cancellable, await_result_cb, &result);
  await (result != NULL);
  sprint_creation_run_finish (creation, result, error);
  g_signal_handlers_disconnect_by_data (stage, fixture);
  return creation;
}

static SprintStageState
get_state (SprintCreation *creation,
           guint           position)
{
  g_autoptr (SprintStage) stage = g_list_model_get_item (G_LIST_MODEL (creation), position);

  return sprint_stage_get_state (stage);
}

static void
assert_not_made (Fixture        *fixture,
                 SprintCreation *creation)
{
  g_assert_cmpint (get_state (creation, 0), ==, SPRINT_STAGE_STATE_FAILED);
  g_assert_cmpint (get_state (creation, 1), ==, SPRINT_STAGE_STATE_WAITING);
  g_assert_null (sprint_creation_get_machine (creation));
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 1);
  g_assert_cmpuint (scene_count_files (fixture->scene), ==, 0);
  g_assert_false (g_file_test (fixture->target, G_FILE_TEST_EXISTS));
  g_assert_false (sprint_offer_get_busy (fixture->offer));
}

static void
test_fetched (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintCreation) creation = create (fixture, NULL, &error);
  g_autoptr (GVirConfigDomain) description = NULL;
  g_autofree char *xml = NULL;

  g_assert_no_error (error);
  g_assert_cmpfloat (fixture->fraction, ==, 1.0);
  g_assert_nonnull (strstr (fixture->notes->str, " of 524.3"));
  g_assert_cmpint (get_state (creation, 0), ==, SPRINT_STAGE_STATE_DONE);
  description = scene_describe (sprint_creation_get_machine (creation));
  xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (description));
  g_assert_nonnull (strstr (xml, fixture->target));
  g_assert_nonnull (strstr (xml, "http://example.org/none"));
  g_assert_true (sprint_definition_is_installing (description));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  fixture->missing = TRUE;
  creation = create (fixture, NULL, &error);
  g_assert_error (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_SERVER);
  scene_check_words (error, "Server Refused", TRUE);
  assert_not_made (fixture, creation);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  fixture->slow = TRUE;
  creation = create (fixture, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpfloat (fixture->fraction, >, 0);
  g_assert_cmpfloat (fixture->fraction, <, 1);
  assert_not_made (fixture, creation);
}

int
main (int    argc,
      char **argv)
{
  /* The desktop's own asks for settings, which a home of its own does not have. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/creation-offer/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("fetched", test_fetched);
  ADD ("refused", test_refused);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
