/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain-link.h"

G_BEGIN_DECLS

/* SprintDomainInput: what a link has received, as a stream to be read asynchronously. */
#define SPRINT_TYPE_DOMAIN_INPUT (sprint_domain_input_get_type ())
G_DECLARE_FINAL_TYPE (SprintDomainInput, sprint_domain_input, SPRINT, DOMAIN_INPUT, GInputStream)

GInputStream *sprint_domain_input_new (SprintDomainLink *link);

G_END_DECLS
