/* reader-warc.c: a record of a web archive a document: WARC 1.0 and 1.1 (ISO 28500), WET.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "content.h"
#include "cut.h"
#include "describe.h"

typedef enum {
    ID_PLACE,
    ID_URL,
    ID_RECORD,
} IdChoice;

typedef struct {
    const char *const *types;
    const char *const *media_types;
    const char *const *status;
    gint id; /* IdChoice */
    guint64 payload_limit;
} Warc;

static const char *const ids[] = { "place", "url", "record-id", NULL };
/* those whose block says something by itself */
static const char *const types[] = { "response", "resource", "conversion",
                                     "metadata", "warcinfo", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_LIST(Warc,
                       types,
                       "response,resource,conversion",
                       types,
                       "records that become documents; the others are dropped, by type"),
    GALLEY_OPTION_LIST(Warc,
                       media_types,
                       "text/html,application/xhtml+xml,text/plain",
                       NULL,
                       "of payloads that become documents; the others are dropped"),
    GALLEY_OPTION_LIST(
        Warc, status, "200", NULL, "of HTTP responses that become documents; [] for all"),
    GALLEY_OPTION_ENUM(
        Warc,
        id,
        "place",
        ids,
        "what documents are called by: path@offset, WARC-Target-URI, WARC-Record-ID"),
    GALLEY_OPTION_SIZE(Warc, payload_limit, "64MiB", "what a compressed HTTP body may unpack to"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = {
    GALLEY_METADATA("warc_type", TEXT),
    GALLEY_METADATA_OPTIONAL("warc_record_id", TEXT),
    GALLEY_METADATA_OPTIONAL("warc_date", TEXT),
    GALLEY_METADATA_OPTIONAL("warc_truncated", TEXT),
    GALLEY_METADATA_OPTIONAL("url", TEXT),
    GALLEY_METADATA_OPTIONAL("http_status", INT64),
    GALLEY_METADATA_OPTIONAL("content_type", TEXT),
    GALLEY_METADATA_OPTIONAL("language", TEXT),
    GALLEY_METADATA_OPTIONAL("languages", JSON),
    GALLEY_PORT_END,
};

/* ---- contract ---- */

static gboolean
warc_contract(gconstpointer self, G_GNUC_UNUSED GalleyContract *contract, GError **error)
{
    const Warc *warc = self;
    guint64 number;
    if (warc->types == NULL || *warc->types == NULL)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_OPTION,
                                  "types is empty: no record would become a document");
    for (const char *const *type = warc->media_types; type != NULL && *type != NULL; type++)
        if (strchr(*type, '/') == NULL || strpbrk(*type, "; *") != NULL)
            return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_OPTION,
                                      "media_types: \"%s\" is none; they are written as text/html",
                                      *type);
    for (const char *const *status = warc->status; status != NULL && *status != NULL; status++)
        if (!g_ascii_string_to_unsigned(*status, 10, 100, 599, &number, NULL))
            return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_OPTION,
                                      "status: \"%s\" is no status of HTTP; they are 100 to 599",
                                      *status);
    return TRUE;
}

/* ---- worker ---- */

typedef struct {
    const Warc *warc;
    Head head; /* of the record */
    Head http; /* of the response in it */
    Payload payload;
} Worker;

static gpointer
warc_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    worker->warc = self;
    head_init(&worker->head);
    head_init(&worker->http);
    payload_init(&worker->payload);
    return worker;
}

static void
warc_worker_free(gpointer data)
{
    Worker *worker = data;
    head_clear(&worker->head);
    head_clear(&worker->http);
    payload_clear(&worker->payload);
    g_free(worker);
}

static guint
warc_probe(const char *name, const guint8 *bytes, gsize size)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    if (size >= 7 && memcmp(bytes, "WARC/1.", 7) == 0)
        return 99;
    return g_str_has_suffix(lower, ".warc") || g_str_has_suffix(lower, ".wet") ? 90 : 0;
}

static GalleyNext
warc_next(G_GNUC_UNUSED gpointer worker, GalleyInput *input, GalleyRecord *record, GError **error)
{
    return cut_next(input, record, error);
}

/* ---- which records ---- */

static gboolean
is_one_of(const char *word, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++)
        if (g_ascii_strcasecmp(word, *list) == 0)
            return TRUE;
    return FALSE;
}

/* Reasons stand in the books: there are only so many of them. */
static GalleyStatus
drop_type(GalleyDocument *document, const char *type)
{
    static const char *const known[] = { "warcinfo",   "response",     "resource",
                                         "request",    "metadata",     "revisit",
                                         "conversion", "continuation", NULL };
    g_autofree char *lower = g_ascii_strdown(type, -1);
    g_autofree char *reason = g_strdup_printf(
        "record of type %s", is_one_of(lower, known) ? lower : "that WARC does not have");
    return galley_document_drop(document, reason);
}

static GalleyStatus
drop_media_type(GalleyDocument *document, const char *media)
{
    static const char *const known[] = { "application", "audio",     "font", "image", "message",
                                         "model",       "multipart", "text", "video", NULL };
    gsize size = media != NULL ? strcspn(media, "/") : 0;
    g_autofree char *top = g_strndup(media != NULL ? media : "", size);
    g_autofree char *reason =
        media == NULL ? g_strdup("no media type")
                      : g_strdup_printf("media type %s/...", is_one_of(top, known) ? top : "other");
    return galley_document_drop(document, reason);
}

static GalleyStatus
drop_status(GalleyDocument *document, guint64 status)
{
    g_autofree char *reason = g_strdup_printf("HTTP status %" G_GUINT64_FORMAT, status);
    return galley_document_drop(document, reason);
}

static gboolean
is_status_wanted(const Warc *warc, guint64 status)
{
    g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, status);
    return warc->status == NULL || *warc->status == NULL || is_one_of(digits, warc->status);
}

/* %GALLEY_DROP, with a reason, for what the options do not want. */
static GalleyStatus
judge(const Warc *warc, const Content *content, GalleyDocument *document)
{
    if (content->http && !is_status_wanted(warc, content->status))
        return drop_status(document, content->status);
    if (content->media == NULL || !is_one_of(content->media, warc->media_types))
        return drop_media_type(document, content->media);
    return GALLEY_OK;
}

/* ---- a record becomes a document ---- */

static gboolean
read_head(Worker *worker, const GalleyRecord *record, gsize *end, GError **error)
{
    head_read(&worker->head, record->bytes, record->n_bytes, end);
    if (worker->head.fault_at != G_MAXSIZE)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "byte %" G_GSIZE_FORMAT " of the record: no named field, as in "
                                  "WARC-Type: response",
                                  worker->head.fault_at);
    if (head_get(&worker->head, "WARC-Type") == NULL)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA, "its head has no WARC-Type");
    return TRUE;
}

static gboolean
set_id(const Warc *warc, GalleyDocument *document, GError **error)
{
    static const char *const keys[] = { NULL, "url", "warc_record_id" };
    static const char *const names[] = { NULL, "WARC-Target-URI", "WARC-Record-ID" };
    gint choice = warc->id;
    if (choice == ID_PLACE)
        return TRUE;
    const GalleyMetadata *id = galley_document_get_metadata(document, keys[choice]);
    if (id == NULL)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA, "no %s, which \"id: %s\" wants",
                                  names[choice], ids[choice]);
    galley_document_set_id(document, id->text, (gssize)id->text_size);
    return TRUE;
}

static GalleyStatus
make_document(Worker *worker, Content *content, GalleyDocument *document, GError **error)
{
    const Warc *warc = worker->warc;
    describe_record(&worker->head, content, document);
    if (content->http && !content_decode(content, &worker->http, &worker->payload,
                                         warc->payload_limit, document, error))
        return GALLEY_ERROR;
    if (content->size == 0)
        return galley_document_drop(document, "empty payload");
    return set_id(warc, document, error) && content_set_text(content, document, error)
               ? GALLEY_OK
               : GALLEY_ERROR;
}

static GalleyStatus
warc_parse(const GalleyRecord *record, GalleyDocument *document, gpointer data, GError **error)
{
    gsize at;
    Worker *worker = data;
    g_auto(Content) content = { 0 };
    if (!read_head(worker, record, &at, error))
        return GALLEY_ERROR;
    const char *type = head_get(&worker->head, "WARC-Type");
    if (!is_one_of(type, worker->warc->types))
        return drop_type(document, type);
    if (!content_read(&content, &worker->head, &worker->http, record->bytes, record->n_bytes, at,
                      error))
        return GALLEY_ERROR;
    GalleyStatus wanted = judge(worker->warc, &content, document);
    return wanted == GALLEY_OK ? make_document(worker, &content, document, error) : wanted;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_READER,
    .name = "warc",
    .version = "0.1.0",
    .revision = 1,
    .summary = "Web archives, WARC and WET: a record is a document, its payload the text",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Warc),
    .gives = gives,
    .contract = warc_contract,
    .worker_new = warc_worker_new,
    .probe = warc_probe,
    .next = warc_next,
    .parse = warc_parse,
    .worker_free = warc_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
