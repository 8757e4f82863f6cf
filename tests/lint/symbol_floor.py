# SPDX-License-Identifier: GPL-3.0-or-later
"""The binary needs no symbol that is newer than the floor.

GLib, GTK, libadwaita and libsoup are held to it by their own macros while compiling; libvirt,
libvirt-glib and libosinfo say it in their symbol versions; PackageKit and spice-gtk in their GIR
files, signals and properties too, which no symbol shows.
"""

import re
import subprocess
import sys

import lint

SYMBOL_VERSIONS = {
    "LIBVIRT": (10, 0, 0),
    "LIBVIRT_QEMU": (10, 0, 0),
    "LIBVIRT_GOBJECT": (5, 0, 0),
    "LIBVIRT_GCONFIG": (5, 0, 0),
    "LIBOSINFO": (1, 11, 0),
}
# The GIR file, the floor, and the only room that may use the library.
GIR_FILES = {
    "PackageKit": ("PackageKitGlib-1.0", (1, 2, 8), "src/core/host"),
    "spice-gtk": ("SpiceClientGLib-2.0", (0, 42), "src/core/console"),
}


def dotted(version):
    return ".".join(map(str, version))


def later(namespace, floor):
    """The functions, and the names of signals and properties, that are newer than the floor."""
    functions, words = {}, {}
    for element in namespace.iter():
        if lint.since(element) <= floor:
            continue
        if element.get(lint.C + "identifier"):
            functions[element.get(lint.C + "identifier")] = lint.since(element)
        elif element.tag in (lint.GLIB + "signal", lint.CORE + "property"):
            words[element.get("name")] = lint.since(element)
    return functions, words


def main():
    report = lint.Report()
    listing = subprocess.run(["nm", "-D", "--undefined-only", sys.argv[1]], check=True,
                             capture_output=True, text=True).stdout
    symbols = re.findall(r"U (\S+?)(?:@+(\S+))?$", listing, flags=re.M)
    versioned = [(name, match[1], tuple(int(part) for part in match[2].split(".")))
                 for name, version in symbols if (match := re.fullmatch(r"([A-Z_]+)_([\d.]+)", version))]

    for family, floor in SYMBOL_VERSIONS.items():
        own = [(name, version) for name, which, version in versioned if which == family]
        report.check(f"no symbol later than {family}_{dotted(floor)}",
                     [f"{name} needs {dotted(version)}" for name, version in own if version > floor]
                     if own else ["no versioned symbol was found"])

    report.check("no libvirt or libosinfo family without a floor",
                 {f"{name} is of {which}" for name, which, _ in versioned
                  if which.startswith(("LIBVIRT", "LIBOSINFO")) and which not in SYMBOL_VERSIONS})

    for library, (file, floor, room) in GIR_FILES.items():
        namespace = lint.gir(file)
        if namespace is None:
            report.check(f"no function later than {library} {dotted(floor)}", [f"there is no {file}.gir"])
            continue
        functions, words = later(namespace, floor)
        report.check(f"no function later than {library} {dotted(floor)}",
                     [f"{name} needs {dotted(functions[name])}" for name, _ in symbols if name in functions])
        report.check(f"no signal or property later than {library} {dotted(floor)}",
                     [f"{lint.name(path)}: {word} needs {dotted(words[word])}"
                      for path in lint.sources("*.c", under=room) for word in words
                      if re.search(rf'"(notify::)?{word}[":]', path.read_text())])
    report.finish()


main()
