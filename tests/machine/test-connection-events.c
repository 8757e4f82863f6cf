/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another program does to a hypervisor, told by events. */
#include <dlfcn.h>

#include "await.h"
#include "core/machine/machine-private.h"
#include "driver.h"

/* Shared by all connections of a process, for as long as one holds it. */
#define URI "test:///default"

typedef struct {
  virConnectPtr other;
  SprintConnection *connection;
} Fixture;

/* What a connection that broke would do. */
static struct {
  gboolean broken;                  /* that of the newest is not taken back any more; other ones may be yet */
  GMutex mutex;
  GCond cond;
  gboolean held;                    /* registering waits */
  gboolean waits;
  virConnectPtr handle;             /* the newest that registered */
  virConnectCloseFunc callback;
  void *data;
  guint let_go;                     /* times that the handle was */
} closing;

int
virConnectRegisterCloseCallback (virConnectPtr       handle,
                                 virConnectCloseFunc callback,
                                 void               *data,
                                 virFreeCallback     free_data)
{
  int (*own) (virConnectPtr, virConnectCloseFunc, void *, virFreeCallback) =
    dlsym (RTLD_NEXT, "virConnectRegisterCloseCallback");

  g_mutex_lock (&closing.mutex);
  closing.handle = handle;
  closing.callback = callback;
  closing.data = data;
  closing.let_go = 0;
  closing.waits = TRUE;
  while (closing.held)
    g_cond_wait (&closing.cond, &closing.mutex);
  closing.waits = FALSE;
  g_mutex_unlock (&closing.mutex);
  return own (handle, callback, data, free_data);
}

int
virConnectUnregisterCloseCallback (virConnectPtr       handle,
                                   virConnectCloseFunc callback)
{
  int (*own) (virConnectPtr, virConnectCloseFunc) = dlsym (RTLD_NEXT, "virConnectUnregisterCloseCallback");
  gboolean broken;

  g_mutex_lock (&closing.mutex);
  broken = closing.broken && handle == closing.handle;
  g_mutex_unlock (&closing.mutex);
  return broken ? -1 : own (handle, callback);
}

int
virConnectClose (virConnectPtr handle)
{
  int (*own) (virConnectPtr) = dlsym (RTLD_NEXT, "virConnectClose");
  int done = own (handle);

  g_mutex_lock (&closing.mutex);
  closing.let_go += handle == closing.handle ? 1 : 0;
  g_mutex_unlock (&closing.mutex);
  return done;
}

static guint
count_let_go (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&closing.mutex);

  return closing.let_go;
}

static void
hold_registering (gboolean held)
{
  g_mutex_lock (&closing.mutex);
  closing.held = held;
  g_cond_broadcast (&closing.cond);
  g_mutex_unlock (&closing.mutex);
}

static gboolean
registering_waits (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&closing.mutex);

  return closing.waits;
}

static void
open_connection (SprintConnection *connection)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_connection_open_async (connection, NULL, await_result_cb, &result);
  await (result != NULL);
  sprint_connection_open_finish (connection, result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  /* First Sprint's own: it tells libvirt of the main loop. */
  fixture->connection = sprint_connection_new (URI);
  open_connection (fixture->connection);
  fixture->other = virConnectOpen (URI);
  g_assert_nonnull (fixture->other);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sprint_connection_close (fixture->connection);
  g_object_add_weak_pointer (G_OBJECT (fixture->connection), (gpointer *) &fixture->connection);
  g_object_unref (fixture->connection);
  await (fixture->connection == NULL);
  virConnectClose (fixture->other);
}

static virDomainPtr
define (Fixture    *fixture,
        const char *name,
        guint       memory)
{
  g_autofree char *xml = g_strdup_printf ("<domain type='test'><name>%s</name>"
                                          "<uuid>1f0a6ea2-8a08-4f7b-8cc3-4d43a5bb8f15</uuid><memory>%u</memory>"
                                          "<vcpu>1</vcpu><os><type>hvm</type></os></domain>", name, memory);
  virDomainPtr domain = virDomainDefineXMLFlags (fixture->other, xml, 0);

  g_assert_nonnull (domain);
  return domain;
}

static SprintMachine *
find (Fixture      *fixture,
      virDomainPtr  domain)
{
  char uuid[VIR_UUID_STRING_BUFLEN];

  g_assert_cmpint (virDomainGetUUIDString (domain, uuid), ==, 0);
  return sprint_connection_find (fixture->connection, uuid);
}

static SprintMachine *
await_machine (Fixture      *fixture,
               virDomainPtr  domain)
{
  await (find (fixture, domain) != NULL);
  return find (fixture, domain);
}

static void
undefine (Fixture      *fixture,
          virDomainPtr  domain)
{
  if (virDomainIsActive (domain) == 1)
    g_assert_cmpint (virDomainDestroy (domain), ==, 0);
  g_assert_cmpint (virDomainUndefine (domain), ==, 0);
  await (find (fixture, domain) == NULL);
  virDomainFree (domain);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

typedef struct {
  guint count, position, removed, added;
} Changes;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            Changes    *changes)
{
  *changes = (Changes) { changes->count + 1, position, removed, added };
}

static void
test_define_undefine (Fixture       *fixture,
                      gconstpointer  data)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->connection));
  Changes changes = { 0 };
  g_autoptr (SprintMachine) machine = NULL;
  virDomainPtr domain;
  guint removed = 0;

  g_signal_connect (fixture->connection, "items-changed", G_CALLBACK (changed_cb), &changes);
  domain = define (fixture, "newcomer", 65536);
  await (changes.count == 1);
  g_assert_cmpuint (changes.position, ==, n);
  g_assert_cmpuint (changes.added, ==, 1);
  machine = g_object_ref (find (fixture, domain));
  g_assert_cmpstr (sprint_machine_get_name (machine), ==, "newcomer");
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_OFF);
  g_assert_true (sprint_machine_get_persistent (machine));

  g_signal_connect_swapped (machine, "removed", G_CALLBACK (count_cb), &removed);
  g_assert_cmpint (virDomainUndefine (domain), ==, 0);
  await (changes.count == 2);
  g_assert_cmpuint (changes.position, ==, n);
  g_assert_cmpuint (changes.removed, ==, 1);
  g_assert_cmpuint (removed, ==, 1);
  g_assert_null (find (fixture, domain));
  g_signal_handlers_disconnect_by_data (fixture->connection, &changes);
  virDomainFree (domain);
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  virDomainPtr domain = define (fixture, "guest", 65536);
  SprintMachine *machine = await_machine (fixture, domain);
  guint states = 0, actions = 0;

  g_signal_connect_swapped (machine, "notify::state", G_CALLBACK (count_cb), &states);
  g_signal_connect_swapped (machine, "notify::actions", G_CALLBACK (count_cb), &actions);
  g_assert_cmpint (virDomainCreate (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_cmpint (virDomainSuspend (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_PAUSED);
  g_assert_cmpint (virDomainResume (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_cmpint (virDomainDestroy (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);
  g_assert_cmpint (sprint_machine_get_stop (machine), ==, SPRINT_MACHINE_STOP_FORCED_OFF);
  g_assert_cmpint (virDomainCreate (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_cmpint (sprint_machine_get_stop (machine), ==, SPRINT_MACHINE_STOP_NONE);
  g_assert_cmpint (virDomainShutdown (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);
  g_assert_cmpint (sprint_machine_get_stop (machine), ==, SPRINT_MACHINE_STOP_SHUT_DOWN);
  /* Told once each. */
  g_assert_cmpuint (states, ==, 6);
  g_assert_cmpuint (actions, ==, 6);
  undefine (fixture, domain);
}

static void
test_saved (Fixture       *fixture,
            gconstpointer  data)
{
  virDomainPtr domain = define (fixture, "guest", 65536);
  SprintMachine *machine = await_machine (fixture, domain);

  g_assert_cmpint (virDomainCreate (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_cmpint (virDomainManagedSave (domain, 0), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_SAVED);
  g_assert_cmpint (virDomainCreate (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  undefine (fixture, domain);
}

static void
test_title (Fixture       *fixture,
            gconstpointer  data)
{
  virDomainPtr domain = define (fixture, "guest", 65536);
  SprintMachine *machine = await_machine (fixture, domain);
  guint titles = 0, states = 0;

  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "guest");
  g_signal_connect_swapped (machine, "notify::title", G_CALLBACK (count_cb), &titles);
  g_signal_connect_swapped (machine, "notify::state", G_CALLBACK (count_cb), &states);
  g_assert_cmpint (virDomainSetMetadata (domain, VIR_DOMAIN_METADATA_TITLE, "Größe & <Ruhe>", NULL, NULL, 0), ==, 0);
  await (titles == 1);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "Größe & <Ruhe>");
  /* Taken away again, it goes by its name. */
  g_assert_cmpint (virDomainSetMetadata (domain, VIR_DOMAIN_METADATA_TITLE, NULL, NULL, NULL, 0), ==, 0);
  await (titles == 2);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "guest");
  g_assert_cmpuint (states, ==, 0);
  undefine (fixture, domain);
}

static void
test_redefined (Fixture       *fixture,
                gconstpointer  data)
{
  virDomainPtr domain = define (fixture, "guest", 65536);
  SprintMachine *machine = await_machine (fixture, domain);
  guint changes = 0;

  g_signal_connect_swapped (fixture->connection, "items-changed", G_CALLBACK (count_cb), &changes);
  virDomainFree (define (fixture, "guest", 131072));
  await (sprint_machine_get_memory (machine) == 131072 * 1024);
  g_assert_true (find (fixture, domain) == machine);
  g_assert_cmpuint (changes, ==, 0);
  g_signal_handlers_disconnect_by_data (fixture->connection, &changes);
  undefine (fixture, domain);
}

/* One that only runs, and is gone when it ends. */
static void
test_transient (Fixture       *fixture,
                gconstpointer  data)
{
  virDomainPtr domain = virDomainCreateXML (fixture->other, "<domain type='test'><name>passing</name>"
                                            "<memory>65536</memory><os><type>hvm</type></os></domain>", 0);
  SprintMachine *machine = await_machine (fixture, domain);

  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_RUNNING);
  g_assert_false (sprint_machine_get_persistent (machine));
  g_assert_cmpint (virDomainDestroy (domain), ==, 0);
  await (find (fixture, domain) == NULL);
  virDomainFree (domain);
}

/* However many events there are, and however late each reading is, the last state is what is shown in the end. */
static void
test_burst (Fixture       *fixture,
            gconstpointer  data)
{
  virDomainPtr domain = define (fixture, "guest", 65536);
  SprintMachine *machine = await_machine (fixture, domain);
  guint states = 0;

  g_assert_cmpint (virDomainCreate (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_signal_connect_swapped (machine, "notify::state", G_CALLBACK (count_cb), &states);
  for (guint i = 0; i < 200; i++) {
    g_assert_cmpint (virDomainSuspend (domain), ==, 0);
    if (i % 50 == 0)
      g_main_context_iteration (NULL, FALSE);
    g_assert_cmpint (virDomainResume (domain), ==, 0);
  }
  g_assert_cmpint (virDomainSuspend (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_PAUSED);
  /* Not one reading for each. */
  g_assert_cmpuint (states, <, 100);
  undefine (fixture, domain);
}

/* A reading that is asked for while another one is under way sees what changed after that began. */
static void
test_read_again (Fixture       *fixture,
                 gconstpointer  data)
{
  virDomainPtr domain = define (fixture, "guest", 65536);
  SprintMachine *machine = await_machine (fixture, domain);
  const char *uuid = sprint_machine_get_uuid (machine);

  for (guint i = 0; i < 50; i++) {
    g_autoptr (GAsyncResult) first = NULL;
    g_autoptr (GAsyncResult) second = NULL;

    sprint_connection_refresh_async (fixture->connection, uuid, await_result_cb, &first);
    g_assert_cmpint (virDomainCreate (domain), ==, 0);
    sprint_connection_refresh_async (fixture->connection, uuid, await_result_cb, &second);
    await (second != NULL);
    g_assert_nonnull (first);
    g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_RUNNING);
    g_assert_cmpint (virDomainDestroy (domain), ==, 0);
    await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);
  }
  undefine (fixture, domain);
}

static void
test_restarted (Fixture       *fixture,
                gconstpointer  data)
{
  virDomainPtr domain = define (fixture, "guest", 65536);
  SprintMachine *machine = await_machine (fixture, domain);
  guint restarted = 0, notified = 0;

  g_signal_connect_swapped (machine, "restarted", G_CALLBACK (count_cb), &restarted);
  g_signal_connect_swapped (machine, "notify::restarted-last", G_CALLBACK (count_cb), &notified);
  sprint_machine_note_restart (machine);
  sprint_machine_note_restart (machine);
  g_assert_cmpuint (restarted, ==, 2);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_true (sprint_machine_get_restarted_last (machine));
  /* Started anew, whoever started it. */
  g_assert_cmpint (virDomainCreate (domain), ==, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_false (sprint_machine_get_restarted_last (machine));
  g_assert_cmpuint (notified, ==, 2);
  undefine (fixture, domain);
}

static void
test_two_connections (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (SprintConnection) second = sprint_connection_new (URI);
  virDomainPtr domain = define (fixture, "guest", 65536);
  SprintMachine *here = await_machine (fixture, domain);
  SprintMachine *there;
  g_autoptr (GError) error = NULL;

  open_connection (second);
  there = sprint_connection_find (second, sprint_machine_get_uuid (here));
  g_assert_nonnull (there);
  g_assert_true (there != here);
  driver_act (there, SPRINT_MACHINE_ACTION_START, &error);
  g_assert_no_error (error);
  await (sprint_machine_get_state (here) == SPRINT_MACHINE_STATE_RUNNING);

  /* Closed, it is told of nothing more; the other one is. */
  g_object_ref (there);
  sprint_connection_close (second);
  g_assert_cmpint (virDomainSuspend (domain), ==, 0);
  await (sprint_machine_get_state (here) == SPRINT_MACHINE_STATE_PAUSED);
  g_assert_cmpint (sprint_machine_get_state (there), ==, SPRINT_MACHINE_STATE_RUNNING);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (second)), ==, 0);
  g_object_unref (there);
  undefine (fixture, domain);
}

/* Events that are on their way when the connection is dropped find nobody. */
static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  virDomainPtr domain = define (fixture, "guest", 65536);
  SprintMachine *machine = await_machine (fixture, domain);

  for (guint i = 0; i < 10; i++) {
    SprintConnection *second = sprint_connection_new (URI);

    open_connection (second);
    g_assert_cmpint (virDomainCreate (domain), ==, 0);
    g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
    g_object_unref (second);
    await (second == NULL);
    await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
    g_assert_cmpint (virDomainDestroy (domain), ==, 0);
    await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);
  }
  undefine (fixture, domain);
}

/* Views are told of its end where they live. */
static void
finalized_cb (gpointer  data,
              GObject  *object)
{
  *(GThread **) data = g_thread_self ();
}

static void
test_dropped_while_registering (Fixture       *fixture,
                                gconstpointer  data)
{
  SprintConnection *second = sprint_connection_new (URI);
  GThread *thread = NULL;

  g_object_weak_ref (G_OBJECT (second), finalized_cb, &thread);
  hold_registering (TRUE);
  sprint_connection_open_async (second, NULL, NULL, NULL);
  await (registering_waits ());
  sprint_connection_close (second);
  g_object_unref (second);
  await (thread != NULL);
  hold_registering (FALSE);
  g_assert_true (thread == g_thread_self ());
}

/* Nor is there anybody to tell, where libvirt calls back although it was let go of. */
static void
test_closed_late (Fixture       *fixture,
                  gconstpointer  data)
{
  static const int reasons[] = { VIR_CONNECT_CLOSE_REASON_KEEPALIVE, VIR_CONNECT_CLOSE_REASON_CLIENT };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    SprintConnection *second = sprint_connection_new (URI);
    guint let_go;

    open_connection (second);
    let_go = count_let_go ();
    closing.broken = TRUE;
    sprint_connection_close (second);
    g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
    g_object_unref (second);
    await (second == NULL);
    /* Its own, and that of its callbacks, which is let go of last. */
    await (count_let_go () >= let_go + 2);
    closing.callback (fixture->other, reasons[i], closing.data);
    closing.broken = FALSE;
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/connection-events/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("define-undefine", test_define_undefine);
  ADD ("states", test_states);
  ADD ("saved", test_saved);
  ADD ("title", test_title);
  ADD ("redefined", test_redefined);
  ADD ("transient", test_transient);
  ADD ("burst", test_burst);
  ADD ("read-again", test_read_again);
  ADD ("restarted", test_restarted);
  ADD ("two-connections", test_two_connections);
  ADD ("dropped", test_dropped);
  ADD ("dropped-while-registering", test_dropped_while_registering);
  ADD ("closed-late", test_closed_late);
  return g_test_run ();
}
