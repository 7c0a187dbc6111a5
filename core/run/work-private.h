/* work-private.h: a block through reader, steps and writers. SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/pipeline-private.h"
#include "run/block-private.h"
#include "run/result-private.h"

/** GalleyOrder: which part of a block to do. */
typedef struct {
    GalleyBlock block;
    guint64 limit; /* documents to read; 0: all */
    gboolean only; /* just the record at `source` and `position` */
    guint source;
    guint64 position;
    GalleyPick pick;
} GalleyOrder;

/** GalleyWork: what one process works with. */
typedef struct GalleyWork GalleyWork;

/**
 * galley_work_new:
 * @sources: (element-type GalleySource): borrowed
 */
GalleyWork *
galley_work_new(GalleyPipeline *pipeline, const GPtrArray *sources, guint64 record_limit);
/**
 * galley_work_start:
 * @progress: (nullable): kept up to date from now on
 *
 * Opened plugins get their workers; needed for all but galley_work_note_crash().
 */
gboolean galley_work_start(GalleyWork *work, GalleyProgress *progress, GError **error);
void galley_work_free(GalleyWork *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyWork, galley_work_free)

/** galley_work_note_ids: results tell the ids of the documents written; to be said before workers are
 * forked */
void galley_work_note_ids(GalleyWork *work);
/** galley_work_get_settings: (transfer none): for those that read beside it */
const GalleyReadingSettings *galley_work_get_settings(const GalleyWork *work);

/** galley_work_get_packs: (transfer none): how the writers' outputs are compressed, by writer */
const GalleyPack *galley_work_get_packs(const GalleyWork *work);
/** galley_output_name: (transfer none): the file, below the run's folder, that a writer writes */
const char *galley_output_name(const GalleyStage *stage);
/** galley_outputs_count: the writers' outputs, and behind them the one of dropped documents */
guint galley_outputs_count(const GalleyPipeline *pipeline);
/** galley_outputs_name: (transfer none): of output @i */
const char *galley_outputs_name(const GalleyPipeline *pipeline, guint i);

/**
 * galley_work_do:
 * @cut: (nullable): the bytes of a block that a cutter has cut
 * @skip: (element-type GalleyRecordPlace) (nullable): records to pass over without a word, and holes
 *
 * Returns: (transfer full): what came of it; a function of pipeline and input alone
 */
GalleyResult *
galley_work_do(GalleyWork *work, const GalleyOrder *order, GBytes *cut, const GArray *skip);

/** galley_work_frame: headers (or trailers) of all writers, as the outputs of a result */
GalleyResult *galley_work_frame(GalleyWork *work, gboolean trailer);

/** galley_work_list: (transfer full) (element-type GalleyRecordPlace): the records of a block, not worked
 * on */
GArray *
galley_work_list(GalleyWork *work, const GalleyOrder *order, GBytes *cut, const GArray *skip);

/** galley_work_names: the names of a packed source's members, as the ids of a result */
GalleyResult *galley_work_names(GalleyWork *work, guint source);

/**
 * galley_work_reduce: reducing writer @writer goes through the documents' bytes in the file @spool,
 * and writes its output to @fd
 *
 * Returns: a result that has nothing but, where it failed, why
 */
GalleyResult *galley_work_reduce(GalleyWork *work, guint writer, const char *spool, int fd);

/** galley_work_find_skippable: the step of that name, counted from 1, if `on_error: skip` says that a
 * document does without it where it fails; 0: it does not */
guint galley_work_find_skippable(const GalleyWork *work, const char *step);

/** galley_work_note_crash: a result that says that the record at @at took its process down, and
 * how; @cut: the block's bytes, where a cutter has cut it */
GalleyResult *
galley_work_note_crash(GalleyWork *work, const GalleyProgress *at, GBytes *cut, const GError *why);
