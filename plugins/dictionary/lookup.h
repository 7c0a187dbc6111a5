/* lookup.h: terms of one and more words, in the form in which they are found.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "patterns.h"
#include "terms.h"

/**
 * Lookup: terms as paths over patterns of words, in one tree. Unchanging once made.
 *
 * Node 0 is the root.
 */
typedef struct {
    const Terms *terms;
    gboolean fold;
    Patterns *patterns;
    guint32 *first; /* of each pattern: the node behind it at the beginning of a term; 0: none */
    GArray *nodes;  /* of LookupNode */
    GArray *owners; /* of guint32: indices of terms, by the node at which they end */
    struct LookupEdge *edges; /* a power of two of them, at most half in use */
    guint32 edge_mask;
} Lookup;

/** LookupNode: a place in terms */
typedef struct {
    guint32 owners; /* the terms that end here: the first in `owners` */
    guint32 n_owners;
    gboolean goes_on; /* longer terms begin so */
} LookupNode;

/** lookup_init: @terms must outlive it */
void lookup_init(Lookup *lookup, const Terms *terms, gboolean fold);
void lookup_clear(Lookup *lookup);

/** lookup_follow: the node behind @node for @pattern; 0 if no term goes on so */
guint32 lookup_follow(const Lookup *lookup, guint32 node, guint32 pattern);

static inline const LookupNode *
lookup_node(const Lookup *lookup, guint32 node)
{
    return &g_array_index(lookup->nodes, LookupNode, node);
}
