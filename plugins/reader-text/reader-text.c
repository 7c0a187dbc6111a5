/* reader-text.c: a file of plain text, a document each or several. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "split.h"

typedef struct {
    const char *encoding;
    const char *const *split;
    const GalleyEncoding *declared; /* NULL: auto */
    Split parts;
} Text;

static const GalleyOption options[] = {
    GALLEY_OPTION_STRING(Text, encoding, "auto", "of files without a byte order mark; auto: UTF-8"),
    GALLEY_OPTION_MAP(
        Text,
        split,
        NULL,
        "{line: PATTERN}: a line like it begins a text; {blank_lines: N}: so many part "
        "texts"),
    GALLEY_OPTION_END,
};

static gboolean
is_auto(const Text *text)
{
    return g_ascii_strcasecmp(text->encoding, "auto") == 0;
}

static const GalleyEncoding *
declared_encoding(const Text *text)
{
    return galley_encoding_find(is_auto(text) ? "utf-8" : text->encoding);
}

static void
give_parts(const Split *parts, GalleyContract *contract)
{
    static const GalleyPort edits = GALLEY_EDITS_TEXT;
    static const GalleyPort title = GALLEY_METADATA_OPTIONAL("split", TEXT);
    if (split_is_set(parts))
        galley_contract_give(contract, &edits);
    if (parts->line != NULL && glob_has_star(parts->line))
        galley_contract_give(contract, &title);
}

static gboolean
text_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    Split parts;
    const Text *text = self;
    const GalleyEncoding *encoding = declared_encoding(text);
    if (encoding == NULL) {
        g_autofree char *known = g_strjoinv(", ", (char **)galley_encoding_list());
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                    "no encoding \"%s\"; there are auto, %s", text->encoding, known);
        return FALSE;
    }
    if (!split_init(&parts, text->split, encoding, error))
        return FALSE;
    give_parts(&parts, contract);
    split_clear(&parts);
    return TRUE;
}

static gboolean
text_open(gpointer self, G_GNUC_UNUSED const GalleyContext *context, GError **error)
{
    Text *text = self;
    text->declared = is_auto(text) ? NULL : declared_encoding(text);
    return split_init(&text->parts, text->split, declared_encoding(text), error);
}

static void
text_close(gpointer self)
{
    Text *text = self;
    split_clear(&text->parts);
}

/* ---- records: the whole file, or what its separators part ---- */

static gboolean
has_text_ending(const char *name)
{
    static const char *const endings[] = { ".txt", ".text", ".md" };
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(name, endings[i]))
            return TRUE;
    return FALSE;
}

/* Whose punctuation would be taken for words. */
static gboolean
is_json(const char *name, const guint8 *bytes, gsize size)
{
    return g_str_has_suffix(name, ".json") && size > 0 && (bytes[0] == '{' || bytes[0] == '[');
}

/* Anything without NULs may be text; with a byte order mark it is. */
static guint
text_probe(const char *name, const guint8 *bytes, gsize size)
{
    if (is_json(name, bytes, size))
        return 0;
    if (has_text_ending(name))
        return 90;
    if (galley_encoding_detect_bom(bytes, size, NULL) != NULL)
        return 40;
    return memchr(bytes, '\0', size) == NULL ? 20 : 0;
}

static gsize
text_seek_record(gconstpointer self, const guint8 *bytes, gsize size, gsize from)
{
    const Text *text = self;
    return split_seek(&text->parts, bytes, size, from);
}

/* ---- a record becomes a document ---- */

/* Of a file that is split, only its first record has the mark: what is declared holds for all. */
static const GalleyEncoding *
choose_encoding(const Text *text, const GalleyRecord *record, GalleyDocument *document)
{
    const GalleyEncoding *declared = text->parts.encoding;
    const GalleyEncoding *marked =
        record->offset == 0 ? galley_encoding_detect_bom(record->bytes, record->n_bytes, NULL)
                            : NULL;
    gboolean split = split_is_set(&text->parts);
    if (marked == NULL || marked == declared)
        return declared;
    if (text->declared != NULL)
        galley_document_warn(
            document,
            split ? "the byte order mark names another encoding than the pipeline, which was "
                    "believed, since the file is split"
                  : "the byte order mark names another encoding than the pipeline, and was "
                    "believed");
    return split && text->declared != NULL ? declared : marked;
}

/* Control characters that no text has: all but tab, line ends, backspace, form feed, escape; NUL
 * is left to UTF-16. */
static gsize
count_controls(const guint8 *bytes, gsize size)
{
    static const guint32 usual = 1u << 0 | 1u << '\b' | 1u << '\t' | 1u << '\n' | 1u << '\v' |
                                 1u << '\f' | 1u << '\r' | 1u << 0x1B;
    gsize n = 0;
    for (gsize i = 0; i < size; i++)
        n += bytes[i] < 0x20 && (usual >> bytes[i] & 1) == 0;
    return n;
}

static gsize
count_nuls(const guint8 *bytes, gsize size)
{
    gsize n = 0;
    for (gsize i = 0; i < size; i++)
        n += bytes[i] == '\0';
    return n;
}

/*
 * Programs, pictures, archives: one byte in a hundred and more a control character, and as many
 * malformed; or more than
 * one in three a NUL, as in UTF-16 without a mark too. Text in an encoding that nobody declared has
 * one or the other.
 */
static gboolean
is_binary(const GalleyRecord *record, const GalleyEncoding *encoding, guint64 n_malformed)
{
    gboolean bytewise = encoding == galley_encoding_find("utf-8");
    if (bytewise && count_nuls(record->bytes, record->n_bytes) > record->n_bytes / 3)
        return TRUE;
    return n_malformed > record->n_bytes / 100 &&
           count_controls(record->bytes, record->n_bytes) > record->n_bytes / 100;
}

/* What a file begins with that holds text, but is none. */
static const struct {
    const char *begin;
    const char *why;
} formats[] = {
    { "%PDF-", "is a PDF, not text; make text of it first, as with pdftotext" },
    { "{\\rtf", "is RTF, not text; save it as plain text" },
    { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
      "is a document of an office program, not text; save it as plain text" },
    { "\x89PNG\r\n", "is a picture, not text" },
    { "\xFF\xD8\xFF", "is a picture, not text" },
    { "SQLite format 3", "is a database, not text" },
};

static const char *
find_format(const GalleyRecord *record)
{
    for (gsize i = 0; record->offset == 0 && i < G_N_ELEMENTS(formats); i++) {
        gsize size = strlen(formats[i].begin);
        if (record->n_bytes >= size && memcmp(record->bytes, formats[i].begin, size) == 0)
            return formats[i].why;
    }
    return NULL;
}

static gboolean
refuse(GError **error, const char *why)
{
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, why);
    return FALSE;
}

/* Where lines end in UTF-16 cannot be seen from any place on. */
static gboolean
can_be_split(const GalleyRecord *record, const GalleyEncoding *encoding, GError **error)
{
    gboolean wide = g_str_has_prefix(galley_encoding_get_name(encoding), "utf-16") ||
                    g_str_has_prefix(galley_encoding_get_name(encoding), "utf-32");
    return (!wide && count_nuls(record->bytes, record->n_bytes) <= record->n_bytes / 3) ||
           refuse(error, "is in UTF-16 or UTF-32, which `split` cannot cut; make it UTF-8 first");
}

static GalleyStatus
text_parse(const GalleyRecord *record, GalleyDocument *document, gpointer worker, GError **error)
{
    const Text *text = worker;
    gboolean split = split_is_set(&text->parts);
    const char *format = text->declared == NULL ? find_format(record) : NULL;
    if (format != NULL)
        return refuse(error, format) ? GALLEY_OK : GALLEY_ERROR;
    const GalleyEncoding *encoding = choose_encoding(text, record, document);
    if ((split && !can_be_split(record, encoding, error)) ||
        !galley_document_set_source(document, record->bytes, record->n_bytes, encoding, error))
        return GALLEY_ERROR;
    guint64 n_malformed = galley_document_get_n_malformed(document);
    if (text->declared == NULL && is_binary(record, encoding, n_malformed)) {
        refuse(error,
               "is no text but binary data; if it is text, declare its encoding, as with --set "
               "reader.encoding=utf-16le");
        return GALLEY_ERROR;
    }
    if (n_malformed > 0) {
        galley_document_count(document, "malformed sequences", (gint64)n_malformed);
        galley_document_warn(document,
                             "has bytes that its encoding does not know; they became U+FFFD");
    }
    return split ? split_trim(&text->parts, document, record->offset == 0) : GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_READER,
    .name = "text",
    .version = "0.1.0",
    .revision = 1,
    .summary = "plain text: a file, a document each, or several by what parts them",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Text),
    .contract = text_contract,
    .open = text_open,
    .probe = text_probe,
    .seek_record = text_seek_record,
    .parse = text_parse,
    .close = text_close,
};

GALLEY_PLUGIN_DEFINE(plugin)
