/* overlap.c: teasers of other articles have words of their own. SPDX-License-Identifier: MIT */
#include "overlap.h"

#include <string.h>

/* The title is among the first lines, and has as many words. */
#define TITLE_LINES 12
#define TITLE_LEAST 4
#define TITLE_MOST 25

static gboolean
has_word(const WordSet *set, guint16 hash)
{
    return set->bits[hash / 64] >> hash % 64 & 1;
}

static void
add_word(WordSet *set, guint16 hash)
{
    set->bits[hash / 64] |= G_GUINT64_CONSTANT(1) << hash % 64;
}

static void
count_in_prose(guint16 hash, gpointer data)
{
    Overlap *overlap = data;
    add_word(has_word(&overlap->once, hash) ? &overlap->twice : &overlap->once, hash);
}

static void
count_in_title(guint16 hash, gpointer data)
{
    add_word(&((Overlap *)data)->title, hash);
}

static void
read_document(Overlap *overlap)
{
    guint n = 0;
    memset(&overlap->once, 0, sizeof(WordSet));
    memset(&overlap->twice, 0, sizeof(WordSet));
    memset(&overlap->title, 0, sizeof(WordSet));
    for (guint i = 0; i < overlap->lines->len; i++) {
        const Line *line = &g_array_index(overlap->lines, Line, i);
        if (line->verdict == VERDICT_REMOVE)
            continue;
        if (line_is_prose(line))
            each_content_word(overlap->text, line, count_in_prose, overlap);
        gboolean title = !overlap->has_title && n++ < TITLE_LINES && line->n_words >= TITLE_LEAST &&
                         line->n_words <= TITLE_MOST;
        if (title)
            each_content_word(overlap->text, line, count_in_title, overlap);
        overlap->has_title |= title;
    }
    overlap->ready = TRUE;
}

void
overlap_init(Overlap *overlap, const char *text, const GArray *lines)
{
    overlap->text = text;
    overlap->lines = lines;
    overlap->ready = overlap->has_title = FALSE;
}

/* The words of a line, each as often as it stands there. */
typedef struct {
    const Overlap *overlap;
    const WordSet *prose; /* what the other lines have */
    Shared shared;
} Question;

static void
ask(guint16 hash, gpointer data)
{
    Question *question = data;
    question->shared.n++;
    question->shared.with_prose += has_word(question->prose, hash);
    question->shared.with_title += has_word(&question->overlap->title, hash);
}

Shared
overlap_of(Overlap *overlap, const Line *line)
{
    if (!overlap->ready)
        read_document(overlap);
    Question question = { overlap, line_is_prose(line) ? &overlap->twice : &overlap->once, { 0 } };
    each_content_word(overlap->text, line, ask, &question);
    if (!overlap->has_title)
        question.shared.with_title = 0;
    return question.shared;
}
