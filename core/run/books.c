/* books.c: counting, so that no document is lost without a line that says so.
 * SPDX-License-Identifier: MIT */
#include "run/books-private.h"

#include <string.h>

#include <galley/format.h>

#include "run/watch-private.h"

#define FILES_MOST 20 /* lines of a summary */
#define EMPTY_MOST 5  /* names in a line */
#define REASONS_MOST                                                                               \
    100 /* of a step: what it says of each document anew must not grow with the corpus */
#define OTHER_REASONS "other reasons"

static void
entry_free(gpointer data)
{
    GalleyBooksEntry *entry = data;
    g_free(entry->step);
    g_free(entry->reason);
    g_free(entry);
}

static void
book_free(gpointer data)
{
    GalleyBook *book = data;
    g_free(book->input);
    g_free(book);
}

void
galley_books_init(GalleyBooks *books)
{
    books->duplicates = NULL;
    books->names = NULL;
    books->files = g_ptr_array_new_with_free_func(book_free);
    books->dropped = g_ptr_array_new_with_free_func(entry_free);
    books->quarantined = g_ptr_array_new_with_free_func(entry_free);
    books->skipped = g_ptr_array_new_with_free_func(entry_free);
    books->notes = g_ptr_array_new_with_free_func(entry_free);
    books->warnings = g_ptr_array_new_with_free_func(entry_free);
    books->layers = g_ptr_array_new_with_free_func(entry_free);
}

void
galley_books_clear(GalleyBooks *books)
{
    g_clear_pointer(&books->files, g_ptr_array_unref);
    g_clear_pointer(&books->dropped, g_ptr_array_unref);
    g_clear_pointer(&books->quarantined, g_ptr_array_unref);
    g_clear_pointer(&books->skipped, g_ptr_array_unref);
    g_clear_pointer(&books->notes, g_ptr_array_unref);
    g_clear_pointer(&books->warnings, g_ptr_array_unref);
    g_clear_pointer(&books->layers, g_ptr_array_unref);
    g_clear_pointer(&books->duplicates, galley_duplicates_free);
    g_clear_pointer(&books->names, galley_names_free);
}

GalleyBook *
galley_books_open_file(GalleyBooks *books, const char *input)
{
    GalleyBook *book = g_new0(GalleyBook, 1);
    book->input = g_strdup(input);
    g_ptr_array_add(books->files, book);
    return book;
}

static GalleyBooksEntry *
find_entry(const GPtrArray *entries, const char *step, const char *reason, guint *n_reasons)
{
    for (guint i = 0; i < entries->len; i++) {
        GalleyBooksEntry *entry = g_ptr_array_index(entries, i);
        if (!g_str_equal(entry->step, step))
            continue;
        if (g_str_equal(entry->reason, reason))
            return entry;
        ++*n_reasons;
    }
    return NULL;
}

void
galley_books_add(GPtrArray *entries, const char *step, const char *reason, guint64 n)
{
    guint n_reasons = 0;
    GalleyBooksEntry *entry = find_entry(entries, step, reason, &n_reasons);
    if (!entry && n_reasons >= REASONS_MOST)
        entry = find_entry(entries, step, reason = OTHER_REASONS, &n_reasons);
    if (entry) {
        entry->n += n;
        return;
    }
    entry = g_new0(GalleyBooksEntry, 1);
    *entry = (GalleyBooksEntry){ g_strdup(step), g_strdup(reason), n };
    g_ptr_array_add(entries, entry);
}

static void
merge_entries(GPtrArray *entries, const GPtrArray *others)
{
    for (guint i = 0; i < others->len; i++) {
        const GalleyBooksEntry *other = g_ptr_array_index(others, i);
        galley_books_add(entries, other->step, other->reason, other->n);
    }
}

void
galley_books_merge(GalleyBooks *books, const GalleyBooks *other)
{
    merge_entries(books->dropped, other->dropped);
    merge_entries(books->quarantined, other->quarantined);
    merge_entries(books->skipped, other->skipped);
    merge_entries(books->notes, other->notes);
    merge_entries(books->warnings, other->warnings);
    merge_entries(books->layers, other->layers);
}

GalleyBook
galley_books_total(const GalleyBooks *books)
{
    GalleyBook total = { 0 };
    for (guint i = 0; i < books->files->len; i++) {
        const GalleyBook *book = g_ptr_array_index(books->files, i);
        total.read += book->read;
        total.written += book->written;
        total.dropped += book->dropped;
        total.quarantined += book->quarantined;
    }
    return total;
}

static guint64
sum_entries(const GPtrArray *entries)
{
    guint64 sum = 0;
    for (guint i = 0; i < entries->len; i++)
        sum += ((const GalleyBooksEntry *)g_ptr_array_index(entries, i))->n;
    return sum;
}

gboolean
galley_books_balance(const GalleyBooks *books)
{
    for (guint i = 0; i < books->files->len; i++) {
        const GalleyBook *book = g_ptr_array_index(books->files, i);
        if (book->read != book->written + book->dropped + book->quarantined)
            return FALSE;
    }
    GalleyBook total = galley_books_total(books);
    return total.dropped == sum_entries(books->dropped) &&
           total.quarantined == sum_entries(books->quarantined);
}

/* Nothing but what the reader itself made out to be none, such as empty lines. */
static gboolean
all_are_empty(const GalleyBooks *books, const GalleyBook *total)
{
    guint64 n = 0;
    for (guint i = 0; i < books->dropped->len; i++) {
        const GalleyBooksEntry *entry = g_ptr_array_index(books->dropped, i);
        n += g_str_equal(entry->step, GALLEY_STEP_READER) ? entry->n : 0;
    }
    return n == total->read;
}

char *
galley_books_tell_empty(const GalleyBooks *books)
{
    guint n = 0;
    g_autoptr(GString) names = g_string_new(NULL);
    const GalleyBook total = galley_books_total(books);
    gboolean all = all_are_empty(books, &total);
    for (guint i = 0; i < books->files->len; i++) {
        const GalleyBook *book = g_ptr_array_index(books->files, i);
        if (book->read > 0 && !all)
            continue;
        if (++n > EMPTY_MOST)
            continue;
        g_string_append(names, n > 1 ? ", " : "");
        galley_append_shown(names, book->input);
    }
    if (n > EMPTY_MOST)
        g_string_append_printf(names, " and %u more", n - EMPTY_MOST);
    if (n == 0)
        return NULL;
    return n == books->files->len
               ? g_strdup_printf("no input holds a document: %s", names->str)
               : g_strdup_printf("%u of %u inputs hold%s no document: %s", n, books->files->len,
                                 n == 1 ? "s" : "", names->str);
}

static void
summarize_book(GString *out, const GalleyBook *book)
{
    g_string_append_printf(out,
                           "read %" G_GUINT64_FORMAT " = written %" G_GUINT64_FORMAT
                           " + dropped %" G_GUINT64_FORMAT " + quarantined %" G_GUINT64_FORMAT "\n",
                           book->read, book->written, book->dropped, book->quarantined);
}

static void
summarize(GString *out, const char *title, const GPtrArray *entries)
{
    for (guint i = 0; i < entries->len; i++) {
        const GalleyBooksEntry *entry = g_ptr_array_index(entries, i);
        g_string_append_printf(out, "  %s %" G_GUINT64_FORMAT " by %s: %s\n", title, entry->n,
                               entry->step, entry->reason);
    }
}

/* Each input, if there are several; the manifest has all. */
static void
summarize_files(GString *out, const GPtrArray *files)
{
    for (guint i = 0; files->len > 1 && i < MIN(files->len, FILES_MOST); i++) {
        const GalleyBook *book = g_ptr_array_index(files, i);
        g_string_append(out, "  ");
        galley_append_shown(out, book->input);
        g_string_append(out, ": ");
        summarize_book(out, book);
    }
    if (files->len > FILES_MOST)
        g_string_append_printf(out, "  and %u more inputs\n", files->len - FILES_MOST);
}

char *
galley_books_summary(const GalleyBooks *books)
{
    GString *out = g_string_new(NULL);
    GalleyBook total = galley_books_total(books);
    summarize_book(out, &total);
    summarize(out, "dropped", books->dropped);
    summarize(out, "quarantined", books->quarantined);
    summarize(out, "skipped the step", books->skipped);
    summarize(out, "warning", books->warnings);
    if (books->duplicates)
        galley_duplicates_append_summary(books->duplicates, out);
    if (books->names)
        galley_names_append_summary(books->names, out);
    summarize_files(out, books->files);
    return g_string_free(out, FALSE);
}

static void
append_text(GString *out, const char *text)
{
    galley_append_json_string(out, text, strlen(text));
}

static void
append_counts(GString *out, const GalleyBook *book)
{
    g_string_append_printf(out,
                           "\"read\":%" G_GUINT64_FORMAT ",\"written\":%" G_GUINT64_FORMAT
                           ",\"dropped\":%" G_GUINT64_FORMAT ",\"quarantined\":%" G_GUINT64_FORMAT,
                           book->read, book->written, book->dropped, book->quarantined);
}

static void
append_entries(GString *out, const char *key, const GPtrArray *entries)
{
    g_string_append_printf(out, ",\"%s\":[", key);
    for (guint i = 0; i < entries->len; i++) {
        const GalleyBooksEntry *entry = g_ptr_array_index(entries, i);
        g_string_append(out, i > 0 ? ",{\"step\":" : "{\"step\":");
        append_text(out, entry->step);
        g_string_append(out, ",\"what\":");
        append_text(out, entry->reason);
        g_string_append_printf(out, ",\"n\":%" G_GUINT64_FORMAT "}", entry->n);
    }
    g_string_append_c(out, ']');
}

static void
append_layers(GString *out, const GPtrArray *entries)
{
    g_string_append(out, ",\"layers\":[");
    for (guint i = 0; i < entries->len; i++) {
        const GalleyBooksEntry *entry = g_ptr_array_index(entries, i);
        g_string_append(out, i > 0 ? ",{\"layer\":" : "{\"layer\":");
        append_text(out, entry->step);
        g_string_append_printf(out, ",\"of\":\"%s\",\"n\":%" G_GUINT64_FORMAT "}", entry->reason,
                               entry->n);
    }
    g_string_append_c(out, ']');
}

void
galley_books_append_json(const GalleyBooks *books, GString *out)
{
    GalleyBook total = galley_books_total(books);
    g_string_append_c(out, '{');
    append_counts(out, &total);
    g_string_append(out, ",\"inputs\":[");
    for (guint i = 0; i < books->files->len; i++) {
        const GalleyBook *book = g_ptr_array_index(books->files, i);
        g_string_append(out, i > 0 ? ",{\"input\":" : "{\"input\":");
        append_text(out, book->input);
        g_string_append_c(out, ',');
        append_counts(out, book);
        g_string_append(out, book->changed ? ",\"changed\":true}" : "}");
    }
    g_string_append_c(out, ']');
    append_entries(out, "drops", books->dropped);
    append_entries(out, "quarantine", books->quarantined);
    append_entries(out, "skips", books->skipped);
    append_entries(out, "counters", books->notes);
    append_entries(out, "warnings", books->warnings);
    append_layers(out, books->layers);
    if (books->duplicates) {
        g_string_append(out, ",\"duplicate_ids\":");
        galley_duplicates_append_json(books->duplicates, out);
    }
    if (books->names)
        galley_names_append_json(books->names, out);
    g_string_append_c(out, '}');
}
