/* patterns.c: words, and globs by their literal beginnings, in two flat tables.
 * SPDX-License-Identifier: MIT */
#include "patterns.h"

#include <string.h>

#include <galley/unicode.h>

#include "word-table.h"

/* A pattern, parted where its first wildcard stands. */
typedef struct {
    const char *text;
    guint32 size;
    guint32 literal; /* bytes before the first wildcard */
    guint32 number;
    gboolean is_stem; /* one "*" alone follows them */
} Pattern;

/* The globs of one literal beginning. */
typedef struct {
    guint32 globs; /* the first in `globs`, the others follow it */
    guint32 n_globs;
} Stem;

struct Patterns {
    GArray *list;  /* of Pattern, by number */
    GArray *globs; /* of Pattern, by literal beginning once finished */
    GHashTable *numbers;
    GStringChunk *strings;
    WordTable words;   /* numbers of patterns without wildcards, + 1 */
    WordTable stems;   /* literal beginnings: indices into `stem_list` */
    GArray *stem_list; /* of Stem; the first is the empty beginning's */
    GArray *sizes;     /* of guint32: those of literal beginnings but the empty one, ascending */
};

Patterns *
patterns_new(void)
{
    Patterns *patterns = g_new0(Patterns, 1);
    patterns->list = g_array_new(FALSE, FALSE, sizeof(Pattern));
    patterns->globs = g_array_new(FALSE, FALSE, sizeof(Pattern));
    patterns->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    patterns->strings = g_string_chunk_new(4096);
    patterns->stem_list = g_array_new(FALSE, TRUE, sizeof(Stem));
    patterns->sizes = g_array_new(FALSE, FALSE, sizeof(guint32));
    word_table_init(&patterns->words);
    word_table_init(&patterns->stems);
    return patterns;
}

void
patterns_free(Patterns *patterns)
{
    g_array_unref(patterns->list);
    g_array_unref(patterns->globs);
    g_hash_table_unref(patterns->numbers);
    g_string_chunk_free(patterns->strings);
    g_array_unref(patterns->stem_list);
    g_array_unref(patterns->sizes);
    word_table_clear(&patterns->words);
    word_table_clear(&patterns->stems);
    g_free(patterns);
}

guint32
patterns_get_n(const Patterns *patterns)
{
    return patterns->list->len;
}

guint32
patterns_add(Patterns *patterns, const char *text, guint32 size)
{
    Pattern pattern = { .size = size, .number = patterns->list->len };
    pattern.text = g_string_chunk_insert_len(patterns->strings, text, (gssize)size);
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(patterns->numbers, pattern.text));
    if (known != 0)
        return known - 1;
    pattern.literal = (guint32)strcspn(pattern.text, "*?");
    pattern.is_stem = pattern.literal + 1 == size && pattern.text[pattern.literal] == '*';
    g_hash_table_insert(patterns->numbers, (gpointer)pattern.text,
                        GUINT_TO_POINTER(pattern.number + 1));
    g_array_append_val(patterns->list, pattern);
    return pattern.number;
}

/* ---- the tables ---- */

/* By literal beginning; of one beginning longer patterns first, then earlier ones. */
static gint
compare_globs(gconstpointer a, gconstpointer b)
{
    const Pattern *one = a, *other = b;
    gint order = memcmp(one->text, other->text, MIN(one->literal, other->literal));
    if (order != 0)
        return order;
    if (one->literal != other->literal)
        return one->literal < other->literal ? -1 : 1;
    if (one->size != other->size)
        return one->size > other->size ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

/* Adds the first @size bytes of @text, of which KEY_HEAD need not be readable. */
static guint32
add_key(WordTable *table, const char *text, guint32 size, guint32 number)
{
    char head[KEY_HEAD] = { 0 };
    memcpy(head, text, MIN(size, KEY_HEAD));
    Key key = key_of(head, size);
    key.tail = text + MIN(size, KEY_HEAD);
    return word_table_add(table, &key, number);
}

/* The stem of a literal beginning, made if need be. */
static Stem *
stem_for(Patterns *patterns, const Pattern *glob, guint32 index)
{
    const Stem empty = { .globs = index };
    guint32 n = patterns->stem_list->len;
    guint32 number =
        glob->literal == 0 ? 0 : add_key(&patterns->stems, glob->text, glob->literal, n);
    if (number == n)
        g_array_append_val(patterns->stem_list, empty);
    return &g_array_index(patterns->stem_list, Stem, number);
}

static gint
compare_sizes(gconstpointer a, gconstpointer b)
{
    guint32 one = *(const guint32 *)a, other = *(const guint32 *)b;
    return one < other ? -1 : one > other;
}

/* Each size of a literal beginning once. */
static void
fill_sizes(Patterns *patterns)
{
    GArray *sizes = patterns->sizes;
    guint32 kept = 0;
    for (guint32 i = 0; i < patterns->globs->len; i++) {
        guint32 size = g_array_index(patterns->globs, Pattern, i).literal;
        if (size > 0)
            g_array_append_val(sizes, size);
    }
    g_array_sort(sizes, compare_sizes);
    for (guint32 i = 0; i < sizes->len; i++)
        if (kept == 0 ||
            g_array_index(sizes, guint32, kept - 1) != g_array_index(sizes, guint32, i))
            g_array_index(sizes, guint32, kept++) = g_array_index(sizes, guint32, i);
    g_array_set_size(sizes, kept);
}

void
patterns_finish(Patterns *patterns)
{
    g_array_set_size(patterns->stem_list, 1);
    for (guint32 i = 0; i < patterns->list->len; i++) {
        const Pattern *pattern = &g_array_index(patterns->list, Pattern, i);
        if (pattern->literal < pattern->size)
            g_array_append_vals(patterns->globs, pattern, 1);
        else if (pattern->size > 0)
            add_key(&patterns->words, pattern->text, pattern->size, i + 1);
    }
    g_array_sort(patterns->globs, compare_globs);
    for (guint32 i = 0; i < patterns->globs->len; i++)
        stem_for(patterns, &g_array_index(patterns->globs, Pattern, i), i)->n_globs++;
    fill_sizes(patterns);
    word_table_finish(&patterns->words);
    word_table_finish(&patterns->stems);
}

/* ---- words ---- */

/* Whether @word, of which nothing is wild, is what @glob says. Goes back to the last "*" alone: at most
 * word times glob. */
static gboolean
is_like(const char *glob, const char *glob_end, const char *word, const char *word_end)
{
    const char *star = NULL, *resume = NULL;
    while (word < word_end) {
        if (glob < glob_end && *glob == '*') {
            star = ++glob;
            resume = word;
        } else if (glob < glob_end && *glob == '?') {
            glob++;
            word += galley_utf8_next(word, 0);
        } else if (glob < glob_end && *glob == *word) {
            glob++;
            word++;
        } else if (star != NULL) {
            glob = star;
            resume += galley_utf8_next(resume, 0);
            word = resume;
        } else {
            return FALSE;
        }
    }
    while (glob < glob_end && *glob == '*')
        glob++;
    return glob == glob_end;
}

/* The globs of one literal beginning that the word is one of, the last one first. */
static void
take_globs(const Patterns *patterns, guint32 stem, const char *word, guint32 size, Numbers *found)
{
    const Stem *of = &g_array_index(patterns->stem_list, Stem, stem);
    if (of->n_globs == 0)
        return;
    const Pattern *globs = (const Pattern *)(gpointer)patterns->globs->data + of->globs;
    for (guint32 i = of->n_globs; i-- > 0;) {
        guint32 literal = globs[i].literal;
        if (globs[i].is_stem || is_like(globs[i].text + literal, globs[i].text + globs[i].size,
                                        word + literal, word + size))
            numbers_append(found, globs[i].number);
    }
}

/* Globs with longer literal beginnings come last. */
static void
find_globs(const Patterns *patterns, const char *word, guint32 size, Numbers *found)
{
    const guint32 *sizes = (const guint32 *)(gpointer)patterns->sizes->data;
    const Bytes head = bytes_load(word);
    guint32 tail = 0, hashed = KEY_HEAD;
    take_globs(patterns, 0, word, size, found);
    for (guint32 i = 0; i < patterns->sizes->len && sizes[i] <= size; i++) {
        Key key = key_of_bytes(head, MIN(sizes[i], KEY_HEAD));
        key.size = sizes[i];
        key.tail = word + KEY_HEAD;
        for (; hashed < key.size; hashed++)
            tail = key_add_tail(tail, word[hashed]);
        guint32 stem = word_table_find(&patterns->stems, &key, key_hash_short(&key) ^ tail);
        if (stem != 0)
            take_globs(patterns, stem, word, size, found);
    }
}

static void
reverse(guint32 *numbers, guint32 n)
{
    for (guint32 i = 0; i < n / 2; i++) {
        guint32 number = numbers[i];
        numbers[i] = numbers[n - 1 - i];
        numbers[n - 1 - i] = number;
    }
}

guint32
patterns_find(const Patterns *patterns, const char *word, guint32 size, Numbers *found)
{
    guint32 before = found->n;
    Key key = key_of(word, size);
    guint32 whole = word_table_find(&patterns->words, &key, key_hash(&key));
    find_globs(patterns, word, size, found);
    if (whole-- != 0)
        numbers_append(found, whole);
    if (found->n > before + 1)
        reverse(found->list + before, found->n - before);
    return found->n - before;
}
