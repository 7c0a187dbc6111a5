/* clauses.c: where reported words end: clauses, and phrases that hold words in marks. SPDX-License-Identifier: MIT */
#include "clauses.h"

gboolean
at_clause(const Text *text, guint32 i)
{
    return has(text, i, W(SUBJECT) | W(DETERMINER) | W(POSSESSIVE) | W(CAPITAL)) &&
           is_word(text, i) && !has(text, i, W(CLITIC));
}

gboolean
is_participle_cue(const Text *text, guint32 i)
{
    return has(text, i, W(ING)) &&
           (text->tokens.at[i].frames & (FRAME_THAT | FRAME_CLAUSE | FRAME_DIRECT)) != 0 &&
           (text->tokens.at[i].frames & FRAME_WEAK) == 0;
}

/* Behind a short apposition that begins at the comma @i; @i if it never ends. */
static guint32
apposition_end(const Text *text, guint32 i, guint32 limit)
{
    for (guint32 n = 0, end = i + 1; end < limit && n < 12; n++, end++) {
        if (is_mark(text, end, MARK_COMMA))
            return end + 1;
        if (text->tokens.at[end].mark == MARK_QUOTE || is_mark(text, end, MARK_STOP) ||
            has(text, end, W_CUE & ~W(BASE)))
            return end == i + 1 ? end : i; /* the comma closed one */
    }
    return i;
}

/* A cue with its own subject or none begins at @i: ", but Trump said", "and urged". */
static gboolean
new_cue_at(const Text *text, const Sentence *sentence, guint32 i)
{
    guint32 limit = sentence->last;
    if (i >= limit)
        return FALSE;
    guint32 end = is_adverb(text, i) ? i + 1 : i;
    for (guint32 n = 0; n < 2 && end < limit; n++) {
        if (has(text, end, W(PAST) | W(S)) && !has(text, end, W(CAPITAL)) &&
            (text->tokens.at[end].frames &
             (FRAME_CLAUSE | FRAME_THAT | FRAME_DIRECT | FRAME_INFINITIVE)) != 0 &&
            (text->tokens.at[end].frames & (FRAME_NOUNISH | FRAME_WEAK)) == 0)
            return TRUE;
        guint32 after = phrase_after(text, end, limit);
        if (after == end || after > end + 8)
            return FALSE;
        end = after < limit && is_mark(text, after, MARK_COMMA) ? apposition_end(text, after, limit)
                                                                : after;
        while (end < limit && (is_adverb(text, end) || has(text, end, W(HAVE))))
            end++;
    }
    return FALSE;
}

/* urged him to, told him that */
static gboolean
takes_person(const Text *text, guint32 i, guint32 limit)
{
    guint32 end = phrase_after(text, i, limit);
    return end < limit && has(text, end, W(TO) | W(THAT));
}

/* said it was late, and has said so since: no verb that "said" goes on with */
static gboolean
goes_on_in_present(const Text *text, guint32 i)
{
    static const char *const forms[] = { "is", "are", "has", "have", "do", "does", "will", "can" };
    for (guint f = 0; has(text, i, W_AUXILIARY) && f < G_N_ELEMENTS(forms); f++)
        if (is_word_form(text, i, forms[f]))
            return TRUE;
    return FALSE;
}

/* a "liar," an "old fool," "rude" and "sick": more words in marks of the same kind. */
static gboolean
goes_on_listing(const Text *text, const Sentence *sentence, guint32 i)
{
    guint32 end = sentence->last;
    if (i < end && has(text, i, W(AND)))
        i++;
    if (i < end && opens_region(text, i))
        return TRUE;
    if (i >= end || !has(text, i, W(DETERMINER)))
        return FALSE;
    guint32 k = i + 1;
    while (k < end && k < i + 3 && !opens_region(text, k) && is_word(text, k) &&
           !has(text, k, W(VERB) | W(PAST) | W(S) | W_AUXILIARY))
        k++;
    return k < end && opens_region(text, k);
}

/* said it would rain, which "will help": words in marks in a relative clause are the speaker's as well. */
static gboolean
quotes_on(const Text *text, guint32 relative, guint32 limit)
{
    for (guint32 i = relative + 1; i < limit && i < relative + REACH; i++) {
        if (opens_region(text, i))
            return region_of(text, i)->kind == REGION_SPEECH;
        if ((text->tokens.at[i].mark != MARK_NONE && !is_mark(text, i, MARK_OTHER)) ||
            has(text, i, W(THAT)) || (has(text, i, W_CUE) && !has(text, i, W(CAPITAL) | W(BASE))))
            return FALSE;
    }
    return FALSE;
}

/* Words after a comma that more often than not begin the narrator's own addition; counted on news. */
static gboolean
adds_own_words(const Text *text, const Sentence *sentence, guint32 next, const Cue *cue)
{
    guint32 limit = sentence->last;
    if (is_participle_cue(text, next) || has(text, next, W(ACCORDING)))
        return TRUE;
    if (has(text, next, W(AND) | W(BUT)) && next + 1 < limit) {
        if (has(text, next + 1, W(THAT)))
            return FALSE;
        if (new_cue_at(text, sentence, next + 1) || has(text, next + 1, W(HE) | W(SHE)))
            return TRUE;
        if (next + 2 < limit && has(text, next + 1, W(SUBORDINATOR)) &&
            has(text, next + 2, W(PAST) | W(ED)))
            return TRUE; /* and when asked */
        gboolean present = has(text, cue->verb, W(PAST)) && goes_on_in_present(text, next + 1);
        gboolean verb = !present && has(text, next + 1, W(PAST) | W(ED) | W_AUXILIARY) &&
                        !has(text, next + 1, W(CAPITAL));
        return verb || (has(text, next, W(BUT)) && has(text, next + 1, W(CAPITAL) | W(SUBJECT)));
    }
    if (has(text, next, W(RELATIVE)) && !has(text, next, W(THAT)))
        return has(text, next, W(WH)) && !quotes_on(text, next, limit); /* who, which */
    if (has(text, next, W(TO) | W(PREPOSITION)) && next + 1 < limit &&
        has(text, next + 1, W(RELATIVE)))
        return new_cue_at(text, sentence, next + 2); /* to which he replied */
    if (next + 1 < limit && has(text, next, W(SUBORDINATOR)) &&
        new_cue_at(text, sentence, next + 1))
        return TRUE; /* although he wrote */
    return has(text, next, W(CONTRAST));
}

/* said he left and told us that, and said it rained: the second verb is of the first one's tense. */
static gboolean
goes_on_saying(const Text *text, const Sentence *sentence, guint32 verb, const Cue *cue)
{
    WordFlags tense = text->tokens.at[cue->verb].word & text->tokens.at[verb].word;
    guint32 next = verb + 1;
    if ((tense & (W(PAST) | W(S))) == 0 || !new_cue_at(text, sentence, verb))
        return FALSE;
    return (text->tokens.at[verb].frames & FRAME_STRONG) != 0 || has(text, next, W(THAT) | W(WH)) ||
           opens_region(text, next) || is_mark(text, next, MARK_COLON) ||
           (is_mark(text, next, MARK_COMMA) && next + 1 < sentence->last &&
            opens_region(text, next + 1)) ||
           takes_person(text, next, sentence->last);
}

/* said it rained and Hale urged them to wait: a name, and a verb of speech of the first one's tense with what it takes */
static gboolean
another_says(const Text *text, const Sentence *sentence, guint32 i, const Cue *cue)
{
    guint32 verb = i;
    while (verb < sentence->last && verb < i + 4 && is_word(text, verb) &&
           has(text, verb, W(CAPITAL)) && !has(text, verb, W(DAY)))
        verb++;
    return verb > i && verb + 1 < sentence->last && !has(text, verb, W(CAPITAL)) &&
           goes_on_saying(text, sentence, verb, cue);
}

/* who said so, left; who said so - left */
static gboolean
is_relative(const Text *text, const Cue *cue)
{
    return cue->subject_first != NONE && has(text, cue->subject_first, W(RELATIVE)) &&
           !has(text, cue->subject_first, W(CAPITAL));
}

/* He warned that it would rain: "…," he said: words in marks with a cue of their own behind them. */
static gboolean
told_again(const Text *text, const Sentence *sentence, guint32 i)
{
    guint32 end = phrase_after(text, i, sentence->last);
    return end > i && end < sentence->last && has(text, end, W(PAST) | W(S)) &&
           (text->tokens.at[end].frames & FRAME_DIRECT) != 0;
}

static gboolean
ends_before(const Text *text, const Sentence *sentence, guint32 i, const Cue *cue)
{
    guint32 limit = sentence->last;
    if (is_mark(text, i, MARK_SEMICOLON))
        return TRUE;
    if (is_mark(text, i, MARK_DASH))
        return is_relative(text, cue) ||
               (i + 1 < limit && (has(text, i + 1, W(CONTRAST) | W(AND) | W(SUBORDINATOR)) ||
                                  is_participle_cue(text, i + 1)));
    if (is_mark(text, i, MARK_COLON))
        return i + 1 < limit && opens_region(text, i + 1) &&
               told_again(text, sentence, region_of(text, i + 1)->close + 1);
    gboolean marks = closes_region(text, i) && region_of(text, i)->last_mark == MARK_COMMA;
    if (is_mark(text, i, MARK_COMMA) || marks) {
        guint32 next = i + 1;
        if (next >= limit)
            return FALSE;
        if (is_relative(text, cue))
            return TRUE; /* who said so, left */
        if (cue->form == CUE_NOUN && !has(text, next, W(CAPITAL)) &&
            has(text, next, W(VERB) | W(PAST) | W(S) | W_AUXILIARY))
            return TRUE; /* his claim that it rained, made late, was false */
        if (marks && has(text, next, W(GERUND)))
            return TRUE; /* "over soon," referring to the vote */
        if (marks && has(text, next, W(PREPOSITION)) && tells_of_saying(text, sentence, next))
            return TRUE; /* "a mess," in a tweet */
        if (marks && (is_word_form(text, next, "such") || goes_on_listing(text, sentence, next)))
            return FALSE; /* "a," such as; a "liar," a "fool" */
        if (marks &&
            (has(text, next, W(DETERMINER) | W(HE) | W(SHE)) || new_cue_at(text, sentence, next)))
            return TRUE;
        return adds_own_words(text, sentence, next, cue);
    }
    if (closes_region(text, i) && i + 2 < limit && has(text, i + 1, W(AND) | W(BUT)) &&
        !has(text, i + 2, W(CAPITAL)) &&
        ((has(text, i + 2, W(VERB) | W(PAST)) && !has(text, i + 2, W(MODAL)) &&
          has(text, cue->verb, W(PAST))) ||
         (has(text, i + 2, W(S)) && has(text, cue->verb, W(S)))))
        return TRUE; /* said "no" and left */
    if (closes_region(text, i) && i + 3 < limit && has(text, i + 1, W(AND)) &&
        cue->form == CUE_PARTICIPLE && has(text, i + 2, W(PAST)) && !has(text, i + 2, W(CAPITAL)))
        return TRUE; /* calling it "dead" and said */
    if (i + 3 < limit && has(text, i + 1, W(AND) | W(BUT)) && has(text, cue->verb, W(ING)))
        return is_participle_cue(text, i + 2);
    if (i + 3 < limit && has(text, i + 1, W(AND) | W(BUT)))
        return goes_on_saying(text, sentence, i + 2 + is_adverb(text, i + 2), cue) ||
               another_says(text, sentence, i + 2, cue);
    return i + 1 < limit && has(text, i + 1, W(ACCORDING)) && !has(text, i + 1, W(PREPOSITION));
}

/* While he said ..., it was; Saying ..., he left: the main clause follows at the comma. */
static gboolean
is_fronted(const Text *text, const Sentence *sentence, const Cue *cue)
{
    guint32 first = sentence->first, subject = cue->subject_first;
    while (first < cue->first && (is_adverb(text, first) || has(text, first, W(AND) | W(BUT))))
        first++;
    guint32 opening = subject != NONE && subject < cue->first ? subject : cue->first;
    if (opening > first && (subject != NONE || cue->form == CUE_PASSIVE) &&
        has(text, opening - 1, W(SUBORDINATOR)))
        return TRUE; /* while he said; and when asked */
    if (first == cue->first)
        return cue->form == CUE_PARTICIPLE || cue->form == CUE_PASSIVE;
    if (!has(text, first, W(SUBORDINATOR) | W(GERUND)) &&
        !(has(text, first, W(PREPOSITION)) && has(text, first + 1, W(GERUND))))
        return FALSE;
    for (guint32 i = first; i < cue->first; i++)
        if (is_mark(text, i, MARK_COMMA) || i > first + REACH)
            return FALSE;
    return TRUE;
}

/* Whether @i opens a group of auxiliaries, as against "been" in it and the genitive of "Lee's". */
static gboolean
begins_group(const Text *text, guint32 i, guint32 limit)
{
    guint32 before = is_adverb(text, i - 1) ? i - 2 : i - 1;
    return has(text, i, W_AUXILIARY) && !has(text, i, W(CAPITAL)) &&
           !has(text, before, W_AUXILIARY | W(NOT) | W(TO)) && !is_genitive(text, i, limit);
}

/* "who left" has its verb with it; "who had left", "if it had": one more group of auxiliaries to come. */
static gboolean
opens_clause(const Text *text, guint32 i)
{
    return has(text, i, W(AND) | W(BUT) | W(SUBORDINATOR) | W(WH) | W(THAT) | W(RELATIVE)) &&
           (has(text, i + 1, W_AUXILIARY) || !has(text, i + 1, W(PAST) | W(ED) | W(VERB)));
}

/* all they have, the law he is to keep: a pronoun whose clause nothing else opens */
static gboolean
opens_bare_clause(const Text *text, guint32 i)
{
    return has(text, i, W(SUBJECT)) && !has(text, i - 1, W(THAT) | W(WH) | W(SUBORDINATOR)) &&
           has(text, i + 1, W_AUXILIARY);
}

/* His claim that it rained is false: where the clause of a noun that opens the sentence ends, at a second verb; NONE if it has one. */
static guint32
end_of_subject(const Text *text, const Sentence *sentence, guint32 from, const Cue *cue)
{
    guint32 opening = cue->subject_first != NONE ? cue->subject_first : cue->first;
    if (cue->form != CUE_NOUN || opening > sentence->first + 1 || !has(text, from, W(THAT)) ||
        has(text, cue->last - 1, W(BE)))
        return NONE;
    guint32 verbs = 0, clauses = 1;
    for (guint32 i = from + 1; i < sentence->last && i < from + REACH; i = step(text, i)) {
        if (opens_region(text, i))
            continue;
        if (i + 1 < sentence->last && (opens_clause(text, i) || opens_bare_clause(text, i)))
            clauses++;
        else if (begins_group(text, i, sentence->last) && ++verbs > clauses)
            return i;
    }
    return NONE;
}

static gboolean
begins_main_clause(const Text *text, const Sentence *sentence, guint32 comma)
{
    gboolean inside = closes_region(text, comma) && region_of(text, comma)->last_mark == MARK_COMMA;
    if (!(inside || is_mark(text, comma, MARK_COMMA)) || comma + 1 >= sentence->last)
        return FALSE;
    gboolean verb = has(text, comma + 1, W(PAST) | W(S)) &&
                    !has(text, comma + 1, W(CAPITAL)); /* Hale, when asked why, said */
    return verb || (at_clause(text, comma + 1) && is_clause(text, comma + 1, sentence->last));
}

guint32
clause_end(const Text *text, const Sentence *sentence, guint32 from, const Cue *cue)
{
    guint32 i = from;
    gboolean verb = FALSE; /* what has none yet cannot end */
    gboolean fronted = is_fronted(text, sentence, cue);
    guint32 most = end_of_subject(text, sentence, from, cue);
    while (i < sentence->last) {
        if (i == most)
            return most;
        guint32 last = opens_region(text, i) ? region_of(text, i)->close : i;
        if (last >= sentence->last)
            return sentence->last;
        verb = verb || last > i || has(text, i, W(TO)) ||
               (i > from && has(text, i, W(VERB) | W(PAST) | W(ED) | W_AUXILIARY) &&
                !(has(text, i, W(PAST) | W(ED)) &&
                  has(text, i - 1, W(DETERMINER) | W(POSSESSIVE)))); /* "the reported bomber" */
        if (last > i && region_of(text, i)->last_mark == MARK_STOP && region_of(text, i)->closed)
            return last + 1;
        if (verb && (ends_before(text, sentence, last, cue) ||
                     (fronted && begins_main_clause(text, sentence, last))))
            return is_mark(text, last, MARK_COMMA) || is_mark(text, last, MARK_SEMICOLON) ||
                           is_mark(text, last, MARK_DASH) || is_mark(text, last, MARK_COLON)
                       ? last
                       : last + 1;
        i = last + 1;
    }
    return sentence->last;
}

/* "in a tweet", "on Monday", "at a rally in Ohio": when and where it was said. */
gboolean
tells_of_saying(const Text *text, const Sentence *sentence, guint32 preposition)
{
    guint32 end = sentence->last;
    for (guint32 i = preposition + 1, n = 0; i < end && n < 5; i++, n++) {
        if (opens_region(text, i))
            return FALSE;
        if (has(text, i, W(DAY) | W(TIME) | W(MEDIUM) | W(DIGITS)))
            return TRUE;
        if (has(text, i, W(TO)))
            return FALSE;
        if (!is_word(text, i) || has(text, i, W(PREPOSITION)))
            return n > 0 && has(text, i - 1, W(PLACE) | W(CAPITALS));
    }
    return FALSE;
}

/* "rapists" and criminals, as against "dead" and left: a noun behind a conjunction. */
static gboolean
goes_on_with_noun(const Text *text, guint32 i, guint32 limit)
{
    if (!is_word(text, i) || is_adverb(text, i) ||
        has(text, i,
            W(VERB) | W_CUE | W(ED) | W(GERUND) | W_AUXILIARY | W(PREPOSITION) | W(SUBORDINATOR) |
                W(SUBJECT) | W(THAT) | W(WH) | W(TO) | W(NOT)))
        return FALSE;
    return !has_finite_verb(text, i, limit);
}

static gboolean
leaves_phrase(const Text *text, const Sentence *sentence, guint32 i)
{
    guint8 mark = text->tokens.at[i].mark;
    if (mark != MARK_NONE && mark != MARK_OTHER)
        return TRUE;
    if (is_word_form(text, i, "as"))
        return has_finite_verb(text, i + 1,
                               sentence->last); /* as he left; but: as head of the fund */
    if (has(text, i, W(SUBORDINATOR) | W(DAY) | W(TIME)))
        return !is_word_form(text, i, "because") && !is_word_form(text, i, "if");
    if (has(text, i, W(AND) | W(BUT)) && !is_word_form(text, i, "so"))
        return i + 1 >= sentence->last ||
               !(opens_region(text, i + 1) || goes_on_with_noun(text, i + 1, sentence->last));
    guint32 size = text->tokens.at[i].end - text->tokens.at[i].begin;
    return has(text, i, W(PREPOSITION)) && (size == 2 || size == 6) && !has(text, i, W(TO)) &&
           text->text[text->tokens.at[i].begin + 1] != 'f' && tells_of_saying(text, sentence, i);
}

guint32
phrase_end(const Text *text, const Sentence *sentence, guint32 from)
{
    guint32 i = from;
    while (i < sentence->last && !opens_region(text, i))
        i++;
    while (i < sentence->last) {
        if (opens_region(text, i)) {
            guint8 mark = region_of(text, i)->last_mark;
            i = region_of(text, i)->close + 1;
            if (mark == MARK_COMMA && goes_on_listing(text, sentence, i))
                continue; /* "this," a "that" */
            if (mark == MARK_COMMA || mark == MARK_STOP || mark == MARK_QUESTION ||
                mark == MARK_EXCLAMATION)
                return i;
        } else if (leaves_phrase(text, sentence, i)) {
            return i;
        } else {
            i++;
        }
    }
    return i;
}
