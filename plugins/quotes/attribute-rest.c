/* attribute-rest.c: words in marks that no cue took: other verbs, and marks alone. SPDX-License-Identifier: MIT */
#include "attribution.h"

/* Where a clause begins whose verb is right before the words in marks: his point was that it "would end". */
static guint32
that_before(const Text *text, guint32 open, guint32 limit)
{
    for (guint32 i = open, n = 0; i > limit + 1 && n < REACH; i--, n++) {
        if (text->tokens.at[i - 1].region != NONE || is_mark(text, i - 1, MARK_SEMICOLON) ||
            has(text, i - 1, W(CONTENT)))
            return NONE;
        if (has(text, i - 1, W(THAT)) && is_word(text, i - 2) && !has(text, i - 2, W(PREPOSITION)))
            return has_finite_verb(text, i, open + 1) ? i - 1 : NONE;
    }
    return NONE;
}

/* Nearer to the marks than the finite verb: ", praising her as", "by calling for"; a foundation that supports. */
static void
narrow_to_nearest(const Text *text, Cue *cue, guint32 open)
{
    for (guint32 i = open - 1, n = 0; i > cue->last && n < REACH; i--, n++) {
        if (text->tokens.at[i].region != NONE)
            return;
        gboolean gerund = has(text, i, W(ING) | W(GERUND)) && !has(text, i, W(CAPITAL)) &&
                          (is_mark(text, i - 1, MARK_COMMA) ||
                           has(text, i - 1, W(PREPOSITION) | W(CONTRAST) | W(SUBORDINATOR))) &&
                          !has(text, i - 1, W(DETERMINER));
        gboolean relative = has(text, i - 1, W(RELATIVE)) &&
                            has(text, i, W(PAST) | W(S) | W(ED) | W(VERB)) && i > cue->last + 1;
        if (!gerund && !relative)
            continue;
        cue->first = cue->verb = i;
        cue->last = i + 1;
        if (relative) {
            cue->subject_first = i - 1;
            cue->subject_last = i;
        }
        return;
    }
}

/* was called "…" (by X), was described by X as "…": what is called and the words in marks; X if he is named. */
static gboolean
attribute_passive(State *state, const Cue *verb, guint32 first, guint32 r)
{
    const Text *text = state->text;
    gboolean be = FALSE;
    for (guint32 i = verb->first; i < verb->verb; i++)
        be = be || has(text, i, W(BE));
    if (!be || !has(text, verb->verb, W(PAST)) ||
        (text->tokens.at[verb->verb].frames & FRAME_PHRASE) == 0)
        return FALSE;
    Cue cue = *verb;
    guint32 by = cue.last, end = agent_end(text, by, text->regions.at[r].open);
    if (end > by)
        first = end;
    else
        end = agent_end(text, by = text->regions.at[r].close + 1, state->sentence->last);
    cue.subject_first = end > by ? by + 1 : NONE;
    cue.subject_last = end > by ? end : NONE;
    guint32 q = add_quotation(state, &cue, RULE_VERB);
    add_part(state, q, verb->subject_first, verb->subject_last);
    add_part(state, q, first, text->regions.at[r].close + 1);
    return TRUE;
}

/* built a "dry port" at Khorgos: two or three words inside a noun phrase, of a verb that tells nothing, are a name for a thing. */
static gboolean
names_kind(const Text *text, const Region *region, const Cue *cue, guint32 limit)
{
    guint32 next = region->close + 1;
    return region->closed && region->n_words <= 3 && !has(text, cue->verb, W_CUE) &&
           region->last_mark == MARK_NONE && next < limit && is_word(text, next) &&
           !has(text, next, W(SUBORDINATOR)) &&
           has(text, region->open - 1, W(DETERMINER) | W(POSSESSIVE)) &&
           !has(text, region->open - 1, W(CLITIC));
}

/* Any other verb whose object or phrase holds words in marks: signed a bill that "would end" it. */
static gboolean
attribute_verb(State *state, guint32 r)
{
    const Text *text = state->text;
    guint32 open = text->regions.at[r].open;
    const Sentence *sentence = state->sentence;
    Cue cue = { .frames = 0, .form = CUE_FINITE }, outer;
    if (open <= sentence->first || !verb_left(text, open, sentence->first, &cue))
        return FALSE;
    if (has(text, cue.verb, W_AUXILIARY) && cue.last < open && has(text, cue.last, W(LETTERS)) &&
        !has(text, cue.last, W(DETERMINER) | W(POSSESSIVE) | W(PREPOSITION) | W(TO) | W(THAT)))
        cue.last++; /* would bring */
    narrow_to_nearest(text, &cue, open);
    guint32 first = cue.last;
    while (first < open && has(text, first, W(PREPOSITION)))
        first++;
    guint32 that = that_before(text, open, sentence->first);
    if (is_mark(text, open - 1, MARK_COLON) || is_mark(text, open - 1, MARK_COMMA))
        first = open;
    else if (that != NONE && verb_left(text, that, sentence->first, &outer)) {
        cue = outer;
        first = that;
    }
    for (guint32 i = first; i < open; i++)
        if (has(text, i, W(CONTENT)))
            return FALSE;
    if (attribute_passive(state, &cue, first, r))
        return TRUE;
    if (names_kind(text, &text->regions.at[r], &cue, sentence->last))
        return FALSE;
    guint32 q = add_quotation(state, &cue, RULE_VERB);
    add_part(state, q, first, phrase_end(text, sentence, open));
    return TRUE;
}

/* Who else is quoted in the paragraph: before region @r, or else after it. */
static const Quotation *
neighbour(const State *state, guint32 r)
{
    const Text *text = state->text;
    const Paragraph *paragraph = &text->paragraphs.at[state->sentence->paragraph];
    const guint32 beside[] = { r - 1, r + 1 };
    for (guint i = 0; i < G_N_ELEMENTS(beside); i++) {
        if (beside[i] >= text->regions.n)
            continue;
        const Region *region = &text->regions.at[beside[i]];
        if (region->quotation != NONE && region->open >= paragraph->begin &&
            region->open < paragraph->end &&
            text->quotations.at[region->quotation].speaker_first != NONE)
            return &text->quotations.at[region->quotation];
    }
    return NULL;
}

/* Ann Lee agreed. "…": marks that open their sentence are of the one that the sentence before ends with. */
static void
find_lead(const State *state, guint32 r, Cue *cue)
{
    const Text *text = state->text;
    const Sentence *sentence = state->sentence;
    Cue lead = { .frames = 0 };
    if (sentence == text->sentences.at || text->regions.at[r].open != sentence->first ||
        sentence[-1].paragraph != sentence->paragraph ||
        !verb_left(text, sentence[-1].last, sentence[-1].first, &lead))
        return;
    *cue = lead;
    if (!has(text, lead.verb, W_CUE))
        cue->first = cue->last = NONE;
}

/* Paragraphs that each open with a mark, of which only the last is closed, are one quotation. */
static gboolean
attribute_continued(State *state, guint32 r)
{
    if (r == 0)
        return FALSE;
    const Region *before = &state->text->regions.at[r - 1];
    if (!before->goes_on || before->close + 1 != state->text->regions.at[r].open ||
        before->quotation == NONE)
        return FALSE;
    add_region_part(state, before->quotation, r);
    return TRUE;
}

/* Words in marks that nobody is said to speak are speech no oftener than not, short ones hardly ever. */
enum { ALONE = 10 };

/* In dialogue: words in marks that begin or end as a sentence does, whether or not anybody is said to speak. */
static gboolean
is_spoken(const Text *text, const Region *region)
{
    guint8 mark = region->last_mark;
    gboolean ends = mark == MARK_STOP || mark == MARK_QUESTION || mark == MARK_EXCLAMATION ||
                    mark == MARK_COMMA || mark == MARK_DASH || mark == MARK_ELLIPSIS;
    return region->n_words > 0 && ends && has(text, region->open + 1, W(CAPITAL) | W(LETTERS));
}

/* In dialogue: "…," said the prince, as he cracked a walnut, "…": more of the same in a paragraph is one quotation. */
static gboolean
attribute_same_turn(State *state, guint32 r)
{
    const Text *text = state->text;
    const Paragraph *paragraph = &text->paragraphs.at[state->sentence->paragraph];
    if (r == 0 || text->regions.at[r - 1].open < paragraph->begin ||
        text->regions.at[r - 1].quotation == NONE)
        return FALSE;
    add_region_part(state, text->regions.at[r - 1].quotation, r);
    return TRUE;
}

/* "…," he said on Monday. It "was a mess.": the sentence behind one with words in marks ends in marks, and nobody else tells. */
static gboolean
attribute_next_sentence(State *state, guint32 r)
{
    const Text *text = state->text;
    const Sentence *sentence = state->sentence;
    const Region *region = &text->regions.at[r];
    if (r == 0 || sentence == text->sentences.at || region->close + 1 < sentence->last ||
        sentence[-1].paragraph != sentence->paragraph || region->n_words < 4)
        return FALSE;
    const Region *before = &text->regions.at[r - 1];
    if (before->quotation == NONE || before->open < sentence[-1].first ||
        before->open >= sentence->first || text->quotations.at[before->quotation].rule == RULE_VERB)
        return FALSE;
    for (guint32 i = sentence->first; i < region->open; i++)
        if (has(text, i, W_CUE | W(CONTENT)) || is_mark(text, i, MARK_COLON))
            return FALSE;
    add_part(state, before->quotation, sentence->first, region->close + 1);
    return TRUE;
}

void
attribute_rest(State *state)
{
    Text *text = state->text;
    guint32 s = 0;
    for (guint32 r = 0; r < text->regions.n; r++) {
        const Region *region = &text->regions.at[r];
        gboolean whole = text->settings.dialogue && is_spoken(text, region);
        if (region->quotation != NONE ||
            (!whole && (region->kind != REGION_SPEECH || region->n_words < 2)))
            continue;
        while (text->sentences.at[s].last <= region->open)
            s++;
        state->sentence = &text->sentences.at[s];
        if (region->single && !state->sentence->heading && !whole)
            continue;
        if (attribute_continued(state, r) || (whole && attribute_same_turn(state, r)) ||
            attribute_name_beside(state, r) || (!whole && attribute_next_sentence(state, r)) ||
            (!whole && (attribute_verb(state, r) || region->n_words < ALONE / 2)))
            continue;
        Cue cue = { .first = NONE, .last = NONE, .subject_first = NONE, .subject_last = NONE };
        const Quotation *other = neighbour(state, r);
        if (other != NULL) {
            cue.subject_first = other->speaker_first;
            cue.subject_last = other->speaker_last;
        } else if (!text->settings.dialogue) {
            find_lead(state, r, &cue);
        }
        if (!whole && region->closed && cue.first == NONE && region->n_words < ALONE)
            continue;
        guint32 q = add_quotation(state, &cue, RULE_MARKS);
        add_region_part(state, q, r);
    }
}
