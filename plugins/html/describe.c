/* describe.c: JSON-LD first, then OpenGraph and other <meta>, then the elements themselves.
 * SPDX-License-Identifier: MIT */
#include "describe.h"

#include <string.h>

#include <galley/unicode.h>

#include "linked-data.h"

static const char *const keys[N_DESCRIBED] = {
    [DESCRIBED_TITLE] = "title",       [DESCRIBED_AUTHOR] = "author", [DESCRIBED_DATE] = "date",
    [DESCRIBED_LANGUAGE] = "language", [DESCRIBED_URL] = "url",       [DESCRIBED_SITE] = "site",
};

/* <meta> by name, property or itemprop; of several the first in this table that the page has. */
static const struct {
    const char *name;
    guint described;
} metas[] = {
    { "og:title", DESCRIBED_TITLE },
    { "twitter:title", DESCRIBED_TITLE },
    { "dc.title", DESCRIBED_TITLE },
    { "headline", DESCRIBED_TITLE },
    { "author", DESCRIBED_AUTHOR },
    { "article:author", DESCRIBED_AUTHOR },
    { "parsely-author", DESCRIBED_AUTHOR },
    { "sailthru.author", DESCRIBED_AUTHOR },
    { "dc.creator", DESCRIBED_AUTHOR },
    { "byl", DESCRIBED_AUTHOR },
    { "article:published_time", DESCRIBED_DATE },
    { "og:article:published_time", DESCRIBED_DATE },
    { "datepublished", DESCRIBED_DATE },
    { "parsely-pub-date", DESCRIBED_DATE },
    { "sailthru.date", DESCRIBED_DATE },
    { "dc.date", DESCRIBED_DATE },
    { "dc.date.issued", DESCRIBED_DATE },
    { "pubdate", DESCRIBED_DATE },
    { "date", DESCRIBED_DATE },
    { "og:url", DESCRIBED_URL },
    { "og:site_name", DESCRIBED_SITE },
    { "application-name", DESCRIBED_SITE },
    { "og:locale", DESCRIBED_LANGUAGE },
    { "content-language", DESCRIBED_LANGUAGE },
    { "dc.language", DESCRIBED_LANGUAGE },
};

typedef struct {
    char *linked[N_LINKED];
    char *meta[G_N_ELEMENTS(metas)];
    char *title, *heading, *time, *canonical, *language, *author;
    guint n_headings;
    guint n_bad; /* JSON-LD that is none */
} Findings;

static void
findings_clear(Findings *findings)
{
    for (guint i = 0; i < N_LINKED; i++)
        g_free(findings->linked[i]);
    for (guint i = 0; i < G_N_ELEMENTS(metas); i++)
        g_free(findings->meta[i]);
    g_free(findings->title);
    g_free(findings->heading);
    g_free(findings->time);
    g_free(findings->canonical);
    g_free(findings->language);
    g_free(findings->author);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Findings, findings_clear)

/* ---- reading ---- */

static void
take_attribute(char **value, const Node *node, const char *name)
{
    const char *text = page_attribute(node, name);
    if (*value == NULL && text != NULL && *text != '\0')
        *value = g_strdup(text);
}

static void
take_content(char **value, const Page *page, guint32 i)
{
    g_autoptr(GString) text = g_string_new(NULL);
    page_append_text(page, i, text);
    if (*value == NULL && text->len > 0)
        *value = g_strdup(text->str);
}

static void
read_meta(Findings *findings, const Node *node)
{
    static const char *const attributes[] = { "property", "name", "itemprop", "http-equiv" };
    for (guint k = 0; k < G_N_ELEMENTS(attributes); k++) {
        const char *name = page_attribute(node, attributes[k]);
        for (guint i = 0; name != NULL && i < G_N_ELEMENTS(metas); i++)
            if (g_ascii_strcasecmp(name, metas[i].name) == 0)
                take_attribute(&findings->meta[i], node, "content");
    }
}

static void
read_script(Findings *findings, const Page *page, guint32 i)
{
    gsize size;
    const char *type = page_attribute(page_node(page, i), "type");
    if (type == NULL || g_ascii_strcasecmp(type, "application/ld+json") != 0 ||
        i + 1 >= page_node(page, i)->end)
        return;
    const char *json = page_text(page_node(page, i + 1), &size);
    findings->n_bad += !linked_data_read(json, size, findings->linked);
}

/* Words of a byline, in an element that is marked as such; more are no name. */
#define BYLINE_BYTES 60

static void
read_byline(Findings *findings, const Page *page, guint32 i)
{
    const Node *node = page_node(page, i);
    if (findings->author != NULL || node->tag == MyHTML_TAG__TEXT || node->tag == MyHTML_TAG_META ||
        node->tag == MyHTML_TAG_LINK)
        return;
    const char *part = page_attribute(node, "itemprop");
    const char *relation = node->tag == MyHTML_TAG_A ? page_attribute(node, "rel") : NULL;
    if (!((part != NULL && g_str_equal(part, "author")) ||
          (relation != NULL && g_str_equal(relation, "author"))))
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    page_append_text(page, i, text);
    if (text->len > 0 && text->len <= BYLINE_BYTES && strpbrk(text->str, "@0123456789") == NULL)
        findings->author = g_strdup(text->str);
}

static void
read_element(Findings *findings, const Page *page, guint32 i)
{
    const Node *node = page_node(page, i);
    const char *relation;
    read_byline(findings, page, i);
    switch (node->tag) {
    case MyHTML_TAG_HTML:
        take_attribute(&findings->language, node, "lang");
        take_attribute(&findings->language, node, "xml:lang");
        break;
    case MyHTML_TAG_META:
        read_meta(findings, node);
        break;
    case MyHTML_TAG_LINK:
        relation = page_attribute(node, "rel");
        if (relation != NULL && g_ascii_strcasecmp(relation, "canonical") == 0)
            take_attribute(&findings->canonical, node, "href");
        break;
    case MyHTML_TAG_SCRIPT:
        read_script(findings, page, i);
        break;
    case MyHTML_TAG_TITLE:
        take_content(&findings->title, page, i);
        break;
    case MyHTML_TAG_H1:
        findings->n_headings++;
        take_content(&findings->heading, page, i);
        break;
    case MyHTML_TAG_TIME:
        take_attribute(&findings->time, node, "datetime");
        break;
    default:
        break;
    }
}

/* ---- deciding ---- */

static const char *
find_meta(const Findings *findings, guint described)
{
    for (guint i = 0; i < G_N_ELEMENTS(metas); i++)
        if (metas[i].described == described && findings->meta[i] != NULL)
            return findings->meta[i];
    return NULL;
}

static const char *
first_of(const char *a, const char *b, const char *c)
{
    return a != NULL ? a : b != NULL ? b : c;
}

static gboolean
is_address(const char *text)
{
    return g_ascii_strncasecmp(text, "http:", 5) == 0 ||
           g_ascii_strncasecmp(text, "https:", 6) == 0;
}

/* "By" is a byline's, not a name's. */
static const char *
without_by(const char *author)
{
    return g_ascii_strncasecmp(author, "by ", 3) == 0 ? author + 3 : author;
}

/* Author pages are no names. */
static const char *
author_of(const Findings *findings)
{
    if (findings->linked[DESCRIBED_AUTHOR] != NULL)
        return without_by(findings->linked[DESCRIBED_AUTHOR]);
    for (guint i = 0; i < G_N_ELEMENTS(metas); i++)
        if (metas[i].described == DESCRIBED_AUTHOR && findings->meta[i] != NULL &&
            !is_address(findings->meta[i]))
            return without_by(findings->meta[i]);
    return findings->author != NULL ? without_by(findings->author) : NULL;
}

/* An address that leads there from anywhere, if there is one. */
static const char *
url_of(const Findings *findings)
{
    const char *const found[] = { findings->canonical, find_meta(findings, DESCRIBED_URL),
                                  findings->linked[DESCRIBED_URL] };
    for (gsize i = 0; i < G_N_ELEMENTS(found); i++)
        if (found[i] != NULL && is_address(found[i]))
            return found[i];
    return first_of(found[0], found[1], found[2]);
}

/* "en_GB" is POSIX's way to write BCP 47's "en-GB"; what is no tag is no language. */
static char *
language_tag(const char *text)
{
    g_autofree char *tag = g_strdelimit(g_strdup(text), "_", '-');
    gsize size = strlen(tag);
    for (gsize i = 0; i < size; i++)
        if (!g_ascii_isalnum(tag[i]) && tag[i] != '-')
            return NULL;
    gsize primary = strcspn(tag, "-");
    return primary >= 2 && primary <= 3 && size <= 35 ? g_steal_pointer(&tag) : NULL;
}

static void
set(GalleyDocument *document, guint described, const char *value)
{
    const GalleyMetadata *known = galley_document_get_metadata(document, keys[described]);
    if (value == NULL || (known != NULL && !known->null))
        return;
    g_autofree char *trimmed = g_strstrip(g_strdup(value));
    if (*trimmed != '\0' && galley_utf8_validate(trimmed, strlen(trimmed), NULL))
        galley_document_set_metadata_text(document, keys[described], trimmed, -1);
}

static void
set_all(const Findings *findings, GalleyDocument *document)
{
    const char *heading = findings->n_headings == 1 ? findings->heading : NULL;
    const char *language = first_of(findings->language, findings->linked[DESCRIBED_LANGUAGE],
                                    find_meta(findings, DESCRIBED_LANGUAGE));
    g_autofree char *tag = language != NULL ? language_tag(language) : NULL;
    set(document, DESCRIBED_TITLE,
        first_of(findings->linked[DESCRIBED_TITLE], find_meta(findings, DESCRIBED_TITLE),
                 heading != NULL ? heading : findings->title));
    set(document, DESCRIBED_AUTHOR, author_of(findings));
    set(document, DESCRIBED_DATE,
        first_of(findings->linked[DESCRIBED_DATE], find_meta(findings, DESCRIBED_DATE),
                 findings->time));
    set(document, DESCRIBED_LANGUAGE, tag);
    set(document, DESCRIBED_URL, url_of(findings));
    set(document, DESCRIBED_SITE,
        first_of(find_meta(findings, DESCRIBED_SITE), findings->linked[DESCRIBED_SITE], NULL));
}

char *
describe_document(const Page *page, GalleyDocument *document, gboolean metadata)
{
    g_auto(Findings) findings = { 0 };
    for (guint32 i = 0; i < page_length(page); i++)
        read_element(&findings, page, i);
    if (findings.n_bad > 0)
        galley_document_count(document, "JSON-LD that is no JSON", findings.n_bad);
    if (metadata)
        set_all(&findings, document);
    return g_steal_pointer(&findings.linked[DESCRIBED_BODY]);
}
