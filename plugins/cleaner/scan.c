/* scan.c: one look over the text that proves which sub-steps have nothing to do. SPDX-License-Identifier: MIT */
#include "cleaner.h"

#include <string.h>

/* GCC's vectors: 16 bytes at a time on every machine, whatever the optimizer thinks of the loop. */
typedef guint8 Bytes __attribute__((vector_size(16)));
#define LANES sizeof(Bytes)

static inline Bytes
load(const char *at)
{
    Bytes bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/* The flags of each byte, as a comparison leaves them: all bits where it holds. @at has two bytes behind the last. */
static inline Bytes
byte_flags(const char *at)
{
    Bytes here = load(at), next = load(at + 1), later = load(at + 2);
    Bytes feed = (Bytes)(here == '\n'), blank = (Bytes)(here == ' ');
    Bytes next_feed = (Bytes)(next == '\n'), next_blank = (Bytes)(next == ' ');
    Bytes loose = (blank & (next_blank | next_feed)) | (feed & next_blank) |
                  (feed & next_feed & (Bytes)(later == '\n'));
    Bytes control = ((Bytes)(here < 0x20) & ~feed) | (Bytes)(here == 0x7F);
    return ((Bytes)(here >= 0x80) & SCAN_NON_ASCII) | (control & SCAN_CONTROL) |
           ((Bytes)(here == '&') & SCAN_AMPERSAND) | (loose & SCAN_LOOSE);
}

static inline gboolean
is_zero(Bytes flags)
{
    guint64 halves[2];
    memcpy(halves, &flags, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

static inline guint32
first_lane(Bytes flags)
{
    guint32 lane = 0;
    while (flags[lane] == 0)
        lane++;
    return lane;
}

static guint
join_lanes(Bytes flags)
{
    guint joined = 0;
    for (gsize i = 0; i < LANES; i++)
        joined |= flags[i];
    return joined;
}

/* The first look. The text's end is copied so that nothing behind it is read. */
static guint
scan_bytes(const char *text, guint32 size)
{
    Bytes flags = { 0 };
    guint32 at = 0;
    for (; (guint64)at + LANES + 2 <= size; at += LANES)
        flags |= byte_flags(text + at);
    while (at < size) {
        char tail[LANES + 2];
        guint32 rest = MIN(size - at, LANES);
        memset(tail, 'x',
               sizeof tail); /* neither blank nor line feed: nothing is loose for its sake */
        memcpy(tail, text + at, MIN(size - at, sizeof tail));
        flags |= byte_flags(tail);
        at += rest;
    }
    return join_lanes(flags);
}

/* Blanks and line feeds at either end are not seen by looking at neighbours. */
static guint
scan_edges(const char *text, guint32 size)
{
    if (size == 0)
        return 0;
    gboolean head = text[0] == ' ' || text[0] == '\n';
    gboolean tail =
        text[size - 1] == ' ' || (size > 1 && text[size - 1] == '\n' && text[size - 2] == '\n');
    return head || tail ? SCAN_LOOSE : 0;
}

/* U+2000 to U+206F by their last six bits, for the second bytes 80 and 81. */
static guint
scan_general_punctuation(guint8 second, guint8 third)
{
    guint low = third & 0x3F;
    if (second == 0x80) {
        if (low <= 0x0A || low == 0x2F)
            return SCAN_BLANK;
        if (low == 0x28 || low == 0x29)
            return SCAN_BREAK;
        return (low >= 0x0B && low <= 0x0F) || (low >= 0x2A && low <= 0x2E) ? SCAN_INVISIBLE : 0;
    }
    if (second == 0x81)
        return low == 0x1F ? SCAN_BLANK : low >= 0x20 && low <= 0x2F ? SCAN_INVISIBLE : 0;
    return 0;
}

/* What sort the character at @at is of, by its bytes; only the leads below begin one that matters. */
static guint
scan_character(const guint8 *at)
{
    switch (at[0]) {
    case 0xC2:
        if (at[1] == 0x85)
            return SCAN_BREAK | SCAN_INVISIBLE;
        return at[1] == 0xA0 ? SCAN_BLANK : at[1] < 0xA0 || at[1] == 0xAD ? SCAN_INVISIBLE : 0;
    case 0xD8:
        return at[1] == 0x9C ? SCAN_INVISIBLE : 0;
    case 0xE1:
        return at[1] == 0x9A && at[2] == 0x80 ? SCAN_BLANK : 0;
    case 0xE2:
        return scan_general_punctuation(at[1], at[2]);
    case 0xE3:
        return at[1] == 0x80 && at[2] == 0x80 ? SCAN_BLANK : 0;
    case 0xEF:
        return (at[1] == 0xBB && at[2] == 0xBF) || (at[1] == 0xBF && at[2] >= 0xB9 && at[2] <= 0xBB)
                   ? SCAN_INVISIBLE
                   : 0;
    default:
        return 0;
    }
}

/* The second look, at characters beyond ASCII alone. */
static guint
scan_characters(const char *text, guint32 size)
{
    const guint8 *bytes = (const guint8 *)text;
    guint flags = 0;
    guint32 at = 0;
    while (at < size) {
        if (size - at >= LANES) {
            Bytes high = (Bytes)(load(text + at) >= 0x80);
            if (is_zero(high)) {
                at += LANES;
                continue;
            }
            at += first_lane(high);
        }
        if (bytes[at] >= 0xC2)
            flags |= scan_character(bytes + at);
        at++;
    }
    return flags;
}

static guint
scan_controls(const char *text, guint32 size)
{
    guint flags = 0;
    for (guint32 i = 0; i < size; i++) {
        guint8 byte = (guint8)text[i];
        flags |= byte == '\r' || byte == '\v' || byte == '\f' ? SCAN_BREAK : 0;
        flags |= byte == '\t' ? SCAN_BLANK : 0;
    }
    return flags;
}

/** scan_text: ScanFlags of the text: those that are not set stand for sub-steps with nothing to do */
guint
scan_text(const char *text, guint32 size)
{
    guint flags = scan_bytes(text, size) | scan_edges(text, size) | SCAN_ALWAYS;
    if (flags & SCAN_NON_ASCII)
        flags |= scan_characters(text, size);
    if (flags & SCAN_CONTROL)
        flags |= scan_controls(text, size);
    return flags;
}

/**
 * find_loose:
 *
 * Returns: the first byte from @at on where SCAN_LOOSE holds of it and what stands behind it, or @size; white space
 * at the ends of the text is not looked for
 */
guint32
find_loose(const char *text, guint32 size, guint32 at)
{
    for (; (guint64)at + LANES + 2 <= size; at += LANES) {
        Bytes loose = byte_flags(text + at) & SCAN_LOOSE;
        if (!is_zero(loose))
            return at + first_lane(loose);
    }
    for (; at < size; at++) {
        char here = text[at], next = text[at + 1]; /* the text ends with a NUL */
        if ((here == ' ' && (next == ' ' || next == '\n')) || (here == '\n' && next == ' ') ||
            (here == '\n' && next == '\n' && text[at + 2] == '\n'))
            return at;
    }
    return size;
}

/** find_special: the first byte from @at on that is neither printable ASCII nor a line feed, or @size */
guint32
find_special(const char *text, guint32 size, guint32 at)
{
    for (; at < size && size - at >= LANES; at += LANES) {
        Bytes bytes = load(text + at);
        Bytes special = ((Bytes)(bytes < 0x20) & (Bytes)(bytes != '\n')) | (Bytes)(bytes >= 0x7F);
        if (!is_zero(special))
            return at + first_lane(special);
    }
    while (at < size && ((text[at] >= 0x20 && text[at] < 0x7F) || text[at] == '\n'))
        at++;
    return at;
}
