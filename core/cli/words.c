/* words.c: what the command line adds to a pipeline file. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <string.h>

#define WORKERS_MOST 1024

void
galley_words_clear(GalleyWords *words)
{
    g_strfreev(words->plugin_dirs);
    g_strfreev(words->params);
    g_strfreev(words->sets);
}

gboolean
galley_words_check_dirs(char *const *dirs, GError **error)
{
    for (gsize i = 0; dirs && dirs[i]; i++)
        if (!g_file_test(dirs[i], G_FILE_TEST_IS_DIR)) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "--plugin-dir: there is no folder \"%s\"\nhint: it names a folder that "
                        "holds plugins, as files ending in .so",
                        dirs[i]);
            return FALSE;
        }
    return TRUE;
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
    if (!galley_words_check_dirs(words->plugin_dirs, error))
        return NULL;
    g_autofree char *path = galley_pipeline_find(name, error);
    return path ? galley_pipeline_load_with(NULL, 0, path, &settings, error) : NULL;
}

char *
galley_words_quote(const char *word)
{
    gboolean plain = *word != '\0' && *word != '-';
    for (const char *c = word; *c; c++)
        plain = plain && (g_ascii_isalnum(*c) || strchr("_-./+,:=@%", *c) || (guint8)*c >= 0x80);
    return plain ? g_strdup(word) : g_shell_quote(word);
}

static gboolean
is_pipeline(const char *name)
{
    g_autofree char *ready_made = galley_pipeline_find_ready_made(name);
    return ready_made != NULL || galley_pipeline_is_file_name(name);
}

gboolean
galley_words_check_order(const char *command,
                         const char *pipeline,
                         const char *input,
                         GError **error)
{
    if (!input || is_pipeline(pipeline) || !is_pipeline(input) ||
        !g_file_test(pipeline, G_FILE_TEST_EXISTS))
        return TRUE;
    g_autofree char *first = galley_words_quote(input), *second = galley_words_quote(pipeline);
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "the pipeline comes first, and then the input\nhint: galley %s %s %s", command,
                first, second);
    return FALSE;
}

gboolean
galley_words_check_workers(gint workers, GError **error)
{
    if (workers >= 0 && workers <= WORKERS_MOST)
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "--workers is a number of processes, 1 to " G_STRINGIFY(
                    WORKERS_MOST) ", not %d\nhint: leave it out for as many as processors",
                workers);
    return FALSE;
}
