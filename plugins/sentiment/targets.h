/* targets.h: what a sentence says about whomever it mentions. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "rivals.h"

/** TARGETS_LONGEST: code points of a span of metadata */
#define TARGETS_LONGEST 10000

/** Mention: where a target is mentioned */
typedef struct {
    guint32 begin, end;
    guint32 entity; /* row, or %GALLEY_NO_ROW */
    guint32 owner;  /* the entity, or where there is none a number of its own */
} Mention;

/** Targets: buffers, and the mentions of one document. */
typedef struct {
    GArray *mentions; /* of Mention, by begin */
    guint32 next;     /* the first that no sentence has had */
    GArray *others;   /* of Mention: those of the layer, where metadata has the targets */
    guint32 next_other;
    Rivals rivals;
    GArray *found;  /* of Target: those of a sentence */
    GArray *latest; /* of guint32: by entity, 1 + its latest target in the sentence; 0: none */
    GArray *means;  /* of Mean: by entity */
    GString *rule;
} Targets;

void targets_init(Targets *targets);
void targets_clear(Targets *targets);
