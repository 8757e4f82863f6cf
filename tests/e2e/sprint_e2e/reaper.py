# SPDX-License-Identifier: GPL-3.0-or-later
"""reaper.py HOME: ends what was started from a test's home once its standard input ends, with the test."""

import os
import shutil
import signal
import sys
import time


def started_from(home):
    """The processes that have the home in their environment or arguments: daemons, guests, the application."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) == os.getpid():
            continue
        try:
            told = b""
            for file in ("environ", "cmdline"):
                with open(f"/proc/{name}/{file}", "rb") as content:
                    told += content.read() + b"\0"
        except OSError:
            continue
        if any(part.endswith(home) or home + b"/" in part for part in told.split(b"\0")):
            found.append(int(name))
    return found


def main():
    home = os.fsencode(sys.argv[1])
    sys.stdin.buffer.read()
    for sent, seconds in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        for pid in started_from(home):
            try:
                os.kill(pid, sent)
            except OSError:
                pass
        end = time.monotonic() + seconds
        while started_from(home) and time.monotonic() < end:
            time.sleep(0.05)
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
