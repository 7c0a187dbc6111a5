/* run.c: `galley run`. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/tell-private.h"

#define UNSAID G_MININT64 /* a number that no option gives */
#define SAMPLE_MOST 100000000

typedef struct {
    char *output, *to, *from, *record_limit, *files_from;
    GPtrArray *inputs; /* of char *, ended by %NULL */
    gboolean overwrite, resume, quiet, in_process, no_sandbox;
    gint64 limit, sample;
    gint workers;
    GalleyWords words;
    char **arguments;
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
    g_free(arguments->output);
    g_free(arguments->to);
    g_free(arguments->from);
    g_free(arguments->record_limit);
    g_free(arguments->files_from);
    g_clear_pointer(&arguments->inputs, g_ptr_array_unref);
    galley_words_clear(&arguments->words);
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &to->output,
          "The run's folder; without it the text goes to the terminal", "DIR" },
        { "to", 't', 0, G_OPTION_ARG_STRING, &to->to,
          "This writer in place of the pipeline's, such as text", "WRITER" },
        { "from", 'f', 0, G_OPTION_ARG_STRING, &to->from,
          "This reader in place of the pipeline's, such as csv", "READER" },
        { "files-from", 0, 0, G_OPTION_ARG_FILENAME, &to->files_from,
          "Read more inputs from FILE, a path a line; - is standard input", "FILE" },
        { "overwrite", 0, 0, G_OPTION_ARG_NONE, &to->overwrite, "Replace the run that DIR holds",
          NULL },
        { "resume", 0, 0, G_OPTION_ARG_NONE, &to->resume, "Go on with the run that DIR holds",
          NULL },
        { "limit", 'n', 0, G_OPTION_ARG_INT64, &to->limit,
          "Read only the first N documents; the run is marked partial", "N" },
        { "sample", 0, 0, G_OPTION_ARG_INT64, &to->sample,
          "Read only N documents, the same ones each time; the run is marked partial", "N" },
        { "workers", 'j', 0, G_OPTION_ARG_INT, &to->workers,
          "Worker processes; as many as processors unless given", "N" },
        { "in-process", 0, 0, G_OPTION_ARG_NONE, &to->in_process,
          "All in this one process, for a debugger", NULL },
        { "no-sandbox", 0, 0, G_OPTION_ARG_NONE, &to->no_sandbox, "Workers may do all that you may",
          NULL },
        { "record-limit", 0, 0, G_OPTION_ARG_STRING, &to->record_limit,
          "Quarantine what is larger (64MiB)", "SIZE" },
        GALLEY_WORDS_ENTRIES(&to->words),
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &to->quiet,
          "No summary, no line for each quarantined document", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL,
          "PIPELINE INPUT..." },
        G_OPTION_ENTRY_NULL,
    };
    return galley_options_parse("Runs PIPELINE (a file, or the name of a ready-made one) "
                                "over files and folders; - is standard input.",
                                entries, argc, argv, error);
}

static gboolean
usage(GError **error, const char *what)
{
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "%s\nhint: galley run PIPELINE INPUT... [-o DIR]; `galley run --help` tells more",
                what);
    return FALSE;
}

static gboolean
parse_size(const char *text, guint64 *size, GError **error)
{
    const GalleyOption option = { .name = "--record-limit",
                                  .type = GALLEY_OPTION_TYPE_SIZE,
                                  .least = 1,
                                  .most = GALLEY_SIZE_MAX };
    return !text || galley_option_set(&option, size, text, NULL, NULL, error);
}

static gboolean
check_arguments(const Arguments *arguments, guint64 *record_limit, GError **error)
{
    if (!arguments->arguments || !arguments->arguments[0])
        return usage(error, "no pipeline is named");
    if (!arguments->arguments[1] && !arguments->files_from)
        return usage(error, "no input is named");
    if (arguments->limit != UNSAID && arguments->limit < 1)
        return usage(error, "--limit is a number of documents, 1 or more");
    if (arguments->sample != UNSAID && (arguments->sample < 1 || arguments->sample > SAMPLE_MOST))
        return usage(error, "--sample is a number of documents, 1 to " G_STRINGIFY(SAMPLE_MOST));
    if (arguments->limit != UNSAID && arguments->sample != UNSAID)
        return usage(error, "--limit and --sample both choose documents: give one of them");
    if ((arguments->overwrite || arguments->resume) && !arguments->output)
        return usage(error, "--overwrite and --resume go with -o DIR");
    if (arguments->overwrite && arguments->resume)
        return usage(error, "--overwrite begins anew and --resume goes on: give one of them");
    return galley_words_check_workers(arguments->workers, error) &&
           parse_size(arguments->record_limit, record_limit, error);
}

/* Without a folder the documents are shown; a pipeline's own writers need one. */
static const char *
writer_for(const Arguments *arguments)
{
    return arguments->to ? arguments->to : arguments->output ? NULL : "text";
}

static GalleyPipeline *
load(const Arguments *arguments, GError **error)
{
    g_autoptr(GalleyPipeline) pipeline = galley_words_load(
        &arguments->words, arguments->arguments[0], arguments->from, writer_for(arguments), error);
    if (!pipeline)
        return NULL;
    for (guint i = 0; !arguments->output && i < pipeline->writers->len; i++) {
        GalleyStage *stage = g_ptr_array_index(pipeline->writers, i);
        stage->context.terminal_width = galley_terminal_width(STDOUT_FILENO);
        stage->context.color = galley_wants_color(STDOUT_FILENO);
    }
    return g_steal_pointer(&pipeline);
}

static void
print_summary(const GalleyRunSettings *settings,
              const GalleyBooks *books,
              const char *report,
              GalleyRunResult result)
{
    gboolean trouble = result != GALLEY_RUN_DONE;
    gboolean begun = !settings->output || g_file_test(settings->output, G_FILE_TEST_IS_DIR);
    if (settings->quiet || result == GALLEY_RUN_REFUSED || (!settings->output && !trouble) ||
        (result == GALLEY_RUN_FAILED && !begun))
        return;
    g_autofree char *summary = galley_books_summary(books);
    fprintf(stderr, "%s%s%s",
            settings->limit > 0    ? "partial (--limit): "
            : settings->sample > 0 ? "partial (--sample): "
                                   : "",
            summary, settings->output && report ? report : "");
    if (result == GALLEY_RUN_FAILED && settings->output)
        fprintf(stderr,
                "the run is not whole: its files in %s keep the ending .part; --resume goes on "
                "with it\n",
                settings->output);
}

int
galley_run_and_tell(GalleyPipeline *pipeline, const GalleyRunSettings *settings)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *report = NULL;
    GalleyBooks books;
    galley_books_init(&books);
    GalleyRunResult result = galley_run(pipeline, settings, &books, &report, &error);
    if (error)
        galley_complain(error);
    print_summary(settings, &books, report, result);
    if (result <= GALLEY_RUN_QUARANTINED && !galley_books_balance(&books)) {
        fprintf(stderr, "galley: the books do not balance: this is a fault of galley's\n");
        result = GALLEY_RUN_FAILED;
    }
    galley_books_clear(&books);
    return (int)result;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A pattern that the shell has left alone stands for its matches in byte order, whatever the locale;
 * one without any is a file that is not there. */
static void
add_input(GPtrArray *inputs, const char *input)
{
    glob_t matches = { 0 };
    gboolean pattern = strpbrk(input, "*?[") && !g_file_test(input, G_FILE_TEST_EXISTS);
    if (!pattern || glob(input, GLOB_NOSORT, NULL, &matches) != 0) {
        g_ptr_array_add(inputs, g_strdup(input));
        return;
    }
    qsort(matches.gl_pathv, matches.gl_pathc, sizeof(char *), compare_names);
    for (gsize i = 0; i < matches.gl_pathc; i++)
        g_ptr_array_add(inputs, g_strdup(matches.gl_pathv[i]));
    globfree(&matches);
}

/* Those of the command line, then those of the list, in its order. Blank lines are none. */
static gboolean
list_inputs(Arguments *arguments, GError **error)
{
    g_autofree char *text = NULL;
    arguments->inputs = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 1; arguments->arguments[i]; i++)
        add_input(arguments->inputs, arguments->arguments[i]);
    const char *list = arguments->files_from;
    g_autoptr(GError) why = NULL;
    if (list &&
        !g_file_get_contents(g_str_equal(list, "-") ? "/dev/stdin" : list, &text, NULL, &why)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--files-from: %s\nhint: it names a file that has a path in each line",
                    why->message);
        return FALSE;
    }
    g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
    for (guint i = 0; lines[i]; i++)
        if (*g_strchomp(lines[i]))
            add_input(arguments->inputs, lines[i]);
    if (arguments->inputs->len == 0)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--files-from: %s: the list is empty\nhint: it names a file that has a path in "
                    "each line",
                    list);
    g_ptr_array_add(arguments->inputs, NULL);
    return arguments->inputs->len > 1;
}

int
galley_command_run(int argc, char **argv)
{
    g_auto(Arguments) arguments = { .limit = UNSAID, .sample = UNSAID };
    g_autoptr(GError) error = NULL;
    guint64 record_limit = 0;
    if (!parse_arguments(&argc, &argv, &arguments, &error) ||
        !check_arguments(&arguments, &record_limit, &error) ||
        !galley_words_check_order("run", arguments.arguments[0], arguments.arguments[1], &error) ||
        !list_inputs(&arguments, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    g_autoptr(GalleyPipeline) pipeline = load(&arguments, &error);
    if (!pipeline) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    guint width = arguments.quiet ? 0 : galley_terminal_width(STDERR_FILENO);
    GalleyRunSettings settings = {
        .inputs = (const char *const *)arguments.inputs->pdata,
        .output = arguments.output,
        .overwrite = arguments.overwrite,
        .resume = arguments.resume,
        .limit = MAX(arguments.limit, 0),
        .sample = MAX(arguments.sample, 0),
        .record_limit = record_limit,
        .workers = (guint)arguments.workers,
        .in_process = arguments.in_process,
        .no_sandbox = arguments.no_sandbox,
        /* not among documents that are shown on the same terminal */
        .bar_width = arguments.output || !isatty(STDOUT_FILENO) ? width : 0,
        .color = galley_wants_color(STDERR_FILENO),
        .lines = !arguments.quiet && width == 0,
        .quiet = arguments.quiet,
    };
    return galley_run_and_tell(pipeline, &settings);
}
