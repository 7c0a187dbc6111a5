/* prose.c: the words of quotations and mentions as people read them.
 * SPDX-License-Identifier: MIT */
#include "append.h"
#include "encoder.h"

/* ---- the parts of each quotation ---- */

static gboolean
belongs(const Parts *parts, guint32 quotation)
{
    return quotation < parts->n_quotations; /* GALLEY_NO_ROW is greater than any */
}

/* A counting sort: parts stay in the order of the text. */
static void
sort_by_quotation(Parts *parts, const guint32 *quotations, guint32 n)
{
    memset(parts->first, 0, (parts->n_quotations + 1) * sizeof *parts->first);
    for (guint32 i = 0; i < n; i++)
        if (belongs(parts, quotations[i]))
            parts->first[quotations[i]]++;
    guint32 sum = 0;
    for (guint32 q = 0; q <= parts->n_quotations; q++)
        parts->first[q] = sum += parts->first[q];
    for (guint32 i = n; i-- > 0;)
        if (belongs(parts, quotations[i]))
            parts->rows[--parts->first[quotations[i]]] = i;
}

Parts
parts_index(GalleyDocument *document, const GalleyLayer *quotations, const GalleyLayer *parts)
{
    Parts index = { 0 };
    const guint32 *rows =
        parts != NULL ? galley_layer_get_rows(parts, GALLEY_QUOTATION_PART_QUOTATION) : NULL;
    if (quotations == NULL || rows == NULL)
        return index;
    guint32 n = galley_layer_get_n_rows(parts);
    index.layer = parts;
    index.n_quotations = galley_layer_get_n_rows(quotations);
    index.first = galley_document_alloc(document, (index.n_quotations + 1) * sizeof *index.first);
    index.rows = galley_document_alloc(document, MAX(n, 1) * sizeof *index.rows);
    sort_by_quotation(&index, rows, n);
    return index;
}

/* ---- white space ---- */

void
prose_begin(Encoder *encoder)
{
    g_string_truncate(encoder->prose, 0);
}

/* Where the white space at @at ends. */
static guint32
skip_space(const char *text, guint32 at, guint32 end)
{
    while (at < end && galley_unichar_is_space(galley_utf8_get(text, at)))
        at = galley_utf8_next(text, at);
    return at;
}

/* Whether white space may begin with this byte: ASCII's, or the lead of U+0085, U+00A0, U+1680,
 * U+2000 to U+205F, U+3000. */
static inline gboolean
may_be_space(guint8 byte)
{
    return byte <= ' ' || byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3);
}

/* Where words with single blanks between end: such a stretch is prose as it stands. @at is where a
 * word begins. */
static guint32
skip_words(const char *text, guint32 at, guint32 end)
{
    for (; at < end; at++) {
        if (G_LIKELY(!may_be_space((guint8)text[at])) ||
            !galley_unichar_is_space(galley_utf8_get(text, at)))
            continue;
        gboolean single = text[at] == ' ' && at + 1 < end &&
                          !galley_unichar_is_space(galley_utf8_get(text, at + 1));
        if (!single)
            break;
    }
    return at;
}

void
prose_add(Encoder *encoder, guint32 begin, guint32 end)
{
    GString *prose = encoder->prose;
    guint32 at = skip_space(encoder->text, begin, end);
    while (at < end) {
        guint32 words = at;
        at = skip_words(encoder->text, at, end);
        if (prose->len > 0)
            APPEND(prose, " ");
        append(prose, encoder->text + words, at - words);
        at = skip_space(encoder->text, at, end);
    }
}

void
prose_end(Encoder *encoder, GString *out)
{
    galley_append_json_string(out, encoder->prose->str, encoder->prose->len);
}
