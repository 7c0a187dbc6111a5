/* said.c: what is said inside quotations, and outside them. SPDX-License-Identifier: MIT */
#include <galley/standard.h>

#include "pass.h"

/* ---- the stretches ---- */

/* Words in marks that nobody is quoted with, and titles, belong to the text around them. */
static gboolean
is_said(const guint8 *kinds, guint32 quotation)
{
    return quotation != GALLEY_NO_ROW &&
           (kinds == NULL || (kinds[quotation] != GALLEY_QUOTATION_KIND_SCARE &&
                              kinds[quotation] != GALLEY_QUOTATION_KIND_TITLE));
}

void
said_find(Pass *pass, GalleyDocument *document)
{
    const GalleyLayer *layer =
        pass->quotations != NULL ? galley_document_get_layer(document, "quotation_part") : NULL;
    if (layer == NULL)
        return;
    const guint8 *kinds = galley_layer_get_categories(pass->quotations, GALLEY_QUOTATION_KIND);
    const guint32 *quotations = galley_layer_get_rows(layer, GALLEY_QUOTATION_PART_QUOTATION);
    const guint32 *begins = galley_layer_get_begins(layer);
    const guint32 *ends = galley_layer_get_ends(layer);
    guint32 n = quotations != NULL ? galley_layer_get_n_rows(layer) : 0;
    for (guint32 i = 0; i < n; i++)
        if (is_said(kinds, quotations[i]))
            parts_add(&pass->annotator->parts, begins[i], ends[i], quotations[i]);
}

static void
keep(Pass *pass, const Hit *hit)
{
    const Word *word = &pass->annotator->words.word[hit->word];
    Said said = { word->begin, word->end, word->part, hit->row, hit->value };
    if (word->part != PARTS_OUTSIDE && hit->value != 0)
        g_array_append_val(pass->annotator->said, said);
}

void
said_note(Pass *pass)
{
    Annotator *annotator = pass->annotator;
    const Words *words = &annotator->words;
    if (!words->quoted)
        return;
    for (guint32 i = 0; i < words->n; i++)
        parts_get(&annotator->parts, words->word[i].part)->tally.neutral++;
    for (guint32 i = 0; i < words->n_hits; i++) {
        const Hit *hit = &words->hit[i];
        Tally *tally = &parts_get(&annotator->parts, words->word[hit->word].part)->tally;
        tally->neutral--; /* counted above */
        tally_add(tally, hit->value);
        if (pass->contributions != NULL && pass_wants(pass, SCOPE_QUOTATION))
            keep(pass, hit);
    }
}

/* ---- outside ---- */

/* Over tokens: those words of the sentence that stand outside, and the marks since @before. */
static Tally
tally_outside(const Pass *pass, const Tally *before)
{
    const Words *words = &pass->annotator->words;
    const Tally *now = &parts_get(&pass->annotator->parts, PARTS_OUTSIDE)->tally;
    Tally tally = { .exclamations = now->exclamations - before->exclamations,
                    .questions = now->questions - before->questions };
    for (guint32 i = 0; i < words->n; i++)
        tally.neutral += words->word[i].part == PARTS_OUTSIDE;
    for (guint32 i = 0; i < words->n_hits; i++) {
        if (words->word[words->hit[i].word].part != PARTS_OUTSIDE)
            continue;
        tally.neutral--;
        tally_add(&tally, words->hit[i].value);
    }
    return tally;
}

/* Over the text: what stands between the parts is a text of its own. Parts ascend, so each is
 * passed once. */
static Tally
tally_outside_text(Pass *pass, guint32 begin, guint32 end)
{
    Annotator *annotator = pass->annotator;
    const Parts *parts = &annotator->parts;
    guint32 at = MAX(begin, pass->said_until);
    Tally tally = { 0 };
    words_reset(&annotator->words);
    for (; pass->next_part < parts->parts->len; pass->next_part++) {
        const Part *part = parts_get(parts, pass->next_part);
        if (part->begin >= end)
            break;
        if (part->begin > at)
            pass_add_words(pass, at, part->begin);
        at = MAX(at, part->end);
    }
    if (at < end)
        pass_add_words(pass, at, end);
    pass->said_until = MAX(at, pass->said_until);
    pass_apply_rules(pass);
    tally_add_words(&tally, &annotator->words);
    return tally;
}

Scores
said_score_outside(Pass *pass,
                   guint32 begin,
                   guint32 end,
                   const Tally *tally,
                   const Tally *before,
                   gboolean *words)
{
    const Profile *profile = pass->annotator->vocabulary->profile;
    Tally outside = *tally;
    if (!profile->tokens)
        outside = tally_outside_text(pass, begin, end);
    else if (pass->annotator->words.quoted)
        outside = tally_outside(pass, before);
    *words = outside.neutral + outside.evidence > 0;
    return scores_of(&outside, profile);
}

/* ---- rows of quotations ---- */

/* Over tokens: the words were valued with their sentences, and each quotation adds up its own. */
static void
tally_quotations(Pass *pass, Tally *tallies)
{
    Parts *parts = &pass->annotator->parts;
    parts_join(parts);
    for (guint32 i = 1; i < parts->parts->len; i++)
        tally_join(&tallies[parts_get(parts, i)->quotation], &parts_get(parts, i)->tally);
}

/* What was said of a text of its own, kept word by word. */
static void
keep_words(Pass *pass, guint32 part)
{
    Words *words = &pass->annotator->words;
    for (guint32 i = 0; pass->contributions != NULL && i < words->n_hits; i++) {
        words->word[words->hit[i].word].part = part;
        keep(pass, &words->hit[i]);
    }
}

/* Over the text: what was said is a text of its own. */
static void
tally_quotation_texts(Pass *pass, Tally *tallies)
{
    Annotator *annotator = pass->annotator;
    for (guint32 i = 1; i < annotator->parts.parts->len; i++) {
        const Part *part = parts_get(&annotator->parts, i);
        words_reset(&annotator->words);
        pass_add_words(pass, part->begin, part->end);
        pass_apply_rules(pass);
        tally_add_words(&tallies[part->quotation], &annotator->words);
        keep_words(pass, i);
    }
}

/* Each valence, to the quotations of all parts that it stands in. @rows: of sentiment, by
 * quotation. */
static void
contribute(const Pass *pass, const guint32 *rows)
{
    const Parts *parts = &pass->annotator->parts;
    gboolean nested = pass->annotator->vocabulary->profile->tokens;
    for (guint32 i = 0; i < pass->annotator->said->len; i++) {
        const Said *said = &g_array_index(pass->annotator->said, Said, i);
        guint32 part = said->part;
        do {
            rows_contribute(pass, said->begin, said->end, rows[parts_get(parts, part)->quotation],
                            said->valence, 1, said->value, NULL);
            part = parts_get(parts, part)->around;
        } while (nested && part != PARTS_OUTSIDE);
    }
}

static void
set_speaker(const Pass *pass, guint32 row, guint32 quotation)
{
    const guint32 *speakers = galley_layer_get_rows(pass->quotations, GALLEY_QUOTATION_ENTITY);
    galley_layer_set_row(pass->sentiments, GALLEY_SENTIMENT_QUOTATION, row, quotation);
    if (speakers != NULL && speakers[quotation] != GALLEY_NO_ROW)
        galley_layer_set_row(pass->sentiments, GALLEY_SENTIMENT_SPEAKER, row, speakers[quotation]);
}

void
said_score(Pass *pass)
{
    Annotator *annotator = pass->annotator;
    guint32 n = galley_layer_get_n_rows(pass->quotations);
    const guint8 *kinds = galley_layer_get_categories(pass->quotations, GALLEY_QUOTATION_KIND);
    const guint32 *begins = galley_layer_get_begins(pass->quotations);
    const guint32 *ends = galley_layer_get_ends(pass->quotations);
    g_array_set_size(annotator->tallies, 0);
    g_array_set_size(annotator->tallies, n);
    g_autofree guint32 *rows = pass->contributions != NULL ? g_new(guint32, n) : NULL;
    Tally *tallies = (Tally *)(gpointer)annotator->tallies->data;
    if (annotator->vocabulary->profile->tokens)
        tally_quotations(pass, tallies);
    else
        tally_quotation_texts(pass, tallies);
    for (guint32 i = 0; i < n; i++) {
        if (!is_said(kinds, i))
            continue;
        Scores scores = scores_of(&tallies[i], annotator->vocabulary->profile);
        guint32 row =
            rows_add_scores(pass, begins[i], ends[i], GALLEY_SENTIMENT_SCOPE_QUOTATION, &scores);
        set_speaker(pass, row, i);
        rows_contribute_marks(pass, begins[i], ends[i], row, &scores, tallies[i].sum);
        if (rows != NULL)
            rows[i] = row;
    }
    if (rows != NULL)
        contribute(pass, rows);
}
