/* test-sentiment.c: rules, scores, layers and errors of the plugin sentiment. SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include <galley/galley.h>

/* ---- running ---- */

static char *
fixture(const char *name)
{
    return g_test_build_filename(G_TEST_DIST, name, NULL);
}

/* A path below the folder of shared data, or NULL and the test is skipped. */
static char *
shared_file(const char *name)
{
    const char *shared = g_getenv("GALLEY_SHARED");
    g_autofree char *path = g_build_filename(shared != NULL ? shared : "", name, NULL);
    if (shared != NULL && g_file_test(path, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&path);
    g_autofree char *message = g_strdup_printf("no %s", name);
    g_test_skip(message);
    return NULL;
}

static GalleyPipeline *
load(const char *steps, GError **error)
{
    g_autofree char *text = g_strconcat("galley: 1\nname: test\nsteps:\n", steps, NULL);
    return galley_pipeline_load_text(text, strlen(text), "test.yaml", NULL, error);
}

static GalleyPipeline *
load_sure(const char *steps)
{
    g_autoptr(GError) error = NULL;
    GalleyPipeline *pipeline = load(steps, &error);
    g_assert_no_error(error);
    return pipeline;
}

/* The rules over whole texts, with the lexicon of these tests or another. */
static GalleyPipeline *
load_rules(const char *profile, const char *lexicon, const char *emoji)
{
    g_autofree char *steps = g_strdup_printf(
        "  - sentiment: {profile: %s, lexicon: '%s', emoji: '%s', scopes: [text]}\n", profile,
        lexicon, emoji);
    return load_sure(steps);
}

static GalleyPipeline *
load_fixture_rules(const char *profile)
{
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_autofree char *emoji = fixture("emoji.tsv");
    return load_rules(profile, lexicon, emoji);
}

static GalleyPipeline *
load_news(void)
{
    return load_sure("  - tokenizer\n  - sentiment\n");
}

static GalleyDocument *
process(GalleyPipeline *pipeline, const char *text, gsize size)
{
    g_autoptr(GError) error = NULL;
    GalleyDocument *document = galley_document_new();
    galley_document_set_id(document, "test", -1);
    galley_document_set_source(document, text, size, galley_encoding_find("UTF-8"), &error);
    g_assert_no_error(error);
    GalleyStatus status = galley_pipeline_process(pipeline, document, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, GALLEY_OK);
    return document;
}

/* ---- reading ---- */

static double
number(const GalleyLayer *layer, guint column, guint32 row)
{
    return galley_layer_get_doubles(layer, column)[row];
}

/* The row of @scope with the number @n among its like, from 0; n_rows if there is none. */
static guint32
find_scope(const GalleyLayer *sentiments, GalleySentimentScope scope, guint32 n)
{
    const guint8 *scopes = galley_layer_get_categories(sentiments, GALLEY_SENTIMENT_SCOPE);
    guint32 n_rows = galley_layer_get_n_rows(sentiments);
    for (guint32 i = 0; i < n_rows; i++)
        if (scopes[i] == scope && n-- == 0)
            return i;
    return n_rows;
}

static void
append_number(GString *out, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.4f", value));
}

/* "grand=-1.48 negated:not; bad=-2.5": the layer valence, in order. */
static char *
describe_valences(const GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "valence");
    const char *text = galley_document_get_text(document, NULL);
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++) {
        guint32 begin = galley_layer_get_begins(layer)[i], size = 0;
        const char *rule = galley_layer_get_text(layer, GALLEY_VALENCE_RULE, i, &size);
        g_string_append(out, i > 0 ? "; " : "");
        g_string_append_len(out, text + begin, galley_layer_get_ends(layer)[i] - begin);
        g_string_append_c(out, '=');
        append_number(out, number(layer, GALLEY_VALENCE_VALUE, i));
        if (rule != NULL)
            g_string_append_printf(out, " %.*s", (int)size, rule);
    }
    return g_string_free(out, FALSE);
}

/* "negative neutral positive compound" of the row of the document. */
static char *
describe_scores(const GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "sentiment");
    guint32 row = find_scope(layer, GALLEY_SENTIMENT_SCOPE_DOCUMENT, 0);
    GString *out = g_string_new(NULL);
    g_assert_cmpuint(row, <, galley_layer_get_n_rows(layer));
    append_number(out, number(layer, GALLEY_SENTIMENT_NEGATIVE, row));
    g_string_append_c(out, ' ');
    append_number(out, number(layer, GALLEY_SENTIMENT_NEUTRAL, row));
    g_string_append_c(out, ' ');
    append_number(out, number(layer, GALLEY_SENTIMENT_POSITIVE, row));
    g_string_append_c(out, ' ');
    append_number(out, number(layer, GALLEY_SENTIMENT_COMPOUND, row));
    return g_string_free(out, FALSE);
}

/* ---- the rules, word by word, with a lexicon of our own ---- */

typedef struct {
    const char *name;
    const char *text;
    const char *expected;
} Case;

static const Case vader_cases[] = {
    { "plain", "a grand day", "grand=2.0000" },
    { "case", "A Grand day", "Grand=2.0000" },
    { "kelvin", "o\xE2\x84\xAA \xE2\x84\xAAind", "o\xE2\x84\xAA=1.2000; \xE2\x84\xAAind=2.4000" },
    { "punctuation", "(grand), \"dire\"!", "grand=2.0000; dire=-2.0000" },
    { "curly-quotes", "\xE2\x80\x9Cgrand\xE2\x80\x9D grand", "grand=2.0000" },
    { "short-keeps-punctuation", "ok. ok", "ok=1.2000" },
    { "emoticon", "day :) :D", ":)=2.0000; :D=3.0330 capitals" },
    { "last-of-two-lines", "twice", "twice=-1.0000" },
    { "phrase-in-lexicon", "worn out", "" },
    { "nbsp-parts", "grand\xC2\xA0grand\xE2\x80\x8Bgrand", "grand=2.0000" },
    { "booster", "a very grand day", "grand=2.2930 boosted:very" },
    { "booster-2", "very much grand", "grand=2.2784 boosted:very" },
    { "booster-3", "very x y grand", "grand=2.2637 boosted:very" },
    { "booster-4", "very x y z grand", "grand=2.0000" },
    { "booster-negative", "very dire", "dire=-2.2930 boosted:very" },
    { "dampener", "slightly dire", "dire=-1.7070 weakened:slightly" },
    { "capitals", "a GRAND day", "GRAND=2.7330 capitals" },
    { "capitals-everywhere", "GRAND DAY", "GRAND=2.0000" },
    { "capitals-booster", "VERY grand day", "grand=3.0260 boosted:VERY" },
    { "capital-i", "I like DIRE days", "DIRE=-2.7330 capitals" },
    { "not", "it is not grand", "grand=-1.4800 negated:not" },
    { "not-2", "it is not a grand day", "grand=-1.4800 negated:not" },
    { "not-3", "it is not such a grand day", "grand=-1.4800 negated:not" },
    { "not-4", "it is not such a x grand day", "grand=2.0000" },
    { "not-twice", "not never grand", "grand=1.0952 negated:never negated:not" },
    { "contains-nt", "it oughtn't've grand", "grand=-1.4800 negated:oughtn't've" },
    { "curly-nt", "it isn\xE2\x80\x99t grand", "grand=2.0000" },
    { "over-lexicon-word", "not fine grand",
      "fine=-0.7400 negated:not; grand=-1.4800 negated:not" },
    { "not-very", "not very grand", "grand=-1.6968 boosted:very negated:not" },
    { "never-so", "never so grand", "grand=2.8662 boosted:so never:never" },
    { "so-without-never", "x y this grand", "grand=2.5000 never:x" },
    { "without-doubt", "without doubt grand", "doubt=1.1100 negated:without; grand=2.0000" },
    { "least", "the least grand", "grand=-1.4800 least:least" },
    { "at-least", "at least grand", "grand=2.0000" },
    { "no", "no grand day", "grand=-1.4800 no:no" },
    { "no-last", "grand no", "grand=2.0000; no=-1.2000" },
    { "no-or", "no x or grand", "no=-1.2000; grand=-1.4800 no:no" },
    { "no-capitals", "NO grand", "NO=-0.7330 capitals; grand=-1.4800 no:NO" },
    { "kind-of", "the day was only kind of grand", "grand=1.7070 weakened:kind" },
    { "kind-of-negative", "the day was only kind of dire", "dire=-2.2930 weakened:kind" },
    { "idiom", "it was always the shit", "shit=3.0000 idiom" },
    { "idiom-early", "the shit", "shit=-2.6000" },
    { "idiom-wipes-negation", "it was not the shit", "shit=3.0000 negated:not idiom" },
    { "but", "grand but dire", "grand=1.0000 lowered:but; dire=-3.0000 raised:but" },
    { "but-collision", "grand but fine", "grand=0.5000 lowered:but lowered:but; fine=1.0000" },
    { "but-twice", "grand but dire but grand",
      "grand=1.0000 lowered:but; dire=-3.0000 raised:but; grand=3.0000 raised:but" },
    { "emoji", "my \xF0\x9F\x92\x93", "\xF0\x9F\x92\x93=3.2000" },
    { "emoji-idiom", "my day \xF0\x9F\x92\x93", "\xF0\x9F\x92\x93=3.1000 idiom" },
    { "emoji-glued", "x\xF0\x9F\x92\x93grand", "" },
    { "emoji-variation", "\xE2\x9D\xA4 \xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4=3.2000" },
    { "nul", "grand\0grand", "" },
};

static const Case corrected_cases[] = {
    { "curly-quotes", "\xE2\x80\x9Cgrand\xE2\x80\x9D", "grand=2.0000" },
    { "curly-nt", "it isn\xE2\x80\x99t grand", "grand=-1.4800 negated:isn\xE2\x80\x99t" },
    { "short", "ok.", "ok=1.2000" },
    { "emoticon", "x :) :D", ":)=2.0000; :D=2.9000" },
    { "so-without-never", "x y this grand", "grand=2.0000" },
    { "idiom-early", "the shit", "the shit=3.0000" },
    { "idiom-negated", "not the shit", "the shit=-2.2200 negated:not" },
    { "kind-of-negative", "kind of dire", "dire=-1.7070 weakened:kind_of" },
    { "but-by-place", "fine but grand", "fine=0.5000 lowered:but; grand=3.0000 raised:but" },
    { "but-equal", "grand but grand", "grand=1.0000 lowered:but; grand=3.0000 raised:but" },
    { "but-first-word", "But grand", "grand=2.0000" },
    { "no-capitals", "NO grand", "grand=-1.4800 no:NO" },
    { "capital-i", "I like DIRE days", "DIRE=-2.7330 capitals" },
    { "one-letter", "I like grand days", "grand=2.0000" },
    { "emoji-variation", "\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4\xEF\xB8\x8F=3.2000" },
    { "emoji-glued", "\xF0\x9F\x92\x93grand", "\xF0\x9F\x92\x93=3.1000; grand=2.0000" },
    { "over-mark", "not so, grand", "grand=2.0000" },
    { "phrase-in-lexicon", "worn out", "worn out=-2.0000" },
};

static void
test_rules(GalleyPipeline *pipeline, const Case *test)
{
    gsize size = g_str_equal(test->name, "nul") ? 11 : strlen(test->text);
    g_autoptr(GalleyDocument) document = process(pipeline, test->text, size);
    g_autofree char *found = describe_valences(document);
    g_assert_cmpstr(found, ==, test->expected);
}

static void
test_vader_rules(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader");
    test_rules(pipeline, data);
}

static void
test_corrected_rules(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader-corrected");
    test_rules(pipeline, data);
}

/* ---- the scores of whole texts, with the same lexicon ---- */

/* Sum, shares and compound by hand: 2 / sqrt(4 + 15) = .4588; shares 3/4, 1/4. */
static const Case score_cases[] = {
    { "empty-words", " \n\t ", "0.0000 0.0000 0.0000 0.0000" },
    { "no-evidence", "nothing here", "0.0000 1.0000 0.0000 0.0000" },
    { "positive", "grand day", "0.0000 0.2500 0.7500 0.4588" },
    { "negative", "dire day", "0.7500 0.2500 0.0000 -0.4588" },
    { "exclamation", "grand day!", "0.0000 0.2330 0.7670 0.5093" },
    { "exclamations-most", "grand day!!!!!!!", "0.0000 0.1930 0.8070 0.6331" },
    { "question", "grand day?", "0.0000 0.2500 0.7500 0.4588" },
    { "questions", "grand day??", "0.0000 0.2290 0.7710 0.5204" },
    { "questions-many", "grand day?????", "0.0000 0.2020 0.7980 0.6072" },
    { "balance", "grand dire", "0.5000 0.0000 0.5000 0.0000" },
};

static void
test_scores(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader");
    g_autoptr(GalleyDocument) document = process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_scores(document);
    g_assert_cmpstr(found, ==, test->expected);
}

/* ---- published examples, with VADER's own lexicon where it is at hand ---- */

static const Case reference_cases[] = {
    { "smart", "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!",
      "0.0000 0.2940 0.7060 0.9469" },
    { "at-least", "At least it isn't a horrible book.", "0.0000 0.6780 0.3220 0.4310" },
    { "kind-of", "The book was only kind of good.", "0.0000 0.6970 0.3030 0.3832" },
    { "kinda", "Today only kinda sux! But I'll get by, lol", "0.1270 0.5560 0.3170 0.5249" },
    { "never-this", "Sentiment analysis has never been this good!", "0.0000 0.6210 0.3790 0.5672" },
    { "doubt", "Without a doubt, excellent idea.", "0.0000 0.3410 0.6590 0.7013" },
    { "idiom", "It was not the shit", "0.0000 0.5000 0.5000 0.6124" },
    { "no", "NO good", "1.0000 0.0000 0.0000 -0.4835" },
    { "but", "love but accept", "0.0000 0.1850 0.8150 0.5267" },
    { "emoji-early", "my \xF0\x9F\x92\x93", "0.3660 0.1220 0.5120 0.2960" },
    { "emoji-late", "see my new \xF0\x9F\x92\x93", "0.0000 0.2680 0.7320 0.8481" },
    { "short", "it is ok.", "0.0000 1.0000 0.0000 0.0000" },
    { "okay", "it is okay.", "0.0000 0.5130 0.4870 0.2263" },
    { "curly", "He doesn\xE2\x80\x99t like it", "0.0000 0.5450 0.4550 0.3612" },
    { "straight", "He doesn't like it", "0.4130 0.5870 0.0000 -0.2755" },
};

static void
test_reference(gconstpointer data)
{
    const Case *test = data;
    g_autofree char *lexicon = shared_file("data/sentiment/lexicons/vader_lexicon.txt");
    g_autofree char *emoji =
        lexicon != NULL ? shared_file("data/sentiment/lexicons/emoji_utf8_lexicon.txt") : NULL;
    if (emoji == NULL)
        return;
    g_autoptr(GalleyPipeline) pipeline = load_rules("vader", lexicon, emoji);
    g_autoptr(GalleyDocument) document = process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_scores(document);
    g_assert_cmpstr(found, ==, test->expected);
}

/* ---- properties ---- */

static const char *const pieces[] = {
    "grand",
    "dire",
    "fine",
    "not",
    "very",
    "but",
    "GRAND",
    "never",
    "so",
    "this",
    "no",
    "or",
    "kind",
    "of",
    "at",
    "least",
    "the",
    "shit",
    "without",
    "doubt",
    "kiss",
    "death",
    "isn't",
    "x",
    "42",
    "\xC3\xA9t\xC3\xA9",
    ":)",
    "\xF0\x9F\x92\x93",
    "\xE2\x9D\xA4\xEF\xB8\x8F",
    ",",
    ".",
    "\xE2\x80\x94",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\xEF\xBF\xBD",
    "\xC2\xA0",
    "\n\n",
};

static char *
random_text(GRand *random)
{
    GString *text = g_string_new(NULL);
    for (gint n = g_rand_int_range(random, 0, 40); n > 0; n--) {
        g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        if (g_rand_int_range(random, 0, 8) > 0)
            g_string_append_c(text, ' ');
    }
    return g_string_free(text, FALSE);
}

/* The valences inside a row of scores add up to its compound, and there are as many as its evidence. */
static void
check_row(const GalleyDocument *document, guint32 row)
{
    const GalleyLayer *valences = galley_document_get_layer(document, "valence");
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    guint32 begin = galley_layer_get_begins(sentiments)[row];
    guint32 end = galley_layer_get_ends(sentiments)[row];
    double sum = 0;
    gint64 evidence = 0;
    for (guint32 i = 0; i < galley_layer_get_n_rows(valences); i++) {
        if (galley_layer_get_begins(valences)[i] < begin ||
            galley_layer_get_ends(valences)[i] > end)
            continue;
        sum += number(valences, GALLEY_VALENCE_VALUE, i);
        evidence++;
    }
    double compound = sum / sqrt(sum * sum + 15);
    double shares = number(sentiments, GALLEY_SENTIMENT_POSITIVE, row) +
                    number(sentiments, GALLEY_SENTIMENT_NEGATIVE, row) +
                    number(sentiments, GALLEY_SENTIMENT_NEUTRAL, row);
    g_assert_cmpint(galley_layer_get_int64s(sentiments, GALLEY_SENTIMENT_EVIDENCE)[row], ==,
                    evidence);
    g_assert_cmpfloat_with_epsilon(number(sentiments, GALLEY_SENTIMENT_COMPOUND, row), compound,
                                   0.000051);
    g_assert_true(shares == 0 || fabs(shares - 1) < 0.0016);
    g_assert_true(shares > 0 || evidence == 0);
}

static void
check_scope(const GalleyDocument *document, GalleySentimentScope scope)
{
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    const guint8 *scopes = galley_layer_get_categories(sentiments, GALLEY_SENTIMENT_SCOPE);
    for (guint32 i = 0; i < galley_layer_get_n_rows(sentiments); i++)
        if (scopes[i] == scope)
            check_row(document, i);
}

static void
test_sums_text(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules(data);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (int i = 0; i < 2000; i++) {
        g_autofree char *text = random_text(random);
        g_autoptr(GalleyDocument) document = process(pipeline, text, strlen(text));
        check_scope(document, GALLEY_SENTIMENT_SCOPE_DOCUMENT);
    }
}

static void
test_sums_news(void)
{
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_autofree char *steps =
        g_strdup_printf("  - tokenizer\n  - sentiment: {lexicon: '%s'}\n", lexicon);
    g_autoptr(GalleyPipeline) pipeline = load_sure(steps);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (int i = 0; i < 2000; i++) {
        g_autofree char *text = random_text(random);
        g_autoptr(GalleyDocument) document = process(pipeline, text, strlen(text));
        check_scope(document, GALLEY_SENTIMENT_SCOPE_SENTENCE);
    }
}

/* Whatever a worker did before, a document's scores are its own. */
static void
test_repeat(void)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader");
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    const char *text = "not very grand but dire \xF0\x9F\x92\x93";
    g_autofree char *first = NULL;
    for (int i = 0; i < 100; i++) {
        g_autoptr(GalleyDocument) document = process(pipeline, text, strlen(text));
        g_autofree char *found = describe_valences(document);
        if (first == NULL)
            first = g_strdup(found);
        g_assert_cmpstr(found, ==, first);
        g_autofree char *other = random_text(random);
        g_autoptr(GalleyDocument) between = process(pipeline, other, strlen(other));
    }
}

/* ---- news: over the words of the tokenizer, with our own lexicon ---- */

typedef struct {
    const char *name;
    const char *text;
    int sign;         /* of the first sentence's compound */
    const char *rule; /* a rule that is named, or NULL */
} NewsCase;

static const NewsCase news_cases[] = {
    { "praise", "The report praised an excellent and honest mayor.", 1, NULL },
    { "blame", "The report blamed a corrupt and incompetent mayor.", -1, NULL },
    { "no-evidence", "The train from Leeds stops at the station.", 0, NULL },
    { "clitic", "They weren't happy.", -1, "negated:weren't" },
    { "clitic-curly", "They weren\xE2\x80\x99t happy.", -1, "negated:weren\xE2\x80\x99t" },
    { "possessive", "The hero's mother came.", 1, NULL },
    { "curly-quotes", "It was \xE2\x80\x9Cterrible\xE2\x80\x9D for them.", -1, NULL },
    { "boosted", "It was a very happy day.", 1, "boosted:very" },
    { "not-over-comma", "They did not, happy as ever, stay.", 1, NULL },
    { "hyphen", "A scandal-plagued minister resigned.", -1, NULL },
    { "name", "They drove to Mount Joy that day.", 1, "name" },
    { "asked", "Was it a happy day?", 1, "question" },
    { "unreal", "They would be happy there.", 1, "unreal:would" },
    { "contrast", "The hall was ugly but the concert was wonderful.", 1, "raised:but" },
    { "emoji", "Home again \xF0\x9F\x98\x8A", 1, NULL },
};

static void
test_news(gconstpointer data)
{
    const NewsCase *test = data;
    g_autoptr(GalleyPipeline) pipeline = load_news();
    g_autoptr(GalleyDocument) document = process(pipeline, test->text, strlen(test->text));
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    guint32 row = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_SENTENCE, 0);
    g_assert_cmpuint(row, <, galley_layer_get_n_rows(sentiments));
    double compound = number(sentiments, GALLEY_SENTIMENT_COMPOUND, row);
    g_autofree char *valences = describe_valences(document);
    g_test_message("%s", valences);
    g_assert_cmpint((compound > 0) - (compound < 0), ==, test->sign);
    if (test->rule != NULL)
        g_assert_nonnull(strstr(valences, test->rule));
}

/* The document is the mean of its sentences with evidence, not of one long sentence. */
static void
test_document_mean(void)
{
    const char *text = "It was a happy day. The train stops here. It was a terrible night.";
    g_autoptr(GalleyPipeline) pipeline = load_news();
    g_autoptr(GalleyDocument) document = process(pipeline, text, strlen(text));
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    guint32 happy = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_SENTENCE, 0);
    guint32 plain = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_SENTENCE, 1);
    guint32 terrible = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_SENTENCE, 2);
    guint32 whole = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_DOCUMENT, 0);
    const gint64 *evidence = galley_layer_get_int64s(sentiments, GALLEY_SENTIMENT_EVIDENCE);
    double a = number(sentiments, GALLEY_SENTIMENT_COMPOUND, happy);
    double b = number(sentiments, GALLEY_SENTIMENT_COMPOUND, terrible);
    g_assert_cmpint(evidence[plain], ==, 0);
    g_assert_cmpfloat(number(sentiments, GALLEY_SENTIMENT_COMPOUND, plain), ==, 0);
    g_assert_cmpint(evidence[whole], ==, evidence[happy] + evidence[terrible]);
    g_assert_cmpfloat_with_epsilon(number(sentiments, GALLEY_SENTIMENT_COMPOUND, whole),
                                   (a + b) / 2, 0.0002);
    g_assert_cmpfloat_with_epsilon(number(sentiments, GALLEY_SENTIMENT_SPREAD, whole), (a - b) / 2,
                                   0.0002);
}

/* ---- quotations: only what is inside counts ---- */

static GalleyDocument *
process_quotes(const char *text)
{
    g_autoptr(GalleyPipeline) pipeline = load_sure("  - tokenizer\n  - quotes\n  - sentiment\n");
    return process(pipeline, text, strlen(text));
}

static double
quotation_compound(const GalleyDocument *document, guint32 n)
{
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    guint32 row = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_QUOTATION, n);
    g_assert_cmpuint(row, <, galley_layer_get_n_rows(sentiments));
    return number(sentiments, GALLEY_SENTIMENT_COMPOUND, row);
}

static void
test_quotation_inside(void)
{
    g_autoptr(GalleyDocument) plain =
        process_quotes("\"It was a great success,\" Mary Smith said.");
    g_autoptr(GalleyDocument) framed =
        process_quotes("It is horrible, but \"it was a great success,\" Mary Smith said, though "
                       "all was terrible.");
    double compound = quotation_compound(plain, 0);
    g_assert_cmpfloat(compound, >, 0);
    g_assert_cmpfloat(quotation_compound(framed, 0), ==, compound);
}

/* The cue that interrupts a quotation is not part of it. */
static void
test_quotation_parts(void)
{
    g_autoptr(GalleyDocument) whole =
        process_quotes("\"It was great and it was good,\" Smith said.");
    g_autoptr(GalleyDocument) parted =
        process_quotes("\"It was great,\" an angry Smith said, \"and it was good.\"");
    g_assert_cmpfloat(quotation_compound(parted, 0), ==, quotation_compound(whole, 0));
}

/* What is said counts in its sentence too: the valences are one array. */
static void
test_quotation_sentence(void)
{
    g_autoptr(GalleyDocument) document =
        process_quotes("\"It was a great success,\" Mary Smith said, and it was a good day.");
    check_scope(document, GALLEY_SENTIMENT_SCOPE_SENTENCE);
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    guint32 row = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_SENTENCE, 0);
    g_assert_cmpfloat(number(sentiments, GALLEY_SENTIMENT_COMPOUND, row), >,
                      quotation_compound(document, 0));
}

static void
test_empty(gconstpointer data)
{
    g_autoptr(GalleyPipeline) news = load_news();
    g_autoptr(GalleyPipeline) text = load_fixture_rules("vader");
    GalleyPipeline *pipelines[] = { news, text };
    for (guint i = 0; i < G_N_ELEMENTS(pipelines); i++) {
        g_autoptr(GalleyDocument) document = process(pipelines[i], data, strlen(data));
        const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
        g_assert_cmpuint(galley_layer_get_n_rows(galley_document_get_layer(document, "valence")),
                         ==, 0);
        g_assert_cmpuint(galley_layer_get_n_rows(sentiments), ==, *(const char *)data != '\0');
    }
}

/* ---- large and hostile texts: far from linear would not end within the test's limit ---- */

static const Case hostile_cases[] = {
    { "but-flood", "good but ", NULL },
    { "one-value", "grand ", NULL },
    { "emoji-flood", "\xF0\x9F\x92\x93", NULL },
    { "one-word", "a", NULL },
    { "marks", "!", NULL },
    { "curly", "\xE2\x80\x99", NULL },
    { "not-flood", "n't", NULL },
    { "phrase-flood", "not only as well as ", NULL },
    { "hyphens", "good-", NULL },
    { "unreal", "if x ", NULL },
};

static void
check_hostile(GalleyPipeline *pipeline, const Case *test)
{
    g_autoptr(GString) text = g_string_new("grand but ");
    while (text->len < 3000000)
        g_string_append(text, test->text);
    g_test_timer_start();
    g_autoptr(GalleyDocument) document = process(pipeline, text->str, text->len);
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 20);
}

static void
test_hostile_vader(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader");
    check_hostile(pipeline, data);
}

static void
test_hostile_news(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_news();
    check_hostile(pipeline, data);
}

/* ---- errors ---- */

typedef struct {
    const char *name;
    const char *lexicon; /* content of a file, or NULL: none */
    const char *options;
    const char *message;
} ErrorCase;

static const ErrorCase error_cases[] = {
    { "no-number", "grand\t2.0\nfine\tone\n", "", "lexicon.tsv:2: “one” is not a number" },
    { "no-value", "grand\t2.0\n\nfine\n", "", "lexicon.tsv:3: a number is missing" },
    { "out-of-range", "grand\t200\n", "", "lexicon.tsv:1: valence 200" },
    { "infinite", "grand\tinf\n", "", "lexicon.tsv:1: “inf” is not a number" },
    { "not-utf-8", "gr\xFFnd\t2\n", "", "lexicon.tsv:1: not UTF-8" },
    { "no-lexicon", NULL, "profile: vader", "lexicon" },
    { "text-and-more", NULL, "scopes: [text, sentence]", "text" },
    { "no-scope", NULL, "scopes: []", "scopes" },
    { "unknown-profile", NULL, "profile: nws", "news" },
};

static void
test_error(gconstpointer data)
{
    const ErrorCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("galley-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "lexicon.tsv", NULL);
    g_autofree char *steps = NULL;
    if (test->lexicon != NULL) {
        g_assert_true(g_file_set_contents(path, test->lexicon, -1, NULL));
        steps = g_strdup_printf("  - sentiment: {profile: vader, scopes: [text], lexicon: '%s'}\n",
                                path);
    } else {
        steps = g_strdup_printf("  - tokenizer\n  - sentiment: {%s}\n", test->options);
    }
    g_autoptr(GalleyPipeline) pipeline = load(steps, &error);
    if (pipeline != NULL)
        galley_pipeline_open(pipeline, &error);
    g_assert_nonnull(error);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, test->message));
    g_remove(path);
    g_rmdir(folder);
}

static void
add(const char *group, const char *name, gconstpointer test, GTestDataFunc function)
{
    g_autofree char *path = g_strdup_printf("/sentiment/%s/%s", group, name);
    g_test_add_data_func(path, test, function);
}

#define ADD(group, cases, function)                                                                \
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)                                                \
    add(group, (cases)[i].name, &(cases)[i], function)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("vader", vader_cases, test_vader_rules);
    ADD("corrected", corrected_cases, test_corrected_rules);
    ADD("scores", score_cases, test_scores);
    ADD("reference", reference_cases, test_reference);
    ADD("news", news_cases, test_news);
    ADD("hostile-vader", hostile_cases, test_hostile_vader);
    ADD("hostile-news", hostile_cases, test_hostile_news);
    ADD("error", error_cases, test_error);
    add("empty", "nothing", "", test_empty);
    add("sums", "vader", "vader", test_sums_text);
    add("sums", "corrected", "vader-corrected", test_sums_text);
    g_test_add_func("/sentiment/sums/news", test_sums_news);
    g_test_add_func("/sentiment/document/mean", test_document_mean);
    g_test_add_func("/sentiment/quotation/inside", test_quotation_inside);
    g_test_add_func("/sentiment/quotation/parts", test_quotation_parts);
    g_test_add_func("/sentiment/quotation/sentence", test_quotation_sentence);
    g_test_add_func("/sentiment/repeat", test_repeat);
    return g_test_run();
}
