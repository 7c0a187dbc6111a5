/* underway-private.h: a run under way, as run.c shares it with those that do its parts: begin.c, blocks.c,
 * commit.c and outputs.c. SPDX-License-Identifier: MIT */
#pragma once

#include "run/copy-private.h"
#include "run/journal-private.h"
#include "run/ledger-private.h"
#include "run/pool-private.h"
#include "run/run-private.h"
#include "run/sample-private.h"
#include "run/watch-private.h"

#define GALLEY_QUARANTINE_NAME "quarantine.jsonl"

/** GalleySink: a writer's output. */
typedef struct {
    const GalleyStage *stage; /* (nullable): %NULL: what is dropped */
    GalleyFile *file;
    GalleyFile *spool; /* of a reducing writer: what it will reduce; %NULL: appending */
} GalleySink;

/** GalleyUnderway: a run, from its plugins' opening to its end. */
typedef struct {
    GalleyPipeline *pipeline;
    const GalleyRunSettings *settings;
    GalleyBooks *books;
    GPtrArray *sources;
    GalleyWork *work; /* of this process: it does blocks only where there are no workers */
    GalleyPool *pool; /* (nullable) */
    GalleyFolder *folder;
    GalleyLedger *ledger;
    GalleyCopy *copy;       /* (nullable): the run that this one retries */
    GPtrArray *plan;        /* of char *, ended by %NULL */
    GPtrArray *convictions; /* (nullable): of GalleyConviction, by the run that is resumed */
    GalleyFile *quarantine; /* (nullable): there is none on a terminal */
    GalleyFile *ids;        /* (nullable): a spool of the ids written; see duplicates.c */
    GArray *sinks;          /* of GalleySink */
    GPtrArray *pages;       /* of GalleyBook by source, as far as it has been read */
    GArray *lines;          /* of guint64 by source: line feeds committed */
    GalleyJournal *journal; /* (nullable): there is none on a terminal */
    GArray *ends;           /* of guint64: where outputs end */
    GPtrArray *readable;    /* of char *, ended by %NULL: what workers may read */
    GalleyWatch *watch;     /* shows how far it is */
    GalleyCommit commit;    /* what becomes of blocks */
    GalleyPick pick;        /* which records they are about */
    GalleySample *sample;   /* (nullable): while it is chosen */
    gint64 synced_at;
    guint64 n_complaints;
    guint n_changed; /* inputs, while they were read */
} GalleyUnderway;

/* ---- begin.c ---- */

/** galley_run_begin: the journal and the headers, or, where a run is resumed, what its journal says */
gboolean galley_run_begin(GalleyUnderway *run, GalleyFeed *feed, GError **error);

/* ---- blocks.c ---- */

/** galley_run_cuts_first: whether a reader wants inputs cut from their beginning on */
gboolean galley_run_cuts_first(const GalleyPipeline *pipeline);
/** galley_run_choose_sample: where one is wanted, reads all ids; what follows is about those chosen,
 * the same ones for any number of workers */
gboolean galley_run_choose_sample(GalleyUnderway *run, GError **error);
/** galley_run_do_blocks: all that the feed has, or as many documents as are wanted */
gboolean galley_run_do_blocks(GalleyUnderway *run, GalleyFeed *feed, GError **error);
/** galley_run_take_over: a GalleyTakeOver: what the run that is retried made of the block */
GalleyResult *galley_run_take_over(const GalleyBlock *block, gpointer data);

/* ---- commit.c ---- */

/** galley_run_commit: a GalleyCommit: outputs, quarantine and books of a block */
gboolean
galley_run_commit(const GalleyBlock *block, GalleyResult *result, gpointer data, GError **error);
/** galley_run_commit_scan: a GalleyCommit: ids, while a sample is chosen */
gboolean galley_run_commit_scan(const GalleyBlock *block,
                                GalleyResult *result,
                                gpointer data,
                                GError **error);
/** galley_run_append: what writers made goes behind what there is of their outputs */
gboolean galley_run_append(GalleyUnderway *run, const GalleyResult *result, GError **error);
/** galley_run_open_books: of the first @n sources, so that all are in the books */
void galley_run_open_books(GalleyUnderway *run, guint n);
/** galley_run_note_changes: in the books: inputs that were written to while they were read */
void galley_run_note_changes(GalleyUnderway *run);
/** galley_run_add_to_books: parts and tallies */
void galley_run_add_to_books(GalleyUnderway *run, const GalleyResult *result);
/** galley_run_too_many_failed: %TRUE with an error where `stop_after` says so */
gboolean galley_run_too_many_failed(const GalleyUnderway *run, gboolean at_end, GError **error);
/** galley_run_sync: outputs, and then the line of the journal that says how far they go */
gboolean galley_run_sync(GalleyUnderway *run, GError **error);
/** galley_run_give_way: %FALSE, with what there is made safe, so that it can be resumed */
gboolean galley_run_give_way(GalleyUnderway *run, GError **error);

/* ---- outputs.c ---- */

gboolean galley_run_open_outputs(GalleyUnderway *run, GError **error);
/** galley_run_wants_ids: whether ids are to be compared at the end */
gboolean galley_run_wants_ids(const GalleyUnderway *run);
/** galley_run_write_frames: headers or trailers of all writers */
gboolean galley_run_write_frames(GalleyUnderway *run, GalleyTask task, GError **error);
/** galley_run_close_outputs: what is to be reduced is; all is put in place, the manifest last */
gboolean galley_run_close_outputs(GalleyUnderway *run, GError **error);
