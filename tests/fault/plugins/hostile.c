/* hostile.c: a processor that tries what its option says, and tells whether it was let.
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <galley/plugin.h>

typedef struct {
    const char *deed; /* (nullable) */
    gint thread;
    const char *hold; /* a file that stays open */
    int fd;
} Hostile;

/* ---- files ---- */

static gboolean
try_open(const char *folder, const char *name, int flags)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    int fd = open(path, flags | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* All that there is room for, up to 64 MiB. */
static gboolean
fill(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "galley-hostile-fill", NULL);
    g_autofree char *bytes = g_malloc0(1 << 20);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    for (guint i = 0; fd >= 0 && i < 64; i++)
        if (write(fd, bytes, 1 << 20) < 0)
            break;
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    return fd >= 0;
}

static gboolean
read_key(void)
{
    return try_open(g_getenv("HOME"), ".ssh/id_secret", O_RDONLY);
}

static gboolean
read_passwd(void)
{
    return try_open("/etc", "passwd", O_RDONLY);
}

static gboolean
read_environment(void)
{
    g_autofree char *folder = g_strdup_printf("/proc/%d", (int)getppid());
    return try_open(folder, "environ", O_RDONLY);
}

static gboolean
write_home(void)
{
    return try_open(g_getenv("HOME"), ".galley-hostile", O_WRONLY | O_CREAT);
}

static gboolean
write_input(void)
{
    return try_open(".", "in.jsonl", O_WRONLY);
}

static gboolean
write_run(void)
{
    return try_open("out", "galley-hostile", O_WRONLY | O_CREAT);
}

static gboolean
fill_tmp(void)
{
    return fill("/tmp");
}

static gboolean
fill_shm(void)
{
    return fill("/dev/shm");
}

static gboolean
fill_run(void)
{
    return fill("out");
}

static gboolean
change_mode(void)
{
    return chmod("in.jsonl", 0600) == 0;
}

static gboolean
change_time(void)
{
    return utimensat(AT_FDCWD, "in.jsonl", NULL, 0) == 0;
}

/* ---- others ---- */

static gboolean
connect_out(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static gboolean
connect_unix(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static gboolean
signal_parent(void)
{
    return kill(getppid(), 0) == 0;
}

static gboolean
signal_group(void)
{
    return kill(0, 0) == 0;
}

static gboolean
signal_all(void)
{
    return kill(-1, 0) == 0;
}

static gboolean
signal_thread(void)
{
    return syscall(SYS_tkill, getppid(), 0) == 0;
}

static gboolean
signal_thread_of(void)
{
    return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0;
}

static gboolean
signal_queue(void)
{
    siginfo_t info = { .si_signo = SIGUSR2, .si_code = SI_QUEUE };
    return syscall(SYS_rt_sigqueueinfo, getppid(), 0, &info) == 0;
}

static gboolean
signal_queue_of(void)
{
    siginfo_t info = { .si_signo = SIGUSR2, .si_code = SI_QUEUE };
    return syscall(SYS_rt_tgsigqueueinfo, getppid(), getppid(), 0, &info) == 0;
}

static gboolean
open_pidfd(void)
{
    return syscall(SYS_pidfd_open, getppid(), 0) >= 0;
}

static gboolean
limit_parent(void)
{
    struct rlimit limit;
    return prlimit(getppid(), RLIMIT_CORE, NULL, &limit) == 0;
}

static gboolean
raise_limit(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_CORE, &limit) == 0 && setrlimit(RLIMIT_CORE, &limit) == 0;
}

static gboolean
slow_parent(void)
{
    return setpriority(PRIO_PROCESS, (id_t)getppid(), getpriority(PRIO_PROCESS, 0)) == 0;
}

static gboolean
read_memory(void)
{
    char byte;
    struct iovec here = { &byte, 1 }, there = { &byte, 1 };
    return process_vm_readv(getppid(), &here, 1, &there, 1, 0) == 1;
}

static gboolean
outlive(void)
{
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
}

static gboolean
stop_clock(void)
{
    struct itimerval now;
    return getitimer(ITIMER_PROF, &now) == 0 && setitimer(ITIMER_PROF, &now, NULL) == 0;
}

static gboolean
execute(void)
{
    char *argv[] = { (char *)"/bin/true", NULL };
    return execv(argv[0], argv) == 0;
}

static gboolean
make_process(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0;
}

/* ---- what stays allowed ---- */

static gboolean
memory_file(void)
{
    int fd = memfd_create("mine", MFD_CLOEXEC);
    gboolean let = fd >= 0 && write(fd, "x", 1) == 1;
    if (fd >= 0)
        close(fd);
    return let;
}

static gboolean
read_input(void)
{
    return try_open(".", "in.jsonl", O_RDONLY);
}

static gboolean
signal_itself(void)
{
    return kill(getpid(), 0) == 0 && syscall(SYS_tgkill, getpid(), getpid(), 0) == 0;
}

/* More than a document may take: this does not come back. */
static gboolean
fill_memory_file(void)
{
    g_autofree char *bytes = g_malloc0(1 << 20);
    int fd = memfd_create("mine", MFD_CLOEXEC);
    for (guint i = 0; i < 4096; i++)
        if (write(fd, bytes, 1 << 20) < 0)
            return FALSE;
    return TRUE;
}

static gboolean
sleep_long(void)
{
    return sleep(1000) == 0;
}

/* ---- the plugin ---- */

#define DEED(name)                                                                                 \
    {                                                                                              \
#name, name                                                                                \
    }
static const struct {
    const char *name;
    gboolean (*function)(void); /* whether it was let */
} deeds[] = {
    DEED(read_key),         DEED(read_passwd),      DEED(read_environment), DEED(write_home),
    DEED(write_input),      DEED(write_run),        DEED(fill_tmp),         DEED(fill_shm),
    DEED(fill_run),         DEED(change_mode),      DEED(change_time),      DEED(connect_out),
    DEED(connect_unix),     DEED(signal_parent),    DEED(signal_group),     DEED(signal_all),
    DEED(signal_thread),    DEED(signal_thread_of), DEED(signal_queue),     DEED(signal_queue_of),
    DEED(open_pidfd),       DEED(limit_parent),     DEED(raise_limit),      DEED(slow_parent),
    DEED(read_memory),      DEED(outlive),          DEED(stop_clock),       DEED(execute),
    DEED(make_process),     DEED(memory_file),      DEED(read_input),       DEED(signal_itself),
    DEED(fill_memory_file), DEED(sleep_long),
};

static gboolean (*find_deed(const char *name))(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++)
        if (g_str_equal(deeds[i].name, name))
            return deeds[i].function;
    g_error("no deed \"%s\"", name);
}

static const char *const threads[] = { "none", "open", "worker_new", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_STRING(Hostile, hold, NULL, "a file that stays open"),
    GALLEY_OPTION_ENUM(Hostile, thread, "none", threads, "where to start a thread"),
    GALLEY_OPTION_STRING(Hostile, deed, NULL, "what to try"),
    GALLEY_OPTION_END,
};

static void *
linger(G_GNUC_UNUSED void *data)
{
    sleep(1000);
    return NULL;
}

static gboolean
start_thread(GError **error)
{
    pthread_t thread;
    int failed = pthread_create(&thread, NULL, linger, NULL);
    if (failed)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED, "no thread: %s",
                    g_strerror(failed));
    return failed == 0;
}

static gboolean
hostile_open(gpointer self, G_GNUC_UNUSED const GalleyContext *context, GError **error)
{
    Hostile *hostile = self;
    hostile->fd = hostile->hold ? open(hostile->hold, O_RDONLY | O_CLOEXEC) : -1;
    return hostile->thread != 1 || start_thread(error);
}

static gpointer
hostile_worker_new(gconstpointer self, GError **error)
{
    const Hostile *hostile = self;
    return hostile->thread != 2 || start_thread(error) ? (gpointer)self : NULL;
}

static GalleyStatus
hostile_process(GalleyDocument *document, gpointer worker, GError **error)
{
    const Hostile *self = worker;
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    if (!self->deed || !g_strstr_len(text, size, "evil"))
        return GALLEY_OK;
    gboolean let = find_deed(self->deed)();
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                let ? "%s: was let" : "%s: was not let: %s", self->deed, g_strerror(errno));
    return GALLEY_ERROR;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "hostile",
    .version = "1.0.0",
    .summary = "tries what its option says",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Hostile),
    .open = hostile_open,
    .worker_new = hostile_worker_new,
    .process = hostile_process,
};

GALLEY_PLUGIN_DEFINE(plugin)
