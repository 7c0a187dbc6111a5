/* endings.c: lines such as "Related articles" and "Advertisement". SPDX-License-Identifier: MIT */
#include "endings.h"

#include <string.h>

typedef enum {
    WHOLE = 1 << 0,   /* nothing but digits and marks may follow */
    HEADING = 1 << 1, /* only of a heading */
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
    { "read next", ENDING_REST, 0 },
    { "up next", ENDING_REST, 0 },
};

static gboolean
says_no_more(const char *rest)
{
    for (; *rest != '\0'; rest++)
        if (g_ascii_isalpha(*rest) || (guint8)*rest >= 0x80)
            return FALSE;
    return TRUE;
}

Ending
endings_find(const char *line, gboolean heading)
{
    while (g_ascii_isdigit(*line) || *line == ' ' || *line == '-')
        line++; /* "12 Comments" */
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        const Line *known = &lines[i];
        gsize size = strlen(known->begin);
        if (g_ascii_strncasecmp(line, known->begin, size) != 0)
            continue;
        if ((known->flags & HEADING) != 0 && !heading)
            continue;
        if ((known->flags & WHOLE) != 0 && !says_no_more(line + size))
            continue;
        return known->ending;
    }
    return ENDING_NONE;
}
