/* rows.c: from the passes' arrays to rows of layers. SPDX-License-Identifier: MIT */
#include "rows.h"

/*
 * How sure a rule is: of what it found in the 840 news texts that the README names, the share that a reader had marked
 * as speech too, by the kind of quotation; beliefs and mere topics of speech left aside. Smoothed by four quotations of
 * the rule's mean, and that by one right and one wrong. tests/calibrate.py counts them. RULE_TURN, which news do not
 * have, is given the figures of RULE_MARKS.
 */
static const struct {
    const char *name;
    guint8 direct, mixed, indirect; /* per cent */
} rules[N_RULES] = {
    [RULE_MARKS_SPEAKER_CUE] = { "marks-speaker-cue", 99, 85, 98 },
    [RULE_MARKS_CUE_SPEAKER] = { "marks-cue-speaker", 99, 88, 98 },
    [RULE_SPEAKER_CUE_MARKS] = { "speaker-cue-marks", 95, 79, 93 },
    [RULE_SPEAKER_CUE_CLAUSE] = { "speaker-cue-clause", 98, 94, 88 },
    [RULE_SPEAKER_CUE_PHRASE] = { "speaker-cue-phrase", 86, 83, 83 },
    [RULE_CLAUSE_SPEAKER_CUE] = { "clause-speaker-cue", 63, 92, 85 },
    [RULE_ACCORDING_TO] = { "according-to", 85, 87, 83 },
    [RULE_AS_SPEAKER_CUE] = { "as-speaker-cue", 79, 77, 83 },
    [RULE_COLON] = { "colon", 99, 95, 95 },
    [RULE_NAME_COLON] = { "name-colon", 85, 92, 61 },
    [RULE_TRANSCRIPT] = { "transcript", 63, 63, 63 },
    [RULE_NAME_BESIDE] = { "name-beside", 88, 85, 85 },
    [RULE_NOUN] = { "noun", 82, 86, 71 },
    [RULE_VERB] = { "verb", 72, 61, 66 },
    [RULE_MARKS] = { "marks", 62, 62, 62 },
    [RULE_TURN] = { "turn", 62, 62, 62 },
};

static const char *const type_names[] = {
    [TYPE_UNKNOWN] = NULL,
    [TYPE_PERSON] = "PER",
    [TYPE_ORGANIZATION] = "ORG",
    [TYPE_PLACE] = "LOC",
};

static const guint gender_codes[] = {
    [GENDER_FEMALE] = GALLEY_GENDER_FEMALE,
    [GENDER_MALE] = GALLEY_GENDER_MALE,
    [GENDER_NEUTER] = GALLEY_GENDER_NEUTER,
};

const char *
rule_name(Rule rule)
{
    return rules[rule].name;
}

/* Tokens, half-open, as bytes of the text. */
static guint32
begin_of(const Text *text, guint32 first)
{
    return text->tokens.at[first].begin;
}

static guint32
end_of(const Text *text, guint32 last)
{
    return text->tokens.at[last - 1].end;
}

static void
set_tokens(
    const Text *text, GalleyLayer *layer, guint column, guint32 row, guint32 first, guint32 last)
{
    if (first != NONE && last > first)
        galley_layer_set_span(layer, column, row, begin_of(text, first), end_of(text, last));
}

/* ---- entities and mentions ---- */

/* A name as people write it: words parted by one blank. */
static void
write_name(const Text *text, const Entity *entity, GString *out)
{
    g_string_truncate(out, 0);
    for (guint32 i = entity->name_first; i < entity->name_last; i++) {
        const Token *token = &text->tokens.at[i];
        if (i > entity->name_first && token->begin > token[-1].end)
            g_string_append_c(out, ' ');
        g_string_append_len(out, text->text + token->begin, token->end - token->begin);
    }
}

/* Rows of entities have the entities' own numbers: they are added in their order. */
static void
give_entities(const Text *text, GalleyLayer *layer, GString *scratch)
{
    for (guint32 e = 0; e < text->entities.n; e++) {
        const Entity *entity = &text->entities.at[e];
        const Mention *first = &text->mentions.at[entity->mention];
        guint32 row =
            galley_layer_add(layer, begin_of(text, first->first), end_of(text, first->last));
        write_name(text, entity, scratch);
        galley_layer_set_text(layer, GALLEY_ENTITY_NAME, row, scratch->str, (gssize)scratch->len);
        if (type_names[entity->type] != NULL)
            galley_layer_set_text(layer, GALLEY_ENTITY_TYPE, row, type_names[entity->type], -1);
        if (entity->gender != GENDER_UNKNOWN)
            galley_layer_set_category(layer, GALLEY_ENTITY_GENDER, row,
                                      gender_codes[entity->gender]);
        if (entity->type == TYPE_PERSON)
            galley_layer_set_category(layer, GALLEY_ENTITY_NUMBER, row, GALLEY_NUMBER_SINGULAR);
    }
}

static void
give_mentions(const Text *text, GalleyLayer *layer)
{
    for (guint32 m = 0; m < text->mentions.n; m++) {
        const Mention *mention = &text->mentions.at[m];
        guint32 row =
            galley_layer_add(layer, begin_of(text, mention->first), end_of(text, mention->last));
        galley_layer_set_category(layer, GALLEY_MENTION_FORM, row, mention->form);
        if (type_names[mention->type] != NULL)
            galley_layer_set_text(layer, GALLEY_MENTION_TYPE, row, type_names[mention->type], -1);
        set_tokens(text, layer, GALLEY_MENTION_HEAD, row, mention->head_first, mention->head_last);
        if (mention->entity != NONE)
            galley_layer_set_row(layer, GALLEY_MENTION_ENTITY, row, mention->entity);
    }
}

/* Speakers by pronoun or description are mentions too; one that says two things is one. */
static void
give_speakers(const Text *text, GalleyLayer *layer)
{
    guint32 before = NONE;
    for (guint32 i = 0; i < text->order.n; i++) {
        const Quotation *quotation = &text->quotations.at[text->order.at[i]];
        if (quotation->form == GALLEY_MENTION_FORM_NAME || quotation->speaker_first == before)
            continue;
        before = quotation->speaker_first;
        guint32 row =
            galley_layer_add(layer, begin_of(text, before), end_of(text, quotation->speaker_last));
        galley_layer_set_category(layer, GALLEY_MENTION_FORM, row, quotation->form);
        if (quotation->entity == NONE)
            continue;
        galley_layer_set_row(layer, GALLEY_MENTION_ENTITY, row, quotation->entity);
        if (type_names[text->entities.at[quotation->entity].type] != NULL)
            galley_layer_set_text(layer, GALLEY_MENTION_TYPE, row,
                                  type_names[text->entities.at[quotation->entity].type], -1);
    }
}

/* ---- quotations ---- */

static gboolean
is_wanted(const Text *text, const Quotation *quotation)
{
    return quotation->kind != GALLEY_QUOTATION_KIND_INDIRECT || text->settings.indirect;
}

static double
confidence_of(const Quotation *quotation)
{
    guint percent = quotation->kind == GALLEY_QUOTATION_KIND_DIRECT ? rules[quotation->rule].direct
                    : quotation->kind == GALLEY_QUOTATION_KIND_MIXED
                        ? rules[quotation->rule].mixed
                        : rules[quotation->rule].indirect;
    return percent / 100.0;
}

/* A part that is all in marks goes without them; marks within it stay. */
static void
give_part(const Text *text, GalleyLayer *layer, const Part *part, guint32 quotation)
{
    guint32 first = part->first, last = part->last;
    guint32 r = text->tokens.at[first].region;
    if (r != NONE && text->regions.at[r].open == first && text->regions.at[r].close + 1 >= last) {
        last -= text->regions.at[r].closed && text->regions.at[r].close + 1 == last;
        first++;
    }
    if (last <= first)
        return;
    guint32 end = end_of(text, last);
    if (last < part->last && text->tokens.at[last - 1].mark == MARK_QUOTE &&
        text->tokens.at[last - 1].style == STYLE_DOUBLED && end == text->tokens.at[last].begin)
        end--; /* of three apostrophes the last two are the closing mark */
    guint32 row = galley_layer_add(layer, begin_of(text, first), end);
    galley_layer_set_row(layer, GALLEY_QUOTATION_PART_QUOTATION, row, quotation);
}

static guint32
give_quotation(
    const Text *text, GalleyLayer *layer, const Quotation *quotation, guint32 begin, guint32 end)
{
    guint32 row = galley_layer_add(layer, begin, end);
    galley_layer_set_category(layer, GALLEY_QUOTATION_KIND, row, quotation->kind);
    set_tokens(text, layer, GALLEY_QUOTATION_CUE, row, quotation->cue_first, quotation->cue_last);
    set_tokens(text, layer, GALLEY_QUOTATION_SPEAKER, row, quotation->speaker_first,
               quotation->speaker_last);
    set_tokens(text, layer, GALLEY_QUOTATION_ADDRESSEE, row, quotation->addressee_first,
               quotation->addressee_last);
    if (quotation->entity != NONE)
        galley_layer_set_row(layer, GALLEY_QUOTATION_ENTITY, row, quotation->entity);
    galley_layer_set_double(layer, GALLEY_QUOTATION_CONFIDENCE, row, confidence_of(quotation));
    galley_layer_set_text(layer, GALLEY_QUOTATION_RULE, row, rules[quotation->rule].name, -1);
    return row;
}

/* Parts come grouped by quotation: sort_parts() saw to it. */
static void
give_quotations(const Text *text, GalleyLayer *quotations, GalleyLayer *parts)
{
    for (guint32 p = 0; p < text->parts.n;) {
        guint32 q = text->parts.at[p].quotation, next = p;
        guint32 begin = G_MAXUINT32, end = 0;
        for (; next < text->parts.n && text->parts.at[next].quotation == q; next++) {
            begin = MIN(begin, begin_of(text, text->parts.at[next].first));
            end = MAX(end, end_of(text, text->parts.at[next].last));
        }
        const Quotation *quotation = &text->quotations.at[q];
        if (is_wanted(text, quotation)) {
            guint32 row = give_quotation(text, quotations, quotation, begin, end);
            for (guint32 i = p; i < next; i++)
                give_part(text, parts, &text->parts.at[i], row);
        }
        p = next;
    }
}

static void
give_scare_quotes(const Text *text, GalleyLayer *quotations, GalleyLayer *parts)
{
    for (guint32 r = 0; r < text->regions.n; r++) {
        const Region *region = &text->regions.at[r];
        if (region->quotation != NONE || region->close <= region->open + 1)
            continue;
        guint32 last = region->close + 1;
        guint32 row =
            galley_layer_add(quotations, begin_of(text, region->open), end_of(text, last));
        galley_layer_set_category(quotations, GALLEY_QUOTATION_KIND, row,
                                  region->kind == REGION_TITLE ? GALLEY_QUOTATION_KIND_TITLE
                                                               : GALLEY_QUOTATION_KIND_SCARE);
        give_part(text, parts, &(Part){ .first = region->open, .last = last }, row);
    }
}

void
give_rows(const Text *text, GalleyDocument *document, GString *scratch)
{
    GalleyLayer *quotations = galley_document_add_layer(document, "quotation");
    GalleyLayer *parts = galley_document_add_layer(document, "quotation_part");
    give_entities(text, galley_document_add_layer(document, "entity"), scratch);
    GalleyLayer *mentions = galley_document_add_layer(document, "mention");
    give_mentions(text, mentions);
    give_speakers(text, mentions);
    give_quotations(text, quotations, parts);
    if (text->settings.scare)
        give_scare_quotes(text, quotations, parts);
}
