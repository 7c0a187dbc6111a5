/* records.h: where a WARC record ends (ISO 28500:2017, 4), in bytes as they come.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

typedef enum {
    RECORD_WHOLE,
    RECORD_OPEN,   /* it cannot be told from these bytes: look again at `wanted` of them */
    RECORD_BROKEN, /* no record begins here; records_find() tells where the next may */
} RecordStatus;

typedef struct {
    gsize wanted;     /* where open */
    gsize size;       /* where whole: head, block and up to four bytes of line ends behind it */
    guint64 declared; /* head and block by Content-Length; 0 where the head is broken */
    char fault[160];  /* where broken */
    gsize fault_at;   /* byte of the record */
} RecordScan;

/**
 * records_scan:
 * @bytes: from the record's beginning on
 * @at_end: there are no more bytes
 *
 * A record is whole where its head ends, Content-Length is a number, and behind the block stands an
 * empty line, a version line, or nothing. Where something else stands there, the length is wrong.
 */
RecordStatus records_scan(const guint8 *bytes, gsize size, gboolean at_end, RecordScan *scan);

/* RECORDS_OVERLAP: how many of the last bytes to show again to records_find() */
#define RECORDS_OVERLAP 7

/* records_find: the first line behind the first one that begins "WARC/1."; @size if there is none */
gsize records_find(const guint8 *bytes, gsize size);
