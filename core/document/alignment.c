/* alignment.c: runs of equal units between a text and its source, and how they compose.
 * SPDX-License-Identifier: MIT */
#include "document/alignment-private.h"

#include <string.h>

void
galley_alignment_clear(GalleyAlignment *alignment)
{
    g_free(alignment->runs);
    *alignment = (GalleyAlignment){ 0 };
}

static void
alignment_empty(GalleyAlignment *alignment)
{
    alignment->n = alignment->size = alignment->hint = 0;
}

static GalleyRun *
alignment_grow(GalleyAlignment *alignment)
{
    if (alignment->n == alignment->room) {
        alignment->room = MAX(16, alignment->room * 2);
        alignment->runs = g_renew(GalleyRun, alignment->runs, alignment->room);
    }
    return &alignment->runs[alignment->n++];
}

/* Where run @i ends in the text. */
static inline guint32
run_end(const GalleyAlignment *alignment, guint32 i)
{
    return i + 1 < alignment->n ? alignment->runs[i + 1].text : alignment->size;
}

/* Where run @i ends in the source. */
static inline guint32
run_source_end(const GalleyAlignment *alignment, guint32 i)
{
    const GalleyRun *run = &alignment->runs[i];
    return run->source + (run_end(alignment, i) - run->text) / run->unit_text * run->unit_source;
}

void
galley_alignment_append(GalleyAlignment *alignment,
                        guint32 units,
                        guint32 unit_text,
                        guint32 source,
                        guint32 unit_source)
{
    if (units == 0 || unit_text == 0)
        return;
    GalleyRun *last = alignment->n > 0 ? &alignment->runs[alignment->n - 1] : NULL;
    gboolean goes_on = last && last->unit_text == unit_text && last->unit_source == unit_source &&
                       unit_source > 0 && run_source_end(alignment, alignment->n - 1) == source;
    if (!goes_on) {
        GalleyRun *run = alignment_grow(alignment);
        *run = (GalleyRun){ alignment->size, source, unit_text, unit_source };
    }
    alignment->size += units * unit_text;
}

void
galley_alignment_set_identity(GalleyAlignment *alignment, guint32 size)
{
    alignment_empty(alignment);
    galley_alignment_append(alignment, size, 1, 0, 1);
}

void
galley_alignment_set_runs(GalleyAlignment *alignment, const GalleyRun *runs, guint n, guint32 size)
{
    alignment_empty(alignment);
    for (guint i = 0; i < n; i++) {
        guint32 end = i + 1 < n ? runs[i + 1].text : size;
        guint32 units = (end - runs[i].text) / runs[i].unit_text;
        galley_alignment_append(alignment, units, runs[i].unit_text, runs[i].source,
                                runs[i].unit_source);
    }
}

/* The run that byte @at of the text is in; the text is not empty and @at inside it. */
static guint32
find_run(GalleyAlignment *alignment, guint32 at)
{
    guint32 low = 0, high = alignment->n, hint = alignment->hint;
    if (hint < alignment->n && alignment->runs[hint].text <= at) {
        if (at < run_end(alignment, hint))
            return hint;
        low = hint + 1;
        if (low < alignment->n && at < run_end(alignment, low))
            return alignment->hint = low;
    }
    while (high - low > 1) {
        guint32 middle = low + (high - low) / 2;
        if (alignment->runs[middle].text <= at)
            low = middle;
        else
            high = middle;
    }
    return alignment->hint = low;
}

/* The source's bytes of the unit that byte @at of the text is in. */
static void
map_byte(GalleyAlignment *alignment, guint32 at, guint32 *begin, guint32 *end)
{
    const GalleyRun *run = &alignment->runs[find_run(alignment, at)];
    guint32 unit = (at - run->text) / run->unit_text;
    *begin = run->source + unit * run->unit_source;
    *end = *begin + run->unit_source;
}

/* A point between two bytes: behind the one before it; what both stand for, if that overlaps, is
 * not cut. */
static void
map_point(GalleyAlignment *alignment, guint32 at, guint32 *begin, guint32 *end)
{
    guint32 next_begin = 0, unused = 0;
    *begin = *end = 0;
    if (at < alignment->size)
        map_byte(alignment, at, &next_begin, &unused);
    if (at > 0)
        map_byte(alignment, at - 1, begin, end);
    else
        *end = next_begin;
    *begin = at < alignment->size && next_begin < *end ? next_begin : *end;
}

void
galley_alignment_map(GalleyAlignment *alignment,
                     guint32 begin,
                     guint32 end,
                     guint32 *source_begin,
                     guint32 *source_end)
{
    guint32 unused;
    if (begin >= end) {
        map_point(alignment, begin, source_begin, source_end);
        return;
    }
    map_byte(alignment, begin, source_begin, &unused);
    map_byte(alignment, end - 1, &unused, source_end);
}

/* The first run whose source ends behind @at, or n: all that is left of bytes before it lies in
 * earlier runs. */
static guint32
find_source_run(GalleyAlignment *alignment, guint32 at)
{
    guint32 low = 0, high = alignment->n, hint = alignment->hint;
    if (hint < alignment->n && (hint == 0 || run_source_end(alignment, hint - 1) <= at)) {
        if (run_source_end(alignment, hint) > at)
            return hint;
        low = hint + 1;
    }
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (run_source_end(alignment, middle) > at)
            high = middle;
        else
            low = middle + 1;
    }
    return alignment->hint = low;
}

/* One past the last run that begins in the source before @at. */
static guint32
count_runs_before(const GalleyAlignment *alignment, guint32 at)
{
    guint32 low = alignment->hint, high = alignment->n;
    if (low >= alignment->n || alignment->runs[low].source >= at)
        low = 0;
    else if (low + 1 == alignment->n || alignment->runs[low + 1].source >= at)
        return low + 1;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (alignment->runs[middle].source < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void
galley_alignment_move(GalleyAlignment *alignment, guint32 *begin, guint32 *end)
{
    guint32 first = find_source_run(alignment, *begin), last = count_runs_before(alignment, *end);
    guint32 text_begin = alignment->size, text_end = 0;
    if (first < alignment->n) {
        const GalleyRun *run = &alignment->runs[first];
        guint32 unit = *begin > run->source ? (*begin - run->source) / run->unit_source : 0;
        text_begin = run->text + unit * run->unit_text;
    }
    if (last > 0) {
        const GalleyRun *run = &alignment->runs[last - 1];
        text_end = run_end(alignment, last - 1);
        if (run->unit_source > 0) {
            guint32 units = (*end - 1 - run->source) / run->unit_source + 1;
            text_end = MIN(text_end, run->text + units * run->unit_text);
        }
    }
    *begin = text_begin;
    *end = MAX(text_begin, text_end);
}

/* Appends what @older says of its text's bytes @begin to @end, whole units where they are whole. */
static void
append_slice(GalleyAlignment *out, GalleyAlignment *older, guint32 begin, guint32 end)
{
    if (begin >= end)
        return;
    for (guint32 i = find_run(older, begin); begin < end; i++) {
        const GalleyRun *run = &older->runs[i];
        guint32 stop = MIN(end, run_end(older, i));
        while (begin < stop) {
            guint32 unit = (begin - run->text) / run->unit_text;
            guint32 into = (begin - run->text) % run->unit_text;
            guint32 source = run->source + unit * run->unit_source;
            guint32 whole = into == 0 ? (stop - begin) / run->unit_text : 0;
            if (whole > 0) {
                galley_alignment_append(out, whole, run->unit_text, source, run->unit_source);
                begin += whole * run->unit_text;
            } else {
                guint32 part = MIN(run->unit_text - into, stop - begin);
                galley_alignment_append(out, 1, part, source, run->unit_source);
                begin += part;
            }
        }
    }
}

/* Appends a unit of @unit_text bytes that stands for bytes @begin to @end of @older's text. */
static void
append_unit(
    GalleyAlignment *out, GalleyAlignment *older, guint32 unit_text, guint32 begin, guint32 end)
{
    guint32 source_begin, source_end;
    galley_alignment_map(older, begin, end, &source_begin, &source_end);
    galley_alignment_append(out, 1, unit_text, source_begin, source_end - source_begin);
}

void
galley_alignment_compose(GalleyAlignment *out, const GalleyAlignment *newer, GalleyAlignment *older)
{
    alignment_empty(out);
    for (guint32 i = 0; i < newer->n; i++) {
        const GalleyRun *run = &newer->runs[i];
        guint32 units = (run_end(newer, i) - run->text) / run->unit_text;
        if (run->unit_text == 1 && run->unit_source == 1) {
            append_slice(out, older, run->source, run->source + units);
            continue;
        }
        for (guint32 k = 0; k < units; k++) {
            guint32 at = run->source + k * run->unit_source;
            append_unit(out, older, run->unit_text, at, at + run->unit_source);
        }
    }
}
