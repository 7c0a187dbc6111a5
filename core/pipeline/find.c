/* find.c: a pipeline by its file, or by name among the ready-made ones.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/plan-private.h"

static const char *const suffixes[] = { ".yaml", ".yml", NULL };

gboolean
galley_pipeline_is_file_name(const char *name)
{
    for (gsize i = 0; suffixes[i]; i++)
        if (g_str_has_suffix(name, suffixes[i]))
            return TRUE;
    return FALSE;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean
is_any(G_GNUC_UNUSED const char *name)
{
    return TRUE;
}

/* The files of the folder that @is_meant says are, in byte order. */
static GStrv
list_files(const char *folder, gboolean (*is_meant)(const char *name))
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *file = dir ? g_dir_read_name(dir) : NULL; file; file = g_dir_read_name(dir))
        if (is_meant(file))
            g_ptr_array_add(names, g_strdup(file));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (GStrv)g_ptr_array_steal(names, NULL);
}

GStrv
galley_pipeline_list_ready_made(void)
{
    GStrv names = list_files(galley_places_get_pipeline_dir(), galley_pipeline_is_file_name);
    for (gsize i = 0; names[i]; i++)
        *strrchr(names[i], '.') = '\0';
    return names;
}

char *
galley_pipeline_find_ready_made(const char *name)
{
    g_autofree char *file =
        g_str_has_suffix(name, suffixes[0]) ? g_strdup(name) : g_strconcat(name, suffixes[0], NULL);
    g_autofree char *path = g_build_filename(galley_places_get_pipeline_dir(), file, NULL);
    return g_file_test(path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer(&path) : NULL;
}

/* ---- what was meant ---- */

static char *
beside(const char *folder, const char *file)
{
    return g_str_equal(folder, ".") ? g_strdup(file) : g_build_filename(folder, file, NULL);
}

/* A file beside the one that is not there: with an ending, with the other, or of nearly that name. */
static char *
find_near_file(const char *name)
{
    g_autofree char *folder = g_path_get_dirname(name), *base = g_path_get_basename(name);
    g_auto(GStrv) files = list_files(folder, galley_pipeline_is_file_name);
    const char *dot = galley_pipeline_is_file_name(base) ? strrchr(base, '.') : NULL;
    gsize size = dot ? (gsize)(dot - base) : strlen(base);
    const char *near = NULL;
    for (gsize i = 0; files[i] && !near; i++)
        if (strncmp(files[i], base, size) == 0 && strrchr(files[i], '.') == files[i] + size)
            near = files[i];
    if (!near)
        near = galley_nearest(base, (const char *const *)files);
    return near ? beside(folder, near) : NULL;
}

char *
galley_hint_file(const char *name, const char *base)
{
    g_autofree char *path = g_canonicalize_filename(name, base);
    g_autofree char *folder = g_path_get_dirname(path), *last = g_path_get_basename(path);
    g_autofree char *written = g_path_get_dirname(name);
    g_auto(GStrv) files = list_files(folder, is_any);
    const char *near = galley_nearest(last, (const char *const *)files);
    if (g_str_has_prefix(name, "~"))
        return g_strdup("\"~\" is the shell's word: write the whole path");
    if (!near || g_str_equal(near, last))
        return NULL;
    g_autofree char *meant = beside(written, near);
    return g_strdup_printf("did you mean \"%s\"?", meant);
}

static char *
hint_missing(const char *name, gboolean by_name)
{
    g_auto(GStrv) names = galley_pipeline_list_ready_made();
    const char *ready_made = by_name ? galley_nearest(name, (const char *const *)names) : NULL;
    g_autofree char *near = ready_made ? g_strdup(ready_made) : find_near_file(name);
    if (near)
        return g_strdup_printf("\nhint: did you mean \"%s\"?", near);
    g_autofree char *list = g_strjoinv(", ", names);
    return by_name && *list ? g_strconcat("\nhint: there are: ", list, NULL) : g_strdup("");
}

static char *
refuse_missing(const char *name, GError **error)
{
    gboolean by_name = strchr(name, '/') == NULL;
    g_autofree char *hint = hint_missing(name, by_name);
    g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_FILE,
                "no pipeline \"%s\": there is no such file%s%s", name,
                by_name ? ", and none of that name among the ready-made ones" : "", hint);
    return NULL;
}

char *
galley_pipeline_find(const char *name, GError **error)
{
    gboolean folder = g_file_test(name, G_FILE_TEST_IS_DIR);
    if (g_file_test(name, G_FILE_TEST_EXISTS) && !folder)
        return g_strdup(name);
    char *path = strchr(name, '/') ? NULL : galley_pipeline_find_ready_made(name);
    if (path)
        return path;
    if (!folder)
        return refuse_missing(name, error);
    g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_FILE,
                "\"%s\" is a folder, and a pipeline is a file\nhint: name a file in it, or a "
                "ready-made pipeline",
                name);
    return NULL;
}
