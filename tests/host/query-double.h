/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/hypervisor-query.h"

G_BEGIN_DECLS

/* A libvirt as a test wants it. */
#define TYPE_QUERY_DOUBLE (query_double_get_type ())
G_DECLARE_FINAL_TYPE (QueryDouble, query_double, QUERY, DOUBLE, GObject)

QueryDouble *query_double_new (void);

/* What it answers: a version, and the text of domain capabilities. */
void  query_double_answer  (QueryDouble *self, const char *version, const char *capabilities);
/* The capabilities of tests/data/definition. */
void  query_double_answer_recorded (QueryDouble *self, const char *version, const char *name);
/* It is not there, and every question fails with these words. */
void  query_double_refuse  (QueryDouble *self, const char *words);
/* Questions stay open until it is not silent any more, or they are cancelled. */
void  query_double_silence (QueryDouble *self, gboolean silent);
guint query_double_get_asked (QueryDouble *self);

G_END_DECLS
