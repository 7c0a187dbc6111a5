/* mails.c: From_ lines. SPDX-License-Identifier: MIT */
#include "mails.h"

#include <string.h>

#define FROM "From "
#define FIRST_LOOK ((gsize)64 << 10)
#define FIELD_MOST 128   /* bytes of a field's name that are looked at */
#define LENGTH_TAIL 4096 /* bytes looked at behind a body whose length is said */

gboolean
mails_is_from(const guint8 *bytes, gsize size)
{
    return size >= strlen(FROM) && memcmp(bytes, FROM, strlen(FROM)) == 0;
}

gboolean
mails_is_field(const guint8 *bytes, gsize size)
{
    gsize n = 0;
    while (n < MIN(size, FIELD_MOST) && bytes[n] > ' ' && bytes[n] < 0x7f && bytes[n] != ':')
        n++;
    return n > 0 && n < size && bytes[n] == ':';
}

static gboolean
has_month(const guint8 *line, gsize size)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (gsize i = 0; i + 5 <= size; i++)
        for (const char *month = months; line[i] == ' ' && *month != '\0'; month += 3)
            if (memcmp(line + i + 1, month, 3) == 0 && line[i + 4] == ' ')
                return TRUE;
    return FALSE;
}

static gboolean
has_time(const guint8 *line, gsize size)
{
    for (gsize i = 0; i + 5 <= size; i++)
        if (line[i + 2] == ':' && g_ascii_isdigit(line[i]) && g_ascii_isdigit(line[i + 1]) &&
            g_ascii_isdigit(line[i + 3]) && g_ascii_isdigit(line[i + 4]))
            return TRUE;
    return FALSE;
}

gboolean
mails_is_dated(const guint8 *line, gsize size)
{
    return has_month(line, size) && has_time(line, size);
}

/* 1: a From_ line, 0: none, -1: that cannot be told from these bytes. */
static int
judge_from(const guint8 *line, gsize size, gboolean at_end)
{
    if (memcmp(line, FROM, MIN(size, strlen(FROM))) != 0)
        return 0;
    const guint8 *feed = memchr(line, '\n', size);
    if (feed == NULL)
        return at_end ? mails_is_from(line, size) && mails_is_dated(line, size) : -1;
    gsize length = (gsize)(feed - line), left = size - length - 1;
    if (mails_is_dated(line, length))
        return 1;
    if (left <= FIELD_MOST && !at_end && memchr(feed + 1, '\n', left) == NULL)
        return -1;
    return mails_is_field(feed + 1, left);
}

static gboolean
is_empty_line(const guint8 *line, gsize size)
{
    return size == 0 || (size == 1 && line[0] == '\r');
}

/* ---- Content-Length ---- */

static void
note_length(MailScan *scan, const guint8 *line, gsize size)
{
    static const char name[] = "content-length:";
    char digits[24] = "";
    if (size < sizeof name || g_ascii_strncasecmp((const char *)line, name, sizeof name - 1) != 0)
        return;
    memcpy(digits, line + sizeof name - 1, MIN(size - (sizeof name - 1), sizeof digits - 1));
    guint64 length;
    scan->length =
        g_ascii_string_to_unsigned(g_strstrip(digits), 10, 0, G_MAXINT64 / 2, &length, NULL)
            ? (gint64)length
            : -1;
}

/* Whether a mail ends behind @end, but for line ends, which it goes past. */
static gboolean
is_end(const guint8 *bytes, gsize size, gsize *end)
{
    while (*end < size && (bytes[*end] == '\n' || bytes[*end] == '\r'))
        ++*end;
    return *end == size || judge_from(bytes + *end, size - *end, TRUE) == 1;
}

/* Where the length is right, the scan is at the mail's end; else lines are looked at. FALSE: open. */
static gboolean
try_length(MailScan *scan, const guint8 *bytes, gsize size, gboolean at_end, gboolean *whole)
{
    guint64 end = scan->at + (guint64)scan->length;
    gsize begin = (gsize)end;
    *whole = FALSE;
    if (end + LENGTH_TAIL > size && !at_end) {
        scan->wanted = begin + LENGTH_TAIL;
        return FALSE;
    }
    scan->length = -1;
    if (end <= size && (begin == scan->at || bytes[begin - 1] == '\n' ||
                        (begin < size && (bytes[begin] == '\n' || bytes[begin] == '\r'))))
        *whole = is_end(bytes, size, &begin);
    if (*whole)
        scan->at = begin;
    return TRUE;
}

/* ---- lines ---- */

static void
pass_line(MailScan *scan, const guint8 *line, gsize size)
{
    if (!scan->begun)
        scan->length = -1;
    else if (!scan->body)
        note_length(scan, line, size);
    scan->blank = scan->begun && is_empty_line(line, size);
    scan->body |= scan->blank;
    scan->begun = TRUE;
    scan->at += size + 1;
}

gboolean
mails_scan(MailScan *scan, const guint8 *bytes, gsize size, gboolean at_end, gboolean by_length)
{
    gboolean whole = FALSE;
    scan->wanted = MAX(2 * size, FIRST_LOOK);
    while (scan->at < size) {
        if (by_length && scan->body && scan->length >= 0 &&
            (!try_length(scan, bytes, size, at_end, &whole) || whole))
            return whole;
        const guint8 *line = bytes + scan->at;
        gsize left = size - scan->at;
        int from = scan->blank ? judge_from(line, left, at_end) : 0;
        const guint8 *feed = from == 0 ? memchr(line, '\n', left) : NULL;
        if (from == 1)
            return TRUE;
        if (feed == NULL)
            break;
        pass_line(scan, line, (gsize)(feed - line));
    }
    if (at_end)
        scan->at = size;
    return at_end;
}

/* ---- quoting ---- */

/* Whether the line is ">From ", behind marks as many as the quoting knows. */
static gboolean
is_quoted(const guint8 *line, gsize size, Quoting quoting)
{
    gsize n = 0;
    while (n < size && line[n] == '>' && (n == 0 || quoting == QUOTING_RD))
        n++;
    return n > 0 && mails_is_from(line + n, size - n);
}

const guint8 *
mails_unquote(const guint8 *bytes, gsize *size, Quoting quoting, GString *out)
{
    gsize kept = 0;
    g_string_truncate(out, 0);
    for (gsize at = 0; at < *size && quoting != QUOTING_NONE;) {
        if (is_quoted(bytes + at, *size - at, quoting)) {
            g_string_append_len(out, (const char *)bytes + kept, (gssize)(at - kept));
            kept = at + 1;
        }
        const guint8 *feed = memchr(bytes + at, '\n', *size - at);
        at = feed != NULL ? (gsize)(feed - bytes) + 1 : *size;
    }
    if (kept == 0)
        return bytes;
    g_string_append_len(out, (const char *)bytes + kept, (gssize)(*size - kept));
    *size = out->len;
    return (const guint8 *)out->str;
}
