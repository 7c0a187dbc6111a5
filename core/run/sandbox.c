/* sandbox.c: Landlock (kernel documentation, userspace-api/landlock) and seccomp.
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "run/sandbox-private.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#ifdef GALLEY_SECCOMP
#include <seccomp.h>
#endif

#define WIDTH 100 /* of lines for people */

/* ---- files ---- */

/* Landlock as of Linux 6.12 (version 6); the headers of Debian 12 end at 3. */
#define ACCESS_FS_IOCTL_DEV ((guint64)1 << 15)
#define ACCESS_NET ((guint64)3) /* bind and connect, by TCP */
#define SCOPED ((guint64)3)     /* abstract Unix sockets, signals */
typedef struct {
    guint64 handled_access_fs, handled_access_net, scoped;
} Ruleset;

/** Version: what can be refused, and how much of a Ruleset the kernel knows. */
typedef struct {
    Ruleset ruleset;
    gsize size;
} Version;

#define FS_1 ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)
#define FS_2 ((LANDLOCK_ACCESS_FS_MAKE_SYM << 2) - 1) /* and REFER */
#define FS_3 ((LANDLOCK_ACCESS_FS_MAKE_SYM << 3) - 1) /* and TRUNCATE */
static const Version versions[] = {
    { { 0, 0, 0 }, 0 },
    { { FS_1, 0, 0 }, 8 },
    { { FS_2, 0, 0 }, 8 },
    { { FS_3, 0, 0 }, 8 },
    { { FS_3, ACCESS_NET, 0 }, 16 },
    { { FS_3 | ACCESS_FS_IOCTL_DEV, ACCESS_NET, 0 }, 16 },
    { { FS_3 | ACCESS_FS_IOCTL_DEV, ACCESS_NET, SCOPED }, 24 },
};

static guint
landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : (guint)MIN(version, (long)G_N_ELEMENTS(versions) - 1);
}

static void
allow_reading(int rules, const char *path)
{
    struct stat about;
    struct landlock_path_beneath_attr beneath = { .parent_fd = open(path, O_PATH | O_CLOEXEC) };
    if (beneath.parent_fd < 0)
        return;
    gboolean folder = fstat(beneath.parent_fd, &about) == 0 && S_ISDIR(about.st_mode);
    beneath.allowed_access =
        LANDLOCK_ACCESS_FS_READ_FILE | (folder ? LANDLOCK_ACCESS_FS_READ_DIR : 0);
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    close(beneath.parent_fd);
}

static gboolean
shut_files(const char *const *readable)
{
    const Version *version = &versions[landlock_version()];
    if (version->size == 0)
        return FALSE;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &version->ruleset, version->size, 0);
    if (rules < 0)
        return FALSE;
    for (gsize i = 0; readable[i]; i++)
        allow_reading(rules, readable[i]);
    gboolean shut = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return shut;
}

/* ---- calls ---- */

/* What no reader, step or writer needs once it is open. Refused with EPERM, so that it can be
 * reported. By name: a libseccomp that does not know one belongs to a kernel that has it not. */
static const char *const refused[] = {
    /* the network, and other processes' sockets */
    "socket",
    "socketpair",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    /* programs, processes, threads */
    "execve",
    "execveat",
    "fork",
    "vfork",
    "clone",
    "clone3",
    "unshare",
    "setns",
    "setsid",
    "setpgid",
    /* other processes */
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "process_mrelease",
    "kcmp",
    "pidfd_open",
    "pidfd_getfd",
    "pidfd_send_signal",
    "migrate_pages",
    "move_pages",
    "setpriority",
    "ioprio_set",
    "shmget",
    "shmat",
    "semget",
    "msgget",
    "mq_open",
    /* limits that were set before */
    "setrlimit",
    /* files' owners, modes, times and attributes, which Landlock lets through */
    "chmod",
    "fchmod",
    "fchmodat",
    "fchmodat2",
    "chown",
    "fchown",
    "lchown",
    "fchownat",
    "utime",
    "utimes",
    "utimensat",
    "futimesat",
    "setxattr",
    "lsetxattr",
    "fsetxattr",
    "removexattr",
    "lremovexattr",
    "fremovexattr",
    "open_by_handle_at",
    "mknod",
    "mknodat",
    /* the machine */
    "mount",
    "umount2",
    "move_mount",
    "open_tree",
    "fsopen",
    "fsmount",
    "fspick",
    "mount_setattr",
    "pivot_root",
    "chroot",
    "swapon",
    "swapoff",
    "reboot",
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "settimeofday",
    "clock_settime",
    "adjtimex",
    "clock_adjtime",
    "sethostname",
    "setdomainname",
    "syslog",
    "acct",
    "quotactl",
    "iopl",
    "ioperm",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "keyctl",
    "add_key",
    "request_key",
    NULL,
};

/** Against: which of a call's arguments make it one that is refused. */
typedef enum {
    AGAINST_OTHERS, /* all but the process's own number */
    AGAINST_ANY,    /* all but 0 */
    AGAINST_VALUE,  /* this one */
} Against;

/** Rule: a call that is refused for some arguments. */
typedef struct {
    const char *name;
    guint argument;
    Against against;
    guint64 value;
    const char *what; /* is refused, in words */
} Rule;

static const Rule rules_of_calls[] = {
    /* a limit ends its process by a signal, and so does abort() */
    { "kill", 0, AGAINST_OTHERS, 0, "to another process or a group" },
    { "tkill", 0, AGAINST_OTHERS, 0, "to another process" },
    { "tgkill", 0, AGAINST_OTHERS, 0, "to another process" },
    { "rt_sigqueueinfo", 0, AGAINST_OTHERS, 0, "to another process" },
    { "rt_tgsigqueueinfo", 0, AGAINST_OTHERS, 0, "to another process" },
    { "prlimit64", 0, AGAINST_ANY, 0, "of another process" },
    { "prlimit64", 2, AGAINST_ANY, 0, "to set a limit" },
    { "sched_setaffinity", 0, AGAINST_ANY, 0, "of another process" },
    { "sched_setscheduler", 0, AGAINST_ANY, 0, "of another process" },
    { "sched_setparam", 0, AGAINST_ANY, 0, "of another process" },
    { "sched_setattr", 0, AGAINST_ANY, 0, "of another process" },
    { "prctl", 0, AGAINST_VALUE, PR_SET_PDEATHSIG, "to outlive the run" },
    { "setitimer", 0, AGAINST_VALUE, ITIMER_PROF, "to stop the clock of its time limit" },
    { "ioctl", 1, AGAINST_VALUE, TIOCSTI, "to type into the terminal" },
    { "ioctl", 1, AGAINST_VALUE, TIOCLINUX, "likewise" },
};

#ifdef GALLEY_SECCOMP
static gboolean
refuse(scmp_filter_ctx filter, const char *name, unsigned n, const struct scmp_arg_cmp *arguments)
{
    int number = seccomp_syscall_resolve_name(name);
    return number == __NR_SCMP_ERROR ||
           seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), number, n, arguments) == 0;
}

/* An int is compared as one: what stands above its 32 bits, the kernel does not look at. */
static gboolean
refuse_some(scmp_filter_ctx filter, const Rule *rule)
{
    const guint64 low = 0xffffffff;
    struct scmp_arg_cmp is = { rule->argument, SCMP_CMP_MASKED_EQ, low, rule->value };
    struct scmp_arg_cmp is_not = { rule->argument, SCMP_CMP_NE,
                                   rule->against == AGAINST_OTHERS ? (guint64)getpid() : 0, 0 };
    return refuse(filter, rule->name, 1, rule->against == AGAINST_VALUE ? &is : &is_not);
}

static gboolean
shut_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    gboolean sound = filter != NULL;
    for (gsize i = 0; sound && refused[i]; i++)
        sound = refuse(filter, refused[i], 0, NULL);
    for (gsize i = 0; sound && i < G_N_ELEMENTS(rules_of_calls); i++)
        sound = refuse_some(filter, &rules_of_calls[i]);
    sound = sound && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return sound;
}
#else
static gboolean
shut_calls(void)
{
    return FALSE;
}
#endif

/* ---- both ---- */

static GalleySandbox reached;

GalleySandbox
galley_sandbox_get_reached(void)
{
    return reached;
}

GalleySandbox
galley_sandbox_enter(const char *const *readable)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return reached;
    if (shut_files(readable))
        reached |= GALLEY_SANDBOX_FILES;
    if (shut_calls())
        reached |= GALLEY_SANDBOX_CALLS;
    return reached;
}

GalleySandbox
galley_sandbox_probe(void)
{
    static GalleySandbox has;
    static gboolean asked; /* the kernel stays the same */
    if (asked)
        return has;
    asked = TRUE;
    has = landlock_version() > 0 ? GALLEY_SANDBOX_FILES : 0;
#ifdef GALLEY_SECCOMP
    has |= prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0 ? GALLEY_SANDBOX_CALLS : 0;
#endif
    return has;
}

/* ---- in words ---- */

static void
append_wrapped(GString *out, const char *first, const char *const *words)
{
    gsize line = out->len;
    g_string_append(out, first);
    for (gsize i = 0; words[i]; i++) {
        if (i > 0 && out->len + 1 + strlen(words[i]) - line > WIDTH) {
            line = out->len + 1;
            g_string_append_printf(out, "\n%*s%s", (int)strlen(first), "", words[i]);
        } else {
            g_string_append_printf(out, "%s%s", i > 0 ? " " : "", words[i]);
        }
    }
    g_string_append_c(out, '\n');
}

static void
append_rules(GString *out)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(rules_of_calls); i++)
        g_ptr_array_add(words,
                        g_strdup_printf("%s (%s)%s", rules_of_calls[i].name, rules_of_calls[i].what,
                                        i + 1 < G_N_ELEMENTS(rules_of_calls) ? "," : ""));
    g_ptr_array_add(words, NULL);
    append_wrapped(out, "  refused  ", (const char *const *)words->pdata);
}

void
galley_sandbox_describe(GString *out)
{
    GalleySandbox has = galley_sandbox_probe();
    g_string_append(out,
                    "  read     below the inputs and the run's folder, and what is open already\n"
                    "  write    to what is open already\n");
    append_wrapped(out, "  refused  ", refused);
    append_rules(out);
    g_string_append(out, "  here     ");
    if (has & GALLEY_SANDBOX_FILES)
        g_string_append_printf(out, "Landlock, version %u or later, holds them to it",
                               landlock_version());
    else
        g_string_append(out, "warning: this kernel has no Landlock: they may read and write files");
    g_string_append(out, has & GALLEY_SANDBOX_CALLS
                             ? "; seccomp refuses the calls\n"
                             : "; warning: there is no seccomp: no call is refused\n");
}

void
galley_sandbox_describe_in_short(GString *out)
{
    GalleySandbox has = galley_sandbox_probe();
    g_string_append(out, has & GALLEY_SANDBOX_FILES
                             ? "read below the inputs alone, write nowhere (Landlock)"
                             : "may read and write files (warning: this kernel has no Landlock)");
    g_string_append(out, has & GALLEY_SANDBOX_CALLS
                             ? ", and reach no network and no other process (seccomp)"
                             : ", and reach network and processes (warning: there is no seccomp)");
}
