/* tally.c: parts and tallies out and in. SPDX-License-Identifier: MIT */
#include "run/tally-private.h"

#define ENTRIES_TYPE "a(sst)"
#define N_LISTS 6

static const GPtrArray *
list_of(const GalleyBooks *books, guint i)
{
    const GPtrArray *lists[N_LISTS] = { books->dropped, books->quarantined, books->skipped,
                                        books->notes,   books->warnings,    books->layers };
    return lists[i];
}

static GVariant *
entries_variant(const GPtrArray *entries)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE(ENTRIES_TYPE));
    for (guint i = 0; i < entries->len; i++) {
        const GalleyBooksEntry *entry = g_ptr_array_index(entries, i);
        g_variant_builder_add(&builder, "(sst)", entry->step, entry->reason, entry->n);
    }
    return g_variant_builder_end(&builder);
}

static GVariant *
parts_variant(const GArray *parts)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(uttttt)"));
    for (guint i = 0; i < parts->len; i++) {
        const GalleyPart *part = &g_array_index(parts, GalleyPart, i);
        g_variant_builder_add(&builder, "(uttttt)", part->source, part->read, part->written,
                              part->dropped, part->quarantined, part->n_lines);
    }
    return g_variant_builder_end(&builder);
}

GVariant *
galley_tally_pack(const GalleyResult *result)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE(GALLEY_TALLY_TYPE));
    g_variant_builder_add_value(&builder, parts_variant(result->parts));
    for (guint i = 0; i < N_LISTS; i++)
        g_variant_builder_add_value(&builder, entries_variant(list_of(&result->tallies, i)));
    return g_variant_builder_end(&builder);
}

static void
take_parts(GVariant *parts, GArray *to)
{
    GVariantIter iter;
    GalleyPart part;
    g_variant_iter_init(&iter, parts);
    while (g_variant_iter_next(&iter, "(uttttt)", &part.source, &part.read, &part.written,
                               &part.dropped, &part.quarantined, &part.n_lines))
        g_array_append_val(to, part);
}

static void
take_entries(GVariant *entries, GPtrArray *to)
{
    GVariantIter iter;
    const char *step, *reason;
    guint64 n;
    g_variant_iter_init(&iter, entries);
    while (g_variant_iter_next(&iter, "(&s&st)", &step, &reason, &n))
        galley_books_add(to, step, reason, n);
}

GalleyResult *
galley_tally_unpack(GVariant *tally)
{
    GalleyResult *result = galley_result_new(0);
    g_autoptr(GVariant) parts = g_variant_get_child_value(tally, 0);
    take_parts(parts, result->parts);
    for (guint i = 0; i < N_LISTS; i++) {
        g_autoptr(GVariant) entries = g_variant_get_child_value(tally, 1 + i);
        take_entries(entries, (GPtrArray *)list_of(&result->tallies, i));
    }
    return result;
}
