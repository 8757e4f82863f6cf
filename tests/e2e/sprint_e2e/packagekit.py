# SPDX-License-Identifier: GPL-3.0-or-later
"""The real PackageKit and polkit, for tests in two halves: root's, who keeps the system, and a person's, with Sprint.

All of it on the private layer over the system that such a test runs in as root.
"""

import contextlib
import os
import subprocess

from .halves import make_folders, run_person
from .system import STATE, USER, System
from .tap import Tap

PURGED = ["qemu-system-x86", "qemu-utils", "libvirt-daemon", "libvirt-daemon-driver-qemu",
          "qemu-system-modules-spice", "debian-installer-13-netboot-amd64"]
SERVICE = "/usr/share/dbus-1/system-services/org.freedesktop.PackageKit.service"
PACE = "/etc/apt/apt.conf.d/99sprint-test-pace"
COMMAND = "sudo apt install "


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


def installed():
    done = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status} ${binary:Package}\n"], capture_output=True,
                          text=True, check=True)
    return {line.split()[1] for line in done.stdout.splitlines() if line.startswith("installed ")}


def purge():
    """Ubuntu has not all of them. Returns those that have gone, among which are some that need them."""
    before = installed()
    run("apt-get", "-qy", "purge", *[name for name in PURGED if any(one.split(":")[0] == name for one in before)])
    return before - installed()


def set_pace(kilobytes):
    """Of what is fetched, a second: a near mirror would have sent everything before anyone could cancel."""
    with open(PACE, "w", encoding="utf-8") as pace:
        pace.write(f'Acquire::http::Dl-Limit "{kilobytes}";\n')


def prepare():
    os.makedirs(STATE, exist_ok=True)
    os.chown(STATE, USER, USER)
    set_pace(16000)
    purged = purge()
    # What an earlier test has fetched would not be fetched again.
    run("apt-get", "clean")
    make_folders()
    return purged


def restore(purged):
    """For the next test on this layer."""
    os.remove(PACE)
    run("apt-get", "-qy", "install", *sorted(purged))


def refresh():
    """Whether the lists of packages could be fetched."""
    return subprocess.run(["apt-get", "-q", "update", "-o", "APT::Update::Error-Mode=any"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


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
    if not refresh():
        Tap.skip("no network: the package lists cannot be refreshed")
    with contextlib.ExitStack() as stack:
        stack.callback(restore, prepare())
        daemons = stack.enter_context(Daemons())
        return run_person(program, lambda what, text: serve(daemons, handlers, what, text))


# As a person: Sprint


def to_fix(app):
    """From the window to the page that installs."""
    app.window()
    app.press("button", "Set Up with Quick Sprint")
    app.find(contains="QEMU for x86_64 is not installed", seconds=30)
    app.press("button", "Fix", seconds=60)


def try_again(app):
    """Not the button of the window behind."""
    app.press("button", "Try Again", within=app.find("dialog"))
