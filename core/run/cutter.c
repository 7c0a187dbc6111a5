/* cutter.c: a source into blocks of records that carry their bytes. SPDX-License-Identifier: MIT */
#include "run/cutter-private.h"

struct GalleyCutter {
    GalleyReading *reading;
    GArray *holes;
    guint source;
    gboolean packed, begun;
    guint64 n_blocks;
    GalleyCut ahead; /* the record that the next block begins with */
    GalleyReadingStatus status;
};

GalleyCutter *
galley_cutter_new(const GalleyReadingSettings *settings,
                  guint source,
                  const GArray *holes,
                  GError **error)
{
    g_autoptr(GalleyCutter) cutter = g_new0(GalleyCutter, 1);
    cutter->source = source;
    cutter->packed = ((const GalleySource *)g_ptr_array_index(settings->sources, source))->packed;
    cutter->holes = g_array_new(FALSE, FALSE, sizeof(GalleyRecordPlace));
    if (holes)
        g_array_append_vals(cutter->holes, holes->data, holes->len);
    cutter->reading = galley_reading_open(settings, source, 0, G_MAXUINT64, cutter->holes, error);
    return cutter->reading ? g_steal_pointer(&cutter) : NULL;
}

void
galley_cutter_free(GalleyCutter *cutter)
{
    g_clear_pointer(&cutter->reading, galley_reading_free);
    galley_cut_clear(&cutter->ahead);
    g_array_unref(cutter->holes);
    g_free(cutter);
}

guint
galley_cutter_get_source(const GalleyCutter *cutter)
{
    return cutter->source;
}

guint64
galley_cutter_get_n_blocks(const GalleyCutter *cutter)
{
    return cutter->n_blocks;
}

guint64
galley_cutter_get_n_taken(const GalleyCutter *cutter)
{
    return galley_reading_get_n_taken(cutter->reading);
}

gboolean
galley_cutter_is_needless(const GalleyCutter *cutter)
{
    return !cutter->packed && galley_reading_can_seek(cutter->reading);
}

static void
read_ahead(GalleyCutter *cutter, GError **error)
{
    cutter->status = galley_reading_next(cutter->reading, &cutter->ahead, error);
}

GalleyReadingStatus
galley_cutter_next(GalleyCutter *cutter, GString *block, GError **error)
{
    if (!cutter->begun)
        read_ahead(cutter, error);
    cutter->begun = TRUE;
    if (cutter->status != GALLEY_READING_RECORD)
        return cutter->status;
    guint64 part = cutter->ahead.position / GALLEY_BLOCK_SIZE;
    if (block)
        g_string_truncate(block, 0);
    while (cutter->status == GALLEY_READING_RECORD &&
           cutter->ahead.position / GALLEY_BLOCK_SIZE == part) {
        if (block)
            galley_cut_put(&cutter->ahead, block);
        read_ahead(cutter, error);
    }
    if (cutter->status == GALLEY_READING_ERROR)
        return cutter->status;
    cutter->n_blocks++;
    return GALLEY_READING_RECORD;
}

/* ---- records in blocks ---- */

void
galley_cut_put(const GalleyCut *cut, GString *block)
{
    const GalleyRecord *record = &cut->record;
    galley_wire_put_text(block, record->member);
    galley_wire_put_number(block, record->offset);
    galley_wire_put_number(block, record->line);
    galley_wire_put_number(block, record->n_bytes);
    galley_wire_put_number(block, cut->position);
    galley_wire_put_number(block, cut->reader);
    galley_wire_put_number(block, cut->whole);
    galley_wire_put_text(block, cut->sha256);
    galley_wire_put_text(block, cut->bad ? cut->bad->message : NULL);
    galley_wire_put_number(block, cut->bad ? (guint64)cut->bad->code : 0);
    galley_wire_put_number(block, record->bytes != NULL);
    if (record->bytes)
        galley_wire_put_bytes(block, record->bytes, record->n_bytes);
}

gboolean
galley_cut_take(GalleyWire *block, const char *input, char **member, GalleyCut *cut)
{
    galley_cut_clear(cut);
    g_clear_pointer(member, g_free);
    if (block->left == 0)
        return FALSE;
    gsize size;
    *member = galley_wire_take_text(block);
    *cut = (GalleyCut){ .record = { .size = sizeof cut->record, .input = input } };
    cut->record.member = *member;
    cut->record.offset = galley_wire_take_number(block);
    cut->record.line = galley_wire_take_number(block);
    cut->record.n_bytes = galley_wire_take_number(block);
    cut->position = galley_wire_take_number(block);
    cut->reader = (guint)galley_wire_take_number(block);
    cut->whole = galley_wire_take_number(block) != 0;
    cut->sha256 = galley_wire_take_text(block);
    g_autofree char *bad = galley_wire_take_text(block);
    int code = (int)galley_wire_take_number(block);
    if (bad)
        cut->bad = g_error_new_literal(GALLEY_PLUGIN_ERROR, code, bad);
    if (galley_wire_take_number(block))
        cut->record.bytes = (const guint8 *)galley_wire_take_bytes(block, &size);
    return !block->astray && (!cut->record.bytes || size == cut->record.n_bytes);
}
