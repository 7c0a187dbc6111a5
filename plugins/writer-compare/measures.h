/* measures.h: agreement as numbers. SPDX-License-Identifier: MIT */
#pragma once

#include "counts.h"

/* A number, or none: 0 of 0 is no precision. */
typedef struct {
    gboolean there;
    double value;
} Measure;

Measure measure_precision(const Counts *counts);
Measure measure_recall(const Counts *counts);
Measure measure_f1(const Counts *counts);
/* The same where a row is right that shares text with one of its class (binary overlap: Breck, Choi &
 * Cardie 2007). */
Measure measure_precision_overlap(const Counts *counts);
Measure measure_recall_overlap(const Counts *counts);
Measure measure_f1_overlap(const Counts *counts);

/* How two raters label the same units: @n * @n units, those of label f by one and g by the other at
 * [f * @n + g]. */
typedef struct {
    guint n;
    guint64 *units;
} Confusion;

/* measure_agreement: the share of units that both label alike */
Measure measure_agreement(const Confusion *confusion);
/* measure_kappa: Cohen 1960 */
Measure measure_kappa(const Confusion *confusion);
/* measure_alpha: Krippendorff 2004, nominal, two raters, no values missing */
Measure measure_alpha(const Confusion *confusion);
