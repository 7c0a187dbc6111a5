/* attribute.c: the grammar: which words were said, by which cue, by whom. SPDX-License-Identifier: MIT */
#include "attribution.h"
#include "passes.h"

/*
 * Sentence by sentence, from left to right. A cue with marks on its left closes them ("…," he said), one with marks or
 * a clause on its right opens them (he said: "…", he said that ...), one at the end of a plain clause takes that
 * (..., he said). What a cue took is not searched for further cues, so that of nested reports the outer one is found.
 */

/* ---- one cue ---- */

/* Smith, calling it "a mess," voted no: the noun phrase that opens the sentence, with no verb yet. */
static gboolean
find_apposed(const State *state, Cue *cue)
{
    const Text *text = state->text;
    guint32 first = state->sentence->first, comma = cue->first - 1;
    if (cue->form != CUE_PARTICIPLE || cue->first < first + 2 ||
        !is_mark(text, comma, MARK_COMMA) || !begins_noun(text, first) ||
        phrase_before(text, comma, first) != first)
        return FALSE;
    cue->subject_first = first;
    cue->subject_last = comma;
    return TRUE;
}

/* Hale, when asked why it rained, said: the noun phrase that opens the sentence, a clause in commas behind it. */
static gboolean
find_before_clause(const State *state, Cue *cue)
{
    const Text *text = state->text;
    guint32 first = state->sentence->first;
    if (cue->form != CUE_COORDINATE || state->limit == first || cue->first < first + 4 ||
        !is_mark(text, cue->first - 1, MARK_COMMA) || !begins_noun(text, first))
        return FALSE;
    guint32 end = phrase_after(text, first, cue->first - 1);
    if (end == first || !is_mark(text, end, MARK_COMMA) || !has(text, end + 1, W(SUBORDINATOR)))
        return FALSE;
    cue->subject_first = first;
    cue->subject_last = end;
    return TRUE;
}

static gboolean
settle_subject(const State *state, Cue *cue)
{
    if (cue->subject_first != NONE || cue->form == CUE_PASSIVE || cue->form == CUE_NOUN)
        return TRUE;
    gboolean relative = state->subject_first != NONE &&
                        has(state->text, state->subject_first, W(RELATIVE)) &&
                        !has(state->text, state->subject_first, W(CAPITAL));
    if (relative && cue->form == CUE_COORDINATE && cue->first > state->sentence->first &&
        !has(state->text, cue->first - 1, W(AND) | W(BUT))) {
        cue->subject_first = phrase_before(state->text, cue->first, state->sentence->first);
        cue->subject_last = cue->first; /* Ann Lee, who calls it a "mess," said */
        if (cue->subject_first != NONE && cue->subject_first < cue->first)
            return TRUE;
    }
    if (find_before_clause(state, cue))
        return TRUE;
    if (cue->form == CUE_COORDINATE && state->limit > state->sentence->first &&
        find_subject_left(state->text, cue, state->limit))
        return TRUE; /* called it a "mess" after she left and blamed */
    if (state->subject_first != NONE && !(relative && cue->form == CUE_PARTICIPLE)) {
        cue->subject_first = state->subject_first;
        cue->subject_last = state->subject_last;
        return TRUE;
    }
    if (find_subject_left(state->text, cue, state->sentence->first) || find_apposed(state, cue))
        return TRUE;
    cue->subject_first = cue->subject_last = NONE;
    return cue->form == CUE_PARTICIPLE || cue->form == CUE_INFINITIVE;
}

/* "I see," he went on; but no more than that */
static gboolean
is_going(const Text *text, guint32 verb)
{
    return is_word_form(text, verb, "went") || is_word_form(text, verb, "gone") ||
           is_word_form(text, verb, "goes") || is_word_form(text, verb, "going");
}

/* sang "Yesterday", read "Emma": a title, of one word too */
static gboolean
is_titled(const Text *text, guint32 open)
{
    const Region *region = region_of(text, open);
    return region->kind == REGION_TITLE ||
           (region->n_words == 1 && region->last_mark == MARK_NONE &&
            has(text, open + 1, W(CAPITAL)));
}

/* It rained, suggesting that ...; she left as he came, suggesting that ...: what happened tells so, nobody says it. */
static gboolean
is_told_by_fact(const State *state, const Cue *cue)
{
    const Text *text = state->text;
    Cue left;
    if ((cue->frames & FRAME_FACT) == 0 || cue->form != CUE_PARTICIPLE ||
        state->subject_first != NONE || !verb_left(text, cue->first, state->sentence->first, &left))
        return FALSE;
    if (left.subject_first > state->sentence->first &&
        has(text, left.subject_first - 1, W(SUBORDINATOR)))
        return TRUE;
    for (guint32 i = left.subject_first; i < left.subject_last; i++)
        if (has(text, i, W(ROLE) | W(PLURAL_ROLE) | W(MEDIUM) | W(HE) | W(SHE) | W(THEY)) ||
            (has(text, i, W(CAPITAL)) && !has(text, i, W(OPENS_SENTENCE))) ||
            has(text, i, W_NAME_WORD))
            return FALSE;
    return !has(text, left.subject_first, W(CAPITAL)) ||
           has(text, left.subject_first, W(DETERMINER));
}

static guint32
try_right(State *state, Cue *cue)
{
    if (cue->form == CUE_INVERTED)
        return NONE;
    Complement complement = complement_of(state->text, state->sentence, cue);
    gboolean weak = (cue->frames & FRAME_WEAK) != 0;
    if (complement.kind == COMPLEMENT_NONE || !settle_subject(state, cue) ||
        (weak && complement.kind != COMPLEMENT_QUOTE && complement.kind != COMPLEMENT_COLON) ||
        (cue->form == CUE_INFINITIVE && complement.kind == COMPLEMENT_CLAUSE))
        return NONE;
    if (complement.kind == COMPLEMENT_QUOTE && (cue->frames & (FRAME_DIRECT | FRAME_WEAK)) == 0)
        complement.kind = COMPLEMENT_PHRASE;
    if (complement.first == cue->last && has(state->text, cue->verb, W(TITLE_CUE)) &&
        opens_region(state->text, complement.first))
        return NONE; /* a book called "…" */
    if (weak && opens_region(state->text, complement.first) &&
        (is_titled(state->text, complement.first) ||
         (complement.first == cue->last && is_going(state->text, cue->verb))))
        return NONE; /* read "…", went "…" */
    if (complement.kind == COMPLEMENT_CLAUSE && is_told_by_fact(state, cue))
        return NONE;
    switch (complement.kind) {
    case COMPLEMENT_QUOTE:
        return attribute_quote(state, cue, &complement);
    case COMPLEMENT_COLON:
        state->colon = add_quotation(state, cue, RULE_COLON);
        return state->sentence->last;
    default:
        return attribute_clause(state, cue, &complement);
    }
}

/* "Honestly," he said, "…"; but: After "Access Hollywood," he said that ... */
static gboolean
closes_speech(State *state, const Cue *cue, guint32 r)
{
    const Region *region = &state->text->regions.at[r];
    if (region->n_words > 2 || region->open == left_start(state, region->open))
        return TRUE;
    return complement_of(state->text, state->sentence, cue).kind != COMPLEMENT_CLAUSE &&
           region->last_mark != MARK_NONE;
}

/* Ann Lee was said (by X) to be ill: subject and infinitive. */
static guint32
attribute_said_to(State *state, const Cue *cue)
{
    Cue passive = *cue;
    guint32 to = agent_end(state->text, cue->last, state->sentence->last);
    passive.subject_first = to > cue->last ? cue->last + 1 : NONE;
    passive.subject_last = to > cue->last ? to : NONE;
    guint32 end = clause_end(state->text, state->sentence, to, &passive);
    guint32 q = add_quotation(state, &passive, RULE_SPEAKER_CUE_CLAUSE);
    add_part(state, q, cue->subject_first, cue->subject_last);
    add_part(state, q, to, end);
    return end;
}

/* He replied: "We know," he wrote, "…": who spoke is told twice; what follows is of the same quotation. */
static guint32
resume_quote(State *state, const Cue *cue, guint32 subject)
{
    const Text *text = state->text;
    if (subject <= state->sentence->first + 1 || !closes_region(text, subject - 1) ||
        !has(text, subject, W(HE) | W(SHE)) || cue->subject_last != subject + 1 ||
        cue->last + 1 >= state->sentence->last || !is_mark(text, cue->last, MARK_COMMA) ||
        !opens_region(text, cue->last + 1))
        return NONE;
    const Region *before = region_of(text, subject - 1), *after = region_of(text, cue->last + 1);
    if (before->quotation == NONE || before->last_mark != MARK_COMMA ||
        has(text, after->open + 1, W(CAPITAL)))
        return NONE;
    add_region_part(state, before->quotation, text->tokens.at[after->open].region);
    return after->close + 1;
}

/* "…," as he put it: words in marks that nothing stands before, and "as" between them and the subject; or NONE. */
static guint32
region_before_as(State *state, guint32 subject)
{
    const Text *text = state->text;
    if (subject <= state->limit + 1 || !has(text, subject - 1, W(SUBORDINATOR)) ||
        !is_word_form(text, subject - 1, "as"))
        return NONE;
    guint32 r = region_before(state, subject - 1);
    return r != NONE && text->regions.at[r].open == left_start(state, text->regions.at[r].open)
               ? r
               : NONE;
}

/* Where the attribution that @cue makes ends; NONE if it makes none. */
static guint32
attribute_cue(State *state, Cue *cue)
{
    if (cue->form == CUE_SAID_TO)
        return attribute_said_to(state, cue);
    gboolean verb_first = cue->form == CUE_INVERTED || cue->form == CUE_ACCORDING;
    guint32 left = verb_first ? cue->first : cue->subject_first;
    gboolean relative = !verb_first && left != NONE && has(state->text, left, W(RELATIVE)) &&
                        !has(state->text, left, W(CAPITAL));
    guint32 r = left == NONE || relative ? NONE : region_before(state, left);
    if (r == NONE && !verb_first && left != NONE && !relative)
        r = region_before_as(state, left);
    if (r != NONE && (verb_first || closes_speech(state, cue, r)) &&
        (cue->frames & (FRAME_DIRECT | FRAME_WEAK)) != 0)
        return attribute_left(state, cue, r);
    guint32 again = verb_first || left == NONE ? NONE : resume_quote(state, cue, left);
    if (again != NONE)
        return again;
    if (cue->form == CUE_ACCORDING && cue->first <= left_start(state, cue->first))
        return attribute_according(state, cue);
    if (!verb_first) {
        guint32 end = try_right(state, cue);
        if (end != NONE)
            return end;
    }
    if (r != NONE && (cue->frames & FRAME_DIRECT) != 0)
        return attribute_left(state, cue, r);
    guint32 end = attribute_as(state, cue);
    if (end != NONE)
        return end;
    return attribute_clause_left(state, cue);
}

/* ---- sentences ---- */

/* Whether nothing but words in marks stands in the sentence. */
static gboolean
is_all_marks(const Text *text, const Sentence *sentence)
{
    if (!opens_region(text, sentence->first))
        return FALSE;
    for (guint32 i = sentence->first; i < sentence->last; i = step(text, i))
        if (!opens_region(text, i) && is_word(text, i))
            return FALSE;
    return TRUE;
}

static void
take_sentence(State *state, guint32 quotation)
{
    const Text *text = state->text;
    for (guint32 i = state->sentence->first; i < state->sentence->last; i = step(text, i))
        if (opens_region(text, i))
            add_region_part(state, quotation, text->tokens.at[i].region);
}

/* In dialogue a paragraph is another's turn, unless the marks of the one before were left open. */
static gboolean
is_new_turn(const State *state, guint32 r)
{
    const Text *text = state->text;
    const Sentence *sentence = state->sentence;
    return text->settings.dialogue &&
           sentence->first == text->paragraphs.at[sentence->paragraph].begin &&
           (r == NONE || r == 0 || !text->regions.at[r - 1].goes_on);
}

/* He put it this way: and below it what he said. */
static guint32
introduced(State *state)
{
    Cue cue;
    guint32 end = state->introduction;
    if (end == NONE || state->sentence == state->text->sentences.at ||
        !verb_left(state->text, end, state->sentence[-1].first, &cue))
        return NONE;
    return add_quotation(state, &cue, RULE_COLON);
}

/* The road was shut, he said. "Nobody came.": plain words, and right behind them, in the same paragraph, marks. */
static gboolean
goes_on_in_marks(const State *state)
{
    const Text *text = state->text;
    guint32 s = (guint32)(state->sentence - text->sentences.at);
    return state->told != NONE && state->pending == NONE && state->told_sentence + 1 == s &&
           state->sentence->paragraph == state->sentence[-1].paragraph;
}

/* A sentence that is all in marks goes on with the quotation before it, or waits for the next cue. */
static gboolean
attribute_all_marks(State *state)
{
    const Text *text = state->text;
    if (!is_all_marks(text, state->sentence))
        return FALSE;
    guint32 r = text->tokens.at[state->sentence->first].region;
    if (state->colon == NONE)
        state->colon = introduced(state);
    if (state->colon != NONE) {
        take_sentence(state, state->colon);
        state->colon = NONE;
    } else if (state->last_quote != NONE && state->pending == NONE && !is_new_turn(state, r) &&
               state->last_sentence + 1 == (guint32)(state->sentence - text->sentences.at)) {
        take_sentence(state, state->last_quote);
    } else if (goes_on_in_marks(state)) {
        take_sentence(state, state->told);
    } else if (state->pending == NONE) {
        state->pending = r;
    }
    return TRUE;
}

/* He left because of "a change of heart," she said: the clause around the marks was said too. */
static gboolean
is_tail_of_clause(const State *state, guint32 r)
{
    const Text *text = state->text;
    guint32 open = text->regions.at[r].open;
    if (open <= state->sentence->first)
        return FALSE;
    for (guint32 i = state->sentence->first, n = 0; i < open && n < 2 * REACH;
         i = step(text, i), n++)
        if (opens_region(text, i) || is_mark(text, i, MARK_COLON))
            return FALSE;
    return text->regions.at[r].n_words < 12 && !is_mark(text, open - 1, MARK_COMMA) &&
           is_clause(text, state->sentence->first, open);
}

/* The last cue at the end of a plain clause: X did Y, he said. Nested cues before it are part of what was said. */
static gboolean
attribute_tail(State *state)
{
    const Text *text = state->text;
    guint32 last = state->sentence->last;
    guint32 low = last - state->sentence->first > 24 ? last - 24 : state->sentence->first;
    for (guint32 i = last; i > low; i--) {
        if (text->tokens.at[i - 1].region != NONE)
            return FALSE;
        Cue cue;
        if (!has(text, i - 1, W_CUE | W(ACCORDING)) ||
            !cue_at(text, state->sentence, i - 1, state->limit, &cue))
            continue;
        if (cue.form == CUE_PARTICIPLE || cue.form == CUE_COORDINATE || cue.form == CUE_INFINITIVE)
            return FALSE;
        guint32 left = cue.form == CUE_FINITE ? cue.subject_first : cue.first;
        if (left <= state->limit + 2 ||
            (cue.form == CUE_FINITE &&
             complement_of(text, state->sentence, &cue).kind != COMPLEMENT_NONE))
            return FALSE;
        guint32 r = region_before(state, left);
        if (r != NONE)
            return is_tail_of_clause(state, r) && attribute_left(state, &cue, r) != NONE;
        return is_mark(text, left - 1, MARK_COMMA) && attribute_clause_left(state, &cue) != NONE;
    }
    return FALSE;
}

static void
attribute_cues(State *state)
{
    const Text *text = state->text;
    guint32 i = state->sentence->first;
    while (i < state->sentence->last) {
        if (opens_region(text, i)) {
            i = region_of(text, i)->close + 1;
            continue;
        }
        Cue cue;
        if (has(text, i, W_CUE | W(ED) | W(ACCORDING) | W(NOUN_CUE) | W(VOICE)) &&
            cue_at(text, state->sentence, i, state->limit, &cue)) {
            guint32 end = attribute_cue(state, &cue);
            if (end != NONE && end > i) {
                state->limit = end;
                i = end;
                continue;
            }
        }
        i++;
    }
}

/* "…," she said. "We hope" for more: the next sentence begins in marks and has no cue of its own. */
static void
continue_mixed(State *state, guint32 before)
{
    const Text *text = state->text;
    guint32 first = state->sentence->first, s = (guint32)(state->sentence - text->sentences.at);
    if (before == NONE || before != state->last_quote || state->last_sentence + 1 != s ||
        state->sentence->paragraph != state->sentence[-1].paragraph)
        return;
    guint32 open = first;
    while (open < first + 2 && open + 1 < state->sentence->last &&
           (is_adverb(text, open) || (open > first && is_mark(text, open, MARK_COMMA))))
        open++; /* Then, "…" */
    if (!opens_region(text, open))
        return;
    const Region *region = region_of(text, open);
    if (region->quotation != NONE || region->kind != REGION_SPEECH || region->n_words < 4)
        return;
    Cue none = { .verb = first };
    guint32 after = region->close + 1;
    if (region->last_mark == MARK_COMMA && after < state->sentence->last &&
        has(text, after, W(GERUND)))
        add_region_part(state, before, text->tokens.at[open].region); /* "…," laughing */
    else
        add_part(state, before, first, clause_end(text, state->sentence, first, &none));
}

static void
attribute_sentence(State *state)
{
    if (state->sentence->first < state->taken)
        return;
    state->limit = state->sentence->first;
    state->start_of = NONE;
    state->subject_first = state->subject_last = NONE;
    guint32 first = state->sentence->first;
    gboolean marks = opens_region(state->text, first);
    if (!marks || is_new_turn(state, state->text->tokens.at[first].region))
        state->pending = NONE;
    if (attribute_turn(state) || attribute_all_marks(state)) {
        state->introduction = NONE;
        return;
    }
    state->colon = NONE;
    state->introduction = NONE;
    guint32 before = state->last_quote;
    if (!attribute_tail(state))
        attribute_cues(state);
    continue_mixed(state, before);
    guint32 last = state->sentence->last;
    if (state->colon == NONE && is_mark(state->text, last - 1, MARK_COLON) && state->limit < last)
        state->introduction = last;
}

void
attribute(Text *text)
{
    State state = { .text = text,
                    .last_quote = NONE,
                    .told = NONE,
                    .pending = NONE,
                    .colon = NONE,
                    .introduction = NONE };
    for (guint32 s = 0; s < text->sentences.n; s++) {
        state.sentence = &text->sentences.at[s];
        attribute_sentence(&state);
    }
    attribute_rest(&state);
    set_kinds(text);
    sort_parts(text);
}
