/* scare.c: words in marks that nobody is quoted with: scare quotes, titles, nicknames. SPDX-License-Identifier: MIT */
#include "passes.h"
#include "phrases.h"

/* All words but the small ones begin with a capital letter, as in titles. */
static gboolean
is_title_case(const Text *text, const Region *region)
{
    guint32 capitals = 0;
    for (guint32 i = region->open + 1; i < region->close; i++) {
        if (!has(text, i, W(LETTERS)) || has(text, i, W(CLITIC)))
            continue;
        if (has(text, i, W(CAPITAL)))
            capitals++;
        else if (!has(text, i,
                      W(PREPOSITION) | W(DETERMINER) | W(AND) | W(TO) | W(POSSESSIVE) | W(BE)))
            return FALSE;
    }
    return capitals > 1 || (capitals == 1 && region->n_words == 1);
}

static gboolean
is_sentence_end(guint8 mark)
{
    return mark == MARK_COMMA || mark == MARK_QUESTION || mark == MARK_EXCLAMATION;
}

/* called "X", so-called "X", titled "X", the book "X" */
static gboolean
names_thing(const Text *text, guint32 open)
{
    return open > 0 && has(text, open - 1, W(TITLE_CUE));
}

/* James “Jim” Hale, to “Big Jim” Hale: one or two words in capitals, right before the rest of a name */
static gboolean
is_nickname(const Text *text, const Region *region)
{
    guint32 next = region->close + 1;
    return region->closed && region->n_words <= 2 && region->last_mark == MARK_NONE &&
           next < text->tokens.n && region->open > 0 &&
           has(text, region->open - 1, W(CAPITAL) | W(PREPOSITION) | W(TO)) &&
           has(text, region->open + 1, W(CAPITAL)) && has(text, next, W(CAPITAL)) &&
           has(text, next, W(LETTERS)) && !has(text, next, W(DAY) | W(OPENS_SENTENCE)) &&
           !has(text, next, W_CUE);
}

/* was known as “the Hammer” in his youth: a name that somebody goes by */
static gboolean
is_byname(const Text *text, const Region *region)
{
    guint32 open = region->open;
    return region->closed && region->n_words <= 4 && open > 1 &&
           is_word_form(text, open - 1, "as") && is_word_form(text, open - 2, "known");
}

/* “Bridges of Troy,” by Ann Lee: no verb before it that “by” could go with */
static gboolean
has_author(const Text *text, const Region *region)
{
    guint32 next = region->close + 1;
    return region->closed && next + 1 < text->tokens.n && region->last_mark == MARK_COMMA &&
           is_word_form(text, next, "by") && has(text, next + 1, W(CAPITAL) | W(DETERMINER)) &&
           has(text, region->open + 1, W(CAPITAL)) &&
           (region->open == 0 || !has(text, region->open - 1, W(VERB) | W(ED) | W_CUE | W(BE)));
}

static RegionKind
kind_of(const Text *text, const Region *region)
{
    if (region->n_words == 0 || is_nickname(text, region) || is_byname(text, region))
        return REGION_SCARE;
    if (has_author(text, region))
        return REGION_TITLE;
    guint32 open = region->open;
    gboolean named = open > 1 && is_mark(text, open - 1, MARK_COMMA) && names_thing(text, open - 1);
    gboolean placed =
        named || (open > 0 &&
                  has(text, open - 1, W(PREPOSITION) | W(TITLE_CUE) | W(MEDIUM) | W(POSSESSIVE)));
    if (region->n_words <= 8 && is_title_case(text, region) &&
        (placed || (!is_sentence_end(region->last_mark) && region->last_mark != MARK_STOP)))
        return region->n_words > 1 || names_thing(text, region->open) ? REGION_TITLE
                                                                      : REGION_SPEECH;
    return REGION_SPEECH;
}

void
find_scare_quotes(Text *text)
{
    for (guint32 r = 0; r < text->regions.n; r++)
        text->regions.at[r].kind = (guint8)kind_of(text, &text->regions.at[r]);
}
