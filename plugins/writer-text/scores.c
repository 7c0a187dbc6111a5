/* scores.c: the document's sentiment, and the words that tell it. SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "view.h"

#define BAR_HALF 10
#define TELLING_WORDS 8
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

/* With its sign and so many decimals, 1 or 2. */
static void
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

/* ---- telling words ---- */

typedef struct {
    guint32 row;
    double value;
} Telling;

static gboolean
same_words(const View *view, guint32 a, guint32 b)
{
    const guint32 *begins = galley_layer_get_begins(view->valence),
                  *ends = galley_layer_get_ends(view->valence);
    guint32 size = ends[a] - begins[a];
    return size == ends[b] - begins[b] &&
           g_ascii_strncasecmp(view->text + begins[a], view->text + begins[b], size) == 0;
}

/* Keeps the list sorted, strongest first, each word once; of equals the earlier one. */
static guint
insert_telling(const View *view, Telling *list, guint n, Telling candidate)
{
    guint at = n;
    while (at > 0 && fabs(list[at - 1].value) < fabs(candidate.value))
        at--;
    for (guint i = 0; i < at; i++)
        if (same_words(view, list[i].row, candidate.row))
            return n;
    guint last = at;
    while (last < n && !same_words(view, list[last].row, candidate.row))
        last++;
    if (last == TELLING_WORDS)
        last--;
    if (at > last)
        return n;
    memmove(list + at + 1, list + at, (last - at) * sizeof *list);
    list[at] = candidate;
    return MAX(n, last + 1);
}

static guint
find_telling(const View *view, Telling *list)
{
    guint n = 0;
    const double *values = galley_layer_get_doubles(view->valence, GALLEY_VALENCE_VALUE);
    guint32 n_rows = values != NULL ? galley_layer_get_n_rows(view->valence) : 0;
    for (guint32 row = 0; row < n_rows; row++)
        if (values[row] != 0)
            n = insert_telling(view, list, n, (Telling){ row, values[row] });
    return n;
}

static void
show_telling(View *view)
{
    Telling list[TELLING_WORDS + 1];
    guint n = view->valence != NULL ? find_telling(view, list) : 0;
    for (guint i = 0; i < n; i++) {
        guint32 begin = galley_layer_get_begins(view->valence)[list[i].row];
        guint32 end = galley_layer_get_ends(view->valence)[list[i].row];
        page_put_literal(&view->page, i == 0 ? "Most telling: " : ", ", 0);
        page_put(&view->page, view->text + begin, end - begin);
        page_put(&view->page, "\u00A0", 2);
        put_signed(view, list[i].value, 1, list[i].value > 0 ? STYLE_GREEN : STYLE_RED);
    }
    page_break(&view->page);
}

void
show_sentiment(View *view)
{
    guint32 row = view->sentiment != NULL ? find_document_row(view) : GALLEY_NO_ROW;
    if (row == GALLEY_NO_ROW && view->valence == NULL)
        return;
    show_title(view, "Sentiment", NULL);
    view->page.indent = 2;
    if (row != GALLEY_NO_ROW)
        show_document_score(view, row);
    show_telling(view);
    view->page.indent = 0;
}
