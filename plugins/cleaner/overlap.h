/* overlap.h: how many of a line's words the rest of the document has too. SPDX-License-Identifier: MIT */
#pragma once

#include "lines.h"

/* Of 2^16 words, told apart by their hash. */
typedef struct {
    guint64 bits[1024];
} WordSet;

/** Overlap: of one document; what it knows is made when it is first asked. */
typedef struct {
    const char *text;
    const GArray *lines;
    gboolean ready;
    gboolean has_title;
    WordSet once, twice; /* words that prose has once and more, twice and more */
    WordSet title;
} Overlap;

/* overlap_init: of the lines of @text that are not removed */
void overlap_init(Overlap *overlap, const char *text, const GArray *lines);
Shared overlap_of(Overlap *overlap, const Line *line);
