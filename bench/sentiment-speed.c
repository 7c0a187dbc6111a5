/* sentiment-speed.c: CPU time of the plugin sentiment over lines. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <galley/galley.h>

#include "rules.h"
#include "scores.h"
#include "vocabulary.h"

/*
 * sentiment-speed FILE PROFILE LEXICON EMOJI BOOSTERS NEGATIONS IDIOMS [STEP...]
 *
 * Each line of FILE is a text. Prints the CPU seconds over all lines of the plugin's own work with PROFILE and those
 * words, from a line to its four figures; then for each list of steps, in YAML, from text to layers, the engine's work
 * with them. "-" is no step: what the engine alone takes. Each is the middle one of ROUNDS, in which all take turns.
 */

enum { ROUNDS = 7 };

enum {
    FILE_TEXT = 1,
    FILE_PROFILE,
    FILE_LEXICON,
    FILE_EMOJI,
    FILE_BOOSTERS,
    FILE_NEGATIONS,
    FILE_IDIOMS,
    FIRST_STEP
};

static void
fail(const char *message)
{
    fprintf(stderr, "sentiment-speed: %s\n", message);
    exit(2);
}

static double
cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- what is measured ---- */

/* Something that is done with a line; @user is its own. */
typedef void (*LineFunc)(gpointer user, const char *line, gsize size);

typedef struct {
    LineFunc take_line;
    gpointer user;
    double seconds[ROUNDS];
} Row;

typedef struct {
    const char *text;
    gsize size;
} Line;

static GArray *
split_lines(const char *text, gsize size)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
    for (const char *at = text, *stop; at < text + size; at = stop + 1) {
        stop = memchr(at, '\n', (gsize)(text + size - at));
        stop = stop != NULL ? stop : text + size;
        Line line = { at, (gsize)(stop - at) };
        g_array_append_val(lines, line);
    }
    return lines;
}

static double
measure(const Row *row, const GArray *lines)
{
    double start = cpu_seconds();
    for (guint i = 0; i < lines->len; i++) {
        const Line *line = &g_array_index(lines, Line, i);
        row->take_line(row->user, line->text, line->size);
    }
    return cpu_seconds() - start;
}

/* ---- the plugin's own work ---- */

typedef struct {
    Vocabulary vocabulary;
    Words words;
    double sum; /* of all figures, so that none is left uncomputed */
} Scorer;

static void
score_line(gpointer user, const char *line, gsize size)
{
    Scorer *scorer = user;
    Tally tally = { 0 };
    words_reset(&scorer->words);
    words_add_text(&scorer->words, &scorer->vocabulary, line, (guint32)size, 0, (guint32)size);
    words_merge_phrases(&scorer->words, &scorer->vocabulary);
    rules_apply(&scorer->words, &scorer->vocabulary);
    tally_add_words(&tally, &scorer->words);
    Scores scores = scores_round(scores_of(&tally, scorer->vocabulary.profile));
    scorer->sum += scores.positive + scores.negative + scores.neutral + scores.compound;
}

static Scorer *
scorer_new(char **argv)
{
    Scorer *scorer = g_new0(Scorer, 1);
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_path_get_dirname(argv[FILE_PROFILE]);
    g_autofree char *contrast = g_build_filename(folder, "..", "contrast.tsv", NULL);
    g_autofree char *weights = g_build_filename(folder, "..", "targets.tsv", NULL);
    const VocabularyFiles files = { .lexicon = argv[FILE_LEXICON],
                                    .emoji = argv[FILE_EMOJI],
                                    .boosters = argv[FILE_BOOSTERS],
                                    .negations = argv[FILE_NEGATIONS],
                                    .idioms = argv[FILE_IDIOMS],
                                    .contrast = contrast,
                                    .target_weights = weights };
    Profile *profile = profile_load(argv[FILE_PROFILE], NULL, &error);
    if (profile == NULL || !vocabulary_load(&scorer->vocabulary, profile, &files, &error))
        fail(error->message);
    words_init(&scorer->words);
    return scorer;
}

static void
scorer_free(Scorer *scorer)
{
    words_clear(&scorer->words);
    vocabulary_clear(&scorer->vocabulary);
    g_free(scorer);
}

/* ---- steps ---- */

typedef struct {
    GalleyPipeline *pipeline;
    GalleyDocument *document; /* used again, as in a run */
} Steps;

static void
process_line(gpointer user, const char *line, gsize size)
{
    Steps *steps = user;
    g_autoptr(GError) error = NULL;
    galley_document_set_id(steps->document, "bench", -1);
    if (!galley_document_set_source(steps->document, line, size, galley_encoding_find("UTF-8"),
                                    &error) ||
        galley_pipeline_process(steps->pipeline, steps->document, &error) != GALLEY_OK)
        fail(error->message);
}

static Steps *
steps_new(const char *yaml)
{
    Steps *steps = g_new0(Steps, 1);
    g_autoptr(GError) error = NULL;
    g_autofree char *text =
        g_strdup_printf("galley: 1\nname: bench\nsteps: [%s]\n", strcmp(yaml, "-") ? yaml : "");
    steps->document = galley_document_new();
    steps->pipeline = galley_pipeline_load_text(text, strlen(text), "bench.yaml", NULL, &error);
    if (steps->pipeline == NULL || !galley_pipeline_open(steps->pipeline, &error))
        fail(error->message);
    return steps;
}

static void
steps_free(Steps *steps)
{
    galley_document_unref(steps->document);
    galley_pipeline_unref(steps->pipeline);
    g_free(steps);
}

/* ---- all of it ---- */

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void
print_median(Row *row)
{
    qsort(row->seconds, ROUNDS, sizeof *row->seconds, compare_doubles);
    printf("%.6f\n", row->seconds[ROUNDS / 2]);
}

int
main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    gsize size;
    g_autoptr(GError) error = NULL;
    if (argc < FIRST_STEP)
        fail("sentiment-speed FILE PROFILE LEXICON EMOJI BOOSTERS NEGATIONS IDIOMS [STEP...]");
    if (!g_file_get_contents(argv[FILE_TEXT], &text, &size, &error))
        fail(error->message);
    g_autoptr(GArray) lines = split_lines(text, size);
    guint n = (guint)(argc - FIRST_STEP) + 1;
    g_autofree Row *rows = g_new0(Row, n);
    rows[0] = (Row){ .take_line = score_line, .user = scorer_new(argv) };
    for (guint i = 1; i < n; i++)
        rows[i] = (Row){ .take_line = process_line, .user = steps_new(argv[FIRST_STEP + i - 1]) };
    for (guint round = 0; round < ROUNDS; round++)
        for (guint i = 0; i < n; i++)
            rows[i].seconds[round] = measure(&rows[i], lines);
    for (guint i = 0; i < n; i++)
        print_median(&rows[i]);
    scorer_free(rows[0].user);
    for (guint i = 1; i < n; i++)
        steps_free(rows[i].user);
    return 0;
}
