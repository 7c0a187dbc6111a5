/* memory.c: memfd_create(2), sealed by whoever gets one, so that a process that has gone astray
 * cannot change what it has handed over. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "run/memory-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int
galley_memory_new(void)
{
    return memfd_create("galley", MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

gboolean
galley_memory_write(int fd, const char *bytes, gsize size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return FALSE;
        bytes += n;
        size -= (gsize)n;
    }
    return TRUE;
}

guint64
galley_memory_close_off(int fd)
{
    struct stat about;
    if (fd < 0 || fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) != 0 ||
        fstat(fd, &about) != 0)
        return 0;
    return (guint64)about.st_size;
}

GBytes *
galley_memory_map(int fd)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(fd, FALSE, NULL);
    return file ? g_mapped_file_get_bytes(file) : NULL;
}
