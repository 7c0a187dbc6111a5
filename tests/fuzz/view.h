/* view.h: all that there is to see of a document, as bytes, for fuzz targets.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

static inline void
view_append(GString *view, gconstpointer bytes, gsize size)
{
    g_string_append_len(view, (const char *)&size, sizeof size);
    g_string_append_len(view, bytes, (gssize)size);
}

static inline void
view_append_number(GString *view, guint64 number)
{
    view_append(view, &number, sizeof number);
}

static inline void
view_append_value(GString *view, const GalleyLayer *layer, guint column, guint32 row)
{
    guint32 size = 0;
    gboolean has = galley_layer_has_value(layer, column, row);
    view_append_number(view, has);
    if (!has)
        return;
    switch (galley_layer_get_layout(layer)->columns[column].type) {
    case GALLEY_TYPE_INT64:
        view_append_number(view, (guint64)galley_layer_get_int64s(layer, column)[row]);
        break;
    case GALLEY_TYPE_DOUBLE:
        view_append(view, &galley_layer_get_doubles(layer, column)[row], sizeof(double));
        break;
    case GALLEY_TYPE_BOOL:
        view_append_number(view, (guint64)galley_layer_get_bool(layer, column, row));
        break;
    case GALLEY_TYPE_CATEGORY:
        view_append_number(view, galley_layer_get_categories(layer, column)[row]);
        break;
    case GALLEY_TYPE_ROW:
        view_append_number(view, galley_layer_get_rows(layer, column)[row]);
        break;
    case GALLEY_TYPE_SPAN:
        view_append_number(view, galley_layer_get_span_begins(layer, column)[row]);
        view_append_number(view, galley_layer_get_span_ends(layer, column)[row]);
        break;
    default: {
        const char *text = galley_layer_get_text(layer, column, row, &size);
        view_append(view, text, size);
    }
    }
}

static inline void
view_append_layer(GString *view, const GalleyLayer *layer)
{
    const GalleyLayout *layout = galley_layer_get_layout(layer);
    guint32 n = galley_layer_get_n_rows(layer);
    view_append_number(view, n);
    view_append(view, galley_layer_get_begins(layer), n * sizeof(guint32));
    view_append(view, galley_layer_get_ends(layer), n * sizeof(guint32));
    for (guint column = 0; layout->columns[column].name; column++)
        for (guint32 row = 0; row < n; row++)
            view_append_value(view, layer, column, row);
}

static inline void
view_append_metadata(GString *view, const GalleyMetadata *entry)
{
    g_string_append(view, entry->key);
    view_append_number(view, entry->type);
    view_append_number(view, (guint64)entry->null);
    view_append_number(view, (guint64)entry->int64);
    view_append(view, &entry->number, sizeof entry->number);
    view_append(view, entry->text ? entry->text : "", entry->text_size);
}

/* Text, alignment, metadata and layers. */
static inline GString *
view_of(const GalleyDocument *document)
{
    GString *view = g_string_new(NULL);
    guint32 size, n_runs;
    guint n_keys;
    const char *text = galley_document_get_text(document, &size);
    const GalleyRun *runs = galley_document_get_alignment(document, &n_runs);
    const GalleyMetadata *metadata = galley_document_list_metadata(document, &n_keys);
    const GalleyLayer *const *layers = galley_document_get_layers(document);
    view_append(view, text, size);
    view_append(view, runs, n_runs * sizeof *runs);
    for (guint i = 0; i < n_keys; i++)
        view_append_metadata(view, &metadata[i]);
    for (; *layers; layers++)
        view_append_layer(view, *layers);
    return view;
}
