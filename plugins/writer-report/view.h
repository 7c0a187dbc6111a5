/* view.h: one document as the page shows it. SPDX-License-Identifier: MIT */
#pragma once

#include "html.h"
#include "report.h"
#include "rows.h"

/* What is kept of a document to be drawn at the end, read again. */
typedef struct {
    GString *out;
    guint number;       /* of the document, from 1 */
    gsize start;        /* of it in `out` */
    guint64 n_left_out; /* parts that were not drawn since it had become too large */
    const char *id, *title, *language, *text;
    gsize id_size, title_size, language_size, text_size;
    guint32 size; /* bytes of the text that are shown */
    guint64 full; /* bytes of all of it */
    guint n_metadata;
    Bytes metadata;
    Rows rows[N_LAYERS];
    /* Of a quotation its number as it is listed, from 1; 0: in marks, but no speech. Its row of
     * `sentiment`, its first part; of a part the next one. Of a score its first contribution, of a
     * valence its first change, of an entity its first target; of each of these the next.
     * GALLEY_NO_ROW where there is none. */
    guint32 *numbers, *scores, *first_part, *next_part;
    guint32 *first_contribution, *next_contribution, *first_change, *next_change;
    guint32 *first_target, *next_target;
} View;

/* view_put: what the page shows of the document, as bytes */
void view_put(GString *out, const Report *report, GalleyDocument *document);
/* view_take: the text and the arrays stay the bytes'. Returns: FALSE where they are none that were
 * put; then too the view is to be cleared */
gboolean view_take(View *view, Bytes bytes);
void view_clear(View *view);
/* view_get_title: (transfer full): what the document is called */
char *view_get_title(const View *view);

/* view_draw: the whole document */
void view_draw(View *view);
/* and its sections */
void draw_article(View *view);
void draw_quotations(View *view);
void draw_sentiment(View *view);
/* draw_reasons: what the score of a row of `sentiment` is made of, word by word */
void draw_reasons(View *view, guint32 score);

/* view_has_room: FALSE where what is drawn is out of proportion to the text, which layers whose rows
 * lie over one another by the thousand could make it; then @n parts are counted as left out */
gboolean view_has_room(View *view, guint n);
/* put_span: the text from @begin to @end, as far as it is shown */
void put_span(View *view, guint32 begin, guint32 end);
/* view_get_score: whether the row has a compound with a scored word behind it: 0 from none is no score */
gboolean view_get_score(const View *view, guint32 score, double *compound);
/* view_scope: of a row of `sentiment`; GALLEY_NO_CATEGORY where it has none */
guint8 view_scope(const View *view, guint32 score);
