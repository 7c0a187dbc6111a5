/* test-cleaner.c: what the cleaner makes of texts, and properties over random ones. SPDX-License-Identifier: MIT */
#include "cases.h"
#include "pages.h"
#include "steps.h"

/* ---- running ---- */

/* @options: as in YAML, between braces; NULL for the defaults. */
static GalleyPipeline *
load(const char *options)
{
    g_autofree char *steps = g_strdup_printf("  - cleaner: {%s}\n", options != NULL ? options : "");
    return steps_load_sure(steps);
}

static void
assert_text(GalleyDocument *document, const char *expected, gsize size)
{
    guint32 n;
    const char *text = galley_document_get_text(document, &n);
    g_autofree char *got = g_utf8_make_valid(text, n), *wanted = g_utf8_make_valid(expected, size);
    g_assert_cmpstr(got, ==, wanted);
    g_assert_cmpmem(text, n, expected, size);
}

/* The reasons of what was removed, in the order of the source, parted by blanks. */
static char *
reasons(GalleyDocument *document)
{
    GString *all = g_string_new(NULL);
    const GalleyLayer *removed = galley_document_get_layer(document, "removed");
    guint n = removed != NULL ? galley_layer_get_n_rows(removed) : 0;
    for (guint row = 0; row < n; row++) {
        guint32 size;
        const char *reason = galley_layer_get_text(removed, GALLEY_REMOVED_REASON, row, &size);
        g_string_append_printf(all, "%s%.*s", row > 0 ? " " : "", (int)size, reason);
    }
    return g_string_free(all, FALSE);
}

/* ---- cases ---- */

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GalleyPipeline) pipeline = load(test->options);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, test->size);
    assert_text(document, test->expected, strlen(test->expected));
    if (test->reasons != NULL) {
        g_autofree char *found = reasons(document);
        g_assert_cmpstr(found, ==, test->reasons);
    }
}

/* Each line that is boilerplate, between two sentences. */
static void
test_line(gconstpointer data)
{
    static const char above[] = "The first sentence of a text stands here.\n";
    static const char below[] = "Another one follows it, and ends the text.\n";
    const LineCase *test = data;
    g_autoptr(GalleyPipeline) pipeline = load(NULL);
    g_autofree char *text = g_strconcat(above, test->line, "\n", below, NULL);
    g_autofree char *expected =
        test->reason != NULL ? g_strconcat(above, below, NULL) : g_strdup(text);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
    assert_text(document, expected, strlen(expected));
    g_autofree char *found = reasons(document);
    g_assert_cmpstr(found, ==, test->reason != NULL ? test->reason : "");
}

/* ---- the way back ---- */

static void
test_source(void)
{
    g_autoptr(GalleyPipeline) pipeline = load(NULL);
    const char *text = "One\xC2\xA0two.\r\n- Advertisement -\r\nItâ€™s  over.";
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
    guint32 size, begin, end;
    const char *cleaned = galley_document_get_text(document, &size);
    g_assert_cmpstr(cleaned, ==, "One two.\nIt’s over.");
    const char *mark = strstr(cleaned, "’");
    galley_document_map_to_source(document, mark - cleaned, mark - cleaned + strlen("’"), &begin,
                                  &end);
    g_assert_cmpmem(text + begin, end - begin, "â€™", strlen("â€™"));
    const char *word = strstr(cleaned, "over");
    galley_document_map_to_source(document, word - cleaned, word - cleaned + 4, &begin, &end);
    g_assert_cmpmem(text + begin, end - begin, "over", 4);
}

/* ---- statistics ---- */

typedef struct {
    const char *key, *text;
    double value;
} Statistic;

static const Statistic statistics[] = {
    { "gopher.words", "One two - three.", 3 },
    { "gopher.mean_word_length", "abc abcde", 4 },
    { "gopher.hash_word_ratio", "#a b # c d", 0.5 },
    { "gopher.ellipsis_word_ratio", "a... b… c d", 0.5 },
    { "gopher.bullet_line_ratio", "- a\n• b\nc\nd", 0.5 },
    { "gopher.ellipsis_line_ratio", "a...\nb", 0.5 },
    { "gopher.alphabetic_word_ratio", "a 1 2 b3", 0.5 },
    { "gopher.stop_words", "The cat and the dog", 2 },
    { "fineweb.line_punct_ratio", "a.\nb\nc!\nd”", 0.75 },
    { "fineweb.line_punct_ratio", "‘a’\nb\n'c'\nd,", 0.5 },
    { "fineweb.short_line_ratio", "a\nThis line has more than thirty characters.", 0.5 },
    { "fineweb.char_dup_ratio", "abcd\nxyzw\nabcd\nefgh", 0.25 },
    { "fineweb.new_line_ratio", "a\nb c d", 0.25 },
    { "c4.line_ratio",
      "This one has five words.\nAnd this has no end\nIt has four words.\nIt trails off like "
      "this...",
      0.25 },
    { "c4.line_ratio", "He said ‘it is so’\nHe said “it is so”", 0.5 },
    { "c4.curly_bracket", "if (a) { b }", 1 },
    { "gopher.mean_word_length", "", 0 },
};

static void
test_statistic(gconstpointer data)
{
    const Statistic *test = data;
    g_autoptr(GalleyPipeline) pipeline = load("statistics: true, boilerplate: keep");
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    const GalleyMetadata *metadata = galley_document_get_metadata(document, test->key);
    g_assert_nonnull(metadata);
    double value =
        metadata->type == GALLEY_TYPE_DOUBLE ? metadata->number : (double)metadata->int64;
    g_assert_cmpfloat(value, ==, test->value);
}

/* ---- pages ---- */

static void
check_page(const char *options, const char *page, const char *left)
{
    g_autoptr(GalleyPipeline) pipeline = load(options);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, page, strlen(page));
    assert_text(document, left, strlen(left));
}

/* The heading and the short line in the article stay, what readers wrote under it goes. */
static void
test_page(void)
{
    check_page("boilerplate: balanced", PAGE_MENU PAGE_ARTICLE PAGE_COMMENTS PAGE_FOOT,
               PAGE_ARTICLE);
}

/* ---- properties ---- */

static const char *const pieces[] = {
    "word",
    "Word",
    "a",
    "The council met on Monday to talk of the budget and of the school.",
    ". ",
    "? ",
    ", ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n\n\n",
    "\r\n",
    "\r",
    "\t",
    "\v",
    "\f",
    "\xC2\x85",
    "\xC2\xA0",
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xE2\x80\x8B",
    "\xE2\x80\x8D",
    "\xC2\xAD",
    "\xEF\xBB\xBF",
    "\x07",
    "\x1B[1m",
    "\x1B",
    "\x7F",
    "é",
    "e\xCC\x81",
    "’",
    "“No,” she said.",
    "—",
    "…",
    "\nAdvertisement\n",
    "\n- Advertisement -\n",
    "\nShare this:\n",
    "\nNews\n",
    "\nTwitter\n",
    "\nRelated stories\n",
    "\nPlease enter your name here\n",
    "\nseven + = 12\n",
    "\nSubscribe\n",
    "\n5 comments\n",
    "Sign up for our newsletter",
    "5",
    "12",
    "= ",
    "中文",
    "\xEA\xB0\x81",
    "👩\xE2\x80\x8D💻",
    "❤️",
    "\xEF\xBF\xBD",
    "|",
    ": ",
    "*",
    "Яя",
};

/* A small generator of its own, so that the same texts come on every machine. */
static guint32
draw(guint64 *state, guint32 below)
{
    *state =
        *state * G_GUINT64_CONSTANT(6364136223846793005) + G_GUINT64_CONSTANT(1442695040888963407);
    return (*state >> 33) % below;
}

static GString *
random_text(guint64 *state)
{
    GString *text = g_string_new(NULL);
    for (guint n = draw(state, 60); n > 0; n--)
        g_string_append(text, pieces[draw(state, G_N_ELEMENTS(pieces))]);
    return text;
}

static const char *const page_lines[] = {
    "Home",
    "Sport",
    "Video",
    "News",
    "Log in",
    "Most read",
    "Ferry fares to rise in spring",
    "November 19, 2019 at 6:44 am",
    "Ann says:",
    "Nobody ever does.",
    "What about the parking?",
    "What the pier will cost",
    "Share this article",
    "It took three.",
};

/* Long enough for one, with numbers in the sentences, so that they are not the same. */
static GString *
random_page(guint64 *state)
{
    GString *text = g_string_new(NULL);
    for (guint n = 80 + draw(state, 120); n > 0; n--) {
        if (draw(state, 6) == 0)
            g_string_append_printf(text,
                                   "It was the %uth time that the town had voted on the pier, and "
                                   "there will be more.\n",
                                   draw(state, 1000));
        else
            g_string_append_printf(text, "%s\n", page_lines[draw(state, G_N_ELEMENTS(page_lines))]);
    }
    return text;
}

static void
check_twice(const char *options, guint n, GString *(*random)(guint64 *state))
{
    g_autoptr(GalleyPipeline) pipeline = load(options);
    guint64 state = 7;
    for (guint i = 0; i < n; i++) {
        GString *text = random(&state);
        g_autoptr(GalleyDocument) once = steps_process(pipeline, text->str, text->len);
        guint32 size;
        const char *cleaned = galley_document_get_text(once, &size);
        g_assert_true(galley_utf8_validate(cleaned, size, NULL));
        g_autoptr(GalleyDocument) twice = steps_process(pipeline, cleaned, size);
        assert_text(twice, cleaned, size);
        g_string_free(text, TRUE);
    }
}

static void
test_twice(gconstpointer options)
{
    check_twice(options, g_test_slow() ? 200000 : 3000, random_text);
}

static void
test_page_twice(gconstpointer options)
{
    check_twice(options, g_test_slow() ? 20000 : 300, random_page);
}

/* With all off, nothing is touched. */
static void
test_off(void)
{
    g_autoptr(GalleyPipeline) pipeline = load("mojibake: false, entities: false, controls: false, "
                                              "line_ends: false, blanks: false, normalize: none, "
                                              "boilerplate: keep, whitespace: false");
    guint64 state = 11;
    for (guint i = 0; i < 500; i++) {
        GString *text = random_text(&state);
        const char *bare = text->str + (g_str_has_prefix(text->str, "\xEF\xBB\xBF") ? 3 : 0);
        g_autoptr(GalleyDocument) document = steps_process(pipeline, bare, strlen(bare));
        assert_text(document, bare, strlen(bare));
        g_string_free(text, TRUE);
    }
}

/* Any bytes at all: nothing breaks, and what comes out is UTF-8. */
static void
test_bytes(void)
{
    g_autoptr(GalleyPipeline) pipeline =
        load("fold: [quotes, dashes, ellipses], boilerplate: balanced, normalize: nfkc");
    guint64 state = 3;
    for (guint i = 0; i < 2000; i++) {
        char bytes[400];
        gsize size = draw(&state, sizeof bytes);
        for (gsize k = 0; k < size; k++)
            bytes[k] =
                draw(&state, 4) == 0 ? " \n&;=\x1B[â"[draw(&state, 8)] : (char)draw(&state, 256);
        g_autoptr(GalleyDocument) document = steps_process(pipeline, bytes, size);
        guint32 n;
        const char *text = galley_document_get_text(document, &n);
        g_assert_true(galley_utf8_validate(text, n, NULL));
    }
}

/* Linear in the size, whatever the text: a megabyte each, and no test takes long. */
static void
test_hostile(gconstpointer data)
{
    const char *unit = data;
    g_autoptr(GalleyPipeline) pipeline = load("boilerplate: balanced");
    GString *text = g_string_new(NULL);
    while (text->len < 1 << 20)
        g_string_append(text, unit);
    gint64 start = g_get_monotonic_time();
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text->str, text->len);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 30 * G_USEC_PER_SEC);
    g_string_free(text, TRUE);
}

static const char *const hostile[] = {
    "\n",
    " ",
    "\r",
    "a\n",
    "News\n",
    "â€",
    "Ã ",
    "&",
    "&#",
    "&notit",
    "<a ",
    "<",
    "\x1B[",
    "\x1B]",
    "= + ",
    "share this ",
    "share this: # share on ",
    "Some text, that is the same again.\n",
    "e\xCC\x81",
    "\xCC\x81",
    "\xE2\x80\x8D",
    "|",
    "'a",
};

/* ---- the article that all this began with ---- */

static char *
read_shared(const char *name, gsize *size)
{
    const char *shared = g_getenv("GALLEY_SHARED");
    g_autofree char *path = g_build_filename(shared != NULL ? shared : "", name, NULL);
    char *text = NULL;
    if (shared == NULL || !g_file_get_contents(path, &text, size, NULL)) {
        g_autofree char *message = g_strdup_printf("no %s", name);
        g_test_skip(message);
    }
    return text;
}

static void
test_article(void)
{
    static const char *const gone[] = { "Advertisement", "Please enter", "two =", "\xC2\xA0",
                                        "\n\n\n" };
    gsize size;
    g_autofree char *source = read_shared("data/seed_article.txt", &size);
    if (source == NULL)
        return;
    g_autoptr(GalleyPipeline) pipeline = load(NULL);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, source, size);
    guint32 n;
    const char *text = galley_document_get_text(document, &n);
    g_autofree char *found = reasons(document);
    for (gsize i = 0; i < G_N_ELEMENTS(gone); i++)
        g_assert_null(strstr(text, gone[i]));
    g_assert_cmpuint(n, ==, 5744);
    g_assert_cmpstr(found, ==, "advertisement advertisement comment-form comment-form captcha");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/cleaner/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(line_cases); i++) {
        g_autofree char *path = g_strdup_printf("/cleaner/line/%s", line_cases[i].name);
        g_test_add_data_func(path, &line_cases[i], test_line);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(statistics); i++) {
        g_autofree char *path =
            g_strdup_printf("/cleaner/%s/%" G_GSIZE_FORMAT, statistics[i].key, i);
        g_test_add_data_func(path, &statistics[i], test_statistic);
    }
    g_test_add_func("/cleaner/source", test_source);
    g_test_add_data_func("/cleaner/twice/safe", "", test_twice);
    g_test_add_data_func("/cleaner/twice/balanced", "boilerplate: balanced", test_twice);
    g_test_add_data_func("/cleaner/twice/folded",
                         "fold: [quotes, dashes, ellipses], normalize: nfkc", test_twice);
    g_test_add_data_func("/cleaner/twice/page/safe", "", test_page_twice);
    g_test_add_data_func("/cleaner/twice/page/balanced", "boilerplate: balanced", test_page_twice);
    g_test_add_func("/cleaner/page", test_page);
    g_test_add_func("/cleaner/off", test_off);
    g_test_add_func("/cleaner/bytes", test_bytes);
    for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_autofree char *path = g_strdup_printf("/cleaner/hostile/%" G_GSIZE_FORMAT, i);
        g_test_add_data_func(path, hostile[i], test_hostile);
    }
    g_test_add_func("/cleaner/article", test_article);
    return g_test_run();
}
