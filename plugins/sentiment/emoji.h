/* emoji.h: what emoji show, in words. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Emoji: a table of emoji, unchanging once loaded. */
typedef struct Emoji Emoji;

/**
 * emoji_load_names:
 * @path: emoji, tab, what it shows in words
 * @single: keep the emoji of one code point alone, which are all that VADER can find
 *
 * Without @single the variation selector U+FE0F is left out of each emoji.
 */
Emoji *emoji_load_names(const char *path, gboolean single, GError **error);
void emoji_free(Emoji *emoji);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Emoji, emoji_free)

/**
 * emoji_find_name:
 * @at: the emoji would begin there
 * @next: (out): where the longest that does ends; with variation selectors and skin tones in it and
 *   behind it, unless only single code points are looked for
 *
 * Returns: (nullable): what it shows, @size bytes; %NULL if none begins there
 */
const char *emoji_find_name(
    const Emoji *emoji, const char *text, guint32 at, guint32 end, guint32 *next, guint32 *size);
