/* vocabulary.c: fills a lexicon from the files that a profile names.
 * SPDX-License-Identifier: MIT */
#include "vocabulary.h"

#include <string.h>

#include <galley/plugin.h>
#include <galley/unicode.h>

#include "table.h"

/* Field of a lexicon's row, from 0. */
enum {
    FIELD_KEY,
    FIELD_VALUE,
    FIELD_AFTER = 2,
    FIELD_MARKS = 3,
};

/* Whether the @size bytes of @word are one of @words, which are parted by blanks. */
static gboolean
is_among(const char *word, gsize size, const char *words)
{
    for (gsize length; *words != '\0'; words += length + (words[length] == ' ')) {
        length = strcspn(words, " ");
        if (length == size && memcmp(words, word, size) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Whether one of the words of @marks is one of those of @skipped. */
static gboolean
is_skipped(const char *marks, const char *skipped)
{
    if (skipped == NULL)
        return FALSE;
    for (gsize size; *marks != '\0'; marks += size + (marks[size] == ' ')) {
        size = strcspn(marks, " ");
        if (size > 0 && is_among(marks, size, skipped))
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_emoticon(const char *key)
{
    const guint32 letters = GALLEY_UNICODE_ALPHABETIC | GALLEY_UNICODE_NUMERIC;
    for (guint32 at = 0; key[at] != '\0'; at = galley_utf8_next(key, at))
        if (galley_unichar_get_properties(galley_utf8_get(key, at)) & letters)
            return FALSE;
    return TRUE;
}

/* Keys that no word of a text can be are left out where the profile does not fold them. */
static gboolean
is_reachable(const Vocabulary *vocabulary, const char *key)
{
    if (vocabulary->profile->fold_keys)
        return TRUE;
    return strchr(key, ' ') == NULL && lexicon_is_folded(vocabulary->lexicon, key, strlen(key));
}

static void
doubt(Doubt *doubt, const char *key)
{
    if (doubt->n++ == 0)
        doubt->first = g_strdup(key);
}

static void
set_valence(LexiconEntry *entry, const Vocabulary *vocabulary, const char *key, double value)
{
    if (entry->roles & ROLE_VALENCE && !vocabulary->profile->last_wins)
        return;
    entry->valence = value;
    entry->roles |= ROLE_VALENCE;
    if (is_emoticon(key))
        entry->roles |= ROLE_EMOTICON;
}

static gboolean
read_valence(const TableRow *row, double *value, GError **error)
{
    if (!table_number(row, FIELD_VALUE, value, error))
        return FALSE;
    return (*value >= -100 && *value <= 100) ||
           table_fail(row, FIELD_VALUE, error,
                      "valence %s is not within -100 and 100; the rules expect about -4 to 4",
                      row->field[FIELD_VALUE]);
}

static gboolean
take_valence(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    const char *key = row->field[FIELD_KEY];
    double value;
    if (!read_valence(row, &value, error))
        return FALSE;
    if (is_skipped(row->field[FIELD_MARKS], vocabulary->profile->skip_marks))
        return TRUE;
    if (!is_reachable(vocabulary, key)) {
        doubt(&vocabulary->unreachable, key);
        return TRUE;
    }
    LexiconEntry *entry = lexicon_add(vocabulary->lexicon, key, row->key_size);
    if (entry->roles & ROLE_VALENCE && entry->valence != value)
        doubt(&vocabulary->twice, key);
    set_valence(entry, vocabulary, key, value);
    return TRUE;
}

/* An emoji may stand in the lexicon as well. */
static gboolean
take_emoji(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    const char *key = row->field[FIELD_KEY];
    double value;
    if (!read_valence(row, &value, error))
        return FALSE;
    if (is_reachable(vocabulary, key))
        set_valence(lexicon_add(vocabulary->lexicon, key, row->key_size), vocabulary, key, value);
    return TRUE;
}

/* A phrase with a value, as a special case of VADER's: by itself whatever its words are. */
static gboolean
take_idiom(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    const char *key = row->field[FIELD_KEY];
    double value;
    if (!table_number(row, FIELD_VALUE, &value, error))
        return FALSE;
    if (strchr(key, ' ') == NULL ||
        is_skipped(row->field[FIELD_MARKS], vocabulary->profile->skip_marks))
        return TRUE;
    LexiconEntry *entry = lexicon_add(vocabulary->lexicon, key, row->key_size);
    if (entry->roles & ROLE_VALENCE && !(entry->roles & ROLE_IDIOM)) /* the lexicon's own */
        return TRUE;
    entry->valence = value;
    entry->roles |= ROLE_VALENCE | ROLE_IDIOM;
    return TRUE;
}

/* Over what the lexicon has, whichever line of it counts; 0 takes the valence away. */
static gboolean
take_domain(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    double value;
    if (!table_number(row, FIELD_VALUE, &value, error))
        return FALSE;
    LexiconEntry *entry = lexicon_add(vocabulary->lexicon, row->field[FIELD_KEY], row->key_size);
    entry->valence = value;
    entry->roles = value != 0 ? entry->roles | ROLE_VALENCE : entry->roles & ~(guint32)ROLE_VALENCE;
    return TRUE;
}

static gboolean
take_courtesy(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    (void)error;
    if (!vocabulary->profile->polite_words)
        lexicon_add(vocabulary->lexicon, row->field[FIELD_KEY], row->key_size)->roles &=
            ~(guint32)ROLE_VALENCE;
    return TRUE;
}

static gboolean
take_booster(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    double value;
    if (!table_number(row, FIELD_VALUE, &value, error))
        return FALSE;
    const char *key = row->field[FIELD_KEY];
    gsize first = strcspn(key, " ");
    if (first < row->key_size)
        lexicon_add(vocabulary->lexicon, key, first)->roles |= ROLE_DEGREE;
    LexiconEntry *entry = lexicon_add(vocabulary->lexicon, key, row->key_size);
    entry->booster = value;
    entry->roles |= ROLE_BOOSTER;
    return TRUE;
}

static gboolean
take_negation(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    (void)error;
    lexicon_add(vocabulary->lexicon, row->field[FIELD_KEY], row->key_size)->roles |= ROLE_NEGATION;
    return TRUE;
}

static gboolean
take_unreal(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    (void)error;
    lexicon_add(vocabulary->lexicon, row->field[FIELD_KEY], row->key_size)->roles |= ROLE_UNREAL;
    return TRUE;
}

static gboolean
take_contrast(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    double before, after;
    if (!table_number(row, FIELD_VALUE, &before, error) ||
        !table_number(row, FIELD_AFTER, &after, error))
        return FALSE;
    if (vocabulary->profile->contrast_once && !g_str_equal(row->field[FIELD_KEY], "but"))
        return TRUE;
    LexiconEntry *entry = lexicon_add(vocabulary->lexicon, row->field[FIELD_KEY], row->key_size);
    entry->before = before;
    entry->after = after;
    entry->roles |= ROLE_CONTRAST;
    return TRUE;
}

/* What a word of the table of trends is. */
static const struct {
    const char *kind;
    guint32 roles;
} trend_kinds[] = {
    { "good", ROLE_GOOD },
    { "bad", ROLE_BAD },
    { "up", ROLE_UP },
    { "down", ROLE_DOWN },
    { "up-behind", ROLE_UP | ROLE_TREND_BEHIND },
    { "down-behind", ROLE_DOWN | ROLE_TREND_BEHIND },
    { "up-before", ROLE_UP | ROLE_TREND_BEFORE },
    { "down-before", ROLE_DOWN | ROLE_TREND_BEFORE },
    { "stop", ROLE_TREND_STOP },
};

static gboolean
take_trend(const TableRow *row, gpointer user, GError **error)
{
    Vocabulary *vocabulary = user;
    for (guint i = 0; i < G_N_ELEMENTS(trend_kinds); i++) {
        if (!g_str_equal(trend_kinds[i].kind, row->field[FIELD_VALUE]))
            continue;
        lexicon_add(vocabulary->lexicon, row->field[FIELD_KEY], row->key_size)->roles |=
            trend_kinds[i].roles;
        return TRUE;
    }
    return table_fail(row, FIELD_VALUE, error,
                      "“%s” is no kind of trend; there are good, bad, up, down, up-behind, "
                      "down-behind, up-before, down-before and stop",
                      row->field[FIELD_VALUE]);
}

static gboolean
read_words(Vocabulary *vocabulary, const VocabularyFiles *files, GError **error)
{
    const struct {
        const char *path;
        TableRowFunc take_row;
    } tables[] = {
        { files->lexicon, take_valence },     { files->domain, take_domain },
        { files->courtesies, take_courtesy }, { files->boosters, take_booster },
        { files->negations, take_negation },  { files->idioms, take_idiom },
        { files->contrast, take_contrast },   { files->unreal, take_unreal },
        { files->trends, take_trend },
    };
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        if (tables[i].path != NULL &&
            !table_read(tables[i].path, tables[i].take_row, vocabulary, error))
            return FALSE;
    return TRUE;
}

/* Emoji are words with a value, or stand for the words of their names. */
static gboolean
read_emoji(Vocabulary *vocabulary, const char *path, GError **error)
{
    if (path == NULL)
        return TRUE;
    if (vocabulary->profile->tokens)
        return table_read(path, take_emoji, vocabulary, error);
    vocabulary->emoji = emoji_load_names(path, vocabulary->profile->emoji_single, error);
    return vocabulary->emoji != NULL;
}

static gboolean
read_weights(Vocabulary *vocabulary, const VocabularyFiles *files, GError **error)
{
    if (files->target_weights == NULL) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                            "the profile names no target_weights");
        return FALSE;
    }
    vocabulary->weights = weights_load(files->target_weights, error);
    return vocabulary->weights != NULL;
}

gboolean
vocabulary_is_one_word(const Vocabulary *vocabulary, const LexiconEntry *phrase)
{
    const Profile *profile = vocabulary->profile;
    if (phrase->roles & ROLE_IDIOM && (profile->idioms_late || profile->idioms_last))
        return FALSE;
    return !(phrase->roles & ROLE_BOOSTER) || !(profile->idioms_late || profile->degree_signless);
}

static gboolean
has_one_word(const Vocabulary *vocabulary)
{
    guint32 n;
    const LexiconEntry *phrases = lexicon_get_phrases(vocabulary->lexicon, &n);
    for (guint32 i = 0; i < n; i++)
        if (vocabulary_is_one_word(vocabulary, &phrases[i]))
            return TRUE;
    return FALSE;
}

gboolean
vocabulary_load(Vocabulary *vocabulary,
                Profile *profile,
                const VocabularyFiles *files,
                GError **error)
{
    *vocabulary = (Vocabulary){ .profile = profile, .lexicon = lexicon_new(profile->plain_quotes) };
    if (!read_words(vocabulary, files, error) || !read_emoji(vocabulary, files->emoji, error) ||
        !read_weights(vocabulary, files, error)) {
        vocabulary_clear(vocabulary);
        return FALSE;
    }
    lexicon_finish(vocabulary->lexicon);
    vocabulary->merges = has_one_word(vocabulary);
    return TRUE;
}

void
vocabulary_clear(Vocabulary *vocabulary)
{
    g_clear_pointer(&vocabulary->profile, profile_free);
    g_clear_pointer(&vocabulary->lexicon, lexicon_free);
    g_clear_pointer(&vocabulary->emoji, emoji_free);
    g_clear_pointer(&vocabulary->weights, g_free);
    g_clear_pointer(&vocabulary->twice.first, g_free);
    g_clear_pointer(&vocabulary->unreachable.first, g_free);
}
