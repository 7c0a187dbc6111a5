/* plugin-host.h: readers and writers by themselves, for tests: the public API alone.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <dlfcn.h>
#include <string.h>

#include <galley/galley.h>

/* A plugin with options set, opened and with a worker. */
typedef struct {
    const GalleyPlugin *plugin;
    gpointer self;
    gpointer worker;
    GPtrArray *pool;
} Host;

static inline const GalleyPlugin *
host_find(const char *file)
{
    g_autofree char *path = g_build_filename(g_getenv("GALLEY_PLUGIN_PATH"), file, NULL);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL)
        g_error("%s", dlerror());
    const GalleyPlugin *(*query)(void);
    *(void **)&query = dlsym(handle, "galley_plugin_query");
    return query();
}

static inline gint
host_choice(const GalleyOption *option, const char *value)
{
    gint i = 0;
    while (!g_str_equal(option->choices[i], value))
        i++;
    return i;
}

static inline gpointer
host_keep(Host *host, gpointer memory)
{
    g_ptr_array_add(host->pool, memory);
    return memory;
}

/* Lists are parted by commas; "" is the empty one. */
static inline const char *const *
host_list(Host *host, const char *value)
{
    g_auto(GStrv) items = g_strsplit(value, ",", -1);
    guint n = g_strv_length(items);
    const char **list = host_keep(host, g_new0(const char *, n + 1));
    for (guint i = 0; i < n; i++)
        list[i] = host_keep(host, g_strdup(items[i]));
    return list;
}

static inline void
host_set_option(Host *host, const GalleyOption *option, const char *value)
{
    gpointer field = (char *)host->self + option->offset;
    switch (option->type) {
    case GALLEY_OPTION_TYPE_BOOL:
        *(gboolean *)field = g_str_equal(value, "true");
        break;
    case GALLEY_OPTION_TYPE_INT:
        *(gint64 *)field = g_ascii_strtoll(value, NULL, 10);
        break;
    case GALLEY_OPTION_TYPE_ENUM:
        *(gint *)field = host_choice(option, value);
        break;
    case GALLEY_OPTION_TYPE_SIZE:
        *(guint64 *)field = g_ascii_strtoull(value, NULL, 10);
        break;
    case GALLEY_OPTION_TYPE_LIST:
    case GALLEY_OPTION_TYPE_MAP:
        *(const char *const **)field = host_list(host, value);
        break;
    default:
        *(const char **)field = host_keep(host, g_strdup(value));
    }
}

/* @options: "name=value;name=value", or NULL */
static inline void
host_set_options(Host *host, const char *options)
{
    g_auto(GStrv) pairs = g_strsplit(options != NULL ? options : "", ";", -1);
    for (const GalleyOption *option = host->plugin->options; option->name != NULL; option++) {
        if (option->fallback != NULL)
            host_set_option(host, option, option->fallback);
        for (char **pair = pairs; *pair != NULL; pair++)
            if (g_str_has_prefix(*pair, option->name) && (*pair)[strlen(option->name)] == '=')
                host_set_option(host, option, *pair + strlen(option->name) + 1);
    }
}

static inline Host *
host_new(const GalleyPlugin *plugin, const char *options)
{
    Host *host = g_new0(Host, 1);
    host->plugin = plugin;
    host->self = g_malloc0(plugin->options_size);
    host->pool = g_ptr_array_new_with_free_func(g_free);
    host_set_options(host, options);
    if (plugin->open != NULL)
        g_assert_true(plugin->open(host->self, NULL, NULL));
    host->worker = plugin->worker_new != NULL ? plugin->worker_new(host->self, NULL) : host->self;
    g_assert_nonnull(host->worker);
    return host;
}

static inline void
host_free(Host *host)
{
    if (host->plugin->worker_free != NULL)
        host->plugin->worker_free(host->worker);
    if (host->plugin->close != NULL)
        host->plugin->close(host->self);
    g_ptr_array_unref(host->pool);
    g_free(host->self);
    g_free(host);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Host, host_free)

/* One record, at the beginning of an input, into a new document. */
static inline GalleyStatus
host_parse(Host *host, const char *bytes, gsize size, GalleyDocument **document, GError **error)
{
    GalleyRecord record = {
        .size = sizeof record, .input = "input", .bytes = (const guint8 *)bytes, .n_bytes = size
    };
    *document = galley_document_new();
    return host->plugin->parse(&record, *document, host->worker, error);
}
