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

/* Characters up to which a word keeps its punctuation in VADER. */
#define SHORT_WORD 2

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

/* Whether @begin to @end has at most SHORT_WORD characters. */
static gboolean
is_short(const char *text, guint32 begin, guint32 end)
{
    if (end - begin <= SHORT_WORD)
        return TRUE;
    return end - begin <= SHORT_WORD * 4 &&
           galley_utf8_count(text + begin, end - begin) <= SHORT_WORD;
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
    guint32 begin, end; /* of the stretch */
    guint32 flags;      /* of WordFlags: what stands before the next word makes of it */
    /* the last bytes of the stretch, and blanks behind them, so that BYTES_SIZE can always be read */
    char tail[2 * BYTES_SIZE];
    guint32 tail_begin;
    /* words that are still to be looked up, by their index */
    LexiconView lexicon;
    Candidate candidates[CANDIDATES];
    Candidate *next_candidate;
} Cutter;

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

/* ---- pieces of any kind ---- */

static void
count_marks(Words *words, const char *text, const Piece *piece)
{
    for (guint32 at = piece->begin; at < piece->end; at++) {
        words->exclamations += text[at] == '!';
        words->questions += text[at] == '?';
    }
}

static void
add_piece(Cutter *cutter, const Piece *piece)
{
    const char *text = cutter->text;
    guint32 begin, end;
    if (piece->seen & BYTE_CLAUSE)
        count_marks(cutter->words, text, piece);
    strip(cutter, piece, &begin, &end);
    Word *word = words_append(cutter->words, begin, end, look_up(cutter, begin, end));
    word->flags = cutter->flags;
    if (piece->seen & BYTE_APOSTROPHE && has_not(text, begin, end))
        word->flags |= WORD_NEGATES;
    if (!(piece->seen & BYTE_LOWER) && piece->seen & (BYTE_UPPER | BYTE_HIGH))
        words_note_capitals(cutter->words, word, text, cutter->vocabulary->profile);
    gboolean divides = piece->seen & BYTE_CLAUSE && ends_clause(text, end, piece->end);
    cutter->flags = divides ? WORD_BREAK : 0;
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

/* Returns where the next begins. */
static G_GNUC_NO_INLINE guint32
take_piece(Cutter *cutter, guint32 at)
{
    Piece piece = find_piece(cutter->text, at, cutter->end);
    if (piece.end > at)
        add_piece(cutter, &piece);
    return piece.end < cutter->end ? piece.end + space_size(cutter->text, piece.end) : cutter->end;
}

/* ---- pieces of less than BYTES_SIZE bytes, all of them ASCII: nearly all ---- */

/* Where BYTES_SIZE bytes can be read that stand at @at; there are blanks behind the stretch. */
static inline const char *
readable(const Cutter *cutter, guint32 at)
{
    return cutter->end - at >= BYTES_SIZE ? cutter->text + at
                                          : cutter->tail + (at - cutter->tail_begin);
}

/* The words in candidates become what the lexicon has of them. */
static void
settle(Cutter *cutter)
{
    Words *words = cutter->words;
    for (const Candidate *candidate = cutter->candidates; candidate < cutter->next_candidate;
         candidate++) {
        guint32 number = candidate_find(candidate, cutter->lexicon.words);
        words_set_entry(words, &words->word[candidate->index], &cutter->lexicon.entries[number]);
    }
    cutter->next_candidate = cutter->candidates;
}

/* Sends for the last word, @size bytes of @bytes. */
static inline void
send_for(Cutter *cutter, Bytes bytes, guint32 size)
{
    cutter->next_candidate += candidate_consider(cutter->next_candidate, cutter->lexicon.words,
                                                 key_of_bytes(bytes, size), cutter->words->n - 1);
    if (G_UNLIKELY(cutter->next_candidate == cutter->candidates + CANDIDATES))
        settle(cutter);
}

/* Adds @size bytes from @begin on, which are the first of @bytes; @letters: those of them that are. */
static inline void
add_short(Cutter *cutter, Bytes bytes, Bytes letters, guint32 begin, guint32 size, guint32 flags)
{
    Words *words = cutter->words;
    Word *word = words_append_unknown(words, begin, begin + size);
    Bytes lower = bytes | (letters & 0x20);
    guint32 all = (1u << size) - 1;
    word->flags = cutter->flags | flags;
    cutter->flags = 0;
    if (G_UNLIKELY((bytes_mask(letters & (Bytes)(bytes == lower)) & all) == 0))
        words_note_capitals(words, word, cutter->text, cutter->vocabulary->profile);
    send_for(cutter, lower, size);
}

static guint32
count_bits(guint32 mask)
{
    guint32 n = 0;
    for (; mask != 0; mask &= mask - 1)
        n++;
    return n;
}

/* Where the word of a piece begins, and its size, without the @marks at its ends. */
static void
strip_short(guint32 marks, guint32 all, guint32 *begin, guint32 *size)
{
    guint32 others = all & ~marks;
    if (others == 0)
        return;
    guint32 first = (guint32)__builtin_ctz(others);
    guint32 n = 32 - (guint32)__builtin_clz(others) - first;
    if (n <= SHORT_WORD)
        return;
    *begin += first;
    *size = n;
}

/* The piece of @size bytes at @at, with more in it than letters and digits. */
static void
take_marked(Cutter *cutter, Bytes bytes, Bytes alphanumeric, guint32 at, guint32 size)
{
    Words *words = cutter->words;
    guint32 all = (1u << size) - 1, begin = at, word_size = size;
    strip_short(bytes_mask(bytes_within(bytes, '!', '~') & ~alphanumeric), all, &begin, &word_size);
    words->exclamations += count_bits(bytes_mask((Bytes)(bytes == '!')) & all);
    words->questions += count_bits(bytes_mask((Bytes)(bytes == '?')) & all);
    guint32 apostrophes = bytes_mask((Bytes)(bytes == '\'')) & all, end = begin + word_size;
    gboolean negates = apostrophes != 0 && has_not(cutter->text, begin, end);
    if (begin > at)
        bytes = bytes_load(readable(cutter, begin));
    add_short(cutter, bytes, bytes_letters(bytes), begin, word_size, negates ? WORD_NEGATES : 0);
    if (ends_clause(cutter->text, end, at + size))
        cutter->flags = WORD_BREAK;
}

static inline void
take_short(Cutter *cutter, Bytes bytes, guint32 at, guint32 size)
{
    Bytes letters = bytes_letters(bytes), alphanumeric = letters | bytes_within(bytes, '0', '9');
    if ((~bytes_mask(alphanumeric) & ((1u << size) - 1)) == 0)
        add_short(cutter, bytes, letters, at, size, 0);
    else if (cutter->vocabulary->profile->keep_short)
        take_marked(cutter, bytes, alphanumeric, at, size);
    else
        take_piece(cutter, at);
}

/* Takes what stands at @at, of which BYTES_SIZE bytes can be read @here. Returns where to go on. */
static inline guint32
take(Cutter *cutter, guint32 at, const char *here)
{
    Bytes bytes = bytes_load(here);
    guint32 size = (guint32)__builtin_ctz(bytes_mask(bytes_unseen(bytes)) | 1u << BYTES_SIZE);
    if (G_UNLIKELY(size == BYTES_SIZE ||
                   (here[size] != ' ' && !(class_at(here, size) & BYTE_SPACE))))
        return take_piece(cutter, at);
    if (size > 0)
        take_short(cutter, bytes, at, size);
    return at + size + 1;
}

/* The last BYTES_SIZE bytes are read where blanks stand behind them. */
static void
cut(Cutter *cutter)
{
    guint32 at = cutter->begin, end = cutter->end;
    while (at < end && end - at >= BYTES_SIZE)
        at = take(cutter, at, cutter->text + at);
    while (at < end)
        at = take(cutter, at, readable(cutter, at));
    settle(cutter);
}

static void
cut_stretch(Words *words,
            const Vocabulary *vocabulary,
            const char *text,
            guint32 size,
            guint32 begin,
            guint32 end)
{
    Cutter cutter; /* too large to be cleared for each sentence */
    guint32 n_last = MIN(end - begin, BYTES_SIZE);
    cutter.words = words;
    cutter.vocabulary = vocabulary;
    cutter.lexicon = lexicon_get_view(vocabulary->lexicon);
    cutter.text = text;
    cutter.size = size;
    cutter.begin = begin;
    cutter.end = end;
    cutter.flags = 0;
    cutter.next_candidate = cutter.candidates;
    cutter.tail_begin = end - n_last;
    memset(cutter.tail, ' ', sizeof cutter.tail);
    memcpy(cutter.tail, text + cutter.tail_begin, n_last);
    cut(&cutter);
}

void
words_add_text(Words *words,
               const Vocabulary *vocabulary,
               const char *text,
               guint32 text_size,
               guint32 begin,
               guint32 end)
{
    guint32 first = words->n;
    if (!words_expand(words, vocabulary, text, begin, end)) {
        cut_stretch(words, vocabulary, text, text_size, begin, end);
        return;
    }
    guint32 size = (guint32)words->expanded->len;
    cut_stretch(words, vocabulary, words->expanded->str, size, 0, size);
    words_unexpand(words, first, begin);
}
