/* limit-private.h: what a document, and a step for one, may take. SPDX-License-Identifier: MIT */
#pragma once

#include "run/reading-private.h"

/** GalleyLimits: of a run. */
typedef struct {
    gint64 cpu;      /* microseconds of CPU time for a document; ten times that of wall time */
    gint64 shortest; /* of all times that the run has a limit for */
    guint64 memory;  /* bytes above what the worker began with */
    const char *const
        *readable; /* files and folders that it may read, ended by %NULL; %NULL: no sandbox */
} GalleyLimits;

#define GALLEY_WALL_FACTOR 10

/** galley_limit_start: holds this process to them from here on, as @progress tells; before the
 * sandbox is entered */
void galley_limit_start(const GalleyLimits *limits, GalleyProgress *progress);
/** galley_limit_begin_step: @stage's own limits hold, if it has any */
void galley_limit_begin_step(GalleyProgress *progress, const GalleyStage *stage);
/** galley_limit_end_step: the run's alone hold again */
void galley_limit_end_step(GalleyProgress *progress, const GalleyStage *stage);
/** galley_limit_stretch: what this process does from here on may take @times the time of a document */
void galley_limit_stretch(GalleyProgress *progress, guint64 times);
/** galley_limit_note_no_memory: an allocation has failed */
void galley_limit_note_no_memory(void);
