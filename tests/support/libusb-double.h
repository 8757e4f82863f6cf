/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* libusb with one device that may be plugged in, in place of the computer's: what a test is linked with comes before
 * what its libraries are. The numbers are libusb's. */

#define LIBUSB_DOUBLE_IO (-1)
#define LIBUSB_DOUBLE_ACCESS (-3)
#define LIBUSB_DOUBLE_NO_DEVICE (-4)
#define LIBUSB_DOUBLE_BUSY (-6)
#define LIBUSB_DOUBLE_OTHER (-99)

/* Maker and product, one number. */
#define LIBUSB_DOUBLE_DEVICE 0x12345678

/* In the test's own thread, as the whole of it. */
void libusb_double_plug_in   (void);
void libusb_double_pull_out  (void);
/* What becomes of it when it is opened, and when its interface is claimed: 0 for well. */
void libusb_double_set_fate  (int opened,
                              int claimed);
/* How many have it open. */
int  libusb_double_get_opens (void);

G_END_DECLS
