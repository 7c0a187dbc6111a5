/* test-writer-report.c: pages of runs, and counts in bounded memory. SPDX-License-Identifier: MIT */
#include "annotated.h"
#include "support.h"

#include "../ranks.h"

/* ---- pages ---- */

/* What a run of @input through @steps comes to, with @options of the writer. */
static Outcome
run(const char *folder,
    const char *steps,
    const char *options,
    const char *input,
    const char *flags)
{
    g_autofree char *yaml =
        g_strdup_printf("galley: 1\nname: test\nplugins: [%s]\nreader: jsonl\nsteps: %s\n"
                        "writers:\n  - report: %s\n",
                        g_getenv("GALLEY_TEST_PLUGINS"), steps, options);
    add_file(folder, "p.yaml", yaml, -1);
    add_file(folder, "in.jsonl", input, -1);
    return shell("cd $1 && $GALLEY run -q $2 p.yaml in.jsonl -o out", folder, flags, NULL);
}

/* A real parser has the last word, where there is one. */
static void
check_page(const char *folder)
{
    g_autofree char *python = g_find_program_in_path("python3");
    g_autofree char *script = g_test_build_filename(G_TEST_DIST, "check_page.py", NULL);
    if (python == NULL) {
        g_test_message("not parsed: python3 is not there");
        return;
    }
    g_auto(Outcome) outcome = shell("python3 $1 $2/out/report.html", script, folder, NULL);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
}

static char *
page_of(const char *steps, const char *options, const char *input, const char *flags)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome = run(folder, steps, options, input, flags);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    check_page(folder);
    return get_file(folder, "out/report.html", NULL);
}

static void
assert_on_page(const char *page, const char *part, gboolean there)
{
    if ((strstr(page, part) != NULL) == there)
        return;
    g_test_message("%s", page);
    g_error("the page %s\n%s", there ? "does not hold" : "holds", part);
}

#define TOKENS "[tokenizer]"
#define QUOTES "[tokenizer, quotes]"
#define SCORES "[tokenizer, sentiment]"
#define ALL "[cleaner, tokenizer, quotes, sentiment: {explain: true}]"
#define BRIEF "[cleaner, tokenizer, quotes, sentiment]"
#define ABOUT                                                                                      \
    "[tokenizer, quotes, sentiment: {explain: true, scopes: [sentence, quotation, document, "      \
    "narrative, paragraph, target, entity]}]"

#define STRIKE                                                                                     \
    "{\"id\":\"a\",\"title\":\"A strike\",\"language\":\"en\",\"text\":\"“We did not want this " \
    "very terrible strike,” union leader Maria Castellan said. Everybody was happy!\\n\\n"       \
    "- Advertisement -\\n\\nThe port is open.\"}\n"
#define PORT "{\"id\":\"b\",\"text\":\"The port is a disaster.\",\"n\":7}\n"
#define HOSTILE                                                                                    \
    "{\"id\":\"<i>&\\\"'\",\"title\":\"</h3><script>alert(1)</script>\",\"<key>\":\"<v>&amp;\","   \
    "\"language\":\"en\\\" onclick=\\\"x\",\"text\":\"<b>bold</b> & \\\"quoted\\\" 'single' "      \
    "]]> \\u0000 \\u0001 \\u001b[1m \\u007f \\u0085 \\ufffe \\uffff \\ufdd0 \\u202e right "        \
    "\\u2066 isolate \\u200f mark \\r\\n line \\r end <!-- comment --> &lt; "                      \
    "“<q>We are <b>happy</b></q>,” Maria <Castellan> said.\"}\n"

/* Each part of @has stands in the page, and none of @lacks; parted by '|'. */
typedef struct {
    const char *name, *steps, *options, *input, *has, *lacks;
} Case;

static const Case cases[] = {
    { "no-steps", "[]", "{}", STRIKE PORT,
      "<th scope=\"row\">Documents</th><td class=\"n\">2</td>|Languages|<th scope=\"row\" "
      "dir=\"auto\">en</th><td class=\"n\">1</td><td class=\"n\">50.0\u00A0%|<title>test</title>|"
      "<span class=\"note\">1.</span> A strike</h3>|"
      "<span class=\"note\">2.</span> b</h3>|2 documents.",
      ">Quotations<|>Sentiment<|>Names<|>Removed<|>Dictionary<|Words and numbers|Who said what" },
    { "tokens", TOKENS, "{}", PORT, "Words and numbers</th><td class=\"n\">5<|>token<|>sentence<",
      ">Quotations<|>Sentiment<" },
    { "quotations", QUOTES, "{}", STRIKE,
      "<th scope=\"row\" dir=\"auto\">Maria Castellan</th><td class=\"n\">1</td><td "
      "class=\"n\">1</td><td class=\"n\"></td><td class=\"n\">0</td>|<th scope=\"row\" "
      "dir=\"auto\">direct</th>|href=\"#d1q1\" aria-label=\"quotation 1\">1</a><mark "
      "class=\"said\">“We did|<li id=\"d1q1\"><b class=\"speaker\">Maria Castellan</b> · <i "
      "class=\"cue\">said</i> · direct<blockquote dir=\"auto\">We did not want this very terrible "
      "strike,</blockquote>",
      ">Sentiment<" },
    { "no-quotation", QUOTES, "{}", PORT,
      "No quotation was found.</p>\n</section>|No quotation was found.</p>\n</article>",
      "Kinds|joined over" },
    { "speakers-without-a-name", QUOTES, "{}",
      "{\"text\":\"“I know,” she said. “It rained,” they said. “We won,” officials said.\"}\n",
      "a pronoun, for nobody named</th><td class=\"n\">2</td>|officials</th><td class=\"n\">1</td>",
      "auto\">she<" },
    { "quotation-without-a-scored-word", BRIEF, "{}",
      "{\"text\":\"“It rained,” Maria Castellan said.\"}\n",
      "direct · <span class=\"note\">no scored word</span><blockquote|"
      "Maria Castellan</th><td class=\"n\">1</td><td class=\"n\">1</td><td class=\"n\"></td><td "
      "class=\"n\">0</td>",
      "" },
    { "removed", BRIEF, "{}", STRIKE,
      "<th scope=\"row\" dir=\"auto\">advertisement</th><td>cleaner</td><td class=\"n\">1</td>",
      "- Advertisement -" },
    { "nothing-removed", BRIEF, "{}", PORT, ">Sentiment<", ">Removed<" },
    { "sentiment", SCORES, "{}", STRIKE PORT,
      "<rect class=\"bad\"|Most negative|<a href=\"#d2\">b</a>|the whole is the mean of |"
      "Why: 1 part adds up to |<span class=\"bad\">disaster</span>|Negative, from −0.05 on",
      ">Quotations<|Outside quotations|lexicon units" },
    { "explained", ALL, "{}", STRIKE,
      "negated by “not”, 5 words before: × |boosted by “very”, 1 word before: −0.3;|"
      "marks of exclamation and question|<th scope=\"row\" dir=\"auto\">terrible</th><td "
      "class=\"n\">−2|"
      "<tfoot><tr><th scope=\"row\" colspan=\"3\">Sum</th>",
      "colspan=\"6\"" },
    { "explained-in-short", BRIEF, "{}", STRIKE, "boosted by “very”|marks and the like",
      "1 word before" },
    { "about", ABOUT, "{}",
      "{\"id\":\"a\",\"text\":\"Maria Castellan was praised for her honesty.\"}\n",
      "<h4>Said about</h4>|<b><bdi>Maria Castellan</bdi></b> <b class=\"good\">+|"
      "<th scope=\"col\" class=\"n\">Weight</th>|words away: |colspan=\"6\"|"
      "Outside quotations: |1 paragraph with a scored word",
      "" },
    { "one-text", "[tokenizer, sentiment: {scopes: [text], explain: true}]", "{}", STRIKE,
      "The whole: |Why: 4 parts add up to ", "is the mean" },
    { "other-names",
      "[tokenizer, quotes, sentiment: {}, {sentiment: {}, name: two, "
      "layers: {sentiment: two, valence: two_valence}}]",
      "{}\n    layers: {sentiment: two, valence: two_valence}", STRIKE,
      "<th scope=\"row\" dir=\"auto\">two</th>|The whole: |is the mean of ", "" },
    { "hostile", ALL, "{}", HOSTILE,
      "&lt;i&gt;&amp;&quot;&#39;|&lt;/h3&gt;&lt;script&gt;alert(1)|&lt;key&gt;|&lt;v&gt;&amp;amp;|"
      "&lt;b&gt;bold|]]&gt;|&amp;lt;|<div class=\"text\">",
      "<script|<b>bold|onclick=\"|\u202E|\u2066|\x1b|\x7f" },
    { "hostile-bare", "[]", "{}", HOSTILE,
      "\uFFFD \uFFFD \uFFFD[1m \uFFFD \uFFFD \uFFFD \uFFFD \uFFFD \uFFFD right \uFFFD isolate "
      "\u200F mark \n line \n end &lt;!--",
      "<script" },
    { "title", "[]", "{title: 'Ports & <docks>'}", PORT,
      "<title>Ports &amp; &lt;docks&gt;</title>|>Ports &amp; &lt;docks&gt;</h1>", "" },
    { "first", "[]", "{documents: 1}", STRIKE PORT, "The first 1 of 2 documents|id=\"d1\"",
      "id=\"d2\"" },
    { "none-shown", SCORES, "{documents: 0}", PORT, "dir=\"auto\">b</th>",
      "id=\"documents\"|<article|href=\"#d1\"" },
    { "rankings-cut", QUOTES, "{top: 1}", STRIKE,
      "And 1 name more, with 1 mention. |layers more, with ", "" },
    { "metadata", "[]", "{}", PORT,
      "1 value of metadata</summary>|<th scope=\"row\">n</th><td dir=\"auto\">7</td>", "" },
    { "language", "[]", "{}", STRIKE, "<div class=\"text\" lang=\"en\">", "" },
    { "no-text", "[]", "{}", "{\"text\":\"\"}\n", "<p class=\"note\">no text</p>", "" },
    { "no-score", SCORES, "{}", "{\"text\":\"The port.\"}\n",
      "The whole: no scored word|Without a scored word</th><td class=\"n\">1<", "<svg|Mean<" },
    { "nothing-read", ALL, "{}", "\n", "Documents</th><td class=\"n\">0<",
      "<article|>Quotations<|nan" },
    { "dictionary",
      "[tokenizer, dictionary: {dictionary: words.csv, scopes: [document, sentence]}]", "{}",
      STRIKE PORT, "Share of words|<th scope=\"row\" dir=\"auto\">place</th><td class=\"n\">2</td>",
      "" },
};

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "words.csv", "term,category\nport,place\n", -1);
    g_auto(Outcome) outcome = run(folder, test->steps, test->options, test->input, "--workers=1");
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    check_page(folder);
    g_autofree char *page = get_file(folder, "out/report.html", NULL);
    g_auto(GStrv) has = g_strsplit(test->has, "|", -1), lacks = g_strsplit(test->lacks, "|", -1);
    for (char **part = has; *part != NULL; part++)
        assert_on_page(page, *part, TRUE);
    for (char **part = lacks; *part != NULL; part++)
        assert_on_page(page, *part, FALSE);
}

/* ---- marks that cross ---- */

/* @rows as the step `annotate` of the tests has them, over "abcdef\n\nghi"; 'p' stands for the layer
 * quotation. */
typedef struct {
    const char *name, *rows, *expected;
} CrossCase;

#define PARAGRAPHS "'paragraph 0-6', 'paragraph 8-11'"

static const CrossCase crossings[] = {
    { "none", PARAGRAPHS, "<p dir=\"auto\">abcdef</p>\n<p dir=\"auto\">ghi</p>\n" },
    { "no-paragraphs", "'mention 1-2'",
      "<p dir=\"auto\">a<span class=\"name\">b</span>cdef\n\nghi</p>\n" },
    { "nested", PARAGRAPHS ", 'mention 0-6', 'valence 2-4 value=1'",
      "<p dir=\"auto\"><span class=\"name\">ab<span class=\"good\">cd</span>ef</span></p>\n"
      "<p dir=\"auto\">ghi</p>\n" },
    { "crossing", PARAGRAPHS ", 'mention 0-4', 'valence 2-6 value=-1'",
      "<p dir=\"auto\"><span class=\"name\">ab<span class=\"bad\">cd</span></span><span "
      "class=\"bad\">ef</span></p>\n<p dir=\"auto\">ghi</p>\n" },
    { "same", PARAGRAPHS ", 'mention 0-6', 'valence 0-6 value=1'",
      "<p dir=\"auto\"><span class=\"name\"><span class=\"good\">abcdef</span></span></p>\n"
      "<p dir=\"auto\">ghi</p>\n" },
    { "touching", PARAGRAPHS ", 'mention 0-3', 'mention 3-6'",
      "<p dir=\"auto\"><span class=\"name\">abc</span><span class=\"name\">def</span></p>\n"
      "<p dir=\"auto\">ghi</p>\n" },
    { "over-paragraphs", PARAGRAPHS ", 'quotation 4-10'",
      "<p dir=\"auto\">abcd<a class=\"at\" href=\"#d1q1\" aria-label=\"quotation 1\">1</a><mark "
      "class=\"said\">ef</mark></p>\n<p dir=\"auto\"><mark class=\"said\">gh</mark>i</p>\n" },
    { "in-the-gap", PARAGRAPHS ", 'mention 6-9', 'mention 6-8'",
      "<p dir=\"auto\">abcdef</p>\n<p dir=\"auto\"><span class=\"name\">g</span>hi</p>\n" },
    { "text-between", "'paragraph 0-2', 'paragraph 8-11'",
      "<p dir=\"auto\">ab</p>\n<p dir=\"auto\">cdef\n\n</p>\n<p dir=\"auto\">ghi</p>\n" },
    { "paragraphs-that-overlap", "'paragraph 0-6', 'paragraph 3-11'",
      "<p dir=\"auto\">abcdef</p>\n<p dir=\"auto\">\n\nghi</p>\n" },
    { "heading", "'paragraph 0-6 kind=1', 'paragraph 8-11 kind=2'",
      "<p class=\"heading\" dir=\"auto\">abcdef</p>\n<p class=\"item\" dir=\"auto\">ghi</p>\n" },
    { "aside", PARAGRAPHS ", 'quotation 0-2 kind=3'",
      "<p dir=\"auto\"><span class=\"aside\">ab</span>cdef</p>\n<p dir=\"auto\">ghi</p>\n" },
    { "parts",
      PARAGRAPHS ", 'quotation 0-6 kind=2 cue=2-3 speaker=3-4', "
                 "'quotation_part 0-2 quotation=0', 'quotation_part 4-6 quotation=0'",
      "<p dir=\"auto\"><a class=\"at\" href=\"#d1q1\" aria-label=\"quotation 1\">1</a><mark "
      "class=\"indirect\">ab</mark><i class=\"cue\">c</i><b class=\"speaker\">d</b><mark "
      "class=\"indirect\">ef</mark></p>\n<p dir=\"auto\">ghi</p>\n" },
    { "too-deep",
      PARAGRAPHS ", 'mention 0-6', 'mention 0-6', 'mention 0-6', 'mention 0-6', "
                 "'mention 0-6', 'mention 0-6', 'mention 0-6', 'mention 0-6', 'mention 1-2', "
                 "'mention 2-3'",
      "</p>\n</div>\n<p class=\"note\">Not marked: 2 stretches inside 8 others.</p>" },
};

static void
test_crossing(gconstpointer data)
{
    const CrossCase *test = data;
    g_autofree char *steps = g_strdup_printf("[annotate: {rows: [%s]}]", test->rows);
    g_autofree char *page = page_of(steps, "{}", "{\"text\":\"abcdef\\n\\nghi\"}\n", "--workers=1");
    g_autofree char *expected =
        g_str_has_prefix(test->expected, "<p")
            ? g_strconcat("<div class=\"text\">\n", test->expected, "</div>\n", NULL)
            : g_strdup(test->expected);
    assert_on_page(page, expected, TRUE);
}

/* ---- what is cut ---- */

static void
test_long_text(void)
{
    g_autoptr(GString) text = g_string_new("{\"text\":\"");
    for (guint i = 0; i < 100; i++)
        g_string_append(text, "“It is é terrible day,” Maria Castellan said. ");
    g_string_append(text, "\"}\n");
    g_autofree char *page = page_of(ALL, "{text: 130}", text->str, "--workers=1");
    assert_on_page(page, "The text goes on: 145 of 5,099 bytes are shown", TRUE);
    assert_has(page, "sentences with scored words in what is shown<");
    g_autofree char *whole = page_of("[tokenizer, sentiment: {scopes: [text], explain: true}]",
                                     "{text: 130}", text->str, "--workers=1");
    assert_on_page(whole, "words behind what is shown of the text", TRUE);
}

/* A word without a place to break, and values of metadata as long as a text. */
static void
test_long_words(void)
{
    g_autofree char *word = g_strnfill(300000, 'w');
    g_autofree char *input =
        g_strdup_printf("{\"text\":\"%s\",\"title\":\"%s\",\"other\":\"%s\"}\n", word, word, word);
    g_autofree char *page = page_of("[]", "{}", input, "--workers=1");
    g_assert_cmpuint(strlen(page), <, 40000);
    assert_on_page(page, "www…</h3>", TRUE);
    assert_on_page(page, "www…</td>", TRUE);
}

static void
append_name(GString *out, guint number)
{
    for (guint i = 0; i < 4; i++, number /= 20)
        g_string_append_c(out, "abcdefghijklmnoprstv"[number % 20]);
}

/* As many speakers as documents: what the page does not show is told. */
static void
test_many_speakers(void)
{
    g_autoptr(GString) input = g_string_new(NULL);
    for (guint i = 0; i < 10000; i++) {
        g_string_append(input, "{\"text\":\"“We are glad,” Maria C");
        append_name(input, i);
        g_string_append(input, " said. “It rained,” Anna Okafor said.\"}\n");
    }
    g_autofree char *page = page_of(QUOTES, "{top: 3, documents: 2}", input->str, "--workers=2");
    assert_on_page(page, "Anna Okafor</th><td class=\"n\">10,000</td><td class=\"n\">10,000</td>",
                   TRUE);
    assert_on_page(page, "And 9,998 speakers more, with 9,998 quotations. </p>", TRUE);
    g_assert_cmpuint(strlen(page), <, 40000);
    g_autofree char *narrow =
        page_of(QUOTES, "{top: 3, documents: 2, names: 100}", input->str, "--workers=2");
    assert_on_page(narrow, "Anna Okafor</th><td class=\"n\">10,000</td><td class=\"n\">10,000</td>",
                   TRUE);
    assert_on_page(narrow, "There were more speakers than are counted at once (100)", TRUE);
    assert_on_page(narrow, "speakers more, with 9,998 quotations", TRUE);
}

/* Rows that lie over one another by the thousand do not make a page of the square of their number. */
static void
test_many_over_one_another(void)
{
    g_autoptr(GString) steps =
        g_string_new("[annotate: {rows: ['sentiment 0-1 scope=1 compound=1 sum=1'");
    g_autofree char *text = g_strnfill(1000, 'a');
    g_autofree char *input = g_strdup_printf("{\"text\":\"%s\"}\n", text);
    for (guint i = 0; i < 3000; i++)
        g_string_append(steps, ", 'quotation 0-1000'");
    for (guint i = 0; i < 500; i++)
        g_string_append_printf(steps, ", 'valence %u-%u value=1'", i, i + 1);
    g_string_append(steps, "]}]");
    g_autofree char *page = page_of(steps->str, "{}", input, "--workers=1");
    g_assert_cmpuint(strlen(page), <, 500000);
    assert_on_page(page, "Left out, since all would be many times the text: ", TRUE);
    assert_on_page(page, "Not marked: 2,992 stretches inside 8 others.", FALSE);
}

/* ---- the same bytes ---- */

/* Several blocks. */
static char *
large_corpus(void)
{
    GString *input = g_string_new(NULL);
    for (guint i = 0; input->len < 5 << 19; i++) {
        g_string_append_printf(input, "{\"id\":\"%u\",\"text\":\"“We are %s,” Maria ", i,
                               i % 3 == 0 ? "glad" : "sad");
        append_name(input, i * 7);
        g_string_append(input, " said. The port is a disaster, and nobody wins.\"}\n");
    }
    return g_string_free(input, FALSE);
}

static void
test_workers(void)
{
    g_autofree char *input = large_corpus();
    g_autofree char *one = page_of(ALL, "{names: 1000}", input, "--workers=1");
    static const char *const flags[] = { "--workers=2", "--workers=3", "--in-process" };
    for (gsize i = 0; i < G_N_ELEMENTS(flags); i++) {
        g_autofree char *other = page_of(ALL, "{names: 1000}", input, flags[i]);
        g_assert_true(strcmp(one, other) == 0);
    }
}

/* Wherever it is broken off. */
static void
test_resume(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *input = large_corpus();
    g_autofree char *whole = page_of(ALL, "{names: 1000}", input, "--workers=2");
    g_auto(Outcome) ready = run(folder, ALL, "{names: 1000}", input, "--limit=1");
    g_assert_cmpint(ready.status, ==, 0);
    static const char script[] =
        "cd $1 && rm -r out\n"
        "go() { $GALLEY run -q --workers=2 p.yaml in.jsonl -o out $1 & pid=$!; sleep 0.1\n"
        "kill -INT $pid 2>/dev/null; wait $pid; status=$?; }\n"
        "go; for i in 1 2 3; do [ $status = 75 ] || exit $status; go --resume; done\n"
        "[ $status = 75 ] || exit $status; exec $GALLEY run -q p.yaml in.jsonl -o out --resume";
    g_auto(Outcome) outcome = shell(script, folder, NULL);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    g_autofree char *page = get_file(folder, "out/report.html", NULL);
    g_assert_true(strcmp(page, whole) == 0);
}

/* ---- errors ---- */

/* Bytes of the spool that break off anywhere are no document's. */
static void
test_broken_spool(void)
{
    static const char text[] = "“We won,” Lee said.";
    g_auto(Annotated) made =
        annotated(text, strlen(text),
                  "paragraph 0-23 kind=0\nquotation 0-13 kind=0 cue=18-22 speaker=14-17 entity=0\n"
                  "quotation_part 3-10 quotation=0\nentity 14-17 name=Lee\nmention 14-17 entity=0\n"
                  "valence 6-9 value=2.5 base=2 rule=boosted:so\n"
                  "valence_change 6-9 valence=0 rule=boosted trigger=3-5 distance=1 amount=0.5\n"
                  "sentiment 0-13 scope=1 compound=0.5 evidence=1 quotation=0 sum=2.5\n"
                  "contribution 6-9 sentiment=0 valence=0 weight=1 amount=2.5",
                  NULL);
    g_autoptr(Host) host = host_new(host_find("writer-report.so"), NULL);
    g_autoptr(GString) bytes = g_string_new(NULL);
    galley_document_set_metadata_text(made.document, "key", "value", -1);
    g_assert_true(host->plugin->encode(made.document, host->worker, bytes, NULL));
    g_assert_true(host->plugin->write(host->worker, (const guint8 *)bytes->str, bytes->len, NULL));
    for (gsize size = 0; size < bytes->len; size++) {
        g_autoptr(GError) error = NULL;
        g_autofree guint8 *part = g_memdup2(bytes->str, MAX(size, 1));
        g_assert_false(host->plugin->write(host->worker, part, size, &error));
        g_assert_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED);
    }
}

static void
test_other_layout(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome =
        run(folder, "[tokenizer]", "{}\n    layers: {sentiment: token}", PORT, "--workers=1");
    assert_ended(&outcome, 2, "\"report\" needs a layer \"sentiment\"");
}

/* ---- counts ---- */

static void
count(Ranks *ranks, const char *name)
{
    ranks_begin(ranks, name, strlen(name));
    ranks_add(ranks, 1)->documents++;
}

/* A name that is met often stays, however many others come, and is no more too low than told. */
static void
test_ranks_room(void)
{
    Ranks ranks;
    ranks_init(&ranks, 100);
    for (guint i = 0; i < 100000; i++) {
        g_autofree char *name = g_strdup_printf("%u", i);
        count(&ranks, name);
        if (i % 10 == 0)
            count(&ranks, "often");
        g_assert_cmpuint(g_hash_table_size(ranks.ranks), <=, 100);
    }
    g_autoptr(GPtrArray) list = ranks_sort(&ranks);
    const Rank *first = list->pdata[0];
    g_assert_cmpstr(rank_get_text(first, 0), ==, "often");
    g_assert_cmpuint(first->rows, <=, 10000);
    g_assert_cmpuint(first->rows + ranks.error, >=, 10000);
    g_assert_cmpuint(ranks.rows, ==, 110000);
    ranks_clear(&ranks);
}

static void
test_ranks_keys(void)
{
    Ranks ranks;
    g_autofree char *name = g_strnfill(199, 'a');
    g_autofree char *longer = g_strconcat(name, "é", NULL);
    g_autofree char *cut = g_strconcat(name, "…", NULL);
    ranks_init(&ranks, 0);
    ranks_begin(&ranks, "a\0b", 3);
    ranks_extend(&ranks, longer, strlen(longer));
    const Rank *rank = ranks_add(&ranks, 1);
    g_assert_cmpstr(rank_get_text(rank, 0), ==, "a\uFFFDb");
    g_assert_cmpstr(rank_get_text(rank, 1), ==, cut);
    g_assert_cmpstr(rank_get_text(rank, 2), ==, "");
    ranks_clear(&ranks);
}

/* Bytes that break off anywhere are no counts. */
static void
test_ranks_broken(void)
{
    Ranks from, to;
    g_autoptr(GString) bytes = g_string_new(NULL);
    ranks_init(&from, 0);
    ranks_init(&to, 0);
    count(&from, "one");
    count(&from, "two");
    ranks_write(&from, bytes);
    for (gsize size = 0; size <= bytes->len; size++) {
        g_autofree guint8 *copy = g_memdup2(bytes->str, MAX(size, 1));
        Bytes part = { copy, size, FALSE };
        g_assert_true(ranks_merge(&to, &part) == (size == bytes->len));
    }
    ranks_clear(&from);
    ranks_clear(&to);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/writer-report/page/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(crossings); i++) {
        g_autofree char *path = g_strconcat("/writer-report/crossing/", crossings[i].name, NULL);
        g_test_add_data_func(path, &crossings[i], test_crossing);
    }
    g_test_add_func("/writer-report/long-text", test_long_text);
    g_test_add_func("/writer-report/long-words", test_long_words);
    g_test_add_func("/writer-report/many-speakers", test_many_speakers);
    g_test_add_func("/writer-report/many-over-one-another", test_many_over_one_another);
    g_test_add_func("/writer-report/workers", test_workers);
    g_test_add_func("/writer-report/resume", test_resume);
    g_test_add_func("/writer-report/broken-spool", test_broken_spool);
    g_test_add_func("/writer-report/other-layout", test_other_layout);
    g_test_add_func("/writer-report/ranks/room", test_ranks_room);
    g_test_add_func("/writer-report/ranks/keys", test_ranks_keys);
    g_test_add_func("/writer-report/ranks/broken", test_ranks_broken);
    return g_test_run();
}
