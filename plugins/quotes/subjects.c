/* subjects.c: verb groups, and the subjects they have. SPDX-License-Identifier: MIT */
#include "cues.h"

guint32
agent_end(const Text *text, guint32 i, guint32 limit)
{
    if (i + 1 >= limit || !is_word_form(text, i, "by"))
        return i;
    guint32 end = phrase_after(text, i + 1, limit);
    return end > i + 1 ? end : i;
}

Group
verb_group(const Text *text, guint32 verb, guint32 limit)
{
    Group group = { .first = verb };
    for (guint32 n = 0; group.first > limit && n < 8; n++) {
        guint32 i = group.first - 1;
        if (has(text, i, W(CAPITAL)) || (has(text, i, W(TIME)) && !has(text, i, W(MODAL))))
            break;
        if (has(text, i, W(TO))) {
            if (!has(text, verb, W(BASE)) || i == limit)
                break;
            group.infinitive = TRUE;
            group.first = i;
            continue;
        }
        if (group.infinitive && has(text, i, W(CHAIN)) && !has(text, i, W_AUXILIARY & ~W(MODAL))) {
            group.first = i;
            group.infinitive = FALSE;
            group.auxiliaries |= W(MODAL);
            continue;
        }
        if (group.infinitive && i > limit && has(text, i, W(PREPOSITION)) &&
            has(text, i - 1, W(CHAIN))) {
            group.first = i; /* went on to say */
            continue;
        }
        if (i + 1 == verb && has(text, verb, W(ING)) && has(text, i, W(CHAIN))) {
            group.auxiliaries |= W(BE); /* keeps saying */
            group.first = i;
            continue;
        }
        if (has(text, i, W_AUXILIARY | W(NOT)) && !is_genitive(text, i, verb)) {
            group.auxiliaries |= text->tokens.at[i].word & (W_AUXILIARY | W(NOT));
            group.infinitive = FALSE;
        } else if (!is_adverb(text, i) || has(text, i, W(PREPOSITION) | W(BUT))) {
            break;
        }
        group.first = i;
    }
    return group;
}

/* Left over "on Thursday", "last week" between subject and verb. */
static guint32
skip_time_left(const Text *text, guint32 end, guint32 limit)
{
    guint32 i = end;
    while (i > limit + 1 && end - i < 8 && has(text, i - 1, W(TIME) | W(DAY)) &&
           !has(text, i - 1, W_NAME_WORD))
        i--;
    if (i == end && i > limit + 2 && has(text, i - 1, W(DIGITS)) &&
        has(text, i - 2, W(PREPOSITION)))
        i--; /* who in 2010 said */
    if (i == end)
        return end;
    if (i > limit + 1 && has(text, i - 1, W(PREPOSITION) | W(DETERMINER)))
        i--;
    return i;
}

/* A phrase that can speak: not a lone determiner, not a time, not "it" before "was". */
static gboolean
can_be_subject(const Text *text, guint32 first, guint32 last)
{
    const Token *end = &text->tokens.at[last - 1];
    if (end->mark == MARK_COMMA || end->mark == MARK_CLOSE)
        return TRUE;
    if ((end->word & (W(DAY) | W(POSSESSIVE) | W(PREPOSITION) | W(TO))) != 0 &&
        (end->word & W(SUBJECT)) == 0 && (end->word & W(CAPITAL)) == 0)
        return FALSE;
    if (last - first == 1 && (end->word & (W(ING) | W(GERUND))) != 0 &&
        (end->word & W(CAPITAL)) == 0)
        return FALSE;
    if (last == first + 2 && is_word_form(text, first, "no") &&
        is_word_form(text, first + 1, "one"))
        return TRUE;
    if ((end->word & W(DETERMINER)) != 0)
        return (end->word & (W(PLURAL_ROLE) | W(SUBJECT))) != 0;
    return TRUE;
}

/* Whether words in marks end as those do that somebody says. */
gboolean
ends_speech(const Region *region)
{
    return region->last_mark == MARK_COMMA || region->last_mark == MARK_QUESTION ||
           region->last_mark == MARK_EXCLAMATION;
}

/* The end of a run of nouns and names. */
static guint32
name_phrase_end(const Text *text, guint32 i, guint32 end)
{
    for (guint32 n = 0; i < end && n < 10; n++, i++)
        if (!is_word(text, i) ||
            has(text, i, W(VERB) | W(PREPOSITION) | W(SUBORDINATOR) | W(ADVERB)))
            break;
    return i;
}

/* "…," Jane Smith, now 81 and retired in Troy, N.Y., said: all between the marks and the verb. */
static guint32
phrase_behind_marks(const Text *text, guint32 end, guint32 limit)
{
    guint32 i = end;
    for (guint32 n = 0; i > limit && n < REACH; n++) {
        i--;
        if (closes_region(text, i)) {
            return ends_speech(region_of(text, i)) &&
                           has(text, i + 1, W(CAPITAL) | W(DETERMINER) | W(ROLE))
                       ? i + 1
                       : NONE;
        }
        if (has(text, i, W(PAST) | W(S) | W(THAT)) && !has(text, i, W(CAPITAL)))
            return NONE;
    }
    if (i != limit || !has(text, i, W(CAPITAL) | W(DETERMINER)) ||
        has(text, i, W(PREPOSITION) | W(SUBORDINATOR) | W(AND) | W(BUT) | W(ADVERB)))
        return NONE;
    guint32 after = name_phrase_end(text, i, end);
    return after > i && is_mark(text, after, MARK_COMMA) && !has(text, after - 1, W(TIME) | W(DAY))
               ? i
               : NONE;
}

gboolean
begins_noun(const Text *text, guint32 i)
{
    return has(text, i,
               W(CAPITAL) | W(DETERMINER) | W(ROLE) | W(TITLE) | W(DIGITS) | W(PLURAL_ROLE) |
                   W(POSSESSIVE)) &&
           !has(text, i, W(CLITIC) | W(DAY)) &&
           !(has(text, i, W(SUBJECT)) && !has(text, i, W(DETERMINER)));
}

/* "…," super PAC spokeswoman Jane Smith said: what stands between marks and verb is the subject, parsed or not. */
static guint32
reach_marks(const Text *text, guint32 first, guint32 limit)
{
    guint32 i = first;
    WordFlags crossed = 0;
    for (guint32 n = 0; i > limit && n < 12; n++, i--) {
        if (closes_region(text, i - 1)) {
            gboolean whole = (crossed & (W(AND) | W(PREPOSITION))) == 0 || begins_noun(text, i);
            return whole && ends_speech(region_of(text, i - 1)) ? i : first;
        }
        gboolean verb = has(text, i - 1, W(VERB) | W(PAST) | W(S)) && !has(text, i - 1, W(CAPITAL));
        if ((!is_word(text, i - 1) && !is_mark(text, i - 1, MARK_OTHER)) || verb ||
            has(text, i - 1, W(THAT) | W(SUBORDINATOR) | W(BUT) | W(SUBJECT)))
            return first;
        crossed |= text->tokens.at[i - 1].word;
    }
    return first;
}

/* Lee and Hale both said: the subject ends before "both". */
static guint32
skip_both_left(const Text *text, guint32 end, guint32 limit)
{
    gboolean both = end > limit + 1 && has(text, end - 1, W(DETERMINER)) &&
                    has(text, end - 2, W(CAPITAL) | W(PLURAL_ROLE) | W(THEY)) &&
                    (is_word_form(text, end - 1, "both") || is_word_form(text, end - 1, "all") ||
                     is_word_form(text, end - 1, "each"));
    return both ? end - 1 : end;
}

/* Some critics, however, say: the subject ends before what stands in commas. */
static guint32
skip_aside_left(const Text *text, guint32 end, guint32 limit)
{
    for (guint32 size = 3; size <= 4 && end > limit + size; size++)
        if (aside_end(text, end - size, end) == end && is_word(text, end - size - 1))
            return end - size;
    return end;
}

gboolean
find_subject(const Text *text, Cue *cue, guint32 limit)
{
    guint32 end = skip_time_left(text, cue->first, limit);
    end = skip_aside_left(text, skip_both_left(text, end, limit), limit);
    guint32 first = end > limit && is_mark(text, end - 1, MARK_COMMA)
                        ? phrase_behind_marks(text, end, limit)
                        : NONE;
    if (first == NONE)
        first = phrase_before(text, end, limit);
    if (first != NONE && end < cue->first && is_mark(text, end, MARK_COMMA) &&
        has(text, first, W(DETERMINER) | W(ROLE)) && !has(text, first, W(CAPITAL))) {
        guint32 named = phrase_before(text, end + 1, limit); /* Ann Lee, the mayor, however, */
        first = named != NONE && has(text, named, W(CAPITAL)) ? named : first;
    }
    gboolean found = first != NONE && first < end && can_be_subject(text, first, end);
    guint32 reached = reach_marks(text, found ? first : end, limit);
    if (!found && (reached == end || !begins_noun(text, reached)))
        return FALSE;
    cue->subject_first = reached;
    cue->subject_last = end;
    return TRUE;
}

gboolean
verb_left(const Text *text, guint32 from, guint32 limit, Cue *cue)
{
    guint32 i = from;
    for (guint32 n = 0; i > limit + 1 && n < REACH; n++) {
        i--;
        if (closes_region(text, i)) {
            i = region_of(text, i)->open;
            continue;
        }
        gboolean verb = has(text, i, W(VERB) | W(PAST) | W(S) | W(ED) | W_AUXILIARY) &&
                        !has(text, i, W(CAPITAL));
        if (!verb || is_genitive(text, i, MIN(from + 1, text->tokens.n)) ||
            has(text, i - 1, W(TO) | W(DETERMINER)))
            continue;
        if (has(text, i, W(S)) && (text->tokens.at[i].frames & FRAME_NOUNISH) != 0)
            continue;
        Group group = verb_group(text, i, limit);
        *cue = (Cue){ .first = group.first, .last = i + 1, .verb = i, .form = CUE_FINITE };
        if (group.infinitive || !find_subject(text, cue, limit))
            continue;
        if (!has(text, cue->subject_first, W(RELATIVE)) ||
            has(text, cue->subject_first, W(CAPITAL)))
            return TRUE;
    }
    return FALSE;
}

/* Whether the clause with this subject hangs on another one: the charge that the company ... */
static gboolean
is_subordinate(const Text *text, const Cue *cue, guint32 limit)
{
    return cue->subject_first > limit &&
           has(text, cue->subject_first - 1, W(THAT) | W(WH) | W(SUBORDINATOR));
}

/* put off deciding whether the board could ask but said: no verb that "said" goes on with */
static gboolean
parts_tense(const Text *text, const Cue *left, const Cue *cue)
{
    for (guint32 i = left->first; i < left->last; i++)
        if (has(text, i, W(MODAL)))
            return cue->first == cue->verb && has(text, cue->verb, W(PAST));
    return FALSE;
}

/* "and said" goes on with the nearest clause, ", saying" with the one that hangs on no other. */
gboolean
find_subject_left(const Text *text, Cue *cue, guint32 limit)
{
    Cue left, outer;
    if (!verb_left(text, cue->first, limit, &left))
        return FALSE;
    gboolean participle = cue->form == CUE_PARTICIPLE;
    for (guint n = 0; n < 3 && is_subordinate(text, &left, limit); n++) {
        if (!participle && !parts_tense(text, &left, cue))
            break;
        if (!verb_left(text, left.subject_first - 1, limit, &outer))
            break;
        left = outer;
    }
    cue->subject_first = left.subject_first;
    cue->subject_last = left.subject_last;
    return TRUE;
}
