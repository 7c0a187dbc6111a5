/* words.c: a buffer of words, and phrases in it. SPDX-License-Identifier: MIT */
#include "words.h"

#include <galley/unicode.h>

void
words_init(Words *words)
{
    *words = (Words){ .expanded = g_string_new(NULL),
                      .shifts = g_array_new(FALSE, FALSE, sizeof(WordsShift)) };
}

void
words_clear(Words *words)
{
    g_free(words->word);
    g_free(words->hit);
    g_string_free(words->expanded, TRUE);
    g_array_unref(words->shifts);
}

void
words_reset(Words *words)
{
    words->n = words->n_hits = words->n_capitals = words->n_titled = words->exclamations =
        words->questions = 0;
}

/* Room for one more of what @n are; the array may move. */
static gpointer
grow(gpointer array, guint32 n, guint32 *n_allocated, gsize size)
{
    if (n < *n_allocated)
        return array;
    *n_allocated = MAX(256, *n_allocated + *n_allocated / 2);
    return g_realloc_n(array, *n_allocated, size);
}

Word *
words_append(Words *words)
{
    words->word = grow(words->word, words->n, &words->n_allocated, sizeof *words->word);
    Word *word = &words->word[words->n++];
    *word = (Word){ .token = GALLEY_NO_ROW };
    return word;
}

Hit *
words_append_hit(Words *words, guint32 index)
{
    words->hit = grow(words->hit, words->n_hits, &words->n_hits_allocated, sizeof *words->hit);
    Hit *hit = &words->hit[words->n_hits++];
    *hit = (Hit){ .word = index, .value = words->word[index].entry->valence };
    return hit;
}

void
words_note_capitals(Words *words, Word *word, const char *text, const Profile *profile)
{
    gint n = 0;
    for (guint32 at = word->begin; at < word->end; at = galley_utf8_next(text, at)) {
        guint32 properties = galley_unichar_get_properties(galley_utf8_get(text, at));
        if (properties & (GALLEY_UNICODE_LOWERCASE | GALLEY_UNICODE_TITLECASE))
            return;
        n += (properties & GALLEY_UNICODE_UPPERCASE) != 0;
    }
    if (n < MAX(profile->capitals_letters, 1))
        return;
    word->flags |= WORD_CAPITALS;
    words->n_capitals++;
}

/* The end of the longest phrase that begins at @from and lies in one clause and part; @from if there is none. */
static guint32
phrase_end(const Words *words, const Lexicon *lexicon, guint32 from, const LexiconEntry **entry)
{
    guint32 end = from, node = LEXICON_ROOT;
    for (guint32 i = from; i < words->n; i++) {
        const Word *word = &words->word[i];
        if (i > from && (word->flags & WORD_BREAK || word->part != words->word[from].part))
            break;
        node = lexicon_step(lexicon, node, word->entry);
        if (node == LEXICON_ROOT)
            break;
        const LexiconEntry *found = lexicon_phrase(lexicon, node);
        if (found != NULL) {
            *entry = found;
            end = i + 1;
        }
    }
    return end;
}

/* Makes @word, the first of a phrase, the whole of it; @last is its last. */
static void
merge(Words *words, Word *word, const Word *first, const Word *last)
{
    word->end = last->end;
    for (const Word *next = first + 1; next <= last; next++) {
        words->n_titled -= (next->flags & WORD_TITLED) != 0;
        words->n_capitals -= (next->flags & WORD_CAPITALS) != 0;
        if (next->flags & WORD_CAPITALS || !(word->flags & WORD_CAPITALS))
            continue;
        word->flags &= ~(guint32)WORD_CAPITALS;
        words->n_capitals--;
    }
}

void
words_merge_phrases(Words *words, const Lexicon *lexicon)
{
    guint32 kept = 0;
    for (guint32 i = 0, end; i < words->n; i = end) {
        Word word = words->word[i];
        end = word.entry->roles & ROLE_PHRASE ? phrase_end(words, lexicon, i, &word.entry) : i;
        if (end > i)
            merge(words, &word, &words->word[i], &words->word[end - 1]);
        else
            end = i + 1;
        words->word[kept++] = word;
    }
    words->n = kept;
}
