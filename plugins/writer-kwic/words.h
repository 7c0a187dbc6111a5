/* words.h: a list of words and phrases, and where they stand among tokens.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

/* Unchanging once made. A phrase is tokens parted by blanks; "*" at the end of one stands for any
 * letters more. */
typedef struct WordList WordList;

/* word_list_new: (transfer full) (nullable): %NULL where a phrase is empty or of nothing but "*" */
WordList *word_list_new(const char *const *phrases, gboolean fold, GError **error);
void word_list_free(WordList *list);

/* word_list_match: how many tokens, from @row on, are the longest phrase that begins there; 0: none */
guint32
word_list_match(const WordList *list, const GalleyLayer *tokens, const char *text, guint32 row);
