/* weights.h: how much of a valence is about a target, read from a readable file.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** TARGETS_REACH: words on either side of a mention that count */
#define TARGETS_REACH 64

/** WEIGHTS_CLAUSES: clauses between that are told apart; more count as so many */
#define WEIGHTS_CLAUSES 8

/** TargetWeights: factors, multiplied with each other; at least 0 */
typedef struct {
    double near[TARGETS_REACH + 1];     /* by distance in words, from 1 */
    double clause[WEIGHTS_CLAUSES + 1]; /* by clauses between */
    double before;                      /* the valence stands before the target */
    double inside;                      /* it stands in a quotation that the target is not in */
    double outside;                     /* the target stands in a quotation that it is not in */
    double speaker;                     /* it stands in what the target says */
    double rival;                       /* somebody else is mentioned nearer to it */
} TargetWeights;

/** weights_load: (transfer full) (nullable): `data/targets.tsv` says what each row means; every
 * weight must be there */
TargetWeights *weights_load(const char *path, GError **error);
