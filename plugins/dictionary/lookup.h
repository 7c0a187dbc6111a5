/* lookup.h: terms of one and more words, in the form in which they are found.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "paths.h"
#include "patterns.h"
#include "terms.h"

/** LookupOwner: a term */
typedef struct {
    guint32 term; /* index into Terms */
    guint32 category;
} LookupOwner;

/** LookupNode: a place in terms */
typedef struct {
    guint32 number;
    guint32 owners; /* the terms that end here: the first in `owners` */
    guint32 n_owners;
    gboolean goes_on;  /* longer terms begin so */
    LookupOwner owner; /* the first of them, where it costs no other look into memory */
} LookupNode;

/**
 * Lookup: terms as paths over patterns of words, in one tree. Unchanging once made.
 *
 * Node 0 is the root.
 */
typedef struct {
    const Terms *terms;
    gboolean fold;
    Patterns *patterns;
    LookupNode
        *first;    /* of each pattern: the node behind it at the beginning of a term, or the root */
    GArray *nodes; /* of LookupNode */
    GArray *owners; /* of LookupOwner, by the node at which they end */
    Paths paths;    /* over numbers of patterns */
} Lookup;

/** lookup_init: @terms must outlive it */
void lookup_init(Lookup *lookup, const Terms *terms, gboolean fold);
void lookup_clear(Lookup *lookup);

static inline const LookupNode *
lookup_node(const Lookup *lookup, guint32 node)
{
    return &g_array_index(lookup->nodes, LookupNode, node);
}
