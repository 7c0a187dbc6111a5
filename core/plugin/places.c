/* places.c: where galley's own files are, found from where libgalley is.
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* dladdr */
#include <dlfcn.h>
#include <stdlib.h>

#include "plugin/plugin-private.h"

typedef struct {
    char *plugins;
    char *pipelines;
    char *data; /* a plugin's data are in data/KEY/data_below */
    const char *data_below;
} Places;

/* The folder that this very library was loaded from, links resolved. */
static char *
library_dir(void)
{
    Dl_info info;
    if (!dladdr((gpointer)galley_places_get_plugin_dir, &info) || !info.dli_fname)
        return g_strdup(".");
    g_autofree char *path = realpath(info.dli_fname, NULL);
    return g_path_get_dirname(path ? path : info.dli_fname);
}

static char *
resolve(const char *dir, const char *relative)
{
    g_autofree char *joined = g_build_filename(dir, relative, NULL);
    return g_canonicalize_filename(joined, NULL);
}

/* In a build folder a key file beside the library says where things are; elsewhere they are where
 * they were installed. */
static gboolean
find_in_build(const char *dir, Places *places)
{
    g_autofree char *path = g_build_filename(dir, "uninstalled.ini", NULL);
    g_autoptr(GKeyFile) file = g_key_file_new();
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL))
        return FALSE;
    places->plugins = g_key_file_get_string(file, "places", "plugins", NULL);
    places->pipelines = g_key_file_get_string(file, "places", "pipelines", NULL);
    places->data = g_key_file_get_string(file, "places", "data", NULL);
    places->data_below = "data";
    return places->plugins && places->pipelines && places->data;
}

static Places
find_places(void)
{
    Places places = { 0 };
    g_autofree char *dir = library_dir();
    if (find_in_build(dir, &places))
        return places;
    g_autofree char *share = resolve(dir, GALLEY_LIBDIR_TO_DATADIR);
    places.plugins = g_build_filename(dir, "galley", "plugins", NULL);
    places.pipelines = g_build_filename(share, "galley", "pipelines", NULL);
    places.data = g_build_filename(share, "galley", "plugins", NULL);
    places.data_below = "";
    return places;
}

static const Places *
get_places(void)
{
    static gsize ready;
    static Places places;
    if (g_once_init_enter(&ready)) {
        places = find_places();
        g_once_init_leave(&ready, 1);
    }
    return &places;
}

const char *
galley_places_get_plugin_dir(void)
{
    return get_places()->plugins;
}

const char *
galley_places_get_pipeline_dir(void)
{
    return get_places()->pipelines;
}

char *
galley_places_find_data_dir(const char *key)
{
    const Places *places = get_places();
    return g_build_filename(places->data, key, *places->data_below ? places->data_below : NULL,
                            NULL);
}
