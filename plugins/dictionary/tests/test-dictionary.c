/* test-dictionary.c: what is read, what is counted, and what is refused.
 * SPDX-License-Identifier: MIT */
#include <galley/galley.h>

#include "support.h"

/* ---- a dictionary and a text ---- */

static GalleyPipeline *
load(const char *folder, const char *file, const char *list, const char *options, GError **error)
{
    g_autofree char *path = put_file(folder, file, list, -1);
    g_autofree char *yaml =
        g_strdup_printf("galley: 1\nname: test\nsteps:\n  - tokenizer\n  - quotes\n"
                        "  - dictionary: {dictionary: '%s', matches: true%s}\n",
                        path, options);
    return galley_pipeline_load_text(yaml, strlen(yaml), "test.yaml", NULL, error);
}

static GalleyDocument *
process(GalleyPipeline *pipeline, const char *text)
{
    g_autoptr(GError) error = NULL;
    GalleyDocument *document = galley_document_new();
    galley_document_set_id(document, "test", -1);
    g_assert_true(galley_document_set_text(document, text, strlen(text), &error));
    galley_pipeline_process(pipeline, document, &error);
    g_assert_no_error(error);
    return document;
}

static int
column_of(const GalleyLayer *layer, const char *name)
{
    return galley_layout_find_column(galley_layer_get_layout(layer), name);
}

static void
append_text(GString *out, const GalleyLayer *layer, const char *column, guint32 row)
{
    guint32 size;
    const char *text = galley_layer_get_text(layer, (guint)column_of(layer, column), row, &size);
    g_string_append_len(out, text, size);
}

/* "a=2 b.c=1 of 7": what was counted in the document; in parts "a=1 of 3; a=1 of 4" */
static char *
describe_counts(const GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "dictionary");
    const gint64 *counts = galley_layer_get_int64s(layer, (guint)column_of(layer, "count"));
    const gint64 *words = galley_layer_get_int64s(layer, (guint)column_of(layer, "words"));
    const guint32 *begins = galley_layer_get_begins(layer), *ends = galley_layer_get_ends(layer);
    guint32 n = galley_layer_get_n_rows(layer);
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < n; i++) {
        append_text(out, layer, "category", i);
        g_string_append_printf(out, "=%" G_GINT64_FORMAT, counts[i]);
        gboolean last = i + 1 == n || begins[i + 1] != begins[i] || ends[i + 1] != ends[i];
        if (last)
            g_string_append_printf(out, " of %" G_GINT64_FORMAT, words[i]);
        g_string_append(out, i + 1 == n ? "" : last ? "; " : " ");
    }
    return g_string_free(out, FALSE);
}

/* "a:Happy<happ*": category, text and term of each match, in order */
static char *
describe_matches(const GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "dictionary_match");
    const char *text = galley_document_get_text(document, NULL);
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++) {
        guint32 begin = galley_layer_get_begins(layer)[i], end = galley_layer_get_ends(layer)[i];
        g_string_append(out, i > 0 ? ", " : "");
        append_text(out, layer, "category", i);
        g_string_append_printf(out, ":%.*s<", (int)(end - begin), text + begin);
        append_text(out, layer, "term", i);
    }
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *name;
    const char *file; /* its name tells the format */
    const char *list;
    const char *text;
    const char *counts;
    const char *matches; /* NULL: not looked at */
    const char *options; /* ", name: value", or NULL */
} Case;

static const Case cases[] = {
    /* formats */
    { "dic", "a.dic", "%\n1\tjoy\n2\tpeople\n%\nhapp*\t1\nfriend\t1\t2\n", "Happy friend",
      "joy=2 people=1 of 2", "joy:Happy<happ*, joy:friend<friend, people:friend<friend", NULL },
    { "dic-indents", "a.dic",
      "%\n1\taffect (Affective Processes)\n\t2\tposemo\n\t\t3\tlove\n\t4\tnegemo\n5\tsocial\n%\n"
      "adore\t1\t2\t3\nhate\t1 4\nwe\t5\n",
      "We adore, we hate.",
      "affect=2 affect.posemo=1 affect.posemo.love=1 affect.negemo=1 social=2 of 4", NULL, NULL },
    { "dic-blanks", "a.dic", "\n  %\r\n1 joy\r\n\r\n%  \r\nhappy   1\r\nvery glad 1\r\n\r\n",
      "very glad", "joy=1 of 2", "joy:very glad<very glad", NULL },
    { "dic-digits-in-term", "a.dic", "%\n1\ttech\n%\nmp3 1\n911\t1\n", "An mp3 of 911.",
      "tech=2 of 4", NULL, NULL },
    { "dic-codes", "a.dic", "%\n007\tspy\n12\tother\n%\nbond\t007\n", "Bond", "spy=1 other=0 of 1",
      NULL, NULL },
    { "dic-carriage-returns", "a.dic", "%\r1\tjoy\r%\rhappy\t1\r", "happy", "joy=1 of 1", NULL,
      NULL },
    { "dic-byte-order-mark", "a.dic", "\xEF\xBB\xBF%\n1\tjoy\n%\nhappy\t1\n", "happy", "joy=1 of 1",
      NULL, NULL },
    { "dic-by-content", "a.txt", "%\n1\tjoy\n%\nhappy\t1\n", "happy", "joy=1 of 1", NULL, NULL },
    { "yaml", "a.yaml", "joy: [happy, 'glad*']\nanger:\n  - cross\n", "gladly cross",
      "joy=1 anger=1 of 2", NULL, NULL },
    { "yaml-nested", "a.yml",
      "affect:\n  joy: [happy]\n  fear:\n    - afraid\n    - deep: [terror]\nsocial: friend\n",
      "Happy, afraid; terror, friend.",
      "affect=0 affect.joy=1 affect.fear=1 affect.fear.deep=1 social=1 of 4", NULL, NULL },
    { "yaml-levels", "a.yaml", "affect:\n  joy: [happy]\n  fear: [afraid, happy]\n",
      "Happy and afraid", "affect=2 of 3", NULL, ", levels: 1" },
    { "yaml-words-of-yaml", "a.yaml", "negation: [no, 'off', ~x]\nnumber: [1, 2.0]\n",
      "no off 1 2.0", "negation=2 number=2 of 4", NULL, NULL },
    { "csv", "a.csv", "happy,joy\n\"very, very\",x\nhappy,all\n", "Happy", "joy=1 x=0 all=1 of 1",
      NULL, NULL },
    { "csv-head", "a.csv", "Category,n,Term\r\njoy,1,happy\r\n\"joy\",2,\"glad\"\r\n", "glad happy",
      "joy=2 of 2", NULL, NULL },
    { "tsv-nested", "a.tsv", "word\tcategory\nhappy\taffect.joy\n", "happy", "affect.joy=1 of 1",
      NULL, NULL },
    { "format-by-option", "list.txt", "happy\tjoy\n", "happy", "joy=1 of 1", NULL,
      ", format: tsv" },
    { "encoding", "a.csv", "caf\xE9,place\n", "Caf\u00e9", "place=1 of 1", NULL,
      ", encoding: windows-1252" },
    /* words */
    { "case", "a.csv", "\u00c9T\u00c9,a\n", "\u00e9t\u00e9 \u00c9t\u00e9", "a=2 of 2", NULL, NULL },
    { "case-counts", "a.csv", "US,a\n", "US us Us", "a=1 of 3", NULL, ", fold: false" },
    { "sigma", "a.csv", "\u03bf\u03b4\u03cc\u03c2,a\n", "\u039f\u0394\u038c\u03a3", "a=1 of 1",
      NULL, NULL },
    { "composed", "a.csv", "cafe\u0301,a\n", "caf\u00e9", "a=1 of 1", NULL, NULL },
    { "apostrophes", "a.csv", "don't,a\ncan\u2019t,a\n", "Don\u2019t! I can't, don't.", "a=3 of 4",
      NULL, NULL },
    { "clitic-by-itself", "a.csv", "trump,a\n", "Trump's wall", "a=1 of 2", "a:Trump<trump", NULL },
    { "whole-word-first", "a.csv", "cannot,a\nnot,b\n", "I cannot, not I.", "a=1 b=1 of 4",
      "a:cannot<cannot, b:not<not", NULL },
    { "stem-of-clitics", "a.csv", "they*,a\n", "They'll say they've.", "a=2 of 3", NULL, NULL },
    { "hyphens", "a.csv", "well-being,a\nbeing,b\n", "Well-being, well\u2011being, being.",
      "a=2 b=1 of 5", NULL, NULL },
    { "hyphens-unknown", "a.csv", "sun,a\nlit,b\n", "a sun-lit room", "a=1 b=1 of 4", NULL, NULL },
    { "hashtag", "a.csv", "happy,a\n#sad,b\n", "#happy #sad sad", "a=1 b=1 of 3", NULL, NULL },
    { "marks-are-not-words", "a.csv", "!,a\n", "Oh! Oh!", "a=2 of 2", NULL, NULL },
    /* globs */
    { "stem", "a.csv", "hope*,a\n", "hope hopes hopeful hop", "a=3 of 4", NULL, NULL },
    { "question-mark", "a.csv", "m?n,a\n", "man men m\u00f6n moon mn", "a=3 of 5", NULL, NULL },
    { "glob-inside", "a.csv", "col*r,a\n", "colour color colon", "a=2 of 3", NULL, NULL },
    { "glob-in-front", "a.csv", "*ness,a\n", "kindness ness nest", "a=2 of 3", NULL, NULL },
    { "globs-many", "a.csv", "a*b*c?,a\n", "axbxcx abcd abc aabbcc", "a=3 of 4", NULL, NULL },
    { "any-word", "a.csv", "*,a\n", "one two", "a=2 of 2", NULL, NULL },
    { "longest-literal-is-named", "a.csv", "h*,a\nhapp*,a\nhappy,a\n", "happy happily hat",
      "a=3 of 3", "a:happy<happy, a:happily<happ*, a:hat<h*", NULL },
    /* phrases */
    { "phrase", "a.csv", "united states,a\n", "The United  States; united. States", "a=1 of 5",
      "a:United  States<united states", NULL },
    { "phrase-with-stem", "a.csv", "climat* chang*,a\n", "Climatic changes, climate change",
      "a=2 of 4", NULL, NULL },
    { "phrase-before-clitic", "a.csv", "prime minister,a\n", "the prime minister's office",
      "a=1 of 4", "a:prime minister<prime minister", NULL },
    { "longest-in-category", "a.csv", "united states,a\nstates,a\nunited states of america,a\n",
      "united states of america, united states, states", "a=3 of 7", NULL, NULL },
    { "categories-overlap", "a.csv", "united states,a\nstates,b\n", "united states", "a=1 b=1 of 2",
      NULL, NULL },
    { "no-overlap-leftmost", "a.csv", "a b,x\nb c,x\n", "a b c", "x=1 of 3", "x:a b<a b", NULL },
    { "no-overlap-longest", "a.csv", "a b,x\nb c d,x\n", "a b c d", "x=1 of 4", "x:b c d<b c d",
      NULL },
    { "phrase-by-two-ways", "a.csv", "not *,a\nnot good,b\n", "not good", "a=1 b=1 of 2", NULL,
      NULL },
    { "twice-in-a-list", "a.csv", "happy,a\nHappy,a\n", "happy", "a=1 of 1", NULL, NULL },
    /* parts */
    { "sentences", "a.csv", "happy,a\nsad,b\n", "Happy man. Sad man!", "a=1 b=0 of 2; a=0 b=1 of 2",
      NULL, ", scopes: [sentence]" },
    { "paragraphs", "a.csv", "happy,a\n", "Happy man.\n\nHe left. He was happy.",
      "a=1 of 2; a=1 of 5", NULL, ", scopes: [paragraph]" },
    { "quotations", "a.csv", "happy,a\nsad,b\n",
      "\"I am happy,\" he said sadly, \"and sad.\" He was happy.", "a=1 b=1 of 5", NULL,
      ", scopes: [quotation]" },
    { "no-zeros", "a.csv", "happy,a\nsad,b\n", "Happy man. Sad man!", "a=1 of 2; b=1 of 2", NULL,
      ", scopes: [sentence], zeros: false" },
    { "nothing-there", "a.csv", "happy,a\n", "...", "a=0 of 0", "", NULL },
    { "empty", "a.csv", "happy,a\n", "", "", "", NULL },
};

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GalleyPipeline) pipeline =
        load(folder, test->file, test->list, test->options != NULL ? test->options : "", &error);
    g_assert_no_error(error);
    g_autoptr(GalleyDocument) document = process(pipeline, test->text);
    g_autofree char *counts = describe_counts(document);
    g_autofree char *matches = describe_matches(document);
    g_assert_cmpstr(counts, ==, test->counts);
    if (test->matches != NULL)
        g_assert_cmpstr(matches, ==, test->matches);
}

/* ---- what is refused ---- */

static const struct {
    const char *name, *file, *list, *place, *message;
} faults[] = {
    { "dic-no-fence", "a.dic", "\nhappy\t1\n", ":2:1: ", "begins with a line of “%”" },
    { "dic-one-fence", "a.dic", "%\n1\tjoy\n", ":3:1: ", "behind the categories is missing" },
    { "dic-three-fences", "a.dic", "%\n1\tjoy\n%\nhappy\t1\n%\n", ":5:1: ", "a third line of “%”" },
    { "dic-no-number", "a.dic", "%\njoy\n%\n", ":2:1: ", "a category begins with its number" },
    { "dic-no-name", "a.dic", "%\n1\n%\n", ":2:2: ", "category 1 has no name" },
    { "dic-number-twice", "a.dic", "%\n1\ta\n1\tb\n%\n", ":3:1: ", "category 1 stands here a sec" },
    { "dic-no-category", "a.dic", "%\n1\ta\n%\nhappy\n", ":4:6: ", "“happy” has no category" },
    { "dic-unknown-number", "a.dic", "%\n1\ta\n%\n\u00e9t\u00e9\t1\t7\n",
      ":4:7: ", "there is no category 7" },
    { "dic-no-term", "a.dic", "%\n1\ta\n%\n\t1\n", ":4:3: ", "“1” has no category" },
    { "dic-conditional", "a.dic", "%\n1\ta\n%\nlike\t(02 134)125/464\n",
      ":4:6: ", "depends on the word before" },
    { "dic-not-a-number", "a.dic", "%\n1\ta\n%\nlike\tone\n", ":4:6: ", "a number of a category" },
    { "yaml-syntax", "a.yaml", "joy: [happy\nanger: x\n", ":2:6: ", "not YAML" },
    { "yaml-star", "a.yaml", "joy:\n  - *ness\n", ":2:5: ", "wants quotes" },
    { "yaml-list", "a.yaml", "- happy\n", ":1:1: ", "a map of categories" },
    { "yaml-nothing", "a.yaml", "joy:\n  - happy\nanger:\n", ":3:7: ", "a term is missing" },
    { "yaml-list-in-list", "a.yaml", "joy: [[happy]]\n", ":1:7: ", "terms or categories" },
    { "yaml-twice", "a.yaml", "a: [x]\nb: [y]\na: [z]\n", ":3:1: ", "a second time" },
    { "yaml-two-documents", "a.yaml", "a: [x]\n---\nb: [y]\n", ":2:1: ", "a second document" },
    { "yaml-empty", "a.yaml", "# nothing\n", ":2:1: ", "not a single term" },
    { "yaml-umlaut", "a.yaml", "\u00e4\u00f6: [\u00fc, '']\n", ":1:9: ", "a term is missing" },
    { "yaml-nul", "a.yaml", "a: [x, \"b\\0\"]\n", ":1:8: ", "a NUL character" },
    { "csv-one-field", "a.csv", "happy,joy\nsad\n", ":2:1: ", "this row has 1 field" },
    { "csv-three-fields", "a.csv", "happy,joy,1\n", ":1:1: ", "this row has 3 fields" },
    { "csv-no-category", "a.csv", "happy,\n", ":1:7: ", "the category is missing" },
    { "csv-no-term", "a.csv", "x,y\n ,joy\n", ":2:1: ", "the term is missing" },
    { "csv-quotes", "a.csv", "x,y\n\"happy,joy\n", ":2:1: ", "quotation mark" },
    { "tsv-is-csv", "a.tsv", "happy,joy\n", ":1:1: ", "this row has 1 field" },
    { "empty-file", "a.csv", "", ":1:1: ", "not a single term" },
    { "no-format", "a.txt", "happy joy\n", ":1:1: ", "does not tell what format" },
    { "not-utf-8", "a.csv", "happy,joy\ncaf\xE9,x\n", ":2:4: ", "name its encoding" },
};

static void
test_fault(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(GError) error = NULL;
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GalleyPipeline) pipeline = load(folder, faults[i].file, faults[i].list, "", &error);
    g_assert_no_error(error);
    g_assert_false(galley_pipeline_open(pipeline, &error));
    g_autofree char *place = g_strconcat("/", faults[i].file, faults[i].place, NULL);
    assert_has(error->message, place);
    assert_has(error->message, faults[i].message);
}

static const struct {
    const char *name, *options, *message;
} bad_options[] = {
    { "encoding", ", encoding: utf-9", "there is none called “utf-9”" },
    { "scopes", ", scopes: []", "at least one is needed" },
    { "scope", ", scopes: [chapter]", "chapter" },
};

static void
test_option(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(GError) error = NULL;
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GalleyPipeline) pipeline =
        load(folder, "a.csv", "happy,a\n", bad_options[i].options, &error);
    g_assert_null(pipeline);
    assert_has(error->message, bad_options[i].message);
}

/* ---- hostile dictionaries and texts: far from linear would not end within the test's limit ---- */

static const struct {
    const char *name, *list, *text;
} hostile[] = {
    { "phrases", "a a a a a a a a b,x\na a,y\na,z\n", "a " },
    { "globs", "*a*a*a*b,x\n?*?*?*c,y\n", "aaaaaaaa " },
    { "any-words", "* * * * * * * *,x\na* *a,x\n", "a " },
    { "hyphens", "a-a,x\na,y\n", "a-" },
    { "quotations", "a,x\n", "\"a\" " },
    { "one-word", "*b*c,x\nabc*,y\n", "bc" },
};

static void
test_hostile(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(GError) error = NULL;
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GalleyPipeline) pipeline =
        load(folder, "a.csv", hostile[i].list, ", scopes: [document, sentence, quotation]", &error);
    g_assert_no_error(error);
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 500000)
        g_string_append(text, hostile[i].text);
    g_test_timer_start();
    g_autoptr(GalleyDocument) document = process(pipeline, text->str);
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 20);
}

/* ---- shares and rows ---- */

static void
test_shares(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GalleyPipeline) pipeline =
        load(folder, "a.csv", "happy,a\nsad,b\n", ", scopes: [document, quotation]", &error);
    g_assert_no_error(error);
    g_autoptr(GalleyDocument) document =
        process(pipeline, "\"I am happy,\" Ann Lee said. \"I am sad, sad,\" Bob Ray said.");
    const GalleyLayer *layer = galley_document_get_layer(document, "dictionary");
    const double *shares = galley_layer_get_doubles(layer, (guint)column_of(layer, "share"));
    const guint32 *quotations = galley_layer_get_rows(layer, (guint)column_of(layer, "quotation"));
    static const double expected[] = { 1.0 / 13, 2.0 / 13, 1.0 / 3, 0, 0, 2.0 / 4 };
    static const guint32 rows[] = { GALLEY_NO_ROW, GALLEY_NO_ROW, 0, 0, 1, 1 };
    g_assert_cmpuint(galley_layer_get_n_rows(layer), ==, G_N_ELEMENTS(expected));
    for (guint32 i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_true(shares[i] == expected[i]); /* to the last bit */
        g_assert_cmpuint(quotations[i], ==, rows[i]);
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/dictionary/case/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autofree char *path = g_strconcat("/dictionary/fault/", faults[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_fault);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(bad_options); i++) {
        g_autofree char *path = g_strconcat("/dictionary/option/", bad_options[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_option);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_autofree char *path = g_strconcat("/dictionary/hostile/", hostile[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_hostile);
    }
    g_test_add_func("/dictionary/shares", test_shares);
    return g_test_run();
}
