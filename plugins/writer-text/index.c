/* index.c: what belongs to each quotation: its number, its parts, its score.
 * SPDX-License-Identifier: MIT */
#include "view.h"

static guint32 *
new_rows(View *view, guint32 n)
{
    guint32 *rows = galley_document_alloc(view->document, MAX(n, 1) * sizeof *rows);
    for (guint32 i = 0; i < n; i++)
        rows[i] = GALLEY_NO_ROW;
    return rows;
}

static gboolean
is_speech(guint8 kind)
{
    return kind != GALLEY_QUOTATION_KIND_SCARE && kind != GALLEY_QUOTATION_KIND_TITLE;
}

static void
number_quotations(View *view, guint32 n)
{
    guint32 number = 0;
    const guint8 *kinds = galley_layer_get_categories(view->quotations, GALLEY_QUOTATION_KIND);
    view->numbers = new_rows(view, n);
    for (guint32 i = 0; i < n; i++)
        view->numbers[i] = kinds == NULL || is_speech(kinds[i]) ? ++number : 0;
}

/* Lists through the parts: they stand in the order of the text, so from the last one back. */
static void
link_parts(View *view, guint32 n)
{
    const guint32 *owners = NULL;
    view->first_part = new_rows(view, n);
    if (view->parts != NULL)
        owners = galley_layer_get_rows(view->parts, GALLEY_QUOTATION_PART_QUOTATION);
    if (owners == NULL)
        return;
    guint32 n_parts = galley_layer_get_n_rows(view->parts);
    view->next_part = new_rows(view, n_parts);
    for (guint32 i = n_parts; i-- > 0;) {
        if (owners[i] >= n)
            continue;
        view->next_part[i] = view->first_part[owners[i]];
        view->first_part[owners[i]] = i;
    }
}

static gboolean
comes_before(const GalleyLayer *a, guint32 i, const GalleyLayer *b, guint32 j)
{
    guint32 a_begin = galley_layer_get_begins(a)[i], b_begin = galley_layer_get_begins(b)[j];
    return a_begin != b_begin ? a_begin < b_begin
                              : galley_layer_get_ends(a)[i] > galley_layer_get_ends(b)[j];
}

/* Both layers are sorted alike, and a score has the span of its quotation. */
static void
match_scores(View *view, guint32 n)
{
    const guint8 *scopes = NULL;
    view->scores = new_rows(view, n);
    if (view->sentiment != NULL)
        scopes = galley_layer_get_categories(view->sentiment, GALLEY_SENTIMENT_SCOPE);
    if (scopes == NULL)
        return;
    guint32 n_scores = galley_layer_get_n_rows(view->sentiment);
    for (guint32 i = 0, j = 0; i < n && j < n_scores;) {
        if (scopes[j] != GALLEY_SENTIMENT_SCOPE_QUOTATION ||
            comes_before(view->sentiment, j, view->quotations, i))
            j++;
        else if (comes_before(view->quotations, i, view->sentiment, j))
            i++;
        else
            view->scores[i++] = j++;
    }
}

void
index_quotations(View *view)
{
    if (view->quotations == NULL)
        return;
    guint32 n = galley_layer_get_n_rows(view->quotations);
    number_quotations(view, n);
    link_parts(view, n);
    match_scores(view, n);
}
