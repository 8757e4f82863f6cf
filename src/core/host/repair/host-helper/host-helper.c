/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * sprint-host-helper ACTION [NAME]: what Sprint does to a computer as its administrator. polkit starts it (pkexec), and
 * asks the person for each action by a rule of its own: data/io.github.kvmsprint.Sprint.policy.in.
 *
 *   load-module NAME     loads a module of the kernel, now and at each start
 *   unload-module NAME   takes that back
 *   join-group NAME      adds the person who asks to a group
 *   leave-group NAME     takes that back
 *   inspect              prints, as JSON, what only root may read; changes nothing
 *
 * The two of groups print "unchanged" where all was so already.
 *
 * Names are of the lists below and nothing else; whom a group is for is who started pkexec, never an argument. Not
 * linked with anything, no shell, and an environment of its own making.
 *
 * Exit status: 0 done, 2 not called as above, 3 not started by polkit, 4 a program of the system is missing, 5 failed;
 * a line on the standard error says why.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <inttypes.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "firmware-message.h"

#define CONFIGURATION "/etc/modules-load.d"
#define LOCK "/run/sprint-host-helper.lock"
#define MAX_OUTPUT 65536
/* Of the lock, ten a second. */
#define MAX_TRIES 600

enum { DONE = 0, USAGE = 2, NOT_POLKIT = 3, MISSING = 4, FAILED = 5 };

/* What findings offer, and nothing else: of the usual groups, libvirt's is as good as root. */
static const char * const modules[] = { "kvm_amd", "kvm_intel", NULL };
static const char * const groups[] = { "kvm", "render", NULL };
static char * const environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", NULL };

static int say (int status, const char *format, ...) __attribute__ ((format (printf, 2, 3)));

static int
say (int         status,
     const char *format,
     ...)
{
  va_list arguments;

  va_start (arguments, format);
  fputs ("sprint-host-helper: ", stderr);
  vfprintf (stderr, format, arguments);
  fputc ('\n', stderr);
  va_end (arguments);

  return status;
}

static bool
is_listed (const char * const *list,
           const char         *name)
{
  for (size_t i = 0; list[i] != NULL; i++)
    if (strcmp (list[i], name) == 0)
      return true;

  return false;
}

/* Where a program of the system is, of the folders that only root can write to. */
static bool
find_program (const char *name,
              char       *path,
              size_t      size)
{
  static const char * const folders[] = { "/usr/sbin", "/usr/bin", "/sbin", "/bin" };

  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
    if (snprintf (path, size, "%s/%s", folders[i], name) < (int) size && access (path, X_OK) == 0)
      return true;

  return false;
}

static int
await_child (pid_t       child,
             const char *name)
{
  int status;

  while (waitpid (child, &status, 0) < 0)
    if (errno != EINTR)
      return say (FAILED, "%s: %s", name, strerror (errno));
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    return say (FAILED, "%s failed", name);

  return DONE;
}

/* Reads to the end, so that who writes is not stopped by what does not fit in. */
static void
read_all (int     fd,
          char   *output,
          size_t  size)
{
  char rest[4096];
  size_t length = 0;
  ssize_t n;

  do {
    const bool full = length == size - 1;

    n = read (fd, full ? rest : output + length, full ? sizeof rest : size - 1 - length);
    if (n > 0 && !full)
      length += n;
  } while (n > 0 || (n < 0 && errno == EINTR));
  output[length] = '\0';
}

/* Runs a program of the system; what it prints goes to @output (nullable), as a string. */
static int
run (char * const *argv,
     char         *output,
     size_t        size)
{
  posix_spawn_file_actions_t actions;
  char path[64];
  int ends[2] = { -1, -1 };
  pid_t child;
  int code;

  if (!find_program (argv[0], path, sizeof path))
    return say (MISSING, "%s is not installed", argv[0]);
  if (output != NULL && pipe2 (ends, O_CLOEXEC) != 0)
    return say (FAILED, "%s", strerror (errno));

  posix_spawn_file_actions_init (&actions);
  if (output != NULL)
    posix_spawn_file_actions_adddup2 (&actions, ends[1], STDOUT_FILENO);
  code = posix_spawn (&child, path, &actions, NULL, argv, environment);
  posix_spawn_file_actions_destroy (&actions);
  if (output != NULL) {
    close (ends[1]);
    read_all (ends[0], output, size);
    close (ends[0]);
  }

  return code == 0 ? await_child (child, argv[0]) : say (FAILED, "%s: %s", argv[0], strerror (code));
}

/* Whoever may open a file may hold its lock for as long as they like: only root may open this one. It is held until the
 * end, and another's is not waited for without one. */
static bool
lock (void)
{
  const struct timespec pause = { 0, 100 * 1000 * 1000 };
  int fd = open (LOCK, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0)
    return false;
  for (int tries = 0; tries < MAX_TRIES; tries++) {
    if (flock (fd, LOCK_EX | LOCK_NB) == 0)
      return true;
    if (errno != EWOULDBLOCK && errno != EINTR)
      return false;
    nanosleep (&pause, NULL);
  }

  return false;
}

/* modules-load.d(5) is read at the next start. Returns -1 where it cannot be written to. */
static int
open_configuration (void)
{
  int folder;

  if (!lock ())
    return say (-1, LOCK ": %s", strerror (errno));
  if (mkdir (CONFIGURATION, 0755) != 0 && errno != EEXIST)
    return say (-1, CONFIGURATION ": %s", strerror (errno));
  folder = open (CONFIGURATION, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0)
    return say (-1, CONFIGURATION ": %s", strerror (errno));

  return folder;
}

/* What is left of one that was ended in the middle is written over, and never read: its name does not end in ".conf". */
static bool
write_draft (int         folder,
             const char *draft,
             const char *module)
{
  int fd = openat (folder, draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
  bool written;

  if (fd < 0)
    return false;
  written = dprintf (fd, "# Written by Sprint, which can take it back.\n%s\n", module) > 0 && fsync (fd) == 0;

  return close (fd) == 0 && written;
}

/* Whole or not at all: nothing is loaded that could not be remembered, and nothing remembered that was not loaded. */
static int
load_module (const char *name)
{
  char *argv[] = { "modprobe", "--", (char *) name, NULL };
  char draft[64], final[64];
  int folder = open_configuration ();
  int status;

  if (folder < 0)
    return FAILED;
  snprintf (draft, sizeof draft, ".sprint-%s.draft", name);
  snprintf (final, sizeof final, "sprint-%s.conf", name);
  if (write_draft (folder, draft, name))
    status = run (argv, NULL, 0);
  else
    status = say (FAILED, CONFIGURATION "/%s: %s", final, strerror (errno));
  if (status == DONE && renameat (folder, draft, folder, final) != 0)
    status = say (FAILED, CONFIGURATION "/%s: %s", final, strerror (errno));
  if (status != DONE)
    unlinkat (folder, draft, 0);
  close (folder);

  return status;
}

/* Whole or not at all: one that a machine uses stays, and stays remembered. */
static int
unload_module (const char *name)
{
  char *argv[] = { "modprobe", "--remove", "--", (char *) name, NULL };
  char path[96];
  int status;

  if (!lock ())
    return say (FAILED, LOCK ": %s", strerror (errno));
  status = run (argv, NULL, 0);
  snprintf (path, sizeof path, CONFIGURATION "/sprint-%s.conf", name);
  if (status == DONE && unlink (path) != 0 && errno != ENOENT)
    return say (FAILED, "%s: %s", path, strerror (errno));

  return status;
}

/* (nullable): the person who has started pkexec. */
static const char *
get_person (void)
{
  const char *text = getenv ("PKEXEC_UID");
  char *end = NULL;
  struct passwd *entry;
  unsigned long uid;

  if (text == NULL || *text < '0' || *text > '9')
    return NULL;
  errno = 0;
  uid = strtoul (text, &end, 10);
  if (errno != 0 || *end != '\0' || uid >= UINT32_MAX)
    return NULL;
  entry = getpwuid (uid);

  /* A name that a program would take for an option is none. */
  return entry != NULL && *entry->pw_name != '\0' && *entry->pw_name != '-' ? entry->pw_name : NULL;
}

/* gpasswd, unlike usermod, takes people of a directory service too. */
static int
change_group (const char *group,
              bool        join)
{
  char *person = (char *) get_person ();
  char *argv[] = { "gpasswd", join ? "--add" : "--delete", person, (char *) group, NULL };
  struct group *entry;
  bool member = false;

  if (person == NULL)
    return say (NOT_POLKIT, "there is nobody whom this is for");
  entry = getgrnam (group);
  if (entry == NULL)
    return join ? say (FAILED, "there is no group %s", group) : DONE;
  for (char **name = entry->gr_mem; *name != NULL; name++)
    member = member || strcmp (*name, person) == 0;

  if (member == join) {
    /* So that Sprint does not take back what it has not done. */
    puts ("unchanged");
    return DONE;
  }

  return run (argv, NULL, 0);
}

/* A register of the first processor, or false: msr(4). */
static bool
read_register (uint32_t  number,
               uint64_t *value)
{
  int fd = open ("/dev/cpu/0/msr", O_RDONLY | O_CLOEXEC);
  bool done = fd >= 0 && pread (fd, value, sizeof *value, number) == sizeof *value;

  if (fd >= 0)
    close (fd);

  return done;
}

static void
print_register (const char *name,
                uint32_t    number)
{
  uint64_t value;

  if (read_register (number, &value))
    printf ("  \"%s\": \"0x%" PRIx64 "\",\n", name, value);
  else
    printf ("  \"%s\": null,\n", name);
}

/* Whether the kernel has said that the firmware keeps virtualization off; NULL where its messages cannot be read. */
static const char *
search_log (void)
{
  char record[8192];
  const char *found = "false";
  int fd = open ("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ssize_t n;

  if (fd < 0)
    return "null";
  /* EPIPE: records were overwritten before they were read, and reading goes on. */
  while ((n = read (fd, record, sizeof record - 1)) > 0 || (n < 0 && (errno == EPIPE || errno == EINTR))) {
    if (n <= 0)
      continue;
    record[n] = '\0';
    if (sprint_firmware_message_says_off (record))
      found = "true";
  }
  close (fd);

  return found;
}

/* (nullable): the rules of a chain, as iptables -S prints them. */
static const char *
read_chain (const char *chain)
{
  static char output[MAX_OUTPUT];
  char *argv[] = { "iptables", "-w", "5", "-S", (char *) chain, NULL };
  char path[64];

  return find_program (argv[0], path, sizeof path) && run (argv, output, sizeof output) == DONE ? output : NULL;
}

/* As JSON: "DROP" of "-P FORWARD DROP", the first line. */
static const char *
read_forward_policy (void)
{
  const char *rules = read_chain ("FORWARD");

  if (rules != NULL && strncmp (rules, "-P FORWARD DROP", 15) == 0)
    return "\"DROP\"";
  if (rules != NULL && strncmp (rules, "-P FORWARD ACCEPT", 17) == 0)
    return "\"ACCEPT\"";

  return "null";
}

/* Whether the rules are there that let machines of libvirt's default network pass Docker's. */
static const char *
read_docker_accepts (void)
{
  static const char * const wanted[] = {
    "-A DOCKER-USER -i virbr0 -j ACCEPT\n",
    "-A DOCKER-USER -o virbr0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n",
  };
  const char *rules = read_chain ("DOCKER-USER");

  if (rules == NULL)
    return "null";

  return strstr (rules, wanted[0]) != NULL && strstr (rules, wanted[1]) != NULL ? "true" : "false";
}

/* The registers are IA32_FEATURE_CONTROL of Intel's manual, volume 4, and VM_CR of AMD's, volume 2, 15.30. */
static int
inspect (void)
{
  puts ("{");
  print_register ("feature-control", 0x3a);
  print_register ("vm-cr", 0xc0010114);
  printf ("  \"disabled-in-firmware\": %s,\n", search_log ());
  printf ("  \"forward-policy\": %s,\n", read_forward_policy ());
  printf ("  \"docker-accepts\": %s\n", read_docker_accepts ());
  puts ("}");

  if (fflush (stdout) != 0 || ferror (stdout))
    return say (FAILED, "%s", strerror (errno));

  return DONE;
}

static int
usage (void)
{
  return say (USAGE, "not called as it should be");
}

static int
act (int    argc,
     char **argv)
{
  const char *action = argc > 1 ? argv[1] : "";
  const char *name = argc > 2 ? argv[2] : "";

  if (argc == 2 && strcmp (action, "inspect") == 0)
    return inspect ();
  if (argc != 3)
    return usage ();
  if (strcmp (action, "load-module") == 0)
    return is_listed (modules, name) ? load_module (name) : usage ();
  if (strcmp (action, "unload-module") == 0)
    return is_listed (modules, name) ? unload_module (name) : usage ();
  if (strcmp (action, "join-group") == 0)
    return is_listed (groups, name) ? change_group (name, true) : usage ();
  if (strcmp (action, "leave-group") == 0)
    return is_listed (groups, name) ? change_group (name, false) : usage ();

  return usage ();
}

/* What a person has set for their own programs must not end this one, or what it runs, in the middle; nor must what they
 * type in the terminal that Sprint was started in. Where a limit cannot be taken back nothing is begun. */
static bool
drop_limits (void)
{
  static const __typeof__ (RLIMIT_FSIZE) limits[] = { RLIMIT_FSIZE, RLIMIT_CPU, RLIMIT_AS, RLIMIT_DATA };
  static const __typeof__ (ITIMER_REAL) timers[] = { ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF };
  const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
  static const int of_terminals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU };
  const struct rlimit stack = { 8 << 20, RLIM_INFINITY };
  const struct itimerval never = { 0 };
  sigset_t none;

  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
    if (setrlimit (limits[i], &unlimited) != 0)
      return false;
  if (setrlimit (RLIMIT_STACK, &stack) != 0)
    return false;
  for (size_t i = 0; i < sizeof timers / sizeof *timers; i++)
    setitimer (timers[i], &never, NULL);
  for (int number = 1; number < NSIG; number++)
    signal (number, SIG_DFL);
  for (size_t i = 0; i < sizeof of_terminals / sizeof *of_terminals; i++)
    signal (of_terminals[i], SIG_IGN);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);

  return true;
}

int
main (int    argc,
      char **argv)
{
  int fd;

  /* Nothing is inherited that could turn what comes next: not files, not masks, not signals, not limits. A file that is
   * written must not become the standard output. */
  do
    fd = open ("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd < 0)
    return FAILED;
  close_range (3, ~0u, 0);
  umask (022);
  if (geteuid () != 0 || getuid () != 0 || getenv ("PKEXEC_UID") == NULL)
    return say (NOT_POLKIT, "polkit starts this, with pkexec");
  if (!drop_limits ())
    return say (FAILED, "limits: %s", strerror (errno));
  if (chdir ("/") != 0)
    return say (FAILED, "/: %s", strerror (errno));

  return act (argc, argv);
}
