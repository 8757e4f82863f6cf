/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-private.h"

#include <glib/gi18n.h>

#include "core-enums.h"
#include "libvirt-events.h"
#include "machine-error-private.h"

/* Seconds between attempts at a lost connection: doubled from the first to the last. */
#define FIRST_DELAY 1
#define LAST_DELAY 30
/* A call that hangs must not hold up the next. libvirt's daemon serves five of a client at once: pictures of guests
 * that hang leave it, and the threads, to what would end them. */
#define THREADS 4
#define PICTURE_THREADS 2

struct _SprintConnection {
  GObject parent_instance;

  char *uri;
  char *name;
  char *log_folder;         /* or NULL */
  GPtrArray *machines;
  GHashTable *by_uuid;
  GHashTable *readings;     /* of connection-refresh.c */
  SprintWorker *worker;
  SprintWorker *pictures;   /* calls for the guests' screens */

  virConnectPtr handle;     /* while it is open */
  SprintConnectionEvents *events;
  SprintConnectionState state;
  GError *error;
  GPtrArray *waiting;       /* of connection-waiting.c: who waits for it to be open */
  GCancellable *opening;
  guint retry_id;
  guint delay;
  SprintDaemonWaker *waker; /* where libvirt's client cannot start the daemon */
  GError *not_woken;        /* why the daemon was not started for this opening */
  gboolean woken;           /* whether that was tried */
  gboolean sandboxed;       /* this process sees only some of this computer's files */
  guint busy;               /* machines that are being changed */
  gboolean was_open;        /* since it was opened last: then it is tried again when it is lost */
};

enum {
  PROP_0,
  PROP_URI,
  PROP_NAME,
  PROP_STATE,
  PROP_ERROR,
  PROP_LOCAL,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void     list_model_iface_init (GListModelInterface *iface);
static void     start_opening         (SprintConnection *self);
static void     opened_cb             (GObject *source, GAsyncResult *result, gpointer user_data);
static gboolean uri_is_remote         (const char *text);
static gboolean is_own_session        (SprintConnection *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintConnection, sprint_connection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return SPRINT_TYPE_MACHINE;
}

static guint
get_n_items (GListModel *model)
{
  return SPRINT_CONNECTION (model)->machines->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SprintConnection *self = SPRINT_CONNECTION (model);

  return position < self->machines->len ? g_object_ref (g_ptr_array_index (self->machines, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
set_state (SprintConnection      *self,
           SprintConnectionState  state,
           const GError          *error)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->error != NULL || error != NULL) {
    GError *copy = error != NULL ? g_error_copy (error) : NULL;

    g_clear_error (&self->error);
    self->error = copy;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  }
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

/* ---- machines ---- */

static void
add_machines (SprintConnection *self,
              GPtrArray        *infos)
{
  guint before = self->machines->len;

  for (guint i = 0; i < infos->len; i++) {
    const SprintMachineInfo *info = g_ptr_array_index (infos, i);
    SprintMachine *machine = g_hash_table_lookup (self->by_uuid, info->uuid);

    if (machine != NULL) {
      sprint_machine_update (machine, info);
      continue;
    }
    machine = sprint_machine_new (self, info);
    g_ptr_array_add (self->machines, machine);
    g_hash_table_insert (self->by_uuid, (char *) sprint_machine_get_uuid (machine), machine);
  }
  if (self->machines->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->machines->len - before);
}

void
sprint_connection_remove_machine (SprintConnection *self,
                                  const char       *uuid)
{
  SprintMachine *machine = g_hash_table_lookup (self->by_uuid, uuid);
  guint position;

  if (machine == NULL || !g_ptr_array_find (self->machines, machine, &position))
    return;
  g_object_ref (machine);
  g_hash_table_remove (self->by_uuid, uuid);
  g_ptr_array_remove_index (self->machines, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  sprint_machine_note_removed (machine);
  g_object_unref (machine);
}

static void
remove_all_but (SprintConnection *self,
                GPtrArray        *infos)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    g_hash_table_add (present, ((SprintMachineInfo *) g_ptr_array_index (infos, i))->uuid);
  for (guint i = 0; i < self->machines->len; i++) {
    const char *uuid = sprint_machine_get_uuid (g_ptr_array_index (self->machines, i));

    if (!g_hash_table_contains (present, uuid))
      g_ptr_array_add (gone, g_strdup (uuid));
  }
  for (guint i = 0; i < gone->len; i++)
    sprint_connection_remove_machine (self, g_ptr_array_index (gone, i));
}

/* ---- opening, losing, closing ---- */

static gpointer
let_go_thread (gpointer   data,
               GError   **error)
{
  sprint_connection_events_free (data);
  return NULL;
}

static gpointer
drop_thread (gpointer   data,
             GError   **error)
{
  virConnectClose (data);
  return NULL;
}

/* What libvirt must be asked for goes to a thread: a dead host must not hold up the window. */
static void
let_go (SprintConnection *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->events != NULL)
    sprint_worker_run_async (self->worker, NULL, let_go_thread, g_steal_pointer (&self->events), NULL, NULL,
                             NULL, NULL, NULL);
  if (self->handle != NULL)
    sprint_worker_run_async (self->worker, NULL, drop_thread, g_steal_pointer (&self->handle), NULL, NULL,
                             NULL, NULL, NULL);
}

static gboolean
retry_cb (gpointer user_data)
{
  SprintConnection *self = user_data;

  self->retry_id = 0;
  start_opening (self);
  return G_SOURCE_REMOVE;
}

static void
woken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SprintConnection) self = user_data;
  g_autoptr (GError) error = NULL;

  sprint_daemon_waker_wake_finish (SPRINT_DAEMON_WAKER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Whatever came of it: somebody else may have started it. */
  self->not_woken = g_steal_pointer (&error);
  sprint_listing_read_async (self, self->opening, opened_cb);
}

/* Once for each opening. Where there is nothing to start, it goes on as if nobody had asked; the system's daemon is not
 * this person's to start. */
static gboolean
wake (SprintConnection *self,
      const GError     *error)
{
  g_auto (GStrv) command = NULL;

  if (self->waker == NULL || self->woken || !is_own_session (self) ||
      !g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON))
    return FALSE;
  command = sprint_daemon_waker_get_command (self->waker);
  if (command == NULL)
    return FALSE;
  self->woken = TRUE;
  sprint_daemon_waker_wake_async (self->waker, self->opening, woken_cb, g_object_ref (self));
  return TRUE;
}

static void
tell_not_woken (SprintConnection *self,
                GError           *error)
{
  g_autofree char *words = error->message;

  error->message = g_strdup_printf ("%s\n%s", words, self->not_woken->message);
}

/* That it was lost is said only of what was there; it may be a matter of this computer, or of the other one. */
static void
fail_opening (SprintConnection *self,
              GError           *error)
{
  gboolean was_open = self->was_open;

  let_go (self);
  if (self->not_woken != NULL && g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON))
    tell_not_woken (self, error);
  if (!was_open)
    sprint_machine_error_never_open (error, uri_is_remote (self->uri));
  /* What was open once is tried again; what never was is for the person to retry. */
  if (was_open) {
    self->retry_id = g_timeout_add_seconds (self->delay, retry_cb, self);
    self->delay = MIN (self->delay * 2, LAST_DELAY);
  }
  set_state (self, was_open ? SPRINT_CONNECTION_STATE_LOST : SPRINT_CONNECTION_STATE_CLOSED, error);
  sprint_connection_drop_readings (self);
  sprint_connection_waiting_answer (self->waiting, error);
}

/* @handle broke; another one may have taken its place meanwhile. */
void
sprint_connection_note_closed (SprintConnection *self,
                               virConnectPtr     handle)
{
  if (self->handle != handle)
    return;
  let_go (self);
  self->delay = FIRST_DELAY;
  /* A session daemon that left because it idled is back with the first call: not worth a word. */
  start_opening (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  SprintConnection *self = SPRINT_CONNECTION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintListing) listing = sprint_listing_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (listing == NULL) {
    if (!wake (self, error))
      fail_opening (self, error);
    return;
  }
  g_clear_object (&self->opening);
  self->events = g_steal_pointer (&listing->events);
  self->handle = g_steal_pointer (&listing->handle);
  /* It may have ended before this handle was anybody's: its own word of that came too early. */
  if (virConnectIsAlive (self->handle) == 0) {
    g_set_error_literal (&error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST,
                         "The connection ended while the machines were read");
    fail_opening (self, error);
    return;
  }
  self->delay = FIRST_DELAY;
  self->was_open = TRUE;
  remove_all_but (self, listing->infos);
  add_machines (self, listing->infos);
  set_state (self, SPRINT_CONNECTION_STATE_OPEN, NULL);
  /* The list may be older than what came meanwhile. */
  sprint_connection_start_readings (self);
  sprint_connection_waiting_answer (self->waiting, NULL);
}

static void
start_opening (SprintConnection *self)
{
  sprint_libvirt_register ();
  /* What still hangs in a connection that ended holds up its own threads, not those of the next one. */
  g_object_unref (self->worker);
  g_object_unref (self->pictures);
  self->worker = sprint_worker_new (THREADS);
  self->pictures = sprint_worker_new (PICTURE_THREADS);
  if (self->state != SPRINT_CONNECTION_STATE_LOST)
    set_state (self, SPRINT_CONNECTION_STATE_CONNECTING, NULL);
  self->opening = g_cancellable_new ();
  self->woken = FALSE;
  g_clear_error (&self->not_woken);
  sprint_listing_read_async (self, self->opening, opened_cb);
}

void
sprint_connection_open_async (SprintConnection    *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (SPRINT_IS_CONNECTION (self));

  g_task_set_source_tag (task, sprint_connection_open_async);
  if (self->state == SPRINT_CONNECTION_STATE_OPEN) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  sprint_connection_waiting_add (self->waiting, g_steal_pointer (&task));
  if (self->opening == NULL) {
    g_clear_handle_id (&self->retry_id, g_source_remove);
    start_opening (self);
  }
}

gboolean
sprint_connection_open_finish (SprintConnection  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sprint_connection_close (SprintConnection *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SPRINT_IS_CONNECTION (self));

  let_go (self);
  self->was_open = FALSE;
  remove_all_but (self, NULL);
  set_state (self, SPRINT_CONNECTION_STATE_CLOSED, NULL);
  sprint_connection_drop_readings (self);
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The connection was closed");
  sprint_connection_waiting_answer (self->waiting, error);
}

/* ---- for the rest of the room ---- */

virConnectPtr
sprint_connection_ref_handle (SprintConnection *self)
{
  if (self->handle == NULL)
    return NULL;
  virConnectRef (self->handle);
  return self->handle;
}

virConnectPtr
sprint_connection_open_finish_handle (SprintConnection  *self,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  virConnectPtr handle;

  if (!sprint_connection_open_finish (self, result, error))
    return NULL;
  handle = sprint_connection_ref_handle (self);
  if (handle == NULL)
    g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST,
                         "The connection ended as soon as it was open");
  return handle;
}

gboolean
sprint_connection_is_opening (SprintConnection *self)
{
  return self->opening != NULL;
}

GHashTable *
sprint_connection_get_readings (SprintConnection *self)
{
  return self->readings;
}

void
sprint_connection_note_busy (SprintConnection *self,
                             gboolean          busy)
{
  self->busy += busy ? 1 : -1;
  if (self->busy == (busy ? 1 : 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

SprintWorker *
sprint_connection_get_worker (SprintConnection *self)
{
  return self->worker;
}

SprintWorker *
sprint_connection_get_picture_worker (SprintConnection *self)
{
  return self->pictures;
}

SprintMachine *
sprint_connection_adopt_info (SprintConnection        *self,
                              const SprintMachineInfo *info)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new ();

  g_ptr_array_add (infos, (gpointer) info);
  add_machines (self, infos);
  return g_hash_table_lookup (self->by_uuid, info->uuid);
}

/* ---- the object ---- */

static gboolean
uri_is_remote (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *plus = uri != NULL ? strchr (g_uri_get_scheme (uri), '+') : NULL;

  return uri != NULL && ((g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0') ||
                         (plus != NULL && !g_str_equal (plus, "+unix")));
}

gboolean
sprint_connection_uri_is_local (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && !g_str_has_prefix (g_uri_get_scheme (uri), "test") && !uri_is_remote (text);
}

/* Whether libvirt runs as this person, on this computer. */
static gboolean
is_own_session (SprintConnection *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->uri, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && sprint_connection_get_local (self) && g_str_equal (g_uri_get_path (uri), "/session");
}

/* QEMU's log is in this person's cache only there. */
const char *
sprint_connection_get_log_folder (SprintConnection *self)
{
  return is_own_session (self) ? self->log_folder : NULL;
}

static char *
name_from_uri (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  if (g_str_equal (text, "qemu:///session"))
    return g_strdup (_("This Computer"));
  if (g_str_equal (text, "qemu:///system"))
    return g_strdup (_("This Computer, System Machines"));
  if (uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    return g_strdup (g_uri_get_host (uri));
  if (g_str_has_prefix (text, "test:"))
    return g_strdup (_("Test Machines"));
  return g_strdup (text);
}

static void
sprint_connection_dispose (GObject *object)
{
  SprintConnection *self = SPRINT_CONNECTION (object);

  if (self->worker != NULL)
    let_go (self);
  g_clear_object (&self->worker);
  g_clear_object (&self->waker);
  g_clear_object (&self->pictures);
  G_OBJECT_CLASS (sprint_connection_parent_class)->dispose (object);
}

static void
sprint_connection_finalize (GObject *object)
{
  SprintConnection *self = SPRINT_CONNECTION (object);

  g_hash_table_unref (self->by_uuid);
  g_hash_table_unref (self->readings);
  g_ptr_array_unref (self->machines);
  g_ptr_array_unref (self->waiting);
  g_clear_error (&self->error);
  g_clear_error (&self->not_woken);
  g_free (self->uri);
  g_free (self->name);
  g_free (self->log_folder);
  G_OBJECT_CLASS (sprint_connection_parent_class)->finalize (object);
}

static void
sprint_connection_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SprintConnection *self = SPRINT_CONNECTION (object);

  switch (prop_id) {
  case PROP_URI:
    g_value_set_string (value, self->uri);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_LOCAL:
    g_value_set_boolean (value, sprint_connection_get_local (self));
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, sprint_connection_get_busy (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_connection_class_init (SprintConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_connection_dispose;
  object_class->finalize = sprint_connection_finalize;
  object_class->get_property = sprint_connection_get_property;

  properties[PROP_URI] = g_param_spec_string ("uri", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_CONNECTION_STATE,
                                              SPRINT_CONNECTION_STATE_CLOSED, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_LOCAL] = g_param_spec_boolean ("local", NULL, NULL, FALSE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_connection_init (SprintConnection *self)
{
  self->machines = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_uuid = g_hash_table_new (g_str_hash, g_str_equal);
  self->readings = sprint_connection_readings_new ();
  self->waiting = sprint_connection_waiting_new ();
  self->worker = sprint_worker_new (THREADS);
  self->pictures = sprint_worker_new (PICTURE_THREADS);
  self->delay = FIRST_DELAY;
}

SprintConnection *
sprint_connection_new (const char *uri)
{
  SprintConnection *self = g_object_new (SPRINT_TYPE_CONNECTION, NULL);

  self->uri = g_strdup (uri);
  self->name = name_from_uri (uri);
  return self;
}

void
sprint_connection_set_waker (SprintConnection  *self,
                             SprintDaemonWaker *waker)
{
  g_set_object (&self->waker, waker);
}

void
sprint_connection_set_log_folder (SprintConnection *self,
                                  const char       *folder)
{
  g_set_str (&self->log_folder, folder);
}

void
sprint_connection_set_sandboxed (SprintConnection *self,
                                 gboolean          sandboxed)
{
  self->sandboxed = sandboxed;
}

gboolean
sprint_connection_get_sandboxed (SprintConnection *self)
{
  return self->sandboxed;
}

const char *
sprint_connection_get_uri (SprintConnection *self)
{
  return self->uri;
}

const char *
sprint_connection_get_name (SprintConnection *self)
{
  return self->name;
}

SprintConnectionState
sprint_connection_get_state (SprintConnection *self)
{
  return self->state;
}

const GError *
sprint_connection_get_error (SprintConnection *self)
{
  return self->error;
}

gboolean
sprint_connection_get_local (SprintConnection *self)
{
  return sprint_connection_uri_is_local (self->uri);
}

gboolean
sprint_connection_get_busy (SprintConnection *self)
{
  return self->busy > 0;
}

SprintMachine *
sprint_connection_find (SprintConnection *self,
                        const char       *uuid)
{
  return uuid != NULL ? g_hash_table_lookup (self->by_uuid, uuid) : NULL;
}
