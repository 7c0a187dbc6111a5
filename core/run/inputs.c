/* inputs.c: from the arguments of a command to files in order. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* O_TMPFILE */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/input-private.h"

#define COPY_SIZE ((gsize)1 << 18)
#define LINKS_MOST 40 /* as the kernel has it */

static void
source_free(gpointer data)
{
    GalleySource *source = data;
    g_free(source->name);
    g_free(source->path);
    g_free(source->fault);
    if (source->fd >= 0)
        close(source->fd);
    g_free(source);
}

/* Bytes of a name that are no UTF-8 stand in ids as \xFF, so that no two files get one name. */
static char *
valid_name(const char *name)
{
    GString *out = g_string_new(NULL);
    const char *end;
    while (!g_utf8_validate(name, -1, &end)) {
        g_string_append_len(out, name, end - name);
        g_string_append_printf(out, "\\x%02X", (guint)(guint8)*end);
        name = end + 1;
    }
    g_string_append(out, name);
    return g_string_free(out, FALSE);
}

static gint64
time_of_change(const struct stat *about)
{
    return (gint64)about->st_mtim.tv_sec * 1000000000 + about->st_mtim.tv_nsec;
}

static GalleySource *
add_source(GPtrArray *sources, const char *name, const char *path, guint64 size)
{
    GalleySource *source = g_new0(GalleySource, 1);
    source->name = valid_name(name);
    source->path = g_strdup(path);
    source->fd = -1;
    source->size = size;
    g_ptr_array_add(sources, source);
    return source;
}

gboolean
galley_source_has_changed(const GalleySource *source)
{
    struct stat about;
    if (!source->path || source->fault)
        return FALSE;
    return stat(source->path, &about) != 0 || (guint64)about.st_size != source->size ||
           time_of_change(&about) != source->changed;
}

/* What is shared with other processes is read by offset, or, where a stream is read from it, opened
 * anew, so that none moves the others' place. */
int
galley_source_open(const GalleySource *source, GError **error)
{
    g_autofree char *nameless = g_strdup_printf("/proc/self/fd/%d", source->fd);
    int fd = open(source->path ? source->path : nameless, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && !source->path)
        fd = fcntl(source->fd, F_DUPFD_CLOEXEC, 0);
    if (fd < 0)
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s",
                    source->path ? source->path : source->name, g_strerror(errno));
    return fd;
}

static gboolean
fail(GError **error, const char *path)
{
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", path,
                g_strerror(errno));
    return FALSE;
}

/* ---- pipes ---- */

/* A file that has no name, so that nothing of it is left behind. */
static int
open_nameless(void)
{
    int fd = open(g_get_tmp_dir(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "galley-XXXXXX", NULL);
    fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static gboolean
write_all(int fd, const char *bytes, gsize size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno != EINTR)
            return FALSE;
        bytes += MAX(n, 0);
        size -= (gsize)MAX(n, 0);
    }
    return TRUE;
}

/* @unread: (out): it was the pipe that failed, and not the copy */
static gboolean
copy_pipe(int from, int to, guint64 *size, gboolean *unread)
{
    g_autofree char *buffer = g_malloc(COPY_SIZE);
    for (;;) {
        ssize_t n = read(from, buffer, COPY_SIZE);
        if (n < 0 && errno == EINTR)
            continue;
        *unread = n < 0;
        if (n <= 0)
            return n == 0;
        if (!write_all(to, buffer, (gsize)n))
            return FALSE;
        *size += (guint64)n;
    }
}

/* Workers hold it open, and are to read it alone. */
static void
shut_writing(GalleySource *source)
{
    g_autofree char *nameless = g_strdup_printf("/proc/self/fd/%d", source->fd);
    int readable = open(nameless, O_RDONLY | O_CLOEXEC);
    if (readable < 0)
        return;
    close(source->fd);
    source->fd = readable;
}

static gboolean
fail_copy(GError **error, const char *name)
{
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                "%s: it cannot be copied to %s, where pipes are kept while they are read: %s\n"
                "hint: TMPDIR=FOLDER names another",
                name, g_get_tmp_dir(), g_strerror(errno));
    return FALSE;
}

static gboolean
add_pipe(GPtrArray *sources, const char *name, int from, GError **error)
{
    gboolean unread = FALSE;
    GalleySource *source = add_source(sources, name, NULL, 0);
    source->fd = open_nameless();
    if (source->fd < 0 || !copy_pipe(from, source->fd, &source->size, &unread))
        return unread ? fail(error, name) : fail_copy(error, name);
    shut_writing(source);
    return TRUE;
}

/* ---- folders ---- */

static int
compare_strings(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean
is_same_folder(const char *path, const struct stat *folder)
{
    struct stat about;
    return stat(path, &about) == 0 && about.st_dev == folder->st_dev &&
           about.st_ino == folder->st_ino;
}

static gboolean
is_one_of(const char *path, const char *const *folders)
{
    struct stat about;
    for (gsize i = 0; folders[i]; i++)
        if (stat(folders[i], &about) == 0 && is_same_folder(path, &about))
            return TRUE;
    return FALSE;
}

/* Whether @below, a link, leads back to a folder that it is in: then there is no end to it. */
static gboolean
leads_back(const char *root, const char *below)
{
    struct stat about;
    g_autofree char *path = g_build_filename(root, below, NULL);
    if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK) || stat(path, &about) != 0)
        return FALSE;
    for (char *slash = strrchr(path, '/'); slash && slash >= path + strlen(root);
         slash = strrchr(path, '/')) {
        *slash = '\0';
        if (is_same_folder(path, &about))
            return TRUE;
    }
    return FALSE;
}

/* Paths below @root, hidden ones and runs' own left out, in no order. Folders wait in @pending; one
 * that cannot be gone into is among the files. */
static void
list_folder(const char *root,
            const char *below,
            const char *const *runs,
            GPtrArray *files,
            GPtrArray *pending)
{
    g_autofree char *path = g_build_filename(root, below, NULL);
    g_autoptr(GDir) dir = leads_back(root, below) ? NULL : g_dir_open(path, 0, NULL);
    if (!dir)
        g_ptr_array_add(files, g_strdup(below));
    for (const char *entry = dir ? g_dir_read_name(dir) : NULL; entry;
         entry = g_dir_read_name(dir)) {
        if (entry[0] == '.')
            continue;
        char *relative = *below ? g_build_filename(below, entry, NULL) : g_strdup(entry);
        g_autofree char *full = g_build_filename(root, relative, NULL);
        gboolean folder = g_file_test(full, G_FILE_TEST_IS_DIR);
        if (folder && is_one_of(full, runs))
            g_free(relative);
        else
            g_ptr_array_add(folder ? pending : files, relative);
    }
}

/* /dev/stdin and its like, and links to them: another process opens another file by that name. */
static gboolean
is_own(const char *path)
{
    g_autofree char *at = g_canonicalize_filename(path, NULL);
    for (guint i = 0; i < LINKS_MOST; i++) {
        if (g_str_has_prefix(at, "/dev/fd/") || g_str_has_prefix(at, "/proc/"))
            return TRUE;
        g_autofree char *target = g_file_read_link(at, NULL), *dir = g_path_get_dirname(at);
        if (!target)
            return FALSE;
        g_free(at);
        at = g_canonicalize_filename(target, dir);
    }
    return FALSE;
}

static char *
fault_of(const char *path, const struct stat *about)
{
    if (!about)
        return g_strdup_printf("%s%s", g_strerror(errno),
                               errno == ENOENT && g_file_test(path, G_FILE_TEST_IS_SYMLINK)
                                   ? ": it is a link that leads nowhere"
                                   : "");
    if (S_ISREG(about->st_mode) && !is_own(path))
        return access(path, R_OK) == 0 ? NULL : g_strdup(g_strerror(errno));
    if (!S_ISDIR(about->st_mode))
        return g_strdup("it is a pipe, a socket or a device: name it to have it read");
    return g_strdup(access(path, R_OK | X_OK) == 0 ? "it is a link to a folder that it is in"
                                                   : g_strerror(errno));
}

/* What cannot be read costs none of the others: it is a document that is lost, and told. */
static void
add_found(GPtrArray *sources, const char *name, const char *path)
{
    struct stat about;
    gboolean there = stat(path, &about) == 0;
    char *fault = fault_of(path, there ? &about : NULL);
    GalleySource *source = add_source(sources, name, path, fault ? 0 : (guint64)about.st_size);
    source->fault = fault;
    source->changed = there ? time_of_change(&about) : 0;
}

static gboolean
add_file(GPtrArray *sources, const char *name, const char *path, GError **error)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return fail(error, path);
    if (S_ISREG(about.st_mode) && !is_own(path)) {
        add_source(sources, name, path, (guint64)about.st_size)->changed = time_of_change(&about);
        return TRUE;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    gboolean added = fd >= 0 ? add_pipe(sources, name, fd, error) : fail(error, path);
    if (fd >= 0)
        close(fd);
    return added;
}

static gboolean
add_folder(GPtrArray *sources, const char *root, const char *const *runs, GError **error)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) pending = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open(root, 0, error); /* it was named, so it must be there */
    if (!dir)
        return FALSE;
    if (is_one_of(root, runs)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: it is the run's own folder",
                    root);
        return FALSE;
    }
    g_ptr_array_add(pending, g_strdup(""));
    while (pending->len > 0) {
        g_autofree char *below = g_ptr_array_steal_index(pending, pending->len - 1);
        list_folder(root, below, runs, files, pending);
    }
    g_ptr_array_sort(files, compare_strings);
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *path = g_build_filename(root, g_ptr_array_index(files, i), NULL);
        add_found(sources, g_ptr_array_index(files, i), path);
    }
    if (files->len == 0)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: the folder holds no files", root);
    return files->len > 0;
}

/* ---- arguments ---- */

static gboolean
add_input(GPtrArray *sources, const char *input, const char *const *runs, GError **error)
{
    if (g_str_equal(input, "-"))
        return add_pipe(sources, "-", STDIN_FILENO, error);
    if (g_file_test(input, G_FILE_TEST_IS_DIR))
        return add_folder(sources, input, runs, error);
    g_autofree char *name = g_path_get_basename(input);
    return add_file(sources, name, input, error);
}

/* Ids are made from names, so two inputs of one name would make documents that nobody can tell
 * apart. */
static gboolean
names_are_distinct(const GPtrArray *sources, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < sources->len; i++) {
        GalleySource *source = g_ptr_array_index(sources, i);
        GalleySource *twin = g_hash_table_lookup(seen, source->name);
        if (twin) {
            g_set_error(
                error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                "two inputs have the name \"%s\": %s and %s; give the folder that holds both",
                source->name, twin->path ? twin->path : "stdin",
                source->path ? source->path : "stdin");
            return FALSE;
        }
        g_hash_table_insert(seen, source->name, source);
    }
    return TRUE;
}

/* Whether it is packed tells its first bytes; where there are none, it should have some. */
static gboolean
look_inside(GalleySource *source, GError **error)
{
    guint8 head[GALLEY_STREAM_HEAD];
    if (source->fault)
        return TRUE;
    int fd = source->path ? galley_source_open(source, error) : source->fd;
    if (fd < 0)
        return FALSE;
    ssize_t n = pread(fd, head, sizeof head, 0);
    if (source->path)
        close(fd);
    source->packed =
        n > 0 ? galley_stream_is_packed(head, (gsize)n) : galley_stream_sounds_packed(source->name);
    return TRUE;
}

GPtrArray *
galley_sources_list(const char *const *inputs, const char *const *runs, GError **error)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(source_free);
    for (gsize i = 0; inputs[i]; i++)
        if (!add_input(sources, inputs[i], runs, error))
            return NULL;
    for (guint i = 0; i < sources->len; i++)
        if (!look_inside(g_ptr_array_index(sources, i), error))
            return NULL;
    return names_are_distinct(sources, error) ? g_steal_pointer(&sources) : NULL;
}
