/* encoder.h: what one worker has at hand while it writes a document.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/galley.h>

#include "units.h"

typedef enum {
    OF_TEXT,
    OF_SOURCE,
} Of;

/* The options. */
typedef struct {
    const char *path;
    const char *const *layers;
    gboolean text;
    gint unit; /* Unit */
    gint of;   /* Of */
    gboolean source;
    gboolean alignment;
    gint64 decimals;
    gboolean metadata;
} Jsonl;

/* The rows of `quotation_part`, by their quotation. */
typedef struct {
    const GalleyLayer *layer; /* NULL: there are none */
    guint32 n_quotations;
    guint32 *first; /* of each quotation in `rows`; one more at the end */
    guint32 *rows;
} Parts;

typedef struct {
    const Jsonl *jsonl;
    GalleyDocument *document;
    const char *text;
    Units units;
    Parts parts;
    const GalleyLayer *entities; /* NULL: there are none */
    GArray *layers;              /* of those to be written, in order */
    GString *prose;
    /* of the layer being written */
    GArray *columns;
    GString *keys;       /* what stands before the columns' values */
    gboolean maps;       /* offsets are led back to the source */
    const Units *counts; /* what counts them */
} Encoder;

/* encode_layer: an array of rows */
void encode_layer(Encoder *encoder, const GalleyLayer *layer, GString *out);
/* encode_columns_new: for `columns` */
GArray *encode_columns_new(void);

/* encode_metadata: an object */
void encode_metadata(const GalleyDocument *document, GString *out);
/* encode_source: a string, or an object with base64 where the bytes are not UTF-8 */
void encode_source(const GalleyDocument *document, GString *out);
/* encode_alignment: an array of runs */
void encode_alignment(const GalleyDocument *document, GString *out);

/* parts_index: @quotations and @parts may be NULL */
Parts
parts_index(GalleyDocument *document, const GalleyLayer *quotations, const GalleyLayer *parts);
/* prose_begin, prose_add, prose_end: stretches of text as people read them: white space collapsed,
 * joined by blanks */
void prose_begin(Encoder *encoder);
void prose_add(Encoder *encoder, guint32 begin, guint32 end);
void prose_end(Encoder *encoder, GString *out);
