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

static guint8
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
    return atom_named(gap_shape_names[shape_of_row(gap, row)]);
}

/* Small numbers by themselves, larger ones by size. */
static guint8
size_of_count(guint32 n)
{
    if (n < 5)
        return (guint8)(GAP_COUNT_NONE + n);
    return n < 7    ? GAP_COUNT_FEW
           : n < 12 ? GAP_COUNT_SOME
           : n < 20 ? GAP_COUNT_MANY
           : n < 35 ? GAP_COUNT_LOTS
                    : GAP_COUNT_MASSES;
}

static Atom
atom_of_count(guint32 n)
{
    return atom_named(gap_count_names[size_of_count(n)]);
}

/* Without an end mark, what the last token before the gap is. */
static guint8
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

/* ---- what words are ---- */

/* Letters are compared in lower case. */
static inline gboolean
ends_in(const char *bytes, guint32 size, const char *ending, guint32 n)
{
    for (guint32 i = 0; i < n; i++)
        if ((bytes[size - n + i] | 0x20) != ending[i])
            return FALSE;
    return TRUE;
}

/* What the end of a word tells of one that no list has. */
static guint8
role_of_ending(const char *bytes, guint32 size)
{
    if (size < 4)
        return GAP_ROLE_WORD;
    switch (bytes[size - 1] | 0x20) {
    case 'g':
        return size > 4 && ends_in(bytes, size, "ing", 3) ? GAP_ROLE_DOING : GAP_ROLE_WORD;
    case 'd':
        return ends_in(bytes, size, "ed", 2) ? GAP_ROLE_DONE : GAP_ROLE_WORD;
    case 'y':
        return ends_in(bytes, size, "ly", 2) ? GAP_ROLE_MANNER : GAP_ROLE_WORD;
    case 's':
        return ends_in(bytes, size, "ss", 2) ? GAP_ROLE_WORD : GAP_ROLE_SEVERAL;
    default:
        return GAP_ROLE_WORD;
    }
}

static guint8
role_of_word(const Text *text, const Token *token, guint8 listed)
{
    static const guint8 roles[WORD_ROLE_COUNT] = {
        [WORD_ROLE_DETERMINER] = GAP_ROLE_DETERMINER,
        [WORD_ROLE_PREPOSITION] = GAP_ROLE_PREPOSITION,
        [WORD_ROLE_VERB] = GAP_ROLE_VERB,
        [WORD_ROLE_MODAL] = GAP_ROLE_MODAL,
        [WORD_ROLE_NEGATION] = GAP_ROLE_NEGATION,
        [WORD_ROLE_CONJUNCTION] = GAP_ROLE_CONJUNCTION,
        [WORD_ROLE_SUBORDINATOR] = GAP_ROLE_SUBORDINATOR,
        [WORD_ROLE_QUESTION] = GAP_ROLE_QUESTION,
        [WORD_ROLE_SUBJECT] = GAP_ROLE_SUBJECT,
        [WORD_ROLE_PRONOUN] = GAP_ROLE_PRONOUN,
        [WORD_ROLE_ADVERB] = GAP_ROLE_ADVERB,
        [WORD_ROLE_GREETING] = GAP_ROLE_GREETING,
        [WORD_ROLE_TIME] = GAP_ROLE_TIME,
        [WORD_ROLE_NUMERAL] = GAP_ROLE_NUMERAL,
    };
    return listed != WORD_ROLE_NONE
               ? roles[listed]
               : role_of_ending(text->bytes + token->begin, token->end - token->begin);
}

static guint8
class_of_word(const Text *text, const Token *token, guint32 flags)
{
    if (token->end - token->begin == 1 && text->bytes[token->begin] == 'I')
        return GAP_CLASS_PRONOUN; /* has a capital everywhere */
    return flags & WORD_STARTERS         ? GAP_CLASS_STARTER
           : token->flags & TOKEN_CLITIC ? GAP_CLASS_CLITIC
                                         : GAP_CLASS_PLAIN;
}

static guint8
role_of_mark(const Token *token)
{
    return token->kind == GALLEY_TOKEN_KIND_NUMBER        ? GAP_ROLE_NUMERAL
           : token->kind == GALLEY_TOKEN_KIND_PUNCTUATION ? GAP_ROLE_MARK
                                                          : GAP_ROLE_OTHER;
}

/* The class and role of a row. The one behind a gap is often the last before the next gap: it is kept. */
static void
know(Gap *gap, guint32 row)
{
    const Token *token = &gap->rows[row];
    if (row != 0 && row == gap->known)
        return;
    gap->known = row;
    gap->class = GAP_CLASS_NONE;
    gap->role = role_of_mark(token);
    if (token->kind == GALLEY_TOKEN_KIND_WORD) {
        Word word = words_find(gap->text->bytes, token->begin, token->end);
        gap->class = class_of_word(gap->text, token, word.flags);
        gap->role = role_of_word(gap->text, token, word.role);
    }
}

static Atom
atom_of_role(const Gap *gap, guint32 row)
{
    if (row >= gap->end)
        return atom_named(gap_role_names[GAP_ROLE_NONE]);
    const Token *token = &gap->rows[row];
    guint8 role = role_of_mark(token);
    if (token->kind == GALLEY_TOKEN_KIND_WORD)
        role = role_of_word(gap->text, token,
                            words_find(gap->text->bytes, token->begin, token->end).role);
    return atom_named(gap_role_names[role]);
}

/* Finer than the shape of a token that may begin a sentence. */
static guint8
capitals_of_row(const Gap *gap, guint32 row)
{
    const Token *token = &gap->rows[row];
    if (token->kind != GALLEY_TOKEN_KIND_WORD)
        return shape_of_row(gap, row);
    if (is_capitals(gap->text, token))
        return GAP_SHAPE_CAPITALS;
    if (g_ascii_isupper(token->first))
        return token->end - token->begin == 1 ? GAP_SHAPE_LETTER : GAP_SHAPE_TITLE;
    return is_lower_byte(token->first) ? GAP_SHAPE_LOWER : GAP_SHAPE_FOREIGN;
}

/* ---- looks ---- */

static guint32
row_before(const Gap *gap)
{
    return gap->mark > gap->begin ? gap->mark - 1 : gap->end;
}

void
gap_look(guint8 *numbers, Gap *gap)
{
    guint32 last = gap->next - 1;
    know(gap, last);
    numbers[ATOM_LAST_CLASS] = gap->class;
    numbers[ATOM_LAST_ROLE] = gap->role;
    know(gap, gap->next);
    numbers[ATOM_NEXT_CLASS] = gap->class;
    numbers[ATOM_NEXT_ROLE] = gap->role;
    numbers[ATOM_MARK] = mark_of_gap(gap);
    numbers[ATOM_BEFORE_SHAPE] = shape_of_row(gap, row_before(gap));
    numbers[ATOM_LAST_SHAPE] = capitals_of_row(gap, last);
    numbers[ATOM_NEXT_SHAPE] = shape_of_row(gap, gap->next);
    numbers[ATOM_SECOND_SHAPE] = shape_of_row(gap, gap->next + 1);
    numbers[ATOM_LENGTH] = size_of_count(gap->next - gap->begin);
    numbers[ATOM_PLACE] = gap->begin == gap->first ? GAP_PLACE_FIRST : GAP_PLACE_LATER;
    numbers[ATOM_CLOSED] = gap->closed ? GAP_CLOSED_CLOSED : GAP_CLOSED_UNCLOSED;
}

void
gap_describe_first(Atom *atoms, const guint8 *numbers)
{
    static const struct {
        guint8 atom;
        const char *const *names;
    } first[] = {
        { ATOM_MARK, gap_mark_names },          { ATOM_BEFORE_SHAPE, gap_shape_names },
        { ATOM_LAST_SHAPE, gap_shape_names },   { ATOM_NEXT_SHAPE, gap_shape_names },
        { ATOM_SECOND_SHAPE, gap_shape_names }, { ATOM_LAST_CLASS, gap_class_names },
        { ATOM_NEXT_CLASS, gap_class_names },   { ATOM_LAST_ROLE, gap_role_names },
        { ATOM_NEXT_ROLE, gap_role_names },     { ATOM_LENGTH, gap_count_names },
        { ATOM_PLACE, gap_place_names },        { ATOM_CLOSED, gap_closed_names },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(first); i++)
        atoms[first[i].atom] = atom_named(first[i].names[numbers[first[i].atom]]);
}

void
gap_describe_near(Atom *atoms, const Gap *gap)
{
    atoms[ATOM_MARK_TEXT] = atom_of_row(gap, gap->kind == MARK_NONE ? gap->next - 1 : gap->mark);
    atoms[ATOM_BEFORE] = atom_of_row(gap, row_before(gap));
    atoms[ATOM_NEXT] = atom_of_row(gap, gap->next);
}

/* ---- the sentence so far ---- */

void
gap_begin_sentence(Gap *gap, guint32 row)
{
    gap->begin = gap->noted = row;
    gap->n_upper = gap->n_lower = 0;
    gap->depth = 0;
    gap->quoting = FALSE;
}

/* Counts a token of the sentence. */
static void
note_row(Gap *gap, guint32 row)
{
    const Token *token = &gap->rows[row];
    char byte = token->first;
    if (token->kind == GALLEY_TOKEN_KIND_WORD) {
        if (!is_lower_byte(byte) && shape_of_token(gap->text, token) == SHAPE_UPPER)
            gap->n_upper++;
        else
            gap->n_lower += token->end - token->begin > 3;
    } else if (byte == '(' || byte == '[') {
        gap->depth++;
    } else if (byte == ')' || byte == ']') {
        gap->depth--;
    } else if (byte == '"') {
        gap->quoting = !gap->quoting;
    } else if ((guint8)byte == 0xE2 && gap->text->bytes[token->begin + 1] == '\x80') {
        guint8 third = (guint8)gap->text->bytes[token->begin + 2];
        gap->quoting = third == 0x9C ? TRUE : third == 0x9D ? FALSE : gap->quoting; /* curly ones */
    }
}

/* Counts the tokens before the mark that were not asked for yet. */
static void
note_sentence(Gap *gap)
{
    while (gap->noted < gap->mark)
        note_row(gap, gap->noted++);
}

static guint32
count_marks(Gap *gap)
{
    for (guint32 i = gap->first; i < gap->end && !gap->counted; i++) {
        char byte = gap->rows[i].first;
        gap->n_marks += byte == '.' || byte == '!' || byte == '?';
    }
    gap->counted = TRUE;
    return gap->n_marks;
}

void
gap_describe_sentence(Atom *atoms, Gap *gap)
{
    note_sentence(gap);
    atoms[ATOM_RULE] = atom_named(gap->rule ? "end" : "none");
    atoms[ATOM_THIRD_SHAPE] = atom_of_shape(gap, gap->next + 2);
    atoms[ATOM_REST] = atom_of_count(gap->end - gap->next);
    atoms[ATOM_CASE] = atom_named(name_of_case(gap));
    atoms[ATOM_OPEN] = atom_named(name_of_open(gap));
    atoms[ATOM_STYLE] = atom_named(gap->loose ? "loose" : "tidy");
}

void
gap_describe_rest(Atom *atoms, Gap *gap)
{
    const Token *next = &gap->rows[gap->next], *last = next - 1;
    atoms[ATOM_SECOND] = atom_of_row(gap, gap->next + 1);
    atoms[ATOM_FIRST] = atom_of_row(gap, gap->begin);
    atoms[ATOM_BEFORE_ROLE] = atom_of_role(gap, row_before(gap));
    atoms[ATOM_SECOND_ROLE] = atom_of_role(gap, gap->next + 1);
    atoms[ATOM_THIRD_ROLE] = atom_of_role(gap, gap->next + 2);
    atoms[ATOM_FIRST_ROLE] = atom_of_role(gap, gap->begin);
    atoms[ATOM_MARKED] = atom_of_count(count_marks(gap));
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
