/* expect.c: expectations against the books. SPDX-License-Identifier: MIT */
#include "run/expect-private.h"

#include <string.h>

#include <galley/format.h>

#include "pipeline/expect-private.h"

/* Of one step, or one layer and what is counted of it; %NULL stands for any. */
static guint64
sum(const GPtrArray *entries, const char *step, const char *reason)
{
    guint64 n = 0;
    for (guint i = 0; i < entries->len; i++) {
        const GalleyBooksEntry *entry = g_ptr_array_index(entries, i);
        if ((!step || g_str_equal(entry->step, step)) &&
            (!reason || g_str_equal(entry->reason, reason)))
            n += entry->n;
    }
    return n;
}

static guint64
count(const GalleyExpectation *expectation, const GalleyBooks *books, const GalleyBook *total)
{
    switch (expectation->measure) {
    case GALLEY_MEASURE_READ:
        return total->read;
    case GALLEY_MEASURE_WRITTEN:
        return total->written;
    case GALLEY_MEASURE_DROPPED:
        return sum(books->dropped, expectation->step, NULL);
    case GALLEY_MEASURE_QUARANTINED:
        return sum(books->quarantined, expectation->step, NULL);
    case GALLEY_MEASURE_DOCUMENTS:
        return sum(books->layers, expectation->layer, GALLEY_BOOKS_DOCUMENTS);
    default:
        return sum(books->layers, expectation->layer, GALLEY_BOOKS_ROWS);
    }
}

/* A share of nothing is 0. */
static double
share_of(guint64 n, guint64 all)
{
    return all > 0 ? (double)n / (double)all : 0;
}

static char *
tell(const GalleyExpectation *expectation, guint64 n, guint64 all)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "%s: expected %s %s, and it is %" G_GUINT64_FORMAT,
                           expectation->place, expectation->name, expectation->written, n);
    if (expectation->share) {
        g_string_append_printf(out, " of %" G_GUINT64_FORMAT ", ", all);
        galley_append_decimals(out, 100 * share_of(n, all), 3);
        g_string_append_c(out, '%');
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Whether less, or more, came of the run; @n of @all is what did. */
static gboolean
is_missed(const GalleyExpectation *expectation, const GalleyBooks *books, guint64 *n, guint64 *all)
{
    const GalleyBook total = galley_books_total(books);
    *n = count(expectation, books, &total);
    *all = expectation->measure == GALLEY_MEASURE_DOCUMENTS ? total.written : total.read;
    const GalleyMetadata share = { .key = "",
                                   .type = GALLEY_TYPE_DOUBLE,
                                   .number = share_of(*n, *all) };
    const GalleyMetadata number = { .key = "", .type = GALLEY_TYPE_INT64, .int64 = (gint64)*n };
    return !galley_condition_holds(expectation->condition, expectation->share ? &share : &number);
}

GPtrArray *
galley_expect_check(const GPtrArray *expectations, const GalleyBooks *books)
{
    GPtrArray *missed = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < expectations->len; i++) {
        const GalleyExpectation *expectation = g_ptr_array_index(expectations, i);
        guint64 n, all;
        if (is_missed(expectation, books, &n, &all))
            g_ptr_array_add(missed, tell(expectation, n, all));
    }
    return missed;
}

void
galley_expect_append_json(GString *out, const GPtrArray *expectations, const GalleyBooks *books)
{
    const char *separator = "";
    g_string_append_c(out, '[');
    for (guint i = 0; i < expectations->len; i++) {
        const GalleyExpectation *expectation = g_ptr_array_index(expectations, i);
        guint64 n, all;
        if (!is_missed(expectation, books, &n, &all))
            continue;
        g_string_append_printf(out, "%s{\"name\":", separator);
        galley_append_json_string(out, expectation->name, strlen(expectation->name));
        g_string_append(out, ",\"expected\":");
        galley_append_json_string(out, expectation->written, strlen(expectation->written));
        g_string_append_printf(out, ",\"is\":%" G_GUINT64_FORMAT, n);
        if (expectation->share)
            g_string_append_printf(out, ",\"of\":%" G_GUINT64_FORMAT, all);
        g_string_append_c(out, '}');
        separator = ",";
    }
    g_string_append_c(out, ']');
}

/* ---- steps that do nothing ---- */

static guint64
count_rows(const GalleyPipeline *pipeline, const GalleyStage *stage, const GalleyBooks *books)
{
    guint64 n = 0;
    for (guint i = 0; i < stage->scope.n_gives; i++)
        n += sum(books->layers, pipeline->slots.slots[stage->scope.gives[i].slot].name,
                 GALLEY_BOOKS_ROWS);
    return n;
}

GPtrArray *
galley_expect_list_idle(const GalleyPipeline *pipeline, const GalleyBooks *books)
{
    GPtrArray *idle = g_ptr_array_new_with_free_func(g_free);
    guint64 written = galley_books_total(books).written;
    for (guint i = 0; i < pipeline->steps->len && written > 0; i++) {
        const GalleyStage *stage = g_ptr_array_index(pipeline->steps, i);
        if (stage->scope.n_gives > 0 && count_rows(pipeline, stage, books) == 0)
            g_ptr_array_add(
                idle, g_strdup_printf("the step \"%s\" gave no row in any of %" G_GUINT64_FORMAT
                                      " documents",
                                      stage->name, written));
    }
    return idle;
}
