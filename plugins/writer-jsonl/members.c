/* members.c: metadata, source and alignment as JSON. SPDX-License-Identifier: MIT */
#include "append.h"
#include "encoder.h"

/* ---- metadata ---- */

static void
put_value(const GalleyMetadata *entry, GString *out)
{
    if (entry->null) {
        APPEND(out, "null");
        return;
    }
    switch (entry->type) {
    case GALLEY_TYPE_INT64:
        galley_append_int64(out, entry->int64);
        break;
    case GALLEY_TYPE_DOUBLE:
        galley_append_double(out, entry->number);
        break;
    case GALLEY_TYPE_BOOL:
        g_string_append(out, entry->int64 != 0 ? "true" : "false");
        break;
    case GALLEY_TYPE_JSON:
        append(out, entry->text, entry->text_size);
        break;
    default:
        galley_append_json_string(out, entry->text, entry->text_size);
    }
}

void
encode_metadata(const GalleyDocument *document, GString *out)
{
    guint n;
    const GalleyMetadata *list = galley_document_list_metadata(document, &n);
    APPEND(out, "{");
    for (guint i = 0; i < n; i++) {
        append(out, ",", i > 0);
        galley_append_json_string(out, list[i].key, strlen(list[i].key));
        APPEND(out, ":");
        put_value(&list[i], out);
    }
    APPEND(out, "}");
}

/* ---- source ---- */

static void
append_base64(GString *out, const guint8 *bytes, gsize size)
{
    gint state = 0, save = 0;
    gsize begin = out->len;
    g_string_set_size(out, begin + size / 3 * 4 + 8);
    char *end = out->str + begin;
    end += g_base64_encode_step(bytes, size, FALSE, end, &state, &save);
    end += g_base64_encode_close(FALSE, end, &state, &save);
    g_string_truncate(out, (gsize)(end - out->str));
}

void
encode_source(const GalleyDocument *document, GString *out)
{
    guint32 size;
    const guint8 *source = galley_document_get_source(document, &size);
    if (galley_utf8_validate(source, size, NULL)) {
        galley_append_json_string(out, (const char *)source, size);
        return;
    }
    APPEND(out, "{\"base64\":\"");
    append_base64(out, source, size);
    APPEND(out, "\"}");
}

/* ---- alignment ---- */

void
encode_alignment(const GalleyDocument *document, GString *out)
{
    guint32 n;
    const GalleyRun *runs = galley_document_get_alignment(document, &n);
    APPEND(out, "[");
    for (guint32 i = 0; i < n; i++) {
        const guint32 fields[] = { runs[i].text, runs[i].source, runs[i].unit_text,
                                   runs[i].unit_source };
        append(out, ",", i > 0);
        for (guint f = 0; f < G_N_ELEMENTS(fields); f++) {
            append(out, f == 0 ? "[" : ",", 1);
            galley_append_uint32(out, fields[f]);
        }
        APPEND(out, "]");
    }
    APPEND(out, "]");
}
