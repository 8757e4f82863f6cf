# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak asks for no more than the list allows, and says what each source must be."""

import re
import urllib.parse

import yaml

import lint

ALLOWED = {
    "--socket=wayland", "--socket=fallback-x11", "--socket=pulseaudio",
    "--share=ipc", "--share=network",
    "--device=dri", "--device=kvm",
    "--filesystem=xdg-run/libvirt", "--filesystem=/run/libvirt",
    "--filesystem=~/.local/share/sprint:create", "--filesystem=xdg-cache/libvirt/qemu/log:create",
    "--filesystem=xdg-download:ro", "--filesystem=host-os:ro", "--filesystem=host-etc:ro",
    "--system-talk-name=org.freedesktop.PackageKit",
    "--talk-name=org.freedesktop.Flatpak",
}
MANIFEST = lint.TOP / "flatpak/io.github.kvmsprint.Sprint.yaml"


def unexplained(text):
    """Permissions that no comment of their own stands above."""
    lines = text[text.index("finish-args:"):text.index("cleanup:")].splitlines()
    for number, line in enumerate(lines):
        if re.match(r"\s+- --", line) and not lines[number - 1].strip().startswith("#"):
            yield line.strip()


def bad_sources(modules):
    for module in modules:
        yield from bad_sources(module.get("modules", []))
        sources = module.get("sources", [])
        if not sources:
            yield f"{module['name']} has no source"
        for source in sources:
            if source["type"] == "dir":
                if module["name"] != "sprint":
                    yield f"{module['name']} is a folder"
                continue
            if urllib.parse.urlparse(source.get("url", "")).scheme != "https":
                yield f"{module['name']} has no https address"
            if source["type"] == "git":
                if not re.fullmatch(r"[0-9a-f]{40}", source.get("commit", "")):
                    yield f"{module['name']} names no commit"
            elif not re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")):
                yield f"{module['name']} has no SHA-256 sum"


def main():
    report = lint.Report()
    text = MANIFEST.read_text()
    manifest = yaml.safe_load(text)
    asked = manifest["finish-args"]
    report.check("it is called what the application is",
                 [] if manifest["id"] == MANIFEST.stem else [manifest["id"]])
    report.check("no permission beyond the list", [a for a in asked if a not in ALLOWED])
    report.check("no permission on the list that is not asked for", sorted(ALLOWED - set(asked)))
    report.check("every permission is explained", unexplained(text))
    report.check("every module has a source and its checksum", bad_sources(manifest["modules"]))
    report.check("the application is the last module",
                 [] if manifest["modules"][-1]["name"] == "sprint" else ["it is not"])
    report.finish()


main()
