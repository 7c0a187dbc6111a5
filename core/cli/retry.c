/* retry.c: `galley retry`. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/tell-private.h"
#include "run/copy-private.h"

#define WHOLE "limits: 0 documents, a sample of 0,"

typedef struct {
    char *output;
    gboolean quiet, overwrite, in_process;
    gint workers;
    GalleyWords words;
    char **arguments;
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
    g_free(arguments->output);
    galley_words_clear(&arguments->words);
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &to->output, "The new run's folder", "DIR2" },
        { "overwrite", 0, 0, G_OPTION_ARG_NONE, &to->overwrite, "Replace the run that DIR2 holds",
          NULL },
        { "workers", 'j', 0, G_OPTION_ARG_INT, &to->workers,
          "Worker processes; as many as processors unless given", "N" },
        { "in-process", 0, 0, G_OPTION_ARG_NONE, &to->in_process,
          "All in this one process, for a debugger", NULL },
        GALLEY_WORDS_ENTRIES(&to->words),
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &to->quiet,
          "No summary, no line for each quarantined document", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL,
          "DIR [PIPELINE]" },
        G_OPTION_ENTRY_NULL,
    };
    return galley_options_parse(
        "Runs the quarantined documents of the run that DIR holds once more, through the pipeline "
        "as it is now, or through PIPELINE. What stands in blocks without such documents is "
        "copied; DIR is left as it is.",
        entries, argc, argv, error);
}

static gboolean
refuse(GError **error, const char *why)
{
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "%s\nhint: galley retry DIR [PIPELINE] -o DIR2", why);
    return FALSE;
}

static gboolean
is_same_folder(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static gboolean
check_arguments(const Arguments *arguments, GError **error)
{
    guint n = arguments->arguments ? g_strv_length(arguments->arguments) : 0;
    if (n == 0)
        return refuse(error, "no run is named");
    if (n > 2)
        return refuse(error, "the run knows its inputs; name just its folder, and a pipeline");
    if (!arguments->output)
        return refuse(error, "no folder is named for the new run");
    if (is_same_folder(arguments->arguments[0], arguments->output))
        return refuse(error,
                      "the run that is retried stays as it is; the new one wants a folder of "
                      "its own");
    return galley_words_check_workers(arguments->workers, error);
}

static gboolean
can_be_retried(const GalleyCall *call, const char *folder, GError **error)
{
    for (guint i = 0; call->inputs->pdata[i]; i++)
        if (g_str_equal(call->inputs->pdata[i], "-")) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "%s: it read from a pipe, which cannot be read again", folder);
            return FALSE;
        }
    for (guint i = 0; call->plan[i]; i++)
        if (g_str_has_prefix(call->plan[i], WHOLE))
            return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "%s: it is a partial run (--limit or --sample); run it anew", folder);
    return FALSE;
}

/* The record limit, as the plan has it. */
static guint64
record_limit_of(const GalleyCall *call)
{
    guint64 limit = 0;
    for (guint i = 0; call->plan[i]; i++) {
        const char *at =
            g_str_has_prefix(call->plan[i], WHOLE) ? strstr(call->plan[i], "records of ") : NULL;
        if (at)
            limit = g_ascii_strtoull(at + strlen("records of "), NULL, 10);
    }
    return limit;
}

int
galley_command_retry(int argc, char **argv)
{
    g_auto(Arguments) arguments = { 0 };
    g_auto(GalleyCall) call = { 0 };
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline = NULL;
    if (parse_arguments(&argc, &argv, &arguments, &error) && check_arguments(&arguments, &error) &&
        galley_call_read(&call, arguments.arguments[0], &error) &&
        can_be_retried(&call, arguments.arguments[0], &error)) {
        const char *named = arguments.arguments[1];
        pipeline =
            galley_words_load(&arguments.words, named ? named : call.pipeline, NULL, NULL, &error);
    }
    if (!pipeline) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    guint width = arguments.quiet ? 0 : galley_terminal_width(STDERR_FILENO);
    const GalleyRunSettings settings = {
        .inputs = (const char *const *)call.inputs->pdata,
        .output = arguments.output,
        .retry = arguments.arguments[0],
        .overwrite = arguments.overwrite,
        .record_limit = record_limit_of(&call),
        .workers = (guint)arguments.workers,
        .in_process = arguments.in_process,
        .bar_width = width,
        .color = galley_wants_color(STDERR_FILENO),
        .lines = !arguments.quiet && width == 0,
        .quiet = arguments.quiet,
    };
    return galley_run_and_tell(pipeline, &settings);
}
