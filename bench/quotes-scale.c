/* quotes-scale.c: CPU time of the plugin quotes alone, on texts of doubling sizes. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <linux/perf_event.h>
#include <sys/syscall.h>

#include <galley/galley.h>

/*
 * The step's cost is that of "tokenizer, quotes" less that of "tokenizer". Both and all sizes take turns, round by round,
 * and each round is judged by itself, so that what else the machine does meets all alike; small texts are read as often
 * as makes up for their size. The speed is by CPU time of this process, the middle one of the rounds. Cost must grow with
 * the text's size alone: where the last size costs more than SLOWER times as much a byte as the first, in the middle
 * round, the exit status is 1. That is judged by instructions where the machine counts them for us, else by CPU time.
 *
 * quotes-scale [--largest MB] [--rounds N] [FILE]   FILE: a text to be repeated, in place of the built-in news
 */

enum { SIZES = 5, MOST_ROUNDS = 99 };
#define SLOWER 2.0
#define LEAST_BYTES 4e6 /* that one measurement reads */

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
    { "one paragraph",
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

/* ---- instructions ---- */

/* A counter of this process's instructions outside the kernel; -1 where there is none for us. */
static int
open_counter(void)
{
    struct perf_event_attr what = { .type = PERF_TYPE_HARDWARE,
                                    .size = sizeof what,
                                    .config = PERF_COUNT_HW_INSTRUCTIONS,
                                    .exclude_kernel = 1,
                                    .exclude_hv = 1 };
    return (int)syscall(SYS_perf_event_open, &what, 0, -1, -1, 0);
}

static double
read_counter(int counter)
{
    guint64 n = 0;
    return counter >= 0 && read(counter, &n, sizeof n) == sizeof n ? (double)n : 0;
}

/* ---- one measurement ---- */

typedef struct {
    double seconds, instructions; /* a byte of text */
} Cost;

static Cost
measure(GalleyPipeline *pipeline, const GString *text, int counter)
{
    guint repeats = (guint)MAX(LEAST_BYTES / (double)text->len, 1);
    Cost cost = { 0, 0 };
    for (guint i = 0; i < repeats; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GalleyDocument) document = galley_document_new();
        galley_document_set_id(document, "bench", -1);
        if (!galley_document_set_source(document, text->str, text->len,
                                        galley_encoding_find("UTF-8"), &error))
            g_error("%s", error->message);
        double start = cpu_seconds(), counted = read_counter(counter);
        if (galley_pipeline_process(pipeline, document, &error) != GALLEY_OK)
            g_error("%s", error->message);
        cost.seconds += cpu_seconds() - start;
        cost.instructions += read_counter(counter) - counted;
    }
    cost.seconds /= (double)text->len * repeats;
    cost.instructions /= (double)text->len * repeats;
    return cost;
}

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double
median(const double *values, guint n)
{
    double sorted[MOST_ROUNDS];
    memcpy(sorted, values, n * sizeof *values);
    qsort(sorted, n, sizeof *sorted, compare_doubles);
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/* ---- texts ---- */

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

/* ---- a text in all its sizes ---- */

typedef struct {
    GalleyPipeline *without, *with;
    double largest; /* MB */
    guint rounds;
    int counter;
} Bench;

/* Whether cost stayed in step with size. */
static gboolean
measure_sizes(const Bench *bench, const char *name, const char *piece)
{
    GString *sizes[SIZES];
    double seconds[SIZES][MOST_ROUNDS], growth[MOST_ROUNDS];
    for (guint i = 0; i < SIZES; i++)
        sizes[i] = make_text(piece, (gsize)(bench->largest * 1e6) >> (SIZES - 1 - i));
    for (guint round = 0; round < bench->rounds; round++) {
        double judged[SIZES];
        for (guint i = 0; i < SIZES; i++) {
            Cost base = measure(bench->without, sizes[i], bench->counter);
            Cost cost = measure(bench->with, sizes[i], bench->counter);
            seconds[i][round] = MAX(cost.seconds - base.seconds, 1e-11);
            judged[i] = bench->counter >= 0 ? MAX(cost.instructions - base.instructions, 1e-3)
                                            : seconds[i][round];
        }
        growth[round] = judged[SIZES - 1] / judged[0];
    }
    printf("%-26s", name);
    for (guint i = 0; i < SIZES; i++) {
        printf("%10.1f", 1e-6 / median(seconds[i], bench->rounds));
        g_string_free(sizes[i], TRUE);
    }
    double grew = median(growth, bench->rounds);
    printf("   %.2f%s\n", grew, grew <= SLOWER ? "" : "  NOT LINEAR");
    fflush(stdout);
    return grew <= SLOWER;
}

/* ---- command line ---- */

static gboolean
number_after(const char *name, int argc, char **argv, int *next, double *value)
{
    if (*next + 1 >= argc || strcmp(argv[*next], name) != 0)
        return FALSE;
    *value = g_ascii_strtod(argv[*next + 1], NULL);
    *next += 2;
    return TRUE;
}

int
main(int argc, char **argv)
{
    double largest = 4, rounds = 3;
    g_autofree char *file = NULL;
    g_autoptr(GError) error = NULL;
    int next = 1;
    while (number_after("--largest", argc, argv, &next, &largest) ||
           number_after("--rounds", argc, argv, &next, &rounds))
        ;
    if (!(largest > 0 && largest < 2000) || !(rounds >= 1 && rounds <= MOST_ROUNDS)) {
        fprintf(stderr, "quotes-scale: --largest is 0 to 2000 MB, --rounds 1 to %d\n", MOST_ROUNDS);
        return 2;
    }
    if (argc > next && !g_file_get_contents(argv[next], &file, NULL, &error)) {
        fprintf(stderr, "quotes-scale: %s\n", error->message);
        return 2;
    }
    g_autoptr(GalleyPipeline) without = load("tokenizer");
    g_autoptr(GalleyPipeline) with = load("tokenizer, quotes");
    Bench bench = { without, with, largest, (guint)rounds, open_counter() };
    printf("plugin quotes alone, tokens given: MB of text per second of CPU, by size in MB\n%-26s",
           "");
    for (guint i = 0; i < SIZES; i++)
        printf("%10g", largest / (1u << (SIZES - 1 - i)));
    printf("   last/first, %s a byte\n", bench.counter >= 0 ? "instructions" : "time");
    gboolean linear = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *piece = i == 0 && file != NULL ? file : texts[i].piece;
        linear = measure_sizes(&bench, texts[i].name, piece) && linear;
    }
    if (bench.counter >= 0)
        close(bench.counter);
    return linear ? 0 : 1;
}
