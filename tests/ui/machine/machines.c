/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machines.h"

#include "await.h"
#include "core/definition/gconfig-pointers.h"

/* As many as a connection has threads. */
#define THREADS 4

static SprintMachineInfo
read_info (SprintMachine *machine)
{
  SprintMachineInfo info = {
    .name = (char *) sprint_machine_get_name (machine),
    .title = g_strdup (sprint_machine_get_title (machine)),
    .problem = (char *) sprint_machine_get_problem (machine),
    .state_reason = sprint_machine_get_state_reason (machine),
    .state = sprint_machine_get_state (machine),
    .stop = sprint_machine_get_stop (machine),
    .display = sprint_machine_get_display (machine),
    .memory = sprint_machine_get_memory (machine),
    .vcpus = sprint_machine_get_vcpus (machine),
    .emulated = sprint_machine_get_emulated (machine),
    .persistent = sprint_machine_get_persistent (machine),
  };

  g_strlcpy (info.uuid, sprint_machine_get_uuid (machine), sizeof info.uuid);
  return info;
}

static void
update (SprintMachine     *machine,
        SprintMachineInfo *info)
{
  sprint_machine_update (machine, info);
  g_free (info->title);
}

SprintMachine *
machines_add (SprintConnection *connection,
              const char       *title)
{
  g_autofree char *uuid = g_uuid_string_random ();
  SprintMachineInfo info = {
    .name = (char *) title,
    .title = (char *) title,
    .state = SPRINT_MACHINE_STATE_RUNNING,
    .display = SPRINT_MACHINE_DISPLAY_NONE,
    .memory = G_GUINT64_CONSTANT (1) << 30,
    .vcpus = 1,
    .persistent = TRUE,
  };

  g_strlcpy (info.uuid, uuid, sizeof info.uuid);
  return sprint_connection_adopt_info (connection, &info);
}

void
machines_set_state (SprintMachine      *machine,
                    SprintMachineState  state,
                    const char         *reason)
{
  SprintMachineInfo info = read_info (machine);

  info.state = state;
  info.state_reason = reason;
  update (machine, &info);
}

void
machines_set_crash_kept (SprintMachine *machine)
{
  SprintMachineInfo info = read_info (machine);

  info.state = SPRINT_MACHINE_STATE_CRASHED;
  info.crash_kept = TRUE;
  update (machine, &info);
}

void
machines_set_title (SprintMachine *machine,
                    const char    *title)
{
  SprintMachineInfo info = read_info (machine);

  g_set_str (&info.title, title);
  update (machine, &info);
}

void
machines_set_display (SprintMachine        *machine,
                      SprintMachineDisplay  display)
{
  SprintMachineInfo info = read_info (machine);

  info.display = display;
  update (machine, &info);
}

void
machines_set_emulated (SprintMachine *machine,
                       gboolean       emulated)
{
  SprintMachineInfo info = read_info (machine);

  info.emulated = emulated;
  update (machine, &info);
}

SprintMachine *
machines_define (Scene      *scene,
                 const char *xml)
{
  virConnectPtr handle = sprint_connection_ref_handle (scene->connection);
  virDomainPtr domain = virDomainDefineXML (handle, xml);
  char uuid[VIR_UUID_STRING_BUFLEN];

  g_assert_nonnull (domain);
  g_assert_cmpint (virDomainGetUUIDString (domain, uuid), ==, 0);
  virDomainFree (domain);
  virConnectClose (handle);
  await (sprint_connection_find (scene->connection, uuid) != NULL);
  return g_object_ref (sprint_connection_find (scene->connection, uuid));
}

SprintMachine *
machines_first (Scene *scene)
{
  g_autoptr (SprintMachine) machine = g_list_model_get_item (G_LIST_MODEL (scene->connection), 0);

  return machine;   /* the connection holds it */
}

void
machines_settle (SprintMachine *machine)
{
  for (guint i = 0; i <= THREADS; i++) {
    g_autoptr (GVirConfigDomain) description = scene_describe (machine);
  }
}

gboolean
machines_rests (SprintMachine      *machine,
                SprintMachineState  state)
{
  return sprint_machine_get_state (machine) == state && !sprint_machine_get_busy (machine);
}

void
machines_problem_cb (gpointer       teller,
                     const GError  *error,
                     GError       **kept)
{
  g_clear_error (kept);
  *kept = g_error_copy (error);
}
