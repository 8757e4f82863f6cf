/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-phase.h"

#include <glib/gi18n.h>

const char *
sprint_package_phase_get_words (PkStatusEnum status,
                                gboolean     installing)
{
  switch (status) {
  case PK_STATUS_ENUM_WAIT:
  case PK_STATUS_ENUM_WAITING_FOR_LOCK:
    return _("Waiting for another installation…");
  case PK_STATUS_ENUM_WAITING_FOR_AUTH:
    return _("Waiting for your permission…");
  case PK_STATUS_ENUM_SETUP:
  case PK_STATUS_ENUM_RUNNING:
    /* Said between the steps of an installation too: the words of the last one stay. */
    return installing ? NULL : _("Looking at packages…");
  case PK_STATUS_ENUM_QUERY:
  case PK_STATUS_ENUM_INFO:
  case PK_STATUS_ENUM_LOADING_CACHE:
    return _("Looking at packages…");
  case PK_STATUS_ENUM_REFRESH_CACHE:
  case PK_STATUS_ENUM_DOWNLOAD_REPOSITORY:
  case PK_STATUS_ENUM_DOWNLOAD_PACKAGELIST:
  case PK_STATUS_ENUM_DOWNLOAD_FILELIST:
    return _("Refreshing the package lists…");
  case PK_STATUS_ENUM_DEP_RESOLVE:
  case PK_STATUS_ENUM_TEST_COMMIT:
    return _("Working out what is needed…");
  case PK_STATUS_ENUM_DOWNLOAD:
    return _("Downloading…");
  case PK_STATUS_ENUM_SIG_CHECK:
    return _("Checking signatures…");
  case PK_STATUS_ENUM_INSTALL:
  case PK_STATUS_ENUM_COMMIT:
  case PK_STATUS_ENUM_UPDATE:
    return _("Installing…");
  case PK_STATUS_ENUM_CLEANUP:
    return _("Cleaning up…");
  case PK_STATUS_ENUM_CANCEL:
    return _("Cancelling…");
  default:
    return NULL;
  }
}
