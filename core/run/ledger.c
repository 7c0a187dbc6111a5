/* ledger.c: rows of blocks.tsv out and in. SPDX-License-Identifier: MIT */
#include "run/ledger-private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/digest-private.h"
#include "run/tally-private.h"

#define FIXED "unit\tblock\tread\twritten\tdropped\tquarantined\tquarantine.jsonl"
#define N_FIXED 7
#define N_EACH 3 /* columns of an output */

struct GalleyLedger {
    GalleyFile *file; /* (nullable) */
    GStrv names;
    GPtrArray *trees; /* of GalleyMerkle, by output */
};

static void
tree_free(gpointer tree)
{
    galley_merkle_free(tree);
}

GalleyLedger *
galley_ledger_new(GalleyFile *file, const char *const *names)
{
    GalleyLedger *ledger = g_new0(GalleyLedger, 1);
    ledger->file = file;
    ledger->names = g_strdupv((GStrv)names);
    ledger->trees = g_ptr_array_new_with_free_func(tree_free);
    for (guint i = 0; names[i]; i++)
        g_ptr_array_add(ledger->trees, galley_merkle_new());
    return ledger;
}

void
galley_ledger_free(GalleyLedger *ledger)
{
    g_ptr_array_unref(ledger->trees);
    g_strfreev(ledger->names);
    g_free(ledger);
}

/* ---- rows out ---- */

gboolean
galley_ledger_begin(GalleyLedger *ledger, GError **error)
{
    g_autoptr(GString) line = g_string_new(FIXED);
    for (guint i = 0; ledger->names[i]; i++) {
        g_autofree char *name = g_strescape(ledger->names[i], NULL);
        g_string_append_printf(line, "\t%s\tplain\tsha256", name);
    }
    g_string_append(line, "\tbooks\n");
    return !ledger->file || galley_file_write(ledger->file, line->str, line->len, error);
}

static void
append_number(GString *line, guint64 number)
{
    g_string_append_printf(line, "%" G_GUINT64_FORMAT "\t", number);
}

static void
append_counts(GString *line, const GalleyResult *result)
{
    GalleyPart sum = { 0 };
    for (guint i = 0; i < result->parts->len; i++) {
        const GalleyPart *part = &g_array_index(result->parts, GalleyPart, i);
        sum.read += part->read;
        sum.written += part->written;
        sum.dropped += part->dropped;
        sum.quarantined += part->quarantined;
    }
    append_number(line, sum.read);
    append_number(line, sum.written);
    append_number(line, sum.dropped);
    append_number(line, sum.quarantined);
}

static void
append_seal(GString *line, const GalleySeal *seal)
{
    g_autofree char *digest = galley_digest_print(seal->digest);
    append_number(line, seal->n_bytes);
    append_number(line, seal->n_plain);
    g_string_append_printf(line, "%s\t", digest);
}

gboolean
galley_ledger_add(GalleyLedger *ledger,
                  const GalleyBlock *block,
                  const GalleyResult *result,
                  guint64 n_quarantine_bytes,
                  GError **error)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < ledger->trees->len; i++)
        galley_merkle_add(g_ptr_array_index(ledger->trees, i),
                          g_array_index(result->seals, GalleySeal, i).digest);
    if (!ledger->file)
        return TRUE;
    if (block)
        g_string_append_printf(line, "%u\t%" G_GUINT64_FORMAT "\t", block->unit, block->index);
    else
        g_string_append(line, "-\t-\t");
    append_counts(line, result);
    append_number(line, n_quarantine_bytes);
    for (guint i = 0; i < result->seals->len; i++)
        append_seal(line, &g_array_index(result->seals, GalleySeal, i));
    g_autoptr(GVariant) tally = g_variant_ref_sink(galley_tally_pack(result));
    g_variant_print_string(tally, line, FALSE);
    g_string_append_c(line, '\n');
    return galley_file_write(ledger->file, line->str, line->len, error);
}

char *
galley_ledger_get_root(const GalleyLedger *ledger, guint i)
{
    return galley_merkle_get_root(g_ptr_array_index(ledger->trees, i));
}

gboolean
galley_ledger_go_on(GalleyLedger *ledger, GError **error)
{
    const GalleyLedgerRow *row;
    g_autoptr(GError) why = NULL;
    g_autoptr(GalleyLedgerReader) reader =
        galley_ledger_reader_new(galley_file_get_path(ledger->file), error);
    if (!reader)
        return FALSE;
    while (galley_ledger_reader_next(reader, &row, &why))
        for (guint i = 0; i < MIN(ledger->trees->len, row->seals->len); i++)
            galley_merkle_add(g_ptr_array_index(ledger->trees, i),
                              g_array_index(row->seals, GalleySeal, i).digest);
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    return !why;
}

/* ---- rows in ---- */

struct GalleyLedgerReader {
    char *path;
    FILE *file;
    char *line; /* malloc()'s */
    size_t room;
    guint64 n_lines;
    GStrv names;
    GalleyLedgerRow row;
};

static gboolean
refuse(const GalleyLedgerReader *reader, const char *why, GError **error)
{
    g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS,
                "%s:%" G_GUINT64_FORMAT ": %s", reader->path, reader->n_lines, why);
    return FALSE;
}

/* The next line's fields; %NULL at the end. */
static GStrv
read_fields(GalleyLedgerReader *reader)
{
    ssize_t n = getline(&reader->line, &reader->room, reader->file);
    if (n <= 0 || reader->line[n - 1] != '\n')
        return NULL;
    reader->line[n - 1] = '\0';
    reader->n_lines++;
    return g_strsplit(reader->line, "\t", -1);
}

static gboolean
read_names(GalleyLedgerReader *reader, GError **error)
{
    g_auto(GStrv) fields = read_fields(reader);
    guint n = fields ? g_strv_length(fields) : 0;
    if (n < N_FIXED + 1 || (n - N_FIXED - 1) % N_EACH != 0)
        return refuse(reader, "this is no table of blocks", error);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = N_FIXED; i + 1 < n; i += N_EACH)
        g_ptr_array_add(names, g_strcompress(fields[i]));
    g_ptr_array_add(names, NULL);
    reader->names = (GStrv)g_ptr_array_steal(names, NULL);
    return TRUE;
}

GalleyLedgerReader *
galley_ledger_reader_new(const char *path, GError **error)
{
    g_autoptr(GalleyLedgerReader) reader = g_new0(GalleyLedgerReader, 1);
    reader->path = g_strdup(path);
    reader->row.seals = g_array_new(FALSE, FALSE, sizeof(GalleySeal));
    reader->file = fopen(path, "re");
    if (!reader->file) {
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS, "%s: %s", path,
                    g_strerror(errno));
        return NULL;
    }
    return read_names(reader, error) ? g_steal_pointer(&reader) : NULL;
}

void
galley_ledger_reader_free(GalleyLedgerReader *reader)
{
    if (reader->file)
        fclose(reader->file);
    free(reader->line);
    g_clear_pointer(&reader->row.books, galley_result_free);
    g_array_unref(reader->row.seals);
    g_strfreev(reader->names);
    g_free(reader->path);
    g_free(reader);
}

const char *const *
galley_ledger_reader_get_names(const GalleyLedgerReader *reader)
{
    return (const char *const *)reader->names;
}

static guint64
number(const char *field)
{
    return g_ascii_strtoull(field, NULL, 10);
}

static gboolean
take_seals(GalleyLedgerRow *row, GStrv fields, guint n)
{
    g_array_set_size(row->seals, 0);
    for (guint i = N_FIXED; i + 1 < n; i += N_EACH) {
        GalleySeal seal = { .n_bytes = number(fields[i]), .n_plain = number(fields[i + 1]) };
        if (!galley_digest_parse(fields[i + 2], seal.digest))
            return FALSE;
        g_array_append_val(row->seals, seal);
    }
    return TRUE;
}

gboolean
galley_ledger_reader_next(GalleyLedgerReader *reader, const GalleyLedgerRow **row, GError **error)
{
    GalleyLedgerRow *into = &reader->row;
    g_auto(GStrv) fields = read_fields(reader);
    if (!fields)
        return FALSE;
    guint n = g_strv_length(fields);
    if (n != N_FIXED + N_EACH * g_strv_length(reader->names) + 1 || !take_seals(into, fields, n))
        return refuse(reader, "this is no row of a table of blocks", error);
    g_autoptr(GVariant) tally =
        g_variant_parse(G_VARIANT_TYPE(GALLEY_TALLY_TYPE), fields[n - 1], NULL, NULL, error);
    if (!tally)
        return FALSE;
    g_clear_pointer(&into->books, galley_result_free);
    into->books = galley_tally_unpack(tally);
    into->frame = g_str_equal(fields[0], "-");
    into->unit = (guint)number(fields[0]);
    into->index = number(fields[1]);
    into->n_quarantined = number(fields[5]);
    into->n_quarantine_bytes = number(fields[6]);
    *row = into;
    return TRUE;
}
