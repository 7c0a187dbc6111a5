/* annotate.c: valences and scores of a document, as layers. SPDX-License-Identifier: MIT */
#include "annotate.h"

#include <math.h>

#include "rules.h"
#include "scores.h"

/* One document being annotated. */
typedef struct {
    Annotator *annotator;
    const GalleyLayer *sentences; /* %NULL where not needed; the others too */
    const GalleyLayer *quotations;
    TokenView tokens;
    const char *text;
    guint32 size;
    GalleyLayer *valences;
    GalleyLayer *sentiments;
    guint32 next_token; /* row of the first that no sentence has had */
} Pass;

/* What the sentences of a document come to. */
typedef struct {
    guint32 n; /* sentences with evidence */
    gint64 evidence;
    double positive, negative, neutral, compound; /* sums */
    double squares;                               /* of compounds */
    gboolean words;                               /* there are any */
} Mean;

/* ---- rows ---- */

static guint32
add_scores(const Pass *pass, guint32 begin, guint32 end, GalleySentimentScope scope, Scores scores)
{
    GalleyLayer *layer = pass->sentiments;
    Scores rounded = pass->annotator->exact ? scores : scores_round(scores);
    guint32 row = galley_layer_add(layer, begin, end);
    galley_layer_set_category(layer, GALLEY_SENTIMENT_SCOPE, row, scope);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_POSITIVE, row, rounded.positive);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_NEGATIVE, row, rounded.negative);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_NEUTRAL, row, rounded.neutral);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_COMPOUND, row, rounded.compound);
    galley_layer_set_int64(layer, GALLEY_SENTIMENT_EVIDENCE, row, rounded.evidence);
    return row;
}

static void
add_valence(const Pass *pass, const Hit *hit)
{
    const Words *words = &pass->annotator->words;
    const Word *word = &words->word[hit->word];
    guint32 row = galley_layer_add(pass->valences, word->begin, word->end);
    if (word->token != GALLEY_NO_ROW)
        galley_layer_set_row(pass->valences, GALLEY_VALENCE_TOKEN, row, word->token);
    galley_layer_set_double(pass->valences, GALLEY_VALENCE_VALUE, row, hit->value);
    galley_layer_set_double(pass->valences, GALLEY_VALENCE_BASE, row, word->entry->valence);
    if (hit->first_change == WORDS_NONE)
        return;
    GString *rule = pass->annotator->rule;
    g_string_truncate(rule, 0);
    rules_describe(words, hit, pass->text, rule);
    galley_layer_set_text(pass->valences, GALLEY_VALENCE_RULE, row, rule->str, (gssize)rule->len);
}

/* Words whose valence the rules made nothing of are no evidence. */
static void
add_valences(const Pass *pass)
{
    const Words *words = &pass->annotator->words;
    for (guint32 i = 0; i < words->n_hits; i++)
        if (words->hit[i].value != 0)
            add_valence(pass, &words->hit[i]);
}

/* ---- stretches ---- */

/* The row behind the tokens that begin before @end; sentences ascend, so each token is passed
 * once. */
static guint32
tokens_before(Pass *pass, guint32 end)
{
    while (pass->next_token < pass->tokens.n && pass->tokens.begins[pass->next_token] < end)
        pass->next_token++;
    return pass->next_token;
}

static void
add_words(Pass *pass, guint32 begin, guint32 end)
{
    Annotator *annotator = pass->annotator;
    const Vocabulary *vocabulary = annotator->vocabulary;
    if (vocabulary->profile->tokens) {
        guint32 from = tokens_before(pass, begin), to = tokens_before(pass, end);
        words_add_tokens(&annotator->words, vocabulary, &pass->tokens, &annotator->parts, from, to);
    } else {
        words_add_text(&annotator->words, vocabulary, pass->text, pass->size, begin, end);
    }
}

static void
apply_rules(Annotator *annotator)
{
    if (annotator->vocabulary->profile->merge_phrases)
        words_merge_phrases(&annotator->words, annotator->vocabulary->lexicon);
    rules_apply(&annotator->words, annotator->vocabulary);
}

/* Each word counts in the innermost quotation that it stands in. */
static void
tally_parts(Annotator *annotator)
{
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
    }
}

static Scores
score_stretch(Pass *pass, guint32 begin, guint32 end)
{
    Annotator *annotator = pass->annotator;
    Tally tally = { 0 };
    words_reset(&annotator->words);
    add_words(pass, begin, end);
    apply_rules(annotator);
    add_valences(pass);
    tally_parts(annotator);
    tally_add_words(&tally, &annotator->words);
    return scores_of(&tally, annotator->vocabulary->profile);
}

/* ---- sentences and the document ---- */

static void
mean_add(Mean *mean, const Scores *scores, gboolean words)
{
    mean->words = mean->words || words;
    if (scores->evidence == 0)
        return;
    mean->n++;
    mean->evidence += scores->evidence;
    mean->positive += scores->positive;
    mean->negative += scores->negative;
    mean->neutral += scores->neutral;
    mean->compound += scores->compound;
    mean->squares += scores->compound * scores->compound;
}

static void
add_document(const Pass *pass, const Mean *mean)
{
    guint32 n = MAX(mean->n, 1);
    double compound = mean->compound / n;
    double variance = mean->squares / n - compound * compound;
    double spread = variance > 0 ? sqrt(variance) : 0;
    Scores scores = { .positive = mean->positive / n,
                      .negative = mean->negative / n,
                      .neutral = mean->n > 0 ? mean->neutral / n : mean->words,
                      .compound = compound };
    guint32 row = add_scores(pass, 0, pass->size, GALLEY_SENTIMENT_SCOPE_DOCUMENT, scores);
    galley_layer_set_int64(pass->sentiments, GALLEY_SENTIMENT_EVIDENCE, row, mean->evidence);
    galley_layer_set_double(pass->sentiments, GALLEY_SENTIMENT_SPREAD, row,
                            pass->annotator->exact ? spread : round_decimals(spread, 4));
}

static void
score_sentences(Pass *pass)
{
    const Annotator *annotator = pass->annotator;
    guint32 n = galley_layer_get_n_rows(pass->sentences);
    const guint32 *begins = galley_layer_get_begins(pass->sentences);
    const guint32 *ends = galley_layer_get_ends(pass->sentences);
    Mean mean = { 0 };
    for (guint32 i = 0; i < n; i++) {
        Scores scores = score_stretch(pass, begins[i], ends[i]);
        mean_add(&mean, &scores, annotator->words.n > 0);
        if (annotator->scopes & SCOPE_SENTENCE)
            add_scores(pass, begins[i], ends[i], GALLEY_SENTIMENT_SCOPE_SENTENCE, scores);
    }
    if (annotator->scopes & SCOPE_DOCUMENT && pass->size > 0)
        add_document(pass, &mean);
}

static void
score_text(Pass *pass)
{
    Scores scores = score_stretch(pass, 0, pass->size);
    if (pass->size > 0)
        add_scores(pass, 0, pass->size, GALLEY_SENTIMENT_SCOPE_DOCUMENT, scores);
}

/* ---- quotations ---- */

/* Words in marks that nobody is quoted with, and titles, belong to the text around them. */
static gboolean
is_said(const guint8 *kinds, guint32 quotation)
{
    return quotation != GALLEY_NO_ROW &&
           (kinds == NULL || (kinds[quotation] != GALLEY_QUOTATION_KIND_SCARE &&
                              kinds[quotation] != GALLEY_QUOTATION_KIND_TITLE));
}

static void
find_parts(Pass *pass, GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "quotation_part");
    if (pass->quotations == NULL || layer == NULL)
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

/* Over tokens: the words were valued with their sentences, and each quotation adds up its own. */
static void
tally_quotations(Pass *pass, Tally *tallies)
{
    Parts *parts = &pass->annotator->parts;
    parts_join(parts);
    for (guint32 i = 1; i < parts->parts->len; i++)
        tally_join(&tallies[parts_get(parts, i)->quotation], &parts_get(parts, i)->tally);
}

/* Over the text: what was said is a text of its own. */
static void
tally_quotation_texts(Pass *pass, Tally *tallies)
{
    Annotator *annotator = pass->annotator;
    for (guint32 i = 1; i < annotator->parts.parts->len; i++) {
        const Part *part = parts_get(&annotator->parts, i);
        words_reset(&annotator->words);
        add_words(pass, part->begin, part->end);
        apply_rules(annotator);
        tally_add_words(&tallies[part->quotation], &annotator->words);
    }
}

static void
score_quotations(Pass *pass)
{
    Annotator *annotator = pass->annotator;
    guint32 n = galley_layer_get_n_rows(pass->quotations);
    const guint8 *kinds = galley_layer_get_categories(pass->quotations, GALLEY_QUOTATION_KIND);
    const guint32 *begins = galley_layer_get_begins(pass->quotations);
    const guint32 *ends = galley_layer_get_ends(pass->quotations);
    g_array_set_size(annotator->tallies, 0);
    g_array_set_size(annotator->tallies, n);
    Tally *tallies = (Tally *)(gpointer)annotator->tallies->data;
    if (annotator->vocabulary->profile->tokens)
        tally_quotations(pass, tallies);
    else
        tally_quotation_texts(pass, tallies);
    for (guint32 i = 0; i < n; i++) {
        if (!is_said(kinds, i))
            continue;
        guint32 row = add_scores(pass, begins[i], ends[i], GALLEY_SENTIMENT_SCOPE_QUOTATION,
                                 scores_of(&tallies[i], annotator->vocabulary->profile));
        galley_layer_set_row(pass->sentiments, GALLEY_SENTIMENT_QUOTATION, row, i);
    }
}

/* ---- all of it ---- */

static TokenView
view_tokens(GalleyDocument *document, const char *text, guint32 size)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "token");
    TokenView view = { .text = text, .text_size = size };
    if (layer == NULL)
        return view;
    view.kinds = galley_layer_get_categories(layer, GALLEY_TOKEN_KIND);
    view.clitics = galley_layer_get_bools(layer, GALLEY_TOKEN_CLITIC);
    view.begins = galley_layer_get_begins(layer);
    view.ends = galley_layer_get_ends(layer);
    view.n = view.kinds != NULL ? galley_layer_get_n_rows(layer) : 0;
    return view;
}

void
annotate(Annotator *annotator, GalleyDocument *document)
{
    Pass pass = { .annotator = annotator };
    pass.text = galley_document_get_text(document, &pass.size);
    if (annotator->scopes != SCOPE_TEXT)
        pass.sentences = galley_document_get_layer(document, "sentence");
    if (annotator->scopes & SCOPE_QUOTATION)
        pass.quotations = galley_document_get_layer(document, "quotation");
    if (annotator->vocabulary->profile->tokens)
        pass.tokens = view_tokens(document, pass.text, pass.size);
    pass.valences = galley_document_add_layer(document, "valence");
    pass.sentiments = galley_document_add_layer(document, "sentiment");
    parts_reset(&annotator->parts);
    if (pass.quotations != NULL)
        find_parts(&pass, document);
    if (pass.sentences != NULL)
        score_sentences(&pass);
    else
        score_text(&pass);
    if (pass.quotations != NULL)
        score_quotations(&pass);
}

void
annotator_init(Annotator *annotator, const Vocabulary *vocabulary, Scopes scopes, gboolean exact)
{
    *annotator = (Annotator){ .vocabulary = vocabulary,
                              .scopes = scopes,
                              .exact = exact,
                              .tallies = g_array_new(FALSE, TRUE, sizeof(Tally)),
                              .rule = g_string_new(NULL) };
    words_init(&annotator->words);
    parts_init(&annotator->parts);
}

void
annotator_clear(Annotator *annotator)
{
    words_clear(&annotator->words);
    parts_clear(&annotator->parts);
    g_array_unref(annotator->tallies);
    g_string_free(annotator->rule, TRUE);
}
