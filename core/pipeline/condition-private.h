/* condition-private.h: a map of names and conditions, as `when`, `expect` and `tests` have it.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/condition.h>

#include "pipeline/tree-private.h"

/* What stands before the keys of `when`. */
#define GALLEY_WHEN_PREFIX "metadata."

/** GalleyTerm: one name and what is asked of its value. */
typedef struct {
    char *name;
    char *written; /* for people */
    GalleyCondition *condition;
} GalleyTerm;

/** galley_terms_new: (transfer full): for GalleyTerm */
GPtrArray *galley_terms_new(void);

/** galley_condition_write: (transfer full) (nullable): the value of a condition as
 * galley_condition_parse() reads it; %NULL where it is none, which is told */
char *galley_condition_write(GalleyDiagnostics *diagnostics, const GalleyNode *node);
/** galley_condition_read: (transfer full) (nullable): %NULL where it is none, which is told */
GalleyCondition *galley_condition_read(GalleyDiagnostics *diagnostics, const GalleyNode *node);
/** galley_condition_read_count: likewise, of a number; one that no number can meet is an error */
GalleyCondition *galley_condition_read_count(GalleyDiagnostics *diagnostics,
                                             const GalleyNode *node);

/** galley_terms_read: adds what the map @node says to @terms; @prefix of the names is left out, and
 * what is without it is refused */
void galley_terms_read(GalleyDiagnostics *diagnostics,
                       const GalleyNode *node,
                       const char *prefix,
                       GPtrArray *terms);
