/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acceleration-record.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/utsname.h>

#include "core/platform/state-file.h"

#define GROUP "acceleration"
#define MAX_WORDS 4096

struct _SprintAccelerationRecord
{
  GObject parent_instance;

  SprintStateFile *file;
  char *failure;
  gint64 failed_at;
  char *kernel;     /* that failed: its release, and which start of it */
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

/* One that is missing or spoilt is one without a failure: the next guest tells. */
static void
load (SprintAccelerationRecord *self)
{
  g_autoptr (GKeyFile) contents = sprint_state_file_load (self->file);

  self->failure = g_key_file_get_string (contents, GROUP, "failure", NULL);
  if (self->failure != NULL)
    self->failed_at = MAX (g_key_file_get_int64 (contents, GROUP, "failed-at", NULL), 0);
  self->kernel = g_key_file_get_string (contents, GROUP, "kernel", NULL);
}

static void
save (SprintAccelerationRecord *self)
{
  g_autoptr (GKeyFile) contents = g_key_file_new ();

  if (self->failure != NULL) {
    g_key_file_set_string (contents, GROUP, "failure", self->failure);
    g_key_file_set_int64 (contents, GROUP, "failed-at", self->failed_at);
    if (self->kernel != NULL)
      g_key_file_set_string (contents, GROUP, "kernel", self->kernel);
  }
  sprint_state_file_save (self->file, contents);
}

static void
sprint_acceleration_record_finalize (GObject *object)
{
  SprintAccelerationRecord *self = SPRINT_ACCELERATION_RECORD (object);

  g_object_unref (self->file);
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
    g_value_set_string (value, sprint_state_file_get_path (self->file));
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
    self->file = sprint_state_file_new (g_value_get_string (value));
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
