/* syntax.c: libyaml's errors in words that say what to do. SPDX-License-Identifier: MIT */
#include "pipeline/syntax-private.h"

#include <string.h>

#include <galley/unicode.h>

/** Where: where a fault shows best. */
typedef enum {
    AT_PROBLEM,     /* where libyaml noticed it */
    AT_CONTEXT,     /* where the thing began that has the fault */
    AT_CONTEXT_FAR, /* there, if that is on another line */
} Where;

typedef struct {
    const char *problem; /* libyaml's words */
    const char *what;
    const char *hint;
    Where where;
} Explanation;

#define ESCAPE "inside \"...\" a backslash is written twice; inside '...' once"

static const Explanation explanations[] = {
    { "mapping values are not allowed in this context", "a \":\" where none can be",
      "put a text with \": \" in quotes; otherwise look at the indentation", AT_PROBLEM },
    { "did not find expected key", "a key is expected here",
      "the keys of one map begin in the same column; a text with marks of its own wants quotes",
      AT_PROBLEM },
    { "did not find expected '-' indicator", "a \"-\" is expected here",
      "the items of one list begin with \"- \" in the same column", AT_PROBLEM },
    { "block sequence entries are not allowed in this context", "a \"-\" where none can be",
      "the items of a list stand on lines of their own below the key", AT_PROBLEM },
    { "could not find expected ':'", "a \":\" is missing behind a key",
      "write it as \"key: value\"", AT_CONTEXT },
    { "found character that cannot start any token", "a value cannot begin with this character",
      "put the value in quotes", AT_PROBLEM },
    { "found unexpected end of stream", "quotes are opened here and never closed", NULL,
      AT_CONTEXT },
    { "did not find expected ',' or '}'", "a \",\" or \"}\" is missing",
      "a map in braces is written as {key: value, key: value}", AT_CONTEXT_FAR },
    { "did not find expected ',' or ']'", "a \",\" or \"]\" is missing",
      "a list in brackets is written as [a, b]", AT_CONTEXT_FAR },
    { "found unexpected ':'", "a \":\" where none can be",
      "in braces and brackets write a blank behind \":\", or put the text in quotes", AT_PROBLEM },
    { "found unknown escape character", "an escape that YAML does not know", ESCAPE, AT_PROBLEM },
    { "did not find expected hexdecimal number", "an escape that YAML does not know", ESCAPE,
      AT_PROBLEM }, /* libyaml spells it so */
    { "did not find expected <document start>", "the pipeline has ended, and something follows",
      "look at the indentation of this line", AT_PROBLEM },
    { "did not find expected alphabetic or numeric character",
      "a name is missing behind \"*\" or \"&\"", "a text that begins with one of them wants quotes",
      AT_PROBLEM },
    { "found a tab character that violates indentation", "a tab in the indentation",
      "indent with blanks", AT_PROBLEM },
};

static const Explanation *
find_explanation(const char *problem)
{
    for (gsize i = 0; i < G_N_ELEMENTS(explanations); i++)
        if (g_str_equal(problem, explanations[i].problem))
            return &explanations[i];
    return NULL;
}

/* ---- slips that stand in the line for all to see ---- */

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
galley_syntax_hint_blank(const char *text)
{
    if (text[0] == '-' && g_ascii_isalnum(text[1]))
        return "a blank is missing behind \"-\"";
    return colon_at(text, strlen(text)) > 0 ? "a blank is missing behind \":\"" : NULL;
}

/* A key whose colon has no blank behind it, in this line or the one before. */
static gboolean
find_colon(const GalleyLines *lines, GalleyPlace *place)
{
    for (guint number = place->line; number > 0 && number + 1 >= place->line; number--) {
        gsize size, begin = 0;
        const char *line = galley_lines_get(lines, number, &size);
        while (line && begin < size && (is_blank(line[begin]) || line[begin] == '-'))
            begin++;
        gsize colon = line ? colon_at(line + begin, size - begin) : 0;
        if (colon > 0) {
            *place = (GalleyPlace){ number, (guint)(begin + colon) + 1, 1, place->file };
            return TRUE;
        }
    }
    return FALSE;
}

typedef struct {
    gboolean (*find)(const GalleyLines *lines, GalleyPlace *place);
    const char *what, *hint;
} Slip;

static const Slip slips[] = {
    { find_tab, "a tab in the indentation", "indent with blanks" },
    { find_parameter, "a \"{\" where none can be",
      "in braces and brackets a parameter wants quotes: \"${name}\"" },
    { find_quote, "the text goes on behind the quotation mark that ends it",
      "put the whole of it in single quotes: '\"We won,\" Smith said.'" },
    { find_colon, "a blank is missing behind \":\"", "write it as \"key: value\"" },
};

static gboolean
explain_slip(const GalleyLines *lines, GalleyPlace place, GalleyDiagnostics *diagnostics)
{
    for (gsize i = 0; i < G_N_ELEMENTS(slips); i++)
        if (slips[i].find(lines, &place)) {
            galley_diagnostics_add(diagnostics, place, slips[i].hint, "%s", slips[i].what);
            return TRUE;
        }
    return FALSE;
}

/* ---- all else ---- */

static void
explain_reader(const yaml_parser_t *parser, GalleyDiagnostics *diagnostics)
{
    const GalleyLines *lines = galley_diagnostics_get_lines(diagnostics);
    gsize at = galley_utf8_count(lines->text, MIN(parser->problem_offset, lines->size));
    galley_diagnostics_add(diagnostics, galley_lines_find(lines, at, at + 1),
                           "take it out, or write it as an escape in double quotes",
                           "the control character U+%04X cannot stand in a YAML file",
                           (guint)parser->problem_value);
}

static gboolean
shows_at_context(const yaml_parser_t *parser, const Explanation *explanation)
{
    if (!explanation || !parser->context || explanation->where == AT_PROBLEM)
        return FALSE;
    return explanation->where == AT_CONTEXT ||
           parser->context_mark.line != parser->problem_mark.line;
}

static void
explain_mark(const yaml_parser_t *parser, GalleyDiagnostics *diagnostics)
{
    const GalleyLines *lines = galley_diagnostics_get_lines(diagnostics);
    const char *problem = parser->problem ? parser->problem : "not YAML";
    const Explanation *explanation = find_explanation(problem);
    gsize at = shows_at_context(parser, explanation) ? parser->context_mark.index
                                                     : parser->problem_mark.index;
    GalleyPlace place = galley_lines_find(lines, at, at + 1);
    if (explain_slip(lines, place, diagnostics))
        return;
    if (explanation)
        galley_diagnostics_add(diagnostics, place, explanation->hint, "%s", explanation->what);
    else
        galley_diagnostics_add(diagnostics, place, NULL, "not YAML: %s", problem);
}

void
galley_syntax_explain(const yaml_parser_t *parser, GalleyDiagnostics *diagnostics)
{
    if (parser->error == YAML_READER_ERROR)
        explain_reader(parser, diagnostics);
    else
        explain_mark(parser, diagnostics);
}
