/* hints.c: words of class and id attributes. SPDX-License-Identifier: MIT */
#include "hints.h"

#include <string.h>

/*
 * By first letter. A star: whatever follows. Collected from the pages that the step was built on and
 * from what the Readability family has gone by since 2009.
 */
typedef struct {
    const char *word;
    guint hint;
} Word;

static const Word words[] = {
    { "ad", HINT_ASIDE },
    { "ads", HINT_ASIDE },
    { "adsense", HINT_ASIDE },
    { "advert*", HINT_ASIDE },
    { "alsoread", HINT_ASIDE },
    { "art", HINT_CONTENT },
    { "article", HINT_CONTENT },
    { "articlebody", HINT_BODY },
    { "articlecontent", HINT_BODY },
    { "articletext", HINT_BODY },
    { "author", HINT_ASIDE },
    { "authorbio", HINT_ASIDE },
    { "banner*", HINT_ASIDE },
    { "bio", HINT_ASIDE },
    { "blog", HINT_CONTENT },
    { "body", HINT_CONTENT },
    { "bodytext", HINT_BODY },
    { "bottombar", HINT_ASIDE },
    { "breadcrumb*", HINT_ASIDE },
    { "byline", HINT_ASIDE },
    { "callout*", HINT_ASIDE },
    { "caption*", HINT_ASIDE },
    { "carousel*", HINT_ASIDE },
    { "comment", HINT_COMMENT },
    { "commentlist", HINT_COMMENT },
    { "comments*", HINT_COMMENT },
    { "consent", HINT_ASIDE },
    { "content", HINT_CONTENT },
    { "cookie*", HINT_ASIDE },
    { "copyright", HINT_ASIDE },
    { "credit", HINT_ASIDE },
    { "credits", HINT_ASIDE },
    { "crumb*", HINT_ASIDE },
    { "cta", HINT_ASIDE },
    { "date", HINT_ASIDE },
    { "dateline", HINT_ASIDE },
    { "dek", HINT_DECK },
    { "disclaimer", HINT_ASIDE },
    { "discussion", HINT_COMMENT },
    { "disqus*", HINT_COMMENT },
    { "donat*", HINT_ASIDE },
    { "embed*", HINT_EMBED },
    { "entry", HINT_CONTENT },
    { "entrybody", HINT_BODY },
    { "entrycontent", HINT_BODY },
    { "excerpt", HINT_DECK },
    { "facebook", HINT_SOCIAL },
    { "factbox", HINT_ASIDE },
    { "fb", HINT_SOCIAL },
    { "feedback", HINT_ASIDE },
    { "follow", HINT_ASIDE },
    { "foot", HINT_ASIDE },
    { "footer*", HINT_ASIDE },
    { "header", HINT_DECK },
    { "heading", HINT_HEADING },
    { "headline", HINT_HEADING },
    { "hentry", HINT_CONTENT },
    { "hero", HINT_DECK },
    { "hidden", HINT_HIDDEN },
    { "infobox", HINT_ASIDE },
    { "lead", HINT_DECK },
    { "lightbox", HINT_ASIDE },
    { "livefyre", HINT_COMMENT },
    { "login", HINT_ASIDE },
    { "main", HINT_CONTENT },
    { "maincontent", HINT_CONTENT },
    { "masthead", HINT_ASIDE },
    { "menu*", HINT_ASIDE },
    { "meta", HINT_ASIDE },
    { "modal", HINT_ASIDE },
    { "mostpopular", HINT_ASIDE },
    { "mostread", HINT_ASIDE },
    { "nav", HINT_ASIDE },
    { "navbar", HINT_ASIDE },
    { "navigation", HINT_ASIDE },
    { "newsletter*", HINT_ASIDE },
    { "next", HINT_ASIDE },
    { "nextpost", HINT_ASIDE },
    { "nextstory", HINT_ASIDE },
    { "onward", HINT_ASIDE },
    { "outbrain", HINT_ASIDE },
    { "overlay", HINT_ASIDE },
    { "pager", HINT_ASIDE },
    { "pagination", HINT_ASIDE },
    { "playlist", HINT_ASIDE },
    { "popular", HINT_ASIDE },
    { "popup", HINT_ASIDE },
    { "post", HINT_CONTENT },
    { "postbody", HINT_BODY },
    { "postcontent", HINT_BODY },
    { "postmeta", HINT_ASIDE },
    { "prev", HINT_ASIDE },
    { "previous", HINT_ASIDE },
    { "print", HINT_ASIDE },
    { "promo*", HINT_ASIDE },
    { "rail", HINT_ASIDE },
    { "rating*", HINT_ASIDE },
    { "readmore", HINT_ASIDE },
    { "recirc*", HINT_ASIDE },
    { "recommend*", HINT_ASIDE },
    { "related*", HINT_ASIDE },
    { "respond", HINT_COMMENT },
    { "search*", HINT_ASIDE },
    { "share*", HINT_ASIDE },
    { "sharing", HINT_ASIDE },
    { "sidebar*", HINT_ASIDE },
    { "signup", HINT_ASIDE },
    { "skip", HINT_ASIDE },
    { "social*", HINT_SOCIAL },
    { "sponsor*", HINT_ASIDE },
    { "standfirst", HINT_DECK },
    { "story", HINT_CONTENT },
    { "storybody", HINT_BODY },
    { "storycontent", HINT_BODY },
    { "storytext", HINT_BODY },
    { "subhead*", HINT_DECK },
    { "subscri*", HINT_ASIDE },
    { "subtitle", HINT_DECK },
    { "summary", HINT_DECK },
    { "survey", HINT_ASIDE },
    { "taboola*", HINT_ASIDE },
    { "tagcloud", HINT_ASIDE },
    { "taglist", HINT_ASIDE },
    { "tags", HINT_ASIDE },
    { "teaser*", HINT_ASIDE },
    { "text", HINT_CONTENT },
    { "timestamp", HINT_ASIDE },
    { "title", HINT_HEADING },
    { "toolbar", HINT_ASIDE },
    { "tools", HINT_ASIDE },
    { "tooltip", HINT_ASIDE },
    { "trending", HINT_ASIDE },
    { "tweet*", HINT_SOCIAL },
    { "twitter", HINT_SOCIAL },
    { "vcard", HINT_ASIDE },
    { "widget*", HINT_ASIDE },
    { "zergnet", HINT_ASIDE },
};

#define WORD_MAX 24

/* Of each first letter: the first word of the table that begins with it. */
static guint8 first_of[26 + 1];
static guint8 lengths[G_N_ELEMENTS(words)]; /* without the star */
G_STATIC_ASSERT(G_N_ELEMENTS(words) < G_MAXUINT8);

static void
index_words(void)
{
    gsize i = 0;
    for (guint letter = 0; letter < 26; letter++) {
        first_of[letter] = (guint8)i;
        for (; i < G_N_ELEMENTS(words) && words[i].word[0] == (char)('a' + letter); i++)
            lengths[i] = (guint8)strcspn(words[i].word, "*");
    }
    first_of[26] = (guint8)i;
}

/* @word is in small letters. */
static guint
look_up(const char *word, gsize size)
{
    guint letter = (guint)(word[0] - 'a');
    if (first_of[26] == 0)
        index_words();
    for (gsize i = first_of[letter]; i < first_of[letter + 1]; i++) {
        const char *known = words[i].word;
        gsize length = lengths[i];
        if (size >= length && word[size > 1] == known[size > 1] &&
            (size == length || known[length] == '*') && memcmp(word, known, length) == 0)
            return words[i].hint;
    }
    return HINT_NONE;
}

/* A word ends at what is no letter, and before a capital: "relatedPosts" is two. */
guint
hints_of(const char *names)
{
    guint hints = 0, contents = 0;
    char word[WORD_MAX];
    while (names != NULL && *names != '\0') {
        gsize size = 0;
        while (*names != '\0' && !g_ascii_isalpha(*names))
            names++;
        while (g_ascii_isalpha(*names) &&
               (size == 0 || !g_ascii_isupper(*names) || !g_ascii_islower(names[-1]))) {
            if (size < WORD_MAX)
                word[size] = g_ascii_tolower(*names);
            size++;
            names++;
        }
        guint hint = size > 0 && size < WORD_MAX ? look_up(word, size) : HINT_NONE;
        contents += hint == HINT_CONTENT;
        hints |= hint;
    }
    return contents > 1 ? hints | HINT_BODY : hints; /* "entry-content", "article body" */
}
