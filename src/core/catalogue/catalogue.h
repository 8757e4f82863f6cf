/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "medium.h"
#include "offer.h"

G_BEGIN_DECLS

/**
 * SprintCatalogueError:
 * @SPRINT_CATALOGUE_ERROR_FAILED: something nobody foresaw
 * @SPRINT_CATALOGUE_ERROR_NOT_FOUND: no such file
 * @SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM: neither a bootable ISO nor a disk image
 * @SPRINT_CATALOGUE_ERROR_TRUNCATED: a medium whose end is missing
 * @SPRINT_CATALOGUE_ERROR_UNREADABLE: permission
 * @SPRINT_CATALOGUE_ERROR_UNSAFE: an image that names other files (backing file, data file)
 * @SPRINT_CATALOGUE_ERROR_NO_NETWORK: the server cannot be reached, or the connection broke off
 * @SPRINT_CATALOGUE_ERROR_SERVER: the server answered with an error
 * @SPRINT_CATALOGUE_ERROR_CHECKSUM: what was downloaded is not what its vendor published
 * @SPRINT_CATALOGUE_ERROR_NO_SPACE: the disk is full
 *
 * What went wrong in the catalogue room. The message is one sentence that says more.
 */
typedef enum {
  SPRINT_CATALOGUE_ERROR_FAILED,
  SPRINT_CATALOGUE_ERROR_NOT_FOUND,
  SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM,
  SPRINT_CATALOGUE_ERROR_TRUNCATED,
  SPRINT_CATALOGUE_ERROR_UNREADABLE,
  SPRINT_CATALOGUE_ERROR_UNSAFE,
  SPRINT_CATALOGUE_ERROR_NO_NETWORK,
  SPRINT_CATALOGUE_ERROR_SERVER,
  SPRINT_CATALOGUE_ERROR_CHECKSUM,
  SPRINT_CATALOGUE_ERROR_NO_SPACE,
} SprintCatalogueError;

#define SPRINT_CATALOGUE_ERROR (sprint_catalogue_error_quark ())
GQuark sprint_catalogue_error_quark (void);

/*
 * SprintCatalogue: knows systems (libosinfo, loaded at first need in a thread), recognises media, and
 * offers the default installer of this computer.
 */
#define SPRINT_TYPE_CATALOGUE (sprint_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (SprintCatalogue, sprint_catalogue, SPRINT, CATALOGUE, GObject)

/* Where Debian's packages put their installers. */
#define SPRINT_CATALOGUE_IMAGES_ROOT "/usr/lib/debian-installer/images"

/* @download_folder: where downloads stay; @packaged_version: (nullable): of the Debian whose installer this
 * distribution has a package of; @images_root: SPRINT_CATALOGUE_IMAGES_ROOT of the host. */
SprintCatalogue *sprint_catalogue_new (const char *download_folder, const char *packaged_version,
                                       const char *images_root);

/* What this file is. Bounded reads; never trusts its name. A link is followed. Fails with NOT_FOUND, NOT_A_MEDIUM,
 * TRUNCATED, UNREADABLE or UNSAFE. (transfer full) */
void          sprint_catalogue_recognise_async  (SprintCatalogue *self, GFile *file, GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);
SprintMedium *sprint_catalogue_recognise_finish (SprintCatalogue *self, GAsyncResult *result, GError **error);

/* The media that lie in @folder (not below it), newest first, at most 20. (transfer full)
 * (element-type SprintMedium) */
void        sprint_catalogue_scan_async  (SprintCatalogue *self, GFile *folder, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
GListModel *sprint_catalogue_scan_finish (SprintCatalogue *self, GAsyncResult *result, GError **error);

/* The default installer, always there: a download, and before it a package where the distribution has one.
 * (transfer none) */
SprintOffer *sprint_catalogue_get_default_offer (SprintCatalogue *self);

G_END_DECLS
