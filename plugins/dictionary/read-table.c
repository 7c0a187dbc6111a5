/* read-table.c: tables of two columns, term and category. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/csv.h>

#include "terms.h"

/* Which column is which; a first row that names both says so itself. */
typedef struct {
    gint term; /* -1: not found */
    gint category;
    gboolean named; /* there may be other columns */
} Columns;

static gint
find_column(const GArray *fields, const char *name)
{
    for (guint i = 0; i < fields->len; i++) {
        const GalleyCsvField *field = &g_array_index(fields, GalleyCsvField, i);
        if (field->size == strlen(name) && g_ascii_strncasecmp(field->text, name, field->size) == 0)
            return (gint)i;
    }
    return -1;
}

/* The columns that the first row names, or FALSE if it is a row like the others. */
static gboolean
read_head(const GArray *fields, Columns *columns)
{
    Columns named = { find_column(fields, "term"), find_column(fields, "category"), TRUE };
    if (named.term < 0)
        named.term = find_column(fields, "word");
    if (named.term < 0 || named.category < 0)
        return FALSE;
    *columns = named;
    return TRUE;
}

static gboolean
is_empty_row(const GArray *fields)
{
    const GalleyCsvField *first = &g_array_index(fields, GalleyCsvField, 0);
    return fields->len == 1 && first->size == 0 && !first->quoted;
}

static gboolean
take_row(Terms *terms,
         const TermsFile *file,
         gsize row,
         const Columns *columns,
         const GArray *fields,
         GError **error)
{
    gint least = MAX(columns->term, columns->category) + 1;
    if ((gint)fields->len < least || (!columns->named && fields->len > 2))
        return terms_fail(
            file, row, error,
            "this row has %u field%s, not term and category: a first row “term,category” "
            "names the columns where there are more; a TSV file is “format: tsv”",
            fields->len, fields->len == 1 ? "" : "s");
    const GalleyCsvField *term = &g_array_index(fields, GalleyCsvField, columns->term);
    const GalleyCsvField *category = &g_array_index(fields, GalleyCsvField, columns->category);
    if (category->size == 0)
        return terms_fail(file, (gsize)(category->text - file->text), error,
                          "the category is missing");
    g_autofree char *name = g_strndup(category->text, category->size);
    g_auto(GStrv) names = g_strsplit(name, ".", -1);
    guint number = terms_category(terms, (const char *const *)names, g_strv_length(names));
    return terms_add(terms, number, term->text, term->size) ||
           terms_fail(file, (gsize)(term->text - file->text), error, "the term is missing");
}

gboolean
terms_parse_table(Terms *terms, const TermsFile *file, char delimiter, GError **error)
{
    g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(GalleyCsvField));
    Columns columns = { 0, 1, FALSE };
    gboolean head = TRUE;
    for (gsize at = 0, row = 0; at < file->size; row = at) {
        g_autoptr(GError) fault = NULL;
        if (!galley_csv_read(file->text, file->size, &at, delimiter, fields, &fault))
            return terms_fail(file, row, error, "%s", fault->message);
        if (is_empty_row(fields))
            continue;
        if ((!head || !read_head(fields, &columns)) &&
            !take_row(terms, file, row, &columns, fields, error))
            return FALSE;
        head = FALSE;
    }
    return TRUE;
}
