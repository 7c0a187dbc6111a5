/* read-yaml.c: quanteda's dictionaries: maps of categories, down to lists of terms.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <yaml.h>

#include "terms.h"

#define DEEPEST 32 /* categories below each other */

typedef struct {
    Terms *terms;
    const TermsFile *file;
    yaml_parser_t parser;
    yaml_event_t event; /* the one at hand */
    gboolean has_event;
    const char *names[DEEPEST]; /* the categories that lead here */
    guint depth;
    GHashTable *seen; /* categories by their full names */
    GError **error;
} Reader;

/* ---- events ---- */

/* Columns of libyaml are characters, as those of our errors. */
static gboolean
fail_at(Reader *reader, const yaml_mark_t *mark, const char *what, const char *hint)
{
    /* libyaml's marks count characters; the text is UTF-8 */
    const char *at = reader->file->text, *end = at + reader->file->size;
    for (gsize i = 0; i < mark->index && at < end; i++)
        at += 1 + ((guint8)*at >= 0xC0) + ((guint8)*at >= 0xE0) + ((guint8)*at >= 0xF0);
    return terms_fail(reader->file, (gsize)(MIN(at, end) - reader->file->text), reader->error,
                      "%s: %s", what, hint);
}

static gboolean
fail_here(Reader *reader, const char *what, const char *hint)
{
    return fail_at(reader, &reader->event.start_mark, what, hint);
}

static gboolean
fail_syntax(Reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem != NULL ? parser->problem : "not YAML";
    if (parser->error == YAML_READER_ERROR)
        return terms_fail(reader->file, parser->problem_offset, reader->error, "not YAML: %s",
                          problem);
    g_autofree char *what = g_strdup_printf("not YAML: %s", problem);
    return fail_at(reader, &parser->problem_mark, what,
                   "a term with *, ?, \":\" or a quotation mark in it wants quotes around it");
}

static const char *
scalar_text(const Reader *reader)
{
    return (const char *)reader->event.data.scalar.value;
}

static gboolean
next_event(Reader *reader)
{
    if (reader->has_event)
        yaml_event_delete(&reader->event);
    reader->has_event = yaml_parser_parse(&reader->parser, &reader->event);
    if (!reader->has_event)
        return fail_syntax(reader);
    if (reader->event.type == YAML_SCALAR_EVENT &&
        strlen(scalar_text(reader)) < reader->event.data.scalar.length)
        return fail_here(reader, "a NUL character", "take the \"\\0\" out");
    return TRUE;
}

/* ---- what a dictionary is made of ---- */

static gboolean take_map(Reader *reader);

static gboolean
take_term(Reader *reader)
{
    guint32 category = terms_category(reader->terms, reader->names, reader->depth);
    return terms_add(reader->terms, category, scalar_text(reader),
                     reader->event.data.scalar.length) ||
           fail_here(reader, "a term is missing", "write it here, or take the line out");
}

static gboolean
refuse(Reader *reader)
{
    if (reader->event.type == YAML_ALIAS_EVENT)
        return fail_here(reader, "a reference of YAML",
                         "a term that begins with \"*\" wants quotes around it");
    return fail_here(reader, "terms or categories are expected",
                     "write \"category: [term, term]\"");
}

/* A list of terms, in which maps hold categories further down. */
static gboolean
take_list(Reader *reader)
{
    while (next_event(reader)) {
        if (reader->event.type == YAML_SEQUENCE_END_EVENT)
            return TRUE;
        gboolean taken = reader->event.type == YAML_SCALAR_EVENT          ? take_term(reader)
                         : reader->event.type == YAML_MAPPING_START_EVENT ? take_map(reader)
                                                                          : refuse(reader);
        if (!taken)
            return FALSE;
    }
    return FALSE;
}

/* What stands behind the name of a category. */
static gboolean
take_value(Reader *reader)
{
    switch (reader->event.type) {
    case YAML_SCALAR_EVENT:
        return take_term(reader);
    case YAML_SEQUENCE_START_EVENT:
        return take_list(reader);
    case YAML_MAPPING_START_EVENT:
        return take_map(reader);
    default:
        return refuse(reader);
    }
}

/* Notes that the category at hand is there; FALSE if it was already. */
static gboolean
note_category(Reader *reader)
{
    g_autoptr(GString) path = g_string_new(NULL);
    for (guint i = 0; i < reader->depth; i++)
        g_string_append_printf(path, "%s\n", reader->names[i]);
    return g_hash_table_add(reader->seen, g_string_free(g_steal_pointer(&path), FALSE));
}

static gboolean
take_category(Reader *reader)
{
    if (reader->event.type != YAML_SCALAR_EVENT || *scalar_text(reader) == '\0')
        return fail_here(reader, "the name of a category is expected",
                         "write \"category: [term, term]\"");
    if (reader->depth == DEEPEST)
        return fail_here(reader, "categories lie too deep", "at most 32 below each other");
    reader->names[reader->depth++] =
        g_string_chunk_insert(reader->terms->strings, scalar_text(reader));
    if (!note_category(reader))
        return fail_here(reader, "the category stands here a second time",
                         "put its terms into one list");
    terms_category(reader->terms, reader->names, reader->depth);
    gboolean taken = next_event(reader) && take_value(reader);
    reader->depth--;
    return taken;
}

static gboolean
take_map(Reader *reader)
{
    while (next_event(reader)) {
        if (reader->event.type == YAML_MAPPING_END_EVENT)
            return TRUE;
        if (!take_category(reader))
            return FALSE;
    }
    return FALSE;
}

/* ---- the file ---- */

static gboolean
take_document(Reader *reader)
{
    if (!next_event(reader) || !next_event(reader)) /* the stream's beginning */
        return FALSE;
    if (reader->event.type == YAML_STREAM_END_EVENT)
        return TRUE;
    if (!next_event(reader))
        return FALSE;
    if (reader->event.type != YAML_MAPPING_START_EVENT)
        return fail_here(reader, "a dictionary in YAML is a map of categories",
                         "write \"category: [term, term]\"");
    if (!take_map(reader) || !next_event(reader) || !next_event(reader))
        return FALSE;
    return reader->event.type == YAML_STREAM_END_EVENT ||
           fail_here(reader, "a second document of YAML", "one file is one dictionary");
}

gboolean
terms_parse_yaml(Terms *terms, const TermsFile *file, GError **error)
{
    Reader reader = { .terms = terms, .file = file, .error = error };
    if (!yaml_parser_initialize(&reader.parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const guint8 *)file->text, file->size);
    reader.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gboolean read = take_document(&reader);
    if (reader.has_event)
        yaml_event_delete(&reader.event);
    g_hash_table_unref(reader.seen);
    yaml_parser_delete(&reader.parser);
    return read;
}
