/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a test has PackageKit's double do. */
#include "packagekit-double-private.h"

void
packagekit_double_leave (PackageKitDouble *self,
                         PkRoleEnum        role,
                         guint             uid,
                         gboolean          watched)
{
  self->left = packagekit_double_add_transaction (self);
  self->left_role = role;
  self->left_uid = uid;
  self->left_watched = watched;
  self->left_flags = 0;
  self->percentage = 101;
  g_set_str (&self->hanging, self->left);
}

void
packagekit_double_set_flags (PackageKitDouble *self,
                             guint64           flags)
{
  self->left_flags = flags;
}

static void
emit_changed (PackageKitDouble *self,
              GVariantBuilder  *changed)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->bus, NULL, self->hanging, "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged", g_variant_new ("(sa{sv}as)", TRANSACTION, changed, NULL),
                                 &error);
  g_assert_no_error (error);
}

void
packagekit_double_tell (PackageKitDouble *self,
                        PkStatusEnum      status,
                        guint             percentage)
{
  GVariantBuilder changed;

  g_assert_nonnull (self->hanging);
  self->status = status;
  self->percentage = percentage;
  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "Status", g_variant_new_uint32 (status));
  g_variant_builder_add (&changed, "{sv}", "Percentage", g_variant_new_uint32 (percentage));
  emit_changed (self, &changed);
}

void
packagekit_double_tell_pace (PackageKitDouble *self,
                             guint             speed,
                             guint             remaining)
{
  GVariantBuilder changed;

  g_assert_nonnull (self->hanging);
  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "Speed", g_variant_new_uint32 (speed));
  g_variant_builder_add (&changed, "{sv}", "RemainingTime", g_variant_new_uint32 (remaining));
  emit_changed (self, &changed);
}

void
packagekit_double_allow_cancel (PackageKitDouble *self,
                                gboolean          allow)
{
  GVariantBuilder changed;

  self->cannot_cancel = !allow;
  if (self->hanging == NULL)
    return;

  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "AllowCancel", g_variant_new_boolean (allow));
  emit_changed (self, &changed);
}

void
packagekit_double_end (PackageKitDouble *self,
                       PkErrorEnum       error,
                       const char       *words)
{
  g_autofree char *path = g_steal_pointer (&self->hanging);

  g_assert_nonnull (path);
  if (g_strcmp0 (path, self->left) == 0)
    g_clear_pointer (&self->left, g_free);
  if (error == 0 && self->restart != PK_RESTART_ENUM_UNKNOWN)
    packagekit_double_emit (self, path, "RequireRestart", g_variant_new ("(us)", self->restart, "one;1;all;main"));
  packagekit_double_end_with (self, path, error, words, error != 0 ? PK_EXIT_ENUM_FAILED : PK_EXIT_ENUM_SUCCESS);
}

void
packagekit_double_destroy (PackageKitDouble *self)
{
  g_autofree char *path = g_steal_pointer (&self->hanging);

  g_assert_nonnull (path);
  if (g_strcmp0 (path, self->left) == 0)
    g_clear_pointer (&self->left, g_free);
  packagekit_double_emit (self, path, "Destroy", NULL);
}

static void
set_fault (PackageKitDouble *self,
           Fault             fault,
           const char       *method,
           const char       *words)
{
  self->fault = fault;
  self->method = g_intern_string (method);
  g_set_str (&self->words, words);
}

void
packagekit_double_fail (PackageKitDouble *self,
                        const char       *method,
                        PkErrorEnum       error,
                        const char       *words,
                        PkExitEnum        exit)
{
  set_fault (self, FAULT_FAILS, method, words);
  self->error = error;
  self->exit = exit;
}

void
packagekit_double_refuse (PackageKitDouble *self,
                          const char       *method,
                          const char       *error_name)
{
  set_fault (self, FAULT_REFUSED, method, error_name);
}

void
packagekit_double_die (PackageKitDouble *self,
                       const char       *method,
                       gboolean          answered)
{
  set_fault (self, answered ? FAULT_DIES_AFTER : FAULT_DIES, method, NULL);
}

void
packagekit_double_hang (PackageKitDouble *self,
                        const char       *method)
{
  set_fault (self, FAULT_HANGS, method, NULL);
}

void
packagekit_double_ask (PackageKitDouble *self,
                       PkExitEnum        question)
{
  self->question = question;
}

gboolean
packagekit_double_is_busy (PackageKitDouble *self)
{
  return self->hanging != NULL;
}

guint
packagekit_double_n_cancelled (PackageKitDouble *self)
{
  return self->n_cancelled;
}

guint
packagekit_double_n_refreshed (PackageKitDouble *self)
{
  return self->n_refreshed;
}

char *
packagekit_double_take_calls (PackageKitDouble *self)
{
  char *calls = g_strchomp (g_string_free (self->calls, FALSE));

  self->calls = g_string_new (NULL);
  return calls;
}
