/* fuzz-decode.c: any bytes in any encoding: a text that leads back to them, normal forms,
 * boundaries.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/document.h>
#include <galley/unicode.h>

#include "../breaks-reference.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

/* ---- the way back ---- */

static void
check_runs(const GalleyDocument *document)
{
    guint32 n, text_size, source_size;
    const GalleyRun *runs = galley_document_get_alignment(document, &n);
    galley_document_get_text(document, &text_size);
    galley_document_get_source(document, &source_size);
    g_assert_true((n == 0) == (text_size == 0));
    for (guint32 i = 0; i < n; i++) {
        guint32 text_end = i + 1 < n ? runs[i + 1].text : text_size;
        guint32 source_end = i + 1 < n ? runs[i + 1].source : source_size;
        g_assert_cmpuint(runs[i].text, <, text_end);
        g_assert_cmpuint(runs[i].unit_text, >, 0);
        g_assert_cmpuint(runs[i].unit_source, >, 0);
        guint32 units = (text_end - runs[i].text) / runs[i].unit_text;
        g_assert_cmpuint(units * runs[i].unit_text, ==, text_end - runs[i].text);
        g_assert_cmpuint(runs[i].source + (guint64)units * runs[i].unit_source, <=, source_end);
    }
    g_assert_true(n == 0 || runs[0].text == 0);
}

/* Each character stands for bytes of its own, in order. */
static void
check_characters(const GalleyDocument *document)
{
    guint32 text_size, source_size, last_end = 0;
    const char *text = galley_document_get_text(document, &text_size);
    galley_document_get_source(document, &source_size);
    for (guint32 at = 0, next; at < text_size; at = next) {
        guint32 begin, end;
        next = galley_utf8_next(text, at);
        galley_document_map_to_source(document, at, next, &begin, &end);
        g_assert_cmpuint(begin, >=, last_end);
        g_assert_cmpuint(begin, <, end);
        g_assert_cmpuint(end, <=, source_size);
        last_end = end;
    }
}

/* Table 3-7 of the standard, line by line: the first bytes, the second, how many follow in all. */
static const struct {
    guint8 first, last, second_first, second_last, n_following;
} sequences[] = {
    { 0x00, 0x7F, 0x00, 0x00, 0 }, { 0xC2, 0xDF, 0x80, 0xBF, 1 }, { 0xE0, 0xE0, 0xA0, 0xBF, 2 },
    { 0xE1, 0xEC, 0x80, 0xBF, 2 }, { 0xED, 0xED, 0x80, 0x9F, 2 }, { 0xEE, 0xEF, 0x80, 0xBF, 2 },
    { 0xF0, 0xF0, 0x90, 0xBF, 3 }, { 0xF1, 0xF3, 0x80, 0xBF, 3 }, { 0xF4, 0xF4, 0x80, 0x8F, 3 },
};

/* How many bytes at @bytes agree with a line of the table, 1 at least; in @whole, whether that is
 * all of a character. */
static gsize
reference_step(const guint8 *bytes, gsize size, gboolean *whole)
{
    *whole = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(sequences); i++) {
        if (bytes[0] < sequences[i].first || bytes[0] > sequences[i].last)
            continue;
        gsize n = 1, most = 1 + (gsize)sequences[i].n_following;
        if (n < most && n < size && bytes[1] >= sequences[i].second_first &&
            bytes[1] <= sequences[i].second_last)
            for (n = 2; n < most && n < size && bytes[n] >= 0x80 && bytes[n] <= 0xBF;)
                n++;
        *whole = n == most;
        return n;
    }
    return 1;
}

/* One U+FFFD for each maximal subpart of what is ill-formed. */
static GString *
reference_decode(const guint8 *bytes, gsize size)
{
    GString *text = g_string_new(NULL);
    gboolean whole;
    for (gsize at = 0, n; at < size; at += n) {
        n = reference_step(bytes + at, size - at, &whole);
        if (whole)
            g_string_append_len(text, (const char *)bytes + at, (gssize)n);
        else
            g_string_append(text, "\xef\xbf\xbd");
    }
    return text;
}

/* Valid UTF-8 comes through as it is, without its byte order mark; else there is something to
 * count. */
static void
check_utf8(const GalleyDocument *document, const guint8 *bytes, gsize size)
{
    guint32 text_size;
    gsize mark = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    const char *text = galley_document_get_text(document, &text_size);
    gboolean valid = galley_utf8_validate(bytes, size, NULL);
    g_assert_true((galley_document_get_n_malformed(document) == 0) == valid);
    g_autoptr(GString) expected = reference_decode(bytes + mark, size - mark);
    g_assert_cmpmem(text, text_size, expected->str, expected->len);
    if (valid) {
        g_assert_cmpuint(text_size, ==, size - mark);
        g_assert_cmpint(memcmp(text, bytes + mark, text_size), ==, 0);
    }
}

/* ---- normal forms ---- */

static char *
normalize(GalleyNormalForm form, const char *text, gsize size, gsize *out_size)
{
    char *out = galley_normalize(form, text, size, out_size);
    gsize prefix = galley_normalized_prefix(form, text, size);
    g_assert_true(galley_utf8_validate(out, *out_size, NULL));
    g_assert_cmpuint(prefix, <=, MIN(size, *out_size));
    g_assert_cmpint(memcmp(out, text, prefix), ==, 0);
    return out;
}

/* Replacing each run, and nothing besides, normalizes. */
static void
check_runs_of_form(
    GalleyNormalForm form, const char *text, gsize size, const char *expected, gsize expected_size)
{
    g_autoptr(GString) built = g_string_new(NULL), replacement = g_string_new(NULL);
    gsize from = 0, begin = 0, end = 0;
    while (galley_normalize_next(form, text, size, &begin, &end, replacement)) {
        g_assert_true(from <= begin && begin < end && end <= size);
        g_assert_false(replacement->len == end - begin &&
                       memcmp(text + begin, replacement->str, end - begin) == 0);
        g_string_append_len(built, text + from, (gssize)(begin - from));
        g_string_append_len(built, replacement->str, (gssize)replacement->len);
        begin = from = end;
    }
    g_assert_true(begin == size && end == size);
    g_string_append_len(built, text + from, (gssize)(size - from));
    g_assert_cmpmem(built->str, built->len, expected, expected_size);
}

static void
check_form(GalleyNormalForm form, const char *text, gsize size)
{
    static const GalleyNormalForm canonical[] = {
        [GALLEY_NORMAL_FORM_NFC] = GALLEY_NORMAL_FORM_NFD,
        [GALLEY_NORMAL_FORM_NFD] = GALLEY_NORMAL_FORM_NFC,
        [GALLEY_NORMAL_FORM_NFKC] = GALLEY_NORMAL_FORM_NFD,
        [GALLEY_NORMAL_FORM_NFKD] = GALLEY_NORMAL_FORM_NFC,
    };
    gsize once_size, twice_size, other_size, through_size;
    g_autofree char *once = normalize(form, text, size, &once_size);
    g_autofree char *twice = normalize(form, once, once_size, &twice_size);
    g_assert_cmpmem(once, once_size, twice, twice_size);
    g_autofree char *other = normalize(canonical[form], text, size, &other_size);
    g_autofree char *through = normalize(form, other, other_size, &through_size);
    g_assert_cmpmem(once, once_size, through, through_size);
    check_runs_of_form(form, text, size, once, once_size);
}

/* ---- boundaries ---- */

typedef struct {
    guint32 (*next)(const char *text, guint32 size, guint32 at);
    gboolean (*reference)(const Characters *text, guint at);
} Breaks;

static const Breaks all_breaks[] = {
    { galley_word_break_next, reference_word_break },
    { galley_sentence_break_next, reference_sentence_break },
    { galley_grapheme_break_next, reference_grapheme_break },
};

static void
check_breaks(const Breaks *breaks, const char *text, guint32 size)
{
    for (guint32 at = 0, next; at < size; at = next) {
        next = breaks->next(text, size, at);
        g_assert_cmpuint(next, >, at);
        g_assert_true(galley_utf8_is_boundary(text, size, next));
    }
}

/* The characters from @at on, as a text of their own. Returns where they end. */
static guint32
take_characters(const char *text, guint32 size, guint32 at, Characters *characters)
{
    for (characters->n = 0; at < size && characters->n < MAX_CHARACTERS;
         at = galley_utf8_next(text, at))
        characters->characters[characters->n++] = galley_utf8_get(text, at);
    return at;
}

/* A short text has its boundaries where the annex's rules, tried at each place, have them. */
static void
check_breaks_of_short(const Breaks *breaks,
                      const char *text,
                      guint32 size,
                      const Characters *characters)
{
    guint32 boundary = 0, at = 0;
    for (guint i = 1; i <= characters->n; i++) {
        if (at == boundary)
            boundary = breaks->next(text, size, at);
        at = galley_utf8_next(text, at);
        g_assert_true(breaks->reference(characters, i) == (at == boundary));
    }
}

/* In copies of pieces, as a NUL has to stand behind a text. */
static void
check_breaks_of_pieces(const char *text, guint32 size)
{
    Characters characters;
    for (guint32 at = 0, end; at < size; at = end) {
        end = take_characters(text, size, at, &characters);
        g_autofree char *piece = g_malloc(end - at + 1);
        memcpy(piece, text + at, end - at);
        piece[end - at] = '\0';
        for (gsize i = 0; i < G_N_ELEMENTS(all_breaks); i++)
            check_breaks_of_short(&all_breaks[i], piece, end - at, &characters);
    }
}

static void
check_counts(const char *text, guint32 size)
{
    guint32 points = 0, units = 0;
    for (guint32 at = 0; at < size; at = galley_utf8_next(text, at)) {
        points++;
        units += 1 + (galley_utf8_get(text, at) > 0xffff);
    }
    g_assert_cmpuint(galley_utf8_count(text, size), ==, points);
    g_assert_cmpuint(galley_utf16_count(text, size), ==, units);
}

static void
check_text(const char *text, guint32 size)
{
    g_assert_true(galley_utf8_validate(text, size, NULL));
    g_assert_cmpint(text[size], ==, '\0');
    check_counts(text, size);
    for (gsize i = 0; i < G_N_ELEMENTS(all_breaks); i++)
        check_breaks(&all_breaks[i], text, size);
    check_breaks_of_pieces(text, size);
    for (int form = GALLEY_NORMAL_FORM_NFC; form <= GALLEY_NORMAL_FORM_NFKD; form++)
        check_form((GalleyNormalForm)form, text, size);
}

/* ---- all ---- */

static const GalleyEncoding *
choose_encoding(guint8 choice)
{
    const char *const *names = galley_encoding_list();
    return galley_encoding_find(names[choice % g_strv_length((char **)names)]);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    if (size == 0)
        return 0;
    guint32 text_size;
    gsize mark;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = galley_document_new();
    const GalleyEncoding *encoding = choose_encoding(bytes[0]);
    galley_encoding_detect_bom(bytes + 1, size - 1, &mark);
    g_assert_cmpuint(mark, <=, size - 1);
    g_assert_true(galley_document_set_source(document, bytes + 1, size - 1, encoding, &error));
    check_runs(document);
    check_characters(document);
    if (g_str_equal(galley_encoding_get_name(encoding), "utf-8"))
        check_utf8(document, bytes + 1, size - 1);
    const char *text = galley_document_get_text(document, &text_size);
    check_text(text, text_size);
    return 0;
}
