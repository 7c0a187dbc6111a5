/* slips.c: slips in YAML that stand in a line for all to see. SPDX-License-Identifier: MIT */
#include "pipeline/syntax-private.h"

#include <string.h>

#include <galley/unicode.h>

static gboolean
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The line of @place, of which @at is the byte that its column is; %NULL and 0 where there is none. */
static const char *
line_of(const GalleyLines *lines, GalleyPlace place, gsize *size, gsize *at)
{
    const char *line = galley_lines_get(lines, place.line, size);
    guint32 byte = 0;
    for (guint column = 1; line && byte < *size && column < place.column; column++)
        byte = galley_utf8_next(line, byte);
    *at = byte;
    return line;
}

/* A tab among the blanks that the line begins with. */
static gboolean
find_tab(const GalleyLines *lines, GalleyPlace *place)
{
    gsize size;
    const char *line = galley_lines_get(lines, place->line, &size);
    for (gsize i = 0; line && i < size && is_blank(line[i]); i++)
        if (line[i] == '\t') {
            *place = (GalleyPlace){ place->line, (guint)i + 1, 1, place->file };
            return TRUE;
        }
    return FALSE;
}

/* "${", which in braces and brackets begins a map. */
static gboolean
find_parameter(const GalleyLines *lines, GalleyPlace *place)
{
    gsize size, at;
    const char *line = line_of(lines, *place, &size, &at);
    if (at == 0 || at >= size || line[at] != '{' || line[at - 1] != '$')
        return FALSE;
    *place = (GalleyPlace){ place->line, place->column - 1, 2, place->file };
    return TRUE;
}

/* A quotation mark that ended the value before the text did. */
static gboolean
find_quote(const GalleyLines *lines, GalleyPlace *place)
{
    gsize size, at;
    const char *line = line_of(lines, *place, &size, &at);
    guint n = 0;
    while (at > 0 && is_blank(line[at - 1]))
        at--;
    for (gsize i = 0; i < at; i++)
        n += line[i] == '"';
    return n > 0 && n % 2 == 0 && line[at - 1] == '"';
}

/* What editors show as a blank, or not at all, and YAML takes for a letter: a no-break space, say. */
static gboolean
is_false_blank(gunichar c)
{
    return c >= 0x80 && (galley_unichar_get_properties(c) &
                         (GALLEY_UNICODE_WHITE_SPACE | GALLEY_UNICODE_DEFAULT_IGNORABLE)) != 0;
}

/* The character of the line, from 1, that stands where the blank of an indentation, or the one behind "-" or a key's
 * ":", should be, and is none; 0: there is none. */
static guint
false_blank_at(const char *line, gsize size)
{
    gboolean here = TRUE,
             keyed = FALSE; /* blanks and dashes so far, or the first colon just before */
    guint column = 1;
    for (guint32 at = 0; at < size; at = galley_utf8_next(line, at), column++) {
        if (here && is_false_blank(galley_utf8_get(line, at)))
            return column;
        here = line[at] == ':' ? !keyed : here && (is_blank(line[at]) || line[at] == '-');
        keyed = keyed || line[at] == ':';
    }
    return 0;
}

/* What stands at the column that @column_in tells of this line, or else of the one before; 0 tells of nothing. */
static gboolean
find_in_two(const GalleyLines *lines,
            GalleyPlace *place,
            guint (*column_in)(const char *line, gsize size))
{
    for (guint number = place->line; number > 0 && number + 1 >= place->line; number--) {
        gsize size;
        const char *line = galley_lines_get(lines, number, &size);
        guint column = line ? column_in(line, size) : 0;
        if (column > 0) {
            *place = (GalleyPlace){ number, column, 1, place->file };
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
find_false_blank(const GalleyLines *lines, GalleyPlace *place)
{
    return find_in_two(lines, place, false_blank_at);
}

/* Where a key ends whose colon has no blank behind it, as in "galley:1"; 0 if none begins @text. */
static gsize
colon_at(const char *text, gsize size)
{
    gsize at = 0;
    while (at < size && (g_ascii_isalnum(text[at]) || text[at] == '_' || text[at] == '-'))
        at++;
    gboolean found = at > 0 && at + 1 < size && text[at] == ':' && !strchr(" \t/\\:", text[at + 1]);
    return found ? at : 0;
}

const char *
galley_slips_hint_blank(const char *text)
{
    if (text[0] == '-' && g_ascii_isalnum(text[1]))
        return "a blank is missing behind \"-\"";
    if (text[0] == '-' && text[1] != '\0' && is_false_blank(galley_utf8_get(text, 1)))
        return "what looks like a blank behind \"-\" is another character";
    return colon_at(text, strlen(text)) > 0 ? "a blank is missing behind \":\"" : NULL;
}

/* The column of a key's colon that has no blank behind it; 0: there is none. */
static guint
bare_colon_at(const char *line, gsize size)
{
    gsize begin = 0;
    while (begin < size && (is_blank(line[begin]) || line[begin] == '-'))
        begin++;
    gsize colon = colon_at(line + begin, size - begin);
    return colon > 0 ? (guint)(begin + colon) + 1 : 0;
}

static gboolean
find_colon(const GalleyLines *lines, GalleyPlace *place)
{
    return find_in_two(lines, place, bare_colon_at);
}

/* How many blanks a line begins with; @size if there is nothing but a comment behind them. */
static gsize
indentation(const char *line, gsize size)
{
    gsize at = 0;
    while (at < size && is_blank(line[at]))
        at++;
    return at < size && line[at] == '#' ? size : at;
}

/* The line nearest above line *@number that holds more than a comment; %NULL where there is none. */
static const char *
line_above(const GalleyLines *lines, guint *number, gsize *size)
{
    while (*number > 1) {
        const char *line = galley_lines_get(lines, --*number, size);
        if (line && indentation(line, *size) < *size)
            return line;
    }
    return NULL;
}

static gboolean
is_of_word(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_';
}

/* The word that the line ends with, but for a comment, if "- " or ": " stands before it, whose first byte is @mark. */
static gboolean
find_last_word(const char *line, gsize size, char mark, GalleyPlace *place)
{
    const char *comment = g_strstr_len(line, (gssize)size, " #");
    gsize end = comment ? (gsize)(comment - line) : size;
    while (end > 0 && is_blank(line[end - 1]))
        end--;
    gsize begin = end;
    while (begin > 0 && is_of_word(line[begin - 1]))
        begin--;
    if (begin == end || begin < 2 || !is_blank(line[begin - 1]) || line[begin - 2] != mark)
        return FALSE;
    place->column = galley_utf8_count(line, begin) + 1;
    place->length = (guint)(end - begin);
    return TRUE;
}

/* That word in the line above, where the line of @place is a key, further in. */
static gboolean
find_word_above(const GalleyLines *lines, GalleyPlace *place, char mark)
{
    gsize size, above_size;
    GalleyPlace word = *place;
    const char *line = galley_lines_get(lines, place->line, &size);
    const char *above = line ? line_above(lines, &word.line, &above_size) : NULL;
    if (!above || !memchr(line, ':', size) ||
        indentation(above, above_size) >= indentation(line, size) ||
        !find_last_word(above, above_size, mark, &word))
        return FALSE;
    *place = word;
    return TRUE;
}

/* "- tokenizer", and a key below it. */
static gboolean
find_bare_plugin(const GalleyLines *lines, GalleyPlace *place)
{
    return find_word_above(lines, place, '-');
}

/* "reader: csv", and a key below it. */
static gboolean
find_bare_value(const GalleyLines *lines, GalleyPlace *place)
{
    return find_word_above(lines, place, ':');
}

/* "- " in another column than the items above, where a key is expected. */
static gboolean
find_item(const GalleyLines *lines, GalleyPlace *place)
{
    gsize size, at;
    const char *line = line_of(lines, *place, &size, &at);
    return line && at + 1 < size && at == indentation(line, size) && line[at] == '-' &&
           line[at + 1] == ' ';
}

typedef struct {
    gboolean (*find)(const GalleyLines *lines, GalleyPlace *place);
    const char *what, *hint;
} Slip;

static const Slip slips[] = {
    { find_false_blank, "what looks like a blank is another character",
      "write blanks in its place; texts from web pages and word processors have such" },
    { find_tab, "a tab in the indentation", "indent with blanks" },
    { find_parameter, "a \"{\" where none can be",
      "in braces and brackets a parameter wants quotes: \"${name}\"" },
    { find_quote, "the text goes on behind the quotation mark that ends it",
      "put the whole of it in single quotes: '\"We won,\" Smith said.'" },
    { find_colon, "a blank is missing behind \":\"", "write it as \"key: value\"" },
    { find_bare_plugin, "a \":\" is missing behind the plugin's name, for there are keys below it",
      "write it as \"- plugin:\"" },
    { find_bare_value, "a single value has no keys below it",
      "write it as a key on a line of its own: \"reader:\", below it \"csv:\", below that its "
      "options" },
    { find_item, "a \"-\" where none can be", "the items of one list begin in the same column" },
};

gboolean
galley_slips_explain(const GalleyLines *lines, GalleyPlace place, GalleyDiagnostics *diagnostics)
{
    for (gsize i = 0; i < G_N_ELEMENTS(slips); i++)
        if (slips[i].find(lines, &place)) {
            galley_diagnostics_add(diagnostics, place, slips[i].hint, "%s", slips[i].what);
            return TRUE;
        }
    return FALSE;
}
