/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/kvm/acceleration-record.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "await.h"
#include "host-folder.h"

#define WORDS \
  "internal error: process exited while connecting to monitor:\n" \
  "2026-01-02: KVM internal error. Suberror: 1"

typedef struct {
  HostFolder *root;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->root = host_folder_new ();
  fixture->path = g_build_filename (fixture->root, "state", "sprint", "acceleration", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  host_folder_free (fixture->root);
  g_free (fixture->path);
}

static gint64
get_failed_at (SprintAccelerationRecord *record)
{
  gint64 at;

  g_object_get (record, "failed-at", &at, NULL);

  return at;
}

/* What is kept, though by a thread. */
static gboolean
is_kept (Fixture    *fixture,
         const char *failure)
{
  g_autoptr (SprintAccelerationRecord) record = sprint_acceleration_record_new (fixture->path);

  return g_strcmp0 (sprint_acceleration_record_get_failure (record), failure) == 0;
}

static gboolean
is_kept_outdated (Fixture *fixture)
{
  g_autoptr (SprintAccelerationRecord) record = sprint_acceleration_record_new (fixture->path);

  return sprint_acceleration_record_is_outdated (record);
}

static void
count_cb (SprintAccelerationRecord *record,
          GParamSpec               *pspec,
          guint                    *count)
{
  (*count)++;
}

static void
test_nothing_learnt (Fixture       *fixture,
                     gconstpointer  data)
{
  SprintAccelerationRecord *record = sprint_acceleration_record_new (fixture->path);

  g_assert_null (sprint_acceleration_record_get_failure (record));
  g_assert_cmpint (get_failed_at (record), ==, 0);
  /* A machine that ran as it should teaches nothing new, and nothing is written. */
  sprint_acceleration_record_note_success (record);
  await_gone (record);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  SprintAccelerationRecord *record = sprint_acceleration_record_new (fixture->path);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  gint64 at;
  struct stat status;

  sprint_acceleration_record_note_failure (record, WORDS);
  g_assert_cmpstr (sprint_acceleration_record_get_failure (record), ==, WORDS);
  at = get_failed_at (record);
  g_assert_cmpint (at, >=, before);
  g_assert_cmpint (at, <=, g_get_real_time () / G_USEC_PER_SEC);
  await_gone (record);
  await (is_kept (fixture, WORDS));

  /* Words of a log are nobody else's business. */
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);

  record = sprint_acceleration_record_new (fixture->path);
  g_assert_cmpstr (sprint_acceleration_record_get_failure (record), ==, WORDS);
  g_assert_cmpint (get_failed_at (record), ==, at);
  sprint_acceleration_record_note_success (record);
  g_assert_null (sprint_acceleration_record_get_failure (record));
  g_assert_cmpint (get_failed_at (record), ==, 0);
  await_gone (record);
  await (is_kept (fixture, NULL));
}

/* A kernel that is another, or was started anew, may do what the one that failed could not. */
static void
test_outdated (Fixture       *fixture,
               gconstpointer  data)
{
  SprintAccelerationRecord *record;

  host_folder_write (fixture->root, "/state/sprint/acceleration", "[acceleration]\nfailure=KVM\nkernel=5.0 a-b-c\n");
  record = sprint_acceleration_record_new (fixture->path);
  g_assert_true (sprint_acceleration_record_is_outdated (record));
  /* It fails there, too. */
  sprint_acceleration_record_note_failure (record, "KVM");
  g_assert_false (sprint_acceleration_record_is_outdated (record));
  await_gone (record);
  await (is_kept (fixture, "KVM") && !is_kept_outdated (fixture));
  record = sprint_acceleration_record_new (fixture->path);
  sprint_acceleration_record_note_success (record);
  g_assert_false (sprint_acceleration_record_is_outdated (record));
  await_gone (record);
}

static void
test_notify (Fixture       *fixture,
             gconstpointer  data)
{
  SprintAccelerationRecord *record = sprint_acceleration_record_new (fixture->path);
  guint count = 0;

  g_signal_connect (record, "notify::failure", G_CALLBACK (count_cb), &count);
  sprint_acceleration_record_note_success (record);
  g_assert_cmpuint (count, ==, 0);
  sprint_acceleration_record_note_failure (record, "one");
  sprint_acceleration_record_note_failure (record, "one");
  g_assert_cmpuint (count, ==, 1);
  sprint_acceleration_record_note_failure (record, "two");
  g_assert_cmpuint (count, ==, 2);
  sprint_acceleration_record_note_success (record);
  sprint_acceleration_record_note_success (record);
  g_assert_cmpuint (count, ==, 3);
  await_gone (record);
}

/* However quickly they follow each other, the last is what stays. */
static void
test_last_wins (Fixture       *fixture,
                gconstpointer  data)
{
  for (guint i = 0; i < 20; i++) {
    SprintAccelerationRecord *record = sprint_acceleration_record_new (fixture->path);
    g_autofree char *words = g_strdup_printf ("failure %u", i);

    sprint_acceleration_record_note_failure (record, "first");
    sprint_acceleration_record_note_success (record);
    sprint_acceleration_record_note_failure (record, words);
    await_gone (record);
    await (is_kept (fixture, words));
  }
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  SprintAccelerationRecord *record = sprint_acceleration_record_new (fixture->path);
  g_autofree char *endless = g_strnfill (100000, 'x');

  sprint_acceleration_record_note_failure (record, "\xff tab\t semicolon; [group] = \\ \"");
  await_gone (record);
  await (is_kept (fixture, "\357\277\275 tab\t semicolon; [group] = \\ \""));
  record = sprint_acceleration_record_new (fixture->path);
  sprint_acceleration_record_note_failure (record, endless);
  g_assert_cmpuint (strlen (sprint_acceleration_record_get_failure (record)), ==, 4096);
  await_gone (record);
}

static void
test_spoilt (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { const char *text, *failure; } cases[] = {
    { "", NULL },
    { "no key file at all", NULL },
    { "[acceleration\nfailure=KVM", NULL },
    { "[another]\nfailure=KVM\n", NULL },
    { "[acceleration]\nfailed-at=5\n", NULL },
    { "[acceleration]\nfailure=\xff\n", NULL },
    { "[acceleration]\nfailure=KVM\nfailed-at=yesterday\n", "KVM" },
    { "[acceleration]\nfailure=KVM\nfailed-at=-5\n", "KVM" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SprintAccelerationRecord *record;

    host_folder_write (fixture->root, "/state/sprint/acceleration", cases[i].text);
    record = sprint_acceleration_record_new (fixture->path);
    g_assert_cmpstr (sprint_acceleration_record_get_failure (record), ==, cases[i].failure);
    g_assert_cmpint (get_failed_at (record), ==, 0);

    /* And what is learnt next is kept all the same. */
    sprint_acceleration_record_note_failure (record, "new");
    await_gone (record);
    await (is_kept (fixture, "new"));
  }
}

static void
log_cb (const char     *domain,
        GLogLevelFlags  level,
        const char     *message,
        gpointer        user_data)
{
  gboolean *told = user_data;

  *told = *told || g_str_has_suffix (message, "Not a directory");
}

static void
test_unwritable (Fixture       *fixture,
                 gconstpointer  data)
{
  SprintAccelerationRecord *record;
  gboolean told = FALSE;
  guint handler = g_log_set_handler ("sprint", G_LOG_LEVEL_MESSAGE, log_cb, &told);

  /* Where the folder should be there is a file, which refuses root too. */
  host_folder_write (fixture->root, "/state", "");
  record = sprint_acceleration_record_new (fixture->path);
  sprint_acceleration_record_note_failure (record, WORDS);
  /* It is known for as long as the program runs. */
  g_assert_cmpstr (sprint_acceleration_record_get_failure (record), ==, WORDS);
  await_gone (record);
  await (told);
  g_log_remove_handler ("sprint", handler);
}

static void
test_blame (void)
{
  /* As QEMU and libvirt have said it. */
  static const char * const kvm[] = {
    "KVM internal error. Suberror: 1\nEAX=00000000",
    "internal error: QEMU unexpectedly closed the monitor: qemu-system-x86_64: "
    "error: failed to set MSR 0x10a to 0x0",
    "qemu-system-x86_64: ../target/i386/kvm/kvm.c:3213: kvm_buf_set_msrs: "
    "Assertion `ret == cpu->kvm_msr_buf->nmsrs'",
    "Could not access KVM kernel module: Permission denied",
    "qemu-system-x86_64: failed to initialize kvm: Permission denied",
    "KVM: entry failed, hardware error 0x80000021",
    "error: kvm run failed Bad address",
    "qemu-system-x86_64: kvm_init_vcpu failed: Invalid argument",
    "ioctl(KVM_CREATE_VM) failed: 16 Device or resource busy",
    "invalid argument: Emulator '/usr/bin/qemu-system-x86_64' does not support virt type 'kvm'",
    "unsupported configuration: Domain requires KVM, but it is not available. "
    "Check that virtualization is enabled in the host BIOS",
  };
  /* What a person does wrong, or a guest, must not cost the acceleration of all the others. */
  static const char * const other[] = {
    "",
    "Cannot access storage file '/a.qcow2': No such file or directory",
    "unable to map backing store for guest RAM: Cannot allocate memory",
    "operation failed: domain 'kvm-host' already exists with uuid",
    "internal error: Failed to start QEMU binary /usr/bin/kvm for probing",
    "shutting down, reason=crashed",
    "Failed to get \"write\" lock",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kvm); i++) {
    g_test_message ("%s", kvm[i]);
    g_assert_true (sprint_acceleration_words_blame_kvm (kvm[i]));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (other); i++) {
    g_test_message ("%s", other[i]);
    g_assert_false (sprint_acceleration_words_blame_kvm (other[i]));
  }
  g_assert_false (sprint_acceleration_words_blame_kvm (NULL));
}

#define add(name, function) \
  g_test_add ("/host/acceleration-record/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("nothing-learnt", test_nothing_learnt);
  add ("kept", test_kept);
  add ("outdated", test_outdated);
  add ("notify", test_notify);
  add ("last-wins", test_last_wins);
  add ("words", test_words);
  add ("spoilt", test_spoilt);
  add ("unwritable", test_unwritable);
  g_test_add_func ("/host/acceleration-record/blame", test_blame);
  return g_test_run ();
}
