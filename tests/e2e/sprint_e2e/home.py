# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's fresh home, with a libvirt session of its own."""

import os
import signal
import subprocess
import sys
import tempfile
import time


class Home:
    """A temporary home and runtime folder; leaving it, in whatever way, ends what was started from it."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="sp-", dir="/tmp")
        self.runtime = os.path.join(self.path, "run")
        for folder in ("run", "Downloads", ".config", ".cache", ".local/share", ".local/state"):
            os.makedirs(os.path.join(self.path, folder), mode=0o700)
        with open(os.path.join(self.path, ".config/user-dirs.dirs"), "w", encoding="utf-8") as dirs:
            dirs.write('XDG_DOWNLOAD_DIR="$HOME/Downloads"\n')
        self.outer_runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        self.environment = dict(os.environ)
        self.environment.update(
            HOME=self.path,
            XDG_RUNTIME_DIR=self.runtime,
            XDG_CONFIG_HOME=os.path.join(self.path, ".config"),
            XDG_CACHE_HOME=os.path.join(self.path, ".cache"),
            XDG_DATA_HOME=os.path.join(self.path, ".local/share"),
            XDG_STATE_HOME=os.path.join(self.path, ".local/state"),
        )
        # What is for a program under test's own checks, not for the application.
        for name in ("G_DEBUG", "WAYLAND_SOCKET"):
            self.environment.pop(name, None)
        # The bus was there before this home: its dconf would write into another.
        self.environment["GSETTINGS_BACKEND"] = "keyfile"
        # Not in the test's session, which the test runner kills: it acts when the pipe is closed.
        self.reaper = subprocess.Popen(
            [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "reaper.py"), self.path],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in self.virsh("list", "--name", check=False).split():
            self.virsh("destroy", name, check=False)
        self.end_daemons()
        self.reaper.stdin.close()
        self.reaper.wait()

    def virsh(self, *arguments, check=True, uri="qemu:///session", binary=False):
        done = subprocess.run(["virsh", "-q", "-c", uri, *arguments], env=self.environment,
                              capture_output=True, check=False, timeout=60)
        if check and done.returncode != 0:
            raise AssertionError(f"virsh {' '.join(arguments)}: {done.stderr.decode(errors='replace')}")
        return done.stdout if binary else done.stdout.decode(errors="replace").strip()

    def daemons(self):
        """The process IDs of libvirt's session daemons that live in this home."""
        found = []
        for name in ("libvirtd", "virtqemud", "virtlogd", "virtnetworkd", "virtstoraged"):
            try:
                with open(f"{self.runtime}/libvirt/{name}.pid", encoding="utf-8") as file:
                    found.append(int(file.read()))
            except (OSError, ValueError):
                continue
        return found

    def end_daemons(self):
        pids = self.daemons()
        for pid in pids:
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        end = time.monotonic() + 10
        while any(os.path.exists(f"/proc/{pid}") for pid in pids) and time.monotonic() < end:
            time.sleep(0.05)
