/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/console/view/console-view.h"

#include "agent-clipboard.h"
#include "spice-server-double.h"

#define CLIPBOARD VD_AGENT_CLIPBOARD_SELECTION_CLIPBOARD
#define PRIMARY VD_AGENT_CLIPBOARD_SELECTION_PRIMARY
#define TEXT VD_AGENT_CLIPBOARD_UTF8_TEXT
#define PNG VD_AGENT_CLIPBOARD_IMAGE_PNG
#define NONE VD_AGENT_CLIPBOARD_NONE

static const guint32 text_only[] G_GNUC_UNUSED = { TEXT };
static const guint32 text_and_png[] G_GNUC_UNUSED = { TEXT, PNG };

/* A guest with an agent, and its console. */
typedef struct {
  SpiceServerDouble *server;
  SpiceAgentDouble *agent;
  SprintConsoleSource *source;
  SprintConsoleSession *session;
  SprintConsoleView *view;
} Console;

/* @capabilities: of its agent; there is a picture, and the agent is known, once it is done. */
void        console_begin               (Console    *console,
                                         GtkBox     *box,
                                         guint32     capabilities);
/* Nothing where it was not begun. */
void        console_end                 (Console    *console);

/* Whether the last that the guest was told of is that. */
gboolean    guest_was_offered           (Console    *console,
                                         guint       selection,
                                         guint32     type);
/* The guest pastes, and gets that. */
void        assert_guest_pastes         (Console    *console,
                                         guint       selection,
                                         const char *text);
/* The same, once it was offered one. */
void        assert_guest_pastes_picture (Console    *console,
                                         GdkTexture *picture);

GdkTexture *make_texture                (int         width,
                                         int         height);
gboolean    textures_equal              (GdkTexture *one,
                                         GdkTexture *two);
