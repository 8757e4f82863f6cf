# SPDX-License-Identifier: GPL-3.0-or-later
"""A real guest: Debian with an X session and the SPICE agent, as tests/support/guest-image makes it."""

import base64
import json
import os
import re
import subprocess

from .waiting import wait_until

FOLDER = os.environ.get("SPRINT_GUESTS", "")
USER = "desktop"

DOMAIN = """<domain type='qemu'>
  <name>{name}</name>
  <title>{title}</title>
  <memory unit='MiB'>1024</memory>
  <vcpu>2</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
    <kernel>{folder}/desktop.vmlinuz</kernel>
    <initrd>{folder}/desktop.initrd</initrd>
    <cmdline>root=/dev/vda rw console=ttyS0 quiet fsck.mode=skip</cmdline>
  </os>
  <features><acpi/><apic/></features>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='unsafe'/><source file='{disk}'/>
      <target dev='vda' bus='virtio'/></disk>
    <controller type='usb' model='qemu-xhci'/>
    <input type='tablet' bus='usb'/>
    <serial type='file'><source path='{serial}'/></serial>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    <channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>
    <channel type='spiceport'><source channel='org.spice-space.webdav.0'/>
      <target type='virtio' name='org.spice-space.webdav.0'/></channel>
    <graphics type='spice'><listen type='none'/></graphics>
    <video><model type='{video}'/></video>
    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
    <memballoon model='none'/>
  </devices>
</domain>
"""


class DesktopGuest:
    """One of them, whose disk is an overlay. Its user is asked to do things through QEMU's guest agent."""

    def __init__(self, home, name, title, video="virtio"):
        self.home = home
        self.name = name
        folder = os.path.join(home.path, "guests")
        os.makedirs(folder, exist_ok=True)
        disk = os.path.join(folder, f"{name}.qcow2")
        self.serial = os.path.join(folder, f"{name}.serial")
        subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", f"{FOLDER}/desktop.qcow2",
                        disk], check=True)
        description = os.path.join(folder, f"{name}.xml")
        with open(description, "w", encoding="utf-8") as file:
            file.write(DOMAIN.format(name=name, title=title, folder=FOLDER, disk=disk, serial=self.serial,
                                     video=video))
        home.virsh("define", description)

    @staticmethod
    def possible():
        return os.path.exists(os.path.join(FOLDER, "desktop.made"))

    def printed(self):
        """What the guest has printed on its serial port."""
        try:
            with open(self.serial, encoding="utf-8", errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def ask(self, command, arguments=None):
        """What a command of QEMU's guest agent returns, or None where it does not answer."""
        order = json.dumps({"execute": command, "arguments": arguments or {}})
        answer = self.home.virsh("qemu-agent-command", "--timeout", "10", self.name, order, check=False)
        return json.loads(answer)["return"] if answer else None

    def try_run(self, command, data=None, seconds=120, user=USER):
        """The exit status of a shell command in the user's X session, and what it has printed."""
        arguments = {"path": "/sbin/runuser", "capture-output": True,
                     "arg": ["-u", user, "--", "env", f"HOME=/home/{USER}", f"XAUTHORITY=/home/{USER}/.Xauthority",
                             "DISPLAY=:0", "sh", "-c", command]}
        if data is not None:
            arguments["input-data"] = base64.b64encode(data).decode()
        pid = wait_until(lambda: self.ask("guest-exec", arguments), "the guest's agent to answer", seconds)["pid"]

        def ended():
            status = self.ask("guest-exec-status", {"pid": pid})
            return status if status and status["exited"] else None

        status = wait_until(ended, f"the guest to have done {command!r}", seconds)
        return status.get("exitcode"), base64.b64decode(status.get("out-data", ""))

    def run(self, command, data=None, seconds=120, user=USER):
        """What a shell command prints that has to succeed."""
        code, output = self.try_run(command, data, seconds, user)
        assert code == 0, f"{command!r} in the guest ended with {code}: {output[-300:]}"
        return output

    def await_session(self, seconds=300):
        """Until the user's session has come so far that the SPICE agent runs in it."""
        wait_until(lambda: self.ask("guest-ping") is not None, "QEMU's agent in the guest", seconds, 1000)
        self.run("until pgrep -x spice-vdagent && xrandr; do sleep 1; done", seconds=seconds)

    def size(self):
        """Width and height of the guest's screen, as its own X server has them."""
        found = re.search(r"current (\d+) x (\d+)", self.run("xrandr").decode())
        return int(found[1]), int(found[2])

    def copy(self, kind, data):
        """Has the user copy that; xclip stays to hand it out."""
        self.run(f"xclip -selection clipboard -t {kind} -i >/dev/null 2>&1", data)

    def paste(self, kind):
        """What the user can paste of that type, or None."""
        code, output = self.try_run(f"timeout 20 xclip -selection clipboard -t {kind} -o")
        return output if code == 0 else None
