/* reasons.c: what a score is made of: its words, what rules made of each, and their sum.
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "rules.h"
#include "view.h"

#define SAME 0.00005 /* figures are shown with four decimals */

/* A line of the table: a part of the score. */
typedef struct {
    guint32 begin, end; /* of the word; empty: of none */
    guint32 valence;    /* its row, or GALLEY_NO_ROW */
    const char *rule;   /* what the weight or amount is for */
    gsize rule_size;
    const char *words; /* our own in place of a rule, or NULL */
    double weight, amount;
} Part;

/* ---- gathering ---- */

/* What is for the whole, such as marks of exclamation, has the span of the score. */
static gboolean
is_of_whole(const View *view, guint32 contribution, guint32 score)
{
    const Rows *rows = &view->rows[LAYER_CONTRIBUTION], *scores = &view->rows[LAYER_SENTIMENT];
    return rows_get_row(rows, GALLEY_CONTRIBUTION_VALENCE, contribution) == GALLEY_NO_ROW &&
           rows->begins[contribution] == scores->begins[score] &&
           rows->ends[contribution] == scores->ends[score];
}

static void
add_contribution(const View *view, guint32 contribution, gboolean of_whole, GArray *parts)
{
    const Rows *rows = &view->rows[LAYER_CONTRIBUTION];
    Part part = { .valence = GALLEY_NO_ROW, .weight = 1 };
    if (!of_whole) {
        part.begin = rows->begins[contribution];
        part.end = rows->ends[contribution];
    }
    part.valence = rows_get_row(rows, GALLEY_CONTRIBUTION_VALENCE, contribution);
    part.rule = rows_get_text(rows, GALLEY_CONTRIBUTION_RULE, contribution, &part.rule_size);
    rows_get_double(rows, GALLEY_CONTRIBUTION_WEIGHT, contribution, &part.weight);
    rows_get_double(rows, GALLEY_CONTRIBUTION_AMOUNT, contribution, &part.amount);
    g_array_append_val(parts, part);
}

/* As the step tells it, where it was asked to explain: words, then what is for the whole. */
static void
gather_contributions(const View *view, guint32 score, GArray *parts)
{
    for (gboolean of_whole = FALSE; of_whole <= TRUE; of_whole++)
        for (guint32 i = view->first_contribution[score]; i != GALLEY_NO_ROW;
             i = view->next_contribution[i])
            if (is_of_whole(view, i, score) == of_whole)
                add_contribution(view, i, of_whole, parts);
}

static void
gather_words(const View *view, guint32 begin, guint32 end, GArray *parts)
{
    const Rows *rows = &view->rows[LAYER_VALENCE];
    guint32 low = 0, high = rows->n;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (rows->begins[middle] < begin)
            low = middle + 1;
        else
            high = middle;
    }
    for (guint32 i = low; i < rows->n && rows->begins[i] < end; i++) {
        Part part = {
            .begin = rows->begins[i], .end = rows->ends[i], .valence = i, .rule = "", .weight = 1
        };
        if (rows->ends[i] <= end && rows_get_double(rows, GALLEY_VALENCE_VALUE, i, &part.amount))
            g_array_append_val(parts, part);
    }
}

/* Else the scored words inside count; of a quotation those of its parts. */
static void
gather_inside(const View *view, guint32 score, GArray *parts)
{
    const Rows *scores = &view->rows[LAYER_SENTIMENT], *pieces = &view->rows[LAYER_PART];
    guint32 quotation = rows_get_row(scores, GALLEY_SENTIMENT_QUOTATION, score);
    guint32 part =
        quotation < view->rows[LAYER_QUOTATION].n ? view->first_part[quotation] : GALLEY_NO_ROW;
    if (part == GALLEY_NO_ROW)
        gather_words(view, scores->begins[score], scores->ends[score], parts);
    for (; part != GALLEY_NO_ROW; part = view->next_part[part])
        gather_words(view, pieces->begins[part], pieces->ends[part], parts);
}

/* What is between the words and the sum: marks, or words behind what is shown of the text. */
static void
gather_rest(const View *view, guint32 score, double sum, GArray *parts)
{
    double rest = sum;
    for (guint i = 0; i < parts->len; i++)
        rest -= g_array_index(parts, Part, i).amount;
    gboolean cut = view->rows[LAYER_SENTIMENT].ends[score] > view->size;
    Part part = { .valence = GALLEY_NO_ROW, .rule = "", .weight = 1, .amount = rest };
    part.words = cut ? "words behind what is shown of the text" : "marks and the like";
    if (fabs(rest) >= SAME)
        g_array_append_val(parts, part);
}

static GArray *
gather(const View *view, guint32 score, double sum)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
    if (view->rows[LAYER_CONTRIBUTION].there)
        gather_contributions(view, score, parts);
    else
        gather_inside(view, score, parts);
    gather_rest(view, score, sum, parts);
    return parts;
}

/* ---- why a word has its value ---- */

/* "negated by “not”, 2 words before: × −0.6" */
static void
put_change(View *view, guint32 change)
{
    gsize size;
    guint32 begin, end;
    double number;
    const Rows *rows = &view->rows[LAYER_CHANGE];
    const char *rule = rows_get_text(rows, GALLEY_VALENCE_CHANGE_RULE, change, &size);
    gint64 distance = rows_get_int64(rows, GALLEY_VALENCE_CHANGE_DISTANCE, change, 0);
    gboolean acted = rows_get_span(rows, GALLEY_VALENCE_CHANGE_TRIGGER, change, &begin, &end);
    RuleWord word = { rule, size, acted ? "" : NULL, 0 };
    put_rule(view->out, &word);
    if (acted) {
        put(view->out, " “");
        put_span(view, begin, end);
        put(view->out, "”");
    }
    if (distance != 0) {
        put(view->out, ", ");
        put_counted(view->out, (guint64)ABS(distance), "word", "words");
        put(view->out, distance > 0 ? " before" : " behind");
    }
    put(view->out, ": ");
    if (rows_get_double(rows, GALLEY_VALENCE_CHANGE_FACTOR, change, &number)) {
        put(view->out, "× ");
        put_decimals(view->out, number, 4);
    } else if (rows_get_double(rows, GALLEY_VALENCE_CHANGE_AMOUNT, change, &number)) {
        put_signed(view->out, number, 4);
    }
}

static void
put_why(View *view, guint32 valence)
{
    gsize size;
    guint32 first = view->first_change[valence];
    const char *rule =
        rows_get_text(&view->rows[LAYER_VALENCE], GALLEY_VALENCE_RULE, valence, &size);
    for (guint32 i = first; i != GALLEY_NO_ROW; i = view->next_change[i]) {
        put(view->out, i != first ? "; " : "");
        put_change(view, i);
    }
    if (first == GALLEY_NO_ROW)
        put_rules(view->out, rule, size);
}

/* ---- the table ---- */

/* A value of the valence's, or an empty cell. */
static void
cell_valence(View *view, guint column, guint32 valence)
{
    double value;
    const Rows *valences = &view->rows[LAYER_VALENCE];
    put(view->out, "<td class=\"n\">");
    if (valence < valences->n && rows_get_double(valences, column, valence, &value))
        put_signed(view->out, value, 4);
    put(view->out, "</td>");
}

static void
cell_changes(View *view, const Part *part)
{
    put(view->out, "<td>");
    if (part->valence < view->rows[LAYER_VALENCE].n)
        put_why(view, part->valence);
    else if (part->words != NULL)
        put(view->out, part->words);
    else
        put_rules(view->out, part->rule, part->rule_size);
    put(view->out, "</td>");
}

static void
cells_weight(View *view, const Part *part)
{
    cell_valence(view, GALLEY_VALENCE_VALUE, part->valence);
    put(view->out, "<td class=\"n\">× ");
    put_decimals(view->out, part->weight, 4);
    put(view->out, "</td><td>");
    if (part->valence < view->rows[LAYER_VALENCE].n)
        put_rules(view->out, part->rule, part->rule_size);
    put(view->out, "</td>");
}

static void
draw_word(View *view, const Part *part, gboolean weighed)
{
    put(view->out, "<tr><th scope=\"row\" dir=\"auto\">");
    if (part->begin < part->end)
        put_span(view, part->begin, part->end);
    else
        put(view->out, "–");
    put(view->out, "</th>");
    cell_valence(view, GALLEY_VALENCE_BASE, part->valence);
    cell_changes(view, part);
    if (weighed)
        cells_weight(view, part);
    g_string_append_printf(view->out, "<td class=\"n %s\">", tone_of(part->amount, SAME));
    put_signed(view->out, part->amount, 4);
    put(view->out, "</td></tr>\n");
}

static gboolean
any_weight(const GArray *parts)
{
    for (guint i = 0; i < parts->len; i++)
        if (g_array_index(parts, Part, i).weight != 1)
            return TRUE;
    return FALSE;
}

static void
draw_sum(View *view, double sum, gboolean weighed)
{
    g_string_append_printf(view->out,
                           "</tbody><tfoot><tr><th scope=\"row\" colspan=\"%u\">Sum</th>"
                           "<td class=\"n\"><b>",
                           weighed ? 6u : 3u);
    put_signed(view->out, sum, 4);
    put(view->out, "</b></td></tr></tfoot></table></div>\n");
}

void
draw_reasons(View *view, guint32 score)
{
    double sum;
    const Rows *scores = &view->rows[LAYER_SENTIMENT];
    if (!view->rows[LAYER_VALENCE].there ||
        !rows_get_double(scores, GALLEY_SENTIMENT_SUM, score, &sum) || !view_has_room(view, 1))
        return;
    g_autoptr(GArray) parts = gather(view, score, sum);
    gboolean weighed = any_weight(parts);
    if (parts->len == 0)
        return;
    put(view->out, "<details class=\"why\"><summary>Why: ");
    put_counted(view->out, parts->len, "part adds", "parts add");
    put(view->out, " up to ");
    put_signed(view->out, sum, 4);
    put(view->out, "</summary>\n");
    table_begin(view->out, NULL,
                weighed ? "Word|#In the lexicon|Changed|#Value|#Weight|For|#Adds"
                        : "Word|#In the lexicon|Changed|#Adds");
    for (guint i = 0; i < parts->len; i++)
        if (view_has_room(view, 1))
            draw_word(view, &g_array_index(parts, Part, i), weighed);
    draw_sum(view, sum, weighed);
    put(view->out, "</details>\n");
}
