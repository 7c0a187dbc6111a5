/* ranks.h: how often each of many names is met, in bounded memory. SPDX-License-Identifier: MIT */
#pragma once

#include "bytes.h"

/* One name, and what is counted with it. */
typedef struct {
    GBytes *key; /* texts that each end in a NUL */
    guint64 rows, documents;
    gint64 amount; /* bytes, words: what the table sums up besides */
    guint64 n;     /* of the values in `sum` */
    double sum;
} Rank;

/*
 * Where more names are met than there is room for, the rarer half of them is forgotten (G. S.
 * Manku, R. Motwani: Approximate frequency counts over data streams, VLDB 2002, in a simple form).
 * A name that comes again begins anew, so its count is too low by `error` at most.
 */
typedef struct {
    GHashTable *ranks; /* GBytes -> Rank */
    GString *key;
    gsize room;    /* names at once; 0: any number */
    guint64 rows;  /* of all names, those forgotten too */
    guint64 error; /* 0: nothing was forgotten */
} Ranks;

void ranks_init(Ranks *ranks, gsize room);
void ranks_clear(Ranks *ranks);
void ranks_empty(Ranks *ranks);

/* ranks_begin: a key's first text; ranks_extend: one more. A long one is cut, a NUL inside becomes
 * U+FFFD. ranks_add: what the key counts, to be added to */
void ranks_begin(Ranks *ranks, const char *text, gsize size);
void ranks_extend(Ranks *ranks, const char *text, gsize size);
Rank *ranks_add(Ranks *ranks, guint64 rows);

/* ranks_write: one document's counts as bytes; ranks_merge: adds them. Returns: FALSE where the
 * bytes are none that were written */
void ranks_write(const Ranks *ranks, GString *out);
gboolean ranks_merge(Ranks *ranks, Bytes *bytes);

/* ranks_sort: (element-type Rank) (transfer container): most rows first, then by key */
GPtrArray *ranks_sort(const Ranks *ranks);
/* rank_get_text: (transfer none): the @index-th text of the key */
const char *rank_get_text(const Rank *rank, guint index);
