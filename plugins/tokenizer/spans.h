/* spans.h: spans with a kind, in flat rows that grow. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

typedef struct {
    guint32 begin, end;
    guint8 kind; /* GalleyParagraphKind or GalleySentenceKind */
} Span;

/** Spans: rows that grow and are used again. */
typedef struct {
    Span *rows;
    guint32 n_rows, n_allocated;
} Spans;

static inline void
spans_add(Spans *spans, guint32 begin, guint32 end, guint8 kind)
{
    if (G_UNLIKELY(spans->n_rows == spans->n_allocated)) {
        spans->n_allocated = MAX(256, spans->n_allocated * 2);
        spans->rows = g_renew(Span, spans->rows, spans->n_allocated);
    }
    spans->rows[spans->n_rows++] = (Span){ .begin = begin, .end = end, .kind = kind };
}

static inline void
spans_clear(Spans *spans)
{
    g_clear_pointer(&spans->rows, g_free);
    spans->n_rows = spans->n_allocated = 0;
}
