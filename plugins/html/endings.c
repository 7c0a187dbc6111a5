/* endings.c: lines such as "Related articles" and "Advertisement". SPDX-License-Identifier: MIT */
#include "endings.h"

#include <string.h>

typedef enum {
    WHOLE = 1 << 0,   /* nothing but digits and marks may follow */
    HEADING = 1 << 1, /* only of a heading */
    INSIDE = 1 << 2,  /* anywhere in it, at the edge of a word, if nobody is quoted */
} LineFlags;

typedef struct {
    const char *begin; /* in lower case */
    Ending ending;
    guint flags; /* LineFlags */
} Line;

static const Line lines[] = {
    { "advertisement", ENDING_LINE, WHOLE },
    { "article continues below", ENDING_LINE, 0 },
    { "story continues below", ENDING_LINE, 0 },
    { "continue reading", ENDING_LINE, 0 },
    { "click here to", ENDING_LINE, 0 },
    { "read more:", ENDING_LINE, 0 },
    { "read more", ENDING_LINE, WHOLE },
    { "read also", ENDING_LINE, 0 },
    { "also read", ENDING_LINE, 0 },
    { "see also:", ENDING_LINE, 0 },
    { "related:", ENDING_LINE, 0 },
    { "share this", ENDING_LINE, 0 },
    { "share on", ENDING_LINE, 0 },
    { "share", ENDING_LINE, WHOLE },
    { "tags:", ENDING_LINE, 0 },
    { "tags", ENDING_LINE, WHOLE },
    { "tagged", ENDING_LINE, WHOLE },
    { "filed under", ENDING_LINE, 0 },
    { "categories:", ENDING_LINE, 0 },
    { "posted in", ENDING_LINE, 0 },
    { "sign up for", ENDING_LINE, 0 },
    { "subscribe to", ENDING_LINE, 0 },
    { "subscribe", ENDING_LINE, WHOLE },
    { "follow us", ENDING_LINE, 0 },
    { "follow @", ENDING_LINE, 0 },
    { "image copyright", ENDING_LINE, 0 },
    { "media caption", ENDING_LINE, 0 },
    { "image caption", ENDING_LINE, 0 },
    { "print this", ENDING_LINE, 0 },
    { "\xC2\xA9", ENDING_LINE, 0 },
    { "copyright \xC2\xA9", ENDING_LINE, 0 },
    { "all rights reserved", ENDING_LINE, 0 },
    { "loading", ENDING_LINE, WHOLE },
    { "comments", ENDING_REST, WHOLE },
    { "comment", ENDING_REST, WHOLE },
    { "leave a reply", ENDING_REST, 0 },
    { "leave a comment", ENDING_REST, 0 },
    { "post a comment", ENDING_REST, 0 },
    { "join the conversation", ENDING_REST, 0 },
    { "related articles", ENDING_REST, 0 },
    { "related stories", ENDING_REST, 0 },
    { "related posts", ENDING_REST, 0 },
    { "related news", ENDING_REST, 0 },
    { "related topics", ENDING_REST, 0 },
    { "related content", ENDING_REST, 0 },
    { "related", ENDING_REST, WHOLE },
    { "you may also like", ENDING_REST, 0 },
    { "you might also like", ENDING_REST, 0 },
    { "you might be interested", ENDING_REST, 0 },
    { "recommended", ENDING_REST, WHOLE | HEADING },
    { "recommended for you", ENDING_REST, 0 },
    { "more from", ENDING_REST, HEADING },
    { "more on this story", ENDING_REST, 0 },
    { "more great", ENDING_REST, HEADING },
    { "more stories", ENDING_REST, HEADING },
    { "most read", ENDING_REST, HEADING },
    { "most popular", ENDING_REST, HEADING },
    { "trending", ENDING_REST, HEADING },
    { "latest news", ENDING_REST, HEADING },
    { "about the author", ENDING_REST, HEADING },
    { "about author", ENDING_REST, HEADING },
    { "share this article", ENDING_LINE, 0 },
    { "advert", ENDING_LINE, WHOLE },
    { "credit:", ENDING_LINE, 0 },
    { "(credit:", ENDING_LINE, 0 },
    { "photo:", ENDING_LINE, 0 },
    { "(photo:", ENDING_LINE, 0 },
    { "photo credit", ENDING_LINE, 0 },
    { "image credit", ENDING_LINE, 0 },
    { "(image credit", ENDING_LINE, 0 },
    { "photograph:", ENDING_LINE, 0 },
    { "last updated", ENDING_LINE, 0 },
    { "last modified", ENDING_LINE, 0 },
    { "have a tip?", ENDING_LINE, 0 },
    { "got a tip?", ENDING_LINE, 0 },
    { "related roundup", ENDING_LINE, 0 },
    { "related coverage", ENDING_LINE, 0 },
    { "in your inbox", ENDING_LINE, INSIDE },
    { "to your inbox", ENDING_LINE, INSIDE },
    { "your email address", ENDING_LINE, INSIDE },
    { "to your phone", ENDING_LINE, INSIDE },
    { "our newsletter", ENDING_LINE, INSIDE },
    { "our free newsletter", ENDING_LINE, INSIDE },
    { "our daily newsletter", ENDING_LINE, INSIDE },
    { "our weekly newsletter", ENDING_LINE, INSIDE },
    { "daily newsletter", ENDING_LINE, INSIDE },
    { "weekly newsletter", ENDING_LINE, INSIDE },
    { "sign up here", ENDING_LINE, INSIDE },
    { "sign up now", ENDING_LINE, INSIDE },
    { "sign up today", ENDING_LINE, INSIDE },
    { "subscribe now", ENDING_LINE, INSIDE },
    { "subscribe today", ENDING_LINE, INSIDE },
    { "subscribe here", ENDING_LINE, INSIDE },
    { "follow us on", ENDING_LINE, INSIDE },
    { "like us on", ENDING_LINE, INSIDE },
    { "follow her on", ENDING_LINE, INSIDE },
    { "follow him on", ENDING_LINE, INSIDE },
    { "follow them on", ENDING_LINE, INSIDE },
    { "follow me on", ENDING_LINE, INSIDE },
    { "requires javascript", ENDING_LINE, INSIDE },
    { "enable javascript", ENDING_LINE, INSIDE },
    { "click here for more", ENDING_LINE, INSIDE },
    { "read next", ENDING_REST, 0 },
    { "up next", ENDING_REST, 0 },
};

/* For each byte that a line or a word may begin with, in small letters: the first of its rows in @order. */
static guint8 first_of[256 + 1];
static guint8 order[G_N_ELEMENTS(lines)];
static guint8 lengths[G_N_ELEMENTS(lines)];
G_STATIC_ASSERT(G_N_ELEMENTS(lines) < G_MAXUINT8);

static void
index_lines(void)
{
    guint8 n = 0;
    for (guint byte = 0; byte < 256; byte++) {
        first_of[byte] = n;
        for (guint8 i = 0; i < G_N_ELEMENTS(lines); i++)
            if ((guint8)lines[i].begin[0] == byte) {
                lengths[i] = (guint8)strlen(lines[i].begin);
                order[n++] = i;
            }
    }
    first_of[256] = n;
}

static gboolean
says_no_more(const char *rest)
{
    for (; *rest != '\0'; rest++)
        if (g_ascii_isalpha(*rest) || (guint8)*rest >= 0x80)
            return FALSE;
    return TRUE;
}

static gboolean
is_quoting(const char *line)
{
    return strchr(line, '"') != NULL || strstr(line, "\u201c") != NULL;
}

/* Whether the row says something of the line @at is in. @begins: whether the line begins there */
static gboolean
applies(const Line *known, gsize size, const char *at, gboolean begins, gboolean heading)
{
    gboolean inside = (known->flags & INSIDE) != 0;
    if ((!begins && !inside) || ((known->flags & HEADING) != 0 && !heading) ||
        g_ascii_strncasecmp(at, known->begin, size) != 0)
        return FALSE;
    if (inside && g_ascii_isalpha(at[size]) && at[size] != 's')
        return FALSE;
    return (known->flags & WHOLE) == 0 || says_no_more(at + size);
}

static const Line *
find_at(const char *at, gboolean begins, gboolean heading)
{
    guint8 byte = (guint8)g_ascii_tolower(*at);
    for (guint8 k = first_of[byte]; k < first_of[byte + 1]; k++)
        if (applies(&lines[order[k]], lengths[order[k]], at, begins, heading))
            return &lines[order[k]];
    return NULL;
}

Ending
endings_find(const char *line, gboolean heading, gboolean prose)
{
    if (first_of[256] == 0)
        index_lines();
    while (g_ascii_isdigit(*line) || *line == ' ' || *line == '-')
        line++; /* "12 Comments" */
    const Line *found = find_at(line, TRUE, heading);
    for (const char *at = line; !prose && found == NULL && *at != '\0'; at++)
        if (at > line && !g_ascii_isalpha(at[-1]))
            found = find_at(at, FALSE, heading);
    if (found == NULL || ((found->flags & INSIDE) != 0 && is_quoting(line)))
        return ENDING_NONE;
    return found->ending;
}
