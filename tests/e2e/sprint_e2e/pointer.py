# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pointer looks like on X11, by XFixes."""

import ctypes


class CursorImage(ctypes.Structure):
    _fields_ = [("x", ctypes.c_short), ("y", ctypes.c_short), ("width", ctypes.c_ushort), ("height", ctypes.c_ushort),
                ("left", ctypes.c_ushort), ("top", ctypes.c_ushort), ("serial", ctypes.c_ulong),
                ("pixels", ctypes.POINTER(ctypes.c_ulong)), ("atom", ctypes.c_ulong), ("name", ctypes.c_char_p)]


class Pointer:
    def __init__(self, display):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.fixes = ctypes.CDLL("libXfixes.so.3")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.fixes.XFixesGetCursorImage.restype = ctypes.POINTER(CursorImage)
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        assert self.display.value, f"no display {display}"

    def shape(self):
        """Its hotspot, size and pixels, to be compared."""
        image = self.fixes.XFixesGetCursorImage(self.display)
        shape = image.contents
        pixels = tuple(shape.pixels[index] & 0xffffffff for index in range(shape.width * shape.height))
        found = (shape.left, shape.top, shape.width, shape.height, pixels)
        self.x11.XFree(image)
        return found

    def close(self):
        self.x11.XCloseDisplay(self.display)
