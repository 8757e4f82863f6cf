/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-info.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>

#include "machine-error-private.h"

/* How much of QEMU's log is looked at for the words of a failure. */
#define LOG_TAIL (8 * 1024)

static void
read_state (SprintMachineInfo *self,
            virDomainPtr       domain,
            int                state,
            int                reason)
{
  self->state_reason = NULL;
  self->stop = SPRINT_MACHINE_STOP_NONE;
  switch (state) {
  case VIR_DOMAIN_RUNNING:
  case VIR_DOMAIN_BLOCKED:
    self->state = SPRINT_MACHINE_STATE_RUNNING;
    break;
  case VIR_DOMAIN_PMSUSPENDED:
    self->state = SPRINT_MACHINE_STATE_PAUSED;
    self->state_reason = _("The guest is asleep");
    break;
  case VIR_DOMAIN_PAUSED:
    self->state = reason == VIR_DOMAIN_PAUSED_STARTING_UP ? SPRINT_MACHINE_STATE_STARTING
                                                          : SPRINT_MACHINE_STATE_PAUSED;
    if (reason == VIR_DOMAIN_PAUSED_IOERROR)
      self->state_reason = _("Its disk could not be read or written");
    else if (reason == VIR_DOMAIN_PAUSED_CRASHED)
      self->state_reason = _("The guest crashed");
    else if (reason == VIR_DOMAIN_PAUSED_WATCHDOG)
      self->state_reason = _("The guest stopped answering");
    else if (reason == VIR_DOMAIN_PAUSED_UNKNOWN)
      self->state_reason = _("The emulator stopped it");
    break;
  case VIR_DOMAIN_SHUTDOWN:
    self->state = SPRINT_MACHINE_STATE_SHUTTING_DOWN;
    break;
  case VIR_DOMAIN_CRASHED:
    self->state = SPRINT_MACHINE_STATE_CRASHED;
    self->state_reason = _("The guest crashed");
    self->stop = SPRINT_MACHINE_STOP_CRASHED;
    self->crash_kept = virDomainIsActive (domain) == 1;
    break;
  case VIR_DOMAIN_SHUTOFF:
    self->state = virDomainHasManagedSaveImage (domain, 0) == 1 ? SPRINT_MACHINE_STATE_SAVED
                                                                : SPRINT_MACHINE_STATE_OFF;
    if (reason == VIR_DOMAIN_SHUTOFF_CRASHED) {
      self->stop = SPRINT_MACHINE_STOP_CRASHED;
      self->state_reason = _("It ended unexpectedly");
    } else if (reason == VIR_DOMAIN_SHUTOFF_FAILED) {
      self->stop = SPRINT_MACHINE_STOP_FAILED;
      self->state_reason = _("It could not be started");
    } else if (reason == VIR_DOMAIN_SHUTOFF_SHUTDOWN) {
      self->stop = SPRINT_MACHINE_STOP_SHUT_DOWN;
    } else if (reason == VIR_DOMAIN_SHUTOFF_DESTROYED) {
      self->stop = SPRINT_MACHINE_STOP_FORCED_OFF;
    }
    break;
  default:
    self->state = SPRINT_MACHINE_STATE_UNKNOWN;
    break;
  }
}

static const xmlNode *
find_child (const xmlNode *parent,
            const char    *name)
{
  for (const xmlNode *node = parent != NULL ? parent->children : NULL; node != NULL; node = node->next) {
    if (node->type == XML_ELEMENT_NODE && xmlStrEqual (node->name, BAD_CAST name))
      return node;
  }
  return NULL;
}

static char *
node_text (const xmlNode *node)
{
  xmlChar *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  char *text = g_strdup ((const char *) content);

  xmlFree (content);
  return text;
}

static char *
node_attribute (const xmlNode *node,
                const char    *name)
{
  xmlChar *value = xmlGetProp (node, BAD_CAST name);
  char *text = g_strdup ((const char *) value);

  xmlFree (value);
  return text;
}

static SprintMachineDisplay
read_display (const xmlNode *domain,
              gboolean       spice_reachable)
{
  const xmlNode *devices = find_child (domain, "devices");
  SprintMachineDisplay display = SPRINT_MACHINE_DISPLAY_NONE;

  for (const xmlNode *node = devices != NULL ? devices->children : NULL; node != NULL; node = node->next) {
    g_autofree char *type = NULL;

    if (node->type != XML_ELEMENT_NODE || !xmlStrEqual (node->name, BAD_CAST "graphics"))
      continue;
    type = node_attribute (node, "type");
    if (g_strcmp0 (type, "spice") == 0)
      return spice_reachable ? SPRINT_MACHINE_DISPLAY_SPICE : SPRINT_MACHINE_DISPLAY_UNREACHABLE;
    if (g_strcmp0 (type, "vnc") == 0)
      display = SPRINT_MACHINE_DISPLAY_VNC;
  }
  return display;
}

/* Of the first SPICE display. QEMU makes no films of what changes, unless it is told to. */
static gboolean
read_uncompressed (const xmlNode *domain)
{
  const xmlNode *devices = find_child (domain, "devices");

  for (const xmlNode *node = devices != NULL ? devices->children : NULL; node != NULL; node = node->next) {
    g_autofree char *type = NULL;
    g_autofree char *compression = NULL;
    g_autofree char *streaming = NULL;
    const xmlNode *image, *films;

    if (node->type != XML_ELEMENT_NODE || !xmlStrEqual (node->name, BAD_CAST "graphics"))
      continue;
    type = node_attribute (node, "type");
    if (g_strcmp0 (type, "spice") != 0)
      continue;
    image = find_child (node, "image");
    films = find_child (node, "streaming");
    compression = image != NULL ? node_attribute (image, "compression") : NULL;
    streaming = films != NULL ? node_attribute (films, "mode") : NULL;
    return g_strcmp0 (compression, "off") == 0 && (streaming == NULL || g_str_equal (streaming, "off"));
  }
  return FALSE;
}

/* What virDomainOpenConsole() takes is in the description as a <console>, also the first <serial>: libvirt's QEMU driver
 * writes one for it (formatdomain, "Console"). Only a pseudo-terminal and a socket can be opened. */
static gboolean
read_has_console (const xmlNode *domain)
{
  const xmlNode *devices = find_child (domain, "devices");

  for (const xmlNode *node = devices != NULL ? devices->children : NULL; node != NULL; node = node->next) {
    g_autofree char *type = NULL;

    if (node->type != XML_ELEMENT_NODE || !xmlStrEqual (node->name, BAD_CAST "console"))
      continue;
    type = node_attribute (node, "type");
    return g_strcmp0 (type, "pty") == 0 || g_strcmp0 (type, "unix") == 0;
  }
  return FALSE;
}

/* libvirt writes <memory> in KiB, whatever was defined (formatdomain, "Memory Allocation"). */
static void
read_size (SprintMachineInfo *self,
           const xmlNode     *domain)
{
  const xmlNode *vcpu = find_child (domain, "vcpu");
  g_autofree char *memory = node_text (find_child (domain, "memory"));
  g_autofree char *most = node_text (vcpu);
  g_autofree char *current = vcpu != NULL ? node_attribute (vcpu, "current") : NULL;

  if (memory != NULL)
    self->memory = g_ascii_strtoull (memory, NULL, 10) * 1024;
  if (current != NULL || most != NULL)
    self->vcpus = (guint) g_ascii_strtoull (current != NULL ? current : most, NULL, 10);
}

/* Not by XPath: a library of a thousand machines is read at once. */
static void
read_description (SprintMachineInfo *self,
                  const char        *xml,
                  gboolean           spice_reachable)
{
  xmlDocPtr doc = xmlReadMemory (xml, strlen (xml), NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  const xmlNode *domain = doc != NULL ? xmlDocGetRootElement (doc) : NULL;

  if (domain != NULL) {
    g_autofree char *type = node_attribute (domain, "type");

    self->title = node_text (find_child (domain, "title"));
    self->emulated = g_strcmp0 (type, "qemu") == 0;
    self->accelerated = g_strcmp0 (type, "kvm") == 0;
    self->display = read_display (domain, spice_reachable);
    self->has_console = read_has_console (domain);
    self->uncompressed = read_uncompressed (domain);
    read_size (self, domain);
  }
  xmlFreeDoc (doc);
}

/* The end of QEMU's log: libvirt starts it anew with each start of the guest. */
static char *
read_log_tail (const char *folder,
               const char *name)
{
  g_autofree char *file = g_strconcat (name, ".log", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  gsize length;
  const char *tail;
  char *start;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  tail = length > LOG_TAIL ? text + length - LOG_TAIL : text;
  /* Only this start's lines: each begins with "… starting up libvirt version". */
  start = g_strrstr (tail, "starting up libvirt version");
  return g_utf8_make_valid (start != NULL ? start : tail, -1);
}

static char *
read_problem (virDomainPtr  domain,
              const char   *name,
              const char   *log_folder)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *log = log_folder != NULL ? read_log_tail (log_folder, name) : NULL;
  char **messages = NULL;
  int n = virDomainGetMessages (domain, &messages, 0);

  for (int i = 0; i < n; i++) {
    g_string_append_printf (words, "%s\n", messages[i]);
    free (messages[i]);
  }
  free (messages);
  if (log != NULL) {
    g_auto (GStrv) lines = g_strsplit (log, "\n", -1);

    for (guint i = 0; lines[i] != NULL; i++) {
      /* The command line that libvirt logs, and its continuation lines, are no words of a failure. */
      if (g_str_has_suffix (lines[i], " \\") || g_str_has_prefix (lines[i], "-") ||
          strstr (lines[i], "starting up libvirt") != NULL || *lines[i] == '\0')
        continue;
      g_string_append_printf (words, "%s\n", lines[i]);
    }
  }
  g_strchomp (words->str);
  return *words->str != '\0' ? g_strdup (words->str) : NULL;
}

SprintMachineInfo *
sprint_machine_info_read (virDomainPtr   domain,
                          gboolean       spice_reachable,
                          const char    *log_folder,
                          GError       **error)
{
  g_autoptr (SprintMachineInfo) self = g_new0 (SprintMachineInfo, 1);
  int state, reason;
  char *xml;

  if (virDomainGetState (domain, &state, &reason, 0) < 0 || virDomainGetUUIDString (domain, self->uuid) < 0) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  self->name = g_strdup (virDomainGetName (domain));
  self->persistent = virDomainIsPersistent (domain) == 1;
  read_state (self, domain, state, reason);

  xml = virDomainGetXMLDesc (domain, 0);
  if (xml == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  read_description (self, xml, spice_reachable);
  free (xml);
  if (self->title == NULL || *g_strstrip (self->title) == '\0') {
    g_free (self->title);
    self->title = g_strdup (self->name);
  }
  if (self->stop == SPRINT_MACHINE_STOP_CRASHED || self->stop == SPRINT_MACHINE_STOP_FAILED ||
      (self->state == SPRINT_MACHINE_STATE_PAUSED && self->state_reason != NULL))
    self->problem = read_problem (domain, self->name, log_folder);
  return g_steal_pointer (&self);
}

SprintMachineInfo *
sprint_machine_info_new_unread (virDomainPtr  domain,
                                const GError *reason)
{
  SprintMachineInfo *self = g_new0 (SprintMachineInfo, 1);

  virDomainGetUUIDString (domain, self->uuid);
  self->name = g_strdup (virDomainGetName (domain));
  self->title = g_strdup (self->name);
  self->problem = g_strdup (reason->message);
  self->state = SPRINT_MACHINE_STATE_UNKNOWN;
  self->persistent = TRUE;
  return self;
}

static gboolean
is_of_connection (const GError *error)
{
  return g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST) ||
         g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
}

SprintMachineInfo *
sprint_machine_info_read_for_list (virDomainPtr   domain,
                                   gboolean       spice_reachable,
                                   const char    *log_folder,
                                   GError       **error)
{
  g_autoptr (GError) reason = NULL;
  SprintMachineInfo *self = sprint_machine_info_read (domain, spice_reachable, log_folder, &reason);

  if (self != NULL)
    return self;
  if (is_of_connection (reason) || g_error_matches (reason, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE)) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return NULL;
  }
  return sprint_machine_info_new_unread (domain, reason);
}

void
sprint_machine_info_free (SprintMachineInfo *self)
{
  g_free (self->name);
  g_free (self->title);
  g_free (self->problem);
  g_free (self);
}
