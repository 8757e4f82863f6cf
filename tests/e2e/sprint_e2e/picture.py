# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of guests and windows, and how far they are apart."""

import io
import os

from PIL import Image, ImageChops, ImageStat


def guest_picture(home, name):
    """The guest's screen as libvirt sees it."""
    path = os.path.join(home.path, "guest-picture")
    home.virsh("screenshot", name, path)
    with open(path, "rb") as file:
        picture = Image.open(io.BytesIO(file.read())).convert("RGB")
    os.remove(path)
    return picture


def difference(one, other):
    """The mean difference of two pictures' channels, 0 to 255; the larger is scaled down."""
    if one.size != other.size:
        if one.size[0] * one.size[1] > other.size[0] * other.size[1]:
            one = one.resize(other.size, Image.Resampling.BILINEAR)
        else:
            other = other.resize(one.size, Image.Resampling.BILINEAR)
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def same(one, other):
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None
