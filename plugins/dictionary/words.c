/* words.c: the words of a document, each with the patterns that it is one of.
 * SPDX-License-Identifier: MIT */
#include "words.h"

#include <galley/unicode.h>

/* Words that hyphens join are looked up as one up to so many tokens. */
#define LONGEST_COMPOUND 16

/* The rows of the layer, and what is made of them. */
typedef struct {
    Words *words;
    const Lookup *lookup;
    const char *text;
    guint32 text_size;
    const guint32 *begins, *ends;
    const guint8 *kinds, *clitics;
    guint32 n;
} Rows;

void
words_init(Words *words)
{
    *words = (Words){ .list = g_array_new(FALSE, FALSE, sizeof(Word)) };
}

void
words_clear(Words *words)
{
    g_array_unref(words->list);
    g_free(words->found.list);
    folded_clear(&words->folded);
}

/* ---- rows ---- */

static gboolean
is_counted(const Rows *rows, guint32 row)
{
    guint8 kind = rows->kinds[row];
    return kind != GALLEY_TOKEN_KIND_PUNCTUATION && kind != GALLEY_TOKEN_KIND_SYMBOL;
}

static gboolean
touches(const Rows *rows, guint32 row)
{
    return row < rows->n && rows->begins[row] == rows->ends[row - 1];
}

static gboolean
is_clitic(const Rows *rows, guint32 row)
{
    return touches(rows, row) && rows->clitics != NULL && rows->clitics[row / 8] >> row % 8 & 1;
}

/* A mark that makes one word of those it stands between: a hyphen, "and/or", "R&D". */
static gboolean
joins(const Rows *rows, guint32 row)
{
    guint32 size = rows->ends[row] - rows->begins[row];
    const char *mark = rows->text + rows->begins[row];
    return (size == 1 && (*mark == '-' || *mark == '/' || *mark == '&')) ||
           (size == 3 && (guint8)mark[0] == 0xE2 && (guint8)mark[1] == 0x80 &&
            ((guint8)mark[2] == 0x90 || (guint8)mark[2] == 0x91));
}

/* The row behind the word at @row and its clitics. */
static guint32
word_end(const Rows *rows, guint32 row)
{
    do
        row++;
    while (is_clitic(rows, row));
    return row;
}

/* The row behind the words from @row on that marks join. */
static guint32
compound_end(const Rows *rows, guint32 row)
{
    guint32 end = word_end(rows, row);
    while (end - row < LONGEST_COMPOUND && touches(rows, end) && joins(rows, end) &&
           touches(rows, end + 1) && is_counted(rows, end + 1))
        end = word_end(rows, end + 1);
    return end;
}

/* ---- words ---- */

/* Adds what stands between two bytes. Returns whether any pattern is like it. */
static gboolean
add(const Rows *rows, guint32 begin, guint32 end)
{
    Words *words = rows->words;
    Word word = { .begin = begin, .end = end, .found = words->found.n, .before = words->n };
    fold_word(&words->folded, rows->lookup->fold, rows->text + begin, end - begin,
              rows->text_size - begin);
    word.n_found = patterns_find(rows->lookup->patterns, words->folded.text, words->folded.size,
                                 &words->found);
    g_array_index(words->list, Word, words->n_list++) = word;
    return word.n_found > 0;
}

/* Takes the last word back, which is in no term. */
static void
take_back(const Rows *rows)
{
    rows->words->n_list--;
}

/* A single row; of a tag that no term has, the word behind its sign. */
static void
add_row(const Rows *rows, guint32 row)
{
    guint32 begin = rows->begins[row], end = rows->ends[row];
    gboolean is_tag = rows->kinds[row] == GALLEY_TOKEN_KIND_HASHTAG ||
                      rows->kinds[row] == GALLEY_TOKEN_KIND_HANDLE;
    guint32 behind = galley_utf8_next(rows->text, begin);
    if (add(rows, begin, end) || !is_tag || behind >= end)
        return;
    take_back(rows);
    add(rows, behind, end);
}

/* A word with its clitics, or else its rows one by one. */
static void
add_word(const Rows *rows, guint32 row, guint32 end)
{
    gboolean counts = is_counted(rows, row);
    if (end == row + 1) {
        add_row(rows, row);
    } else if (!add(rows, rows->begins[row], rows->ends[end - 1])) {
        take_back(rows);
        add_row(rows, row);
        rows->words->n += counts;
        for (guint32 i = row + 1; i < end; i++)
            add_row(rows, i);
        return;
    }
    rows->words->n += counts;
}

/* Words that marks join, or else one by one. Counted are the words, in either case. */
static void
add_compound(const Rows *rows, guint32 row, guint32 end)
{
    if (add(rows, rows->begins[row], rows->ends[end - 1])) {
        for (guint32 i = row; i < end; i = word_end(rows, i))
            rows->words->n += is_counted(rows, i);
        return;
    }
    take_back(rows);
    for (guint32 next; row < end; row = next) {
        next = word_end(rows, row);
        add_word(rows, row, next);
    }
}

void
words_take(Words *words,
           const Lookup *lookup,
           const char *text,
           guint32 text_size,
           const GalleyLayer *tokens)
{
    const Rows rows = { .words = words,
                        .lookup = lookup,
                        .text = text,
                        .text_size = text_size,
                        .begins = galley_layer_get_begins(tokens),
                        .ends = galley_layer_get_ends(tokens),
                        .kinds = galley_layer_get_categories(tokens, GALLEY_TOKEN_KIND),
                        .clitics = galley_layer_get_bools(tokens, GALLEY_TOKEN_CLITIC),
                        .n = galley_layer_get_n_rows(tokens) };
    g_array_set_size(words->list,
                     rows.n + 1); /* each row is one word at most; one may be taken back */
    words->found.n = words->n = words->n_list = 0;
    for (guint32 row = 0, end; row < rows.n; row = end) {
        end = is_counted(&rows, row) ? compound_end(&rows, row) : row + 1;
        guint32 behind = word_end(&rows, row);
        if (end > behind)
            add_compound(&rows, row, end);
        else
            add_word(&rows, row, end);
    }
    g_array_set_size(words->list, words->n_list);
}
