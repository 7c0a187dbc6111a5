/* copy-private.h: blocks of a run that is whole, to be taken over by another.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/ledger-private.h"

#define GALLEY_PLAN_NAME "plan"

/** GalleyCopy: the run that blocks are taken from; only read. */
typedef struct GalleyCopy GalleyCopy;

/**
 * galley_copy_open:
 * @folder: of a run that is whole
 * @names: of the outputs to come, ended by %NULL; where the run has not the same ones, nothing of
 * it can be taken
 */
GalleyCopy *galley_copy_open(const char *folder, const char *const *names, GError **error);
void galley_copy_free(GalleyCopy *copy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyCopy, galley_copy_free)

/**
 * galley_copy_take: what the run made of @block, to be asked for block by block in document order
 *
 * Returns: (transfer full) (nullable): a result whose bytes are in the run's own files; %NULL where
 * the block must be done: one of its documents is in quarantine, or it has no such block
 */
GalleyResult *galley_copy_take(GalleyCopy *copy, const GalleyBlock *block);
/** galley_copy_get_plan: (transfer none): lines of its plan, ended by %NULL */
const char *const *galley_copy_get_plan(const GalleyCopy *copy);

/* ---- how a run was called ---- */

/** GalleyCall: what plan says before the plan itself. */
typedef struct {
    char *pipeline;    /* file */
    GPtrArray *inputs; /* of char *, ended by %NULL: absolute, or "-" */
    GStrv plan;        /* lines */
} GalleyCall;

/** galley_call_print: (transfer full): the text of plan */
char *galley_call_print(const char *pipeline, const char *const *inputs, const char *const *plan);
gboolean galley_call_read(GalleyCall *call, const char *folder, GError **error);
void galley_call_clear(GalleyCall *call);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GalleyCall, galley_call_clear)
/** galley_call_digest: (transfer full): SHA-256 of a plan's lines but for those of inputs */
char *galley_call_digest(const char *const *plan);
