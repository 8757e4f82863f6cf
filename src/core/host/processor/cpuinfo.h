/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/* Whether the kernel lists a processor of this computer's kind as it lists those of Intel and AMD. */
gboolean sprint_cpuinfo_is_x86   (SprintHostReader *reader);

/**
 * sprint_cpuinfo_get_line:
 * @cpuinfo: the text of /proc/cpuinfo, see proc_cpuinfo(5)
 * @key: such as "model name"
 *
 * Returns: (transfer full) (nullable): the value of the first line with this key
 */
char    *sprint_cpuinfo_get_line (const char *cpuinfo,
                                  const char *key);

/* Whether @flag is among the words of the first line "flags", which is there on x86 only. */
gboolean sprint_cpuinfo_has_flag (const char *cpuinfo,
                                  const char *flag);

/* Whether the processor virtualizes as those of AMD do: these, and Hygon's. The others do as Intel's. */
gboolean sprint_cpuinfo_is_amd   (const char *cpuinfo);

/**
 * sprint_cpuinfo_count:
 * @cpuinfo: the text of /proc/cpuinfo
 * @cores: (out): cores, 0 where the text does not tell
 *
 * Returns: logical processors
 */
guint    sprint_cpuinfo_count    (const char *cpuinfo,
                                  guint      *cores);

G_END_DECLS
