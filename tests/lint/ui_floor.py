# SPDX-License-Identifier: GPL-3.0-or-later
"""Every class, property and signal that a template names exists on the floor.

The installed GIR files say since which version each is there.
"""

import sys
import xml.etree.ElementTree as ElementTree

import lint

FLOOR = {"Gtk": (4, 14), "Adw": (1, 5)}
CORE, GLIB = lint.CORE, lint.GLIB


def version(element):
    return lint.since(element)[:2]


class Library:
    """The classes of the GIR files, by their C names."""

    def __init__(self):
        self.classes = {}
        for namespace, file in (("Gtk", "Gtk-4.0"), ("Adw", "Adw-1")):
            root = lint.gir(file)
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


def wrong_setter(library, file, setter, named, base):
    """A breakpoint's setter, of an object that has that property on the floor."""
    target, member = named.get(setter.get("object")), setter.get("property")
    if target is None:
        yield f"{file}: a setter names {setter.get('object')}, which is no object"
        return
    known, own = base(target)
    found = library.find(known, "property", member)
    if found is None and not own:
        yield f"{file}: {known} has no property {member}"
    elif found is not None and too_new(*found):
        yield f"{file}: property {member} of {known} is new in {found[0]} {found[1]}"


def problems(library, path):
    file = lint.name(path)
    root = ElementTree.parse(path).getroot()
    ours = {e.get("class"): e.get("parent") for f in lint.sources("*.ui")
            for e in ElementTree.parse(f).getroot().iter("template")}

    def base(element):
        """The library's class that an object is of, and whether it is one of ours."""
        known = element.get("parent") if element.tag == "template" else element.get("class")
        return ours.get(known, known), known.startswith("Sprint")

    named = {e.get("id") or e.get("class"): e for e in root.iter() if e.tag in ("object", "template")}

    for element in root.iter():
        if element.tag == "setter":
            yield from wrong_setter(library, file, element, named, base)
        if element.tag not in ("object", "template"):
            continue
        shown = element.get("class")
        known, own = base(element)
        entry = library.classes.get(known)
        if entry is None:
            if not own:
                yield f"{file}: class {known} is in no GIR file"
            continue
        if too_new(entry["namespace"], entry["version"]):
            yield f"{file}: class {known} is new in {entry['namespace']} {entry['version']}"
        for tag, kind in (("property", "property"), ("binding", "property"), ("signal", "signal")):
            for child in element.findall(tag):
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
