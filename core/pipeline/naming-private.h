/* naming-private.h: metadata that documents have by the name of their file.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

/* ---- a pattern over file names ---- */

/* Names that a pattern may hold. */
#define GALLEY_NAME_PATTERN_MOST 32u

/** GalleyNamePattern: literal text and `{name}`s, as in `{outlet}_{date}.txt`. */
typedef struct GalleyNamePattern GalleyNamePattern;

/** GalleyNameRun: what a `{name}` stands for. */
typedef struct {
    const char *text; /* in the path */
    gsize size;
} GalleyNameRun;

/**
 * galley_name_pattern_parse:
 * @hint: (out) (transfer none) (nullable): how to mend it; set with @error
 *
 * Returns: %NULL with %GALLEY_PIPELINE_ERROR_INVALID where it is none
 */
GalleyNamePattern *galley_name_pattern_parse(const char *text, const char **hint, GError **error);
void galley_name_pattern_free(GalleyNamePattern *pattern);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyNamePattern, galley_name_pattern_free)

/** galley_name_pattern_get_text: (transfer none): as it is written */
const char *galley_name_pattern_get_text(const GalleyNamePattern *pattern);
/** galley_name_pattern_get_names: (transfer none): in order, ended by %NULL */
const char *const *galley_name_pattern_get_names(const GalleyNamePattern *pattern);

/**
 * galley_name_pattern_match:
 * @path: parts are separated by "/"
 * @size: bytes of it
 * @runs: (out caller-allocates): one for each name; room for %GALLEY_NAME_PATTERN_MOST
 *
 * Matches the last parts of @path, as many as the pattern has. A name stands for the shortest run
 * of one character or more that lets what follows match, and never for a "/". Takes one look at
 * each byte for each piece of literal text: no backtracking.
 */
gboolean galley_name_pattern_match(const GalleyNamePattern *pattern,
                                   const char *path,
                                   gsize size,
                                   GalleyNameRun *runs);

/* ---- a table of files ---- */

/** GalleyNameTable: a row for a file; one column names it, the others are metadata. */
typedef struct GalleyNameTable GalleyNameTable;

/** GalleyNameTableForm: how the table is written. */
typedef struct {
    const char *key;      /* (nullable): the column that names the file */
    char delimiter;       /* 0: what stands most often in the first row */
    const char *encoding; /* (nullable): by the byte order mark, else UTF-8 */
} GalleyNameTableForm;

#define GALLEY_NAME_TABLE_NONE G_MAXUINT

/**
 * galley_name_table_parse:
 * @shown: what messages call it
 *
 * Returns: %NULL with %GALLEY_PIPELINE_ERROR_INVALID and SHOWN:LINE: why
 */
GalleyNameTable *galley_name_table_parse(const char *bytes,
                                         gsize size,
                                         const char *shown,
                                         const GalleyNameTableForm *form,
                                         GError **error);
void galley_name_table_free(GalleyNameTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyNameTable, galley_name_table_free)

/** galley_name_table_get_columns: (transfer none): without the one that names the file; ended by
 * %NULL */
const char *const *galley_name_table_get_columns(const GalleyNameTable *table);
/** galley_name_table_get_key: (transfer none): the column that names the file */
const char *galley_name_table_get_key(const GalleyNameTable *table);
guint galley_name_table_get_n_rows(const GalleyNameTable *table);
/** galley_name_table_get_name: (transfer none): the file that row @row names, as it is written */
const char *galley_name_table_get_name(const GalleyNameTable *table, guint row);
/** galley_name_table_get_line: of row @row, counted from 1 */
guint galley_name_table_get_line(const GalleyNameTable *table, guint row);
/** galley_name_table_find: the row of a file of that name; %GALLEY_NAME_TABLE_NONE */
guint galley_name_table_find(const GalleyNameTable *table, const char *name, gsize size);
/** galley_name_table_get_value: (nullable): of a column of galley_name_table_get_columns(); %NULL:
 * none */
const char *
galley_name_table_get_value(const GalleyNameTable *table, guint row, guint column, gsize *size);

/* ---- both ---- */

/** GalleyNaming: what a pipeline says of file names. Either is %NULL where it says nothing. */
typedef struct {
    GalleyNamePattern *pattern;
    GalleyNameTable *table;
    char *table_path;  /* absolute */
    char *table_shown; /* as the file has it */
    char *table_form;  /* how it is read, for the plan */
} GalleyNaming;

void galley_naming_free(GalleyNaming *naming);
/** galley_naming_list_keys: (transfer container): the metadata keys that it gives */
GPtrArray *galley_naming_list_keys(const GalleyNaming *naming);

/** GalleyFileName: what a file is called. */
typedef struct {
    const char *input;  /* as it enters ids */
    const char *member; /* (nullable): of an archive */
    gboolean packed;    /* without a member: the input is one compressed file */
} GalleyFileName;

/** galley_naming_match: as galley_name_pattern_match(), which takes an archive's member by its own
 * name, and a compressed file without its `.gz` */
gboolean
galley_naming_match(const GalleyNaming *naming, const GalleyFileName *name, GalleyNameRun *runs);

/**
 * galley_naming_find_row: the table's row for a file
 *
 * By the longest end of its path that the table has, with or without the last extension; of an
 * archive's member the archive's path stands before its own.
 */
guint galley_naming_find_row(const GalleyNaming *naming, const GalleyFileName *name);

/** galley_naming_apply: sets what @name says of a document; a value that the document has stays,
 * and is counted among the document's notes */
void galley_naming_apply(const GalleyNaming *naming,
                         const GalleyFileName *name,
                         GalleyDocument *document);
