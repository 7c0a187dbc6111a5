/* parts.c: nested stretches of quotations, walked through once. SPDX-License-Identifier: MIT */
#include "parts.h"

void
parts_init(Parts *parts)
{
    *parts = (Parts){ .parts = g_array_new(FALSE, FALSE, sizeof(Part)) };
    parts_reset(parts);
}

void
parts_clear(Parts *parts)
{
    g_array_unref(parts->parts);
}

void
parts_reset(Parts *parts)
{
    g_array_set_size(parts->parts, 0);
    parts_add(parts, 0, G_MAXUINT32, G_MAXUINT32);
    parts->next = 1;
    parts->open = PARTS_OUTSIDE;
    parts->until = 0;
}

void
parts_add(Parts *parts, guint32 begin, guint32 end, guint32 quotation)
{
    Part part = { .begin = begin, .end = end, .quotation = quotation };
    g_array_append_val(parts->parts, part);
}

/* The innermost of @part and those around it that goes on at @offset. */
static guint32
still_open(const Parts *parts, guint32 part, guint32 offset)
{
    while (parts_get(parts, part)->end <= offset)
        part = parts_get(parts, part)->around;
    return part;
}

/* A part that reaches over the end of the one it begins in lies beside it: they share no words. */
static void
open_next(Parts *parts)
{
    Part *part = parts_get(parts, parts->next);
    guint32 around = still_open(parts, parts->open, part->begin);
    while (around != PARTS_OUTSIDE && parts_get(parts, around)->end < part->end)
        around = parts_get(parts, around)->around;
    part->around = around;
    parts->open = parts->next++;
}

guint32
parts_walk(Parts *parts, guint32 offset)
{
    while (parts->next < parts->parts->len && parts_get(parts, parts->next)->begin <= offset)
        open_next(parts);
    parts->open = still_open(parts, parts->open, offset);
    parts->until = parts_get(parts, parts->open)->end;
    if (parts->next < parts->parts->len)
        parts->until = MIN(parts->until, parts_get(parts, parts->next)->begin);
    return parts->open;
}

void
parts_join(Parts *parts)
{
    for (guint32 i = parts->parts->len; i-- > 1;) {
        const Part *part = parts_get(parts, i);
        if (part->around != PARTS_OUTSIDE)
            tally_join(&parts_get(parts, part->around)->tally, &part->tally);
    }
}
