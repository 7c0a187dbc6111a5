/* finder.c: plugins by kind and name, from folders in order of search.
 * SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/descriptor-private.h"
#include "plugin/note-private.h"
#include "plugin/plugin-private.h"

#define SUFFIX ".so"

struct GalleyFinder {
    GPtrArray *dirs; /* absolute, each once */
};

static const struct {
    const char *name, *prefix;
} kinds[] = {
    [GALLEY_KIND_READER] = { "reader", "reader-" },
    [GALLEY_KIND_PROCESSOR] = { "processor", "" },
    [GALLEY_KIND_WRITER] = { "writer", "writer-" },
};

const char *
galley_kind_get_name(GalleyKind kind)
{
    return (gsize)kind < G_N_ELEMENTS(kinds) ? kinds[kind].name : "unknown kind";
}

/* ---- folders ---- */

/* Links are resolved, so that one folder under two names is not two folders. */
static void
add_dir(GalleyFinder *finder, const char *dir)
{
    if (!dir || !*dir)
        return;
    char *real = realpath(dir, NULL);
    if (!real)
        real = g_canonicalize_filename(dir, NULL);
    if (g_ptr_array_find_with_equal_func(finder->dirs, real, g_str_equal, NULL))
        free(real);
    else
        g_ptr_array_add(finder->dirs, real);
}

static void
add_path(GalleyFinder *finder, const char *path)
{
    g_auto(GStrv) dirs = g_strsplit(path ? path : "", G_SEARCHPATH_SEPARATOR_S, -1);
    for (gsize i = 0; dirs[i]; i++)
        add_dir(finder, dirs[i]);
}

GalleyFinder *
galley_finder_new(const char *const *dirs)
{
    GalleyFinder *finder = g_new0(GalleyFinder, 1);
    finder->dirs = g_ptr_array_new_with_free_func(free);
    for (gsize i = 0; dirs && dirs[i]; i++)
        add_dir(finder, dirs[i]);
    add_path(finder, g_getenv("GALLEY_PLUGIN_PATH"));
    g_autofree char *own = g_build_filename(g_get_user_data_dir(), "galley", "plugins", NULL);
    add_dir(finder, own);
    add_dir(finder, galley_places_get_plugin_dir());
    return finder;
}

void
galley_finder_free(GalleyFinder *finder)
{
    g_ptr_array_unref(finder->dirs);
    g_free(finder);
}

/* ---- names ---- */

/* The name in "reader-NAME.so" if the file is of that kind. */
static char *
name_of_file(const char *file, GalleyKind kind)
{
    if (!g_str_has_suffix(file, SUFFIX) || g_str_has_prefix(file, "lib"))
        return NULL;
    gboolean reader = g_str_has_prefix(file, kinds[GALLEY_KIND_READER].prefix);
    gboolean writer = g_str_has_prefix(file, kinds[GALLEY_KIND_WRITER].prefix);
    GalleyKind is = reader   ? GALLEY_KIND_READER
                    : writer ? GALLEY_KIND_WRITER
                             : GALLEY_KIND_PROCESSOR;
    if (is != kind)
        return NULL;
    gsize skip = strlen(kinds[kind].prefix);
    return g_strndup(file + skip, strlen(file) - skip - strlen(SUFFIX));
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
list_dir(const char *path, GalleyKind kind, GPtrArray *names)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *file = dir ? g_dir_read_name(dir) : NULL; file; file = g_dir_read_name(dir)) {
        char *name = name_of_file(file, kind);
        if (name && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
            g_ptr_array_add(names, name);
        else
            g_free(name);
    }
}

GStrv
galley_finder_list(GalleyFinder *finder, GalleyKind kind)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < finder->dirs->len; i++)
        list_dir(g_ptr_array_index(finder->dirs, i), kind, names);
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (GStrv)g_ptr_array_steal(names, NULL);
}

/* ---- one file for a key ---- */

static gboolean
name_is_plain(const char *name)
{
    for (const char *c = name; *c; c++)
        if (!g_ascii_islower(*c) && !g_ascii_isdigit(*c) && *c != '-')
            return FALSE;
    return *name != '\0';
}

static char *
not_found(GalleyFinder *finder, GalleyKind kind, const char *name, char **hint, GError **error)
{
    g_auto(GStrv) names = galley_finder_list(finder, kind);
    const char *nearest = galley_nearest(name, (const char *const *)names);
    if (hint)
        *hint = g_strdup(nearest);
    if (kind == GALLEY_KIND_PROCESSOR)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_NOT_FOUND, "no plugin \"%s\"",
                    name);
    else
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_NOT_FOUND, "no %s \"%s\"",
                    kinds[kind].name, name);
    return NULL;
}

/* The one file that holds the plugin; two are an error. */
static char *
find_file(GalleyFinder *finder, GalleyKind kind, const char *name, char **hint, GError **error)
{
    g_autofree char *file = g_strconcat(kinds[kind].prefix, name, SUFFIX, NULL);
    g_autofree char *found = NULL, *own = name_of_file(file, kind);
    if (!own) /* "writer-csv" is no processor */
        return not_found(finder, kind, name, hint, error);
    for (guint i = 0; name_is_plain(name) && i < finder->dirs->len; i++) {
        g_autofree char *path = g_build_filename(g_ptr_array_index(finder->dirs, i), file, NULL);
        if (!g_file_test(path, G_FILE_TEST_EXISTS))
            continue;
        if (found) {
            g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_CLASH,
                        "two plugins for %s \"%s\": %s and %s; take one away", kinds[kind].name,
                        name, found, path);
            return NULL;
        }
        found = g_steal_pointer(&path);
    }
    return found ? g_steal_pointer(&found) : not_found(finder, kind, name, hint, error);
}

/* ---- opening ---- */

static gboolean
others_may_write(const struct stat *about)
{
    return (about->st_mode & S_IWOTH) != 0 || (about->st_uid != 0 && about->st_uid != geteuid());
}

static gboolean
check_safety(int fd, const char *path, GError **error)
{
    struct stat about;
    g_autofree char *dir = g_path_get_dirname(path);
    const char *unsafe = NULL;
    if (fstat(fd, &about) != 0 || others_may_write(&about))
        unsafe = path;
    else if (stat(dir, &about) != 0 || others_may_write(&about))
        unsafe = dir;
    if (!unsafe)
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_UNSAFE,
                "%s: refused, because others may write to %s; chmod o-w it, and have it owned by "
                "you or root",
                path, unsafe == path ? "it" : unsafe);
    return FALSE;
}

static const GalleyPlugin *
query(const char *path, GError **error)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle) {
        const char *why = dlerror();
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_LOAD,
                    "%s: cannot be opened: %s", path, why);
        return NULL;
    }
    const GalleyPlugin *(*function)(void) = NULL;
    *(void **)&function = dlsym(handle, "galley_plugin_query");
    if (!function) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_LOAD,
                    "%s: does not export galley_plugin_query (is GALLEY_PLUGIN_DEFINE() missing?)",
                    path);
        return NULL;
    }
    const GalleyPlugin *plugin = function();
    if (!plugin)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DESCRIPTOR,
                    "%s: galley_plugin_query gave nothing", path);
    return plugin;
}

static const GalleyPlugin *
open_plugin(const char *path, GalleyKind kind, const char *name, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_LOAD, "%s: %s", path,
                    g_strerror(errno));
        return NULL;
    }
    gboolean sound = check_safety(fd, path, error) && galley_note_check(fd, path, error);
    close(fd);
    const GalleyPlugin *plugin = sound ? query(path, error) : NULL;
    g_autofree char *fault = plugin ? galley_descriptor_check(plugin, kind, name) : NULL;
    if (fault) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DESCRIPTOR,
                    "%s: descriptor: %s", path, fault);
        return NULL;
    }
    return plugin;
}

/* Modules are opened once a process, and stay. */
static GHashTable *
get_modules(void)
{
    static GHashTable *modules;
    if (!modules)
        modules = g_hash_table_new(g_str_hash, g_str_equal);
    return modules;
}

const GalleyModule *
galley_finder_load(
    GalleyFinder *finder, GalleyKind kind, const char *name, char **hint, GError **error)
{
    if (hint)
        *hint = NULL;
    g_autofree char *path = find_file(finder, kind, name, hint, error);
    if (!path)
        return NULL;
    GalleyModule *module = g_hash_table_lookup(get_modules(), path);
    if (module)
        return module;
    const GalleyPlugin *plugin = open_plugin(path, kind, name, error);
    if (!plugin)
        return NULL;
    module = g_new0(GalleyModule, 1);
    module->path = g_steal_pointer(&path);
    module->plugin = plugin;
    g_hash_table_insert(get_modules(), module->path, module);
    return module;
}
