# SPDX-License-Identifier: GPL-3.0-or-later
"""Every class, property and signal that a template names exists on the floor.

The installed GIR files say since which version each is there.
"""

import sys
import xml.etree.ElementTree as ElementTree

import lint

FLOOR = {"Gtk": (4, 14), "Adw": (1, 5)}
GIR_FOLDER = "/usr/share/gir-1.0"
CORE = "{http://www.gtk.org/introspection/core/1.0}"
C = "{http://www.gtk.org/introspection/c/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"


def version(element):
    text = element.get("version")
    return tuple(int(part) for part in text.split(".")[:2]) if text else (0, 0)


class Library:
    """The classes of the GIR files, by their C names."""

    def __init__(self):
        self.classes = {}
        for namespace, file in (("Gtk", "Gtk-4.0"), ("Adw", "Adw-1")):
            root = ElementTree.parse(f"{GIR_FOLDER}/{file}.gir").getroot().find(CORE + "namespace")
            for element in list(root.findall(CORE + "class")) + list(root.findall(CORE + "interface")):
                self.add(namespace, element)

    def add(self, namespace, element):
        def qualified(name):
            return name.replace(".", "") if "." in name else namespace + name

        parents = [qualified(element.get("parent"))] if element.get("parent") else []
        parents += [qualified(e.get("name")) for e in element.findall(CORE + "implements")]
        self.classes[element.get(GLIB + "type-name")] = {
            "namespace": namespace,
            "version": version(element),
            "parents": parents,
            "property": {e.get("name"): version(e) for e in element.findall(CORE + "property")},
            "signal": {e.get("name"): version(e) for e in element.findall(GLIB + "signal")},
        }

    def find(self, class_name, kind, member):
        """Its namespace and version, or None; looks at parents and interfaces too."""
        entry = self.classes.get(class_name)
        if entry is None:
            return None
        if member in entry[kind]:
            return entry["namespace"], max(entry[kind][member], entry["version"])
        for parent in entry["parents"]:
            found = self.find(parent, kind, member)
            if found:
                return found
        return None


def too_new(namespace, since):
    return since > FLOOR[namespace]


def problems(library, path):
    file = lint.name(path)
    root = ElementTree.parse(path).getroot()
    ours = {e.get("class"): e.get("parent") for f in lint.sources("*.ui")
            for e in ElementTree.parse(f).getroot().iter("template")}

    for element in root.iter():
        if element.tag not in ("object", "template"):
            continue
        shown = element.get("class")
        known = element.get("parent") if element.tag == "template" else shown
        own = known.startswith("Sprint")
        known = ours.get(known, known) if own else known
        entry = library.classes.get(known)
        if entry is None:
            if not own:
                yield f"{file}: class {known} is in no GIR file"
            continue
        if too_new(entry["namespace"], entry["version"]):
            yield f"{file}: class {known} is new in {entry['namespace']} {entry['version']}"
        for kind in ("property", "signal"):
            for child in element.findall(kind):
                member = child.get("name").split("::")[0].replace("_", "-")
                found = library.find(known, kind, member)
                if found is None:
                    if not own:
                        yield f"{file}: {shown} has no {kind} {member}"
                elif too_new(*found):
                    yield f"{file}: {kind} {member} of {shown} is new in {found[0]} {found[1]}"


def main():
    report = lint.Report()
    library = Library()
    paths = [lint.pathlib.Path(p) for p in sys.argv[1:]] or lint.sources("*.ui")
    report.check("there are templates", [] if paths else ["no .ui file was found"])
    for path in paths:
        report.check(lint.name(path), problems(library, path))
    report.finish()


main()
