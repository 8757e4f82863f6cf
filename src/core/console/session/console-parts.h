/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/devices/smart-cards.h"
#include "core/console/devices/usb-devices.h"
#include "core/console/guest/console-clipboard.h"
#include "core/console/guest/file-transfers.h"
#include "core/console/guest/guest-agent.h"
#include "core/console/guest/shared-folder.h"
#include "core/console/input/console-input.h"
#include "core/console/screen/monitor-list.h"
#include "core/console/sound/console-sound.h"
#include "core/console/typing/typist.h"

G_BEGIN_DECLS

/**
 * SprintConsoleParts:
 * @monitors: the guest's monitors
 * @monitor: (transfer none): the first of them
 * @input: keys and pointer
 * @typist: types a text with them
 * @sound: what is heard of the guest, and by it
 * @agent: the program in the guest that helps
 * @clipboard: what the guest and the host have copied
 * @transfers: files on their way into the guest
 * @usb: devices of this computer that the guest can be given
 * @cards: this computer's smart card readers, and whether the guest may use them
 * @folder: what the guest may look into
 *
 * What a console consists of, apart from any protocol: made once for each session, and filled and
 * asked by one connection after the other.
 */
typedef struct {
  SprintMonitorList      *monitors;
  SprintConsoleMonitor   *monitor;
  SprintConsoleInput     *input;
  SprintTypist           *typist;
  SprintConsoleSound     *sound;
  SprintGuestAgent       *agent;
  SprintConsoleClipboard *clipboard;
  SprintFileTransfers    *transfers;
  SprintUsbDevices       *usb;
  SprintSmartCards       *cards;
  SprintSharedFolder     *folder;
} SprintConsoleParts;

void sprint_console_parts_init  (SprintConsoleParts *parts);
void sprint_console_parts_clear (SprintConsoleParts *parts);

G_END_DECLS
