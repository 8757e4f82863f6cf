/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "real-qemu.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

#include "await.h"

struct _RealQemu
{
  GSubprocess *process;
  GSocketConnection *connection;
  GDataInputStream *input;
  GCancellable *cancellable;
  GPtrArray *said;      /* lines */
  char *serial;
  guint n_asked;
  gboolean reading;
  gboolean gone;
};

static void read_line (RealQemu *self);

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  RealQemu *self = user_data;
  char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  self->reading = FALSE;
  if (line == NULL)
    return;

  g_test_message ("%s", line);
  g_ptr_array_add (self->said, line);
  read_line (self);
}

static void
read_line (RealQemu *self)
{
  self->reading = TRUE;
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, self->cancellable, line_cb, self);
}

static void
gone_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  RealQemu *self = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  g_test_message ("QEMU has ended: %d", g_subprocess_get_status (G_SUBPROCESS (source)));
  self->gone = TRUE;
}

static GSubprocess *
spawn (RealQemu   *self,
       const char *monitor,
       const char *disk,
       guint       port,
       const char *incoming,
       gboolean    seamless)
{
  g_autofree char *drive = g_strdup_printf ("if=ide,format=raw,file=%s", disk);
  g_autofree char *serial = g_strdup_printf ("file:%s", self->serial);
  g_autofree char *control = g_strdup_printf ("socket,id=control,path=%s", monitor);
  g_autofree char *from = g_strdup_printf ("unix:%s", incoming);
  g_autofree char *spice = g_strdup_printf ("addr=127.0.0.1,port=%u,disable-ticketing=on,seamless-migration=%s", port,
                                            seamless ? "on" : "off");
  const char *argv[] = {
    "qemu-system-x86_64", "-machine", "pc,accel=tcg", "-m", "64", "-nodefaults", "-no-user-config", "-display", "none",
    "-device", "VGA", "-drive", drive, "-serial", serial, "-chardev", control, "-mon", "chardev=control,mode=control",
    "-device", "virtio-serial-pci", "-chardev", "spicevmc,id=agent,name=vdagent",
    "-device", "virtserialport,chardev=agent,name=com.redhat.spice.0",
    "-device", "qemu-xhci", "-device", "usb-tablet", "-chardev", "spicevmc,id=usb,name=usbredir",
    "-device", "usb-redir,chardev=usb", "-spice", spice, incoming != NULL ? "-incoming" : NULL, from, NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  GSubprocess *process;

  /* What it warns of is not to end it. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, gone_cb, self);

  return process;
}

/* It connects to the test, so that nobody has to ask whether it is there yet. */
static GSocketListener *
listen_at (const char *path)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;
  GSocketListener *listener = g_socket_listener_new ();

  g_unlink (path);
  g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL,
                                 &error);
  g_assert_no_error (error);

  return listener;
}

RealQemu *
real_qemu_new (const char *folder,
               const char *name,
               const char *disk,
               guint       port,
               const char *incoming,
               gboolean    seamless)
{
  RealQemu *self = g_new0 (RealQemu, 1);
  g_autofree char *stem = g_build_filename (folder, name, NULL);
  g_autofree char *monitor = g_strconcat (stem, ".monitor", NULL);
  g_autoptr (GSocketListener) listener = listen_at (monitor);
  g_autoptr (GAsyncResult) accepted = NULL;
  g_autoptr (GError) error = NULL;

  self->serial = g_strconcat (stem, ".serial", NULL);
  self->said = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  g_socket_listener_accept_async (listener, NULL, await_result_cb, &accepted);
  self->process = spawn (self, monitor, disk, port, incoming, seamless);
  await (accepted != NULL || self->gone);
  g_assert_nonnull (accepted);
  self->connection = g_socket_listener_accept_finish (listener, accepted, NULL, &error);
  g_assert_no_error (error);
  self->input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)));
  read_line (self);
  real_qemu_do (self, "qmp_capabilities", NULL);

  return self;
}

void
real_qemu_free (RealQemu *self)
{
  real_qemu_kill (self);
  g_cancellable_cancel (self->cancellable);
  await (!self->reading);
  g_clear_object (&self->input);
  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->process);
  g_ptr_array_unref (self->said);
  g_free (self->serial);
  g_free (self);
}

static const char *
find_said (RealQemu   *self,
           const char *words)
{
  for (guint i = 0; i < self->said->len; i++) {
    if (strstr (self->said->pdata[i], words) != NULL)
      return self->said->pdata[i];
  }

  return NULL;
}

char *
real_qemu_try (RealQemu   *self,
               const char *command,
               const char *arguments)
{
  g_autofree char *id = g_strdup_printf ("\"id\": \"asked-%u\"", ++self->n_asked);
  g_autofree char *line = g_strdup_printf ("{ \"execute\": \"%s\", \"arguments\": %s, %s }\n", command,
                                           arguments != NULL ? arguments : "{}", id);
  g_autoptr (GError) error = NULL;
  const char *answer = NULL;

  g_test_message ("%s", line);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)), line, strlen (line), NULL,
                             NULL, &error);
  g_assert_no_error (error);
  await ((answer = find_said (self, id)) != NULL);

  return g_strdup (answer);
}

void
real_qemu_do (RealQemu   *self,
              const char *command,
              const char *arguments)
{
  g_autofree char *answer = real_qemu_try (self, command, arguments);

  if (strstr (answer, "\"return\"") == NULL)
    g_error ("%s: %s", command, answer);
}

gboolean
real_qemu_has_said (RealQemu   *self,
                    const char *words)
{
  return find_said (self, words) != NULL;
}

guint
real_qemu_count_said (RealQemu   *self,
                      const char *words)
{
  guint n = 0;

  for (guint i = 0; i < self->said->len; i++)
    n += strstr (self->said->pdata[i], words) != NULL;

  return n;
}

void
real_qemu_kill (RealQemu *self)
{
  g_subprocess_force_exit (self->process);
  await (self->gone);
}

char *
real_qemu_read_typed (RealQemu *self)
{
  char *typed = NULL;

  return g_file_get_contents (self->serial, &typed, NULL, NULL) ? typed : g_strdup ("");
}
