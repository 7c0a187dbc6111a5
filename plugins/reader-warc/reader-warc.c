/* reader-warc.c: a record of a web archive a document: WARC 1.0 and 1.1 (ISO 28500), WET.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "head.h"
#include "languages.h"
#include "payload.h"
#include "records.h"

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

G_GNUC_PRINTF(3, 4)
static gboolean
refuse(GError **error, GalleyPluginError code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, (int)code, what);
    return FALSE;
}

static gboolean
warc_contract(gconstpointer self, G_GNUC_UNUSED GalleyContract *contract, GError **error)
{
    const Warc *warc = self;
    guint64 number;
    if (warc->types == NULL || *warc->types == NULL)
        return refuse(error, GALLEY_PLUGIN_ERROR_OPTION,
                      "types is empty: no record would become a document");
    for (const char *const *type = warc->media_types; type != NULL && *type != NULL; type++)
        if (strchr(*type, '/') == NULL || strpbrk(*type, "; *") != NULL)
            return refuse(error, GALLEY_PLUGIN_ERROR_OPTION,
                          "media_types: \"%s\" is none; they are written as text/html", *type);
    for (const char *const *status = warc->status; status != NULL && *status != NULL; status++)
        if (!g_ascii_string_to_unsigned(*status, 10, 100, 599, &number, NULL))
            return refuse(error, GALLEY_PLUGIN_ERROR_OPTION,
                          "status: \"%s\" is no status of HTTP; they are 100 to 599", *status);
    return TRUE;
}

/* ---- worker ---- */

typedef struct {
    const Warc *warc;
    GString *kept; /* by `next`: a stretch that is no record */
    Head head;     /* of the record */
    Head http;     /* of the response in it */
    Payload payload;
    GString *scratch;
} Worker;

static gpointer
warc_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    worker->warc = self;
    worker->kept = g_string_new(NULL);
    worker->scratch = g_string_new(NULL);
    head_init(&worker->head);
    head_init(&worker->http);
    payload_init(&worker->payload);
    return worker;
}

static void
warc_worker_free(gpointer data)
{
    Worker *worker = data;
    g_string_free(worker->kept, TRUE);
    g_string_free(worker->scratch, TRUE);
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

/* ---- cutting ---- */

#define PIECE ((gsize)1 << 20)
#define KEPT_MOST                                                                                  \
    ((gsize)1 << 20) /* of a stretch that is no record: the quarantine keeps no more */

/* Line ends between records. FALSE on a read error. */
static gboolean
pass_line_ends(GalleyInput *input, guint64 *n_lines, GError **error)
{
    for (;;) {
        gsize size, n = 0;
        const guint8 *bytes = galley_input_peek(input, PIECE, &size, error);
        if (bytes == NULL)
            return FALSE;
        for (; n < size && (bytes[n] == '\r' || bytes[n] == '\n'); n++)
            *n_lines += bytes[n] == '\n';
        galley_input_consume(input, n);
        if (n == 0 || n < size)
            return TRUE;
    }
}

/* The record that the input is at; @bytes are valid until more are asked for. */
static gboolean
look_at_record(GalleyInput *input,
               RecordScan *scan,
               const guint8 **bytes,
               gsize *size,
               RecordStatus *status,
               GError **error)
{
    gsize wanted = 0;
    *size = 0;
    do {
        *bytes = galley_input_peek(input, wanted, size, error);
        if (*bytes == NULL)
            return FALSE;
        *status = records_scan(*bytes, *size, *size < wanted, scan);
        wanted = scan->wanted;
    } while (*status == RECORD_OPEN);
    return TRUE;
}

/** Stretch: of the input, that is passed over. */
typedef struct {
    GString *kept;
    gsize size;
} Stretch;

static void
pass(GalleyInput *input, const guint8 *bytes, gsize size, Stretch *stretch)
{
    gsize room = KEPT_MOST + 1 - MIN(stretch->kept->len, KEPT_MOST + 1);
    g_string_append_len(stretch->kept, (const char *)bytes, (gssize)MIN(size, room));
    stretch->size += size;
    galley_input_consume(input, size);
}

/* To the next line that begins "WARC/1.", or to the end. */
static gboolean
pass_to_next(GalleyInput *input, Stretch *stretch, GError **error)
{
    for (;;) {
        gsize size;
        const guint8 *bytes = galley_input_peek(input, PIECE, &size, error);
        if (bytes == NULL)
            return FALSE;
        gsize found = records_find(bytes, size);
        gboolean at_end = size <= RECORDS_OVERLAP || found < size;
        pass(input, bytes, at_end ? found : size - RECORDS_OVERLAP, stretch);
        if (at_end)
            return TRUE;
    }
}

/* Whether there is more of the input than could be seen at once. The first byte is passed over. */
static gboolean
is_beyond_limit(GalleyInput *input, const guint8 *bytes, gsize seen, Stretch *stretch)
{
    gsize size = 0;
    pass(input, bytes, MIN(seen, 1), stretch);
    return galley_input_peek(input, seen, &size, NULL) != NULL && size == seen && seen > 0;
}

static GalleyNext
give_bad(Worker *worker,
         GalleyInput *input,
         const RecordScan *scan,
         const guint8 *bytes,
         gsize size,
         GalleyRecord *record,
         GError **error)
{
    Stretch stretch = { g_string_truncate(worker->kept, 0), 0 };
    gboolean large = scan->declared > size && is_beyond_limit(input, bytes, size, &stretch);
    if (!pass_to_next(input, &stretch, error))
        return GALLEY_NEXT_ERROR;
    record->n_bytes = stretch.size;
    record->bytes = stretch.size <= KEPT_MOST ? (const guint8 *)stretch.kept->str : NULL;
    if (large)
        refuse(error, GALLEY_PLUGIN_ERROR_LIMIT,
               "the record has %" G_GUINT64_FORMAT " bytes by its Content-Length; the record limit "
               "is %" G_GSIZE_FORMAT " (--record-limit raises it)",
               scan->declared, size);
    else
        refuse(error, GALLEY_PLUGIN_ERROR_DATA, "byte %" G_GSIZE_FORMAT " of the record: %s",
               scan->fault_at, scan->fault);
    return GALLEY_NEXT_BAD;
}

static GalleyNext
warc_next(gpointer data, GalleyInput *input, GalleyRecord *record, GError **error)
{
    gsize size;
    RecordScan scan;
    RecordStatus status;
    const guint8 *bytes;
    if (!pass_line_ends(input, &record->line, error) ||
        !look_at_record(input, &scan, &bytes, &size, &status, error))
        return GALLEY_NEXT_ERROR;
    if (size == 0)
        return GALLEY_NEXT_END;
    record->offset = galley_input_get_offset(input);
    if (status == RECORD_BROKEN)
        return give_bad(data, input, &scan, bytes, size, record, error);
    record->bytes = bytes;
    record->n_bytes = scan.size;
    galley_input_consume(input, scan.size);
    return GALLEY_NEXT_RECORD;
}

/* ---- what a record is ---- */

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

/* WARC 1.0 writes some URIs in angle brackets. */
static void
set_field(Worker *worker, GalleyDocument *document, const char *key, const char *name)
{
    const char *value = head_get(&worker->head, name);
    gsize size = value != NULL ? strlen(value) : 0;
    if (value == NULL)
        return;
    if (size > 2 && value[0] == '<' && value[size - 1] == '>')
        galley_document_set_metadata_text(document, key, value + 1, (gssize)size - 2);
    else
        galley_document_set_metadata_text(document, key, value, (gssize)size);
}

/* "eng,deu": the first is the language, all of them a list. */
static void
set_languages(Worker *worker, GalleyDocument *document)
{
    GString *list = g_string_assign(worker->scratch, "[");
    const char *codes = head_get(&worker->head, "WARC-Identified-Content-Language");
    g_autoptr(GString) tag = g_string_new(NULL);
    while (codes != NULL && *codes != '\0') {
        gsize size = strcspn(codes, ", ");
        g_string_truncate(tag, 0);
        languages_append(tag, codes, size);
        if (list->len == 1 && size > 0)
            galley_document_set_metadata_text(document, "language", tag->str, (gssize)tag->len);
        if (list->len > 1 && size > 0)
            g_string_append_c(list, ',');
        if (size > 0)
            galley_append_json_string(list, tag->str, tag->len);
        codes += size + strspn(codes + size, ", ");
    }
    g_string_append_c(list, ']');
    if (list->len > 2)
        galley_document_set_metadata_json(document, "languages", list->str, (gssize)list->len);
}

static gboolean
set_id(Worker *worker, GalleyDocument *document, GError **error)
{
    static const char *const keys[] = { NULL, "url", "warc_record_id" };
    static const char *const names[] = { NULL, "WARC-Target-URI", "WARC-Record-ID" };
    gint choice = worker->warc->id;
    if (choice == ID_PLACE)
        return TRUE;
    const GalleyMetadata *id = galley_document_get_metadata(document, keys[choice]);
    if (id == NULL)
        return refuse(error, GALLEY_PLUGIN_ERROR_DATA, "no %s, which \"id: %s\" wants",
                      names[choice], ids[choice]);
    galley_document_set_id(document, id->text, (gssize)id->text_size);
    return TRUE;
}

/* ---- the HTTP response in a record ---- */

/** Content: what of the record the text is made from, and what it is said to be. */
typedef struct {
    const guint8 *bytes;
    gsize size;
    const char *content_type; /* (nullable) */
    guint64 status;           /* of HTTP; 0: there was none */
} Content;

static gboolean
is_http(const char *content_type)
{
    g_autofree char *media = media_type(content_type);
    return g_strcmp0(media, "application/http") == 0;
}

/* "HTTP/1.1 200 OK" */
static gboolean
read_status_line(const char *line, guint64 *status)
{
    const char *blank = g_ascii_strncasecmp(line, "HTTP/", 5) == 0 ? strchr(line, ' ') : NULL;
    if (blank == NULL)
        return FALSE;
    g_autofree char *digits = g_strndup(blank + strspn(blank, " "), 3);
    return g_ascii_string_to_unsigned(digits, 10, 100, 999, status, NULL);
}

static gboolean
read_response(Worker *worker, Content *content, gsize block_at, GError **error)
{
    gsize end;
    head_read(&worker->http, content->bytes, content->size, &end);
    if (!read_status_line(head_get_start(&worker->http), &content->status))
        return refuse(error, GALLEY_PLUGIN_ERROR_DATA,
                      "byte %" G_GSIZE_FORMAT " of the record: no status line, as in HTTP/1.1 200 "
                      "OK, where the response begins",
                      block_at);
    content->bytes += end;
    content->size -= end;
    content->content_type = head_get(&worker->http, "Content-Type");
    if (content->content_type == NULL)
        content->content_type = head_get(&worker->head, "WARC-Identified-Payload-Type");
    return TRUE;
}

static gboolean
decode_body(Worker *worker, Content *content, GError **error)
{
    Payload *payload = &worker->payload;
    const char *transfer = head_get(&worker->http, "Transfer-Encoding");
    const char *codings = head_get(&worker->http, "Content-Encoding");
    payload_set(payload, content->bytes, content->size, worker->warc->payload_limit);
    if (transfer != NULL && g_ascii_strcasecmp(transfer, "identity") != 0) {
        if (g_ascii_strcasecmp(transfer, "chunked") != 0)
            return refuse(error, GALLEY_PLUGIN_ERROR_DATA,
                          "Transfer-Encoding \"%.40s\" cannot be undone; \"chunked\" can",
                          transfer);
        if (!payload_unchunk(payload, error))
            return FALSE;
    }
    if (codings != NULL && !payload_uncode(payload, codings, error))
        return FALSE;
    content->bytes = payload->bytes;
    content->size = payload->size;
    return TRUE;
}

static void
count_oddities(const Payload *payload, GalleyDocument *document)
{
    if (payload->not_chunked)
        galley_document_count(document, "bodies without the chunks that are declared", 1);
    if (payload->not_coded)
        galley_document_count(document, "bodies without the coding that is declared", 1);
    if (payload->ends_early)
        galley_document_warn(document, "has an HTTP body that ends before its time");
    if (payload->goes_on)
        galley_document_warn(document, "has bytes behind its compressed HTTP body, passed over");
}

/* ---- the encoding ---- */

static gboolean
is_html(const char *media)
{
    return g_strcmp0(media, "text/html") == 0 || g_strcmp0(media, "application/xhtml+xml") == 0;
}

/* Of what is said to be plain text and no more. */
static const GalleyEncoding *
detect_plain(const Content *content)
{
    gboolean sound = galley_utf8_validate(content->bytes, content->size, NULL);
    return galley_encoding_find(sound || content->status == 0 ? "utf-8" : "windows-1252");
}

/* As in browsers: a byte order mark, what HTTP says, what the page says. */
static const GalleyEncoding *
choose_encoding(const Content *content, const char *media, GalleyDocument *document)
{
    const GalleyEncoding *marked = galley_encoding_detect_bom(content->bytes, content->size, NULL);
    g_autofree char *charset = media_charset(content->content_type);
    const GalleyEncoding *said = charset != NULL ? galley_encoding_find_web(charset) : NULL;
    if (marked != NULL)
        return marked;
    if (said != NULL)
        return said;
    if (charset != NULL)
        galley_document_count(document, "charsets that are not known", 1);
    return is_html(media) ? galley_encoding_detect_html(content->bytes, content->size)
                          : detect_plain(content);
}

static gboolean
set_text(const Content *content, const char *media, GalleyDocument *document, GError **error)
{
    const GalleyEncoding *encoding = choose_encoding(content, media, document);
    if (!galley_document_set_source(document, content->bytes, content->size, encoding, error))
        return FALSE;
    guint64 n_malformed = galley_document_get_n_malformed(document);
    if (n_malformed > 0) {
        galley_document_count(document, "malformed sequences", (gint64)n_malformed);
        galley_document_warn(document,
                             "has bytes that its encoding does not know; they became U+FFFD");
    }
    return TRUE;
}

/* ---- a record becomes a document ---- */

static void
set_metadata(Worker *worker,
             const char *type,
             const Content *content,
             const char *media,
             GalleyDocument *document)
{
    g_autofree char *lower = g_ascii_strdown(type, -1);
    set_field(worker, document, "url", "WARC-Target-URI");
    galley_document_set_metadata_text(document, "warc_type", lower, -1);
    set_field(worker, document, "warc_date", "WARC-Date");
    set_field(worker, document, "warc_record_id", "WARC-Record-ID");
    set_field(worker, document, "warc_truncated", "WARC-Truncated");
    if (content->status > 0)
        galley_document_set_metadata_int64(document, "http_status", (gint64)content->status);
    if (media != NULL)
        galley_document_set_metadata_text(document, "content_type", media, -1);
    set_languages(worker, document);
}

static gboolean
read_head(Worker *worker, const GalleyRecord *record, gsize *end, GError **error)
{
    head_read(&worker->head, record->bytes, record->n_bytes, end);
    if (worker->head.fault_at != G_MAXSIZE)
        return refuse(error, GALLEY_PLUGIN_ERROR_DATA,
                      "byte %" G_GSIZE_FORMAT " of the record: no named field, as in "
                      "WARC-Type: response",
                      worker->head.fault_at);
    if (head_get(&worker->head, "WARC-Type") == NULL)
        return refuse(error, GALLEY_PLUGIN_ERROR_DATA, "its head has no WARC-Type");
    return TRUE;
}

/* The block as Content-Length has it, without the line ends behind it. */
static gsize
block_size(const Worker *worker, gsize left)
{
    const char *length = head_get(&worker->head, "Content-Length");
    guint64 size = length != NULL ? g_ascii_strtoull(length, NULL, 10) : left;
    return (gsize)MIN(size, left);
}

static gboolean
check_segment(const Worker *worker, GError **error)
{
    const char *segment = head_get(&worker->head, "WARC-Segment-Number");
    return segment == NULL ||
           refuse(error, GALLEY_PLUGIN_ERROR_DATA,
                  "it is segment %.20s of a record in parts; parts are not joined", segment);
}

static GalleyStatus
warc_parse(const GalleyRecord *record, GalleyDocument *document, gpointer data, GError **error)
{
    gsize at;
    Worker *worker = data;
    const Warc *warc = worker->warc;
    if (!read_head(worker, record, &at, error))
        return GALLEY_ERROR;
    const char *type = head_get(&worker->head, "WARC-Type");
    if (!is_one_of(type, warc->types))
        return drop_type(document, type);
    Content content = {
        .bytes = record->bytes + at,
        .size = block_size(worker, record->n_bytes - at),
        .content_type = head_get(&worker->head, "Content-Type"),
    };
    gboolean http = is_http(content.content_type);
    if (!check_segment(worker, error) || (http && !read_response(worker, &content, at, error)))
        return GALLEY_ERROR;
    g_autofree char *status = g_strdup_printf("%" G_GUINT64_FORMAT, content.status);
    if (http && warc->status != NULL && *warc->status != NULL && !is_one_of(status, warc->status))
        return drop_status(document, content.status);
    g_autofree char *media = media_type(content.content_type);
    if (media == NULL || !is_one_of(media, warc->media_types))
        return drop_media_type(document, media);
    set_metadata(worker, type, &content, media, document);
    if (http && !decode_body(worker, &content, error))
        return GALLEY_ERROR;
    if (content.size == 0)
        return galley_document_drop(document, "empty payload");
    if (http)
        count_oddities(&worker->payload, document);
    return set_id(worker, document, error) && set_text(&content, media, document, error)
               ? GALLEY_OK
               : GALLEY_ERROR;
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
