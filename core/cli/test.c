/* test.c: `galley test`. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>

#include "pipeline/test-private.h"

typedef struct {
    gboolean tap, update;
    GalleyWords words;
    char **arguments;
} Arguments;

/** Tally: over all files. */
typedef struct {
    const Arguments *arguments;
    guint n, n_failed, n_updated;
} Tally;

static void
arguments_clear(Arguments *arguments)
{
    galley_words_clear(&arguments->words);
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "tap", 0, 0, G_OPTION_ARG_NONE, &to->tap, "Print TAP, for test harnesses", NULL },
        { "update", 'u', 0, G_OPTION_ARG_NONE, &to->update, "Write the golden files that differ",
          NULL },
        GALLEY_WORDS_ENTRIES(&to->words),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL,
          "PIPELINE..." },
        G_OPTION_ENTRY_NULL,
    };
    if (!galley_options_parse("Runs the tests that pipelines have in them.", entries, argc, argv,
                              error))
        return FALSE;
    if (to->arguments && to->arguments[0])
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "no pipeline is named\nhint: galley test PIPELINE...");
    return FALSE;
}

/* ---- what is printed ---- */

static void
print_why(const char *why, const char *before)
{
    g_auto(GStrv) lines = g_strsplit(why, "\n", -1);
    for (gsize i = 0; lines[i]; i++)
        if (*lines[i])
            printf("%s%s\n", before, lines[i]);
}

static void
print_result(const Tally *tally,
             const GalleyPipeline *pipeline,
             const GalleyTest *test,
             GalleyTestResult result,
             const char *why)
{
    static const char *const words[] = { "ok", "FAILED", "updated" };
    gboolean failed = result == GALLEY_TEST_FAILED;
    const char *name = galley_pipeline_get_name(pipeline);
    if (tally->arguments->tap)
        printf("%sok %u - %s: %s\n", failed ? "not " : "", tally->n, name, test->name);
    else
        printf("%-7s %s: %s\n", words[result], name, test->name);
    print_why(why, tally->arguments->tap ? "# " : "  ");
}

/* ---- files ---- */

static gboolean
test_file(Tally *tally, const char *name, GError **error)
{
    g_autoptr(GalleyPipeline) pipeline =
        galley_words_load(&tally->arguments->words, name, NULL, NULL, error);
    if (!pipeline || !galley_pipeline_open(pipeline, error))
        return FALSE;
    for (guint i = 0; i < pipeline->tests->len; i++) {
        const GalleyTest *test = g_ptr_array_index(pipeline->tests, i);
        g_autoptr(GString) why = g_string_new(NULL);
        GalleyTestResult result = galley_test_run(pipeline, test, tally->arguments->update, why);
        tally->n++;
        tally->n_failed += result == GALLEY_TEST_FAILED;
        tally->n_updated += result == GALLEY_TEST_UPDATED;
        print_result(tally, pipeline, test, result, why->str);
    }
    if (pipeline->tests->len == 0)
        fprintf(stderr, "galley: warning: %s has no tests\n", name);
    return TRUE;
}

/* A plan of no tests would say that there was nothing to do. */
static void
print_sum(const Tally *tally, gboolean sound)
{
    if (tally->arguments->tap && !sound)
        printf("Bail out! a pipeline is wrong\n");
    else if (tally->arguments->tap)
        printf("1..%u\n", tally->n);
    else if (tally->n > 0 || sound)
        printf("%u test%s, %u failed%s\n", tally->n, tally->n == 1 ? "" : "s", tally->n_failed,
               tally->n_updated > 0 ? "; look at the golden files that were written" : "");
}

int
galley_command_test(int argc, char **argv)
{
    g_auto(Arguments) arguments = { 0 };
    g_autoptr(GError) error = NULL;
    gboolean sound = TRUE;
    if (!parse_arguments(&argc, &argv, &arguments, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    Tally tally = { .arguments = &arguments };
    for (gsize i = 0; arguments.arguments[i]; i++) {
        g_autoptr(GError) why = NULL;
        if (!test_file(&tally, arguments.arguments[i], &why)) {
            galley_complain(why);
            sound = FALSE;
        }
    }
    print_sum(&tally, sound);
    return !sound               ? GALLEY_EXIT_USAGE
           : tally.n_failed > 0 ? GALLEY_EXIT_INCOMPLETE
                                : GALLEY_EXIT_DONE;
}
