/* terms.h: a dictionary as it is read: categories, and the terms that are counted in them.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Term: one entry in one category; a term of two categories comes twice */
typedef struct {
    const char *text; /* as the file has it, NUL-terminated */
    guint32 category; /* index into the categories */
} Term;

/** Terms: in the order of the file. */
typedef struct {
    GPtrArray *categories; /* of char *: "affect.joy" is joy below affect */
    GArray *list;          /* of Term */
    GHashTable *numbers;   /* name of a category -> its index + 1 */
    GStringChunk *strings;
    guint levels; /* names are cut to so many; 0: not */
} Terms;

/** TermsFormat: how a file is written; codes are the indices of terms_formats */
typedef enum {
    TERMS_AUTO, /* by name, else by what it begins with */
    TERMS_DIC,  /* LIWC: "%", numbers and names, "%", terms and numbers */
    TERMS_YAML, /* quanteda: maps of categories, lists of terms */
    TERMS_CSV,  /* term, category */
    TERMS_TSV,
} TermsFormat;
extern const char *const terms_formats[];

/** TermsFile: what a parser is at; for its errors */
typedef struct {
    const char *path;
    char *text; /* UTF-8, a NUL behind it; parsers may change it */
    gsize size;
} TermsFile;

void terms_init(Terms *terms, guint levels);
void terms_clear(Terms *terms);

/**
 * terms_load:
 * @encoding: the file's, as galley_encoding_find() knows it
 *
 * Returns: %FALSE with an error FILE:LINE:COLUMN: what, and a hint
 */
gboolean terms_load(
    Terms *terms, const char *path, TermsFormat format, const char *encoding, GError **error);

/** terms_parse: the same from @file; @format is not %TERMS_AUTO */
gboolean terms_parse(Terms *terms, TermsFormat format, const TermsFile *file, GError **error);

/** terms_guess: the format of a file by its name and the bytes it begins with; %TERMS_AUTO: none */
TermsFormat terms_guess(const char *path, const char *text);

/* ---- for the parsers ---- */

gboolean terms_parse_dic(Terms *terms, const TermsFile *file, GError **error);
gboolean terms_parse_yaml(Terms *terms, const TermsFile *file, GError **error);
gboolean terms_parse_table(Terms *terms, const TermsFile *file, char delimiter, GError **error);

/** terms_category: the category @names lead to, from the uppermost on; made if need be */
guint32 terms_category(Terms *terms, const char *const *names, guint n);

/** terms_add: @text without the white space at its ends, or %FALSE where nothing is left of it */
gboolean terms_add(Terms *terms, guint32 category, const char *text, gsize size);

/** terms_fail: FALSE with FILE:LINE:COLUMN of the byte @at; @at after the text is its end */
gboolean terms_fail(const TermsFile *file, gsize at, GError **error, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
