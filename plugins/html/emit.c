/* emit.c: text in the order of the source, each character where it stands there.
 * SPDX-License-Identifier: MIT */
#include "emit.h"

#include <string.h>

#include <galley/unicode.h>

/* What parts two pieces of text: nothing, a blank, the end of a line or of a paragraph. */
typedef enum {
    GAP_NONE,
    GAP_BLANK,
    GAP_LINE,
    GAP_PARAGRAPH,
} Gap;
static const char *const gaps[] = { "", " ", "\n", "\n\n" };

/* Bytes of the source that become text, and what parts them from the piece before. */
typedef struct {
    guint32 begin, end;
    const char *text;
    guint32 size;
    Gap gap;
} Piece;

typedef struct {
    const Page *page;
    GalleyDocument *document;
    GArray *pieces; /* of Piece */
    Gap gap;        /* what has to come before the next character */
} Emitter;

static void
want_gap(Emitter *emitter, Gap gap)
{
    emitter->gap = MAX(emitter->gap, gap);
}

static void
put(Emitter *emitter, guint32 begin, guint32 end, const char *text, gsize size)
{
    Piece piece = { begin, end, text, (guint32)size, emitter->gap };
    g_array_append_val(emitter->pieces, piece);
    emitter->gap = GAP_NONE;
}

/*
 * For what the parser made: it writes some references, such as that to half of a surrogate pair, in
 * bytes that are no UTF-8. What is, to the first such byte, is put, and U+FFFD if nothing is.
 */
static void
put_decoded(Emitter *emitter, guint32 begin, guint32 end, const char *text, gsize size)
{
    gsize valid = size;
    if (galley_utf8_validate(text, size, &valid))
        put(emitter, begin, end, text, size);
    else if (valid > 0)
        put(emitter, begin, end, text, valid);
    else
        put(emitter, begin, end, "\uFFFD", 3);
}

/* ---- from the parser's characters to the source's bytes ---- */

static gboolean
is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

static gsize
character_size(const char *text, gsize size)
{
    static const guint8 sizes[16] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4 };
    return MIN(sizes[(guint8)*text >> 4], size);
}

/* Where a reference that begins with the "&" at @source may end at the furthest. */
static guint32
reference_end(const char *source, guint32 size)
{
    guint32 i = 1;
    if (i < size && source[i] == '#')
        i++;
    while (i < size && i < 40 && g_ascii_isalnum(source[i]))
        i++;
    return i;
}

/* Whether the reference at @source is one of the ways to write "&". */
static gboolean
is_ampersand(const char *source, guint32 size)
{
    if (size >= 4 && g_ascii_strncasecmp(source, "&amp", 4) == 0)
        return TRUE;
    gboolean hex = size > 2 && (source[2] == 'x' || source[2] == 'X');
    guint64 number = 0;
    if (size < 4 || source[1] != '#')
        return FALSE;
    for (guint32 i = hex ? 3 : 2; i < size && number < 1000; i++) {
        gint digit = hex ? g_ascii_xdigit_value(source[i]) : g_ascii_digit_value(source[i]);
        if (digit < 0)
            break;
        number = number * (hex ? 16 : 10) + (guint64)digit;
    }
    return number == '&';
}

/* Whether what follows a reference in the source reads on in the text. */
static gboolean
reads_on(const char *source, guint32 size, const char *text, gsize text_size)
{
    if (size == 0 || text_size == 0)
        return size == 0;
    return *source == '&' || *source == '\r' || *source == '\0' || *source == *text;
}

/*
 * The bytes of the reference at @source, whose characters @text begins with; 0 if it is none. The
 * text tells: "&notit;" gave "¬it;". @used: bytes of text that it became; those that are two
 * characters end in a semicolon.
 */
static guint32
match_reference(const char *source, guint32 size, const char *text, gsize text_size, gsize *used)
{
    guint32 longest = reference_end(source, size);
    if (longest < 2 || (*text == '&' && !is_ampersand(source, size)))
        return 0;
    gsize one = character_size(text, text_size);
    gsize two = one < text_size ? one + character_size(text + one, text_size - one) : one;
    for (guint32 end = longest; end >= 2; end--) {
        gboolean marked = end < size && source[end] == ';';
        guint32 closed = marked ? end + 1 : end;
        *used = one;
        if (reads_on(source + closed, size - closed, text + one, text_size - one))
            return closed;
        *used = two;
        if (marked && reads_on(source + closed, size - closed, text + two, text_size - two))
            return closed;
    }
    return 0;
}

/* One step along both: how many bytes of source and of text belong together; FALSE if they do not. */
static gboolean
match_one(const char *source,
          guint32 size,
          const char *text,
          gsize text_size,
          guint32 *taken,
          gsize *used)
{
    *used = 0;
    *taken = 1;
    if (*source == '&' && text_size > 0 &&
        (*taken = match_reference(source, size, text, text_size, used)) > 0)
        return TRUE;
    *taken = 1;
    if (*source == '\0') {
        *used = text_size >= 3 && memcmp(text, "\xEF\xBF\xBD", 3) == 0 ? 3 : 0;
        return TRUE;
    }
    if (*source == '\r') {
        *used = text_size > 0 && *text == '\n' && !(size > 1 && source[1] == '\n');
        return TRUE;
    }
    if (text_size > 0 && *source == *text) {
        *used = character_size(text, text_size);
        *taken = (guint32)*used;
        return *taken <= size && memcmp(source, text, *used) == 0;
    }
    return *source == '\n'; /* the first of a <pre> is no text */
}

/* ---- a text ---- */

/* Writes one character, or notes the blank that it is. */
static void
emit_character(
    Emitter *emitter, guint32 begin, guint32 end, const char *text, gsize size, gboolean pre)
{
    if (size == 0)
        return;
    if (!is_space(*text)) {
        put_decoded(emitter, begin, end, text, size);
    } else if (!pre) {
        want_gap(emitter, GAP_BLANK);
    } else if (emitter->pieces->len > 0) {
        put(emitter, begin, end, text, 1);
    }
}

/* A run of plain characters, the most of a text, at once. */
static guint32
plain_run(const char *source, guint32 size, const char *text, gsize text_size)
{
    guint32 most = (guint32)MIN(size, text_size), i = 0;
    while (i < most && source[i] == text[i] && !is_space(text[i]) && source[i] != '&' &&
           source[i] != '\0')
        i++;
    while (i > 0 && ((i < text_size && ((guint8)text[i] & 0xC0) == 0x80) ||
                     (i < size && ((guint8)source[i] & 0xC0) == 0x80)))
        i--;
    return i;
}

/*
 * Writes what of @text the stretch holds. Where the two part, which is where the parser is not as
 * HTML has it, the rest of the text stands for the rest of the stretch. Returns: bytes of text used.
 */
static gsize
emit_stretch(Emitter *emitter, const Stretch *stretch, const char *text, gsize size, gboolean pre)
{
    gsize done = 0;
    guint32 end = MIN(stretch->begin + stretch->size, emitter->page->size);
    for (guint32 at = stretch->begin; at < end;) {
        const char *source = emitter->page->source + at;
        guint32 taken = plain_run(source, end - at, text + done, size - done);
        gsize used = taken;
        if (taken > 0) {
            put(emitter, at, at + taken, text + done, used);
        } else if (match_one(source, end - at, text + done, size - done, &taken, &used)) {
            emit_character(emitter, at, at + taken, text + done, used, pre);
        } else {
            if (done < size)
                put_decoded(emitter, at, end, text + done, size - done);
            return size;
        }
        at += taken;
        done += used;
    }
    return done;
}

/* Whether the first characters of the stretch are those of @text. */
static gboolean
begins_alike(const Page *page, const Stretch *stretch, const char *text, gsize size)
{
    gsize used;
    guint32 taken;
    return stretch->size > 0 && size > 0 &&
           match_one(page->source + stretch->begin, stretch->size, text, size, &taken, &used);
}

/*
 * A text mostly is one stretch; stray end tags or a table's rules make it several, some way apart.
 * How many stretches of others may lie between two is bounded: what is not found is not written,
 * and counted.
 */
#define STRETCHES_BETWEEN 64
static void
emit_text(Emitter *emitter, const Node *node)
{
    gsize size, done = 0;
    const Page *page = emitter->page;
    const char *text = page_text(node, &size);
    guint first = page_find_stretch(page, (guint32)node->node->token->element_begin);
    guint between = 0;
    for (guint i = first; i < page->stretches->len && between < STRETCHES_BETWEEN && done < size;
         i++) {
        const Stretch *stretch = &g_array_index(page->stretches, Stretch, i);
        gsize before = done;
        if (i == first ||
            (!stretch->first && begins_alike(page, stretch, text + done, size - done)))
            done += emit_stretch(emitter, stretch, text + done, size - done,
                                 (node->flags & NODE_PRE) != 0);
        between = done > before ? 0 : between + 1;
    }
    if (done < size)
        galley_document_count(emitter->document, "bytes of text that could not be traced",
                              (gint64)(size - done));
}

/* ---- the page ---- */

static Gap
gap_around(const Node *node)
{
    switch (node->tag) {
    case MyHTML_TAG_BR:
    case MyHTML_TAG_LI:
    case MyHTML_TAG_TR:
    case MyHTML_TAG_DT:
    case MyHTML_TAG_DD:
    case MyHTML_TAG_OPTION:
        return GAP_LINE;
    case MyHTML_TAG_TD:
    case MyHTML_TAG_TH:
        return GAP_BLANK;
    default:
        return (node->flags & NODE_BLOCK) != 0 ? GAP_PARAGRAPH : GAP_NONE;
    }
}

/* Two <br> in a row part paragraphs. */
static Gap
break_gap(const Emitter *emitter)
{
    return emitter->gap >= GAP_LINE ? GAP_PARAGRAPH : GAP_LINE;
}

/* @open: indexes of the blocks whose end is ahead */
static void
close_blocks(Emitter *emitter, GArray *open, guint32 at)
{
    while (open->len > 0) {
        const Node *node = page_node(emitter->page, g_array_index(open, guint32, open->len - 1));
        if (node->end > at)
            break;
        want_gap(emitter, gap_around(node));
        g_array_set_size(open, open->len - 1);
    }
}

static void
collect_pieces(Emitter *emitter, GArray *open)
{
    const Page *page = emitter->page;
    guint32 kept = 0; /* where the kept subtree ends */
    for (guint32 i = 0; i < page_length(page); i++) {
        const Node *node = page_node(page, i);
        close_blocks(emitter, open, i);
        if ((node->flags & NODE_KEPT) != 0)
            kept = MAX(kept, node->end);
        if ((node->flags & NODE_DROPPED) != 0) {
            want_gap(emitter, gap_around(node));
            i = node->end - 1;
        } else if (node->tag == MyHTML_TAG_BR) {
            want_gap(emitter, break_gap(emitter));
        } else if (node->tag == MyHTML_TAG__TEXT && i < kept) {
            emit_text(emitter, node);
        } else if (gap_around(node) != GAP_NONE) {
            want_gap(emitter, gap_around(node));
            g_array_append_val(open, i);
        }
    }
}

/* HTML's rules move text that stands in a table outside of its cells; here it stays where it is. */
static gint
compare_pieces(gconstpointer a, gconstpointer b)
{
    const Piece *left = a, *right = b;
    return (left->begin > right->begin) - (left->begin < right->begin);
}

static void
sort_pieces(GArray *pieces)
{
    for (guint i = 1; i < pieces->len; i++)
        if (g_array_index(pieces, Piece, i).begin < g_array_index(pieces, Piece, i - 1).begin) {
            g_array_sort(pieces, compare_pieces);
            return;
        }
}

/* Replaces the source's bytes @begin to @end by the text, unless they are the same. */
static void
edit(const Emitter *emitter, guint32 begin, guint32 end, const char *text, gsize size)
{
    if (end - begin != size || memcmp(emitter->page->source + begin, text, size) != 0)
        galley_document_edit(emitter->document, begin, end, text, (gssize)size, NULL);
}

/* White space at the end of a <pre> would be the text's. */
static void
trim_end(GArray *pieces)
{
    while (pieces->len > 0 && is_space(*g_array_index(pieces, Piece, pieces->len - 1).text))
        g_array_set_size(pieces, pieces->len - 1);
}

/* Edits are of whole characters, whatever bytes the parser took for a text. */
static guint32
snap(const Page *page, guint32 at, gint step)
{
    while (!galley_utf8_is_boundary(page->source, page->size, at))
        at += (guint32)step;
    return at;
}

static void
write_pieces(const Emitter *emitter)
{
    guint32 at = 0;
    for (guint i = 0; i < emitter->pieces->len; i++) {
        const Piece *piece = &g_array_index(emitter->pieces, Piece, i);
        const char *gap = at > 0 ? gaps[piece->gap] : "";
        guint32 begin = snap(emitter->page, piece->begin, -1);
        guint32 end = snap(emitter->page, piece->end, 1);
        if (begin < at)
            continue; /* two texts lay claim to one stretch */
        edit(emitter, at, begin, gap, strlen(gap));
        edit(emitter, begin, end, piece->text, piece->size);
        at = end;
    }
    const char *last = emitter->pieces->len > 0 ? "\n" : "";
    edit(emitter, at, emitter->page->size, last, strlen(last));
}

guint32
emit_article(const Page *page, GalleyDocument *document, Scratch *scratch)
{
    guint32 size = 0;
    Emitter emitter = { .page = page, .document = document, .pieces = scratch->pieces };
    g_array_set_size(scratch->open, 0);
    g_array_set_size(scratch->pieces, 0);
    collect_pieces(&emitter, scratch->open);
    sort_pieces(scratch->pieces);
    trim_end(scratch->pieces);
    write_pieces(&emitter);
    for (guint i = 0; i < scratch->pieces->len; i++)
        size += g_array_index(scratch->pieces, Piece, i).size;
    return size;
}

void
scratch_init(Scratch *scratch)
{
    scratch->open = g_array_new(FALSE, FALSE, sizeof(guint32));
    scratch->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
}

void
scratch_clear(Scratch *scratch)
{
    g_array_unref(scratch->open);
    g_array_unref(scratch->pieces);
}
