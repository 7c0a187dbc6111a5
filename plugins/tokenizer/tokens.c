/* tokens.c: from longest matches to rows: clitics, hyphens, units, periods.
 * SPDX-License-Identifier: MIT */
#include "tokens.h"

#include "periods.h"
#include "words.h"

#include <string.h>

/** Reading: where the reader is in the text. */
typedef struct {
    const Text *text;
    Tokens *tokens;
    const TokenOptions *options;
    guint32 at;        /* the next character */
    gboolean glued;    /* no white space before it */
    gboolean in_quote; /* a single quotation mark is open in this line */
} Reading;

/* Of the matches that are rows as they are. */
static const guint8 kind_of_match[MATCH_COUNT] = {
    [MATCH_NONE] = GALLEY_TOKEN_KIND_SYMBOL,   [MATCH_URL] = GALLEY_TOKEN_KIND_URL,
    [MATCH_EMAIL] = GALLEY_TOKEN_KIND_EMAIL,   [MATCH_HASHTAG] = GALLEY_TOKEN_KIND_HASHTAG,
    [MATCH_HANDLE] = GALLEY_TOKEN_KIND_HANDLE, [MATCH_EMOTICON] = GALLEY_TOKEN_KIND_EMOTICON,
    [MATCH_EMOJI] = GALLEY_TOKEN_KIND_EMOJI,   [MATCH_SYMBOL] = GALLEY_TOKEN_KIND_SYMBOL,
};

/* ---- rows ---- */

static Token *
add(Reading *reading, guint32 begin, guint32 end, guint8 kind, guint8 flags)
{
    Token *token = tokens_add(reading->tokens);
    *token =
        (Token){ .begin = begin, .end = end, .kind = kind, .first = reading->text->bytes[begin] };
    token->flags = flags | (reading->glued ? TOKEN_GLUED : 0);
    reading->glued = TRUE;
    reading->at = end;
    return token;
}

static Token *
last(const Reading *reading)
{
    return reading->tokens->n_rows ? &reading->tokens->rows[reading->tokens->n_rows - 1] : NULL;
}

static char
byte_at(const Reading *reading, guint32 at)
{
    return at < reading->text->size ? reading->text->bytes[at] : ' ';
}

/* The width of an apostrophe at @at, 0 if there is none. */
static guint32
apostrophe_at(const Reading *reading, guint32 at)
{
    const Text *text = reading->text;
    return at < text->size ? words_apostrophe(text->bytes, at, text->size) : 0;
}

/* Whether a letter, digit or mark begins at @at. */
static gboolean
word_at(const Reading *reading, guint32 at)
{
    return at < reading->text->size && text_in_word(reading->text, at);
}

/* ---- words ---- */

/* Where the last apostrophe between @begin and @end stands, @end if there is none. */
static guint32
last_apostrophe(const Reading *reading, guint32 begin, guint32 end)
{
    for (guint32 at = end; at-- > begin;)
        if (apostrophe_at(reading, at))
            return at;
    return end;
}

/* Where the clitic begins that the word ends in, @end if in none: do|n't, Trump|'s. */
static guint32
clitic_begin(const Reading *reading, guint32 begin, guint32 end)
{
    const char *bytes = reading->text->bytes;
    guint32 apostrophe = last_apostrophe(reading, begin, end);
    if (apostrophe == end || apostrophe == begin)
        return end;
    guint32 ending = apostrophe + apostrophe_at(reading, apostrophe);
    if (!(words_find(bytes, ending, end).flags & WORD_CLITICS))
        return end;
    if (g_ascii_tolower(bytes[ending]) != 't')
        return apostrophe;
    guint32 n = apostrophe - 1;
    return n > begin && g_ascii_tolower(bytes[n]) == 'n' ? n : end;
}

/* A word and its clitics, at most so many as one would write: could|n't|'ve. */
static void
add_word(Reading *reading, guint32 begin, guint32 end, guint8 kind)
{
    guint32 cuts[4], n_cuts = 0;
    cuts[n_cuts++] = end;
    while (n_cuts < G_N_ELEMENTS(cuts)) {
        guint32 cut = clitic_begin(reading, begin, cuts[n_cuts - 1]);
        if (cut == cuts[n_cuts - 1])
            break;
        cuts[n_cuts++] = cut;
    }
    guint8 flags = 0;
    while (n_cuts-- > 0) {
        add(reading, begin, cuts[n_cuts], kind, flags);
        begin = cuts[n_cuts];
        flags = TOKEN_CLITIC;
        kind = GALLEY_TOKEN_KIND_WORD;
    }
}

/* Where the last piece of a word with hyphens begins: ex-|Sen. */
static guint32
last_piece(const Reading *reading, guint32 begin, guint32 end)
{
    guint32 piece = end;
    while (piece > begin && reading->text->bytes[piece - 1] != '-')
        piece--;
    return piece == end ? begin : piece;
}

/* Takes the period behind the last row into it where it is an abbreviation's. */
static void
take_period(Reading *reading)
{
    Token *token = last(reading);
    if (byte_at(reading, token->end) != '.')
        return;
    const Token *previous = reading->tokens->n_rows > 1 ? token - 1 : NULL;
    guint32 begin = last_piece(reading, token->begin, token->end);
    token->period = period_of_word(reading->text, previous, begin, token->end);
    if (token->period != PERIOD_NONE)
        reading->at = ++token->end;
}

/* A word broken off in speech: "th- th- the". One letter, or up to three consonants. */
static void
take_stutter(Reading *reading)
{
    Token *token = last(reading);
    guint32 size = token->end - token->begin;
    const char *bytes = reading->text->bytes + token->begin;
    if (size > 3 || byte_at(reading, token->end) != '-' ||
        byte_at(reading, token->end + 1) == '-' || word_at(reading, token->end + 1))
        return;
    for (guint32 i = 0; i < size; i++)
        if (!g_ascii_isalpha(bytes[i]) || (size > 1 && strchr("aeiouAEIOU", bytes[i])) ||
            (i > 0 && g_ascii_isupper(bytes[i])))
            return;
    reading->at = ++token->end;
}

static void
read_word(Reading *reading, guint32 begin, guint32 end)
{
    add(reading, begin, end, GALLEY_TOKEN_KIND_WORD, 0);
    char next = byte_at(reading, end);
    if (G_UNLIKELY(next == '.'))
        take_period(reading);
    else if (G_UNLIKELY(next == '-'))
        take_stutter(reading);
}

static void
read_elided(Reading *reading, guint32 begin, guint32 end)
{
    add_word(reading, begin, end, GALLEY_TOKEN_KIND_WORD);
    take_period(reading);
}

/* The word behind the blank at @at, as the lists have it. */
static guint32
flags_behind(const Reading *reading, guint32 at)
{
    guint32 begin = at + 1, end = begin;
    if (byte_at(reading, at) != ' ')
        return 0;
    while (end - begin < 16 && g_ascii_isalpha(byte_at(reading, end)))
        end++;
    return words_find(reading->text->bytes, begin, end).flags;
}

/* "IM" is a message; "its" before a noun is a possessive. */
static gboolean
is_parted(const Reading *reading, const Word *word, guint32 begin, guint32 end)
{
    if (!word->parted || reading->options->keep_contractions ||
        (end - begin == 2 && g_ascii_isupper(reading->text->bytes[begin + 1])))
        return FALSE;
    return !(word->flags & WORD_DOUBTFUL) || (flags_behind(reading, end) & WORD_AFTER_DOUBTFUL);
}

static void
read_contraction(Reading *reading, guint32 begin, guint32 end)
{
    const char *bytes = reading->text->bytes;
    Word word = words_find(bytes, begin, end);
    if (!is_parted(reading, &word, begin, end)) {
        read_word(reading, begin, end);
        return;
    }
    guint32 cut = begin;
    for (guint8 i = 0; i < word.parted; i++)
        cut = galley_utf8_next(bytes, cut);
    add(reading, begin, cut, GALLEY_TOKEN_KIND_WORD, 0);
    add(reading, cut, end, GALLEY_TOKEN_KIND_WORD, TOKEN_CLITIC);
}

static void
read_initialism(Reading *reading, guint32 begin, guint32 end)
{
    Token *token = add(reading, begin, end, GALLEY_TOKEN_KIND_WORD, 0);
    token->period = reading->text->bytes[end - 1] == '.' ? PERIOD_LETTERS : PERIOD_NONE;
}

/* ---- hyphens ---- */

static guint32
hyphen_width(const Reading *reading, guint32 at)
{
    return reading->text->bytes[at] == '-' ? 1 : galley_utf8_next(reading->text->bytes, at) - at;
}

static gboolean
is_hyphen(const Reading *reading, guint32 at)
{
    char byte = reading->text->bytes[at];
    if (byte == '-')
        return TRUE;
    gunichar character = (guint8)byte < 0x80 ? 0 : galley_utf8_get(reading->text->bytes, at);
    return character == 0x2010 || character == 0x2011;
}

static guint32
hyphen_after(const Reading *reading, guint32 at, guint32 end)
{
    while (at < end && !is_hyphen(reading, at))
        at = galley_utf8_next(reading->text->bytes, at);
    return at;
}

/* Whether the word is parted at the hyphen between @begin and @end. */
static gboolean
parts_at(const Reading *reading, guint32 begin, guint32 hyphen, guint32 end)
{
    if (reading->options->hyphen != HYPHEN_LIST)
        return reading->options->hyphen == HYPHEN_SPLIT;
    const char *bytes = reading->text->bytes;
    guint32 behind = hyphen + hyphen_width(reading, hyphen);
    guint32 next = hyphen_after(reading, behind, end);
    return !(words_find(bytes, begin, hyphen).flags & WORD_HYPHEN_PREFIXES) &&
           !(words_find(bytes, behind, next).flags & WORD_HYPHEN_SUFFIXES);
}

static guint8
kind_of_piece(const Reading *reading, guint32 begin)
{
    gunichar first = galley_utf8_get(reading->text->bytes, begin);
    return galley_unichar_is_digit(first) ? GALLEY_TOKEN_KIND_NUMBER : GALLEY_TOKEN_KIND_WORD;
}

/* Korea-U.S.: the last piece is the beginning of something longer. Where the compound ends without
 * it. */
static guint32
without_initial(const Reading *reading, guint32 begin, guint32 end)
{
    guint32 piece = galley_utf8_previous(reading->text->bytes, end);
    guint32 hyphen = galley_utf8_previous(reading->text->bytes, piece);
    gboolean initial = byte_at(reading, end) == '.' && word_at(reading, end + 1);
    return initial && hyphen > begin && is_hyphen(reading, hyphen) ? piece : end;
}

/* non-U.S.: a prefix that stays, and the initials behind it, in one row. */
static void
add_prefixed_initials(Reading *reading, guint32 begin, guint32 initials)
{
    guint32 end = scan_longest(reading->text, initials, FALSE).end;
    Token *token = add(reading, begin, end, GALLEY_TOKEN_KIND_WORD, 0);
    token->period = reading->text->bytes[end - 1] == '.' ? PERIOD_LETTERS : PERIOD_NONE;
}

static void
read_compound(Reading *reading, guint32 begin, guint32 end)
{
    guint32 whole = end;
    end = without_initial(reading, begin, end);
    guint32 piece = begin;
    for (guint32 hyphen = hyphen_after(reading, begin, end); hyphen < end;) {
        guint32 behind = hyphen + hyphen_width(reading, hyphen);
        if (parts_at(reading, piece, hyphen, end)) {
            add_word(reading, piece, hyphen, kind_of_piece(reading, piece));
            add(reading, hyphen, behind, GALLEY_TOKEN_KIND_PUNCTUATION, 0);
            piece = behind;
        }
        hyphen = hyphen_after(reading, behind, end);
    }
    if (piece == end)
        return;
    if (end < whole) {
        add_prefixed_initials(reading, piece, end);
        return;
    }
    add_word(reading, piece, end, kind_of_piece(reading, piece));
    take_period(reading);
}

/* ---- numbers ---- */

/* "2." and "2.1." at the beginning of a line, before a blank: the number of a heading or list
 * item. */
static void
read_number(Reading *reading, guint32 begin, guint32 end)
{
    gboolean numbering = (begin == 0 || byte_at(reading, begin - 1) == '\n') && end - begin <= 6 &&
                         byte_at(reading, end) == '.' && byte_at(reading, end + 1) == ' ';
    add(reading, begin, end + numbering, GALLEY_TOKEN_KIND_NUMBER, 0);
}

static guint32
first_letter(const Reading *reading, guint32 begin, guint32 end)
{
    while (begin < end && !galley_unichar_is_alpha(galley_utf8_get(reading->text->bytes, begin)))
        begin = galley_utf8_next(reading->text->bytes, begin);
    return begin;
}

/* 5pm and 10km are two words, 20th and 4G one. */
static void
read_measure(Reading *reading, guint32 begin, guint32 end)
{
    guint32 unit = first_letter(reading, begin, end);
    gboolean clock = reading->text->bytes[end - 1] == '.';
    if (clock || (words_find(reading->text->bytes, unit, end).flags & WORD_UNITS)) {
        add(reading, begin, unit, GALLEY_TOKEN_KIND_NUMBER, 0);
        add(reading, unit, end, GALLEY_TOKEN_KIND_WORD, 0)->period =
            clock ? PERIOD_LETTERS : PERIOD_NONE;
        if (!clock)
            take_period(reading);
    } else {
        add(reading, begin, end, GALLEY_TOKEN_KIND_NUMBER, 0);
    }
}

/* ---- apostrophes and marks ---- */

static gboolean
ends_in(const Reading *reading, const Token *token, const char *ending)
{
    guint32 size = (guint32)strlen(ending);
    const char *bytes = reading->text->bytes + token->end - size;
    return token->end - token->begin > size && g_ascii_strncasecmp(bytes, ending, size) == 0;
}

/* The apostrophe of Workers’ and of cookin’: glued to a word and nothing glued to it. */
static gboolean
read_final_apostrophe(Reading *reading, guint32 begin, guint32 end)
{
    Token *word = last(reading);
    if (!reading->glued || reading->in_quote || !word || word->kind != GALLEY_TOKEN_KIND_WORD)
        return FALSE;
    if (ends_in(reading, word, "s")) {
        add(reading, begin, end, GALLEY_TOKEN_KIND_WORD, TOKEN_CLITIC);
        return TRUE;
    }
    if (ends_in(reading, word, "in") && word->end - word->begin >= 4) {
        reading->at = word->end = end;
        return TRUE;
    }
    return FALSE;
}

static void
read_mark(Reading *reading, guint32 begin, guint32 end, guint8 kind)
{
    gboolean apostrophe = apostrophe_at(reading, begin) == end - begin;
    if (apostrophe && read_final_apostrophe(reading, begin, end))
        return;
    gboolean glued = reading->glued;
    add(reading, begin, end, kind, 0);
    if (apostrophe || memcmp(reading->text->bytes + begin, "\u2018", MIN(3, end - begin)) == 0)
        reading->in_quote = !glued;
}

/* 's behind a word that rules have parted from it; 'tis, 'em, '90s; else a mark and what follows.
 */
static void
read_apostrophised(Reading *reading, guint32 begin, guint32 end)
{
    guint32 behind = begin + apostrophe_at(reading, begin);
    guint32 flags = words_find(reading->text->bytes, behind, end).flags;
    if (reading->glued && (flags & WORD_CLITICS))
        add(reading, begin, end, GALLEY_TOKEN_KIND_WORD, TOKEN_CLITIC);
    else if (!reading->glued && (flags & WORD_APOSTROPHISED))
        add(reading, begin, end, GALLEY_TOKEN_KIND_WORD, 0);
    else
        read_mark(reading, begin, behind, GALLEY_TOKEN_KIND_PUNCTUATION);
}

/* ---- the reader ---- */

static void
read_match(Reading *reading, Match match)
{
    guint32 begin = reading->at;
    switch (match.kind) {
    case MATCH_WORD:
        read_word(reading, begin, match.end);
        break;
    case MATCH_ELIDED:
        read_elided(reading, begin, match.end);
        break;
    case MATCH_COMPOUND:
        read_compound(reading, begin, match.end);
        break;
    case MATCH_CONTRACTION:
        read_contraction(reading, begin, match.end);
        break;
    case MATCH_APOSTROPHISED:
        read_apostrophised(reading, begin, match.end);
        break;
    case MATCH_INITIALISM:
        read_initialism(reading, begin, match.end);
        break;
    case MATCH_NUMBER:
        read_number(reading, begin, match.end);
        break;
    case MATCH_MEASURE:
        read_measure(reading, begin, match.end);
        break;
    case MATCH_PUNCTUATION:
        read_mark(reading, begin, match.end, GALLEY_TOKEN_KIND_PUNCTUATION);
        break;
    default:
        add(reading, begin, match.end, kind_of_match[match.kind], 0);
    }
}

/* Steps over white space to the next token; FALSE if there is none. */
static gboolean
find_token(Reading *reading)
{
    const Text *text = reading->text;
    guint32 at = reading->at, width;
    while (at < text->size && text_is_space(text, at, &width)) {
        if (text->bytes[at] == '\n')
            reading->in_quote = FALSE;
        at += width;
        reading->glued = FALSE;
    }
    reading->at = at;
    return at < text->size;
}

/* Whether a token at @at stands free: nothing before it, or a mark that opens or joins. */
static gboolean
stands_free(const Reading *reading)
{
    static const guint8 frees[256] = {
        ['('] = TRUE,  ['['] = TRUE, ['{'] = TRUE, ['<'] = TRUE, ['"'] = TRUE,
        ['\''] = TRUE, ['-'] = TRUE, ['/'] = TRUE, ['='] = TRUE, ['>'] = TRUE,
        ['*'] = TRUE,  ['~'] = TRUE, ['|'] = TRUE, ['$'] = TRUE,
    };
    return !reading->glued || frees[(guint8)reading->text->bytes[reading->at - 1]];
}

void
tokens_read(Tokens *tokens, const Text *text, const TokenOptions *options)
{
    Reading reading = { .text = text, .tokens = tokens, .options = options };
    tokens->n_rows = 0;
    while (find_token(&reading)) {
        guint32 end = scan_word(text, reading.at);
        if (end != 0) {
            read_word(&reading, reading.at, end);
            continue;
        }
        Match match = scan_longest(text, reading.at, stands_free(&reading));
        if (G_UNLIKELY(match.kind == MATCH_NONE))
            match.end = galley_utf8_next(text->bytes, reading.at);
        read_match(&reading, match);
    }
}

void
tokens_clear(Tokens *tokens)
{
    g_clear_pointer(&tokens->rows, g_free);
    tokens->n_rows = tokens->n_allocated = 0;
}
