/* job-private.h: one block on its way through workers that may die of it.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/channel-private.h"

/** GalleyJobMode: what is tried with the block at present. */
typedef enum {
    GALLEY_JOB_WHOLE,   /* the block without the records that have been quarantined */
    GALLEY_JOB_SUSPECT, /* the record that a worker died on, alone */
    GALLEY_JOB_LIST,    /* which records there are */
    GALLEY_JOB_SINGLE,  /* each record in a fresh worker */
} GalleyJobMode;

/** GalleyConviction: a place of a block that took two processes down. */
typedef struct {
    guint unit;
    guint64 index;
    GalleyRecordPlace place;
    GBytes *crash; /* what is to be said of it: head of a result; empty: nothing */
} GalleyConviction;

/** galley_conviction_free: a GDestroyNotify */
void galley_conviction_free(gpointer conviction);

/** GalleyJob: a block, and what has been found out about it. */
typedef struct {
    GalleyBlock block;
    int fd; /* of the file that holds the block's bytes, if a cutter has cut it; -1 */
    GalleyJobMode mode;
    gboolean running, done;
    GArray *skip;           /* of GalleyRecordPlace: in quarantine, and holes */
    guint64 cutting;        /* position at which cutting it took a process down last */
    GalleyProgress suspect; /* what the worker was at that died of the whole block */
    gboolean cleared;       /* the suspect passed alone */
    GString *crash;         /* what is to be said of the last one convicted: head of a result */
    guint n_deaths;         /* without a suspect */
    guint n_list_deaths;    /* of processes that do nothing but cut */
    GArray *places;         /* of GalleyRecordPlace: all records, when they are done one by one */
    guint next;             /* of them */
    guint n_outputs;
    GalleyResult *result; /* so far: crashes; when done, all */
} GalleyJob;

/** galley_job_init: @fd: taken; -1: none */
void galley_job_init(GalleyJob *job, const GalleyBlock *block, int fd, guint n_outputs);
void galley_job_clear(GalleyJob *job);
/** galley_job_remember: what an earlier run found out about the block */
void galley_job_remember(GalleyJob *job, const GalleyConviction *conviction);
/** galley_job_settle: it is done, and this came of it; @result is taken */
void galley_job_settle(GalleyJob *job, GalleyResult *result);
/** galley_job_get_message: what a worker is to be told */
GalleyMessage galley_job_get_message(const GalleyJob *job, guint64 limit);
/** galley_job_needs_fresh: whether only a worker that has done nothing yet will do */
gboolean galley_job_needs_fresh(const GalleyJob *job);
/** galley_job_take_answer: a worker's answer to the message, and the file that came with it, which
 * is taken; %FALSE if it makes no sense */
gboolean galley_job_take_answer(GalleyJob *job, const char *bytes, gsize size, int fd);
/** galley_job_take_death: a worker died of it at @at, @why */
void galley_job_take_death(GalleyJob *job,
                           GalleyWork *work,
                           const GalleyProgress *at,
                           const GError *why);
