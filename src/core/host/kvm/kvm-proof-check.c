/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kvm-proof-check.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "core/host/check/finding.h"
#include "kvm-proof-report.h"

/* Milliseconds that a child which was killed has to end. One that hangs within the kernel's KVM never does. */
#define GRACE 1000

struct _SprintKvmProofCheck
{
  SprintCheck parent_instance;

  char *helper;
  char *device;
  guint deadline;
  SprintAccelerationRecord *record;
  SprintFinding *proof;      /* what the child found, whatever guests have taught */
};

static const SprintCheckInfo info = {
  "kvm-proof", SPRINT_CHECK_GROUP_KVM, SPRINT_CHECK_SCOPE_MACHINES, N_("Acceleration"),
  N_("With KVM that works, machines run at nearly the speed of this computer; without it they are emulated, many times "
     "slower."),
};

G_DEFINE_FINAL_TYPE (SprintKvmProofCheck, sprint_kvm_proof_check, SPRINT_TYPE_CHECK)

/* One run of the child. */
typedef struct
{
  GSubprocess *child;
  GCancellable *inner;       /* what waiting for the child is broken off by */
  GCancellable *outer;       /* (nullable): the caller's */
  gulong forwarding;
  guint timeout;
  gboolean late;
} Run;

static void
run_free (Run *run)
{
  g_clear_handle_id (&run->timeout, g_source_remove);
  g_cancellable_disconnect (run->outer, run->forwarding);
  g_clear_object (&run->outer);
  g_clear_object (&run->inner);
  g_clear_object (&run->child);
  g_free (run);
}

static void
show (SprintKvmProofCheck *self)
{
  const char *failure = sprint_acceleration_record_get_failure (self->record);
  g_autofree char *details = NULL;

  if (self->proof == NULL)
    return;

  if (failure != NULL && sprint_kvm_proof_check_get_proved (self)) {
    details = g_strdup_printf ("%s\n\n%s", failure, self->proof->details);
    sprint_check_set_result (SPRINT_CHECK (self), SPRINT_CHECK_STATE_WARN,
                             _("A machine failed because of KVM, so machines are emulated in software"), details,
                             sprint_remedy_new (_("Update the kernel and the firmware, then make a machine and have "
                                                  "it try hardware acceleration again: once one has run, this is "
                                                  "forgotten."), NULL, NULL));
    return;
  }

  sprint_check_set_result (SPRINT_CHECK (self), self->proof->state, self->proof->summary, self->proof->details,
                           self->proof->remedy != NULL ? g_object_ref (self->proof->remedy) : NULL);
}

static void
failure_cb (SprintKvmProofCheck *self)
{
  if (sprint_check_get_state (SPRINT_CHECK (self)) != SPRINT_CHECK_STATE_RUNNING)
    show (self);
}

static void
sprint_kvm_proof_check_dispose (GObject *object)
{
  SprintKvmProofCheck *self = SPRINT_KVM_PROOF_CHECK (object);

  if (self->record != NULL)
    g_signal_handlers_disconnect_by_func (self->record, failure_cb, self);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (sprint_kvm_proof_check_parent_class)->dispose (object);
}

static void
sprint_kvm_proof_check_finalize (GObject *object)
{
  SprintKvmProofCheck *self = SPRINT_KVM_PROOF_CHECK (object);

  g_free (self->helper);
  g_free (self->device);
  g_clear_pointer (&self->proof, sprint_finding_free);

  G_OBJECT_CLASS (sprint_kvm_proof_check_parent_class)->finalize (object);
}

static void
conclude (SprintKvmProofCheck *self,
          SprintFinding       *proof)
{
  g_clear_pointer (&self->proof, sprint_finding_free);
  self->proof = proof;
  show (self);
}

static void
forward_cb (GCancellable *outer,
            gpointer      inner)
{
  g_cancellable_cancel (inner);
}

static gboolean
given_up_cb (gpointer user_data)
{
  Run *run = user_data;

  run->timeout = 0;
  g_cancellable_cancel (run->inner);

  return G_SOURCE_REMOVE;
}

static gboolean
late_cb (gpointer user_data)
{
  Run *run = user_data;

  run->late = TRUE;
  g_subprocess_force_exit (run->child);
  run->timeout = g_timeout_add (GRACE, given_up_cb, run);

  return G_SOURCE_REMOVE;
}

/* The helper's own alarm ends it in time; any other signal that it did not expect is a crash. One that answered in time
 * may be heard late, where this program had other things to do. */
static SprintKvmProofEnd
get_end (Run      *run,
         gboolean  ended)
{
  if (ended && g_subprocess_get_if_exited (run->child))
    return SPRINT_KVM_PROOF_ENDED;
  if (run->late || (ended && g_subprocess_get_term_sig (run->child) == SIGALRM))
    return SPRINT_KVM_PROOF_LATE;

  return SPRINT_KVM_PROOF_CRASHED;
}

static void
communicated_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GSubprocess *child = G_SUBPROCESS (object);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  Run *run = g_task_get_task_data (task);
  SprintKvmProofCheck *self = g_task_get_source_object (task);
  gboolean ended;

  g_clear_handle_id (&run->timeout, g_source_remove);
  ended = g_subprocess_communicate_utf8_finish (child, result, &output, NULL, &error) ||
          !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (!ended) {
    g_subprocess_force_exit (child);
    if (!run->late || g_cancellable_is_cancelled (run->outer)) {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  }

  conclude (self, sprint_kvm_proof_report_read (output != NULL ? output : "", get_end (run, ended)));
  g_task_return_boolean (task, TRUE);
}

static void
sprint_kvm_proof_check_ask_async (SprintCheck         *check,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  SprintKvmProofCheck *self = SPRINT_KVM_PROOF_CHECK (check);
  const char * const argv[] = { self->helper, self->device, NULL };
  g_autoptr (GError) error = NULL;
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, sprint_kvm_proof_check_ask_async);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

  /* In the sandbox where there is one: it has /dev/kvm and the helper. What is open here closes itself on exec; else
   * GLib would fork, and copy the page tables of a whole application in the main loop. */
  run->child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE |
                                  G_SUBPROCESS_FLAGS_INHERIT_FDS, &error);
  if (run->child == NULL) {
    conclude (self, sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                        _("KVM could not be tried: Sprint’s own helper program is missing"),
                                        error->message));
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }

  run->inner = g_cancellable_new ();
  if (cancellable != NULL) {
    run->outer = g_object_ref (cancellable);
    run->forwarding = g_cancellable_connect (cancellable, G_CALLBACK (forward_cb), g_object_ref (run->inner),
                                             g_object_unref);
  }
  run->timeout = g_timeout_add (self->deadline, late_cb, run);
  g_subprocess_communicate_utf8_async (run->child, NULL, run->inner, communicated_cb, task);
}

static gboolean
sprint_kvm_proof_check_ask_finish (SprintCheck   *check,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sprint_kvm_proof_check_class_init (SprintKvmProofCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SprintCheckClass *check_class = SPRINT_CHECK_CLASS (klass);

  object_class->dispose = sprint_kvm_proof_check_dispose;
  object_class->finalize = sprint_kvm_proof_check_finalize;
  check_class->ask_async = sprint_kvm_proof_check_ask_async;
  check_class->ask_finish = sprint_kvm_proof_check_ask_finish;
}

static void
sprint_kvm_proof_check_init (SprintKvmProofCheck *self)
{
}

SprintCheck *
sprint_kvm_proof_check_new (const char               *helper,
                            const char               *device,
                            SprintAccelerationRecord *record,
                            guint                     deadline)
{
  SprintKvmProofCheck *self;

  g_return_val_if_fail (helper != NULL && device != NULL, NULL);
  g_return_val_if_fail (SPRINT_IS_ACCELERATION_RECORD (record), NULL);

  self = g_object_new (SPRINT_TYPE_KVM_PROOF_CHECK, "info", &info, NULL);
  self->helper = g_strdup (helper);
  self->device = g_strdup (device);
  self->deadline = deadline;
  self->record = g_object_ref (record);
  g_signal_connect_object (record, "notify::failure", G_CALLBACK (failure_cb), self, G_CONNECT_SWAPPED);

  return SPRINT_CHECK (self);
}

gboolean
sprint_kvm_proof_check_get_proved (SprintKvmProofCheck *self)
{
  g_return_val_if_fail (SPRINT_IS_KVM_PROOF_CHECK (self), FALSE);

  /* Slow is proved too. */
  return self->proof != NULL && (self->proof->state == SPRINT_CHECK_STATE_PASS ||
                                 self->proof->state == SPRINT_CHECK_STATE_NOTE);
}
