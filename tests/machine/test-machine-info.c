/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Domains as they are told of: by libvirt's test driver, or by what stands here in its place. */
#include <dlfcn.h>
#include <glib/gstdio.h>
#include <libvirt/virterror.h>

#include "core/machine/machine-error.h"
#include "core/machine/machine-info.h"

static struct {
  const char *xml;       /* NULL: libvirt's own */
  gboolean no_xml;
  int state, reason;     /* -1: libvirt's own */
  int saved;             /* -1: libvirt's own */
} told = { NULL, FALSE, -1, -1, -1 };

char *
virDomainGetXMLDesc (virDomainPtr domain,
                     unsigned int flags)
{
  char *(*own) (virDomainPtr, unsigned int) = dlsym (RTLD_NEXT, "virDomainGetXMLDesc");

  if (told.no_xml)
    return own (domain, 1u << 31);   /* libvirt refuses flags that it does not know */
  return told.xml != NULL ? strdup (told.xml) : own (domain, flags);
}

int
virDomainGetState (virDomainPtr  domain,
                   int          *state,
                   int          *reason,
                   unsigned int  flags)
{
  int (*own) (virDomainPtr, int *, int *, unsigned int) = dlsym (RTLD_NEXT, "virDomainGetState");

  if (told.state < 0)
    return own (domain, state, reason, flags);
  *state = told.state;
  *reason = told.reason;
  return 0;
}

int
virDomainHasManagedSaveImage (virDomainPtr domain,
                              unsigned int flags)
{
  int (*own) (virDomainPtr, unsigned int) = dlsym (RTLD_NEXT, "virDomainHasManagedSaveImage");

  return told.saved < 0 ? own (domain, flags) : told.saved;
}

typedef struct {
  virConnectPtr connection;
  virDomainPtr domain;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->connection = virConnectOpen ("test:///default");
  g_assert_nonnull (fixture->connection);
  fixture->domain = virDomainLookupByName (fixture->connection, "test");
  g_assert_nonnull (fixture->domain);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  told.xml = NULL;
  told.no_xml = FALSE;
  told.state = told.reason = told.saved = -1;
  virDomainFree (fixture->domain);
  virConnectClose (fixture->connection);
}

static SprintMachineInfo *
read_info (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SprintMachineInfo *info = sprint_machine_info_read (fixture->domain, TRUE, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (info->title);
  g_assert_true (g_utf8_validate (info->title, -1, NULL));
  return info;
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SprintMachineInfo) info = NULL;

  told.xml = "<domain type='qemu'><name>ignored</name><title>A &amp; B</title>"
             "<metadata><title>not this</title></metadata><memory unit='KiB'>2048</memory><vcpu current='2'>4</vcpu>"
             "<devices><disk/><graphics type='vnc'/><graphics type='spice'/></devices></domain>";
  info = read_info (fixture);
  /* libvirt's name is what libvirt calls it. */
  g_assert_cmpstr (info->name, ==, "test");
  g_assert_cmpstr (info->title, ==, "A & B");
  g_assert_cmpuint (info->memory, ==, 2048 * 1024);
  g_assert_cmpuint (info->vcpus, ==, 2);
  g_assert_true (info->emulated);
  g_assert_true (info->persistent);
  g_assert_cmpint (info->display, ==, SPRINT_MACHINE_DISPLAY_SPICE);
  g_assert_cmpint (info->state, ==, SPRINT_MACHINE_STATE_RUNNING);
  g_assert_null (info->problem);
}

/* What neither KVM nor the emulator runs is neither. */
static void
test_acceleration (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct {
    const char *xml;
    gboolean emulated, accelerated;
  } types[] = {
    { "<domain type='kvm'/>", FALSE, TRUE },
    { "<domain type='qemu'/>", TRUE, FALSE },
    { "<domain type='lxc'/>", FALSE, FALSE },
    { "<domain type='xen'/>", FALSE, FALSE },
    { "<domain/>", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (SprintMachineInfo) info = NULL;

    told.xml = types[i].xml;
    info = read_info (fixture);
    g_assert_true (info->emulated == types[i].emulated);
    g_assert_true (info->accelerated == types[i].accelerated);
  }
}

static void
test_display (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct {
    const char *graphics;
    SprintMachineDisplay here, elsewhere;
  } displays[] = {
    { "", SPRINT_MACHINE_DISPLAY_NONE, SPRINT_MACHINE_DISPLAY_NONE },
    { "<graphics/>", SPRINT_MACHINE_DISPLAY_NONE, SPRINT_MACHINE_DISPLAY_NONE },
    { "<graphics type='sdl'/>", SPRINT_MACHINE_DISPLAY_NONE, SPRINT_MACHINE_DISPLAY_NONE },
    { "<graphics type='vnc'/>", SPRINT_MACHINE_DISPLAY_VNC, SPRINT_MACHINE_DISPLAY_VNC },
    { "<graphics type='spice'/>", SPRINT_MACHINE_DISPLAY_SPICE, SPRINT_MACHINE_DISPLAY_UNREACHABLE },
    { "<graphics type='vnc'/><graphics type='spice'/>", SPRINT_MACHINE_DISPLAY_SPICE,
      SPRINT_MACHINE_DISPLAY_UNREACHABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (displays); i++) {
    g_autofree char *xml = g_strdup_printf ("<domain><devices>%s</devices></domain>", displays[i].graphics);
    g_autoptr (SprintMachineInfo) here = NULL;
    g_autoptr (SprintMachineInfo) elsewhere = NULL;

    told.xml = xml;
    here = sprint_machine_info_read (fixture->domain, TRUE, NULL, NULL);
    elsewhere = sprint_machine_info_read (fixture->domain, FALSE, NULL, NULL);
    g_assert_cmpint (here->display, ==, displays[i].here);
    g_assert_cmpint (elsewhere->display, ==, displays[i].elsewhere);
  }
}

/* Only what is certain. */
static void
test_uncompressed (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct {
    const char *graphics;
    gboolean uncompressed;
  } displays[] = {
    { "<graphics type='spice'><image compression='off'/></graphics>", TRUE },
    { "<graphics type='vnc'/><graphics type='spice'><streaming mode='off'/><image compression='off'/></graphics>",
      TRUE },
    { "<graphics type='spice'/>", FALSE },
    { "<graphics type='spice'><image/></graphics>", FALSE },
    { "<graphics type='spice'><image compression='auto_glz'/></graphics>", FALSE },
    { "<graphics type='spice'><image compression='off'/><streaming mode='filter'/></graphics>", FALSE },
    { "<graphics type='vnc'><image compression='off'/></graphics>", FALSE },
    { "<graphics type='spice'/><graphics type='spice'><image compression='off'/></graphics>", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (displays); i++) {
    g_autofree char *xml = g_strdup_printf ("<domain><devices>%s</devices></domain>", displays[i].graphics);
    g_autoptr (SprintMachineInfo) info = NULL;

    told.xml = xml;
    info = sprint_machine_info_read (fixture->domain, TRUE, NULL, NULL);
    g_assert_true (info->uncompressed == displays[i].uncompressed);
  }
}

/* Of what cannot be read, nothing is believed; the machine is there all the same. */
static void
test_partial (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const texts[] = {
    "", " ", "not xml", "<", "<domain", "<domain>", "<domain/>", "<network><title>x</title></network><",
    "<domain><title>half", "<domain><memory/><vcpu/><title/><devices/></domain>",
    "<domain><title>   </title></domain>", "<domain><title>\n\t</title></domain>",
    "<domain><title>\xff\xfe</title></domain>", "<domain><memory>-</memory><vcpu>many</vcpu></domain>",
    "<domain type=''><devices><graphics type=''/></devices></domain>",
    "<?xml version='1.0' encoding='nonsense'?><domain/>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintMachineInfo) info = NULL;

    g_test_message ("text %u", i);
    told.xml = texts[i];
    info = read_info (fixture);
    g_assert_cmpstr (info->name, ==, "test");
    g_assert_cmpstr (info->title, ==, "test");
    g_assert_cmpint (info->display, ==, SPRINT_MACHINE_DISPLAY_NONE);
    g_assert_cmpuint (info->memory, ==, 0);
    g_assert_cmpuint (info->vcpus, ==, 0);
    g_assert_false (info->emulated);
  }
}

static char *
read_title (Fixture    *fixture,
            const char *xml)
{
  g_autoptr (SprintMachineInfo) info = NULL;

  told.xml = xml;
  info = read_info (fixture);
  return g_steal_pointer (&info->title);
}

static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GString) deep = g_string_new ("<domain>");
  g_autoptr (GString) laughs = g_string_new ("<!DOCTYPE domain [<!ENTITY a 'ha'>");
  g_autofree char *folder = g_dir_make_tmp ("info-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "secret", NULL);
  g_autofree char *external = g_strdup_printf ("<!DOCTYPE domain [<!ENTITY x SYSTEM 'file://%s'>]>"
                                               "<domain><title>&x;</title></domain>", path);
  g_autofree char *title = NULL;
  g_autofree char *stolen = NULL;
  g_autofree char *deep_title = NULL;

  /* Entities that grow a hundred million times. */
  for (char c = 'b'; c <= 'i'; c++)
    g_string_append_printf (laughs, "<!ENTITY %c '&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;'>", c,
                            c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1);
  g_string_append (laughs, "]><domain><title>&i;</title></domain>");
  title = read_title (fixture, laughs->str);
  g_assert_cmpuint (strlen (title), <, 1024 * 1024);

  /* A file of this computer. */
  g_assert_true (g_file_set_contents (path, "hush", -1, NULL));
  stolen = read_title (fixture, external);
  g_assert_null (strstr (stolen, "hush"));

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  deep_title = read_title (fixture, deep->str);
  g_assert_cmpstr (deep_title, ==, "test");
  g_remove (path);
  g_rmdir (folder);
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const numbers[] = { "99999999999999999999999", "18446744073709551615", "-1", "1e30", "0x7f" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *xml = g_strdup_printf ("<domain><memory>%s</memory><vcpu current='%s'>1</vcpu></domain>",
                                            numbers[i], numbers[i]);
    g_autoptr (SprintMachineInfo) info = NULL;

    told.xml = xml;
    info = read_info (fixture);
    /* Whatever it is, it is whole KiB. */
    g_assert_cmpuint (info->memory % 1024, ==, 0);
  }
}

static void
test_no_description (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  told.no_xml = TRUE;
  g_assert_null (sprint_machine_info_read (fixture->domain, TRUE, "/nonexistent", &error));
  g_assert_true (error->domain == SPRINT_MACHINE_ERROR);
}

static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  virDomainPtr domain = virDomainDefineXML (fixture->connection, "<domain type='test'><name>short</name>"
                                            "<memory>65536</memory><os><type>hvm</type></os></domain>");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (virDomainUndefine (domain), ==, 0);
  g_assert_null (sprint_machine_info_read (domain, TRUE, "/nonexistent", &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE);
  virDomainFree (domain);
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    int state, reason, saved;
    SprintMachineState expected;
    SprintMachineStop stop;
    const char *words;
  } states[] = {
    { VIR_DOMAIN_NOSTATE, 0, 0, SPRINT_MACHINE_STATE_UNKNOWN, SPRINT_MACHINE_STOP_NONE, NULL },
    { VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_BOOTED, 0, SPRINT_MACHINE_STATE_RUNNING, SPRINT_MACHINE_STOP_NONE, NULL },
    { VIR_DOMAIN_BLOCKED, 0, 0, SPRINT_MACHINE_STATE_RUNNING, SPRINT_MACHINE_STOP_NONE, NULL },
    { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER, 0, SPRINT_MACHINE_STATE_PAUSED, SPRINT_MACHINE_STOP_NONE, NULL },
    { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_STARTING_UP, 0, SPRINT_MACHINE_STATE_STARTING, SPRINT_MACHINE_STOP_NONE,
      NULL },
    { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_IOERROR, 0, SPRINT_MACHINE_STATE_PAUSED, SPRINT_MACHINE_STOP_NONE,
      "Its disk could not be read or written" },
    { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_CRASHED, 0, SPRINT_MACHINE_STATE_PAUSED, SPRINT_MACHINE_STOP_NONE,
      "The guest crashed" },
    { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_WATCHDOG, 0, SPRINT_MACHINE_STATE_PAUSED, SPRINT_MACHINE_STOP_NONE,
      "The guest stopped answering" },
    { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_UNKNOWN, 0, SPRINT_MACHINE_STATE_PAUSED, SPRINT_MACHINE_STOP_NONE,
      "The emulator stopped it" },
    { VIR_DOMAIN_PMSUSPENDED, 0, 0, SPRINT_MACHINE_STATE_PAUSED, SPRINT_MACHINE_STOP_NONE, "The guest is asleep" },
    { VIR_DOMAIN_SHUTDOWN, 0, 0, SPRINT_MACHINE_STATE_SHUTTING_DOWN, SPRINT_MACHINE_STOP_NONE, NULL },
    { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_UNKNOWN, 0, SPRINT_MACHINE_STATE_OFF, SPRINT_MACHINE_STOP_NONE, NULL },
    { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_SHUTDOWN, 0, SPRINT_MACHINE_STATE_OFF, SPRINT_MACHINE_STOP_SHUT_DOWN,
      NULL },
    { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_DESTROYED, 0, SPRINT_MACHINE_STATE_OFF, SPRINT_MACHINE_STOP_FORCED_OFF,
      NULL },
    { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_CRASHED, 0, SPRINT_MACHINE_STATE_OFF, SPRINT_MACHINE_STOP_CRASHED,
      "It ended unexpectedly" },
    { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_FAILED, 0, SPRINT_MACHINE_STATE_OFF, SPRINT_MACHINE_STOP_FAILED,
      "It could not be started" },
    { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_SAVED, 1, SPRINT_MACHINE_STATE_SAVED, SPRINT_MACHINE_STOP_NONE, NULL },
    { VIR_DOMAIN_CRASHED, 0, 0, SPRINT_MACHINE_STATE_CRASHED, SPRINT_MACHINE_STOP_CRASHED, "The guest crashed" },
    { 99, 99, 0, SPRINT_MACHINE_STATE_UNKNOWN, SPRINT_MACHINE_STOP_NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (SprintMachineInfo) info = NULL;

    g_test_message ("state %d, reason %d", states[i].state, states[i].reason);
    told.state = states[i].state;
    told.reason = states[i].reason;
    told.saved = states[i].saved;
    info = read_info (fixture);
    g_assert_cmpint (info->state, ==, states[i].expected);
    g_assert_cmpint (info->stop, ==, states[i].stop);
    g_assert_cmpstr (info->state_reason, ==, states[i].words);
  }
}

/* ---- the raw words of a failure, from QEMU's log ---- */

static char *
read_problem (Fixture    *fixture,
              const char *log,
              gboolean    local)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "log", NULL);
  g_autofree char *path = g_build_filename (folder, "test.log", NULL);
  g_autoptr (SprintMachineInfo) info = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (log != NULL)
    g_assert_true (g_file_set_contents (path, log, -1, NULL));
  else
    g_remove (path);
  info = sprint_machine_info_read (fixture->domain, TRUE, local ? folder : NULL, NULL);
  return g_steal_pointer (&info->problem);
}

static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *log =
    "2026-01-01 00:00:00.000+0000: starting up libvirt version: 11.3.0\nold words\n"
    "2026-01-02 00:00:00.000+0000: starting up libvirt version: 11.3.0\nLC_ALL=C \\\n/usr/bin/qemu \\\n"
    "-name guest=test \\\n-S\n\nqemu: could not load \xff\n";
  g_autofree char *noise = g_strnfill (100000, 'x');
  g_autofree char *long_log = g_strconcat (noise, "\n", log, NULL);
  g_autofree char *words = NULL;
  g_autofree char *long_words = NULL;
  g_autofree char *noisy = NULL;

  told.state = VIR_DOMAIN_SHUTOFF;
  told.reason = VIR_DOMAIN_SHUTOFF_FAILED;
  told.saved = 0;
  words = read_problem (fixture, log, TRUE);
  /* Of the last start, without the command line. */
  g_assert_cmpstr (words, ==, "qemu: could not load \xef\xbf\xbd");
  long_words = read_problem (fixture, long_log, TRUE);
  g_assert_cmpstr (long_words, ==, words);
  noisy = read_problem (fixture, noise, TRUE);
  g_assert_cmpuint (strlen (noisy), <, 10000);
  g_assert_null (read_problem (fixture, "", TRUE));
  g_assert_null (read_problem (fixture, NULL, TRUE));
  /* The log of this computer is not that of another one. */
  g_assert_null (read_problem (fixture, log, FALSE));
  /* One that was shut down has no problem. */
  told.reason = VIR_DOMAIN_SHUTOFF_SHUTDOWN;
  g_assert_null (read_problem (fixture, log, TRUE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/machine-info/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("whole", test_whole);
  ADD ("acceleration", test_acceleration);
  ADD ("display", test_display);
  ADD ("uncompressed", test_uncompressed);
  ADD ("partial", test_partial);
  ADD ("hostile", test_hostile);
  ADD ("numbers", test_numbers);
  ADD ("no-description", test_no_description);
  ADD ("gone", test_gone);
  ADD ("states", test_states);
  ADD ("problem", test_problem);
  return g_test_run ();
}
