# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives Sprint as a person does: AT-SPI to see, keyboard and pointer to act."""

from .application import Application
from .guests import Guests
from .home import Home
from .picture import difference, guest_picture, same
from .tap import Tap
from .waiting import Deadline, wait_until

__all__ = ["Application", "Deadline", "Guests", "Home", "Tap", "difference", "guest_picture",
           "same", "wait_until"]
