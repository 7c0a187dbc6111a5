/* units.h: from byte offsets to offsets in code points or UTF-16 units.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

typedef enum {
    UNIT_CODEPOINT,
    UNIT_BYTE,
    UNIT_UTF16,
} Unit;

/*
 * An index over one text: a bit for each byte that begins no unit of its own, and their number
 * before each
 * 64 bytes. Any offset is then found in O(1), in whatever order offsets come.
 */
typedef struct {
    gboolean identity; /* of bytes, and of any unit over ASCII: nothing else is filled */
    guint64 *marks;
    guint32 *before;
    gsize room; /* in words of 64 bytes */
} Units;

/* units_index: @text is valid UTF-8; reuses the memory of the index before */
void units_index(Units *units, Unit unit, const char *text, guint32 size);
void units_clear(Units *units);

/* units_at: the units before byte @at, a character boundary */
static inline guint32
units_at(const Units *units, guint32 at)
{
    if (units->identity)
        return at;
    guint64 below = (G_GUINT64_CONSTANT(1) << (at & 63)) - 1;
    return at - units->before[at >> 6] -
           (guint32)__builtin_popcountll(units->marks[at >> 6] & below);
}
