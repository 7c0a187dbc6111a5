/* tally.h: counts by key. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Of one thing that is counted. */
typedef struct {
    guint64 documents, rows;
} Count;

/* Counts by a key of texts that each end in a NUL. */
typedef struct {
    GHashTable *counts; /* GBytes -> Count */
    GString *key;
} Tally;

void tally_init(Tally *tally);
void tally_clear(Tally *tally);
void tally_empty(Tally *tally);

/* tally_begin: a key's first text; tally_extend: one more; tally_add: adds @rows to what the key
 * counts in the document at hand */
void tally_begin(Tally *tally, const char *text);
void tally_extend(Tally *tally, const char *text, gsize size);
void tally_add(Tally *tally, guint64 rows);

/* tally_write: one document's counts as bytes; tally_merge: adds them. Returns: FALSE where the bytes
 * are none that were written */
void tally_write(const Tally *tally, GString *out);
gboolean tally_merge(Tally *tally, const guint8 *bytes, gsize size);
/* tally_list: (element-type GBytes) (transfer container): the keys, sorted */
GList *tally_list(const Tally *tally);
