/* reader-jsonl.c: a JSON object a line, a document each. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "fields.h"
#include "metadata.h"

typedef struct {
    const char *text;
    const char *id;
    const char *const *metadata;
} Jsonl;

static const GalleyOption options[] = {
    GALLEY_OPTION_STRING(
        Jsonl, text, "text", "field with the text; a.b: field b of the object in field a"),
    GALLEY_OPTION_STRING(
        Jsonl, id, NULL, "field with the document's id; \"id\" if there is one, else path@offset"),
    GALLEY_OPTION_LIST(
        Jsonl, metadata, NULL, NULL, "fields to keep as metadata; all others if not given"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = {
    GALLEY_METADATA("*", JSON),
    GALLEY_PORT_END,
};

static gboolean
jsonl_contract(gconstpointer self, GalleyContract *contract, G_GNUC_UNUSED GError **error)
{
    const Jsonl *jsonl = self;
    if (jsonl->metadata == NULL)
        return TRUE;
    galley_contract_drop_give(contract, GALLEY_PORT_METADATA, "*");
    for (const char *const *key = jsonl->metadata; *key != NULL; key++) {
        GalleyPort port = GALLEY_METADATA_OPTIONAL(*key, JSON);
        galley_contract_give(contract, &port);
    }
    return TRUE;
}

typedef struct {
    const Jsonl *jsonl;
    Fields fields;
} Worker;

static gpointer
jsonl_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    worker->jsonl = self;
    fields_init(&worker->fields);
    return worker;
}

static void
jsonl_worker_free(gpointer data)
{
    Worker *worker = data;
    fields_clear(&worker->fields);
    g_free(worker);
}

/* ---- records ---- */

static gboolean
begins_object(const Line *line)
{
    gsize at = 1;
    while (at < line->size && (line->bytes[at] == ' ' || line->bytes[at] == '\t'))
        at++;
    return at < line->size && line->bytes[0] == '{' && line->bytes[at] == '"';
}

static guint
jsonl_probe(const char *name, const guint8 *bytes, gsize size)
{
    static const char *const endings[] = { ".jsonl", ".ndjson", ".jsonlines" };
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(name, endings[i]))
            return 95;
    Line line = line_of(bytes, size, TRUE);
    return begins_object(&line) ? 60 : 0;
}

static gsize
jsonl_seek_record(G_GNUC_UNUSED gconstpointer self, const guint8 *bytes, gsize size, gsize from)
{
    const guint8 *line_feed = memchr(bytes + from - 1, '\n', size - from + 1);
    return line_feed != NULL ? (gsize)(line_feed - bytes) + 1 : GALLEY_SEEK_NONE;
}

/* ---- a line becomes a document ---- */

/* The field that @option names with @path; *@found without `there` where an optional one is absent
 * or null. */
static gboolean
find_once(Worker *worker,
          const char *option,
          const char *path,
          GalleyDocument *document,
          Found *found,
          GError **error)
{
    *found = fields_find(&worker->fields, path, document);
    if (!found->twice)
        return TRUE;
    fields_set_fault(&worker->fields, found->value.bytes, error,
                     "field \"%s\" (%s) stands here a second time", path, option);
    return FALSE;
}

static gboolean
set_text(Worker *worker, const Found *text, GalleyDocument *document, GError **error)
{
    gsize size;
    const char *path = worker->jsonl->text;
    if (!text->there) {
        fields_set_missing(&worker->fields, "text", path, error);
        return FALSE;
    }
    if (text->value.type != JSON_STRING) {
        fields_set_fault(&worker->fields, text->value.bytes, error,
                         "field \"%s\" is %s, not a string", path,
                         json_type_name(text->value.type));
        return FALSE;
    }
    const char *characters = fields_string(&text->value, document, &size);
    return galley_document_set_text(document, characters, size, error);
}

/* An id ends at a NUL: one inside becomes U+FFFD, as in all text that cannot be kept. */
static void
set_id_text(const JsonValue *string, GalleyDocument *document)
{
    gsize size;
    const char *characters = fields_string(string, document, &size);
    if (memchr(characters, '\0', size) == NULL) {
        galley_document_set_id(document, characters, (gssize)size);
        return;
    }
    g_autoptr(GString) id = g_string_new(NULL);
    for (gsize i = 0; i < size; i++)
        g_string_append_len(id, characters[i] != '\0' ? &characters[i] : "\uFFFD",
                            characters[i] != '\0' ? 1 : 3);
    galley_document_set_id(document, id->str, (gssize)id->len);
    galley_document_warn(document, "has an id with U+0000 in it, which became U+FFFD");
}

static gboolean
set_id(
    Worker *worker, const JsonValue *id, const char *path, GalleyDocument *document, GError **error)
{
    if (id->type == JSON_STRING)
        set_id_text(id, document);
    else if (id->type == JSON_NUMBER)
        galley_document_set_id(document, id->bytes, (gssize)id->size);
    else
        fields_set_fault(&worker->fields, id->bytes, error,
                         "field \"%s\" is %s, not a string or a number", path,
                         json_type_name(id->type));
    return id->type == JSON_STRING || id->type == JSON_NUMBER;
}

static gboolean
says_nothing(const Found *id)
{
    return !id->there || id->value.type == JSON_NULL ||
           (id->value.type == JSON_STRING && id->value.size == 0);
}

/* The default "id" may be absent, null or empty; a field that the pipeline names may not. */
static gboolean
find_and_set_id(Worker *worker, Found *id, GalleyDocument *document, GError **error)
{
    const char *path = worker->jsonl->id != NULL ? worker->jsonl->id : "id";
    if (!find_once(worker, "id", path, document, id, error))
        return FALSE;
    if (!says_nothing(id))
        return set_id(worker, &id->value, path, document, error);
    if (worker->jsonl->id == NULL)
        return TRUE;
    if (id->there)
        fields_set_fault(&worker->fields, id->value.bytes, error,
                         "field \"%s\" is %s, which is no id", path,
                         id->value.type == JSON_NULL ? "null" : "empty");
    else
        fields_set_missing(&worker->fields, "id", path, error);
    return FALSE;
}

static void
set_chosen_metadata(Worker *worker, GalleyDocument *document)
{
    for (const char *const *path = worker->jsonl->metadata; *path != NULL; path++) {
        Found found = fields_find(&worker->fields, *path, document);
        if (found.there)
            metadata_set(document, *path, &found.value);
    }
}

static void
set_other_metadata(Worker *worker, const Found *text, const Found *id, GalleyDocument *document)
{
    const GArray *list = worker->fields.list;
    for (guint i = 0; i < list->len; i++) {
        const Field *field = &g_array_index(list, Field, i);
        if (i != text->top && !(id->there && i == id->top))
            metadata_set(document, field->name, &field->value);
    }
}

static GalleyStatus
jsonl_parse(const GalleyRecord *record, GalleyDocument *document, gpointer data, GError **error)
{
    Found text, id;
    Worker *worker = data;
    Line line = line_of(record->bytes, record->n_bytes, record->offset == 0);
    if (line.size == 0)
        return galley_document_drop(document, "empty line");
    if (!fields_cut(&worker->fields, &line, document, error) ||
        !find_once(worker, "text", worker->jsonl->text, document, &text, error) ||
        !set_text(worker, &text, document, error) || !find_and_set_id(worker, &id, document, error))
        return GALLEY_ERROR;
    if (worker->jsonl->metadata != NULL)
        set_chosen_metadata(worker, document);
    else
        set_other_metadata(worker, &text, &id, document);
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_READER,
    .name = "jsonl",
    .version = "0.1.0",
    .revision = 1,
    .summary = "JSON Lines: an object a line, a document each",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Jsonl),
    .gives = gives,
    .contract = jsonl_contract,
    .worker_new = jsonl_worker_new,
    .probe = jsonl_probe,
    .seek_record = jsonl_seek_record,
    .parse = jsonl_parse,
    .worker_free = jsonl_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
