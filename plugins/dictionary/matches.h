/* matches.h: where a document has terms of the dictionary. SPDX-License-Identifier: MIT */
#pragma once

#include "words.h"

/** Match: a term that counts */
typedef struct {
    guint32 word;   /* the first, in Words */
    guint32 length; /* in words */
    guint32 term;   /* index into Terms */
    guint32 category;
} Match;

/** Matches: of one document; the room is kept. */
typedef struct {
    GArray *list; /* of Match: by word; those that begin with one word longest beginnings first */
    guint32 longest; /* in words */
    GArray *order;   /* of guint32: matches by category */
    GArray *sorted;  /* of guint32: room for the next `order` */
    GArray *ends;    /* of guint32: where each category ends in `order` */
    GArray *taken;   /* of guint32: by word, the last category that has it, + 1 */
    GByteArray *out; /* by match: whether it does not count */
} Matches;

void matches_init(Matches *matches);
void matches_clear(Matches *matches);

/**
 * matches_find:
 *
 * In a category matches do not overlap: the longest in words counts, of those as long the first.
 * Different categories do not see each other. Source: quanteda, tokens_lookup() with the
 * nested_scope "key".
 */
void matches_find(Matches *matches, const Lookup *lookup, const Words *words);
