/* hints.h: what the names that authors give to elements say of them. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Hint: how a class or id speaks of its element. */
typedef enum {
    HINT_NONE,
    HINT_BODY = 1 << 0,    /* the article's text: "article-body" */
    HINT_CONTENT = 1 << 1, /* of the page's own matter: "content" */
    HINT_ASIDE = 1 << 2,   /* something else: "share", "related" */
    HINT_COMMENT = 1 << 3, /* what readers wrote */
    HINT_SOCIAL = 1 << 4,  /* buttons for it, or what was written there */
    HINT_DECK = 1 << 7,    /* the line below a title, which sums up the article */
    HINT_HIDDEN = 1 << 8,  /* not shown at first */
    HINT_HEADING = 1 << 6, /* a line above others: "heading-h3" */
    HINT_EMBED = 1 << 5,   /* quoted from elsewhere: then it is the latter */
} Hint;

/* hints_of: (nullable): of the words of a class or id: "relatedPosts", "post_content" */
guint hints_of(const char *names);
