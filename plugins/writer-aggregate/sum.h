/* sum.h: sums of doubles that no order of adding changes. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/*
 * The exact sum, as doubles that do not overlap, smallest first (Shewchuk, "Adaptive Precision
 * Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997, as in Hettinger's msum and
 * Python's math.fsum). Rounded once, at the end: the double nearest to the exact sum, ties to even.
 */
typedef struct {
    double *parts;
    guint n, room;
} Sum;

void sum_clear(Sum *sum);
/* sum_add: @value is finite; where the sum passes what a double holds, sum_get() is infinite or NaN */
void sum_add(Sum *sum, double value);
void sum_add_int64(Sum *sum, gint64 value);
double sum_get(const Sum *sum);
