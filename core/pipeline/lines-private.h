/* lines-private.h: where in a file something stands, as people count.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/version.h>

/** GalleyPlace: a stretch of one line. Line 0: nowhere in a file. */
typedef struct {
    guint line;   /* from 1 */
    guint column; /* from 1, in characters */
    guint length; /* in characters, at least 1 */
    guint file;   /* which of the files that make up a pipeline; 0 is the one that was named */
} GalleyPlace;

/** GalleyLines: the lines of a text; LF, CR LF and CR end one. */
typedef struct {
    const char *text; /* valid UTF-8, not owned */
    gsize size;
    GArray *starts; /* of GalleyLineStart */
    gsize n_characters;
    guint file; /* for the places in it */
} GalleyLines;

void galley_lines_init(GalleyLines *lines, const char *text, gsize size);
void galley_lines_clear(GalleyLines *lines);

/** galley_lines_find: the place of characters @begin to @end, counted from the beginning of the
 * text; cut at the line's end */
GalleyPlace galley_lines_find(const GalleyLines *lines, gsize begin, gsize end);

/**
 * galley_lines_get:
 * @line: from 1
 * @size: (out): bytes, without the line's end
 *
 * Returns: (transfer none) (nullable): the line, not NUL-terminated; %NULL if there is none
 */
const char *galley_lines_get(const GalleyLines *lines, guint line, gsize *size);
