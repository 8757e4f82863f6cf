/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * install-time PID
 *
 * Examines this computer, installs through PackageKit what that finds missing, and examines it again, as the window
 * does. Prints a line of JSON: the milliseconds of each part, the seconds of CPU that the process PID, PackageKit's,
 * and its children took to install, those of this process meanwhile, what was asked for, and how much is missing still.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/sprint/services.h"

static void
take_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
stop_on (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

/* Milliseconds since @begin, which is now afterwards. */
static double
lap (gint64 *begin)
{
  gint64 now = g_get_monotonic_time ();
  double took = (now - *begin) / 1000.0;

  *begin = now;

  return took;
}

/* proc_pid_stat(5): fields 14 to 17. */
static double
read_cpu (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "stat", NULL);
  g_autofree char *text = NULL;
  unsigned long used[4];
  const char *end;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (end = strrchr (text, ')')) == NULL ||
      sscanf (end + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu", &used[0], &used[1], &used[2],
              &used[3]) != 4)
    exit (1);

  return (double) (used[0] + used[1] + used[2] + used[3]) / sysconf (_SC_CLK_TCK);
}

static void
examine (SprintHost *host)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_host_examine_async (host, NULL, take_cb, &result);
  sprint_host_examine_finish (host, await (&result), &error);
  stop_on (error);
}

static SprintPackagePlan *
plan (SprintPackageInstaller *installer,
      const char * const     *packages)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SprintPackagePlan *planned;

  sprint_package_installer_plan_async (installer, packages, NULL, take_cb, &result);
  planned = sprint_package_installer_plan_finish (installer, await (&result), &error);
  stop_on (error);

  return planned;
}

static void
install (SprintPackageInstaller *installer,
         SprintPackagePlan      *planned)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_package_installer_install_async (installer, planned, NULL, take_cb, &result);
  sprint_package_installer_install_finish (installer, await (&result), &error);
  stop_on (error);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (SprintServices) services = sprint_services_new (platform, SPRINT_SERVICES_LOCAL_URI);
  SprintHost *host = sprint_services_get_host (services);
  SprintPackageInstaller *installer = sprint_services_get_package_installer (services);
  g_autoptr (SprintPackagePlan) planned = NULL;
  g_auto (GStrv) packages = NULL;
  g_autofree char *names = NULL;
  double planning, installing, examining, cpu, own;
  gint64 begin;

  setlocale (LC_ALL, "");
  if (argc != 2)
    return 2;
  examine (host);
  packages = sprint_package_table_get_packages (sprint_services_get_package_table (services),
                                                sprint_host_get_missing_components (host));
  names = g_strjoinv (" ", packages);
  begin = g_get_monotonic_time ();
  planned = plan (installer, (const char * const *) packages);
  planning = lap (&begin);
  cpu = read_cpu (argv[1]);
  own = read_cpu ("self");
  install (installer, planned);
  installing = lap (&begin);
  cpu = read_cpu (argv[1]) - cpu;
  own = read_cpu ("self") - own;
  examine (host);
  examining = lap (&begin);
  printf ("{\"packages\":\"%s\",\"plan\":%.1f,\"install\":%.1f,\"examine\":%.1f,\"cpu\":%.2f,\"own\":%.2f,"
          "\"missing\":%u}\n", names, planning, installing, examining, cpu, own,
          g_strv_length ((char **) sprint_host_get_missing_components (host)));

  return 0;
}
