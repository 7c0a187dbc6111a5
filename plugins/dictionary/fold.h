/* fold.h: words in the form in which they are compared. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Folded: a word as it is compared; its room grows, and is kept. */
typedef struct {
    char *text; /* KEY_HEAD bytes can be read there */
    guint32 size;
    guint32 room;
} Folded;

/**
 * fold_word:
 * @fold: whether case does not count: Unicode's simple case folding
 * @margin: how many bytes can be read from @text on; at least @size
 *
 * Typographic apostrophes become ', and the hyphens U+2010 and U+2011 become -.
 */
void fold_word(Folded *folded, gboolean fold, const char *text, guint32 size, gsize margin);

static inline void
folded_clear(Folded *folded)
{
    g_free(folded->text);
}
