/* words.c: a buffer of words, and phrases in it. SPDX-License-Identifier: MIT */
#include "vocabulary.h"

#include <galley/unicode.h>

void
words_init(Words *words)
{
    *words = (Words){ .expanded = g_string_new(NULL),
                      .shifts = g_array_new(FALSE, FALSE, sizeof(WordsShift)),
                      .trends = g_array_new(FALSE, FALSE, sizeof(Trend)) };
}

void
words_clear(Words *words)
{
    g_free(words->word);
    g_free(words->hit);
    g_free(words->change);
    g_free(words->entry);
    g_string_free(words->expanded, TRUE);
    g_array_unref(words->shifts);
    g_array_unref(words->trends);
}

void
words_reset(Words *words)
{
    words->n = words->n_hits = words->n_changes = words->n_capitals = words->n_titled =
        words->exclamations = words->questions = words->roles = 0;
    words->quoted = FALSE;
}

/* The array may move. */
static gpointer
grow(gpointer array, guint32 *n_allocated, gsize size)
{
    *n_allocated = MAX(256, *n_allocated + *n_allocated / 2);
    return g_realloc_n(array, *n_allocated, size);
}

void
words_grow(Words *words)
{
    words->word = grow(words->word, &words->n_allocated, sizeof *words->word);
}

void
words_reserve_entries(Words *words, guint32 n)
{
    if (n <= words->n_entries_allocated)
        return;
    g_free(words->entry);
    words->n_entries_allocated = MAX(256, n + n / 2);
    words->entry = g_new(const LexiconEntry *, words->n_entries_allocated);
}

Hit *
words_append_hit(Words *words, guint32 index)
{
    if (words->n_hits == words->n_hits_allocated)
        words->hit = grow(words->hit, &words->n_hits_allocated, sizeof *words->hit);
    Hit *hit = &words->hit[words->n_hits++];
    *hit = (Hit){ .word = index,
                  .value = words->word[index].entry->valence,
                  .first_change = WORDS_NONE,
                  .last = WORDS_NONE,
                  .row = GALLEY_NO_ROW };
    return hit;
}

Change *
words_append_change(Words *words, Hit *hit)
{
    if (words->n_changes == words->n_changes_allocated)
        words->change = grow(words->change, &words->n_changes_allocated, sizeof *words->change);
    guint32 index = words->n_changes++;
    if (hit->first_change == WORDS_NONE)
        hit->first_change = index;
    else
        words->change[hit->last].next = index;
    hit->last = index;
    words->change[index].next = WORDS_NONE;
    return &words->change[index];
}

/* Flags of GalleyUnicode: upper, lower and title case among them. */
static inline guint32
case_of(gunichar character)
{
    if (character >= 0x80)
        return galley_unichar_get_properties(character);
    return galley_unichar_is_upper(character)   ? GALLEY_UNICODE_UPPERCASE
           : galley_unichar_is_lower(character) ? GALLEY_UNICODE_LOWERCASE
                                                : 0;
}

void
words_note_capitals(Words *words, Word *word, const char *text, const Profile *profile)
{
    gint n = 0;
    for (guint32 at = word->begin; at < word->end; at = galley_utf8_next(text, at)) {
        guint32 properties = case_of(galley_utf8_get(text, at));
        if (properties & (GALLEY_UNICODE_LOWERCASE | GALLEY_UNICODE_TITLECASE))
            return;
        n += (properties & GALLEY_UNICODE_UPPERCASE) != 0;
    }
    if (n < MAX(profile->capitals_letters, 1))
        return;
    word->flags |= WORD_CAPITALS;
    words->n_capitals++;
}

/* The end of the longest phrase that begins at @from and lies in one clause and part; @from if
 * there is none. */
static guint32
phrase_end(const Words *words,
           const Vocabulary *vocabulary,
           guint32 from,
           const LexiconEntry **entry)
{
    const Lexicon *lexicon = vocabulary->lexicon;
    const Word *first = &words->word[from];
    guint32 end = from, node = lexicon_step(lexicon, LEXICON_ROOT, first->entry);
    for (guint32 i = from + 1; i < words->n; i++) {
        const Word *word = &words->word[i];
        if (word->flags & WORD_BREAK || word->part != first->part)
            break;
        node = lexicon_step(lexicon, node, word->entry);
        if (node == LEXICON_ROOT)
            break;
        const LexiconEntry *found = lexicon_phrase(lexicon, node);
        if (found != NULL && vocabulary_is_one_word(vocabulary, found)) {
            *entry = found;
            end = i + 1;
        }
    }
    return end;
}

/* Makes @word, the first of a phrase, the whole of it, which is @entry; @next to @last are the
 * others. */
static void
merge(Words *words, Word *word, const LexiconEntry *entry, const Word *next, const Word *last)
{
    word->entry = entry;
    word->roles = entry->roles;
    words->roles |= entry->roles;
    word->end = last->end;
    for (; next <= last; next++) {
        words->n_titled -= (next->flags & WORD_TITLED) != 0;
        words->n_capitals -= (next->flags & WORD_CAPITALS) != 0;
        if (next->flags & WORD_CAPITALS || !(word->flags & WORD_CAPITALS))
            continue;
        word->flags &= ~(guint32)WORD_CAPITALS;
        words->n_capitals--;
    }
}

void
words_merge_phrases(Words *words, const Vocabulary *vocabulary)
{
    if (!(words->roles & ROLE_PHRASE) || !vocabulary->merges)
        return;
    guint32 kept = 0;
    for (guint32 i = 0, next; i < words->n; i = next) {
        const LexiconEntry *phrase = NULL;
        Word *word = &words->word[kept++];
        if (kept <= i)
            *word = words->word[i];
        next = i + 1;
        if (!(word->roles & ROLE_PHRASE))
            continue;
        guint32 end = phrase_end(words, vocabulary, i, &phrase);
        if (end == i)
            continue;
        merge(words, word, phrase, &words->word[next], &words->word[end - 1]);
        next = end;
    }
    words->n = kept;
}
