/* table.c: what a table's first row tells of its columns. SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

#include <galley/format.h>
#include <galley/plugin.h>
#include <galley/unicode.h>

static void
clear_column(gpointer column)
{
    g_free(((Column *)column)->name);
}

void
table_init(Table *table)
{
    *table = (Table){ .id = -1 };
    table->header = g_string_new(NULL);
    table->columns = g_array_new(FALSE, TRUE, sizeof(Column));
    table->texts = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_set_clear_func(table->columns, clear_column);
}

void
table_clear(Table *table)
{
    g_string_free(table->header, TRUE);
    g_array_unref(table->columns);
    g_array_unref(table->texts);
}

/* ---- encoding ---- */

gboolean
table_set_encoding(Table *table, const Csv *csv, const guint8 *bytes, gsize size, GError **error)
{
    const GalleyEncoding *mark = galley_encoding_detect_bom(bytes, size, NULL);
    table->encoding = mark != NULL            ? mark
                      : csv->encoding != NULL ? galley_encoding_find(csv->encoding)
                                              : galley_encoding_find("utf-8");
    const char *name = galley_encoding_get_name(table->encoding);
    table->units = (Units){ 1, 0 };
    if (g_str_has_prefix(name, "utf-16"))
        table->units = (Units){ 2, g_str_has_suffix(name, "be") };
    return !g_str_has_prefix(name, "utf-32") ||
           galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                              "tables in UTF-32 are not read: convert it to UTF-8");
}

gboolean
table_decode(const Table *table, const guint8 *bytes, gsize size, GString *text, GError **error)
{
    guint64 n_malformed = 0;
    gsize valid;
    if (!galley_encoding_decode(table->encoding, bytes, size, text, NULL, &n_malformed, error))
        return FALSE;
    if (n_malformed == 0)
        return TRUE;
    if (g_str_equal(galley_encoding_get_name(table->encoding), "utf-8") &&
        !galley_utf8_validate(bytes, size, &valid))
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "byte %" G_GSIZE_FORMAT
                                  " of the row: ill-formed UTF-8 (byte %02x); if a "
                                  "program for Windows wrote it, say so with --set "
                                  "reader.encoding=windows-1252",
                                  valid, bytes[valid]);
    return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA, "bytes that have no meaning in %s",
                              galley_encoding_get_name(table->encoding));
}

/* ---- delimiter ---- */

const char *
table_get_delimiters(const Csv *csv, const Table *table)
{
    static const char *const each[] = { ROW_DELIMITERS, ",", ";", "\t", "|" };
    if (csv->delimiter == DELIMITER_AUTO && table->delimiter != '\0')
        return each[1 + (strchr(ROW_DELIMITERS, table->delimiter) - ROW_DELIMITERS)];
    return each[csv->delimiter];
}

/* The one that parts most; the first of those that part as many. */
static char
most_frequent(const RowScan *scan)
{
    guint best = 0;
    for (guint i = 1; i < G_N_ELEMENTS(scan->counts); i++)
        if (scan->counts[i] > scan->counts[best])
            best = i;
    return ROW_DELIMITERS[best];
}

/* ---- columns ---- */

static int
find_column(const Table *table, const char *name)
{
    for (guint i = 0; i < table->columns->len; i++)
        if (g_str_equal(g_array_index(table->columns, Column, i).name, name))
            return (int)i;
    return -1;
}

static gboolean
add_column(Table *table, const char *name, gsize size, GError **error)
{
    g_autofree char *copy = g_strndup(name, size);
    if (strlen(copy) != size)
        return galley_plugin_fail(
            error, GALLEY_PLUGIN_ERROR_DATA,
            "column %u has U+0000 in its name; if the table is UTF-16, say so with --set "
            "reader.encoding=%s",
            table->columns->len + 1, *name == '\0' ? "utf-16be" : "utf-16le");
    if (*copy == '\0')
        return galley_plugin_fail(
            error, GALLEY_PLUGIN_ERROR_DATA,
            "column %u has nothing as its name; \"columns: [...]\" names the columns of a "
            "table without a first row of names",
            table->columns->len + 1);
    int twin = find_column(table, copy);
    if (twin >= 0)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "columns %d and %u are both called \"%s\"; give one another name",
                                  twin + 1, table->columns->len + 1, copy);
    Column column = { .name = g_steal_pointer(&copy), .kept = TRUE };
    g_array_append_val(table->columns, column);
    return TRUE;
}

static char *
list_columns(const Table *table)
{
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < table->columns->len; i++) {
        const char *name = g_array_index(table->columns, Column, i).name;
        g_string_append(list, i > 0 ? ", " : "");
        galley_append_json_string(list, name, strlen(name));
    }
    return g_string_free(list, FALSE);
}

/* What a text is most often called; else the last column. */
static const char *
guess_text(const Table *table)
{
    static const char *const usual[] = { "body", "content", "article", "fulltext", "full_text" };
    for (gsize i = 0; i < G_N_ELEMENTS(usual); i++)
        if (find_column(table, usual[i]) >= 0)
            return usual[i];
    return g_array_index(table->columns, Column, table->columns->len - 1).name;
}

static gboolean
refuse_missing(const Table *table, const char *option, const char *name, GError **error)
{
    g_autofree char *list = list_columns(table);
    return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                              "there is no column \"%s\" (%s); there are %s", name, option, list);
}

static gboolean
add_text(Table *table, const char *name, GError **error)
{
    int index = find_column(table, name);
    if (index < 0)
        return refuse_missing(table, "text", name, error);
    guint column = (guint)index;
    g_array_append_val(table->texts, column);
    g_array_index(table->columns, Column, column).kept = FALSE;
    return TRUE;
}

/* A word of letters, as names of columns mostly are; another wants quotes in a shell and in YAML. */
static gboolean
is_word(const char *name)
{
    gboolean letter = FALSE;
    for (const char *c = name; *c != '\0'; c++) {
        letter = letter || g_ascii_isalpha(*c) || (guint8)*c >= 0x80;
        if (!g_ascii_isalnum(*c) && *c != '_' && *c != '-' && (guint8)*c < 0x80)
            return FALSE;
    }
    return letter && *name != '-';
}

static gboolean
has_header(const Table *table)
{
    gboolean words = FALSE;
    for (guint i = 0; i < table->columns->len; i++)
        words = words || is_word(g_array_index(table->columns, Column, i).name);
    return words;
}

static gboolean
ask_for_text(const Table *table, GError **error)
{
    const char *guess = guess_text(table);
    g_autofree char *list = list_columns(table), *word = g_strconcat("reader.text=", guess, NULL);
    g_autofree char *shell = is_word(guess) ? g_strdup(word) : g_shell_quote(word);
    g_autoptr(GString) yaml = g_string_new(is_word(guess) ? guess : NULL);
    if (!is_word(guess))
        galley_append_json_string(yaml, guess, strlen(guess));
    return galley_plugin_fail(
        error, GALLEY_PLUGIN_ERROR_DATA,
        "which column is the text? There are %s. Say so with --set %s, or in the pipeline: "
        "reader: {csv: {text: %s}}%s",
        list, shell, yaml->str,
        has_header(table) ? "" : "; if that row is no names, \"columns: [...]\" gives them");
}

static gboolean
choose_texts(Table *table, const Csv *csv, GError **error)
{
    g_array_set_size(table->texts, 0);
    if (csv->text == NULL && find_column(table, "text") >= 0)
        return add_text(table, "text", error);
    if (csv->text == NULL)
        return ask_for_text(table, error);
    for (const char *const *name = csv->text; *name != NULL; name++)
        if (!add_text(table, *name, error))
            return FALSE;
    return TRUE;
}

static gboolean
choose_id(Table *table, const Csv *csv, GError **error)
{
    table->id = find_column(table, csv->id != NULL ? csv->id : "id");
    if (table->id >= 0)
        g_array_index(table->columns, Column, table->id).kept = FALSE;
    return table->id >= 0 || csv->id == NULL || refuse_missing(table, "id", csv->id, error);
}

static gboolean
choose_metadata(Table *table, const Csv *csv, GError **error)
{
    for (guint i = 0; csv->metadata != NULL && i < table->columns->len; i++)
        g_array_index(table->columns, Column, i).kept = FALSE;
    for (const char *const *name = csv->metadata; name != NULL && *name != NULL; name++) {
        int index = find_column(table, *name);
        if (index < 0)
            return refuse_missing(table, "metadata", *name, error);
        g_array_index(table->columns, Column, index).kept = TRUE;
    }
    for (const char *const *pair = csv->types; pair != NULL && *pair != NULL; pair += 2) {
        int index = find_column(table, pair[0]);
        if (index < 0)
            return refuse_missing(table, "types", pair[0], error);
        g_array_index(table->columns, Column, index).type = (ValueType)values_find_type(pair[1]);
    }
    return TRUE;
}

/* ---- the first row ---- */

static gboolean
name_columns(Table *table, const Csv *csv, const guint8 *header, gsize size, GError **error)
{
    gsize end = 0;
    RowScan scan = { 0 };
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(GalleyCsvField));
    if (!table_decode(table, header, size, text, error))
        return FALSE;
    if (g_str_has_prefix(text->str, "sep="))
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "the first line is \"sep=\", which is no row: take it out");
    RowStatus status = row_scan(&scan, (const guint8 *)text->str, text->len, TRUE, (Units){ 1, 0 },
                                table_get_delimiters(csv, table));
    if (status == ROW_BROKEN)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "the first row, which names the columns, is no row of CSV: %s",
                                  scan.fault);
    table->delimiter = csv->delimiter == DELIMITER_AUTO ? most_frequent(&scan)
                                                        : ROW_DELIMITERS[csv->delimiter - 1];
    if (!galley_csv_read(text->str, text->len, &end, table->delimiter, fields, error))
        return FALSE;
    for (guint i = 0; i < fields->len; i++) {
        const GalleyCsvField *field = &g_array_index(fields, GalleyCsvField, i);
        if (!add_column(table, field->text, field->size, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
take_columns(Table *table, const Csv *csv, GError **error)
{
    table->delimiter = csv->delimiter == DELIMITER_AUTO ? ',' : ROW_DELIMITERS[csv->delimiter - 1];
    for (const char *const *name = csv->columns; *name != NULL; name++)
        if (!add_column(table, *name, strlen(*name), error))
            return FALSE;
    return TRUE;
}

gboolean
table_read_header(Table *table, const Csv *csv, const guint8 *header, gsize size, GError **error)
{
    table->delimiter = '\0';
    g_array_set_size(table->columns, 0);
    g_string_truncate(table->header, 0);
    g_string_append_len(table->header, (const char *)header, (gssize)size);
    return (csv->columns != NULL ? take_columns(table, csv, error)
                                 : name_columns(table, csv, header, size, error)) &&
           choose_texts(table, csv, error) && choose_id(table, csv, error) &&
           choose_metadata(table, csv, error);
}
