/* nursery-private.h: a small process that opens the plugins once and forks workers from then on.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/worker-private.h"

/** GalleyNursery: the parent's end of it. */
typedef struct GalleyNursery GalleyNursery;

/** GalleyDeath: a worker that ended. */
typedef struct {
    guint slot;
    guint serial; /* which of those that were in the slot */
    int status;   /* as wait() has it */
} GalleyDeath;

/**
 * galley_nursery_new:
 * @progress: (array zero-terminated=1): by slot, memory shared between processes; of it a worker keeps
 * its own
 *
 * Forks the nursery, which opens the pipeline's plugins. The parent opens none.
 *
 * Returns: (nullable): %NULL where a plugin cannot be opened, or has started a thread
 */
GalleyNursery *galley_nursery_new(GalleyPipeline *pipeline,
                                  GalleyWork *work,
                                  const GalleyLimits *limits,
                                  GalleyProgress **progress,
                                  GError **error);
/** galley_nursery_free: ends the nursery and with it all workers */
void galley_nursery_free(GalleyNursery *nursery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyNursery, galley_nursery_free)

/** galley_nursery_spawn: a worker that shows its progress in @slot and is called @serial; answers
 * with the socket to it, or -1 */
int galley_nursery_spawn(GalleyNursery *nursery, guint slot, guint serial);
/** galley_nursery_kill: ends the worker in @slot, which will be told as a death */
void galley_nursery_kill(GalleyNursery *nursery, guint slot);
/** galley_nursery_get_fd: readable when a death can be taken */
int galley_nursery_get_fd(const GalleyNursery *nursery);
/** galley_nursery_take_death: %FALSE if the nursery itself is gone */
gboolean galley_nursery_take_death(GalleyNursery *nursery, GalleyDeath *death);
