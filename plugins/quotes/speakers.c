/* speakers.c: who the speakers are: names, descriptions, and pronouns by the stack of speakers. SPDX-License-Identifier: MIT */
#include "names.h"
#include "passes.h"
#include "phrases.h"

#include <stdlib.h>
#include <string.h>

#include <galley/standard.h>

enum { APPOSITION = 16 }; /* tokens of one, at most */

/* Whoever may be meant by a pronoun, and where he or it was last named so. */
typedef struct {
    guint32 entity;
    guint32 at; /* token */
} Candidate;

/* The last of each; index: what the pronoun agrees with. */
typedef enum {
    AGREE_MALE,
    AGREE_FEMALE,
    AGREE_NEUTER,
    N_AGREE,
} Agreement;

typedef struct {
    Text *text;
    guint32 next_mention;
    guint32 last; /* who spoke last, or NONE where no name tells */
    Candidate speakers[N_AGREE];
    Candidate subjects[N_AGREE];
    Candidate others[N_AGREE];
} Stack;

static gboolean
agrees(const Entity *entity, Agreement agreement)
{
    if (agreement == AGREE_NEUTER)
        return entity->type == TYPE_ORGANIZATION || entity->type == TYPE_PLACE;
    if (entity->type == TYPE_ORGANIZATION || entity->type == TYPE_PLACE)
        return FALSE;
    Gender other = agreement == AGREE_MALE ? GENDER_FEMALE : GENDER_MALE;
    return entity->gender != other;
}

static void
note(const Text *text, Candidate *candidates, guint32 entity, guint32 at)
{
    for (guint a = 0; a < N_AGREE; a++)
        if (agrees(&text->entities.at[entity], a))
            candidates[a] = (Candidate){ entity, at };
}

/* A lone word that opens a sentence and is no name anywhere else: "Harsh words fell." */
static gboolean
is_doubtful(const Text *text, const Mention *mention)
{
    const Entity *entity = &text->entities.at[mention->entity];
    return entity->type == TYPE_UNKNOWN && entity->n_mentions == 1 &&
           has(text, mention->first, W(OPENS_SENTENCE));
}

/* Takes in the names that stand before @at; those inside marks or reported words never count. */
static void
advance(Stack *stack, guint32 at)
{
    Text *text = stack->text;
    while (stack->next_mention < text->mentions.n &&
           text->mentions.at[stack->next_mention].first < at) {
        const Mention *mention = &text->mentions.at[stack->next_mention++];
        if (text->tokens.at[mention->first].region != NONE || is_doubtful(text, mention))
            continue;
        note(text, stack->others, mention->entity, mention->first);
        gboolean known = text->entities.at[mention->entity].type != TYPE_UNKNOWN;
        if (mention->subject && known && !has(text, mention->first, W(CONTENT)))
            note(text, stack->subjects, mention->entity, mention->first);
    }
}

/* Whether a subject of the narrator's takes the place of the last speaker: not one whose gender nothing tells, where that of
 * the speaker is known. */
static gboolean
displaces(const Text *text, guint32 subject, guint32 speaker)
{
    return text->entities.at[subject].gender != GENDER_UNKNOWN ||
           text->entities.at[speaker].gender == GENDER_UNKNOWN;
}

/* The last speaker, unless the narrator has since made somebody else a subject. */
static guint32
resolve(const Stack *stack, Agreement agreement)
{
    const Candidate *speaker = &stack->speakers[agreement], *subject = &stack->subjects[agreement];
    if (speaker->entity == NONE)
        return subject->entity != NONE ? subject->entity : stack->others[agreement].entity;
    if (subject->entity != NONE && subject->at > speaker->at &&
        (agreement == AGREE_NEUTER || displaces(stack->text, subject->entity, speaker->entity)))
        return subject->entity;
    return speaker->entity;
}

static guint32
sentence_begin(const Text *text, guint32 token)
{
    guint32 low = 0, high = text->sentences.n;
    while (low + 1 < high) {
        guint32 middle = low + (high - low) / 2;
        if (text->sentences.at[middle].first <= token)
            low = middle;
        else
            high = middle;
    }
    return text->sentences.at[low].first;
}

/* A pronoun in a clause that hangs on another: a comment from Trump when he ... */
static guint32
resolve_within(const Stack *stack, Agreement agreement, guint32 token)
{
    const Text *text = stack->text;
    const Candidate *other = &stack->others[agreement];
    if (token > 0 && has(text, token - 1, W(SUBORDINATOR) | W(WH)) && other->entity != NONE &&
        other->at >= sentence_begin(text, token))
        return other->entity;
    return resolve(stack, agreement);
}

/* ---- the speaker's span ---- */

static guint32
first_mention_from(const Text *text, guint32 token)
{
    guint32 low = 0, high = text->mentions.n;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (text->mentions.at[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* "the left-leaning Harbour Fund": no participle that takes an object */
static gboolean
is_compound(const Text *text, guint32 i)
{
    const Token *token = &text->tokens.at[i];
    return memchr(text->text + token->begin, '-', token->end - token->begin) != NULL ||
           (i > 0 && token[-1].end == token->begin && text->text[token->begin - 1] == '-');
}

/* Whether a name carries its phrase: not "for Smith", not "Smith's aide". */
static gboolean
carries(const Text *text, const Mention *mention, guint32 first, guint32 last)
{
    guint32 before = mention->first;
    if (before > first + 1 && has(text, before - 1, W(DETERMINER)))
        before--;
    if (before > first && has(text, before - 1, W(PREPOSITION)))
        return FALSE;
    if (mention->first > first && has(text, mention->first - 1, W(GERUND) | W(ED)) &&
        !has(text, mention->first - 1, W(CAPITAL)) && !is_compound(text, mention->first - 1))
        return FALSE; /* "a pastor supporting Smith" */
    guint32 next = mention->last;
    if (next < last && has(text, next, W(AND)) && has(text, next - 1, W(TITLE) | W(ROLE)))
        return FALSE; /* "former Ohio Gov. and party chairman Tom Hale" */
    while (next < last && has(text, next, W(SUFFIX)))
        next++;
    if (next >= last)
        return TRUE;
    return !has(text, next, W(CLITIC)) &&
           (!is_word(text, next) ||
            has(text, next, W(PREPOSITION) | W(RELATIVE) | W(AND) | W(PRONOUN)));
}

static guint32
segment_end(const Text *text, guint32 first, guint32 last)
{
    guint32 i = first;
    while (i < last && !is_mark(text, i, MARK_COMMA))
        i++;
    return i;
}

static guint32
named_entity(const Text *text, guint32 first, guint32 last)
{
    guint32 end = segment_end(text, first, last);
    for (guint32 m = first_mention_from(text, first); m < text->mentions.n; m++) {
        const Mention *mention = &text->mentions.at[m];
        if (mention->first >= last)
            break;
        gboolean apposed = mention->first == end + 1;
        if (mention->first >= end && !apposed)
            continue;
        if (carries(text, mention, first, apposed ? segment_end(text, mention->first, last) : end))
            return mention->entity;
    }
    return NONE;
}

/* Ann Lee, now the head of the Harbor Board, who: the person before the apposition that reaches to "who"; else @nearest. */
static guint32
before_apposition(const Text *text, guint32 m, guint32 relative, guint32 nearest)
{
    guint32 begin = sentence_begin(text, relative);
    for (guint n = 0; n < 4 && m > 0; n++) {
        const Mention *mention = &text->mentions.at[--m];
        if (mention->first < begin || mention->last + APPOSITION < relative)
            return nearest;
        if (text->entities.at[mention->entity].type != TYPE_PERSON)
            continue;
        return is_mark(text, mention->last, MARK_COMMA) &&
                       has(text, mention->last + 1, W(DETERMINER) | W(ROLE) | W(ADVERB))
                   ? mention->entity
                   : nearest;
    }
    return nearest;
}

/* "who": whoever is named right before it. */
static guint32
antecedent(const Text *text, guint32 relative)
{
    guint32 i = relative;
    if (i > 0 && is_mark(text, i - 1, MARK_COMMA))
        i--;
    guint32 m = first_mention_from(text, i);
    guint32 nearest =
        m > 0 && text->mentions.at[m - 1].last == i ? text->mentions.at[m - 1].entity : NONE;
    gboolean person = nearest != NONE && agrees(&text->entities.at[nearest], AGREE_MALE);
    person = person || (nearest != NONE && agrees(&text->entities.at[nearest], AGREE_FEMALE));
    return person || has(text, relative, W(THAT)) ? nearest
                                                  : before_apposition(text, m, relative, nearest);
}

static gboolean
is_definite(const Text *text, guint32 i)
{
    const Token *token = &text->tokens.at[i];
    return token->end - token->begin == 3 &&
           g_ascii_strncasecmp(text->text + token->begin, "the", 3) == 0;
}

/* "they": an organization that spoke right before. */
static guint32
resolve_plural(const Stack *stack)
{
    gboolean group =
        stack->last != NONE && stack->text->entities.at[stack->last].type == TYPE_ORGANIZATION;
    return group ? stack->last : NONE;
}

/* "the president", "North Korea's leader": whoever was named with that role, else the last one who spoke. */
static guint32
described_entity(const Stack *stack, guint32 first, guint32 last)
{
    const Text *text = stack->text;
    guint32 end = segment_end(text, first, last);
    if (last == first + 2 && is_definite(text, first) && has(text, first + 1, W(ORGANIZATION)) &&
        !has(text, first + 1, W(CAPITAL)))
        return resolve_plural(stack); /* the company: the organization that spoke last */
    for (guint32 i = first; i < end; i++) {
        if (has(text, i, W(PREPOSITION)))
            break;
        if (!has(text, i, W(ROLE)) || (i + 1 < end && !has(text, i + 1, W(PREPOSITION))))
            continue;
        guint32 entity = find_role(text, i);
        if (entity != NONE || i + 1 < last || !is_definite(text, first) || text->settings.dialogue)
            return entity;
        return resolve(stack, has(text, i, W(FEMALE)) ? AGREE_FEMALE : AGREE_MALE);
    }
    return NONE;
}

static guint8
form_of(const Text *text, guint32 first, guint32 last)
{
    if (last == first + 1 && has(text, first, W(PRONOUN) | W(RELATIVE)))
        return GALLEY_MENTION_FORM_PRONOUN;
    return GALLEY_MENTION_FORM_NOMINAL;
}

static guint32
pronoun_entity(const Stack *stack, guint32 token)
{
    const Text *text = stack->text;
    if (has(text, token, W(RELATIVE)))
        return antecedent(text, token);
    if (has(text, token, W(HE)))
        return resolve_within(stack, AGREE_MALE, token);
    if (has(text, token, W(SHE)))
        return resolve_within(stack, AGREE_FEMALE, token);
    if (has(text, token, W(THEY)))
        return resolve_plural(stack);
    const Token *at = &text->tokens.at[token];
    if (at->end - at->begin == 2 && g_ascii_tolower(text->text[at->begin]) == 'i')
        return resolve(stack, AGREE_NEUTER);
    return NONE;
}

static guint32
speaker_entity(const Stack *stack, Quotation *quotation)
{
    const Text *text = stack->text;
    guint32 first = quotation->speaker_first, last = quotation->speaker_last;
    quotation->form = form_of(text, first, last);
    if (quotation->form == GALLEY_MENTION_FORM_PRONOUN)
        return pronoun_entity(stack, first);
    guint32 entity = named_entity(text, first, last);
    if (entity == NONE)
        return described_entity(stack, first, last);
    quotation->form = GALLEY_MENTION_FORM_NAME;
    return entity;
}

/* ---- in the order of the text ---- */

static int
compare_speakers(gconstpointer a, gconstpointer b, gpointer data)
{
    const Text *text = data;
    guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
    guint32 p = text->quotations.at[x].speaker_first, q = text->quotations.at[y].speaker_first;
    return p != q ? (p < q ? -1 : 1) : x < y ? -1 : x > y;
}

void
find_speaker_order(Text *text)
{
    text->order.n = 0;
    for (guint32 q = 0; q < text->quotations.n; q++)
        if (text->quotations.at[q].speaker_first != NONE)
            *array_push(text->order) = q;
    if (text->order.n > 0)
        g_qsort_with_data(text->order.at, (gint)text->order.n, sizeof *text->order.at,
                          compare_speakers, text);
}

void
find_speakers(Text *text)
{
    Stack stack = { .text = text, .last = NONE };
    for (guint a = 0; a < N_AGREE; a++)
        stack.speakers[a] = stack.subjects[a] = stack.others[a] = (Candidate){ NONE, 0 };
    find_speaker_order(text);
    for (guint32 i = 0; i < text->order.n; i++) {
        Quotation *quotation = &text->quotations.at[text->order.at[i]];
        advance(&stack, quotation->speaker_first);
        quotation->entity = speaker_entity(&stack, quotation);
        stack.last = quotation->entity;
        if (quotation->entity != NONE)
            note(text, stack.speakers, quotation->entity, quotation->speaker_first);
    }
}
