/* test-html.c: text out of HTML, and the way back. SPDX-License-Identifier: MIT */
#include "support.h"

#include <galley/galley.h>

#define PROSE                                                                                      \
    "The harbour reopened on Friday, after three days of storm, and the first ferry left at "      \
    "noon, with eighty people on board, most of them islanders who had waited since Tuesday."
#define MORE                                                                                       \
    "The council had closed it, as it does each winter, when waves reached the upper quay, and "   \
    "the pilots refused to go out, which nobody on the island could remember."
#define LAST                                                                                       \
    "Repairs to the breakwater, the harbour master said, would take until spring, and cost more "  \
    "than the town had, even with what the ministry promised."

typedef struct {
    const char *name;
    const char *html;
    const char *text;
} Case;

#define P(text) "<p>" text "</p>"
#define OTHER                                                                                      \
    "Weather in the north will be wet, and in the south, where it has been dry since the spring, " \
    "farmers hope for more, but nobody who knows the wind would bet on it, or plant for it yet."
#define LINKED(json) "<script type='application/ld+json'>" json "</script>"
#define PAGE(head, body) "<!DOCTYPE html><html><head>" head "</head><body>" body "</body></html>"
#define THREE PROSE "\n\n" MORE "\n\n" LAST "\n"

/* scope: body: how HTML becomes lines */
static const Case bodies[] = {
    { "paragraphs", "<p>a<p>b", "a\n\nb\n" },
    { "break", "a<br>b", "a\nb\n" },
    { "two-breaks", "a<br><br>b", "a\n\nb\n" },
    { "breaks-and-blanks", "a<br> <br/>\n<br>b", "a\n\nb\n" },
    { "white-space", "<p>  a \n\t b  </p>", "a b\n" },
    { "inline", "<p>a<b>b</b>c <i> d</i></p>", "abc d\n" },
    { "list", "<ul><li>a<li>b</ul>c", "a\nb\n\nc\n" },
    { "table", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a b\nc d\n" },
    { "definition", "<dl><dt>a<dd>b</dl>", "a\nb\n" },
    { "heading", "<h1>a</h1>b", "a\n\nb\n" },
    { "pre", "<pre>\na\n  b\n</pre>", "a\n  b\n" },
    { "pre-inline", "<pre>a <b>b</b>  c</pre>", "a b  c\n" },
    { "nested-blocks", "<div><div><p>a</div></div><div>b</div>", "a\n\nb\n" },
    { "named", "<p>caf&eacute; &amp; bar", "caf\u00e9 & bar\n" },
    { "decimal", "<p>&#8220;yes&#8221;", "\u201cyes\u201d\n" },
    { "hexadecimal", "<p>&#x201C;yes&#X201d;", "\u201cyes\u201d\n" },
    { "windows-1252-number", "<p>&#147;yes&#148;", "\u201cyes\u201d\n" },
    { "no-semicolon", "<p>AT&ampT &copy 2014", "AT&T \u00a9 2014\n" },
    { "prefix", "<p>&notit; &notin;", "\u00acit; \u2209\n" },
    { "unknown-reference", "<p>a &foo; b&bar", "a &foo; b&bar\n" },
    { "bare-ampersand", "<p>a & b && c &", "a & b && c &\n" },
    { "twice-escaped", "<p>&amp;lt; &amp;amp;", "&lt; &amp;\n" },
    { "two-characters", "<p>&NotEqualTilde;x", "\u2242\u0338x\n" },
    { "empty-number", "<p>&#; &#x; &#xg;", "&#; &#x; &#xg;\n" },
    { "zero", "<p>a&#0;b", "a\uFFFDb\n" },
    { "too-large", "<p>a&#x110000;b", "a\uFFFDb\n" },
    { "surrogate", "<p>a&#xD800;b&#xDFFF;c", "a\uFFFDb\uFFFDc\n" },
    { "byte-order-mark", "<p>a\uFEFFb\uFEFF</p>", "a\uFEFFb\uFEFF\n" },
    { "noncharacter", "<p>a&#xFFFE;b&#x1FFFF;", "a\uFFFEb\U0001FFFF\n" },
    { "control-number", "<p>a&#1;b&#x7F;c", "a\001b\177c\n" },
    { "less-than", "<p>1 < 2 <3", "1 < 2 <3\n" },
    { "nbsp", "<p>a&nbsp;b", "a\u00a0b\n" },
    { "comment", "a<!-- x <p> -->b", "ab\n" },
    { "comment-unclosed", "a<!-- x", "a\n" },
    { "script", "a<script>if (a < b) '<p>x</p>'</script>b", "ab\n" },
    { "style", "a<style>p > b {}</style>b", "ab\n" },
    { "noscript", "a<noscript>x</noscript>b", "ab\n" },
    { "template", "a<template><p>x</template>b", "ab\n" },
    { "svg", "a<svg><text>x</text></svg>b", "ab\n" },
    { "math", "a<math><mi>x</mi></math>b", "ab\n" },
    { "select", "a<select><option>x</select>b", "ab\n" },
    { "textarea", "a<textarea>x</textarea>b", "ab\n" },
    { "title", PAGE("<title>x</title>", "a"), "a\n" },
    { "hidden", "a<p hidden>x</p>b", "a\n\nb\n" },
    { "display-none", "a<span style='color:red; display: none'>x</span>b", "ab\n" },
    { "aria-hidden", "a<i aria-hidden=true>x</i>b", "ab\n" },
    { "stray-end", "a</b>b</p>c", "ab\n\nc\n" },
    { "misnested", "<b>a<i>b</b>c</i>d", "abcd\n" },
    { "unclosed", "<div><p>a<div>b", "a\n\nb\n" },
    { "text-in-table", "<table>a<tr>b<td>c</td></table>d", "ab\n\nc\n\nd\n" },
    { "attribute-without-quotes", "<p class=a>b", "b\n" },
    { "attribute-with-angle", "<p title='a > b'>c", "c\n" },
    { "upper-case", "<P>A<BR>B</P>", "A\nB\n" },
    { "cdata", "a<![CDATA[x]]>b", "ab\n" },
    { "processing", "<?xml version='1.0'?>a", "a\n" },
    { "carriage-returns", "<pre>a\r\nb\rc</pre>", "a\nb\nc\n" },
    { "unclosed-tag", "a<p class='x", "a\n" },
    { "empty-body", PAGE("<title>x</title>", ""), "" },
    { "no-body", "<title>x</title>", "" },
    { "frameset", "<frameset><frame src=a></frameset>", "" },
    { "astral", "<p>\U0001F600 &#x1F600;</p>", "\U0001F600 \U0001F600\n" },
    { "blank-lines", "\n\n<p>a</p>\n\n\n<p>b</p>\n", "a\n\nb\n" },
};

/* scope: article: what of a page is kept */
static const Case articles[] = {
    { "plain", PAGE("", P(PROSE) P(MORE) P(LAST)), THREE },
    { "menu", PAGE("", "<nav><a href=a>Home</a></nav>" P(PROSE) P(MORE) P(LAST)), THREE },
    { "menu-by-name",
      PAGE("",
           "<div class=main-menu><a href=a>Home</a> <a href=b>News</a></div><div class=story>" P(
               PROSE) P(MORE) P(LAST) "</div>"),
      THREE },
    { "sidebar",
      PAGE("",
           "<div id=content>" P(PROSE) P(MORE) P(LAST) "</div><div id=sidebar>" P(
               "Weather: rain, wind, more rain, and then, perhaps, sun.") "</div>"),
      THREE },
    { "footer",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "</article><footer><p>Our address, and all "
                                                "the rest, of our company.</footer>"),
      THREE },
    { "title-out",
      PAGE("", "<article><h1>Harbour open again</h1>" P(PROSE) P(MORE) P(LAST) "</article>"),
      THREE },
    { "advertisement",
      PAGE("", "<article>" P(PROSE) "<p>Advertisement</p>" P(MORE) P(LAST) "</article>"), THREE },
    { "share",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "<div class=share-bar>Send it to "
                                                "friends</div></article>"),
      THREE },
    { "lead",
      PAGE("",
           "<article><h1>Open</h1><div class=article-body>" P(PROSE) "<div class=body-text>" P(MORE)
               P(LAST) P(MORE LAST) "</div></div></article>"),
      PROSE "\n\n" MORE "\n\n" LAST "\n\n" MORE LAST "\n" },
    { "deck",
      PAGE("",
           "<article><h1>Open</h1><div class=content-header><p class=dek>" PROSE
           "</div><div class=body-text>" P(MORE) P(LAST) P(PROSE) "</div></article>"),
      MORE "\n\n" LAST "\n\n" PROSE "\n" },
    { "question-and-answers",
      PAGE("",
           "<main><div class=question><div class=post-body>" P(
               PROSE) "</div></div><div class=answers><div "
                      "class=answer><div class=post-body>" P(MORE)
                          P(LAST) "</div></div><div class=answer><div "
                                  "class=post-body>" P(LAST) P(MORE) "</div></div></div></main>"),
      PROSE "\n\n" MORE "\n\n" LAST "\n\n" LAST "\n\n" MORE "\n" },
    { "link-bubble",
      PAGE("",
           "<article>" P(
               PROSE) "<p>" MORE
                      " So said <span><a href=a>Ann Lee</a><span><a href=a>Ann Lee</a> <a "
                      "href=b>Ferry tickets will cost more in spring</a> <a href=c>The breakwater "
                      "is older than anybody "
                      "thought</a> <a href=d>Pilots want a boat</a></span></span> on Friday." P(
                          LAST) "</article>"),
      PROSE "\n\n" MORE " So said Ann Lee on Friday.\n\n" LAST "\n" },
    { "links-of-a-sentence",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "<p>See <a href=a>one</a>, <a href=b>two</a> and "
                                                "<a href=c>three</a>.</article>"),
      PROSE "\n\n" MORE "\n\n" LAST "\n\nSee one, two and three.\n" },
    { "newsletter-line",
      PAGE("",
           "<article>" P(PROSE) P("Get the news of the quay in your inbox.") P(MORE)
               P("Want more? <a href=a>Sign up here</a>") P(LAST) "</article>"),
      THREE },
    { "newsletter-said",
      PAGE("",
           "<article>" P(PROSE) P("\u201cIt came to your inbox,\u201d she said.") P(MORE)
               P(LAST) "</article>"),
      PROSE "\n\n\u201cIt came to your inbox,\u201d she said.\n\n" MORE "\n\n" LAST "\n" },
    { "inboxed-is-a-word",
      PAGE("",
           "<article>" P(PROSE) P("They were sent to your inboxery.") P(MORE) P(LAST) "</article>"),
      PROSE "\n\nThey were sent to your inboxery.\n\n" MORE "\n\n" LAST "\n" },
    { "script-in-a-line",
      PAGE("",
           "<article>" P(PROSE) "<p>Advert<script>show(\"a < b\")</script></p>" P(MORE)
               P(LAST) "</article>"),
      THREE },
    { "player-beside-prose",
      PAGE("",
           "<article>" P(PROSE) "<div>" P(MORE)
               P("Please enable JavaScript.") "</div>" P(LAST) "</article>"),
      THREE },
    { "photo-credit",
      PAGE("",
           "<article>" P("(Photo: Ann Lee)") P(PROSE) P(MORE) P(LAST) P("Credit: Bo") "</article>"),
      THREE },
    { "factbox",
      PAGE("",
           "<article>" P(PROSE) "<div class='factbox right'>" P(
               "The quay in numbers, all of them") "</div>" P(MORE) P(LAST) "</article>"),
      THREE },
    { "hidden-by-name",
      PAGE("",
           "<article>" P(PROSE) "<div class='slide hidden'>" P(
               MORE) "</div><div class='login-box hidden'>Your "
                     "name, please</div>" P(LAST) "</article>"),
      THREE },
    { "linked-body",
      PAGE(LINKED("{\"@type\":\"NewsArticle\",\"articleBody\":\"" PROSE " " MORE " " LAST "\"}"),
           "<div class=promo-box>" P(PROSE) P(MORE) P(LAST) "</div><div class=story>" P(OTHER)
               P(OTHER) P(OTHER) P(OTHER) "</div>"),
      THREE },
    { "linked-body-of-another",
      PAGE(LINKED("{\"@type\":\"NewsArticle\",\"articleBody\":\"" OTHER OTHER OTHER "\"}"),
           "<article>" P(PROSE) P(MORE) P(LAST) "</article>"),
      THREE },
    { "related-by-name",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "<div class=relatedPosts><p>Ferry timetable, "
                                                "winter, and all stops</p></div></article>"),
      THREE },
    { "related-by-heading",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "<h3>Related articles</h3><p>The ferry, the "
                                                "quay, and the pilots of the "
                                                "island</p></article>"),
      THREE },
    { "comments",
      PAGE("",
           "<div class=post>" P(PROSE) P(MORE) P(LAST) "</div><div id=comments><h3>3 Comments"
                                                       "</h3>" P(PROSE) "</div>"),
      THREE },
    { "comments-by-heading",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "<h4>2 Comments</h4><p>I was there, and it "
                                                "was loud, and wet.</article>"),
      THREE },
    { "links-inside",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "<ul><li><a href=a>Ferries</a><li><a href=b>"
                                                "Quays</a></ul></article>"),
      THREE },
    { "caption",
      PAGE("",
           "<article><figure><img src=a><figcaption>The quay on Friday, seen from the "
           "sea</figcaption></figure>" P(PROSE) P(MORE) P(LAST) "</article>"),
      THREE },
    { "heading-kept",
      PAGE("", "<article>" P(PROSE) "<h2>Closed for days</h2>" P(MORE) P(LAST) "</article>"),
      PROSE "\n\nClosed for days\n\n" MORE "\n\n" LAST "\n" },
    { "in-parts",
      PAGE("",
           "<div class=page><div class=part>" P(PROSE) "</div><div class=slot><a href=a>Buy"
                                                       "</a></div><div class=part>" P(MORE)
                                                           P(LAST) "</div></div>"),
      THREE },
    { "breaks", PAGE("", "<div id=text>" PROSE "<br><br>" MORE "<br><br>" LAST "</div>"), THREE },
    { "quoted-tweet",
      PAGE("",
           "<article>" P(PROSE) "<blockquote class=twitter-tweet><p>The quay is open, says the "
                                "harbour master.</p></blockquote>" P(MORE) P(LAST) "</article>"),
      PROSE "\n\nThe quay is open, says the harbour master.\n\n" MORE "\n\n" LAST "\n" },
    { "quoted-embed",
      PAGE("",
           "<article>" P(PROSE) "<div class=social-media-embed>The quay is open, says the harbour "
                                "master.</div>" P(MORE) P(LAST) "</article>"),
      PROSE "\n\nThe quay is open, says the harbour master.\n\n" MORE "\n\n" LAST "\n" },
    { "newsletter-embed",
      PAGE("",
           "<article>" P(PROSE) P(MORE) "<div class=embed-newsletter>The quay, each morning, in "
                                        "your letter box.</div>" P(LAST) "</article>"),
      THREE },
    { "next-story",
      PAGE(
          "",
          "<div class=story>" P(PROSE) P(MORE) P(LAST) "</div><div class='next-story'>" P(
              "The pilots, too, refuse, and the council, which met on Sunday, asks why.") "</div>"),
      THREE },
    { "author-box",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "<div class=vcard>She writes, since 2011, of the "
                                                "sea, ships, and those who go in them."
                                                "</div></article>"),
      THREE },
    { "heading-by-role",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "<div role=heading>More great stories</div>"
                                                "<p>The ferry, the quay, and the pilots of the "
                                                "island</p></article>"),
      THREE },
    { "heading-by-name",
      PAGE("",
           "<article>" P(PROSE) P(MORE) P(LAST) "<div class=heading-h3>More great stories</div>"
                                                "<p>The ferry, the quay, and the pilots of the "
                                                "island</p></article>"),
      THREE },
    { "named-around",
      PAGE("",
           "<div class=article-body><div class=l><p>" LAST
           "</p></div><div class=l2><div class=fold>" P(PROSE) P(MORE) "</div></div></div>"),
      LAST "\n\n" PROSE "\n\n" MORE "\n" },
    { "prose-in-link-box",
      PAGE(
          "",
          "<article>" P(PROSE) P(MORE) "<div>" P(
              LAST) "<ul><li><a href=a>The council of the "
                    "island, its members, and its papers since 1911, with an index of names, "
                    "ships, "
                    "quays and storms</a><li><a href=b>The harbour, its depths, its lights and its "
                    "tides, as the pilots of the island keep them in the book</a></ul></div>"
                    "</article>"),
      THREE },
    { "gallery",
      PAGE("",
           "<article><figure><figcaption>" PROSE "</figcaption></figure><figure><figcaption>" MORE
           "</figcaption></figure><figure><figcaption>" LAST "</figcaption></figure></article>"),
      THREE },
    { "table-layout",
      PAGE("",
           "<table><tr><td><a href=a>Home</a><br><a href=b>News</a></td><td>" P(PROSE) P(MORE)
               P(LAST) "</td></tr></table>"),
      THREE },
    { "article-body",
      PAGE("",
           "<div class=wrap>" P("Weather, for today, for tomorrow, and for the day "
                                "after.") "<div itemprop=articleBody>" P(PROSE) P(MORE)
               P(LAST) "</div></div>"),
      THREE },
    { "short-page", PAGE("", "<p>Moved to the quay.</p>"), "Moved to the quay.\n" },
    { "links-only", PAGE("", "<ul><li><a href=a>Home</a><li><a href=b>News</a></ul>"),
      "Home\nNews\n" },
    { "no-tags", "just text,\n  as it is", "just text,\n  as it is" },
};

static GalleyPipeline *
load(const char *options)
{
    g_autofree char *yaml = g_strdup_printf("galley: 1\nsteps:\n  - html: %s\n", options);
    g_autoptr(GError) error = NULL;
    GalleyPipeline *pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "p.yaml", NULL, &error);
    g_assert_no_error(error);
    return pipeline;
}

static GalleyDocument *
extract(const char *options, const char *html, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline = load(options);
    GalleyDocument *document = galley_document_new();
    galley_document_set_source(document, html, size, galley_encoding_find("utf-8"), &error);
    g_assert_no_error(error);
    galley_pipeline_process(pipeline, document, &error);
    g_assert_no_error(error);
    return document;
}

/* Every word of letters stands in the source where the alignment says, but for references. */
static void
check_way_back(const GalleyDocument *document)
{
    guint32 size, source_size, last = 0;
    const char *text = galley_document_get_text(document, &size);
    const char *source = (const char *)galley_document_get_source(document, &source_size);
    for (guint32 i = 0; i < size; i++) {
        guint32 begin, end;
        if (!g_ascii_isalnum(text[i]))
            continue;
        galley_document_map_to_source(document, i, i + 1, &begin, &end);
        g_assert_cmpuint(begin, >=, last);
        g_assert_cmpuint(end, <=, source_size);
        g_assert_true(end == begin + 1 && source[begin] == text[i]);
        last = begin;
    }
}

static void
test_body(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GalleyDocument) document = extract("{scope: body}", test->html, strlen(test->html));
    g_assert_cmpstr(galley_document_get_text(document, &(guint32){ 0 }), ==, test->text);
    check_way_back(document);
}

static void
test_article(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GalleyDocument) document = extract("{}", test->html, strlen(test->html));
    g_assert_cmpstr(galley_document_get_text(document, &(guint32){ 0 }), ==, test->text);
    check_way_back(document);
}

/* ---- metadata ---- */

typedef struct {
    const char *name;
    const char *head;
    const char *key;
    const char *value; /* NULL: not set */
} MetadataCase;

static const MetadataCase metadata[] = {
    { "title", "<title> A \n&amp; B </title>", "title", "A & B" },
    { "og-title", "<title>x</title><meta property=og:title content='A &quot;B&quot;'>", "title",
      "A \"B\"" },
    { "linked-title", LINKED("{\"@type\":\"NewsArticle\",\"headline\":\"A\"}"), "title", "A" },
    { "linked-graph", LINKED("{\"@graph\":[{\"@type\":[\"x\",\"Article\"],\"headline\":\"A\"}]}"),
      "title", "A" },
    { "linked-list",
      LINKED("[{\"@type\":\"Person\"},{\"@type\":\"BlogPosting\",\"headline\":\"A\"}]"), "title",
      "A" },
    { "linked-other", LINKED("{\"@type\":\"WebSite\",\"headline\":\"A\"}"), "title", NULL },
    { "linked-broken", LINKED("{\"@type\":") "<title>A</title>", "title", "A" },
    { "linked-authors", LINKED("{\"@type\":\"Article\",\"author\":[{\"name\":\"A B\"},\"C D\"]}"),
      "author", "A B, C D" },
    { "linked-references",
      LINKED("{\"@type\":\"Article\",\"headline\":\"A &amp; &#8220;B&#x201d; &c; &\"}"), "title",
      "A & \u201cB\u201d &c; &" },
    { "linked-line-end", LINKED("{\"@type\":\"Article\",\"headline\":\"A\nB\"}"), "title", "A B" },
    { "linked-cdata", LINKED("/*<![CDATA[*/{\"@type\":\"Article\",\"headline\":\"A\"}/*]]>*/"),
      "title", "A" },
    { "linked-comment", LINKED("<!--\n{\"@type\":\"Article\",\"headline\":\"A\"};\n-->"), "title",
      "A" },
    { "itemprop-author", "<body><p>By <b itemprop=author>A B</b>", "author", "A B" },
    { "rel-author", "<body><p><a rel=author href=x>by A B</a>", "author", "A B" },
    { "rel-author-long",
      "<body><p itemprop=author>A B was born on the island and has written of it for forty years",
      "author", NULL },
    { "canonical-relative",
      "<link rel=canonical href=/b><meta property=og:url content='http://a.example/b'>", "url",
      "http://a.example/b" },
    { "canonical-relative-alone", "<link rel=canonical href=/b>", "url", "/b" },
    { "author", "<meta name=Author content='A B'>", "author", "A B" },
    { "author-by", "<meta name=author content='By A B'>", "author", "A B" },
    { "author-byron", "<meta name=author content='Byron B'>", "author", "Byron B" },
    { "linked-author-by", LINKED("{\"@type\":\"Article\",\"author\":\"by A B\"}"), "author",
      "A B" },
    { "author-address", "<meta property=article:author content='https://a.example/b'>", "author",
      NULL },
    { "date", "<meta property=article:published_time content=2019-11-18T17:30:00Z>", "date",
      "2019-11-18T17:30:00Z" },
    { "date-element", "<time datetime=2019-11-18>x</time>", "date", "2019-11-18" },
    { "language", "<html lang=en-GB>", "language", "en-GB" },
    { "language-posix", "<meta property=og:locale content=en_GB>", "language", "en-GB" },
    { "language-wrong", "<html lang='the English one'>", "language", NULL },
    { "canonical", "<link rel=canonical href='https://a.example/b?c=1&amp;d=2'>", "url",
      "https://a.example/b?c=1&d=2" },
    { "site", "<meta property=og:site_name content='The Quay'>", "site", "The Quay" },
    { "empty", "<meta name=author content=' '>", "author", NULL },
};

static void
test_metadata(gconstpointer data)
{
    const MetadataCase *test = data;
    g_autofree char *html = g_strconcat(test->head, "<p>text</p>", NULL);
    g_autoptr(GalleyDocument) document = extract("{}", html, strlen(html));
    const GalleyMetadata *entry = galley_document_get_metadata(document, test->key);
    g_assert_cmpstr(entry != NULL ? entry->text : NULL, ==, test->value);
    g_autoptr(GalleyDocument) without = extract("{metadata: false}", html, strlen(html));
    g_assert_null(galley_document_get_metadata(without, test->key));
}

/* What a reader has set stays. */
static void
test_metadata_kept(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline = load("{}");
    g_autoptr(GalleyDocument) document = galley_document_new();
    galley_document_set_metadata_text(document, "title", "mine", -1);
    galley_document_set_text(document, "<title>x</title>a", 17, &error);
    g_assert_cmpint(galley_pipeline_process(pipeline, document, &error), ==, GALLEY_OK);
    g_assert_cmpstr(galley_document_get_metadata(document, "title")->text, ==, "mine");
}

/* ---- nasty pages ---- */

static const char *const nests[] = {
    "<div>",
    "<b>",
    "<span>",
    "<ul><li>",
    "<font color=x><p>",
    "<a href=x>",
    "<table>",
    "<table><tr><td>",
    "<blockquote><i>",
    "<svg><g>",
    "<select>",
    "<template>",
    "<form><div>",
    "<p><b id=a><i id=b>",
    "<dl><dd><section>",
};

/* A hundred thousand open elements: the text is there, and it does not take minutes. */
static void
test_nesting(gconstpointer data)
{
    const char *nest = data;
    g_autoptr(GString) html = g_string_new("<p>before</p>");
    for (guint i = 0; i < 100000; i++)
        g_string_append(html, nest);
    gint64 begin = g_get_monotonic_time();
    g_autoptr(GalleyDocument) document = extract("{scope: body}", html->str, html->len);
    g_test_message("%s: %.2f s", nest, (double)(g_get_monotonic_time() - begin) / 1e6);
    g_assert_true(
        g_str_has_prefix(galley_document_get_text(document, &(guint32){ 0 }), "before\n"));
}

/* Nests as deep as the bound and deeper, closed and not. */
static const struct {
    const char *name, *open, *close;
} depths[] = {
    { "div", "<div>", "</div>" },
    { "div-unclosed", "<div>", "" },
    { "span", "<span>", "</span>" },
    { "bold", "<b>", "</b>" },
    { "list", "<ul><li>", "</li></ul>" },
    { "quote", "<blockquote><i>", "</i></blockquote>" },
    { "table", "<table><tr><td>", "</td></tr></table>" },
    { "font", "<font size=1><p>", "</p></font>" },
    { "section", "<dl><dd><section>", "</section></dd></dl>" },
};

/* A word before and behind each level: all are there, each once, in order. */
static void
test_depth(gconstpointer data)
{
    gsize n = GPOINTER_TO_SIZE(data);
    g_autoptr(GString) html = g_string_new(NULL);
    const guint levels = 1500;
    for (guint i = 0; i < 2 * levels; i++) {
        const char *tag = i < levels ? depths[n].open : depths[n].close;
        g_string_append_printf(html, "%s w%u ", tag, i);
    }
    g_autoptr(GalleyDocument) document = extract("{scope: body}", html->str, html->len);
    g_autofree char *text = g_strdup(galley_document_get_text(document, &(guint32){ 0 }));
    guint i = 0;
    for (char *word = strtok(text, " \n"); word != NULL; word = strtok(NULL, " \n"), i++) {
        g_autofree char *expected = g_strdup_printf("w%u", i);
        g_assert_cmpstr(word, ==, expected);
    }
    g_assert_cmpuint(i, ==, 2 * levels);
}

/* Formatting elements that all differ are opened again in each paragraph; without bounds, forever. */
static void
test_formatting(void)
{
    g_autoptr(GString) html = g_string_new(NULL);
    for (guint i = 0; i < 100000; i++)
        g_string_append_printf(html, "<font color=x%u><p>a", i);
    g_autoptr(GalleyDocument) document = extract("{scope: body}", html->str, html->len);
    guint32 size;
    galley_document_get_text(document, &size);
    g_assert_cmpuint(size, ==, 100000 * 3 - 1);
}

static void
test_nul(void)
{
    static const char html[] = "<p>a\0b</p>\0<p>c\0";
    g_autoptr(GalleyDocument) document = extract("{scope: body}", html, sizeof html - 1);
    const char *text = galley_document_get_text(document, &(guint32){ 0 });
    g_assert_true(g_str_has_prefix(text, "a"));
    check_way_back(document);
}

static void
test_malformed(void)
{
    static const char html[] = "<p title='\xFF'>caf\xE9 \xE2\x82</p>";
    g_autoptr(GalleyDocument) document = extract("{scope: body}", html, sizeof html - 1);
    g_assert_cmpstr(galley_document_get_text(document, &(guint32){ 0 }), ==, "caf\uFFFD \uFFFD\n");
}

static void
test_large(void)
{
    g_autoptr(GString) html = g_string_new("<article>");
    while (html->len < 50 * 1000 * 1000)
        g_string_append(html, "<p class='a b'>" PROSE " &amp; <a href='x'>more</a></p>\n");
    g_autoptr(GalleyDocument) document = extract("{}", html->str, html->len);
    guint32 size;
    galley_document_get_text(document, &size);
    g_assert_cmpuint(size, >, html->len / 2);
}

/* ---- the reader ---- */

typedef struct {
    const char *name;
    const char *options;
    const char *bytes;
    gsize size;
    const char *text;
} EncodingCase;

#define BYTES(literal) literal, sizeof(literal) - 1

static const EncodingCase encodings[] = {
    { "utf-8", "{}", BYTES("<p>caf\u00e9"), "caf\u00e9" },
    { "guess", "{}", BYTES("<p>caf\xE9 \x93yes\x94"), "caf\u00e9 \u201cyes\u201d" },
    { "meta", "{}", BYTES("<meta charset=windows-1251><p>\xEF\xEE\xF0\xF2"), "порт" },
    { "meta-http", "{}",
      BYTES(
          "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>\xD0\xCF\xD2\xD4"),
      "порт" },
    { "meta-latin1", "{}", BYTES("<meta charset='ISO-8859-1'><p>\x93yes\x94"), "\u201cyes\u201d" },
    { "meta-in-comment", "{}", BYTES("<!-- <meta charset=koi8-r> --><p>caf\u00e9"), "caf\u00e9" },
    { "meta-utf-16", "{}", BYTES("<meta charset=utf-16><p>caf\u00e9"), "caf\u00e9" },
    { "meta-unknown", "{}", BYTES("<meta charset=nonsense><p>caf\u00e9"), "caf\u00e9" },
    { "option", "{encoding: windows-1251}", BYTES("<meta charset=utf-8><p>\xEF\xEE\xF0\xF2"),
      "порт" },
    { "mark", "{encoding: windows-1251}", BYTES("\xEF\xBB\xBF<p>caf\u00e9"), "caf\u00e9" },
    { "utf-16", "{}", BYTES("\xFF\xFE<\0p\0>\0\xE9\0"), "\u00e9" },
    { "empty", "{}", BYTES(""), "" },
};

static void
test_encoding(gconstpointer data)
{
    const EncodingCase *test = data;
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nreader: {html: %s}\nsteps: []\nwriters: [jsonl]\n", test->options);
    g_free(put_file(folder, "p.yaml", yaml, -1));
    g_free(put_file(folder, "a.html", test->bytes, (gssize)test->size));
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run p.yaml a.html -o out", folder, NULL);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    g_autofree char *expected =
        g_strdup_printf("\"text\":\"%s%s\"", test->text, *test->text != '\0' ? "\\n" : "");
    assert_has(written, expected);
}

/* A page in an encoding that cannot be decoded goes to quarantine: never a guess. */
static void
test_unread(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(
        put_file(folder, "p.yaml", "galley: 1\nreader: html\nsteps: []\nwriters: [jsonl]\n", -1));
    g_free(put_file(folder, "a.html", "<meta charset=Shift_JIS><p>\x93\xFA\x96\x7B", -1));
    g_free(put_file(folder, "b.html", "<meta charset=Shift_JIS><p>\xE6\x97\xA5", -1));
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run p.yaml a.html b.html -o out", folder, NULL);
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    assert_has(quarantine, "\"a.html\"");
    assert_has(quarantine, "says that it is in shift_jis, which galley cannot decode");
    assert_has(written, "\"text\":\"\xE6\x97\xA5\\n\"");
}

/* HTML in a field of JSON Lines: the step takes the markup away, and spans lead into the field. */
static void
test_field(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "p.yaml",
                    "galley: 1\nreader: {jsonl: {text: page, id: url}}\nsteps: [html]\n"
                    "writers: [jsonl]\n",
                    -1));
    g_free(put_file(folder, "in.jsonl",
                    "{\"url\":\"a\",\"page\":\"<title>T<\\/title><p>caf&eacute; &amp; b<br>c\"}\n"
                    "{\"url\":\"b\",\"page\":\"no tags\"}\n",
                    -1));
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run p.yaml in.jsonl -o out", folder, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    assert_has(written, "\"text\":\"caf\u00e9 & b\\nc\\n\"");
    assert_has(written, "\"title\":\"T\"");
    assert_has(written, "\"text\":\"no tags\"");
}

static void
test_auto(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(
        put_file(folder, "p.yaml", "galley: 1\nreader: auto\nsteps: []\nwriters: [jsonl]\n", -1));
    g_free(put_file(folder, "a.htm", "yes", -1));
    g_free(put_file(folder, "b", " <!DOCTYPE HTML><p>yes", -1));
    g_auto(Outcome) outcome = shell("cd \"$1\" && \"$GALLEY\" run p.yaml a.htm b -o out && grep -c "
                                    "'\"text\":\"yes' out/documents.jsonl",
                                    folder, NULL);
    g_assert_cmpstr(outcome.out, ==, "2\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(prefix, cases, function)                                                               \
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {                                              \
        g_autofree char *path = g_strconcat(prefix, (cases)[i].name, NULL);                        \
        g_test_add_data_func(path, &(cases)[i], function);                                         \
    }
    ADD("/html/body/", bodies, test_body)
    ADD("/html/article/", articles, test_article)
    ADD("/html/metadata/", metadata, test_metadata)
    ADD("/html/encoding/", encodings, test_encoding)
    for (gsize i = 0; i < G_N_ELEMENTS(nests); i++) {
        g_autofree char *path = g_strdup_printf("/html/nesting/%" G_GSIZE_FORMAT, i);
        g_test_add_data_func(path, nests[i], test_nesting);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(depths); i++) {
        g_autofree char *path = g_strconcat("/html/depth/", depths[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_depth);
    }
    g_test_add_func("/html/metadata-kept", test_metadata_kept);
    g_test_add_func("/html/formatting", test_formatting);
    g_test_add_func("/html/nul", test_nul);
    g_test_add_func("/html/malformed", test_malformed);
    g_test_add_func("/html/large", test_large);
    g_test_add_func("/html/auto", test_auto);
    g_test_add_func("/html/encoding-unread", test_unread);
    g_test_add_func("/html/field", test_field);
    return g_test_run();
}
