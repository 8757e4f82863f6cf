# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that examines this computer, as a person uses it."""


def open_page(app):
    app.window()
    app.newest_first = True
    app.key("ctrl+i")
    return app.find("dialog", "This Computer")


def find_row(app, title, header=False):
    """The row with this title, in which all that it says is looked for: the page is long.

    Each time anew: behind a dialog that comes and goes the page is another to assistive technology.
    """
    app.newest_first = False
    node = app.find("list item", title, seconds=60)
    app.newest_first = True
    if header:
        return node
    node = node.get_parent()
    while node.get_role_name() != "list item":
        node = node.get_parent()
    return node


def open_row(app, title, key="Tab"):
    """@key: shift+Tab finds the last ones sooner."""
    app.focus(find_row(app, title, header=True), key)
    app.key("Return")
    return find_row(app, title)
