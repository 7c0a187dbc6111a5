/* reading-private.h: a source, or a stretch of one, as records, whatever it is packed in.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/pipeline-private.h"
#include "run/input-private.h"

/** GalleyProgress: what a worker is at, in memory that it shares with whoever watches it. */
typedef struct {
    guint source;
    guint64 position;       /* of the record: see GalleyCut */
    guint64 offset, length; /* of the record; length 0: none is being worked on */
    guint64 line;           /* as in the record */
    gboolean cutting;       /* the end of the record that begins at @position is being looked for */
    gint64 since;           /* monotonic time, microseconds */
    guint ticks;            /* of the worker's CPU clock since then */
    guint64 stretch;        /* how many documents' time it may take; 0: one's */
    gboolean no_memory;     /* an allocation failed */
    guint step_ticks, step_most; /* as ticks, of a step that has a limit of its own; most 0: none */
    gint64 step_since, step_cpu; /* likewise: since when, and what it may take; microseconds */
    guint64 step_memory;         /* bytes, likewise */
    gboolean over_step;          /* it was the step's own time that ran out */
    char step[64];
    char id[256]; /* of the document, once the reader has made it; cut off where it is longer */
} GalleyProgress;

/** GalleyRecordPlace: what a block is done without: a record that is in quarantine already; or a step for
 * one record; or a hole, a stretch of input that cannot be cut into records. */
typedef struct {
    guint source;
    guint64 position;
    guint skipped; /* the step, counted from 1; 0: none */
    guint64 reach; /* of a hole, bytes at least; 0: it is none */
    char why[120]; /* of a step and a hole: what became of the process that tried */
} GalleyRecordPlace;

/** galley_places_add_hole: the process that looked for the end of the record at @at ended, @why; a
 * hole that is there already is made twice as large */
void galley_places_add_hole(GArray *places, const GalleyProgress *at, const char *why);

/** GalleyCut: a record as it was cut from its source. */
typedef struct {
    GalleyRecord record;
    guint64 position; /* bytes before it in the source, unpacked, and one for each member before it:
                         no two records of a source share it */
    guint reader;     /* index in the pipeline's readers */
    gboolean whole;   /* it is all of its input or member */
    char *sha256;     /* (nullable): of a bad record that is too large to be kept */
    GError *bad;      /* (nullable): why it is no record, but counts as one */
} GalleyCut;

void galley_cut_clear(GalleyCut *cut);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GalleyCut, galley_cut_clear)

/** GalleyReading: goes from record to record. */
typedef struct GalleyReading GalleyReading;

/** GalleyReadingSettings: what stays the same in a run. */
typedef struct {
    const GalleyPipeline *pipeline;
    const GPtrArray *sources; /* of GalleySource */
    gsize record_limit;
    GalleyProgress *progress; /* (nullable) */
} GalleyReadingSettings;

/**
 * galley_reading_open:
 * @begin: with @end: records that begin in between are read; of a packed source all are
 * @holes: (element-type GalleyRecordPlace) (nullable): borrowed; records among them do not matter here
 */
GalleyReading *galley_reading_open(const GalleyReadingSettings *settings,
                                   guint source,
                                   guint64 begin,
                                   guint64 end,
                                   const GArray *holes,
                                   GError **error);
void galley_reading_free(GalleyReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyReading, galley_reading_free)

/** GalleyReadingStatus: of one step. */
typedef enum {
    GALLEY_READING_RECORD, /* or what counts as one: see @bad */
    GALLEY_READING_END,
    GALLEY_READING_ERROR, /* the source cannot be read: the run must end, and may be resumed */
} GalleyReadingStatus;

/** galley_reading_next: @cut is valid until the next call */
GalleyReadingStatus galley_reading_next(GalleyReading *reading, GalleyCut *cut, GError **error);

/** galley_reading_get_n_lines: line feeds of the stretch, once all of it has been read; 0 where
 * records come with lines counted from the beginning of all */
guint64 galley_reading_get_n_lines(const GalleyReading *reading);

/** galley_reading_can_seek: whether the reader of the source's first member is one with
 * `seek_record` */
gboolean galley_reading_can_seek(const GalleyReading *reading);

/** galley_reading_get_n_taken: bytes of the source, packed as it is, that have been read so far */
guint64 galley_reading_get_n_taken(const GalleyReading *reading);
