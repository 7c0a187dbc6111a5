/* address.c: IPv4 in four numbers, IPv6 by RFC 4291. SPDX-License-Identifier: MIT */
#include "address.h"

#include "before.h"

static gboolean
is_part(char byte)
{
    return g_ascii_isalnum(byte) || byte == '.' || byte == '_' || byte == '-' ||
           (guint8)byte >= 0x80;
}

/* ---- IPv4 ---- */

/* The end of the number from 0 to 255 at @at, without zeros in front. */
static guint32
octet_end(const char *text, guint32 size, guint32 at)
{
    guint value = 0;
    guint32 end = at;
    while (end < size && end - at < 3 && g_ascii_isdigit(text[end]))
        value = value * 10 + (guint)(text[end++] - '0');
    gboolean padded = end - at > 1 && text[at] == '0';
    return value <= 255 && !padded ? end : at;
}

/* The end of four numbers with dots, whatever stands around. */
static guint32
quad_end(const char *text, guint32 size, guint32 at)
{
    guint32 end = at;
    for (guint i = 0; i < 4; i++) {
        guint32 last = octet_end(text, size, end);
        if (last == end)
            return at;
        end = last;
        if (i < 3 && (end >= size || text[end++] != '.'))
            return at;
    }
    gboolean goes_on =
        end < size && (g_ascii_isalnum(text[end]) || text[end] == '_' || (guint8)text[end] >= 0x80);
    gboolean fifth = end + 1 < size && text[end] == '.' && g_ascii_isdigit(text[end + 1]);
    return goes_on || fifth ? at : end;
}

guint32
ipv4_end(const char *text, guint32 size, guint32 at)
{
    static const char *const others[] = { "version",  "ver",     "v",        "release", "rel",
                                          "build",    "section", "sections", "chapter", "clause",
                                          "firmware", "rev",     "revision", "rule",    "paragraph",
                                          "article",  "step",    NULL };
    if (at > 0 && is_part(text[at - 1]))
        return at;
    guint32 end = quad_end(text, size, at);
    return end > at && !follows_word(text, at, others) ? end : at;
}

/* ---- IPv6 ---- */

typedef struct {
    guint groups; /* of 16 bits */
    gboolean gap; /* "::" */
    gboolean digit;
    gboolean all_pairs; /* each group of two digits, as in hardware addresses */
} Shape;

static guint32
group_end(const char *text, guint32 size, guint32 at, Shape *shape)
{
    guint32 end = at;
    while (end < size && end - at < 5 && g_ascii_isxdigit(text[end]))
        shape->digit |= g_ascii_isdigit(text[end++]);
    return end - at <= 4 ? end : at;
}

static guint32
shape_end(const char *text, guint32 size, guint32 at, Shape *shape)
{
    guint32 end = at;
    if (end + 1 < size && text[end] == ':' && text[end + 1] == ':') {
        shape->gap = TRUE;
        end += 2;
    }
    for (;;) {
        guint32 quad = quad_end(text, size, end), last = group_end(text, size, end, shape);
        if (quad > end && shape->groups > 0) {
            shape->groups += 2;
            return quad;
        }
        if (last == end)
            return end;
        shape->groups++;
        shape->all_pairs &= last - end == 2;
        end = last;
        gboolean colon = end + 1 < size && text[end] == ':';
        if (colon && text[end + 1] == ':' && !shape->gap) {
            shape->gap = TRUE;
            end += 2;
        } else if (colon && g_ascii_isxdigit(text[end + 1])) {
            end++;
        } else {
            return end;
        }
    }
}

guint32
ipv6_end(const char *text, guint32 size, guint32 at)
{
    Shape shape = { .all_pairs = TRUE };
    if (at > 0 && (is_part(text[at - 1]) || text[at - 1] == ':'))
        return at;
    guint32 end = shape_end(text, size, at, &shape);
    gboolean whole = shape.gap ? shape.groups >= 1 && shape.groups <= 7 && shape.digit
                               : shape.groups == 8 && !shape.all_pairs;
    gboolean goes_on = end < size && (g_ascii_isalnum(text[end]) || text[end] == ':' ||
                                      text[end] == '_' || (guint8)text[end] >= 0x80);
    /* "1::" and "a::1" name things in programs; so few digits are taken only behind "::" */
    gboolean short_name = shape.gap && text[at] != ':' && end - at < 6;
    return whole && !goes_on && !short_name ? end : at;
}
