/* workbench-private.h: a GalleyWork from within, as work.c shares it with those that do its parts: record.c,
 * reduce.c and crash.c. SPDX-License-Identifier: MIT */
#pragma once

#include "run/reading-private.h"
#include "run/work-private.h"

struct GalleyWork {
    GalleyPipeline *pipeline;
    GalleyReadingSettings reading;
    const GPtrArray *sources;
    GalleyProgress *progress; /* (nullable) */
    GalleyDocument *document;
    GalleyMeter *meter;
    const GArray *places; /* (nullable): of GalleyRecordPlace: what to pass over in the block */
    guint source;         /* of the record at hand */
    guint64 position;
    gboolean notes_ids; /* of the documents written */
    GalleyPick pick;
    gboolean picked;      /* the record at hand */
    GalleyPack *packs;    /* by writer */
    GArray *counts;       /* of guint64: documents and rows of each slot, in the block at hand */
    GArray *marks;        /* of gsize: how long each output was before the document at hand */
    gpointer *rehearsals; /* by writer (nullable): that takes what it would reduce, on trial */
};

/** galley_work_begin_step: whom a death is put down to */
void galley_work_begin_step(GalleyWork *work, const char *step);
/** galley_work_fail_without_reason: %FALSE: a plugin's, which comes with a reason; where it does not,
 * that is the reason */
gboolean galley_work_fail_without_reason(GError **error);

/* ---- record.c ---- */

/** galley_work_do_record: a record of @part's source through reader, steps and writers */
void galley_work_do_record(GalleyWork *work,
                           const GalleyCut *cut,
                           GalleyResult *result,
                           GalleyPart *part);
/** galley_work_begin_document: an empty one, called by the place of @record unless the reader knows better
 * @whole: the record is all of its input */
void galley_work_begin_document(GalleyWork *work, const GalleyRecord *record, gboolean whole);
/** galley_work_quarantine: the document at hand: for the quarantine, and in the books */
void galley_work_quarantine(GalleyWork *work,
                            GalleyResult *result,
                            GalleyPart *part,
                            const GalleyCut *cut,
                            const char *step,
                            const GError *why);

/* ---- reduce.c ---- */

/** galley_work_begin_frame: what @writer encodes of the document at hand follows in its spool, behind the
 * document's id and its size; answers with where it begins */
gsize galley_work_begin_frame(const GalleyWork *work, GString *spool);
/** galley_work_end_frame: its size is known, and it is given to a reducer on trial */
gboolean
galley_work_end_frame(GalleyWork *work, guint writer, GString *spool, gsize begin, GError **error);
/** galley_work_end_rehearsals: reducers on trial are thrown away */
void galley_work_end_rehearsals(GalleyWork *work);
