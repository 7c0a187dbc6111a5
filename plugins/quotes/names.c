/* names.c: words that name somebody, and who they name. SPDX-License-Identifier: MIT */
#include "names.h"

#include <string.h>

#include <galley/standard.h>

#include "passes.h"
#include "phrases.h"

enum {
    CHAIN_REACH = 32, /* how many entities of one bucket are looked at */
    ROLE_REACH = 64,
};

/* ---- words compared without regard to case ---- */

static inline guint8
fold(char byte)
{
    return (guint)(byte - 'A') < 26 ? (guint8)(byte | 0x20) : (guint8)byte;
}

static guint32
word_hash(const Text *text, guint32 token)
{
    guint32 hash = 5381;
    for (guint32 i = text->tokens.at[token].begin; i < text->tokens.at[token].end; i++)
        hash = hash * 33 + fold(text->text[i]);
    return hash ^ hash >> 13;
}

static gboolean
same_word(const Text *text, guint32 a, guint32 b)
{
    const Token *x = &text->tokens.at[a], *y = &text->tokens.at[b];
    guint32 size = x->end - x->begin;
    if (size != y->end - y->begin)
        return FALSE;
    for (guint32 i = 0; i < size; i++)
        if (fold(text->text[x->begin + i]) != fold(text->text[y->begin + i]))
            return FALSE;
    return TRUE;
}

static gboolean
same_initial(const Text *text, guint32 a, guint32 b)
{
    const Token *x = &text->tokens.at[a], *y = &text->tokens.at[b];
    guint32 shorter = MIN(x->end - x->begin, y->end - y->begin);
    return shorter <= 2 && fold(text->text[x->begin]) == fold(text->text[y->begin]);
}

/* ---- where a name begins and ends ---- */

static gboolean
is_name_token(const Text *text, guint32 i)
{
    return has(text, i, W(CAPITAL)) && has(text, i, W(LETTERS)) && !has(text, i, W(CLITIC)) &&
           !(has(text, i, W(DAY)) && !has(text, i, W_NAME_WORD)) && !(has(text, i, W(SUBJECT)));
}

static gboolean
is_particle(const Text *text, guint32 i)
{
    static const char *const particles[] = { "de",  "la",  "van", "von", "bin", "al", "del", "der",
                                             "den", "ben", "di",  "da",  "du",  "le", "el" };
    const Token *token = &text->tokens.at[i];
    for (guint p = 0; p < G_N_ELEMENTS(particles); p++)
        if (strlen(particles[p]) == token->end - token->begin &&
            memcmp(particles[p], text->text + token->begin, token->end - token->begin) == 0)
            return TRUE;
    return FALSE;
}

/* "of" goes on with "Secretary of State", "Department of Justice" */
static gboolean
joins_name(const Text *text, guint32 i, guint32 end, WordFlags seen)
{
    if (i + 1 >= end)
        return FALSE;
    const Token *token = &text->tokens.at[i];
    if (token->mark == MARK_STOP) /* a tokenizer that parts "J" and "." */
        return token[-1].end == token->begin && token[-1].end - token[-1].begin == 1 &&
               is_name_token(text, i + 1);
    if ((token->word & W(LETTERS)) == 0)
        return FALSE;
    if ((seen & (W(ORGANIZATION) | W(TITLE) | W(ROLE))) != 0 && token->end - token->begin <= 3 &&
        text->text[token->begin] == 'o' && (token->word & W(PREPOSITION)) != 0 &&
        is_name_token(text, i + 1))
        return text->text[token->begin + 1] == 'f';
    return is_particle(text, i) && is_name_token(text, i + 1);
}

/* Jean-Luc, Ki-moon: a hyphen that touches a word on both sides. */
static gboolean
is_hyphen(const Text *text, guint32 i, guint32 end)
{
    const Token *token = &text->tokens.at[i];
    return i + 1 < end && token->end - token->begin == 1 && text->text[token->begin] == '-' &&
           token[-1].end == token->begin && token[1].begin == token->end &&
           has(text, i + 1, W(LETTERS));
}

static guint32
name_end(const Text *text, guint32 first, guint32 end)
{
    WordFlags seen = 0;
    guint32 i = first;
    while (i < end && i < first + 12) {
        const Token *token = &text->tokens.at[i];
        if (i > first &&
            (token->region != token[-1].region || (token->word & W(OPENS_SENTENCE)) != 0 ||
             token->begin > token[-1].end + 2))
            break;
        if (i > first && has(text, i, W(PAST) | W(S) | W(VERB) | W_AUXILIARY) &&
            !has(text, i, W_NAME_WORD | W(ORGANIZATION) | W(PLACE) | W(TIME)) &&
            !has(text, i, W(BASE) | W(CAPITALS)))
            break;
        if (i > first && is_hyphen(text, i, end)) {
            i += 2;
            continue;
        }
        if (!is_name_token(text, i) && !(i > first && joins_name(text, i, end, seen)))
            break;
        seen |= token->word;
        i++;
    }
    return i;
}

/* Words that open a sentence with a capital letter and name nobody. */
static gboolean
is_ordinary_opening(const Text *text, guint32 i, guint32 next)
{
    const Token *token = &text->tokens.at[i];
    gboolean opens = (token->word & W(OPENS_SENTENCE)) != 0 ||
                     (i > 0 && token[-1].mark == MARK_QUOTE) ||
                     (i > 0 && token[-1].mark == MARK_COLON);
    if (!opens || (token->word & (W_NAME_WORD | W(ORGANIZATION) | W(PLACE))) != 0)
        return FALSE;
    if ((token->word & W(TITLE)) != 0)
        return next == i + 1;
    return (token->word & ~(W(CAPITAL) | W(CAPITALS) | W(LETTERS) | W(OPENS_SENTENCE))) != 0;
}

/* ---- what kind of name ---- */

typedef struct {
    guint32 first, last;           /* all of it */
    guint32 head_first, head_last; /* without titles */
    WordFlags titles;
    guint32 role; /* the token of its last title, or NONE */
    NameType type;
    Gender gender;
} Name;

static WordFlags
all_flags(const Text *text, guint32 first, guint32 last)
{
    WordFlags flags = 0;
    for (guint32 i = first; i < last; i++)
        flags |= text->tokens.at[i].word;
    return flags;
}

static void
strip_titles(const Text *text, Name *name)
{
    guint32 last = name->last;
    while (last > name->first + 1 && has(text, last - 1, W(SUFFIX)))
        last--;
    for (guint32 i = name->first; i + 1 < last; i++) {
        if (!has(text, i, W(TITLE) | W(ROLE)) || has(text, i, W_NAME_WORD))
            continue;
        name->titles |= text->tokens.at[i].word;
        name->role = i;
        name->head_first = i + 1;
    }
    while (name->head_first < last && !has(text, name->head_first, W(CAPITAL)))
        name->head_first++;
    if (last > name->head_first + 2 && !has(text, name->head_first, W_NAME_WORD) &&
        has(text, name->head_first + 1, W_NAME_WORD) &&
        text->tokens.at[name->head_first].end - text->tokens.at[name->head_first].begin > 2)
        name->head_first++; /* "Crooked Jane Smith" */
    name->head_last = last;
}

static Gender
gender_of(WordFlags flags)
{
    gboolean female = (flags & (W(FEMALE) | W(FEMALE_NAME))) != 0;
    gboolean male = (flags & (W(MALE) | W(MALE_NAME))) != 0;
    return female == male ? GENDER_UNKNOWN : female ? GENDER_FEMALE : GENDER_MALE;
}

/* The agency of a dateline: LEEDS (North Wire) - */
static gboolean
stands_in_brackets(const Text *text, const Name *name)
{
    return name->first > 0 && is_mark(text, name->first - 1, MARK_OPEN);
}

/* in Low Marsh, at Port Ellery: where nothing tells of a person, a place. */
static gboolean
is_placed(const Text *text, const Name *name)
{
    if (name->first == 0 || has(text, name->first, W(OPENS_SENTENCE)))
        return FALSE;
    const Token *before = &text->tokens.at[name->first - 1];
    return (before->word & W(PREPOSITION)) != 0 && before->end - before->begin == 2 &&
           strchr("ia", g_ascii_tolower(text->text[before->begin])) != NULL &&
           strchr("nt", text->text[before->begin + 1]) != NULL;
}

static NameType
type_of(const Text *text, const Name *name)
{
    WordFlags head = all_flags(text, name->head_first, name->head_last);
    WordFlags first = text->tokens.at[name->head_first].word,
              last = text->tokens.at[name->head_last - 1].word;
    guint32 n = name->head_last - name->head_first;
    gboolean person = (first & W_NAME_WORD) != 0 && n >= 2;
    if ((head & W(DATELINE)) != 0)
        return stands_in_brackets(text, name) ? TYPE_ORGANIZATION : TYPE_PLACE;
    if ((head & W(ORGANIZATION)) != 0 && !(person && n <= 3 && (last & W(ORGANIZATION)) == 0))
        return TYPE_ORGANIZATION;
    if (person || (name->titles & (W(MALE) | W(FEMALE) | W(TITLE))) != 0)
        return TYPE_PERSON;
    if ((last & W(PLACE)) != 0)
        return TYPE_PLACE;
    if ((first & W_NAME_WORD) != 0)
        return TYPE_PERSON;
    if ((head & W(CAPITALS)) != 0 && n == 1)
        return TYPE_ORGANIZATION;
    if (is_placed(text, name))
        return TYPE_PLACE;
    return n == 2 || n == 3 ? TYPE_PERSON : TYPE_UNKNOWN;
}

/* A role before the name in small letters: "spokeswoman Hope Hicks", "leader Kim Jong Un". */
static void
look_before(const Text *text, Name *name)
{
    if (name->role != NONE || name->first == 0 || has(text, name->first, W(OPENS_SENTENCE)))
        return;
    guint32 before = name->first - 1;
    if (!has(text, before, W(ROLE) | W(TITLE)) || has(text, before, W(CAPITAL)))
        return;
    name->role = before;
    name->titles |= text->tokens.at[before].word & (W(MALE) | W(FEMALE) | W(TITLE));
}

static gboolean
read_name(const Text *text, guint32 first, guint32 end, Name *name)
{
    *name = (Name){
        .first = first, .last = name_end(text, first, end), .head_first = first, .role = NONE
    };
    if (is_ordinary_opening(text, first, name->last)) {
        name->first = ++name->head_first;
        if (name->first >= name->last || !is_name_token(text, name->first))
            return FALSE;
    }
    strip_titles(text, name);
    if (name->head_first >= name->head_last)
        return FALSE;
    WordFlags head = all_flags(text, name->head_first, name->head_last);
    WordFlags last = text->tokens.at[name->head_last - 1].word;
    if ((head & W(ORGANIZATION)) != 0 && (head & W_NAME_WORD) == 0 && name->role != NONE)
        name->head_first = name->first; /* "Justice Department" is no judge */
    if ((last & (W(DEMONYM) | W(PLURAL_ROLE))) != 0 &&
        (head & (W(ORGANIZATION) | W_NAME_WORD)) == 0)
        return FALSE;
    if (name->head_last - name->head_first == 1 && name->role == NONE &&
        (last & (W(TITLE) | W(ROLE) | W(TIME))) != 0 &&
        (last & (W_NAME_WORD | W(PLACE) | W(ORGANIZATION))) == 0)
        return FALSE;
    look_before(text, name);
    name->type = type_of(text, name);
    name->gender = gender_of(name->titles & (W(MALE) | W(FEMALE)));
    if (name->gender == GENDER_UNKNOWN && name->type == TYPE_PERSON)
        name->gender = gender_of(text->tokens.at[name->head_first].word & W_NAME_WORD);
    return TRUE;
}

/* ---- entities ---- */

static guint32
bucket_of(const Text *text, guint32 hash, guint which)
{
    guint32 half = text->buckets.n / 2;
    return (hash & (half - 1)) + which * half;
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
    for (guint which = 0; which < 2; which++) {
        guint32 e = text->buckets.at[bucket_of(text, hash, which)];
        for (guint n = 0; e != NONE && n < CHAIN_REACH; n++, e = text->entities.at[e].next[which]) {
            const Entity *entity = &text->entities.at[e];
            guint32 word = which == 0 ? entity_last_word(entity) : entity->name_first;
            if (entity->hash[which] != hash || !same_word(text, word, name->head_first) ||
                !genders_agree(entity->gender, name->gender))
                continue;
            if (name->titles != 0 && !types_agree(entity->type, name->type))
                continue;
            if (best == NONE || entity->n_short > text->entities.at[best].n_short ||
                (entity->n_short == text->entities.at[best].n_short &&
                 entity->last_seen > text->entities.at[best].last_seen && which == 0))
                best = e;
        }
    }
    return best;
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
           same_initial(text, entity->name_first, name->head_first);
}

static guint32
find_long(const Text *text, const Name *name)
{
    guint32 hash = word_hash(text, name->head_last - 1);
    guint32 e = text->buckets.at[bucket_of(text, hash, 0)];
    for (guint n = 0; e != NONE && n < CHAIN_REACH; n++, e = text->entities.at[e].next[0]) {
        const Entity *entity = &text->entities.at[e];
        if (entity->hash[0] == hash &&
            same_word(text, entity_last_word(entity), name->head_last - 1) &&
            same_name(text, entity, name))
            return e;
    }
    return NONE;
}

static void
enter_bucket(Text *text, guint32 e, guint32 token, guint which)
{
    guint32 hash = word_hash(text, token);
    guint32 *bucket = &text->buckets.at[bucket_of(text, hash, which)];
    text->entities.at[e].hash[which] = hash;
    text->entities.at[e].next[which] = *bucket;
    *bucket = e;
}

/* Takes an entity out of the bucket of its first word; FALSE if it is out of reach there. */
static gboolean
leave_bucket(Text *text, guint32 e)
{
    const Entity *entity = &text->entities.at[e];
    guint32 *link = &text->buckets.at[bucket_of(text, entity->hash[1], 1)];
    for (guint n = 0; *link != NONE && n < CHAIN_REACH;
         n++, link = &text->entities.at[*link].next[1]) {
        if (*link == e) {
            *link = entity->next[1];
            return TRUE;
        }
    }
    return FALSE;
}

static guint32
new_entity(Text *text, const Name *name)
{
    Entity *entity = array_push(text->entities);
    *entity = (Entity){ .name_first = name->head_first,
                        .name_last = name->head_last,
                        .mention = text->mentions.n,
                        .next = { NONE, NONE },
                        .type = (guint8)name->type,
                        .gender = (guint8)name->gender };
    guint32 e = text->entities.n - 1;
    enter_bucket(text, e, name->head_last - 1, 0);
    enter_bucket(text, e, name->head_first, 1);
    return e;
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
        if (leave_bucket(text, e))
            enter_bucket(text, e, name->head_first, 1);
    }
}

static guint32
entity_of(Text *text, const Name *name)
{
    gboolean single = name->head_last - name->head_first == 1;
    guint32 e = single ? find_short(text, name) : find_long(text, name);
    if (e == NONE)
        e = new_entity(text, name);
    else
        grow_entity(text, e, name);
    text->entities.at[e].n_short += single;
    text->entities.at[e].last_seen = name->head_first;
    return e;
}

/* ---- roles ---- */

static guint32
role_of(const Text *text, guint32 token)
{
    static const struct {
        const char *abbreviation, *word;
    } titles[] = { { "sen", "senator" },
                   { "gov", "governor" },
                   { "rep", "representative" },
                   { "gen", "general" },
                   { "prof", "professor" },
                   { "dr", "doctor" },
                   { "congressman", "representative" },
                   { "pres", "president" },
                   { "lawmaker", "representative" } };
    const Token *at = &text->tokens.at[token];
    guint32 size = at->end - at->begin;
    if (size > 1 && text->text[at->end - 1] == '.')
        size--;
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++) {
        if (strlen(titles[i].abbreviation) != size ||
            g_ascii_strncasecmp(titles[i].abbreviation, text->text + at->begin, size) != 0)
            continue;
        guint32 hash = 5381;
        for (const char *c = titles[i].word; *c != '\0'; c++)
            hash = hash * 33 + fold(*c);
        return hash ^ hash >> 13;
    }
    return word_hash(text, token);
}

guint32
find_role(const Text *text, guint32 token)
{
    guint32 role = role_of(text, token), low = 0, high = text->roles.n;
    while (low < high) { /* the first one behind @token */
        guint32 middle = low + (high - low) / 2;
        if (text->roles.at[middle].at < token)
            low = middle + 1;
        else
            high = middle;
    }
    guint32 least = low > ROLE_REACH ? low - ROLE_REACH : 0;
    for (guint32 i = low; i > least; i--)
        if (text->roles.at[i - 1].word == role)
            return text->roles.at[i - 1].entity;
    return NONE;
}

/* ---- the pass ---- */

/* Whether a verb follows, an apposition or an adverb between. */
static gboolean
is_subject(const Text *text, const Name *name, guint32 end)
{
    guint32 i = name->last;
    if (has(text, name->first, W(OPENS_SENTENCE)))
        return i >= end ||
               (!has(text, i, W(CLITIC)) && !has(text, i, W(AND)) && !is_mark(text, i, MARK_COLON));
    if (name->first > 0 && has(text, name->first - 1, W(PREPOSITION) | W(TO)))
        return FALSE;
    if (i < end && has(text, i, W(SUFFIX)))
        i++;
    while (i < end && is_adverb(text, i))
        i++;
    return i < end && has(text, i, W(VERB) | W_CUE | W_AUXILIARY | W(ED)) &&
           !is_genitive(text, i, end);
}

static void
reset_buckets(Text *text)
{
    guint32 n = 1024;
    while (n < text->tokens.n / 32)
        n *= 2;
    text->buckets.n = 0;
    for (guint32 i = 0; i < 2 * n; i++)
        *array_push(text->buckets) = NONE;
}

static void
add_mention(Text *text, const Name *name)
{
    guint32 entity = entity_of(text, name);
    Mention *mention = array_push(text->mentions);
    *mention = (Mention){ .first = name->first,
                          .last = name->last,
                          .head_first = name->head_first,
                          .head_last = name->head_last,
                          .entity = entity,
                          .form = GALLEY_MENTION_FORM_NAME,
                          .type = (guint8)name->type,
                          .subject = is_subject(text, name, text->tokens.n) };
    gboolean vice =
        name->role != NONE && name->role > name->first && has(text, name->role - 1, W(VICE));
    if (name->role != NONE && name->type == TYPE_PERSON && !vice)
        *array_push(text->roles) = (Role){ role_of(text, name->role), name->role, entity };
}

void
find_names(Text *text)
{
    reset_buckets(text);
    for (guint32 i = 0; i < text->tokens.n;) {
        Name name;
        if (!is_name_token(text, i)) {
            i++;
        } else if (read_name(text, i, text->tokens.n, &name)) {
            add_mention(text, &name);
            i = name.last;
        } else {
            i = MAX(name.last, i + 1);
        }
    }
}
