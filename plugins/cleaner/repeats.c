/* repeats.c: finds lines that stand in a document more than once. SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

#define REASON "repeated-line"
/* Shorter lines are repeated by poems and talk; still shorter ones ("Yes.") even right behind one another. */
#define NEIGHBOUR_BYTES 16

static guint32
line_size(const Line *line)
{
    return line->end - line->begin;
}

static gboolean
same_line(const char *text, const Line *a, const Line *b)
{
    return line_size(a) == line_size(b) &&
           memcmp(text + a->begin, text + b->begin, line_size(a)) == 0;
}

#define MIX(hash, word) (((hash) ^ (word)) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15))

static guint64
load(const char *at)
{
    guint64 word;
    memcpy(&word, at, sizeof word);
    return GUINT64_FROM_LE(word);
}

/* Only for telling lines apart within one document. Four chains, so that one product need not wait for the one before. */
static guint32
hash_line(const char *text, const Line *line)
{
    const char *at = text + line->begin, *end = text + line->end;
    guint64 lanes[4] = { line_size(line), 1, 2, 3 }, hash = 0;
    for (; end - at >= (gssize)sizeof lanes; at += sizeof lanes) {
        for (guint i = 0; i < 4; i++) {
            lanes[i] = MIX(lanes[i], load(at + 8 * i));
            lanes[i] ^= lanes[i] >> 29;
        }
    }
    for (guint i = 0; i < 4; i++)
        hash = MIX(hash ^ hash >> 29, lanes[i]);
    for (; end - at >= 8; at += 8)
        hash = MIX(hash ^ hash >> 29, load(at));
    for (; at < end; at++)
        hash = (hash ^ (guint8)*at) * G_GUINT64_CONSTANT(0x100000001B3);
    return hash >> 32 ^ hash;
}

/**
 * mark_neighbours:
 *
 * Marks lines that are the same as the one before, of those that are left.
 *
 * Returns: how many
 */
guint
mark_neighbours(const char *text, GArray *lines)
{
    const Line *before = NULL;
    guint n = 0;
    for (guint i = 0; i < lines->len; i++) {
        Line *line = &g_array_index(lines, Line, i);
        if (line->verdict == VERDICT_REMOVE)
            continue;
        if (before != NULL && line_size(line) >= NEIGHBOUR_BYTES && same_line(text, before, line)) {
            line->verdict = VERDICT_REMOVE;
            line->reason = REASON;
            n++;
        } else {
            before = line;
        }
    }
    return n;
}

/* How many slots are looked at: lines made to collide cost no more, and pass as new ones. */
#define PROBES_MAX 16

/* The line before @line that is the same, or %NULL; then @line takes a free slot. Slots hold line numbers from 1. */
static const Line *
find_or_add(const char *text, GArray *lines, const Line *line, GArray *slots)
{
    guint32 hash = hash_line(text, line);
    for (guint probe = 0; probe < PROBES_MAX; probe++) {
        guint32 *slot = &g_array_index(slots, guint32, (hash + probe) & (slots->len - 1));
        if (*slot == 0) {
            *slot = line - &g_array_index(lines, Line, 0) + 1;
            return NULL;
        }
        const Line *other = &g_array_index(lines, Line, *slot - 1);
        if (same_line(text, other, line))
            return other;
    }
    return NULL;
}

/**
 * mark_copies:
 * @slots: (element-type guint32): a buffer that clears what it grows by
 * @least: bytes that a line has to have
 *
 * Marks every line that has stood in the document before.
 */
void
mark_copies(const char *text, GArray *lines, GArray *slots, guint32 least)
{
    guint size = 16;
    while (size < 2 * lines->len)
        size *= 2;
    g_array_set_size(slots, 0);
    g_array_set_size(slots, size);
    for (guint i = 0; i < lines->len; i++) {
        Line *line = &g_array_index(lines, Line, i);
        if (line_size(line) < least || find_or_add(text, lines, line, slots) == NULL)
            continue;
        line->verdict = VERDICT_REMOVE;
        line->reason = REASON;
    }
}
