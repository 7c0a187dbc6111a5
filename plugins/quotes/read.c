/* read.c: from rows of layers to the arrays that the passes work on. SPDX-License-Identifier: MIT */
#include "tokens.h"

/* A layer of spans that is walked along with the tokens. */
typedef struct {
    const guint32 *begins;
    guint32 n, next; /* @next: the first row that no token has reached */
} Walk;

static Walk
walk_layer(const GalleyLayer *layer)
{
    return (Walk){ .begins = galley_layer_get_begins(layer), .n = galley_layer_get_n_rows(layer) };
}

/* Whether a token at @begin is the first of a row; the first token of all is the first of one in any case. */
static gboolean
enters(Walk *walk, guint32 begin)
{
    guint32 before = walk->next;
    while (walk->next < walk->n && walk->begins[walk->next] <= begin)
        walk->next++;
    return walk->next > before;
}

static void
reset(Text *text)
{
    text->tokens.n = text->sentences.n = text->paragraphs.n = 0;
    text->regions.n = text->mentions.n = text->entities.n = 0;
    text->quotations.n = text->parts.n = text->roles.n = 0;
}

static void
begin_paragraph(Text *text, guint32 token)
{
    if (text->paragraphs.n > 0)
        text->paragraphs.at[text->paragraphs.n - 1].end = token;
    *array_push(text->paragraphs) = (Paragraph){ .first = text->sentences.n, .begin = token };
}

static void
begin_sentence(Text *text, guint32 token, gboolean heading)
{
    if (text->sentences.n > 0)
        text->sentences.at[text->sentences.n - 1].last = token;
    *array_push(text->sentences) =
        (Sentence){ .first = token, .paragraph = text->paragraphs.n - 1, .heading = heading };
    text->paragraphs.at[text->paragraphs.n - 1].last = text->sentences.n;
    text->tokens.at[token].word |= W(OPENS_SENTENCE);
}

static gboolean
is_kind(const guint8 *kinds, const Walk *sentence, GalleySentenceKind kind)
{
    return sentence->next > 0 && kinds != NULL && kinds[sentence->next - 1] == kind;
}

static void
finish(Text *text)
{
    if (text->tokens.n == 0)
        return;
    text->paragraphs.at[text->paragraphs.n - 1].end = text->tokens.n;
    text->sentences.at[text->sentences.n - 1].last = text->tokens.n;
}

void
text_read(Text *text, const GalleyDocument *document)
{
    reset(text);
    text->text = galley_document_get_text(document, &text->size);
    const GalleyLayer *tokens = galley_document_get_layer(document, "token");
    const GalleyLayer *sentences = galley_document_get_layer(document, "sentence");
    const guint32 *begins = galley_layer_get_begins(tokens), *ends = galley_layer_get_ends(tokens);
    const guint8 *kinds = galley_layer_get_categories(sentences, GALLEY_SENTENCE_KIND);
    Walk paragraph = walk_layer(galley_document_get_layer(document, "paragraph"));
    Walk sentence = walk_layer(sentences);
    const guint8 *clitics = galley_layer_get_bools(tokens, GALLEY_TOKEN_CLITIC);
    guint32 n = galley_layer_get_n_rows(tokens);
    gboolean dateline = FALSE;
    for (guint32 i = 0; i < n; i++) {
        guint32 token = text->tokens.n;
        text_add_token(text, begins[i], ends[i],
                       clitics != NULL && (clitics[i / 8] >> i % 8 & 1) != 0);
        if (text->tokens.n == token)
            continue; /* it was put together with the one before */
        gboolean new_paragraph = enters(&paragraph, begins[i]) || token == 0;
        gboolean new_sentence = enters(&sentence, begins[i]);
        if (new_paragraph)
            begin_paragraph(text, token);
        if (new_paragraph || new_sentence)
            begin_sentence(text, token, is_kind(kinds, &sentence, GALLEY_SENTENCE_KIND_HEADING));
        if (new_sentence)
            dateline = is_kind(kinds, &sentence, GALLEY_SENTENCE_KIND_DATELINE);
        if (dateline)
            text->tokens.at[token].word |= W(DATELINE);
    }
    finish(text);
}
