#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tour.py PREFIX FOLDER: a whole quick sprint by itself, with pictures of every page.

Drives the Sprint that is installed in PREFIX on a private display, on real libvirt and QEMU
with Debian's installer as the guest. Leaves in FOLDER numbered screenshots, wide and 360 pixels
wide, light and dark, and times.txt with the seconds of every stage.
"""

import glob
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(HERE, "..", "support", "with-display")


def on_a_display(prefix, folder):
    data = f"{prefix}/share:{os.environ.get('XDG_DATA_DIRS') or '/usr/local/share:/usr/share'}"
    environment = dict(os.environ, SPRINT_TOUR_DISPLAY="1", SPRINT_PROGRAM=f"{prefix}/bin/sprint",
                       XDG_DATA_DIRS=data, LC_ALL="C.UTF-8", PYTHONDONTWRITEBYTECODE="1")
    os.execve(SUPPORT, [SUPPORT, "--bus", "--size", "1280x800", sys.executable, __file__, prefix, folder],
              environment)


def stage_times(app, seen):
    """What the Go page says of its stages, as long as it is there."""
    page = app.look(name="Go")
    labels = [node.get_name() for node in app.walk(page) if node.get_role_name() == "label"] if page else []
    for name, seconds in zip(labels, labels[1:]):
        if seconds.endswith(" s") and not name.endswith(" s"):
            seen[name] = seconds
    return page is None


def screens(home, folder, variant, extra):
    from sprint_e2e import Application, wait_until
    from sprint_e2e.flow import (Pictures, installer_is_shown, quick_sprint_to_choice, seconds_to_fetch,
                                 stable_guest_picture)

    fetching = seconds_to_fetch()
    if fetching is None:
        raise SystemExit("sprint: there is no package with Debian's installer here, and no network to fetch it")
    with Application(home, extra=extra) as app:
        pictures = Pictures(app, folder, variant)
        times = quick_sprint_to_choice(app, lambda name: pictures.take(name, narrow=True))
        if variant:
            return times
        start = time.monotonic()
        app.press("button", "Start")
        app.find(name="Go")
        pictures.number += 1
        app.grab().save(f"{folder}/{pictures.number:02d}-go.png")
        stages = {}
        wait_until(lambda: stage_times(app, stages), "the machine's page", 60 + fetching, 20)
        name = wait_until(lambda: home.virsh("list", "--name"), "a running guest", 60)
        times.update({f"Go, {stage}": seconds for stage, seconds in stages.items()})
        times["Go, from Start to the machine's page"] = time.monotonic() - start
        wait_until(lambda: installer_is_shown(home, name), "the installer", 300, 1000)
        stable_guest_picture(home, name)
        times["From Start to the installer's first page"] = time.monotonic() - start
        pictures.take("console", narrow=True)
        home.virsh("destroy", name)
        app.find("button", "Start")
        pictures.take("off", narrow=True)
        app.menu("l")
        pictures.take("delete", narrow=True)
        app.answer("Delete")
        wait_until(lambda: not home.virsh("list", "--all", "--name"), "no machine to be left", 20)
        return times


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    prefix, folder = (os.path.abspath(argument) for argument in sys.argv[1:])
    if "SPRINT_TOUR_DISPLAY" not in os.environ:
        on_a_display(prefix, folder)
    from sprint_e2e import Home

    os.makedirs(folder, exist_ok=True)
    # What an earlier tour left may have other numbers.
    for name in glob.glob("*.png", root_dir=folder) + glob.glob("times.txt", root_dir=folder):
        os.remove(os.path.join(folder, name))
    with Home() as home:
        times = screens(home, folder, "", {})
        screens(home, folder, "-dark", {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"})
    with open(f"{folder}/times.txt", "w", encoding="utf-8") as file:
        for name, seconds in times.items():
            line = f"{name}: {seconds if isinstance(seconds, str) else f'{seconds:.1f} s'}"
            print(line, flush=True)
            print(line, file=file)
    print(f"The pictures are in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
