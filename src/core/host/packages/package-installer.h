/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/host/check/host-reader.h"
#include "package-plan.h"
#include "package-progress.h"

G_BEGIN_DECLS

/**
 * SprintPackageQuestion:
 * @SPRINT_PACKAGE_QUESTION_UNTRUSTED: nobody has signed a package
 * @SPRINT_PACKAGE_QUESTION_KEY: a repository's key is new
 * @SPRINT_PACKAGE_QUESTION_LICENCE: a package has a licence to agree to
 * @SPRINT_PACKAGE_QUESTION_MEDIA: a disc is to be inserted
 *
 * What PackageKit wants to know of the person.
 */
typedef enum {
  SPRINT_PACKAGE_QUESTION_UNTRUSTED,
  SPRINT_PACKAGE_QUESTION_KEY,
  SPRINT_PACKAGE_QUESTION_LICENCE,
  SPRINT_PACKAGE_QUESTION_MEDIA,
} SprintPackageQuestion;

/**
 * SprintPackageRestart:
 * @SPRINT_PACKAGE_RESTART_NONE: nothing
 * @SPRINT_PACKAGE_RESTART_SESSION: the person must log out and in again
 * @SPRINT_PACKAGE_RESTART_COMPUTER: the computer must be restarted
 *
 * What must be done before what was installed works.
 */
typedef enum {
  SPRINT_PACKAGE_RESTART_NONE,
  SPRINT_PACKAGE_RESTART_SESSION,
  SPRINT_PACKAGE_RESTART_COMPUTER,
} SprintPackageRestart;

/**
 * SprintPackageInstaller:
 *
 * Packages through PackageKit, whose daemon is not asked before the first plan.
 *
 * Properties: busy (boolean), installing (boolean: busy, and not only with planning), restart (#SprintPackageRestart:
 * the most that an installation has asked for).
 *
 * While another package manager holds the lock, all wait until it lets it go, and the progress says who it is. A plan
 * that is cancelled ends; an installation goes on until the progress's can-cancel is %TRUE, or to its end.
 *
 * ::question(kind, title, text) → gboolean: PackageKit wants to know something. A handler that asks
 * the person returns %TRUE and calls sprint_package_installer_answer() later; when no handler
 * does, the answer is no.
 */
#define SPRINT_TYPE_PACKAGE_INSTALLER (sprint_package_installer_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackageInstaller, sprint_package_installer, SPRINT, PACKAGE_INSTALLER, GObject)

/* @reader: where locks and free space are looked up. */
SprintPackageInstaller *sprint_package_installer_new          (SprintHostReader       *reader);

/* (transfer none): of what it does now */
SprintPackageProgress  *sprint_package_installer_get_progress (SprintPackageInstaller *self);

/**
 * sprint_package_installer_plan_async:
 * @packages: (array zero-terminated=1): names; those that are installed are left out
 *
 * Asks PackageKit what installing would do. Names that it does not know make it refresh its lists
 * once, and so does an installation before that could not download something: the lists may name what the
 * servers no longer have. Fails with %SPRINT_HOST_ERROR_NO_PACKAGEKIT when there is no daemon to ask, with
 * %SPRINT_HOST_ERROR_DOWNLOAD or %SPRINT_HOST_ERROR_NO_NETWORK when the lists could not be refreshed.
 */
void               sprint_package_installer_plan_async     (SprintPackageInstaller *self,
                                                            const char * const     *packages,
                                                            GCancellable           *cancellable,
                                                            GAsyncReadyCallback     callback,
                                                            gpointer                user_data);

/**
 * sprint_package_installer_plan_finish:
 *
 * Returns: (transfer full): the plan
 */
SprintPackagePlan *sprint_package_installer_plan_finish    (SprintPackageInstaller  *self,
                                                            GAsyncResult            *result,
                                                            GError                 **error);

/**
 * sprint_package_installer_install_async:
 * @plan: what to do; one that is empty is done at once
 *
 * Installs what was planned. That all of it has been installed by somebody else meanwhile is no failure; where a part
 * has, it may fail with %SPRINT_HOST_ERROR_OVERTAKEN, and what is left must be planned anew. Fails with
 * %SPRINT_HOST_ERROR_UNFINISHED when PackageKit would have to repair the system first, which is not done here.
 */
void               sprint_package_installer_install_async  (SprintPackageInstaller *self,
                                                            SprintPackagePlan      *plan,
                                                            GCancellable           *cancellable,
                                                            GAsyncReadyCallback     callback,
                                                            gpointer                user_data);
gboolean           sprint_package_installer_install_finish (SprintPackageInstaller  *self,
                                                            GAsyncResult            *result,
                                                            GError                 **error);

/**
 * sprint_package_installer_resume_async:
 *
 * Looks for an installation of this person's that PackageKit goes on with although whoever asked for it is gone, such
 * as a Sprint that was closed, and sees it to its end as if it had been asked for here: installing is %TRUE from then
 * on, and cancelling cancels it.
 */
void               sprint_package_installer_resume_async   (SprintPackageInstaller *self,
                                                            GCancellable           *cancellable,
                                                            GAsyncReadyCallback     callback,
                                                            gpointer                user_data);

/**
 * sprint_package_installer_resume_finish:
 *
 * Returns: whether there was one, and it has come to a good end; %FALSE without an error where there was none
 */
gboolean           sprint_package_installer_resume_finish  (SprintPackageInstaller  *self,
                                                            GAsyncResult            *result,
                                                            GError                 **error);

/**
 * sprint_package_installer_answer:
 * @yes: whether the person agrees
 *
 * Answers the ::question that is open.
 */
void               sprint_package_installer_answer         (SprintPackageInstaller *self,
                                                            gboolean                yes);

G_END_DECLS
