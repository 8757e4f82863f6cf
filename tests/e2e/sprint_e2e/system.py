# SPDX-License-Identifier: GPL-3.0-or-later
"""The system's own half of a test that runs as root, on a layer that is thrown away."""

import os
import subprocess
import time

# Whose the build folder is: the ordinary user.
USER = os.stat(os.path.dirname(os.environ["SPRINT_SCREENSHOTS"])).st_uid
STATE = "/run/sprint-test"
HERE = os.path.dirname(os.path.abspath(__file__))
WITH_DISPLAY = os.path.join(HERE, "..", "..", "support", "with-display")
RULES = "/etc/polkit-1/rules.d/00-sprint-test.rules"
ACTION = "io.github.kvmsprint.Sprint"
POLICY = f"/usr/share/polkit-1/actions/{ACTION}.policy"
PREFIX = os.path.dirname(os.path.dirname(os.environ["SPRINT_PROGRAM"]))
HELPER = f"{PREFIX}/libexec/sprint-host-helper"
RULE = """
polkit.addRule(function(action, subject) {
  if ((action.id + ".").indexOf("%s.") === 0)
    return polkit.Result.%s;
});
"""


def as_person(*command, groups=False, **options):
    """A command of the ordinary user's; with @groups, as one who has just logged in."""
    return subprocess.run(["setpriv", f"--reuid={USER}", f"--regid={USER}",
                           "--init-groups" if groups else "--clear-groups", *command],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False,
                          timeout=60, **options)


def await_true(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.05)


def answers(action):
    """What polkitd says now of @action, to the person: pkcheck(1). Root may do anything."""
    return as_person("sh", "-c", f"pkcheck --action-id {action} --process $$").returncode


class System:
    """A bus and polkit, an ordinary user with a name, and a rule about what they may do."""

    def __init__(self):
        self.started = []

    def __enter__(self):
        for folder in ("/run/dbus", "/etc/polkit-1/rules.d", "/usr/share/polkit-1/actions", STATE):
            os.makedirs(folder, exist_ok=True)
        os.chown(STATE, USER, USER)
        self.name_person()
        with open(f"{PREFIX}/share/polkit-1/actions/{ACTION}.policy", "rb") as policy, open(POLICY, "wb") as installed:
            installed.write(policy.read())
        self.start("org.freedesktop.DBus", "dbus-daemon", "--system", "--nofork", "--nopidfile")
        self.start("org.freedesktop.PolicyKit1", "/usr/lib/polkit-1/polkitd", "--no-debug")
        return self

    def __exit__(self, *_):
        for process in reversed(self.started):
            process.terminate()
            process.wait()

    @staticmethod
    def name_person(name="person", real="A Person"):
        for file, entry in (("passwd", f"{name}:x:{USER}:{USER}:{real}:{STATE}/home:/bin/bash\n"),
                            ("group", f"{name}:x:{USER}:\n")):
            with open(f"/etc/{file}", "r+", encoding="utf-8") as names:
                lines = [line for line in names if line.split(":")[2] != str(USER)]
                names.seek(0)
                names.truncate()
                names.write("".join(lines) + entry)

    def start(self, name, *command):
        log = open(f"{STATE}/{name}.log", "wb")
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.started.append(process)

        def named():
            assert process.poll() is None, f"{command[0]}: {open(log.name, encoding='utf-8').read()}"
            return subprocess.run(["dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                                   "org.freedesktop.DBus.NameHasOwner", f"string:{name}"],
                                  capture_output=True, text=True, check=False).stdout.rstrip().endswith("true")

        await_true(named, f"{name} to be there")

    @staticmethod
    def decide(answer, actions=ACTION, one="inspect"):
        """@answer: YES, NO, or ASK, as without a rule: then somebody would have to ask the person. To @actions, one or
        all below that; @one of those, or None, shows when polkit has read it, which it does not say."""
        with open(RULES, "w", encoding="utf-8") as rules:
            rules.write(RULE % (actions, {"ASK": "AUTH_ADMIN"}.get(answer, answer)))
        await_true(lambda: answers(f"{actions}.{one}" if one else actions) == {"YES": 0, "NO": 1, "ASK": 2}[answer],
                   f"polkit to say {answer}")
