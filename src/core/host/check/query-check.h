/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/platform/platform.h"
#include "finding.h"
#include "hypervisor-query.h"

G_BEGIN_DECLS

/**
 * SprintQuestion:
 * @info: what is asked
 * @ask_async: asks the query
 * @find: finishes that, and says what it means; %NULL, with an error, only where the question was cancelled. Called in
 *   a thread
 *
 * A question that libvirt answers. @find gets the platform, as what helps may differ in a sandbox.
 */
typedef struct {
  SprintCheckInfo   info;
  void            (*ask_async) (SprintHypervisorQuery *query,
                                GCancellable          *cancellable,
                                GAsyncReadyCallback    callback,
                                gpointer               user_data);
  SprintFinding  *(*find)      (SprintHypervisorQuery  *query,
                                SprintPlatform         *platform,
                                GAsyncResult           *result,
                                GError                **error);
} SprintQuestion;

/**
 * SprintQueryCheck:
 *
 * A check that is answered by libvirt, by two functions of its own.
 */
#define SPRINT_TYPE_QUERY_CHECK (sprint_query_check_get_type ())
G_DECLARE_FINAL_TYPE (SprintQueryCheck, sprint_query_check, SPRINT, QUERY_CHECK, SprintCheck)

/**
 * sprint_query_check_new:
 * @question: static
 * @query: who is asked
 * @platform: where Sprint runs
 */
SprintCheck *sprint_query_check_new (const SprintQuestion  *question,
                                     SprintHypervisorQuery *query,
                                     SprintPlatform        *platform);

G_END_DECLS
