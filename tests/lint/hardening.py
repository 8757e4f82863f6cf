# SPDX-License-Identifier: GPL-3.0-or-later
"""An optimized build is hardened: against a smashed stack, and against writing over what is linked."""

import re
import subprocess
import sys

import lint


def main():
    report = lint.Report()
    shown = subprocess.run(["readelf", "-hldW", "--dyn-syms", sys.argv[1]], check=True,
                           capture_output=True, text=True).stdout
    for title, pattern in {
            "it may be loaded at any address": r"FLAGS_1.*\bPIE\b",
            "all is linked when it starts": r"FLAGS_1.*\bNOW\b",
            "what is linked cannot be written to": r"GNU_RELRO",
            "its stack cannot be executed": r"GNU_STACK\s.*\sRW\s",
            "a smashed stack ends it": r"\s__stack_chk_fail\b",
            "copies are checked": r"\s__\w+_chk\b"}.items():
        report.check(title, [] if re.search(pattern, shown) else [f"nothing matches {pattern}"])
    report.finish()


main()
