/* phrases.h: noun phrases and verb groups, by small local decisions. SPDX-License-Identifier: MIT */
#pragma once

#include "quotes.h"

/* Steps a walk may take: keeps every walk short, whatever the text. */
enum { REACH = 40 };

static inline gboolean
has(const Text *text, guint32 i, WordFlags flags)
{
    return (text->tokens.at[i].word & flags) != 0;
}

static inline gboolean
is_mark(const Text *text, guint32 i, Mark mark)
{
    return text->tokens.at[i].mark == mark;
}

static inline gboolean
is_word(const Text *text, guint32 i)
{
    return has(text, i, W(LETTERS) | W(DIGITS) | W(CLITIC));
}

/* opens_region: whether @i is the opening mark of a region; then region_after() is the token behind it */
static inline gboolean
opens_region(const Text *text, guint32 i)
{
    guint32 r = text->tokens.at[i].region;
    return r != NONE && text->regions.at[r].open == i;
}

static inline gboolean
closes_region(const Text *text, guint32 i)
{
    guint32 r = text->tokens.at[i].region;
    return r != NONE && text->regions.at[r].close == i;
}

static inline const Region *
region_of(const Text *text, guint32 i)
{
    return &text->regions.at[text->tokens.at[i].region];
}

/* step: the next token of the narrator's after @i; a region counts as one */
static inline guint32
step(const Text *text, guint32 i)
{
    return opens_region(text, i) ? region_of(text, i)->close + 1 : i + 1;
}

/* is_possessive: 's and ' that make a genitive of the word before */
gboolean is_genitive(const Text *text, guint32 i, guint32 limit);
/* is_particle: a small word inside names: de, van, bin */
gboolean is_particle(const Text *text, guint32 i);
gboolean is_adverb(const Text *text, guint32 i);
/* is_word_form: whether token @i is @form, whatever the case of its ASCII letters; not for hot loops */
gboolean is_word_form(const Text *text, guint32 i, const char *form);
/* phrase_before: where the noun phrase begins that ends before @end, at or after @limit; NONE if there is none */
guint32 phrase_before(const Text *text, guint32 end, guint32 limit);
/* phrase_after: where the noun phrase ends that begins at @begin, at most @limit; @begin if there is none */
guint32 phrase_after(const Text *text, guint32 begin, guint32 limit);
/* aside_end: behind the comma that closes ", however," or ", for example," which the comma at @i opens; @i if none does */
guint32 aside_end(const Text *text, guint32 i, guint32 limit);
/* skip_adjuncts: behind adverbs, times and short prepositional phrases from @i on */
guint32 skip_adjuncts(const Text *text, guint32 i, guint32 limit);
/* is_clause: whether what stands between has a verb of its own, other than in an opening "In Troy, where it rains," */
gboolean is_clause(const Text *text, guint32 from, guint32 limit);
/* has_finite_verb: whether a clause with its own verb stands at @from: a noun phrase, then a verb */
gboolean has_finite_verb(const Text *text, guint32 from, guint32 limit);
