/* endings.h: lines that are no part of an article, by how they begin. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

typedef enum {
    ENDING_NONE,
    ENDING_LINE, /* the line alone: "Advertisement" */
    ENDING_REST, /* and all behind it: "Comments" */
} Ending;

/* Longer lines are sentences. */
#define ENDING_MAX 160

/* endings_find: @line is trimmed, one blank between words; @heading: it is one, which is more sure;
 * @prose: it holds paragraphs, of which none may go for what another says */
Ending endings_find(const char *line, gboolean heading, gboolean prose);
