/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain-link.h"

G_BEGIN_DECLS

/*
 * SprintDomainStream: one of libvirt's streams as a GIOStream of both directions, for the asynchronous calls alone. It
 * is closed at once; that libvirt is told, and answers, is nobody's to wait for.
 */
#define SPRINT_TYPE_DOMAIN_STREAM (sprint_domain_stream_get_type ())
G_DECLARE_FINAL_TYPE (SprintDomainStream, sprint_domain_stream, SPRINT, DOMAIN_STREAM, GIOStream)

/* @handle: (transfer full): as sprint_domain_link_new() has it. */
GIOStream *sprint_domain_stream_new (virStreamPtr handle);

G_END_DECLS
