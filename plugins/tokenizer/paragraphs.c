/* paragraphs.c: blocks of a text, by blank lines and by how lines are filled.
 * SPDX-License-Identifier: MIT */
#include "paragraphs.h"

#include <string.h>

#include <galley/standard.h>

/* Text that somebody wrapped has lines about this long, in bytes. */
#define WRAP_LEAST 40
#define WRAP_MOST 140
/* A heading is shorter than this, in bytes. */
#define HEADING_MOST 120
/* Bytes that are looked at together for a line's end. */
#define LINE_BLOCK 32

/** Block: lines without a blank line between them, first to behind the last. */
typedef struct {
    guint32 first, end;
    guint32 width; /* of the longest line, in bytes */
} Block;

/* ---- lines ---- */

static gboolean
is_line_end(const Text *text, guint32 at)
{
    guint8 byte = (guint8)text->bytes[at];
    if (byte == '\n' || byte == '\r')
        return TRUE;
    return byte == 0xE2 && text->size - at >= 3 && (guint8)text->bytes[at + 1] == 0x80 &&
           ((guint8)text->bytes[at + 2] & 0xFE) == 0xA8; /* U+2028, U+2029 */
}

/* Whether a line may end in the block at @at. Without a branch, so that compilers look at all its
 * bytes at once. */
static inline gboolean
may_end_line(const Text *text, guint32 at)
{
    const guint8 *bytes = (const guint8 *)text->bytes + at;
    guint8 found = 0;
    for (guint i = 0; i < LINE_BLOCK; i++)
        found |= (bytes[i] == '\n') | (bytes[i] == '\r') | (bytes[i] == 0xE2);
    return found != 0;
}

static guint32
line_end(const Text *text, guint32 at)
{
    while (text->size - at >= LINE_BLOCK && !may_end_line(text, at))
        at += LINE_BLOCK;
    while (at < text->size && !is_line_end(text, at))
        at++;
    return at;
}

static void
add_line(Spans *lines, const Text *text, guint32 begin, guint32 end)
{
    text_trim(text, &begin, &end);
    if (begin < end)
        spans_add(lines, begin, end, 0);
}

static void
find_lines(Spans *lines, const Text *text)
{
    lines->n_rows = 0;
    for (guint32 begin = 0; begin < text->size;) {
        guint32 end = line_end(text, begin);
        add_line(lines, text, begin, end);
        begin = end < text->size ? galley_utf8_next(text->bytes, end) : end;
    }
}

/* Whether there is a blank line between two lines. */
static gboolean
apart(const Text *text, const Span *line, const Span *next)
{
    guint n = 0;
    for (guint32 at = line->end; at < next->begin; at = galley_utf8_next(text->bytes, at))
        n += is_line_end(text, at) && !(text->bytes[at] == '\r' && text->bytes[at + 1] == '\n');
    return n > 1;
}

/* ---- what a line looks like ---- */

/* What may stand between an end mark and the line's end. */
static gboolean
is_closing(gunichar character)
{
    if (character < 0x80)
        return character == '"' || character == '\'' || character == ')' || character == ']';
    return galley_unichar_get_sentence_break(character) == GALLEY_SENTENCE_BREAK_CLOSE;
}

/* In any script: STerm takes in the ideographic, the Arabic and the Devanagari ones. */
static gboolean
is_end_mark(gunichar character)
{
    if (character < 0x80)
        return character != 0 && strchr(".!?:;", (char)character) != NULL;
    return character == 0x2026 || character == 0xFF1A || character == 0xFF1B ||
           galley_unichar_get_sentence_break(character) == GALLEY_SENTENCE_BREAK_STERM;
}

static gboolean
ends_sentence(const Text *text, const Span *line)
{
    guint32 at = line->end;
    while (at > line->begin) {
        at = galley_utf8_previous(text->bytes, at);
        gunichar character = galley_utf8_get(text->bytes, at);
        if (is_end_mark(character))
            return TRUE;
        if (!is_closing(character))
            return FALSE;
    }
    return FALSE;
}

static gunichar
first_character(const Text *text, const Span *line)
{
    return galley_utf8_get(text->bytes, line->begin);
}

static gboolean
is_bullet(gunichar character)
{
    return character == '-' || character == '*' || character == 0x2022 || character == 0x2023 ||
           character == 0x2043 || character == 0x204C || character == 0x25AA ||
           character == 0x25CF || character == 0x25E6 || character == 0x2013 ||
           character == 0x2014 || character == 0xB7;
}

/* "1." "12)" "(a)" "iv." and a blank */
static gboolean
is_numbered(const Text *text, const Span *line)
{
    guint32 at = line->begin + (text->bytes[line->begin] == '(');
    guint32 digits = at;
    while (digits < line->end && g_ascii_isdigit(text->bytes[digits]))
        digits++;
    guint32 letters = digits;
    while (digits == at && letters < line->end && letters - at < 4 &&
           (letters == at ? g_ascii_isalpha(text->bytes[letters])
                          : strchr("ivxIVX", text->bytes[letters]) != NULL))
        letters++;
    if (letters == at || letters - at > 4 || letters + 1 >= line->end)
        return FALSE;
    char mark = text->bytes[letters];
    guint32 behind = letters + 1 + (mark == '.' && text->bytes[letters + 1] == ')');
    return (mark == ')' || (mark == '.' && at == line->begin)) && behind < line->end &&
           text->bytes[behind] == ' ' &&
           !(digits == at && letters - at == 1 && mark == '.' && g_ascii_isupper(text->bytes[at]));
}

static gboolean
is_list_item(const Text *text, const Span *line)
{
    gunichar first = first_character(text, line);
    guint32 next = galley_utf8_next(text->bytes, line->begin);
    if (is_bullet(first) && next < line->end && text->bytes[next] == ' ')
        return TRUE;
    return (first < 0x80 && (g_ascii_isalnum((char)first) || first == '(')) &&
           is_numbered(text, line);
}

/* "KING:" or "John Smith:" before what was said: up to four words with capitals. */
static gboolean
is_turn(const Text *text, const Span *line)
{
    guint words = 0;
    guint32 at = line->begin;
    while (at < line->end && words < 5) {
        if (!galley_unichar_is_upper(galley_utf8_get(text->bytes, at)))
            return FALSE;
        while (at < line->end && text->bytes[at] != ' ' && text->bytes[at] != ':')
            at++;
        words++;
        if (at < line->end && text->bytes[at] == ':')
            return at + 2 < line->end && text->bytes[at + 1] == ' ';
        at++;
    }
    return FALSE;
}

/* Whether a letter stands in the line, and it begins like a title. */
static gboolean
looks_like_heading(const Text *text, const Span *line)
{
    gunichar first = first_character(text, line);
    if (line->end - line->begin >= HEADING_MOST || ends_sentence(text, line))
        return FALSE;
    if (galley_unichar_is_lower(first) || is_bullet(first) || first == '>')
        return FALSE;
    for (guint32 at = line->begin; at < line->end; at = galley_utf8_next(text->bytes, at))
        if (galley_unichar_is_alpha(galley_utf8_get(text->bytes, at)))
            return text->bytes[line->end - 1] != ',';
    return FALSE;
}

/* ---- line ends inside a block ---- */

/* Between characters of these, lines are wrapped: Han, Kana, Hangul, Yi and their marks. */
static gboolean
wraps_anywhere(gunichar character)
{
    static const gunichar ranges[][2] = { { 0x2E80, 0xA4CF }, { 0xAC00, 0xD7A3 },
                                          { 0xF900, 0xFAFF }, { 0xFE30, 0xFE4F },
                                          { 0xFF00, 0xFFEF }, { 0x20000, 0x3FFFF } };
    for (gsize i = 0; i < G_N_ELEMENTS(ranges) && character >= ranges[i][0]; i++)
        if (character <= ranges[i][1])
            return TRUE;
    return FALSE;
}

/* Behind the "> " that mail programs put before a line. */
static guint32
behind_quoting(const Text *text, const Span *line)
{
    guint32 at = line->begin;
    while (at < line->end && (text->bytes[at] == '>' || text->bytes[at] == ' '))
        at++;
    return at < line->end ? at : line->begin;
}

static guint32
first_word_size(const Text *text, const Span *line)
{
    if (wraps_anywhere(first_character(text, line)))
        return galley_utf8_next(text->bytes, line->begin) - line->begin;
    guint32 begin = behind_quoting(text, line);
    const char *blank = memchr(text->bytes + begin, ' ', line->end - begin);
    return (blank ? (guint32)(blank - text->bytes) : line->end) - begin;
}

/* Whether the next line's first word would not have fitted: so a machine wraps. */
static gboolean
is_filled(const Text *text, const Span *line, const Span *next, guint32 width)
{
    return line->end - line->begin + 1 + first_word_size(text, next) > width;
}

/* Whether the block is text wrapped near a width: all its lines but the last are filled, or
 * nearly. */
static gboolean
is_wrapped(const Text *text, const Span *lines, const Block *block)
{
    guint32 n_filled = 0, n = block->end - block->first - 1;
    if (n == 0 || block->width < WRAP_LEAST || block->width > WRAP_MOST)
        return FALSE;
    guint32 slack = block->width / 10;
    for (guint32 i = block->first; i + 1 < block->end; i++)
        n_filled += is_filled(text, &lines[i], &lines[i + 1], block->width - slack);
    if (n == 1 && ends_sentence(text, &lines[block->first]))
        return FALSE;
    return n_filled * 10 >= n * 8;
}

/* A blank before the line end: an editor's soft wrap, where no sentence ends. */
static gboolean
is_soft(const Text *text, const Span *line, const Span *next)
{
    return text->bytes[line->end] == ' ' && !ends_sentence(text, line) &&
           !is_list_item(text, next) && !galley_unichar_is_upper(first_character(text, next));
}

/* How far the line is set in, in blanks. */
static guint32
indent_of(const Text *text, const Span *line)
{
    guint32 at = line->begin;
    while (at > 0 && text->bytes[at - 1] == ' ')
        at--;
    return line->begin - at;
}

/* Whether the line goes on with the item that begins with the line @item: it is set in as far as the item's
 * text. */
static gboolean
continues_item(const Text *text, const Span *item, const Span *line)
{
    return is_list_item(text, item) && indent_of(text, line) >= indent_of(text, item) + 2;
}

/* Whether the next line goes on in lower case with a line of prose: lists of small words are shorter. */
static gboolean
continues_prose(const Text *text, const Span *line, const Span *next)
{
    return line->end - line->begin >= WRAP_LEAST && !ends_sentence(text, line) &&
           galley_unichar_is_lower(first_character(text, next));
}

static gboolean
joins(const Text *text, const Span *lines, guint32 first, guint32 i, gboolean wrapped)
{
    if (is_soft(text, &lines[i], &lines[i + 1]))
        return TRUE;
    if (is_list_item(text, &lines[i + 1]))
        return FALSE;
    return wrapped || continues_item(text, &lines[first], &lines[i + 1]) ||
           continues_prose(text, &lines[i], &lines[i + 1]);
}

/* ---- paragraphs ---- */

static guint8
kind_of(const Text *text, const Span *paragraph, gboolean one_line)
{
    if (is_list_item(text, paragraph))
        return GALLEY_PARAGRAPH_KIND_LIST_ITEM;
    if (is_turn(text, paragraph))
        return GALLEY_PARAGRAPH_KIND_TURN;
    return one_line && looks_like_heading(text, paragraph) ? GALLEY_PARAGRAPH_KIND_HEADING
                                                           : GALLEY_PARAGRAPH_KIND_TEXT;
}

static void
add_block(Paragraphs *paragraphs, const Text *text, const Block *block)
{
    const Span *lines = paragraphs->lines.rows;
    gboolean wrapped = is_wrapped(text, lines, block);
    for (guint32 i = block->first; i < block->end; i++) {
        Span paragraph = lines[i];
        guint32 first = i;
        while (i + 1 < block->end && joins(text, lines, first, i, wrapped))
            paragraph.end = lines[++i].end;
        spans_add(&paragraphs->paragraphs, paragraph.begin, paragraph.end,
                  kind_of(text, &paragraph, first == i));
    }
}

/* Whether the next line goes on with the sentence: in lower case, and no blank line between. */
static gboolean
goes_on(const Text *text, const Span *row)
{
    return galley_unichar_is_lower(first_character(text, &row[1])) &&
           !apart(text, &row[0], &row[1]);
}

/* Whether the paragraph @i, which looks like a heading, heads text. Verse is no run of headings; but behind
 * the first one another may stand, as a title and a byline do. */
static gboolean
heads(const Text *text, const Spans *paragraphs, guint32 i)
{
    const Span *row = &paragraphs->rows[i];
    return i + 1 < paragraphs->n_rows && !goes_on(text, row) &&
           (i == 0 || row[1].kind != GALLEY_PARAGRAPH_KIND_HEADING);
}

/* A single turn is more likely "Note: ..."; a heading needs text that it heads. */
static void
settle_kinds(const Text *text, Spans *paragraphs)
{
    guint32 n_turns = 0, n = paragraphs->n_rows;
    for (guint32 i = 0; i < n; i++)
        n_turns += paragraphs->rows[i].kind == GALLEY_PARAGRAPH_KIND_TURN;
    for (guint32 i = 0; i < n; i++) {
        Span *row = &paragraphs->rows[i];
        if (row->kind == GALLEY_PARAGRAPH_KIND_TURN && n_turns < 3)
            row->kind = GALLEY_PARAGRAPH_KIND_TEXT;
        else if (row->kind == GALLEY_PARAGRAPH_KIND_HEADING && !heads(text, paragraphs, i))
            row->kind = GALLEY_PARAGRAPH_KIND_TEXT;
    }
}

void
paragraphs_read(Paragraphs *paragraphs, const Text *text)
{
    const Spans *lines = &paragraphs->lines;
    find_lines(&paragraphs->lines, text);
    paragraphs->paragraphs.n_rows = 0;
    for (guint32 i = 0; i < lines->n_rows;) {
        Block block = { .first = i };
        do {
            block.width = MAX(block.width, lines->rows[i].end - lines->rows[i].begin);
            i++;
        } while (i < lines->n_rows && !apart(text, &lines->rows[i - 1], &lines->rows[i]));
        block.end = i;
        add_block(paragraphs, text, &block);
    }
    settle_kinds(text, &paragraphs->paragraphs);
}

void
paragraphs_read_lines(Paragraphs *paragraphs, const Text *text)
{
    find_lines(&paragraphs->paragraphs, text);
    paragraphs->lines.n_rows = 0;
}

void
paragraphs_clear(Paragraphs *paragraphs)
{
    spans_clear(&paragraphs->lines);
    spans_clear(&paragraphs->paragraphs);
}
