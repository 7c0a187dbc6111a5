/* quotes-scale.c: CPU time of the plugin quotes alone, on texts of doubling sizes. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <galley/galley.h>

/*
 * The step's time is that of "tokenizer, quotes" less that of "tokenizer", by CPU time of this process, the better of
 * several rounds. Time must grow with the text's size alone: where the last size takes more than SLOWER times as long
 * a byte as the first one, the exit status is 1.
 *
 * quotes-scale [--largest MB] [FILE]   FILE: a text to be repeated, in place of the built-in news
 */

enum { SIZES = 5, ROUNDS = 3 };
#define SLOWER 2.0

static const char news[] =
    "More than 900 dockers at Port Ellery stopped work on Tuesday after talks over night shifts "
    "broke down, leaving "
    "eleven ships at anchor and a queue of lorries that reached back to the motorway.\n\n"
    "“We did not want this strike,” union leader Maria Castellan said outside the north gate. “Our "
    "members have asked "
    "for safe hours for three years.”\n\n"
    "Castellan told the Coastal Wire the walkout would last “at least five days,” but the port’s "
    "chief executive, "
    "Daniel Okafor, said his door was still open. He rejected the charge that the company had "
    "broken its word, "
    "calling it “unfair and frankly untrue.”\n\n"
    "According to a report seen by the Coastal Wire, two accidents happened on night shifts last "
    "year. Shares in the "
    "port’s owner fell 4.2% to $18.35 in early trading.\n\n";

static const struct {
    const char *name, *piece;
} texts[] = {
    { "news", news },
    { "news, one paragraph",
      "“It is late,” he said. Ann Lee told them that it rained, adding that the road was shut. " },
    { "opening marks", "“ " },
    { "straight marks", "\" " },
    { "single marks", "'a " },
    { "opening marks and words", "“a b " },
    { "verbs of speech", "said " },
    { "said he said he", "said he " },
    { "commas and verbs", ", said, " },
    { "according to", "according to " },
    { "names", "Ann Lee " },
    { "names of their own", NULL },
    { "turns", "A: b\n" },
    { "open paragraphs", "“A b c.\n\n" },
    { "brackets", "(a " },
};

static GalleyPipeline *
load(const char *steps)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strdup_printf("galley: 1\nname: bench\nsteps: [%s]\n", steps);
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

/* The least CPU time of some rounds. */
static double
measure(GalleyPipeline *pipeline, const GString *text)
{
    double least = G_MAXDOUBLE;
    for (guint i = 0; i < ROUNDS; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GalleyDocument) document = galley_document_new();
        galley_document_set_id(document, "bench", -1);
        if (!galley_document_set_source(document, text->str, text->len,
                                        galley_encoding_find("UTF-8"), &error))
            g_error("%s", error->message);
        double start = cpu_seconds();
        if (galley_pipeline_process(pipeline, document, &error) != GALLEY_OK)
            g_error("%s", error->message);
        least = MIN(least, cpu_seconds() - start);
    }
    return least;
}

static GString *
make_text(const char *piece, gsize size)
{
    GString *text = g_string_sized_new(size + 4096);
    for (guint n = 0; text->len < size; n++)
        if (piece != NULL)
            g_string_append(text, piece);
        else
            g_string_append_printf(text, "A%ub C%ud said it. ", n, n);
    while (text->len > size && (text->str[size] & 0xC0) == 0x80)
        size--;
    g_string_truncate(text, MIN(size, text->len));
    return text;
}

/* Whether time stayed in step with size. */
static gboolean
measure_sizes(const char *name,
              const char *piece,
              GalleyPipeline *without,
              GalleyPipeline *with,
              double largest)
{
    double first = 0, last = 0;
    printf("%-26s", name);
    for (guint i = 0; i < SIZES; i++) {
        gsize size = (gsize)(largest * 1e6) >> (SIZES - 1 - i);
        g_autoptr(GString) text = make_text(piece, size);
        double base = measure(without, text);
        double seconds = MAX(measure(with, text) - base, 1e-6);
        last = seconds / (double)text->len;
        first = i == 0 ? last : first;
        printf("%10.1f", 1e-6 / last);
        fflush(stdout);
    }
    gboolean linear = last <= first * SLOWER;
    printf("   %.2f%s\n", last / first, linear ? "" : "  NOT LINEAR");
    return linear;
}

int
main(int argc, char **argv)
{
    double largest = 4;
    g_autofree char *file = NULL;
    g_autoptr(GError) error = NULL;
    int next = 1;
    if (argc > 2 && strcmp(argv[1], "--largest") == 0) {
        largest = g_ascii_strtod(argv[2], NULL);
        next = 3;
    }
    if (argc > next && !g_file_get_contents(argv[next], &file, NULL, &error)) {
        fprintf(stderr, "quotes-scale: %s\n", error->message);
        return 2;
    }
    g_autoptr(GalleyPipeline) without = load("tokenizer");
    g_autoptr(GalleyPipeline) with = load("tokenizer, quotes");
    printf("plugin quotes alone, tokens given: MB of text per second of CPU, by size in MB\n%-26s",
           "");
    for (guint i = 0; i < SIZES; i++)
        printf("%10g", largest / (1u << (SIZES - 1 - i)));
    printf("   last/first, time a byte\n");
    gboolean linear = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *piece = i == 0 && file != NULL ? file : texts[i].piece;
        linear = measure_sizes(texts[i].name, piece, without, with, largest) && linear;
    }
    return linear ? 0 : 1;
}
