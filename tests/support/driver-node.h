/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The machine of test:///default, which is one for the whole process, for as long as any thread holds it. */
#define DRIVER_NODE_MACHINE \
  "<domain type='test'><name>test</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>" \
  "<memory>8388608</memory><vcpu>2</vcpu><os><type>hvm</type></os></domain>"

/* A hypervisor of libvirt's test driver that nobody else sees, with that in its <node>. (transfer full): its URI. */
static inline char *
driver_node_write (const char *path,
                   const char *content)
{
  g_autofree char *node = g_strconcat ("<node>", content, "</node>", NULL);

  g_assert_true (g_file_set_contents (path, node, -1, NULL));
  return g_strconcat ("test://", path, NULL);
}

G_END_DECLS
