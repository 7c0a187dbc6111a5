/* format.c: numbers, JSON strings and HTML as text. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* mempcpy */
#include <galley/format.h>

#include <math.h>
#include <string.h>

#include <galley/unicode.h>

#include "document/number-private.h"

/* Room for @size bytes at the end; the caller writes them and calls commit(). */
static inline char *
reserve(GString *out, gsize size)
{
    if (G_UNLIKELY(out->allocated_len - out->len <= size)) {
        gsize len = out->len;
        g_string_set_size(out, len + size);
        out->len = len;
    }
    return out->str + out->len;
}

static inline void
commit(GString *out, gsize size)
{
    out->len += size;
    out->str[out->len] = '\0';
}

/* ---- whole numbers ---- */

#define UINT64_DIGITS 20

static const char digit_pairs[] = "00010203040506070809"
                                  "10111213141516171819"
                                  "20212223242526272829"
                                  "30313233343536373839"
                                  "40414243444546474849"
                                  "50515253545556575859"
                                  "60616263646566676869"
                                  "70717273747576777879"
                                  "80818283848586878889"
                                  "90919293949596979899";

/* Writes @value so that it ends at @end; returns where it begins. */
static inline char *
digits_before(char *end, guint64 value)
{
    for (; value >= 100; value /= 100)
        memcpy(end -= 2, digit_pairs + 2 * (value % 100), 2);
    if (value >= 10)
        memcpy(end -= 2, digit_pairs + 2 * value, 2);
    else
        *--end = (char)('0' + value);
    return end;
}

static inline void
append_unsigned(GString *out, guint64 value)
{
    char digits[UINT64_DIGITS];
    char *end = digits + sizeof digits, *begin = digits_before(end, value);
    gsize size = (gsize)(end - begin);
    memcpy(reserve(out, UINT64_DIGITS), begin, size);
    commit(out, size);
}

void
galley_append_int64(GString *out, gint64 value)
{
    g_return_if_fail(out != NULL);
    if (value < 0)
        g_string_append_c(out, '-');
    append_unsigned(out, value < 0 ? -(guint64)value : (guint64)value);
}

void
galley_append_uint32(GString *out, guint32 value)
{
    g_return_if_fail(out != NULL);
    append_unsigned(out, value);
}

/* ---- doubles ---- */

/* A double stays one for who reads it: 5 becomes 5.0. */
static gsize
mark_as_double(char *digits, gsize size)
{
    if (memchr(digits, '.', size) != NULL || memchr(digits, 'e', size) != NULL)
        return size;
    memcpy(digits + size, ".0", 2);
    return size + 2;
}

#define SHORT_SCALE 10000

/*
 * Most scores have four decimals at most. Where a whole number of ten thousandths divides to the
 * very value, its decimal reads back the same, and as it has fewer than 16 digits no other does: so
 * without its zeros it is the shortest. Sizes beyond are left to those who write exponents too.
 */
static gsize
short_decimal(char *digits, double value)
{
    double size = fabs(value);
    if (!(size >= 0.001 && size < 100000))
        return 0;
    guint64 scaled = (guint64)(size * SHORT_SCALE + 0.5);
    if ((double)scaled / SHORT_SCALE != size)
        return 0;
    char whole[UINT64_DIGITS], *end = digits;
    char *begin = digits_before(whole + sizeof whole, scaled / SHORT_SCALE);
    if (value < 0)
        *end++ = '-';
    end = mempcpy(end, begin, (gsize)(whole + sizeof whole - begin));
    *end++ = '.';
    guint rest = (guint)(scaled % SHORT_SCALE);
    do {
        *end++ = (char)('0' + rest / (SHORT_SCALE / 10));
        rest = rest % (SHORT_SCALE / 10) * 10;
    } while (rest > 0);
    return (gsize)(end - digits);
}

void
galley_append_double(GString *out, double value)
{
    g_return_if_fail(out != NULL && isfinite(value));
    char *digits = reserve(out, GALLEY_NUMBER_SIZE_MAX);
    gsize size = short_decimal(digits, value);
    commit(out, size > 0 ? size : mark_as_double(digits, galley_number_shortest(digits, value)));
}

/* The zeros at the end of a number with a point, but for one right behind the point. */
static gsize
without_zeros(const char *digits, gsize size)
{
    while (digits[size - 1] == '0' && digits[size - 2] != '.')
        size--;
    return size;
}

static gboolean
is_negative_zero(const char *digits, gsize size)
{
    return digits[0] == '-' && strspn(digits + 1, "0.") >= size - 1;
}

void
galley_append_decimals(GString *out, double value, guint decimals)
{
    g_return_if_fail(out != NULL && isfinite(value) && decimals <= 17);
    char *digits = reserve(out, GALLEY_NUMBER_SIZE_MAX);
    gsize size = galley_number_decimals(digits, value, decimals);
    digits[size] = '\0';
    if (is_negative_zero(digits, size))
        memmove(digits, digits + 1, size--);
    commit(out, decimals > 0 ? without_zeros(digits, size) : size);
}

/* ---- JSON strings ---- */

#define EACH_BYTE(b) (G_GUINT64_CONSTANT(0x0101010101010101) * (b))

/* The high bit of each byte of @word that is 0; of bytes above such a one perhaps too. */
static inline guint64
zero_bytes(guint64 word)
{
    return (word - EACH_BYTE(1)) & ~word & EACH_BYTE(0x80);
}

/* How many bytes of @text, of @size, come before the first that is escaped. */
static gsize
plain_size(const char *text, gsize size)
{
    gsize at = 0;
    for (; size - at >= 8; at += 8) {
        guint64 word;
        memcpy(&word, text + at, 8);
        word = GUINT64_FROM_LE(word);
        guint64 control = (word - EACH_BYTE(0x20)) & ~word & EACH_BYTE(0x80);
        guint64 found =
            control | zero_bytes(word ^ EACH_BYTE('"')) | zero_bytes(word ^ EACH_BYTE('\\'));
        if (found != 0)
            return at + (gsize)__builtin_ctzll(found) / 8;
    }
    while (at < size && (guint8)text[at] >= 0x20 && text[at] != '"' && text[at] != '\\')
        at++;
    return at;
}

static gsize
escape(char *out, guint8 byte)
{
    static const char letters[0x60] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                        ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\' };
    static const char hex[] = "0123456789abcdef";
    out[0] = '\\';
    if (letters[byte] != 0) {
        out[1] = letters[byte];
        return 2;
    }
    memcpy(out + 1, "u00", 3);
    out[4] = hex[byte >> 4];
    out[5] = hex[byte & 15];
    return 6;
}

void
galley_append_json_string(GString *out, const char *text, gsize size)
{
    g_return_if_fail(out != NULL && (text != NULL || size == 0));
    reserve(out, size + size / 16 + 2);
    g_string_append_c(out, '"');
    for (gsize at = 0; at < size; at++) {
        gsize plain = plain_size(text + at, size - at);
        char *end = reserve(out, plain + 6);
        memcpy(end, text + at, plain);
        at += plain;
        commit(out, plain + (at < size ? escape(end + plain, (guint8)text[at]) : 0));
    }
    g_string_append_c(out, '"');
}

/* ---- HTML ---- */

static const char *const html_references[0x80] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

/* Of ASCII; a line end is told where it is put. */
static gboolean
is_plain_html(guint8 byte)
{
    return (byte >= 0x20 || byte == '\n' || byte == '\t') && byte < 0x7F &&
           html_references[byte] == NULL;
}

static gboolean
is_html_character(gunichar character)
{
    gboolean control = character < 0x20 || (character >= 0x7F && character < 0xA0);
    gboolean none = (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
    gboolean turns = (character >= 0x202A && character <= 0x202E) ||
                     (character >= 0x2066 && character <= 0x2069);
    return !control && !none && !turns;
}

static void
append_html_character(GString *out, const char *text, gsize size)
{
    gunichar character = galley_utf8_get(text, 0);
    if (character < 0x80 && html_references[character] != NULL)
        g_string_append(out, html_references[character]);
    else if (character == '\r')
        g_string_append(out, size > 1 && text[1] == '\n' ? "" : "\n");
    else if (is_html_character(character))
        g_string_append_len(out, text, galley_utf8_next(text, 0));
    else
        g_string_append(out, "\uFFFD");
}

void
galley_append_html(GString *out, const char *text, gsize size)
{
    g_return_if_fail(out != NULL && (text != NULL || size == 0));
    for (gsize at = 0; at < size;) {
        gsize plain = at;
        while (plain < size && is_plain_html((guint8)text[plain]))
            plain++;
        g_string_append_len(out, text + at, (gssize)(plain - at));
        at = plain;
        if (at == size)
            break;
        append_html_character(out, text + at, size - at);
        at += galley_utf8_next(text + at, 0);
    }
}
