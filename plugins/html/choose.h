/* choose.h: which part of a page is its article. SPDX-License-Identifier: MIT */
#pragma once

#include "page.h"

/** Scope: how much of a page is wanted. */
typedef enum {
    SCOPE_ARTICLE, /* the main content */
    SCOPE_BODY,    /* all that is shown, menus too */
} Scope;

/** Effort: how the article was found, for the books. */
typedef enum {
    EFFORT_STRICT,  /* without elements whose names say that they are something else */
    EFFORT_LENIENT, /* with them: the first gave too little */
    EFFORT_BODY,    /* everything that is shown */
} Effort;

/* choose_article: marks what is dropped and what is kept. @body: (nullable): the article's text as
 * JSON-LD has it. Cost: linear in the nodes */
Effort choose_article(Page *page, Scope scope, const char *body);
