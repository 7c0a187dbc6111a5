/* rules.c: what is removed for certain: phrases, sums, repeated lines, and what stands beside them. SPDX-License-Identifier: MIT */
#include "lines.h"

/* Shorter lines are repeated by poems and talk, and stay. */
#define REPEAT_BYTES 60

static Line *
line_at(GArray *lines, guint i)
{
    return &g_array_index(lines, Line, i);
}

/* What a line is by its form alone; %NULL: nothing of that. */
static const char *
form_of(const char *line, gsize size)
{
    static const struct {
        gboolean (*is)(const char *line, gsize size);
        const char *reason;
    } forms[] = {
        { is_captcha_sum, "captcha" },
        { is_address, "address" },
        { is_time_stamp, "time-stamp" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (forms[i].is(line, size))
            return forms[i].reason;
    return NULL;
}

static void
judge_line(const char *text, Line *line)
{
    Words words;
    const char *reason;
    read_line(text, line, &words);
    if (line->verdict != VERDICT_KEEP)
        return;
    line->reason = form_of(text + line->begin, line->end - line->begin);
    if (line->reason != NULL) {
        line->verdict = VERDICT_REMOVE;
    } else if ((line->flags & LINE_QUOTED) == 0) {
        line->verdict = match_phrase(&words, &reason);
        line->reason = reason;
    }
}

/* Whether a line is one that only goes beside others that go; then it goes. */
static gboolean
yield(Line *line)
{
    if (line->verdict != VERDICT_EDGE)
        return FALSE;
    line->verdict = VERDICT_REMOVE;
    return TRUE;
}

/** has_text: whether a line is left for certain; a document without one is none to judge, and its lines stay */
gboolean
has_text(GArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        if (line_at(lines, i)->verdict == VERDICT_KEEP)
            return TRUE;
    }
    return FALSE;
}

/* Goes over the lines from one end; each that is removed lets the next one yield, as the end itself does. */
static guint
settle_from(GArray *lines, gboolean bottom)
{
    gboolean removed = TRUE;
    guint n = 0;
    for (guint i = 0; i < lines->len; i++) {
        Line *line = line_at(lines, bottom ? lines->len - 1 - i : i);
        gboolean yielded = removed && yield(line);
        n += yielded;
        removed = yielded || line->verdict == VERDICT_REMOVE;
    }
    return n;
}

/**
 * settle:
 *
 * Marks what follows from lines that are removed: lines that now repeat their neighbour; and lines such as "News",
 * which go above the first line of text, below the last, and next to what is removed. What is left has text on both
 * sides, so that a second run finds nothing more.
 *
 * Returns: how many lines it has marked
 */
guint
settle(const char *text, GArray *lines)
{
    guint n = mark_neighbours(text, lines);
    return has_text(lines) ? n + settle_from(lines, FALSE) + settle_from(lines, TRUE) : n;
}

/**
 * mark_by_rules:
 * @lines: (out): the lines of @text that are not blank
 * @slots: as in mark_copies()
 */
void
mark_by_rules(const char *text, guint32 size, GArray *lines, GArray *slots)
{
    g_array_set_size(lines, 0);
    cut_lines(text, size, lines);
    if (lines->len > 1)
        mark_copies(text, lines, slots, REPEAT_BYTES);
    for (guint i = 0; i < lines->len; i++)
        judge_line(text, line_at(lines, i));
    settle(text, lines);
}
