/* marks.h: what tokens are to the end and the beginning of a sentence.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "tokens.h"

/* So many periods with blanks between say all there is to say; further ones are not counted. */
#define SPACED_MOST 5

/** MarkKind: a token that may end a sentence. */
typedef enum {
    MARK_NONE,
    MARK_PERIOD,
    MARK_EXCLAMATION, /* ! and ?, runs with them too */
    MARK_ELLIPSIS,
    MARK_ABBREVIATION, /* one that can be the last word: Inc., U.S. */
} MarkKind;

/** Shape: a token as the beginning of a sentence. */
typedef enum {
    SHAPE_UPPER, /* or a letter that has no case, a URL */
    SHAPE_LOWER,
    SHAPE_DIGIT,   /* or a currency sign */
    SHAPE_OPENING, /* a mark that opens, a bullet */
    SHAPE_DASH,
    SHAPE_END,   /* an end mark */
    SHAPE_OTHER, /* a mark that cannot begin one */
} Shape;

/** mark_at: what row @i is; @end is behind the paragraph's last row */
MarkKind mark_at(const Text *text, const Token *rows, guint32 i, guint32 end);
/** shape_of_any: shape_of_token() of a token of any kind */
Shape shape_of_any(const Text *text, const Token *token);

/** shape_of_token: what @token looks like; most are words of ASCII */
static inline Shape
shape_of_token(const Text *text, const Token *token)
{
    if (token->kind == GALLEY_TOKEN_KIND_WORD && (guint8)((token->first | 0x20) - 'a') < 26)
        return is_lower_byte(token->first) ? SHAPE_LOWER : SHAPE_UPPER;
    return shape_of_any(text, token);
}

/** closes: whether row @i, behind an end mark, belongs to the same sentence: a quotation mark or
 * bracket, a face */
gboolean closes(const Text *text, const Token *rows, guint32 i, guint32 end);
/** behind_notes: steps over notes glued on: "ahead.[7][8]", "ahead.12" */
guint32 behind_notes(const Text *text, const Token *rows, guint32 i, guint32 end);
/** glued_begins: whether @next, glued to the end mark @mark, begins a sentence: "country.They" */
gboolean glued_begins(const Text *text, const Token *rows, guint32 mark, guint32 next);
/** spaced_periods: how many periods follow from row @i on, each with a blank before it; at most
 * SPACED_MOST */
guint32 spaced_periods(const Text *text, const Token *rows, guint32 i, guint32 end);
