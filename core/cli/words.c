/* words.c: what the command line adds to a pipeline file. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

void
galley_words_clear(GalleyWords *words)
{
    g_strfreev(words->plugin_dirs);
    g_strfreev(words->params);
    g_strfreev(words->sets);
}

GalleyPipeline *
galley_words_load(const GalleyWords *words,
                  const char *name,
                  const char *reader,
                  const char *writer,
                  GError **error)
{
    GalleyPipelineSettings settings = {
        .plugin_dirs = (const char *const *)words->plugin_dirs,
        .params = (const char *const *)words->params,
        .sets = (const char *const *)words->sets,
        .reader = reader,
        .writer = writer,
    };
    g_autofree char *path = galley_pipeline_find(name, error);
    return path ? galley_pipeline_load_with(NULL, 0, path, &settings, error) : NULL;
}
