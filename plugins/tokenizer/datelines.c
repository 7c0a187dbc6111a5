/* datelines.c: "NEW YORK (Reuters) –" at the beginning of a report. SPDX-License-Identifier: MIT */
#include "datelines.h"

#include <string.h>

#include "words.h"

/* A dateline has at most so many tokens, and what follows at least so many. */
#define LONGEST 20
#define BEHIND_LEAST 3

static gboolean
is_capitals(const Text *text, const Token *token)
{
    guint n = 0;
    if (token->kind != GALLEY_TOKEN_KIND_WORD)
        return FALSE;
    for (guint32 at = token->begin; at < token->end; at = galley_utf8_next(text->bytes, at)) {
        gunichar character = galley_utf8_get(text->bytes, at);
        if (galley_unichar_is_lower(character))
            return FALSE;
        n += galley_unichar_is_upper(character);
    }
    return n >= 2;
}

static gboolean
is_name(const Text *text, const Token *token)
{
    return token->kind == GALLEY_TOKEN_KIND_WORD &&
           galley_unichar_is_upper(galley_utf8_get(text->bytes, token->begin));
}

static gboolean
is_dash(const Text *text, const Token *token)
{
    guint8 byte = (guint8)text->bytes[token->begin];
    if (byte == '-')
        return token->end - token->begin <= 3;
    return byte >= 0x80 &&
           class_of(text->classes, galley_utf8_get(text->bytes, token->begin)) == CLASS_DASH;
}

static gboolean
is_byte(const Text *text, const Token *token, const char *set)
{
    char byte = text->bytes[token->begin];
    return token->end - token->begin == 1 && byte && strchr(set, byte);
}

static gboolean
is_agency(const Text *text, const Token *token)
{
    return (words_find(text->bytes, token->begin, token->end).flags & WORD_AGENCIES) != 0;
}

/* The row behind the bracket that opens at @i, if it is short and names an agency; @i otherwise. */
static guint32
behind_agency(const Text *text, const Token *rows, guint32 i, guint32 end)
{
    guint32 last = MIN(end, i + 8);
    for (guint32 j = i + 1; j < last; j++)
        if (is_byte(text, &rows[j], ")"))
            return j > i + 1 && is_name(text, &rows[i + 1]) ? j + 1 : i;
    return i;
}

/* The row behind a bracket with an agency of the list. */
static guint32
behind_listed_agency(const Text *text, const Token *rows, guint32 i, guint32 end)
{
    return i + 1 < end && is_agency(text, &rows[i + 1]) ? behind_agency(text, rows, i, end) : i;
}

/* A dash and a sentence behind it, and a blank between unless @tight. */
static gboolean
dash_closes(const Text *text, const Token *rows, guint32 i, guint32 end, gboolean tight)
{
    return i + BEHIND_LEAST < end && is_dash(text, &rows[i]) &&
           (tight || !(rows[i + 1].flags & TOKEN_GLUED)) &&
           !galley_unichar_is_lower(galley_utf8_get(text->bytes, rows[i + 1].begin));
}

/* "(Reuters) -" */
static guint32
agency_end(const Text *text, const Token *rows, guint32 begin, guint32 end)
{
    guint32 behind = behind_listed_agency(text, rows, begin, end);
    return behind > begin && dash_closes(text, rows, behind, end, TRUE) ? behind + 1 : 0;
}

/* "Boulder, Colo., Feb. 23 (UPI) --": the place is in small letters, so nothing but an agency of the list
 * tells. */
static guint32
named_end(const Text *text, const Token *rows, guint32 begin, guint32 end)
{
    guint32 last = MIN(end, begin + LONGEST);
    for (guint32 i = begin; i < last; i++) {
        if (is_byte(text, &rows[i], "("))
            return agency_end(text, rows, i, end);
        if (!is_name(text, &rows[i]) && !is_byte(text, &rows[i], ",/.") &&
            rows[i].kind != GALLEY_TOKEN_KIND_NUMBER)
            return 0;
    }
    return 0;
}

/* "SAN JUAN, Puerto Rico, May 3 –", "ROME (AGI) –": a place in capitals. */
static guint32
capitals_end(const Text *text, const Token *rows, guint32 begin, guint32 end)
{
    gboolean agency = FALSE,
             part = FALSE; /* part: behind a comma names need no capitals throughout */
    guint32 last = MIN(end, begin + LONGEST);
    for (guint32 i = begin + 1; i < last; i++) {
        if (dash_closes(text, rows, i, end, FALSE))
            return agency || part || i == begin + 1 || is_capitals(text, &rows[i - 1]) ? i + 1 : 0;
        if (!agency && is_byte(text, &rows[i], "(")) {
            guint32 behind = behind_agency(text, rows, i, end);
            if (behind == i)
                return 0;
            agency = TRUE;
            i = behind - 1;
        } else if (is_byte(text, &rows[i], ",")) {
            part = TRUE;
        } else if (!is_byte(text, &rows[i], "/.") && !is_capitals(text, &rows[i]) &&
                   !(part &&
                     (is_name(text, &rows[i]) || rows[i].kind == GALLEY_TOKEN_KIND_NUMBER))) {
            return 0;
        }
    }
    return 0;
}

guint32
dateline_end(const Text *text, const Token *rows, guint32 begin, guint32 end)
{
    guint32 found = 0;
    if (begin < end && is_capitals(text, &rows[begin]))
        found = capitals_end(text, rows, begin, end);
    return found || begin >= end ? found : named_end(text, rows, begin, end);
}
