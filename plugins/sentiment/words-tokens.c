/* words-tokens.c: words from the layer token, put together as the rules need them.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/standard.h>
#include <galley/unicode.h>

#include "words.h"

/* What is being added to, and from. */
typedef struct {
    Words *words;
    const Vocabulary *vocabulary;
    const TokenView *tokens;
    Parts *parts;
    guint32 from;
    guint32 to;    /* row behind the last */
    guint32 flags; /* of WordFlags: what the marks before the next word make of it */
} Cutter;

static const LexiconEntry *
look_up(const Cutter *cutter, guint32 begin, guint32 end)
{
    const TokenView *tokens = cutter->tokens;
    return lexicon_find(cutter->vocabulary->lexicon, tokens->text + begin, end - begin,
                        tokens->text_size - begin);
}

/* Of a word that does not begin with a small letter. */
static void
note_case(const Cutter *cutter, Word *word)
{
    const char *text = cutter->tokens->text;
    if (galley_unichar_is_upper(galley_utf8_get(text, word->begin))) {
        word->flags |= WORD_TITLED;
        cutter->words->n_titled++;
    }
    words_note_capitals(cutter->words, word, text, cutter->vocabulary->profile);
}

static Word *
add(Cutter *cutter, guint32 row, guint32 begin, guint32 end, const LexiconEntry *entry)
{
    Word *word = words_append(cutter->words, begin, end, entry);
    word->token = row;
    word->part = parts_at(cutter->parts, begin);
    word->flags = cutter->flags;
    cutter->flags = 0;
    cutter->words->quoted |= word->part != PARTS_OUTSIDE;
    if (!g_ascii_islower(cutter->tokens->text[begin]))
        note_case(cutter, word);
    return word;
}

/* ---- marks ---- */

/* A mark parts clauses, or a sentence may begin behind it. */
static const guint8 ascii_marks[0x80] = {
    [','] = WORD_BREAK,
    [';'] = WORD_BREAK,
    [':'] = WORD_BREAK | WORD_FIRST,
    ['.'] = WORD_BREAK | WORD_FIRST,
    ['!'] = WORD_BREAK | WORD_FIRST,
    ['?'] = WORD_BREAK | WORD_FIRST,
    ['('] = WORD_BREAK,
    [')'] = WORD_BREAK,
    ['['] = WORD_BREAK,
    [']'] = WORD_BREAK,
    ['"'] = WORD_FIRST,
    ['\''] = WORD_FIRST,
    ['*'] = WORD_FIRST,
};

/* What @mark makes of the word behind it: flags of WordFlags. */
static guint32
flags_behind(gunichar mark)
{
    if (mark < 0x80)
        return ascii_marks[mark];
    gboolean divides = mark == 0x2013 || mark == 0x2014 || mark == 0x2026; /* dashes, ellipsis */
    gboolean opens = mark != 0x2019 && galley_unichar_is_punct(mark);
    return (divides ? WORD_BREAK : 0) | (opens ? WORD_FIRST : 0);
}

static void
take_mark(Cutter *cutter, guint32 row)
{
    const TokenView *tokens = cutter->tokens;
    guint32 exclamations = 0, questions = 0;
    for (guint32 at = tokens->begins[row]; at < tokens->ends[row];
         at = galley_utf8_next(tokens->text, at)) {
        gunichar mark = galley_utf8_get(tokens->text, at);
        cutter->flags |= flags_behind(mark);
        exclamations += mark == '!';
        questions += mark == '?';
    }
    if (exclamations + questions == 0)
        return;
    Tally *part = &parts_get(cutter->parts, parts_at(cutter->parts, tokens->begins[row]))->tally;
    part->exclamations += exclamations;
    part->questions += questions;
    cutter->words->exclamations += exclamations;
    cutter->words->questions += questions;
}

/* ---- words ---- */

static gboolean
is_clitic(const Cutter *cutter, guint32 row)
{
    const TokenView *tokens = cutter->tokens;
    return row < cutter->to && tokens->clitics != NULL && tokens->clitics[row / 8] >> row % 8 & 1 &&
           tokens->begins[row] == tokens->ends[row - 1];
}

/* "n't", with either apostrophe */
static gboolean
is_not(const Cutter *cutter, guint32 row)
{
    const char *text = cutter->tokens->text + cutter->tokens->begins[row];
    guint32 size = cutter->tokens->ends[row] - cutter->tokens->begins[row];
    return size >= 3 && (text[0] | 0x20) == 'n' && (text[size - 1] | 0x20) == 't' &&
           ((size == 3 && text[1] == '\'') ||
            (size == 5 && memcmp(text + 1, "\xE2\x80\x99", 3) == 0));
}

/* The row behind the clitics of the word at @row. */
static guint32
behind_clitics(const Cutter *cutter, guint32 row, gboolean *negates)
{
    guint32 next = row + 1;
    *negates = FALSE;
    for (; is_clitic(cutter, next); next++)
        *negates = *negates || is_not(cutter, next);
    return next;
}

static gboolean
is_hyphen(const Cutter *cutter, guint32 row)
{
    const TokenView *tokens = cutter->tokens;
    return row < cutter->to && tokens->begins[row] == tokens->ends[row - 1] &&
           tokens->ends[row] - tokens->begins[row] == 1 && tokens->text[tokens->begins[row]] == '-';
}

/* The row behind "well-known", or behind the word at @row; a compound has at most four words. */
static guint32
behind_compound(const Cutter *cutter, guint32 row)
{
    const TokenView *tokens = cutter->tokens;
    guint32 next = row + 1;
    while (next - row < 7 && is_hyphen(cutter, next) && next + 1 < cutter->to &&
           tokens->begins[next + 1] == tokens->ends[next] &&
           tokens->kinds[next + 1] == GALLEY_TOKEN_KIND_WORD)
        next += 2;
    return next;
}

/* A compound that the lexicon does not have, in one token: each of its words by itself. */
static void
add_pieces(Cutter *cutter, guint32 row)
{
    const char *text = cutter->tokens->text;
    guint32 begin = cutter->tokens->begins[row], end = cutter->tokens->ends[row];
    for (guint32 at = begin; at < end;) {
        const char *hyphen = memchr(text + at, '-', end - at);
        guint32 stop = hyphen != NULL ? (guint32)(hyphen - text) : end;
        if (stop > at)
            add(cutter, row, at, stop, look_up(cutter, at, stop));
        at = stop + 1;
    }
}

/* The word of one token; @flags more for it. */
static void
take_token(Cutter *cutter, guint32 row, guint32 flags)
{
    const TokenView *tokens = cutter->tokens;
    guint32 begin = tokens->begins[row], end = tokens->ends[row];
    const LexiconEntry *entry = cutter->words->entry[row - cutter->from];
    if (memchr(tokens->text + begin, '-', end - begin) != NULL && entry->roles == 0)
        add_pieces(cutter, row);
    else
        add(cutter, row, begin, end, entry)->flags |= flags;
}

/* A word that another token touches. Returns the row behind what was taken. */
static guint32
take_joined(Cutter *cutter, guint32 row)
{
    const TokenView *tokens = cutter->tokens;
    gboolean negates;
    guint32 next = behind_clitics(cutter, row, &negates);
    guint32 compound = next == row + 1 ? behind_compound(cutter, row) : next;
    if (compound > row + 1) {
        guint32 begin = tokens->begins[row], end = tokens->ends[compound - 1];
        const LexiconEntry *entry = look_up(cutter, begin, end);
        if (entry->roles != 0) {
            add(cutter, row, begin, end, entry);
            return compound;
        }
    }
    take_token(cutter, row, negates ? WORD_NEGATES : 0);
    return next;
}

static inline guint32
take_word(Cutter *cutter, guint32 row)
{
    const TokenView *tokens = cutter->tokens;
    guint32 next = row + 1;
    if (next < cutter->to && tokens->begins[next] == tokens->ends[row])
        return take_joined(cutter, row);
    take_token(cutter, row, 0);
    return next;
}

/* "#happy": the tag without its sign */
static void
take_hashtag(Cutter *cutter, guint32 row)
{
    const TokenView *tokens = cutter->tokens;
    guint32 begin = tokens->begins[row], end = tokens->ends[row];
    guint32 first = galley_utf8_next(tokens->text, begin);
    add(cutter, row, begin, end, look_up(cutter, first < end ? first : begin, end));
}

void
words_add_tokens(Words *words,
                 const Vocabulary *vocabulary,
                 const TokenView *tokens,
                 Parts *parts,
                 guint32 from,
                 guint32 to)
{
    Cutter cutter = { words, vocabulary, tokens, parts, from, to, WORD_FIRST };
    if (from == to)
        return;
    words_reserve_entries(words, to - from);
    lexicon_find_all(vocabulary->lexicon, tokens->text, tokens->text_size, tokens->begins + from,
                     tokens->ends + from, to - from, words->entry);
    for (guint32 row = from, next; row < to; row = next) {
        next = row + 1;
        switch ((GalleyTokenKind)tokens->kinds[row]) {
        case GALLEY_TOKEN_KIND_PUNCTUATION:
        case GALLEY_TOKEN_KIND_SYMBOL:
            take_mark(&cutter, row);
            break;
        case GALLEY_TOKEN_KIND_HASHTAG:
            take_hashtag(&cutter, row);
            break;
        default:
            next = take_word(&cutter, row);
        }
    }
}
