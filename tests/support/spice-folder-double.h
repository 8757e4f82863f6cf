/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <spice.h>

G_BEGIN_DECLS

/* The program in a guest that asks for a shared folder (spice-webdavd), on the port by which it reaches the client:
 * each of its clients' streams goes in frames of a number (int64), a size (uint16) and as many bytes; a size of 0 is
 * its end. */
#define SPICE_TYPE_FOLDER_DOUBLE (spice_folder_double_get_type ())
G_DECLARE_FINAL_TYPE (SpiceFolderDouble, spice_folder_double, SPICE, FOLDER_DOUBLE, GObject)

/* The machine has the port; nobody in the guest has it open yet. It must outlive the server. */
SpiceFolderDouble *spice_folder_double_new           (SpiceServer       *server);
void               spice_folder_double_set_listening (SpiceFolderDouble *self,
                                                      gboolean           listening);
/* Whether a client has connected to the port. */
gboolean           spice_folder_double_get_connected (SpiceFolderDouble *self);
/* How often one has. */
guint              spice_folder_double_count         (SpiceFolderDouble *self);

/* Sends a frame of @client. */
void               spice_folder_double_send          (SpiceFolderDouble *self,
                                                      gint64             client,
                                                      gconstpointer      data,
                                                      gsize              size);
/* Sends bytes as they are. */
void               spice_folder_double_send_bytes    (SpiceFolderDouble *self,
                                                      gconstpointer      data,
                                                      gsize              size);
/* What has not been taken by the server yet. */
gsize              spice_folder_double_get_unsent    (SpiceFolderDouble *self);
/* What came for @client so far. (transfer none) (nullable) */
GByteArray        *spice_folder_double_get_answer    (SpiceFolderDouble *self,
                                                      gint64             client);
/* Whether its stream has ended. */
gboolean           spice_folder_double_has_ended     (SpiceFolderDouble *self,
                                                      gint64             client);

G_END_DECLS
