/* sandbox.c: Landlock (kernel documentation, userspace-api/landlock) and seccomp.
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "run/sandbox-private.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef GALLEY_SECCOMP
#include <seccomp.h>
#endif

/* ---- files ---- */

/* All that the first version of Landlock knows, and what later ones add, by version. */
static const guint64 handled[] = {
    0, (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
    (LANDLOCK_ACCESS_FS_MAKE_SYM << 2) - 1, /* and REFER */
    (LANDLOCK_ACCESS_FS_MAKE_SYM << 3) - 1, /* and TRUNCATE */
};

static guint
landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : (guint)MIN(version, (long)G_N_ELEMENTS(handled) - 1);
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
    struct landlock_ruleset_attr attributes = { .handled_access_fs = handled[landlock_version()] };
    if (attributes.handled_access_fs == 0)
        return FALSE;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules < 0)
        return FALSE;
    for (gsize i = 0; readable[i]; i++)
        allow_reading(rules, readable[i]);
    gboolean shut = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return shut;
}

/* ---- calls ---- */

#ifdef GALLEY_SECCOMP
/* What no reader, step or writer needs once it is open. Refused with EPERM, so that it can be
 * reported. */
static const int refused[] = {
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(clone),
    SCMP_SYS(clone3),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(setsid),
    SCMP_SYS(chmod),
    SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat),
    SCMP_SYS(chown),
    SCMP_SYS(fchown),
    SCMP_SYS(fchownat),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
};

static gboolean
shut_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const guint32 no = SCMP_ACT_ERRNO(EPERM);
    gboolean sound = filter != NULL;
    for (gsize i = 0; sound && i < G_N_ELEMENTS(refused); i++)
        sound = seccomp_rule_add(filter, no, refused[i], 0) == 0;
    /* signals to itself alone: a limit ends its process by one, and so does abort() */
    sound = sound && seccomp_rule_add(filter, no, SCMP_SYS(kill), 1,
                                      SCMP_A0(SCMP_CMP_NE, (guint64)getpid())) == 0;
    sound = sound && seccomp_rule_add(filter, no, SCMP_SYS(tgkill), 1,
                                      SCMP_A0(SCMP_CMP_NE, (guint64)getpid())) == 0;
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
    GalleySandbox has = landlock_version() > 0 ? GALLEY_SANDBOX_FILES : 0;
#ifdef GALLEY_SECCOMP
    has |= prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0 ? GALLEY_SANDBOX_CALLS : 0;
#endif
    return has;
}
