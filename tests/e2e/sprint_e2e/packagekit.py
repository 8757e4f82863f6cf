# SPDX-License-Identifier: GPL-3.0-or-later
"""The real PackageKit and polkit, for tests in two halves: root's, who keeps the system, and a person's, with Sprint.

All of it on the private layer over the system that such a test runs in as root.
"""

import os
import subprocess
import sys
import time

from .system import STATE, USER, WITH_DISPLAY, System
from .waiting import wait_until

PURGED = ["qemu-system-x86", "qemu-utils", "libvirt-daemon", "libvirt-daemon-driver-qemu",
          "qemu-system-modules-spice", "debian-installer-13-netboot-amd64"]
SERVICE = "/usr/share/dbus-1/system-services/org.freedesktop.PackageKit.service"
PACE = "/etc/apt/apt.conf.d/99sprint-test-pace"
COMMAND = "sudo apt install "


def is_person():
    """Which half this is."""
    return "SPRINT_TEST_AS_USER" in os.environ


# As root: the system


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                          env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"), check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {done.stdout[-2000:]}")


def decide(answer):
    System.decide(answer, "org.freedesktop.packagekit", "package-install")


class Daemons(System):
    """The system's daemons, PackageKit's among them."""

    def __enter__(self):
        # Who asks for PackageKit before it was started finds none.
        if os.path.exists(SERVICE):
            os.remove(SERVICE)
        super().__enter__()
        decide("NO")
        return self

    def restart_packagekit(self):
        """It reads apt's settings when it starts."""
        self.started[-1].terminate()
        self.started.pop().wait()
        self.start_packagekit()

    def kill_packagekit(self):
        """In the middle of whatever it does."""
        self.started[-1].kill()
        self.started.pop().wait()

    def start_packagekit(self):
        self.start("org.freedesktop.PackageKit", "/usr/libexec/packagekitd")


def purge():
    """Ubuntu has not all of them."""
    run("apt-get", "-qy", "purge", *[name for name in PURGED if subprocess.run(
        ["dpkg", "-s", name], capture_output=True, check=False).returncode == 0])


def set_pace(kilobytes):
    """Of what is fetched, a second: a near mirror would have sent everything before anyone could cancel."""
    with open(PACE, "w", encoding="utf-8") as pace:
        pace.write(f'Acquire::http::Dl-Limit "{kilobytes}";\n')


def prepare():
    os.makedirs(STATE, exist_ok=True)
    os.chown(STATE, USER, USER)
    set_pace(16000)
    purge()
    # What an earlier test has fetched would not be fetched again.
    run("apt-get", "clean")
    for folder in ("home", "run"):
        os.makedirs(f"{STATE}/{folder}", mode=0o700, exist_ok=True)
        os.chown(f"{STATE}/{folder}", USER, USER)


def serve(daemons, handlers, what, text):
    """What the person's half cannot do itself."""
    if what == "start PackageKit":
        daemons.start_packagekit()
    elif what == "permit":
        decide("YES")
    elif what == "purge":
        purge()
        run("apt-get", "clean")
    elif what in handlers:
        handlers[what](daemons, text)
    else:
        raise SystemExit(f"nobody can {what}")


def as_root(program, handlers):
    """Root's half of @program: starts the other, and does what that asks for, by @handlers of its own too."""
    if subprocess.run(["apt-get", "-q", "update", "-o", "APT::Update::Error-Mode=any"], stdin=subprocess.DEVNULL,
                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("1..0 # SKIP no network: the package lists cannot be refreshed")
        return 0
    prepare()
    environment = dict(os.environ, HOME=f"{STATE}/home", XDG_RUNTIME_DIR=f"{STATE}/run", USER="person",
                       SPRINT_TEST_AS_USER="1")
    with Daemons() as daemons:
        person = subprocess.Popen(["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", WITH_DISPLAY,
                                   "--bus", "--size", "1280x800", sys.executable, os.path.abspath(program),
                                   *sys.argv[1:]],
                                  env=environment)
        try:
            while person.poll() is None:
                time.sleep(0.1)
                if os.path.exists(f"{STATE}/asked"):
                    with open(f"{STATE}/asked", encoding="utf-8") as asked:
                        what, _, text = asked.read().partition("\n")
                    serve(daemons, handlers, what, text)
                    os.remove(f"{STATE}/asked")
        finally:
            if person.poll() is None:
                person.terminate()
        return person.wait()


# As a person: Sprint


def ask(what, text="", seconds=60):
    with open(f"{STATE}/asking", "w", encoding="utf-8") as asked:
        asked.write(f"{what}\n{text}")
    os.rename(f"{STATE}/asking", f"{STATE}/asked")
    wait_until(lambda: not os.path.exists(f"{STATE}/asked"), what, seconds)


def to_fix(app):
    """From the window to the page that installs."""
    app.window()
    app.press("button", "Set Up with Quick Sprint")
    app.find(contains="QEMU for x86_64 is not installed", seconds=30)
    app.press("button", "Fix", seconds=60)


def try_again(app):
    """Not the button of the window behind."""
    app.press("button", "Try Again", within=app.find("dialog"))
