/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include "core/machine/machine-error-private.h"
#include "core/problem/problem.h"

static virError last;
static gboolean has_last;

/* In place of libvirt's own: the error that a test says is the last. */
virErrorPtr
virGetLastError (void)
{
  return has_last ? &last : NULL;
}

int
virGetLastErrorCode (void)
{
  return has_last ? last.code : VIR_ERR_OK;
}

static GError *
translate (int         code,
           const char *message)
{
  GError *error = NULL;

  last.code = code;
  last.message = (char *) message;
  has_last = TRUE;
  sprint_machine_error_set_from_libvirt (&error);
  g_assert_true (error->domain == SPRINT_MACHINE_ERROR);
  return error;
}

static void
test_codes (void)
{
  static const struct {
    int libvirt;
    SprintMachineError code;
  } codes[] = {
    { VIR_ERR_NO_CONNECT, SPRINT_MACHINE_ERROR_NO_DAEMON },
    { VIR_ERR_INVALID_CONN, SPRINT_MACHINE_ERROR_NO_DAEMON },
    { VIR_ERR_AUTH_FAILED, SPRINT_MACHINE_ERROR_NOT_AUTHORIZED },
    { VIR_ERR_AUTH_CANCELLED, SPRINT_MACHINE_ERROR_NOT_AUTHORIZED },
    { VIR_ERR_AUTH_UNAVAILABLE, SPRINT_MACHINE_ERROR_NO_AGENT },
    { VIR_ERR_ACCESS_DENIED, SPRINT_MACHINE_ERROR_NOT_AUTHORIZED },
    { VIR_ERR_OPERATION_DENIED, SPRINT_MACHINE_ERROR_NOT_AUTHORIZED },
    { VIR_ERR_NO_DOMAIN, SPRINT_MACHINE_ERROR_NO_MACHINE },
    { VIR_ERR_DOM_EXIST, SPRINT_MACHINE_ERROR_NAME_TAKEN },
    { VIR_ERR_OPERATION_INVALID, SPRINT_MACHINE_ERROR_INVALID_STATE },
    { VIR_ERR_XML_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION },
    { VIR_ERR_XML_DETAIL, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION },
    { VIR_ERR_XML_INVALID_SCHEMA, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION },
    { VIR_ERR_INVALID_ARG, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION },
    { VIR_ERR_NO_NAME, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION },
    { VIR_ERR_OS_TYPE, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION },
    { VIR_ERR_NO_SOURCE, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION },
    { VIR_ERR_NO_TARGET, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION },
    { VIR_ERR_NO_MEMORY, SPRINT_MACHINE_ERROR_NO_MEMORY },
    { VIR_ERR_NO_SUPPORT, SPRINT_MACHINE_ERROR_NOT_SUPPORTED },
    { VIR_ERR_CONFIG_UNSUPPORTED, SPRINT_MACHINE_ERROR_NOT_SUPPORTED },
    { VIR_ERR_OPERATION_UNSUPPORTED, SPRINT_MACHINE_ERROR_NOT_SUPPORTED },
    { VIR_ERR_ARGUMENT_UNSUPPORTED, SPRINT_MACHINE_ERROR_NOT_SUPPORTED },
    { VIR_ERR_OPERATION_TIMEOUT, SPRINT_MACHINE_ERROR_TIMED_OUT },
    { VIR_ERR_AGENT_UNRESPONSIVE, SPRINT_MACHINE_ERROR_TIMED_OUT },
    { VIR_ERR_RPC, SPRINT_MACHINE_ERROR_CONNECTION_LOST },
    { VIR_ERR_NO_STORAGE_POOL, SPRINT_MACHINE_ERROR_STORAGE },
    { VIR_ERR_NO_STORAGE_VOL, SPRINT_MACHINE_ERROR_STORAGE },
    { VIR_ERR_STORAGE_VOL_EXIST, SPRINT_MACHINE_ERROR_STORAGE },
    { VIR_ERR_INTERNAL_ERROR, SPRINT_MACHINE_ERROR_FAILED },
    { VIR_ERR_SYSTEM_ERROR, SPRINT_MACHINE_ERROR_FAILED },
    { VIR_ERR_OPERATION_FAILED, SPRINT_MACHINE_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = translate (codes[i].libvirt, "raw words");

    g_test_message ("%d", codes[i].libvirt);
    g_assert_error (error, SPRINT_MACHINE_ERROR, (int) codes[i].code);
    g_assert_cmpstr (error->message, ==, "raw words");
  }
}

/* What libvirt says of things that it has no code of their own for. */
static void
test_words (void)
{
  static const struct {
    const char *words;
    SprintMachineError code;
  } words[] = {
    { "Failed to connect socket to '/run/user/1000/libvirt/libvirt-sock': No such file or directory",
      SPRINT_MACHINE_ERROR_NO_DAEMON },
    { "Failed to find user record for uid '1234'", SPRINT_MACHINE_ERROR_NO_DAEMON },
    { "no connection driver available for qemu:///session", SPRINT_MACHINE_ERROR_NO_DAEMON },
    { "binary 'virtqemud' does not exist in $PATH", SPRINT_MACHINE_ERROR_NO_DAEMON },
    { "Cannot find 'virtqemud' in path: No such file or directory", SPRINT_MACHINE_ERROR_NO_DAEMON },
    { "Cannot find 'libvirtd' in path: No such file or directory", SPRINT_MACHINE_ERROR_NO_DAEMON },
    { "Cannot find 'passt' in path: No such file or directory", SPRINT_MACHINE_ERROR_FAILED },
    { "Cannot find 'virtiofsd' in path: No such file or directory", SPRINT_MACHINE_ERROR_FAILED },
    { "internal error: Cannot find suitable CPU model for given data", SPRINT_MACHINE_ERROR_FAILED },
    { "internal error: Failed to find QOM Object path for device", SPRINT_MACHINE_ERROR_FAILED },
    { "internal error: client socket is closed", SPRINT_MACHINE_ERROR_CONNECTION_LOST },
    { "End of file while reading data: Input/output error", SPRINT_MACHINE_ERROR_CONNECTION_LOST },
    { "Cannot write data: Broken pipe", SPRINT_MACHINE_ERROR_CONNECTION_LOST },
    { "Cannot recv data: Connection reset by peer", SPRINT_MACHINE_ERROR_CONNECTION_LOST },
    { "An error occurred, but the cause is unknown", SPRINT_MACHINE_ERROR_CONNECTION_LOST },
    { "cannot allocate 1048576 bytes in file '/pool/a.qcow2': No space left on device",
      SPRINT_MACHINE_ERROR_NO_SPACE },
    { "Cannot access storage file '/pool/a.qcow2': No such file or directory", SPRINT_MACHINE_ERROR_STORAGE },
    { "qemu-img: Could not open '/pool/a.qcow2': Image is not in qcow2 format", SPRINT_MACHINE_ERROR_STORAGE },
    { "internal error: process exited while connecting to monitor: qemu: -blockdev {...}: Failed to get lock",
      SPRINT_MACHINE_ERROR_STORAGE },
    { "qemu: cannot set up guest memory 'pc.ram': Cannot allocate memory", SPRINT_MACHINE_ERROR_NO_MEMORY },
    { "Unable to start: Cannot allocate memory", SPRINT_MACHINE_ERROR_NO_MEMORY },
    { "SSH: Authentication failed", SPRINT_MACHINE_ERROR_NOT_AUTHORIZED },
    { "operation failed: domain 'a' already exists with uuid …", SPRINT_MACHINE_ERROR_NAME_TAKEN },
    { "something nobody foresaw", SPRINT_MACHINE_ERROR_FAILED },
    { "", SPRINT_MACHINE_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (GError) error = translate (VIR_ERR_INTERNAL_ERROR, words[i].words);

    g_test_message ("%s", words[i].words);
    g_assert_error (error, SPRINT_MACHINE_ERROR, (int) words[i].code);
    g_assert_cmpstr (error->message, ==, words[i].words);
  }
}

/* Every code that there is or may come ends in one that there are words for. */
static void
test_every_code (void)
{
  for (int code = 0; code < 200; code++) {
    g_autoptr (GError) error = translate (code, code % 2 ? "raw words" : NULL);

    g_assert_true (sprint_problem_is_foreseen (error->domain, error->code));
    g_assert_cmpstr (error->message, !=, "");
  }
}

static void
test_no_error (void)
{
  g_autoptr (GError) error = NULL;

  has_last = FALSE;
  sprint_machine_error_set_from_libvirt (&error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FAILED);
  g_assert_cmpstr (error->message, !=, "");
  /* For whoever does not want to know. */
  sprint_machine_error_set_from_libvirt (NULL);
}

static void
test_adopt (void)
{
  GQuark gvir = g_quark_from_static_string ("gvir-domain");
  GError *error = NULL;

  sprint_machine_error_adopt (NULL);
  sprint_machine_error_adopt (&error);
  g_assert_no_error (error);

  /* The code is libvirt's last of this thread, the words are libvirt-glib's. */
  last.code = VIR_ERR_OPERATION_INVALID;
  has_last = TRUE;
  error = g_error_new_literal (gvir, 0, "Unable to suspend domain: domain is not running");
  sprint_machine_error_adopt (&error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_STATE);
  g_assert_cmpstr (error->message, ==, "Unable to suspend domain: domain is not running");

  /* What is in a domain that is known stays as it is. */
  last.code = VIR_ERR_NO_DOMAIN;
  sprint_machine_error_adopt (&error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_STATE);
  g_clear_error (&error);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  sprint_machine_error_adopt (&error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* Without a code the words tell. */
  has_last = FALSE;
  error = g_error_new_literal (gvir, 0, "Unable to start: No space left on device");
  sprint_machine_error_adopt (&error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE);
  g_clear_error (&error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/machine-error/codes", test_codes);
  g_test_add_func ("/machine-error/words", test_words);
  g_test_add_func ("/machine-error/every-code", test_every_code);
  g_test_add_func ("/machine-error/no-error", test_no_error);
  g_test_add_func ("/machine-error/adopt", test_adopt);
  return g_test_run ();
}
