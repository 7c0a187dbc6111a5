/* cut.c: mails, and stretches that are none. SPDX-License-Identifier: MIT */
#include "cut.h"

#include "mails.h"
#include "refuse.h"

#define PIECE ((gsize)1 << 20)
/* of a stretch that is no mail: the quarantine keeps no more */
#define KEPT_MOST ((gsize)1 << 20)

/* Empty lines between mails. FALSE on a read error. */
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

/** Stretch: of the input, that is passed over. */
typedef struct {
    GString *kept;
    gsize size;
} Stretch;

static void
pass(GalleyInput *input, const guint8 *bytes, gsize size, Stretch *stretch, gsize most)
{
    gsize room = most + 1 - MIN(stretch->kept->len, most + 1);
    g_string_append_len(stretch->kept, (const char *)bytes, (gssize)MIN(size, room));
    stretch->size += size;
    galley_input_consume(input, size);
}

/* On to the next From_ line, or to the end; what was passed so far ended inside of a line. */
static gboolean
pass_to_next(GalleyInput *input, Stretch *stretch, GError **error)
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
        pass(input, bytes, stuck ? size : scan.at, stretch, KEPT_MOST);
        scan.at = 0;
        if (whole || size == 0)
            return TRUE;
    }
}

static GalleyNext
give_bad(const Stretch *stretch, GalleyRecord *record)
{
    record->n_bytes = stretch->size;
    record->bytes = stretch->size <= KEPT_MOST ? (const guint8 *)stretch->kept->str : NULL;
    return GALLEY_NEXT_BAD;
}

/* What reaches to the end of what can be seen is the last mail, or one that is too large. */
static GalleyNext
give_last(GString *kept,
          GalleyInput *input,
          const guint8 *bytes,
          gsize size,
          GalleyRecord *record,
          GError **error)
{
    gsize left;
    Stretch stretch = { g_string_truncate(kept, 0), 0 };
    pass(input, bytes, size, &stretch, size);
    record->bytes = (const guint8 *)stretch.kept->str;
    record->n_bytes = size;
    if (galley_input_peek(input, 1, &left, error) == NULL)
        return GALLEY_NEXT_ERROR;
    if (left == 0)
        return GALLEY_NEXT_RECORD;
    if (!pass_to_next(input, &stretch, error))
        return GALLEY_NEXT_ERROR;
    refuse(error, GALLEY_PLUGIN_ERROR_LIMIT,
           "the mail has %" G_GSIZE_FORMAT " bytes; the record limit is %" G_GSIZE_FORMAT
           " (--record-limit raises it)",
           stretch.size, size);
    return give_bad(&stretch, record);
}

static GalleyNext
give_stray(GString *kept, GalleyInput *input, GalleyRecord *record, GError **error)
{
    Stretch stretch = { g_string_truncate(kept, 0), 0 };
    if (!pass_to_next(input, &stretch, error))
        return GALLEY_NEXT_ERROR;
    refuse(error, GALLEY_PLUGIN_ERROR_DATA,
           "no From_ line, as in \"From a@b.example Fri Nov 28 06:00:00 2026\", where a mail must "
           "begin");
    return give_bad(&stretch, record);
}

GalleyNext
cut_next(
    GString *kept, gboolean by_length, GalleyInput *input, GalleyRecord *record, GError **error)
{
    gsize size;
    MailScan scan;
    if (!pass_line_ends(input, &record->line, error))
        return GALLEY_NEXT_ERROR;
    record->offset = galley_input_get_offset(input);
    const guint8 *bytes = galley_input_peek(input, 5, &size, error);
    if (bytes == NULL)
        return GALLEY_NEXT_ERROR;
    if (size == 0)
        return GALLEY_NEXT_END;
    if (!mails_is_from(bytes, size))
        return give_stray(kept, input, record, error);
    if (!look_at_mail(input, by_length, &scan, &bytes, &size, error))
        return GALLEY_NEXT_ERROR;
    if (scan.at == size)
        return give_last(kept, input, bytes, size, record, error);
    record->bytes = bytes;
    record->n_bytes = scan.at;
    galley_input_consume(input, scan.at);
    return GALLEY_NEXT_RECORD;
}
