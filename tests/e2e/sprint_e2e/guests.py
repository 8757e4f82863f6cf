# SPDX-License-Identifier: GPL-3.0-or-later
"""Small guests made beforehand, as another program would make them."""

import os

DOMAIN = """<domain type='qemu'>
  <name>{name}</name>
  <title>{title}</title>
  <memory unit='MiB'>64</memory>
  <vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <features><acpi/></features>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{disk}'/>
      <target dev='hda' bus='ide'/></disk>
    <serial type='file'><source path='{serial}'/></serial>
    <graphics type='spice'><listen type='none'/></graphics>
    <video><model type='vga'/></video>
    <memballoon model='none'/>
  </devices>
</domain>
"""


SERIAL = """<domain type='qemu'>
  <name>{name}</name>
  <title>{title}</title>
  <memory unit='MiB'>64</memory>
  <vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <features><acpi/></features>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{disk}'/>
      <target dev='hda' bus='ide'/></disk>
    <serial type='pty'/>
    <console type='pty'><target type='serial'/></console>
    {screen}
    <memballoon model='none'/>
  </devices>
</domain>
"""
SCREEN = "<graphics type='spice'><listen type='none'/></graphics><video><model type='vga'/></video>"


class Guests:
    """Defines guests that echo what is typed into them: tests/support/echo-guest.S."""

    def __init__(self, home):
        self.home = home

    def define(self, sector, domain, name, title, **more):
        folder = os.path.join(self.home.path, "guests")
        os.makedirs(folder, exist_ok=True)
        disk = os.path.join(folder, f"{name}.img")
        with open(os.environ[sector], "rb") as program, open(disk, "wb") as image:
            image.write(program.read())
            image.truncate(1 << 20)
        description = os.path.join(folder, f"{name}.xml")
        with open(description, "w", encoding="utf-8") as file:
            file.write(domain.format(name=name, title=title or name, disk=disk, **more))
        self.home.virsh("define", description)

    def define_echo(self, name, title=None):
        self.define("SPRINT_ECHO_GUEST", DOMAIN, name, title, serial=self.serial(name))

    def define_serial(self, name, title=None, screen=False):
        """One that sends back what its serial port receives: tests/support/serial-guest.S."""
        self.define("SPRINT_SERIAL_GUEST", SERIAL, name, title, screen=SCREEN if screen else "")

    def serial(self, name):
        return os.path.join(self.home.path, "guests", f"{name}.serial")

    def typed(self, name):
        """What the guest has printed so far on its serial port."""
        try:
            with open(self.serial(name), encoding="ascii", errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return ""
