/* before.h: the word that a number stands behind. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* follows_word: whether one of @words, in lower case, stands before @at, with blanks, ":", "." or
 * "#" between at the most */
gboolean follows_word(const char *text, guint32 at, const char *const *words);
