/* split.h: where in a file one text ends and the next begins. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "glob.h"

/* Split: what parts texts. */
typedef struct {
    Glob *line;        /* (nullable): a line that looks like it begins a text */
    guint blank_lines; /* so many and more part texts; 0: they do not */
    const GalleyEncoding *encoding;
} Split;

/*
 * split_init:
 * @pairs: (nullable): the option `split`: key, value, ended by %NULL
 * @encoding: of all of the file: UTF-8 or a single-byte encoding
 *
 * Returns: %FALSE with a %GALLEY_PLUGIN_ERROR_OPTION
 */
gboolean
split_init(Split *split, const char *const *pairs, const GalleyEncoding *encoding, GError **error);
void split_clear(Split *split);
/* split_is_set: FALSE: all of a file is one text */
gboolean split_is_set(const Split *split);

/*
 * split_seek: for `seek_record`
 *
 * A text begins with what parts it from the one before: its line, or the last @blank_lines blank
 * ones. So one byte before that, and what follows it, tell where that is, from any place on.
 *
 * Returns: where the first text begins of those that begin at @from or later, or that the bytes
 * before @from were too few to see; %GALLEY_SEEK_NONE if there is none
 */
gsize split_seek(const Split *split, const guint8 *bytes, gsize size, gsize from);

/*
 * split_trim: takes what parts texts out of the document's text, by edits
 * @first: whether the text is the first of its file
 *
 * Sets the metadata `split` to what the pattern's * stands for.
 *
 * Returns: %GALLEY_OK, or %GALLEY_DROP where nothing stands before the first separator
 */
GalleyStatus split_trim(const Split *split, GalleyDocument *document, gboolean first);
