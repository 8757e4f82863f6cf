/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libvirt/libvirt.h>

G_BEGIN_DECLS

/*
 * SprintDomainLink: one of libvirt's streams, without blocking.
 *
 * What arrives is taken at once: libvirt would keep it without bound. What nobody reads is kept up to
 * SPRINT_DOMAIN_LINK_ROOM; beyond, the oldest goes, and SPRINT_DOMAIN_LINK_GAP is read in its place. To send and to end
 * a stream is to wait for libvirt, and is done in a thread of the link's own.
 *
 * libvirt-glib's GVirStream is not used: it cannot be cancelled, warns where a stream would block, and waits in its
 * finalizer (libvirt-gobject-stream.c, 5.0).
 *
 * ::ready: there is something to read, or there is an end.
 */
#define SPRINT_TYPE_DOMAIN_LINK (sprint_domain_link_get_type ())
G_DECLARE_FINAL_TYPE (SprintDomainLink, sprint_domain_link, SPRINT, DOMAIN_LINK, GObject)

#define SPRINT_DOMAIN_LINK_ROOM (256 * 1024)
/* CAN ends an escape sequence that has lost its end (ECMA-48). */
#define SPRINT_DOMAIN_LINK_GAP "\030\r\n[…]\r\n"

/* @handle: (transfer full): an open stream, made with VIR_STREAM_NONBLOCK. It lives until sprint_domain_link_close(). */
SprintDomainLink *sprint_domain_link_new         (virStreamPtr handle);
/* How many bytes were read; 0 at the end; -1 with @error, which is WOULD_BLOCK where there is nothing yet. */
gssize            sprint_domain_link_read        (SprintDomainLink *self, gpointer buffer, gsize count,
                                                  GError **error);
/* One at a time. */
void              sprint_domain_link_send_async  (SprintDomainLink *self, GBytes *bytes, int io_priority,
                                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                                  gpointer user_data);
/* How many bytes were sent, or -1 with @error. */
gssize            sprint_domain_link_send_finish (SprintDomainLink *self, GAsyncResult *result, GError **error);
/* May be called twice. */
void              sprint_domain_link_close       (SprintDomainLink *self);

/* In a thread: ends a stream that nobody wants, and frees it. */
void              sprint_domain_link_abort       (virStreamPtr handle);

G_END_DECLS
