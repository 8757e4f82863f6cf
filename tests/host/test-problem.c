/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "core-enums.h"
#include "core/catalogue/catalogue.h"
#include "core/console/guest/folder-check.h"
#include "core/console/session/console-session.h"
#include "core/definition/definition.h"
#include "core/host/check/host-error.h"
#include "core/machine/machine-error.h"
#include "core/problem/problem.h"

static void
check_domain (GQuark domain,
              GType  type)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < klass->n_values; i++) {
    g_autoptr (GError) error = g_error_new (domain, klass->values[i].value, "raw %u", i);
    g_autoptr (SprintProblem) problem = sprint_problem_new (error);

    g_test_message ("%s", klass->values[i].value_name);
    g_assert_true (sprint_problem_is_foreseen (domain, klass->values[i].value));
    g_assert_cmpstr (problem->details, ==, error->message);
    g_assert_false (g_str_has_suffix (problem->title, "."));
    g_assert_true (g_str_has_suffix (problem->sentence, "."));
    g_assert_true (g_hash_table_add (sentences, g_strdup (problem->sentence)));
  }
}

static void
test_every_code (void)
{
  check_domain (SPRINT_HOST_ERROR, SPRINT_TYPE_HOST_ERROR);
  check_domain (SPRINT_CATALOGUE_ERROR, SPRINT_TYPE_CATALOGUE_ERROR);
  check_domain (SPRINT_DEFINITION_ERROR, SPRINT_TYPE_DEFINITION_ERROR);
  check_domain (SPRINT_MACHINE_ERROR, SPRINT_TYPE_MACHINE_ERROR);
  check_domain (SPRINT_CONSOLE_ERROR, SPRINT_TYPE_CONSOLE_ERROR);
  check_domain (SPRINT_FOLDER_ERROR, SPRINT_TYPE_FOLDER_ERROR);
}

static void
test_unforeseen (void)
{
  g_autoptr (GError) error = g_error_new (g_quark_from_static_string ("another"), 7, "raw words");
  g_autoptr (SprintProblem) problem = sprint_problem_new (error);
  g_autoptr (SprintProblem) copy = sprint_problem_copy (problem);

  g_assert_false (sprint_problem_is_foreseen (error->domain, error->code));
  g_assert_nonnull (problem->title);
  g_assert_nonnull (problem->sentence);
  g_assert_cmpstr (copy->details, ==, "raw words");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/problem/every-code", test_every_code);
  g_test_add_func ("/problem/unforeseen", test_unforeseen);

  return g_test_run ();
}
