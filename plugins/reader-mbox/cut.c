/* cut.c: mails, and stretches that are none. SPDX-License-Identifier: MIT */
#include "cut.h"

#include "mails.h"

#define PIECE ((gsize)1 << 20)

/* The mail that the input is at: scan->at bytes, valid until more are asked for. */
static gboolean
look_at_mail(GalleyInput *input,
             gboolean by_length,
             MailScan *scan,
             const guint8 **bytes,
             gsize *size,
             GError **error)
{
    gsize wanted = 0;
    *scan = (MailScan){ 0 };
    gboolean found;
    do {
        *bytes = galley_input_peek(input, wanted, size, error);
        if (*bytes == NULL)
            return FALSE;
        found = mails_scan(scan, *bytes, *size, *size < wanted, by_length);
        wanted = scan->wanted;
    } while (!found);
    return TRUE;
}

/* On to the next From_ line, or to the end; what was skipped so far ended inside of a line. */
static gboolean
skip_to_next(GalleyInput *input, GError **error)
{
    MailScan scan = { .begun = TRUE };
    for (;;) {
        gsize size;
        const guint8 *bytes = galley_input_peek(input, PIECE, &size, error);
        if (bytes == NULL)
            return FALSE;
        gboolean whole = mails_scan(&scan, bytes, size, FALSE, FALSE);
        gboolean stuck = !whole && scan.at == 0;
        scan.blank &= !stuck;
        galley_input_skip(input, stuck ? size : scan.at);
        scan.at = 0;
        if (whole || size == 0)
            return TRUE;
    }
}

/* What reaches to the end of what can be seen is the last mail, or one that is too large: that is
 * known once it is passed, so it is copied first. */
static GalleyNext
give_last(GString *kept,
          GalleyInput *input,
          const guint8 *bytes,
          gsize size,
          GalleyRecord *record,
          GError **error)
{
    gsize left;
    g_string_truncate(kept, 0);
    g_string_append_len(kept, (const char *)bytes, (gssize)size);
    galley_input_skip(input, size);
    if (galley_input_peek(input, 1, &left, error) == NULL)
        return GALLEY_NEXT_ERROR;
    if (left == 0) {
        record->bytes = (const guint8 *)kept->str;
        record->n_bytes = size;
        return GALLEY_NEXT_RECORD;
    }
    guint64 begin = galley_input_get_offset(input) - size;
    if (!skip_to_next(input, error))
        return GALLEY_NEXT_ERROR;
    galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_LIMIT,
                       "the mail has %" G_GUINT64_FORMAT " bytes; the record limit is "
                       "%" G_GSIZE_FORMAT " (--record-limit raises it)",
                       galley_input_get_offset(input) - begin, size);
    return GALLEY_NEXT_BAD;
}

static GalleyNext
give_stray(GalleyInput *input, GError **error)
{
    if (!skip_to_next(input, error))
        return GALLEY_NEXT_ERROR;
    galley_plugin_fail(
        error, GALLEY_PLUGIN_ERROR_DATA,
        "no From_ line, as in \"From a@b.example Fri Nov 28 06:00:00 2026\", where a mail must "
        "begin");
    return GALLEY_NEXT_BAD;
}

GalleyNext
cut_next(
    GString *kept, gboolean by_length, GalleyInput *input, GalleyRecord *record, GError **error)
{
    gsize size;
    MailScan scan;
    if (!galley_input_pass_line_ends(input, record, error))
        return GALLEY_NEXT_ERROR;
    const guint8 *bytes = galley_input_peek(input, 5, &size, error);
    if (bytes == NULL)
        return GALLEY_NEXT_ERROR;
    if (size == 0)
        return GALLEY_NEXT_END;
    if (!mails_is_from(bytes, size))
        return give_stray(input, error);
    if (!look_at_mail(input, by_length, &scan, &bytes, &size, error))
        return GALLEY_NEXT_ERROR;
    if (scan.at == size)
        return give_last(kept, input, bytes, size, record, error);
    record->bytes = bytes;
    record->n_bytes = scan.at;
    galley_input_consume(input, scan.at);
    return GALLEY_NEXT_RECORD;
}
