# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for something to become true, with a deadline."""

import time

from gi.repository import GLib


class Deadline(AssertionError):
    """What was waited for did not come in time."""


def wait_until(condition, what, seconds=20.0, interval_ms=100):
    """Runs the main loop until @condition gives something true, and returns that.

    The condition is asked again after each interval, whatever it looks at: accessible
    objects, files, processes, pixels. The loop delivers in between what keeps the
    accessible objects up to date.
    """
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    error = None
    while True:
        try:
            found = condition()
            if found:
                return found
        except GLib.Error as gone:
            # An accessible object that went away while it was looked at.
            error = gone
        if time.monotonic() > end:
            raise Deadline(f"not within {seconds} s: {what}" + (f" ({error.message})" if error else ""))
        tick = []
        source = GLib.timeout_add(interval_ms, lambda: tick.append(1))
        while not tick:
            context.iteration(True)
        _ = source
