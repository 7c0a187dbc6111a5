/* turns.c: dialogue, as in fiction and interviews: who speaks where no verb tells. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/standard.h>

#include "entities.h"
#include "passes.h"
#include "phrases.h"

/*
 * A paragraph is a turn: all marks in it are one speaker's. Who that is, the first that tells: a quotation in it with a
 * name or description; a pronoun, which means whoever agrees among those who spoke lately, the last one last; somebody
 * who does something in it ("Tom laughed."); else the one before the last, as long as turns follow each other closely.
 */

enum {
    RECENT = 6,  /* turns that are looked back on */
    FAR = 3,     /* paragraphs from one turn to the next, at most, in one conversation */
    BY_TURN = 2, /* the same, where a speaker is only guessed */
};

typedef struct {
    guint32 entity;
    guint32 paragraph;
} Turn;

typedef struct {
    Text *text;
    Turn turns[RECENT]; /* the last one first */
    guint n;
    guint32 mention; /* the first one not yet passed */
} Talk;

/* ---- descriptions ---- */

/* "the old man", "her brother": somebody of his own, called by the words up to a comma or preposition. */
static guint32
describe(Text *text, Quotation *quotation)
{
    guint32 first = quotation->speaker_first, last = first;
    while (last < quotation->speaker_last && is_word(text, last) &&
           !has(text, last, W(PREPOSITION) | W(RELATIVE)))
        last++;
    if (last <= first)
        return NONE;
    WordFlags noun = text->tokens.at[last - 1].word;
    Name name = { .first = first,
                  .last = last,
                  .head_first = first,
                  .head_last = last,
                  .role = NONE,
                  .type = TYPE_PERSON,
                  .gender = (noun & W(FEMALE)) != 0 ? GENDER_FEMALE
                            : (noun & W(MALE)) != 0 ? GENDER_MALE
                                                    : GENDER_UNKNOWN };
    guint32 entity = entity_of(text, &name);
    *array_push(text->mentions) = (Mention){ .first = first,
                                             .last = last,
                                             .head_first = first,
                                             .head_last = last,
                                             .entity = entity,
                                             .form = GALLEY_MENTION_FORM_NOMINAL,
                                             .type = TYPE_PERSON };
    quotation->form = GALLEY_MENTION_FORM_NAME; /* its mention is there */
    return entity;
}

/* ---- turns ---- */

static void
note_turn(Talk *talk, guint32 entity, guint32 paragraph)
{
    if (entity == NONE)
        return;
    guint keep = MIN(talk->n, RECENT - 1);
    if (talk->n > 0 && talk->turns[0].paragraph == paragraph)
        keep = 0; /* one paragraph, one turn */
    for (guint i = keep; i > 0; i--)
        talk->turns[i] = talk->turns[i - 1];
    talk->turns[0] = (Turn){ entity, paragraph };
    talk->n = MAX(talk->n, keep + 1);
}

static gboolean
agrees(const Text *text, guint32 entity, guint32 pronoun)
{
    const Entity *one = &text->entities.at[entity];
    if (one->type == TYPE_ORGANIZATION || one->type == TYPE_PLACE)
        return FALSE;
    return one->gender != (has(text, pronoun, W(HE)) ? GENDER_FEMALE : GENDER_MALE);
}

/* "he": of those who spoke lately the first that agrees, the last speaker last; else what the stack said. */
static guint32
resolve_in_turn(const Talk *talk, guint32 pronoun, guint32 paragraph, guint32 otherwise)
{
    const Text *text = talk->text;
    for (guint i = 1; i < talk->n && paragraph - talk->turns[0].paragraph <= FAR; i++)
        if (talk->turns[i].entity != talk->turns[0].entity &&
            paragraph - talk->turns[i].paragraph <= RECENT &&
            agrees(text, talk->turns[i].entity, pronoun))
            return talk->turns[i].entity;
    if (talk->n > 0 && paragraph - talk->turns[0].paragraph <= FAR &&
        agrees(text, talk->turns[0].entity, pronoun))
        return talk->turns[0].entity;
    return otherwise;
}

/* Tom laughed. “…”: the first name in the paragraph that stands where a subject does, outside marks. */
static guint32
acts_in(Talk *talk, const Paragraph *paragraph)
{
    const Text *text = talk->text;
    while (talk->mention < text->mentions.n &&
           text->mentions.at[talk->mention].first < paragraph->begin)
        talk->mention++;
    for (guint32 m = talk->mention; m < text->mentions.n; m++) {
        const Mention *mention = &text->mentions.at[m];
        if (mention->first >= paragraph->end)
            break;
        if (mention->subject && text->tokens.at[mention->first].region == NONE &&
            text->entities.at[mention->entity].type != TYPE_PLACE)
            return mention->entity;
    }
    return NONE;
}

static gboolean
is_person_noun(const Text *text, guint32 i)
{
    const Token *token = &text->tokens.at[i];
    guint32 size = token->end - token->begin;
    return has(text, i, W(ROLE) | W(MALE) | W(FEMALE)) ||
           (size > 4 && memcmp(text->text + token->end - 3, "man", 3) == 0);
}

/* The old ferryman looked up. “…”: a description that opens the paragraph, before its verb. */
static guint32
described_actor(Talk *talk, const Paragraph *paragraph)
{
    Text *text = talk->text;
    guint32 first = paragraph->begin, last = first + 1;
    if (!has(text, first, W(DETERMINER) | W(POSSESSIVE)))
        return NONE;
    while (last + 1 < paragraph->end && last < first + 4 && is_word(text, last) &&
           !is_person_noun(text, last))
        last++;
    if (!is_word(text, last) || !is_person_noun(text, last) || last + 1 >= paragraph->end ||
        !has(text, last + 1, W(VERB) | W(PAST) | W(S) | W(ED) | W_AUXILIARY))
        return NONE;
    Quotation by = { .speaker_first = first, .speaker_last = last + 1 };
    return describe(text, &by);
}

/* Whoever does something in the paragraph: a name, a description, a pronoun that opens it. */
static guint32
actor(Talk *talk, guint32 p)
{
    const Paragraph *paragraph = &talk->text->paragraphs.at[p];
    guint32 entity = acts_in(talk, paragraph);
    if (entity == NONE)
        entity = described_actor(talk, paragraph);
    if (entity == NONE && has(talk->text, paragraph->begin, W(SUBJECT)) &&
        has(talk->text, paragraph->begin, W(HE) | W(SHE)))
        entity = resolve_in_turn(talk, paragraph->begin, p, NONE);
    return entity;
}

/* The speaker before the last one, where turns follow each other closely. */
static guint32
alternate(const Talk *talk, guint32 paragraph)
{
    if (talk->n == 0 || paragraph - talk->turns[0].paragraph > BY_TURN)
        return NONE;
    for (guint i = 1; i < talk->n; i++) {
        if (talk->turns[i - 1].paragraph - talk->turns[i].paragraph > FAR)
            return NONE;
        if (talk->turns[i].entity != talk->turns[0].entity)
            return talk->turns[i].entity;
    }
    return NONE;
}

/* ---- quotations by place ---- */

static int
compare_places(gconstpointer a, gconstpointer b, gpointer data)
{
    const Text *text = data;
    guint32 x = text->parts.at[*(const guint32 *)a].first,
            y = text->parts.at[*(const guint32 *)b].first;
    return x < y ? -1 : x > y;
}

/* The first part of each quotation, in the order of the text. */
static void
sort_places(Text *text)
{
    text->order.n = 0;
    for (guint32 p = 0; p < text->parts.n; p++)
        if (p == 0 || text->parts.at[p].quotation != text->parts.at[p - 1].quotation)
            *array_push(text->order) = p;
    if (text->order.n > 0)
        g_qsort_with_data(text->order.at, (gint)text->order.n, sizeof *text->order.at,
                          compare_places, text);
}

static gboolean
is_told(const Quotation *quotation)
{
    return quotation->speaker_first != NONE && quotation->rule != RULE_MARKS;
}

static guint32
told_speaker(Talk *talk, Quotation *quotation, guint32 paragraph, guint32 doer)
{
    Text *text = talk->text;
    guint32 pronoun = quotation->speaker_first;
    if (quotation->form == GALLEY_MENTION_FORM_PRONOUN)
        return !has(text, pronoun, W(HE) | W(SHE)) ? quotation->entity
               : doer != NONE && agrees(text, doer, pronoun)
                   ? doer
                   : resolve_in_turn(talk, pronoun, paragraph, quotation->entity);
    if (quotation->entity == NONE && has(text, pronoun, W(DETERMINER) | W(POSSESSIVE)))
        return describe(text, quotation);
    return quotation->entity;
}

/* One paragraph's quotations, from @from to before @to in text->order. */
static void
take_turn(Talk *talk, guint32 from, guint32 to, guint32 p)
{
    Text *text = talk->text;
    guint32 speaker = NONE, doer = actor(talk, p);
    for (guint32 i = from; i < to; i++) {
        Quotation *quotation = &text->quotations.at[text->parts.at[text->order.at[i]].quotation];
        if (!is_told(quotation))
            continue;
        guint32 entity = told_speaker(talk, quotation, p, doer);
        quotation->entity = entity;
        if (speaker == NONE && quotation->kind != GALLEY_QUOTATION_KIND_INDIRECT)
            speaker = entity;
    }
    if (speaker == NONE)
        speaker = doer != NONE ? doer : alternate(talk, p);
    gboolean speaks = FALSE;
    for (guint32 i = from; i < to; i++) {
        Quotation *quotation = &text->quotations.at[text->parts.at[text->order.at[i]].quotation];
        speaks = speaks || quotation->kind != GALLEY_QUOTATION_KIND_INDIRECT;
        if (is_told(quotation))
            continue;
        quotation->entity = speaker;
        quotation->speaker_first = quotation->speaker_last = NONE;
        quotation->rule = RULE_TURN;
    }
    if (speaks)
        note_turn(talk, speaker, p);
}

void
take_turns(Text *text)
{
    Talk talk = { .text = text };
    sort_places(text);
    guint32 p = 0, from = 0;
    while (from < text->order.n) {
        guint32 token = text->parts.at[text->order.at[from]].first, to = from;
        while (text->paragraphs.at[p].end <= token)
            p++;
        while (to < text->order.n &&
               text->parts.at[text->order.at[to]].first < text->paragraphs.at[p].end)
            to++;
        take_turn(&talk, from, to, p);
        from = to;
    }
    find_speaker_order(text);
}
