# SPDX-License-Identifier: GPL-3.0-or-later
"""clipboard_program.py: copies and pastes on the display, as it is told line by line."""

import base64
import json
import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def answer(value):
    print(json.dumps(value), flush=True)


def copy(clipboard, kind, data):
    clipboard.set_content(Gdk.ContentProvider.new_for_bytes(kind, GLib.Bytes.new(data)))
    answer(True)


def paste(clipboard, kind):
    sink = Gio.MemoryOutputStream.new_resizable()

    def spliced(_, result):
        try:
            sink.splice_finish(result)
            answer(base64.b64encode(sink.steal_as_bytes().get_data() or b"").decode())
        except GLib.Error:
            answer(None)

    def read(_, result):
        try:
            stream, _kind = clipboard.read_finish(result)
        except GLib.Error:
            answer(None)
            return
        flags = Gio.OutputStreamSpliceFlags.CLOSE_SOURCE | Gio.OutputStreamSpliceFlags.CLOSE_TARGET
        sink.splice_async(stream, flags, GLib.PRIORITY_DEFAULT, None, spliced)

    clipboard.read_async([kind], GLib.PRIORITY_DEFAULT, None, read)


def main():
    Gtk.init()
    loop = GLib.MainLoop()
    clipboard = Gdk.Display.get_default().get_clipboard()

    def told(*_):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return GLib.SOURCE_REMOVE
        order = json.loads(line)
        if order["do"] == "copy":
            copy(clipboard, order["kind"], base64.b64decode(order["data"]))
        else:
            paste(clipboard, order["kind"])
        return GLib.SOURCE_CONTINUE

    GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, told)
    loop.run()


if __name__ == "__main__":
    main()
