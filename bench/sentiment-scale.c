/* sentiment-scale.c: CPU time of the plugin sentiment alone, on texts of doubling sizes. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <galley/galley.h>

/*
 * The step's time is that of all steps less that of those before it, by CPU time of this process, the least of
 * several rounds. Time must grow with the text's size alone: where the last size takes more than SLOWER times as long
 * a byte as the first one, or more than the limit for 10 MB, the exit status is 1.
 *
 * sentiment-scale WORDS [--largest MB] [PIPELINE [TEXT]]   WORDS: a folder with the word lists that the VADER profiles
 * read; PIPELINE, TEXT: one alone, by name
 */

enum { SIZES = 5, ROUNDS = 3 };
#define SLOWER 2.0
#define LIMIT 0.05 /* seconds a MB */
#define NOISE 0.02 /* seconds: of less nothing is said */

static const char *const lists[] = { "lexicon.tsv", "boosters.tsv", "negations.txt", "idioms.tsv",
                                     "emoji.tsv" };

static const char news[] =
    "More than 900 dockers at Port Ellery stopped work on Tuesday after talks over night shifts "
    "broke down, leaving eleven ships at anchor and a queue of lorries that reached back to the "
    "motorway.\n\n"
    "“We did not want this strike,” union leader Maria Castellan said outside the north gate. “Our "
    "members have asked for safe hours for three years.”\n\n"
    "Castellan told the Coastal Wire the walkout would last “at least five days,” but the port’s "
    "chief executive, Daniel Okafor, said his door was still open. He rejected the charge that the "
    "company had broken its word, calling it “unfair and frankly untrue.”\n\n";

/* Steps that come before, and the step; WORDS stands for the options with VADER's word lists. */
static const struct {
    const char *name, *before, *step;
} pipelines[] = {
    { "news", "tokenizer", "sentiment" },
    { "news, one text", "tokenizer", "sentiment: {scopes: [text]}" },
    { "vader", "", "sentiment: {profile: vader, scopes: [text], WORDS}" },
    { "vader-corrected", "", "sentiment: {profile: vader-corrected, scopes: [text], WORDS}" },
    { "all scopes", "tokenizer, quotes",
      "sentiment: {scopes: [sentence, quotation, document, paragraph, narrative, target, "
      "entity]}" },
};

static const struct {
    const char *name, *piece;
} texts[] = {
    { "news", news },
    { "news, one line",
      "“It is bad,” he said. Ann Lee told them that it rained, but the day was good. " },
    { "but", "good but " },
    { "but, two values", "grand but dire but " },
    { "one value", "grand " },
    { "emoji", "\xF0\x9F\x92\x93" },
    { "emoji, parted", "\xF0\x9F\x92\x93 " },
    { "emoji, dressed", "\xE2\x9D\xA4\xEF\xB8\x8F" },
    { "one word", "a" },
    { "marks", "!" },
    { "curly marks", "\xE2\x80\x99" },
    { "n't", "n't" },
    { "phrases", "not only as well as " },
    { "hyphens", "good-" },
    { "capitals", "GRAND dire " },
    { "if", "if x " },
    { "not", "not very good " },
    { "names", "Ann Lee was good and " },
    { "opening marks", "“ " },
};

static GalleyPipeline *
load(const char *folder, const char *before, const char *step)
{
    g_autoptr(GString) words = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        g_string_append_printf(words, "%s%.*s: '%s/%s'", i > 0 ? ", " : "",
                               (int)strcspn(lists[i], "."), lists[i], folder, lists[i]);
    g_auto(GStrv) parts = g_strsplit(step, "WORDS", -1);
    g_autofree char *filled = g_strjoinv(words->str, parts);
    g_autofree char *text = g_strdup_printf("galley: 1\nname: bench\nsteps: [%s%s%s]\n", before,
                                            *before && *filled ? ", " : "", filled);
    GalleyPipeline *pipeline =
        galley_pipeline_load_text(text, strlen(text), "bench.yaml", NULL, &error);
    if (pipeline == NULL || !galley_pipeline_open(pipeline, &error))
        g_error("%s", error->message);
    return pipeline;
}

static double
cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The least CPU time of some rounds, in one document that is used again, as in a run. */
static double
measure(GalleyPipeline *pipeline, const GString *text)
{
    double least = G_MAXDOUBLE;
    g_autoptr(GalleyDocument) document = galley_document_new();
    for (guint i = 0; pipeline != NULL && i < ROUNDS; i++) {
        g_autoptr(GError) error = NULL;
        galley_document_set_id(document, "bench", -1);
        if (!galley_document_set_source(document, text->str, text->len,
                                        galley_encoding_find("UTF-8"), &error))
            g_error("%s", error->message);
        double start = cpu_seconds();
        if (galley_pipeline_process(pipeline, document, &error) != GALLEY_OK)
            g_error("%s", error->message);
        least = MIN(least, cpu_seconds() - start);
    }
    return pipeline != NULL ? least : 0;
}

static GString *
make_text(const char *piece, gsize size)
{
    GString *text = g_string_sized_new(size + 4096);
    while (text->len < size)
        g_string_append(text, piece);
    while (size > 0 && (text->str[size] & 0xC0) == 0x80)
        size--;
    g_string_truncate(text, size);
    return text;
}

/* Whether time stayed in step with size, and below the limit. */
static gboolean
measure_sizes(const char *name,
              const char *piece,
              GalleyPipeline *without,
              GalleyPipeline *with,
              double largest)
{
    double first = 0, last = 0;
    printf("  %-18s", name);
    for (guint i = 0; i < SIZES; i++) {
        gsize size = (gsize)(largest * 1e6) >> (SIZES - 1 - i);
        g_autoptr(GString) text = make_text(piece, size);
        double seconds = MAX(measure(with, text) - measure(without, text), 1e-6);
        last = seconds / (double)text->len;
        first = i == 0 ? last : first;
        printf("%9.1f", 1e-6 / last);
        fflush(stdout);
    }
    gboolean linear = last <= first * SLOWER || last * largest * 1e6 < NOISE,
             quick = last * 1e6 <= LIMIT;
    printf("%9.2f%9.3f%s%s\n", last / first, last * largest * 1e6, linear ? "" : "  NOT LINEAR",
           quick ? "" : "  TOO SLOW");
    return linear && quick;
}

static gboolean
measure_pipeline(guint index, const char *folder, const char *only, double largest)
{
    const char *before = pipelines[index].before;
    gboolean good = TRUE;
    g_autoptr(GalleyPipeline) with = load(folder, before, pipelines[index].step);
    g_autoptr(GalleyPipeline) without = *before != '\0' ? load(folder, before, "") : NULL;
    printf("%s\n", pipelines[index].name);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        if (only == NULL || strcmp(only, texts[i].name) == 0)
            good = measure_sizes(texts[i].name, texts[i].piece, without, with, largest) && good;
    return good;
}

int
main(int argc, char **argv)
{
    double largest = 10;
    gboolean good = TRUE;
    int next = 2;
    if (argc < 2) {
        fprintf(stderr, "sentiment-scale WORDS [--largest MB] [PIPELINE [TEXT]]\n");
        return 2;
    }
    if (argc > 3 && strcmp(argv[2], "--largest") == 0) {
        largest = g_ascii_strtod(argv[3], NULL);
        next = 4;
    }
    printf("plugin sentiment alone: MB of text per second of CPU, by size in MB; time a byte of "
           "the last\n"
           "size to that of the first; seconds of the last\n%-20s",
           "");
    for (guint i = 0; i < SIZES; i++)
        printf("%9g", largest / (1u << (SIZES - 1 - i)));
    printf("%9s%9s\n", "ratio", "seconds");
    for (guint i = 0; i < G_N_ELEMENTS(pipelines); i++)
        if (argc <= next || strcmp(argv[next], pipelines[i].name) == 0)
            good = measure_pipeline(i, argv[1], argc > next + 1 ? argv[next + 1] : NULL, largest) &&
                   good;
    return good ? 0 : 1;
}
