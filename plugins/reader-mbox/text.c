/* text.c: a part's transfer encoding and charset undone. SPDX-License-Identifier: MIT */
#include "text.h"

#include <string.h>

#include <galley/encoding.h>
#include <galley/unicode.h>

#include "codings.h"
#include "flowed.h"

/** Body: of the part that is the mail's text, out of its transfer encoding. */
typedef struct {
    const guint8 *bytes;
    gsize size;
} Body;

static gboolean
undo_base64(GString *buffer, const Part *part, Body *body, GError **error)
{
    gsize at;
    if (codings_append_base64(buffer, body->bytes, body->size, &at))
        return TRUE;
    return galley_plugin_fail(
        error, GALLEY_PLUGIN_ERROR_DATA,
        at == body->size
            ? "byte %" G_GSIZE_FORMAT " of the mail: the base64 of its text ends too early"
            : "byte %" G_GSIZE_FORMAT " of the mail: no base64, though its text is in that",
        part->begin + at);
}

static void
undo_quoted(GString *buffer, const Body *body, GalleyDocument *document)
{
    guint n_strange = codings_append_quoted(buffer, body->bytes, body->size);
    if (n_strange > 0)
        galley_document_count(document, "equals signs that quoted-printable does not know",
                              n_strange);
}

typedef enum {
    CODING_NONE,
    CODING_BASE64,
    CODING_QUOTED,
    CODING_UNKNOWN,
} Coding;

static Coding
find_coding(const char *name)
{
    static const struct {
        const char *name;
        Coding coding;
    } names[] = {
        { "", CODING_NONE },         { "7bit", CODING_NONE },
        { "8bit", CODING_NONE },     { "binary", CODING_NONE },
        { "base64", CODING_BASE64 }, { "quoted-printable", CODING_QUOTED },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_equal(names[i].name, name))
            return names[i].coding;
    return CODING_UNKNOWN;
}

static gboolean
decode_body(GString *buffer, const Part *part, Body *body, GalleyDocument *document, GError **error)
{
    const char *field = part->transfer_encoding;
    g_autofree char *name = fields_get_main(field != NULL ? field : "");
    Coding coding = find_coding(name);
    g_string_truncate(buffer, 0);
    if (coding == CODING_NONE)
        return TRUE;
    if (coding == CODING_UNKNOWN)
        return galley_plugin_fail(
            error, GALLEY_PLUGIN_ERROR_DATA,
            "Content-Transfer-Encoding \"%.40s\" cannot be undone; base64 and "
            "quoted-printable can",
            name);
    if (coding == CODING_BASE64 && !undo_base64(buffer, part, body, error))
        return FALSE;
    if (coding == CODING_QUOTED)
        undo_quoted(buffer, body, document);
    *body = (Body){ (const guint8 *)buffer->str, buffer->len };
    return TRUE;
}

/* NULL: a page says that it is in what cannot be decoded. */
static const GalleyEncoding *
detect(const Part *part, const Body *body, GError **error)
{
    gboolean is_html = g_str_equal(part->type, "text/html");
    const char *unread =
        is_html ? galley_encoding_detect_html_unread(body->bytes, body->size) : NULL;
    if (unread != NULL) {
        galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                           "its page says that it is in %s, which galley cannot decode", unread);
        return NULL;
    }
    if (is_html)
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
        return detect(part, body, error);
    const GalleyEncoding *encoding = galley_encoding_find_web(charset);
    if (encoding == NULL) {
        g_autofree char *shown = g_utf8_make_valid(charset, -1);
        galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                           "the charset \"%.40s\" of its text is not known", shown);
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

gboolean
text_set(
    GString *buffer, const Part *part, const guint8 *mail, GalleyDocument *document, GError **error)
{
    Body body = { mail + part->begin, part->end - part->begin };
    if (!decode_body(buffer, part, &body, document, error))
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
    return TRUE;
}

void
text_edit(const Part *part, gboolean flowed, gboolean drop_quoted, GalleyDocument *document)
{
    Flow flow = {
        .flowed = flowed && has_parameter(part, "format", "flowed"),
        .delsp = has_parameter(part, "delsp", "yes"),
        .drop_quoted = drop_quoted,
    };
    if (g_str_equal(part->type, "text/plain") && (flow.flowed || flow.drop_quoted))
        flowed_edit(document, flow);
}
