/* annotate.c: valences and scores of a document, as layers. SPDX-License-Identifier: MIT */
#include "annotate.h"

#include "pass.h"
#include "rules.h"

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

void
pass_add_words(Pass *pass, guint32 begin, guint32 end)
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

void
pass_apply_rules(Pass *pass)
{
    Annotator *annotator = pass->annotator;
    words_merge_phrases(&annotator->words, annotator->vocabulary);
    rules_apply(&annotator->words, annotator->vocabulary);
}

/* The words from @begin to @end, valued, as rows. Returns what they add up to. */
static Tally
value_stretch(Pass *pass, guint32 begin, guint32 end)
{
    Annotator *annotator = pass->annotator;
    Tally tally = { 0 };
    words_reset(&annotator->words);
    pass_add_words(pass, begin, end);
    pass_apply_rules(pass);
    rows_add_valences(pass);
    tally_add_words(&tally, &annotator->words);
    return tally;
}

/* A row for the words at hand, and what it is made of. */
static void
add_stretch(const Pass *pass,
            guint32 begin,
            guint32 end,
            GalleySentimentScope scope,
            const Scores *scores,
            double sum)
{
    guint32 row = rows_add_scores(pass, begin, end, scope, scores);
    rows_contribute_words(pass, row);
    rows_contribute_marks(pass, begin, end, row, scores, sum);
}

static void
score_text(Pass *pass)
{
    Tally tally = value_stretch(pass, 0, pass->size);
    Scores scores = scores_of(&tally, pass->annotator->vocabulary->profile);
    if (pass->size > 0)
        add_stretch(pass, 0, pass->size, GALLEY_SENTIMENT_SCOPE_DOCUMENT, &scores, tally.sum);
}

/* ---- sentences, and means over them ---- */

/* Means being made while sentences go by. */
typedef struct {
    Mean document, narrative, paragraph;
    guint32 next_paragraph; /* the row that `paragraph` is of */
} Means;

/* The rows of paragraphs that end before @begin. */
static void
close_paragraphs(const Pass *pass, Means *means, guint32 begin)
{
    const guint32 *begins = galley_layer_get_begins(pass->paragraphs);
    const guint32 *ends = galley_layer_get_ends(pass->paragraphs);
    guint32 n = galley_layer_get_n_rows(pass->paragraphs);
    for (; means->next_paragraph < n && ends[means->next_paragraph] <= begin;
         means->next_paragraph++) {
        rows_add_mean(pass, begins[means->next_paragraph], ends[means->next_paragraph],
                      GALLEY_SENTIMENT_SCOPE_PARAGRAPH, &means->paragraph);
        means->paragraph = (Mean){ 0 };
    }
}

/* Where words are cut from the text they do not know their parts. */
static void
place_words(Pass *pass)
{
    Words *words = &pass->annotator->words;
    for (guint32 i = 0; i < words->n; i++)
        words->word[i].part = parts_at(&pass->annotator->parts, words->word[i].begin);
}

static void
score_sentence(Pass *pass, guint32 begin, guint32 end, Means *means)
{
    Annotator *annotator = pass->annotator;
    Tally before = parts_get(&annotator->parts, PARTS_OUTSIDE)->tally;
    Tally tally = value_stretch(pass, begin, end);
    Scores scores = scores_of(&tally, annotator->vocabulary->profile);
    gboolean words = annotator->words.n > 0;
    if (pass_wants(pass, SCOPE_SENTENCE))
        add_stretch(pass, begin, end, GALLEY_SENTIMENT_SCOPE_SENTENCE, &scores, tally.sum);
    mean_add(&means->document, &scores, words);
    mean_add(&means->paragraph, &scores, words);
    if (pass_wants(pass, SCOPES_ABOUT)) {
        if (!annotator->vocabulary->profile->tokens)
            place_words(pass);
        targets_score(pass, begin, end);
    }
    if (pass->quotations == NULL)
        return;
    if (annotator->vocabulary->profile->tokens)
        said_note(pass);
    if (pass_wants(pass, SCOPE_NARRATIVE)) {
        scores = said_score_outside(pass, begin, end, &tally, &before, &words);
        mean_add(&means->narrative, &scores, words);
    }
}

static void
score_sentences(Pass *pass)
{
    guint32 n = galley_layer_get_n_rows(pass->sentences);
    const guint32 *begins = galley_layer_get_begins(pass->sentences);
    const guint32 *ends = galley_layer_get_ends(pass->sentences);
    Means means = { 0 };
    for (guint32 i = 0; i < n; i++) {
        if (pass->paragraphs != NULL)
            close_paragraphs(pass, &means, begins[i]);
        score_sentence(pass, begins[i], ends[i], &means);
    }
    if (pass->paragraphs != NULL)
        close_paragraphs(pass, &means, pass->size);
    if (pass_wants(pass, SCOPE_DOCUMENT) && pass->size > 0)
        rows_add_mean(pass, 0, pass->size, GALLEY_SENTIMENT_SCOPE_DOCUMENT, &means.document);
    if (pass_wants(pass, SCOPE_NARRATIVE) && pass->size > 0)
        rows_add_mean(pass, 0, pass->size, GALLEY_SENTIMENT_SCOPE_NARRATIVE, &means.narrative);
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

static void
read_layers(Pass *pass, GalleyDocument *document)
{
    pass->text = galley_document_get_text(document, &pass->size);
    if (!pass_wants(pass, SCOPE_TEXT))
        pass->sentences = galley_document_get_layer(document, "sentence");
    if (pass_wants(pass, SCOPE_PARAGRAPH))
        pass->paragraphs = galley_document_get_layer(document, "paragraph");
    if (pass_wants(pass, SCOPES_SAID))
        pass->quotations = galley_document_get_layer(document, "quotation");
    if (pass->annotator->vocabulary->profile->tokens)
        pass->tokens = view_tokens(document, pass->text, pass->size);
}

static void
add_layers(Pass *pass, GalleyDocument *document)
{
    pass->valences = galley_document_add_layer(document, "valence");
    pass->sentiments = galley_document_add_layer(document, "sentiment");
    if (!pass->annotator->options.explain)
        return;
    pass->changes = galley_document_add_layer(document, "valence_change");
    pass->contributions = galley_document_add_layer(document, "contribution");
}

gboolean
annotate(Annotator *annotator, GalleyDocument *document, GError **error)
{
    Pass pass = { .annotator = annotator, .next_part = 1 };
    read_layers(&pass, document);
    if (pass_wants(&pass, SCOPES_ABOUT) && !targets_find(&pass, document, error))
        return FALSE;
    add_layers(&pass, document);
    parts_reset(&annotator->parts);
    g_array_set_size(annotator->said, 0);
    said_find(&pass, document);
    if (pass.sentences != NULL)
        score_sentences(&pass);
    else
        score_text(&pass);
    if (pass_wants(&pass, SCOPE_ENTITY))
        targets_score_entities(&pass);
    if (pass_wants(&pass, SCOPE_QUOTATION) && pass.quotations != NULL)
        said_score(&pass);
    return TRUE;
}

void
annotator_init(Annotator *annotator, const AnnotatorOptions *options)
{
    *annotator = (Annotator){ .options = *options,
                              .vocabulary = options->vocabulary,
                              .tallies = g_array_new(FALSE, TRUE, sizeof(Tally)),
                              .said = g_array_new(FALSE, FALSE, sizeof(Said)),
                              .rule = g_string_new(NULL) };
    words_init(&annotator->words);
    parts_init(&annotator->parts);
    targets_init(&annotator->targets);
}

void
annotator_clear(Annotator *annotator)
{
    words_clear(&annotator->words);
    parts_clear(&annotator->parts);
    targets_clear(&annotator->targets);
    g_array_unref(annotator->tallies);
    g_array_unref(annotator->said);
    g_string_free(annotator->rule, TRUE);
}
