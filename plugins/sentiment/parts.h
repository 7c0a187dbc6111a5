/* parts.h: which words of a text are said by whom: the stretches of quotations, and what is
 * outside.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "tally.h"

/** PARTS_OUTSIDE: the part of all that is in no quotation */
#define PARTS_OUTSIDE 0

/** Part: a stretch of what was said */
typedef struct {
    guint32 begin, end;
    guint32 quotation; /* row */
    guint32 around;    /* the part it lies in */
    Tally tally;       /* of its words, without those of parts inside it */
} Part;

/** Parts: a buffer of the parts of one text, walked through once from the front. */
typedef struct {
    GArray *parts; /* of Part; the first is the text outside */
    guint32 next;
    guint32 open;  /* the innermost part here */
    guint32 until; /* the offset up to which it is that */
} Parts;

void parts_init(Parts *parts);
void parts_clear(Parts *parts);
void parts_reset(Parts *parts);

/** parts_add: begins ascend */
void parts_add(Parts *parts, guint32 begin, guint32 end, guint32 quotation);

/** parts_walk: goes on to @offset. Returns: the innermost part there */
guint32 parts_walk(Parts *parts, guint32 offset);

/** parts_at: the innermost part that @offset lies in; offsets ascend */
static inline guint32
parts_at(Parts *parts, guint32 offset)
{
    return offset < parts->until ? parts->open : parts_walk(parts, offset);
}

static inline Part *
parts_get(const Parts *parts, guint32 part)
{
    return &g_array_index(parts->parts, Part, part);
}

/** parts_join: adds the tallies of parts to those around them; once, at the end */
void parts_join(Parts *parts);
