# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom, which room may use which library, and calls that nobody may make."""

import re

import lint

# The core's rooms and those that each may see besides itself. platform is the ground under all of them; problem knows
# every room's errors, so that only who stands above the rooms may ask it.
GROUND = {"platform"}
CORE = {
    "platform": set(),
    "host": set(),
    "catalogue": set(),
    "machine": set(),
    "console": set(),
    "definition": {"catalogue"},
    "sprint": {"host", "catalogue", "definition", "machine", "console", "problem"},
    # The one table of every room's errors.
    "problem": {"host", "catalogue", "definition", "machine", "console"},
}
# A page knows its own core room, and values of those that it shows; the window composes the pages.
UI = {
    "host": {"host"},
    "catalogue": {"catalogue"},
    "console": {"console"},
}
# ui rooms that no other ui room but these may include.
UI_ABOVE = {
    "window": {"application"},
    "application": set(),
}
# ui rooms that include no other ui room but these: another program could take them along.
UI_ALONE = {
    "console": {"problem"},
}
LIBRARIES = {
    r"(gtk|gdk|gsk|adwaita)(/|\.h)": "ui",
    r"libvirt/": "core/machine",
    r"libvirt-gobject/": "core/machine",
    r"spice-client|spice/|channel-|spice-": "core/console",
    r"gst/": "core/console",
    r"packagekit": "core/host",
}
CALLS = {
    "system": "starts a shell",
    "popen": "starts a shell",
    "g_spawn_command_line_sync": "takes a command line",
    "g_spawn_command_line_async": "takes a command line",
    "mktemp": "is a predictable path",
    "tmpnam": "is a predictable path",
    "strcpy": "knows no bounds",
    "sprintf": "knows no bounds",
    "g_task_run_in_thread": "lets a thread finalize the source: sprint_thread_task_run()",
}
# Who makes of one of them what all may use.
MAKERS = {"src/core/platform/thread-task.c": "g_task_run_in_thread"}


def includes(path):
    """What a file includes: the path below src of what is Sprint's own, and whether it is that."""
    for included in re.findall(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]',
                               lint.without_comments(path.read_text()), flags=re.M):
        for folder in (path.parent, lint.TOP / "src"):
            found = (folder / included).resolve()
            if found.exists() and found.is_relative_to(lint.TOP / "src"):
                yield str(found.relative_to(lint.TOP / "src")), True
                break
        else:
            yield included, False


def room(path):
    parts = path.relative_to(lint.TOP / "src").parts
    return parts[0], parts[1] if len(parts) > 2 else ""


def wrong_room(path):
    part, own = room(path)
    for included, own_file in includes(path):
        target = included.split("/")
        if not own_file or len(target) < 2:
            continue
        if part == "core":
            if target[0] in ("ui", "cli"):
                yield f"{lint.name(path)}: core may not include {included}"
            elif target[0] == "core" and len(target) > 2 and target[1] not in CORE[own] | {own} | GROUND:
                yield f"{lint.name(path)}: {own} may not include {included}"
        elif part == "cli" and target[0] == "ui":
            yield f"{lint.name(path)}: the command line may not include {included}"
        elif part == "ui":
            if target[0] == "cli":
                yield f"{lint.name(path)}: ui may not include {included}"
            elif target[0] == "core" and own in UI and target[1] not in UI[own] | GROUND | {"problem"}:
                yield f"{lint.name(path)}: {own} may not include {included}"
            elif target[0] == "ui" and target[1] != own and \
                    (own not in UI_ABOVE.get(target[1], {own}) or target[1] not in UI_ALONE.get(own, {target[1]})):
                yield f"{lint.name(path)}: {own} may not include {included}"


def wrong_library(path):
    place = "/".join(room(path))
    for included, own_file in includes(path):
        if own_file:
            continue
        for pattern, only in LIBRARIES.items():
            if re.match(pattern, included) and not place.startswith(only):
                if only == "ui" or (lint.TOP / "src" / only).is_dir():
                    yield f"{lint.name(path)}: <{included}> belongs to {only} alone"


def forbidden_calls(path):
    text = lint.without_strings(lint.without_comments(path.read_text()))
    for call, why in CALLS.items():
        if MAKERS.get(lint.name(path)) == call:
            continue
        for match in re.finditer(rf"(?<![\w>.]){call}\s*\(", text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{lint.name(path)}:{line}: {call}() {why}"


def main():
    report = lint.Report()
    paths = lint.sources("*.c", "*.h")
    report.check("the rooms include only what is below them",
                 [p for path in paths for p in wrong_room(path)])
    report.check("each library is used in its room alone",
                 [p for path in paths for p in wrong_library(path)])
    report.check("no forbidden call", [p for path in paths for p in forbidden_calls(path)])
    report.finish()


main()
