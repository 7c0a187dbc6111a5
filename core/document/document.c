/* document.c: a document's life, its source and text, and what a step sees of it.
 * SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <string.h>

#include <glib-object.h>

#include <galley/unicode.h>

#include "document/state-private.h"

/* What an emptied document may keep: enough for ordinary ones, not for the largest one ever seen.
 */
#define KEEP_BYTES ((gsize)4 << 20)
#define KEEP_ROWS ((guint32)1 << 20)

G_DEFINE_QUARK(galley_document_error, galley_document_error)
G_DEFINE_BOXED_TYPE(GalleyDocument, galley_document, galley_document_ref, galley_document_unref)

/* ---- life ---- */

GalleyDocument *
galley_document_new(void)
{
    GalleyDocument *document = g_new0(GalleyDocument, 1);
    g_atomic_ref_count_init(&document->references);
    document->id = g_string_new(NULL);
    document->metadata = g_array_new(FALSE, TRUE, sizeof(GalleyMetadata));
    document->metadata_before = g_array_new(FALSE, TRUE, sizeof(GalleyMetadata));
    document->metadata_listed = g_array_new(FALSE, TRUE, sizeof(GalleyMetadata));
    document->edits = g_array_new(FALSE, FALSE, sizeof(GalleyEdit));
    document->notes = g_array_new(FALSE, FALSE, sizeof(GalleyNote));
    document->runs = g_array_new(FALSE, FALSE, sizeof(GalleyRun));
    document->replacements = g_string_new(NULL);
    document->buffer = g_string_new(NULL);
    galley_text_reserve(&document->text, 0);
    document->text.bytes[0] = '\0';
    return document;
}

GalleyDocument *
galley_document_ref(GalleyDocument *document)
{
    g_atomic_ref_count_inc(&document->references);
    return document;
}

static void
unbind(GalleyDocument *document)
{
    for (guint i = 0; i < document->n_layers; i++)
        galley_layer_clear(&document->layers[i]);
    g_free(document->layers);
    g_free(document->listed);
    document->layers = NULL;
    document->listed = NULL;
    document->n_layers = 0;
    document->serial = 0;
}

static void
empty_layers(GalleyDocument *document)
{
    for (guint i = 0; i < document->n_layers; i++)
        galley_layer_empty(&document->layers[i], KEEP_ROWS);
}

static void
free_texts(GalleyDocument *document)
{
    g_free(document->text.bytes);
    g_free(document->kept.bytes);
    g_free(document->spare.bytes);
    galley_alignment_clear(&document->alignment);
    galley_alignment_clear(&document->step_alignment);
    galley_alignment_clear(&document->list_alignment);
    galley_alignment_clear(&document->spare_alignment);
}

void
galley_document_unref(GalleyDocument *document)
{
    if (!g_atomic_ref_count_dec(&document->references))
        return;
    unbind(document);
    free_texts(document);
    g_free(document->source);
    g_string_free(document->id, TRUE);
    g_string_free(document->replacements, TRUE);
    g_string_free(document->buffer, TRUE);
    g_array_unref(document->metadata);
    g_array_unref(document->metadata_before);
    g_array_unref(document->metadata_listed);
    g_array_unref(document->edits);
    g_array_unref(document->notes);
    g_array_unref(document->runs);
    g_free(document->violation_detail);
    galley_arena_clear(&document->arena);
    galley_arena_clear(&document->scratch);
    g_free(document);
}

void
galley_document_bind(GalleyDocument *document, const GalleySlots *slots)
{
    document->slots = slots;
    if (document->serial == slots->serial && slots->serial != 0) {
        empty_layers(document);
        return;
    }
    unbind(document);
    document->serial = slots->serial;
    document->n_layers = slots->n;
    document->layers = g_new0(GalleyLayer, slots->n);
    document->listed = g_new0(const GalleyLayer *, slots->n + 1);
    for (guint i = 0; i < slots->n; i++)
        galley_layer_init(&document->layers[i], slots->slots[i].name, slots->slots[i].layout,
                          slots->slots[i].columns, &document->violation);
}

/* ---- buffers ---- */

void
galley_text_reserve(GalleyText *text, gsize size)
{
    ASAN_UNPOISON_MEMORY_REGION(text->bytes, text->room);
    if (size + 1 > text->room) {
        text->room = MAX(MAX(size + 1, text->room * 2), 4096);
        text->bytes = g_realloc(text->bytes, text->room);
    }
    ASAN_POISON_MEMORY_REGION(text->bytes + size + 1, text->room - size - 1);
}

static void
copy_source(GalleyDocument *document, gconstpointer bytes, guint32 size)
{
    ASAN_UNPOISON_MEMORY_REGION(document->source, document->source_room);
    if (size > document->source_room) {
        document->source_room = MAX(size, 4096u);
        g_free(document->source);
        document->source = g_malloc(document->source_room);
    }
    if (size > 0)
        memcpy(document->source, bytes, size);
    if (size < document->source_room) /* an empty source may have no room at all */
        ASAN_POISON_MEMORY_REGION(document->source + size, document->source_room - size);
    document->source_size = size;
}

static void
shrink_text(GalleyText *text)
{
    if (text->room <= KEEP_BYTES)
        return;
    g_free(text->bytes);
    *text = (GalleyText){ 0 };
}

static void
shrink_texts(GalleyDocument *document)
{
    shrink_text(&document->text);
    shrink_text(&document->kept);
    shrink_text(&document->spare);
    if (document->source_room > KEEP_BYTES) {
        g_free(document->source);
        document->source = NULL;
        document->source_room = 0;
    }
    if (document->buffer->allocated_len > KEEP_BYTES) {
        g_string_free(document->buffer, TRUE);
        document->buffer = g_string_new(NULL);
    }
}

void
galley_document_reset(GalleyDocument *document)
{
    shrink_texts(document);
    g_string_truncate(document->id, 0);
    galley_text_reserve(&document->text, 0);
    document->text.bytes[0] = '\0';
    document->text.size = 0;
    copy_source(document, NULL, 0);
    document->n_malformed = 0;
    galley_alignment_set_identity(&document->alignment, 0);
    empty_layers(document);
    g_array_set_size(document->metadata, 0);
    g_array_set_size(document->notes, 0);
    document->scope = NULL;
    document->drop_reason = NULL;
    galley_arena_reset(&document->arena, KEEP_BYTES);
    galley_arena_reset(&document->scratch, KEEP_BYTES);
}

/* ---- id, source, text ---- */

void
galley_document_set_id(GalleyDocument *document, const char *id, gssize size)
{
    g_return_if_fail(id != NULL);
    if (document->scope && !document->scope->source) {
        galley_document_violate(document, "sets the document's id, which only a reader may");
        return;
    }
    gsize n = size < 0 ? strlen(id) : (gsize)size;
    if (!galley_utf8_validate(id, n, NULL) || memchr(id, '\0', n)) {
        galley_document_violate(document, "sets an id that is not UTF-8 without NUL");
        return;
    }
    g_string_truncate(document->id, 0);
    g_string_append_len(document->id, id, (gssize)n);
}

static gboolean
too_large(const char *what, gsize size, GError **error)
{
    if (size <= GALLEY_SIZE_MAX)
        return FALSE;
    g_set_error(error, GALLEY_DOCUMENT_ERROR, GALLEY_DOCUMENT_ERROR_TOO_LARGE,
                "%s would have %" G_GSIZE_FORMAT " bytes; the most is %u", what, size,
                GALLEY_SIZE_MAX);
    return TRUE;
}

gboolean
galley_document_set_source(GalleyDocument *document,
                           gconstpointer bytes,
                           gsize size,
                           const GalleyEncoding *encoding,
                           GError **error)
{
    g_return_val_if_fail(bytes != NULL || size == 0, FALSE);
    g_return_val_if_fail(encoding != NULL, FALSE);
    if (document->scope && !document->scope->source) {
        galley_document_violate(document, "sets the document's source, which only a reader may");
        return TRUE;
    }
    if (too_large("the source", size, error))
        return FALSE;
    g_string_truncate(document->buffer, 0);
    g_array_set_size(document->runs, 0);
    if (!galley_encoding_decode(encoding, bytes, size, document->buffer, document->runs,
                                &document->n_malformed, error))
        return FALSE;
    copy_source(document, bytes, (guint32)size);
    galley_text_reserve(&document->text, document->buffer->len);
    memcpy(document->text.bytes, document->buffer->str, document->buffer->len + 1);
    document->text.size = (guint32)document->buffer->len;
    galley_alignment_set_runs(&document->alignment, (const GalleyRun *)document->runs->data,
                              document->runs->len, document->text.size);
    return TRUE;
}

gboolean
galley_document_set_text(GalleyDocument *document, const char *text, gsize size, GError **error)
{
    g_return_val_if_fail(text != NULL || size == 0, FALSE);
    if (document->scope && !document->scope->source) {
        galley_document_violate(document, "sets the document's text, which only a reader may");
        return TRUE;
    }
    if (too_large("the text", size, error))
        return FALSE;
    if (!galley_utf8_validate(text, size, NULL)) {
        g_set_error(error, GALLEY_DOCUMENT_ERROR, GALLEY_DOCUMENT_ERROR_CONTRACT,
                    "the text is not valid UTF-8");
        return FALSE;
    }
    copy_source(document, text, (guint32)size);
    galley_text_reserve(&document->text, size);
    if (size > 0)
        memcpy(document->text.bytes, text, size);
    document->text.bytes[size] = '\0';
    document->text.size = (guint32)size;
    document->n_malformed = 0;
    galley_alignment_set_identity(&document->alignment, (guint32)size);
    return TRUE;
}

const char *
galley_document_get_id(const GalleyDocument *document)
{
    return document->id->str;
}

const char *
galley_document_get_text(const GalleyDocument *document, guint32 *size)
{
    if (size)
        *size = document->text.size;
    return document->text.bytes;
}

const guint8 *
galley_document_get_source(const GalleyDocument *document, guint32 *size)
{
    *size = document->source_size;
    return document->source;
}

guint64
galley_document_get_n_malformed(const GalleyDocument *document)
{
    return document->n_malformed;
}

void
galley_document_map_to_source(const GalleyDocument *document,
                              guint32 begin,
                              guint32 end,
                              guint32 *source_begin,
                              guint32 *source_end)
{
    g_return_if_fail(begin <= end && end <= document->text.size);
    GalleyDocument *own = (GalleyDocument *)document; /* the look-up remembers its last place */
    if (document->applied) {
        guint32 from = begin, to = end;
        galley_alignment_map(&own->step_alignment, from, to, &begin, &end);
    }
    galley_alignment_map(&own->alignment, begin, end, source_begin, source_end);
}

const GalleyRun *
galley_document_get_alignment(const GalleyDocument *document, guint32 *n_runs)
{
    *n_runs = document->alignment.n;
    return document->alignment.runs;
}

/* ---- layers ---- */

void
galley_document_violate(const GalleyDocument *document, const char *format, ...)
{
    GalleyDocument *own = (GalleyDocument *)document;
    if (own->violation)
        return;
    va_list arguments;
    va_start(arguments, format);
    g_free(own->violation_detail);
    own->violation_detail = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    own->violation = own->violation_detail;
}

/* The layer that the step calls @name, or %NULL. */
static const GalleyScopeLayer *
find_in_scope(const GalleyScopeLayer *layers, guint n, const char *name)
{
    for (guint i = 0; i < n; i++)
        if (layers[i].name == name || g_str_equal(layers[i].name, name))
            return &layers[i];
    return NULL;
}

static const GalleyLayer *
layer_if_there(const GalleyDocument *document, guint slot)
{
    return slot < document->n_layers && document->layers[slot].state == GALLEY_LAYER_FROZEN
               ? &document->layers[slot]
               : NULL;
}

const GalleyLayer *
galley_document_get_slot(const GalleyDocument *document, guint slot)
{
    return layer_if_there(document, slot);
}

const GalleyLayer *
galley_document_get_layer(const GalleyDocument *document, const char *name)
{
    g_return_val_if_fail(name != NULL, NULL);
    const GalleyScope *scope = document->scope;
    if (!scope)
        return document->slots ? layer_if_there(document, galley_slots_find(document->slots, name))
                               : NULL;
    const GalleyScopeLayer *layer = find_in_scope(scope->reads, scope->n_reads, name);
    if (layer)
        return layer_if_there(document, layer->slot);
    galley_document_violate(
        document, "asks for the layer \"%s\", which it does not declare that it needs", name);
    return NULL;
}

const GalleyLayer *const *
galley_document_get_layers(const GalleyDocument *document)
{
    static const GalleyLayer *none[] = { NULL };
    if (!document->listed)
        return none;
    guint n = 0;
    const GalleyScope *scope = document->scope;
    for (guint i = 0; i < (scope ? scope->n_reads : document->n_layers); i++) {
        const GalleyLayer *layer = layer_if_there(document, scope ? scope->reads[i].slot : i);
        if (layer)
            document->listed[n++] = layer;
    }
    document->listed[n] = NULL;
    return document->listed;
}

GalleyLayer *
galley_document_add_layer(GalleyDocument *document, const char *name)
{
    g_return_val_if_fail(name != NULL, NULL);
    const GalleyScope *scope = document->scope;
    const GalleyScopeLayer *given =
        scope ? find_in_scope(scope->gives, scope->n_gives, name) : NULL;
    if (!given) {
        galley_document_violate(
            document, "adds the layer \"%s\", which it does not declare that it gives", name);
        return NULL;
    }
    GalleyLayer *layer = &document->layers[given->slot];
    if (layer->state == GALLEY_LAYER_ABSENT)
        layer->state = GALLEY_LAYER_NEW;
    return layer;
}

/* ---- notes ---- */

static void
note(GalleyDocument *document, const char *name, gint64 n, gboolean warning)
{
    for (guint i = 0; i < document->notes->len; i++) {
        GalleyNote *old = &g_array_index(document->notes, GalleyNote, i);
        if (old->warning == warning && g_str_equal(old->name, name)) {
            old->n += n;
            return;
        }
    }
    GalleyNote new = { galley_arena_copy(&document->arena, name, strlen(name)), n, warning };
    g_array_append_val(document->notes, new);
}

void
galley_document_warn(GalleyDocument *document, const char *message)
{
    g_return_if_fail(message != NULL);
    note(document, message, 1, TRUE);
}

void
galley_document_count(GalleyDocument *document, const char *name, gint64 n)
{
    g_return_if_fail(name != NULL);
    note(document, name, n, FALSE);
}

const GalleyNote *
galley_document_get_notes(const GalleyDocument *document, guint *n)
{
    *n = document->notes->len;
    return (const GalleyNote *)document->notes->data;
}

GalleyStatus
galley_document_drop(GalleyDocument *document, const char *reason)
{
    g_return_val_if_fail(reason != NULL, GALLEY_DROP);
    document->drop_reason = galley_arena_copy(&document->arena, reason, strlen(reason));
    return GALLEY_DROP;
}

const char *
galley_document_get_drop_reason(const GalleyDocument *document)
{
    return document->drop_reason;
}

gpointer
galley_document_alloc(GalleyDocument *document, gsize size)
{
    return galley_arena_alloc(&document->scratch, size);
}
