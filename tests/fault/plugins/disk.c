/* disk.c: preloaded beside the command: the disk is full from its N-th change of a file on, or the
 * whole process group is killed at it. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

/* Calls of the process that was started alone: what it forks does not count. */
static pid_t self;
static long at, seen; /* GALLEY_DISK_AT, counted from 1 */
static enum { NONE, FULL, KILL, TORN } mode;

__attribute__((constructor)) static void
begin(void)
{
    const char *what = getenv("GALLEY_DISK"), *when = getenv("GALLEY_DISK_AT");
    self = getpid();
    at = when ? strtol(when, NULL, 10) : 0;
    if (what)
        mode = strcmp(what, "full") == 0 ? FULL : strcmp(what, "kill") == 0 ? KILL : TORN;
}

static int
is_file(int fd)
{
    struct stat about;
    return fstat(fd, &about) == 0 && (S_ISREG(about.st_mode) || S_ISDIR(about.st_mode));
}

/* That it came so far is said beside the run's folder. */
static void
leave_mark(const char *call)
{
    const char *path = getenv("GALLEY_DISK_MARK");
    FILE *mark = path ? fopen(path, "w") : NULL;
    if (!mark)
        return;
    mode = NONE;
    fprintf(mark, "%s\n", call);
    fclose(mark);
}

/* Whether the call is the one, or, with a full disk, comes later. */
static int
counts(const char *call)
{
    if (mode == NONE || getpid() != self || ++seen < at)
        return 0;
    if (seen == at) {
        int was = (int)mode;
        leave_mark(call);
        mode = was;
    }
    return 1;
}

static int
no_space(void)
{
    errno = ENOSPC;
    return -1;
}

static void
end(void)
{
    kill(0, SIGKILL);
    for (;;)
        pause();
}

/* Of a change of so many bytes half is done; then the disk is full, or nobody is there any more. */
#define PART(real, call, fd, size, done_by)                                                        \
    if (!is_file(fd) || !counts(#call))                                                            \
        return real done_by(size);                                                                 \
    if (mode == FULL && (seen > at || size < 2))                                                   \
        return no_space();                                                                         \
    {                                                                                              \
        ssize_t n = real done_by(mode == KILL ? size : size / 2);                                  \
        if (mode != FULL)                                                                          \
            end();                                                                                 \
        return n;                                                                                  \
    }

#define WHOLE(type, call, parameters, arguments, condition)                                        \
    type call parameters                                                                           \
    {                                                                                              \
        type(*real) parameters = (type(*) parameters)dlsym(RTLD_NEXT, #call);                      \
        if (!(condition) || !counts(#call))                                                        \
            return real arguments;                                                                 \
        if (mode == FULL)                                                                          \
            return no_space();                                                                     \
        real arguments;                                                                            \
        end();                                                                                     \
        return 0;                                                                                  \
    }

ssize_t
write(int fd, const void *bytes, size_t size)
{
    ssize_t (*real)(int, const void *, size_t) =
        (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
#define DONE(n) (fd, bytes, n)
    PART(real, write, fd, size, DONE)
#undef DONE
}

ssize_t
sendfile64(int to, int from, off64_t *offset, size_t size)
{
    ssize_t (*real)(int, int, off64_t *, size_t) =
        (ssize_t(*)(int, int, off64_t *, size_t))dlsym(RTLD_NEXT, "sendfile64");
#define DONE(n) (to, from, offset, n)
    PART(real, sendfile, to, size, DONE)
#undef DONE
}

WHOLE(int, fsync, (int fd), (fd), is_file(fd))
WHOLE(int, fdatasync, (int fd), (fd), is_file(fd))
WHOLE(int, rename, (const char *from, const char *to), (from, to), 1)
