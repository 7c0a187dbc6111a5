/* records.c: where a WARC record ends. SPDX-License-Identifier: MIT */
#include "records.h"

#include <string.h>

#define VERSION "WARC/"
#define FAMILY "\nWARC/1."
#define HEAD_MOST ((gsize)256 << 10)
#define FIRST_LOOK ((gsize)4 << 10)
#define TAIL_LOOK 16 /* of what stands behind a block */

/** Line: without its line end. */
typedef struct {
    gsize begin, end, next;
} Line;

static gboolean
next_line(const guint8 *bytes, gsize size, Line *line)
{
    line->begin = line->next;
    const guint8 *feed = memchr(bytes + line->begin, '\n', size - line->begin);
    if (feed == NULL)
        return FALSE;
    line->end = (gsize)(feed - bytes);
    line->next = line->end + 1;
    if (line->end > line->begin && bytes[line->end - 1] == '\r')
        line->end--;
    return TRUE;
}

G_GNUC_PRINTF(3, 4)
static RecordStatus
broken(RecordScan *scan, gsize at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_vsnprintf(scan->fault, sizeof scan->fault, format, arguments);
    va_end(arguments);
    scan->fault_at = at;
    return RECORD_BROKEN;
}

static RecordStatus
open_until(RecordScan *scan, gsize wanted)
{
    scan->wanted = wanted;
    return RECORD_OPEN;
}

/* ---- the version line ---- */

static gboolean
is_version(const guint8 *bytes, const Line *line)
{
    gsize size = line->end - line->begin;
    return size == 8 && memcmp(bytes + line->begin, FAMILY + 1, 7) == 0 &&
           g_ascii_isdigit(bytes[line->begin + 7]);
}

static RecordStatus
scan_version(const guint8 *bytes, gsize size, gboolean at_end, Line *line, RecordScan *scan)
{
    if (memcmp(bytes, VERSION, MIN(size, strlen(VERSION))) != 0 ||
        (at_end && size < strlen(VERSION)))
        return broken(scan, 0, "no version line, as in WARC/1.1, where a record must begin");
    if (!next_line(bytes, size, line))
        return at_end || size > FIRST_LOOK ? broken(scan, 0, "the version line does not end")
                                           : open_until(scan, 2 * FIRST_LOOK);
    if (is_version(bytes, line))
        return RECORD_WHOLE;
    return broken(scan, 0, "the version is \"%.*s\"; WARC/1.0 and WARC/1.1 are read",
                  (int)MIN(line->end - line->begin, 20), (const char *)bytes + line->begin);
}

/* ---- the head ---- */

static gboolean
is_length_field(const guint8 *bytes, const Line *line)
{
    static const char name[] = "content-length";
    gsize size = line->end - line->begin;
    guint8 behind = size >= sizeof name ? bytes[line->begin + sizeof name - 1] : '\0';
    return (behind == ':' || g_ascii_isspace(behind)) &&
           g_ascii_strncasecmp((const char *)bytes + line->begin, name, sizeof name - 1) == 0;
}

/* The number behind the colon; FALSE for anything else, and for what no input can hold. */
static gboolean
read_length(const guint8 *bytes, const Line *line, guint64 *length)
{
    char digits[24] = "";
    const guint8 *colon = memchr(bytes + line->begin, ':', line->end - line->begin);
    gsize from = colon != NULL ? (gsize)(colon - bytes) + 1 : line->end, to = line->end;
    while (from < to && g_ascii_isspace(bytes[from]))
        from++;
    while (from < to && g_ascii_isspace(bytes[to - 1]))
        to--;
    if (from == to || to - from >= sizeof digits)
        return FALSE;
    memcpy(digits, bytes + from, to - from);
    return g_ascii_string_to_unsigned(digits, 10, 0, G_MAXINT64, length, NULL);
}

/* From behind the version line to behind the empty line; @length of the block. */
static RecordStatus
scan_head(
    const guint8 *bytes, gsize size, gboolean at_end, Line *line, guint64 *length, RecordScan *scan)
{
    gsize length_at = 0;
    gsize shown = MIN(size, HEAD_MOST);
    while (next_line(bytes, shown, line)) {
        guint64 said;
        if (line->end == line->begin)
            return length_at > 0
                       ? RECORD_WHOLE
                       : broken(scan, 0, "its head has no Content-Length, so its end is not known");
        if (!is_length_field(bytes, line))
            continue;
        if (!read_length(bytes, line, &said))
            return broken(scan, line->begin, "Content-Length is no number of bytes");
        if (length_at > 0 && said != *length)
            return broken(scan, line->begin, "a second Content-Length, another number");
        *length = said;
        length_at = line->begin;
    }
    if (size >= HEAD_MOST)
        return broken(scan, 0, "its head has no end in %" G_GSIZE_FORMAT " bytes", HEAD_MOST);
    return at_end ? broken(scan, size, "the input ends in the record's head")
                  : open_until(scan, MAX(2 * size, FIRST_LOOK));
}

/* ---- behind the block ---- */

static gboolean
is_line_end(guint8 byte)
{
    return byte == '\r' || byte == '\n';
}

static gsize
count_line_ends(const guint8 *bytes, gsize size)
{
    gsize n = 0;
    while (n < size && is_line_end(bytes[n]))
        n++;
    return n;
}

static gboolean
begins_with_empty_line(const guint8 *tail, gsize size)
{
    return (size >= 4 && memcmp(tail, "\r\n\r\n", 4) == 0) ||
           (size >= 2 && memcmp(tail, "\n\n", 2) == 0);
}

static RecordStatus
scan_tail(const guint8 *bytes, gsize size, gboolean at_end, gsize end, RecordScan *scan)
{
    const guint8 *tail = bytes + end;
    gsize left = MIN(size - end, TAIL_LOOK), blank = count_line_ends(tail, left);
    gsize version = MIN(left - blank, strlen(VERSION));
    if (left < TAIL_LOOK && !at_end)
        return open_until(scan, end + TAIL_LOOK);
    scan->size = end + MIN(blank, 4);
    if (begins_with_empty_line(tail, left) || memcmp(tail + blank, VERSION, version) == 0)
        return RECORD_WHOLE;
    return broken(scan, end, "its Content-Length is wrong: behind the block no record ends");
}

RecordStatus
records_scan(const guint8 *bytes, gsize size, gboolean at_end, RecordScan *scan)
{
    Line line = { 0 };
    guint64 length = 0;
    *scan = (RecordScan){ 0 };
    if (size < FIRST_LOOK && !at_end)
        return open_until(scan, FIRST_LOOK);
    RecordStatus status = scan_version(bytes, size, at_end, &line, scan);
    if (status == RECORD_WHOLE)
        status = scan_head(bytes, size, at_end, &line, &length, scan);
    if (status != RECORD_WHOLE)
        return status;
    scan->declared = line.next + length;
    if (scan->declared <= size)
        return scan_tail(bytes, size, at_end, (gsize)scan->declared, scan);
    if (!at_end)
        return open_until(scan, (gsize)scan->declared + TAIL_LOOK);
    return broken(scan, size,
                  "the input ends in its block, which has %" G_GUINT64_FORMAT
                  " bytes by its Content-Length",
                  length);
}

gsize
records_find(const guint8 *bytes, gsize size)
{
    for (gsize at = 0; at + strlen(FAMILY) <= size; at++) {
        const guint8 *feed = memchr(bytes + at, '\n', size - at);
        if (feed == NULL || (gsize)(feed - bytes) + strlen(FAMILY) > size)
            break;
        at = (gsize)(feed - bytes);
        if (memcmp(feed, FAMILY, strlen(FAMILY)) == 0)
            return at + 1;
    }
    return size;
}
