/* cut.c: records, and stretches that are none. SPDX-License-Identifier: MIT */
#include "cut.h"

#include "records.h"

#define PIECE ((gsize)1 << 20)

/* The record that the input is at; @bytes are valid until more are asked for. */
static gboolean
look_at_record(GalleyInput *input,
               RecordScan *scan,
               const guint8 **bytes,
               gsize *size,
               RecordStatus *status,
               GError **error)
{
    gsize wanted = 0;
    *size = 0;
    do {
        *bytes = galley_input_peek(input, wanted, size, error);
        if (*bytes == NULL)
            return FALSE;
        *status = records_scan(*bytes, *size, *size < wanted, scan);
        wanted = scan->wanted;
    } while (*status == RECORD_OPEN);
    return TRUE;
}

/* To the next line that begins "WARC/1.", or to the end. */
static gboolean
skip_to_next(GalleyInput *input, GError **error)
{
    for (;;) {
        gsize size;
        const guint8 *bytes = galley_input_peek(input, PIECE, &size, error);
        if (bytes == NULL)
            return FALSE;
        gsize found = records_find(bytes, size);
        gboolean at_end = size <= RECORDS_OVERLAP || found < size;
        galley_input_skip(input, at_end ? found : size - RECORDS_OVERLAP);
        if (at_end)
            return TRUE;
    }
}

/* Whether there is more of the input than could be seen at once. The first byte is passed over. */
static gboolean
is_beyond_limit(GalleyInput *input, gsize seen)
{
    gsize size = 0;
    galley_input_skip(input, MIN(seen, 1));
    return galley_input_peek(input, seen, &size, NULL) != NULL && size == seen && seen > 0;
}

static GalleyNext
give_bad(GalleyInput *input, const RecordScan *scan, gsize size, GError **error)
{
    gboolean large = scan->declared > size && is_beyond_limit(input, size);
    if (!skip_to_next(input, error))
        return GALLEY_NEXT_ERROR;
    if (large)
        galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_LIMIT,
                           "the record has %" G_GUINT64_FORMAT
                           " bytes by its Content-Length; the record limit "
                           "is %" G_GSIZE_FORMAT " (--record-limit raises it)",
                           scan->declared, size);
    else
        galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                           "byte %" G_GSIZE_FORMAT " of the record: %s", scan->fault_at,
                           scan->fault);
    return GALLEY_NEXT_BAD;
}

GalleyNext
cut_next(GalleyInput *input, GalleyRecord *record, GError **error)
{
    gsize size;
    RecordScan scan;
    RecordStatus status;
    const guint8 *bytes;
    if (!galley_input_pass_line_ends(input, record, error) ||
        !look_at_record(input, &scan, &bytes, &size, &status, error))
        return GALLEY_NEXT_ERROR;
    if (size == 0)
        return GALLEY_NEXT_END;
    if (status == RECORD_BROKEN)
        return give_bad(input, &scan, size, error);
    record->bytes = bytes;
    record->n_bytes = scan.size;
    galley_input_consume(input, scan.size);
    return GALLEY_NEXT_RECORD;
}
