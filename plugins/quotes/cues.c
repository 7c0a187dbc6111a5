/* cues.c: verbs that may report speech, with their subjects; verb or noun? SPDX-License-Identifier: MIT */
#include "cues.h"

static gboolean
is_plural(const Text *text, guint32 first, guint32 last)
{
    const Token *token = &text->tokens.at[last - 1];
    if ((token->word & W(SUBJECT)) != 0)
        return (token->word & (W(HE) | W(SHE))) == 0;
    if ((token->word & (W(PLURAL_ROLE) | W(DIGITS))) != 0 || text->text[token->end - 1] == 's')
        return TRUE;
    for (guint32 i = first; i < last; i++)
        if (has(text, i, W(AND) | W(PLURAL_ROLE)) ||
            (text->text[text->tokens.at[i].end - 1] == 's' && i + 1 < last &&
             has(text, i + 1, W(PREPOSITION))))
            return TRUE;
    return FALSE;
}

/* "state law", "the report": a form that is a noun as well counts as a verb only where its subject is sure. */
static gboolean
is_sure_verb(const Text *text, const Cue *cue, guint32 limit)
{
    guint32 before = cue->subject_last - 1;
    guint32 first = cue->subject_first;
    if (has(text, before, W(SUBJECT)) ||
        (is_mark(text, before, MARK_COMMA) && before > first && has(text, cue->verb, W(S))) ||
        (first > 0 && closes_region(text, first - 1) && ends_speech(region_of(text, first - 1))))
        return TRUE;
    if (has(text, cue->verb, W(BASE)) && !is_plural(text, cue->subject_first, cue->subject_last))
        return FALSE;
    if (has(text, cue->verb, W(S)) && has(text, before, W(DETERMINER)) &&
        !has(text, before, W(CAPITAL)))
        return FALSE; /* in some states */
    guint32 next = cue->last;
    gboolean noun = has(text, cue->verb, W(S)) && !has(text, before, W(CAPITAL)) &&
                    is_plural(text, cue->subject_first, cue->subject_last); /* "new rules that" */
    if (next < limit && has(text, next, W(THAT) | W(SUBJECT)) && !has(text, next, W(WH)) && !noun)
        return TRUE;
    gboolean shown =
        next < limit &&
        (has(text, next,
             W(CAPITAL) | W(THAT) | W(SUBJECT) | W(DETERMINER) | W(WH) | W(POSSESSIVE) |
                 W(OBJECT)) ||
         opens_region(text, next) || is_mark(text, next, MARK_COLON) ||
         (is_mark(text, next, MARK_COMMA) && next + 1 < limit && opens_region(text, next + 1)));
    return shown &&
           has(text, before, W(CAPITAL) | W(PLURAL_ROLE) | W(ROLE) | W(MEDIUM) | W(ORGANIZATION));
}

/* he, she, they, I behind a verb, and nothing that goes on with a clause */
static gboolean
is_lone_pronoun(const Text *text, guint32 i, guint32 end)
{
    return has(text, i, W(SUBJECT)) && has(text, i, W(HE) | W(SHE) | W(THEY)) &&
           (i + 1 >= end || !is_word(text, i + 1) ||
            has(text, i + 1, W(PREPOSITION) | W(TO) | W(AND) | W(LY)));
}

/* A name, or in dialogue a description, up to a mark: called Smith. */
static gboolean
ends_with_name(const Text *text, guint32 i, guint32 end)
{
    gboolean named = has(text, i, W(CAPITAL)) ||
                     (text->settings.dialogue && has(text, i, W(DETERMINER) | W(POSSESSIVE)));
    if (!named || has(text, i, W(CLITIC)))
        return FALSE;
    guint32 after = phrase_after(text, i, end);
    return after > i && (after >= end || !is_word(text, after) ||
                         has(text, after, W(PREPOSITION) | W(LY) | W(AND)));
}

/* "…," said Smith: behind marks or a comma, before a noun phrase that ends its clause. */
static gboolean
find_inverted(const Text *text, Cue *cue, guint32 limit, guint32 end)
{
    if (cue->first == limit || cue->last >= end ||
        (cue->frames & (FRAME_DIRECT | FRAME_WEAK | FRAME_PHRASE)) == 0 ||
        !has(text, cue->verb, W(PAST) | W(S)))
        return FALSE;
    guint32 before = cue->first - 1;
    gboolean spoken = closes_region(text, before) && ends_speech(region_of(text, before));
    if (spoken && (cue->frames & FRAME_STRONG) != 0 && is_lone_pronoun(text, cue->last, end)) {
        cue->subject_first = cue->last;
        cue->subject_last = cue->last + 1;
        cue->form = CUE_INVERTED;
        return TRUE; /* "Ah," said he */
    }
    if ((cue->frames & FRAME_DIRECT) == 0) {
        if (!spoken || !ends_with_name(text, cue->last, end))
            return FALSE;
        cue->frames |= FRAME_WEAK; /* "No," nodded Smith; "Come," called Smith */
    }
    gboolean marks =
        closes_region(text, before) ||
        (is_mark(text, before, MARK_COMMA) && before > limit && closes_region(text, before - 1));
    if (!marks && !is_mark(text, before, MARK_COMMA) && !is_mark(text, before, MARK_DASH))
        return FALSE;
    gboolean strong =
        marks && (cue->frames & FRAME_STRONG) != 0 && is_word(text, cue->last) &&
        !has(text, cue->last,
             W(PREPOSITION) | W(TO) | W(THAT) | W(SUBJECT) | W(TIME) | W(ADVERB) | W(NOT));
    if (!strong && !begins_noun(text, cue->last))
        return FALSE;
    guint32 after = phrase_after(text, cue->last, end);
    if (after == cue->last)
        return FALSE;
    if (!marks) {
        guint32 next = skip_adjuncts(text, after, end);
        gboolean named = has(text, cue->last, W(CAPITAL)) &&
                         (cue->frames & (FRAME_THAT | FRAME_PERSON)) == FRAME_THAT;
        gboolean someone = next < end && is_word_form(text, next, "who") &&
                           has(text, cue->last, W(DETERMINER) | W(CAPITAL)) &&
                           !is_word_form(text, cue->last, "the"); /* said an officer who */
        gboolean clause = next < end && is_word(text, next) && !someone;
        if (((cue->frames & FRAME_STRONG) == 0 && !named) || clause)
            return FALSE;
    }
    cue->subject_first = cue->last;
    cue->subject_last = after;
    cue->form = CUE_INVERTED;
    return TRUE;
}

/* ", saying", "and said": the subject stands farther left. */
static gboolean
leans_left(const Text *text, const Cue *cue, guint32 limit)
{
    if (cue->first == limit) /* who calls it a "mess," said */
        return limit > 0 && closes_region(text, limit - 1) &&
               region_of(text, limit - 1)->last_mark == MARK_COMMA;
    guint32 before = cue->first - 1;
    return is_mark(text, before, MARK_COMMA) || closes_region(text, before) ||
           has(text, before, W(AND) | W(BUT)) || is_mark(text, before, MARK_DASH);
}

/* A comma or colon, and words in marks behind it. */
static gboolean
before_marks(const Text *text, guint32 i, guint32 end)
{
    return i + 1 < end && (is_mark(text, i, MARK_COMMA) || is_mark(text, i, MARK_COLON)) &&
           opens_region(text, i + 1) && region_of(text, i + 1)->kind == REGION_SPEECH;
}

/* was asked whether, was told that, was asked, "…": somebody else speaks, and to the subject */
static gboolean
passive_cue(const Text *text, const Sentence *sentence, guint32 limit, Cue *cue)
{
    guint32 by = cue->last, after = agent_end(text, by, sentence->last);
    if (after >= sentence->last ||
        !(has(text, after, W(THAT) | W(WH)) || before_marks(text, after, sentence->last)) ||
        !find_subject(text, cue, limit))
        return FALSE;
    gboolean it =
        (cue->frames & FRAME_THAT) != 0 && is_word_form(text, cue->subject_last - 1, "it");
    if ((cue->frames & FRAME_PERSON) == 0 && !it)
        return FALSE;
    cue->form = CUE_PASSIVE;
    cue->subject_first = cue->subject_last = NONE;
    if (after > by) {
        cue->subject_first = by + 1;
        cue->subject_last = cue->last = after;
    }
    return TRUE;
}

/* was said (by X) to be ill, is reported to have left: what is said is of the subject */
static gboolean
said_to_cue(const Text *text, const Sentence *sentence, guint32 limit, Cue *cue)
{
    guint32 to = agent_end(text, cue->last, sentence->last);
    if ((cue->frames & FRAME_CLAUSE) == 0 ||
        (cue->frames & (FRAME_PERSON | FRAME_INFINITIVE)) != 0 || to + 1 >= sentence->last ||
        !has(text, to, W(TO)) || !has(text, to + 1, W(BE) | W(HAVE) | W(BASE)) ||
        !find_subject(text, cue, limit))
        return FALSE;
    cue->form = CUE_SAID_TO;
    return TRUE;
}

/* Asked whether it rained, he ...; when asked how: nobody is named who asks. */
static gboolean
is_asked(const Text *text, const Sentence *sentence, const Cue *cue, guint32 limit)
{
    guint32 i = cue->first;
    gboolean bare = i == sentence->first || (i > limit && has(text, i - 1, W(SUBORDINATOR)) &&
                                             !has(text, i - 1, W(PREPOSITION)));
    if (!bare || !has(text, cue->verb, W(PAST)) ||
        (cue->frames & (FRAME_PERSON | FRAME_WH)) != (FRAME_PERSON | FRAME_WH))
        return FALSE;
    guint32 wh = skip_adjuncts(text, cue->last, sentence->last);
    return wh + 1 < sentence->last && has(text, wh, W(WH)) &&
           is_word(text, wh + 1); /* not: asked why, he */
}

/* who asked not to be named: no request that is reported */
static gboolean
asks_silence(const Text *text, const Sentence *sentence, const Cue *cue)
{
    guint32 i = cue->last;
    return i + 3 < sentence->last && has(text, i, W(NOT)) && has(text, i + 1, W(TO)) &&
           is_word_form(text, i + 2, "be") &&
           (is_word_form(text, i + 3, "named") || is_word_form(text, i + 3, "identified") ||
            is_word_form(text, i + 3, "quoted"));
}

/* nor did she say */
static gboolean
is_inverted_negation(const Text *text, const Cue *cue, guint32 limit)
{
    guint32 subject = cue->subject_first;
    return subject > limit + 1 && has(text, subject - 1, W_AUXILIARY) &&
           (is_word_form(text, subject - 2, "nor") || is_word_form(text, subject - 2, "neither") ||
            is_word_form(text, subject - 2, "never"));
}

static gboolean
finite_cue(const Text *text, const Sentence *sentence, const Group *group, guint32 limit, Cue *cue)
{
    gboolean perfect = (group->auxiliaries & W(HAVE)) != 0;
    gboolean auxiliary =
        has(text, cue->verb, W(ING)) || (group->auxiliaries & (W(MODAL) | W(DO) | W(HAVE))) != 0;
    if (has(text, cue->verb, W(PAST)) && (group->auxiliaries & W(BE)) != 0 &&
        !has(text, cue->verb, W(BASE)))
        return said_to_cue(text, sentence, limit, cue) || passive_cue(text, sentence, limit, cue);
    if (has(text, cue->last - 1, W(PAST)) && asks_silence(text, sentence, cue))
        return FALSE;
    if (is_asked(text, sentence, cue, limit)) {
        cue->form = CUE_PASSIVE;
        return TRUE;
    }
    cue->form = CUE_INFINITIVE;
    if (group->infinitive)
        return TRUE;
    if (find_inverted(text, cue, limit, sentence->last))
        return TRUE;
    cue->form = CUE_FINITE;
    if (find_subject(text, cue, limit)) {
        gboolean base_only = has(text, cue->verb, W(BASE)) && !has(text, cue->verb, W(PAST)) &&
                             !auxiliary && !is_inverted_negation(text, cue, limit);
        if (base_only && !is_plural(text, cue->subject_first, cue->subject_last))
            return FALSE;
        if ((cue->frames & FRAME_NOUNISH) != 0 && !auxiliary && !has(text, cue->verb, W(PAST)))
            return is_sure_verb(text, cue, sentence->last);
        return TRUE;
    }
    if (has(text, cue->verb, W(BASE)) && !has(text, cue->verb, W(PAST)) && !auxiliary)
        return FALSE;
    if ((cue->frames & FRAME_NOUNISH) != 0 && !has(text, cue->verb, W(PAST)) && !perfect)
        return FALSE;
    cue->form = CUE_COORDINATE;
    return leans_left(text, cue, limit);
}

/* Per Smith, ...; ..., per two officials; but: two per household */
static gboolean
is_per(const Text *text, const Sentence *sentence, guint32 i)
{
    gboolean apart = i == sentence->first || is_mark(text, i - 1, MARK_COMMA);
    return apart && has(text, i + 1, W(CAPITAL) | W(DETERMINER) | W(PLURAL_ROLE)) &&
           !has(text, i + 1, W(DAY));
}

static gboolean
according_cue(const Text *text, const Sentence *sentence, guint32 i, Cue *cue)
{
    gboolean per = has(text, i, W(PREPOSITION));
    guint32 first = per ? i + 1 : i + 2;
    if (first >= sentence->last || !(per ? is_per(text, sentence, i) : has(text, i + 1, W(TO))))
        return FALSE;
    guint32 end = phrase_after(text, first, sentence->last);
    if (end == first)
        return FALSE;
    *cue = (Cue){ .first = i,
                  .last = first,
                  .verb = i,
                  .subject_first = first,
                  .subject_last = end,
                  .form = CUE_ACCORDING,
                  .frames = FRAME_DIRECT | FRAME_CLAUSE };
    return TRUE;
}

/* "…," he retaliated: any verb may report speech between marks and the end of its clause. */
static gboolean
unknown_verb(const Text *text, const Sentence *sentence, guint32 i, guint32 limit, Cue *cue)
{
    if (has(text, i, W(CAPITAL)))
        return FALSE;
    gboolean inverted =
        i > limit && i + 1 < sentence->last && closes_region(text, i - 1) &&
        ends_speech(region_of(text, i - 1)) &&
        (region_of(text, i - 1)->n_words > 2 || region_of(text, i - 1)->open == sentence->first) &&
        ends_with_name(text, i + 1, sentence->last);
    if (inverted) {
        *cue = (Cue){ .first = i,
                      .last = i + 1,
                      .verb = i,
                      .subject_first = i + 1,
                      .subject_last = phrase_after(text, i + 1, sentence->last),
                      .frames = FRAME_DIRECT | FRAME_WEAK,
                      .form = CUE_INVERTED };
        return TRUE; /* "…," sobbed Smith */
    }
    if (i + 1 < sentence->last && is_word(text, i + 1) && !is_adverb(text, i + 1))
        return FALSE;
    *cue = (Cue){ .first = i,
                  .last = i + 1,
                  .verb = i,
                  .frames = FRAME_DIRECT | FRAME_WEAK,
                  .form = CUE_FINITE };
    if (!find_subject(text, cue, limit) || cue->subject_first <= limit)
        return FALSE;
    guint32 before = cue->subject_first - 1;
    if (!closes_region(text, before))
        return FALSE;
    return ends_speech(region_of(text, before));
}

/* his promise to "end" it: a noun with an infinitive in whose reach words stand in marks */
static gboolean
is_promise(const Text *text, guint32 i, guint32 limit)
{
    static const char *const nouns[] = {
        "promise", "promises", "pledge",  "pledges",  "vow",
        "vows",    "threat",   "threats", "proposal", "proposals"
    };
    if (i + 2 >= limit || !has(text, i + 1, W(TO)))
        return FALSE;
    gboolean noun = FALSE;
    for (guint n = 0; n < G_N_ELEMENTS(nouns) && !noun; n++)
        noun = is_word_form(text, i, nouns[n]);
    for (guint32 k = i + 2; noun && k < limit && k < i + 16; k++) {
        if (opens_region(text, k))
            return TRUE;
        if (is_mark(text, k, MARK_COMMA))
            return FALSE;
    }
    return FALSE;
}

/* his claim that, the mayor's warning that */
static gboolean
noun_cue(const Text *text, const Sentence *sentence, guint32 i, guint32 limit, Cue *cue)
{
    if (i + 1 >= sentence->last || i <= limit)
        return FALSE;
    gboolean be = has(text, i + 1, W(BE)) && i + 2 < sentence->last; /* her point is that */
    if (!has(text, i + 1 + be, W(THAT)) && !is_promise(text, i, sentence->last))
        return FALSE;
    guint32 first = i;
    while (first > limit && i - first < 5 &&
           (is_word(text, first - 1) || is_mark(text, first - 1, MARK_OTHER)) &&
           !has(text, first - 1, W(POSSESSIVE) | W(DETERMINER) | W(PREPOSITION) | W(VERB)))
        first--;
    if (first == limit || !has(text, first - 1, W(POSSESSIVE)))
        return FALSE;
    guint32 owner = first - 1;
    gboolean genitive = has(text, owner, W(CLITIC));
    guint32 owning = genitive ? phrase_before(text, owner, limit) : owner;
    for (guint32 k = owner; genitive && owning != NONE && k > owning + 1; k--)
        if (has(text, k, W(CAPITAL)) && has(text, k - 1, W(PREPOSITION)) &&
            !is_word_form(text, k - 1, "of")) {
            owning = k; /* a study of ... on Tom Lee's claim that */
            break;
        }
    *cue = (Cue){ .first = first,
                  .last = i + 1 + be,
                  .verb = i,
                  .form = CUE_NOUN,
                  .frames = FRAME_THAT | FRAME_INFINITIVE,
                  .subject_first = owning,
                  .subject_last = genitive ? owner : owner + 1 };
    return cue->subject_first != NONE;
}

/* chants of "…", their cries of "…" */
static gboolean
voice_cue(const Text *text, const Sentence *sentence, guint32 i, guint32 limit, Cue *cue)
{
    guint32 open = i + 2;
    if (open >= sentence->last || !is_word_form(text, i + 1, "of") || !opens_region(text, open))
        return FALSE;
    guint32 owner = i > limit ? i - 1 : i;
    while (owner > limit && i - owner < 3 && is_word(text, owner) &&
           !has(text, owner, W(POSSESSIVE) | W(PREPOSITION) | W(DETERMINER) | W(VERB)))
        owner--;
    gboolean owned = owner < i && has(text, owner, W(POSSESSIVE)) && !has(text, owner, W(CLITIC));
    *cue = (Cue){ .first = owned ? owner + 1 : i,
                  .last = open,
                  .verb = i,
                  .form = CUE_NOUN,
                  .frames = FRAME_DIRECT,
                  .subject_first = owned ? owner : NONE,
                  .subject_last = owned ? owner + 1 : NONE };
    return TRUE;
}

/* with Ann Lee calling it, a film of her saying: a participle whose subject is right before it. */
static gboolean
find_own_subject(const Text *text, Cue *cue, guint32 limit)
{
    if (cue->first <= limit ||
        !has(text, cue->first - 1, W(CAPITAL) | W(PLURAL_ROLE) | W(ROLE) | W(OBJECT)) ||
        has(text, cue->first - 1, W(DAY) | W(OPENS_SENTENCE)) || !find_subject(text, cue, limit))
        return FALSE;
    for (guint32 i = cue->subject_first + 1; i + 1 < cue->subject_last; i++)
        if (has(text, i, W(PREPOSITION)) && !has(text, i - 1, W(CAPITAL)))
            cue->subject_first = i + 1;
    guint32 before = cue->subject_first > limit ? cue->subject_first - 1 : limit;
    if (is_mark(text, before, MARK_DASH))
        return TRUE; /* - Ann Lee saying */
    return cue->subject_first > limit && has(text, before, W(PREPOSITION)) &&
           !has(text, before, W(TO));
}

/* As reported by X, ...: X stands behind "by" as behind "according to". */
static gboolean
as_reported_cue(const Text *text, const Sentence *sentence, guint32 i, guint32 limit, Cue *cue)
{
    if (i <= limit || i + 2 >= sentence->last || !has(text, i, W(PAST)) ||
        !is_word_form(text, i - 1, "as") || !is_word_form(text, i + 1, "by"))
        return FALSE;
    guint32 end = phrase_after(text, i + 2, sentence->last);
    if (end == i + 2)
        return FALSE;
    *cue = (Cue){ .first = i - 1,
                  .last = i + 2,
                  .verb = i,
                  .subject_first = i + 2,
                  .subject_last = end,
                  .form = CUE_ACCORDING,
                  .frames = FRAME_DIRECT | FRAME_CLAUSE };
    return TRUE;
}

/* was quoted as saying, ...: one cue */
static gboolean
quoted_as_cue(const Text *text, guint32 i, guint32 limit, Cue *cue)
{
    if (!has(text, i, W(ING)) || i < limit + 3 || !is_word_form(text, i - 1, "as") ||
        !has(text, i - 2, W(PAST)))
        return FALSE;
    Group group = verb_group(text, i - 2, limit);
    *cue = (Cue){ .first = group.first,
                  .last = i + 1,
                  .verb = i,
                  .form = CUE_FINITE,
                  .frames = text->tokens.at[i].frames };
    return (group.auxiliaries & W(BE)) != 0 && find_subject(text, cue, limit);
}

/* pointed out, shot back; put in, went on */
static gboolean
is_verb_particle(const Text *text, const Sentence *sentence, guint32 i, guint16 frames)
{
    if (has(text, i, W(PARTICLE)))
        return TRUE;
    gboolean last = i + 1 >= sentence->last || !is_word(text, i + 1);
    if (last && is_word_form(text, i, "it") && is_word_form(text, i - 1, "put"))
        return TRUE;                                                           /* as she put it */
    gboolean inverted = i > sentence->first + 1 && closes_region(text, i - 2); /* put in Bob */
    return (last || inverted) && (frames & FRAME_WEAK) != 0 &&
           (is_word_form(text, i, "on") || is_word_form(text, i, "in"));
}

/* "Come," he called: a verb that takes a phrase ends its clause right behind words in marks and a subject. */
static gboolean
ends_report(const Text *text, const Sentence *sentence, guint32 i)
{
    return (text->tokens.at[i].frames & (FRAME_PHRASE | FRAME_DIRECT)) == FRAME_PHRASE &&
           i > sentence->first + 1 && (i + 1 >= sentence->last || !is_word(text, i + 1)) &&
           has(text, i - 1, W(CAPITAL) | W(SUBJECT)) && has(text, i, W(PAST) | W(S)) &&
           closes_region(text, i - 2);
}

gboolean
cue_at(const Text *text, const Sentence *sentence, guint32 i, guint32 limit, Cue *cue)
{
    const Token *token = &text->tokens.at[i];
    if ((token->word & W(ACCORDING)) != 0)
        return according_cue(text, sentence, i, cue);
    if ((token->word & W(NOUN_CUE)) != 0 && noun_cue(text, sentence, i, limit, cue))
        return TRUE;
    if ((token->word & W(VOICE)) != 0 && voice_cue(text, sentence, i, limit, cue))
        return TRUE;
    if ((token->word & W_CUE) == 0)
        return (token->word & W(ED)) != 0 && unknown_verb(text, sentence, i, limit, cue);
    if ((token->word & W(CLITIC)) != 0)
        return FALSE;
    if (has(text, i, W(CAPITAL)) && !(i == sentence->first || sentence->heading))
        return FALSE;
    if (as_reported_cue(text, sentence, i, limit, cue) || quoted_as_cue(text, i, limit, cue))
        return TRUE;
    Group group = verb_group(text, i, limit);
    gboolean particle =
        i + 1 < sentence->last && is_verb_particle(text, sentence, i + 1, token->frames);
    *cue = (Cue){ .first = group.first,
                  .last = i + 1 + particle,
                  .verb = i,
                  .frames = token->frames | (ends_report(text, sentence, i) ? FRAME_WEAK : 0),
                  .subject_first = NONE,
                  .subject_last = NONE };
    if ((token->word & W(ING)) == 0 || (group.auxiliaries & W(BE)) != 0)
        return finite_cue(text, sentence, &group, limit, cue);
    cue->form = CUE_PARTICIPLE;
    if (find_own_subject(text, cue, limit))
        return TRUE;
    cue->subject_first = cue->subject_last = NONE;
    return leans_left(text, cue, limit) ||
           (cue->first > limit &&
            has(text, cue->first - 1,
                W(MEDIUM) | W(RECIPIENT) | W(PREPOSITION) | W(SUBORDINATOR))) ||
           cue->first == sentence->first;
}
