/* breaks-reference.c: the rules of UAX #29 as the annex writes them, tried at a place of a short text.
 * SPDX-License-Identifier: MIT */
#include "breaks-reference.h"

static gboolean
is_pictographic(gunichar character)
{
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_EXTENDED_PICTOGRAPHIC) != 0;
}

static guint
value_at(const guint *values, guint n, int at)
{
    return at >= 0 && (guint)at < n ? values[at] : G_MAXUINT;
}

#define WORD(name) GALLEY_WORD_BREAK_##name

static gboolean
word_is_newline(guint value)
{
    return value == WORD(CR) || value == WORD(LF) || value == WORD(NEWLINE);
}

static gboolean
word_is_skipped(guint value)
{
    return value == WORD(EXTEND) || value == WORD(FORMAT) || value == WORD(ZWJ);
}

static gboolean
word_is_letter(guint value)
{
    return value == WORD(ALETTER) || value == WORD(HEBREW_LETTER);
}

static gboolean
word_is_mid_letter(guint value)
{
    return value == WORD(MID_LETTER) || value == WORD(MID_NUM_LET) || value == WORD(SINGLE_QUOTE);
}

static gboolean
word_is_mid_number(guint value)
{
    return value == WORD(MID_NUM) || value == WORD(MID_NUM_LET) || value == WORD(SINGLE_QUOTE);
}

/* Where the character begins that ends, with what WB4 skips, before @at. */
static int
word_base(const guint *values, int at)
{
    at--;
    while (at > 0 && word_is_skipped(values[at]) && !word_is_newline(values[at - 1]))
        at--;
    return at;
}

gboolean
reference_word_break(const Characters *text, guint at)
{
    guint n = text->n;
    guint values[MAX_CHARACTERS] = { 0 };
    for (guint i = 0; i < n; i++)
        values[i] = galley_unichar_get_word_break(text->characters[i]);

    if (at == 0 || at == n) /* WB1, WB2 */
        return TRUE;
    guint before = values[at - 1];
    guint after = values[at];
    if (before == WORD(CR) && after == WORD(LF)) /* WB3 */
        return FALSE;
    if (word_is_newline(before) || word_is_newline(after)) /* WB3a, WB3b */
        return TRUE;
    if (before == WORD(ZWJ) && is_pictographic(text->characters[at])) /* WB3c */
        return FALSE;
    if (before == WORD(WSEG_SPACE) && after == WORD(WSEG_SPACE)) /* WB3d */
        return FALSE;
    if (word_is_skipped(after)) /* WB4, and for all rules below */
        return FALSE;

    int base = word_base(values, (int)at);
    int base_before = word_base(values, base);
    int following = (int)at + 1;
    while (word_is_skipped(value_at(values, n, following)))
        following++;
    before = values[base];
    guint before2 = value_at(values, n, base_before);
    guint after2 = value_at(values, n, following);

    if (word_is_letter(before) && word_is_letter(after)) /* WB5 */
        return FALSE;
    if (word_is_letter(before) && word_is_mid_letter(after) && word_is_letter(after2)) /* WB6 */
        return FALSE;
    if (word_is_letter(before2) && word_is_mid_letter(before) && word_is_letter(after)) /* WB7 */
        return FALSE;
    if (before == WORD(HEBREW_LETTER) && after == WORD(SINGLE_QUOTE)) /* WB7a */
        return FALSE;
    if (before == WORD(HEBREW_LETTER) && after == WORD(DOUBLE_QUOTE) &&
        after2 == WORD(HEBREW_LETTER)) /* WB7b */
        return FALSE;
    if (before2 == WORD(HEBREW_LETTER) && before == WORD(DOUBLE_QUOTE) &&
        after == WORD(HEBREW_LETTER)) /* WB7c */
        return FALSE;
    if (before == WORD(NUMERIC) && after == WORD(NUMERIC)) /* WB8 */
        return FALSE;
    if (word_is_letter(before) && after == WORD(NUMERIC)) /* WB9 */
        return FALSE;
    if (before == WORD(NUMERIC) && word_is_letter(after)) /* WB10 */
        return FALSE;
    if (before2 == WORD(NUMERIC) && word_is_mid_number(before) && after == WORD(NUMERIC)) /* WB11 */
        return FALSE;
    if (before == WORD(NUMERIC) && word_is_mid_number(after) && after2 == WORD(NUMERIC)) /* WB12 */
        return FALSE;
    if (before == WORD(KATAKANA) && after == WORD(KATAKANA)) /* WB13 */
        return FALSE;
    if (after == WORD(EXTEND_NUM_LET) && /* WB13a */
        (word_is_letter(before) || before == WORD(NUMERIC) || before == WORD(KATAKANA) ||
         before == WORD(EXTEND_NUM_LET)))
        return FALSE;
    if (before == WORD(EXTEND_NUM_LET) && /* WB13b */
        (word_is_letter(after) || after == WORD(NUMERIC) || after == WORD(KATAKANA)))
        return FALSE;
    if (after == WORD(REGIONAL_INDICATOR)) { /* WB15, WB16 */
        guint n_indicators = 0;
        for (int i = base; i >= 0 && values[i] == WORD(REGIONAL_INDICATOR);
             i = word_base(values, i))
            n_indicators++;
        if (n_indicators % 2 == 1)
            return FALSE;
    }
    return TRUE; /* WB999 */
}

#define SENTENCE(name) GALLEY_SENTENCE_BREAK_##name

static gboolean
sentence_is_paragraph(guint value)
{
    return value == SENTENCE(SEP) || value == SENTENCE(CR) || value == SENTENCE(LF);
}

static gboolean
sentence_is_skipped(guint value)
{
    return value == SENTENCE(EXTEND) || value == SENTENCE(FORMAT);
}

static gboolean
sentence_is_term(guint value)
{
    return value == SENTENCE(ATERM) || value == SENTENCE(STERM);
}

/* SB8: whether Lower comes after @at, with nothing between that stands against it. */
static gboolean
sentence_lower_follows(const guint *values, guint n, guint at)
{
    for (; at < n; at++) {
        guint value = values[at];
        if (value == SENTENCE(LOWER))
            return TRUE;
        if (value == SENTENCE(OLETTER) || value == SENTENCE(UPPER) || sentence_is_term(value) ||
            sentence_is_paragraph(value))
            return FALSE;
    }
    return FALSE;
}

gboolean
reference_sentence_break(const Characters *text, guint at)
{
    guint n = text->n;
    guint values[MAX_CHARACTERS] = { 0 };
    for (guint i = 0; i < n; i++)
        values[i] = galley_unichar_get_sentence_break(text->characters[i]);

    if (at == 0 || at == n) /* SB1, SB2 */
        return TRUE;
    if (values[at - 1] == SENTENCE(CR) && values[at] == SENTENCE(LF)) /* SB3 */
        return FALSE;
    if (sentence_is_paragraph(values[at - 1])) /* SB4 */
        return TRUE;
    if (sentence_is_skipped(values[at])) /* SB5 */
        return FALSE;

    /* SB5, for all rules below: what stands before, without what is skipped */
    guint kept[MAX_CHARACTERS] = { 0 };
    int last = -1;
    for (guint i = 0; i < at; i++) {
        gboolean begins = i == 0 || sentence_is_paragraph(values[i - 1]);
        if (!sentence_is_skipped(values[i]) || begins)
            kept[++last] = values[i];
    }
    guint n_kept = (guint)last + 1;
    guint after = values[at];

    if (kept[last] == SENTENCE(ATERM)) {
        guint before = value_at(kept, n_kept, last - 1);
        if (after == SENTENCE(NUMERIC)) /* SB6 */
            return FALSE;
        if ((before == SENTENCE(UPPER) || before == SENTENCE(LOWER)) &&
            after == SENTENCE(UPPER)) /* SB7 */
            return FALSE;
    }

    gboolean has_paragraph = sentence_is_paragraph(kept[last]);
    gboolean has_space = FALSE;
    int term = last;
    for (; term >= 0 && kept[term] == SENTENCE(SP); term--)
        has_space = TRUE;
    while (term >= 0 && kept[term] == SENTENCE(CLOSE))
        term--;
    if (has_paragraph || term < 0 || !sentence_is_term(kept[term]))
        return FALSE; /* SB998 */

    if (kept[term] == SENTENCE(ATERM) && sentence_lower_follows(values, n, at)) /* SB8 */
        return FALSE;
    if (after == SENTENCE(SCONTINUE) || sentence_is_term(after)) /* SB8a */
        return FALSE;
    if (!has_space && after == SENTENCE(CLOSE)) /* SB9 */
        return FALSE;
    if (after == SENTENCE(SP) || sentence_is_paragraph(after)) /* SB9, SB10 */
        return FALSE;
    return TRUE; /* SB11 */
}

#define GRAPHEME(name) GALLEY_GRAPHEME_BREAK_##name

static gboolean
grapheme_is_control(guint value)
{
    return value == GRAPHEME(CR) || value == GRAPHEME(LF) || value == GRAPHEME(CONTROL);
}

gboolean
reference_grapheme_break(const Characters *text, guint at)
{
    guint values[MAX_CHARACTERS] = { 0 };
    for (guint i = 0; i < text->n; i++)
        values[i] = galley_unichar_get_grapheme_break(text->characters[i]);

    if (at == 0 || at == text->n) /* GB1, GB2 */
        return TRUE;
    guint before = values[at - 1];
    guint after = values[at];
    if (before == GRAPHEME(CR) && after == GRAPHEME(LF)) /* GB3 */
        return FALSE;
    if (grapheme_is_control(before) || grapheme_is_control(after)) /* GB4, GB5 */
        return TRUE;
    if (before == GRAPHEME(L) && (after == GRAPHEME(L) || after == GRAPHEME(V) ||
                                  after == GRAPHEME(LV) || after == GRAPHEME(LVT))) /* GB6 */
        return FALSE;
    if ((before == GRAPHEME(LV) || before == GRAPHEME(V)) &&
        (after == GRAPHEME(V) || after == GRAPHEME(T))) /* GB7 */
        return FALSE;
    if ((before == GRAPHEME(LVT) || before == GRAPHEME(T)) && after == GRAPHEME(T)) /* GB8 */
        return FALSE;
    if (after == GRAPHEME(EXTEND) || after == GRAPHEME(ZWJ) ||
        after == GRAPHEME(SPACING_MARK)) /* GB9, GB9a */
        return FALSE;
    if (before == GRAPHEME(PREPEND)) /* GB9b */
        return FALSE;
    if (before == GRAPHEME(ZWJ) && is_pictographic(text->characters[at])) { /* GB11 */
        int i = (int)at - 2;
        while (i >= 0 && values[i] == GRAPHEME(EXTEND))
            i--;
        if (i >= 0 && is_pictographic(text->characters[i]))
            return FALSE;
    }
    guint n_indicators = 0;
    while (n_indicators < at && values[at - 1 - n_indicators] == GRAPHEME(REGIONAL_INDICATOR))
        n_indicators++;
    return after != GRAPHEME(REGIONAL_INDICATOR) || n_indicators % 2 == 0; /* GB12, GB13, GB999 */
}
