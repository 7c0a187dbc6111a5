/* properties.c: what holds for every text. SPDX-License-Identifier: MIT */
#include <string.h>

#include "cases.h"

static const char *const all_options[] = {
    "",
    "hyphen: split",
    "hyphen: keep, contractions: keep",
    "sentences: news",
    "sentences: uax29",
    "sentences: line",
    "mode: uax29",
};

/* Pieces that rules look at, so that random texts come near them. */
static const char *const pieces[] = {
    " ",
    "\n",
    "\n\n",
    "\t",
    ".",
    "...",
    "!",
    "?",
    ",",
    ":",
    ";",
    "'",
    "’",
    "“",
    "”",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "-",
    "--",
    "–",
    "/",
    "@",
    "#",
    "$",
    "%",
    "&",
    "_",
    "*",
    "a",
    "I",
    "the",
    "U.S",
    "Mr",
    "don't",
    "'s",
    "its not",
    "5",
    "12",
    "3.5",
    "1,000",
    "pm",
    "http://",
    "www.",
    ".com",
    "é",
    "λ",
    "他",
    "。",
    "👍",
    "🏽",
    "\xE2\x80\x8D",
    "\xEF\xB8\x8F",
    "\xCC\x81",
    "\xC2\xA0",
    "\xE2\x80\xA8",
    "\xEF\xBF\xBD",
    "\x01",
    "🇫",
    "ROME (AP) – ",
    "1. ",
    "(a) ",
    "• ",
    "[7]",
};

static void
check_layer(GalleyDocument *document, const char *name)
{
    guint32 size, end = 0;
    const char *text = galley_document_get_text(document, &size);
    const GalleyLayer *layer = galley_document_get_layer(document, name);
    const guint32 *begins = galley_layer_get_begins(layer), *ends = galley_layer_get_ends(layer);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++) {
        g_assert_cmpuint(begins[i], >=, end);
        g_assert_cmpuint(begins[i], <, ends[i]);
        end = ends[i];
        g_assert_true(galley_utf8_is_boundary(text, size, begins[i]));
        g_assert_true(galley_utf8_is_boundary(text, size, end));
    }
    g_assert_cmpuint(end, <=, size);
}

/* What stands between two rows, and before the first and behind the last, is white space. */
static void
check_cover(GalleyDocument *document, const char *name)
{
    guint32 size, at = 0;
    const char *text = galley_document_get_text(document, &size);
    const GalleyLayer *layer = galley_document_get_layer(document, name);
    guint32 n = galley_layer_get_n_rows(layer);
    for (guint32 i = 0; i <= n; i++) {
        guint32 begin = i < n ? galley_layer_get_begins(layer)[i] : size;
        for (; at < begin; at = galley_utf8_next(text, at)) {
            g_assert_true(galley_unichar_is_space(galley_utf8_get(text, at)));
            if (g_test_failed())
                return;
        }
        if (i < n)
            at = galley_layer_get_ends(layer)[i];
    }
}

/* FALSE once a layer of the text does not hold; then it is said which. */
static gboolean
check_text_in(const char *language, const char *text, gsize size, const char *options)
{
    static const char *const layers[] = { "paragraph", "sentence", "token" };
    g_autoptr(GalleyDocument) document = tokenized_in(language, text, size, options);
    for (gsize i = 0; i < G_N_ELEMENTS(layers); i++) {
        check_layer(document, layers[i]);
        check_cover(document, layers[i]);
        if (g_test_failed()) {
            g_autofree char *shown = g_strescape(size < 1000 ? text : "", NULL);
            g_test_message("layer %s, options {%s}, language %s, text \"%s\"", layers[i], options,
                           language ? language : "none", shown);
            return FALSE;
        }
    }
    return TRUE;
}

static void
check_text(const char *text, gsize size)
{
    for (gsize i = 0; i < G_N_ELEMENTS(all_options); i++)
        if (!check_text_in(NULL, text, size, all_options[i]))
            return;
    check_text_in("fr", text, size, "");
}

static void
test_pieces(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    for (guint n = 0; n < 2000 && !g_test_failed(); n++) {
        g_autoptr(GString) text = g_string_new(NULL);
        guint n_pieces = (guint)g_rand_int_range(random, 1, 40);
        for (guint i = 0; i < n_pieces; i++)
            g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        check_text(text->str, text->len);
    }
}

static void
test_characters(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(2);
    for (guint n = 0; n < 500 && !g_test_failed(); n++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint i = 0; i < 60; i++) {
            gunichar character =
                (gunichar)g_rand_int_range(random, 0, 1 << g_rand_int_range(random, 5, 21));
            if (character < 0xD800 || (character > 0xDFFF && character < 0x110000))
                g_string_append_unichar(text, character);
        }
        check_text(text->str, text->len);
    }
}

/* ---- mode: uax29 ---- */

typedef guint32 (*NextBreak)(const char *text, guint32 size, guint32 at);

static gboolean
is_space_at(const char *text, guint32 at)
{
    return galley_unichar_is_space(galley_utf8_get(text, at));
}

/* The layer's rows are the segments between boundaries; those of white space alone are not there,
 * and with @trimmed the others are without that around them. */
static void
check_segments(GalleyDocument *document, const char *name, NextBreak next, gboolean trimmed)
{
    guint32 size, row = 0;
    const char *text = galley_document_get_text(document, &size);
    const GalleyLayer *layer = galley_document_get_layer(document, name);
    for (guint32 at = 0, boundary; at < size; at = boundary) {
        boundary = next(text, size, at);
        guint32 begin = at, end = boundary;
        while (begin < end && is_space_at(text, begin))
            begin = galley_utf8_next(text, begin);
        while (end > begin && is_space_at(text, galley_utf8_previous(text, end)))
            end = galley_utf8_previous(text, end);
        if (begin == end)
            continue;
        g_assert_cmpuint(row, <, galley_layer_get_n_rows(layer));
        g_assert_cmpuint(galley_layer_get_begins(layer)[row], ==, trimmed ? begin : at);
        g_assert_cmpuint(galley_layer_get_ends(layer)[row], ==, trimmed ? end : boundary);
        row++;
    }
    g_assert_cmpuint(row, ==, galley_layer_get_n_rows(layer));
}

/* The boundaries themselves are held to the annex's rules by the tests of <galley/unicode.h>. */
static void
test_segments(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    for (guint n = 0; n < 3000 && !g_test_failed(); n++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint i = (guint)g_rand_int_range(random, 1, 30); i > 0; i--) {
            gunichar character = (gunichar)g_rand_int_range(random, 0x20, 0x3000);
            if (g_rand_boolean(random))
                g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
            else
                g_string_append_unichar(text, character);
        }
        g_autoptr(GalleyDocument) document = tokenized(text->str, text->len, "mode: uax29");
        check_segments(document, "token", galley_word_break_next, FALSE);
        check_segments(document, "sentence", galley_sentence_break_next, TRUE);
    }
}

/* A text that would take quadratic time if anything looked ahead or back without a bound. */
static void
test_hostile(gconstpointer data)
{
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 1 << 17)
        g_string_append(text, data);
    gint64 begin = g_get_monotonic_time();
    check_text(text->str, text->len);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 30 * G_USEC_PER_SEC);
}

void
add_properties(void)
{
    static const char *const hostile[] = {
        "a.",  "a-",   "a_",  "(",  "[1]",   "\"",   "'",      "a'", "http://",
        "a@",  "1,",   "- ",  ". ", "ROME ", "1. ",  "'s",     "\n", "👍\xE2\x80\x8D",
        "A. ", "a b ", "Aa ", "! ", "(a",    "\x01", "a.b.c.", "-=", "x/",
    };
    g_test_add_func("/tokenizer/property/pieces", test_pieces);
    g_test_add_func("/tokenizer/property/characters", test_characters);
    g_test_add_func("/tokenizer/property/segments", test_segments);
    for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_autofree char *path = g_strdup_printf("/tokenizer/property/hostile-%zu", i + 1);
        g_test_add_data_func(path, hostile[i], test_hostile);
    }
}
