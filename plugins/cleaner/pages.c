/* pages.c: threads of comments, passages on one subject, and where the text of a page begins and ends. SPDX-License-Identifier: MIT */
#include "pages.h"

#include <string.h>

#include "cleaner-lexicon.h" /* GROUP_* */

/* Words that the stamp of a comment has at most ("Ann on 9 May 2019 at 5:57 am said:"), and without an hour ("Ann says:"). */
#define STAMP_WORDS 14
#define SAID_WORDS 6
/* How many lines above and below tell what a passage is about. */
#define PASSAGE 3

static Line *
line_at(const GArray *lines, guint i)
{
    return &g_array_index(lines, Line, i);
}

static gboolean
is_left(const Line *line)
{
    return line->verdict != VERDICT_REMOVE;
}

/* ---- threads ---- */

/* Whether a line says who wrote what is below it, or when. One may stand in any article; in a row they are comments. */
static gboolean
is_stamp(const Line *line)
{
    gboolean hour = (line->flags & LINE_CLOCK) != 0 && (line->groups & GROUP_TIME) != 0;
    gboolean said =
        line->n_words <= SAID_WORDS && line->last == MARK_COLON && (line->groups & GROUP_SAID) != 0;
    return line->n_words <= STAMP_WORDS && (hour || said);
}

/** measure_threads: fills in how far each line that is left is from the stamps above and below it, and how many are above */
void
measure_threads(GArray *lines)
{
    guint8 above = STAMP_FAR, below = STAMP_FAR, n = 0;
    for (guint i = 0; i < lines->len; i++) {
        Line *line = line_at(lines, i);
        if (!is_left(line))
            continue;
        gboolean stamp = is_stamp(line);
        n = MIN(n + stamp, STAMPS_MANY);
        above = stamp ? 0 : MIN(above + 1, STAMP_FAR);
        line->stamp_above = above;
        line->n_stamps = n;
    }
    for (guint i = lines->len; i-- > 0;) {
        Line *line = line_at(lines, i);
        if (!is_left(line))
            continue;
        below = line->stamp_above == 0 ? 0 : MIN(below + 1, STAMP_FAR);
        line->stamp_below = below;
    }
}

/* ---- passages ---- */

/** share_words: fills in what the words of each line that is left have in common with the rest */
void
share_words(GArray *lines, Overlap *overlap)
{
    for (guint i = 0; i < lines->len; i++) {
        Line *line = line_at(lines, i);
        if (is_left(line))
            line->shared = overlap_of(overlap, line);
    }
}

static void
add_shared(Shared *sum, const GArray *lines, guint i, gint step)
{
    guint n = 0;
    for (i += step; i < lines->len && n < PASSAGE; i += step) { /* below 0 it is past all lines */
        const Line *line = line_at(lines, i);
        if (!is_left(line))
            continue;
        sum->n += line->shared.n;
        sum->with_prose += line->shared.with_prose;
        n++;
    }
}

/** shared_nearby: what share_words() has found, of the line and those around it, without the title */
Shared
shared_nearby(const GArray *lines, guint i)
{
    Shared sum = line_at(lines, i)->shared;
    add_shared(&sum, lines, i, -1);
    add_shared(&sum, lines, i, 1);
    return sum;
}

/* ---- segments ---- */

/* What a line is part of. */
typedef enum {
    SEGMENT_HEAD, /* above the text */
    SEGMENT_TEXT,
    SEGMENT_REST, /* below the text, or between two parts of it */
    N_SEGMENTS
} Segment;

/* Worse than any sum of scores, and far from the end of the type. */
#define IMPOSSIBLE (G_MININT64 / 2)

/* For each segment two bits of routes: the segment of the line before. */
static Segment
route_of(const Line *line, Segment segment)
{
    return line->routes >> 2 * segment & 3;
}

/* Whether @line can be in @segment behind one that is in @before. What only goes with others does not make a text. */
static gboolean
may_follow(const Line *line, Segment before, Segment segment)
{
    if (before == SEGMENT_HEAD && segment == SEGMENT_TEXT)
        return line->verdict == VERDICT_KEEP;
    return segment != SEGMENT_HEAD && before != SEGMENT_HEAD;
}

/* How good the best division is that has this line in @segment. */
static gint64
reach(Line *line, Segment segment, const gint64 *before, gint cost)
{
    gint64 best = before[segment];
    Segment from = segment;
    for (Segment other = 0; other < N_SEGMENTS; other++) {
        if (may_follow(line, other, segment) && before[other] - cost > best) {
            best = before[other] - cost;
            from = other;
        }
    }
    line->routes |= from << 2 * segment;
    return best + (segment == SEGMENT_TEXT ? 0 : line->score);
}

/**
 * judge_segments:
 * @cost: of each place where text and other lines meet, in thousandths
 *
 * Divides the lines that are left into text and what is none, so that the scores of what is none sum up to most, less
 * the costs (Viterbi's algorithm): a short line in the midst of text stays, a sentence in the midst of a menu goes. Some
 * text there is always, unless all lines are such as only go with others.
 *
 * Returns: how many lines it has judged to be no text
 */
guint
judge_segments(GArray *lines, gint cost)
{
    gint64 best[N_SEGMENTS] = { cost, IMPOSSIBLE,
                                IMPOSSIBLE }; /* text from the first line on is free */
    guint n = 0;
    for (guint i = 0; i < lines->len; i++) {
        Line *line = line_at(lines, i);
        gint64 next[N_SEGMENTS];
        if (!is_left(line))
            continue;
        line->routes = 0;
        for (Segment segment = 0; segment < N_SEGMENTS; segment++)
            next[segment] = reach(line, segment, best, cost);
        memcpy(best, next, sizeof best);
    }
    Segment segment = best[SEGMENT_REST] > best[SEGMENT_TEXT] ? SEGMENT_REST : SEGMENT_TEXT;
    for (guint i = lines->len; i-- > 0;) {
        Line *line = line_at(lines, i);
        if (!is_left(line))
            continue;
        line->judged = segment != SEGMENT_TEXT;
        n += line->judged;
        segment = route_of(line, segment);
    }
    return n;
}
