/* reader-mbox.c: a mail of an mbox a document. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "cut.h"
#include "describe.h"
#include "mails.h"
#include "parts.h"
#include "text.h"

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

/* ---- worker ---- */

typedef struct {
    const Mbox *mbox;
    GString *kept; /* by `next`: a mail that has to be copied */
    GString *mail; /* without marks before "From " */
    Fields fields; /* of the mail */
    Parts parts;
    GString *body; /* of the text, decoded */
} Worker;

static gpointer
mbox_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    worker->mbox = self;
    worker->kept = g_string_new(NULL);
    worker->mail = g_string_new(NULL);
    worker->body = g_string_new(NULL);
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

static GalleyNext
mbox_next(gpointer data, GalleyInput *input, GalleyRecord *record, GError **error)
{
    Worker *worker = data;
    return cut_next(worker->kept, worker->mbox->content_length, input, record, error);
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

static gboolean
set_id(const Mbox *mbox, GalleyDocument *document, GError **error)
{
    if (mbox->id == ID_PLACE)
        return TRUE;
    const GalleyMetadata *id = galley_document_get_metadata(document, "message_id");
    if (id == NULL)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "no Message-ID, which \"id: message-id\" wants");
    galley_document_set_id(document, id->text, (gssize)id->text_size);
    return TRUE;
}

/* The record without marks before "From ", from which errors count bytes. Its head begins at @head. */
static const guint8 *
take_mail(Worker *worker, const GalleyRecord *record, gsize *head, gsize *size, GError **error)
{
    *size = record->n_bytes;
    const guint8 *mail =
        mails_unquote(record->bytes, size, (Quoting)worker->mbox->quoting, worker->mail);
    *head = skip_from_lines(mail, *size);
    *size = without_empty_line(mail, *head, *size);
    if (mails_is_field(mail + *head, *size - *head))
        return mail;
    galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                       "byte %" G_GSIZE_FORMAT
                       " of the mail: no field, as in \"Subject: ...\", where its head "
                       "must begin",
                       *head);
    return NULL;
}

static GalleyStatus
make_text(
    Worker *worker, const Part *part, const guint8 *mail, GalleyDocument *document, GError **error)
{
    const Mbox *mbox = worker->mbox;
    galley_document_set_metadata_text(document, "content_type", part->type, -1);
    if (!text_set(worker->body, part, mail, document, error))
        return GALLEY_ERROR;
    text_edit(part, mbox->flowed, mbox->quoted == QUOTED_DROP, document);
    return GALLEY_OK;
}

static GalleyStatus
mbox_parse(const GalleyRecord *record, GalleyDocument *document, gpointer data, GError **error)
{
    int text;
    gsize head, size;
    Worker *worker = data;
    const guint8 *mail = take_mail(worker, record, &head, &size, error);
    if (mail == NULL)
        return GALLEY_ERROR;
    gsize body = fields_read(&worker->fields, mail, head, size);
    describe_head(&worker->fields, document);
    if (!set_id(worker->mbox, document, error) ||
        !parts_read(&worker->parts, &worker->fields, mail, body, size,
                    worker->mbox->prefer == PREFER_HTML ? "text/html" : "text/plain", &text, error))
        return GALLEY_ERROR;
    count_oddities(&worker->parts, document);
    describe_attachments(&worker->parts, text, document);
    if (text < 0)
        return galley_document_drop(document, "no part of it is text");
    return make_text(worker, parts_get(&worker->parts, (guint)text), mail, document, error);
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
