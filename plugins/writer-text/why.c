/* why.c: the words that tell a document's sentiment, and what rules made of them.
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "rule-words.h"
#include "view.h"

#define TELLING_WORDS 8
#define VALUE_COLUMN 24
#define WHY_COLUMN 30
#define WHY_LEAST 24 /* columns for the rules, or they go without a column of their own */

/* ---- which words ---- */

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

/* ---- why ---- */

static void
put_rule_name(View *view, const RuleWord *rule)
{
    const char *words = rule_word_say(rule);
    if (words != NULL) {
        page_put_literal(&view->page, words, 0);
        return;
    }
    page_put(&view->page, rule->name, rule->name_size);
    page_put_literal(&view->page, rule->trigger == NULL ? "" : " by", 0);
}

/* Blanks of the words that made a rule act are underlines in the column. */
static void
put_trigger(View *view, const char *words, const char *end)
{
    page_put_literal(&view->page, " “", 0);
    for (const char *next; words < end; words = next) {
        const char *line = memchr(words, '_', (gsize)(end - words));
        next = line != NULL ? line : end;
        page_put(&view->page, words, (gsize)(next - words));
        if (next < end) {
            page_put(&view->page, " ", 1);
            next++;
        }
    }
    page_put_literal(&view->page, "”", 0);
}

/* "boosted:very negated:not" as people would say it */
static void
put_rules(View *view, const char *at, guint32 size)
{
    const char *end = at + size;
    RuleWord rule;
    while (rule_word_next(&at, end, &rule)) {
        page_put_literal(&view->page, ", ", 0);
        put_rule_name(view, &rule);
        if (rule.trigger != NULL)
            put_trigger(view, rule.trigger, rule.trigger + rule.trigger_size);
    }
}

static void
put_why(View *view, guint32 row)
{
    guint32 size = 0;
    const double *bases = galley_layer_get_doubles(view->valence, GALLEY_VALENCE_BASE);
    const char *rule = galley_layer_get_text(view->valence, GALLEY_VALENCE_RULE, row, &size);
    if (bases == NULL || rule == NULL)
        return;
    if (view->page.width >= WHY_COLUMN + WHY_LEAST) {
        page_tab(&view->page, WHY_COLUMN);
        view->page.indent = WHY_COLUMN;
    }
    page_put_literal(&view->page, " from ", 0);
    put_signed(view, bases[row], 1, 0);
    put_rules(view, rule, size);
}

static void
show_word(View *view, guint32 row, double value)
{
    guint32 begin = galley_layer_get_begins(view->valence)[row];
    guint32 end = galley_layer_get_ends(view->valence)[row];
    view->page.indent = 4;
    page_put(&view->page, view->text + begin, end - begin);
    if (view->page.width >= WHY_COLUMN + WHY_LEAST)
        page_tab(&view->page, VALUE_COLUMN);
    page_put(&view->page, " ", 1);
    put_signed(view, value, 1, value > 0 ? STYLE_GREEN : STYLE_RED);
    put_why(view, row);
    page_break(&view->page);
}

void
show_telling(View *view)
{
    Telling list[TELLING_WORDS + 1];
    guint n = view->valence != NULL ? find_telling(view, list) : 0;
    if (n > 0)
        show_list_title(view, "Most telling");
    for (guint i = 0; i < n; i++)
        show_word(view, list[i].row, list[i].value);
}
