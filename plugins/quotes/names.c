/* names.c: words that name somebody. SPDX-License-Identifier: MIT */
#include "names.h"
#include "entities.h"

#include <string.h>

#include <galley/standard.h>

#include "passes.h"
#include "phrases.h"

enum { ROLE_REACH = 64 };

/* ---- where a name begins and ends ---- */

static gboolean
is_name_token(const Text *text, guint32 i)
{
    return has(text, i, W(CAPITAL)) && has(text, i, W(LETTERS)) && !has(text, i, W(CLITIC)) &&
           !(has(text, i, W(DAY)) && !has(text, i, W_NAME_WORD)) && !(has(text, i, W(SUBJECT)));
}

/* Secretary of State, Department of Justice, Center for Law, Commission on Health */
static gboolean
joins_office(const Text *text, guint32 i, guint32 first)
{
    const Token *token = &text->tokens.at[i];
    const char *form = text->text + token->begin;
    guint32 size = token->end - token->begin;
    if (i > first + 1 && has(text, i - 1, W(TITLE)) &&
        (has(text, i - 2, W_NAME_WORD) ||
         text->tokens.at[i - 2].end - text->tokens.at[i - 2].begin <= 2))
        return FALSE; /* Peter T. King of New York */
    if (size == 2 && memcmp(form, "of", 2) == 0)
        return has(text, i - 1, W(ORGANIZATION) | W(TITLE) | W(ROLE));
    gboolean other =
        (size == 2 && memcmp(form, "on", 2) == 0) || (size == 3 && memcmp(form, "for", 3) == 0);
    return other && has(text, i - 1, W(ORGANIZATION)) && !has(text, i - 1, W(CAPITALS));
}

/* Small words and stops that a name goes on behind. */
static gboolean
joins_name(const Text *text, guint32 i, guint32 first, guint32 end)
{
    if (i + 1 >= end)
        return FALSE;
    const Token *token = &text->tokens.at[i];
    if (token->mark == MARK_STOP) /* a tokenizer that parts "J" and "." */
        return token[-1].end == token->begin && token[-1].end - token[-1].begin == 1 &&
               is_name_token(text, i + 1);
    if ((token->word & W(LETTERS)) == 0)
        return FALSE;
    if ((token->word & W(PREPOSITION)) != 0 && is_name_token(text, i + 1))
        return joins_office(text, i, first);
    return is_particle(text, i) &&
           (is_name_token(text, i + 1) ||
            (i + 2 < end && is_particle(text, i + 1) && is_name_token(text, i + 2))); /* von der */
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
        if (!is_name_token(text, i) && !(i > first && joins_name(text, i, first, end)))
            break;
        i++;
    }
    return i;
}

/* What a form looks like, whatever the tables know of it. */
#define W_SHAPE (W(CAPITAL) | W(CAPITALS) | W(LETTERS) | W(OPENS_SENTENCE) | W(DATELINE))
#define W_ENDING (W(ED) | W(GERUND))

/* Words that open a sentence with a capital letter and name nobody. */
static gboolean
is_ordinary_opening(const Text *text, guint32 i, guint32 next)
{
    const Token *token = &text->tokens.at[i];
    gboolean opens = (token->word & W(OPENS_SENTENCE)) != 0 ||
                     (i > 0 && token[-1].mark == MARK_QUOTE && !closes_region(text, i - 1)) ||
                     (i > 0 && token[-1].mark == MARK_COLON);
    if (!opens || (token->word & (W_NAME_WORD | W(ORGANIZATION) | W(PLACE))) != 0)
        return FALSE;
    if ((token->word & ~W_SHAPE) == 0 || (next == i + 1 && is_known(text, i)))
        return FALSE; /* "Song also said", where a Bill Song was named */
    if ((token->word & W(TITLE)) != 0)
        return next == i + 1;
    gboolean named = next == i + 1 && next < text->tokens.n && has(text, next, W_CUE | W(VERB)) &&
                     !has(text, i, W(LY));
    return (token->word & ~(W_SHAPE | W_ENDING)) != 0 || !named; /* "Reed said" */
}

/* ---- what kind of name ---- */

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
    for (guint32 i = name->head_first + 1; i + 2 < last; i++)
        if (is_hyphen(text, i, last) && !has(text, i + 1, W(CAPITAL)))
            name->head_first = i + 2; /* Ohio-based Ann Lee */
    while (name->head_first < last && !has(text, name->head_first, W(CAPITAL)))
        name->head_first++;
    if (last > name->head_first + 2 && !has(text, name->head_first, W_NAME_WORD) &&
        !has(text, last - 1, W(ORGANIZATION)) && has(text, name->head_first + 1, W_NAME_WORD) &&
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
    if ((head & W(CAPITALS)) != 0)
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

/* in June, since April, June 5: a month that is a given name too */
static gboolean
is_month(const Text *text, const Name *name)
{
    guint32 i = name->first;
    if (name->last != i + 1 || !has(text, i, W(DAY)))
        return FALSE;
    return (i > 0 && has(text, i - 1, W(PREPOSITION) | W(TIME))) ||
           (i + 1 < text->tokens.n && has(text, i + 1, W(DIGITS)));
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
        (last & (W_NAME_WORD | W(PLACE) | W(ORGANIZATION))) == 0 &&
        !is_known(text, name->head_first))
        return FALSE;
    if (name->head_last - name->head_first == 1 &&
        text->tokens.at[name->head_first].end - text->tokens.at[name->head_first].begin == 1)
        return FALSE; /* a letter, as in "Q:" */
    if (is_month(text, name))
        return FALSE;
    look_before(text, name);
    name->type = type_of(text, name);
    name->gender = gender_of(name->titles & (W(MALE) | W(FEMALE)));
    if (name->gender == GENDER_UNKNOWN && name->type == TYPE_PERSON)
        name->gender = gender_of(text->tokens.at[name->head_first].word & W_NAME_WORD);
    return TRUE;
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
        return hash_word(titles[i].word, strlen(titles[i].word));
    }
    return hash_word(text->text + at->begin, at->end - at->begin);
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

/* Kim Yong Ha, the leader of ...: the role in an apposition, or NONE. */
static guint32
role_behind(const Text *text, const Name *name)
{
    guint32 i = name->last;
    if (i + 2 >= text->tokens.n || !is_mark(text, i, MARK_COMMA) ||
        !has(text, i + 1, W(DETERMINER) | W(ROLE) | W(POSSESSIVE)) || has(text, i + 1, W(CAPITAL)))
        return NONE;
    for (guint32 k = i + 1; k + 1 < text->tokens.n && k < i + 6 && is_word(text, k); k++)
        if (has(text, k, W(ROLE)) && !has(text, k + 1, W(ROLE) | W(CAPITAL)))
            return is_word(text, k + 1) && !has(text, k + 1, W(PREPOSITION)) ? NONE : k;
    return NONE;
}

/* The president, Ann Lee, spoke: the role before a name between commas, or NONE. */
static guint32
role_ahead(const Text *text, const Name *name)
{
    guint32 comma = name->first - 1;
    if (name->first < 3 || name->last >= text->tokens.n || !is_mark(text, comma, MARK_COMMA) ||
        !is_mark(text, name->last, MARK_COMMA) || !has(text, comma - 1, W(ROLE)) ||
        !has(text, comma - 2, W(DETERMINER) | W(POSSESSIVE) | W(ROLE)))
        return NONE;
    return comma - 1;
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
    guint32 ahead = role_ahead(text, name);
    if (ahead != NONE && name->type == TYPE_PERSON)
        *array_push(text->roles) = (Role){ role_of(text, ahead), ahead, entity };
    gboolean vice =
        name->role != NONE && name->role > name->first && has(text, name->role - 1, W(VICE));
    if (name->role != NONE && name->type == TYPE_PERSON && !vice)
        *array_push(text->roles) = (Role){ role_of(text, name->role), name->role, entity };
    guint32 behind = role_behind(text, name);
    if (behind != NONE && name->type == TYPE_PERSON && !has(text, behind - 1, W(VICE)))
        *array_push(text->roles) = (Role){ role_of(text, behind), behind, entity };
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
