/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/query-check.h"

G_BEGIN_DECLS

/* A libvirt as a test wants it. */
#define TYPE_QUERY_DOUBLE (query_double_get_type ())
G_DECLARE_FINAL_TYPE (QueryDouble, query_double, QUERY, DOUBLE, GObject)

QueryDouble *query_double_new (void);

/* What it answers: a version, and the text of domain capabilities. */
void  query_double_answer  (QueryDouble *self, const char *version, const char *capabilities);
/* The capabilities of tests/data/definition. */
void  query_double_answer_recorded (QueryDouble *self, const char *version, const char *name);
/* How it is with the system's network "default"; until then, the system has no libvirt. */
void  query_double_answer_network  (QueryDouble *self, const SprintNetworkState *network);
/* It is not there, and every question fails with these words. */
void  query_double_refuse  (QueryDouble *self, const char *words);
/* Every question fails so; once there is a file @until, which may be %NULL, it answers. */
void  query_double_fail    (QueryDouble *self, GQuark domain, int code, const char *words, const char *until);
/* Questions stay open until it is not silent any more, or they are cancelled and it is not deaf. */
void  query_double_silence (QueryDouble *self, gboolean silent);
/* The same for one kind of question, a static string: "version", "capabilities", "network" or "switch". */
void  query_double_silence_about (QueryDouble *self, const char *what);
void  query_double_set_deaf (QueryDouble *self, gboolean deaf);
/* No question is answered before it is cancelled, and then within that call. */
void  query_double_set_hasty (QueryDouble *self, gboolean hasty);
/* Of every one in this program. */
void  query_double_set_deadline (QueryDouble *self, guint milliseconds);
guint query_double_get_asked (QueryDouble *self);
/* Which networks it was to start and stop, "default on, default off", or what alone of them, "default now on, default
 * always off"; the one that it has is so then. */
const char *query_double_get_switched (QueryDouble *self);

/* (transfer full): a check that asks it. */
SprintCheck *query_double_new_check (QueryDouble *self, const SprintQuestion *question);

/* A check that asks a silent one runs until it is cancelled, and has then found out nothing. */
void  query_double_ask_in_vain (QueryDouble *self, SprintCheck *check);

G_END_DECLS
