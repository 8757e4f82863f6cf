/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "remove-tree.h"
#include "session-fixture.h"

#define CAPS SPICE_AGENT_CAP (MONITORS_CONFIG)
#define LARGE (3 * 1024 * 1024)

/* A session with an agent that takes files, and a folder with some to copy. */
typedef struct {
  Fixture base;
  SpiceAgentDouble *guest;
  SprintFileTransfers *transfers;
  char *folder;
} Copying;

static void
set_up_copying (Copying       *fixture,
                gconstpointer  data)
{
  set_up (&fixture->base, data);
  fixture->guest = spice_server_double_get_agent (fixture->base.server);
  fixture->transfers = sprint_console_session_get_transfers (fixture->base.session);
  fixture->folder = g_dir_make_tmp ("sprint-files-XXXXXX", NULL);
  spice_screen_double_create_surface (fixture->base.screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
  sprint_console_session_connect (fixture->base.session, fixture->base.source);
  await (sprint_console_session_get_has_picture (fixture->base.session));
  spice_agent_double_connect (fixture->guest, CAPS);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->base.session)));
}

static void
tear_down_copying (Copying       *fixture,
                   gconstpointer  data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  tear_down (&fixture->base, data);
}

static GFile *
make_file (Copying    *fixture,
           const char *name,
           gsize       size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *contents = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    contents[i] = i * 31 + i / 251;
  g_assert_true (g_file_set_contents (path, contents, size, NULL));

  return g_file_new_for_path (path);
}

/* One that takes long. */
static GFile *
make_huge_file (Copying    *fixture,
                const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 512 * 1024 * 1024), ==, 0);

  return g_file_new_for_path (path);
}

/* Copies one file more, and returns it as the list has it. */
static SprintFileTransfer *
add (Copying *fixture,
     GFile   *file)
{
  GSList files = { .data = file };
  GListModel *list = G_LIST_MODEL (fixture->transfers);

  sprint_file_transfers_add (fixture->transfers, &files);

  return g_list_model_get_item (list, g_list_model_get_n_items (list) - 1);
}

/* The number of the last file that the guest was told of; 0 when there is none. */
static guint32
find_id (Copying *fixture)
{
  GBytes *data = spice_agent_double_find (fixture->guest, VD_AGENT_FILE_XFER_START);

  return data != NULL ? ((const VDAgentFileXferStartMessage *) g_bytes_get_data (data, NULL))->id : 0;
}

static void
answer (Copying *fixture,
        guint32  result)
{
  VDAgentFileXferStatusMessage status = { .id = find_id (fixture), .result = result };

  spice_agent_double_send (fixture->guest, VD_AGENT_FILE_XFER_STATUS, &status, sizeof status);
}

/* Everything that came of that file, in order. */
static GByteArray *
collect (Copying *fixture,
         guint32  id)
{
  GPtrArray *messages = spice_agent_double_get_messages (fixture->guest);
  GByteArray *all = g_byte_array_new ();

  for (guint i = 0; i < messages->len; i++) {
    SpiceAgentMessage *message = messages->pdata[i];
    const VDAgentFileXferDataMessage *part = g_bytes_get_data (message->data, NULL);

    if (message->type == VD_AGENT_FILE_XFER_DATA && part->id == id)
      g_byte_array_append (all, part->data, part->size);
  }

  return all;
}

static gsize
count_bytes (Copying *fixture)
{
  g_autoptr (GByteArray) all = collect (fixture, find_id (fixture));

  return all->len;
}

static gboolean
has_ended (SprintFileTransfer  *transfer,
           SprintTransferState  state)
{
  if (sprint_file_transfer_get_ended (transfer))
    g_assert_cmpint (sprint_file_transfer_get_state (transfer), ==, state);

  return sprint_file_transfer_get_ended (transfer);
}

/* Two files, one after the other, byte by byte. */
static void
test_copy (Copying       *fixture,
           gconstpointer  data)
{
  g_autoptr (GFile) first_file = make_file (fixture, "größe.bin", LARGE);
  g_autoptr (GFile) second_file = make_file (fixture, "empty", 0);
  g_autoptr (SprintFileTransfer) first = add (fixture, first_file);
  g_autoptr (SprintFileTransfer) second = add (fixture, second_file);
  g_autoptr (GByteArray) all = NULL;
  guint32 id;

  g_assert_cmpstr (sprint_file_transfer_get_name (first), ==, "größe.bin");
  await (find_id (fixture) != 0);
  id = find_id (fixture);
  g_assert_cmpint (sprint_file_transfer_get_state (first), ==, SPRINT_TRANSFER_COPYING);
  g_assert_cmpint (sprint_file_transfer_get_state (second), ==, SPRINT_TRANSFER_WAITING);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_CAN_SEND_DATA);
  await (count_bytes (fixture) == LARGE);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_SUCCESS);
  await (has_ended (first, SPRINT_TRANSFER_DONE));
  g_assert_cmpfloat (sprint_file_transfer_get_fraction (first), ==, 1);
  all = collect (fixture, id);
  for (gsize i = 0; i < all->len; i++)
    g_assert_cmpuint (all->data[i], ==, (guint8) (i * 31 + i / 251));

  await (find_id (fixture) != id);
  g_assert_cmpint (sprint_file_transfer_get_state (second), ==, SPRINT_TRANSFER_COPYING);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_CAN_SEND_DATA);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_SUCCESS);
  await (has_ended (second, SPRINT_TRANSFER_DONE));

  sprint_file_transfers_remove_ended (fixture->transfers);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->transfers)), ==, 0);
}

/* One that is cancelled on its way: the guest is told, and the next one begins. */
static void
test_cancel (Copying       *fixture,
             gconstpointer  data)
{
  g_autoptr (GFile) file = make_huge_file (fixture, "large");
  g_autoptr (SprintFileTransfer) first = add (fixture, file);
  g_autoptr (SprintFileTransfer) second = add (fixture, file);
  g_autoptr (SprintFileTransfer) third = add (fixture, file);
  guint32 id;

  await (find_id (fixture) != 0);
  id = find_id (fixture);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_CAN_SEND_DATA);
  await (sprint_file_transfer_get_fraction (first) > 0);
  sprint_file_transfer_cancel (first);
  g_assert_cmpint (sprint_file_transfer_get_state (first), ==, SPRINT_TRANSFER_CANCELLED);
  await (find_id (fixture) != id);
  await (spice_agent_double_count (fixture->guest, VD_AGENT_FILE_XFER_STATUS) == 1);
  g_assert_null (sprint_file_transfer_get_error (first));

  /* One that waits is never begun. */
  sprint_file_transfer_cancel (third);
  sprint_file_transfers_cancel_all (fixture->transfers);
  g_assert_cmpint (sprint_file_transfer_get_state (second), ==, SPRINT_TRANSFER_CANCELLED);
  g_assert_cmpuint (spice_agent_double_count (fixture->guest, VD_AGENT_FILE_XFER_START), ==, 2);
  sprint_file_transfers_remove_ended (fixture->transfers);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->transfers)), ==, 0);
}

/* What the guest says, each in words. */
static void
test_guest_refuses (Copying       *fixture,
                    gconstpointer  data)
{
  static const guint32 results[] = {
    VD_AGENT_FILE_XFER_STATUS_CANCELLED, VD_AGENT_FILE_XFER_STATUS_ERROR,
    VD_AGENT_FILE_XFER_STATUS_NOT_ENOUGH_SPACE, VD_AGENT_FILE_XFER_STATUS_SESSION_LOCKED,
    VD_AGENT_FILE_XFER_STATUS_VDAGENT_NOT_CONNECTED, VD_AGENT_FILE_XFER_STATUS_DISABLED,
  };
  g_autoptr (GFile) file = make_file (fixture, "file", 1000);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (SprintFileTransfer) transfer = add (fixture, file);

    spice_agent_double_clear (fixture->guest);
    await (find_id (fixture) != 0);
    answer (fixture, results[i]);
    await (has_ended (transfer, SPRINT_TRANSFER_FAILED));
    g_test_message ("%s", sprint_file_transfer_get_error (transfer)->message);
    /* Why, and not how many there are of that. */
    g_assert_null (strstr (sprint_file_transfer_get_error (transfer)->message, "succeed"));
  }
}

/* What cannot be copied at all: a folder, a file that is not there, a pipe. */
static void
test_unfit (Copying       *fixture,
            gconstpointer  data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) nothing = g_file_get_child (folder, "nothing");
  g_autofree char *pipe_path = g_build_filename (fixture->folder, "pipe", NULL);
  g_autoptr (GFile) pipe = g_file_new_for_path (pipe_path);
  g_autoptr (SprintFileTransfer) first = add (fixture, folder);
  g_autoptr (SprintFileTransfer) second = add (fixture, nothing);
  g_autoptr (SprintFileTransfer) third = NULL;

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  third = add (fixture, pipe);
  await (has_ended (third, SPRINT_TRANSFER_FAILED));
  g_assert_error (sprint_file_transfer_get_error (first), G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_error (sprint_file_transfer_get_error (second), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_error (sprint_file_transfer_get_error (third), G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_cmpuint (spice_agent_double_count (fixture->guest, VD_AGENT_FILE_XFER_START), ==, 0);
}

/* What becomes of a file while it is copied: shorter, it fails, the guest is told, and the next one begins. */
static void
test_shrinks (Copying       *fixture,
              gconstpointer  data)
{
  g_autoptr (GFile) file = make_huge_file (fixture, "log");
  g_autoptr (GFile) next_file = make_file (fixture, "next", 10);
  g_autoptr (SprintFileTransfer) transfer = add (fixture, file);
  g_autoptr (SprintFileTransfer) next = add (fixture, next_file);
  guint32 id;

  await (find_id (fixture) != 0);
  id = find_id (fixture);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_CAN_SEND_DATA);
  await (sprint_file_transfer_get_fraction (transfer) > 0);
  g_assert_cmpint (truncate (g_file_peek_path (file), 0), ==, 0);
  await (has_ended (transfer, SPRINT_TRANSFER_FAILED));
  g_assert_error (sprint_file_transfer_get_error (transfer), G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  await (spice_agent_double_count (fixture->guest, VD_AGENT_FILE_XFER_STATUS) == 1);
  await (find_id (fixture) != id);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_CAN_SEND_DATA);
  await (count_bytes (fixture) == 10);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_SUCCESS);
  await (has_ended (next, SPRINT_TRANSFER_DONE));
}

/* Deleted, or replaced by another one, it is copied as it was; also by a guest that takes its time. */
static void
test_vanishes (Copying       *fixture,
               gconstpointer  data)
{
  for (int i = 0; i < 2; i++) {
    g_autoptr (GFile) file = make_file (fixture, "large", LARGE);
    g_autoptr (SprintFileTransfer) transfer = add (fixture, file);
    g_autoptr (GFile) other = NULL;
    gint64 before;

    await (find_id (fixture) != 0);
    g_assert_cmpint (g_unlink (g_file_peek_path (file)), ==, 0);
    if (i == 1)
      other = make_file (fixture, "large", 5);
    /* So long that it is looked after. */
    before = g_get_monotonic_time ();
    await (g_get_monotonic_time () - before > 2500 * G_TIME_SPAN_MILLISECOND);
    answer (fixture, VD_AGENT_FILE_XFER_STATUS_CAN_SEND_DATA);
    await (count_bytes (fixture) == LARGE);
    answer (fixture, VD_AGENT_FILE_XFER_STATUS_SUCCESS);
    await (has_ended (transfer, SPRINT_TRANSFER_DONE));
    spice_agent_double_clear (fixture->guest);
  }
}

/* One may see it, and not read it; or reading it fails, as on a disk that is broken. */
static void
test_unreadable (Copying       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GFile) secret = make_file (fixture, "secret", 100);
  g_autoptr (GFile) broken = g_file_new_for_path ("/proc/self/mem");
  g_autoptr (SprintFileTransfer) first = NULL;
  g_autoptr (SprintFileTransfer) second = NULL;

  g_assert_cmpint (g_chmod (g_file_peek_path (secret), 0), ==, 0);
  if (g_access (g_file_peek_path (secret), R_OK) != 0) {
    first = add (fixture, secret);
    await (has_ended (first, SPRINT_TRANSFER_FAILED));
    g_test_message ("%s", sprint_file_transfer_get_error (first)->message);
    g_assert_error (sprint_file_transfer_get_error (first), G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
    g_assert_cmpuint (spice_agent_double_count (fixture->guest, VD_AGENT_FILE_XFER_START), ==, 0);
  }

  second = add (fixture, broken);
  await (find_id (fixture) != 0);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_CAN_SEND_DATA);
  await (sprint_file_transfer_get_ended (second) || count_bytes (fixture) > 0 ||
         spice_agent_double_count (fixture->guest, VD_AGENT_FILE_XFER_DATA) > 0);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_ERROR);
  await (has_ended (second, SPRINT_TRANSFER_FAILED));
  g_test_message ("%s", sprint_file_transfer_get_error (second)->message);
}

/* The machine is killed: what is on its way has failed, and what waits, too. */
static void
test_killed (Copying       *fixture,
             gconstpointer  data)
{
  g_autoptr (GFile) file = make_huge_file (fixture, "large");
  g_autoptr (SprintFileTransfer) first = add (fixture, file);
  g_autoptr (SprintFileTransfer) second = add (fixture, file);

  await (find_id (fixture) != 0);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_CAN_SEND_DATA);
  await (sprint_file_transfer_get_fraction (first) > 0);
  spice_server_double_set_manner (fixture->base.server, SPICE_DOUBLE_REFUSES);
  spice_server_double_hang_up (fixture->base.server);
  await (has_ended (first, SPRINT_TRANSFER_FAILED));
  await (has_ended (second, SPRINT_TRANSFER_FAILED));
  g_assert_error (sprint_file_transfer_get_error (first), G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_test_message ("%s", sprint_file_transfer_get_error (second)->message);
}

static void
test_agent_lost (Copying       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GFile) file = make_file (fixture, "large", LARGE);
  g_autoptr (SprintFileTransfer) transfer = add (fixture, file);

  await (find_id (fixture) != 0);
  spice_agent_double_disconnect (fixture->guest);
  await (has_ended (transfer, SPRINT_TRANSFER_FAILED));
}

/* With the connection, what is on its way has ended; then there is no agent to begin with. */
static void
test_connection_lost (Copying       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GFile) file = make_huge_file (fixture, "large");
  g_autoptr (SprintFileTransfer) first = add (fixture, file);
  g_autoptr (SprintFileTransfer) second = NULL;

  await (find_id (fixture) != 0);
  answer (fixture, VD_AGENT_FILE_XFER_STATUS_CAN_SEND_DATA);
  await (sprint_file_transfer_get_fraction (first) > 0);
  sprint_console_session_disconnect (fixture->base.session);
  g_assert_true (has_ended (first, SPRINT_TRANSFER_FAILED));

  second = add (fixture, file);
  g_assert_true (has_ended (second, SPRINT_TRANSFER_FAILED));
  g_assert_error (sprint_file_transfer_get_error (second), G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  sprint_file_transfers_remove_ended (fixture->transfers);
}

/* A list without an end has one. */
static void
test_many (void)
{
  g_autoptr (SprintGuestAgent) agent = sprint_guest_agent_new ();
  g_autoptr (SprintFileTransfers) transfers = sprint_file_transfers_new (agent);
  g_autoptr (GFile) file = g_file_new_for_path ("/nothing");
  g_autoptr (SprintFileTransfer) last = NULL;
  GSList *files = NULL;

  for (int i = 0; i < SPRINT_TRANSFERS_MAX + 500; i++)
    files = g_slist_prepend (files, file);
  sprint_guest_agent_set_capabilities (agent, SPRINT_GUEST_CAN_FILES);
  sprint_file_transfers_add (transfers, files);
  g_slist_free (files);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (transfers)), ==, SPRINT_TRANSFERS_MAX);
  last = g_list_model_get_item (G_LIST_MODEL (transfers), SPRINT_TRANSFERS_MAX - 1);
  g_assert_error (sprint_file_transfer_get_error (last), G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
}

#define add_test(path, test) \
  g_test_add ("/file-transfers/" path, Copying, NULL, set_up_copying, test, tear_down_copying)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("copy", test_copy);
  add_test ("cancel", test_cancel);
  add_test ("guest-refuses", test_guest_refuses);
  add_test ("unfit", test_unfit);
  add_test ("shrinks", test_shrinks);
  add_test ("vanishes", test_vanishes);
  add_test ("unreadable", test_unreadable);
  add_test ("killed", test_killed);
  add_test ("agent-lost", test_agent_lost);
  add_test ("connection-lost", test_connection_lost);
  g_test_add_func ("/file-transfers/many", test_many);

  return g_test_run ();
}
