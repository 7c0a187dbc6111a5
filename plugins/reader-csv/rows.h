/* rows.h: where a row of CSV ends (RFC 4180), in bytes as they come.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* How an ASCII character stands in the bytes. */
typedef struct {
    guint width; /* bytes of a unit: 1, or 2 for UTF-16 */
    guint low;   /* which of them is the character's; the other is 0 */
} Units;

typedef enum {
    ROW_WHOLE,
    ROW_OPEN,   /* it does not end in these bytes: scan on with more of them */
    ROW_BROKEN, /* it is no row; it ends with its first line */
} RowStatus;

/* A scan over one row, from its beginning; all zero to begin with. */
typedef struct {
    guint state;
    gsize at;       /* bytes looked at; of a row that is whole or broken, its end */
    gsize line_end; /* behind the first line end; 0: none yet */
    const char *fault;
    gsize fault_at;
    guint counts[4]; /* of each of the delimiters, outside quotation marks */
} RowScan;

/* What may part fields. */
#define ROW_DELIMITERS ",;\t|"

/**
 * row_scan:
 * @bytes: from the row's beginning on; on a second call more of the same
 * @delimiters: of ROW_DELIMITERS those that count
 * @at_end: there are no more bytes
 *
 * A row ends behind LF, CRLF, CR or at the end, outside quotation marks.
 */
RowStatus row_scan(RowScan *scan,
                   const guint8 *bytes,
                   gsize size,
                   gboolean at_end,
                   Units units,
                   const char *delimiters);
