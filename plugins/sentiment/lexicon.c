/* lexicon.c: entries by the number of a word in its table; phrases as a tree.
 * SPDX-License-Identifier: MIT */
#include "lexicon.h"

#include <string.h>

#include <galley/unicode.h>

#define NO_ENTRY G_MAXUINT32

/* Nodes behind one word have its number; those further on are counted from here. */
#define NODE_DEEP (1u << 31)

struct Lexicon {
    gboolean plain;
    WordTable words;    /* numbers: indices of entries */
    GArray *entries;    /* of LexiconEntry; the first is that of words that are not there */
    GArray *nodes;      /* from NODE_DEEP on, of guint32: the phrase that ends there, or NO_ENTRY */
    GArray *phrases;    /* of LexiconEntry */
    Paths paths;        /* over LexiconEntry.word */
    GString *folded;    /* what is being added */
    LexiconEntry empty; /* of keys that folding leaves nothing of; never found */
    guint n_phrase_words; /* that occur in phrases */
};

const LexiconEntry lexicon_nothing;

/* The words that single rules name. */
static const struct {
    const char *word;
    guint32 role;
} function_words[] = {
    { "no", ROLE_NO },       { "or", ROLE_OR },           { "nor", ROLE_OR },
    { "so", ROLE_SO },       { "this", ROLE_SO },         { "never", ROLE_NEVER },
    { "least", ROLE_LEAST }, { "without", ROLE_WITHOUT }, { "doubt", ROLE_DOUBT },
    { "at", ROLE_AT },       { "very", ROLE_AT },         { "kind", ROLE_KIND },
    { "of", ROLE_OF },
};

/* ---- keys ---- */

static gunichar
fold(const Lexicon *lexicon, gunichar character)
{
    if (lexicon->plain && (character == 0x2019 || character == 0x2018 || character == 0x2BC))
        return '\'';
    return character == 0x130 ? character : galley_unichar_to_lower(character);
}

/* Variation selectors and skin tones say how an emoji looks, not what it says. */
static gboolean
is_looks(gunichar character)
{
    return character == 0xFE0F || (character >= 0x1F3FB && character <= 0x1F3FF);
}

/* Folds what @text begins with, as long as it comes as eight bytes of ASCII. Returns how many
 * bytes it was. */
static guint32
fold_ascii(const char *text, guint32 size, char *out)
{
    guint32 at = 0;
    for (; at + 8 <= size && key_is_ascii_8(key_load(text + at)); at += 8) {
        guint64 folded = key_lower_8(key_load(text + at));
        memcpy(out + at, &folded, sizeof folded);
    }
    return at;
}

/* Folds to @out, which holds @room bytes; what does not fit is left out. Returns the bytes
 * written. */
static guint32
fold_text(const Lexicon *lexicon, const char *text, guint32 size, char *out, guint32 room)
{
    guint32 begin = fold_ascii(text, MIN(size, room - 6), out), written = begin;
    for (guint32 at = begin; at < size && written + 6 <= room; at = galley_utf8_next(text, at)) {
        gunichar character = galley_utf8_get(text, at);
        if (character < 0x80)
            out[written++] = (char)(character - 'A' < 26 ? character | 0x20 : character);
        else if (!lexicon->plain || !is_looks(character))
            written += galley_utf8_put(out + written, fold(lexicon, character));
    }
    return written;
}

/* ---- words ---- */

static inline LexiconEntry *
entry_at(const Lexicon *lexicon, guint32 number)
{
    return &g_array_index(lexicon->entries, LexiconEntry, number);
}

/* The entry of the folded word @text, made if need be. KEY_HEAD bytes can be read there. */
static LexiconEntry *
add_word(Lexicon *lexicon, const char *text, guint32 size)
{
    Key key = key_of(text, size);
    guint32 n = lexicon->entries->len, number = word_table_add(&lexicon->words, &key, n);
    if (number == n)
        g_array_append_val(lexicon->entries, lexicon_nothing);
    return entry_at(lexicon, number);
}

/* ---- phrases ---- */

/* The node behind @node for @word, made if need be. */
static guint32
add_edge(Lexicon *lexicon, guint32 node, guint32 word)
{
    const guint32 no_entry = NO_ENTRY;
    guint32 made = NODE_DEEP + lexicon->nodes->len;
    guint32 next = paths_add(&lexicon->paths, node, word, made);
    if (next == made)
        g_array_append_val(lexicon->nodes, no_entry);
    return next;
}

/* The node behind @node for the folded word @text, made if need be. */
static guint32
add_step(Lexicon *lexicon, guint32 node, const char *text, guint32 size)
{
    LexiconEntry *entry = add_word(lexicon, text, size);
    if (entry->word == 0)
        entry->word = ++lexicon->n_phrase_words;
    if (node != LEXICON_ROOT)
        return add_edge(lexicon, node, entry->word);
    entry->roles |= ROLE_PHRASE;
    return entry->word;
}

/* The entry of the phrase that ends at @node, which is deep, made if need be. */
static LexiconEntry *
phrase_entry(Lexicon *lexicon, guint32 node)
{
    guint32 *phrase = &g_array_index(lexicon->nodes, guint32, node - NODE_DEEP);
    if (*phrase == NO_ENTRY) {
        *phrase = lexicon->phrases->len;
        g_array_append_val(lexicon->phrases, lexicon_nothing);
    }
    return &g_array_index(lexicon->phrases, LexiconEntry, *phrase);
}

/* @text: words, folded, with single spaces between them */
static LexiconEntry *
add_phrase(Lexicon *lexicon, const char *text, guint32 size)
{
    guint32 node = LEXICON_ROOT;
    for (guint32 at = 0, end; at < size; at = end + 1) {
        const char *space = memchr(text + at, ' ', size - at);
        end = space != NULL ? (guint32)(space - text) : size;
        node = add_step(lexicon, node, text + at, end - at);
    }
    return phrase_entry(lexicon, node);
}

guint32
lexicon_follow(const Lexicon *lexicon, guint32 node, guint32 word)
{
    return paths_follow(&lexicon->paths, node, word);
}

const LexiconEntry *
lexicon_phrase(const Lexicon *lexicon, guint32 node)
{
    if (node < NODE_DEEP)
        return NULL;
    guint32 phrase = g_array_index(lexicon->nodes, guint32, node - NODE_DEEP);
    return phrase == NO_ENTRY ? NULL : &g_array_index(lexicon->phrases, LexiconEntry, phrase);
}

const LexiconEntry *
lexicon_get_phrases(const Lexicon *lexicon, guint32 *n)
{
    *n = lexicon->phrases->len;
    return (const LexiconEntry *)(gconstpointer)lexicon->phrases->data;
}

/* ---- making and looking up ---- */

Lexicon *
lexicon_new(gboolean plain)
{
    Lexicon *lexicon = g_new0(Lexicon, 1);
    lexicon->plain = plain;
    lexicon->nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
    lexicon->phrases = g_array_new(FALSE, FALSE, sizeof(LexiconEntry));
    lexicon->folded = g_string_new(NULL);
    lexicon->entries = g_array_new(FALSE, FALSE, sizeof(LexiconEntry));
    g_array_append_val(lexicon->entries, lexicon_nothing);
    word_table_init(&lexicon->words);
    paths_init(&lexicon->paths);
    return lexicon;
}

void
lexicon_free(Lexicon *lexicon)
{
    if (lexicon == NULL)
        return;
    g_array_unref(lexicon->nodes);
    g_array_unref(lexicon->phrases);
    g_string_free(lexicon->folded, TRUE);
    g_array_unref(lexicon->entries);
    word_table_clear(&lexicon->words);
    paths_clear(&lexicon->paths);
    g_free(lexicon);
}

/* Leaves single spaces between words; returns the size that is left. */
static guint32
join_spaces(char *text, guint32 size)
{
    guint32 kept = 0;
    for (guint32 at = 0; at < size; at++)
        if (text[at] != ' ' || (kept > 0 && text[kept - 1] != ' '))
            text[kept++] = text[at];
    return kept > 0 && text[kept - 1] == ' ' ? kept - 1 : kept;
}

LexiconEntry *
lexicon_add(Lexicon *lexicon, const char *text, gsize size)
{
    gsize room = size * 3 + 6; /* no lower case takes more than three bytes for one */
    g_string_set_size(lexicon->folded, room + KEY_HEAD);
    char *folded = lexicon->folded->str;
    guint32 length = fold_text(lexicon, text, (guint32)size, folded, (guint32)room);
    if (memchr(folded, ' ', length) != NULL)
        length = join_spaces(folded, length);
    if (length == 0)
        return &lexicon->empty;
    return memchr(folded, ' ', length) != NULL ? add_phrase(lexicon, folded, length)
                                               : add_word(lexicon, folded, length);
}

gboolean
lexicon_is_folded(const Lexicon *lexicon, const char *text, gsize size)
{
    for (guint32 at = 0; at < size; at = galley_utf8_next(text, at)) {
        gunichar character = galley_utf8_get(text, at);
        if (fold(lexicon, character) != character)
            return FALSE;
    }
    return TRUE;
}

void
lexicon_finish(Lexicon *lexicon)
{
    for (guint i = 0; i < G_N_ELEMENTS(function_words); i++) {
        const char *word = function_words[i].word;
        lexicon_add(lexicon, word, strlen(word))->roles |= function_words[i].role;
    }
    word_table_finish(&lexicon->words);
    paths_finish(&lexicon->paths);
}

/* A word that is long, or not ASCII: rare enough for a copy, which is never longer than the longest
 * key. */
static G_GNUC_NO_INLINE const LexiconEntry *
find_folded(const Lexicon *lexicon, const char *text, guint32 size)
{
    char folded[256];
    guint32 longest = lexicon->words.longest, room = MIN(longest + 6, (guint32)sizeof folded);
    if (size / 3 > longest)
        return entry_at(lexicon, 0);
    guint32 length = fold_text(lexicon, text, size, folded, room);
    if (length > longest)
        return entry_at(lexicon, 0);
    Key key = key_of(folded, length);
    return entry_at(lexicon, word_table_find(&lexicon->words, &key, key_hash(&key)));
}

/* The key of a word in lower case; %FALSE for those that find_folded() is for. @margin: as in
 * lexicon_find() */
static inline gboolean
key_of_short(const char *text, guint32 size, gsize margin, Key *key)
{
    char last[KEY_HEAD];
    if (size > KEY_HEAD)
        return FALSE;
    if (G_UNLIKELY(margin < KEY_HEAD)) { /* less than a whole key may be read there */
        memset(last, 0, sizeof last);
        memcpy(last, text, size);
        text = last;
    }
    Bytes bytes = bytes_load(text) & key_mask(size);
    if (bytes_mask(bytes) != 0)
        return FALSE;
    *key = key_of_bytes(bytes_lower(bytes), size);
    return TRUE;
}

const LexiconEntry *
lexicon_find(const Lexicon *lexicon, const char *text, guint32 size, gsize margin)
{
    Key key;
    if (!key_of_short(text, size, margin, &key))
        return find_folded(lexicon, text, size);
    return entry_at(lexicon, word_table_find(&lexicon->words, &key, key_hash_short(&key)));
}

/* ---- many words at once ---- */

LexiconView
lexicon_get_view(const Lexicon *lexicon)
{
    return (LexiconView){ &lexicon->words, entry_at(lexicon, 0) };
}

/* Makes a word a candidate, or finds it at once. Returns 1 for a candidate, else 0. */
static inline guint32
consider(const Lexicon *lexicon,
         const char *text,
         guint32 size,
         gsize margin,
         Candidate *candidate,
         guint32 index,
         const LexiconEntry **found)
{
    Key key;
    *found = entry_at(lexicon, 0);
    if (key_of_short(text, size, margin, &key))
        return candidate_consider(candidate, &lexicon->words, key, index);
    *found = find_folded(lexicon, text, size);
    return 0;
}

static void
find_some(const Lexicon *lexicon,
          const char *text,
          guint32 text_size,
          const guint32 *begins,
          const guint32 *ends,
          guint32 n,
          const LexiconEntry **found)
{
    Candidate candidates[CANDIDATES];
    guint32 n_candidates = 0;
    for (guint32 i = 0; i < n; i++)
        n_candidates += consider(lexicon, text + begins[i], ends[i] - begins[i],
                                 text_size - begins[i], &candidates[n_candidates], i, &found[i]);
    for (guint32 i = 0; i < n_candidates; i++)
        found[candidates[i].index] =
            entry_at(lexicon, candidate_find(&candidates[i], &lexicon->words));
}

void
lexicon_find_all(const Lexicon *lexicon,
                 const char *text,
                 guint32 text_size,
                 const guint32 *begins,
                 const guint32 *ends,
                 guint32 n,
                 const LexiconEntry **found)
{
    for (guint32 i = 0; i < n; i += CANDIDATES)
        find_some(lexicon, text, text_size, begins + i, ends + i, MIN(n - i, CANDIDATES),
                  found + i);
}
