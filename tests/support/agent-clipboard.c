/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent-clipboard.h"

static GByteArray *
begin (SpiceAgentDouble *agent,
       guint             selection)
{
  GByteArray *message = g_byte_array_new ();
  const guint8 prefix[4] = { selection };

  if (spice_agent_double_has_agreed (agent, VD_AGENT_CAP_CLIPBOARD_SELECTION))
    g_byte_array_append (message, prefix, sizeof prefix);

  return message;
}

static void
append_word (GByteArray *message,
             guint32     word)
{
  g_byte_array_append (message, (const guint8 *) &word, sizeof word);
}

void
agent_clipboard_grab (SpiceAgentDouble *agent,
                      guint             selection,
                      gsize             n_types,
                      const guint32    *types)
{
  g_autoptr (GByteArray) message = begin (agent, selection);

  if (spice_agent_double_has_agreed (agent, VD_AGENT_CAP_CLIPBOARD_GRAB_SERIAL))
    append_word (message, spice_agent_double_number_grab (agent, selection));
  for (gsize i = 0; i < n_types; i++)
    append_word (message, types[i]);
  spice_agent_double_send (agent, VD_AGENT_CLIPBOARD_GRAB, message->data, message->len);
}

void
agent_clipboard_release (SpiceAgentDouble *agent,
                         guint             selection)
{
  g_autoptr (GByteArray) message = begin (agent, selection);

  spice_agent_double_send (agent, VD_AGENT_CLIPBOARD_RELEASE, message->data, message->len);
}

void
agent_clipboard_request (SpiceAgentDouble *agent,
                         guint             selection,
                         guint32           type)
{
  g_autoptr (GByteArray) message = begin (agent, selection);

  append_word (message, type);
  spice_agent_double_send (agent, VD_AGENT_CLIPBOARD_REQUEST, message->data, message->len);
}

void
agent_clipboard_answer (SpiceAgentDouble *agent,
                        guint             selection,
                        guint32           type,
                        gconstpointer     data,
                        gsize             size)
{
  g_autoptr (GByteArray) message = begin (agent, selection);

  append_word (message, type);
  if (size > 0)
    g_byte_array_append (message, data, size);
  spice_agent_double_send (agent, VD_AGENT_CLIPBOARD, message->data, message->len);
}

/* What the last message of that kind says of @selection, behind what it says of the selection itself. */
static GBytes *
find (SpiceAgentDouble *agent,
      guint32           kind,
      guint             selection)
{
  GBytes *message = spice_agent_double_find (agent, kind);
  gsize size;
  const guint8 *data = message != NULL ? g_bytes_get_data (message, &size) : NULL;
  gsize skip = 0;

  if (message == NULL)
    return NULL;
  if (spice_agent_double_has_agreed (agent, VD_AGENT_CAP_CLIPBOARD_SELECTION)) {
    g_assert_cmpuint (size, >=, 4);
    if (data[0] != selection)
      return NULL;
    skip += 4;
  }
  if (kind == VD_AGENT_CLIPBOARD_GRAB &&
      spice_agent_double_has_agreed (agent, VD_AGENT_CAP_CLIPBOARD_GRAB_SERIAL))
    skip += 4;
  g_assert_cmpuint (size, >=, skip);

  return g_bytes_new_from_bytes (message, skip, size - skip);
}

static gboolean
is (GBytes        *message,
    gconstpointer  data,
    gsize          size)
{
  g_autoptr (GBytes) expected = g_bytes_new_static (data, size);

  return message != NULL && g_bytes_equal (message, expected);
}

gboolean
agent_clipboard_was_grabbed (SpiceAgentDouble *agent,
                             guint             selection,
                             gsize             n_types,
                             const guint32    *types)
{
  g_autoptr (GBytes) grab = find (agent, VD_AGENT_CLIPBOARD_GRAB, selection);

  return is (grab, types, n_types * sizeof *types);
}

gboolean
agent_clipboard_was_requested (SpiceAgentDouble *agent,
                               guint             selection,
                               guint32           type)
{
  g_autoptr (GBytes) request = find (agent, VD_AGENT_CLIPBOARD_REQUEST, selection);

  return is (request, &type, sizeof type);
}

GBytes *
agent_clipboard_get_given (SpiceAgentDouble *agent,
                           guint             selection,
                           guint32          *type)
{
  g_autoptr (GBytes) given = find (agent, VD_AGENT_CLIPBOARD, selection);
  gsize size = given != NULL ? g_bytes_get_size (given) : 0;

  if (given == NULL)
    return NULL;
  g_assert_cmpuint (size, >=, sizeof *type);
  *type = *(const guint32 *) g_bytes_get_data (given, NULL);

  return g_bytes_new_from_bytes (given, sizeof *type, size - sizeof *type);
}

gboolean
agent_clipboard_was_given (SpiceAgentDouble *agent,
                           guint             selection,
                           guint32           type,
                           gconstpointer     data,
                           gsize             size)
{
  guint32 given_type = 0;
  g_autoptr (GBytes) given = agent_clipboard_get_given (agent, selection, &given_type);

  return given_type == type && is (given, data, size);
}
