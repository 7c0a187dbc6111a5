/* encoding.c: from bytes to UTF-8 by tables. SPDX-License-Identifier: MIT */
#include "tables-private.h"
#include "utf8-private.h"

#include <galley/encoding.h>
#include <galley/unicode.h>

/* Sources and texts are addressed by 32 bits; the largest number means "none". */
#define MAX_SIZE (G_MAXUINT32 - 1)

/* Source bytes read at a time */
#define BLOCK_SIZE ((gsize)16384)

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* A source being read, its text and runs being written. */
typedef struct {
    const guint8 *bytes;
    gsize size;
    gsize at; /* what was read so far */
    GString *text;
    GArray *runs;  /* or NULL */
    GalleyRun run; /* the last one */
    gsize run_end; /* where it ends in the source; past all at first, so that none goes on */
    guint64 n_malformed;
} Reader;

G_DEFINE_QUARK(galley_encoding_error, galley_encoding_error)

static int
compare_label(const void *label, const void *entry)
{
    return strcmp(label, ((const EncodingLabel *)entry)->label);
}

const GalleyEncoding *
galley_encoding_find(const char *label)
{
    g_return_val_if_fail(label != NULL, NULL);

    g_autofree char *lower = g_ascii_strdown(label, -1);
    const EncodingLabel *found = bsearch(g_strstrip(lower), encoding_labels, encoding_n_labels,
                                         sizeof encoding_labels[0], compare_label);
    return found != NULL ? &encoding_table[found->encoding] : NULL;
}

const char *
galley_encoding_get_name(const GalleyEncoding *encoding)
{
    g_return_val_if_fail(encoding != NULL, NULL);

    return encoding->name;
}

const char *const *
galley_encoding_list(void)
{
    return encoding_names;
}

/* UTF-32LE before UTF-16LE, which begins the same. */
static const struct {
    Decoder decoder;
    guint8 size;
    guint8 bytes[4];
} byte_order_marks[] = {
    { DECODER_UTF_8, 3, { 0xEF, 0xBB, 0xBF } },
    { DECODER_UTF_32LE, 4, { 0xFF, 0xFE, 0x00, 0x00 } },
    { DECODER_UTF_32BE, 4, { 0x00, 0x00, 0xFE, 0xFF } },
    { DECODER_UTF_16LE, 2, { 0xFF, 0xFE } },
    { DECODER_UTF_16BE, 2, { 0xFE, 0xFF } },
};

static gboolean
has_mark(gsize mark, const guint8 *bytes, gsize size)
{
    gsize n = byte_order_marks[mark].size;
    return size >= n && memcmp(bytes, byte_order_marks[mark].bytes, n) == 0;
}

const GalleyEncoding *
galley_encoding_detect_bom(const void *bytes, gsize size, gsize *bom_size)
{
    for (gsize i = 0; i < G_N_ELEMENTS(byte_order_marks); i++) {
        if (!has_mark(i, bytes, size))
            continue;
        if (bom_size != NULL)
            *bom_size = byte_order_marks[i].size;
        return &encoding_table[byte_order_marks[i].decoder];
    }
    if (bom_size != NULL)
        *bom_size = 0;
    return NULL;
}

/* The size of the byte order mark of @decoder at the beginning of @bytes. */
static gsize
mark_size(Decoder decoder, const guint8 *bytes, gsize size)
{
    for (gsize i = 0; i < G_N_ELEMENTS(byte_order_marks); i++) {
        if (byte_order_marks[i].decoder == decoder && has_mark(i, bytes, size))
            return byte_order_marks[i].size;
    }
    return 0;
}

/*
 * Notes that @n_source bytes were read, in units of @unit_source, for text that begins at @text and
 * has @unit_text bytes for each.
 */
static inline void
note_read(Reader *reader, gsize text, guint unit_text, guint unit_source, gsize n_source)
{
    if (reader->run.unit_text != unit_text || reader->run.unit_source != unit_source ||
        reader->run_end != reader->at) {
        reader->run = (GalleyRun){ (guint32)text, (guint32)reader->at, unit_text, unit_source };
        if (reader->runs != NULL)
            g_array_append_val(reader->runs, reader->run);
    }
    reader->at += n_source;
    reader->run_end = reader->at;
}

/* Puts @character at @text, for @unit_source bytes. Returns the end of what it wrote. */
static inline gsize
put_character(Reader *reader, gsize text, gunichar character, guint unit_source)
{
    guint unit_text = galley_utf8_put(reader->text->str + text, character);
    note_read(reader, text, unit_text, unit_source, unit_source);
    return text + unit_text;
}

static gsize
put_malformed(Reader *reader, gsize text, guint unit_source)
{
    memcpy(reader->text->str + text, replacement, 3);
    note_read(reader, text, 3, unit_source, unit_source);
    reader->n_malformed++;
    return text + 3;
}

/* Copies what is valid from here on, then replaces one malformed sequence. */
static void
read_utf8(Reader *reader)
{
    const guint8 *bytes = reader->bytes + reader->at;
    gsize size = reader->size - reader->at;
    gsize text = reader->text->len;
    gsize valid_size;
    gboolean valid = galley_utf8_validate(bytes, size, &valid_size);
    if (valid_size > 0) {
        g_string_append_len(reader->text, (const char *)bytes, (gssize)valid_size);
        note_read(reader, text, 1, 1, valid_size);
    }
    if (!valid) {
        guint n_malformed;
        utf8_character_size(bytes + valid_size, size - valid_size, &n_malformed);
        text = reader->text->len;
        g_string_set_size(reader->text, text + 3);
        put_malformed(reader, text, n_malformed);
    }
}

/* Each of these reads a block and returns the end of the text written. */

static gsize
read_single_bytes(Reader *reader, HighHalf *high_half, gsize end, gsize text)
{
    const guint8 *bytes = reader->bytes;
    while (reader->at < end) {
        gsize ascii_end = utf8_ascii_end(bytes, end, reader->at);
        gsize n = ascii_end - reader->at;
        if (n > 0) {
            memcpy(reader->text->str + text, bytes + reader->at, n);
            note_read(reader, text, 1, 1, n);
            text += n;
            continue;
        }
        const guint8 *unit = (*high_half)[bytes[reader->at] - 0x80];
        if (memcmp(unit + 1, replacement, 3) == 0)
            reader->n_malformed++;
        memcpy(reader->text->str + text, unit + 1, 3);
        note_read(reader, text, unit[0], 1, 1);
        text += unit[0];
    }
    return text;
}

static gsize
read_utf16(Reader *reader, gboolean big, gsize end, gsize text)
{
    while (reader->at < end) {
        const guint8 *bytes = reader->bytes + reader->at;
        gsize left = reader->size - reader->at;
        if (left < 2) {
            text = put_malformed(reader, text, 1);
            continue;
        }
        gunichar unit = (gunichar)bytes[!big] << 8 | bytes[big];
        if (unit < 0xD800 || unit > 0xDFFF) {
            text = put_character(reader, text, unit, 2);
            continue;
        }
        if (unit < 0xDC00 && left < 4) { /* cut inside a pair */
            text = put_malformed(reader, text, (guint)left);
            continue;
        }
        gunichar low = unit < 0xDC00 ? (gunichar)bytes[2 + !big] << 8 | bytes[2 + big] : 0;
        if (low >= 0xDC00 && low <= 0xDFFF)
            text =
                put_character(reader, text, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), 4);
        else
            text = put_malformed(reader, text, 2);
    }
    return text;
}

static gsize
read_utf32(Reader *reader, gboolean big, gsize end, gsize text)
{
    while (reader->at < end) {
        const guint8 *bytes = reader->bytes + reader->at;
        gsize left = reader->size - reader->at;
        if (left < 4) {
            text = put_malformed(reader, text, (guint)left);
            continue;
        }
        gunichar character = 0;
        for (guint i = 0; i < 4; i++)
            character = character << 8 | bytes[big ? i : 3 - i];
        if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
            text = put_malformed(reader, text, 4);
        else
            text = put_character(reader, text, character, 4);
    }
    return text;
}

/*
 * Reads up to BLOCK_SIZE bytes and the rest of a character begun there. A byte gives at most three
 * bytes of text, the last one, with that rest, at most four.
 */
static void
read_block(Reader *reader, const GalleyEncoding *encoding)
{
    gsize end = reader->at + MIN(reader->size - reader->at, BLOCK_SIZE);
    gsize text = reader->text->len;
    g_string_set_size(reader->text, text + (end - reader->at) * 3 + 1);
    if (encoding->decoder == DECODER_SINGLE_BYTE)
        text = read_single_bytes(reader, encoding->high_half, end, text);
    else if (encoding->decoder == DECODER_UTF_16LE || encoding->decoder == DECODER_UTF_16BE)
        text = read_utf16(reader, encoding->decoder == DECODER_UTF_16BE, end, text);
    else
        text = read_utf32(reader, encoding->decoder == DECODER_UTF_32BE, end, text);
    g_string_truncate(reader->text, text);
}

gboolean
galley_encoding_decode(const GalleyEncoding *encoding,
                       const void *bytes,
                       gsize size,
                       GString *text,
                       GArray *runs,
                       guint64 *n_malformed,
                       GError **error)
{
    g_return_val_if_fail(encoding != NULL && (bytes != NULL || size == 0) && text != NULL, FALSE);

    gsize text_size = text->len;
    guint n_runs = runs != NULL ? runs->len : 0;
    Reader reader = {
        .bytes = bytes,
        .size = size,
        .at = mark_size(encoding->decoder, bytes, size),
        .text = text,
        .runs = runs,
        .run_end = G_MAXSIZE,
    };
    while (reader.at < size && size <= MAX_SIZE && text->len <= MAX_SIZE) {
        if (encoding->decoder == DECODER_UTF_8)
            read_utf8(&reader);
        else
            read_block(&reader, encoding);
    }
    if (size > MAX_SIZE || text->len > MAX_SIZE) {
        g_string_truncate(text, text_size);
        if (runs != NULL)
            g_array_set_size(runs, n_runs);
        g_set_error(error, GALLEY_ENCODING_ERROR, GALLEY_ENCODING_ERROR_TOO_LARGE,
                    "%" G_GSIZE_FORMAT " bytes of %s make too large a text (limit: %u bytes)", size,
                    encoding->name, (guint)MAX_SIZE);
        return FALSE;
    }
    if (n_malformed != NULL)
        *n_malformed = reader.n_malformed;
    return TRUE;
}
