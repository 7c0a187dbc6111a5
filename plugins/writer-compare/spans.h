/* spans.h: rows of two layers against each other. SPDX-License-Identifier: MIT */
#pragma once

#include "counts.h"

/* Sorted by begin. */
typedef struct {
    guint32 begin, end;
    guint32 class;
} Span;

/* spans_compare: adds to the counts of the document at hand. A row has one equal at most, and each
 * row is the equal of one. */
void spans_compare(Store *store, const GArray *found, const GArray *gold);
/* spans_label: the class of the first span that holds @at, or @none */
guint32 spans_label(const GArray *spans, guint32 at, guint32 none);
