# SPDX-License-Identifier: GPL-3.0-or-later
"""A test in two halves, on the private layer over the system that it runs in as root: root's, who keeps the system, and
a person's, with Sprint.
"""

import os
import subprocess
import sys

from .system import STATE, USER, WITH_DISPLAY
from .waiting import wait_until

PERSON = "SPRINT_TEST_AS_PERSON"


# As root


def make_folders():
    """The person's home and runtime folder."""
    for folder in ("home", "run"):
        os.makedirs(f"{STATE}/{folder}", mode=0o700, exist_ok=True)
        os.chown(f"{STATE}/{folder}", USER, USER)


def run_person(program, serve, groups=False, login="1"):
    """The other half of @program, to its end: what it asks for is done by @serve, of a word or two and a text.

    With @groups, as one who has just logged in; @login is what is_person() says there.
    """
    environment = dict(os.environ, HOME=f"{STATE}/home", XDG_RUNTIME_DIR=f"{STATE}/run", USER="person")
    environment[PERSON] = login
    person = subprocess.Popen(["setpriv", f"--reuid={USER}", f"--regid={USER}",
                               "--init-groups" if groups else "--clear-groups", WITH_DISPLAY, "--bus", "--size",
                               "1280x800", sys.executable, os.path.abspath(program), *sys.argv[1:]], env=environment)
    try:
        while person.poll() is None:
            try:
                person.wait(0.1)
            except subprocess.TimeoutExpired:
                pass
            if os.path.exists(f"{STATE}/asked"):
                with open(f"{STATE}/asked", encoding="utf-8") as asked:
                    what, _, text = asked.read().partition("\n")
                serve(what, text)
                os.remove(f"{STATE}/asked")
    finally:
        if person.poll() is None:
            person.terminate()
            person.wait()
    return person.returncode


# As a person


def is_person():
    """Which half this is: which login of the person's, None as root."""
    return os.environ.get(PERSON)


def ask(what, text="", seconds=60):
    """Has root do something, and waits for it."""
    with open(f"{STATE}/asking", "w", encoding="utf-8") as asked:
        asked.write(f"{what}\n{text}")
    os.rename(f"{STATE}/asking", f"{STATE}/asked")
    wait_until(lambda: not os.path.exists(f"{STATE}/asked"), what, seconds)
