/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>

#include "machine-error-private.h"
#include "machine-private.h"

/* Where libvirt knows the volume, and refuses, its word stands, unless the file is gone all the same. */
static gboolean
delete_known (virStorageVolPtr   volume,
              const char        *path,
              gboolean           local,
              GError           **error)
{
  g_autoptr (GError) reason = NULL;

  if (virStorageVolDelete (volume, 0) == 0)
    return TRUE;
  sprint_machine_error_set_from_libvirt (&reason);
  if (local && !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

gboolean
sprint_volume_delete (virConnectPtr   handle,
                      const char     *path,
                      gboolean        local,
                      GError        **error)
{
  virStorageVolPtr volume = handle != NULL ? virStorageVolLookupByPath (handle, path) : NULL;
  gboolean done;

  if (volume != NULL) {
    done = delete_known (volume, path, local, error);
    virStorageVolFree (volume);
  } else if (local) {
    done = g_unlink (path) == 0 || errno == ENOENT;
    if (!done)
      g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE, g_strerror (errno));
  } else {
    sprint_machine_error_set_from_libvirt (error);
    done = FALSE;
  }
  return done;
}
