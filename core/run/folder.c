/* folder.c: outputs grow under temporary names and are renamed into place when all is done.
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* pipe2 */
#include "run/folder-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/digest-private.h"
#include "run/interrupt-private.h"
#include "run/lock-private.h"
#include "run/merkle-private.h"
#include "run/scribe-private.h"

#define SUFFIX ".part"
#define SPOOL_SUFFIX ".spool"
#define MANIFEST "manifest.json"
#define JOURNAL "journal"
#define SUMS "SHA256SUMS"
#define BUFFER_SIZE ((gsize)1 << 16)

G_DEFINE_QUARK(galley_folder_error, galley_folder_error)

struct GalleyFile {
    GalleyFolder *folder;
    char *name;
    char *path; /* final; %NULL: standard output */
    char *temporary;
    int fd;
    guint64 size;
    char *digest; /* (nullable): SHA-256 of the whole, once all is written */
    guint8 *buffer;
    gsize buffered;
    gboolean asked; /* the scribe, to append to it */
};

struct GalleyFolder {
    char *path;
    GalleyFolderUse use;
    GPtrArray *files;
    GPtrArray *spools;
    GalleyScribe *scribe; /* (nullable): until there is something for it to do */
    int lock;             /* -1: none */
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

static gboolean
has_file(const GalleyFolder *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder->path, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static gboolean
refuse(const GalleyFolder *folder, const char *why, GError **error)
{
    return fail(error, GALLEY_FOLDER_ERROR_EXISTS, folder->path, why);
}

static gboolean
may_resume(const GalleyFolder *folder, GError **error)
{
    if (has_file(folder, JOURNAL))
        return TRUE;
    return refuse(folder,
                  has_file(folder, MANIFEST)
                      ? "holds a run that is whole; there is nothing to resume"
                      : "holds no run to resume",
                  error);
}

/* Only a folder that a run has made is written over. */
static gboolean
may_overwrite(const GalleyFolder *folder, GError **error)
{
    static const char *const marks[] = { MANIFEST, JOURNAL };
    if (!has_file(folder, MANIFEST) && !has_file(folder, JOURNAL))
        return refuse(folder,
                      "holds files but no " MANIFEST
                      ", so it is no run's; --overwrite leaves it alone",
                      error);
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        g_autofree char *path = g_build_filename(folder->path, marks[i], NULL);
        if (unlink(path) != 0 && errno != ENOENT)
            return fail(error, GALLEY_FOLDER_ERROR_WRITE, path, g_strerror(errno));
    }
    return TRUE;
}

static gboolean
may_use(const GalleyFolder *folder, GError **error)
{
    if (folder->use == GALLEY_FOLDER_RESUME)
        return may_resume(folder, error);
    if (is_empty(folder->path))
        return TRUE;
    if (folder->use == GALLEY_FOLDER_OVERWRITE)
        return may_overwrite(folder, error);
    return refuse(folder,
                  has_file(folder, JOURNAL)
                      ? "holds a run that is not whole; --resume goes on with it"
                  : has_file(folder, MANIFEST) ? "holds a run already; --overwrite replaces it"
                                               : "is not empty; name a new folder",
                  error);
}

static void
file_free(gpointer data)
{
    GalleyFile *file = data;
    if (file->temporary && file->fd >= 0)
        close(file->fd);
    g_free(file->digest);
    g_free(file->buffer);
    g_free(file->temporary);
    g_free(file->path);
    g_free(file->name);
    g_free(file);
}

/* Unless the run is to be resumed. */
static void
unlink_spools(const GalleyFolder *folder)
{
    for (guint i = 0; i < folder->spools->len; i++) {
        const GalleyFile *file = g_ptr_array_index(folder->spools, i);
        unlink(file->temporary);
    }
}

static gboolean
make(const GalleyFolder *folder, GError **error)
{
    if (!g_file_test(folder->path, G_FILE_TEST_EXISTS))
        return folder->use == GALLEY_FOLDER_RESUME ||
               g_mkdir_with_parents(folder->path, 0777) == 0 ||
               fail(error, GALLEY_FOLDER_ERROR_WRITE, folder->path, g_strerror(errno));
    return g_file_test(folder->path, G_FILE_TEST_IS_DIR) ||
           refuse(folder, "is a file; -o names a folder", error);
}

/* What the folder holds counts from when no other run is at work in it. */
static gboolean
lock(GalleyFolder *folder, GError **error)
{
    g_autoptr(GError) why = NULL;
    folder->lock = galley_lock_take(folder->path, &why);
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    return folder->lock >= 0 || !error || !*error;
}

GalleyFolder *
galley_folder_new(const char *path, GalleyFolderUse use, GError **error)
{
    g_autoptr(GalleyFolder) folder = g_new0(GalleyFolder, 1);
    folder->path = g_strdup(path);
    folder->use = use;
    folder->files = g_ptr_array_new_with_free_func(file_free);
    folder->spools = g_ptr_array_new_with_free_func(file_free);
    folder->lock = -1;
    if (!path || (make(folder, error) && lock(folder, error) && may_use(folder, error)))
        return g_steal_pointer(&folder);
    return NULL;
}

void
galley_folder_free(GalleyFolder *folder)
{
    g_clear_pointer(&folder->scribe, galley_scribe_free);
    if (!folder->path || !has_file(folder, JOURNAL))
        unlink_spools(folder);
    g_ptr_array_unref(folder->files);
    g_ptr_array_unref(folder->spools);
    if (folder->lock >= 0)
        close(folder->lock);
    g_free(folder->path);
    g_free(folder);
}

const GPtrArray *
galley_folder_list(const GalleyFolder *folder)
{
    return folder->files;
}

/* ---- one output ---- */

/* A run that was ended between renames has some outputs in place; they go back, and come again
 * with the rest. */
static void
take_back(const GalleyFile *file)
{
    if (!g_file_test(file->temporary, G_FILE_TEST_EXISTS) &&
        g_file_test(file->path, G_FILE_TEST_IS_REGULAR))
        rename(file->path, file->temporary);
}

static gboolean
open_temporary(const GalleyFolder *folder, GalleyFile *file, GError **error)
{
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | (folder->use == GALLEY_FOLDER_RESUME ? 0 : O_TRUNC);
    g_autofree char *dir = g_path_get_dirname(file->path);
    if (g_file_test(file->path, G_FILE_TEST_IS_DIR))
        return fail(error, GALLEY_FOLDER_ERROR_EXISTS, file->path,
                    "is a folder; the output would be a file");
    if (g_mkdir_with_parents(dir, 0777) != 0)
        return fail(error, GALLEY_FOLDER_ERROR_WRITE, dir, g_strerror(errno));
    if (folder->use == GALLEY_FOLDER_RESUME)
        take_back(file);
    file->fd = open(file->temporary, flags, 0666);
    return file->fd >= 0 ||
           fail(error, GALLEY_FOLDER_ERROR_WRITE, file->temporary, g_strerror(errno));
}

static GalleyFile *
file_new(GalleyFolder *folder, const char *name)
{
    GalleyFile *file = g_new0(GalleyFile, 1);
    file->folder = folder;
    file->name = g_strdup(name);
    file->fd = -1;
    file->buffer = g_malloc(BUFFER_SIZE);
    return file;
}

GalleyFile *
galley_folder_open(GalleyFolder *folder, const char *name, GError **error)
{
    GalleyFile *file = file_new(folder, name);
    g_ptr_array_add(folder->files, file);
    if (!folder->path) {
        file->fd = STDOUT_FILENO;
        return file;
    }
    file->path = g_build_filename(folder->path, name, NULL);
    file->temporary = g_strconcat(file->path, SUFFIX, NULL);
    return open_temporary(folder, file, error) ? file : NULL;
}

GalleyFile *
galley_folder_open_spool(GalleyFolder *folder, const char *name, GError **error)
{
    GalleyFile *file = file_new(folder, name);
    g_ptr_array_add(folder->spools, file);
    if (folder->path) {
        g_autofree char *path = g_build_filename(folder->path, name, NULL);
        file->temporary = g_strconcat(path, SPOOL_SUFFIX SUFFIX, NULL);
        file->fd =
            open(file->temporary,
                 O_RDWR | O_CREAT | O_CLOEXEC | (folder->use == GALLEY_FOLDER_RESUME ? 0 : O_TRUNC),
                 0666);
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
            return fail(error, GALLEY_FOLDER_ERROR_WRITE,
                        file->temporary ? file->temporary : "standard output", g_strerror(errno));
        bytes += n;
        size -= (gsize)n;
    }
    return TRUE;
}

/* What the scribe was asked to append comes before what is written here. */
static gboolean
wait_for_scribe(GalleyFile *file, GError **error)
{
    gboolean asked = file->asked;
    file->asked = FALSE;
    return !asked || galley_scribe_drain(file->folder->scribe, error);
}

static gboolean
flush(GalleyFile *file, GError **error)
{
    gsize size = file->buffered;
    file->buffered = 0;
    return size == 0 ||
           (wait_for_scribe(file, error) && write_all(file, file->buffer, size, error));
}

/* All of it is in the file, whoever was to write it. */
static gboolean
finish(GalleyFile *file, GError **error)
{
    return flush(file, error) && wait_for_scribe(file, error);
}

gboolean
galley_file_write(GalleyFile *file, gconstpointer bytes, gsize size, GError **error)
{
    file->size += size;
    if (file->buffered + size > BUFFER_SIZE && !flush(file, error))
        return FALSE;
    if (size > BUFFER_SIZE)
        return wait_for_scribe(file, error) && write_all(file, bytes, size, error);
    memcpy(file->buffer + file->buffered, bytes, size);
    file->buffered += size;
    return file->temporary != NULL || flush(file, error);
}

const char *
galley_file_get_name(const GalleyFile *file)
{
    return file->name;
}

const char *
galley_file_get_path(const GalleyFile *file)
{
    return file->temporary;
}

guint64
galley_file_get_size(const GalleyFile *file)
{
    return file->size;
}

static gboolean
splice_here(const GalleyFile *file, int from, guint64 at, guint64 size, GError **error)
{
    int failed = galley_append(file->fd, from, at, size);
    return failed == 0 ||
           fail(error, GALLEY_FOLDER_ERROR_WRITE,
                file->temporary ? file->temporary : "standard output", g_strerror(failed));
}

/* Bytes come that way from other processes; standard output does not wait for one more. */
gboolean
galley_file_splice(GalleyFile *file, int from, guint64 at, guint64 size, GError **error)
{
    GalleyFolder *folder = file->folder;
    if (!flush(file, error))
        return FALSE;
    file->size += size;
    if (!folder->path)
        return splice_here(file, from, at, size, error);
    if (!folder->scribe)
        folder->scribe = galley_scribe_new(folder->lock, error);
    file->asked = folder->scribe != NULL;
    return folder->scribe &&
           galley_scribe_append(folder->scribe, file->temporary, file->fd, from, at, size, error);
}

int
galley_file_lend(GalleyFile *file, GError **error)
{
    int fd = finish(file, error) ? fcntl(file->fd, F_DUPFD_CLOEXEC, 0) : -1;
    if (fd < 0 && error && !*error)
        fail(error, GALLEY_FOLDER_ERROR_WRITE, file->name, g_strerror(errno));
    return fd;
}

void
galley_file_take_back(GalleyFile *file)
{
    struct stat about;
    if (file->temporary && fstat(file->fd, &about) == 0)
        file->size = (guint64)about.st_size;
}

const char *
galley_file_get_digest(const GalleyFile *file)
{
    return file->digest;
}

/* ---- so far ---- */

static gboolean
sync_so_far(GalleyFile *file, GArray *ends, GError **error)
{
    GalleyScribe *scribe = file->folder->scribe;
    g_array_append_val(ends, file->size);
    if (!flush(file, error))
        return FALSE;
    if (scribe)
        return galley_scribe_sync(scribe, file->temporary, file->fd, error);
    return fdatasync(file->fd) == 0 || errno == EINVAL ||
           fail(error, GALLEY_FOLDER_ERROR_WRITE, file->temporary, g_strerror(errno));
}

GalleyScribe *
galley_folder_get_scribe(const GalleyFolder *folder)
{
    return folder->scribe;
}

gboolean
galley_folder_sync(GalleyFolder *folder, GArray *ends, GError **error)
{
    g_array_set_size(ends, 0);
    for (guint i = 0; i < folder->files->len; i++)
        if (!sync_so_far(g_ptr_array_index(folder->files, i), ends, error))
            return FALSE;
    for (guint i = 0; i < folder->spools->len; i++)
        if (!sync_so_far(g_ptr_array_index(folder->spools, i), ends, error))
            return FALSE;
    return TRUE;
}

static gboolean
cut(GalleyFile *file, guint64 end, GError **error)
{
    struct stat about;
    if (fstat(file->fd, &about) != 0 || (guint64)about.st_size < end)
        return fail(error, GALLEY_FOLDER_ERROR_EXISTS, file->temporary,
                    "is shorter than the journal says, so the run cannot be resumed; --overwrite "
                    "begins it anew");
    file->size = end;
    gboolean cut_off = (guint64)about.st_size == end || ftruncate(file->fd, (off_t)end) == 0;
    return (cut_off && lseek(file->fd, (off_t)end, SEEK_SET) >= 0) ||
           fail(error, GALLEY_FOLDER_ERROR_WRITE, file->temporary, g_strerror(errno));
}

gboolean
galley_folder_cut(GalleyFolder *folder, const GArray *ends, GError **error)
{
    for (guint i = 0; i < folder->files->len + folder->spools->len; i++) {
        GalleyFile *file = i < folder->files->len
                               ? g_ptr_array_index(folder->files, i)
                               : g_ptr_array_index(folder->spools, i - folder->files->len);
        if (!cut(file, i < ends->len ? g_array_index(ends, guint64, i) : 0, error))
            return FALSE;
    }
    folder->use = GALLEY_FOLDER_OVERWRITE; /* what is opened from here on is made anew */
    return TRUE;
}

char *
galley_folder_get_journal(const GalleyFolder *folder)
{
    return folder->path ? g_build_filename(folder->path, JOURNAL, NULL) : NULL;
}

/* ---- the end ---- */

const char *
galley_file_finish_spool(GalleyFile *file, GError **error)
{
    return finish(file, error) ? file->temporary : NULL;
}

static gboolean
sync_file(GalleyFile *file, GError **error)
{
    if (!finish(file, error))
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

/* Where outputs are: a name in a folder is as lasting as the folder. The run's own comes last. */
static gboolean
sync_folders(const GalleyFolder *folder)
{
    for (guint i = 0; i < folder->files->len; i++) {
        const GalleyFile *file = g_ptr_array_index(folder->files, i);
        g_autofree char *path = g_path_get_dirname(file->path);
        if (!g_str_equal(path, folder->path) && !sync_folder(path))
            return FALSE;
    }
    return sync_folder(folder->path);
}

/* ---- digests ---- */

/* In a process of its own: one line a file, as sha256sum prints it. */
G_NORETURN static void
digest_files(const GalleyFolder *folder, int to)
{
    galley_interrupt_leave_to_parent();
    for (guint i = 0; i < folder->files->len; i++) {
        const GalleyFile *file = g_ptr_array_index(folder->files, i);
        g_autofree char *digest = galley_digest_file(file->temporary);
        if (!digest || write(to, digest, strlen(digest)) != (ssize_t)strlen(digest))
            _exit(1);
    }
    _exit(0);
}

static gboolean
read_digests(GalleyFolder *folder, int from)
{
    for (guint i = 0; i < folder->files->len; i++) {
        GalleyFile *file = g_ptr_array_index(folder->files, i);
        char digest[2 * GALLEY_DIGEST_SIZE + 1] = { 0 };
        for (gsize have = 0; have < 2 * GALLEY_DIGEST_SIZE;) {
            ssize_t n = read(from, digest + have, 2 * GALLEY_DIGEST_SIZE - have);
            if (n == 0 || (n < 0 && errno != EINTR))
                return FALSE;
            have += (gsize)MAX(n, 0);
        }
        g_free(file->digest);
        file->digest = g_strdup(digest);
    }
    return TRUE;
}

static gboolean
write_sums(GalleyFolder *folder, GError **error)
{
    g_autoptr(GString) sums = g_string_new(NULL);
    for (guint i = 0; i < folder->files->len; i++) {
        const GalleyFile *file = g_ptr_array_index(folder->files, i);
        g_string_append_printf(sums, "%s  %s\n", file->digest, file->name);
    }
    GalleyFile *file = galley_folder_open(folder, SUMS, error);
    return file && galley_file_write(file, sums->str, sums->len, error);
}

gboolean
galley_folder_digest(GalleyFolder *folder, GError **error)
{
    int ends[2], status = 1;
    for (guint i = 0; i < folder->files->len; i++)
        if (!finish(g_ptr_array_index(folder->files, i), error))
            return FALSE;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail(error, GALLEY_FOLDER_ERROR_WRITE, folder->path, g_strerror(errno));
    pid_t pid = fork();
    if (pid == 0)
        digest_files(folder, ends[1]);
    close(ends[1]);
    gboolean have = pid > 0 && read_digests(folder, ends[0]);
    close(ends[0]);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (!have || status != 0)
        return fail(error, GALLEY_FOLDER_ERROR_WRITE, folder->path, "outputs cannot be digested");
    return write_sums(folder, error);
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
    g_autofree char *journal = galley_folder_get_journal(folder);
    if (folder->path && (!sync_folders(folder) || (unlink(journal) != 0 && errno != ENOENT)))
        return fail(error, GALLEY_FOLDER_ERROR_WRITE, folder->path, g_strerror(errno));
    unlink_spools(folder); /* at once, so that a kill from here on finds nothing to leave */
    return TRUE;
}
