/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session-fixture.h"

#include <string.h>

#include "agent-clipboard.h"
#include "offer-double.h"

G_BEGIN_DECLS

#define CLIPBOARD SPRINT_SELECTION_CLIPBOARD
#define PRIMARY SPRINT_SELECTION_PRIMARY
#define TEXT VD_AGENT_CLIPBOARD_UTF8_TEXT
#define PNG VD_AGENT_CLIPBOARD_IMAGE_PNG
#define NONE VD_AGENT_CLIPBOARD_NONE

static const guint32 text_only[] G_GNUC_UNUSED = { TEXT };
static const guint32 text_and_png[] G_GNUC_UNUSED = { TEXT, PNG };

/* A session with a picture, whose guest has an agent that can do that. */
static inline SpiceAgentDouble *
begin (Fixture *fixture,
       guint32  capabilities)
{
  SpiceAgentDouble *agent = spice_server_double_get_agent (fixture->server);

  spice_agent_double_connect (agent, capabilities);
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));

  return agent;
}

static inline SprintConsoleClipboard *
get_clipboard (Fixture *fixture)
{
  return sprint_console_session_get_clipboard (fixture->session);
}

static inline SprintClipboardOffer *
offer_on_host (Fixture                *fixture,
               SprintSelection         selection,
               SprintClipboardFormats  formats,
               const char             *text)
{
  g_autoptr (SprintClipboardOffer) offer = offer_double_new (formats, 10000, text, -1);

  sprint_console_clipboard_set_host_offer (get_clipboard (fixture), selection, offer);

  return sprint_console_clipboard_get_host_offer (get_clipboard (fixture), selection);
}

/* What the guest has copied, once it is known. */
static inline SprintClipboardOffer *
grab_in_guest (Fixture       *fixture,
               guint          selection,
               gsize          n_types,
               const guint32 *types)
{
  g_autoptr (SprintClipboardOffer) before = NULL;

  g_set_object (&before, sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), selection));
  agent_clipboard_grab (spice_server_double_get_agent (fixture->server), selection, n_types, types);
  await (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), selection) != before);

  return sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), selection);
}

static inline void
assert_text (SprintClipboardOffer *offer,
             GAsyncResult         *result,
             const char           *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = sprint_clipboard_offer_read_finish (offer, result, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (data, NULL), g_bytes_get_size (data), expected, strlen (expected));
}

static inline void
assert_refused (SprintClipboardOffer *offer,
                GAsyncResult         *result,
                int                   code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sprint_clipboard_offer_read_finish (offer, result, &error));
  g_assert_error (error, G_IO_ERROR, code);
}

G_END_DECLS
