/* measures.c: agreement as numbers. SPDX-License-Identifier: MIT */
#include "measures.h"

static Measure
share(guint64 part, guint64 whole)
{
    return (Measure){ whole > 0, whole > 0 ? (double)part / (double)whole : 0 };
}

/* The harmonic mean of precision p/n and recall r/m. */
static Measure
f1(Measure precision, Measure recall)
{
    if (!precision.there || !recall.there)
        return (Measure){ 0 };
    double sum = precision.value + recall.value;
    return (Measure){ TRUE, sum > 0 ? 2 * precision.value * recall.value / sum : 0 };
}

Measure
measure_precision(const Counts *counts)
{
    return share(counts->exact, counts->found);
}

Measure
measure_recall(const Counts *counts)
{
    return share(counts->exact, counts->gold);
}

/* 2 exact / (found + gold): the same as the harmonic mean, and there where one side is empty. */
Measure
measure_f1(const Counts *counts)
{
    return share(2 * counts->exact, counts->found + counts->gold);
}

Measure
measure_precision_overlap(const Counts *counts)
{
    return share(counts->found_overlaps, counts->found);
}

Measure
measure_recall_overlap(const Counts *counts)
{
    return share(counts->gold_overlaps, counts->gold);
}

Measure
measure_f1_overlap(const Counts *counts)
{
    return f1(measure_precision_overlap(counts), measure_recall_overlap(counts));
}

/* ---- raters ---- */

/* What both raters use a label for. */
typedef struct {
    guint64 total, alike;
    double products; /* of each label's two sums */
    double squares;  /* of each label's sum over both */
} Margins;

static Margins
margins_of(const Confusion *confusion)
{
    Margins margins = { 0 };
    guint n = confusion->n;
    for (guint label = 0; label < n; label++) {
        guint64 found = 0, gold = 0;
        for (guint other = 0; other < n; other++) {
            found += confusion->units[label * n + other];
            gold += confusion->units[other * n + label];
        }
        margins.total += found;
        margins.alike += confusion->units[label * n + label];
        margins.products += (double)found * (double)gold;
        margins.squares += (double)(found + gold) * (double)(found + gold);
    }
    return margins;
}

Measure
measure_agreement(const Confusion *confusion)
{
    Margins margins = margins_of(confusion);
    return share(margins.alike, margins.total);
}

/* (observed - expected) / (1 - expected); both times total squared, so that whole numbers stay. */
Measure
measure_kappa(const Confusion *confusion)
{
    Margins margins = margins_of(confusion);
    double total = (double)margins.total, square = total * total;
    double beyond = square - margins.products;
    if (margins.total == 0 || beyond == 0)
        return (Measure){ 0 };
    return (Measure){ TRUE, ((double)margins.alike * total - margins.products) / beyond };
}

/* 1 - (n - 1) * disagreeing / (n² - Σ nc²), n = 2 * total, both directions of each pair counted. */
Measure
measure_alpha(const Confusion *confusion)
{
    Margins margins = margins_of(confusion);
    double n = 2 * (double)margins.total;
    double expected = n * n - margins.squares;
    if (margins.total == 0 || expected == 0)
        return (Measure){ 0 };
    double disagreeing = 2 * (double)(margins.total - margins.alike);
    return (Measure){ TRUE, 1 - (n - 1) * disagreeing / expected };
}
