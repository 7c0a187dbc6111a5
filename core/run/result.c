/* result.c: a block's outputs, quarantine and tallies, as one message.
 * SPDX-License-Identifier: MIT */
#include "run/result-private.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/digest-private.h"
#include "run/memory-private.h"
#include "run/wire-private.h"

static void
string_free(gpointer string)
{
    g_string_free(string, TRUE);
}

static void
bad_free(gpointer data)
{
    GalleyBad *bad = data;
    g_free(bad->step);
    g_free(bad->kind);
    g_free(bad->message);
    g_free(bad->head);
    g_free(bad->tail);
    g_free(bad);
}

GalleyResult *
galley_result_new(guint n_outputs)
{
    GalleyResult *result = g_new0(GalleyResult, 1);
    result->outputs = g_ptr_array_new_with_free_func(string_free);
    result->ids = g_string_new(NULL);
    result->seals = g_array_new(FALSE, TRUE, sizeof(GalleySeal));
    result->fd = -1;
    result->from = g_array_new(FALSE, FALSE, sizeof(int));
    result->from_at = g_array_new(FALSE, FALSE, sizeof(guint64));
    result->bad = g_ptr_array_new_with_free_func(bad_free);
    result->parts = g_array_new(FALSE, TRUE, sizeof(GalleyPart));
    result->meter = galley_meter_new();
    galley_books_init(&result->tallies);
    for (guint i = 0; i < n_outputs; i++)
        g_ptr_array_add(result->outputs, g_string_new(NULL));
    return result;
}

void
galley_result_free(GalleyResult *result)
{
    g_ptr_array_unref(result->outputs);
    g_string_free(result->ids, TRUE);
    g_array_unref(result->seals);
    g_array_unref(result->from);
    g_array_unref(result->from_at);
    if (result->fd >= 0)
        close(result->fd);
    g_ptr_array_unref(result->bad);
    g_array_unref(result->parts);
    galley_meter_free(result->meter);
    galley_books_clear(&result->tallies);
    g_free(result->failure);
    g_free(result);
}

void
galley_result_add_bad(GalleyResult *result, const GalleyBad *bad)
{
    g_ptr_array_add(result->bad, g_memdup2(bad, sizeof *bad));
}

guint64
galley_result_count_read(const GalleyResult *result)
{
    guint64 n = 0;
    for (guint i = 0; i < result->parts->len; i++)
        n += g_array_index(result->parts, GalleyPart, i).read;
    return n;
}

gboolean
galley_result_failed(const GalleyResult *result, GError **error)
{
    if (result->failure)
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                            result->failure);
    return result->failure != NULL;
}

/* ---- sealing ---- */

static GalleySeal
seal(GalleyPack how, GString **bytes)
{
    GalleySeal seal = { .n_plain = (*bytes)->len };
    g_autoptr(GalleyDigest) digest = galley_digest_new();
    galley_digest_update(digest, (*bytes)->str, (*bytes)->len);
    galley_digest_get_bytes(digest, seal.digest);
    if (how != GALLEY_PACK_NONE) {
        GString *packed = g_string_new(NULL);
        galley_pack(how, (*bytes)->str, (*bytes)->len, packed);
        g_string_free(*bytes, TRUE);
        *bytes = packed;
    }
    seal.n_bytes = (*bytes)->len;
    return seal;
}

void
galley_result_seal(GalleyResult *result, const GalleyPack *packs)
{
    if (result->seals->len > 0)
        return;
    for (guint i = 0; i < result->outputs->len; i++) {
        GalleySeal sealed = seal(packs[i], (GString **)&result->outputs->pdata[i]);
        g_array_append_val(result->seals, sealed);
    }
}

/* ---- merging ---- */

static int
compare_bad(gconstpointer a, gconstpointer b)
{
    const GalleyBad *x = *(const GalleyBad *const *)a, *y = *(const GalleyBad *const *)b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

static void
merge_bad(GalleyResult *result, const GalleyResult *other)
{
    for (guint i = 0; i < other->bad->len; i++) {
        GalleyBad copy = *(const GalleyBad *)g_ptr_array_index(other->bad, i);
        copy.step = g_strdup(copy.step);
        copy.kind = g_strdup(copy.kind);
        copy.message = g_strdup(copy.message);
        copy.head = g_strdup(copy.head);
        copy.tail = g_strdup(copy.tail);
        galley_result_add_bad(result, &copy);
    }
    g_ptr_array_sort(result->bad, compare_bad);
}

static GalleyPart *
find_part(GArray *parts, guint source)
{
    for (guint i = 0; i < parts->len; i++)
        if (g_array_index(parts, GalleyPart, i).source == source)
            return &g_array_index(parts, GalleyPart, i);
    GalleyPart part = { .source = source };
    g_array_append_val(parts, part);
    return &g_array_index(parts, GalleyPart, parts->len - 1);
}

static void
merge_parts(GArray *parts, const GArray *others)
{
    for (guint i = 0; i < others->len; i++) {
        const GalleyPart *other = &g_array_index(others, GalleyPart, i);
        GalleyPart *part = find_part(parts, other->source);
        part->read += other->read;
        part->written += other->written;
        part->dropped += other->dropped;
        part->quarantined += other->quarantined;
        part->n_lines = MAX(part->n_lines, other->n_lines);
    }
}

static void
merge_outputs(GalleyResult *result, const GalleyResult *other)
{
    for (guint i = 0; i < other->outputs->len; i++) {
        const GString *bytes = g_ptr_array_index(other->outputs, i);
        g_string_append_len(g_ptr_array_index(result->outputs, i), bytes->str, (gssize)bytes->len);
    }
}

static void
take_outputs(GalleyResult *result, GalleyResult *other)
{
    GalleyResult before = *result;
    result->outputs = other->outputs;
    result->seals = other->seals;
    result->fd = other->fd;
    other->outputs = before.outputs;
    other->seals = before.seals;
    other->fd = before.fd;
}

void
galley_result_merge(GalleyResult *result, GalleyResult *other)
{
    if (other->seals->len > 0)
        take_outputs(result, other);
    else
        merge_outputs(result, other);
    g_string_append_len(result->ids, other->ids->str, (gssize)other->ids->len);
    merge_bad(result, other);
    merge_parts(result->parts, other->parts);
    galley_meter_merge(result->meter, other->meter);
    galley_books_merge(&result->tallies, &other->tallies);
    if (!result->failure)
        result->failure = g_strdup(other->failure);
    result->stopped |= other->stopped;
}

void
galley_result_add_counts(GalleyResult *result, const GalleyResult *other)
{
    for (guint i = 0; i < other->parts->len; i++) {
        const GalleyPart *part = &g_array_index(other->parts, GalleyPart, i);
        GalleyPart *sum = find_part(result->parts, part->source);
        sum->read += part->read;
        sum->written += part->written;
        sum->dropped += part->dropped;
        sum->quarantined += part->quarantined;
        sum->n_lines += part->n_lines;
    }
    galley_books_merge(&result->tallies, &other->tallies);
}

/* ---- writing ---- */

static void
put_entries(GString *out, const GPtrArray *entries)
{
    galley_wire_put_number(out, entries->len);
    for (guint i = 0; i < entries->len; i++) {
        const GalleyBooksEntry *entry = g_ptr_array_index(entries, i);
        galley_wire_put_text(out, entry->step);
        galley_wire_put_text(out, entry->reason);
        galley_wire_put_number(out, entry->n);
    }
}

static void
put_bad(GString *out, const GalleyBad *bad)
{
    galley_wire_put_number(out, bad->source);
    galley_wire_put_number(out, bad->position);
    galley_wire_put_number(out, bad->offset);
    galley_wire_put_number(out, bad->line);
    galley_wire_put_text(out, bad->step);
    galley_wire_put_text(out, bad->kind);
    galley_wire_put_text(out, bad->message);
    galley_wire_put_text(out, bad->head);
    galley_wire_put_text(out, bad->tail);
}

static void
put_meter(GString *out, const GalleyMeter *meter)
{
    gsize size;
    g_autoptr(GBytes) packed = galley_meter_pack(meter);
    const char *bytes = g_bytes_get_data(packed, &size);
    galley_wire_put_bytes(out, bytes, size);
}

void
galley_result_write_head(const GalleyResult *result, GString *out)
{
    galley_wire_put_text(out, result->failure);
    galley_wire_put_number(out, result->stopped);
    galley_wire_put_number(out, result->bad->len);
    for (guint i = 0; i < result->bad->len; i++)
        put_bad(out, g_ptr_array_index(result->bad, i));
    galley_wire_put_bytes(out, result->parts->data, result->parts->len * sizeof(GalleyPart));
    put_entries(out, result->tallies.dropped);
    put_entries(out, result->tallies.quarantined);
    put_entries(out, result->tallies.skipped);
    put_entries(out, result->tallies.notes);
    put_entries(out, result->tallies.warnings);
    put_entries(out, result->tallies.layers);
    put_meter(out, result->meter);
    galley_wire_put_bytes(out, result->ids->str, result->ids->len);
    galley_wire_put_number(out, result->outputs->len);
    for (guint i = 0; i < result->outputs->len; i++)
        galley_wire_put_number(out, ((const GString *)g_ptr_array_index(result->outputs, i))->len);
    galley_wire_put_bytes(out, result->seals->data, result->seals->len * sizeof(GalleySeal));
}

int
galley_result_new_file(const GalleyResult *result)
{
    int fd = galley_memory_new();
    for (guint i = 0; fd >= 0 && i < result->outputs->len; i++) {
        const GString *bytes = g_ptr_array_index(result->outputs, i);
        if (galley_memory_write(fd, bytes->str, bytes->len))
            continue;
        close(fd);
        fd = -1;
    }
    return fd;
}

/* ---- reading ---- */

static void
take_entries(GalleyWire *wire, GPtrArray *entries)
{
    for (guint64 n = galley_wire_take_count(wire); n > 0 && !wire->astray; n--) {
        g_autofree char *step = galley_wire_take_word(wire), *reason = galley_wire_take_word(wire);
        galley_books_add(entries, step, reason, galley_wire_take_number(wire));
    }
}

/* Their sizes alone. */
static guint64
take_sizes(GalleyWire *wire, GArray *sizes)
{
    guint64 sum = 0;
    for (guint64 n = galley_wire_take_count(wire); n > 0 && !wire->astray; n--) {
        guint64 size = galley_wire_take_number(wire);
        wire->astray |= size > G_MAXUINT32 * (guint64)64;
        sum += size;
        g_array_append_val(sizes, size);
    }
    return sum;
}

static void
take_seals(GalleyWire *wire, GArray *seals, const GArray *sizes)
{
    gsize size;
    const char *bytes = galley_wire_take_bytes(wire, &size);
    wire->astray |= size != 0 && size != sizes->len * sizeof(GalleySeal);
    if (wire->astray)
        return;
    g_array_append_vals(seals, bytes, (guint)(size / sizeof(GalleySeal)));
    for (guint i = 0; i < seals->len; i++)
        wire->astray |=
            g_array_index(seals, GalleySeal, i).n_bytes != g_array_index(sizes, guint64, i);
}

/* What is not sealed is to be merged, so it is read. */
static void
load_outputs(GalleyResult *result, const GArray *sizes)
{
    g_autoptr(GBytes) all = galley_memory_map(result->fd);
    const char *at = all ? g_bytes_get_data(all, NULL) : NULL;
    for (guint i = 0; i < sizes->len; i++) {
        guint64 size = g_array_index(sizes, guint64, i);
        g_ptr_array_add(result->outputs, g_string_new_len(at, (gssize)size));
        at += size;
    }
    close(result->fd);
    result->fd = -1;
}

static void
take_outputs_of(GalleyWire *wire, GalleyResult *result)
{
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(guint64));
    guint64 sum = take_sizes(wire, sizes);
    take_seals(wire, result->seals, sizes);
    wire->astray |= galley_memory_close_off(result->fd) != sum;
    if (wire->astray)
        return;
    if (result->seals->len == 0)
        load_outputs(result, sizes);
    else
        for (guint i = 0; i < sizes->len; i++)
            g_ptr_array_add(result->outputs, g_string_new(NULL));
}

static void
take_bad(GalleyWire *wire, GalleyResult *result)
{
    for (guint64 n = galley_wire_take_count(wire); n > 0 && !wire->astray; n--) {
        GalleyBad bad = { .source = (guint)galley_wire_take_number(wire) };
        bad.position = galley_wire_take_number(wire);
        bad.offset = galley_wire_take_number(wire);
        bad.line = galley_wire_take_number(wire);
        bad.step = galley_wire_take_word(wire);
        bad.kind = galley_wire_take_word(wire);
        bad.message = galley_wire_take_word(wire);
        bad.head = galley_wire_take_word(wire);
        bad.tail = galley_wire_take_word(wire);
        galley_result_add_bad(result, &bad);
    }
}

static void
take_parts(GalleyWire *wire, GArray *parts)
{
    guint64 size = galley_wire_take_number(wire);
    const char *bytes = galley_wire_take(wire, size);
    if (bytes && size % sizeof(GalleyPart) == 0)
        g_array_append_vals(parts, bytes, (guint)(size / sizeof(GalleyPart)));
    else
        wire->astray = TRUE;
}

static void
take_meter(GalleyWire *wire, GalleyResult *result)
{
    gsize size;
    const char *bytes = galley_wire_take_bytes(wire, &size);
    g_autoptr(GalleyMeter) meter = bytes ? galley_meter_unpack(bytes, size) : NULL;
    wire->astray |= meter == NULL;
    if (meter)
        galley_meter_merge(result->meter, meter);
}

static void
take_ids(GalleyWire *wire, GString *ids)
{
    gsize size;
    const char *bytes = galley_wire_take_bytes(wire, &size);
    if (bytes)
        g_string_append_len(ids, bytes, (gssize)size);
}

GalleyResult *
galley_result_read(const char *bytes, gsize size, int fd)
{
    GalleyWire wire = { bytes, size, FALSE };
    g_autoptr(GalleyResult) result = galley_result_new(0);
    result->fd = fd;
    result->failure = galley_wire_take_text(&wire);
    result->stopped = galley_wire_take_number(&wire) != 0;
    take_bad(&wire, result);
    take_parts(&wire, result->parts);
    take_entries(&wire, result->tallies.dropped);
    take_entries(&wire, result->tallies.quarantined);
    take_entries(&wire, result->tallies.skipped);
    take_entries(&wire, result->tallies.notes);
    take_entries(&wire, result->tallies.warnings);
    take_entries(&wire, result->tallies.layers);
    take_meter(&wire, result);
    take_ids(&wire, result->ids);
    take_outputs_of(&wire, result);
    return wire.astray || wire.left > 0 ? NULL : g_steal_pointer(&result);
}
