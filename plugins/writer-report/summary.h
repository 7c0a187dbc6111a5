/* summary.h: what the page says of the corpus: a document's share of it, and the sum.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "ranks.h"
#include "report.h"

/* What is counted by name. */
typedef enum {
    TABLE_LANGUAGE,
    TABLE_LAYER,
    TABLE_KIND, /* of quotations */
    TABLE_SPEAKER,
    TABLE_ENTITY,
    TABLE_REMOVED,
    TABLE_CATEGORY, /* of a dictionary */
    N_TABLES,
} Table;

/* Which layers some document has, be it without rows. */
typedef enum {
    HAS_TOKENS = 1 << 0,
    HAS_QUOTATIONS = 1 << 1,
    HAS_ENTITIES = 1 << 2,
    HAS_SENTIMENT = 1 << 3,
    HAS_REMOVED = 1 << 4,
    HAS_DICTIONARY = 1 << 5,
    HAS_MENTIONS = 1 << 6,
    HAS_VALENCES = 1 << 7,
} Has;

/* From here on a compound counts as positive or negative (Hutto & Gilbert 2014). */
#define SUMMARY_NEUTRAL 0.05
/* The second text of a speaker's key, where the first is empty: a pronoun of nobody named. */
#define SUMMARY_PRONOUN "pronoun"
#define SUMMARY_BINS 20u
#define SUMMARY_EXTREMES 10u

/* A document at one end of the scale. */
typedef struct {
    char *id;
    guint64 document; /* from 0 */
    double compound;
} Extreme;

typedef struct {
    Ranks tables[N_TABLES];
    guint64 documents, source_bytes, text_bytes, words;
    guint has; /* of Has */
    /* documents by their compound; those without a scored word apart */
    guint64 bins[SUMMARY_BINS], positive, neutral, negative, unscored;
    double sum, squares;
    Extreme highest[SUMMARY_EXTREMES], lowest[SUMMARY_EXTREMES];
} Summary;

/* summary_init: @room: names in a table at once; 0: any number */
void summary_init(Summary *summary, gsize room);
void summary_clear(Summary *summary);

/* summary_count: @summary becomes that of @document, and goes to @out */
void summary_count(Summary *summary, GalleyDocument *document, GString *out);
/* summary_merge: adds a document's. Returns: FALSE where the bytes are none that were written */
gboolean summary_merge(Summary *summary, Bytes *bytes);
/* summary_scored: how many documents have a compound */
guint64 summary_scored(const Summary *summary);
