# SPDX-License-Identifier: GPL-3.0-or-later
"""The quick sprint as a person goes through it, for the test and the tour."""

import configparser
import glob
import os
import socket
import time
import urllib.parse

from .picture import difference, guest_picture
from .waiting import wait_until


# A window of 360 pixels, and the frame of 5 that GTK draws around it where nothing composites.
NARROW = 370
DOWNLOADS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "data", "downloads.ini")


def seconds_to_fetch():
    """How long the offered installer may take to be there, 0 if a package holds it; None without a way to it."""
    if glob.glob("/usr/lib/debian-installer/images/*/*/gtk"):
        return 0
    downloads = configparser.ConfigParser(interpolation=None)
    downloads.read(DOWNLOADS, encoding="utf-8")
    address = urllib.parse.urlparse(downloads["debian-netboot"]["x86_64-url"])
    try:
        socket.create_connection((address.hostname, address.port or 443), 10).close()
    except OSError:
        return None
    return 300


class Pictures:
    """Numbered screenshots: normal, and where asked for 360 pixels wide."""

    def __init__(self, app, folder, variant=""):
        self.app = app
        self.folder = folder
        self.variant = variant
        self.number = 0
        os.makedirs(folder, exist_ok=True)

    def take(self, name, narrow=False):
        self.number += 1
        stem = f"{self.folder}/{self.number:02d}-{name}{self.variant}"
        self.app.screenshot(f"{stem}.png")
        if narrow:
            _, _, width, height = self.app.geometry()
            self.app.resize(NARROW, height)
            self.app.screenshot(f"{stem}-360.png")
            self.app.resize(width, height)


def checks_done(app):
    """Waits until Quick Sprint's checks have all answered, and let a person go on."""
    app.find(contains="KVM", seconds=10)
    wait_until(lambda: app.look("button", "Continue") and app.sensitive(app.look("button", "Continue")),
               "the checks to be done", 60)


def quick_sprint_to_choice(app, take):
    """From the window to the page where a medium is chosen; notes the seconds of each page."""
    times = {}
    app.window()
    app.find("button", "Quick Sprint")
    take("welcome")
    start = time.monotonic()
    app.click("button", "Quick Sprint")
    checks_done(app)
    times["Checks"] = time.monotonic() - start
    take("check")
    start = time.monotonic()
    app.press("button", "Continue")
    # Nothing is missing here, so Fix is passed by or has nothing to ask.
    wait_until(lambda: app.look(contains="Debian") is not None, "a medium to choose", 60)
    times["Choose"] = time.monotonic() - start
    take("choose")
    return times


def installer_is_shown(home, name):
    """Whether the guest shows Debian's installer: a coloured banner, and below it words on a pale page."""
    picture = guest_picture(home, name)
    if picture.size[0] < 640:
        return None
    small = picture.resize((64, 48))
    pale = sum(1 for pixel in small.getdata() if min(pixel) > 200)
    coloured = sum(1 for pixel in small.crop((0, 0, 64, 12)).getdata() if max(pixel) - min(pixel) > 60)
    width, height = picture.size
    words = picture.crop((0, height // 4, width, height)).convert("L").histogram()
    dark = sum(words[:96])
    return picture if pale > 64 * 48 * 0.4 and coloured > 20 and dark > 300 else None


def stable_guest_picture(home, name, seconds=30):
    """The guest's picture once two in a row are the same."""
    previous = [guest_picture(home, name)]

    def still():
        previous.append(guest_picture(home, name))
        return previous[-1] if difference(previous[-1], previous[-2]) == 0 else None

    return wait_until(still, "the guest's screen to be still", seconds, 500)
