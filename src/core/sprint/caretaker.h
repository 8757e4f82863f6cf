/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services.h"

G_BEGIN_DECLS

/*
 * SprintCaretaker: looks after machines while Sprint runs, on the services' connections to this computer:
 *  - an installing machine whose guest restarted (first start ended by on_reboot=destroy) gets its installer detached
 *    and starts again from its disk; one that was shut off or broken off while installing keeps its installer so that
 *    it can be repeated;
 *  - a machine that died or paused because of KVM itself is recorded in the acceleration record and announced;
 *  - a machine that has run accelerated for a minute clears that record.
 *
 * Signals: "installed" (SprintMachine), "not-installed" (SprintMachine, GError: its installer could not be detached,
 * or it did not start from its disk), "acceleration-failed" (SprintMachine, words).
 */
#define SPRINT_TYPE_CARETAKER (sprint_caretaker_get_type ())
G_DECLARE_FINAL_TYPE (SprintCaretaker, sprint_caretaker, SPRINT, CARETAKER, GObject)

SprintCaretaker *sprint_caretaker_new (SprintServices *services);

/* Redefines @machine for software emulation and starts it: the one click after "acceleration-failed". */
void     sprint_caretaker_emulate_async  (SprintCaretaker *self, SprintMachine *machine, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean sprint_caretaker_emulate_finish (SprintCaretaker *self, GAsyncResult *result, GError **error);
/* Whether @machine, whose guest has ended with a restart, is at this moment being started from its disk. */
gboolean sprint_caretaker_is_ending_installation (SprintCaretaker *self, SprintMachine *machine);
/* Attaches the installer again and starts @machine with it. Fails with G_IO_ERROR_NOT_FOUND, and changes nothing, where
 * the installer is gone. */
void     sprint_caretaker_repeat_installation_async  (SprintCaretaker *self, SprintMachine *machine,
                                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                                      gpointer user_data);
gboolean sprint_caretaker_repeat_installation_finish (SprintCaretaker *self, GAsyncResult *result, GError **error);
/* Detaches the installer and starts @machine from its disk: for an installation that ended while Sprint was not
 * there. */
void     sprint_caretaker_finish_installation_async  (SprintCaretaker *self, SprintMachine *machine,
                                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                                      gpointer user_data);
gboolean sprint_caretaker_finish_installation_finish (SprintCaretaker *self, GAsyncResult *result, GError **error);

G_END_DECLS
