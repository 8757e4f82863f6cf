# SPDX-License-Identifier: GPL-3.0-or-later
"""The running application, through AT-SPI, its window, keyboard and pointer."""

import os
import re
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402
from PIL import Image  # noqa: E402

from .waiting import wait_until  # noqa: E402

# What accessibility roles are called differs between versions of AT-SPI.
ROLES = {
    "button": ("button", "push button"),
    "image": ("image", "icon"),
    "text": ("text", "entry", "editbar"),
    "menu item": ("menu item", "check menu item", "radio menu item"),
}
ID = "io.github.kvmsprint.Sprint"
EVENTS = ("object:children-changed", "object:state-changed", "object:property-change", "window:")


class Application:
    """Starts a program on the test's display and looks at it as a screen reader does."""

    # What was added last, as dialogs and toasts are, is found first: on a long page all else takes seconds.
    newest_first = False

    def __init__(self, home, command=None, extra=None):
        self.home = home
        self.log_path = tempfile.mktemp(prefix="application-", suffix=".log", dir=home.path)
        environment = {**home.environment, "GTK_A11Y": "atspi", "GSK_RENDERER": "cairo",
                       "GDK_DEBUG": "no-portals", "GIO_USE_VFS": "local",
                       "G_DEBUG": "fatal-criticals", **(extra or {})}
        self.environment = environment
        self.is_sprint = command is None
        self.ended = False
        self.started = time.monotonic()
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(command or [os.environ["SPRINT_PROGRAM"]], env=environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        Atspi.init()
        self.listener = Atspi.EventListener.new(lambda event: None)
        for event in EVENTS:
            self.listener.register(event)
        self.root = None

    # Life

    def __enter__(self):
        return self

    def __exit__(self, failure, *_):
        for event in EVENTS:
            self.listener.deregister(event)
        try:
            if failure is None and self.is_sprint and not self.ended:
                self.quit()
        finally:
            if self.process.poll() is None:
                self.process.terminate()
                try:
                    self.process.wait(10)
                except subprocess.TimeoutExpired:
                    self.process.kill()
                    self.process.wait()

    def quit(self):
        """Quits as the menu does, so that a sanitizer's findings are in the exit status."""
        self.alive()
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        # A dialog that is open is all that closes at first: then once more.
        for seconds in (10, 10, 120):
            try:
                bus.call_sync(ID, "/" + ID.replace(".", "/"), "org.gtk.Actions", "Activate",
                              GLib.Variant("(sava{sv})", ("quit", [], {})), None,
                              Gio.DBusCallFlags.NO_AUTO_START, 10000, None)
            except GLib.Error:
                pass  # it has left the bus, and is ending
            try:
                status = self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        else:
            raise AssertionError(f"the application does not quit:\n{self.log}")
        if status != 0:
            raise AssertionError(f"the application quit with {status}:\n{self.log}")

    def end(self, number, seconds):
        """Has a signal end it, which it does by itself and in order."""
        self.alive()
        self.ended = True
        self.process.send_signal(number)
        status = self.process.wait(seconds)
        assert status == 0, f"the application ended with {status}:\n{self.log}"

    @property
    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def quiet(self):
        """GLib's warnings and worse; a sanitizer warns of things of its own."""
        assert not re.search(r"(CRITICAL|WARNING) \*\*", self.log), self.log

    def alive(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the application ended with {self.process.returncode}:\n{self.log}")

    # Seeing

    def top(self):
        """The application's root in the accessibility tree."""
        self.alive()
        if self.root is None:
            desktop = Atspi.get_desktop(0)
            for index in range(desktop.get_child_count()):
                child = desktop.get_child_at_index(index)
                if child is not None and child.get_process_id() == self.process.pid:
                    self.root = child
        return self.root

    def walk(self, start=None, showing=True):
        start = start or self.top()
        if start is None:
            return
        stack = [start]
        while stack:
            node = stack.pop()
            try:
                if node is not start and showing and not node.get_state_set().contains(Atspi.StateType.SHOWING) \
                        and node.get_role_name() != "application":
                    continue
                yield node
                count = node.get_child_count()
                children = [node.get_child_at_index(index) for index in range(min(count, 500))]
            except GLib.Error:
                continue
            if not self.newest_first:
                children.reverse()
            stack.extend(child for child in children if child is not None)

    def look(self, role=None, name=None, contains=None, within=None, showing=True):
        """The first that is shown with that role and name now, or None."""
        for node in self.walk(within, showing):
            try:
                if role is not None and node.get_role_name() not in ROLES.get(role, (role,)):
                    continue
                text = node.get_name() or ""
            except GLib.Error:
                continue
            if name is not None and text != name:
                continue
            if contains is not None and contains not in text:
                continue
            return node
        return None

    def find(self, role=None, name=None, contains=None, within=None, seconds=20.0):
        what = f"{role or 'anything'} {name or contains or ''!r}"
        return wait_until(lambda: self.look(role, name, contains, within), f"to see {what}", seconds)

    def gone(self, role=None, name=None, contains=None, seconds=20.0):
        wait_until(lambda: self.look(role, name, contains) is None, f"{name or contains} to go", seconds)

    def sensitive(self, node):
        states = node.get_state_set()
        return states.contains(Atspi.StateType.SENSITIVE) or states.contains(Atspi.StateType.ENABLED)

    def text(self, node):
        return (node.get_name() or "") + (node.get_description() or "")

    def dump(self, showing=True):
        lines = []

        def visit(node, depth):
            try:
                if showing and depth > 1 and not node.get_state_set().contains(Atspi.StateType.SHOWING):
                    return
                lines.append(f"{'  ' * depth}{node.get_role_name()} {node.get_name()!r}")
                for index in range(min(node.get_child_count(), 60)):
                    child = node.get_child_at_index(index)
                    if child is not None:
                        visit(child, depth + 1)
            except GLib.Error:
                pass

        if self.top() is not None:
            visit(self.top(), 0)
        return "\n".join(lines)

    # The window on X11

    def xdotool(self, *arguments, check=True):
        return subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, check=check,
                              capture_output=True, text=True, timeout=30).stdout.strip()

    def windows(self):
        found = self.xdotool("search", "--onlyvisible", "--pid", self.process.pid, check=False).split()
        return [int(window) for window in found]

    def window(self, seconds=30.0):
        """The X11 ID of the application's newest shown window."""

        def shown():
            self.alive()
            return self.windows()

        return wait_until(shown, "a window to be shown", seconds)[-1]

    def geometry(self, window=None):
        """Left, top, width and height of a window on the screen."""
        lines = self.xdotool("getwindowgeometry", "--shell", window or self.window()).splitlines()
        values = dict(line.split("=") for line in lines)
        return tuple(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))

    def resize(self, width, height):
        window = self.window()
        self.xdotool("windowsize", window, width, height)
        wait_until(lambda: self.geometry(window)[2] == width, f"the window to be {width} wide", 10)
        self.settle()

    def area(self, node):
        """Left, top, width and height of a widget on the screen.

        GTK adds up its ancestors' places without their padding: that of the frame which GTK
        draws where nothing composites is put right here; headers and dialogs stay off by theirs.
        """
        rectangle = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        frame = self.look("frame").get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        left, top, _, _ = self.geometry()
        return left + rectangle.x - 2 * frame.x, top + rectangle.y - 2 * frame.y, rectangle.width, rectangle.height

    def grab(self):
        """The window as it is on the screen now."""
        path = os.path.join(self.home.path, "grab.png")
        left, top, width, height = self.geometry()
        subprocess.run(["import", "-silent", "-window", "root", "-crop", f"{width}x{height}+{left}+{top}",
                        "+repage", path], env=self.environment, check=True, timeout=30)
        with Image.open(path) as picture:
            return picture.convert("RGB")

    def settle(self, seconds=5.0):
        """Waits until two pictures in a row are alike, so that animations have ended."""
        previous = []

        def still():
            picture = self.grab().tobytes()
            alike = previous and previous[-1] == picture
            previous.append(picture)
            return alike

        try:
            wait_until(still, "the picture to be still", seconds, 150)
        except AssertionError:
            pass  # a spinner or a guest may go on for ever

    def screenshot(self, path):
        self.settle()
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self.grab().save(path, optimize=True)

    # Acting

    def ready(self, role=None, name=None, contains=None, seconds=20.0, within=None):
        """What can be pressed, once it can."""

        def sensitive():
            node = self.look(role, name, contains, within)
            return node if node is not None and self.sensitive(node) else None

        return wait_until(sensitive, f"{role or ''} {name or contains!r} to press", seconds)

    def press(self, role=None, name=None, contains=None, seconds=20.0, within=None):
        """Presses a button by its accessible action, as assistive technology does."""
        node = self.ready(role, name, contains, seconds, within)
        action = node.get_action_iface()
        if action is None or action.get_n_actions() == 0 or not action.do_action(0):
            raise AssertionError(f"{node.get_role_name()} {node.get_name()!r} has no action")
        return node

    def click(self, role=None, name=None, contains=None, seconds=20.0, within=None, clicks=1):
        """Clicks a widget with the pointer, once it rests."""
        node = self.ready(role, name, contains, seconds, within)
        place = []

        def resting():
            place.append(self.area(node))
            return len(place) > 1 and place[-1] == place[-2] and place[-1][2] > 1

        wait_until(resting, "a widget to rest", 5, 60)
        left, top, width, height = place[-1]
        for _ in range(clicks):
            self.click_at(left + width // 2, top + height // 2)
        return node

    def focus(self, node, key="Tab"):
        """Moves the keyboard's focus to a widget, @key by key: GTK does not do it for AT-SPI."""
        states = Atspi.StateType

        def focused():
            return node.get_state_set().contains(states.FOCUSED)

        for _ in range(40):
            if focused():
                return
            self.key(key)
            try:
                wait_until(focused, "the focus to move", 0.4, 50)
            except AssertionError:
                pass
        raise AssertionError(f"no key leads to {node.get_role_name()} {node.get_name()!r}")

    def select(self, role=None, name=None, contains=None, seconds=20.0):
        """Selects an item of a list by keyboard: focus, then Return."""
        node = self.find(role, name, contains, seconds=seconds)
        self.focus(node)
        self.key("Return")
        return node

    def choose(self, title):
        """Selects a machine in the list by keyboard."""
        label = self.find(contains=title)
        node = label
        while node is not None and node.get_role_name() not in ("list item", "row", "table row"):
            node = node.get_parent()
        self.focus(node or label)
        self.key("Return")

    def menu(self, letter, button="Machine Menu"):
        """Opens a menu and takes the item with that underlined letter: GTK 4.18 tells AT-SPI no names of items."""
        self.press("toggle button", button)
        self.find("menu item")
        self.key(letter)

    def submenu(self, letter, item, button="Machine Menu"):
        """Takes an item of a menu's submenu, each by its underlined letter."""
        self.menu(letter, button)
        # An item's letter is another one's in the menu itself.
        wait_until(lambda: 0 < sum(node.get_role_name().endswith("menu item") for node in self.walk()) < 6,
                   "the submenu alone", 20)
        self.settle(2)
        self.key(item)

    def asking(self, response):
        """The dialog that takes this answer: a toast is an alert as well, but has no such button."""

        def asks():
            for node in self.walk():
                if node.get_role_name() in ("dialog", "alert", "alert dialog") and \
                        self.look("button", response, within=node):
                    return node
            return None

        return wait_until(asks, f"a dialog with {response!r}", 10)

    def answer(self, response):
        """Answers the dialog that asks."""
        self.press("button", response, within=self.asking(response))

    def point_at(self, x, y):
        self.xdotool("mousemove", "--sync", x, y, check=False)

    def click_at(self, x, y, button=1):
        self.point_at(x, y)
        self.xdotool("click", button)

    def key(self, *keys):
        self.xdotool("key", "--delay", 60, *keys)

    def type(self, text):
        self.xdotool("type", "--delay", 80, text)

    def fill(self, node, text):
        """Replaces what a text field holds."""
        self.focus(node)
        self.key("ctrl+a")
        self.type(text)
