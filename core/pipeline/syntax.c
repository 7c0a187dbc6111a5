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
    { "did not find expected node content", "a value is expected here",
      "braces and brackets stand in pairs; a text that begins with one of them wants quotes",
      AT_PROBLEM },
    { "did not find expected comment or line break",
      "a \">\" or \"|\" here begins a text of several lines", "put a condition in quotes: '>= 50'",
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
    if (galley_slips_explain(lines, place, diagnostics))
        return;
    if (explanation)
        galley_diagnostics_add(diagnostics, place, explanation->hint, "%s", explanation->what);
    else
        galley_diagnostics_add(diagnostics, place,
                               "look at this line and the one above it; a text with marks of its "
                               "own wants quotes",
                               "not YAML: %s", problem);
}

void
galley_syntax_explain(const yaml_parser_t *parser, GalleyDiagnostics *diagnostics)
{
    if (parser->error == YAML_READER_ERROR)
        explain_reader(parser, diagnostics);
    else
        explain_mark(parser, diagnostics);
}
