/* attribute-clause.c: clauses beside a cue: he said that ...; ..., he said; according to him, .... SPDX-License-Identifier: MIT */
#include "attribution.h"

/* ---- a clause on the right ---- */

/* Saying that it rained, Tom left: the subject stands behind the comma. */
static void
look_behind(const State *state, Cue *cue, guint32 comma)
{
    guint32 limit = state->sentence->last;
    const Text *text = state->text;
    if (cue->form != CUE_PARTICIPLE || cue->subject_first != NONE || comma + 1 >= limit)
        return;
    gboolean inside =
        closes_region(text, comma - 1) && region_of(text, comma - 1)->last_mark == MARK_COMMA;
    if (!inside && !is_mark(text, comma, MARK_COMMA))
        return;
    guint32 first = inside ? comma : comma + 1, end = phrase_after(text, first, limit);
    while (end > first + 1 && has(text, end - 1, W(ED)) && !has(text, end - 1, W(CAPITAL)))
        end--; /* its own verb */
    if (end == first || !(begins_noun(text, first) || has(text, first, W(SUBJECT))))
        return;
    cue->subject_first = first;
    cue->subject_last = end;
}

/* said nothing, did not say much: one word by which nothing is told */
static gboolean
says_nothing(const Text *text, guint32 first, guint32 end)
{
    static const char *const forms[] = { "nothing", "anything", "something", "little", "much" };
    while (end > first && !is_word(text, end - 1))
        end--;
    if (end == first + 1 && has(text, first, W(LY)))
        return TRUE; /* said simply */
    for (guint f = 0; end == first + 1 && f < G_N_ELEMENTS(forms); f++)
        if (is_word_form(text, first, forms[f]))
            return TRUE;
    return FALSE;
}

guint32
attribute_clause(State *state, const Cue *cue, const Complement *complement)
{
    Text *text = state->text;
    Cue whole = *cue;
    whole.last = complement->cue_last;
    Rule rule = cue->form == CUE_NOUN                   ? RULE_NOUN
                : complement->kind == COMPLEMENT_PHRASE ? RULE_SPEAKER_CUE_PHRASE
                                                        : RULE_SPEAKER_CUE_CLAUSE;
    guint32 end = complement->kind == COMPLEMENT_PHRASE
                      ? phrase_end(text, state->sentence, complement->first)
                      : clause_end(text, state->sentence, complement->first, cue);
    if (!has_words(text, complement->first, end) || says_nothing(text, complement->first, end))
        return cue->last;
    look_behind(state, &whole, end);
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

static gboolean
ends_sentence(const State *state, guint32 i)
{
    return i >= state->sentence->last ||
           (is_mark(state->text, i, MARK_STOP) && i + 1 == state->sentence->last);
}

/* The plan, he said, is dead: what was said goes on behind the comma. */
static gboolean
continues_after(const State *state, guint32 start, guint32 last, guint32 i)
{
    const Text *text = state->text;
    if (i + 2 < state->sentence->last && is_mark(text, i, MARK_COMMA) &&
        has(text, i + 1, W(PAST) | W(S) | W(ED)) && !has(text, i + 1, W(CAPITAL) | W(BASE)) &&
        has(text, start, W(CAPITAL) | W(DETERMINER) | W(SUBJECT)) && !is_clause(text, start, last))
        return TRUE; /* Bob, they said, ordered them to wait */
    return i + 1 < state->sentence->last && is_mark(text, i, MARK_COMMA) &&
           has(text, i + 1,
               W(VERB) | W(AND) | W(BUT) | W(PREPOSITION) | W_AUXILIARY | W(RELATIVE)) &&
           !has(text, i + 1, W_CUE);
}

/* It was, he said, a mistake; In the end, he said, it rained: what stands before the comma cannot stand alone. */
static gboolean
completes(const State *state, guint32 start, guint32 comma, guint32 i)
{
    const Text *text = state->text;
    if (i + 1 >= state->sentence->last || !is_mark(text, i, MARK_COMMA) || comma <= start)
        return FALSE;
    if (has(text, comma - 1, W_AUXILIARY | W(THAT) | W(PREPOSITION)))
        return is_word(text, i + 1) || opens_region(text, i + 1);
    return comma - start < 24 && !is_clause(text, start, comma + 1) &&
           has_finite_verb(text, i + 1, state->sentence->last);
}

/* Words in marks that were said by themselves; not: "it would do" for a time, he said */
static gboolean
begins_with_speech(const Text *text, guint32 i)
{
    if (!opens_region(text, i))
        return FALSE;
    const Region *region = region_of(text, i);
    return region->quotation != NONE || region->kind == REGION_TITLE ||
           region->last_mark == MARK_STOP || region->last_mark == MARK_QUESTION ||
           region->last_mark == MARK_EXCLAMATION;
}

/* Nationally, however, it fell, he said: the narrator's adverbs stay out. */
static guint32
skip_adverbs(const Text *text, guint32 start, guint32 end)
{
    while (start + 2 < end && is_adverb(text, start) && is_mark(text, start + 1, MARK_COMMA))
        start += 2;
    return start;
}

static gboolean
holds_marks(const Text *text, guint32 first, guint32 last)
{
    for (guint32 i = last, n = 0; i > first && n < 2 * REACH; i--, n++)
        if (text->tokens.at[i - 1].region != NONE)
            return TRUE;
    return FALSE;
}

guint32
attribute_clause_left(State *state, const Cue *cue)
{
    Text *text = state->text;
    gboolean inverted = cue->form == CUE_INVERTED || cue->form == CUE_ACCORDING;
    guint32 before = inverted ? cue->first : cue->subject_first;
    if (before == NONE || before <= state->limit || (cue->frames & FRAME_CLAUSE) == 0 ||
        begins_with_speech(text, state->limit) || has(text, cue->subject_first, W(RELATIVE)))
        return NONE;
    guint32 last = before - 1;
    if (last > state->limit + 1 && is_mark(text, last - 1, MARK_COMMA) &&
        is_word_form(text, last, "as") && !holds_marks(text, state->limit, last))
        last--; /* ..., as he said */
    gboolean comma = is_mark(text, last, MARK_COMMA);
    if (!comma && cue->form != CUE_ACCORDING)
        return NONE;
    Complement rest = { .addressee_first = NONE };
    guint32 after = inverted ? cue->subject_last
                             : skip_rest(text, cue->last, state->sentence->last, cue, &rest);
    gboolean someone = inverted && after < state->sentence->last &&
                       is_word_form(text, after, "who"); /* said an officer who */
    if (!ends_clause(state, after) && !someone && cue->form != CUE_ACCORDING)
        return NONE;
    guint32 start = left_start(state, last);
    gboolean completed = cue->form != CUE_ACCORDING && completes(state, start, last, after);
    gboolean goes_on =
        completed || (continues_after(state, start, last, after) &&
                      (cue->form != CUE_ACCORDING || has(text, after + 1, W(VERB) | W_AUXILIARY)));
    gboolean strong = (cue->frames & FRAME_STRONG) != 0 || cue->form == CUE_ACCORDING;
    gboolean alone = comma && strong && ends_sentence(state, after) && last > start + 2 &&
                     !has(text, start, W(SUBORDINATOR) | W(TO) | W(GERUND));
    if (!completed && !alone && !is_clause(text, start, last + 1) &&
        !(goes_on && has(text, start, W(DETERMINER) | W(CAPITAL) | W(SUBJECT)) &&
          !has(text, start, W(PREPOSITION))))
        return NONE;
    guint32 q = add_quotation(
        state, cue, cue->form == CUE_ACCORDING ? RULE_ACCORDING_TO : RULE_CLAUSE_SPEAKER_CUE);
    add_part(state, q, skip_adverbs(text, start, last), comma ? last : before);
    text->quotations.at[q].addressee_first = rest.addressee_first;
    text->quotations.at[q].addressee_last = rest.addressee_last;
    if (goes_on) {
        guint32 end = clause_end(text, state->sentence, after + 1, cue);
        add_part(state, q, after + 1, end);
        return end;
    }
    return after;
}

/* According to a report seen by X, ...: whoever tells reaches to the comma, if one is near. */
static guint32
source_end(const Text *text, guint32 end, guint32 limit)
{
    for (guint32 i = end, n = 0; i < limit && n < 16; i++, n++) {
        if (is_mark(text, i, MARK_COMMA))
            return i;
        if (opens_region(text, i) ||
            (text->tokens.at[i].mark != MARK_NONE && text->tokens.at[i].mark != MARK_OTHER))
            return end;
    }
    return end;
}

/* According to X, ... */
guint32
attribute_according(State *state, const Cue *cue)
{
    Text *text = state->text;
    Cue whole = *cue;
    whole.subject_last = source_end(text, cue->subject_last, state->sentence->last);
    guint32 after = whole.subject_last;
    if (after < state->sentence->last && is_mark(text, after, MARK_COMMA))
        after++;
    if (after >= state->sentence->last)
        return NONE;
    guint32 end = clause_end(text, state->sentence, after, &whole);
    if (!has_words(text, after, end))
        return NONE;
    guint32 q = add_quotation(state, &whole, RULE_ACCORDING_TO);
    add_part(state, q, after, end);
    return end;
}

/* As X observed, ... */
guint32
attribute_as(State *state, const Cue *cue)
{
    Text *text = state->text;
    guint32 first = state->sentence->first;
    first += has(text, first, W(AND) | W(BUT)) && first + 1 < state->sentence->last;
    if (cue->form != CUE_FINITE || cue->subject_first != first + 1 ||
        !has(text, first, W(SUBORDINATOR)) || !has(text, first, W(PREPOSITION)) ||
        cue->last >= state->sentence->last ||
        (cue->frames & (FRAME_CLAUSE | FRAME_THAT | FRAME_DIRECT)) == 0)
        return NONE;
    Complement rest = { .addressee_first = NONE };
    guint32 i = skip_rest(text, cue->last, state->sentence->last, cue, &rest);
    if (i >= state->sentence->last || !is_mark(text, i, MARK_COMMA))
        return NONE;
    guint32 q = add_quotation(state, cue, RULE_AS_SPEAKER_CUE);
    text->quotations.at[q].addressee_first = rest.addressee_first;
    text->quotations.at[q].addressee_last = rest.addressee_last;
    guint32 end = clause_end(text, state->sentence, i + 1, cue);
    add_part(state, q, i + 1, end);
    return end;
}
