/* sentiment.c: the document's scores: the whole, its sentences, whom they are about.
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "view.h"

#define ROUNDING 0.0001    /* of scores with four decimals */
#define SENTENCE_MOST 300u /* bytes of one in a list */

/* ---- pieces ---- */

static gint64
get_evidence(const View *view, guint32 score)
{
    return rows_get_int64(&view->rows[LAYER_SENTIMENT], GALLEY_SENTIMENT_EVIDENCE, score, -1);
}

gboolean
view_get_score(const View *view, guint32 score, double *compound)
{
    return get_evidence(view, score) != 0 &&
           rows_get_double(&view->rows[LAYER_SENTIMENT], GALLEY_SENTIMENT_COMPOUND, score,
                           compound);
}

static gboolean
is_scored(const View *view, guint32 score, GalleySentimentScope scope, double *compound)
{
    return view_scope(view, score) == scope && view_get_score(view, score, compound);
}

static void
put_evidence(View *view, guint32 score)
{
    gint64 evidence = get_evidence(view, score);
    double spread;
    if (evidence >= 0) {
        put(view->out, " from ");
        put_counted(view->out, (guint64)evidence, "scored word", "scored words");
    }
    if (rows_get_double(&view->rows[LAYER_SENTIMENT], GALLEY_SENTIMENT_SPREAD, score, &spread)) {
        put(view->out, ", spread ");
        put_decimals(view->out, spread, 4);
    }
}

static void
put_sentence(View *view, guint32 score)
{
    const Rows *rows = &view->rows[LAYER_SENTIMENT];
    guint32 begin = MIN(rows->begins[score], view->size), end = MIN(rows->ends[score], view->size);
    put(view->out, "<bdi>");
    put_short(view->out, view->text + begin, end - begin, SENTENCE_MOST);
    put(view->out, "</bdi>");
}

/* ---- the whole, and what is outside quotations ---- */

static void
draw_line(View *view, guint32 score, const char *what)
{
    double compound;
    g_string_append_printf(view->out, "<p>%s: ", what);
    if (!view_get_score(view, score, &compound)) {
        put(view->out, "no scored word</p>\n");
        return;
    }
    put_score(view->out, compound);
    put_evidence(view, score);
    put(view->out, "</p>\n");
    draw_reasons(view, score);
}

/* A score with its stretch of text and its words. */
static void
draw_item(View *view, guint32 score, double compound)
{
    put(view->out, "<li>");
    put_score(view->out, compound);
    put(view->out, " ");
    put_sentence(view, score);
    draw_reasons(view, score);
    put(view->out, "</li>\n");
}

static void
draw_list(View *view, GalleySentimentScope scope)
{
    double compound;
    put(view->out, "<ul>\n");
    for (guint32 i = 0; i < view->rows[LAYER_SENTIMENT].n; i++)
        if (is_scored(view, i, scope, &compound) && view_has_room(view, 1))
            draw_item(view, i, compound);
    put(view->out, "</ul>\n");
}

static guint
count_scored(const View *view, GalleySentimentScope scope, double *sum)
{
    guint n = 0;
    double compound;
    *sum = 0;
    for (guint32 i = 0; i < view->rows[LAYER_SENTIMENT].n; i++) {
        if (!is_scored(view, i, scope, &compound))
            continue;
        *sum += compound;
        n++;
    }
    return n;
}

/* Whether the document's score is the mean of its sentences', but for rounding. */
static gboolean
is_mean(const View *view, double mean)
{
    double compound;
    for (guint32 i = 0; i < view->rows[LAYER_SENTIMENT].n; i++)
        if (is_scored(view, i, GALLEY_SENTIMENT_SCOPE_DOCUMENT, &compound))
            return fabs(compound - mean) < ROUNDING;
    return FALSE;
}

static void
draw_sentences(View *view)
{
    double sum;
    guint n = count_scored(view, GALLEY_SENTIMENT_SCOPE_SENTENCE, &sum);
    if (n == 0)
        return;
    put(view->out, "<details class=\"why\"><summary>");
    put(view->out, is_mean(view, sum / n) ? "Why: the whole is the mean of " : "");
    put_counted(view->out, n, "sentence with a scored word", "sentences with scored words");
    put(view->out, view->size < view->full ? " in what is shown" : "");
    put(view->out, "</summary>\n");
    draw_list(view, GALLEY_SENTIMENT_SCOPE_SENTENCE);
    put(view->out, "</details>\n");
}

static void
draw_paragraphs(View *view)
{
    double sum;
    guint n = count_scored(view, GALLEY_SENTIMENT_SCOPE_PARAGRAPH, &sum);
    if (n == 0)
        return;
    put(view->out, "<details class=\"why\"><summary>");
    put_counted(view->out, n, "paragraph with a scored word", "paragraphs with scored words");
    put(view->out, "</summary>\n");
    draw_list(view, GALLEY_SENTIMENT_SCOPE_PARAGRAPH);
    put(view->out, "</details>\n");
}

/* ---- about whom ---- */

static void
draw_targets(View *view, guint32 entity)
{
    double compound;
    put(view->out, "<ul>\n");
    for (guint32 i = view->first_target[entity]; i != GALLEY_NO_ROW; i = view->next_target[i])
        if (is_scored(view, i, GALLEY_SENTIMENT_SCOPE_TARGET, &compound) && view_has_room(view, 1))
            draw_item(view, i, compound);
    put(view->out, "</ul>\n");
}

static void
draw_about_one(View *view, guint32 score, double compound)
{
    gsize size;
    guint32 entity = rows_get_row(&view->rows[LAYER_SENTIMENT], GALLEY_SENTIMENT_ENTITY, score);
    const Rows *entities = &view->rows[LAYER_ENTITY];
    if (entity >= entities->n)
        return;
    const char *name = rows_get_text(entities, GALLEY_ENTITY_NAME, entity, &size);
    put(view->out, "<li><b><bdi>");
    put_text(view->out, name, size);
    put(view->out, "</bdi></b> ");
    put_score(view->out, compound);
    put_evidence(view, score);
    draw_targets(view, entity);
    put(view->out, "</li>\n");
}

static void
draw_about(View *view)
{
    double compound;
    gboolean first = TRUE;
    for (guint32 i = 0; i < view->rows[LAYER_SENTIMENT].n; i++) {
        if (!is_scored(view, i, GALLEY_SENTIMENT_SCOPE_ENTITY, &compound) ||
            !view_has_room(view, 1))
            continue;
        put(view->out, first ? "<h4>Said about</h4>\n<ul>\n" : "");
        first = FALSE;
        draw_about_one(view, i, compound);
    }
    put(view->out, first ? "" : "</ul>\n");
}

/* ---- all of it ---- */

static const struct {
    GalleySentimentScope scope;
    const char *what;
} lines[] = {
    { GALLEY_SENTIMENT_SCOPE_DOCUMENT, "The whole" },
    { GALLEY_SENTIMENT_SCOPE_NARRATIVE, "Outside quotations" },
};

void
draw_sentiment(View *view)
{
    const Rows *rows = &view->rows[LAYER_SENTIMENT];
    if (!rows->there)
        return;
    put(view->out, "<h4>Sentiment</h4>\n");
    for (gsize k = 0; k < G_N_ELEMENTS(lines); k++)
        for (guint32 i = 0; i < rows->n; i++)
            if (view_scope(view, i) == lines[k].scope)
                draw_line(view, i, lines[k].what);
    draw_sentences(view);
    draw_paragraphs(view);
    draw_about(view);
}
