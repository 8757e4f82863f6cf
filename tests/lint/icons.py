# SPDX-License-Identifier: GPL-3.0-or-later
"""Every icon that is named is in the icon theme: a missing one shows as a broken picture."""

import pathlib
import re

import lint

NAME = re.compile(r'"([a-z]+(?:-[a-z]+)*-symbolic)"|>([a-z]+(?:-[a-z]+)*-symbolic)<')
THEMES = [pathlib.Path("/usr/share/icons/Adwaita"), pathlib.Path("/usr/share/icons/hicolor")]


def main():
    report = lint.Report()
    found = {path.stem for theme in THEMES for path in theme.rglob("*-symbolic.*")}
    if not found:
        print("1..0 # SKIP there is no icon theme here")
        return
    named = {}
    for path in lint.sources("*.c", "*.ui"):
        for match in NAME.finditer(path.read_text()):
            named.setdefault(match.group(1) or match.group(2), lint.name(path))
    report.check("icons are named at all", [] if len(named) > 10 else ["none is found: has their form changed?"])
    report.check("every icon that is named is in Adwaita's theme",
                 [f"{place}: {name}" for name, place in sorted(named.items()) if name not in found])
    report.finish()


main()
