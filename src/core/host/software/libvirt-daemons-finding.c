/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "library-folder.h"

#define UNITS "/etc/systemd/system/"

/* Of libvirt-qemu's modular form, https://libvirt.org/daemons.html; the monolithic one has all in libvirtd. */
static const char * const daemons[] = { "libvirtd", "virtqemud", "virtstoraged", "virtnetworkd" };
enum { MONOLITHIC, QEMU, STORAGE, NETWORK, N_DAEMONS };

/* What the system's libvirt waits on, and what systemd makes it with. Debian's family starts the monolithic daemon where
 * both are installed; all others the modular ones, of which each has a socket of its own. */
static const struct {
  int daemon;
  const char *socket;
  const char *unit;
} waits[] = {
  { QEMU, "/run/libvirt/virtqemud-sock", "virtqemud.socket" },
  { NETWORK, "/run/libvirt/virtnetworkd-sock", "virtnetworkd.socket" },
  { STORAGE, "/run/libvirt/virtstoraged-sock", "virtstoraged.socket" },
  { MONOLITHIC, "/run/libvirt/libvirt-sock", "libvirtd.socket" },
};

/* What the daemon loads: without the folder nothing can be said of it. */
gboolean
sprint_libvirt_lacks_driver (SprintHostReader *reader,
                             const char       *driver)
{
  g_autofree char *folder = sprint_library_folder_find (reader, "libvirt/connection-driver");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/libvirt_driver_%s.so", folder, driver) : NULL;

  return path != NULL && !sprint_host_reader_exists (reader, path);
}

/* The sockets of the system's libvirt, on which systemd wakes it. */
static gboolean
add_sockets (SprintHostReader *reader,
             GString          *details)
{
  static const char * const sockets[] = { "/run/libvirt/libvirt-sock", "/run/libvirt/libvirt-sock-ro",
                                          "/run/libvirt/virtqemud-sock", "/run/libvirt/virtqemud-sock-ro" };
  gboolean found = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (sockets); i++) {
    if (!sprint_host_reader_exists (reader, sockets[i]))
      continue;
    found = TRUE;
    g_string_append_printf (details, "\n%s", sockets[i]);
  }

  return found;
}

/* Names alone are looked at: a link may point to where the reader does not look. */
static void
add_units (SprintHostReader *reader,
           GString          *details)
{
  static const char * const folders[] = { UNITS "sockets.target.wants", UNITS "multi-user.target.wants" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_auto (GStrv) names = sprint_host_reader_list (reader, folders[i]);

    for (gsize j = 0; names[j] != NULL; j++) {
      g_autofree char *stem = g_strndup (names[j], strcspn (names[j], "-."));

      for (gsize k = 0; k < N_DAEMONS; k++) {
        if (g_str_equal (stem, daemons[k]))
          g_string_append_printf (details, "\n%s/%s", folders[i], names[j]);
      }
    }
  }
}

static SprintFinding *
new_missing (SprintCheckState  state,
             const char       *summary,
             const char       *details,
             const char       *component,
             const char       *advice)
{
  const char * const components[] = { component, NULL };
  SprintFinding *finding = sprint_finding_new (state, summary, details);

  finding->remedy = sprint_remedy_new (advice, components, NULL);

  return finding;
}

/* From inside a sandbox the sockets may not be seen. */
static const char *
say_complete (SprintHostReader *reader,
              gboolean          system)
{
  if (system)
    return _("libvirt is complete, and the system’s libvirt answers or would wake");
  if (sprint_host_reader_exists (reader, "/run"))
    return _("libvirt is complete; the system’s libvirt does not run");

  return _("libvirt is complete");
}

static gboolean
has_unit (SprintHostReader *reader,
          const char       *unit)
{
  /* As systemd.unit(5) has them. */
  static const char * const folders[] = { "/etc/systemd/system", "/usr/local/lib/systemd/system",
                                          "/usr/lib/systemd/system", "/lib/systemd/system" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (folders[i], unit, NULL);
    g_autofree char *target = sprint_host_reader_read_link (reader, path);

    /* One that is masked is to be left alone. */
    if (g_strcmp0 (target, "/dev/null") == 0)
      return FALSE;
    if (target != NULL || sprint_host_reader_exists (reader, path))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_of_debian (SprintHostReader *reader)
{
  g_autofree char *id = sprint_host_reader_get_os_release (reader, "ID");
  g_autofree char *like = sprint_host_reader_get_os_release (reader, "ID_LIKE");
  g_auto (GStrv) family = g_strsplit (like != NULL ? like : "", " ", -1);

  return g_strcmp0 (id, "debian") == 0 || g_strv_contains ((const char * const *) family, "debian");
}

/* (nullable): the unit of systemd's that would have the system's libvirt answer; where systemd does not run, none. */
static const char *
find_unit (SprintHostReader *reader,
           const gboolean   *has)
{
  const gboolean modular = has[QEMU] && has_unit (reader, "virtqemud.socket");
  const gboolean monolithic = has[MONOLITHIC] && has_unit (reader, "libvirtd.socket");
  const gboolean one = monolithic && (!modular || is_of_debian (reader));

  /* Either is enough: the monolithic daemon where the others are usual, too. */
  if (!sprint_host_reader_exists (reader, "/run/systemd/system") ||
      sprint_host_reader_exists (reader, "/run/libvirt/libvirt-sock"))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++) {
    if ((waits[i].daemon == MONOLITHIC) == one && has[waits[i].daemon] && has_unit (reader, waits[i].unit) &&
        !sprint_host_reader_exists (reader, waits[i].socket))
      return waits[i].unit;
  }

  return NULL;
}

static SprintFinding *
new_asleep (const char *unit,
            const char *details)
{
  g_autofree char *command = g_strdup_printf ("sudo systemctl enable --now %s", unit);
  SprintFinding *finding;

  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                                g_str_equal (unit, "virtnetworkd.socket") || g_str_equal (unit, "virtstoraged.socket")
                                  ? _("A part of the system’s libvirt does not run")
                                  : _("The system’s libvirt is installed, but does not run"), details);
  finding->remedy =
    sprint_remedy_new_action (_("Have systemd wake it when somebody asks, now and with this computer. Your own machines "
                                "do not need it."), SPRINT_REMEDY_ACTION_START_UNIT, unit, command);

  return finding;
}

SprintFinding *
sprint_find_libvirt_daemons (SprintHostReader *reader,
                             const char       *disk_folder)
{
  g_autoptr (GString) details = g_string_new (NULL);
  gboolean has[N_DAEMONS];
  gboolean system;
  const char *unit;

  for (gsize i = 0; i < N_DAEMONS; i++) {
    g_autofree char *path = sprint_host_reader_find_program (reader, daemons[i]);

    has[i] = path != NULL;
    if (has[i])
      g_string_append_printf (details, "\n%s", path);
  }
  system = add_sockets (reader, details);
  add_units (reader, details);
  if (details->len > 0)
    g_string_erase (details, 0, 1);

  if (!has[MONOLITHIC] && !has[QEMU])
    return new_missing (SPRINT_CHECK_STATE_NOTE, _("libvirt’s daemon is not installed"),
                        details->len > 0 ? details->str : "libvirtd, virtqemud", "libvirt",
                        _("Install libvirt’s daemon with its drivers for QEMU and storage."));
  if (sprint_libvirt_lacks_driver (reader, "qemu"))
    return new_missing (SPRINT_CHECK_STATE_WARN, _("libvirt is installed without its part for QEMU"), details->str,
                        "libvirt", _("Install libvirt’s driver for QEMU."));
  /* Machines of the session reach the network without it. */
  if ((!has[MONOLITHIC] && !has[NETWORK]) || sprint_libvirt_lacks_driver (reader, "network"))
    return new_missing (SPRINT_CHECK_STATE_NOTE, _("libvirt is installed without its part for networks"),
                        details->str, "libvirt-network",
                        _("Install libvirt’s driver for networks if machines of the system connection are to share "
                          "one. Your own machines do not need it."));
  /* What to do about it is said where disks are asked for. */
  if ((!has[MONOLITHIC] && !has[STORAGE]) || sprint_libvirt_lacks_driver (reader, "storage"))
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("libvirt is installed without its part for disks"),
                               details->str);
  unit = find_unit (reader, has);
  if (unit != NULL)
    return new_asleep (unit, details->str);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, say_complete (reader, system), details->str);
}
