/* content.c: a record's block, an HTTP body, and their encoding. SPDX-License-Identifier: MIT */
#include "content.h"

#include <string.h>

#include <galley/encoding.h>
#include <galley/unicode.h>

void
content_clear(Content *content)
{
    g_clear_pointer(&content->media, g_free);
}

/* ---- the HTTP response in a record ---- */

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
read_response(Content *content, const Head *head, Head *http, gsize block_at, GError **error)
{
    gsize end;
    head_read(http, content->bytes, content->size, &end);
    if (!read_status_line(head_get_start(http), &content->status))
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "byte %" G_GSIZE_FORMAT
                                  " of the record: no status line, as in HTTP/1.1 200 "
                                  "OK, where the response begins",
                                  block_at);
    content->bytes += end;
    content->size -= end;
    content->content_type = head_get(http, "Content-Type");
    if (content->content_type == NULL)
        content->content_type = head_get(head, "WARC-Identified-Payload-Type");
    return TRUE;
}

/* ---- the block ---- */

/* As Content-Length has it, without the line ends behind it. */
static gsize
block_size(const Head *head, gsize left)
{
    const char *length = head_get(head, "Content-Length");
    guint64 size = length != NULL ? g_ascii_strtoull(length, NULL, 10) : left;
    return (gsize)MIN(size, left);
}

gboolean
content_read(Content *content,
             const Head *head,
             Head *http,
             const guint8 *bytes,
             gsize size,
             gsize at,
             GError **error)
{
    const char *segment = head_get(head, "WARC-Segment-Number");
    *content = (Content){
        .bytes = bytes + at,
        .size = block_size(head, size - at),
        .content_type = head_get(head, "Content-Type"),
    };
    if (segment != NULL)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "it is segment %.20s of a record in parts; parts are not joined",
                                  segment);
    content->http = is_http(content->content_type);
    if (content->http && !read_response(content, head, http, at, error))
        return FALSE;
    content->media = media_type(content->content_type);
    return TRUE;
}

/* ---- chunks and codings ---- */

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

static gboolean
unchunk(const char *transfer, Payload *payload, GError **error)
{
    if (transfer == NULL || g_ascii_strcasecmp(transfer, "identity") == 0)
        return TRUE;
    if (g_ascii_strcasecmp(transfer, "chunked") == 0)
        return payload_unchunk(payload, error);
    return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                              "Transfer-Encoding \"%.40s\" cannot be undone; \"chunked\" can",
                              transfer);
}

gboolean
content_decode(Content *content,
               const Head *http,
               Payload *payload,
               guint64 limit,
               GalleyDocument *document,
               GError **error)
{
    const char *codings = head_get(http, "Content-Encoding");
    payload_set(payload, content->bytes, content->size, limit);
    if (!unchunk(head_get(http, "Transfer-Encoding"), payload, error) ||
        (codings != NULL && !payload_uncode(payload, codings, error)))
        return FALSE;
    content->bytes = payload->bytes;
    content->size = payload->size;
    if (content->size > 0)
        count_oddities(payload, document);
    return TRUE;
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
choose_encoding(const Content *content, GalleyDocument *document)
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
    return is_html(content->media) ? galley_encoding_detect_html(content->bytes, content->size)
                                   : detect_plain(content);
}

/* Of what HTTP or the page says it is in, and galley cannot decode, nothing may be guessed. */
static gboolean
can_be_read(const Content *content, GError **error)
{
    if (galley_utf8_validate(content->bytes, content->size, NULL) ||
        galley_encoding_detect_bom(content->bytes, content->size, NULL) != NULL)
        return TRUE;
    g_autofree char *charset = media_charset(content->content_type);
    const char *name = charset != NULL ? galley_encoding_find_unread(charset) : NULL;
    if (name == NULL && is_html(content->media) &&
        (charset == NULL || galley_encoding_find_web(charset) == NULL))
        name = galley_encoding_detect_html_unread(content->bytes, content->size);
    if (name != NULL)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                    "is in %s, which galley cannot decode; convert it to UTF-8 first", name);
    return name == NULL;
}

gboolean
content_set_text(const Content *content, GalleyDocument *document, GError **error)
{
    if (!can_be_read(content, error))
        return FALSE;
    const GalleyEncoding *encoding = choose_encoding(content, document);
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
