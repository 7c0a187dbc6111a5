/* attribute.c: the grammar: which words were said, by which cue, by whom. SPDX-License-Identifier: MIT */
#include "clauses.h"
#include "passes.h"

#include <galley/standard.h>

/*
 * Sentence by sentence, from left to right. A cue with marks on its left closes them ("…," he said), one with marks or
 * a clause on its right opens them (he said: "…", he said that ...), one at the end of a plain clause takes that
 * (..., he said). What a cue took is not searched for further cues, so that of nested reports the outer one is found.
 */

typedef struct {
    Text *text;
    const Sentence *sentence;
    guint32 limit;       /* what stands left of it belongs to an earlier attribution */
    guint32 last_quote;  /* the last quotation with marks, or NONE */
    guint32 last_sentence; /* the last one that it took words in marks from */
    guint32 pending;     /* the first region of those just before that nobody took yet, or NONE */
    guint32 colon;       /* a quotation that waits for what follows its colon, or NONE */
    guint32 subject_first, subject_last; /* of the last cue in this sentence; NONE */
} State;

/* ---- making quotations ---- */

static guint32
add_quotation(State *state, const Cue *cue, Rule rule)
{
    Text *text = state->text;
    Quotation *quotation = array_push(text->quotations);
    *quotation = (Quotation){ .cue_first = cue->first, .cue_last = cue->last, .speaker_first = cue->subject_first,
                              .speaker_last = cue->subject_last, .addressee_first = NONE, .addressee_last = NONE,
                              .entity = NONE, .rule = (guint8)rule };
    if (cue->subject_first != NONE && cue->form != CUE_ACCORDING) {
        state->subject_first = cue->subject_first;
        state->subject_last = cue->subject_last;
    }
    return text->quotations.n - 1;
}

static gboolean
has_words(const Text *text, guint32 first, guint32 last)
{
    for (guint32 i = first; i < last; i++)
        if (has(text, i, W(LETTERS) | W(DIGITS)))
            return TRUE;
    return FALSE;
}

/* Takes tokens into a quotation; regions among them are its own from now on. */
static void
add_part(State *state, guint32 quotation, guint32 first, guint32 last)
{
    Text *text = state->text;
    while (last > first && (is_mark(text, last - 1, MARK_COMMA) || is_mark(text, last - 1, MARK_STOP)))
        last--;
    if (!has_words(text, first, last))
        return;
    Part *part = array_push(text->parts);
    *part = (Part){ quotation, first, last };
    for (guint32 i = first; i < last; i++)
        text->tokens.at[i].word |= W(CONTENT);
    for (guint32 i = first; i < last; i = step(text, i)) {
        if (!opens_region(text, i))
            continue;
        text->regions.at[text->tokens.at[i].region].quotation = quotation;
        state->last_quote = quotation;
        state->last_sentence = (guint32)(state->sentence - text->sentences.at);
    }
}

static void
add_region_part(State *state, guint32 quotation, guint32 r)
{
    const Region *region = &state->text->regions.at[r];
    add_part(state, quotation, region->open, region->close + 1);
}

/* Uncued quotations right before belong to the one that tells who spoke. */
static void
take_pending(State *state, guint32 quotation, guint32 before)
{
    if (state->pending == NONE)
        return;
    for (guint32 r = state->pending; r < before; r++)
        if (state->text->regions.at[r].quotation == NONE)
            add_region_part(state, quotation, r);
    state->pending = NONE;
}

/* ---- marks on the left: "…," he said ---- */

/* The region that ends right before @i, a comma between them or not; NONE if there is none to be closed there. */
static guint32
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
        if (is_mark(text, at, MARK_COMMA) || is_mark(text, at, MARK_COLON) || is_mark(text, at, MARK_DASH))
            at++;
        if (at < end && has(text, at, W(AND)))
            at++;
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

static guint32
left_start(const State *state, guint32 open)
{
    const Text *text = state->text;
    guint32 start = state->limit;
    while (start < open && (!is_word(text, start) || has(text, start, W(AND) | W(BUT))))
        start = step(text, start);
    return start > open ? open : start;
}

/* How far back words before the marks belong to what was said: The plan is "…," he said. */
static guint32
mixed_start(const State *state, guint32 open)
{
    const Text *text = state->text;
    guint32 start = left_start(state, open);
    for (guint32 i = start; i < open; i = step(text, i)) {
        if (opens_region(text, i))
            return start;
        if (is_mark(text, i, MARK_COLON))
            return open;
    }
    guint32 last = open - (open > start && is_mark(text, open - 1, MARK_COMMA));
    return has_finite_verb(text, start, last + 1) || last - start > 6 || open == start ? start : open;
}

static guint32
attribute_left(State *state, const Cue *cue, guint32 r)
{
    const Text *text = state->text;
    guint32 open = text->regions.at[r].open;
    Complement rest = { .addressee_first = NONE };
    gboolean inverted = cue->form == CUE_INVERTED || cue->form == CUE_ACCORDING;
    guint32 q = add_quotation(state, cue, inverted ? RULE_MARKS_CUE_SPEAKER : RULE_MARKS_SPEAKER_CUE);
    take_pending(state, q, r);
    add_part(state, q, mixed_start(state, open), text->regions.at[r].close + 1);
    guint32 i = skip_rest(text, inverted ? cue->subject_last : cue->last, state->sentence->last, cue, &rest);
    state->text->quotations.at[q].addressee_first = rest.addressee_first;
    state->text->quotations.at[q].addressee_last = rest.addressee_last;
    return take_marks_right(state, q, i);
}

/* ---- marks or a clause on the right ---- */

/* Whether words in marks stand for themselves and not as a part of the clause around them. */
static gboolean
is_whole(const Text *text, const Sentence *sentence, guint32 open)
{
    const Region *region = region_of(text, open);
    gboolean introduced = is_mark(text, open - 1, MARK_COMMA) || is_mark(text, open - 1, MARK_COLON);
    guint32 next = region->close + 1;
    if (next >= sentence->last || !is_word(text, next))
        return TRUE;
    if (region->last_mark == MARK_STOP || region->last_mark == MARK_QUESTION || region->last_mark == MARK_EXCLAMATION)
        return TRUE;
    if (region->last_mark == MARK_COMMA)
        return introduced || has(text, next, W(AND) | W(BUT) | W(SUBORDINATOR) | W(ING) | W(RELATIVE));
    return introduced && region->n_words > 6;
}

static guint32
attribute_quote(State *state, const Cue *cue, const Complement *complement)
{
    Text *text = state->text;
    guint32 open = complement->first;
    guint32 q = add_quotation(state, cue, RULE_SPEAKER_CUE_MARKS);
    text->quotations.at[q].addressee_first = complement->addressee_first;
    text->quotations.at[q].addressee_last = complement->addressee_last;
    state->pending = NONE;
    if (!is_whole(text, state->sentence, open)) {
        guint32 end = clause_end(text, state->sentence, open, cue);
        add_part(state, q, open, end);
        return end;
    }
    add_region_part(state, q, text->tokens.at[open].region);
    return take_marks_right(state, q, region_of(text, open)->close + 1);
}

static guint32
attribute_clause(State *state, const Cue *cue, const Complement *complement)
{
    Text *text = state->text;
    Cue whole = *cue;
    whole.last = complement->cue_last;
    Rule rule = cue->form == CUE_NOUN                       ? RULE_NOUN
                : complement->kind == COMPLEMENT_PHRASE ? RULE_SPEAKER_CUE_PHRASE
                                                        : RULE_SPEAKER_CUE_CLAUSE;
    guint32 end = clause_end(text, state->sentence, complement->first, cue);
    if (!has_words(text, complement->first, end))
        return cue->last;
    guint32 q = add_quotation(state, &whole, rule);
    text->quotations.at[q].addressee_first = complement->addressee_first;
    text->quotations.at[q].addressee_last = complement->addressee_last;
    add_part(state, q, complement->first, end);
    if (end == state->sentence->last && is_mark(text, end - 1, MARK_COLON))
        state->colon = q; /* what stands below is said too */
    return end;
}

/* ---- a plain clause on the left: ..., he said. ---- */

static gboolean
ends_clause(const State *state, guint32 i)
{
    const Text *text = state->text;
    if (i >= state->sentence->last)
        return TRUE;
    guint8 mark = text->tokens.at[i].mark;
    return mark == MARK_STOP || mark == MARK_COMMA || mark == MARK_SEMICOLON || mark == MARK_DASH ||
           mark == MARK_QUESTION || mark == MARK_EXCLAMATION || mark == MARK_OPEN;
}

static guint32
attribute_clause_left(State *state, const Cue *cue)
{
    Text *text = state->text;
    gboolean inverted = cue->form == CUE_INVERTED || cue->form == CUE_ACCORDING;
    guint32 before = inverted ? cue->first : cue->subject_first;
    if (before == NONE || before <= state->limit || (cue->frames & FRAME_CLAUSE) == 0 ||
        opens_region(text, state->limit) || has(text, cue->subject_first, W(RELATIVE)))
        return NONE;
    guint32 last = before - 1;
    gboolean comma = is_mark(text, last, MARK_COMMA);
    if (!comma && cue->form != CUE_ACCORDING)
        return NONE;
    Complement rest = { .addressee_first = NONE };
    guint32 after = inverted ? cue->subject_last : skip_rest(text, cue->last, state->sentence->last, cue, &rest);
    if (!ends_clause(state, after) && cue->form != CUE_ACCORDING)
        return NONE;
    guint32 start = left_start(state, last);
    if (!has_finite_verb(text, start, last + 1))
        return NONE;
    guint32 q = add_quotation(state, cue, cue->form == CUE_ACCORDING ? RULE_ACCORDING_TO : RULE_CLAUSE_SPEAKER_CUE);
    add_part(state, q, start, comma ? last : before);
    text->quotations.at[q].addressee_first = rest.addressee_first;
    text->quotations.at[q].addressee_last = rest.addressee_last;
    if (after < state->sentence->last && is_mark(text, after, MARK_COMMA) && after + 1 < state->sentence->last &&
        has(text, after + 1, W(VERB) | W(AND) | W(BUT) | W(PREPOSITION) | W_AUXILIARY | W(RELATIVE)) &&
        cue->form != CUE_ACCORDING) {
        guint32 end = clause_end(text, state->sentence, after + 1, cue);
        add_part(state, q, after + 1, end);
        return end;
    }
    return after;
}

/* According to X, ... */
static guint32
attribute_according(State *state, const Cue *cue)
{
    Text *text = state->text;
    guint32 after = cue->subject_last;
    if (after < state->sentence->last && is_mark(text, after, MARK_COMMA))
        after++;
    if (after >= state->sentence->last)
        return NONE;
    guint32 end = clause_end(text, state->sentence, after, cue);
    if (!has_words(text, after, end))
        return NONE;
    guint32 q = add_quotation(state, cue, RULE_ACCORDING_TO);
    add_part(state, q, after, end);
    return end;
}

/* ---- NAME: words, in headlines and transcripts ---- */

static gboolean
attribute_turn(State *state)
{
    Text *text = state->text;
    const Sentence *sentence = state->sentence;
    if (sentence->first != text->paragraphs.at[sentence->paragraph].begin)
        return FALSE;
    guint32 first = sentence->first + opens_region(text, sentence->first);
    guint32 i = first;
    while (i < sentence->last && i < first + 6 && is_word(text, i) && has(text, i, W(CAPITAL) | W(CLITIC)))
        i++;
    if (i == first || i + 1 >= sentence->last || !is_mark(text, i, MARK_COLON) ||
        has(text, i - 1, W(MEDIUM) | W(DAY) | W(DIGITS)) || has(text, i - 1, W_CUE))
        return FALSE;
    if (!sentence->heading && !has(text, i + 1, W(CAPITAL) | W(DIGITS)) && !opens_region(text, i + 1))
        return FALSE;
    Cue cue = { .first = i, .last = i + 1, .verb = i, .subject_first = first, .subject_last = i };
    guint32 q = add_quotation(state, &cue, RULE_NAME_COLON);
    add_part(state, q, i + 1, sentence->last);
    return TRUE;
}

/* Where a name of at most five words in capitals begins that ends before @end; @end if there is none. */
static guint32
name_before(const Text *text, guint32 end, guint32 limit)
{
    guint32 i = end;
    while (i > limit && end - i < 5 && has(text, i - 1, W(CAPITAL)) && is_word(text, i - 1))
        i--;
    return end - i < 5 && (i == limit || !is_word(text, i - 1) || has(text, i - 1, W(AND) | W(ROLE) | W(TITLE))) ? i : end;
}

static guint32
name_after(const Text *text, guint32 begin, guint32 limit)
{
    guint32 i = begin;
    while (i < limit && i - begin < 6 && ((has(text, i, W(CAPITAL)) && is_word(text, i)) || is_mark(text, i, MARK_STOP)))
        i++;
    return i == limit || is_mark(text, i, MARK_COMMA) || is_mark(text, i, MARK_OPEN) ? i : begin;
}

/* "…" — NAME; NAME: "…" */
static gboolean
attribute_name_beside(State *state, guint32 r)
{
    const Text *text = state->text;
    const Region *region = &text->regions.at[r];
    const Paragraph *paragraph = &text->paragraphs.at[state->sentence->paragraph];
    guint32 begin = paragraph->begin, end = paragraph->end;
    Cue cue = { .form = CUE_FINITE };
    guint32 colon = region->open - 1, dash = region->close + 1;
    if (region->open > begin + 1 && is_mark(text, colon, MARK_COLON) && name_before(text, colon, begin) < colon) {
        cue = (Cue){ .first = colon, .last = colon + 1, .subject_first = name_before(text, colon, begin),
                     .subject_last = colon };
    } else if (dash + 1 < end && is_mark(text, dash, MARK_DASH) && name_after(text, dash + 1, end) > dash + 1) {
        cue = (Cue){ .first = dash, .last = dash + 1, .subject_first = dash + 1,
                     .subject_last = name_after(text, dash + 1, end) };
    } else {
        return FALSE;
    }
    guint32 q = add_quotation(state, &cue, RULE_NAME_BESIDE);
    add_region_part(state, q, r);
    return TRUE;
}

/* As X observed, ... */
static guint32
attribute_as(State *state, const Cue *cue)
{
    Text *text = state->text;
    guint32 first = state->sentence->first;
    if (cue->form != CUE_FINITE || cue->subject_first != first + 1 || !has(text, first, W(SUBORDINATOR)) ||
        !has(text, first, W(PREPOSITION)) || cue->last >= state->sentence->last ||
        (cue->frames & FRAME_CLAUSE) == 0)
        return NONE;
    guint32 i = skip_adjuncts(text, cue->last, state->sentence->last);
    if (i >= state->sentence->last || !is_mark(text, i, MARK_COMMA))
        return NONE;
    guint32 q = add_quotation(state, cue, RULE_AS_SPEAKER_CUE);
    guint32 end = clause_end(text, state->sentence, i + 1, cue);
    add_part(state, q, i + 1, end);
    return end;
}

/* ---- one cue ---- */

static gboolean
settle_subject(const State *state, Cue *cue)
{
    if (cue->subject_first != NONE)
        return TRUE;
    if (state->subject_first != NONE) {
        cue->subject_first = state->subject_first;
        cue->subject_last = state->subject_last;
        return TRUE;
    }
    if (subject_left(state->text, cue->first, state->sentence->first, &cue->subject_first, &cue->subject_last))
        return TRUE;
    cue->subject_first = cue->subject_last = NONE;
    return cue->form == CUE_PARTICIPLE;
}

static guint32
try_right(State *state, Cue *cue)
{
    if (cue->form == CUE_INVERTED)
        return NONE;
    Complement complement = complement_of(state->text, state->sentence, cue);
    gboolean weak = (cue->frames & FRAME_WEAK) != 0;
    if (complement.kind == COMPLEMENT_NONE || !settle_subject(state, cue) ||
        (weak && complement.kind != COMPLEMENT_QUOTE && complement.kind != COMPLEMENT_COLON))
        return NONE;
    if (complement.kind == COMPLEMENT_QUOTE && (cue->frames & (FRAME_DIRECT | FRAME_WEAK)) == 0)
        complement.kind = COMPLEMENT_PHRASE;
    if (complement.first == cue->last && has(state->text, cue->verb, W(TITLE_CUE)) &&
        opens_region(state->text, complement.first))
        return NONE; /* a book called "…" */
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
closes_speech(const State *state, const Cue *cue, guint32 r)
{
    const Region *region = &state->text->regions.at[r];
    if (region->n_words > 2 || region->open == left_start(state, region->open))
        return TRUE;
    return complement_of(state->text, state->sentence, cue).kind != COMPLEMENT_CLAUSE &&
           region->last_mark != MARK_NONE;
}

/* Where the attribution that @cue makes ends; NONE if it makes none. */
static guint32
attribute_cue(State *state, Cue *cue)
{
    gboolean verb_first = cue->form == CUE_INVERTED || cue->form == CUE_ACCORDING;
    guint32 left = verb_first ? cue->first : cue->subject_first;
    guint32 r = left == NONE ? NONE : region_before(state, left);
    if (r != NONE && (verb_first || closes_speech(state, cue, r)) && (cue->frames & (FRAME_DIRECT | FRAME_WEAK)) != 0)
        return attribute_left(state, cue, r);
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

/* A sentence that is all in marks goes on with the quotation before it, or waits for the next cue. */
static gboolean
attribute_all_marks(State *state)
{
    const Text *text = state->text;
    if (!is_all_marks(text, state->sentence))
        return FALSE;
    guint32 r = text->tokens.at[state->sentence->first].region;
    if (state->colon != NONE) {
        take_sentence(state, state->colon);
        state->colon = NONE;
    } else if (state->last_quote != NONE && state->pending == NONE &&
               state->last_sentence + 1 == (guint32)(state->sentence - text->sentences.at)) {
        take_sentence(state, state->last_quote);
    } else if (state->pending == NONE) {
        state->pending = r;
    }
    return TRUE;
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
        if (!has(text, i - 1, W_CUE | W(ACCORDING)) || !cue_at(text, state->sentence, i - 1, state->limit, &cue))
            continue;
        if (cue.form == CUE_PARTICIPLE || cue.form == CUE_COORDINATE)
            return FALSE;
        guint32 left = cue.form == CUE_FINITE ? cue.subject_first : cue.first;
        if (left == state->limit || !is_mark(text, left - 1, MARK_COMMA) || closes_region(text, left - 2))
            return FALSE;
        if (cue.form == CUE_FINITE && complement_of(text, state->sentence, &cue).kind != COMPLEMENT_NONE)
            return FALSE;
        return attribute_clause_left(state, &cue) != NONE;
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
        if (has(text, i, W_CUE | W(ED) | W(ACCORDING) | W(NOUN_CUE)) && cue_at(text, state->sentence, i, state->limit, &cue)) {
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

static void
attribute_sentence(State *state)
{
    state->limit = state->sentence->first;
    state->subject_first = state->subject_last = NONE;
    if (attribute_turn(state) || attribute_all_marks(state))
        return;
    state->colon = NONE;
    if (!attribute_tail(state))
        attribute_cues(state);
    guint32 first = state->sentence->first;
    if (state->pending != NONE && !opens_region(state->text, first))
        state->pending = NONE;
}

/* ---- what nobody took ---- */

/* Any other verb whose object or phrase holds words in marks: signed a bill that "would end" it. */
static gboolean
attribute_verb(State *state, guint32 r)
{
    const Text *text = state->text;
    guint32 open = text->regions.at[r].open;
    const Sentence *sentence = state->sentence;
    Cue cue = { .frames = 0, .form = CUE_FINITE };
    if (open <= sentence->first ||
        !verb_left(text, open, sentence->first, &cue))
        return FALSE;
    guint32 first = cue.last;
    while (first < open && has(text, first, W(PREPOSITION)))
        first++;
    for (guint32 i = first; i < open; i++)
        if (has(text, i, W(CONTENT)))
            return FALSE;
    guint32 q = add_quotation(state, &cue, RULE_VERB);
    guint32 end = clause_end(text, sentence, open, &cue);
    if (text->regions.at[r].last_mark == MARK_COMMA || text->regions.at[r].last_mark == MARK_STOP)
        end = text->regions.at[r].close + 1;
    add_part(state, q, first, end);
    return TRUE;
}

static void
attribute_rest(State *state)
{
    Text *text = state->text;
    guint32 s = 0;
    for (guint32 r = 0; r < text->regions.n; r++) {
        const Region *region = &text->regions.at[r];
        if (region->quotation != NONE || region->kind != REGION_SPEECH || region->single || region->n_words < 2)
            continue;
        while (text->sentences.at[s].last <= region->open)
            s++;
        state->sentence = &text->sentences.at[s];
        if (attribute_name_beside(state, r) || attribute_verb(state, r) || region->n_words < 5)
            continue;
        Cue none = { .first = NONE, .last = NONE, .subject_first = NONE, .subject_last = NONE };
        guint32 q = add_quotation(state, &none, RULE_MARKS);
        add_region_part(state, q, r);
    }
}

/* ---- kinds ---- */

/* Direct: at least nine tenths of the letters, and all but twelve, stand in marks. */
static void
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
attribute(Text *text)
{
    State state = { .text = text, .last_quote = NONE, .pending = NONE, .colon = NONE };
    for (guint32 s = 0; s < text->sentences.n; s++) {
        state.sentence = &text->sentences.at[s];
        attribute_sentence(&state);
    }
    attribute_rest(&state);
    set_kinds(text);
    if (text->parts.n > 0)
        g_qsort_with_data(text->parts.at, (gint)text->parts.n, sizeof *text->parts.at, compare_parts, NULL);
}
