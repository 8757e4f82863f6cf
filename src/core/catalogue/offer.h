/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "medium.h"

G_BEGIN_DECLS

/*
 * SprintOffer: an installer that this computer does not have yet, and how it gets it: by a package, or a download.
 *
 * Properties, all read-only: name ("Debian 13 Installer"), component (string or NULL: the host room's table names the
 * package that holds it; while that is not installed, it is downloaded), download-size (bytes; 0 until known), ready
 * (boolean: the files are here), fraction (0–1 while fetching), speed (bytes a second), busy, known (boolean: what its
 * system needs is known).
 */
#define SPRINT_TYPE_OFFER (sprint_offer_get_type ())
G_DECLARE_FINAL_TYPE (SprintOffer, sprint_offer, SPRINT, OFFER, GObject)

const char *sprint_offer_get_name      (SprintOffer *self);
/* What it installs: "Debian 13". */
const char *sprint_offer_get_system_name (SprintOffer *self);
const char *sprint_offer_get_component (SprintOffer *self);
gboolean    sprint_offer_get_ready     (SprintOffer *self);
guint64     sprint_offer_get_download_size (SprintOffer *self);
double      sprint_offer_get_fraction  (SprintOffer *self);
guint64     sprint_offer_get_speed     (SprintOffer *self);
gboolean    sprint_offer_get_busy      (SprintOffer *self);
/* "12.3 MB of 60.0 MB, 3.1 MB/s" while it is fetched. (transfer full) (nullable) */
char       *sprint_offer_describe_progress (SprintOffer *self);

/* Reads what its system needs, once; known notifies then. */
void        sprint_offer_look_up       (SprintOffer *self);
/* Bytes, and CPUs; 0 until known, or where nobody knows. */
guint64     sprint_offer_get_memory_recommended (SprintOffer *self);
guint64     sprint_offer_get_memory_minimum     (SprintOffer *self);
guint64     sprint_offer_get_disk_recommended   (SprintOffer *self);
guint64     sprint_offer_get_disk_minimum       (SprintOffer *self);
guint       sprint_offer_get_vcpus_recommended  (SprintOffer *self);

/* Looks whether the files are here now (after packages were installed, say). */
void     sprint_offer_refresh (SprintOffer *self);

/* Asks the server how large the download is, unless that is known; download-size notifies when it has answered. */
void     sprint_offer_ask_size (SprintOffer *self, GCancellable *cancellable);

/* Makes it a medium: at once where its package is installed; else downloads and verifies it. Fails as a download does:
 * NO_NETWORK, SERVER, CHECKSUM, NO_SPACE; with G_IO_ERROR_BUSY while it is being fetched already. A broken-off download
 * is continued where the server can. One that is here already is used without a network, or where the server errs, too.
 * (transfer full) */
void          sprint_offer_fetch_async  (SprintOffer *self, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
SprintMedium *sprint_offer_fetch_finish (SprintOffer *self, GAsyncResult *result, GError **error);

G_END_DECLS
