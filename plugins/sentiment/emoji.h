/* emoji.h: what emoji show, in words. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Emoji: a table of emoji, unchanging once loaded. */
typedef struct Emoji Emoji;

/**
 * emoji_load_names:
 * @path: emoji, tab, what it shows in words
 *
 * Keeps the emoji of one code point, which are all that VADER can find.
 */
Emoji *emoji_load_names(const char *path, GError **error);
void emoji_free(Emoji *emoji);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Emoji, emoji_free)

/** emoji_find_name: (nullable): what @character shows, @size bytes; %NULL if the table has it not
 */
const char *emoji_find_name(const Emoji *emoji, gunichar character, guint32 *size);
