/* pipeline.h: a checked sequence of plugins for documents. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

G_BEGIN_DECLS

typedef enum {
    GALLEY_PIPELINE_ERROR_SYNTAX,  /* not a pipeline in YAML */
    GALLEY_PIPELINE_ERROR_INVALID, /* a plugin, option, layer or key that does not fit */
    GALLEY_PIPELINE_ERROR_FILE,    /* the file cannot be read */
    GALLEY_PIPELINE_ERROR_STEP,    /* a step failed on a document */
} GalleyPipelineError;
#define GALLEY_PIPELINE_ERROR (galley_pipeline_error_quark())
GALLEY_API GQuark galley_pipeline_error_quark(void);

/** GalleyPipeline: unchanging once loaded; serves any number of documents, one after another. */
typedef struct GalleyPipeline GalleyPipeline;

GALLEY_API GType galley_pipeline_get_type(void);

/**
 * galley_pipeline_load:
 * @path: (type filename): a YAML file; paths inside it start from its folder
 * @plugin_dirs: (nullable) (array zero-terminated=1): folders to search for plugins before all
 * others
 *
 * Settles plugins, options and layers before it returns, so that a run can fail only on documents.
 *
 * Returns: (transfer full) (nullable): the pipeline, or %NULL and in @error all that is wrong with
 * the file, each as
 * FILE:LINE:COL: what, the line, a caret, and a hint
 */
GALLEY_API GalleyPipeline *
galley_pipeline_load(const char *path, const char *const *plugin_dirs, GError **error);

/** galley_pipeline_load_text: @text in place of a file; @path is the name that messages show and
 * paths start from */
GALLEY_API GalleyPipeline *galley_pipeline_load_text(
    const char *text, gsize size, const char *path, const char *const *plugin_dirs, GError **error);

GALLEY_API GalleyPipeline *galley_pipeline_ref(GalleyPipeline *pipeline);
GALLEY_API void galley_pipeline_unref(GalleyPipeline *pipeline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyPipeline, galley_pipeline_unref)

/**
 * galley_pipeline_open:
 *
 * Opens the plugins: models and lexicons are read. Once; galley_pipeline_process() does it if need
 * be.
 */
GALLEY_API gboolean galley_pipeline_open(GalleyPipeline *pipeline, GError **error);

/**
 * galley_pipeline_process:
 * @document: with its source set; layers of an earlier run are dropped. Its layers are laid out by
 * the pipeline, which must live as long as they are looked at
 *
 * Runs the steps, not the reader and writers, over one document in this process. For
 * `metadata_from` and `metadata_table` the document's id stands for the path of its file; metadata
 * that it has already stay.
 *
 * Returns: %GALLEY_OK; %GALLEY_DROP; or %GALLEY_ERROR and an error that names the step
 */
GALLEY_API GalleyStatus galley_pipeline_process(GalleyPipeline *pipeline,
                                                GalleyDocument *document,
                                                GError **error);

/** galley_pipeline_get_name: (transfer none): what its file calls it, else the file's name without
 * the extension */
GALLEY_API const char *galley_pipeline_get_name(const GalleyPipeline *pipeline);

G_END_DECLS
