/* sum.c: sums of doubles that no order of adding changes. SPDX-License-Identifier: MIT */
#include "sum.h"

#include <math.h>

void
sum_clear(Sum *sum)
{
    g_free(sum->parts);
    *sum = (Sum){ 0 };
}

static void
append(Sum *sum, double part)
{
    if (sum->n == sum->room) {
        sum->room = MAX(2, sum->room * 2);
        sum->parts = g_renew(double, sum->parts, sum->room);
    }
    sum->parts[sum->n++] = part;
}

void
sum_add(Sum *sum, double value)
{
    guint n = sum->n;
    sum->n = 0;
    for (guint i = 0; i < n; i++) {
        double larger = value, smaller = sum->parts[i];
        if (fabs(larger) < fabs(smaller)) {
            larger = sum->parts[i];
            smaller = value;
        }
        value = larger + smaller;
        double rest = smaller - (value - larger);
        if (rest != 0)
            sum->parts[sum->n++] = rest; /* never passes i */
    }
    if (value != 0)
        append(sum, value);
}

/* Two halves, each of which a double holds. */
void
sum_add_int64(Sum *sum, gint64 value)
{
    gint64 low = value & G_GINT64_CONSTANT(0xffffffff);
    sum_add(sum, (double)(value - low));
    sum_add(sum, (double)low);
}

double
sum_get(const Sum *sum)
{
    guint i = sum->n;
    if (i == 0)
        return 0;
    double high = sum->parts[--i], low = 0;
    while (i > 0 && low == 0) {
        double before = high, part = sum->parts[--i];
        high = before + part;
        low = part - (high - before);
    }
    /* half way between two doubles: the parts below tell to which side */
    if (i > 0 && ((low < 0 && sum->parts[i - 1] < 0) || (low > 0 && sum->parts[i - 1] > 0))) {
        double twice = low * 2, moved = high + twice;
        if (twice == moved - high)
            high = moved;
    }
    return high;
}
