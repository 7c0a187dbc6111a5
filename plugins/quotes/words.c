/* words.c: word classes and verbs of speech, read from the plugin's tables. SPDX-License-Identifier: MIT */
#include "quotes-private.h"

#include <string.h>

#include <galley/plugin.h>

typedef struct {
    guint32 hash;
    guint32 key; /* offset into keys */
    guint16 size;
    guint16 frames;
    WordFlags flags;
} Entry;

struct Words {
    Entry *entries; /* open addressing; size 0 is free */
    guint32 n, mask;
    GString *keys;
};

/* In the order of the classes in quotes-private.h. */
static const char *const class_names[N_WORD_CLASSES] = {
    "determiner",  "possessive", "preposition", "and",         "but",       "subordinator",
    "that",        "wh",         "relative",    "subject",     "pronoun",   "he",
    "she",         "they",       "object",      "be",          "have",      "do",
    "modal",       "not",        "adverb",      "to",          "according", "contrast",
    "particle",    "vice",       "label",       "time",        "day",       "verb",
    "chain",       "recipient",  "medium",      "noun-cue",    "title-cue", "role",
    "plural-role", "female",     "male",        "title",       "suffix",    "organization",
    "place",       "demonym",    "common",      "female-name", "male-name",
};

static inline guint8
lower(guint8 byte)
{
    return (guint)(byte - 'A') < 26 ? byte | 0x20 : byte;
}

static inline guint32
hash_form(const char *form, gsize size)
{
    guint32 hash = 2166136261u;
    for (gsize i = 0; i < size; i++)
        hash = (hash ^ lower((guint8)form[i])) * 16777619u;
    return hash ^ hash >> 15;
}

static inline gboolean
same_form(const char *key, const char *form, gsize size)
{
    for (gsize i = 0; i < size; i++)
        if ((guint8)key[i] != lower((guint8)form[i]))
            return FALSE;
    return TRUE;
}

static Entry *
find_slot(const Words *words, const char *form, gsize size, guint32 hash)
{
    for (guint32 i = hash & words->mask;; i = (i + 1) & words->mask) {
        Entry *entry = &words->entries[i];
        if (entry->size == 0 || (entry->hash == hash && entry->size == size &&
                                 same_form(words->keys->str + entry->key, form, size)))
            return entry;
    }
}

WordFlags
words_find(const Words *words, const char *form, gsize size, guint16 *frames)
{
    *frames = 0;
    if (size == 0 || size > 24)
        return 0;
    const Entry *entry = find_slot(words, form, size, hash_form(form, size));
    *frames = entry->frames;
    return entry->flags;
}

static void
grow(Words *words)
{
    Entry *old = words->entries;
    guint32 n_old = words->mask + 1;
    words->mask = n_old * 2 - 1;
    words->entries = g_new0(Entry, words->mask + 1);
    for (guint32 i = 0; i < n_old; i++) {
        if (old[i].size == 0)
            continue;
        guint32 at = old[i].hash & words->mask;
        while (words->entries[at].size != 0)
            at = (at + 1) & words->mask;
        words->entries[at] = old[i];
    }
    g_free(old);
}

static void
add_form(Words *words, const char *form, WordFlags flags, guint16 frames)
{
    gsize size = strlen(form);
    if (size == 0 || size > 24)
        return;
    guint32 hash = hash_form(form, size);
    Entry *entry = find_slot(words, form, size, hash);
    if (entry->size == 0) {
        *entry = (Entry){ .hash = hash, .key = (guint32)words->keys->len, .size = (guint16)size };
        g_string_append(words->keys, form);
        words->n++;
    }
    entry->flags |= flags;
    entry->frames |= frames;
    if (words->n * 2 > words->mask)
        grow(words);
}

Words *
words_new(void)
{
    Words *words = g_new0(Words, 1);
    words->mask = 1023;
    words->entries = g_new0(Entry, words->mask + 1);
    words->keys = g_string_new(NULL);
    return words;
}

void
words_free(Words *words)
{
    if (words == NULL)
        return;
    g_free(words->entries);
    g_string_free(words->keys, TRUE);
    g_free(words);
}

/* The line without its comment, cut into words. */
static GStrv
split_line(char *line)
{
    char *comment = strchr(line, '#');
    if (comment != NULL)
        *comment = '\0';
    return g_strsplit_set(g_strstrip(line), " \t", -1);
}

static GStrv
read_lines(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, error))
        return NULL;
    return g_strsplit(text, "\n", -1);
}

static gboolean
line_error(GError **error, const char *path, guint line, const char *what, const char *name)
{
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "%s:%u: %s “%s”", path,
                line + 1, what, name);
    return FALSE;
}

static int
find_class(const char *heading)
{
    for (int i = 0; i < N_WORD_CLASSES; i++)
        if (g_str_has_prefix(heading + 1, class_names[i]) &&
            strcmp(heading + 1 + strlen(class_names[i]), "]") == 0)
            return i;
    return -1;
}

gboolean
words_load(Words *words, const char *path, GError **error)
{
    g_auto(GStrv) lines = read_lines(path, error);
    if (lines == NULL)
        return FALSE;
    int class = -1;
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) forms = split_line(lines[i]);
        if (forms[0] == NULL || *forms[0] == '\0')
            continue;
        if (*forms[0] == '[') {
            class = find_class(forms[0]);
            if (class < 0)
                return line_error(error, path, i, "no word class", forms[0]);
            continue;
        }
        if (class < 0)
            return line_error(error, path, i, "a word before the first class:", forms[0]);
        for (guint j = 0; forms[j] != NULL; j++)
            add_form(words, forms[j], (WordFlags)1 << class, 0);
    }
    return TRUE;
}

/* ---- verbs ---- */

static const struct {
    char letter;
    guint16 frame;
} frame_letters[] = {
    { 'd', FRAME_DIRECT },     { 'c', FRAME_CLAUSE }, { 't', FRAME_THAT },   { 'w', FRAME_WH },
    { 'i', FRAME_INFINITIVE }, { 'o', FRAME_PERSON }, { 'p', FRAME_PHRASE }, { 'n', FRAME_NOUNISH },
    { 'e', FRAME_WEAK },       { 's', FRAME_STRONG }, { 'f', FRAME_FOR },
};

static gboolean
parse_frames(const char *letters, guint16 *frames)
{
    *frames = 0;
    for (; *letters != '\0'; letters++) {
        guint i = 0;
        while (i < G_N_ELEMENTS(frame_letters) && frame_letters[i].letter != *letters)
            i++;
        if (i == G_N_ELEMENTS(frame_letters))
            return FALSE;
        *frames |= frame_letters[i].frame;
    }
    return TRUE;
}

static gboolean
ends_in(const char *lemma, const char *endings)
{
    gsize size = strlen(lemma);
    return size > 0 && strchr(endings, lemma[size - 1]) != NULL;
}

static gboolean
takes_es(const char *lemma)
{
    return ends_in(lemma, "sxz") || g_str_has_suffix(lemma, "ch") || g_str_has_suffix(lemma, "sh");
}

/* "deny", not "say": the y after a consonant becomes i */
static gboolean
changes_y(const char *lemma)
{
    gsize size = strlen(lemma);
    return size > 1 && lemma[size - 1] == 'y' && strchr("aeiou", lemma[size - 2]) == NULL;
}

/* An irregular form tells what it is by its ending; anything else is a past form. */
static WordFlags
irregular_class(const char *form)
{
    if (g_str_has_suffix(form, "ing") && strlen(form) > 4)
        return W(ING);
    return ends_in(form, "s") ? W(S) : W(PAST);
}

static void
add_regular(Words *words, const char *lemma, guint16 frames, gboolean past)
{
    gsize size = strlen(lemma);
    gboolean e = ends_in(lemma, "e"), y = changes_y(lemma);
    g_autofree char *stem = g_strndup(lemma, e || y ? size - 1 : size);
    g_autofree char *third = y                 ? g_strconcat(stem, "ies", NULL)
                             : takes_es(lemma) ? g_strconcat(lemma, "es", NULL)
                                               : g_strconcat(lemma, "s", NULL);
    g_autofree char *gerund = y ? g_strconcat(lemma, "ing", NULL) : g_strconcat(stem, "ing", NULL);
    g_autofree char *ed = y ? g_strconcat(stem, "ied", NULL) : g_strconcat(stem, "ed", NULL);
    add_form(words, lemma, W(BASE), frames);
    add_form(words, third, W(S), frames);
    add_form(words, gerund, W(ING), frames);
    if (past)
        add_form(words, ed, W(PAST), frames);
}

gboolean
words_load_cues(Words *words, const char *path, GError **error)
{
    g_auto(GStrv) lines = read_lines(path, error);
    if (lines == NULL)
        return FALSE;
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) fields = split_line(lines[i]);
        if (fields[0] == NULL || *fields[0] == '\0')
            continue;
        guint16 frames;
        if (fields[1] == NULL || !parse_frames(fields[1], &frames))
            return line_error(error, path, i, "no frames, or unknown ones, for", fields[0]);
        gboolean past = TRUE;
        for (guint j = 2; fields[j] != NULL; j++) {
            WordFlags class = irregular_class(fields[j]);
            add_form(words, fields[j], class, frames);
            past = past && class != W(PAST);
        }
        add_regular(words, fields[0], frames, past);
    }
    return TRUE;
}
