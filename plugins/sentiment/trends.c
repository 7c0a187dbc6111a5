/* trends.c: what rises and falls: "profit fell" is bad, "unemployment fell" is good.
 * SPDX-License-Identifier: MIT */
#include "trends.h"

#include "rules.h"

/* Words as far as which a quantity is looked for. */
#define REACH_BACK 8
#define REACH_AHEAD 5
#define REACH_NEAR 2 /* of words that stand right beside it */

static gboolean
is_quantity(const Word *word)
{
    return (word->roles & (ROLE_GOOD | ROLE_BAD)) != 0;
}

/* How far before word @index the nearest quantity of its clause stands; 0 if there is none. */
static guint32
find_back(const Words *words, guint32 index, guint32 reach)
{
    const Word *word = &words->word[index];
    for (guint32 d = 1; d <= MIN(reach, index); d++) {
        if (word[1 - (gint)d].flags & WORD_BREAK || word[-(gint)d].part != word->part)
            return 0;
        if (is_quantity(&word[-(gint)d]))
            return d;
    }
    return 0;
}

/* And how far behind it, unless another direction or a word such as "and" comes first. */
static guint32
find_ahead(const Words *words, guint32 index, guint32 reach)
{
    const guint32 stops = ROLE_TREND_STOP | ROLE_UP | ROLE_DOWN | ROLE_CONTRAST;
    const Word *word = &words->word[index];
    for (guint32 d = 1; d <= reach && index + d < words->n; d++) {
        if (word[d].flags & WORD_BREAK || word[d].part != word->part || word[d].roles & stops)
            return 0;
        if (is_quantity(&word[d]))
            return d;
    }
    return 0;
}

/* The quantity that the word @index says something of; %WORDS_NONE if there is none. */
static guint32
find_quantity(const Words *words, guint32 index)
{
    guint32 roles = words->word[index].roles;
    guint32 back = 0, ahead = 0;
    if (!(roles & ROLE_TREND_BEFORE))
        back = find_back(words, index, roles & ROLE_TREND_BEHIND ? REACH_NEAR : REACH_BACK);
    if (!(roles & ROLE_TREND_BEHIND))
        ahead = find_ahead(words, index, roles & ROLE_TREND_BEFORE ? REACH_NEAR : REACH_AHEAD);
    if (ahead > 0 && (back == 0 || ahead < back))
        return index + ahead;
    return back > 0 ? index - back : WORDS_NONE;
}

/* Keeps the trends by word. The one noted last is a few words off at most, so few have to move. */
static void
note(GArray *trends, guint32 word, guint32 other, double value)
{
    Trend trend = { .word = word, .other = other, .value = value };
    guint at = trends->len;
    while (at > 0 && g_array_index(trends, Trend, at - 1).word > word)
        at--;
    g_array_insert_val(trends, at, trend);
}

void
trends_find(Words *words, const Profile *profile)
{
    g_array_set_size(words->trends, 0);
    if (profile->trend == 0 || !(words->roles & (ROLE_UP | ROLE_DOWN)) ||
        !(words->roles & (ROLE_GOOD | ROLE_BAD)))
        return;
    for (guint32 i = 0; i < words->n; i++) {
        const Word *word = &words->word[i];
        guint32 quantity =
            word->roles & (ROLE_UP | ROLE_DOWN) ? find_quantity(words, i) : WORDS_NONE;
        if (quantity == WORDS_NONE)
            continue;
        gboolean good = !(words->word[quantity].roles & ROLE_GOOD) == !(word->roles & ROLE_UP);
        double own = words->word[quantity].entry->valence;
        note(words->trends, i, quantity, good ? profile->trend : -profile->trend);
        if (good ? own < 0 : own > 0) /* the quantity's own valence would say the contrary */
            note(words->trends, quantity, i, 0);
    }
}

const Trend *
trends_take(const Words *words, guint32 word, guint32 *next)
{
    const Trend *found = NULL;
    for (; *next < words->trends->len; ++*next) {
        const Trend *trend = &g_array_index(words->trends, Trend, *next);
        if (trend->word > word)
            break;
        if (trend->word == word && found == NULL)
            found = trend;
    }
    return found;
}
