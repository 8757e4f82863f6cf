#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * SprintPackagePlan: what an installation would do, as PackageKit's simulation says.
 */
#define SPRINT_TYPE_PACKAGE_PLAN (sprint_package_plan_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackagePlan, sprint_package_plan, SPRINT, PACKAGE_PLAN, GObject)

/* Names asked for that are not installed, additions and removals that come with
 * them: "name version" each; sizes in bytes. */
const char * const *sprint_package_plan_get_requested     (SprintPackagePlan *self);
const char * const *sprint_package_plan_get_additions     (SprintPackagePlan *self);
const char * const *sprint_package_plan_get_removals      (SprintPackagePlan *self);
const char * const *sprint_package_plan_get_unknown       (SprintPackagePlan *self); /* names no repository has */
guint64             sprint_package_plan_get_download_size (SprintPackagePlan *self);
gboolean            sprint_package_plan_is_empty          (SprintPackagePlan *self);

/*
 * SprintPackageInstaller: packages through PackageKit.
 *
 * Properties while it works: phase (string: what is being done, for people), fraction (double, 0–1, or
 * -1 when unknown), speed (uint64: bytes a second, 0 unknown), remaining (uint: seconds, 0 unknown),
 * busy (boolean), can-cancel (boolean).
 * Signal "question" (SprintPackageQuestion kind, title, text) → gboolean: licence, key, untrusted;
 * unanswered means no.
 */
#define SPRINT_TYPE_PACKAGE_INSTALLER (sprint_package_installer_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackageInstaller, sprint_package_installer, SPRINT, PACKAGE_INSTALLER, GObject)

SprintPackageInstaller *sprint_package_installer_new (void);

/* Fails with SPRINT_HOST_ERROR_NO_PACKAGEKIT when there is no daemon to ask. */
void               sprint_package_installer_plan_async     (SprintPackageInstaller *self, const char * const *packages,
                                                            GCancellable *cancellable,
                                                            GAsyncReadyCallback callback, gpointer user_data);
SprintPackagePlan *sprint_package_installer_plan_finish    (SprintPackageInstaller *self, GAsyncResult *result,
                                                            GError **error);
void               sprint_package_installer_install_async  (SprintPackageInstaller *self, SprintPackagePlan *plan,
                                                            GCancellable *cancellable,
                                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean           sprint_package_installer_install_finish (SprintPackageInstaller *self, GAsyncResult *result,
                                                            GError **error);

G_END_DECLS
