/* words.c: word classes and verbs of speech, read from the plugin's tables. SPDX-License-Identifier: MIT */
#include "quotes.h"

#include <string.h>

#include <galley/plugin.h>

enum {
    LONGEST = 24, /* bytes of a form that a table may hold */
    WORDS_OF_KEY = LONGEST / 8,
};

/* A form in small letters, padded with zeros; the first is never 0 in use. Same for the tables and what is asked. */
typedef struct {
    guint64 at[WORDS_OF_KEY];
} Key;

typedef struct {
    Key key;
    WordFlags flags;
    guint16 frames;
} Entry;

struct Words {
    Entry *entries; /* the first means "none": most words of a text are in no table */
    guint32 n, size;
    guint32 *slots; /* open addressing: numbers of entries, 0 where free; small, for the cache */
    guint32 mask;
};

/* In the order of the classes in quotes.h. */
static const char *const class_names[N_WORD_CLASSES] = {
    "determiner",   "possessive",  "preposition", "and",      "but",         "subordinator",
    "that",         "wh",          "relative",    "subject",  "pronoun",     "he",
    "she",          "they",        "object",      "be",       "have",        "do",
    "modal",        "not",         "adverb",      "to",       "according",   "contrast",
    "particle",     "vice",        "label",       "time",     "day",         "verb",
    "chain",        "recipient",   "medium",      "noun-cue", "voice",       "title-cue",
    "role",         "plural-role", "female",      "male",     "title",       "suffix",
    "organization", "place",       "demonym",     "common",   "female-name", "male-name",
};

/* Capital ASCII letters of eight bytes made small. */
static inline guint64
lower8(guint64 bytes)
{
    const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
    guint64 low = bytes & ones * 0x7F;
    guint64 from_a = low + ones * (0x80 - 'A'), behind_z = low + ones * (0x7F - 'Z');
    return bytes | ((from_a ^ behind_z) & ~bytes & ones * 0x80) >> 2;
}

/* At most eight bytes as one number, without reading behind them. */
static inline guint64
load8(const char *form, gsize size)
{
    if (size >= 8) {
        guint64 all;
        memcpy(&all, form, 8);
        return GUINT64_FROM_LE(all);
    }
    if (size >= 4) {
        guint32 first, last;
        memcpy(&first, form, 4);
        memcpy(&last, form + size - 4, 4);
        return GUINT32_FROM_LE(first) | (guint64)GUINT32_FROM_LE(last) << (size - 4) * 8;
    }
    if (size == 1)
        return (guint8)form[0];
    guint16 first, last;
    memcpy(&first, form, 2);
    memcpy(&last, form + size - 2, 2);
    return GUINT16_FROM_LE(first) | (guint64)GUINT16_FROM_LE(last) << (size - 2) * 8;
}

static inline Key
make_key(const char *form, gsize size)
{
    Key key = { { 0 } };
    for (guint i = 0; i < WORDS_OF_KEY && size > i * 8; i++)
        key.at[i] = lower8(load8(form + i * 8, size - i * 8));
    return key;
}

static inline guint32
hash_key(const Key *key)
{
    const guint64 odd = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    guint64 hash = ((key->at[0] * odd ^ key->at[1]) * odd ^ key->at[2]) * odd;
    return (guint32)(hash >> 32);
}

static inline guint32 *
find_slot(const Words *words, const Key *key)
{
    for (guint32 i = hash_key(key) & words->mask;; i = (i + 1) & words->mask) {
        const Key *known = &words->entries[words->slots[i]].key;
        if (words->slots[i] == 0 || (known->at[0] == key->at[0] && known->at[1] == key->at[1] &&
                                     known->at[2] == key->at[2]))
            return &words->slots[i];
    }
}

WordFlags
words_find(const Words *words, const char *form, gsize size, guint16 *frames)
{
    *frames = 0;
    if (size == 0 || size > LONGEST || *form == '\0')
        return 0;
    Key key = { { lower8(load8(form, size)) } };
    if (size > 8)
        key = make_key(form, size);
    const Entry *entry = &words->entries[*find_slot(words, &key)];
    *frames = entry->frames;
    return entry->flags;
}

static void
grow(Words *words)
{
    words->size *= 2;
    words->entries = g_renew(Entry, words->entries, words->size);
    words->mask = words->size * 2 - 1;
    g_free(words->slots);
    words->slots = g_new0(guint32, words->mask + 1);
    for (guint32 i = 1; i < words->n; i++)
        *find_slot(words, &words->entries[i].key) = i;
}

static void
add_form(Words *words, const char *form, WordFlags flags, guint16 frames)
{
    gsize size = strlen(form);
    if (size == 0 || size > LONGEST)
        return;
    Key key = make_key(form, size);
    guint32 *slot = find_slot(words, &key);
    if (*slot == 0) {
        *slot = words->n++;
        words->entries[*slot] = (Entry){ .key = key };
    }
    words->entries[*slot].flags |= flags;
    words->entries[*slot].frames |= frames;
    if (words->n == words->size)
        grow(words);
}

Words *
words_new(void)
{
    Words *words = g_new0(Words, 1);
    words->n = 1;
    words->size = 2048;
    words->entries = g_new0(Entry, words->size);
    words->mask = words->size * 2 - 1;
    words->slots = g_new0(guint32, words->mask + 1);
    return words;
}

void
words_free(Words *words)
{
    if (words == NULL)
        return;
    g_free(words->entries);
    g_free(words->slots);
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
    { 'e', FRAME_WEAK },       { 's', FRAME_STRONG }, { 'f', FRAME_FOR },    { 'v', FRAME_FACT },
    { 'k', FRAME_NOUN },
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
