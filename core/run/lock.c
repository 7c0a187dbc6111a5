/* lock.c: flock() on the folder itself, so that no file of it is needed, and none can be left.
 * SPDX-License-Identifier: MIT */
#include "run/lock-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "run/folder-private.h"

#define TRIES 40
#define BETWEEN (G_USEC_PER_SEC / 20)

static int
try_lock(int fd)
{
    int locked = flock(fd, LOCK_EX | LOCK_NB);
    for (int i = 1; locked != 0 && (errno == EWOULDBLOCK || errno == EINTR) && i < TRIES; i++) {
        g_usleep(BETWEEN);
        locked = flock(fd, LOCK_EX | LOCK_NB);
    }
    return locked;
}

int
galley_lock_take(const char *folder, GError **error)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || try_lock(fd) == 0)
        return fd;
    if (errno == EWOULDBLOCK)
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS,
                    "%s: another run is at work in it", folder);
    close(fd);
    return -1;
}
