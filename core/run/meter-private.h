/* meter-private.h: how long documents take, and in which step; measured where they are worked on.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#define GALLEY_METER_BUCKETS 320 /* eight for each power of two of nanoseconds, up to 18 minutes */
#define GALLEY_METER_SLOWEST 10

/** GalleyLap: what one stage has had: nanoseconds on the clock, and documents. */
typedef struct {
    guint64 ns, n;
} GalleyLap;

/** GalleySlow: a document that took long. */
typedef struct {
    guint64 ns;
    char *id;
} GalleySlow;

/**
 * GalleyMeter: of one block, or of many that were merged.
 *
 * What it holds differs from run to run, so it goes to people and to status.json, never into an
 * output or the manifest. The clock is read once where a stage begins, about 25 ns.
 */
typedef struct {
    GArray *laps; /* of GalleyLap: reader, steps, writers; the reader's has cutting and disk too */
    guint64 buckets[GALLEY_METER_BUCKETS]; /* documents by the time they took */
    GalleySlow
        slowest[GALLEY_METER_SLOWEST]; /* slowest first; those that are not there have no id */
    guint64 n_bytes;                   /* of input */
    guint pid;                         /* of the process that measured last */
    guint64 peak;  /* bytes of memory that the largest of the processes has had */
    guint sandbox; /* GalleySandbox bits that all of them had */
    guint64 mark;  /* since when the present stage has had the clock */
    guint64 begun; /* when the present document began */
    guint stage;
} GalleyMeter;

GalleyMeter *galley_meter_new(void);
void galley_meter_free(GalleyMeter *meter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyMeter, galley_meter_free)

/* ---- measuring ---- */

/** galley_meter_begin_block: from here on the clock runs for the reader */
void galley_meter_begin_block(GalleyMeter *meter);
/** galley_meter_begin_document: the reader has a record. Returns: nanoseconds of the monotonic
 * clock */
guint64 galley_meter_begin_document(GalleyMeter *meter);
/** galley_meter_enter: stage @stage begins: 0 is the reader, then come steps and writers */
void galley_meter_enter(GalleyMeter *meter, guint stage);
/** galley_meter_end_document: it went wherever it went; @id: its own */
void galley_meter_end_document(GalleyMeter *meter, const char *id);
/** galley_meter_skip_document: it is not worked on, and does not count */
void galley_meter_skip_document(GalleyMeter *meter);
/** galley_meter_end_block: notes what the process has taken, and moves all that was measured over
 * to @to */
void galley_meter_end_block(GalleyMeter *meter, guint64 n_bytes, GalleyMeter *to);

/* ---- what was measured ---- */

void galley_meter_merge(GalleyMeter *meter, const GalleyMeter *other);
/** galley_meter_count: documents */
guint64 galley_meter_count(const GalleyMeter *meter);
/** galley_meter_quantile: the time that @share of the documents have kept to, in nanoseconds, to
 * one part in sixteen */
guint64 galley_meter_quantile(const GalleyMeter *meter, double share);
/** galley_meter_pack: (transfer full): bytes for a process of the same galley */
GBytes *galley_meter_pack(const GalleyMeter *meter);
/** galley_meter_unpack: (nullable): %NULL if the bytes are no meter's */
GalleyMeter *galley_meter_unpack(const char *bytes, gsize size);
