/* profile.h: the numbers and switches of the rules, read from a readable file.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Profile: one way to score. `data/profiles/` says what each line means; names are those of the
 * fields. */
typedef struct {
    /* files of the data folder; %NULL: none */
    char *lexicon;
    char *domain; /* over the lexicon: other values, or 0 for none */
    char *boosters;
    char *negations;
    char *idioms;
    char *contrast;
    char *emoji;
    char *unreal;
    char *courtesies;
    char *trends;
    char *target_weights;
    char *skip_marks; /* marks, parted by blanks, that take a lexicon's entry out */

    /* words */
    gboolean tokens;
    gboolean fold_keys;
    gboolean last_wins;
    gboolean plain_quotes;
    gboolean keep_short;
    gboolean emoji_single;
    gboolean emoji_glued;
    gboolean polite_words;

    /* rules */
    gint window;
    gint negation_window;
    double negation;
    double negation_negative;
    double capitals;
    gint capitals_letters;
    double never_so;
    double fade_2;
    double fade_3;
    double least;
    gboolean so_without_never;
    gboolean no_in_capitals;
    gboolean stop_at_marks;
    gboolean idioms_late;
    gboolean idioms_last;
    gboolean degree_signless;
    gboolean contrast_by_value;
    gboolean contrast_once;
    double names;
    double questions;
    double unreal_factor;
    gint unreal_window;
    double negative;
    double trend;
    gboolean stop_at_contrary;

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

/**
 * profile_load:
 * @path: a row `like` in it names another profile of the same folder, whose lines hold where it has
 *   none of its own
 * @changes: (array zero-terminated=1) (nullable): name, value, name, value ..., which hold over both;
 *   as profile_check_changes() lets them pass
 *
 * Returns: (transfer full) (nullable): every number and switch must be there
 */
Profile *profile_load(const char *path, const char *const *changes, GError **error);
void profile_free(Profile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Profile, profile_free)

/** profile_check_changes: whether these are numbers and switches with values that they can have; an
 * error names the nearest there is */
gboolean profile_check_changes(const char *const *changes, GError **error);
