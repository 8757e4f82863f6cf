/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acceleration-record.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/utsname.h>

#define GROUP "acceleration"
#define MAX_WORDS 4096

struct _SprintAccelerationRecord
{
  GObject parent_instance;

  char *path;
  char *failure;
  gint64 failed_at;
  char *kernel;     /* that failed: its release, and which start of it */
  gboolean saving;
  gboolean save_again;
};

G_DEFINE_FINAL_TYPE (SprintAccelerationRecord, sprint_acceleration_record, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PATH,
  PROP_FAILURE,
  PROP_FAILED_AT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void saved_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data);

/* The kernel that runs; a Flatpak's is the host's. */
static char *
describe_kernel (void)
{
  g_autofree char *boot = NULL;
  struct utsname host;

  uname (&host);
  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    return g_strdup (host.release);

  return g_strdup_printf ("%s %s", host.release, g_strstrip (boot));
}

static void
load (SprintAccelerationRecord *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  /* One that is missing or spoilt is one without a failure: the next guest tells. */
  if (!g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    return;

  self->failure = g_key_file_get_string (file, GROUP, "failure", NULL);
  if (self->failure != NULL)
    self->failed_at = MAX (g_key_file_get_int64 (file, GROUP, "failed-at", NULL), 0);
  self->kernel = g_key_file_get_string (file, GROUP, "kernel", NULL);
}

static char *
to_data (SprintAccelerationRecord *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (self->failure != NULL) {
    g_key_file_set_string (file, GROUP, "failure", self->failure);
    g_key_file_set_int64 (file, GROUP, "failed-at", self->failed_at);
    if (self->kernel != NULL)
      g_key_file_set_string (file, GROUP, "kernel", self->kernel);
  }

  return g_key_file_to_data (file, NULL, NULL);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  SprintAccelerationRecord *self = source;
  g_autofree char *folder = g_path_get_dirname (self->path);
  GError *error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (self->path, task_data, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save (SprintAccelerationRecord *self)
{
  g_autoptr (GTask) task = NULL;

  /* One at a time, or an older finding could be written over a newer one. */
  if (self->saving) {
    self->save_again = TRUE;
    return;
  }

  self->saving = TRUE;
  self->save_again = FALSE;
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, to_data (self), g_free);
  g_task_run_in_thread (task, save_thread);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SprintAccelerationRecord *self = SPRINT_ACCELERATION_RECORD (object);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("What was learnt about KVM could not be kept: %s", error->message);

  self->saving = FALSE;
  if (self->save_again)
    save (self);
}

static void
sprint_acceleration_record_finalize (GObject *object)
{
  SprintAccelerationRecord *self = SPRINT_ACCELERATION_RECORD (object);

  g_free (self->path);
  g_free (self->failure);
  g_free (self->kernel);

  G_OBJECT_CLASS (sprint_acceleration_record_parent_class)->finalize (object);
}

static void
sprint_acceleration_record_constructed (GObject *object)
{
  G_OBJECT_CLASS (sprint_acceleration_record_parent_class)->constructed (object);

  load (SPRINT_ACCELERATION_RECORD (object));
}

static void
sprint_acceleration_record_get_property (GObject    *object,
                                         guint       prop_id,
                                         GValue     *value,
                                         GParamSpec *pspec)
{
  SprintAccelerationRecord *self = SPRINT_ACCELERATION_RECORD (object);

  switch (prop_id) {
  case PROP_PATH:
    g_value_set_string (value, self->path);
    break;
  case PROP_FAILURE:
    g_value_set_string (value, self->failure);
    break;
  case PROP_FAILED_AT:
    g_value_set_int64 (value, self->failed_at);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_acceleration_record_set_property (GObject      *object,
                                         guint         prop_id,
                                         const GValue *value,
                                         GParamSpec   *pspec)
{
  SprintAccelerationRecord *self = SPRINT_ACCELERATION_RECORD (object);

  switch (prop_id) {
  case PROP_PATH:
    self->path = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_acceleration_record_class_init (SprintAccelerationRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sprint_acceleration_record_constructed;
  object_class->finalize = sprint_acceleration_record_finalize;
  object_class->get_property = sprint_acceleration_record_get_property;
  object_class->set_property = sprint_acceleration_record_set_property;

  properties[PROP_PATH] =
    g_param_spec_string ("path", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FAILURE] =
    g_param_spec_string ("failure", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FAILED_AT] =
    g_param_spec_int64 ("failed-at", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_acceleration_record_init (SprintAccelerationRecord *self)
{
}

SprintAccelerationRecord *
sprint_acceleration_record_new (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return g_object_new (SPRINT_TYPE_ACCELERATION_RECORD, "path", path, NULL);
}

const char *
sprint_acceleration_record_get_failure (SprintAccelerationRecord *self)
{
  g_return_val_if_fail (SPRINT_IS_ACCELERATION_RECORD (self), NULL);

  return self->failure;
}

static void
set_failure (SprintAccelerationRecord *self,
             const char               *words,
             gint64                    at)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->failure, words))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
  if (self->failed_at != at) {
    self->failed_at = at;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILED_AT]);
  }
  g_object_thaw_notify (G_OBJECT (self));

  save (self);
}

void
sprint_acceleration_record_note_failure (SprintAccelerationRecord *self,
                                         const char               *words)
{
  g_autofree char *kept = NULL;

  g_return_if_fail (SPRINT_IS_ACCELERATION_RECORD (self));
  g_return_if_fail (words != NULL);

  kept = g_utf8_make_valid (words, strnlen (words, MAX_WORDS));
  g_free (self->kernel);
  self->kernel = describe_kernel ();
  set_failure (self, kept, g_get_real_time () / G_USEC_PER_SEC);
}

void
sprint_acceleration_record_note_success (SprintAccelerationRecord *self)
{
  g_return_if_fail (SPRINT_IS_ACCELERATION_RECORD (self));

  if (self->failure != NULL)
    set_failure (self, NULL, 0);
}

gboolean
sprint_acceleration_record_is_outdated (SprintAccelerationRecord *self)
{
  g_autofree char *kernel = describe_kernel ();

  g_return_val_if_fail (SPRINT_IS_ACCELERATION_RECORD (self), FALSE);

  return self->failure != NULL && g_strcmp0 (self->kernel, kernel) != 0;
}

gboolean
sprint_acceleration_words_blame_kvm (const char *words)
{
  /* Phrases of QEMU's accel/kvm and target/i386/kvm, and of libvirt's QEMU driver. */
  static const char * const phrases[] = {
    "kvm internal error",
    "kvm: entry failed",
    "kvm run failed",
    "could not access kvm kernel module",
    "failed to initialize kvm",
    "failed to initialise kvm",
    "kvm kernel module is not loaded",
    "kvm is not available",
    "kvm_init_vcpu",
    "kvm_create_vm",
    "kvm_create_vcpu",
    "kvm_arch_init_vcpu failed",
    "kvm_set_user_memory_region",
    "kvm not supported for this target",
    "failed to set msr",
    "failed to get msr",
    "kvm_buf_set_msrs",
    "kvm_put_msr",
    "kvm_get_msr",
    "invalid accelerator kvm",
    "domain requires kvm, but it is not available",
    "does not support virt type 'kvm'",
    "the accel 'kvm' is not supported",
    "kvm hardware error",
    "kvm_arch_put_registers",
  };
  g_autofree char *lower = NULL;

  if (words == NULL)
    return FALSE;

  lower = g_ascii_strdown (words, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++) {
    if (strstr (lower, phrases[i]) != NULL)
      return TRUE;
  }

  return FALSE;
}
