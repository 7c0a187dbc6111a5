/* vocabulary.h: fills a lexicon from the files that a profile names.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "words.h"

/** VocabularyFiles: paths; %NULL: none */
typedef struct {
    const char *lexicon;
    const char *domain;
    const char *courtesies;
    const char *trends;
    const char *boosters;
    const char *negations;
    const char *idioms;
    const char *contrast;
    const char *emoji;
    const char *unreal;
    const char *target_weights;
} VocabularyFiles;

/**
 * vocabulary_load:
 * @profile: (transfer full): also where it fails
 */
gboolean vocabulary_load(Vocabulary *vocabulary,
                         Profile *profile,
                         const VocabularyFiles *files,
                         GError **error);
void vocabulary_clear(Vocabulary *vocabulary);

/** vocabulary_is_one_word: whether @phrase is, to all rules. VADER's quirks let idioms and phrases of
 * degree act on single words instead: see rules.c. */
gboolean vocabulary_is_one_word(const Vocabulary *vocabulary, const LexiconEntry *phrase);
