/* gaps.c: what is to be said of a gap between tokens. SPDX-License-Identifier: MIT */
#include "gaps.h"

#include <string.h>

#include "gaps-names.h"
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

/* Of the name with that number in a list of gaps.names. */
static inline Atom
atom_numbered(const char *const *names, guint number)
{
    Atom made = atom_named(names[number]);
    made.number = number;
    return made;
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

static guint
shape_of_row(const Gap *gap, guint32 row)
{
    static const guint8 shapes[] = {
        [SHAPE_UPPER] = GAP_SHAPE_TITLE, [SHAPE_LOWER] = GAP_SHAPE_LOWER,
        [SHAPE_DIGIT] = GAP_SHAPE_DIGIT, [SHAPE_OPENING] = GAP_SHAPE_OPEN,
        [SHAPE_DASH] = GAP_SHAPE_DASH,   [SHAPE_END] = GAP_SHAPE_END,
        [SHAPE_OTHER] = GAP_SHAPE_MARK,
    };
    if (row >= gap->end)
        return GAP_SHAPE_NONE;
    Shape shape = shape_of_token(gap->text, &gap->rows[row]);
    return shape == SHAPE_UPPER && is_capitals(gap->text, &gap->rows[row]) ? GAP_SHAPE_CAPITALS
                                                                           : shapes[shape];
}

static Atom
atom_of_shape(const Gap *gap, guint32 row)
{
    return atom_numbered(gap_shape_names, shape_of_row(gap, row));
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
static guint
mark_of_gap(const Gap *gap)
{
    static const guint8 marks[] = {
        [MARK_PERIOD] = GAP_MARK_PERIOD,
        [MARK_EXCLAMATION] = GAP_MARK_EXCLAMATION,
        [MARK_ELLIPSIS] = GAP_MARK_ELLIPSIS,
        [MARK_ABBREVIATION] = GAP_MARK_ABBREVIATION,
    };
    if (gap->kind != MARK_NONE)
        return marks[gap->kind];
    const Token *token = &gap->rows[gap->next - 1];
    switch (gap->text->bytes[token->begin]) {
    case ',':
        return GAP_MARK_COMMA;
    case ':':
        return token->end - token->begin == 1 ? GAP_MARK_COLON : GAP_MARK_FACE;
    case ';':
        return GAP_MARK_SEMICOLON;
    case '-':
        return GAP_MARK_DASH;
    case ')':
    case '"':
    case ']':
        return GAP_MARK_CLOSING;
    default:
        break;
    }
    if (token->kind == GALLEY_TOKEN_KIND_WORD)
        return token->period != PERIOD_NONE ? GAP_MARK_INNER : GAP_MARK_WORD;
    return token->kind == GALLEY_TOKEN_KIND_NUMBER ? GAP_MARK_NUMBER
           : token->kind >= GALLEY_TOKEN_KIND_URL  ? GAP_MARK_SPECIAL
                                                   : GAP_MARK_OTHER;
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

static guint
class_of_row(const Gap *gap, guint32 row)
{
    const Token *token = &gap->rows[row];
    if (token->kind != GALLEY_TOKEN_KIND_WORD)
        return GAP_CLASS_NONE;
    guint32 flags = words_find(gap->text->bytes, token->begin, token->end).flags;
    if (token->end - token->begin == 1 && gap->text->bytes[token->begin] == 'I')
        return GAP_CLASS_PRONOUN; /* has a capital everywhere */
    return flags & WORD_STARTERS         ? GAP_CLASS_STARTER
           : token->flags & TOKEN_CLITIC ? GAP_CLASS_CLITIC
                                         : GAP_CLASS_PLAIN;
}

/* The row behind one gap is often the last before the next one: its class is kept. */
static Atom
atom_of_class(Gap *gap, guint32 row)
{
    if (row == 0 || row != gap->known) {
        gap->class = (guint8)class_of_row(gap, row);
        gap->known = row;
    }
    return atom_numbered(gap_class_names, gap->class);
}

/* ---- roles ---- */

/* What the end of a word tells of one that no list has. */
static const char *
role_of_ending(const char *bytes, guint32 size)
{
    static const struct {
        const char *ending, *role;
        guint8 least; /* bytes of the word */
    } endings[] = { { "ing", "doing", 5 }, { "ed", "done", 4 }, { "ly", "manner", 4 } };
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        gsize n = strlen(endings[i].ending);
        if (size >= endings[i].least &&
            g_ascii_strncasecmp(bytes + size - n, endings[i].ending, n) == 0)
            return endings[i].role;
    }
    gboolean plural =
        size > 3 && (bytes[size - 1] | 0x20) == 's' && (bytes[size - 2] | 0x20) != 's';
    return plural ? "several" : "word";
}

static const char *
role_of_row(const Gap *gap, guint32 row)
{
    if (row >= gap->end)
        return "none";
    const Token *token = &gap->rows[row];
    if (token->kind == GALLEY_TOKEN_KIND_NUMBER)
        return "numeral";
    if (token->kind != GALLEY_TOKEN_KIND_WORD)
        return token->kind == GALLEY_TOKEN_KIND_PUNCTUATION ? "mark" : "other";
    guint8 role = words_find(gap->text->bytes, token->begin, token->end).role;
    return role != WORD_ROLE_NONE
               ? words_role_names[role]
               : role_of_ending(gap->text->bytes + token->begin, token->end - token->begin);
}

static Atom
atom_of_role(const Gap *gap, guint32 row)
{
    return atom_named(role_of_row(gap, row));
}

/* Finer than the shape of a token that may begin a sentence. */
static Atom
atom_of_capitals(const Gap *gap, guint32 row)
{
    const Token *token = &gap->rows[row];
    if (token->kind != GALLEY_TOKEN_KIND_WORD)
        return atom_of_shape(gap, row);
    if (is_capitals(gap->text, token))
        return atom_named("capitals");
    if (g_ascii_isupper(token->first))
        return atom_named(token->end - token->begin == 1 ? "letter" : "Title");
    return atom_named(is_lower_byte(token->first) ? "lower" : "foreign");
}

static guint32
row_before(const Gap *gap)
{
    return gap->mark > gap->begin ? gap->mark - 1 : gap->end;
}

void
gap_describe_first(Atom *atoms, Gap *gap)
{
    atoms[ATOM_MARK] = atom_numbered(gap_mark_names, mark_of_gap(gap));
    atoms[ATOM_LAST_CLASS] = atom_of_class(gap, gap->next - 1);
    atoms[ATOM_NEXT_CLASS] = atom_of_class(gap, gap->next);
    atoms[ATOM_BEFORE_SHAPE] = atom_of_shape(gap, row_before(gap));
    atoms[ATOM_NEXT_SHAPE] = atom_of_shape(gap, gap->next);
    atoms[ATOM_SECOND_SHAPE] = atom_of_shape(gap, gap->next + 1);
}

void
gap_describe_near(Atom *atoms, const Gap *gap)
{
    atoms[ATOM_MARK_TEXT] = atom_of_row(gap, gap->kind == MARK_NONE ? gap->next - 1 : gap->mark);
    atoms[ATOM_BEFORE] = atom_of_row(gap, row_before(gap));
    atoms[ATOM_NEXT] = atom_of_row(gap, gap->next);
}

void
gap_describe_sentence(Atom *atoms, const Gap *gap)
{
    atoms[ATOM_RULE] = atom_named(gap->rule ? "end" : "none");
    atoms[ATOM_THIRD_SHAPE] = atom_of_shape(gap, gap->next + 2);
    atoms[ATOM_LENGTH] = atom_of_count(gap->next - gap->begin);
    atoms[ATOM_REST] = atom_of_count(gap->end - gap->next);
    atoms[ATOM_CASE] = atom_named(name_of_case(gap));
    atoms[ATOM_OPEN] = atom_named(name_of_open(gap));
    atoms[ATOM_CLOSED] = atom_named(gap->closed ? "closed" : "unclosed");
    atoms[ATOM_STYLE] = atom_named(gap->loose ? "loose" : "tidy");
    atoms[ATOM_PLACE] = atom_named(gap->begin == gap->first ? "first" : "later");
}

void
gap_describe_rest(Atom *atoms, const Gap *gap)
{
    const Token *next = &gap->rows[gap->next], *last = next - 1;
    atoms[ATOM_SECOND] = atom_of_row(gap, gap->next + 1);
    atoms[ATOM_FIRST] = atom_of_row(gap, gap->begin);
    atoms[ATOM_LAST_SHAPE] = atom_of_capitals(gap, gap->next - 1);
    atoms[ATOM_LAST_ROLE] = atom_of_role(gap, gap->next - 1);
    atoms[ATOM_BEFORE_ROLE] = atom_of_role(gap, row_before(gap));
    atoms[ATOM_NEXT_ROLE] = atom_of_role(gap, gap->next);
    atoms[ATOM_SECOND_ROLE] = atom_of_role(gap, gap->next + 1);
    atoms[ATOM_THIRD_ROLE] = atom_of_role(gap, gap->next + 2);
    atoms[ATOM_FIRST_ROLE] = atom_of_role(gap, gap->begin);
    atoms[ATOM_MARKED] = atom_of_count(gap->n_marks);
    atoms[ATOM_SPACED] = atom_named(next->flags & TOKEN_GLUED   ? "run-on"
                                    : last->flags & TOKEN_GLUED ? "glued"
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
