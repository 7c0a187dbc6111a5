/* layer.c: a layer's rows as JSON objects, column by column. SPDX-License-Identifier: MIT */
#include "append.h"
#include "encoder.h"

typedef struct Column Column;

/* A column that is written: what `put` needs is looked up once a layer, not once a row. */
struct Column {
    void (*put)(Encoder *encoder, const Column *column, guint32 row, GString *out);
    const GalleyLayer *layer;
    guint index;
    gsize
        key; /* in the encoder's keys: `,"name":`, of a category `,"name":"value"` for each of its values */
    gsize key_size;
    const gsize
        *values; /* of a category: where each of those begins, and where the last one ends */
    union {
        const gint64 *int64s;
        const double *doubles;
        const guint8 *categories;
        const guint32 *rows;
        const guint32 *begins;
    };
    const guint32 *ends;
};

static inline void
put_key(const Encoder *encoder, const Column *column, GString *out)
{
    append(out, encoder->keys->str + column->key, column->key_size);
}

/* ---- offsets ---- */

static void
put_offsets(
    Encoder *encoder, guint32 begin, guint32 end, const char *middle, gsize size, GString *out)
{
    if (encoder->maps)
        galley_document_map_to_source(encoder->document, begin, end, &begin, &end);
    galley_append_uint32(out, units_at(encoder->counts, begin));
    append(out, middle, size);
    galley_append_uint32(out, units_at(encoder->counts, end));
}

static void
put_pair(Encoder *encoder, guint32 begin, guint32 end, GString *out)
{
    APPEND(out, "[");
    put_offsets(encoder, begin, end, ",", 1, out);
    APPEND(out, "]");
}

static void
put_number(const Encoder *encoder, double value, GString *out)
{
    if (encoder->jsonl->decimals < 0)
        galley_append_double(out, value);
    else
        galley_append_decimals(out, value, (guint)encoder->jsonl->decimals);
}

/* ---- a value of each type; nothing where a row has none ---- */

static void
put_int64(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    if (!galley_layer_has_value(column->layer, column->index, row))
        return;
    put_key(encoder, column, out);
    galley_append_int64(out, column->int64s[row]);
}

static void
put_double(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    if (!galley_layer_has_value(column->layer, column->index, row))
        return;
    put_key(encoder, column, out);
    put_number(encoder, column->doubles[row], out);
}

static void
put_bool(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    if (!galley_layer_has_value(column->layer, column->index, row))
        return;
    put_key(encoder, column, out);
    if (galley_layer_get_bool(column->layer, column->index, row))
        APPEND(out, "true");
    else
        APPEND(out, "false");
}

static void
put_category(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    guint8 code = column->categories[row];
    if (code == GALLEY_NO_CATEGORY)
        return;
    gsize at = column->values[code];
    append(out, encoder->keys->str + at, column->values[code + 1] - at);
}

static void
put_text(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    guint32 size;
    const char *text = galley_layer_get_text(column->layer, column->index, row, &size);
    if (text == NULL)
        return;
    put_key(encoder, column, out);
    galley_append_json_string(out, text, size);
}

static void
put_span(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    if (column->begins[row] == GALLEY_NO_OFFSET)
        return;
    put_key(encoder, column, out);
    put_pair(encoder, column->begins[row], column->ends[row], out);
}

static void
put_row(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    if (column->rows[row] == GALLEY_NO_ROW)
        return;
    put_key(encoder, column, out);
    galley_append_uint32(out, column->rows[row]);
}

/* ---- what is written besides the columns, for people ---- */

static void
put_words(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    prose_begin(encoder);
    prose_add(encoder, galley_layer_get_begins(column->layer)[row],
              galley_layer_get_ends(column->layer)[row]);
    APPEND(out, ",\"text\":");
    prose_end(encoder, out);
}

static void
put_content(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    const Parts *parts = &encoder->parts;
    if (parts->layer == NULL || parts->first[row] == parts->first[row + 1]) {
        put_words(encoder, column, row, out);
        return;
    }
    const guint32 *begins = galley_layer_get_begins(parts->layer),
                  *ends = galley_layer_get_ends(parts->layer);
    prose_begin(encoder);
    for (guint32 i = parts->first[row]; i < parts->first[row + 1]; i++)
        prose_add(encoder, begins[parts->rows[i]], ends[parts->rows[i]]);
    APPEND(out, ",\"text\":");
    prose_end(encoder, out);
    APPEND(out, ",\"content\":[");
    for (guint32 i = parts->first[row]; i < parts->first[row + 1]; i++) {
        append(out, ",", i > parts->first[row]);
        put_pair(encoder, begins[parts->rows[i]], ends[parts->rows[i]], out);
    }
    APPEND(out, "]");
}

static void
put_speaker(Encoder *encoder, const Column *column, guint32 row, GString *out)
{
    guint32 size;
    const guint32 *entities = galley_layer_get_rows(column->layer, GALLEY_QUOTATION_ENTITY);
    if (entities == NULL || entities[row] == GALLEY_NO_ROW || encoder->entities == NULL)
        return;
    const char *name =
        galley_layer_get_text(encoder->entities, GALLEY_ENTITY_NAME, entities[row], &size);
    if (name == NULL)
        return;
    APPEND(out, ",\"canonical_speaker\":");
    galley_append_json_string(out, name, size);
}

static const struct {
    const char *layer;
    int after; /* the column it follows; -1: the span */
    void (*put)(Encoder *encoder, const Column *column, guint32 row, GString *out);
} extras[] = {
    { "mention", -1, put_words },
    { "quotation", GALLEY_QUOTATION_KIND, put_content },
    { "quotation", GALLEY_QUOTATION_ENTITY, put_speaker },
};

/* ---- columns ---- */

static void
append_key(GString *keys, const char *name)
{
    APPEND(keys, ",");
    galley_append_json_string(keys, name, strlen(name));
    APPEND(keys, ":");
}

/* `,"name":"value"` for each value of a category: a row then takes one copy. */
static const gsize *
append_values(GString *keys, const GalleyColumn *column, GalleyDocument *document)
{
    guint n = 0;
    while (column->categories[n] != NULL)
        n++;
    gsize *values = galley_document_alloc(document, (n + 1) * sizeof *values);
    for (guint i = 0; i < n; i++) {
        values[i] = keys->len;
        append_key(keys, column->name);
        galley_append_json_string(keys, column->categories[i], strlen(column->categories[i]));
    }
    values[n] = keys->len;
    return values;
}

static void
fill_column(Column *column, GalleyType type)
{
    const GalleyLayer *layer = column->layer;
    guint index = column->index;
    switch (type) {
    case GALLEY_TYPE_INT64:
        column->put = put_int64;
        column->int64s = galley_layer_get_int64s(layer, index);
        break;
    case GALLEY_TYPE_DOUBLE:
        column->put = put_double;
        column->doubles = galley_layer_get_doubles(layer, index);
        break;
    case GALLEY_TYPE_CATEGORY:
        column->put = put_category;
        column->categories = galley_layer_get_categories(layer, index);
        break;
    case GALLEY_TYPE_ROW:
        column->put = put_row;
        column->rows = galley_layer_get_rows(layer, index);
        break;
    case GALLEY_TYPE_SPAN:
        column->put = put_span;
        column->begins = galley_layer_get_span_begins(layer, index);
        column->ends = galley_layer_get_span_ends(layer, index);
        break;
    default:
        column->put = type == GALLEY_TYPE_BOOL ? put_bool : put_text;
    }
}

static void
add_column(Encoder *encoder, const GalleyLayer *layer, guint index)
{
    const GalleyColumn *declared = &galley_layer_get_layout(layer)->columns[index];
    Column column = { .layer = layer, .index = index, .key = encoder->keys->len };
    if (declared->type == GALLEY_TYPE_CATEGORY)
        column.values = append_values(encoder->keys, declared, encoder->document);
    else
        append_key(encoder->keys, declared->name);
    column.key_size = encoder->keys->len - column.key;
    fill_column(&column, declared->type);
    g_array_append_val(encoder->columns, column);
}

static void
add_extras(Encoder *encoder, const GalleyLayer *layer, int after)
{
    for (gsize i = 0; i < G_N_ELEMENTS(extras); i++) {
        if (extras[i].after != after ||
            !g_str_equal(extras[i].layer, galley_layer_get_layout(layer)->name))
            continue;
        Column column = { .put = extras[i].put, .layer = layer };
        g_array_append_val(encoder->columns, column);
    }
}

static void
choose_columns(Encoder *encoder, const GalleyLayer *layer)
{
    const GalleyColumn *declared = galley_layer_get_layout(layer)->columns;
    g_array_set_size(encoder->columns, 0);
    g_string_truncate(encoder->keys, 0);
    add_extras(encoder, layer, -1);
    for (guint c = 0; declared != NULL && declared[c].name != NULL; c++) {
        if (galley_layer_has_column(layer, c))
            add_column(encoder, layer, c);
        add_extras(encoder, layer, (int)c);
    }
}

/* Rows of `removed` are bytes of the source, whatever the options say. */
static void
choose_offsets(Encoder *encoder, const GalleyLayer *layer)
{
    static const Units bytes = { .identity = TRUE };
    gboolean source = galley_layer_get_layout(layer)->source;
    encoder->maps = !source && encoder->jsonl->of == OF_SOURCE;
    encoder->counts = source || encoder->maps ? &bytes : &encoder->units;
}

void
encode_layer(Encoder *encoder, const GalleyLayer *layer, GString *out)
{
    const guint32 *begins = galley_layer_get_begins(layer), *ends = galley_layer_get_ends(layer);
    guint32 n_rows = galley_layer_get_n_rows(layer);
    choose_columns(encoder, layer);
    choose_offsets(encoder, layer);
    const Column *columns = (const Column *)encoder->columns->data;
    APPEND(out, "[");
    for (guint32 row = 0; row < n_rows; row++) {
        append(out, ",{\"begin\":" + (row == 0), sizeof ",{\"begin\":" - 1 - (row == 0));
        put_offsets(encoder, begins[row], ends[row], ",\"end\":", sizeof ",\"end\":" - 1, out);
        for (guint c = 0; c < encoder->columns->len; c++)
            columns[c].put(encoder, &columns[c], row, out);
        APPEND(out, "}");
    }
    APPEND(out, "]");
}

GArray *
encode_columns_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(Column));
}
