/* breaks-reference.h: a slow way to tell boundaries, to hold the fast one to. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/unicode.h>

G_BEGIN_DECLS

#define MAX_CHARACTERS 64

/** Characters: a short text, as code points. */
typedef struct {
    gunichar characters[MAX_CHARACTERS];
    guint n;
} Characters;

/** reference_word_break: whether a boundary of words stands before character @at of @text; likewise
 * the others. Each looks at the whole text. */
gboolean reference_word_break(const Characters *text, guint at);
gboolean reference_sentence_break(const Characters *text, guint at);
gboolean reference_grapheme_break(const Characters *text, guint at);

G_END_DECLS
