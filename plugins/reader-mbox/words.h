/* words.h: text in a mail's head: encoded words (RFC 2047), or bytes of any kind.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * words_append: appends @value, a field's, as UTF-8
 *
 * Encoded words are decoded, blanks between two of them go, and a character may begin in one and end in
 * the next, as some mailers have it. One in an unknown charset or with broken coding stays as it is.
 */
void words_append(GString *out, const char *value);

/* words_append_bytes: appends @bytes as UTF-8; @charset: (nullable): unknown or %NULL: UTF-8 if they
 * are that, else windows-1252. U+0000 becomes a blank. */
void words_append_bytes(GString *out, const char *bytes, gsize size, const char *charset);
