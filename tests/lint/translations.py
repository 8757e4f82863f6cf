# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES names every file that a person reads strings of, and nothing else."""

import os
import re
import subprocess
import tempfile

import lint

KEYWORD = re.compile(r"\b(?:_|N_|C_|Q_|NC_|ngettext|gettext|g_dngettext)\s*\(")


def translatable():
    """The files with strings to translate."""
    for path in lint.sources("*.c", "*.h"):
        if KEYWORD.search(lint.without_comments(path.read_text())):
            yield lint.name(path)
    for path in lint.sources("*.ui"):
        if re.search(r'translatable="(yes|true)"', path.read_text()):
            yield lint.name(path)
    for pattern in ("*.desktop.in", "*.metainfo.xml.in", "*.gschema.xml", "*.policy.in"):
        for path in lint.sources(pattern, under="data"):
            yield lint.name(path)


def bare_labels():
    """Words in templates that are not marked to be translated."""
    for path in lint.sources("*.ui"):
        for match in re.finditer(
                r'<(?:property|attribute) name="(label|title|subtitle|description|tooltip-text|'
                r'placeholder-text|button-label)">([^<]*[a-z]{2}[^<]*)<', path.read_text()):
            if match.group(2) != "Sprint":
                yield f"{lint.name(path)}: “{match.group(2)}” is not translatable"


def extracted():
    """xgettext takes the files as they are."""
    with tempfile.NamedTemporaryFile(suffix=".pot") as pot:
        run = subprocess.run(["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_",
                              "--files-from", "po/POTFILES", "--output", pot.name],
                             cwd=lint.TOP, env={**os.environ, "GETTEXTDATADIRS": str(lint.TOP / "po")},
                             capture_output=True, text=True, check=False)
        # What it cannot tell the language of, it says: the GSettings schema's suffix, for one.
        return run.stderr.splitlines() if run.returncode != 0 else []


def main():
    report = lint.Report()
    listed = [line.strip() for line in (lint.TOP / "po/POTFILES").read_text().splitlines()
              if line.strip() and not line.startswith("#")]
    wanted = set(translatable())
    report.check("POTFILES is complete",
                 [f"{file} has strings to translate and is not in po/POTFILES"
                  for file in sorted(wanted - set(listed))])
    report.check("POTFILES names what there is",
                 [f"{file} is in po/POTFILES and has nothing to translate"
                  for file in sorted(set(listed) - wanted)])
    report.check("POTFILES is sorted, without doubles",
                 [] if listed == sorted(set(listed)) else ["run: LC_ALL=C sort -u po/POTFILES"])
    report.check("every word of the templates can be translated", bare_labels())
    report.check("xgettext reads them", extracted())
    report.finish()


main()
