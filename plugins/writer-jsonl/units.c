/* units.c: from byte offsets to offsets in code points or UTF-16 units.
 * SPDX-License-Identifier: MIT */
#include "units.h"

#include <string.h>

#define HIGH_BITS G_GUINT64_CONSTANT(0x8080808080808080)

static inline guint64
load(const char *bytes)
{
    guint64 word;
    memcpy(&word, bytes, 8);
    return GUINT64_FROM_LE(word);
}

static gboolean
is_ascii(const char *text, guint32 size)
{
    guint32 at = 0;
    for (; size - at >= 32; at += 32)
        if (((load(text + at) | load(text + at + 8) | load(text + at + 16) | load(text + at + 24)) &
             HIGH_BITS) != 0)
            return FALSE;
    while (at < size && (guint8)text[at] < 0x80)
        at++;
    return at == size;
}

/* Bit i of the result is the high bit of byte i. */
static inline guint64
gather(guint64 high_bits)
{
    return ((high_bits >> 7) * G_GUINT64_CONSTANT(0x0102040810204080)) >> 56;
}

static inline guint64
continuations(guint64 word)
{
    return gather(word & ~(word << 1) & HIGH_BITS);
}

/* The bytes that lead a character of four. */
static inline guint64
leads_of_four(guint64 word)
{
    return gather(word & (word << 1) & (word << 2) & (word << 3) & HIGH_BITS);
}

static guint64
gather_block(const char *block, guint64 (*pick)(guint64 word))
{
    guint64 bits = 0;
    for (guint i = 0; i < 8; i++)
        bits |= pick(load(block + (gsize)8 * i)) << (8 * i);
    return bits;
}

/* In UTF-16 a character of four bytes has two units: the byte after its lead begins the second. */
static guint64
marks_of(const char *block, Unit unit, guint64 *carry)
{
    guint64 marks = gather_block(block, continuations);
    if (unit == UNIT_UTF16) {
        guint64 leads = gather_block(block, leads_of_four);
        marks &= ~(leads << 1 | *carry);
        *carry = leads >> 63;
    }
    return marks;
}

static void
make_room(Units *units, gsize words)
{
    if (words <= units->room)
        return;
    units->room = words + words / 2;
    units->marks = g_renew(guint64, units->marks, units->room);
    units->before = g_renew(guint32, units->before, units->room);
}

void
units_index(Units *units, Unit unit, const char *text, guint32 size)
{
    char tail[64] = { 0 };
    guint32 before = 0;
    gsize words = size / 64 + 1;
    guint64 carry = 0;
    units->identity = unit == UNIT_BYTE || is_ascii(text, size);
    if (units->identity)
        return;
    make_room(units, words);
    memcpy(tail, text + (words - 1) * 64, size % 64);
    for (gsize i = 0; i < words; i++) {
        const char *block = i + 1 < words ? text + i * 64 : tail;
        units->before[i] = before;
        units->marks[i] = marks_of(block, unit, &carry);
        before += (guint32)__builtin_popcountll(units->marks[i]);
    }
}

void
units_clear(Units *units)
{
    g_free(units->marks);
    g_free(units->before);
}
