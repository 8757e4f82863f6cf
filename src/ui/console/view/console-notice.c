/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-notice.h"

#include <glib/gi18n.h>

#include "core/problem/problem.h"

static SprintConsoleNotice *
create (const char *icon_name,
        const char *title,
        const char *text)
{
  SprintConsoleNotice *self = g_new0 (SprintConsoleNotice, 1);

  self->icon_name = icon_name;
  self->title = title;
  self->text = g_strdup (text != NULL ? text : "");

  return self;
}

static SprintConsoleNotice *
create_spinning (const char *title,
                 const char *text)
{
  SprintConsoleNotice *self = create (NULL, title, text);

  self->spinning = TRUE;

  return self;
}

static SprintConsoleNotice *
create_with_action (const char *icon_name,
                    const char *title,
                    const char *text,
                    const char *action,
                    const char *label)
{
  SprintConsoleNotice *self = create (icon_name, title, text);

  self->action = action;
  self->label = label;

  return self;
}

static SprintConsoleNotice *
create_for_end (const char *title,
                const char *details)
{
  gboolean any = details != NULL && details[0] != '\0';
  SprintConsoleNotice *self =
    create_with_action ("dialog-warning-symbolic", title,
                        any ? _("What it said last is under “Details”.") : NULL,
                        "console.start", _("_Start"));

  self->details = any ? g_strdup (details) : NULL;

  return self;
}

static SprintConsoleNotice *
create_for_kept (const char *details)
{
  SprintConsoleNotice *self = create_for_end (_("Ended Unexpectedly"), details);

  g_set_str (&self->text, _("Its memory is kept for examination until it is forced off."));
  self->action = "console.force-off";
  self->label = _("_Force Off");

  return self;
}

SprintConsoleNotice *
sprint_console_notice_new_for_guest (SprintConsoleGuest  guest,
                                     const char         *details)
{
  switch (guest) {
  case SPRINT_CONSOLE_GUEST_STARTING:
    return create_spinning (_("Starting…"),
                            _("The machine’s screen appears here as soon as it has one."));

  case SPRINT_CONSOLE_GUEST_BUSY:
    return create_spinning (_("One Moment…"), NULL);

  case SPRINT_CONSOLE_GUEST_SAVED:
    return create_with_action ("document-save-symbolic", _("Saved"),
                               _("The machine’s memory is kept. Start resumes it where it was."),
                               "console.start", _("_Start"));

  case SPRINT_CONSOLE_GUEST_CRASHED:
    return create_for_end (_("Ended Unexpectedly"), details);

  case SPRINT_CONSOLE_GUEST_KEPT:
    return create_for_kept (details);

  case SPRINT_CONSOLE_GUEST_FAILED:
    return create_for_end (_("Could Not Be Started"), details);

  case SPRINT_CONSOLE_GUEST_OFF:
  default:
    return create_with_action ("system-shutdown-symbolic", _("Off"),
                               _("The machine is not running."), "console.start", _("_Start"));
  }
}

static SprintConsoleNotice *
create_for_error (const GError *error,
                  gboolean      retrying)
{
  g_autoptr (SprintProblem) problem = sprint_problem_new (error);
  gboolean taken = g_error_matches (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_TAKEN);
  g_autofree char *text = NULL;
  SprintConsoleNotice *self;

  text = problem->remedy != NULL ? g_strdup_printf ("%s %s", problem->sentence, problem->remedy)
                                 : g_strdup (problem->sentence);
  self = create_with_action (retrying ? "network-offline-symbolic" : "video-display-symbolic",
                             problem->title, text, "console.retry",
                             taken ? _("_Connect Here") : _("_Try Again"));

  /* The raw words of another viewer's doing say nothing more. */
  if (!taken && problem->details[0] != '\0' && g_strcmp0 (problem->details, problem->sentence) != 0)
    self->details = g_strdup (problem->details);

  return self;
}

static SprintConsoleNotice *
create_for_accelerated (SprintConsoleMonitor *monitor)
{
  SprintScanoutFeed *scanouts = sprint_console_monitor_get_scanouts (monitor);
  const GError *error = sprint_scanout_feed_get_error (scanouts);
  SprintConsoleNotice *self =
    create ("video-display-symbolic", _("Screen Cannot Be Shown"),
            _("This machine draws with 3D acceleration, in graphics memory that cannot be shown here. "
              "Turn acceleration off in the machine’s graphics, then start it again."));

  self->details = error != NULL ? g_strdup (error->message) : NULL;

  return self;
}

SprintConsoleNotice *
sprint_console_notice_new_for_session (SprintConsoleSession *session,
                                       SprintConsoleMonitor *monitor,
                                       gboolean              paused)
{
  switch (sprint_console_session_get_state (session)) {
  case SPRINT_CONSOLE_STATE_CONNECTING:
    return create_spinning (_("Connecting…"),
                            _("The machine’s screen appears here as soon as it answers."));

  case SPRINT_CONSOLE_STATE_ASKING:
    return create ("dialog-password-symbolic", _("Password Needed"),
                   _("A password protects the machine’s screen."));

  case SPRINT_CONSOLE_STATE_LOST:
    return create_for_error (sprint_console_session_get_error (session),
                             sprint_console_session_get_retrying (session));

  case SPRINT_CONSOLE_STATE_CONNECTED:
    if (sprint_console_monitor_get_accelerated (monitor))
      return create_for_accelerated (monitor);

    return paused ? create_with_action (NULL, _("Paused"),
                                        _("The machine stands still until it is resumed."),
                                        "console.resume", _("_Resume"))
                  : NULL;

  case SPRINT_CONSOLE_STATE_OFF:
  default:
    return NULL;
  }
}

SprintConsoleNotice *
sprint_console_notice_new_unavailable (const char *title,
                                       const char *text)
{
  return create ("video-display-symbolic", title, text);
}

void
sprint_console_notice_free (SprintConsoleNotice *self)
{
  g_free (self->text);
  g_free (self->details);
  g_free (self);
}
