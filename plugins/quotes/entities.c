/* entities.c: who the names are of, by their words and initials. SPDX-License-Identifier: MIT */
#include "entities.h"

#include <string.h>

#include "phrases.h"

enum {
    CHAIN_REACH = 32, /* how many entities of one bucket are looked at */
    HASH_SEED = 5381,
};

/* ---- words compared without regard to case ---- */

static inline guint8
fold(char byte)
{
    return (guint)(byte - 'A') < 26 ? (guint8)(byte | 0x20) : (guint8)byte;
}

/* The bytes of the apostrophe at @at, either form; 0 if there is none: O'Neil is O’Neil. */
static inline guint32
apostrophe(const char *at, gsize size)
{
    if (*at == '\'')
        return 1;
    return size >= 3 && memcmp(at, "’", 3) == 0 ? 3 : 0;
}

guint32
hash_word(const char *form, gsize size)
{
    guint32 hash = HASH_SEED;
    for (gsize i = 0; i < size;) {
        guint32 skip = apostrophe(form + i, size - i);
        if (skip == 0)
            hash = hash * 33 + fold(form[i]);
        i += MAX(skip, 1);
    }
    return hash ^ hash >> 13;
}

static guint32
word_hash(const Text *text, guint32 token)
{
    const Token *at = &text->tokens.at[token];
    return hash_word(text->text + at->begin, at->end - at->begin);
}

static gboolean
same_word(const Text *text, guint32 a, guint32 b)
{
    const Token *x = &text->tokens.at[a], *y = &text->tokens.at[b];
    guint32 i = x->begin, j = y->begin;
    if (x->end - i == y->end - j && memcmp(text->text + i, text->text + j, x->end - i) == 0)
        return TRUE;
    while (i < x->end && j < y->end) {
        guint32 skip_i = apostrophe(text->text + i, x->end - i),
                skip_j = apostrophe(text->text + j, y->end - j);
        if ((skip_i == 0) != (skip_j == 0) ||
            (skip_i == 0 && fold(text->text[i]) != fold(text->text[j])))
            return FALSE;
        i += MAX(skip_i, 1);
        j += MAX(skip_j, 1);
    }
    return i == x->end && j == y->end;
}

static gboolean
same_initial(const Text *text, guint32 a, guint32 b)
{
    const Token *x = &text->tokens.at[a], *y = &text->tokens.at[b];
    guint32 shorter = MIN(x->end - x->begin, y->end - y->begin);
    return shorter <= 2 && fold(text->text[x->begin]) == fold(text->text[y->begin]);
}

/* ---- names of several words ---- */

/* The hyphen of a name: who is called Lee is not Ana Soto-Lee. */
static gboolean
is_joined(const Text *text, guint32 i)
{
    const Token *token = &text->tokens.at[i];
    return token->end - token->begin == 1 && text->text[token->begin] == '-';
}

/* ---- buckets ---- */

static guint32
bucket_of(const Text *text, guint32 hash, guint which)
{
    guint32 n = text->buckets.n / N_KEYS;
    return (hash & (n - 1)) + which * n;
}

static guint32
entity_last_word(const Entity *entity)
{
    return entity->name_last - 1;
}

static gboolean
genders_agree(guint a, guint b)
{
    return a == GENDER_UNKNOWN || b == GENDER_UNKNOWN || a == b;
}

static gboolean
types_agree(guint a, guint b)
{
    return a == TYPE_UNKNOWN || b == TYPE_UNKNOWN || a == b;
}

/* One word: whoever was last called by it, else whoever was named last with it. */
static guint32
find_short(const Text *text, const Name *name)
{
    guint32 best = NONE, hash = word_hash(text, name->head_first);
    for (guint which = KEY_LAST; which <= KEY_FIRST; which++) {
        guint32 e = text->buckets.at[bucket_of(text, hash, which)];
        for (guint n = 0; e != NONE && n < CHAIN_REACH; n++, e = text->entities.at[e].next[which]) {
            const Entity *entity = &text->entities.at[e];
            guint32 word = which == KEY_LAST ? entity_last_word(entity) : entity->name_first;
            if (entity->hash[which] != hash || !same_word(text, word, name->head_first) ||
                (which == KEY_LAST && word > entity->name_first && is_joined(text, word - 1)) ||
                !genders_agree(entity->gender, name->gender) ||
                (which == KEY_LAST && entity->type == TYPE_ORGANIZATION &&
                 word > entity->name_first &&
                 !has(text, word, W(ORGANIZATION)))) /* who is called Lee is not "Team Lee" */
                continue;
            if (name->titles != 0 && !types_agree(entity->type, name->type))
                continue;
            if (best == NONE || entity->n_mentions > text->entities.at[best].n_mentions ||
                (entity->n_mentions == text->entities.at[best].n_mentions &&
                 entity->last_seen > text->entities.at[best].last_seen && which == KEY_LAST))
                best = e;
        }
    }
    return best;
}

gboolean
is_known(const Text *text, guint32 token)
{
    guint32 hash = word_hash(text, token);
    guint32 e = text->buckets.at[bucket_of(text, hash, KEY_LAST)];
    for (guint n = 0; e != NONE && n < CHAIN_REACH; n++, e = text->entities.at[e].next[KEY_LAST]) {
        const Entity *entity = &text->entities.at[e];
        if (entity->hash[KEY_LAST] == hash && types_agree(entity->type, TYPE_PERSON) &&
            entity->name_last > entity->name_first + 1 &&
            same_word(text, entity_last_word(entity), token))
            return TRUE;
    }
    return FALSE;
}

/* Surnames of more than one word: "de Soto", "Mr. Soto Lund" is "Ana de Soto", "Tom Soto Lund". */
static gboolean
ends_alike(const Text *text, const Entity *entity, const Name *name)
{
    guint32 n = name->head_last - name->head_first;
    gboolean surname = name->titles != 0 || is_particle(text, name->head_first) ||
                       is_joined(text, name->head_first + 1);
    if (!surname || n >= entity->name_last - entity->name_first ||
        has(text, name->head_first, W_NAME_WORD))
        return FALSE;
    for (guint32 i = 1; i <= n; i++)
        if (!same_word(text, entity->name_last - i, name->head_last - i))
            return FALSE;
    return TRUE;
}

static gboolean
same_name(const Text *text, const Entity *entity, const Name *name)
{
    guint32 n = entity->name_last - entity->name_first, m = name->head_last - name->head_first;
    if (!genders_agree(entity->gender, name->gender))
        return FALSE;
    if (n == 1)
        return types_agree(entity->type, name->type) && name->type != TYPE_ORGANIZATION;
    if (name->type == TYPE_ORGANIZATION) {
        if (n != m)
            return FALSE;
        for (guint32 i = 0; i < n; i++)
            if (!same_word(text, entity->name_first + i, name->head_first + i))
                return FALSE;
        return TRUE;
    }
    return same_word(text, entity->name_first, name->head_first) ||
           same_initial(text, entity->name_first, name->head_first) ||
           ends_alike(text, entity, name);
}

static guint32
find_long(const Text *text, const Name *name)
{
    guint32 hash = word_hash(text, name->head_last - 1);
    guint32 e = text->buckets.at[bucket_of(text, hash, KEY_LAST)];
    for (guint n = 0; e != NONE && n < CHAIN_REACH; n++, e = text->entities.at[e].next[KEY_LAST]) {
        const Entity *entity = &text->entities.at[e];
        if (entity->hash[KEY_LAST] == hash &&
            same_word(text, entity_last_word(entity), name->head_last - 1) &&
            same_name(text, entity, name))
            return e;
    }
    return NONE;
}

static void
enter_bucket(Text *text, guint32 e, guint32 hash, guint which)
{
    guint32 *bucket = &text->buckets.at[bucket_of(text, hash, which)];
    text->entities.at[e].hash[which] = hash;
    text->entities.at[e].next[which] = *bucket;
    *bucket = e;
}

/* Takes an entity out of one of its buckets; FALSE if it is out of reach there. */
static gboolean
leave_bucket(Text *text, guint32 e, guint which)
{
    const Entity *entity = &text->entities.at[e];
    guint32 *link = &text->buckets.at[bucket_of(text, entity->hash[which], which)];
    for (guint n = 0; *link != NONE && n < CHAIN_REACH;
         n++, link = &text->entities.at[*link].next[which]) {
        if (*link == e) {
            *link = entity->next[which];
            return TRUE;
        }
    }
    return FALSE;
}

/* The hash of the initials of the capital words of an organization's name; 0 where it has fewer than two. */
static guint32
initials_hash(const Text *text, const Name *name)
{
    if (name->type != TYPE_ORGANIZATION)
        return 0;
    guint32 hash = HASH_SEED, n = 0;
    for (guint32 i = name->head_first; i < name->head_last; i++) {
        if (!has(text, i, W(CAPITAL)))
            continue;
        hash = hash * 33 + fold(text->text[text->tokens.at[i].begin]);
        n++;
    }
    return n < 2 ? 0 : hash ^ hash >> 13;
}

static guint32
new_entity(Text *text, const Name *name)
{
    Entity *entity = array_push(text->entities);
    *entity = (Entity){ .name_first = name->head_first,
                        .name_last = name->head_last,
                        .mention = text->mentions.n,
                        .next = { NONE, NONE, NONE },
                        .type = (guint8)name->type,
                        .gender = (guint8)name->gender };
    guint32 e = text->entities.n - 1, initials = initials_hash(text, name);
    enter_bucket(text, e, word_hash(text, name->head_last - 1), KEY_LAST);
    enter_bucket(text, e, word_hash(text, name->head_first), KEY_FIRST);
    if (initials != 0)
        enter_bucket(text, e, initials, KEY_INITIALS);
    return e;
}

/* ---- acronyms ---- */

static gboolean
is_acronym(const Text *text, guint32 first, guint32 last)
{
    const Token *token = &text->tokens.at[first];
    return last == first + 1 && (token->word & W(CAPITALS)) != 0 && token->end - token->begin <= 6;
}

/* Whether the letters of @token are the initials of the capital words from @first on. */
static gboolean
has_initials(const Text *text, guint32 token, guint32 first, guint32 last)
{
    guint32 letter = text->tokens.at[token].begin, end = text->tokens.at[token].end;
    for (guint32 i = first; i < last; i++) {
        if (!has(text, i, W(CAPITAL)))
            continue;
        if (letter == end || text->text[letter] != text->text[text->tokens.at[i].begin])
            return FALSE;
        letter++;
    }
    return letter == end;
}

/* "RBT" behind the Rail Board of Troy. */
static guint32
find_by_acronym(const Text *text, const Name *name)
{
    guint32 hash = word_hash(text, name->head_first);
    guint32 e = text->buckets.at[bucket_of(text, hash, KEY_INITIALS)];
    for (guint n = 0; e != NONE && n < CHAIN_REACH; n++) {
        const Entity *entity = &text->entities.at[e];
        if (entity->hash[KEY_INITIALS] == hash &&
            has_initials(text, name->head_first, entity->name_first, entity->name_last))
            return e;
        e = entity->next[KEY_INITIALS];
    }
    return NONE;
}

/* The Rail Board of Troy behind "RBT": it takes the full name, and the keys of it. */
static guint32
spell_out(Text *text, const Name *name)
{
    guint32 hash = initials_hash(text, name);
    guint32 e = hash == 0 ? NONE : text->buckets.at[bucket_of(text, hash, KEY_LAST)];
    for (guint n = 0; e != NONE && n < CHAIN_REACH; n++, e = text->entities.at[e].next[KEY_LAST]) {
        Entity *entity = &text->entities.at[e];
        if (entity->hash[KEY_LAST] != hash ||
            !is_acronym(text, entity->name_first, entity->name_last) ||
            !has_initials(text, entity->name_first, name->head_first, name->head_last))
            continue;
        if (!leave_bucket(text, e, KEY_LAST) || !leave_bucket(text, e, KEY_FIRST))
            return NONE;
        entity->name_first = name->head_first;
        entity->name_last = name->head_last;
        enter_bucket(text, e, word_hash(text, name->head_last - 1), KEY_LAST);
        enter_bucket(text, e, word_hash(text, name->head_first), KEY_FIRST);
        enter_bucket(text, e, hash, KEY_INITIALS);
        return e;
    }
    return NONE;
}

/* A fuller name takes the place of the shorter one; its first word leads to it too. */
static void
grow_entity(Text *text, guint32 e, const Name *name)
{
    Entity *entity = &text->entities.at[e];
    guint32 n = name->head_last - name->head_first, old = entity->name_last - entity->name_first;
    if (entity->type == TYPE_UNKNOWN || (old == 1 && n > 1))
        entity->type = (guint8)name->type;
    if (entity->gender == GENDER_UNKNOWN)
        entity->gender = (guint8)name->gender;
    if (n > old && same_word(text, entity_last_word(entity), name->head_last - 1)) {
        entity->name_first = name->head_first;
        entity->name_last = name->head_last;
        if (leave_bucket(text, e, KEY_FIRST))
            enter_bucket(text, e, word_hash(text, name->head_first), KEY_FIRST);
    }
}

guint32
entity_of(Text *text, const Name *name)
{
    gboolean single = name->head_last - name->head_first == 1;
    guint32 e = single ? find_short(text, name) : find_long(text, name);
    if (e == NONE)
        e = is_acronym(text, name->head_first, name->head_last) ? find_by_acronym(text, name)
                                                                : spell_out(text, name);
    if (e == NONE)
        e = new_entity(text, name);
    else
        grow_entity(text, e, name);
    text->entities.at[e].n_mentions++;
    text->entities.at[e].last_seen = name->head_first;
    return e;
}

void
reset_buckets(Text *text)
{
    guint32 n = 1024;
    while (n < text->tokens.n / 32)
        n *= 2;
    text->buckets.n = 0;
    for (guint32 i = 0; i < N_KEYS * n; i++)
        *array_push(text->buckets) = NONE;
}
