/* mojibake.h: what a stretch of text would be if it were UTF-8 read as a code page. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Sequence: characters of the text that are the bytes of one UTF-8 character in some code page. */
typedef struct {
    guint32 begin, end; /* byte offsets into the text */
    gunichar character; /* what the bytes mean; U+FFFD if one of them is lost */
    guint n_bytes;
    gboolean lossy; /* one of its bytes is U+FFFD in the text */
    gboolean blank; /* its last byte, A0, has become a plain blank */
} Sequence;

/* mojibake-evidence.c */
gint sequence_prior(const Sequence *sequence, gunichar before, gunichar after);
gint sequence_gain(const char *text, guint32 begin, guint32 end, const Sequence *sequence);
gunichar c1_meaning(const char *text, guint32 begin, guint32 end, guint32 at, gboolean certain);
