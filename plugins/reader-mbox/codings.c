/* codings.c: base64 and quoted-printable undone. SPDX-License-Identifier: MIT */
#include "codings.h"

#include <string.h>

/* ---- base64 ---- */

/* 0 to 63, or -1. */
static int
digit_of(guint8 byte)
{
    if (byte >= 'A' && byte <= 'Z')
        return byte - 'A';
    if (byte >= 'a' && byte <= 'z')
        return byte - 'a' + 26;
    if (byte >= '0' && byte <= '9')
        return byte - '0' + 52;
    return byte == '+' ? 62 : byte == '/' ? 63 : -1;
}

gboolean
codings_append_base64(GString *out, const guint8 *bytes, gsize size, gsize *fault_at)
{
    guint32 bits = 0;
    guint n_digits = 0, n_pads = 0;
    for (gsize i = 0; i < size; i++) {
        int digit = digit_of(bytes[i]);
        *fault_at = i;
        if (g_ascii_isspace(bytes[i]))
            continue;
        n_pads += bytes[i] == '=';
        if (bytes[i] == '=' && n_digits % 4 > 1 && n_pads <= 4 - n_digits % 4)
            continue;
        if (digit < 0 || n_pads > 0)
            return FALSE;
        bits = bits << 6 | (guint32)digit;
        if (++n_digits % 4 != 1)
            g_string_append_c(out, (char)(bits >> (2 * (3 - (n_digits + 3) % 4)) & 0xff));
    }
    *fault_at = size;
    return n_digits % 4 != 1;
}

/* ---- quoted-printable ---- */

static gboolean
is_hex(const guint8 *bytes, gsize left)
{
    return left >= 3 && g_ascii_isxdigit(bytes[1]) && g_ascii_isxdigit(bytes[2]);
}

static char
hex_value(const guint8 *bytes)
{
    return (char)(g_ascii_xdigit_value((char)bytes[1]) * 16 + g_ascii_xdigit_value((char)bytes[2]));
}

/* Blanks at @bytes, and the line end behind them; 0 where there is none. */
static gsize
line_end_size(const guint8 *bytes, gsize left)
{
    gsize n = 0;
    while (n < left && (bytes[n] == ' ' || bytes[n] == '\t'))
        n++;
    n += n < left && bytes[n] == '\r';
    return n == left ? left : bytes[n] == '\n' ? n + 1 : 0;
}

/* What stands at an "=": a byte, a line end that is none, or nothing known. */
static gsize
take_escape(GString *out, const guint8 *bytes, gsize left, guint *n_strange)
{
    if (is_hex(bytes, left)) {
        g_string_append_c(out, hex_value(bytes));
        return 3;
    }
    gsize end = line_end_size(bytes + 1, left - 1);
    if (end > 0 || left == 1)
        return 1 + end;
    g_string_append_c(out, '=');
    ++*n_strange;
    return 1;
}

guint
codings_append_quoted(GString *out, const guint8 *bytes, gsize size)
{
    guint n_strange = 0;
    for (gsize at = 0; at < size;) {
        const guint8 *escape = memchr(bytes + at, '=', size - at);
        gsize plain = escape != NULL ? (gsize)(escape - bytes) - at : size - at;
        g_string_append_len(out, (const char *)bytes + at, (gssize)plain);
        at += plain;
        if (escape != NULL)
            at += take_escape(out, escape, size - at, &n_strange);
    }
    return n_strange;
}

void
codings_append_q(GString *out, const char *text, gsize size)
{
    for (gsize at = 0; at < size;) {
        const guint8 *bytes = (const guint8 *)text + at;
        gboolean coded = *bytes == '=' && is_hex(bytes, size - at);
        g_string_append_c(out, coded ? hex_value(bytes) : *bytes == '_' ? ' ' : (char)*bytes);
        at += coded ? 3 : 1;
    }
}
