# SPDX-License-Identifier: GPL-3.0-or-later
"""The help is Mallard: well formed, every page reached from the index, every link with an end."""

import re
import xml.etree.ElementTree as ElementTree

import lint

MALLARD = "{http://projectmallard.org/1.0/}"


def main():
    report = lint.Report()
    paths = lint.sources("*.page", under="help/C")
    pages, broken = {}, []
    for path in paths:
        try:
            pages[path.stem] = ElementTree.parse(path).getroot()
        except ElementTree.ParseError as error:
            broken.append(f"{lint.name(path)}: {error}")
    report.check("every page is well formed", broken)

    ids = set(pages)
    for page, root in pages.items():
        ids |= {f"{page}#{e.get('id')}" for e in root.iter(MALLARD + "section") if e.get("id")}
    report.check("every page has its file's name, a title and a description",
                 [f"help/C/{page}.page" for page, root in pages.items()
                  if root.tag != MALLARD + "page" or root.get("id") != page or
                  root.find(MALLARD + "title") is None or
                  root.find(f"{MALLARD}info/{MALLARD}desc") is None])
    report.check("every link has an end",
                 [f"help/C/{page}.page: {link.get('xref')}" for page, root in pages.items()
                  for link in root.iter(MALLARD + "link")
                  if link.get("xref") and link.get("xref") not in ids])
    report.check("every page is reached from another",
                 [f"help/C/{page}.page" for page, root in pages.items() if page != "index" and
                  not [l for l in root.iter(MALLARD + "link") if l.get("type") == "guide"]])
    listed = set(re.findall(r"'([\w-]+\.page)'", (lint.TOP / "help/meson.build").read_text()))
    report.check("every page is installed", listed ^ {path.name for path in paths})
    report.finish()


main()
