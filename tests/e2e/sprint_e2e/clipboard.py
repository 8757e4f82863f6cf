# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's clipboard as another program uses it."""

import base64
import json
import os
import subprocess
import sys

from .waiting import wait_until


class Clipboard:
    """A program of its own on the display, which holds what was copied, or pastes."""

    def __init__(self, environment):
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clipboard_program.py")
        self.process = subprocess.Popen([sys.executable, program], env=environment, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def ask(self, **order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def copy(self, kind, data):
        self.ask(do="copy", kind=kind, data=base64.b64encode(data).decode())

    def paste(self, kind):
        """What there is of that MIME type, or None."""
        data = self.ask(do="paste", kind=kind)
        return None if data is None else base64.b64decode(data)

    def await_paste(self, kind, expected, seconds=30):
        """Waits until that can be pasted which @expected, a function, is content with."""
        last = []

        def pasted():
            data = self.paste(kind)
            last[:] = [data]
            return data is not None and expected(data)

        try:
            wait_until(pasted, f"{kind} to paste", seconds, 300)
        except AssertionError as error:
            raise AssertionError(f"{error}: there is {str(last)[:300]}") from error
