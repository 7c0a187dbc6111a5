/* report.c: the table of measures, with intervals over documents. SPDX-License-Identifier: MIT */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include <galley/csv.h>
#include <galley/format.h>

#include "measures.h"

/* ---- summing up documents, once as they are, or as a resample draws them ---- */

typedef struct {
    const Store *store;
    guint n;        /* classes and labels */
    Counts *counts; /* of each class, and of all behind them */
    guint64 *units; /* of a Confusion */
} Sums;

static void
sums_init(Sums *sums, const Store *store)
{
    sums->store = store;
    sums->n = store->names->len;
    sums->counts = g_new0(Counts, (gsize)sums->n + 1);
    sums->units = g_new0(guint64, (gsize)sums->n * sums->n + 1);
}

static void
sums_clear(Sums *sums)
{
    g_free(sums->counts);
    g_free(sums->units);
}

static void
sums_empty(Sums *sums)
{
    memset(sums->counts, 0, (sums->n + 1) * sizeof *sums->counts);
    memset(sums->units, 0, (gsize)sums->n * sums->n * sizeof *sums->units);
}

static void
add_counts(Counts *to, const Counts *from)
{
    to->found += from->found;
    to->gold += from->gold;
    to->exact += from->exact;
    to->found_overlaps += from->found_overlaps;
    to->gold_overlaps += from->gold_overlaps;
}

static void
sums_add(Sums *sums, guint document)
{
    const Store *store = sums->store;
    const Extent *extent = &g_array_index(store->documents, Extent, document);
    for (guint i = 0; i < extent->n_classes; i++) {
        const ClassCounts *entry =
            &g_array_index(store->classes, ClassCounts, extent->first_class + i);
        add_counts(&sums->counts[entry->class], &entry->counts);
        add_counts(&sums->counts[sums->n], &entry->counts);
    }
    for (guint i = 0; i < extent->n_pairs; i++) {
        const Pair *pair = &g_array_index(store->pairs, Pair, extent->first_pair + i);
        sums->units[(gsize)pair->found * sums->n + pair->gold] += pair->n;
    }
}

/* ---- measures by name ---- */

typedef struct {
    const char *name;
    Measure (*of_counts)(const Counts *counts);
    Measure (*of_labels)(const Confusion *confusion);
    gboolean overlap;
} Kind;

static const Kind kinds[] = {
    { "precision", measure_precision, NULL, FALSE },
    { "recall", measure_recall, NULL, FALSE },
    { "f1", measure_f1, NULL, FALSE },
    { "precision_overlap", measure_precision_overlap, NULL, TRUE },
    { "recall_overlap", measure_recall_overlap, NULL, TRUE },
    { "f1_overlap", measure_f1_overlap, NULL, TRUE },
    { "agreement", NULL, measure_agreement, FALSE },
    { "kappa", NULL, measure_kappa, FALSE },
    { "alpha", NULL, measure_alpha, FALSE },
};

static Measure
measure(const Kind *kind, const Sums *sums, guint class)
{
    Confusion confusion = { sums->n, sums->units };
    return kind->of_counts != NULL ? kind->of_counts(&sums->counts[class])
                                   : kind->of_labels(&confusion);
}

/* One line of the table: a measure of a class, and its values over the resamples. */
typedef struct {
    const Kind *kind;
    guint class;
    Measure value;
    double *drawn;
    guint n_drawn;
} Line;

static void
clear_line(gpointer line)
{
    g_free(((Line *)line)->drawn);
}

/* ---- resampling: Efron's percentile interval ---- */

/* SplitMix64 (Steele, Lea & Flood 2014): the same everywhere. */
static guint64
next_random(guint64 *state)
{
    guint64 z = *state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* Below @n, by the upper half of a product; the bias is n / 2^32 at most. */
static guint
draw(guint64 *state, guint n)
{
    return (guint)(((next_random(state) >> 32) * n) >> 32);
}

static void
resample(const Report *report, Sums *sums, GArray *lines)
{
    guint n = sums->store->documents->len;
    guint64 state = report->seed;
    for (guint round = 0; round < report->resamples && n > 0; round++) {
        sums_empty(sums);
        for (guint i = 0; i < n; i++)
            sums_add(sums, draw(&state, n));
        for (guint i = 0; i < lines->len; i++) {
            Line *line = &g_array_index(lines, Line, i);
            Measure value = measure(line->kind, sums, line->class);
            if (value.there)
                line->drawn[line->n_drawn++] = value.value;
        }
    }
}

static int
ascending(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

/* ---- the table ---- */

static int
by_name(gconstpointer a, gconstpointer b, gpointer data)
{
    const GPtrArray *names = data;
    return strcmp(g_ptr_array_index(names, *(const guint *)a),
                  g_ptr_array_index(names, *(const guint *)b));
}

static void
add_lines(const Report *report, const Sums *sums, guint class, GArray *lines)
{
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        gboolean wanted = kinds[i].of_counts != NULL
                              ? report->overlap || !kinds[i].overlap
                              : class == sums->n && sums->store->pairs->len > 0;
        if (!wanted)
            continue;
        Line line = { &kinds[i], class, measure(&kinds[i], sums, class),
                      g_new(double, (gsize)report->resamples + 1), 0 };
        g_array_append_val(lines, line);
    }
}

static void
append_count(GString *out, const char *class, const char *name, guint64 n)
{
    static const GalleyCsv csv = { .delimiter = ',', .guard = TRUE };
    if (class != NULL)
        galley_csv_append_text(out, &csv, class, strlen(class));
    g_string_append_printf(out, ",%s,", name);
    galley_append_int64(out, (gint64)n);
    g_string_append(out, ",,\r\n");
}

static void
append_line(GString *out, const char *class, Line *line)
{
    static const GalleyCsv csv = { .delimiter = ',', .guard = TRUE };
    if (class != NULL)
        galley_csv_append_text(out, &csv, class, strlen(class));
    g_string_append_printf(out, ",%s,", line->kind->name);
    if (line->value.there)
        galley_append_double(out, line->value.value);
    guint n = line->n_drawn;
    g_string_append_c(out, ',');
    if (n == 0) {
        g_string_append(out, ",\r\n");
        return;
    }
    qsort(line->drawn, n, sizeof *line->drawn, ascending);
    galley_append_double(out, line->drawn[(guint64)n * 25 / 1000]);
    g_string_append_c(out, ',');
    galley_append_double(out, line->drawn[MIN(n - 1, (guint64)n * 975 / 1000)]);
    g_string_append(out, "\r\n");
}

/* A class that stands in counts; labels of units alone have no lines of their own. */
static gboolean
is_class(const Sums *sums, guint class)
{
    return sums->counts[class].found + sums->counts[class].gold > 0;
}

static guint *
sort_classes(const Store *store)
{
    guint *order = g_new(guint, (gsize)store->names->len + 1);
    for (guint i = 0; i < store->names->len; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)store->names->len, sizeof *order, by_name, store->names);
    order[store->names->len] = store->names->len; /* all of them */
    return order;
}

gboolean
report_write(const Report *report, const Store *store, GalleyOutput *output, GError **error)
{
    Sums sums, drawn;
    g_autofree guint *order = sort_classes(store);
    g_autoptr(GString) out = g_string_new("class,measure,value,low,high\r\n");
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(Line));
    g_array_set_clear_func(lines, clear_line);
    sums_init(&sums, store);
    sums_init(&drawn, store);
    for (guint i = 0; i < store->documents->len; i++)
        sums_add(&sums, i);
    for (guint i = 0; i <= sums.n; i++)
        if (order[i] == sums.n || is_class(&sums, order[i]))
            add_lines(report, &sums, order[i], lines);
    resample(report, &drawn, lines);
    append_count(out, NULL, "documents", store->documents->len);
    for (guint i = 0; i < lines->len; i++) {
        Line *line = &g_array_index(lines, Line, i);
        const char *class =
            line->class < sums.n ? g_ptr_array_index(store->names, line->class) : NULL;
        if (line->kind == &kinds[0]) {
            append_count(out, class, "found", sums.counts[line->class].found);
            append_count(out, class, "gold", sums.counts[line->class].gold);
            append_count(out, class, "exact", sums.counts[line->class].exact);
        }
        append_line(out, class, line);
    }
    sums_clear(&sums);
    sums_clear(&drawn);
    return galley_output_write(output, out->str, out->len, error);
}
