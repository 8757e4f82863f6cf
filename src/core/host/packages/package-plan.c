/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-plan.h"

#include <string.h>

struct _SprintPackagePlan
{
  GObject parent_instance;

  GPtrArray *requested_ids;
  GPtrArray *requested;
  GPtrArray *addition_ids;
  GPtrArray *additions;
  GPtrArray *update_ids;       /* of the additions */
  GPtrArray *removals;
  GPtrArray *unknown;
  GHashTable *sizes;
  guint64 download_size;
  guint64 disk_size;
  gboolean disk_unknown;       /* of one at least */
  guint64 needed;              /* 0 where there is room enough */
  guint64 available;
};

G_DEFINE_FINAL_TYPE (SprintPackagePlan, sprint_package_plan, G_TYPE_OBJECT)

static void
sprint_package_plan_finalize (GObject *object)
{
  SprintPackagePlan *self = SPRINT_PACKAGE_PLAN (object);

  g_ptr_array_unref (self->requested_ids);
  g_ptr_array_unref (self->requested);
  g_ptr_array_unref (self->addition_ids);
  g_ptr_array_unref (self->additions);
  g_ptr_array_unref (self->update_ids);
  g_ptr_array_unref (self->removals);
  g_ptr_array_unref (self->unknown);
  g_hash_table_unref (self->sizes);

  G_OBJECT_CLASS (sprint_package_plan_parent_class)->finalize (object);
}

static void
sprint_package_plan_class_init (SprintPackagePlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_package_plan_finalize;
}

static void
sprint_package_plan_init (SprintPackagePlan *self)
{
  self->requested_ids = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  self->requested = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  self->addition_ids = g_ptr_array_new_null_terminated (16, g_free, TRUE);
  self->additions = g_ptr_array_new_null_terminated (16, g_free, TRUE);
  self->update_ids = g_ptr_array_new_with_free_func (g_free);
  self->removals = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  self->unknown = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  self->sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* A package ID's first two fields. */
static char *
to_words (const char *package_id)
{
  g_auto (GStrv) fields = g_strsplit (package_id, ";", 3);

  if (fields[0] == NULL || fields[1] == NULL || *fields[1] == '\0')
    return g_strdup (fields[0] != NULL ? fields[0] : package_id);

  return g_strdup_printf ("%s %s", fields[0], fields[1]);
}

/* Name, version and architecture: apt marks the rest of an ID when it simulates, as "+manual:…". */
static gboolean
is_same_package (gconstpointer a,
                 gconstpointer b)
{
  g_auto (GStrv) ours = g_strsplit (a, ";", 4);
  g_auto (GStrv) theirs = g_strsplit (b, ";", 4);

  for (guint i = 0; i < 3; i++) {
    if (g_strcmp0 (ours[i], theirs[i]) != 0)
      return FALSE;
    if (ours[i] == NULL)
      break;
  }

  return TRUE;
}

SprintPackagePlan *
sprint_package_plan_new (void)
{
  return g_object_new (SPRINT_TYPE_PACKAGE_PLAN, NULL);
}

void
sprint_package_plan_add_requested (SprintPackagePlan *self,
                                   const char        *package_id)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN (self));

  g_ptr_array_add (self->requested_ids, g_strdup (package_id));
  g_ptr_array_add (self->requested, to_words (package_id));
}

void
sprint_package_plan_add_addition (SprintPackagePlan *self,
                                  const char        *package_id)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN (self));

  /* A simulation names what was asked for as well. */
  if (g_ptr_array_find_with_equal_func (self->requested_ids, package_id, is_same_package, NULL))
    return;

  g_ptr_array_add (self->addition_ids, g_strdup (package_id));
  g_ptr_array_add (self->additions, to_words (package_id));
}

void
sprint_package_plan_add_update (SprintPackagePlan *self,
                                const char        *package_id)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN (self));

  g_ptr_array_add (self->update_ids, g_strdup (package_id));
  sprint_package_plan_add_addition (self, package_id);
}

void
sprint_package_plan_add_removal (SprintPackagePlan *self,
                                 const char        *package_id)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN (self));

  g_ptr_array_add (self->removals, to_words (package_id));
}

void
sprint_package_plan_add_unknown (SprintPackagePlan *self,
                                 const char        *name)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN (self));

  g_ptr_array_add (self->unknown, g_strdup (name));
}

void
sprint_package_plan_add_size (SprintPackagePlan *self,
                              const char        *package_id,
                              guint64            download,
                              guint64            disk)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN (self));

  self->download_size += download;
  g_hash_table_replace (self->sizes, g_strdup (package_id), g_memdup2 (&download, sizeof download));
  if (g_ptr_array_find_with_equal_func (self->update_ids, package_id, is_same_package, NULL))
    return;
  self->disk_size += disk;
  self->disk_unknown |= disk == 0;
}

void
sprint_package_plan_set_shortage (SprintPackagePlan *self,
                                  guint64            needed,
                                  guint64            available)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN (self));

  self->needed = needed;
  self->available = available;
}

const char * const *
sprint_package_plan_get_requested_ids (SprintPackagePlan *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), NULL);

  return (const char * const *) self->requested_ids->pdata;
}

const char * const *
sprint_package_plan_get_addition_ids (SprintPackagePlan *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), NULL);

  return (const char * const *) self->addition_ids->pdata;
}

const char * const *
sprint_package_plan_get_requested (SprintPackagePlan *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), NULL);

  return (const char * const *) self->requested->pdata;
}

const char * const *
sprint_package_plan_get_additions (SprintPackagePlan *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), NULL);

  return (const char * const *) self->additions->pdata;
}

const char * const *
sprint_package_plan_get_removals (SprintPackagePlan *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), NULL);

  return (const char * const *) self->removals->pdata;
}

const char * const *
sprint_package_plan_get_unknown (SprintPackagePlan *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), NULL);

  return (const char * const *) self->unknown->pdata;
}

guint64
sprint_package_plan_get_download_size (SprintPackagePlan *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), 0);

  return self->download_size;
}

guint64
sprint_package_plan_get_disk_size (SprintPackagePlan *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), 0);

  return self->disk_unknown ? 0 : self->disk_size;
}

gboolean
sprint_package_plan_get_shortage (SprintPackagePlan *self,
                                  guint64           *needed,
                                  guint64           *available)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), FALSE);

  *needed = self->needed;
  *available = self->available;

  return self->needed > 0;
}

guint64
sprint_package_plan_get_size (SprintPackagePlan *self,
                              guint              position)
{
  guint64 *size;

  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), 0);
  g_return_val_if_fail (position < self->requested_ids->len, 0);

  size = g_hash_table_lookup (self->sizes, g_ptr_array_index (self->requested_ids, position));

  return size != NULL ? *size : 0;
}

gboolean
sprint_package_plan_is_empty (SprintPackagePlan *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_PLAN (self), TRUE);

  return self->requested_ids->len == 0;
}
