/* gaps.c: what is to be said of a gap between tokens. SPDX-License-Identifier: MIT */
#include "gaps.h"

#include <string.h>

#include "words.h"

/* ---- atoms ---- */

/* Words are compared by their first so many bytes. */
#define WORD_SIZE 16

static inline guint8
fold(char byte)
{
    guint8 letter = (guint8)byte;
    if ((guint8)(letter - 'A') < 26)
        return letter | 0x20;
    return (guint8)(letter - '0') < 10 ? '0' : letter;
}

/* Of a word of the text. */
static Atom
atom(const char *bytes, guint32 size)
{
    Atom made = { .bytes = bytes, .size = MIN(size, WORD_SIZE), .hash = 2166136261u };
    while (made.size < size && made.size > 0 && ((guint8)bytes[made.size] & 0xC0) == 0x80)
        made.size--; /* not inside a character */
    for (guint32 i = 0; i < made.size; i++)
        made.hash = (made.hash ^ fold(bytes[i])) * 16777619u;
    return made;
}

/* Of a name of three letters at least, known by the first four bytes, the NUL among them. */
static inline Atom
atom_named(const char *name)
{
    guint32 first;
    memcpy(&first, name, sizeof(first));
    return (Atom){ .bytes = name, .size = 0, .hash = GUINT32_FROM_LE(first) };
}

static Atom
atom_of_row(const Gap *gap, guint32 row)
{
    if (row >= gap->end)
        return atom("", 0);
    return atom(gap->text->bytes + gap->rows[row].begin, gap->rows[row].end - gap->rows[row].begin);
}

static gboolean
is_capitals(const Text *text, const Token *token)
{
    return token->end - token->begin > 1 && g_ascii_isupper(text->bytes[token->begin]) &&
           g_ascii_isupper(text->bytes[token->begin + 1]);
}

static Atom
atom_of_shape(const Gap *gap, guint32 row)
{
    static const char *const names[] = {
        [SHAPE_UPPER] = "Title",  [SHAPE_LOWER] = "lower", [SHAPE_DIGIT] = "digit",
        [SHAPE_OPENING] = "open", [SHAPE_DASH] = "dash",   [SHAPE_END] = "end",
        [SHAPE_OTHER] = "mark",
    };
    if (row >= gap->end)
        return atom_named("none");
    Shape shape = shape_of_token(gap->text, &gap->rows[row]);
    return atom_named(shape == SHAPE_UPPER && is_capitals(gap->text, &gap->rows[row])
                          ? "capitals"
                          : names[shape]);
}

/* Small numbers by themselves, larger ones by size. */
static Atom
atom_of_count(guint32 n)
{
    static const char *const names[] = { "none", "one", "two", "three", "four" };
    if (n < G_N_ELEMENTS(names))
        return atom_named(names[n]);
    return atom_named(n < 7    ? "few"
                      : n < 12 ? "some"
                      : n < 20 ? "many"
                      : n < 35 ? "lots"
                               : "masses");
}

/* Without an end mark, what the last token before the gap is. */
static const char *
name_of_mark(const Gap *gap)
{
    static const char *const names[] = {
        [MARK_PERIOD] = "period",
        [MARK_EXCLAMATION] = "exclamation",
        [MARK_ELLIPSIS] = "ellipsis",
        [MARK_ABBREVIATION] = "abbreviation",
    };
    if (gap->kind != MARK_NONE)
        return names[gap->kind];
    const Token *token = &gap->rows[gap->next - 1];
    switch (gap->text->bytes[token->begin]) {
    case ',':
        return "comma";
    case ':':
        return token->end - token->begin == 1 ? "colon" : "face";
    case ';':
        return "semicolon";
    case '-':
        return "dash";
    case ')':
    case '"':
    case ']':
        return "closing";
    default:
        break;
    }
    if (token->kind == GALLEY_TOKEN_KIND_WORD)
        return token->period != PERIOD_NONE ? "inner" : "word";
    return token->kind == GALLEY_TOKEN_KIND_NUMBER ? "number"
           : token->kind >= GALLEY_TOKEN_KIND_URL  ? "special"
                                                   : "other";
}

static const char *
name_of_case(const Gap *gap)
{
    if (gap->n_upper == 0)
        return "lower";
    return gap->n_lower == 0 ? "title" : gap->n_upper > gap->n_lower ? "more" : "less";
}

static const char *
name_of_open(const Gap *gap)
{
    return gap->depth > 0 ? (gap->quoting ? "both" : "bracket") : gap->quoting ? "quote" : "none";
}

static const char *
name_of_class(const Gap *gap, guint32 row)
{
    const Token *token = &gap->rows[row];
    if (token->kind != GALLEY_TOKEN_KIND_WORD)
        return "none";
    guint32 flags = words_find(gap->text->bytes, token->begin, token->end).flags;
    if (token->end - token->begin == 1 && gap->text->bytes[token->begin] == 'I')
        return "pronoun"; /* has a capital everywhere */
    return flags & WORD_STARTERS ? "starter" : token->flags & TOKEN_CLITIC ? "clitic" : "plain";
}

void
gap_describe_near(Atom *atoms, const Gap *gap)
{
    guint32 before = gap->mark > gap->begin ? gap->mark - 1 : gap->end;
    atoms[ATOM_MARK] = atom_named(name_of_mark(gap));
    atoms[ATOM_MARK_TEXT] = atom_of_row(gap, gap->kind == MARK_NONE ? gap->next - 1 : gap->mark);
    atoms[ATOM_LAST_CLASS] = atom_named(name_of_class(gap, gap->next - 1));
    atoms[ATOM_BEFORE] = atom_of_row(gap, before);
    atoms[ATOM_BEFORE_SHAPE] = atom_of_shape(gap, before);
    atoms[ATOM_NEXT] = atom_of_row(gap, gap->next);
    atoms[ATOM_NEXT_SHAPE] = atom_of_shape(gap, gap->next);
    atoms[ATOM_NEXT_CLASS] = atom_named(name_of_class(gap, gap->next));
    atoms[ATOM_SECOND_SHAPE] = atom_of_shape(gap, gap->next + 1);
}

void
gap_describe_rest(Atom *atoms, const Gap *gap)
{
    atoms[ATOM_RULE] = atom_named(gap->rule ? "end" : "none");
    atoms[ATOM_SECOND] = atom_of_row(gap, gap->next + 1);
    atoms[ATOM_THIRD_SHAPE] = atom_of_shape(gap, gap->next + 2);
    atoms[ATOM_FIRST] = atom_of_row(gap, gap->begin);
    atoms[ATOM_LENGTH] = atom_of_count(gap->next - gap->begin);
    atoms[ATOM_REST] = atom_of_count(gap->end - gap->next);
    atoms[ATOM_CASE] = atom_named(name_of_case(gap));
    atoms[ATOM_OPEN] = atom_named(name_of_open(gap));
    atoms[ATOM_MARKED] = atom_of_count(gap->n_marks);
    atoms[ATOM_CLOSED] = atom_named(gap->closed ? "closed" : "unclosed");
    atoms[ATOM_STYLE] = atom_named(gap->loose ? "loose" : "tidy");
    atoms[ATOM_PLACE] = atom_named(gap->begin == gap->first ? "first" : "later");
    atoms[ATOM_SPACED] = atom_named(gap->rows[gap->next].flags & TOKEN_GLUED       ? "run-on"
                                    : gap->rows[gap->next - 1].flags & TOKEN_GLUED ? "glued"
                                                                                   : "apart");
}

gboolean
gap_is_open(const Text *text, const Token *rows, guint32 next)
{
    if ((rows[next].flags & TOKEN_GLUED) || (rows[next].kind == GALLEY_TOKEN_KIND_HASHTAG &&
                                             rows[next - 1].kind != GALLEY_TOKEN_KIND_WORD))
        return FALSE;
    switch (shape_of_token(text, &rows[next])) {
    case SHAPE_UPPER:
    case SHAPE_DIGIT:
    case SHAPE_OPENING:
    case SHAPE_DASH:
        return TRUE;
    case SHAPE_LOWER:
        return rows[next - 1].kind != GALLEY_TOKEN_KIND_WORD &&
               rows[next - 1].kind != GALLEY_TOKEN_KIND_NUMBER &&
               text->bytes[rows[next - 1].begin] != ',';
    default:
        return FALSE;
    }
}
