# SPDX-License-Identifier: GPL-3.0-or-later
"""The binary needs no symbol that is newer than the floor.

GLib, GTK, libadwaita and libsoup are held to it by their own macros while compiling; libvirt says it
in its symbol versions; for the rest there is a table of what came later.
"""

import re
import subprocess
import sys

import lint

LIBVIRT_FLOOR = (10, 0, 0)
# Public functions that are newer than PackageKit 1.2.8, spice-gtk 0.42, libosinfo 1.11 and
# libvirt-glib 5.0, from their release notes and headers.
LATER = {
    "osinfo_os_get_kernel_url_argument_list": "libosinfo 1.12",
}
# Later as signals and properties, which no symbol shows.
LATER_WORDS = {
    "installed-changed": "PackageKit 1.2.9",
}


def main():
    report = lint.Report()
    listing = subprocess.run(["nm", "-D", "--undefined-only", sys.argv[1]], check=True,
                             capture_output=True, text=True).stdout
    symbols = re.findall(r"U (\S+?)(?:@+(\S+))?$", listing, flags=re.M)
    versions = [(name, tuple(int(n) for n in version[len("LIBVIRT_"):].split(".")))
                for name, version in symbols if re.fullmatch(r"LIBVIRT_[\d.]+", version)]

    report.check("the binary uses libvirt", [] if versions else ["no versioned symbol was found"])
    report.check("no libvirt symbol later than 10.0.0",
                 [f"{name} needs libvirt {'.'.join(map(str, version))}"
                  for name, version in versions if version > LIBVIRT_FLOOR])
    report.check("no symbol of the table of later ones",
                 [f"{name} needs {LATER[name]}" for name, _ in symbols if name in LATER])
    report.check("no signal of the table of later ones",
                 [f"{lint.name(path)}: {word} needs {LATER_WORDS[word]}"
                  for path in lint.sources("*.c") for word in LATER_WORDS
                  if f'"{word}"' in path.read_text()])
    report.finish()


main()
