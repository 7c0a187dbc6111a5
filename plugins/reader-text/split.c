/* split.c: where in a file one text ends and the next begins. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memrchr() */
#include "split.h"

#include <string.h>

#include <galley/plugin.h>
#include <galley/unicode.h>

/* No separator is longer, in bytes; so the engine need not look further ahead than it does. */
#define LINE_MOST ((gsize)1024)
#define BLANK_MOST ((gsize)64 << 10)
#define BLANK_LINES_MOST 1000

/* ---- the option ---- */

static gboolean
refuse(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION, "split: %s", what);
    return FALSE;
}

static gboolean
read_line(Split *split, const char *value, GError **error)
{
    if (*value == '\0' || strchr(value, '\n') != NULL)
        return refuse(error, "line is a pattern for one line, such as '=== *'");
    split->line = glob_new(value);
    return TRUE;
}

static gboolean
read_blank_lines(Split *split, const char *value, GError **error)
{
    guint64 n;
    if (!g_ascii_string_to_unsigned(value, 10, 1, BLANK_LINES_MOST, &n, NULL))
        return refuse(error, "blank_lines is \"%s\"; it is a whole number from 1 to %d", value,
                      BLANK_LINES_MOST);
    split->blank_lines = (guint)n;
    return TRUE;
}

static gboolean
read_pair(Split *split, const char *key, const char *value, GError **error)
{
    if (g_str_equal(key, "line"))
        return read_line(split, value, error);
    if (g_str_equal(key, "blank_lines"))
        return read_blank_lines(split, value, error);
    return refuse(error, "there is no \"%s\"; there are line and blank_lines", key);
}

gboolean
split_init(Split *split, const char *const *pairs, const GalleyEncoding *encoding, GError **error)
{
    *split = (Split){ .encoding = encoding };
    if (pairs == NULL)
        return TRUE;
    const char *name = galley_encoding_get_name(encoding);
    if (pairs[0] == NULL || pairs[2] != NULL)
        return refuse(error, "it is one of {line: '=== *'} and {blank_lines: 3}");
    if (g_str_has_prefix(name, "utf-16") || g_str_has_prefix(name, "utf-32"))
        return refuse(error,
                      "files in %s cannot be split: where a character begins cannot be seen from "
                      "any place on; make them UTF-8 first",
                      name);
    return read_pair(split, pairs[0], pairs[1], error);
}

void
split_clear(Split *split)
{
    g_clear_pointer(&split->line, glob_free);
}

gboolean
split_is_set(const Split *split)
{
    return split->line != NULL || split->blank_lines > 0;
}

/* ---- lines ---- */

static gboolean
is_blank(guint8 byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\f' || byte == '\v';
}

/* Where the line that byte @at is on begins; 0 where that is not in @bytes. */
static gsize
line_begin(const guint8 *bytes, gsize at)
{
    const guint8 *line_feed = memrchr(bytes, '\n', at);
    return line_feed != NULL ? (gsize)(line_feed - bytes) + 1 : 0;
}

/* Behind the line feed; @size if there is none. */
static gsize
next_line(const guint8 *bytes, gsize size, gsize at)
{
    const guint8 *line_feed = memchr(bytes + at, '\n', size - at);
    return line_feed != NULL ? (gsize)(line_feed - bytes) + 1 : size;
}

/* The first line that can begin a text: that of the byte before @from, for the end of it was not to
 * be seen when @from was the end; never the one at 0, of which nobody knows whether it is whole. */
static gsize
first_line(const guint8 *bytes, gsize size, gsize from)
{
    gsize at = line_begin(bytes, from);
    return at > 0 ? at : next_line(bytes, size, from);
}

/* ---- a line that looks like the pattern ---- */

/* A line in UTF-8, without its line feed; @begin, @end: what the stars stand for. */
static gboolean
match_line(const Split *split, const char *line, gsize size, guint32 *begin, guint32 *end)
{
    size -= size > 0 && line[size - 1] == '\r';
    return glob_match(split->line, line, (guint32)size, begin, end);
}

static gboolean
match_decoded(const Split *split, const guint8 *line, gsize size)
{
    guint32 begin, end;
    g_autoptr(GString) text = g_string_new(NULL);
    return galley_encoding_decode(split->encoding, line, size, text, NULL, NULL, NULL) &&
           match_line(split, text->str, text->len, &begin, &end);
}

/* A line of the file, without its line feed. */
static gboolean
is_separator(const Split *split, const guint8 *line, gsize size)
{
    guint32 begin, end;
    if (size > LINE_MOST || (size > 0 && !glob_may_begin(split->line, line[0])))
        return FALSE;
    for (gsize i = 0; i < size; i++)
        if (line[i] >= 0x80)
            return match_decoded(split, line, size);
    return match_line(split, (const char *)line, size, &begin, &end);
}

static gsize
seek_line(const Split *split, const guint8 *bytes, gsize size, gsize from)
{
    for (gsize at = first_line(bytes, size, from), next; at < size; at = next) {
        next = next_line(bytes, size, at);
        if (bytes[next - 1] != '\n')
            return GALLEY_SEEK_NONE;
        if (is_separator(split, bytes + at, next - 1 - at))
            return at;
    }
    return GALLEY_SEEK_NONE;
}

/* ---- blank lines ---- */

/* Behind blanks and line feeds. */
static gsize
skip_blank(const guint8 *bytes, gsize size, gsize at)
{
    while (at < size && (is_blank(bytes[at]) || bytes[at] == '\n'))
        at++;
    return at;
}

/* Where the @n blank lines before the line at @at begin; 0 if there are fewer, or all too much
 * blank in them. */
static gsize
back_over_blank_lines(const guint8 *bytes, gsize at, guint n)
{
    gsize begin = at;
    for (; n > 0; n--) {
        gsize line = begin - 1; /* its line feed */
        while (line > 0 && is_blank(bytes[line - 1]))
            line--;
        if (line == 0 || bytes[line - 1] != '\n')
            return 0;
        begin = line;
    }
    return at - begin <= BLANK_MOST ? begin : 0;
}

static gsize
seek_blank_lines(const Split *split, const guint8 *bytes, gsize size, gsize from)
{
    for (gsize at = first_line(bytes, size, from); at < size; at = next_line(bytes, size, at)) {
        gsize text = skip_blank(bytes, size, at);
        if (text == size)
            return GALLEY_SEEK_NONE;
        at = MAX(at, line_begin(bytes, text));
        gsize begin = back_over_blank_lines(bytes, at, split->blank_lines);
        if (begin > 0)
            return begin;
    }
    return GALLEY_SEEK_NONE;
}

gsize
split_seek(const Split *split, const guint8 *bytes, gsize size, gsize from)
{
    if (!split_is_set(split))
        return GALLEY_SEEK_NONE;
    return split->line != NULL ? seek_line(split, bytes, size, from)
                               : seek_blank_lines(split, bytes, size, from);
}

/* ---- out of the text ---- */

static gboolean
is_all_blank(const char *text, guint32 size)
{
    return skip_blank((const guint8 *)text, size, 0) == size;
}

static void
cut(GalleyDocument *document, guint32 begin, guint32 end)
{
    if (begin < end)
        galley_document_edit(document, begin, end, NULL, 0, NULL);
}

static void
set_title(
    const Split *split, GalleyDocument *document, const char *line, guint32 begin, guint32 end)
{
    while (begin < end && is_blank((guint8)line[begin]))
        begin++;
    while (end > begin && is_blank((guint8)line[end - 1]))
        end--;
    if (glob_has_star(split->line))
        galley_document_set_metadata_text(document, "split", line + begin, end - begin);
}

/* Whether the stretch of the text is short enough in the file to be a separator. */
static gboolean
is_short(const GalleyDocument *document, guint32 begin, guint32 end)
{
    guint32 source_begin, source_end;
    galley_document_map_to_source(document, begin, end, &source_begin, &source_end);
    return source_end - source_begin <= LINE_MOST;
}

/* A line that looks like the pattern at the end of a file, without a line feed, parts nothing any
 * more. */
static void
trim_last_line(const Split *split, GalleyDocument *document, const char *text, guint32 size)
{
    guint32 begin, end, at = (guint32)line_begin((const guint8 *)text, size);
    if (at == 0 || at == size || !is_short(document, at, size) ||
        !match_line(split, text + at, size - at, &begin, &end))
        return;
    cut(document, at, size);
    galley_document_count(document, "separators with nothing behind them", 1);
}

static GalleyStatus
trim_line(const Split *split, GalleyDocument *document, gboolean first)
{
    guint32 size, begin, end;
    const char *text = galley_document_get_text(document, &size);
    guint32 next = (guint32)next_line((const guint8 *)text, size, 0);
    guint32 line = next - (next > 0 && text[next - 1] == '\n');
    gboolean separated = is_short(document, 0, line) && match_line(split, text, line, &begin, &end);
    if (first && !separated && is_all_blank(text, size))
        return galley_document_drop(document, "nothing before the first separator");
    if (separated) {
        set_title(split, document, text, begin, end);
        cut(document, 0, next);
    } else {
        galley_document_count(document, "texts before the first separator", 1);
    }
    trim_last_line(split, document, text, size);
    return GALLEY_OK;
}

static GalleyStatus
trim_blank_lines(GalleyDocument *document)
{
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    const guint8 *bytes = (const guint8 *)text;
    guint32 begin = (guint32)skip_blank(bytes, size, 0), end = size;
    if (begin == size)
        return galley_document_drop(document, "nothing but blank lines");
    while (is_blank(bytes[end - 1]) || bytes[end - 1] == '\n')
        end--;
    cut(document, 0, (guint32)line_begin(bytes, begin));
    cut(document, (guint32)next_line(bytes, size, end), size);
    return GALLEY_OK;
}

GalleyStatus
split_trim(const Split *split, GalleyDocument *document, gboolean first)
{
    return split->line != NULL ? trim_line(split, document, first) : trim_blank_lines(document);
}
