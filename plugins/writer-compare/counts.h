/* counts.h: where two annotations of the same documents agree, document by document.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Of one class. */
typedef struct {
    guint64 found, gold; /* rows of the layer, and of the one it is compared with */
    guint64 exact;       /* found rows that have their equal in gold */
    guint64 found_overlaps, gold_overlaps; /* rows that share text with one of the other side */
} Counts;

/* The counts of one class in one document. */
typedef struct {
    guint32 class;
    Counts counts;
} ClassCounts;

/* How many units one side calls @found and the other @gold, in one document. */
typedef struct {
    guint32 found, gold; /* labels */
    guint64 n;
} Pair;

/* Classes and labels are numbers here, in order of first use. */
typedef struct {
    GHashTable *numbers; /* name -> number plus 1 */
    GPtrArray *names;
    GArray *classes;   /* of ClassCounts */
    GArray *pairs;     /* of Pair */
    GArray *documents; /* of Extent */
} Store;

/* A document's part of `classes` and `pairs`. */
typedef struct {
    guint32 first_class, n_classes, first_pair, n_pairs;
} Extent;

void store_init(Store *store);
void store_clear(Store *store);
void store_empty(Store *store);

/* store_begin: what is added from here on is of one more document */
void store_begin(Store *store);
guint32 store_number(Store *store, const char *name, gsize size);
/* store_class: the counts of a class in the document at hand; valid until the next call */
Counts *store_class(Store *store, guint32 class);
void store_add_pair(Store *store, guint32 found, guint32 gold, guint64 n);

/* store_write: the document at hand as bytes; store_merge: as one document more. Returns: FALSE where
 * the bytes are none that were written */
void store_write(const Store *store, GString *out);
gboolean store_merge(Store *store, const guint8 *bytes, gsize size);
