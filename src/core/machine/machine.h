/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>
#include <libvirt-gconfig/libvirt-gconfig.h>

G_BEGIN_DECLS

/**
 * SprintMachineState: libvirt's domain states, as a person tells them apart.
 */
typedef enum {
  SPRINT_MACHINE_STATE_UNKNOWN,
  SPRINT_MACHINE_STATE_OFF,
  SPRINT_MACHINE_STATE_STARTING,
  SPRINT_MACHINE_STATE_RUNNING,
  SPRINT_MACHINE_STATE_PAUSED,
  SPRINT_MACHINE_STATE_SHUTTING_DOWN,
  SPRINT_MACHINE_STATE_SAVED,      /* off, with its memory kept */
  SPRINT_MACHINE_STATE_CRASHED,
} SprintMachineState;

/**
 * SprintMachineStop: why a machine that is off stopped, as far as libvirt still knows.
 */
typedef enum {
  SPRINT_MACHINE_STOP_NONE,        /* it is not off, or libvirt does not know */
  SPRINT_MACHINE_STOP_SHUT_DOWN,   /* the guest switched itself off */
  SPRINT_MACHINE_STOP_FORCED_OFF,
  SPRINT_MACHINE_STOP_CRASHED,
  SPRINT_MACHINE_STOP_FAILED,      /* it could not be started */
} SprintMachineStop;

/**
 * SprintMachineActions: what makes sense now.
 */
typedef enum {
  SPRINT_MACHINE_ACTION_START     = 1 << 0,
  SPRINT_MACHINE_ACTION_PAUSE     = 1 << 1,
  SPRINT_MACHINE_ACTION_RESUME    = 1 << 2,
  SPRINT_MACHINE_ACTION_SHUT_DOWN = 1 << 3,
  SPRINT_MACHINE_ACTION_RESTART   = 1 << 4,
  SPRINT_MACHINE_ACTION_FORCE_OFF = 1 << 5,
  SPRINT_MACHINE_ACTION_RENAME    = 1 << 6,
  SPRINT_MACHINE_ACTION_DELETE    = 1 << 7,
} SprintMachineActions;

/**
 * SprintMachineDisplay: how the guest's screen can be reached.
 */
typedef enum {
  SPRINT_MACHINE_DISPLAY_NONE,        /* no graphics at all */
  SPRINT_MACHINE_DISPLAY_SPICE,       /* through open_graphics_fd, on a local connection */
  SPRINT_MACHINE_DISPLAY_VNC,         /* VNC only */
  SPRINT_MACHINE_DISPLAY_UNREACHABLE, /* SPICE, but not from here (a remote connection, the test driver) */
} SprintMachineDisplay;

/**
 * SprintMachine:
 *
 * One guest of one connection. Its identity is connection and UUID.
 *
 * Properties: uuid, name (libvirt's own), title (what a person named it; libvirt's name when
 * it has none), state, state-reason (string or NULL, for people: "Crashed", "Out of disk space"),
 * actions (flags), display (changes with a start, and when it can be read again or no longer), emulated (boolean:
 * <domain type='qemu'>), busy (boolean: it is being changed), memory (uint64 bytes), vcpus (uint), persistent (boolean,
 * cached),
 * problem (string or NULL: the raw words when it paused or died because of an error, or cannot be read),
 * has-console (boolean: it has a serial console that can be opened), stop (why it is off), restarted-last (boolean: the
 * last thing that its guest did was to restart; with on_reboot=destroy that ends it, and only QEMU's own event tells it apart from a guest that switched itself off).
 *
 * Signals: "restarted" (the guest rebooted or was reset), "removed" (it is gone).
 *
 * Errors of its calls are of %SPRINT_MACHINE_ERROR, or %G_IO_ERROR_CANCELLED; any can be CONNECTION_LOST where the
 * connection is not open, and NO_MACHINE where the machine is gone. A call that is cancelled returns at once, although
 * libvirt may do what it was asked for.
 */
#define SPRINT_TYPE_MACHINE (sprint_machine_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachine, sprint_machine, SPRINT, MACHINE, GObject)

const char           *sprint_machine_get_uuid         (SprintMachine *self);
const char           *sprint_machine_get_name         (SprintMachine *self);
const char           *sprint_machine_get_title        (SprintMachine *self);

/**
 * sprint_machine_get_sort_key:
 *
 * Returns: (transfer none): what strcmp() puts titles in order by, as this language has it and numbers by their value
 */
const char           *sprint_machine_get_sort_key     (SprintMachine *self);
SprintMachineState    sprint_machine_get_state        (SprintMachine *self);
const char           *sprint_machine_get_state_reason (SprintMachine *self);
SprintMachineActions  sprint_machine_get_actions      (SprintMachine *self);
SprintMachineDisplay  sprint_machine_get_display      (SprintMachine *self);

/**
 * sprint_machine_get_has_console:
 *
 * Returns: whether its description has a serial or paravirtual console that libvirt can open, here or elsewhere
 */
gboolean              sprint_machine_get_has_console  (SprintMachine *self);

/**
 * sprint_machine_get_uncompressed:
 *
 * Returns: whether its SPICE display was told to send pictures as they are, neither compressed nor as films
 */
gboolean              sprint_machine_get_uncompressed (SprintMachine *self);
gboolean              sprint_machine_get_emulated     (SprintMachine *self);

/**
 * sprint_machine_get_accelerated:
 *
 * Returns: whether KVM runs it: <domain type='kvm'>. Containers and other hypervisors' guests are neither this nor
 *   emulated.
 */
gboolean              sprint_machine_get_accelerated  (SprintMachine *self);
gboolean              sprint_machine_get_busy         (SprintMachine *self);
SprintMachineStop     sprint_machine_get_stop         (SprintMachine *self);
gboolean              sprint_machine_get_restarted_last (SprintMachine *self);
gboolean              sprint_machine_get_persistent   (SprintMachine *self);
const char           *sprint_machine_get_problem      (SprintMachine *self);
guint64               sprint_machine_get_memory       (SprintMachine *self);
guint                 sprint_machine_get_vcpus        (SprintMachine *self);

/**
 * sprint_machine_get_connection_uri:
 *
 * Returns: (transfer none): the connection's URI, also when that is gone
 */
const char           *sprint_machine_get_connection_uri (SprintMachine *self);

/**
 * sprint_machine_get_local:
 *
 * Returns: whether its connection runs its guests on this computer
 */
gboolean              sprint_machine_get_local        (SprintMachine *self);

/**
 * sprint_machine_act_async:
 * @action: one other than RENAME and DELETE
 *
 * Ends when libvirt has taken it (SHUT_DOWN: when the request is delivered; the state follows by event).
 */
void     sprint_machine_act_async     (SprintMachine *self, SprintMachineActions action, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_act_finish:
 * @error: INVALID_STATE where it is not possible now; for a start also STORAGE, NO_MEMORY and FAILED with QEMU's words
 *
 * Returns: whether libvirt has taken it
 */
gboolean sprint_machine_act_finish    (SprintMachine *self, GAsyncResult *result, GError **error);

/**
 * sprint_machine_find_title_problem:
 * @code: (out) (optional): of SprintMachineError, where there is a problem
 *
 * Returns: (transfer none) (nullable): what keeps it from having this title: one translated sentence
 */
const char *sprint_machine_find_title_problem (SprintMachine *self, const char *title, int *code);

/**
 * sprint_machine_rename_async:
 *
 * Sets <title>, in the stored and the running description.
 */
void     sprint_machine_rename_async  (SprintMachine *self, const char *title, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_rename_finish:
 * @error: as sprint_machine_find_title_problem() says
 *
 * Returns: whether it has the title
 */
gboolean sprint_machine_rename_finish (SprintMachine *self, GAsyncResult *result, GError **error);

void     sprint_machine_list_disks_async  (SprintMachine *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_list_disks_finish:
 * @error: STORAGE and INVALID_DESCRIPTION where it cannot be told for certain
 *
 * What deleting could take with it: the paths of this machine's disks that are files and writable, that can be deleted
 * from here, and that no other machine of the connection names anywhere in its descriptions (stored, running, of
 * snapshots), nor uses as a layer below one of its disks. Never an installation ISO.
 *
 * Returns: (transfer full): the paths, or %NULL with @error
 */
GStrv    sprint_machine_list_disks_finish (SprintMachine *self, GAsyncResult *result, GError **error);

/**
 * sprint_machine_list_kept_files_async:
 * @candidates: (nullable): paths
 *
 * Looks which of them may go with it, too: "DISK.kernel" and "DISK.initrd" beside one of those disks, on a connection
 * to this computer.
 */
void     sprint_machine_list_kept_files_async  (SprintMachine *self, const char * const *candidates,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_list_kept_files_finish:
 * @error: as of sprint_machine_list_disks_finish()
 *
 * Returns: (transfer full): the paths, or %NULL with @error
 */
GStrv    sprint_machine_list_kept_files_finish (SprintMachine *self, GAsyncResult *result, GError **error);

/**
 * sprint_machine_delete_async:
 * @files: (nullable): of those that the two functions above list
 *
 * Forces it off where it runs, undefines it (with NVRAM, saved state, snapshots' metadata), then deletes @files.
 */
void     sprint_machine_delete_async  (SprintMachine *self, const char * const *files, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_delete_finish:
 * @error: FILE_NOT_OWN, and nothing is done, where one of the files is not, or no longer, what those functions list;
 *   FILE_STAYED where the machine is gone, and all files but those that the message names, one in a line
 *
 * Returns: whether it is gone with all of the files
 */
gboolean sprint_machine_delete_finish (SprintMachine *self, GAsyncResult *result, GError **error);

/**
 * sprint_machine_screenshot_async:
 * @max_width: in pixels, what the picture is scaled down to fit; 0: as it is
 *
 * Asks libvirt for a picture of the guest's screen.
 */
void       sprint_machine_screenshot_async  (SprintMachine *self, int max_width, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_screenshot_finish:
 * @error: INVALID_STATE where it is off, NO_DISPLAY, NOT_SUPPORTED
 *
 * Returns: (transfer full): the picture, or %NULL with @error
 */
GdkPixbuf *sprint_machine_screenshot_finish (SprintMachine *self, GAsyncResult *result, GError **error);

void     sprint_machine_open_graphics_async  (SprintMachine *self, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_open_graphics_finish:
 * @error: NO_DISPLAY where it has no SPICE display, INVALID_STATE where it is off
 *
 * Returns: a new connected socket to the guest's SPICE server, which the caller owns and closes, or -1 with @error
 */
int      sprint_machine_open_graphics_finish (SprintMachine *self, GAsyncResult *result, GError **error);

void       sprint_machine_open_console_async  (SprintMachine *self, gboolean take_over, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_open_console_finish:
 * @error: CONSOLE_IN_USE where somebody else has it, and @take_over was %FALSE; INVALID_STATE where it is off;
 *   NOT_SUPPORTED and FAILED where it has none that can be opened
 *
 * The first serial or paravirtual console of a guest: there is one session at a time.
 *
 * Returns: (transfer full): a stream for asynchronous calls, which ends with the guest, or %NULL with @error
 */
GIOStream *sprint_machine_open_console_finish (SprintMachine *self, GAsyncResult *result, GError **error);

void             sprint_machine_get_description_async  (SprintMachine *self, GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_get_description_finish:
 *
 * Returns: (transfer full): the stored description, INACTIVE and SECURE, or %NULL with @error
 */
GVirConfigDomain *sprint_machine_get_description_finish (SprintMachine *self, GAsyncResult *result, GError **error);

/**
 * sprint_machine_set_description_async:
 *
 * Redefines it; takes effect at its next cold start.
 */
void     sprint_machine_set_description_async  (SprintMachine *self, GVirConfigDomain *description,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_machine_set_description_finish:
 * @error: INVALID_DESCRIPTION, NOT_SUPPORTED; NO_MACHINE rather than make one that was deleted anew
 *
 * Returns: whether it is stored
 */
gboolean sprint_machine_set_description_finish (SprintMachine *self, GAsyncResult *result, GError **error);

G_END_DECLS
