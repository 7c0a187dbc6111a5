/* name-pattern.c: `{outlet}_{date}.txt` over the name of a file. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memmem() */
#include <string.h>

#include <galley/pipeline.h>

#include "pipeline/naming-private.h"

typedef enum { PIECE_LITERAL, PIECE_NAME, PIECE_SLASH } PieceKind;

typedef struct {
    PieceKind kind;
    char *text; /* of literal text; of a name its name */
    gsize size;
} Piece;

struct GalleyNamePattern {
    char *text;
    GArray *pieces; /* of Piece; never two of literal text in a row */
    guint n_slashes;
    GPtrArray *names; /* of char *, the pieces'; ended by %NULL once it is parsed */
};

static void
piece_clear(gpointer data)
{
    g_free(((Piece *)data)->text);
}

void
galley_name_pattern_free(GalleyNamePattern *pattern)
{
    g_array_unref(pattern->pieces);
    g_ptr_array_unref(pattern->names);
    g_free(pattern->text);
    g_free(pattern);
}

const char *
galley_name_pattern_get_text(const GalleyNamePattern *pattern)
{
    return pattern->text;
}

const char *const *
galley_name_pattern_get_names(const GalleyNamePattern *pattern)
{
    return (const char *const *)pattern->names->pdata;
}

/* ---- parsing ---- */

/** Parser: where in the text it is. */
typedef struct {
    GalleyNamePattern *pattern;
    GString *literal; /* so far */
    const char *hint;
    GError **error;
} Parser;

static gboolean
refuse(Parser *parser, const char *at, const char *hint, const char *what)
{
    const char *text = parser->pattern->text;
    parser->hint = hint;
    g_set_error(parser->error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_INVALID,
                "character %ld of \"%s\": %s", g_utf8_pointer_to_offset(text, at) + 1, text, what);
    return FALSE;
}

static void
add_piece(GalleyNamePattern *pattern, PieceKind kind, const char *text, gsize size)
{
    Piece piece = { kind, g_strndup(text, size), size };
    g_array_append_val(pattern->pieces, piece);
    if (kind == PIECE_NAME)
        g_ptr_array_add(pattern->names, piece.text);
}

static void
end_literal(Parser *parser)
{
    if (parser->literal->len > 0)
        add_piece(parser->pattern, PIECE_LITERAL, parser->literal->str, parser->literal->len);
    g_string_truncate(parser->literal, 0);
}

static gboolean
follows_name(const GalleyNamePattern *pattern)
{
    guint n = pattern->pieces->len;
    return n > 0 && g_array_index(pattern->pieces, Piece, n - 1).kind == PIECE_NAME;
}

/* From behind the "{"; moves behind the "}". */
static gboolean
take_name(Parser *parser, const char **at)
{
    GalleyNamePattern *pattern = parser->pattern;
    const char *begin = *at, *open = begin - 1;
    gsize size = strcspn(begin, "{}");
    end_literal(parser);
    if (begin[size] != '}')
        return refuse(parser, open, "write {name}; a brace itself is written twice: {{",
                      "a brace is opened and never closed");
    g_autofree char *name = g_strndup(begin, size);
    if (*g_strstrip(name) == '\0')
        return refuse(parser, open, "write the metadata key between the braces: {date}",
                      "a name is empty");
    if (follows_name(pattern))
        return refuse(parser, open, "put literal text between them: {outlet}_{date}",
                      "two names touch, so that nobody knows where one ends");
    if (g_ptr_array_find_with_equal_func(pattern->names, name, g_str_equal, NULL))
        return refuse(parser, open, "give each its own name", "a name stands here a second time");
    if (pattern->names->len == GALLEY_NAME_PATTERN_MOST)
        return refuse(parser, open, NULL,
                      "more than " G_STRINGIFY(GALLEY_NAME_PATTERN_MOST) " names");
    add_piece(pattern, PIECE_NAME, name, strlen(name));
    *at = begin + size + 1;
    return TRUE;
}

static gboolean
take(Parser *parser, const char **at)
{
    const char *here = *at;
    gboolean twice = here[0] == here[1];
    *at = here + 1;
    switch (*here) {
    case '{':
        if (!twice)
            return take_name(parser, at);
        break;
    case '}':
        if (!twice)
            return refuse(parser, here, "a brace itself is written twice: }}",
                          "a brace is closed that was not opened");
        break;
    case '/':
        end_literal(parser);
        add_piece(parser->pattern, PIECE_SLASH, "/", 1);
        parser->pattern->n_slashes++;
        return TRUE;
    default:
        g_string_append_c(parser->literal, *here);
        return TRUE;
    }
    g_string_append_c(parser->literal, *here);
    *at = here + 2;
    return TRUE;
}

static gboolean
parse(Parser *parser)
{
    for (const char *at = parser->pattern->text; *at;)
        if (!take(parser, &at))
            return FALSE;
    end_literal(parser);
    return parser->pattern->names->len > 0 ||
           refuse(parser, parser->pattern->text, "such as {outlet}_{date}.txt",
                  "there is no {name} in it");
}

GalleyNamePattern *
galley_name_pattern_parse(const char *text, const char **hint, GError **error)
{
    g_autoptr(GalleyNamePattern) pattern = g_new0(GalleyNamePattern, 1);
    g_autoptr(GString) literal = g_string_new(NULL);
    Parser parser = { pattern, literal, NULL, error };
    pattern->text = g_strdup(text);
    pattern->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    g_array_set_clear_func(pattern->pieces, piece_clear);
    pattern->names = g_ptr_array_new();
    gboolean sound = parse(&parser);
    *hint = parser.hint;
    g_ptr_array_add(pattern->names, NULL);
    return sound ? g_steal_pointer(&pattern) : NULL;
}

/* ---- matching ---- */

/* The last @n + 1 parts of a path; %NULL if it has fewer. */
static const char *
last_parts(const char *path, gsize size, guint n)
{
    const char *at = path + size;
    for (; at > path; at--)
        if (at[-1] == '/' && n-- == 0)
            return at;
    return n == 0 ? path : NULL;
}

/* Pieces of one part of the path, from *@piece on. Where a literal text comes first is always good
 * enough: what can match behind a later one can match behind that, with a longer run between. So the
 * last one alone must look from the end. */
static gboolean
match_part(const GalleyNamePattern *pattern,
           guint *piece,
           const char *part,
           const char *end,
           GalleyNameRun **run)
{
    const Piece *pieces = (const Piece *)pattern->pieces->data;
    const char *begin = NULL; /* of a name that goes on */
    for (; *piece < pattern->pieces->len && pieces[*piece].kind != PIECE_SLASH; ++*piece) {
        const Piece *this = &pieces[*piece];
        if (this->kind == PIECE_NAME) {
            begin = part;
            continue;
        }
        gboolean last =
            *piece + 1 == pattern->pieces->len || pieces[*piece + 1].kind == PIECE_SLASH;
        gsize left = (gsize)(end - part);
        if (left < this->size + (begin != NULL))
            return FALSE;
        const char *found = part;
        if (last)
            found = end - this->size;
        else if (begin)
            found = memmem(part + 1, left - 1, this->text, this->size);
        if (!found || (last && !begin && found != part) ||
            memcmp(found, this->text, this->size) != 0)
            return FALSE;
        if (begin)
            *(*run)++ = (GalleyNameRun){ begin, (gsize)(found - begin) };
        begin = NULL;
        part = found + this->size;
    }
    if (begin && part < end) {
        *(*run)++ = (GalleyNameRun){ begin, (gsize)(end - begin) };
        part = end;
        begin = NULL;
    }
    return !begin && part == end;
}

gboolean
galley_name_pattern_match(const GalleyNamePattern *pattern,
                          const char *path,
                          gsize size,
                          GalleyNameRun *runs)
{
    const char *at = last_parts(path, size, pattern->n_slashes), *end = path + size;
    guint piece = 0;
    if (!at)
        return FALSE;
    for (guint i = 0;; i++) {
        const char *slash = memchr(at, '/', (gsize)(end - at));
        if (!match_part(pattern, &piece, at, slash ? slash : end, &runs))
            return FALSE;
        if (i == pattern->n_slashes)
            return TRUE;
        at = slash + 1;
        piece++;
    }
}
