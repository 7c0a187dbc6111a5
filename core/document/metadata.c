/* metadata.c: ordered keys with JSON-typed values. SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <galley/unicode.h>

#include "document/state-private.h"

static gboolean
strv_has(char **list, const char *key)
{
    return list && g_strv_contains((const char *const *)list, key);
}

static gboolean
may_read(const GalleyDocument *document, const char *key)
{
    const GalleyScope *scope = document->scope;
    return !scope || scope->all_keys_read || strv_has(scope->keys_read, key) ||
           strv_has(scope->keys_given, key);
}

static GalleyMetadata *
find_entry(const GalleyDocument *document, const char *key)
{
    for (guint i = 0; i < document->metadata->len; i++) {
        GalleyMetadata *entry = &g_array_index(document->metadata, GalleyMetadata, i);
        if (g_str_equal(entry->key, key))
            return entry;
    }
    return NULL;
}

const GalleyMetadata *
galley_document_get_metadata(const GalleyDocument *document, const char *key)
{
    g_return_val_if_fail(key != NULL, NULL);
    if (!may_read(document, key)) {
        galley_document_violate(
            document, "asks for the metadata \"%s\", which it does not declare that it needs", key);
        return NULL;
    }
    return find_entry(document, key);
}

const GalleyMetadata *
galley_document_list_metadata(const GalleyDocument *document, guint *n)
{
    const GalleyScope *scope = document->scope;
    GArray *list = document->metadata;
    if (scope && !scope->all_keys_read) {
        list = document->metadata_listed;
        g_array_set_size(list, 0);
        for (guint i = 0; i < document->metadata->len; i++) {
            GalleyMetadata *entry = &g_array_index(document->metadata, GalleyMetadata, i);
            if (may_read(document, entry->key))
                g_array_append_vals(list, entry, 1);
        }
    }
    *n = list->len;
    return (const GalleyMetadata *)list->data;
}

/* What the step began with, before its first change. */
static void
keep_metadata(GalleyDocument *document)
{
    if (document->metadata_changed)
        return;
    g_array_set_size(document->metadata_before, 0);
    g_array_append_vals(document->metadata_before, document->metadata->data,
                        document->metadata->len);
    document->metadata_changed = TRUE;
}

static void
set_entry(GalleyDocument *document, const char *key, GalleyMetadata value)
{
    const GalleyScope *scope = document->scope;
    if (scope && !scope->all_keys_given && !strv_has(scope->keys_given, key)) {
        galley_document_violate(
            document, "sets the metadata \"%s\", which it does not declare that it gives", key);
        return;
    }
    if (scope)
        keep_metadata(document);
    GalleyMetadata *entry = find_entry(document, key);
    value.key = entry ? entry->key : galley_arena_copy(&document->arena, key, strlen(key));
    if (entry)
        *entry = value;
    else
        g_array_append_val(document->metadata, value);
}

static void
set_text_entry(
    GalleyDocument *document, const char *key, GalleyType type, const char *value, gssize size)
{
    gsize n = size < 0 ? strlen(value) : (gsize)size;
    if (n > GALLEY_SIZE_MAX || !galley_utf8_validate(value, n, NULL)) {
        galley_document_violate(document, "sets the metadata \"%s\" to what is not valid UTF-8",
                                key);
        return;
    }
    set_entry(document, key,
              (GalleyMetadata){ .type = type,
                                .text = galley_arena_copy(&document->arena, value, n),
                                .text_size = (guint32)n });
}

void
galley_document_set_metadata_text(GalleyDocument *document,
                                  const char *key,
                                  const char *value,
                                  gssize size)
{
    g_return_if_fail(key != NULL && value != NULL);
    set_text_entry(document, key, GALLEY_TYPE_TEXT, value, size);
}

void
galley_document_set_metadata_json(GalleyDocument *document,
                                  const char *key,
                                  const char *value,
                                  gssize size)
{
    g_return_if_fail(key != NULL && value != NULL);
    gsize n = size < 0 ? strlen(value) : (gsize)size;
    if (n == 4 && memcmp(value, "null", 4) == 0)
        set_entry(document, key,
                  (GalleyMetadata){
                      .type = GALLEY_TYPE_JSON, .null = TRUE, .text = "null", .text_size = 4 });
    else
        set_text_entry(document, key, GALLEY_TYPE_JSON, value, size);
}

void
galley_document_set_metadata_int64(GalleyDocument *document, const char *key, gint64 value)
{
    g_return_if_fail(key != NULL);
    set_entry(document, key, (GalleyMetadata){ .type = GALLEY_TYPE_INT64, .int64 = value });
}

void
galley_document_set_metadata_double(GalleyDocument *document, const char *key, double value)
{
    g_return_if_fail(key != NULL);
    if (isfinite(value))
        set_entry(document, key, (GalleyMetadata){ .type = GALLEY_TYPE_DOUBLE, .number = value });
    else
        galley_document_violate(document, "sets the metadata \"%s\" to what is not a finite number",
                                key);
}

void
galley_document_set_metadata_bool(GalleyDocument *document, const char *key, gboolean value)
{
    g_return_if_fail(key != NULL);
    set_entry(document, key, (GalleyMetadata){ .type = GALLEY_TYPE_BOOL, .int64 = value != FALSE });
}
