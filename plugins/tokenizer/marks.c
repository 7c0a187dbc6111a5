/* marks.c: what tokens are to the end and the beginning of a sentence.
 * SPDX-License-Identifier: MIT */
#include "marks.h"

#include <string.h>

/* The first character of a token. */
static gunichar
character_of(const Text *text, const Token *token)
{
    return galley_utf8_get(text->bytes, token->begin);
}

static guint8
class_of_token(const Text *text, const Token *token)
{
    gunichar character = character_of(text, token);
    return character < 0x80 ? CLASS_COUNT : class_of(text->classes, character);
}

/* ---- ends ---- */

static MarkKind
mark_of_punctuation(const Text *text, const Token *token)
{
    const char *bytes = text->bytes + token->begin;
    guint32 size = token->end - token->begin;
    if (size == 1) /* nearly all, so without a search */
        return bytes[0] == '.'                      ? MARK_PERIOD
               : bytes[0] == '!' || bytes[0] == '?' ? MARK_EXCLAMATION
                                                    : MARK_NONE;
    if (memchr(bytes, '!', size) || memchr(bytes, '?', size))
        return MARK_EXCLAMATION;
    if (bytes[0] == '.')
        return MARK_ELLIPSIS;
    guint8 class = class_of_token(text, token);
    if (class == CLASS_ELLIPSIS)
        return MARK_ELLIPSIS;
    return class == CLASS_WIDE_END ? MARK_PERIOD : MARK_NONE;
}

static gboolean
is_glued(const Token *rows, guint32 i, guint32 end)
{
    return i < end && (rows[i].flags & TOKEN_GLUED);
}

/* "N°. 5", "for 1. above": the period of a number is no end. */
static gboolean
is_numbering(const Text *text, const Token *rows, guint32 i, guint32 end)
{
    if (i == 0 || i + 1 >= end || !is_glued(rows, i, end))
        return FALSE;
    gunichar before =
        galley_utf8_get(text->bytes, galley_utf8_previous(text->bytes, rows[i].begin));
    if (before == 0xB0 || before == 0xBA)
        return rows[i + 1].kind == GALLEY_TOKEN_KIND_NUMBER;
    return rows[i - 1].kind == GALLEY_TOKEN_KIND_NUMBER &&
           rows[i - 1].end - rows[i - 1].begin < 3 &&
           shape_of_token(text, &rows[i + 1]) == SHAPE_LOWER;
}

MarkKind
mark_at(const Text *text, const Token *rows, guint32 i, guint32 end)
{
    const Token *token = &rows[i];
    if (token->period == PERIOD_CLOSING || token->period == PERIOD_LETTERS)
        return MARK_ABBREVIATION;
    if (token->kind != GALLEY_TOKEN_KIND_PUNCTUATION)
        return MARK_NONE;
    MarkKind kind = mark_of_punctuation(text, token);
    if (kind == MARK_PERIOD && is_numbering(text, rows, i, end))
        return MARK_NONE;
    if (kind == MARK_PERIOD && i > 0 && !is_glued(rows, i, end) &&
        text->bytes[rows[i - 1].begin] == '.')
        return MARK_ELLIPSIS;
    gboolean prefix =
        kind == MARK_EXCLAMATION && !is_glued(rows, i, end) && is_glued(rows, i + 1, end);
    return prefix ? MARK_NONE : kind;
}

/* ---- beginnings ---- */

static Shape
shape_of_letters(gunichar character)
{
    if (galley_unichar_is_lower(character))
        return SHAPE_LOWER;
    return galley_unichar_is_digit(character) ? SHAPE_DIGIT : SHAPE_UPPER;
}

/* A word may begin with an apostrophe: 'Tis. */
static Shape
shape_of_word(const Text *text, const Token *token)
{
    gunichar character = character_of(text, token);
    if (character == '\'' || character == 0x2019 || character == '`') {
        guint32 next = galley_utf8_next(text->bytes, token->begin);
        return next < token->end ? shape_of_letters(galley_utf8_get(text->bytes, next))
                                 : SHAPE_OTHER;
    }
    return shape_of_letters(character);
}

static Shape
shape_of_mark(const Text *text, const Token *token)
{
    /* Of ASCII, but for those that cannot begin a sentence. */
    static const guint8 shapes[128] = {
        ['('] = SHAPE_OPENING,  ['['] = SHAPE_OPENING, ['{'] = SHAPE_OPENING, ['"'] = SHAPE_OPENING,
        ['\''] = SHAPE_OPENING, ['`'] = SHAPE_OPENING, ['<'] = SHAPE_OPENING, ['*'] = SHAPE_OPENING,
        ['#'] = SHAPE_OPENING,  ['>'] = SHAPE_OPENING, ['$'] = SHAPE_DIGIT,   ['-'] = SHAPE_DASH,
        ['.'] = SHAPE_END,      ['!'] = SHAPE_END,     ['?'] = SHAPE_END,
    };
    gunichar character = character_of(text, token);
    if (character < 0x80)
        return shapes[character] ? (Shape)shapes[character] : SHAPE_OTHER;
    switch (class_of_token(text, token)) {
    case CLASS_OPEN:
    case CLASS_APOSTROPHE:
        return SHAPE_OPENING;
    case CLASS_DASH:
        return SHAPE_DASH;
    case CLASS_CURRENCY:
        return SHAPE_DIGIT;
    case CLASS_ELLIPSIS:
        return SHAPE_END;
    case CLASS_PUNCTUATION:
        return character == 0x2022 || character == 0x2023 || character == 0x2043 ||
                       character == 0xBF || character == 0xA1
                   ? SHAPE_OPENING
                   : SHAPE_OTHER;
    default:
        return SHAPE_OTHER;
    }
}

Shape
shape_of_any(const Text *text, const Token *token)
{
    switch (token->kind) {
    case GALLEY_TOKEN_KIND_WORD:
        return shape_of_word(text, token);
    case GALLEY_TOKEN_KIND_NUMBER:
        return SHAPE_DIGIT;
    case GALLEY_TOKEN_KIND_PUNCTUATION:
    case GALLEY_TOKEN_KIND_SYMBOL:
        return shape_of_mark(text, token);
    case GALLEY_TOKEN_KIND_EMOTICON:
    case GALLEY_TOKEN_KIND_EMOJI:
        return SHAPE_OTHER;
    default:
        return SHAPE_UPPER;
    }
}

/* ---- between ---- */

/* A straight quotation mark closes what is before it unless it is glued to what follows alone. */
static gboolean
straight_closes(const Token *rows, guint32 i, guint32 end)
{
    gboolean glued = (rows[i].flags & TOKEN_GLUED) != 0;
    gboolean next_glued = i + 1 < end && (rows[i + 1].flags & TOKEN_GLUED);
    if (glued)
        return !next_glued || rows[i + 1].kind == GALLEY_TOKEN_KIND_PUNCTUATION;
    return FALSE;
}

gboolean
closes(const Text *text, const Token *rows, guint32 i, guint32 end)
{
    if (rows[i].kind == GALLEY_TOKEN_KIND_EMOTICON || rows[i].kind == GALLEY_TOKEN_KIND_EMOJI)
        return TRUE;
    if (rows[i].kind != GALLEY_TOKEN_KIND_PUNCTUATION)
        return FALSE;
    char byte = rows[i].first;
    if (byte == ')' || byte == ']' || byte == '}')
        return TRUE;
    if (byte == '"' || byte == '\'')
        return straight_closes(rows, i, end);
    if ((guint8)byte < 0x80)
        return FALSE;
    guint8 class = class_of_token(text, &rows[i]);
    return class == CLASS_CLOSE || (class == CLASS_APOSTROPHE && (rows[i].flags & TOKEN_GLUED));
}

static gboolean
is_byte(const Text *text, const Token *token, char byte)
{
    return token->end - token->begin == 1 && text->bytes[token->begin] == byte;
}

/* "[...]", straight or curly */
static guint32
behind_omission(const Text *text, const Token *rows, guint32 i, guint32 end)
{
    return i + 2 < end && is_byte(text, &rows[i], '[') && is_byte(text, &rows[i + 2], ']') &&
                   rows[i + 1].kind == GALLEY_TOKEN_KIND_PUNCTUATION &&
                   mark_of_punctuation(text, &rows[i + 1]) == MARK_ELLIPSIS
               ? i + 3
               : i;
}

guint32
behind_notes(const Text *text, const Token *rows, guint32 i, guint32 end)
{
    while (i + 2 < end && is_byte(text, &rows[i], '[') &&
           rows[i + 1].kind == GALLEY_TOKEN_KIND_NUMBER && is_byte(text, &rows[i + 2], ']'))
        i += 3;
    if (i < end && rows[i].kind == GALLEY_TOKEN_KIND_NUMBER && (rows[i].flags & TOKEN_GLUED))
        while (i < end && rows[i].kind == GALLEY_TOKEN_KIND_NUMBER)
            i++;
    return i < end ? behind_omission(text, rows, i, end) : i;
}

gboolean
glued_begins(const Text *text, const Token *rows, guint32 mark, guint32 next)
{
    MarkKind kind = mark_of_punctuation(text, &rows[mark]);
    return mark > 0 && (kind == MARK_PERIOD || kind == MARK_EXCLAMATION) && next == mark + 1 &&
           rows[mark].kind == GALLEY_TOKEN_KIND_PUNCTUATION &&
           rows[mark - 1].kind <= GALLEY_TOKEN_KIND_NUMBER &&
           rows[mark - 1].end - rows[mark - 1].begin > 1 &&
           rows[next].kind == GALLEY_TOKEN_KIND_WORD &&
           galley_unichar_is_upper(galley_utf8_get(text->bytes, rows[next].begin));
}

guint32
spaced_periods(const Text *text, const Token *rows, guint32 i, guint32 end)
{
    guint32 n = 0;
    while (n < SPACED_MOST && i + n < end && !(rows[i + n].flags & TOKEN_GLUED) &&
           text->bytes[rows[i + n].begin] == '.' && rows[i + n].end - rows[i + n].begin == 1)
        n++;
    return n;
}
