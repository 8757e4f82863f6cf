/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain-link.h"

G_BEGIN_DECLS

/* SprintDomainOutput: a stream to be written asynchronously, which sends over a link. */
#define SPRINT_TYPE_DOMAIN_OUTPUT (sprint_domain_output_get_type ())
G_DECLARE_FINAL_TYPE (SprintDomainOutput, sprint_domain_output, SPRINT, DOMAIN_OUTPUT, GOutputStream)

GOutputStream *sprint_domain_output_new (SprintDomainLink *link);

G_END_DECLS
