/* parts.c: making quotations and filling them. SPDX-License-Identifier: MIT */
#include "attribution.h"

#include <galley/standard.h>

guint32
add_quotation(State *state, const Cue *cue, Rule rule)
{
    Text *text = state->text;
    Quotation *quotation = array_push(text->quotations);
    *quotation = (Quotation){ .cue_first = cue->first,
                              .cue_last = cue->last,
                              .speaker_first = cue->subject_first,
                              .speaker_last = cue->subject_last,
                              .addressee_first = NONE,
                              .addressee_last = NONE,
                              .entity = NONE,
                              .rule = (guint8)rule };
    while (quotation->speaker_first != NONE && quotation->speaker_first + 1 < cue->subject_last &&
           is_mark(text, quotation->speaker_first, MARK_OTHER))
        quotation->speaker_first++; /* the end of left-over markup */
    if (cue->form == CUE_PASSIVE && cue->last == cue->subject_last)
        quotation->cue_last = cue->verb + 1; /* was asked by X */
    if (cue->subject_first != NONE && cue->form != CUE_ACCORDING) {
        state->subject_first = cue->subject_first;
        state->subject_last = cue->subject_last;
    }
    return text->quotations.n - 1;
}

gboolean
has_words(const Text *text, guint32 first, guint32 last)
{
    for (guint32 i = first; i < last; i++)
        if (has(text, i, W(LETTERS) | W(DIGITS)))
            return TRUE;
    return FALSE;
}

/* "…," said Tom Hale, who noted ...: what follows the sentence goes on with the first. */
static gboolean
is_aside(const State *state, guint32 quotation)
{
    const Quotation *one = &state->text->quotations.at[quotation];
    return state->last_quote != NONE && state->last_quote != quotation &&
           state->last_sentence == (guint32)(state->sentence - state->text->sentences.at) &&
           one->speaker_first != NONE && has(state->text, one->speaker_first, W(RELATIVE)) &&
           !has(state->text, one->speaker_first, W(CAPITAL));
}

/* Takes tokens into a quotation; regions among them are its own from now on. */
void
add_part(State *state, guint32 quotation, guint32 first, guint32 last)
{
    Text *text = state->text;
    while (last > first &&
           (is_mark(text, last - 1, MARK_COMMA) || is_mark(text, last - 1, MARK_STOP)))
        last--;
    if (!has_words(text, first, last))
        return;
    Part *part = array_push(text->parts);
    *part = (Part){ quotation, first, last };
    gboolean aside = is_aside(state, quotation);
    if (!aside) {
        state->told = quotation;
        state->told_sentence = (guint32)(state->sentence - text->sentences.at);
    }
    for (guint32 i = first; i < last; i++)
        text->tokens.at[i].word |= W(CONTENT);
    for (guint32 i = first; i < last; i = step(text, i)) {
        if (!opens_region(text, i))
            continue;
        text->regions.at[text->tokens.at[i].region].quotation = quotation;
        if (aside)
            continue;
        state->last_quote = quotation;
        state->last_sentence = (guint32)(state->sentence - text->sentences.at);
    }
}

void
add_region_part(State *state, guint32 quotation, guint32 r)
{
    const Region *region = &state->text->regions.at[r];
    add_part(state, quotation, region->open, region->close + 1);
}

/* Uncued quotations right before belong to the one that tells who spoke. */
void
take_pending(State *state, guint32 quotation, guint32 before)
{
    if (state->pending == NONE)
        return;
    for (guint32 r = state->pending; r < before; r++)
        if (state->text->regions.at[r].quotation == NONE)
            add_region_part(state, quotation, r);
    state->pending = NONE;
}

/* Behind marks and conjunctions: where the words begin that no attribution has taken yet, at most @end. */
guint32
left_start(State *state, guint32 end)
{
    const Text *text = state->text;
    if (state->start_of != state->limit) {
        guint32 start = state->limit;
        while (start < state->sentence->last && !opens_region(text, start) &&
               (!is_word(text, start) || has(text, start, W(AND) | W(BUT))))
            start++;
        state->start = start;
        state->start_of = state->limit;
    }
    return MIN(state->start, end);
}

/* ---- kinds ---- */

/* Direct: at least nine tenths of the letters, and all but twelve, stand in marks. */
void
set_kinds(Text *text)
{
    text->order.n = 0;
    for (guint32 q = 0; q < text->quotations.n * 2; q++)
        *array_push(text->order) = 0;
    for (guint32 p = 0; p < text->parts.n; p++) {
        const Part *part = &text->parts.at[p];
        for (guint32 i = part->first; i < part->last; i++)
            if (has(text, i, W(LETTERS) | W(DIGITS) | W(CLITIC)))
                text->order.at[2 * part->quotation + (text->tokens.at[i].region != NONE)] +=
                    text->tokens.at[i].end - text->tokens.at[i].begin;
    }
    for (guint32 q = 0; q < text->quotations.n; q++) {
        guint32 outside = text->order.at[2 * q], inside = text->order.at[2 * q + 1];
        if (text->quotations.at[q].rule == RULE_TRANSCRIPT) {
            text->quotations.at[q].kind = GALLEY_QUOTATION_KIND_DIRECT;
            continue;
        }
        text->quotations.at[q].kind = inside == 0 ? GALLEY_QUOTATION_KIND_INDIRECT
                                      : outside <= 12 && (guint64)inside >= (guint64)outside * 9
                                          ? GALLEY_QUOTATION_KIND_DIRECT
                                          : GALLEY_QUOTATION_KIND_MIXED;
    }
}

static int
compare_parts(gconstpointer a, gconstpointer b, gpointer data)
{
    (void)data;
    const Part *x = a, *y = b;
    if (x->quotation != y->quotation)
        return x->quotation < y->quotation ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

void
sort_parts(Text *text)
{
    if (text->parts.n > 0)
        g_qsort_with_data(text->parts.at, (gint)text->parts.n, sizeof *text->parts.at,
                          compare_parts, NULL);
}
