/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform.h"

#include <string.h>

#include "sprint-config.h"

struct _SprintPlatform
{
  GObject parent_instance;

  char *flatpak_info;
  char *host_root;
  gboolean flatpak;
  char *disk_folder;
  char *state_folder;
  char *installer_folder;
  char *log_folder;
};

G_DEFINE_FINAL_TYPE (SprintPlatform, sprint_platform, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_FLATPAK_INFO,
  PROP_HOST_ROOT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sprint_platform_finalize (GObject *object)
{
  SprintPlatform *self = SPRINT_PLATFORM (object);

  g_free (self->flatpak_info);
  g_free (self->host_root);
  g_free (self->disk_folder);
  g_free (self->state_folder);
  g_free (self->installer_folder);
  g_free (self->log_folder);

  G_OBJECT_CLASS (sprint_platform_parent_class)->finalize (object);
}

static void
sprint_platform_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_FLATPAK_INFO:
    SPRINT_PLATFORM (object)->flatpak_info = g_value_dup_string (value);
    break;
  case PROP_HOST_ROOT:
    SPRINT_PLATFORM (object)->host_root = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

/* A sandbox has a cache of its own; Flatpak hands on where the person's is, when it is not where it usually is. */
static char *
make_log_folder (SprintPlatform *self)
{
  g_autofree char *usual = g_build_filename (g_get_home_dir (), ".cache", NULL);
  const char *cache = self->flatpak ? g_getenv ("HOST_XDG_CACHE_HOME") : g_get_user_cache_dir ();

  return g_build_filename (cache != NULL && *cache != '\0' ? cache : usual, "libvirt", "qemu", "log", NULL);
}

static void
sprint_platform_constructed (GObject *object)
{
  SprintPlatform *self = SPRINT_PLATFORM (object);
  g_autofree char *data = NULL;

  G_OBJECT_CLASS (sprint_platform_parent_class)->constructed (object);

  self->flatpak = g_file_test (self->flatpak_info, G_FILE_TEST_EXISTS);
  if (self->host_root == NULL)
    self->host_root = g_strdup (self->flatpak ? "/run/host" : "/");
  /* A sandbox's XDG_DATA_HOME lies where the host's libvirt would have to be told about it. */
  if (self->flatpak)
    data = g_build_filename (g_get_home_dir (), ".local", "share", "sprint", NULL);
  else
    data = g_build_filename (g_get_user_data_dir (), "sprint", NULL);
  self->disk_folder = g_build_filename (data, "disks", NULL);
  self->installer_folder = g_build_filename (data, "installers", NULL);
  self->log_folder = make_log_folder (self);
  self->state_folder = g_build_filename (g_get_user_state_dir (), "sprint", NULL);
}

static void
sprint_platform_class_init (SprintPlatformClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sprint_platform_constructed;
  object_class->finalize = sprint_platform_finalize;
  object_class->set_property = sprint_platform_set_property;

  properties[PROP_FLATPAK_INFO] =
    g_param_spec_string ("flatpak-info", NULL, NULL, "/.flatpak-info",
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HOST_ROOT] =
    g_param_spec_string ("host-root", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_platform_init (SprintPlatform *self)
{
}

SprintPlatform *
sprint_platform_new (void)
{
  return g_object_new (SPRINT_TYPE_PLATFORM, NULL);
}

gboolean
sprint_platform_is_flatpak (SprintPlatform *self)
{
  g_return_val_if_fail (SPRINT_IS_PLATFORM (self), FALSE);

  return self->flatpak;
}

const char *
sprint_platform_get_host_root (SprintPlatform *self)
{
  g_return_val_if_fail (SPRINT_IS_PLATFORM (self), NULL);

  return self->host_root;
}

const char *
sprint_platform_get_disk_folder (SprintPlatform *self)
{
  g_return_val_if_fail (SPRINT_IS_PLATFORM (self), NULL);

  return self->disk_folder;
}

const char *
sprint_platform_get_state_folder (SprintPlatform *self)
{
  g_return_val_if_fail (SPRINT_IS_PLATFORM (self), NULL);

  return self->state_folder;
}

const char *
sprint_platform_get_installer_folder (SprintPlatform *self)
{
  g_return_val_if_fail (SPRINT_IS_PLATFORM (self), NULL);

  return self->installer_folder;
}

const char *
sprint_platform_get_log_folder (SprintPlatform *self)
{
  g_return_val_if_fail (SPRINT_IS_PLATFORM (self), NULL);

  return self->log_folder;
}

const char *
sprint_platform_get_downloads_folder (SprintPlatform *self)
{
  g_return_val_if_fail (SPRINT_IS_PLATFORM (self), NULL);

  return g_get_user_special_dir (G_USER_DIRECTORY_DOWNLOAD);
}

char *
sprint_platform_get_helper (SprintPlatform *self,
                            const char     *name)
{
  const char *folder = g_getenv ("SPRINT_LIBEXECDIR");

  g_return_val_if_fail (SPRINT_IS_PLATFORM (self), NULL);
  g_return_val_if_fail (name != NULL && strchr (name, '/') == NULL, NULL);

  if (folder == NULL || *folder == '\0')
    folder = SPRINT_LIBEXECDIR;

  return g_build_filename (folder, name, NULL);
}

GSubprocess *
sprint_platform_spawn (SprintPlatform      *self,
                       gboolean             on_host,
                       const char * const  *argv,
                       GSubprocessFlags     flags,
                       GError             **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) full = NULL;

  g_return_val_if_fail (SPRINT_IS_PLATFORM (self), NULL);
  g_return_val_if_fail (argv != NULL && argv[0] != NULL, NULL);

  if (on_host && self->flatpak)
    g_strv_builder_add_many (builder, "flatpak-spawn", "--host", "--watch-bus", NULL);
  g_strv_builder_addv (builder, (const char **) argv);
  full = g_strv_builder_end (builder);

  return g_subprocess_newv ((const char * const *) full, flags, error);
}
