/* score.c: `galley score`: what a pipeline makes, against what is right. SPDX-License-Identifier: MIT
 *
 * The writer `compare` measures; here are the words for it, and its table goes to standard output. */
#include "cli/cli-private.h"

#include <string.h>

#include "run/run-private.h"

#define WRITER "compare"

typedef struct {
    char *layer, *gold, *gold_file, *class, *units, *from;
    gint64 resamples, seed;
    gint workers;
    GalleyWords words;
    char **arguments;
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
    g_free(arguments->layer);
    g_free(arguments->gold);
    g_free(arguments->gold_file);
    g_free(arguments->class);
    g_free(arguments->units);
    g_free(arguments->from);
    galley_words_clear(&arguments->words);
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static gboolean
usage(GError **error, const char *what)
{
    g_set_error(
        error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        "%s\nhint: galley score PIPELINE INPUT... --gold=LAYER --layer=LAYER [--class=FIELD], "
        "or --gold=metadata.KEY or --gold-file=FILE with --class=FIELD",
        what);
    return FALSE;
}

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "gold", 'g', 0, G_OPTION_ARG_STRING, &to->gold,
          "What is right: a layer, or a field of the document such as metadata.label", "LAYER" },
        { "gold-file", 0, 0, G_OPTION_ARG_FILENAME, &to->gold_file,
          "What is right: a CSV file with the columns id and label", "FILE" },
        { "layer", 'l', 0, G_OPTION_ARG_STRING, &to->layer, "The layer that is judged", "LAYER" },
        { "class", 'c', 0, G_OPTION_ARG_STRING, &to->class,
          "The field of rows that tells classes apart; without --layer the field that is judged",
          "FIELD" },
        { "units", 'u', 0, G_OPTION_ARG_STRING, &to->units,
          "The layer whose rows both layers label, for kappa and alpha", "LAYER" },
        { "resamples", 0, 0, G_OPTION_ARG_INT64, &to->resamples,
          "Draws of documents for the intervals (1000)", "N" },
        { "seed", 0, 0, G_OPTION_ARG_INT64, &to->seed, "Of the draws (1)", "N" },
        { "from", 'f', 0, G_OPTION_ARG_STRING, &to->from,
          "This reader in place of the pipeline's: text, jsonl, csv", "READER" },
        { "workers", 'j', 0, G_OPTION_ARG_INT, &to->workers,
          "Worker processes; as many as processors unless given", "N" },
        GALLEY_WORDS_ENTRIES(&to->words),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL,
          "PIPELINE INPUT..." },
        G_OPTION_ENTRY_NULL,
    };
    if (!galley_options_parse("Tells how far what PIPELINE makes of the inputs agrees with what is "
                              "right.",
                              entries, argc, argv, error))
        return FALSE;
    if (!to->arguments || !to->arguments[0])
        return usage(error, "no pipeline is named");
    if (!to->arguments[1])
        return usage(error, "no input is named");
    if (!to->gold == !to->gold_file)
        return usage(error, to->gold ? "--gold and --gold-file: one of them"
                                     : "--gold or --gold-file is missing");
    if (!to->layer && to->gold && !strpbrk(to->gold, ".("))
        return usage(error, "--gold is a layer, so --layer is missing");
    if (!to->layer && !to->class)
        return usage(error, "--class is missing, the field that is judged, or --layer");
    if (to->layer && g_strcmp0(to->layer, to->gold) == 0)
        return usage(error, "--layer and --gold are one and the same");
    return galley_words_check_workers(to->workers, error);
}

/* ---- the writer's options ---- */

static void
set(GStrvBuilder *sets, const char *option, const char *value)
{
    g_autofree char *word = value ? g_strdup_printf(WRITER ".%s=%s", option, value) : NULL;
    if (word)
        g_strv_builder_add(sets, word);
}

static void
set_number(GStrvBuilder *sets, const char *option, gint64 value)
{
    g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, value);
    set(sets, option, digits);
}

/* Those of the command line come last, so that they count. */
static void
set_options(Arguments *arguments)
{
    g_autoptr(GStrvBuilder) sets = g_strv_builder_new();
    set(sets, "gold", arguments->gold);
    g_autofree char *labels =
        arguments->gold_file ? g_canonicalize_filename(arguments->gold_file, NULL) : NULL;
    set(sets, "labels", labels);
    set(sets, "layer", arguments->layer);
    set(sets, "class", arguments->class);
    set(sets, "units", arguments->units);
    set_number(sets, "resamples", arguments->resamples);
    set_number(sets, "seed", arguments->seed);
    if (arguments->words.sets)
        g_strv_builder_addv(sets, (const char **)arguments->words.sets);
    g_strfreev(arguments->words.sets);
    arguments->words.sets = g_strv_builder_end(sets);
}

int
galley_command_score(int argc, char **argv)
{
    g_auto(Arguments) arguments = { .resamples = 1000, .seed = 1 };
    g_autoptr(GError) error = NULL;
    if (!parse_arguments(&argc, &argv, &arguments, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    set_options(&arguments);
    g_autoptr(GalleyPipeline) pipeline =
        galley_words_load(&arguments.words, arguments.arguments[0], arguments.from, WRITER, &error);
    if (!pipeline) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    GalleyRunSettings settings = {
        .inputs = (const char *const *)arguments.arguments + 1,
        .workers = (guint)arguments.workers,
    };
    GalleyBooks books;
    galley_books_init(&books);
    GalleyRunResult result = galley_run(pipeline, &settings, &books, NULL, &error);
    if (error)
        galley_complain(error);
    if (result == GALLEY_RUN_QUARANTINED) {
        g_autofree char *summary = galley_books_summary(&books);
        g_printerr("%s", summary);
    }
    galley_books_clear(&books);
    return (int)result;
}
