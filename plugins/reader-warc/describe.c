/* describe.c: metadata of a record. SPDX-License-Identifier: MIT */
#include "describe.h"

#include <string.h>

#include <galley/format.h>

#include "languages.h"

/* WARC 1.0 writes some URIs in angle brackets. */
static void
set_field(const Head *head, GalleyDocument *document, const char *key, const char *name)
{
    const char *value = head_get(head, name);
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
set_languages(const Head *head, GalleyDocument *document)
{
    g_autoptr(GString) list = g_string_new("[");
    const char *codes = head_get(head, "WARC-Identified-Content-Language");
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

void
describe_record(const Head *head, const Content *content, GalleyDocument *document)
{
    g_autofree char *type = g_ascii_strdown(head_get(head, "WARC-Type"), -1);
    set_field(head, document, "url", "WARC-Target-URI");
    galley_document_set_metadata_text(document, "warc_type", type, -1);
    set_field(head, document, "warc_date", "WARC-Date");
    set_field(head, document, "warc_record_id", "WARC-Record-ID");
    set_field(head, document, "warc_truncated", "WARC-Truncated");
    if (content->status > 0)
        galley_document_set_metadata_int64(document, "http_status", (gint64)content->status);
    if (content->media != NULL)
        galley_document_set_metadata_text(document, "content_type", content->media, -1);
    set_languages(head, document);
}
