/* read-dic.c: LIWC's lists: numbered categories between lines of "%", then terms with numbers.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/unicode.h>

#include "terms.h"

/* A line of the file, without its end and the blanks before it. */
typedef struct {
    const char *begin, *end;
} Line;

/* A category that others may stand below. */
typedef struct {
    const char *name;
    guint indent;
} Level;

typedef struct {
    Terms *terms;
    const TermsFile *file;
    GHashTable *numbers; /* as written -> index of a category + 1 */
    GArray *levels;      /* of Level */
    GError **error;
} Reader;

static gboolean
is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static const char *
skip_blanks(const char *at, const char *end)
{
    while (at < end && is_blank(*at))
        at++;
    return at;
}

static gboolean
next_line(const TermsFile *file, const char **at, Line *line)
{
    const char *end = file->text + file->size;
    if (*at >= end)
        return FALSE;
    line->begin = *at;
    line->end = *at + strcspn(*at, "\r\n");
    *at = line->end < end ? line->end + 1 : end;
    while (line->end > line->begin && is_blank(line->end[-1]))
        line->end--;
    return TRUE;
}

static gboolean
is_empty(const Line *line)
{
    return skip_blanks(line->begin, line->end) == line->end;
}

static gboolean
is_fence(const Line *line)
{
    const char *at = skip_blanks(line->begin, line->end);
    return line->end - at == 1 && *at == '%';
}

#define FAIL(reader, at, ...)                                                                      \
    terms_fail((reader)->file, (gsize)((at) - (reader)->file->text), (reader)->error, __VA_ARGS__)

/* The end of the digits at @at. */
static const char *
number_end(const char *at, const char *end)
{
    while (at < end && g_ascii_isdigit(*at))
        at++;
    return at;
}

/* The end of a name: what is said of it in brackets is none of it: "funct (Function Words)". */
static const char *
name_end(const char *name, const char *end)
{
    const char *bracket = end[-1] == ')' ? memchr(name, '(', (gsize)(end - name)) : NULL;
    if (bracket == NULL || bracket == name || !is_blank(bracket[-1]))
        return end;
    while (is_blank(bracket[-1]))
        bracket--;
    return bracket;
}

/* ---- the categories ---- */

/* The index of @name at @indent, below those that stand further left. */
static guint32
add_level(Reader *reader, const char *name, guint indent)
{
    guint n = reader->levels->len;
    while (n > 0 && g_array_index(reader->levels, Level, n - 1).indent >= indent)
        n--;
    g_array_set_size(reader->levels, n);
    Level level = { name, indent };
    g_array_append_val(reader->levels, level);
    g_autofree const char **names = g_new(const char *, n + 1);
    for (guint i = 0; i <= n; i++)
        names[i] = g_array_index(reader->levels, Level, i).name;
    return terms_category(reader->terms, names, n + 1);
}

static gboolean
take_category(Reader *reader, const Line *line)
{
    const char *number = skip_blanks(line->begin, line->end);
    const char *stop = number_end(number, line->end), *name = skip_blanks(stop, line->end);
    if (stop == number)
        return FAIL(reader, number,
                    "a category begins with its number: write “1<tab>affect”; the second “%%” ends "
                    "the categories");
    if (name == stop || name == line->end)
        return FAIL(reader, stop, "category %.*s has no name: write “%.*s<tab>affect”",
                    (int)MIN(stop - number, 20), number, (int)MIN(stop - number, 20), number);
    g_autofree char *key = g_strndup(number, (gsize)(stop - number));
    if (g_hash_table_contains(reader->numbers, key))
        return FAIL(reader, number, "category %s stands here a second time", key);
    char *kept =
        g_string_chunk_insert_len(reader->terms->strings, name, name_end(name, line->end) - name);
    guint32 category = add_level(reader, kept, (guint)(number - line->begin));
    g_hash_table_insert(reader->numbers, g_steal_pointer(&key), GUINT_TO_POINTER(category + 1));
    return TRUE;
}

/* ---- the terms ---- */

/* Where the numbers behind a term begin: behind the first tab, or where nothing but numbers follows. */
static const char *
numbers_begin(const Line *line)
{
    const char *tab = line->begin;
    while (tab < line->end && *tab != '\t')
        tab++;
    if (tab < line->end)
        return tab;
    const char *at = line->end;
    while (at > line->begin && (g_ascii_isdigit(at[-1]) || is_blank(at[-1])))
        at--;
    while (at < line->end && !is_blank(*at)) /* the digits of "mp3 1" are of the term */
        at++;
    return at;
}

static gboolean
take_number(Reader *reader, const char *term, gsize size, const char *at, const char *end)
{
    const char *stop = number_end(at, end);
    if (stop < end && !is_blank(*stop))
        return FAIL(reader, at,
                    *at == '(' || *at == '<' || *stop == '/'
                        ? "a category that depends on the word before is not understood: write the "
                          "numbers of its categories alone"
                        : "a number of a category is expected behind “%.*s”",
                    (int)MIN(size, 100), term);
    g_autofree char *key = g_strndup(at, (gsize)(stop - at));
    guint category = GPOINTER_TO_UINT(g_hash_table_lookup(reader->numbers, key));
    if (category == 0)
        return FAIL(reader, at, "there is no category %s between the lines of “%%”", key);
    if (!terms_add(reader->terms, category - 1, term, size))
        return FAIL(reader, term, "a term is missing before the numbers");
    return TRUE;
}

static gboolean
take_term(Reader *reader, const Line *whole)
{
    Line line = { skip_blanks(whole->begin, whole->end), whole->end };
    const char *numbers = numbers_begin(&line);
    gsize size = (gsize)(numbers - line.begin);
    if (is_fence(&line))
        return FAIL(reader, line.begin, "a third line of “%%”: the terms follow the second");
    const char *at = skip_blanks(numbers, line.end);
    if (at == line.end)
        return FAIL(reader, at, "“%.*s” has no category: write “%.*s<tab>1”", (int)MIN(size, 100),
                    line.begin, (int)MIN(size, 100), line.begin);
    for (const char *stop; at < line.end; at = skip_blanks(stop, line.end)) {
        for (stop = at; stop < line.end && !is_blank(*stop);)
            stop++;
        if (!take_number(reader, line.begin, size, at, line.end))
            return FALSE;
    }
    return TRUE;
}

/* ---- the file ---- */

static gboolean
take_lines(Reader *reader)
{
    const char *at = reader->file->text;
    guint n_fences = 0;
    for (Line line; next_line(reader->file, &at, &line);) {
        if (is_empty(&line))
            continue;
        if (n_fences < 2 && is_fence(&line))
            n_fences++;
        else if (n_fences == 0)
            return FAIL(reader, line.begin,
                        "a LIWC dictionary begins with a line of “%%”: is this another format? Say "
                        "“format: yaml”, “csv” or “tsv”");
        else if (!(n_fences == 1 ? take_category : take_term)(reader, &line))
            return FALSE;
    }
    if (n_fences < 2)
        return FAIL(reader, at,
                    n_fences == 0 ? "a LIWC dictionary begins with a line of “%%”"
                                  : "the line of “%%” behind the categories is missing");
    return TRUE;
}

gboolean
terms_parse_dic(Terms *terms, const TermsFile *file, GError **error)
{
    Reader reader = { .terms = terms, .file = file, .error = error };
    reader.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    reader.levels = g_array_new(FALSE, FALSE, sizeof(Level));
    gboolean read = take_lines(&reader);
    g_hash_table_unref(reader.numbers);
    g_array_unref(reader.levels);
    return read;
}
