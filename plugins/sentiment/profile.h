/* profile.h: the numbers and switches of the rules, read from a readable file.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Profile: one way to score. `data/profiles/` says what each line means; names are those of the
 * fields. */
typedef struct {
    /* files of the data folder; %NULL: none */
    char *lexicon;
    char *boosters;
    char *negations;
    char *idioms;
    char *contrast;
    char *emoji;
    char *unreal;
    char *skip_marks; /* marks, parted by blanks, that take a lexicon's entry out */

    /* words */
    gboolean tokens;
    gboolean fold_keys;
    gboolean plain_quotes;
    gboolean keep_short;
    gboolean emoji_spaced;
    gboolean merge_phrases;
    gboolean last_wins;

    /* rules */
    gint window;
    double negation;
    double capitals;
    gint capitals_letters;
    double never_so;
    double fade_2;
    double fade_3;
    double least;
    gboolean so_without_never;
    gboolean no_in_capitals;
    gboolean stop_at_marks;
    gboolean late_idioms;
    gboolean contrast_by_value;
    gboolean contrast_once;
    double names;
    double questions;
    double unreal_factor;
    gint unreal_window;
    double negative;

    /* scores */
    double alpha;
    double exclamation;
    gint exclamation_most;
    double question;
    gint question_least;
    gint question_most;
    double question_many;
    double residue;
    gint decimals;
} Profile;

/** profile_load: (transfer full) (nullable): every number and switch must be in the file, once */
Profile *profile_load(const char *path, GError **error);
void profile_free(Profile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Profile, profile_free)
