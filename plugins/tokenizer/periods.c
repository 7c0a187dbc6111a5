/* periods.c: whether a period belongs to the word before it. SPDX-License-Identifier: MIT */
#include "periods.h"

#include "words.h"

/** Next: what stands behind the period. */
typedef enum {
    NEXT_END, /* of the line or text */
    NEXT_UPPER,
    NEXT_LOWER,
    NEXT_DIGIT,
    NEXT_MARK, /* one that does not end a sentence: a comma, a bracket */
    NEXT_OTHER,
} Next;

typedef struct {
    Next what;
    guint32 at;     /* where it begins */
    gboolean glued; /* right behind the period */
} After;

static Next
next_of_character(gunichar character)
{
    if (galley_unichar_is_upper(character))
        return NEXT_UPPER;
    if (galley_unichar_is_lower(character))
        return NEXT_LOWER;
    if (galley_unichar_is_digit(character) || character == '#')
        return NEXT_DIGIT;
    return character == ',' || character == ';' || character == ':' || character == ')' ||
                   character == '-' || character == '/' || character == '&'
               ? NEXT_MARK
               : NEXT_OTHER;
}

/* Looks over blanks and one opening mark. */
static After
look_after(const Text *text, guint32 at)
{
    After after = { .what = NEXT_END, .at = at };
    guint32 width;
    while (at < text->size && text->bytes[at] != '\n' && text_is_space(text, at, &width))
        at += width;
    after.glued = at == after.at;
    after.at = at;
    if (at < text->size && text->bytes[at] != '\n')
        after.what = next_of_character(galley_utf8_get(text->bytes, at));
    return after;
}

static guint32
word_end(const Text *text, guint32 at)
{
    guint32 end = at;
    while (end < text->size && end - at < 16 &&
           (text_in_word(text, end) || text->bytes[end] == '\''))
        end = galley_utf8_next(text->bytes, end);
    return end;
}

static gboolean
starter_at(const Text *text, guint32 at)
{
    return (words_find(text->bytes, at, word_end(text, at)).flags & WORD_STARTERS) != 0;
}

static gboolean
is_name(const Text *text, const Token *token)
{
    return token && token->kind == GALLEY_TOKEN_KIND_WORD &&
           galley_unichar_is_upper(galley_utf8_get(text->bytes, token->begin));
}

static gboolean
is_lower_word(const Text *text, const Token *token)
{
    return token && token->kind == GALLEY_TOKEN_KIND_WORD &&
           galley_unichar_is_lower(galley_utf8_get(text->bytes, token->begin));
}

/* "(b. 1913)", "(m. 1949; d. 1964)" */
static gboolean
is_in_brackets(const Text *text, const Token *previous)
{
    return previous && (text->bytes[previous->begin] == '(' || text->bytes[previous->begin] == ';');
}

static gboolean
is_degree(const Text *text, const Token *previous)
{
    gunichar character = previous ? galley_utf8_get(text->bytes, previous->begin) : 0;
    return character == 0xB0 || character == 0xBA;
}

/* "20.5 C. The wind" */
static gboolean
is_temperature(const Text *text, const Token *previous, guint32 begin)
{
    return previous && previous->kind == GALLEY_TOKEN_KIND_NUMBER &&
           (text->bytes[begin] == 'C' || text->bytes[begin] == 'F');
}

/* "Vitamin C.", "World War I." */
static gboolean
names_by_letter(const Text *text, const Token *token)
{
    return token && token->kind == GALLEY_TOKEN_KIND_WORD &&
           (words_find(text->bytes, token->begin, token->end).flags & WORD_LETTERED);
}

/* A single capital: J. Smith, but not "vitamin C. The". */
static Period
period_of_capital(const Text *text, const Token *previous, guint32 begin, const After *after)
{
    if (after->what == NEXT_END || is_degree(text, previous) ||
        is_temperature(text, previous, begin) || (after->glued && after->what == NEXT_LOWER))
        return PERIOD_NONE;
    if (after->what == NEXT_UPPER) {
        if (names_by_letter(text, previous))
            return PERIOD_NONE;
        if (text->bytes[begin] == 'I' && !is_name(text, previous))
            return PERIOD_NONE;
        if (is_lower_word(text, previous) && starter_at(text, after->at))
            return PERIOD_NONE;
    } else if (text->bytes[begin] == 'I' && !is_name(text, previous)) {
        return PERIOD_NONE;
    }
    return PERIOD_INITIAL;
}

static Period
period_of_unsure(const Text *text, const Token *previous, const After *after)
{
    if (is_in_brackets(text, previous))
        return PERIOD_INNER;
    if (after->what == NEXT_LOWER || after->what == NEXT_DIGIT || after->what == NEXT_MARK)
        return PERIOD_CLOSING;
    return previous && text->bytes[previous->begin] == ',' && after->what == NEXT_UPPER
               ? PERIOD_CLOSING
               : PERIOD_NONE;
}

/* "on Main St. He": a street; "in St. Louis": a saint. */
static Period
period_of_street(const Text *text, const Token *previous, const After *after)
{
    gboolean behind_name =
        is_name(text, previous) || (previous && previous->kind == GALLEY_TOKEN_KIND_NUMBER);
    gboolean before_name = after->what == NEXT_UPPER && !starter_at(text, after->at);
    return behind_name && !before_name ? PERIOD_CLOSING : PERIOD_TITLE;
}

static Period
period_of_listed(const Text *text, const Token *previous, guint32 flags, const After *after)
{
    gboolean run_on = after->glued && (after->what == NEXT_UPPER || after->what == NEXT_LOWER);
    if ((flags & WORD_STREET) && !run_on)
        return period_of_street(text, previous, after);
    if (flags & WORD_TITLE)
        return after->glued && after->what == NEXT_LOWER ? PERIOD_NONE : PERIOD_TITLE;
    if ((flags & WORD_COUNTED) && after->what == NEXT_DIGIT)
        return PERIOD_NUMBERED;
    if ((flags & WORD_MEASURED) && previous && previous->kind == GALLEY_TOKEN_KIND_NUMBER &&
        !run_on)
        return period_of_unsure(text, previous, after);
    if (flags & WORD_NUMBERED)
        return run_on ? PERIOD_NONE : PERIOD_NUMBERED;
    if (flags & WORD_INNER)
        return run_on ? PERIOD_NONE : PERIOD_INNER;
    if (flags & WORD_DATED)
        return run_on ? PERIOD_NONE : PERIOD_CLOSING;
    if (flags & WORD_CLOSING)
        return run_on ? PERIOD_NONE : PERIOD_CLOSING;
    if ((flags & WORD_UNSURE) && !run_on)
        return period_of_unsure(text, previous, after);
    return PERIOD_NONE;
}

Period
period_of_word(const Text *text, const Token *previous, guint32 begin, guint32 end)
{
    guint32 after_at = end + 1;
    if (after_at + 1 < text->size && text->bytes[after_at] == '.' &&
        text->bytes[after_at + 1] == '.')
        return PERIOD_NONE; /* an ellipsis */

    gunichar first = galley_utf8_get(text->bytes, begin);
    gboolean capital =
        galley_unichar_is_upper(first) && galley_utf8_next(text->bytes, begin) == end;
    guint32 flags = capital ? 0 : words_find(text->bytes, begin, end).flags;
    if (!capital && !flags)
        return PERIOD_NONE;

    After after = look_after(text, after_at);
    return capital ? period_of_capital(text, previous, begin, &after)
                   : period_of_listed(text, previous, flags, &after);
}
