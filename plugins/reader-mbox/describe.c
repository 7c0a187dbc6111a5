/* describe.c: metadata of a mail. SPDX-License-Identifier: MIT */
#include "describe.h"

#include <string.h>

#include <galley/format.h>

#include "dates.h"
#include "words.h"

/* How a field becomes a value. */
typedef enum {
    FIELD_TEXT,
    FIELD_ID,   /* what stands in angle brackets */
    FIELD_IDS,  /* a list of those */
    FIELD_DATE, /* ISO 8601 */
} FieldKind;

static const struct {
    const char *name, *key;
    FieldKind kind;
} kept_fields[] = {
    { "From", "from", FIELD_TEXT },
    { "To", "to", FIELD_TEXT },
    { "Cc", "cc", FIELD_TEXT },
    { "Subject", "subject", FIELD_TEXT },
    { "Date", "date", FIELD_DATE },
    { "Message-ID", "message_id", FIELD_ID },
    { "In-Reply-To", "in_reply_to", FIELD_ID },
    { "References", "references", FIELD_IDS },
    { "List-Id", "list_id", FIELD_ID },
};

/* The next "<...>" at or behind *@at, which goes on behind it. */
static gboolean
next_id(const char **at, const char **id, gsize *size)
{
    const char *open = strchr(*at, '<'), *close = open != NULL ? strchr(open, '>') : NULL;
    if (close == NULL)
        return FALSE;
    *id = open + 1;
    *size = (gsize)(close - open) - 1;
    *at = close + 1;
    return TRUE;
}

static void
append_id(GString *out, const char *value)
{
    const char *id = value;
    gsize size = strlen(value);
    next_id(&value, &id, &size);
    words_append_bytes(out, id, size, NULL);
}

static void
append_ids(GString *out, const char *value)
{
    const char *id;
    gsize size;
    g_autoptr(GString) text = g_string_new(NULL);
    while (next_id(&value, &id, &size)) {
        g_string_append(out, out->len == 0 ? "[" : ",");
        g_string_truncate(text, 0);
        words_append_bytes(text, id, size, NULL);
        galley_append_json_string(out, text->str, text->len);
    }
    if (out->len > 0)
        g_string_append_c(out, ']');
}

static void
append_field(FieldKind kind, const char *value, GalleyDocument *document, GString *out)
{
    switch (kind) {
    case FIELD_TEXT:
        words_append(out, value);
        break;
    case FIELD_ID:
        append_id(out, value);
        break;
    case FIELD_IDS:
        append_ids(out, value);
        break;
    case FIELD_DATE:
        if (!dates_append(out, value))
            galley_document_warn(document, "has a Date that is none");
    }
}

void
describe_head(const Fields *fields, GalleyDocument *document)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(kept_fields); i++) {
        g_string_truncate(out, 0);
        const char *value = fields_get(fields, kept_fields[i].name);
        if (value != NULL)
            append_field(kept_fields[i].kind, value, document, out);
        if (out->len == 0)
            continue;
        if (kept_fields[i].kind == FIELD_IDS)
            galley_document_set_metadata_json(document, kept_fields[i].key, out->str,
                                              (gssize)out->len);
        else
            galley_document_set_metadata_text(document, kept_fields[i].key, out->str,
                                              (gssize)out->len);
    }
}

/* Parts that are not read: each with its type, and its name if it has one. */
void
describe_attachments(const Parts *parts, int text, GalleyDocument *document)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < parts->list->len; i++) {
        const Part *part = parts_get(parts, i);
        g_autofree char *type = g_utf8_make_valid(part->type, -1);
        if ((int)i == text || part->version)
            continue;
        g_string_append(out, out->len == 0 ? "[{\"type\":" : ",{\"type\":");
        galley_append_json_string(out, type, strlen(type));
        if (part->name != NULL) {
            g_string_append(out, ",\"name\":");
            galley_append_json_string(out, part->name, strlen(part->name));
        }
        g_string_append_c(out, '}');
    }
    if (out->len == 0)
        return;
    g_string_append_c(out, ']');
    galley_document_set_metadata_json(document, "attachments", out->str, (gssize)out->len);
}
