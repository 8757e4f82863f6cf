/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "creation-private.h"

#include <glib/gi18n.h>

#include "core/definition/definition.h"

#define GIB (G_GUINT64_CONSTANT (1024) * 1024 * 1024)

enum {
  PROP_0,
  PROP_MACHINE,
  PROP_RUNNING,
  PROP_ELAPSED_US,
  PROP_EMULATED,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);
static void define                (SprintCreation *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintCreation, sprint_creation, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return SPRINT_TYPE_STAGE;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SPRINT_CREATION (model)->stages));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SPRINT_CREATION (model)->stages), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- ending, well or badly ---- */

/* Once the machine runs, it is no longer for a cancellation to stop. */
GCancellable *
sprint_creation_get_cancellable (SprintCreation *self)
{
  return self->task != NULL ? self->cancellable : NULL;
}

void
sprint_creation_set_error (SprintCreation *self,
                           const GError   *error)
{
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  self->ended = g_get_monotonic_time ();
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SprintStage) stage = get_item (G_LIST_MODEL (self), i);

    if (sprint_stage_get_state (stage) == SPRINT_STAGE_STATE_RUNNING)
      sprint_stage_end (stage, SPRINT_STAGE_STATE_FAILED);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* While it runs, the program is not to end. */
static void
notify_running (SprintCreation *self)
{
  gboolean running = sprint_creation_get_running (self);

  if (running && !self->working)
    sprint_services_begin_work (self->services, self->cancellable);
  else if (!running && self->working)
    sprint_services_end_work (self->services, self->cancellable);
  self->working = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

void
sprint_creation_end_task (SprintCreation *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  notify_running (self);
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_pointer (task, g_object_ref (self->machine), g_object_unref);
}

static void
taken_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;

  sprint_rollback_run_finish (SPRINT_ROLLBACK (source), result);
  self->taking_back = FALSE;
  if (self->task != NULL)
    sprint_creation_end_task (self);
  else
    notify_running (self);
}

/* Takes back all that was made: whatever failed, nothing half made stays. */
void
sprint_creation_fail (SprintCreation *self,
                      GError         *error)
{
  g_autoptr (GError) owned = error;

  self->taking_back = TRUE;
  g_clear_handle_id (&self->settle_id, g_source_remove);
  sprint_creation_set_error (self, owned);
  if (self->task == NULL)
    notify_running (self);
  if (self->machine != NULL) {
    g_signal_handlers_disconnect_by_data (self->machine, self);
    g_clear_object (&self->machine);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MACHINE]);
  }
  sprint_rollback_run_async (self->rollback, taken_back_cb, g_object_ref (self));
}

gboolean
sprint_creation_stop_if_cancelled (SprintCreation *self)
{
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (sprint_creation_get_cancellable (self), &error))
    return FALSE;
  sprint_creation_fail (self, error);
  return TRUE;
}

/* ---- definition ---- */

/* libvirt itself may refuse KVM, before QEMU is asked. */
static void
define_emulated_or_fail (SprintCreation *self,
                         GError         *error)
{
  if (!sprint_creation_can_go_on_emulated (self, error->message)) {
    sprint_creation_fail (self, error);
    return;
  }
  sprint_creation_note_emulated (self, self->definition_stage, error->message);
  g_error_free (error);
  sprint_recipe_set_accelerated (self->recipe, FALSE);
  define (self);
}

static void
defined_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;
  GError *error = NULL;

  self->machine = sprint_connection_define_finish (SPRINT_CONNECTION (source), result, &error);
  if (self->machine == NULL) {
    define_emulated_or_fail (self, error);
    return;
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MACHINE]);
  sprint_stage_end (self->definition_stage, SPRINT_STAGE_STATE_DONE);
  sprint_creation_start_machine (self);
}

static void
capabilities_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;
  GError *error = NULL;
  GVirConfigDomainCapabilities *capabilities =
    sprint_connection_get_domain_capabilities_finish (SPRINT_CONNECTION (source), result, &error);
  GVirConfigDomain *description = NULL;

  if (capabilities != NULL)
    description = sprint_definition_build (self->recipe, capabilities, &error);
  if (description == NULL) {
    define_emulated_or_fail (self, error);
  } else if (!sprint_creation_stop_if_cancelled (self)) {
    g_autofree char *uuid = g_uuid_string_random ();

    gvir_config_domain_set_uuid (description, uuid);
    sprint_rollback_note_uuid (self->rollback, uuid);
    /* Not cancellable: a machine that libvirt makes all the same would be left behind. */
    sprint_connection_define_async (self->connection, description, NULL, defined_cb, g_object_ref (self));
  }
  g_clear_object (&capabilities);
  g_clear_object (&description);
}

static void
define (SprintCreation *self)
{
  const char *virt_type = sprint_recipe_get_accelerated (self->recipe) ? "kvm" : "qemu";

  if (sprint_creation_stop_if_cancelled (self))
    return;
  if (sprint_stage_get_state (self->definition_stage) != SPRINT_STAGE_STATE_RUNNING)
    sprint_stage_begin (self->definition_stage);
  if (!sprint_connection_get_local (self->connection))
    virt_type = NULL;
  sprint_connection_get_domain_capabilities_async (self->connection, virt_type, sprint_creation_get_cancellable (self),
                                                   capabilities_cb, g_object_ref (self));
}

/* ---- disk, and the installer's files beside it ---- */

static void
file_copied_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;
  g_autoptr (GError) error = NULL;

  self->copying--;
  if (!g_file_copy_finish (G_FILE (source), result, &error) && self->error == NULL)
    self->error = g_steal_pointer (&error);
  if (self->copying > 0)
    return;
  if (self->error != NULL) {
    sprint_creation_fail (self, g_steal_pointer (&self->error));
    return;
  }
  sprint_stage_end (self->disk_stage, SPRINT_STAGE_STATE_DONE);
  define (self);
}

static char *
keep_file (SprintCreation *self,
           const char     *path,
           const char     *suffix)
{
  const char *disk = sprint_recipe_get_disk_path (self->recipe);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autofree char *kept = g_strconcat (disk, suffix, NULL);
  g_autoptr (GFile) target = g_file_new_for_path (kept);

  self->copying++;
  sprint_rollback_note_file (self->rollback, kept);
  g_file_copy_async (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, G_PRIORITY_DEFAULT,
                     sprint_creation_get_cancellable (self), NULL, NULL, file_copied_cb, g_object_ref (self));
  return g_steal_pointer (&kept);
}

/* The package that an installer came from may go: its kernel and initrd stay beside the disk. */
static void
keep_installer (SprintCreation *self)
{
  const char *initrd_path = sprint_medium_get_initrd (self->medium);
  g_autofree char *kernel = keep_file (self, sprint_medium_get_kernel (self->medium), ".kernel");
  g_autofree char *initrd = initrd_path != NULL ? keep_file (self, initrd_path, ".initrd") : NULL;

  sprint_recipe_set_installer_kernel (self->recipe, kernel, initrd, sprint_medium_get_command_line (self->medium));
}

static void
use_disk (SprintCreation *self,
          const char     *path,
          const char     *format)
{
  SprintMediumKind kind = sprint_medium_get_kind (self->medium);

  sprint_recipe_set_disk (self->recipe, path, format);
  if (kind == SPRINT_MEDIUM_KIND_KERNEL) {
    keep_installer (self);
    return;
  }
  if (kind == SPRINT_MEDIUM_KIND_INSTALLER || kind == SPRINT_MEDIUM_KIND_LIVE)
    sprint_recipe_set_installer (self->recipe, sprint_medium_get_path (self->medium),
                                 kind == SPRINT_MEDIUM_KIND_LIVE);
  sprint_stage_end (self->disk_stage, SPRINT_STAGE_STATE_DONE);
  define (self);
}

/* @error is taken. */
static void
take_volume (SprintCreation *self,
             const char     *volume,
             GError         *error)
{
  sprint_rollback_settle_volume (self->rollback, volume, error);
  if (volume == NULL)
    sprint_creation_fail (self, error);
  else if (!sprint_creation_stop_if_cancelled (self))
    use_disk (self, volume, "qcow2");
}

static void
volume_created_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;
  GError *error = NULL;
  g_autofree char *volume = sprint_storage_create_volume_finish (SPRINT_STORAGE (source), result, &error);

  take_volume (self, volume, error);
}

static void
volume_copied_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;
  GError *error = NULL;
  g_autofree char *volume = sprint_storage_copy_volume_finish (SPRINT_STORAGE (source), result, &error);

  take_volume (self, volume, error);
}

static void
copy_progress_cb (goffset  current,
                  goffset  total,
                  gpointer user_data)
{
  SprintCreation *self = user_data;

  if (total > 0)
    sprint_stage_set_fraction (self->disk_stage, (double) current / total);
}

static void
volume_expected_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;
  g_autofree char *name = sprint_rollback_expect_volume_finish (SPRINT_ROLLBACK (source), result);
  SprintStorage *storage = sprint_services_get_storage (self->services);
  guint64 size = sprint_choice_get_disk_size (self->choice);

  if (sprint_medium_get_kind (self->medium) == SPRINT_MEDIUM_KIND_DISK)
    sprint_storage_copy_volume_async (storage, name, sprint_medium_get_path (self->medium),
                                      sprint_medium_get_format (self->medium), size, copy_progress_cb, self,
                                      sprint_creation_get_cancellable (self), volume_copied_cb, g_object_ref (self));
  else
    sprint_storage_create_volume_async (storage, name, size,
                                        MIN (size, MAX (sprint_medium_get_disk_minimum (self->medium), GIB)),
                                        sprint_creation_get_cancellable (self), volume_created_cb,
                                        g_object_ref (self));
}

static void
make_disk (SprintCreation *self)
{
  g_autofree char *name = sprint_connection_make_name (self->connection, sprint_choice_get_title (self->choice));
  SprintPlatform *platform = sprint_services_get_platform (self->services);

  sprint_stage_begin (self->disk_stage);
  self->recipe = sprint_choice_create_recipe (self->choice, self->medium, name);
  if (sprint_medium_get_kind (self->medium) == SPRINT_MEDIUM_KIND_DISK && !sprint_choice_get_copy_disk (self->choice))
    use_disk (self, sprint_medium_get_path (self->medium), sprint_medium_get_format (self->medium));
  else
    sprint_rollback_expect_volume_async (self->rollback, sprint_platform_get_disk_folder (platform), name,
                                         volume_expected_cb, g_object_ref (self));
}

/* ---- medium ---- */

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;
  GError *error = NULL;

  self->medium = sprint_offer_fetch_finish (SPRINT_OFFER (source), result, &error);
  if (self->medium == NULL) {
    sprint_creation_fail (self, error);
    return;
  }
  sprint_stage_end (self->medium_stage, SPRINT_STAGE_STATE_DONE);
  if (!sprint_creation_stop_if_cancelled (self))
    make_disk (self);
}

static void
offer_fraction_cb (SprintCreation *self,
                   GParamSpec     *pspec,
                   SprintOffer    *offer)
{
  g_autofree char *note = sprint_offer_describe_progress (offer);

  sprint_stage_set_note (self->medium_stage, note);
  sprint_stage_set_fraction (self->medium_stage, sprint_offer_get_fraction (offer));
}

void
sprint_creation_run_async (SprintCreation      *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  SprintOffer *offer;

  g_return_if_fail (SPRINT_IS_CREATION (self));
  g_return_if_fail (self->began == 0);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_set_object (&self->cancellable, cancellable);
  g_task_set_source_tag (self->task, sprint_creation_run_async);
  self->began = g_get_monotonic_time ();
  notify_running (self);

  offer = sprint_choice_get_offer (self->choice);
  if (offer == NULL) {
    self->medium = g_object_ref (sprint_choice_get_medium (self->choice));
    make_disk (self);
    return;
  }
  sprint_stage_begin (self->medium_stage);
  g_signal_connect_object (offer, "notify::fraction", G_CALLBACK (offer_fraction_cb), self, G_CONNECT_SWAPPED);
  sprint_offer_fetch_async (offer, cancellable, fetched_cb, g_object_ref (self));
}

SprintMachine *
sprint_creation_run_finish (SprintCreation  *self,
                            GAsyncResult    *result,
                            GError         **error)
{
  SprintMachine *machine;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  machine = g_task_propagate_pointer (G_TASK (result), error);
  /* The creation keeps it. */
  if (machine != NULL)
    g_object_unref (machine);
  return machine;
}

void
sprint_creation_note_first_frame (SprintCreation *self)
{
  g_return_if_fail (SPRINT_IS_CREATION (self));

  if (sprint_stage_get_state (self->frame_stage) != SPRINT_STAGE_STATE_RUNNING)
    return;
  self->ended = g_get_monotonic_time ();
  sprint_stage_end (self->frame_stage, SPRINT_STAGE_STATE_DONE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELAPSED_US]);
}

gboolean
sprint_creation_get_settling (SprintCreation *self)
{
  g_return_val_if_fail (SPRINT_IS_CREATION (self), FALSE);

  return self->settle_id != 0;
}

/* ---- the object ---- */

static void
sprint_creation_finalize (GObject *object)
{
  SprintCreation *self = SPRINT_CREATION (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_object (&self->services);
  g_clear_object (&self->connection);
  g_clear_object (&self->choice);
  g_clear_object (&self->stages);
  g_clear_object (&self->medium);
  g_clear_object (&self->recipe);
  g_clear_object (&self->machine);
  g_clear_object (&self->rollback);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (sprint_creation_parent_class)->finalize (object);
}

static void
sprint_creation_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SprintCreation *self = SPRINT_CREATION (object);

  switch (prop_id) {
  case PROP_MACHINE:
    g_value_set_object (value, self->machine);
    break;
  case PROP_RUNNING:
    g_value_set_boolean (value, sprint_creation_get_running (self));
    break;
  case PROP_ELAPSED_US:
    g_value_set_int64 (value, sprint_creation_get_elapsed (self));
    break;
  case PROP_EMULATED:
    g_value_set_boolean (value, self->emulated);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_creation_class_init (SprintCreationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_creation_finalize;
  object_class->get_property = sprint_creation_get_property;
  properties[PROP_MACHINE] = g_param_spec_object ("machine", NULL, NULL, SPRINT_TYPE_MACHINE, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_ELAPSED_US] = g_param_spec_int64 ("elapsed-us", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_EMULATED] = g_param_spec_boolean ("emulated", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_creation_init (SprintCreation *self)
{
  self->stages = g_list_store_new (SPRINT_TYPE_STAGE);
}

static SprintStage *
add_stage (SprintCreation *self,
           const char     *id,
           const char     *title)
{
  g_autoptr (SprintStage) stage = sprint_stage_new (id, title);

  g_list_store_append (self->stages, stage);
  return stage;   /* the list holds it */
}

SprintCreation *
sprint_creation_new (SprintServices   *services,
                     SprintConnection *connection,
                     SprintChoice     *choice)
{
  SprintCreation *self = g_object_new (SPRINT_TYPE_CREATION, NULL);

  self->services = g_object_ref (services);
  self->connection = g_object_ref (connection);
  self->choice = g_object_ref (choice);
  self->rollback = sprint_rollback_new (connection, sprint_services_get_storage (services));
  if (sprint_choice_get_offer (choice) != NULL)
    self->medium_stage = add_stage (self, "medium", _("Installer"));
  self->disk_stage = add_stage (self, "disk", _("Disk"));
  self->definition_stage = add_stage (self, "definition", _("Definition"));
  self->start_stage = add_stage (self, "start", _("Start"));
  self->frame_stage = add_stage (self, "first-frame", _("First picture"));
  return self;
}

SprintMachine *
sprint_creation_get_machine (SprintCreation *self)
{
  return self->machine;
}

gboolean
sprint_creation_get_running (SprintCreation *self)
{
  return self->task != NULL || self->taking_back;
}

const GError *
sprint_creation_get_error (SprintCreation *self)
{
  return self->error;
}

gint64
sprint_creation_get_elapsed (SprintCreation *self)
{
  if (self->began == 0)
    return 0;
  return (self->ended != 0 ? self->ended : g_get_monotonic_time ()) - self->began;
}

gboolean
sprint_creation_get_emulated (SprintCreation *self)
{
  return self->emulated;
}
