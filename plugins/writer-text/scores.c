/* scores.c: the document's sentiment, and what it is about. SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "view.h"

#define BAR_HALF 10
/* From here on a compound counts as positive or negative (Hutto & Gilbert 2014). */
#define NEUTRAL_MOST 0.05

/* ---- pieces ---- */

static guint
style_of(double score)
{
    if (fabs(score) < NEUTRAL_MOST)
        return 0;
    return score > 0 ? STYLE_GREEN : STYLE_RED;
}

void
put_signed(View *view, double score, guint decimals, guint style)
{
    char number[32];
    long scale = decimals == 1 ? 10 : 100;
    long value = lround(fabs(score) * (double)scale);
    const char *sign = value == 0 ? " " : score > 0 ? "+" : "-";
    g_snprintf(number, sizeof number, "%s%ld.%0*ld", sign, value / scale, (int)decimals,
               value % scale);
    page_put_literal(&view->page, number + (value == 0), style);
}

void
put_score(View *view, double score)
{
    put_signed(view, score, 2, style_of(score));
}

void
put_count(View *view, gint64 n, const char *one, const char *many)
{
    char count[32];
    g_snprintf(count, sizeof count, "%" G_GINT64_FORMAT " ", n);
    page_put(&view->page, count, strlen(count));
    page_put(&view->page, n == 1 ? one : many, strlen(n == 1 ? one : many));
}

/* From -1 at the left to +1 at the right. */
static void
put_bar(View *view, double score)
{
    long filled = lround(fabs(score) * BAR_HALF);
    for (long i = -BAR_HALF; i <= BAR_HALF; i++) {
        gboolean full = i != 0 && labs(i) <= filled && (i > 0) == (score > 0);
        page_put_literal(&view->page,
                         i == 0 ? "│"
                         : full ? "█"
                                : "·",
                         full ? style_of(score) : STYLE_DIM);
    }
}

/* ---- the document ---- */

static guint32
find_document_row(const View *view)
{
    const guint8 *scopes = galley_layer_get_categories(view->sentiment, GALLEY_SENTIMENT_SCOPE);
    guint32 row = 0, n = scopes != NULL ? galley_layer_get_n_rows(view->sentiment) : 0;
    while (row < n && scopes[row] != GALLEY_SENTIMENT_SCOPE_DOCUMENT)
        row++;
    return row < n ? row : GALLEY_NO_ROW;
}

static gboolean
get_value(const View *view, guint column, guint32 row, double *value)
{
    if (!galley_layer_has_value(view->sentiment, column, row))
        return FALSE;
    *value = galley_layer_get_doubles(view->sentiment, column)[row];
    return TRUE;
}

static void
put_shares(View *view, guint32 row)
{
    static const struct {
        guint column;
        const char *name;
    } shares[] = {
        { GALLEY_SENTIMENT_POSITIVE, "positive" },
        { GALLEY_SENTIMENT_NEGATIVE, "negative" },
        { GALLEY_SENTIMENT_NEUTRAL, "neutral" },
    };
    double share;
    const char *comma = "";
    for (gsize i = 0; i < G_N_ELEMENTS(shares); i++) {
        if (!get_value(view, shares[i].column, row, &share))
            continue;
        char percent[48];
        g_snprintf(percent, sizeof percent, "%s%ld\u00A0%%\u00A0%s", comma, lround(share * 100),
                   shares[i].name);
        page_put(&view->page, percent, strlen(percent));
        comma = ", ";
    }
    page_break(&view->page);
}

static void
put_evidence(View *view, guint32 row)
{
    if (!galley_layer_has_value(view->sentiment, GALLEY_SENTIMENT_EVIDENCE, row))
        return;
    page_put_literal(&view->page, " from ", 0);
    put_count(view, galley_layer_get_int64s(view->sentiment, GALLEY_SENTIMENT_EVIDENCE)[row],
              "scored word", "scored words");
}

static void
show_document_score(View *view, guint32 row)
{
    double compound;
    if (!get_value(view, GALLEY_SENTIMENT_COMPOUND, row, &compound)) {
        page_put_literal(&view->page, "no word of the lexicon found", STYLE_DIM);
        page_break(&view->page);
        return;
    }
    put_bar(view, compound);
    page_put(&view->page, " ", 1);
    put_score(view, compound);
    put_evidence(view, row);
    page_break(&view->page);
    put_shares(view, row);
}

/* ---- what stands outside quotations, and what is said about whom ---- */

static gboolean
has_scope(const View *view, guint32 row, GalleySentimentScope scope)
{
    const guint8 *scopes = galley_layer_get_categories(view->sentiment, GALLEY_SENTIMENT_SCOPE);
    return scopes != NULL && scopes[row] == scope;
}

/* A compound and its evidence, on a line of its own behind what stands on it. */
static void
put_row(View *view, guint32 row)
{
    double compound;
    page_put(&view->page, " ", 1);
    if (get_value(view, GALLEY_SENTIMENT_COMPOUND, row, &compound)) {
        put_score(view, compound);
        put_evidence(view, row);
    } else {
        page_put_literal(&view->page, "no scored word", STYLE_DIM);
    }
    page_break(&view->page);
}

static void
show_narrative(View *view)
{
    guint32 n = view->sentiment != NULL ? galley_layer_get_n_rows(view->sentiment) : 0;
    for (guint32 row = 0; row < n; row++) {
        if (!has_scope(view, row, GALLEY_SENTIMENT_SCOPE_NARRATIVE))
            continue;
        page_put_literal(&view->page, "Outside quotations", 0);
        put_row(view, row);
    }
}

static gboolean
put_entity(View *view, guint32 row)
{
    guint32 size;
    const guint32 *entities = galley_layer_get_rows(view->sentiment, GALLEY_SENTIMENT_ENTITY);
    if (entities == NULL || view->entities == NULL || entities[row] == GALLEY_NO_ROW)
        return FALSE;
    const char *name =
        galley_layer_get_text(view->entities, GALLEY_ENTITY_NAME, entities[row], &size);
    page_set_style(&view->page, STYLE_BOLD);
    page_put(&view->page, name != NULL ? name : "unnamed", name != NULL ? size : 7);
    page_set_style(&view->page, 0);
    return TRUE;
}

/* Of entities that words are about: the others are many. */
static void
show_about(View *view)
{
    guint32 n = view->sentiment != NULL ? galley_layer_get_n_rows(view->sentiment) : 0;
    gboolean first = TRUE;
    for (guint32 row = 0; row < n; row++) {
        if (!has_scope(view, row, GALLEY_SENTIMENT_SCOPE_ENTITY) ||
            !galley_layer_has_value(view->sentiment, GALLEY_SENTIMENT_COMPOUND, row))
            continue;
        if (first)
            show_list_title(view, "Said about");
        first = FALSE;
        if (put_entity(view, row))
            put_row(view, row);
    }
}

void
show_list_title(View *view, const char *title)
{
    page_gap(&view->page);
    view->page.indent = 2;
    page_put_literal(&view->page, title, 0);
    page_break(&view->page);
    view->page.indent = 4;
}

/* A document without a word has the layers, and nothing in them. */
static gboolean
has_scores(const View *view)
{
    guint32 n = view->sentiment != NULL ? galley_layer_get_n_rows(view->sentiment) : 0;
    if (view->valence != NULL && galley_layer_get_n_rows(view->valence) > 0)
        return TRUE;
    for (guint32 row = 0; row < n; row++)
        if (has_scope(view, row, GALLEY_SENTIMENT_SCOPE_DOCUMENT) ||
            has_scope(view, row, GALLEY_SENTIMENT_SCOPE_NARRATIVE) ||
            has_scope(view, row, GALLEY_SENTIMENT_SCOPE_ENTITY))
            return TRUE;
    return FALSE;
}

void
show_sentiment(View *view)
{
    guint32 row = view->sentiment != NULL ? find_document_row(view) : GALLEY_NO_ROW;
    if (!has_scores(view))
        return;
    show_title(view, "Sentiment", NULL);
    view->page.indent = 2;
    if (row != GALLEY_NO_ROW)
        show_document_score(view, row);
    show_narrative(view);
    show_telling(view);
    show_about(view);
    view->page.indent = 0;
}
