/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query-double.h"

#include "await.h"
#include "core/host/check/host-error.h"

struct _QueryDouble
{
  GObject parent_instance;

  char *version;
  char *capabilities;
  SprintNetworkState *network;   /* NULL for a system without libvirt */
  GError *failure;
  char *until;         /* the file that ends the failure */
  gboolean silent;
  const char *about;   /* what it is silent about; NULL: everything */
  gboolean deaf;
  gboolean hasty;
  GPtrArray *open;     /* of GTask */
  GString *switched;
  SprintRemedyParts parts;   /* of the last */
  gboolean on;
  guint asked;
};

static void query_iface_init (SprintHypervisorQueryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QueryDouble, query_double, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPRINT_TYPE_HYPERVISOR_QUERY,
                                                      query_iface_init))

/* The last that was asked for. */
static void
switch_network (QueryDouble *self,
                GTask       *task)
{
  SprintRemedyParts changed = self->parts;

  if (self->network != NULL) {
    if (self->network->active == self->on)
      changed &= ~SPRINT_REMEDY_PARTS_START;
    if (self->network->autostart == self->on)
      changed &= ~SPRINT_REMEDY_PARTS_ENABLE;
    if ((changed & SPRINT_REMEDY_PARTS_START) != 0)
      self->network->active = self->on;
    if ((changed & SPRINT_REMEDY_PARTS_ENABLE) != 0)
      self->network->autostart = self->on;
  }
  g_task_return_int (task, changed);
}

static void
answer (QueryDouble *self,
        GTask       *task)
{
  const char *text = g_task_get_source_tag (task);

  if (self->failure != NULL && (self->until == NULL || !g_file_test (self->until, G_FILE_TEST_EXISTS)))
    g_task_return_error (task, g_error_copy (self->failure));
  else if (g_str_equal (text, "version"))
    g_task_return_pointer (task, g_strdup (self->version), g_free);
  else if (g_str_equal (text, "switch"))
    switch_network (self, task);
  else if (g_str_equal (text, "network"))
    g_task_return_pointer (task, self->network != NULL ? sprint_network_state_copy (self->network)
                                                       : sprint_network_state_new (),
                           (GDestroyNotify) sprint_network_state_free);
  else
    g_task_return_pointer (task, g_strdup (self->capabilities), g_free);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  QueryDouble *self = g_task_get_source_object (task);

  if (g_ptr_array_remove (self->open, task))
    g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

typedef struct
{
  QueryDouble *self;
  GAsyncReadyCallback callback;
  gpointer user_data;
} Hasty;

static void
hasty_cb (GCancellable *cancellable,
          gpointer      user_data)
{
  Hasty *hasty = user_data;
  g_autoptr (GTask) task = g_task_new (hasty->self, cancellable, NULL, NULL);

  g_task_return_error_if_cancelled (task);
  hasty->callback (G_OBJECT (hasty->self), G_ASYNC_RESULT (task), hasty->user_data);
}

/* What calls back by itself, as no GTask promises to. */
static void
ask_hasty (QueryDouble         *self,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  Hasty *hasty = g_new0 (Hasty, 1);

  hasty->self = self;
  hasty->callback = callback;
  hasty->user_data = user_data;
  self->asked++;
  g_cancellable_connect (cancellable, G_CALLBACK (hasty_cb), hasty, g_free);
}

static void
ask (SprintHypervisorQuery *query,
     const char            *what,
     GCancellable          *cancellable,
     GAsyncReadyCallback    callback,
     gpointer               user_data)
{
  QueryDouble *self = QUERY_DOUBLE (query);
  g_autoptr (GTask) task = NULL;

  if (self->hasty) {
    ask_hasty (self, cancellable, callback, user_data);
    return;
  }
  if (self->deaf)
    cancellable = NULL;
  task = g_task_new (self, cancellable, callback, user_data);
  self->asked++;
  g_task_set_static_name (task, what);
  g_task_set_source_tag (task, (gpointer) what);
  if (!self->silent || (self->about != NULL && !g_str_equal (self->about, what))) {
    answer (self, task);
    return;
  }

  g_ptr_array_add (self->open, g_object_ref (task));
  if (cancellable != NULL) {
    GSource *source = g_cancellable_source_new (cancellable);

    g_task_attach_source (task, source, G_SOURCE_FUNC (cancelled_cb));
    g_task_set_task_data (task, source, (GDestroyNotify) g_source_unref);
  }
}

static void
get_version_async (SprintHypervisorQuery *query,
                   GCancellable          *cancellable,
                   GAsyncReadyCallback    callback,
                   gpointer               user_data)
{
  ask (query, "version", cancellable, callback, user_data);
}

static void
get_domain_capabilities_async (SprintHypervisorQuery *query,
                               GCancellable          *cancellable,
                               GAsyncReadyCallback    callback,
                               gpointer               user_data)
{
  ask (query, "capabilities", cancellable, callback, user_data);
}

static void
get_network_async (SprintHypervisorQuery *query,
                   const char            *name,
                   GCancellable          *cancellable,
                   GAsyncReadyCallback    callback,
                   gpointer               user_data)
{
  g_assert_cmpstr (name, ==, "default");
  ask (query, "network", cancellable, callback, user_data);
}

static void
set_network_async (SprintHypervisorQuery *query,
                   const char            *name,
                   SprintRemedyParts      parts,
                   gboolean               on,
                   GCancellable          *cancellable,
                   GAsyncReadyCallback    callback,
                   gpointer               user_data)
{
  static const char * const words[] = {
    [SPRINT_REMEDY_PARTS_START] = "now ",
    [SPRINT_REMEDY_PARTS_ENABLE] = "always ",
    [SPRINT_REMEDY_PARTS_ALL] = "",
  };
  QueryDouble *self = QUERY_DOUBLE (query);

  self->parts = parts;
  self->on = on;
  g_string_append_printf (self->switched, "%s%s %s%s", self->switched->len > 0 ? ", " : "", name, words[parts],
                          on ? "on" : "off");
  ask (query, "switch", cancellable, callback, user_data);
}

static SprintNetworkState *
get_network_finish (SprintHypervisorQuery  *query,
                    GAsyncResult           *result,
                    GError                **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
get_version_finish (SprintHypervisorQuery  *query,
                    GAsyncResult           *result,
                    GError                **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GVirConfigDomainCapabilities *
get_domain_capabilities_finish (SprintHypervisorQuery  *query,
                                GAsyncResult           *result,
                                GError                **error)
{
  g_autofree char *xml = g_task_propagate_pointer (G_TASK (result), error);

  return xml != NULL ? gvir_config_domain_capabilities_new_from_xml (xml, error) : NULL;
}

/* It has words for failures of its own, as the machine room's are, and for no other. */
static char *
describe_error (SprintHypervisorQuery  *query,
                const GError           *error,
                char                  **advice)
{
  if (error->domain == G_IO_ERROR || error->domain == SPRINT_HOST_ERROR)
    return NULL;
  *advice = g_strdup ("What helps.");
  return g_strdup_printf ("The words of %d", error->code);
}

static void
query_iface_init (SprintHypervisorQueryInterface *iface)
{
  iface->get_version_async = get_version_async;
  iface->get_version_finish = get_version_finish;
  iface->get_domain_capabilities_async = get_domain_capabilities_async;
  iface->get_domain_capabilities_finish = get_domain_capabilities_finish;
  iface->get_network_async = get_network_async;
  iface->get_network_finish = get_network_finish;
  iface->set_network_async = set_network_async;
  iface->describe_error = describe_error;
}

static void
query_double_finalize (GObject *object)
{
  QueryDouble *self = QUERY_DOUBLE (object);

  g_assert_cmpuint (self->open->len, ==, 0);
  g_ptr_array_unref (self->open);
  g_string_free (self->switched, TRUE);
  g_free (self->version);
  g_free (self->capabilities);
  g_clear_pointer (&self->network, sprint_network_state_free);
  g_clear_error (&self->failure);
  g_free (self->until);

  G_OBJECT_CLASS (query_double_parent_class)->finalize (object);
}

static void
query_double_class_init (QueryDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = query_double_finalize;
}

static void
query_double_init (QueryDouble *self)
{
  self->open = g_ptr_array_new_with_free_func (g_object_unref);
  self->switched = g_string_new (NULL);
}

QueryDouble *
query_double_new (void)
{
  return g_object_new (TYPE_QUERY_DOUBLE, NULL);
}

void
query_double_answer (QueryDouble *self,
                     const char  *version,
                     const char  *capabilities)
{
  g_clear_error (&self->failure);
  g_set_str (&self->version, version);
  g_set_str (&self->capabilities, capabilities);
}

void
query_double_answer_recorded (QueryDouble *self,
                              const char  *version,
                              const char  *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SPRINT_TEST_DATA"), "definition", name,
                                            NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  query_double_answer (self, version, text);
}

void
query_double_answer_network (QueryDouble              *self,
                             const SprintNetworkState *network)
{
  g_clear_pointer (&self->network, sprint_network_state_free);
  self->network = sprint_network_state_copy (network);
}

void
query_double_refuse (QueryDouble *self,
                     const char  *words)
{
  query_double_fail (self, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT, words, NULL);
}

void
query_double_fail (QueryDouble *self,
                   GQuark       domain,
                   int          code,
                   const char  *words,
                   const char  *until)
{
  g_clear_error (&self->failure);
  self->failure = g_error_new_literal (domain, code, words);
  g_set_str (&self->until, until);
}

void
query_double_silence (QueryDouble *self,
                      gboolean     silent)
{
  g_autoptr (GPtrArray) open = NULL;

  self->silent = silent;
  self->about = NULL;
  if (silent)
    return;

  open = g_steal_pointer (&self->open);
  self->open = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < open->len; i++) {
    GTask *task = g_ptr_array_index (open, i);
    GSource *source = g_task_get_task_data (task);

    if (source != NULL)
      g_source_destroy (source);
    answer (self, task);
  }
}

void
query_double_silence_about (QueryDouble *self,
                            const char  *what)
{
  query_double_silence (self, TRUE);
  self->about = what;
}

void
query_double_set_deaf (QueryDouble *self,
                       gboolean     deaf)
{
  self->deaf = deaf;
}

void
query_double_set_hasty (QueryDouble *self,
                        gboolean     hasty)
{
  self->hasty = hasty;
}

void
query_double_set_deadline (QueryDouble *self,
                           guint        milliseconds)
{
  SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->deadline = milliseconds;
}

guint
query_double_get_asked (QueryDouble *self)
{
  return self->asked;
}

SprintCheck *
query_double_new_check (QueryDouble          *self,
                        const SprintQuestion *question)
{
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();

  return sprint_query_check_new (question, SPRINT_HYPERVISOR_QUERY (self), platform);
}

const char *
query_double_get_switched (QueryDouble *self)
{
  return self->switched->str;
}

void
query_double_ask_in_vain (QueryDouble *self,
                          SprintCheck *check)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  query_double_silence (self, TRUE);
  sprint_check_ask_async (check, cancellable, await_result_cb, &result);
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_null (result);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_RUNNING);

  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_false (sprint_check_ask_finish (check, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* Nothing was found out, and nothing is to be installed for it. */
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);
  g_assert_null (sprint_check_get_summary (check));
  g_assert_null (sprint_check_get_remedy (check));
}
