# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lints share: finding files, and saying what is wrong in TAP."""

import glob
import os
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

CORE = "{http://www.gtk.org/introspection/core/1.0}"
C = "{http://www.gtk.org/introspection/c/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"
TOP = pathlib.Path(__file__).resolve().parents[2]


def sources(*patterns, under="src"):
    """The files below a folder of the tree that match, sorted."""
    found = set()
    for pattern in patterns:
        found.update((TOP / under).rglob(pattern))
    return sorted(found)


def name(path):
    return str(path.relative_to(TOP)) if path.is_relative_to(TOP) else str(path)


def without_comments(text):
    """C text with comments blanked out, its lines and its strings kept."""
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"'

    def blank(match):
        piece = match.group(0)
        return piece if piece.startswith('"') else re.sub(r"[^\n]", " ", piece)

    return re.sub(pattern, blank, text, flags=re.S)


def without_strings(text):
    """C text with what its strings say blanked out."""
    return re.sub(r'"(?:\\.|[^"\\\n])*"', lambda match: '"' + " " * (len(match.group(0)) - 2) + '"', text)


def gir(file):
    """The namespace of an installed GIR file, or None."""
    for folder in ("/usr/share/gir-1.0", *sorted(glob.glob("/usr/lib/*/gir-1.0"))):
        if os.path.exists(f"{folder}/{file}.gir"):
            return ElementTree.parse(f"{folder}/{file}.gir").getroot().find(CORE + "namespace")
    return None


def since(element):
    """The version in which an element of a GIR file came."""
    text = element.get("version")
    return tuple(int(part) for part in text.split(".")) if text else (0,)


class Report:
    """Test points; finish() ends the program with what they came to."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, title, problems):
        """One point: it passes when there are no problems."""
        self.count += 1
        problems = list(problems)
        if problems:
            self.failed += 1
            print(f"not ok {self.count} - {title}")
            for problem in problems:
                print(f"# {problem}")
        else:
            print(f"ok {self.count} - {title}")

    def finish(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)
