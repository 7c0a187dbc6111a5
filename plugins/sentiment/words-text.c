/* words-text.c: words as VADER cuts them: at white space, less punctuation at both ends.
 * SPDX-License-Identifier: MIT */
#include "words.h"

#include <string.h>

#include <galley/unicode.h>

enum {
    BYTE_SPACE = 1 << 0,      /* ASCII white space, U+001C to U+001F too */
    BYTE_SPACE_LEAD = 1 << 1, /* may begin a longer white space */
    BYTE_PUNCTUATION = 1 << 2,
    BYTE_CLAUSE = 1 << 3, /* a mark that ends a clause */
    BYTE_UPPER = 1 << 4,
    BYTE_LOWER = 1 << 5,
    BYTE_HIGH = 1 << 6,
    BYTE_APOSTROPHE = 1 << 7,
};

/* No emoticon is longer. */
#define EMOTICON_SIZE 8

#define SPACE_OR_LEAD (BYTE_SPACE | BYTE_SPACE_LEAD)

#define CLAUSE (BYTE_PUNCTUATION | BYTE_CLAUSE)

static const guint8 byte_class[256] = {
    [0x09 ... 0x0D] = BYTE_SPACE,
    [0x1C ... 0x20] = BYTE_SPACE,
    ['!'] = CLAUSE,
    ['"' ... '&'] = BYTE_PUNCTUATION,
    ['\''] = BYTE_PUNCTUATION | BYTE_APOSTROPHE,
    ['('] = BYTE_PUNCTUATION,
    [')'] = CLAUSE,
    ['*' ... '+'] = BYTE_PUNCTUATION,
    [','] = CLAUSE,
    ['-'] = BYTE_PUNCTUATION,
    ['.'] = CLAUSE,
    ['/'] = BYTE_PUNCTUATION,
    [':' ... ';'] = CLAUSE,
    ['<' ... '>'] = BYTE_PUNCTUATION,
    ['?'] = CLAUSE,
    ['@'] = BYTE_PUNCTUATION,
    ['A' ... 'Z'] = BYTE_UPPER,
    ['[' ... '`'] = BYTE_PUNCTUATION,
    ['a' ... 'z'] = BYTE_LOWER,
    ['{' ... '~'] = BYTE_PUNCTUATION,
    [0x80 ... 0xC1] = BYTE_HIGH,
    [0xC2] = BYTE_HIGH | BYTE_SPACE_LEAD,
    [0xC3 ... 0xE0] = BYTE_HIGH,
    [0xE1 ... 0xE3] = BYTE_HIGH | BYTE_SPACE_LEAD,
    [0xE4 ... 0xFF] = BYTE_HIGH,
};

static inline guint8
class_at(const char *text, guint32 at)
{
    return byte_class[(guint8)text[at]];
}

/* The bytes of the white space at @at; 0 if there is none. */
static inline guint32
space_size(const char *text, guint32 at)
{
    guint8 class = class_at(text, at);
    if (class & BYTE_SPACE)
        return 1;
    if ((class & BYTE_SPACE_LEAD) && galley_unichar_is_space(galley_utf8_get(text, at)))
        return galley_utf8_next(text, at) - at;
    return 0;
}

/* ---- emoji to words ---- */

static void
add_name(Words *words, const char *name, guint32 size, guint32 begin, guint32 end, gboolean spaced)
{
    GString *out = words->expanded;
    gsize at = out->len;
    gboolean parted = at == 0 || out->str[at - 1] == ' ';
    g_string_set_size(out, at + !parted + size + spaced);
    if (!parted)
        out->str[at++] = ' ';
    memcpy(out->str + at, name, size);
    if (spaced)
        out->str[at + size] = ' ';
    WordsShift shift = { (guint32)at, size + spaced, begin, end };
    g_array_append_val(words->shifts, shift);
}

/* The first byte from @at on that is not ASCII, or @end. */
static guint32
next_high(const char *text, guint32 at, guint32 end)
{
    guint64 bytes;
    for (; at + sizeof bytes <= end; at += sizeof bytes) {
        memcpy(&bytes, text + at, sizeof bytes);
        if (bytes & G_GUINT64_CONSTANT(0x8080808080808080))
            break;
    }
    while (at < end && (guint8)text[at] < 0x80)
        at++;
    return at;
}

/*
 * Puts the names of emoji in their place, from @begin to @end of @text, into words->expanded. The
 * first copy is
 * made at the first emoji. Returns whether there was one.
 */
static gboolean
expand(Words *words, const Vocabulary *vocabulary, const char *text, guint32 begin, guint32 end)
{
    gboolean spaced = !vocabulary->profile->emoji_glued;
    guint32 copied = begin, size;
    g_string_truncate(words->expanded, 0);
    g_array_set_size(words->shifts, 0);
    for (guint32 at = next_high(text, begin, end), next; at < end;
         at = next_high(text, next, end)) {
        next = galley_utf8_next(text, at);
        const char *name = emoji_find_name(vocabulary->emoji, text, at, end, &next, &size);
        if (name == NULL)
            continue;
        if (at > copied)
            g_string_append_len(words->expanded, text + copied, at - copied);
        add_name(words, name, size, at, next, spaced);
        copied = next;
    }
    if (words->shifts->len > 0)
        g_string_append_len(words->expanded, text + copied, end - copied);
    return words->shifts->len > 0;
}

/* Where offset @at of the expanded text is in the source. @shift: the last one that begins before.
 */
static guint32
unshift(const WordsShift *shift, guint32 at, gboolean is_end)
{
    if (at - shift->at < shift->size + is_end)
        return is_end ? shift->end : shift->begin;
    return at - shift->at - shift->size + shift->end;
}

/* ---- cutting ---- */

static guint32
strip_begin(const char *text, guint32 begin, guint32 end, gboolean wide)
{
    while (begin < end && (class_at(text, begin) & BYTE_PUNCTUATION ||
                           (wide && class_at(text, begin) & BYTE_HIGH &&
                            galley_unichar_is_punct(galley_utf8_get(text, begin)))))
        begin = galley_utf8_next(text, begin);
    return begin;
}

static guint32
strip_end(const char *text, guint32 begin, guint32 end, gboolean wide)
{
    while (end > begin) {
        guint32 last = galley_utf8_previous(text, end);
        if (!(class_at(text, last) & BYTE_PUNCTUATION) &&
            !(wide && class_at(text, last) & BYTE_HIGH &&
              galley_unichar_is_punct(galley_utf8_get(text, last))))
            break;
        end = last;
    }
    return end;
}

/* Whether @begin to @end has at most two characters. */
static gboolean
is_short(const char *text, guint32 begin, guint32 end)
{
    if (end - begin <= 2)
        return TRUE;
    return end - begin <= 8 && galley_utf8_count(text + begin, end - begin) <= 2;
}

/* Whether "n't" is in the word, in any case. */
static gboolean
has_not(const char *text, guint32 begin, guint32 end)
{
    for (guint32 at = begin; at + 3 <= end; at++)
        if (text[at + 1] == '\'' && (text[at] | 0x20) == 'n' && (text[at + 2] | 0x20) == 't')
            return TRUE;
    return FALSE;
}

static gboolean
ends_clause(const char *text, guint32 begin, guint32 end)
{
    guint8 seen = 0;
    for (guint32 at = begin; at < end; at++)
        seen |= class_at(text, at);
    return (seen & BYTE_CLAUSE) != 0;
}

/* What is being added to, and from. */
typedef struct {
    Words *words;
    const Vocabulary *vocabulary;
    const char *text;
    guint32 size;
    gboolean divided; /* a clause ends before the next word */
    /* where names of emoji are in the text, those that are passed */
    const WordsShift *shifts;
    guint32 n_shifts, next_begin, next_end;
    guint32 source; /* where the stretch begins in the document's text */
} Cutter;

/* The word gets the span of the source instead of the expanded text's; words ascend. */
static void
unshift_word(Cutter *cutter, Word *word)
{
    const WordsShift *shifts = cutter->shifts;
    while (cutter->next_begin < cutter->n_shifts && shifts[cutter->next_begin].at <= word->begin)
        cutter->next_begin++;
    while (cutter->next_end < cutter->n_shifts && shifts[cutter->next_end].at < word->end)
        cutter->next_end++;
    word->begin = cutter->next_begin == 0
                      ? cutter->source + word->begin
                      : unshift(&shifts[cutter->next_begin - 1], word->begin, FALSE);
    word->end = cutter->next_end == 0 ? cutter->source + word->end
                                      : unshift(&shifts[cutter->next_end - 1], word->end, TRUE);
}

/* A stretch without white space. */
typedef struct {
    guint32 begin, end;
    guint8 seen; /* all classes of its bytes */
} Piece;

static const LexiconEntry *
look_up(const Cutter *cutter, guint32 begin, guint32 end)
{
    return lexicon_find(cutter->vocabulary->lexicon, cutter->text + begin, end - begin,
                        cutter->size - begin);
}

/* Whether a piece keeps the punctuation that stripping would take: ":)". */
static gboolean
stays_whole(const Cutter *cutter, const Piece *piece, guint32 begin, guint32 end)
{
    if (cutter->vocabulary->profile->keep_short)
        return is_short(cutter->text, begin, end);
    return begin == end || (piece->end - piece->begin <= EMOTICON_SIZE &&
                            look_up(cutter, piece->begin, piece->end)->roles != 0);
}

/* The part of a piece that is its word. */
static void
strip(const Cutter *cutter, const Piece *piece, guint32 *begin, guint32 *end)
{
    gboolean wide = cutter->vocabulary->profile->plain_quotes;
    *begin = piece->begin;
    *end = piece->end;
    if (!(piece->seen & (BYTE_PUNCTUATION | BYTE_HIGH)))
        return;
    *begin = strip_begin(cutter->text, piece->begin, piece->end, wide);
    *end = strip_end(cutter->text, *begin, piece->end, wide);
    if (!stays_whole(cutter, piece, *begin, *end))
        return;
    *begin = piece->begin;
    *end = piece->end;
}

static void
add_piece(Cutter *cutter, const Piece *piece)
{
    const char *text = cutter->text;
    guint32 begin, end;
    strip(cutter, piece, &begin, &end);
    Word *word = words_append(cutter->words, begin, end, look_up(cutter, begin, end));
    if (cutter->divided)
        word->flags |= WORD_BREAK;
    if (piece->seen & BYTE_APOSTROPHE && has_not(text, begin, end))
        word->flags |= WORD_NEGATES;
    if (!(piece->seen & BYTE_LOWER) && piece->seen & (BYTE_UPPER | BYTE_HIGH))
        words_note_capitals(cutter->words, word, text, cutter->vocabulary->profile);
    if (cutter->n_shifts > 0)
        unshift_word(cutter, word);
    cutter->divided = piece->seen & BYTE_CLAUSE && ends_clause(text, end, piece->end);
}

static void
count_marks(Words *words, const char *text, const Piece *piece)
{
    for (guint32 at = piece->begin; at < piece->end; at++) {
        words->exclamations += text[at] == '!';
        words->questions += text[at] == '?';
    }
}

/* The piece that begins at @at; empty if white space does. */
static Piece
find_piece(const char *text, guint32 at, guint32 end)
{
    Piece piece = { .begin = at };
    for (; at < end; at++) {
        guint8 class = class_at(text, at);
        if (class & SPACE_OR_LEAD && space_size(text, at) > 0)
            break;
        piece.seen |= class;
    }
    piece.end = at;
    return piece;
}

static void
cut(Cutter *cutter, guint32 from, guint32 to)
{
    for (guint32 at = from; at < to;) {
        Piece piece = find_piece(cutter->text, at, to);
        if (piece.seen & BYTE_CLAUSE)
            count_marks(cutter->words, cutter->text, &piece);
        if (piece.end > at)
            add_piece(cutter, &piece);
        at = piece.end < to ? piece.end + space_size(cutter->text, piece.end) : to;
    }
}

void
words_add_text(Words *words,
               const Vocabulary *vocabulary,
               const char *text,
               guint32 text_size,
               guint32 begin,
               guint32 end)
{
    Cutter cutter = {
        .words = words, .vocabulary = vocabulary, .text = text, .size = text_size, .source = begin
    };
    if (vocabulary->emoji == NULL || !expand(words, vocabulary, text, begin, end)) {
        cut(&cutter, begin, end);
        return;
    }
    cutter.text = words->expanded->str;
    cutter.size = (guint32)words->expanded->len;
    cutter.shifts = (const WordsShift *)(gconstpointer)words->shifts->data;
    cutter.n_shifts = words->shifts->len;
    cut(&cutter, 0, cutter.size);
}
