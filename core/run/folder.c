/* folder.c: outputs grow under temporary names and are renamed into place when all is done. SPDX-License-Identifier: MIT */
#include "run/folder-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/digest-private.h"

#define SUFFIX ".part"
#define SPOOL_SUFFIX ".spool"
#define MANIFEST "manifest.json"
#define BUFFER_SIZE ((gsize)1 << 16)

G_DEFINE_QUARK(galley_folder_error, galley_folder_error)

struct GalleyFile {
    char *name;
    char *path;      /* final; %NULL: standard output */
    char *temporary;
    int fd;
    guint64 size;
    GalleyDigest *digest;
    guint8 *buffer;
    gsize buffered;
};

struct GalleyFolder {
    char *path;
    gboolean overwrite;
    GPtrArray *files;
    GPtrArray *spools;
};

static gboolean
fail(GError **error, GalleyFolderError code, const char *path, const char *why)
{
    g_set_error(error, GALLEY_FOLDER_ERROR, code, "%s: %s", path, why);
    return FALSE;
}

/* ---- the folder ---- */

static gboolean
is_empty(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    return dir && !g_dir_read_name(dir);
}

/* Only a folder that a run has made is written over. */
static gboolean
may_use(const GalleyFolder *folder, GError **error)
{
    if (!g_file_test(folder->path, G_FILE_TEST_IS_DIR))
        return fail(error, GALLEY_FOLDER_ERROR_EXISTS, folder->path, "is a file; -o names a folder");
    if (is_empty(folder->path))
        return TRUE;
    g_autofree char *manifest = g_build_filename(folder->path, MANIFEST, NULL);
    gboolean made_by_run = g_file_test(manifest, G_FILE_TEST_EXISTS);
    if (!folder->overwrite)
        return fail(error, GALLEY_FOLDER_ERROR_EXISTS, folder->path,
                    made_by_run ? "holds a run already; --overwrite replaces it" : "is not empty; name a new folder");
    if (!made_by_run)
        return fail(error, GALLEY_FOLDER_ERROR_EXISTS, folder->path,
                    "holds files but no " MANIFEST ", so it is no run's; --overwrite leaves it alone");
    return unlink(manifest) == 0 || fail(error, GALLEY_FOLDER_ERROR_WRITE, manifest, g_strerror(errno));
}

static void
file_free(gpointer data)
{
    GalleyFile *file = data;
    if (file->temporary && file->fd >= 0)
        close(file->fd);
    galley_digest_free(file->digest);
    g_free(file->buffer);
    g_free(file->temporary);
    g_free(file->path);
    g_free(file->name);
    g_free(file);
}

static void
spool_free(gpointer data)
{
    GalleyFile *file = data;
    if (file->temporary)
        unlink(file->temporary);
    file_free(file);
}

GalleyFolder *
galley_folder_new(const char *path, gboolean overwrite, GError **error)
{
    g_autoptr(GalleyFolder) folder = g_new0(GalleyFolder, 1);
    folder->path = g_strdup(path);
    folder->overwrite = overwrite;
    folder->files = g_ptr_array_new_with_free_func(file_free);
    folder->spools = g_ptr_array_new_with_free_func(spool_free);
    if (!path)
        return g_steal_pointer(&folder);
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        if (!may_use(folder, error))
            return NULL;
    } else if (g_mkdir_with_parents(path, 0777) != 0) {
        fail(error, GALLEY_FOLDER_ERROR_WRITE, path, g_strerror(errno));
        return NULL;
    }
    return g_steal_pointer(&folder);
}

void
galley_folder_free(GalleyFolder *folder)
{
    g_ptr_array_unref(folder->files);
    g_ptr_array_unref(folder->spools);
    g_free(folder->path);
    g_free(folder);
}

const GPtrArray *
galley_folder_list(const GalleyFolder *folder)
{
    return folder->files;
}

/* ---- one output ---- */

static gboolean
open_temporary(GalleyFile *file, GError **error)
{
    g_autofree char *dir = g_path_get_dirname(file->path);
    if (g_file_test(file->path, G_FILE_TEST_IS_DIR))
        return fail(error, GALLEY_FOLDER_ERROR_EXISTS, file->path, "is a folder; the output would be a file");
    if (g_mkdir_with_parents(dir, 0777) != 0)
        return fail(error, GALLEY_FOLDER_ERROR_WRITE, dir, g_strerror(errno));
    file->fd = open(file->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return file->fd >= 0 || fail(error, GALLEY_FOLDER_ERROR_WRITE, file->temporary, g_strerror(errno));
}

static GalleyFile *
file_new(const char *name)
{
    GalleyFile *file = g_new0(GalleyFile, 1);
    file->name = g_strdup(name);
    file->fd = -1;
    file->buffer = g_malloc(BUFFER_SIZE);
    file->digest = galley_digest_new();
    return file;
}

GalleyFile *
galley_folder_open(GalleyFolder *folder, const char *name, GError **error)
{
    GalleyFile *file = file_new(name);
    g_ptr_array_add(folder->files, file);
    if (!folder->path) {
        file->fd = STDOUT_FILENO;
        return file;
    }
    file->path = g_build_filename(folder->path, name, NULL);
    file->temporary = g_strconcat(file->path, SUFFIX, NULL);
    return open_temporary(file, error) ? file : NULL;
}

GalleyFile *
galley_folder_open_spool(GalleyFolder *folder, const char *name, GError **error)
{
    GalleyFile *file = file_new(name);
    g_ptr_array_add(folder->spools, file);
    if (folder->path) {
        g_autofree char *path = g_build_filename(folder->path, name, NULL);
        file->temporary = g_strconcat(path, SPOOL_SUFFIX SUFFIX, NULL);
        file->fd = open(file->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    } else {
        file->temporary = g_build_filename(g_get_tmp_dir(), "galley-spool-XXXXXX", NULL);
        file->fd = g_mkstemp_full(file->temporary, O_WRONLY | O_CLOEXEC, 0600);
    }
    if (file->fd >= 0)
        return file;
    fail(error, GALLEY_FOLDER_ERROR_WRITE, file->temporary, g_strerror(errno));
    return NULL;
}

static gboolean
write_all(GalleyFile *file, const guint8 *bytes, gsize size, GError **error)
{
    while (size > 0) {
        ssize_t n = write(file->fd, bytes, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(error, GALLEY_FOLDER_ERROR_WRITE, file->temporary ? file->temporary : "standard output", g_strerror(errno));
        bytes += n;
        size -= (gsize)n;
    }
    return TRUE;
}

static gboolean
flush(GalleyFile *file, GError **error)
{
    gsize size = file->buffered;
    file->buffered = 0;
    return write_all(file, file->buffer, size, error);
}

gboolean
galley_file_write(GalleyFile *file, gconstpointer bytes, gsize size, GError **error)
{
    galley_digest_update(file->digest, bytes, size);
    file->size += size;
    if (file->buffered + size > BUFFER_SIZE && !flush(file, error))
        return FALSE;
    if (size > BUFFER_SIZE)
        return write_all(file, bytes, size, error);
    memcpy(file->buffer + file->buffered, bytes, size);
    file->buffered += size;
    return file->temporary != NULL || flush(file, error);
}

const char *
galley_file_get_name(const GalleyFile *file)
{
    return file->name;
}

guint64
galley_file_get_size(const GalleyFile *file)
{
    return file->size;
}

char *
galley_file_get_digest(GalleyFile *file)
{
    return galley_digest_get_hex(file->digest);
}

/* ---- the end ---- */

const char *
galley_file_finish_spool(GalleyFile *file, GError **error)
{
    return flush(file, error) ? file->temporary : NULL;
}

static gboolean
sync_file(GalleyFile *file, GError **error)
{
    if (!flush(file, error))
        return FALSE;
    if (!file->path)
        return TRUE;
    int failed = fsync(file->fd) != 0 && errno != EINVAL;
    failed |= close(file->fd) != 0;
    file->fd = -1;
    return !failed || fail(error, GALLEY_FOLDER_ERROR_WRITE, file->temporary, g_strerror(errno));
}

static gboolean
sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return synced;
}

gboolean
galley_folder_commit(GalleyFolder *folder, GError **error)
{
    for (guint i = 0; i < folder->files->len; i++)
        if (!sync_file(g_ptr_array_index(folder->files, i), error))
            return FALSE;
    for (guint i = 0; i < folder->files->len; i++) {
        GalleyFile *file = g_ptr_array_index(folder->files, i);
        if (file->path && rename(file->temporary, file->path) != 0)
            return fail(error, GALLEY_FOLDER_ERROR_WRITE, file->path, g_strerror(errno));
    }
    if (folder->path && !sync_folder(folder->path))
        return fail(error, GALLEY_FOLDER_ERROR_WRITE, folder->path, g_strerror(errno));
    return TRUE;
}
