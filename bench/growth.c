/* growth.c: whether what a step costs grows with the size of its text alone. SPDX-License-Identifier: MIT */
#include "growth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <linux/perf_event.h>
#include <sys/syscall.h>

enum { SIZES = 5, MOST_ROUNDS = 99 };

/* A byte of the largest text may cost so many times as much as one of the smallest. */
#define SLOWER 2.0
/* What is below needs no second round. */
#define SURELY_NOT_SLOWER 1.4
/* Bytes that one measurement reads at least. */
#define LEAST_BYTES 2e6
/* A step that takes less of the largest text, in seconds, is not judged by its time. */
#define NOISE 0.02

/* ---- cost ---- */

typedef struct {
    double seconds, instructions; /* a byte of text */
} Cost;

static double
cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

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

static void
process(GalleyPipeline *pipeline,
        GalleyDocument *document,
        const GString *text,
        int counter,
        Cost *cost)
{
    g_autoptr(GError) error = NULL;
    galley_document_set_id(document, "bench", -1);
    if (!galley_document_set_source(document, text->str, text->len, galley_encoding_find("UTF-8"),
                                    &error))
        g_error("%s", error->message);
    double start = cpu_seconds(), counted = read_counter(counter);
    if (galley_pipeline_process(pipeline, document, &error) != GALLEY_OK)
        g_error("%s", error->message);
    cost->instructions += read_counter(counter) - counted;
    cost->seconds += cpu_seconds() - start;
}

/* In one document that is used again, as in a run. */
static Cost
measure(GalleyPipeline *pipeline, const GString *text, int counter)
{
    guint repeats = (guint)MAX(LEAST_BYTES / (double)text->len, 1);
    Cost cost = { 0, 0 };
    g_autoptr(GalleyDocument) document = galley_document_new();
    for (guint i = 0; pipeline != NULL && i < repeats; i++)
        process(pipeline, document, text, counter, &cost);
    cost.seconds /= (double)text->len * repeats;
    cost.instructions /= (double)text->len * repeats;
    return cost;
}

static Cost
cost_of_step(const Growth *growth, const GString *text)
{
    Cost base = measure(growth->without, text, growth->counter);
    Cost cost = measure(growth->with, text, growth->counter);
    cost.seconds = MAX(cost.seconds - base.seconds, 1e-11);
    cost.instructions = MAX(cost.instructions - base.instructions, 1e-3);
    return cost;
}

/* ---- texts ---- */

const char growth_news[] =
    "More than 900 dockers at Port Ellery stopped work on Tuesday after talks over night shifts "
    "broke down, leaving eleven ships at anchor and a queue of lorries that reached back to the "
    "motorway.\n\n"
    "“We did not want this strike,” union leader Maria Castellan said outside the north gate. “Our "
    "members have asked for safe hours for three years.”\n\n"
    "Castellan told the Coastal Wire the walkout would last “at least five days,” but the port’s "
    "chief executive, Daniel Okafor, said his door was still open. He rejected the charge that the "
    "company had broken its word, calling it “unfair and frankly untrue.”\n\n"
    "According to a report seen by the Coastal Wire, two accidents happened on night shifts last "
    "year. Shares in the port’s owner fell 4.2% to $18.35 in early trading.\n\n";

static GString *
make_text(const char *piece, gsize size)
{
    GString *text = g_string_sized_new(size + 4096);
    for (guint n = 0; text->len < size; n++)
        if (piece != NULL)
            g_string_append(text, piece);
        else
            g_string_append_printf(text, "A%ub C%ud said it. ", n, n);
    while (size > 0 && (text->str[size] & 0xC0) == 0x80)
        size--;
    g_string_truncate(text, size);
    return text;
}

/* ---- rounds ---- */

typedef struct {
    double seconds[SIZES][MOST_ROUNDS]; /* a byte */
    double growth[MOST_ROUNDS];
    guint n;
} Rounds;

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

static void
measure_round(const Growth *growth, GString *const *texts, Rounds *rounds)
{
    double judged[SIZES];
    for (guint i = 0; i < SIZES; i++) {
        Cost cost = cost_of_step(growth, texts[i]);
        rounds->seconds[i][rounds->n] = cost.seconds;
        judged[i] = growth->counter >= 0 ? cost.instructions : cost.seconds;
    }
    rounds->growth[rounds->n++] = judged[SIZES - 1] / judged[0];
}

/* CPU seconds for the largest text. */
static double
seconds_of_largest(const Growth *growth, const Rounds *rounds)
{
    return median(rounds->seconds[SIZES - 1], rounds->n) * growth->largest * 1e6;
}

static gboolean
is_linear(const Growth *growth, const Rounds *rounds, double most)
{
    return median(rounds->growth, rounds->n) <= most ||
           (growth->counter < 0 && seconds_of_largest(growth, rounds) < NOISE);
}

static gboolean
is_quick(const Growth *growth, const Rounds *rounds)
{
    return growth->limit == 0 || seconds_of_largest(growth, rounds) <= growth->limit;
}

gboolean
growth_measure(const Growth *growth, const char *name, const char *piece)
{
    GString *texts[SIZES];
    Rounds rounds = { .n = 0 };
    printf("  %-24s", name);
    for (guint i = 0; i < SIZES; i++)
        texts[i] = make_text(piece, (gsize)(growth->largest * 1e6) >> (SIZES - 1 - i));
    do
        measure_round(growth, texts, &rounds);
    while (rounds.n < growth->rounds &&
           !(is_linear(growth, &rounds, SURELY_NOT_SLOWER) && is_quick(growth, &rounds)));
    for (guint i = 0; i < SIZES; i++) {
        printf("%9.1f", 1e-6 / median(rounds.seconds[i], rounds.n));
        g_string_free(texts[i], TRUE);
    }
    gboolean linear = is_linear(growth, &rounds, SLOWER), quick = is_quick(growth, &rounds);
    printf("%9.2f%9.3f%s%s\n", median(rounds.growth, rounds.n), seconds_of_largest(growth, &rounds),
           linear ? "" : "  NOT LINEAR", quick ? "" : "  TOO SLOW");
    fflush(stdout);
    return linear && quick;
}

void
growth_print_head(const Growth *growth, const char *what)
{
    printf("%s: MB of text per second of CPU, by size in MB; %s a byte of the last size to that of "
           "the first; seconds of the last\n%-26s",
           what, growth->counter >= 0 ? "instructions" : "time", "");
    for (guint i = 0; i < SIZES; i++)
        printf("%9g", growth->largest / (1u << (SIZES - 1 - i)));
    printf("%9s%9s\n", "ratio", "seconds");
}

/* ---- beginning and end ---- */

/* The number behind the argument @name, if that is the next one. */
static gboolean
take_number(const char *name, int argc, char **argv, int *next, double *number)
{
    if (*next + 1 >= argc || strcmp(argv[*next], name) != 0)
        return FALSE;
    *number = g_ascii_strtod(argv[*next + 1], NULL);
    *next += 2;
    return TRUE;
}

gboolean
growth_init(Growth *growth, const char *program, int argc, char **argv, int *next)
{
    double largest = growth->largest, rounds = growth->rounds;
    while (take_number("--largest", argc, argv, next, &largest) ||
           take_number("--rounds", argc, argv, next, &rounds))
        ;
    if (!(largest >= 0.01 && largest < 2000 && rounds >= 1 && rounds <= MOST_ROUNDS)) {
        fprintf(stderr, "%s: --largest is 0.01 to 2000 MB, --rounds 1 to %d\n", program,
                MOST_ROUNDS);
        return FALSE;
    }
    growth->largest = largest;
    growth->rounds = (guint)rounds;
    growth->counter = open_counter();
    return TRUE;
}

void
growth_clear(Growth *growth)
{
    if (growth->counter >= 0)
        close(growth->counter);
}

GalleyPipeline *
growth_load_steps(const char *steps)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strdup_printf("galley: 1\nname: bench\nsteps: [%s]\n", steps);
    GalleyPipeline *pipeline =
        galley_pipeline_load_text(text, strlen(text), "bench.yaml", NULL, &error);
    if (pipeline == NULL || !galley_pipeline_open(pipeline, &error))
        g_error("%s", error->message);
    return pipeline;
}
