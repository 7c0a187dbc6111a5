/* dump.c: a document as lines of text. SPDX-License-Identifier: MIT */
#include "pipeline/dump-private.h"

#include <string.h>

#include <galley/format.h>
#include <galley/unicode.h>

/* A text longer than @most without its middle. */
static void
append_short(GString *out, const char *text, guint32 size, guint32 most)
{
    if (most == 0 || size <= most) {
        galley_append_json_string(out, text, size);
        return;
    }
    guint32 head = most - most / 4, tail = size - most / 4;
    while (!galley_utf8_is_boundary(text, size, head))
        head--;
    while (!galley_utf8_is_boundary(text, size, tail))
        tail++;
    g_autoptr(GString) shown = g_string_new_len(text, head);
    g_string_append(shown, " … ");
    g_string_append_len(shown, text + tail, size - tail);
    galley_append_json_string(out, shown->str, shown->len);
}

static void
append_span(GString *out, const GalleyDocument *document, guint32 begin, guint32 end, guint32 most)
{
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    append_short(out, text + begin, end - begin, most);
}

void
galley_dump_value(GString *out, const GalleyMetadata *value)
{
    if (!value || value->null) {
        g_string_append(out, value ? "null" : "absent");
        return;
    }
    switch (value->type) {
    case GALLEY_TYPE_INT64:
        galley_append_int64(out, value->int64);
        break;
    case GALLEY_TYPE_DOUBLE:
        galley_append_double(out, value->number);
        break;
    case GALLEY_TYPE_BOOL:
        g_string_append(out, value->int64 ? "true" : "false");
        break;
    case GALLEY_TYPE_TEXT:
        galley_append_json_string(out, value->text, value->text_size);
        break;
    default:
        g_string_append_len(out, value->text, value->text_size);
    }
}

/* ---- columns ---- */

static void
append_text(GString *out, const GalleyLayer *layer, guint column, guint32 row, guint32 most)
{
    guint32 size;
    const char *text = galley_layer_get_text(layer, column, row, &size);
    append_short(out, text, size, most);
}

static void
append_column(GString *out,
              const GalleyDocument *document,
              const GalleyLayer *layer,
              guint c,
              guint32 row,
              guint32 most)
{
    const GalleyColumn *column = &galley_layer_get_layout(layer)->columns[c];
    switch (column->type) {
    case GALLEY_TYPE_INT64:
        galley_append_int64(out, galley_layer_get_int64s(layer, c)[row]);
        break;
    case GALLEY_TYPE_DOUBLE:
        galley_append_double(out, galley_layer_get_doubles(layer, c)[row]);
        break;
    case GALLEY_TYPE_BOOL:
        g_string_append(out, galley_layer_get_bool(layer, c, row) ? "true" : "false");
        break;
    case GALLEY_TYPE_CATEGORY:
        g_string_append(out, column->categories[galley_layer_get_categories(layer, c)[row]]);
        break;
    case GALLEY_TYPE_ROW:
        g_string_append_printf(out, "%s %u", column->layer, galley_layer_get_rows(layer, c)[row]);
        break;
    case GALLEY_TYPE_SPAN:
        append_span(out, document, galley_layer_get_span_begins(layer, c)[row],
                    galley_layer_get_span_ends(layer, c)[row], most);
        break;
    default:
        append_text(out, layer, c, row, most);
    }
}

void
galley_dump_row(GString *out,
                const GalleyDocument *document,
                const GalleyLayer *layer,
                guint32 row,
                guint32 most)
{
    const GalleyLayout *layout = galley_layer_get_layout(layer);
    guint32 begin = galley_layer_get_begins(layer)[row], end = galley_layer_get_ends(layer)[row];
    g_string_append_printf(out, "%u-%u", begin, end);
    if (!layout->source) {
        g_string_append_c(out, ' ');
        append_span(out, document, begin, end, most);
    }
    for (guint c = 0; layout->columns && layout->columns[c].name; c++) {
        if (!galley_layer_has_value(layer, c, row))
            continue;
        g_string_append_printf(out, "  %s: ", layout->columns[c].name);
        append_column(out, document, layer, c, row, most);
    }
}

/* ---- the whole ---- */

static void
append_metadata(GString *out, const GalleyDocument *document)
{
    guint n;
    const GalleyMetadata *list = galley_document_list_metadata(document, &n);
    for (guint i = 0; i < n; i++) {
        g_string_append_printf(out, "metadata.%s: ", list[i].key);
        galley_dump_value(out, &list[i]);
        g_string_append_c(out, '\n');
    }
}

static void
append_layer(GString *out, const GalleyDocument *document, const GalleyLayer *layer)
{
    guint32 n = galley_layer_get_n_rows(layer);
    g_string_append_printf(out, "\n%s: %u\n", galley_layer_get_name(layer), n);
    for (guint32 row = 0; row < n; row++) {
        g_string_append(out, "  ");
        galley_dump_row(out, document, layer, row, 0);
        g_string_append_c(out, '\n');
    }
}

void
galley_dump_append(GString *out, const GalleySlots *slots, GalleyDocument *document)
{
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    append_metadata(out, document);
    g_string_append(out, "text:\n");
    g_string_append_len(out, text, size);
    g_string_append(out, size > 0 && text[size - 1] == '\n' ? "" : "\n");
    for (guint i = 0; i < slots->n; i++) {
        const GalleyLayer *layer = galley_document_get_slot(document, i);
        if (layer)
            append_layer(out, document, layer);
    }
}
