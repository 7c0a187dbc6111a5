/* paths.h: phrases as paths over the numbers of their words. SPDX-License-Identifier: MIT */
#pragma once

#include "filter.h"
#include "key.h"

/** PathStep: from a node by a word to the next node */
typedef struct {
    guint32 node;
    guint32 word;
    guint32 next; /* 0: free */
} PathStep;

/** Paths: unchanging after paths_finish(). Nodes are the caller's numbers; none is stepped to that is 0. */
typedef struct {
    PathStep *list; /* a power of two of them, at most half in use */
    guint32 mask;
    guint32 n;
    Filter filter;
} Paths;

void paths_init(Paths *paths);
void paths_clear(Paths *paths);

/** paths_add: a step to @next, unless there is one already. Returns: the node stepped to */
guint32 paths_add(Paths *paths, guint32 node, guint32 word, guint32 next);
/** paths_finish: from then on they are followed */
void paths_finish(Paths *paths);

static inline guint32
path_hash(guint32 node, guint32 word)
{
    return key_mix(node, word);
}

/** path_step: the step, or the free place where it would be */
static inline PathStep *
path_step(const Paths *paths, guint32 node, guint32 word, guint32 hash)
{
    guint32 at = hash & paths->mask;
    while (paths->list[at].next != 0 &&
           (paths->list[at].node != node || paths->list[at].word != word))
        at = (at + 1) & paths->mask;
    return &paths->list[at];
}

/** paths_follow: the node behind @node for @word; 0 if nothing goes on so */
static inline guint32
paths_follow(const Paths *paths, guint32 node, guint32 word)
{
    guint32 hash = path_hash(node, word);
    return filter_may_have(&paths->filter, hash) ? path_step(paths, node, word, hash)->next : 0;
}
