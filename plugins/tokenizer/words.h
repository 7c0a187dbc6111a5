/* words.h: what the word lists say of a word. SPDX-License-Identifier: MIT */
#pragma once

#include "words-table.h"

/** Word: WORD_* flags; 0 if no list has the word. */
typedef struct {
    guint32 flags;
    guint8
        parted; /* characters before the place where the word is parted, 0 if none; an apostrophe counts */
    guint8 role; /* WORD_ROLE_*, whatever the shape */
} Word;

/**
 * words_find:
 * @bytes: UTF-8; only ASCII words are listed
 *
 * Compares without regard to case and apostrophes, straight or curly; O(size), at most a few steps.
 */
Word words_find(const char *bytes, guint32 begin, guint32 end);

/** words_apostrophe: the width of the apostrophe, straight or curly, at @at before @end; 0 if there
 * is none */
guint32 words_apostrophe(const char *bytes, guint32 at, guint32 end);
