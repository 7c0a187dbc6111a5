/* labels.c: the labels of documents, from a table. SPDX-License-Identifier: MIT */
#include "labels.h"

#include <string.h>

#include <galley/csv.h>
#include <galley/plugin.h>
#include <galley/unicode.h>

/* A table while it is read, and where its two columns are. */
typedef struct {
    const char *path;
    char *text;
    gsize size, at;
    guint row; /* from 1 */
    int id, label;
    GArray *fields; /* of GalleyCsvField */
} Table;

static gboolean
refuse(const Table *table, GError **error, const char *what)
{
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "%s: row %u: %s", table->path,
                table->row, what);
    return FALSE;
}

static gboolean
read_row(Table *table, GError **error)
{
    g_autoptr(GError) why = NULL;
    table->row++;
    return galley_csv_read(table->text, table->size, &table->at, ',', table->fields, &why) ||
           refuse(table, error, why->message);
}

static int
find_column(const Table *table, const char *name)
{
    for (guint i = 0; i < table->fields->len; i++) {
        const GalleyCsvField *field = &g_array_index(table->fields, GalleyCsvField, i);
        if (field->size == strlen(name) && memcmp(field->text, name, field->size) == 0)
            return (int)i;
    }
    return -1;
}

static gboolean
read_header(Table *table, GError **error)
{
    if (!read_row(table, error))
        return FALSE;
    table->id = find_column(table, "id");
    table->label = find_column(table, "label");
    return (table->id >= 0 && table->label >= 0) ||
           refuse(table, error, "the columns id and label are wanted");
}

static char *
copy_field(const Table *table, int column)
{
    const GalleyCsvField *field = &g_array_index(table->fields, GalleyCsvField, column);
    return g_strndup(field->text, field->size);
}

static gboolean
take_row(Table *table, GHashTable *labels, GError **error)
{
    if (!read_row(table, error))
        return FALSE;
    if ((int)table->fields->len <= MAX(table->id, table->label))
        return refuse(table, error, "it has too few fields");
    return g_hash_table_insert(labels, copy_field(table, table->id),
                               copy_field(table, table->label)) ||
           refuse(table, error, "its id stands above already");
}

GHashTable *
labels_read(const char *path, GError **error)
{
    Table table = { .path = path };
    g_autofree char *text = NULL;
    g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(GalleyCsvField));
    g_autoptr(GHashTable) labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!g_file_get_contents(path, &text, &table.size, error))
        return NULL;
    table.text = text;
    table.fields = fields;
    table.at = table.size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (!galley_utf8_validate(text, table.size, NULL)) {
        refuse(&table, error, "it is not UTF-8");
        return NULL;
    }
    if (!read_header(&table, error))
        return NULL;
    while (table.at < table.size)
        if (!take_row(&table, labels, error))
            return NULL;
    return g_steal_pointer(&labels);
}
