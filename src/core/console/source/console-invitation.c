/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-invitation.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connection-file.h"
#include "core/console/session/console-error.h"
#include "spice-uri.h"

/* Bytes of a file: a certificate authority's chain fits many times. */
#define LARGEST (1024 * 1024)

struct _SprintConsoleInvitation
{
  GObject parent_instance;

  SprintConsoleAddress *address;
  char *title;
  char *keys[SPRINT_CONSOLE_N_KEYS];
  GPtrArray *remarks;
  gboolean fullscreen;
  gboolean delete_file;
  gboolean smart_cards;
  gboolean has_usb;         /* says what becomes of USB devices */
  gboolean usb_automatic;
  char *usb_filter;
};

G_DEFINE_FINAL_TYPE (SprintConsoleInvitation, sprint_console_invitation, G_TYPE_OBJECT)

static void
sprint_console_invitation_finalize (GObject *object)
{
  SprintConsoleInvitation *self = SPRINT_CONSOLE_INVITATION (object);

  g_clear_object (&self->address);
  g_free (self->title);
  for (guint i = 0; i < SPRINT_CONSOLE_N_KEYS; i++)
    g_free (self->keys[i]);
  g_ptr_array_unref (self->remarks);
  g_free (self->usb_filter);

  G_OBJECT_CLASS (sprint_console_invitation_parent_class)->finalize (object);
}

static void
sprint_console_invitation_class_init (SprintConsoleInvitationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_console_invitation_finalize;
}

static void
sprint_console_invitation_init (SprintConsoleInvitation *self)
{
  self->remarks = g_ptr_array_new_null_terminated (1, g_free, TRUE);
}

static SprintConsoleInvitation *
read_uri (const char  *uri,
          GError     **error)
{
  g_autoptr (SprintConsoleAddress) address = sprint_spice_uri_parse (uri, error);
  SprintConsoleInvitation *self;

  if (address == NULL)
    return NULL;

  self = sprint_console_invitation_new (address);
  if (sprint_console_credentials_get_password (sprint_console_address_get_credentials (address)) != NULL)
    sprint_console_invitation_add_remark
      (self, _("Everybody on this computer could see the password, as it was part of the address"));

  return self;
}

static gboolean
fail (const char  *name,
      int          code,
      GError     **error)
{
  /* Translators: the first is a file's name, the second is the system’s own words, "No such file or directory" */
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be read: %s"), name,
               g_strerror (code));

  return FALSE;
}

/* All of it. */
static GByteArray *
read_all (int          fd,
          const char  *name,
          GError     **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (LARGEST + 1);
  gssize n = 0;

  while (bytes->len <= LARGEST) {
    n = read (fd, bytes->data + bytes->len, LARGEST + 1 - bytes->len);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    bytes->len += n;
  }
  if (n < 0) {
    fail (name, errno, error);
    return NULL;
  }
  if (bytes->len > LARGEST) {
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS,
                 _("“%s” is too large for a connection file."), name);
    return NULL;
  }

  return g_steal_pointer (&bytes);
}

/* What was read, and nothing that has taken its name since. */
static void
delete_file (const char *path,
             int         fd)
{
  struct stat read, named;

  if (fstat (fd, &read) != 0 || !S_ISREG (read.st_mode) || lstat (path, &named) != 0 ||
      named.st_dev != read.st_dev || named.st_ino != read.st_ino)
    return;
  if (unlink (path) != 0)
    g_debug ("A connection file could not be deleted: %s", g_strerror (errno));
}

static SprintConsoleInvitation *
read_descriptor (int          fd,
                 const char  *name,
                 GError     **error)
{
  g_autoptr (GByteArray) bytes = read_all (fd, name, error);
  SprintConsoleInvitation *self;

  if (bytes == NULL)
    return NULL;

  self = sprint_connection_file_parse ((const char *) bytes->data, bytes->len, name, error);
  /* It mostly has a password in it. */
  explicit_bzero (bytes->data, bytes->len);

  return self;
}

static SprintConsoleInvitation *
read_path (const char  *path,
           GError     **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  SprintConsoleInvitation *self;

  if (fd < 0) {
    fail (name, errno, error);
    return NULL;
  }

  self = read_descriptor (fd, name, error);
  if (self != NULL && self->delete_file)
    delete_file (path, fd);

  return self;
}

SprintConsoleInvitation *
sprint_console_invitation_new (SprintConsoleAddress *address)
{
  SprintConsoleInvitation *self;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (address), NULL);

  self = g_object_new (SPRINT_TYPE_CONSOLE_INVITATION, NULL);
  self->address = g_object_ref (address);

  return self;
}

SprintConsoleInvitation *
sprint_console_invitation_read (const char  *what,
                                GError     **error)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (what != NULL, NULL);

  if (g_str_equal (what, "-"))
    return read_descriptor (STDIN_FILENO, _("The standard input"), error);
  if (sprint_spice_uri_is_uri (what))
    return read_uri (what, error);

  file = g_file_new_for_commandline_arg (what);
  path = g_file_get_path (file);
  if (path == NULL) {
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS,
                 _("“%s” is neither the address of a SPICE screen nor a file on this computer."), what);
    return NULL;
  }

  return read_path (path, error);
}

SprintConsoleAddress *
sprint_console_invitation_get_address (SprintConsoleInvitation *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (self), NULL);

  return self->address;
}

const char *
sprint_console_invitation_get_title (SprintConsoleInvitation *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (self), NULL);

  return self->title;
}

void
sprint_console_invitation_set_title (SprintConsoleInvitation *self,
                                     const char              *title)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INVITATION (self));

  g_set_str (&self->title, title);
}

gboolean
sprint_console_invitation_get_fullscreen (SprintConsoleInvitation *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (self), FALSE);

  return self->fullscreen;
}

void
sprint_console_invitation_set_fullscreen (SprintConsoleInvitation *self,
                                          gboolean                 fullscreen)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INVITATION (self));

  self->fullscreen = !!fullscreen;
}

const char *
sprint_console_invitation_get_keys (SprintConsoleInvitation *self,
                                    SprintConsoleKey         which)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (self), NULL);
  g_return_val_if_fail (which < SPRINT_CONSOLE_N_KEYS, NULL);

  return self->keys[which];
}

void
sprint_console_invitation_set_keys (SprintConsoleInvitation *self,
                                    SprintConsoleKey         which,
                                    const char              *keys)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INVITATION (self));
  g_return_if_fail (which < SPRINT_CONSOLE_N_KEYS);

  g_set_str (&self->keys[which], keys);
}

gboolean
sprint_console_invitation_get_smart_cards (SprintConsoleInvitation *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (self), FALSE);

  return self->smart_cards;
}

void
sprint_console_invitation_set_smart_cards (SprintConsoleInvitation *self,
                                           gboolean                 smart_cards)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INVITATION (self));

  self->smart_cards = !!smart_cards;
}

gboolean
sprint_console_invitation_get_usb_automatic (SprintConsoleInvitation  *self,
                                             gboolean                 *automatic,
                                             const char              **filter)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (self), FALSE);

  *automatic = self->usb_automatic;
  *filter = self->usb_filter;

  return self->has_usb;
}

void
sprint_console_invitation_set_usb_automatic (SprintConsoleInvitation *self,
                                             gboolean                 automatic,
                                             const char              *filter)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INVITATION (self));

  self->has_usb = TRUE;
  self->usb_automatic = !!automatic;
  g_set_str (&self->usb_filter, filter);
}

gboolean
sprint_console_invitation_get_delete_file (SprintConsoleInvitation *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (self), FALSE);

  return self->delete_file;
}

void
sprint_console_invitation_set_delete_file (SprintConsoleInvitation *self,
                                           gboolean                 delete_file)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INVITATION (self));

  self->delete_file = !!delete_file;
}

const char * const *
sprint_console_invitation_get_remarks (SprintConsoleInvitation *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (self), NULL);

  return (const char * const *) self->remarks->pdata;
}

void
sprint_console_invitation_add_remark (SprintConsoleInvitation *self,
                                      const char              *remark)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INVITATION (self));

  g_ptr_array_add (self->remarks, g_strdup (remark));
}
