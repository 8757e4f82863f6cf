/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/recording/screen-recorder.h"

#include <gst/app/app.h>
#include <gst/video/video.h>
#include <signal.h>
#include <spice/enums.h>
#include <string.h>
#include <sys/resource.h>

#include "await-channels.h"
#include "core/problem/problem.h"
#include "remove-tree.h"
#include "session-fixture.h"
#include "small-disk.h"

typedef struct {
  Fixture base;
  char *folder;
  GFile *file;
  SprintScreenRecorder *recorder;
  GError *error;
  gboolean ended;
  gboolean disk;       /* the folder is one */
} Recording;

static gboolean small_disks;

/* What is in a file, read back. */
typedef struct {
  guint n_frames;
  int width;
  int height;
  gint64 duration;   /* microseconds */
  gint64 last_time;  /* microseconds */
  GBytes *first;
  GBytes *last;
} Film;

static void
ended_cb (SprintScreenRecorder *recorder,
          const GError         *error,
          Recording            *recording)
{
  g_assert_false (recording->ended);
  recording->ended = TRUE;
  recording->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
set_up_recording (Recording     *recording,
                  gconstpointer  data)
{
  g_autofree char *path = NULL;

  set_up (&recording->base, NULL);
  recording->folder = g_dir_make_tmp ("recorder-XXXXXX", NULL);
  path = g_build_filename (recording->folder, "film.webm", NULL);
  recording->file = g_file_new_for_path (path);
  recording->recorder = sprint_screen_recorder_new (recording->base.framebuffer);
  g_signal_connect (recording->recorder, "ended", G_CALLBACK (ended_cb), recording);
}

static void
tear_down_recording (Recording     *recording,
                     gconstpointer  data)
{
  g_clear_object (&recording->recorder);
  g_clear_error (&recording->error);
  g_object_unref (recording->file);
  if (recording->disk)
    small_disk_unmount (recording->folder);
  remove_tree (recording->folder);
  g_free (recording->folder);
  tear_down (&recording->base, NULL);
}

static guint
count_files (Recording *recording)
{
  g_autoptr (GDir) folder = g_dir_open (recording->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;

  return n;
}

static guint32
get_pixel (Recording *recording)
{
  const guint8 *data = sprint_framebuffer_get_data (recording->base.framebuffer);

  return data != NULL ? data[2] << 16 | data[1] << 8 | data[0] : 0;
}

static void
show (Recording *recording,
      int        width,
      int        height,
      guint32    colour)
{
  SprintFramebuffer *framebuffer = recording->base.framebuffer;

  if (sprint_framebuffer_get_width (framebuffer) != width)
    spice_screen_double_create_surface (recording->base.screen, SPICE_SURFACE_FMT_32_xRGB, width, height);
  spice_screen_double_fill (recording->base.screen, 0, 0, width, height, colour);
  if (get_state (&recording->base) == SPRINT_CONSOLE_STATE_OFF)
    sprint_console_session_connect (recording->base.session, recording->base.source);
  await (sprint_framebuffer_get_width (framebuffer) == width && get_pixel (recording) == colour);
}

static gboolean
start (Recording  *recording,
       GFile      *file,
       GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_screen_recorder_start_async (recording->recorder, file, NULL, await_result_cb, &result);
  await (result != NULL);

  return sprint_screen_recorder_start_finish (recording->recorder, result, error);
}

static GBytes *
copy_pixels (GstSample *sample,
             Film      *film)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  g_autoptr (GByteArray) pixels = g_byte_array_new ();

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  film->width = GST_VIDEO_INFO_WIDTH (&info);
  film->height = GST_VIDEO_INFO_HEIGHT (&info);
  g_assert_true (gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ));
  for (int row = 0; row < film->height; row++)
    g_byte_array_append (pixels,
                         (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&frame, 0) +
                         row * GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0),
                         film->width * 4);
  gst_video_frame_unmap (&frame);

  return g_bytes_new (pixels->data, pixels->len);
}

static void
film_read (Film  *film,
           GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline =
    gst_parse_launch ("filesrc name=in ! matroskademux ! vp8dec ! videoconvert ! video/x-raw,format=BGRx ! "
                      "appsink name=out sync=false", &error);
  g_autoptr (GstElement) in = gst_bin_get_by_name (GST_BIN (pipeline), "in");
  g_autoptr (GstElement) out = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  GstSample *sample;
  gint64 duration = 0;

  g_assert_no_error (error);
  g_object_set (in, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (out))) != NULL) {
    film->n_frames++;
    film->last_time = GST_BUFFER_PTS (gst_sample_get_buffer (sample)) / 1000;
    g_clear_pointer (&film->last, g_bytes_unref);
    film->last = copy_pixels (sample, film);
    if (film->first == NULL)
      film->first = g_bytes_ref (film->last);
    gst_sample_unref (sample);
  }
  if (gst_element_query_duration (pipeline, GST_FORMAT_TIME, &duration))
    film->duration = duration / 1000;
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static void
film_clear (Film *film)
{
  g_clear_pointer (&film->first, g_bytes_unref);
  g_clear_pointer (&film->last, g_bytes_unref);
}

/* Roughly: what was filmed has been through half the colours' resolution, and an encoder. */
static void
assert_colour (Film    *film,
               GBytes  *pixels,
               int      x,
               int      y,
               guint32  colour)
{
  const guint8 *at = (const guint8 *) g_bytes_get_data (pixels, NULL) + (y * film->width + x) * 4;
  guint32 found = at[2] << 16 | at[1] << 8 | at[0];

  for (int shift = 0; shift < 24; shift += 8) {
    int is = found >> shift & 0xff, expected = colour >> shift & 0xff;

    if (ABS (is - expected) > 16)
      g_error ("(%d,%d) is %06x, not %06x", x, y, found, colour);
  }
}

static void
test_film (Recording     *recording,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  Film film = { 0 };
  gint64 elapsed;

  show (recording, 321, 201, 0x2040c0);
  g_assert_true (start (recording, recording->file, &error));
  g_assert_no_error (error);
  /* A frame of each; the last of another size. */
  await (sprint_screen_recorder_get_elapsed (recording->recorder) > 200000);
  show (recording, 321, 201, 0xc04020);
  await (sprint_screen_recorder_get_elapsed (recording->recorder) > 400000);
  show (recording, 100, 200, 0x30a030);
  await (sprint_screen_recorder_get_elapsed (recording->recorder) > 600000);

  /* Under its name only when it is whole. */
  g_assert_false (g_file_query_exists (recording->file, NULL));
  g_assert_cmpuint (count_files (recording), ==, 1);
  elapsed = sprint_screen_recorder_get_elapsed (recording->recorder);
  sprint_screen_recorder_stop (recording->recorder);
  sprint_screen_recorder_stop (recording->recorder);
  await (recording->ended);
  g_assert_no_error (recording->error);
  g_assert_cmpuint (count_files (recording), ==, 1);

  film_read (&film, recording->file);
  g_assert_cmpint (film.width, ==, 321);
  g_assert_cmpint (film.height, ==, 201);
  /* As many as there were pictures, not as many as there was time for. */
  g_assert_cmpuint (film.n_frames, >=, 4);
  g_assert_cmpuint (film.n_frames, <, 12);
  g_assert_cmpint (ABS (film.last_time - elapsed), <, 300000);
  g_assert_cmpint (film.duration, >=, film.last_time);
  assert_colour (&film, film.first, 5, 5, 0x2040c0);
  assert_colour (&film, film.first, 315, 195, 0x2040c0);
  /* Between bars. */
  assert_colour (&film, film.last, 160, 100, 0x30a030);
  assert_colour (&film, film.last, 20, 100, 0);
  assert_colour (&film, film.last, 300, 100, 0);
  film_clear (&film);
}

/* However fast a guest draws, frames are bounded; and what it draws last is in the film. */
static void
test_busy (Recording     *recording,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  Film film = { 0 };
  gint64 elapsed;

  show (recording, 640, 480, 0x101010);
  g_assert_true (start (recording, recording->file, &error));
  for (guint32 i = 0; i < 120; i++)
    show (recording, 640, 480, i << 16 | 0x2020);
  show (recording, 640, 480, 0xe0e0e0);
  elapsed = sprint_screen_recorder_get_elapsed (recording->recorder);
  sprint_screen_recorder_stop (recording->recorder);
  await (recording->ended);
  g_assert_no_error (recording->error);
  film_read (&film, recording->file);
  g_assert_cmpuint (film.n_frames, >, 1);
  g_assert_cmpuint (film.n_frames, <=, 3 + elapsed / 33333);
  assert_colour (&film, film.last, 320, 240, 0xe0e0e0);
  film_clear (&film);
}

static void
draw_noise (Recording *recording,
            guint      seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree guint32 *pixels = g_new (guint32, 640 * 480);

  for (guint i = 0; i < 640 * 480; i++)
    pixels[i] = g_rand_int (random) & 0xffffff;
  pixels[0] = seed;
  spice_screen_double_draw (recording->base.screen, 0, 0, 640, 480, pixels);
  await (get_pixel (recording) == seed || recording->ended);
}

/* A file that may not grow stands for a disk that is full. */
static void
test_no_room (Recording     *recording,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  struct rlimit limit, before;
  Film film = { 0 };

  show (recording, 640, 480, 0x2040c0);
  g_assert_true (start (recording, recording->file, &error));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 300000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint seed = 1; !recording->ended; seed++)
    draw_noise (recording, seed);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (recording->error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_RECORDING);
  g_assert_true (sprint_problem_is_foreseen (recording->error->domain, recording->error->code));

  /* What there is of it is kept, and can be seen. */
  g_assert_cmpuint (count_files (recording), ==, 1);
  film_read (&film, recording->file);
  g_assert_cmpuint (film.n_frames, >=, 1);
  g_assert_cmpint (film.width, ==, 640);
  film_clear (&film);
}

/* Whether the folder is a disk of its own now. */
static gboolean
mount_disk (Recording *recording,
            gsize      size)
{
  if (!small_disks) {
    g_test_skip ("Nobody but root may have a small disk here");
    return FALSE;
  }

  small_disk_mount (recording->folder, size);
  recording->disk = TRUE;

  return TRUE;
}

/* Until it ends by itself. */
static void
record_noise (Recording *recording)
{
  gint64 end = g_get_monotonic_time () + AWAIT_SECONDS * G_USEC_PER_SEC;

  for (guint seed = 1; !recording->ended; seed++) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    draw_noise (recording, seed);
  }
}

static void
assert_told (Recording *recording,
             int        code)
{
  g_assert_error (recording->error, SPRINT_CONSOLE_ERROR, code);
  g_assert_true (sprint_problem_is_foreseen (recording->error->domain, recording->error->code));
}

static void
test_full_disk (Recording     *recording,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  Film film = { 0 };

  if (!mount_disk (recording, 400 * 1024))
    return;
  show (recording, 640, 480, 0x2040c0);
  g_assert_true (start (recording, recording->file, &error));
  record_noise (recording);
  assert_told (recording, SPRINT_CONSOLE_ERROR_RECORDING_NO_SPACE);
  g_assert_cmpuint (count_files (recording), ==, 1);
  film_read (&film, recording->file);
  g_assert_cmpuint (film.n_frames, >=, 1);
  film_clear (&film);
}

/* Nothing of it could be written: then there is no file, and what was there is still. */
static void
test_full_before (Recording     *recording,
                  gconstpointer  data)
{
  g_autofree char *filler = g_build_filename (recording->folder, "filler", NULL);
  g_autofree char *zeros = g_malloc0 (400 * 1024);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  if (!mount_disk (recording, 400 * 1024))
    return;
  g_assert_true (g_file_set_contents (g_file_peek_path (recording->file), "old", 3, NULL));
  for (gsize size = 400 * 1024; size > 0; size -= 4096) {
    if (g_file_set_contents_full (filler, zeros, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
      break;
  }
  show (recording, 640, 480, 0x2040c0);
  g_assert_true (start (recording, recording->file, &error));
  record_noise (recording);
  assert_told (recording, SPRINT_CONSOLE_ERROR_RECORDING_NO_SPACE);
  g_assert_cmpuint (count_files (recording), ==, 2);
  g_assert_true (g_file_load_contents (recording->file, NULL, &found, NULL, NULL, NULL));
  g_assert_cmpstr (found, ==, "old");
}

static void
test_read_only (Recording     *recording,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  if (!mount_disk (recording, 400 * 1024))
    return;
  small_disk_make_read_only (recording->folder);
  show (recording, 320, 200, 0x2040c0);
  g_assert_false (start (recording, recording->file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
  g_assert_true (sprint_problem_is_foreseen (error->domain, error->code));
}

/* Whoever tidies up meanwhile finds the film where its folder is. */
static void
test_moved (Recording     *recording,
            gconstpointer  data)
{
  g_autofree char *inner = g_build_filename (recording->folder, "videos", NULL);
  g_autofree char *moved = g_build_filename (recording->folder, "films", NULL);
  g_autofree char *name = g_build_filename (inner, "film.webm", NULL);
  g_autofree char *new_name = g_build_filename (moved, "film.webm", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (GFile) new_file = g_file_new_for_path (new_name);
  g_autoptr (GError) error = NULL;
  Film film = { 0 };

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  show (recording, 320, 200, 0x2040c0);
  g_assert_true (start (recording, file, &error));
  g_assert_cmpint (g_rename (inner, moved), ==, 0);
  show (recording, 320, 200, 0xc04020);
  sprint_screen_recorder_stop (recording->recorder);
  await (recording->ended);
  g_assert_no_error (recording->error);
  film_read (&film, new_file);
  g_assert_cmpuint (film.n_frames, >=, 1);
  film_clear (&film);
}

/* It ends as soon as nothing can come of it, and not when it is stopped. */
static void
test_deleted (Recording     *recording,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  show (recording, 640, 480, 0x2040c0);
  g_assert_true (start (recording, recording->file, &error));
  remove_tree (recording->folder);
  record_noise (recording);
  assert_told (recording, SPRINT_CONSOLE_ERROR_RECORDING_LOST);
  g_assert_false (g_file_test (recording->folder, G_FILE_TEST_EXISTS));
}

/* Also where the guest shows nothing more that would have to be written. */
static void
test_deleted_before_its_end (Recording     *recording,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  show (recording, 320, 200, 0x2040c0);
  g_assert_true (start (recording, recording->file, &error));
  remove_tree (recording->folder);
  sprint_screen_recorder_stop (recording->recorder);
  await (recording->ended);
  assert_told (recording, SPRINT_CONSOLE_ERROR_RECORDING_LOST);
}

/* The guest is killed: what it has shown until then can be seen. */
static void
test_hang_up (Recording     *recording,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  Film film = { 0 };

  show (recording, 320, 200, 0x2040c0);
  await_channels (recording->base.session, recording->base.server, 2);
  g_assert_true (start (recording, recording->file, &error));
  spice_server_double_set_manner (recording->base.server, SPICE_DOUBLE_REFUSES);
  spice_server_double_hang_up (recording->base.server);
  await (get_state (&recording->base) != SPRINT_CONSOLE_STATE_CONNECTED);
  sprint_screen_recorder_stop (recording->recorder);
  await (recording->ended);
  g_assert_no_error (recording->error);
  film_read (&film, recording->file);
  assert_colour (&film, film.last, 160, 100, 0x2040c0);
  film_clear (&film);
}

static void
test_refused (Recording     *recording,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) nowhere = g_file_get_child (recording->file, "film.webm");
  g_autoptr (GFile) remote = g_file_new_for_uri ("sftp://example.invalid/film.webm");

  g_assert_false (start (recording, recording->file, &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NO_PICTURE);
  g_clear_error (&error);
  show (recording, 320, 200, 0x2040c0);
  g_assert_false (start (recording, nowhere, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (start (recording, remote, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_cmpuint (count_files (recording), ==, 0);
  g_assert_false (recording->ended);
}

/* Given up while it starts, or while it runs, it leaves nothing behind. */
static void
test_abandoned (Recording     *recording,
                gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  show (recording, 320, 200, 0x2040c0);
  sprint_screen_recorder_start_async (recording->recorder, recording->file, NULL, await_result_cb, &result);
  sprint_screen_recorder_stop (recording->recorder);
  await (result != NULL);
  g_assert_false (sprint_screen_recorder_start_finish (recording->recorder, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (recording), ==, 0);
  g_clear_object (&result);

  g_clear_error (&error);
  g_clear_object (&recording->recorder);
  recording->recorder = sprint_screen_recorder_new (recording->base.framebuffer);
  g_assert_true (start (recording, recording->file, &error));
  g_assert_finalize_object (g_steal_pointer (&recording->recorder));
  g_assert_cmpuint (count_files (recording), ==, 0);
}

/* Where a film goes to that takes its time to end: until it may, and not for ever. */
typedef struct {
  GstElement parent_instance;
} SlowSink;

typedef GstElementClass SlowSinkClass;

static GType slow_sink_get_type (void);

G_DEFINE_TYPE (SlowSink, slow_sink, GST_TYPE_ELEMENT)

static GMutex slow_mutex;
static GCond slow_cond;
static gboolean slow_may_end, slow_is_late;
/* It takes nothing, and does not pause. */
static gboolean slow_is_held, slow_is_playing;
static int slow_n_ended, slow_n_come, slow_n_taken;

static void
slow_let (gboolean *may,
          gboolean  value)
{
  g_mutex_lock (&slow_mutex);
  *may = value;
  g_cond_broadcast (&slow_cond);
  g_mutex_unlock (&slow_mutex);
}

static void
slow_wait (gboolean *condition,
           gboolean  value)
{
  gint64 deadline = g_get_monotonic_time () + AWAIT_SECONDS * G_USEC_PER_SEC / 4;

  g_mutex_lock (&slow_mutex);
  while (*condition != value && !slow_is_late)
    slow_is_late = !g_cond_wait_until (&slow_cond, &slow_mutex, deadline);
  g_mutex_unlock (&slow_mutex);
}

static GstStateChangeReturn
slow_sink_change_state (GstElement     *element,
                        GstStateChange  transition)
{
  GstStateChangeReturn result;

  if (transition == GST_STATE_CHANGE_PLAYING_TO_PAUSED)
    slow_wait (&slow_is_playing, FALSE);
  result = GST_ELEMENT_CLASS (slow_sink_parent_class)->change_state (element, transition);
  if (transition != GST_STATE_CHANGE_READY_TO_NULL)
    return result;

  slow_wait (&slow_may_end, TRUE);
  g_atomic_int_inc (&slow_n_ended);

  return result;
}

static GstFlowReturn
slow_sink_chain (GstPad    *pad,
                 GstObject *parent,
                 GstBuffer *buffer)
{
  gst_buffer_unref (buffer);
  g_atomic_int_inc (&slow_n_come);
  slow_wait (&slow_is_held, FALSE);
  g_atomic_int_inc (&slow_n_taken);

  return GST_FLOW_OK;
}

static void
slow_sink_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
}

static void
slow_sink_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
}

static void
slow_sink_class_init (SlowSinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = slow_sink_get_property;
  object_class->set_property = slow_sink_set_property;
  klass->change_state = slow_sink_change_state;
  gst_element_class_set_static_metadata (klass, "Slow sink", "Sink", "Takes its time", "Sprint");
  g_object_class_install_property (object_class, 1,
                                   g_param_spec_string ("location", NULL, NULL, NULL,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
slow_sink_init (SlowSink *self)
{
  GstPad *pad = gst_pad_new ("sink", GST_PAD_SINK);

  gst_pad_set_chain_function (pad, slow_sink_chain);
  gst_element_add_pad (GST_ELEMENT (self), pad);
}

static void
use_slow_sink (void)
{
  static gboolean used = FALSE;
  g_autoptr (GstElementFactory) file_sink = NULL;
  g_autoptr (GstPluginFeature) loaded = NULL;

  if (used)
    return;

  used = TRUE;
  g_assert_true (gst_init_check (NULL, NULL, NULL));
  file_sink = gst_element_factory_find ("filesink");
  /* A plugin that is loaded later would bring its own again. */
  loaded = gst_plugin_feature_load (GST_PLUGIN_FEATURE (file_sink));
  gst_registry_remove_feature (gst_registry_get (), loaded);
  g_assert_true (gst_element_register (NULL, "filesink", GST_RANK_NONE, slow_sink_get_type ()));
}

/* Whoever gives one up waits for nothing of GStreamer's, be it while it starts or later. */
static void
test_slow_end (Recording     *recording,
               gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  show (recording, 320, 200, 0x2040c0);
  use_slow_sink ();

  sprint_screen_recorder_start_async (recording->recorder, recording->file, NULL, await_result_cb, &result);
  sprint_screen_recorder_stop (recording->recorder);
  await (result != NULL);
  g_assert_false (sprint_screen_recorder_start_finish (recording->recorder, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_clear_error (&error);
  g_assert_cmpint (g_atomic_int_get (&slow_n_ended), ==, 0);

  g_clear_object (&recording->recorder);
  recording->recorder = sprint_screen_recorder_new (recording->base.framebuffer);
  g_assert_true (start (recording, recording->file, &error));
  g_assert_finalize_object (g_steal_pointer (&recording->recorder));
  g_assert_cmpint (g_atomic_int_get (&slow_n_ended), ==, 0);
  g_assert_cmpuint (count_files (recording), ==, 0);

  slow_let (&slow_may_end, TRUE);
  await (g_atomic_int_get (&slow_n_ended) == 2);
  g_assert_false (slow_is_late);
}

/* What is still on its way through GStreamer then uses nothing of whoever has gone. */
static void
test_flows_on (Recording     *recording,
               gconstpointer  data)
{
  int n_ended = g_atomic_int_get (&slow_n_ended);
  g_autoptr (GError) error = NULL;

  show (recording, 320, 200, 0x2040c0);
  use_slow_sink ();
  slow_may_end = slow_is_held = slow_is_playing = TRUE;
  slow_n_come = slow_n_taken = 0;
  g_assert_true (start (recording, recording->file, &error));
  await (g_atomic_int_get (&slow_n_come) == 1);
  g_assert_finalize_object (g_steal_pointer (&recording->recorder));
  slow_let (&slow_is_held, FALSE);
  await (g_atomic_int_get (&slow_n_taken) > 1);
  slow_let (&slow_is_playing, FALSE);
  await (g_atomic_int_get (&slow_n_ended) == n_ended + 1);
  g_assert_false (slow_is_late);
  g_assert_cmpuint (count_files (recording), ==, 0);
}

/* The last of all: it is missing from then on. */
static void
test_no_encoder (Recording     *recording,
                 gconstpointer  data)
{
  g_autoptr (GstElementFactory) encoder = NULL;
  g_autoptr (GError) error = NULL;

  show (recording, 320, 200, 0x2040c0);
  g_assert_true (gst_init_check (NULL, NULL, NULL));
  encoder = gst_element_factory_find ("vp8enc");
  g_assert_nonnull (encoder);
  gst_registry_remove_feature (gst_registry_get (), GST_PLUGIN_FEATURE (encoder));
  g_assert_false (start (recording, recording->file, &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NO_RECORDER);
  g_assert_nonnull (strstr (error->message, "gstreamer1.0-plugins-good"));
  g_assert_true (sprint_problem_is_foreseen (error->domain, error->code));
  g_assert_cmpuint (count_files (recording), ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/screen-recorder/" name, Recording, NULL, set_up_recording, function, tear_down_recording)

int
main (int   argc,
      char *argv[])
{
  small_disks = small_disk_init ();
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  ADD ("film", test_film);
  ADD ("busy", test_busy);
  ADD ("no-room", test_no_room);
  ADD ("full-disk", test_full_disk);
  ADD ("full-before", test_full_before);
  ADD ("read-only", test_read_only);
  ADD ("moved", test_moved);
  ADD ("deleted", test_deleted);
  ADD ("deleted-before-its-end", test_deleted_before_its_end);
  ADD ("hang-up", test_hang_up);
  ADD ("refused", test_refused);
  ADD ("abandoned", test_abandoned);
  ADD ("slow-end", test_slow_end);
  ADD ("flows-on", test_flows_on);
  ADD ("no-encoder", test_no_encoder);

  return g_test_run ();
}
