/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-problem.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/host/check/host-error.h"
#include "core/host/packages/component.h"
#include "core/problem/problem.h"

/* Where the names of packages are not known, those of programs are all that helps. */
static char *
describe_programs (SprintPackageTable *table,
                   const char * const *components)
{
  const char *distribution = sprint_package_table_get_distribution (table);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *joined = NULL;

  for (gsize i = 0; components[i] != NULL; i++)
    g_strv_builder_add (builder, sprint_component_get_title (components[i]));
  names = g_strv_builder_end (builder);
  joined = g_strjoinv (", ", names);

  /* Translators: a distribution's name, and a list of programs */
  return g_strdup_printf (_("Sprint does not know the names of the packages of %s. Install these with its own tools, "
                            "then try again: %s."),
                          distribution != NULL ? distribution : _("this system"), joined);
}

char *
sprint_package_problem_describe (SprintPackageTable *table,
                                 const char * const *components,
                                 const GError       *error)
{
  g_autoptr (SprintProblem) problem = NULL;
  g_auto (GStrv) unknown = NULL;
  char *words = NULL;

  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (table), NULL);
  g_return_val_if_fail (error != NULL, NULL);

  problem = sprint_problem_new (error);
  unknown = sprint_package_table_get_unknown (table, components);
  if (unknown[0] != NULL && g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_PACKAGE))
    return describe_programs (table, (const char * const *) unknown);
  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_IMAGE_BASED))
    sprint_package_table_get_image_based (table, &words);
  else if (problem->remedy != NULL)
    words = g_strdup_printf ("%s %s", problem->sentence, problem->remedy);
  else
    words = g_strdup (problem->sentence);

  return words;
}

/* To install only what is missing, as far as that is known. */
static char **
get_names (SprintPackageTable *table,
           const char * const *components,
           SprintPackagePlan  *plan)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  const char * const *requested = plan != NULL ? sprint_package_plan_get_requested (plan) : NULL;

  if (requested == NULL || requested[0] == NULL)
    return sprint_package_table_get_packages (table, components);

  builder = g_strv_builder_new ();
  for (guint i = 0; requested[i] != NULL; i++)
    g_strv_builder_take (builder, g_strndup (requested[i], strcspn (requested[i], " ")));
  g_strv_builder_addv (builder, (const char **) sprint_package_plan_get_unknown (plan));

  return g_strv_builder_end (builder);
}

char *
sprint_package_problem_get_command (SprintPackageTable *table,
                                    const char * const *components,
                                    SprintPackagePlan  *plan,
                                    const GError       *error)
{
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (SPRINT_IS_PACKAGE_TABLE (table), NULL);

  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_UNFINISHED))
    return sprint_package_table_get_repair_command (table);
  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DATABASE))
    return sprint_package_table_get_restore_command (table);

  names = get_names (table, components, plan);

  return sprint_package_table_get_command (table, (const char * const *) names);
}
