/* attribute-marks.c: words in marks beside a cue: "…," he said; he said, "…". SPDX-License-Identifier: MIT */
#include "attribution.h"

/* ---- marks on the left: "…," he said ---- */

/* The region that ends right before @i, a comma between them or not; NONE if there is none to be closed there. */
guint32
region_before(const State *state, guint32 i)
{
    const Text *text = state->text;
    if (i <= state->limit)
        return NONE;
    guint32 last = i - 1;
    if (is_mark(text, last, MARK_COMMA) && last > state->limit)
        last--;
    if (!closes_region(text, last))
        return NONE;
    const Region *region = region_of(text, last);
    if (region->quotation != NONE || region->kind == REGION_TITLE)
        return NONE;
    if (last == i - 1 && region->last_mark == MARK_NONE && region->n_words < 4)
        return NONE;
    return text->tokens.at[last].region;
}

/* More words in marks after the speaker: "…," he said, "…" */
static guint32
take_marks_right(State *state, guint32 quotation, guint32 i)
{
    const Text *text = state->text;
    guint32 end = state->sentence->last;
    while (i < end) {
        guint32 at = i;
        if (is_mark(text, at, MARK_COMMA) || is_mark(text, at, MARK_COLON) ||
            is_mark(text, at, MARK_DASH))
            at++;
        if (at < end && has(text, at, W(AND))) {
            at++;
            if (at + 1 < end && is_mark(text, at, MARK_COMMA) && opens_region(text, at + 1))
                at++; /* "…," and, "…" */
        }
        if (at >= end || !opens_region(text, at) || region_of(text, at)->kind == REGION_TITLE)
            return i;
        guint32 after = region_of(text, at)->close + 1;
        if (after < end && has(text, at + 1, W(CAPITAL)) && i == at)
            return i;
        add_region_part(state, quotation, text->tokens.at[at].region);
        i = after;
    }
    return i;
}

/* "…," he said, that it was late; Despite its "mess," he said, it was: the clause behind it was said too. */
static guint32
take_clause_right(
    State *state, guint32 quotation, guint32 i, const Cue *cue, guint32 start, guint32 open)
{
    const Text *text = state->text;
    guint32 that = i + 1;
    if (that + 1 >= state->sentence->last || !is_mark(text, i, MARK_COMMA))
        return i;
    guint32 first = start + opens_region(text, start);
    gboolean fragment = has(text, first, W(PREPOSITION) | W(SUBORDINATOR)) &&
                        that + 1 - start < REACH && !is_clause(text, first, open) &&
                        (first == start || !is_clause(text, first, region_of(text, open)->close)) &&
                        has_finite_verb(text, that, state->sentence->last);
    gboolean predicate = cue->form == CUE_FINITE && !has(text, that, W(CAPITAL) | W_CUE) &&
                         has(text, that, W(VERB) | W(MODAL) | W(BE) | W(HAVE)); /* would use */
    if (!has(text, that, W(THAT)) && !predicate && !fragment)
        return i;
    guint32 end = clause_end(text, state->sentence, that, cue);
    add_part(state, quotation, that, end);
    return end;
}

/* Words in marks that end the sentence after its speaker's place or time: "…," he said in Troy, N.Y. "…" */
static guint32
take_marks_ahead(State *state, guint32 quotation, guint32 i)
{
    const Text *text = state->text;
    guint32 end = state->sentence->last;
    gboolean participle = FALSE; /* one of saying, which may take the marks itself */
    for (guint32 n = 0, at = i; at < end && n < REACH; n++, at = step(text, at)) {
        if (opens_region(text, at)) {
            const Region *region = region_of(text, at);
            gboolean speech = region->kind == REGION_SPEECH && region->n_words > 3 &&
                              at + 1 < end &&
                              (has(text, at + 1, W(CAPITAL)) || is_mark(text, at + 1, MARK_OPEN)) &&
                              region->last_mark != MARK_COMMA;
            gboolean resumed = region->n_words > 3 && is_mark(text, at - 1, MARK_COMMA) &&
                               has(text, at + 1, W(LETTERS)) && !has(text, at + 1, W(CAPITAL));
            if (!(speech && !participle) && !resumed)
                continue;
            if (region->close + 2 < end)
                continue;
            add_region_part(state, quotation, text->tokens.at[at].region);
            return region->close + 1;
        }
        if (has(text, at, W(ING)) && !has(text, at, W(CAPITAL))) {
            participle = TRUE;
            continue;
        }
        if ((participle && has(text, at, W(THAT))) ||
            (has(text, at, W_CUE) && !has(text, at, W(CAPITAL) | W(BASE))))
            return i;
    }
    return i;
}

/* How far back words before the marks belong to what was said: The plan is "…," he said. */
static guint32
mixed_start(State *state, guint32 open)
{
    const Text *text = state->text;
    guint32 start = left_start(state, open), bracket = NONE;
    if (open > start &&
        (is_mark(text, open - 1, MARK_COLON) || is_mark(text, open - 1, MARK_SEMICOLON) ||
         (is_mark(text, open - 1, MARK_DASH) && region_of(text, open)->n_words > 3)))
        return open; /* a thought of the narrator's - "…," he said */
    for (guint32 i = start; i < open; i = step(text, i)) {
        if (opens_region(text, i))
            return start;
        if (is_mark(text, i, MARK_COLON))
            return open;
        bracket = is_mark(text, i, MARK_OPEN)    ? i + 1
                  : is_mark(text, i, MARK_CLOSE) ? NONE
                                                 : bracket;
    }
    if (bracket != NONE)
        start = bracket; /* it rained ("…," he said) */
    if (open > start && has(text, start, W(PREPOSITION) | W(SUBORDINATOR)) &&
        has(text, open + 1, W(LETTERS)) && !has(text, open + 1, W(CAPITAL)))
        return start; /* Despite his "long speech," */
    guint32 last = open - (open > start && is_mark(text, open - 1, MARK_COMMA));
    return has_finite_verb(text, start, last + 1) || last - start > 6 || open == start ? start
                                                                                       : open;
}

guint32
attribute_left(State *state, const Cue *cue, guint32 r)
{
    const Text *text = state->text;
    guint32 open = text->regions.at[r].open;
    Complement rest = { .addressee_first = NONE };
    gboolean inverted = cue->form == CUE_INVERTED || cue->form == CUE_ACCORDING;
    guint32 q =
        add_quotation(state, cue, inverted ? RULE_MARKS_CUE_SPEAKER : RULE_MARKS_SPEAKER_CUE);
    take_pending(state, q, r);
    guint32 start = mixed_start(state, open);
    add_part(state, q, start, text->regions.at[r].close + 1);
    guint32 i = skip_rest(text, inverted ? cue->subject_last : cue->last, state->sentence->last,
                          cue, &rest);
    state->text->quotations.at[q].addressee_first = rest.addressee_first;
    state->text->quotations.at[q].addressee_last = rest.addressee_last;
    guint32 end = take_marks_right(state, q, i);
    if (end == i)
        end = take_clause_right(state, q, i, cue, start, open);
    return end == i ? take_marks_ahead(state, q, i) : end;
}

/* ---- marks on the right: he said, "…" ---- */

/* Whether words in marks stand for themselves and not as a part of the clause around them. */
static gboolean
is_whole(const Text *text, const Sentence *sentence, guint32 open)
{
    const Region *region = region_of(text, open);
    gboolean introduced =
        is_mark(text, open - 1, MARK_COMMA) || is_mark(text, open - 1, MARK_COLON);
    guint32 next = region->close + 1;
    if (next >= sentence->last || !is_word(text, next))
        return TRUE;
    if (region->last_mark == MARK_STOP || region->last_mark == MARK_QUESTION ||
        region->last_mark == MARK_EXCLAMATION)
        return TRUE;
    if (region->n_words > 1 &&
        (has(text, next, W(TIME) | W(DAY)) ||
         (has(text, next, W(PREPOSITION)) && tells_of_saying(text, sentence, next))))
        return TRUE;
    if (region->last_mark == MARK_COMMA)
        return introduced ||
               has(text, next, W(AND) | W(BUT) | W(SUBORDINATOR) | W(ING) | W(RELATIVE));
    return introduced && region->n_words > 6;
}

/* In parts of the north, he said, "we know nothing": what was said began before the cue and goes on in small letters. */
static void
take_fragment_left(State *state, guint32 quotation, const Cue *cue, guint32 open)
{
    const Text *text = state->text;
    guint32 before = cue->subject_first;
    if (cue->form != CUE_FINITE || before == NONE || before <= state->limit + 1 ||
        has(text, before, W(RELATIVE)) || !is_mark(text, before - 1, MARK_COMMA) ||
        !is_mark(text, open - 1, MARK_COMMA) || (cue->frames & FRAME_CLAUSE) == 0 ||
        region_of(text, open)->n_words == 0 || has(text, open + 1, W(CAPITAL)) ||
        !has(text, open + 1, W(LETTERS)))
        return;
    guint32 start = left_start(state, before - 1);
    if (has(text, start, W_CUE | W(CONTENT)))
        return;
    add_part(state, quotation, start, before - 1);
}

guint32
attribute_quote(State *state, const Cue *cue, const Complement *complement)
{
    Text *text = state->text;
    guint32 open = complement->first;
    gboolean noun = cue->form == CUE_NOUN;
    guint32 q = add_quotation(state, cue, noun ? RULE_NOUN : RULE_SPEAKER_CUE_MARKS);
    text->quotations.at[q].addressee_first = complement->addressee_first;
    text->quotations.at[q].addressee_last = complement->addressee_last;
    state->pending = NONE;
    take_fragment_left(state, q, cue, open);
    if (!noun && !is_whole(text, state->sentence, open)) {
        guint32 end = clause_end(text, state->sentence, open, cue);
        add_part(state, q, open, end);
        return end;
    }
    add_region_part(state, q, text->tokens.at[open].region);
    return take_marks_right(state, q, region_of(text, open)->close + 1);
}
