/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies by QEMU's own tool where it is there, and by one that says and does what a test wants. */
#include "core/machine/image-copy.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "await.h"
#include "core/machine/machine-error.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)

typedef struct {
  SprintPlatform *platform;
  char *folder;
  char *source, *target;
  char *path;                 /* as it was */
  GCancellable *cancellable;
  GArray *progress;
  gboolean cancel;            /* when the first progress is told of */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->platform = sprint_platform_new ();
  fixture->folder = g_dir_make_tmp ("copy-XXXXXX", NULL);
  fixture->source = g_build_filename (fixture->folder, "source (1).img", NULL);
  fixture->target = g_build_filename (fixture->folder, "target.qcow2", NULL);
  fixture->path = g_strdup (g_getenv ("PATH"));
  fixture->cancellable = g_cancellable_new ();
  fixture->progress = g_array_new (FALSE, FALSE, sizeof (goffset));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_remove (path);
  }
  g_rmdir (fixture->folder);
  g_setenv ("PATH", fixture->path, TRUE);
  g_free (fixture->folder);
  g_free (fixture->source);
  g_free (fixture->target);
  g_free (fixture->path);
  g_object_unref (fixture->platform);
  g_object_unref (fixture->cancellable);
  g_array_unref (fixture->progress);
}

/* @script: what a shell does when qemu-img is run; its arguments are added to the file "calls". NULL: there is none. */
static void
set_tool (Fixture    *fixture,
          const char *script)
{
  g_autofree char *tool = g_build_filename (fixture->folder, "qemu-img", NULL);
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\necho \"$@\" >>'%s/calls'\n%s\n", fixture->folder, script);

  if (script != NULL) {
    g_assert_true (g_file_set_contents (tool, text, -1, NULL));
    g_assert_cmpint (g_chmod (tool, 0700), ==, 0);
  }
  g_setenv ("PATH", fixture->folder, TRUE);
}

static char *
get_calls (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "calls", NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
progress_cb (goffset  done,
             goffset  all,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (all, ==, 1000);
  g_array_append_val (fixture->progress, done);
  if (fixture->cancel)
    g_cancellable_cancel (fixture->cancellable);
}

static gboolean
copy (Fixture     *fixture,
      const char  *format,
      guint64      capacity,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_image_copy_async (fixture->platform, fixture->source, format, fixture->target, capacity, progress_cb,
                           fixture, fixture->cancellable, await_result_cb, &result);
  await (result != NULL);
  return sprint_image_copy_finish (result, error);
}

static void
test_calls (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *wanted = g_strdup_printf ("convert -p -f raw -O qcow2 %s %s\n", fixture->source, fixture->target);
  g_autofree char *both = g_strdup_printf ("%sresize -q -f qcow2 %s 12345\n", wanted, fixture->target);
  g_autofree char *calls = NULL;
  g_autofree char *more_calls = NULL;
  g_autoptr (GError) error = NULL;

  set_tool (fixture, "exit 0");
  g_assert_true (copy (fixture, "raw", 0, &error));
  g_assert_no_error (error);
  calls = get_calls (fixture);
  g_assert_cmpstr (calls, ==, wanted);
  g_assert_true (copy (fixture, "raw", 12345, &error));
  g_assert_no_error (error);
  more_calls = get_calls (fixture);
  g_assert_true (g_str_has_suffix (more_calls, both));
}

static void
test_progress (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  set_tool (fixture, "printf '    (0.00/100%%)\\r    (12.34/100%%)\\r    (100.00/100%%)\\r\\n'");
  g_assert_true (copy (fixture, "raw", 0, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->progress->len, ==, 3);
  g_assert_cmpint (g_array_index (fixture->progress, goffset, 0), ==, 0);
  g_assert_cmpint (g_array_index (fixture->progress, goffset, 1), ==, 123);
  g_assert_cmpint (g_array_index (fixture->progress, goffset, 2), ==, 1000);
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    const char *script;
    SprintMachineError code;
    const char *words;
  } failures[] = {
    { "echo \"qemu-img: Could not open 'a (1) (2).img': No such file\" >&2; exit 1", SPRINT_MACHINE_ERROR_STORAGE,
      "qemu-img: Could not open 'a (1) (2).img': No such file" },
    { "printf '    (1.00/100%%)\\r'; echo 'qemu-img: error while writing: No space left on device' >&2; exit 1",
      SPRINT_MACHINE_ERROR_NO_SPACE, "qemu-img: error while writing: No space left on device" },
    { "printf 'bad \\377 byte' >&2; exit 1", SPRINT_MACHINE_ERROR_STORAGE, "bad \xef\xbf\xbd byte" },
    { "kill -9 $$", SPRINT_MACHINE_ERROR_STORAGE, NULL },
    { "exit 1", SPRINT_MACHINE_ERROR_STORAGE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autoptr (GError) error = NULL;

    set_tool (fixture, failures[i].script);
    g_assert_false (copy (fixture, "raw", 12345, &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, SPRINT_MACHINE_ERROR, (int) failures[i].code);
    /* There is always something to read behind "Details". */
    g_assert_cmpstr (error->message, !=, "");
    if (failures[i].words != NULL)
      g_assert_cmpstr (error->message, ==, failures[i].words);
  }
}

/* A tool that talks without an end fills no memory. */
static void
test_many_words (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  set_tool (fixture, "a=xxxxxxxxxxxxxxxx; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do a=$a$a; done; "
                     "echo $a; exit 1");
  g_assert_false (copy (fixture, "raw", 0, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  g_assert_cmpuint (strlen (error->message), <=, 8192);
}

static void
test_no_tool (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  set_tool (fixture, NULL);
  g_assert_false (copy (fixture, "raw", 0, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_IMAGE_TOOL);
  g_assert_nonnull (strstr (error->message, "qemu-img"));
}

/* In a sandbox the tool is the host's; @script is flatpak-spawn's. */
static void
enter_flatpak (Fixture    *fixture,
               const char *script)
{
  g_autofree char *info = g_build_filename (fixture->folder, "flatpak-info", NULL);
  g_autofree char *spawn = g_build_filename (fixture->folder, "flatpak-spawn", NULL);
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);

  g_assert_true (g_file_set_contents (info, "", 0, NULL));
  g_assert_true (g_file_set_contents_full (spawn, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_object_unref (fixture->platform);
  fixture->platform = g_object_new (SPRINT_TYPE_PLATFORM, "flatpak-info", info, NULL);
}

static void
test_flatpak (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *wanted = g_strdup_printf ("--host --watch-bus qemu-img convert -p -f raw -O qcow2 %s %s\n",
                                             fixture->source, fixture->target);
  g_autofree char *script = g_strdup_printf ("echo \"$@\" >>'%s/calls'", fixture->folder);
  g_autofree char *calls = NULL;
  g_autoptr (GError) error = NULL;

  set_tool (fixture, NULL);
  enter_flatpak (fixture, script);
  g_assert_true (copy (fixture, "raw", 0, &error));
  g_assert_no_error (error);
  calls = get_calls (fixture);
  g_assert_cmpstr (calls, ==, wanted);
}

static void
test_flatpak_no_tool (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  set_tool (fixture, NULL);
  enter_flatpak (fixture, "echo 'Portal call failed: Failed to start command: Failed to execute child process "
                          "“qemu-img” (No such file or directory)' >&2; exit 1");
  g_assert_false (copy (fixture, "raw", 0, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_IMAGE_TOOL);
  enter_flatpak (fixture, "echo \"qemu-img: Could not open 'a.img'\" >&2; exit 1");
  g_assert_false (copy (fixture, "raw", 0, &other));
  g_assert_error (other, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
}

static void
test_resize (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  /* An image that is larger than was asked for stays as it is. */
  set_tool (fixture, "case $1 in resize) echo 'qemu-img: Use the --shrink option to perform a shrink operation.' >&2; "
                     "exit 1;; esac");
  g_assert_true (copy (fixture, "raw", 1, &error));
  g_assert_no_error (error);
  set_tool (fixture, "case $1 in resize) echo 'qemu-img: No space left on device' >&2; exit 1;; esac");
  g_assert_false (copy (fixture, "raw", 1, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE);
}

/* The tool is ended, not waited for: this one would stay for ever. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *fifo = g_build_filename (fixture->folder, "fifo", NULL);
  g_autofree char *script = g_strdup_printf ("printf '    (1.00/100%%%%)\\r'; read word <'%s'", fifo);
  g_autofree char *resizing = g_strdup_printf ("printf '    (1.00/100%%%%)\\r'; "
                                               "case $1 in resize) read word <'%s';; esac", fifo);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  fixture->cancel = TRUE;
  set_tool (fixture, script);
  g_assert_false (copy (fixture, "raw", 12345, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->progress->len, ==, 1);

  /* Cancelled before, it comes to the same. */
  g_clear_error (&error);
  g_assert_false (copy (fixture, "raw", 12345, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_error (&error);
  g_cancellable_reset (fixture->cancellable);
  set_tool (fixture, resizing);
  g_assert_false (copy (fixture, "raw", 12345, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- with QEMU's own ---- */

static gboolean
has_tool (void)
{
  g_autofree char *tool = g_find_program_in_path ("qemu-img");

  if (tool == NULL)
    g_test_skip ("there is no qemu-img");
  return tool != NULL;
}

static void
run (const char * const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static void
write_source (Fixture *fixture,
              gsize    size)
{
  g_autofree char *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = 1 + i % 251;
  g_assert_true (g_file_set_contents (fixture->source, bytes, size, NULL));
}

/* Of a qcow2 image's header: docs/interop/qcow2.txt of QEMU. */
static guint64
get_capacity (const char *path)
{
  g_autofree char *bytes = NULL;
  guint64 size;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 32);
  g_assert_cmpmem (bytes, 4, "QFI\xfb", 4);
  memcpy (&size, bytes + 24, sizeof size);
  return GUINT64_FROM_BE (size);
}

static void
test_real (Fixture       *fixture,
           gconstpointer  data)
{
  const char *compare[] = { "qemu-img", "compare", "-q", "-f", "raw", "-F", "qcow2", fixture->source, fixture->target,
                            NULL };
  g_autoptr (GError) error = NULL;

  if (!has_tool ())
    return;
  write_source (fixture, 3 * MIB);
  g_assert_true (copy (fixture, "raw", 0, &error));
  g_assert_no_error (error);
  run (compare);
  g_assert_cmpuint (get_capacity (fixture->target), ==, 3 * MIB);
  g_assert_cmpuint (fixture->progress->len, >, 0);
  for (guint i = 1; i < fixture->progress->len; i++)
    g_assert_cmpint (g_array_index (fixture->progress, goffset, i - 1), <=,
                     g_array_index (fixture->progress, goffset, i));
  g_assert_cmpint (g_array_index (fixture->progress, goffset, fixture->progress->len - 1), ==, 1000);

  /* Over what is there, as large as was asked for, but never smaller. */
  g_assert_true (copy (fixture, "raw", 10 * MIB, &error));
  g_assert_no_error (error);
  run (compare);
  g_assert_cmpuint (get_capacity (fixture->target), ==, 10 * MIB);
  g_assert_true (copy (fixture, "raw", MIB, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_capacity (fixture->target), ==, 3 * MIB);
}

static void
test_real_bad_source (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *image = g_build_filename (fixture->folder, "whole.qcow2", NULL);
  const char *convert[] = { "qemu-img", "convert", "-f", "raw", "-O", "qcow2", fixture->source, image, NULL };
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!has_tool ())
    return;
  g_assert_false (copy (fixture, "raw", 0, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, fixture->source));
  g_clear_error (&error);

  /* What is raw is not taken for what its first bytes say; what is said to be another must be it. */
  write_source (fixture, MIB);
  g_assert_false (copy (fixture, "qcow2", 0, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  g_clear_error (&error);

  /* One that ends within its tables. */
  run (convert);
  g_assert_true (g_file_get_contents (image, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (fixture->source, bytes, 40, NULL));
  g_assert_false (copy (fixture, "qcow2", 0, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (fixture->source, bytes, length, NULL));
  g_assert_true (copy (fixture, "qcow2", 0, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/image-copy/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("calls", test_calls);
  ADD ("progress", test_progress);
  ADD ("words", test_words);
  ADD ("many-words", test_many_words);
  ADD ("no-tool", test_no_tool);
  ADD ("flatpak", test_flatpak);
  ADD ("flatpak-no-tool", test_flatpak_no_tool);
  ADD ("resize", test_resize);
  ADD ("cancelled", test_cancelled);
  ADD ("real", test_real);
  ADD ("real-bad-source", test_real_bad_source);
  return g_test_run ();
}
