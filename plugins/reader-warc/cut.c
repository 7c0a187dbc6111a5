/* cut.c: records, and stretches that are none. SPDX-License-Identifier: MIT */
#include "cut.h"

#include "records.h"
#include "refuse.h"

#define PIECE ((gsize)1 << 20)
/* of a stretch that is no record: the quarantine keeps no more */
#define KEPT_MOST ((gsize)1 << 20)

/* Line ends between records. FALSE on a read error. */
static gboolean
pass_line_ends(GalleyInput *input, guint64 *n_lines, GError **error)
{
    for (;;) {
        gsize size, n = 0;
        const guint8 *bytes = galley_input_peek(input, PIECE, &size, error);
        if (bytes == NULL)
            return FALSE;
        for (; n < size && (bytes[n] == '\r' || bytes[n] == '\n'); n++)
            *n_lines += bytes[n] == '\n';
        galley_input_consume(input, n);
        if (n == 0 || n < size)
            return TRUE;
    }
}

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

/** Stretch: of the input, that is passed over. */
typedef struct {
    GString *kept;
    gsize size;
} Stretch;

static void
pass(GalleyInput *input, const guint8 *bytes, gsize size, Stretch *stretch)
{
    gsize room = KEPT_MOST + 1 - MIN(stretch->kept->len, KEPT_MOST + 1);
    g_string_append_len(stretch->kept, (const char *)bytes, (gssize)MIN(size, room));
    stretch->size += size;
    galley_input_consume(input, size);
}

/* To the next line that begins "WARC/1.", or to the end. */
static gboolean
pass_to_next(GalleyInput *input, Stretch *stretch, GError **error)
{
    for (;;) {
        gsize size;
        const guint8 *bytes = galley_input_peek(input, PIECE, &size, error);
        if (bytes == NULL)
            return FALSE;
        gsize found = records_find(bytes, size);
        gboolean at_end = size <= RECORDS_OVERLAP || found < size;
        pass(input, bytes, at_end ? found : size - RECORDS_OVERLAP, stretch);
        if (at_end)
            return TRUE;
    }
}

/* Whether there is more of the input than could be seen at once. The first byte is passed over. */
static gboolean
is_beyond_limit(GalleyInput *input, const guint8 *bytes, gsize seen, Stretch *stretch)
{
    gsize size = 0;
    pass(input, bytes, MIN(seen, 1), stretch);
    return galley_input_peek(input, seen, &size, NULL) != NULL && size == seen && seen > 0;
}

static GalleyNext
give_bad(GString *kept,
         GalleyInput *input,
         const RecordScan *scan,
         const guint8 *bytes,
         gsize size,
         GalleyRecord *record,
         GError **error)
{
    Stretch stretch = { g_string_truncate(kept, 0), 0 };
    gboolean large = scan->declared > size && is_beyond_limit(input, bytes, size, &stretch);
    if (!pass_to_next(input, &stretch, error))
        return GALLEY_NEXT_ERROR;
    record->n_bytes = stretch.size;
    record->bytes = stretch.size <= KEPT_MOST ? (const guint8 *)stretch.kept->str : NULL;
    if (large)
        refuse(error, GALLEY_PLUGIN_ERROR_LIMIT,
               "the record has %" G_GUINT64_FORMAT " bytes by its Content-Length; the record limit "
               "is %" G_GSIZE_FORMAT " (--record-limit raises it)",
               scan->declared, size);
    else
        refuse(error, GALLEY_PLUGIN_ERROR_DATA, "byte %" G_GSIZE_FORMAT " of the record: %s",
               scan->fault_at, scan->fault);
    return GALLEY_NEXT_BAD;
}

GalleyNext
cut_next(GString *kept, GalleyInput *input, GalleyRecord *record, GError **error)
{
    gsize size;
    RecordScan scan;
    RecordStatus status;
    const guint8 *bytes;
    if (!pass_line_ends(input, &record->line, error) ||
        !look_at_record(input, &scan, &bytes, &size, &status, error))
        return GALLEY_NEXT_ERROR;
    if (size == 0)
        return GALLEY_NEXT_END;
    record->offset = galley_input_get_offset(input);
    if (status == RECORD_BROKEN)
        return give_bad(kept, input, &scan, bytes, size, record, error);
    record->bytes = bytes;
    record->n_bytes = scan.size;
    galley_input_consume(input, scan.size);
    return GALLEY_NEXT_RECORD;
}
