# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what was tried in the Test Anything Protocol."""

import contextlib
import sys
import traceback


class Tap:
    """Steps of a test that build on one another: after one fails the rest is not tried."""

    def __init__(self, on_failure=None):
        self.count = 0
        self.failed = 0
        self.on_failure = on_failure

    @contextlib.contextmanager
    def step(self, name):
        self.count += 1
        try:
            yield
        except BaseException as error:
            self.failed += 1
            print(f"not ok {self.count} - {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
            if self.on_failure:
                with contextlib.suppress(Exception):
                    self.on_failure()
            if not isinstance(error, Exception):
                raise
            raise SystemExit(self.finish()) from error
        print(f"ok {self.count} - {name}", flush=True)

    @staticmethod
    def skip(reason):
        """Ends the program: what it needs is not there."""
        print(f"1..0 # SKIP {reason}", flush=True)
        raise SystemExit(0)

    def note(self, text):
        for line in str(text).splitlines():
            print(f"# {line}", flush=True)

    def finish(self):
        print(f"1..{self.count}", flush=True)
        sys.stdout.flush()
        return 1 if self.failed or not self.count else 0
