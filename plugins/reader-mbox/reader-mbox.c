/* reader-mbox.c: a mail of an mbox a document. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "codings.h"
#include "dates.h"
#include "flowed.h"
#include "mails.h"
#include "parts.h"
#include "words.h"

typedef enum {
    PREFER_PLAIN,
    PREFER_HTML,
} Preference;

typedef enum {
    ID_PLACE,
    ID_MESSAGE,
} IdChoice;

typedef enum {
    QUOTED_KEEP,
    QUOTED_DROP,
} QuotedChoice;

typedef struct {
    gint quoting; /* Quoting */
    gboolean content_length;
    gint prefer; /* Preference */
    gboolean flowed;
    gint quoted; /* QuotedChoice */
    gint id;     /* IdChoice */
} Mbox;

static const char *const quotings[] = { "rd", "o", "none", NULL };
static const char *const preferences[] = { "plain", "html", NULL };
static const char *const quoteds[] = { "keep", "drop", NULL };
static const char *const ids[] = { "place", "message-id", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_ENUM(Mbox,
                       quoting,
                       "rd",
                       quotings,
                       "marks before \"From \" that go: rd: one of any number; o: a single one"),
    GALLEY_OPTION_BOOL(Mbox,
                       content_length,
                       "false",
                       "a mail ends where its Content-Length says, if a From_ line stands there"),
    GALLEY_OPTION_ENUM(
        Mbox, prefer, "plain", preferences, "of a text in two versions, the one to take"),
    GALLEY_OPTION_BOOL(Mbox, flowed, "true", "lines of format=flowed become paragraphs (RFC 3676)"),
    GALLEY_OPTION_ENUM(Mbox, quoted, "keep", quoteds, "lines of plain text that begin with \">\""),
    GALLEY_OPTION_ENUM(
        Mbox, id, "place", ids, "what documents are called by: path@offset, Message-ID"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = {
    GALLEY_EDITS_TEXT,
    GALLEY_METADATA("content_type", TEXT),
    GALLEY_METADATA_OPTIONAL("from", TEXT),
    GALLEY_METADATA_OPTIONAL("to", TEXT),
    GALLEY_METADATA_OPTIONAL("cc", TEXT),
    GALLEY_METADATA_OPTIONAL("subject", TEXT),
    GALLEY_METADATA_OPTIONAL("date", TEXT),
    GALLEY_METADATA_OPTIONAL("message_id", TEXT),
    GALLEY_METADATA_OPTIONAL("in_reply_to", TEXT),
    GALLEY_METADATA_OPTIONAL("references", JSON),
    GALLEY_METADATA_OPTIONAL("list_id", TEXT),
    GALLEY_METADATA_OPTIONAL("attachments", JSON),
    GALLEY_PORT_END,
};

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

/* ---- worker ---- */

typedef struct {
    const Mbox *mbox;
    GString *kept; /* by `next`: a mail that has to be copied, or a stretch that is none */
    GString *mail; /* without marks before "From " */
    Fields fields; /* of the mail */
    Parts parts;
    GString *body; /* of the text, decoded */
    GString *scratch;
} Worker;

static gpointer
mbox_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    worker->mbox = self;
    worker->kept = g_string_new(NULL);
    worker->mail = g_string_new(NULL);
    worker->body = g_string_new(NULL);
    worker->scratch = g_string_new(NULL);
    fields_init(&worker->fields);
    parts_init(&worker->parts);
    return worker;
}

static void
mbox_worker_free(gpointer data)
{
    Worker *worker = data;
    g_string_free(worker->kept, TRUE);
    g_string_free(worker->mail, TRUE);
    g_string_free(worker->body, TRUE);
    g_string_free(worker->scratch, TRUE);
    fields_clear(&worker->fields);
    parts_clear(&worker->parts);
    g_free(worker);
}

/* A From_ line with a date, and a field below: a letter may begin "From the mayor" as well. */
static gboolean
begins_mbox(const guint8 *bytes, gsize size)
{
    const guint8 *feed = mails_is_from(bytes, size) ? memchr(bytes, '\n', size) : NULL;
    return feed != NULL && mails_is_dated(bytes, (gsize)(feed - bytes)) &&
           mails_is_field(feed + 1, size - (gsize)(feed + 1 - bytes));
}

static guint
mbox_probe(const char *name, const guint8 *bytes, gsize size)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    if (g_str_has_suffix(lower, ".mbox"))
        return 95;
    return begins_mbox(bytes, size) ? 80 : 0;
}

/* ---- cutting ---- */

#define PIECE ((gsize)1 << 20)
#define KEPT_MOST ((gsize)1 << 20) /* of a stretch that is no mail: the quarantine keeps no more */

/* Empty lines between mails. FALSE on a read error. */
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

/* The mail that the input is at: scan->at bytes, valid until more are asked for. */
static gboolean
look_at_mail(const Mbox *mbox,
             GalleyInput *input,
             MailScan *scan,
             const guint8 **bytes,
             gsize *size,
             GError **error)
{
    gsize wanted = 0;
    *scan = (MailScan){ 0 };
    do {
        *bytes = galley_input_peek(input, wanted, size, error);
        if (*bytes == NULL)
            return FALSE;
        if (mails_scan(scan, *bytes, *size, *size < wanted, mbox->content_length))
            return TRUE;
        wanted = scan->wanted;
    } while (TRUE);
}

/** Stretch: of the input, that is passed over. */
typedef struct {
    GString *kept;
    gsize size;
} Stretch;

static void
pass(GalleyInput *input, const guint8 *bytes, gsize size, Stretch *stretch, gsize most)
{
    gsize room = most + 1 - MIN(stretch->kept->len, most + 1);
    g_string_append_len(stretch->kept, (const char *)bytes, (gssize)MIN(size, room));
    stretch->size += size;
    galley_input_consume(input, size);
}

/* On to the next From_ line, or to the end; what was passed so far ended inside of a line. */
static gboolean
pass_to_next(GalleyInput *input, Stretch *stretch, GError **error)
{
    MailScan scan = { .begun = TRUE };
    for (;;) {
        gsize size;
        const guint8 *bytes = galley_input_peek(input, PIECE, &size, error);
        if (bytes == NULL)
            return FALSE;
        gboolean whole = mails_scan(&scan, bytes, size, FALSE, FALSE);
        gboolean stuck = !whole && scan.at == 0;
        scan.blank &= !stuck;
        pass(input, bytes, stuck ? size : scan.at, stretch, KEPT_MOST);
        scan.at = 0;
        if (whole || size == 0)
            return TRUE;
    }
}

static GalleyNext
give_bad(const Stretch *stretch, GalleyRecord *record)
{
    record->n_bytes = stretch->size;
    record->bytes = stretch->size <= KEPT_MOST ? (const guint8 *)stretch->kept->str : NULL;
    return GALLEY_NEXT_BAD;
}

/* What reaches to the end of what can be seen is the last mail, or one that is too large. */
static GalleyNext
give_last(Worker *worker,
          GalleyInput *input,
          const guint8 *bytes,
          gsize size,
          GalleyRecord *record,
          GError **error)
{
    gsize left;
    Stretch stretch = { g_string_truncate(worker->kept, 0), 0 };
    pass(input, bytes, size, &stretch, size);
    record->bytes = (const guint8 *)stretch.kept->str;
    record->n_bytes = size;
    if (galley_input_peek(input, 1, &left, error) == NULL)
        return GALLEY_NEXT_ERROR;
    if (left == 0)
        return GALLEY_NEXT_RECORD;
    if (!pass_to_next(input, &stretch, error))
        return GALLEY_NEXT_ERROR;
    refuse(error, GALLEY_PLUGIN_ERROR_LIMIT,
           "the mail has %" G_GSIZE_FORMAT " bytes; the record limit is %" G_GSIZE_FORMAT
           " (--record-limit raises it)",
           stretch.size, size);
    return give_bad(&stretch, record);
}

static GalleyNext
give_stray(Worker *worker, GalleyInput *input, GalleyRecord *record, GError **error)
{
    Stretch stretch = { g_string_truncate(worker->kept, 0), 0 };
    if (!pass_to_next(input, &stretch, error))
        return GALLEY_NEXT_ERROR;
    refuse(error, GALLEY_PLUGIN_ERROR_DATA,
           "no From_ line, as in \"From a@b.example Fri Nov 28 06:00:00 2026\", where a mail must "
           "begin");
    return give_bad(&stretch, record);
}

static GalleyNext
mbox_next(gpointer data, GalleyInput *input, GalleyRecord *record, GError **error)
{
    gsize size;
    MailScan scan;
    Worker *worker = data;
    if (!pass_line_ends(input, &record->line, error))
        return GALLEY_NEXT_ERROR;
    record->offset = galley_input_get_offset(input);
    const guint8 *bytes = galley_input_peek(input, 5, &size, error);
    if (bytes == NULL)
        return GALLEY_NEXT_ERROR;
    if (size == 0)
        return GALLEY_NEXT_END;
    if (!mails_is_from(bytes, size))
        return give_stray(worker, input, record, error);
    if (!look_at_mail(worker->mbox, input, &scan, &bytes, &size, error))
        return GALLEY_NEXT_ERROR;
    if (scan.at == size)
        return give_last(worker, input, bytes, size, record, error);
    record->bytes = bytes;
    record->n_bytes = scan.at;
    galley_input_consume(input, scan.at);
    return GALLEY_NEXT_RECORD;
}

/* ---- what the head says ---- */

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

static void
set_fields(Worker *worker, GalleyDocument *document)
{
    for (gsize i = 0; i < G_N_ELEMENTS(kept_fields); i++) {
        GString *out = g_string_truncate(worker->scratch, 0);
        const char *value = fields_get(&worker->fields, kept_fields[i].name);
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

static gboolean
set_id(const Worker *worker, GalleyDocument *document, GError **error)
{
    if (worker->mbox->id == ID_PLACE)
        return TRUE;
    const GalleyMetadata *id = galley_document_get_metadata(document, "message_id");
    if (id == NULL)
        return refuse(error, GALLEY_PLUGIN_ERROR_DATA,
                      "no Message-ID, which \"id: message-id\" wants");
    galley_document_set_id(document, id->text, (gssize)id->text_size);
    return TRUE;
}

/* Parts that are not read: each with its type, and its name if it has one. */
static void
set_attachments(Worker *worker, int text, GalleyDocument *document)
{
    GString *out = g_string_truncate(worker->scratch, 0);
    for (guint i = 0; i < worker->parts.list->len; i++) {
        const Part *part = parts_get(&worker->parts, i);
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

/* ---- the text ---- */

/** Body: of the part that is the mail's text, out of its transfer encoding. */
typedef struct {
    const guint8 *bytes;
    gsize size;
} Body;

static gboolean
undo_base64(Worker *worker, const Part *part, Body *body, GError **error)
{
    gsize at;
    if (codings_append_base64(worker->body, body->bytes, body->size, &at))
        return TRUE;
    return refuse(error, GALLEY_PLUGIN_ERROR_DATA,
                  at == body->size ? "byte %" G_GSIZE_FORMAT
                                     " of the mail: the base64 of its text ends too early"
                                   : "byte %" G_GSIZE_FORMAT
                                     " of the mail: no base64, though its text is in that",
                  part->begin + at);
}

static gboolean
decode_body(Worker *worker, const Part *part, Body *body, GalleyDocument *document, GError **error)
{
    g_autofree char *coding =
        fields_get_main(part->transfer_encoding != NULL ? part->transfer_encoding : "");
    guint n_strange = 0;
    g_string_truncate(worker->body, 0);
    if (g_str_equal(coding, "base64")) {
        if (!undo_base64(worker, part, body, error))
            return FALSE;
    } else if (g_str_equal(coding, "quoted-printable"))
        n_strange = codings_append_quoted(worker->body, body->bytes, body->size);
    else if (*coding == '\0' || g_str_equal(coding, "7bit") || g_str_equal(coding, "8bit") ||
             g_str_equal(coding, "binary"))
        return TRUE;
    else
        return refuse(error, GALLEY_PLUGIN_ERROR_DATA,
                      "Content-Transfer-Encoding \"%.40s\" cannot be undone; base64 and "
                      "quoted-printable can",
                      coding);
    if (n_strange > 0)
        galley_document_count(document, "equals signs that quoted-printable does not know",
                              n_strange);
    *body = (Body){ (const guint8 *)worker->body->str, worker->body->len };
    return TRUE;
}

static const GalleyEncoding *
detect(const Part *part, const Body *body)
{
    if (g_str_equal(part->type, "text/html"))
        return galley_encoding_detect_html(body->bytes, body->size);
    return galley_encoding_find(
        galley_utf8_validate(body->bytes, body->size, NULL) ? "utf-8" : "windows-1252");
}

/* Labels that say nothing: RFC 1428, and what mailers write in their need. US-ASCII that is none is
 * judged by its bytes. */
static gboolean
says_nothing(const char *charset)
{
    static const char *const labels[] = { "us-ascii",  "ascii",   "unknown-8bit",
                                          "x-unknown", "default", "" };
    for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
        if (g_ascii_strcasecmp(charset, labels[i]) == 0)
            return TRUE;
    return FALSE;
}

static const GalleyEncoding *
choose_encoding(const Part *part, const Body *body, GError **error)
{
    g_autofree char *charset =
        part->content_type != NULL ? fields_get_parameter(part->content_type, "charset") : NULL;
    if (charset == NULL || says_nothing(charset))
        return detect(part, body);
    const GalleyEncoding *encoding = galley_encoding_find_web(charset);
    if (encoding == NULL) {
        g_autofree char *shown = g_utf8_make_valid(charset, -1);
        refuse(error, GALLEY_PLUGIN_ERROR_DATA, "the charset \"%.40s\" of its text is not known",
               shown);
    }
    return encoding;
}

static gboolean
has_parameter(const Part *part, const char *name, const char *wanted)
{
    g_autofree char *value =
        part->content_type != NULL ? fields_get_parameter(part->content_type, name) : NULL;
    return value != NULL && g_ascii_strcasecmp(value, wanted) == 0;
}

static void
edit_text(const Mbox *mbox, const Part *part, GalleyDocument *document)
{
    Flow flow = {
        .flowed = mbox->flowed && has_parameter(part, "format", "flowed"),
        .delsp = has_parameter(part, "delsp", "yes"),
        .drop_quoted = mbox->quoted == QUOTED_DROP,
    };
    if (g_str_equal(part->type, "text/plain") && (flow.flowed || flow.drop_quoted))
        flowed_edit(document, flow);
}

static gboolean
set_text(
    Worker *worker, const Part *part, const guint8 *mail, GalleyDocument *document, GError **error)
{
    Body body = { mail + part->begin, part->end - part->begin };
    if (!decode_body(worker, part, &body, document, error))
        return FALSE;
    const GalleyEncoding *encoding = choose_encoding(part, &body, error);
    if (encoding == NULL ||
        !galley_document_set_source(document, body.bytes, body.size, encoding, error))
        return FALSE;
    guint64 n_malformed = galley_document_get_n_malformed(document);
    if (n_malformed > 0) {
        galley_document_count(document, "malformed sequences", (gint64)n_malformed);
        galley_document_warn(document,
                             "has bytes that its encoding does not know; they became U+FFFD");
    }
    edit_text(worker->mbox, part, document);
    return TRUE;
}

/* ---- a mail becomes a document ---- */

/* Where the head begins: behind the From_ line, and others that some programs put below. */
static gsize
skip_from_lines(const guint8 *bytes, gsize size)
{
    gsize at = 0;
    while (mails_is_from(bytes + at, size - at) ||
           (at < size && bytes[at] == '>' && mails_is_from(bytes + at + 1, size - at - 1))) {
        const guint8 *feed = memchr(bytes + at, '\n', size - at);
        if (feed == NULL)
            return size;
        at = (gsize)(feed - bytes) + 1;
    }
    return at;
}

/* The empty line at the end is the file's, not the mail's. */
static gsize
without_empty_line(const guint8 *bytes, gsize begin, gsize size)
{
    gsize end = size;
    end -= end > begin && bytes[end - 1] == '\n';
    end -= end > begin && end < size && bytes[end - 1] == '\r';
    return end > begin && bytes[end - 1] == '\n' ? end : size;
}

static void
count_oddities(const Parts *parts, GalleyDocument *document)
{
    if (parts->n_strange > 0)
        galley_document_count(document, "lines in heads that are no fields", parts->n_strange);
    if (parts->n_unclosed > 0)
        galley_document_count(document, "multiparts without their end", parts->n_unclosed);
}

static GalleyStatus
mbox_parse(const GalleyRecord *record, GalleyDocument *document, gpointer data, GError **error)
{
    int text;
    Worker *worker = data;
    const Mbox *mbox = worker->mbox;
    gsize head = skip_from_lines(record->bytes, record->n_bytes);
    gsize size = without_empty_line(record->bytes, head, record->n_bytes) - head;
    if (!mails_is_field(record->bytes + head, size)) {
        refuse(error, GALLEY_PLUGIN_ERROR_DATA,
               "byte %" G_GSIZE_FORMAT " of the mail: no field, as in \"Subject: ...\", where its "
               "head must begin",
               head);
        return GALLEY_ERROR;
    }
    const guint8 *mail =
        mails_unquote(record->bytes + head, &size, (Quoting)mbox->quoting, worker->mail);
    gsize body = fields_read(&worker->fields, mail, 0, size);
    set_fields(worker, document);
    if (!set_id(worker, document, error) ||
        !parts_read(&worker->parts, &worker->fields, mail, body, size,
                    mbox->prefer == PREFER_HTML ? "text/html" : "text/plain", &text, error))
        return GALLEY_ERROR;
    count_oddities(&worker->parts, document);
    set_attachments(worker, text, document);
    if (text < 0)
        return galley_document_drop(document, "no part of it is text");
    const Part *part = parts_get(&worker->parts, (guint)text);
    galley_document_set_metadata_text(document, "content_type", part->type, -1);
    return set_text(worker, part, mail, document, error) ? GALLEY_OK : GALLEY_ERROR;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_READER,
    .name = "mbox",
    .version = "0.1.0",
    .revision = 1,
    .summary = "Mailboxes: a mail is a document, its text the plain or HTML part",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Mbox),
    .gives = gives,
    .worker_new = mbox_worker_new,
    .probe = mbox_probe,
    .next = mbox_next,
    .parse = mbox_parse,
    .worker_free = mbox_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
