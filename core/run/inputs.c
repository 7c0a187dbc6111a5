/* inputs.c: from the arguments of a command to files in order. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "run/input-private.h"

static void
source_free(gpointer data)
{
    GalleySource *source = data;
    g_free(source->name);
    g_free(source->path);
    g_free(source);
}

static void
add_source(GPtrArray *sources, const char *name, const char *path)
{
    GalleySource *source = g_new0(GalleySource, 1);
    source->name = g_utf8_make_valid(name, -1);
    source->path = g_strdup(path);
    g_ptr_array_add(sources, source);
}

static int
compare_strings(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Paths below @root, hidden ones left out, in no order. Folders wait in @pending. */
static gboolean
list_folder(const char *root, const char *below, GPtrArray *files, GPtrArray *pending, GError **error)
{
    g_autofree char *path = g_build_filename(root, below, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, error);
    if (!dir)
        return FALSE;
    for (const char *entry = g_dir_read_name(dir); entry; entry = g_dir_read_name(dir)) {
        if (entry[0] == '.')
            continue;
        char *relative = *below ? g_build_filename(below, entry, NULL) : g_strdup(entry);
        g_autofree char *full = g_build_filename(root, relative, NULL);
        g_ptr_array_add(g_file_test(full, G_FILE_TEST_IS_DIR) ? pending : files, relative);
    }
    return TRUE;
}

static gboolean
add_folder(GPtrArray *sources, const char *root, GError **error)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) pending = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(pending, g_strdup(""));
    while (pending->len > 0) {
        g_autofree char *below = g_ptr_array_steal_index(pending, pending->len - 1);
        if (!list_folder(root, below, files, pending, error))
            return FALSE;
    }
    g_ptr_array_sort(files, compare_strings);
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *path = g_build_filename(root, g_ptr_array_index(files, i), NULL);
        add_source(sources, g_ptr_array_index(files, i), path);
    }
    if (files->len == 0)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: the folder holds no files", root);
    return files->len > 0;
}

static gboolean
add_input(GPtrArray *sources, const char *input, GError **error)
{
    struct stat about;
    if (g_str_equal(input, "-")) {
        add_source(sources, "-", NULL);
        return TRUE;
    }
    if (stat(input, &about) != 0) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", input, g_strerror(errno));
        return FALSE;
    }
    if (S_ISDIR(about.st_mode))
        return add_folder(sources, input, error);
    g_autofree char *name = g_path_get_basename(input);
    add_source(sources, name, input);
    return TRUE;
}

/* Ids are made from names, so two inputs of one name would make documents that nobody can tell apart. */
static gboolean
names_are_distinct(const GPtrArray *sources, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < sources->len; i++) {
        GalleySource *source = g_ptr_array_index(sources, i);
        GalleySource *twin = g_hash_table_lookup(seen, source->name);
        if (twin) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                        "two inputs have the name \"%s\": %s and %s; give the folder that holds both", source->name,
                        twin->path ? twin->path : "stdin", source->path ? source->path : "stdin");
            return FALSE;
        }
        g_hash_table_insert(seen, source->name, source);
    }
    return TRUE;
}

GPtrArray *
galley_sources_list(const char *const *inputs, GError **error)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(source_free);
    for (gsize i = 0; inputs[i]; i++)
        if (!add_input(sources, inputs[i], error))
            return NULL;
    return names_are_distinct(sources, error) ? g_steal_pointer(&sources) : NULL;
}
