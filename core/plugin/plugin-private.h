/* plugin-private.h: finding, loading and holding plugins. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

#include "document/document-private.h"

/* ---- places: where galley itself is ---- */

/** galley_places_get_plugin_dir: (transfer none): the system's plugin folder, beside libgalley, or
 * the build's */
const char *galley_places_get_plugin_dir(void);
/** galley_places_get_pipeline_dir: (transfer none): the folder of ready-made pipelines */
const char *galley_places_get_pipeline_dir(void);
/** galley_places_find_data_dir: (transfer full): where the data of the plugin with the file name
 * @key are: share/galley/plugins/KEY, or in the source tree */
char *galley_places_find_data_dir(const char *key);

/* ---- modules: shared objects that have been checked and opened, never closed ---- */

/** GalleyModule: one plugin as its file gave it. */
typedef struct {
    char *path; /* of the shared object */
    const GalleyPlugin *plugin;
} GalleyModule;

/** galley_kind_get_name: "reader", "processor" or "writer" */
const char *galley_kind_get_name(GalleyKind kind);

/** GalleyFinder: folders in order of search. */
typedef struct GalleyFinder GalleyFinder;

/**
 * galley_finder_new:
 * @dirs: (nullable): searched first, in this order: a pipeline's `plugins:` and --plugin-dir
 *
 * After @dirs come $GALLEY_PLUGIN_PATH, the user's folder and the system's.
 */
GalleyFinder *galley_finder_new(const char *const *dirs);
void galley_finder_free(GalleyFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyFinder, galley_finder_free)

/**
 * galley_finder_load:
 * @hint: (out) (optional) (transfer full): where no plugin is found, the nearest name there is, or
 * %NULL
 *
 * Returns: (transfer none) (nullable): the plugin's module, the same for each call in a process;
 * %NULL with %GALLEY_PLUGIN_ERROR
 */
const GalleyModule *galley_finder_load(
    GalleyFinder *finder, GalleyKind kind, const char *name, char **hint, GError **error);

/** galley_finder_list: (transfer full): names of the plugins of @kind that are there, in byte
 * order, not opened */
GStrv galley_finder_list(GalleyFinder *finder, GalleyKind kind);

/* ---- options ---- */

/**
 * galley_option_set: gives the field in @self a value that a pipeline wrote as one scalar
 * @base: folder that input paths start from
 * @pool: (element-type utf8): owns the strings that the field points to
 */
gboolean galley_option_set(const GalleyOption *option,
                           gpointer self,
                           const char *value,
                           const char *base,
                           GPtrArray *pool,
                           GError **error);
/** galley_option_set_list: of a list, or key, value, key, value of a map */
gboolean galley_option_set_list(const GalleyOption *option,
                                gpointer self,
                                const char *const *values,
                                GPtrArray *pool,
                                GError **error);
/** galley_option_refuse: %FALSE, with %GALLEY_PLUGIN_ERROR_OPTION */
gboolean galley_option_refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
/** galley_option_is_list: whether galley_option_set_list() is the one to call */
gboolean galley_option_is_list(const GalleyOption *option);
/** galley_option_describe: (transfer full): type, range or choices, unit, as people read it: "int,
 * 0 to 9 tokens" */
char *galley_option_describe(const GalleyOption *option);
/** galley_option_print: (transfer full): the value in @self as a pipeline would write it; "null" if
 * unset. Paths relative to @base where below it */
char *galley_option_print(const GalleyOption *option, gconstpointer self, const char *base);

/* ---- stages: a plugin in a pipeline ---- */

/** GalleyContract: what a stage needs and gives once its options are known. Strings are its own. */
struct GalleyContract {
    GArray *needs; /* of GalleyPort, without the end mark */
    GArray *gives;
    GStringChunk *strings;
};

struct GalleyContext {
    char *pipeline;
    char *step;
    char *data_dir;
    char *data_dir_shared; /* (nullable): a second place */
    guint terminal_width;
    gboolean color;
};

/** GalleyStage: one use of a plugin. */
typedef struct {
    const GalleyModule *module;
    const GalleyPlugin *plugin; /* the module's */
    char *name;                 /* in the pipeline */
    gpointer self;              /* the plugin's struct: options, and what `open` made */
    GPtrArray *pool;            /* strings of options */
    GalleyContract contract;
    GalleyContext context;
    GalleyScope scope; /* filled by the plan */
    gint64 timeout;    /* microseconds of CPU time that it may take for a document; 0: no bound of its own */
    guint64 memory;    /* bytes, likewise */
    int on_error;      /* a GalleyOnError of its own; -1: the run's */
    gboolean opened;
    gpointer worker; /* in this process; equal to self where the plugin has no worker_new */
} GalleyStage;

/** galley_stage_new: options at their defaults */
GalleyStage *galley_stage_new(const GalleyModule *module, const char *name, const char *pipeline);
/** galley_stage_find_option: (nullable) */
const GalleyOption *galley_stage_find_option(const GalleyStage *stage, const char *name);
/** galley_stage_list_options: (transfer container): names of the options, for hints */
char **galley_stage_list_options(const GalleyStage *stage);
/**
 * galley_stage_settle: after all options are set: checks that required ones are there, makes the
 * contract
 */
gboolean galley_stage_settle(GalleyStage *stage, GError **error);
/** galley_stage_open: calls `open` once */
gboolean galley_stage_open(GalleyStage *stage, GError **error);
/** galley_stage_start: calls `worker_new` once */
gboolean galley_stage_start(GalleyStage *stage, GError **error);
/** galley_stage_free: worker_free and close as far as it got */
void galley_stage_free(GalleyStage *stage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyStage, galley_stage_free)
