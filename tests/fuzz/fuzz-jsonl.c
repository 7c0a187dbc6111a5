/* fuzz-jsonl.c: any bytes as a line of the reader jsonl; what it takes it takes again.
 * SPDX-License-Identifier: MIT */
#include "reader-target.h"

static ReaderChoice readers = {
    .options = {
        "text=text",
        "text=a.b;id=id.x",
        "text=t;metadata=a.b,n",
        "text=text;metadata=",
    },
};

/* ---- a document as a line ---- */

static void
append_value(GString *line, const GalleyMetadata *entry)
{
    if (entry->null)
        g_string_append(line, "null");
    else if (entry->type == GALLEY_TYPE_TEXT)
        galley_append_json_string(line, entry->text, entry->text_size);
    else if (entry->type == GALLEY_TYPE_JSON)
        g_string_append_len(line, entry->text, entry->text_size);
    else if (entry->type == GALLEY_TYPE_DOUBLE)
        galley_append_double(line, entry->number);
    else if (entry->type == GALLEY_TYPE_INT64)
        galley_append_int64(line, entry->int64);
    else
        g_string_append(line, entry->int64 != 0 ? "true" : "false");
}

static GString *
line_of_document(const GalleyDocument *document)
{
    guint n;
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    const GalleyMetadata *list = galley_document_list_metadata(document, &n);
    GString *line = g_string_new("{\"text\":");
    galley_append_json_string(line, text, size);
    for (guint i = 0; i < n; i++) {
        if (g_str_equal(list[i].key, "text") || g_str_equal(list[i].key, "id"))
            continue;
        g_string_append_c(line, ',');
        galley_append_json_string(line, list[i].key, strlen(list[i].key));
        g_string_append_c(line, ':');
        append_value(line, &list[i]);
    }
    g_string_append(line, "}\n");
    return line;
}

/* ---- what must hold ---- */

/* A document written as a line reads back as the same line; a mark that stays at its beginning
 * would be taken off. */
static void
check_round_trip(const GalleyDocument *document)
{
    if (g_str_has_prefix(galley_document_get_text(document, &(guint32){ 0 }), "\xEF\xBB\xBF"))
        return;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) again = NULL;
    g_autoptr(GString) line = line_of_document(document);
    if (host_parse(reader_chosen(&readers, 0), line->str, line->len, &again, &error) != GALLEY_OK)
        g_error("%s: %s", error->message, line->str);
    g_autoptr(GString) second = line_of_document(again);
    if (!g_string_equal(line, second))
        g_error("%s became %s", line->str, second->str);
}

/* Records cover the bytes, each ends after its line feed. */
static void
check_records(const GalleyPlugin *plugin, const guint8 *bytes, gsize size)
{
    for (gsize at = 0; at < size;) {
        gsize next = plugin->seek_record(NULL, bytes, size, at + 1);
        if (next == GALLEY_SEEK_NONE)
            break;
        g_assert(next > at && next <= size && bytes[next - 1] == '\n');
        g_assert(memchr(bytes + at, '\n', next - at - 1) == NULL);
        at = next;
    }
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    if (size == 0)
        return 0;
    Host *host = reader_chosen(&readers, bytes[0]);
    check_records(host->plugin, bytes, size);
    g_autoptr(GalleyDocument) document = reader_parse(host, bytes + 1, size - 1);
    if (document != NULL)
        check_round_trip(document);
    return 0;
}
