/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Has openssl make an authority in @folder, NAME.pem with NAME.key. */
void   certificates_make_authority (const char *folder,
                                    const char *name);
/* And one that it has signed, NAME.pem with NAME.key. @subject: "/O=a/CN=b"; @names: (nullable): others that it is good
 * for, "IP:127.0.0.1"; @days: that it holds from now, 0 or less for one that has expired. */
void   certificates_make           (const char *folder,
                                    const char *authority,
                                    const char *name,
                                    const char *subject,
                                    const char *names,
                                    int         days);
/* (transfer full): what is in NAME.pem */
char  *certificates_read           (const char *folder,
                                    const char *name);
/* A port of 127.0.0.1 that nobody listened at a moment ago. */
guint  certificates_find_port      (void);

G_END_DECLS
