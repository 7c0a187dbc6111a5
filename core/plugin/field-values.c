/* field-values.c: what a field says of a document or a row. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/unicode.h>

#include "plugin/fields-private.h"

/* ---- layers ---- */

static gboolean
is_name_of(const GalleyLayer *layer, const char *name)
{
    return g_str_equal(galley_layer_get_layout(layer)->name, name);
}

/* A layer that row columns mean by its standard name, whatever the pipeline calls it. */
static const GalleyLayer *
find_target(GalleyDocument *document, const char *name)
{
    const GalleyLayer *const *layers = galley_document_get_layers(document);
    while (*layers != NULL && !is_name_of(*layers, name))
        layers++;
    return *layers;
}

static int
find_column(const GalleyLayer *layer, const char *name)
{
    return layer != NULL ? galley_layout_find_column(galley_layer_get_layout(layer), name) : -1;
}

/* ---- binding ---- */

static const char *
target_name(const GalleyLayer *rows, int column)
{
    return column >= 0 ? galley_layer_get_layout(rows)->columns[column].layer : NULL;
}

static void
bind_column(GalleyFields *fields, GalleyField *field)
{
    field->column_index = find_column(fields->rows, field->column);
    const char *target =
        fields->rows != NULL ? target_name(fields->rows, field->column_index) : NULL;
    field->other = target != NULL ? find_target(fields->document, target) : NULL;
}

static void
bind_follow(GalleyFields *fields, GalleyField *field)
{
    field->link_index = find_column(fields->rows, field->link);
    const char *target = fields->rows != NULL ? target_name(fields->rows, field->link_index) : NULL;
    field->other = target != NULL ? find_target(fields->document, target) : NULL;
    field->column_index = find_column(field->other, field->column);
}

/* Per row of the table's layer the first row of the other that points to it. */
static void
index_links(GalleyFields *fields, GalleyField *field)
{
    guint32 n = fields->rows != NULL ? galley_layer_get_n_rows(fields->rows) : 0;
    const guint32 *links = field->link_index >= 0
                               ? galley_layer_get_rows(field->other, (guint)field->link_index)
                               : NULL;
    field->first = galley_document_alloc(fields->document, MAX(n, 1) * sizeof *field->first);
    memset(field->first, 0xff, n * sizeof *field->first);
    for (guint32 i = links != NULL ? galley_layer_get_n_rows(field->other) : 0; i-- > 0;)
        if (links[i] < n)
            field->first[links[i]] = i;
}

/* Per quotation its first part, and per part the next of the same one. */
static void
bind_content(GalleyFields *fields, GalleyField *field)
{
    field->other = galley_document_get_layer(fields->document, field->layer);
    field->link_index = find_column(field->other, field->link);
    index_links(fields, field);
    guint32 n = field->other != NULL ? galley_layer_get_n_rows(field->other) : 0;
    guint32 n_rows = fields->rows != NULL ? galley_layer_get_n_rows(fields->rows) : 0;
    const guint32 *links = field->link_index >= 0
                               ? galley_layer_get_rows(field->other, (guint)field->link_index)
                               : NULL;
    field->next = galley_document_alloc(fields->document, MAX(n, 1) * sizeof *field->next);
    guint32 *last = galley_document_alloc(fields->document, MAX(n_rows, 1) * sizeof *last);
    memset(last, 0xff, n_rows * sizeof *last);
    for (guint32 i = n; i-- > 0;) {
        guint32 row = links != NULL ? links[i] : GALLEY_NO_ROW;
        field->next[i] = row < n_rows ? last[row] : GALLEY_NO_ROW;
        if (row < n_rows)
            last[row] = i;
    }
}

static void
bind_back(GalleyFields *fields, GalleyField *field)
{
    field->other = galley_document_get_layer(fields->document, field->layer);
    field->column_index = find_column(field->other, field->column);
    field->link_index = field->link != NULL ? find_column(field->other, field->link) : -1;
    if (fields->layer != NULL)
        index_links(fields, field);
    else
        field->link_index = find_column(field->other, "scope");
}

guint32
galley_fields_bind(GalleyFields *fields, GalleyDocument *document)
{
    g_return_val_if_fail(fields != NULL && document != NULL, 0);
    fields->document = document;
    fields->text = galley_document_get_text(document, &fields->size);
    fields->rows =
        fields->layer != NULL ? galley_document_get_layer(document, fields->layer) : NULL;
    for (guint i = 0; i < fields->list->len; i++) {
        GalleyField *field = &g_array_index(fields->list, GalleyField, i);
        field->counted_to = field->n_counted = 0;
        if (field->kind == GALLEY_FIELD_COLUMN)
            bind_column(fields, field);
        else if (field->kind == GALLEY_FIELD_FOLLOW)
            bind_follow(fields, field);
        else if (field->kind == GALLEY_FIELD_BACK)
            bind_back(fields, field);
        else if (field->kind == GALLEY_FIELD_CONTENT)
            bind_content(fields, field);
        else if (field->kind == GALLEY_FIELD_COUNT)
            field->other = galley_document_get_layer(document, field->layer);
        else if (field->kind == GALLEY_FIELD_SENTENCE)
            fields->sentences = galley_document_get_layer(document, "sentence");
    }
    if (fields->layer == NULL)
        return 1;
    return fields->rows != NULL ? galley_layer_get_n_rows(fields->rows) : 0;
}

/* ---- values ---- */

static gboolean
set_text(GalleyField *field, const char *text, gsize size)
{
    field->value =
        (GalleyMetadata){ .type = GALLEY_TYPE_TEXT, .text = text, .text_size = (guint32)size };
    return TRUE;
}

static gboolean
set_int64(GalleyField *field, gint64 number)
{
    field->value = (GalleyMetadata){ .type = GALLEY_TYPE_INT64, .int64 = number };
    return TRUE;
}

static gboolean
set_span(const GalleyFields *fields, GalleyField *field, guint32 begin, guint32 end)
{
    return begin != GALLEY_NO_OFFSET && set_text(field, fields->text + begin, end - begin);
}

static gboolean
set_row_text(const GalleyFields *fields, GalleyField *field, guint32 row)
{
    return field->other != NULL && row != GALLEY_NO_ROW &&
           set_span(fields, field, galley_layer_get_begins(field->other)[row],
                    galley_layer_get_ends(field->other)[row]);
}

static gboolean
set_double(GalleyField *field, double number)
{
    field->value = (GalleyMetadata){ .type = GALLEY_TYPE_DOUBLE, .number = number };
    return TRUE;
}

static gboolean
set_bool(GalleyField *field, gboolean yes)
{
    field->value = (GalleyMetadata){ .type = GALLEY_TYPE_BOOL, .int64 = yes };
    return TRUE;
}

/* The value of a column of @layer, as its type has it. */
static gboolean
set_cell(const GalleyFields *fields, GalleyField *field, const GalleyLayer *layer, guint32 row)
{
    guint column = (guint)field->column_index;
    if (layer == NULL || field->column_index < 0 || row == GALLEY_NO_ROW ||
        !galley_layer_has_column(layer, column) || !galley_layer_has_value(layer, column, row))
        return FALSE;
    const GalleyColumn *kind = &galley_layer_get_layout(layer)->columns[column];
    guint32 size;
    const char *text;
    switch (kind->type) {
    case GALLEY_TYPE_INT64:
        return set_int64(field, galley_layer_get_int64s(layer, column)[row]);
    case GALLEY_TYPE_DOUBLE:
        return set_double(field, galley_layer_get_doubles(layer, column)[row]);
    case GALLEY_TYPE_BOOL:
        return set_bool(field, galley_layer_get_bool(layer, column, row));
    case GALLEY_TYPE_CATEGORY:
        text = kind->categories[galley_layer_get_categories(layer, column)[row]];
        return set_text(field, text, strlen(text));
    case GALLEY_TYPE_SPAN:
        return set_span(fields, field, galley_layer_get_span_begins(layer, column)[row],
                        galley_layer_get_span_ends(layer, column)[row]);
    case GALLEY_TYPE_ROW:
        return set_row_text(fields, field, galley_layer_get_rows(layer, column)[row]);
    default:
        text = galley_layer_get_text(layer, column, row, &size);
        return text != NULL && set_text(field, text, size);
    }
}

/* Rows ascend, so that most calls go on from the last one. */
static gboolean
set_offset(const GalleyFields *fields, GalleyField *field, guint32 at)
{
    if (at < field->counted_to)
        field->counted_to = field->n_counted = 0;
    field->n_counted += galley_utf8_count(fields->text + field->counted_to, at - field->counted_to);
    field->counted_to = at;
    return set_int64(field, field->n_counted);
}

static gboolean
set_source(const GalleyFields *fields, GalleyField *field, guint32 row, gboolean end)
{
    guint32 begins = galley_layer_get_begins(fields->rows)[row];
    guint32 ends = galley_layer_get_ends(fields->rows)[row];
    if (!galley_layer_get_layout(fields->rows)->source)
        galley_document_map_to_source(fields->document, begins, ends, &begins, &ends);
    return set_int64(field, end ? ends : begins);
}

/* How many of the rows begin before @at. */
static guint32
rows_before(const GalleyLayer *layer, guint32 at)
{
    const guint32 *begins = galley_layer_get_begins(layer);
    guint32 low = 0, high = galley_layer_get_n_rows(layer);
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (begins[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static gboolean
set_sentence(const GalleyFields *fields, GalleyField *field, guint32 at)
{
    const GalleyLayer *sentences = fields->sentences;
    guint32 n = sentences != NULL ? rows_before(sentences, at + 1) : 0;
    if (n == 0 || galley_layer_get_ends(sentences)[n - 1] <= at)
        return FALSE;
    return set_span(fields, field, galley_layer_get_begins(sentences)[n - 1],
                    galley_layer_get_ends(sentences)[n - 1]);
}

static gboolean
set_count(const GalleyFields *fields, GalleyField *field, guint32 row)
{
    if (field->other == NULL)
        return FALSE;
    if (fields->layer == NULL)
        return set_int64(field, galley_layer_get_n_rows(field->other));
    return set_int64(field,
                     rows_before(field->other, galley_layer_get_ends(fields->rows)[row]) -
                         rows_before(field->other, galley_layer_get_begins(fields->rows)[row]));
}

static gboolean
set_left(const GalleyFields *fields, GalleyField *field, guint32 end)
{
    guint32 begin = end;
    for (guint i = 0; i < fields->context && begin > 0; i++)
        begin = galley_utf8_previous(fields->text, begin);
    return set_text(field, fields->text + begin, end - begin);
}

static gboolean
set_right(const GalleyFields *fields, GalleyField *field, guint32 begin)
{
    guint32 end = begin;
    for (guint i = 0; i < fields->context && end < fields->size; i++)
        end = galley_utf8_next(fields->text, end);
    return set_text(field, fields->text + begin, end - begin);
}

/* What was said, without the narrator's words between. */
static gboolean
set_content(const GalleyFields *fields, GalleyField *field, guint32 row)
{
    guint32 part = field->first[row];
    if (part == GALLEY_NO_ROW)
        return FALSE;
    const guint32 *begins = galley_layer_get_begins(field->other);
    const guint32 *ends = galley_layer_get_ends(field->other);
    g_string_truncate(field->joined, 0);
    for (; part != GALLEY_NO_ROW; part = field->next[part]) {
        if (field->joined->len > 0)
            g_string_append_c(field->joined, ' ');
        g_string_append_len(field->joined, fields->text + begins[part], ends[part] - begins[part]);
    }
    return set_text(field, field->joined->str, field->joined->len);
}

static gboolean
set_metadata(const GalleyFields *fields, GalleyField *field)
{
    const GalleyMetadata *entry = galley_document_get_metadata(fields->document, field->column);
    if (entry == NULL || entry->null)
        return FALSE;
    field->value = *entry;
    return TRUE;
}

/* Of a document: the layer's row of the scope `document`, or its first. */
static guint32
row_of_document(const GalleyField *field)
{
    const GalleyLayer *layer = field->other;
    guint32 n = layer != NULL ? galley_layer_get_n_rows(layer) : 0;
    if (field->link_index < 0)
        return n > 0 ? 0 : GALLEY_NO_ROW;
    guint scope = (guint)field->link_index;
    const guint8 *codes = galley_layer_get_categories(layer, scope);
    const char *const *names = galley_layer_get_layout(layer)->columns[scope].categories;
    for (guint32 i = 0; codes != NULL && i < n; i++)
        if (codes[i] != GALLEY_NO_CATEGORY && g_str_equal(names[codes[i]], "document"))
            return i;
    return GALLEY_NO_ROW;
}

static guint32
followed_row(const GalleyFields *fields, const GalleyField *field, guint32 row)
{
    const guint32 *links = field->link_index >= 0
                               ? galley_layer_get_rows(fields->rows, (guint)field->link_index)
                               : NULL;
    return links != NULL && field->other != NULL ? links[row] : GALLEY_NO_ROW;
}

static gboolean
set_value(const GalleyFields *fields, GalleyField *field, guint32 row)
{
    const char *id = galley_document_get_id(fields->document);
    guint32 begin = fields->rows != NULL ? galley_layer_get_begins(fields->rows)[row] : 0;
    guint32 end = fields->rows != NULL ? galley_layer_get_ends(fields->rows)[row] : fields->size;
    switch (field->kind) {
    case GALLEY_FIELD_ID:
        return set_text(field, id, strlen(id));
    case GALLEY_FIELD_METADATA:
        return set_metadata(fields, field);
    case GALLEY_FIELD_TEXT:
        return set_text(field, fields->text + begin, end - begin);
    case GALLEY_FIELD_COUNT:
        return set_count(fields, field, row);
    case GALLEY_FIELD_ROW:
        return set_int64(field, row);
    case GALLEY_FIELD_BEGIN:
        return set_offset(fields, field, begin);
    case GALLEY_FIELD_END:
        return set_offset(fields, field, end);
    case GALLEY_FIELD_SOURCE_BEGIN:
        return set_source(fields, field, row, FALSE);
    case GALLEY_FIELD_SOURCE_END:
        return set_source(fields, field, row, TRUE);
    case GALLEY_FIELD_SENTENCE:
        return set_sentence(fields, field, begin);
    case GALLEY_FIELD_LEFT:
        return set_left(fields, field, begin);
    case GALLEY_FIELD_RIGHT:
        return set_right(fields, field, end);
    case GALLEY_FIELD_CONTENT:
        return set_content(fields, field, row);
    case GALLEY_FIELD_COLUMN:
        return set_cell(fields, field, fields->rows, row);
    case GALLEY_FIELD_FOLLOW:
        return set_cell(fields, field, field->other, followed_row(fields, field, row));
    default:
        return set_cell(fields, field, field->other,
                        fields->layer != NULL ? field->first[row] : row_of_document(field));
    }
}

/* ---- functions ---- */

static gboolean
make_lower(GalleyField *field)
{
    const char *text = field->value.text;
    g_string_truncate(field->scratch, 0);
    for (guint32 at = 0; at < field->value.text_size; at = galley_utf8_next(text, at))
        g_string_append_unichar(field->scratch, galley_unichar_to_lower(galley_utf8_get(text, at)));
    return set_text(field, field->scratch->str, field->scratch->len);
}

/* The first @size bytes, if they are those of a date in the extended format of ISO 8601. */
static gboolean
cut_date(GalleyField *field, guint32 size)
{
    static const char pattern[] = "0000-00-00";
    if (field->value.text_size < size)
        return FALSE;
    for (guint32 i = 0; i < size; i++)
        if (pattern[i] == '0' ? !g_ascii_isdigit(field->value.text[i])
                              : field->value.text[i] != pattern[i])
            return FALSE;
    if (field->value.text_size > size && g_ascii_isalnum(field->value.text[size]) &&
        field->value.text[size] != 'T')
        return FALSE;
    field->value.text_size = size;
    return TRUE;
}

static gboolean
apply_function(GalleyField *field)
{
    if (field->function == GALLEY_FUNCTION_NONE)
        return TRUE;
    if (field->value.type != GALLEY_TYPE_TEXT)
        return field->function == GALLEY_FUNCTION_LOWER;
    switch (field->function) {
    case GALLEY_FUNCTION_LOWER:
        return make_lower(field);
    case GALLEY_FUNCTION_YEAR:
        return cut_date(field, 4);
    case GALLEY_FUNCTION_MONTH:
        return cut_date(field, 7);
    default:
        return cut_date(field, 10);
    }
}

const GalleyMetadata *
galley_fields_get(GalleyFields *fields, guint index, guint32 row)
{
    g_return_val_if_fail(fields != NULL && index < fields->list->len, NULL);
    GalleyField *field = &g_array_index(fields->list, GalleyField, index);
    return set_value(fields, field, row) && apply_function(field) ? &field->value : NULL;
}

gboolean
galley_fields_are_met(GalleyFields *fields, guint32 row)
{
    g_return_val_if_fail(fields != NULL, FALSE);
    for (guint i = 0; i < fields->conditions->len; i++)
        if (!galley_condition_holds(g_ptr_array_index(fields->conditions, i),
                                    galley_fields_get(fields, fields->n_named + i, row)))
            return FALSE;
    return TRUE;
}
