/* words.c: a list of words and phrases, and where they stand among tokens.
 * SPDX-License-Identifier: MIT */
#include "words.h"

#include <string.h>

#include <galley/plugin.h>
#include <galley/unicode.h>

/* A token of a phrase. */
typedef struct {
    char *text; /* folded if the list is */
    gsize size;
    gboolean open; /* any letters may follow */
} Part;

typedef struct {
    Part *parts;
    guint n;
} Phrase;

struct WordList {
    GArray *phrases; /* of Phrase, the longest first */
    gboolean fold;
};

static char *
fold_text(const char *text, gsize size, gboolean fold)
{
    GString *out = g_string_sized_new(size);
    for (guint32 at = 0; at < size; at = galley_utf8_next(text, at)) {
        gunichar character = galley_utf8_get(text, at);
        g_string_append_unichar(out, fold ? galley_unichar_to_fold(character) : character);
    }
    return g_string_free(out, FALSE);
}

static void
clear_phrase(gpointer data)
{
    Phrase *phrase = data;
    for (guint i = 0; i < phrase->n; i++)
        g_free(phrase->parts[i].text);
    g_free(phrase->parts);
}

static gboolean
add_part(Phrase *phrase, const char *word, gboolean fold)
{
    gsize size = strlen(word);
    gboolean open = size > 0 && word[size - 1] == '*';
    size -= open;
    if (size == 0)
        return FALSE;
    Part part = { .text = fold_text(word, size, fold), .open = open };
    part.size = strlen(part.text);
    phrase->parts = g_renew(Part, phrase->parts, phrase->n + 1);
    phrase->parts[phrase->n++] = part;
    return TRUE;
}

static gboolean
add_phrase(WordList *list, const char *written, GError **error)
{
    Phrase phrase = { 0 };
    gboolean sound = TRUE;
    g_auto(GStrv) words = g_strsplit(written, " ", -1);
    for (char **word = words; *word != NULL; word++)
        if (**word != '\0')
            sound = sound && add_part(&phrase, *word, list->fold);
    g_array_append_val(list->phrases, phrase);
    if (sound && phrase.n > 0)
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                "words: \"%s\" is no word; write harbour, harbour*, or \"port of call\"", written);
    return FALSE;
}

static int
longer_first(gconstpointer a, gconstpointer b)
{
    const Phrase *one = a, *other = b;
    return (int)other->n - (int)one->n;
}

WordList *
word_list_new(const char *const *phrases, gboolean fold, GError **error)
{
    WordList *list = g_new0(WordList, 1);
    gboolean sound = TRUE;
    list->fold = fold;
    list->phrases = g_array_new(FALSE, FALSE, sizeof(Phrase));
    g_array_set_clear_func(list->phrases, clear_phrase);
    for (; sound && *phrases != NULL; phrases++)
        sound = add_phrase(list, *phrases, error);
    g_array_sort(list->phrases, longer_first);
    if (!sound)
        g_clear_pointer(&list, word_list_free);
    return list;
}

void
word_list_free(WordList *list)
{
    g_array_unref(list->phrases);
    g_free(list);
}

/* ---- matching ---- */

/* Character by character: nothing is copied. */
static gboolean
matches(const Part *part, const char *text, guint32 begin, guint32 end, gboolean fold)
{
    guint32 at = 0;
    for (; at < part->size && begin < end; at = galley_utf8_next(part->text, at)) {
        gunichar character = galley_utf8_get(text, begin);
        if (galley_utf8_get(part->text, at) !=
            (fold ? galley_unichar_to_fold(character) : character))
            return FALSE;
        begin = galley_utf8_next(text, begin);
    }
    return at == part->size && (part->open || begin == end);
}

guint32
word_list_match(const WordList *list, const GalleyLayer *tokens, const char *text, guint32 row)
{
    const guint32 *begins = galley_layer_get_begins(tokens), *ends = galley_layer_get_ends(tokens);
    guint32 n_rows = galley_layer_get_n_rows(tokens);
    for (guint i = 0; i < list->phrases->len; i++) {
        const Phrase *phrase = &g_array_index(list->phrases, Phrase, i);
        guint n = 0;
        while (n < phrase->n && row + n < n_rows &&
               matches(&phrase->parts[n], text, begins[row + n], ends[row + n], list->fold))
            n++;
        if (n == phrase->n)
            return n;
    }
    return 0;
}
