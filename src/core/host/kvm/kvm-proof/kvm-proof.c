/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * sprint-kvm-proof [DEVICE]: proves KVM by running guests of a few instructions that do what real
 * guests do, in a process of its own. Prints one JSON object a line for each step, see
 * kvm-proof-report.h, and ends with the step "end". Not linked with anything: it must start at once.
 *
 * The interface is the kernel's Documentation/virt/kvm/api.rst; the modes are the processor
 * manuals'.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/kvm.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define DEADLINE 4 /* seconds */
#define EXITS 200

typedef struct
{
  int kvm;
  int vm;
  int vcpu;
  struct kvm_run *run;
  unsigned char *memory;
} Proof;

static int64_t
now_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);

  return (int64_t) time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t
now (void)
{
  return now_ns () / 1000;
}

static void
report (const char *step,
        const char *result,
        int64_t     since,
        const char *more)
{
  printf ("{\"step\":\"%s\",\"result\":\"%s\",\"us\":%" PRId64 "%s}\n", step, result, now () - since, more);
  fflush (stdout);
}

static bool
report_errno (const char *step,
              int64_t     since,
              int         code)
{
  char more[160];

  snprintf (more, sizeof more, ",\"errno\":%d,\"text\":\"%s\"", code, strerror (code));
  report (step, "fail", since, more);

  return false;
}

static bool
make_machine (Proof      *proof,
              const char *device)
{
  int64_t since = now ();
  int version;

  proof->kvm = open (device, O_RDWR | O_CLOEXEC);
  if (proof->kvm < 0)
    return report_errno ("open", since, errno);
  report ("open", "pass", since, "");

  since = now ();
  version = ioctl (proof->kvm, KVM_GET_API_VERSION, 0);
  if (version != KVM_API_VERSION)
    return report_errno ("api", since, version < 0 ? errno : EPROTO);
  report ("api", "pass", since, "");

  since = now ();
  do
    proof->vm = ioctl (proof->kvm, KVM_CREATE_VM, 0);
  while (proof->vm < 0 && errno == EINTR);
  if (proof->vm < 0)
    return report_errno ("vm", since, errno);
  report ("vm", "pass", since, "");

  since = now ();
  proof->vcpu = ioctl (proof->vm, KVM_CREATE_VCPU, 0);
  if (proof->vcpu < 0)
    return report_errno ("vcpu", since, errno);
  report ("vcpu", "pass", since, "");

  return true;
}

#ifdef __x86_64__

#define MEMORY_SIZE 0x200000
#define CODE 0x1000
#define PML4 0x2000
#define PDPT 0x3000
#define PD 0x4000
#define DEBUG_PORT 0x3f8
#define MSR_ARCH_CAPABILITIES 0x10a
#define MAX_CPUID 256

/* mov $0x3f8,%dx; mov $0x20,%al; mov $0x13,%bl; add %bl,%al; out %al,(%dx); hlt */
static const unsigned char real_code[] = {
  0xba, 0xf8, 0x03, 0xb0, 0x20, 0xb3, 0x13, 0x00, 0xd8, 0xee, 0xf4,
};

/* mov $0x3f8,%dx; mov $EXITS,%cx; again: out %al,(%dx); loop again; hlt */
static const unsigned char exit_code[] = {
  0xba, 0xf8, 0x03, 0xb9, EXITS & 0xff, EXITS >> 8, 0xee, 0xe2, 0xfd, 0xf4,
};

/* Writes a 64-bit word to memory, reads it back, and puts out 0x41 when it is the same. */
static const unsigned char long_code[] = {
  0xba, 0xf8, 0x03, 0x00, 0x00, 0xb8, 0x78, 0x56, 0x34, 0x12,
  0x48, 0xbb, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
  0x48, 0x89, 0x1c, 0x25, 0x00, 0x50, 0x00, 0x00,
  0x48, 0x8b, 0x0c, 0x25, 0x00, 0x50, 0x00, 0x00,
  0x31, 0xc0, 0x48, 0x39, 0xd9, 0x0f, 0x94, 0xc0, 0x04, 0x40, 0xee, 0xf4,
};

/*
 * mov $7,%eax; xor %ecx,%ecx; cpuid; mov $0x3f8,%edx; xor %eax,%eax; bt $8,%ebx; jnc out; mov $4,%ecx; mov $5,%ebx;
 * shlx %rcx,%rbx,%rax; out: out %al,(%dx); hlt. The guest asks its processor for BMI2 itself, as real ones do: there
 * are hosts where it sees what KVM says it does not offer. Puts out 5 << 4, or 0 without BMI2.
 */
static const unsigned char vex_code[] = {
  0xb8, 0x07, 0x00, 0x00, 0x00, 0x31, 0xc9, 0x0f, 0xa2, 0xba, 0xf8, 0x03, 0x00, 0x00, 0x31, 0xc0, 0x0f, 0xba, 0xe3, 0x08,
  0x73, 0x0f, 0xb9, 0x04, 0x00, 0x00, 0x00, 0xbb, 0x05, 0x00, 0x00, 0x00, 0xc4, 0xe2, 0xf1, 0xf7, 0xc3, 0xee, 0xf4,
};

typedef struct
{
  struct kvm_cpuid2 head;
  struct kvm_cpuid_entry2 entries[MAX_CPUID];
} Cpuid;

static bool
is_output (const Proof *proof)
{
  return proof->run->exit_reason == KVM_EXIT_IO && proof->run->io.port == DEBUG_PORT &&
         proof->run->io.direction == KVM_EXIT_IO_OUT;
}

static void
report_exit (const Proof *proof,
             const char  *step,
             int64_t      since,
             int          seen)
{
  char more[160];

  snprintf (more, sizeof more, ",\"exit-reason\":%u,\"suberror\":%u,\"entry-failure\":\"0x%" PRIx64 "\",\"seen\":%d",
            proof->run->exit_reason,
            proof->run->exit_reason == KVM_EXIT_INTERNAL_ERROR ? proof->run->internal.suberror : 0,
            proof->run->exit_reason == KVM_EXIT_FAIL_ENTRY
              ? (uint64_t) proof->run->fail_entry.hardware_entry_failure_reason : 0,
            seen);
  report (step, "fail", since, more);
}

/* Runs from CODE until the guest halts; what it has put out, or -1 and a failure reported. */
static int
run_guest (Proof               *proof,
           const char          *step,
           const unsigned char *code,
           size_t               size,
           int64_t              since)
{
  int seen = -1;

  memcpy (proof->memory + CODE, code, size);
  for (int exits = 0; exits < 16; exits++) {
    if (ioctl (proof->vcpu, KVM_RUN, 0) < 0) {
      if (errno == EINTR)
        continue;
      report_errno (step, since, errno);
      return -1;
    }
    if (is_output (proof)) {
      seen = ((unsigned char *) proof->run)[proof->run->io.data_offset];
      continue;
    }
    break;
  }

  if (proof->run->exit_reason == KVM_EXIT_HLT && seen >= 0)
    return seen;
  report_exit (proof, step, since, seen);

  return -1;
}

static bool
prove_guest (Proof               *proof,
             const char          *step,
             const unsigned char *code,
             size_t               size,
             int                  expected,
             int64_t              since)
{
  int seen = run_guest (proof, step, code, size, since);
  char more[64];

  if (seen == expected) {
    report (step, "pass", since, "");
    return true;
  }
  if (seen >= 0) {
    snprintf (more, sizeof more, ",\"expected\":%d,\"seen\":%d", expected, seen);
    report (step, "fail", since, more);
  }

  return false;
}

static bool
set_start (Proof *proof)
{
  struct kvm_regs regs = { .rip = CODE, .rflags = 2, .rsp = 0x8000 };

  return ioctl (proof->vcpu, KVM_SET_REGS, &regs) == 0;
}

/* Before the first run: the kernel refuses another processor afterwards. */
static bool
set_processor (Proof *proof,
               Cpuid *cpuid)
{
  int64_t since = now ();

  cpuid->head.nent = MAX_CPUID;
  if (ioctl (proof->kvm, KVM_GET_SUPPORTED_CPUID, &cpuid->head) < 0 ||
      ioctl (proof->vcpu, KVM_SET_CPUID2, &cpuid->head) < 0)
    return report_errno ("cpuid", since, errno);
  report ("cpuid", "pass", since, "");

  return true;
}

static bool
prove_real_mode (Proof *proof)
{
  int64_t since = now ();
  struct kvm_sregs sregs;

  if (ioctl (proof->vcpu, KVM_GET_SREGS, &sregs) < 0)
    return report_errno ("real-mode", since, errno);
  sregs.cs.base = 0;
  sregs.cs.selector = 0;
  if (ioctl (proof->vcpu, KVM_SET_SREGS, &sregs) < 0 || !set_start (proof))
    return report_errno ("real-mode", since, errno);

  return prove_guest (proof, "real-mode", real_code, sizeof real_code, 0x33, since);
}

static int
compare (const void *a,
         const void *b)
{
  int64_t first = *(const int64_t *) a;
  int64_t second = *(const int64_t *) b;

  return (first > second) - (first < second);
}

/* How long one way into the guest and back to this program takes, in the mode of the step before: the median. */
static bool
prove_exits (Proof *proof)
{
  int64_t since = now ();
  int64_t took[EXITS];
  char more[64];
  int seen = 0;
  int done;

  memcpy (proof->memory + CODE, exit_code, sizeof exit_code);
  if (!set_start (proof))
    return report_errno ("exits", since, errno);
  do {
    int64_t begin = now_ns ();

    done = ioctl (proof->vcpu, KVM_RUN, 0);
    if (done == 0 && (!is_output (proof) || seen == EXITS))
      break;
    if (done == 0)
      took[seen++] = now_ns () - begin;
  } while (done == 0 || errno == EINTR);

  if (done < 0)
    return report_errno ("exits", since, errno);
  if (proof->run->exit_reason != KVM_EXIT_HLT || seen != EXITS) {
    report_exit (proof, "exits", since, seen);
    return false;
  }
  qsort (took, EXITS, sizeof *took, compare);
  snprintf (more, sizeof more, ",\"exit-ns\":%" PRId64, took[EXITS / 2]);
  report ("exits", "pass", since, more);

  return true;
}

/* 64-bit mode at the highest privilege, the first 2 MiB mapped onto themselves by one large page. */
static bool
enter_long_mode (Proof *proof)
{
  struct kvm_segment code = { .base = 0, .limit = 0xffffffff, .selector = 8, .type = 11, .present = 1,
                              .dpl = 0, .db = 0, .s = 1, .l = 1, .g = 1 };
  struct kvm_segment data = { .base = 0, .limit = 0xffffffff, .selector = 16, .type = 3, .present = 1,
                              .dpl = 0, .db = 1, .s = 1, .l = 0, .g = 1 };
  uint64_t *pml4 = (uint64_t *) (void *) (proof->memory + PML4);
  uint64_t *pdpt = (uint64_t *) (void *) (proof->memory + PDPT);
  uint64_t *pd = (uint64_t *) (void *) (proof->memory + PD);
  struct kvm_sregs sregs;

  pml4[0] = PDPT | 3;    /* present, writable */
  pdpt[0] = PD | 3;
  pd[0] = 0x83;          /* and large */

  if (ioctl (proof->vcpu, KVM_GET_SREGS, &sregs) < 0)
    return false;
  sregs.cs = code;
  sregs.ds = sregs.es = sregs.fs = sregs.gs = sregs.ss = data;
  sregs.cr3 = PML4;
  sregs.cr4 = 1 << 5;                      /* PAE */
  sregs.cr0 = 0x80050033;                  /* PG, AM, WP, NE, ET, MP, PE */
  sregs.efer = (1 << 8) | (1 << 10);       /* LME, LMA */

  return ioctl (proof->vcpu, KVM_SET_SREGS, &sregs) == 0 && set_start (proof);
}

static bool
prove_long_mode (Proof *proof)
{
  int64_t since = now ();

  if (!enter_long_mode (proof))
    return report_errno ("long-mode", since, errno);

  return prove_guest (proof, "long-mode", long_code, sizeof long_code, 0x41, since);
}

static bool
prove_vex (Proof *proof)
{
  int64_t since = now ();
  int seen;

  if (!enter_long_mode (proof))
    return report_errno ("vex", since, errno);
  seen = run_guest (proof, "vex", vex_code, sizeof vex_code, since);
  if (seen == 0)
    report ("vex", "skip", since, ",\"text\":\"the guest has no BMI2\"");
  else if (seen == 5 << 4)
    report ("vex", "pass", since, "");
  else if (seen > 0)
    report ("vex", "fail", since, ",\"text\":\"wrong result\"");

  return seen == 0 || seen == 5 << 4;
}

static bool
has_feature_msr (int      kvm,
                 uint32_t index)
{
  struct { struct kvm_msr_list head; uint32_t indices[512]; } list = { .head.nmsrs = 512 };

  if (ioctl (kvm, KVM_CHECK_EXTENSION, KVM_CAP_GET_MSR_FEATURES) <= 0 ||
      ioctl (kvm, KVM_GET_MSR_FEATURE_INDEX_LIST, &list.head) < 0)
    return false;

  for (uint32_t i = 0; i < list.head.nmsrs; i++) {
    if (list.indices[i] == index)
      return true;
  }

  return false;
}

/* What KVM itself reports must be taken back: QEMU sets it so for each vCPU. */
static bool
prove_feature_msr (Proof *proof)
{
  int64_t since = now ();
  struct { struct kvm_msrs head; struct kvm_msr_entry entry; } msr = {
    .head.nmsrs = 1, .entry.index = MSR_ARCH_CAPABILITIES,
  };
  char more[96];
  int done;

  if (!has_feature_msr (proof->kvm, MSR_ARCH_CAPABILITIES)) {
    report ("feature-msr", "skip", since, ",\"text\":\"KVM does not report MSR 0x10a\"");
    return true;
  }
  done = ioctl (proof->kvm, KVM_GET_MSRS, &msr.head);
  if (done != 1)
    return report_errno ("feature-msr", since, done < 0 ? errno : ENODATA);

  done = ioctl (proof->vcpu, KVM_SET_MSRS, &msr.head);
  if (done == 1) {
    report ("feature-msr", "pass", since, "");
    return true;
  }
  snprintf (more, sizeof more, ",\"errno\":%d,\"msr\":\"0x10a\",\"value\":\"0x%" PRIx64 "\"",
            done < 0 ? errno : EINVAL, (uint64_t) msr.entry.data);
  report ("feature-msr", "fail", since, more);

  return false;
}

static bool
prove_guests (Proof *proof)
{
  int64_t since = now ();
  struct kvm_userspace_memory_region region = { .memory_size = MEMORY_SIZE };
  Cpuid *cpuid = calloc (1, sizeof *cpuid);
  int run_size = ioctl (proof->kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
  bool good;

  if (cpuid == NULL || run_size < (int) sizeof *proof->run)
    return report_errno ("memory", since, EIO);
  proof->memory = mmap (NULL, MEMORY_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  proof->run = mmap (NULL, run_size, PROT_READ | PROT_WRITE, MAP_SHARED, proof->vcpu, 0);
  if (proof->memory == MAP_FAILED || proof->run == MAP_FAILED)
    return report_errno ("memory", since, errno);
  region.userspace_addr = (uint64_t) (uintptr_t) proof->memory;
  if (ioctl (proof->vm, KVM_SET_USER_MEMORY_REGION, &region) < 0)
    return report_errno ("memory", since, errno);
  report ("memory", "pass", since, "");

  /* The MSR before the first run, as QEMU does it; what it tells is another thing than the rest. */
  good = set_processor (proof, cpuid);
  if (good) {
    good = prove_feature_msr (proof);
    good &= prove_real_mode (proof) && prove_exits (proof) && prove_long_mode (proof) && prove_vex (proof);
  }
  free (cpuid);

  return good;
}

#else

static bool
prove_guests (Proof *proof)
{
  report ("guest", "skip", now (), ",\"text\":\"no guest is tried on this architecture\"");

  return true;
}

#endif

int
main (int    argc,
      char **argv)
{
  Proof proof = { 0 };
  bool good;

  /* A guest that never comes back ends with this process. */
  alarm (DEADLINE);

  good = make_machine (&proof, argc > 1 ? argv[1] : "/dev/kvm") && prove_guests (&proof);
  report ("end", good ? "pass" : "fail", now (), "");

  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
