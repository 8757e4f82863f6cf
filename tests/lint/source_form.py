# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence headers, and files and functions that fit a head."""

import re

import lint

FILE_CEILING = 800
FUNCTION_CEILING = 60
COLUMNS = 120
MARK = "SPDX-License-Identifier: GPL-3.0-or-later"
NAMES = re.compile(r"^(utils?|helpers?|misc|common|.*[a-z]\d)\.[ch]$")


def long_functions(path):
    """Functions longer than a screen: a warning, not a failure."""
    start = None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            if number - start - 1 > FUNCTION_CEILING:
                yield f"{lint.name(path)}:{start}: a function of {number - start - 1} lines"
            start = None


def main():
    report = lint.Report()
    paths = lint.sources("*.c", "*.h") + lint.sources("*.c", "*.h", under="tests")
    scripts = lint.sources("*.py", under="tests")
    report.check(f"no file has more than {FILE_CEILING} lines",
                 [f"{lint.name(p)} has {len(p.read_text().splitlines())} lines" for p in paths
                  if len(p.read_text().splitlines()) > FILE_CEILING])
    report.check("every source file says its licence",
                 [f"{lint.name(p)} has no line with {MARK}" for p in paths + scripts
                  if MARK not in "\n".join(p.read_text().splitlines()[:3])])
    report.check("files are named for what is in them",
                 [lint.name(p) for p in paths if NAMES.match(p.name)])
    report.check("nothing is left to be done",
                 [f"{lint.name(p)}:{n}: {line.strip()}" for p in paths
                  for n, line in enumerate(p.read_text().splitlines(), 1)
                  if re.search(r"\b(TODO|FIXME|XXX)\b", line)])
    report.check("a block's brace stands behind what opens it",
                 [f"{lint.name(p)}:{n}" for p in paths
                  for n, line in enumerate(p.read_text().splitlines(), 1) if re.fullmatch(r" +\{", line)])
    # Warnings, as those of functions: a table or a sentence may be better whole.
    for path in paths + scripts:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if len(line) > COLUMNS:
                print(f"# warning: {lint.name(path)}:{number}: {len(line)} columns")
    for path in paths:
        for warning in long_functions(path):
            print(f"# warning: {warning}")
    report.finish()


main()
