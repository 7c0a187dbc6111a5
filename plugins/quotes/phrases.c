/* phrases.c: noun phrases and verb groups, by small local decisions. SPDX-License-Identifier: MIT */
#include "phrases.h"

#include <string.h>

/* What a noun phrase never holds, but for relative clauses. */
#define W_BREAKS                                                                                   \
    (W(SUBORDINATOR) | W(THAT) | W(WH) | W(BUT) | W(NOT) | W(BE) | W(HAVE) | W(DO) | W(MODAL) |    \
     W(TO) | W(ADVERB))

gboolean
is_adverb(const Text *text, guint32 i)
{
    return has(text, i, W(ADVERB)) || (has(text, i, W(LY)) && !has(text, i, W(CAPITAL)));
}

gboolean
is_word_form(const Text *text, guint32 i, const char *form)
{
    const Token *token = &text->tokens.at[i];
    gsize size = token->end - token->begin;
    return strlen(form) == size && g_ascii_strncasecmp(form, text->text + token->begin, size) == 0;
}

gboolean
is_particle(const Text *text, guint32 i)
{
    static const char *const particles[] = { "de",  "la",  "van", "von", "bin", "al", "del", "der",
                                             "den", "ben", "di",  "da",  "du",  "le", "el" };
    const Token *token = &text->tokens.at[i];
    gsize size = token->end - token->begin;
    for (guint p = 0; size <= 3 && p < G_N_ELEMENTS(particles); p++)
        if (strlen(particles[p]) == size &&
            g_ascii_strncasecmp(particles[p], text->text + token->begin, size) == 0)
            return TRUE;
    return FALSE;
}

gboolean
is_genitive(const Text *text, guint32 i, guint32 limit)
{
    if (!has(text, i, W(CLITIC)) || !has(text, i, W(POSSESSIVE)) ||
        (i > 0 && has(text, i - 1, W(SUBJECT) | W(WH) | W(THAT) | W(ADVERB))))
        return FALSE; /* "he's", "there's" are no genitives */
    if (i + 1 < limit && opens_region(text, i + 1))
        return TRUE; /* the Wire's "Today," the party's "old guard" */
    return i + 1 < limit && is_word(text, i + 1) &&
           !has(text, i + 1, W(DETERMINER) | W(NOT) | W(ADVERB) | W(ING) | W(POSSESSIVE) | W(TO));
}

/* "the proposals offer": a form in -s with an article or the like before it. */
static gboolean
is_plural_noun(const Text *text, guint32 i)
{
    const Token *token = &text->tokens.at[i];
    return i > 0 && token->end - token->begin > 3 && text->text[token->end - 1] == 's' &&
           (token->word & (W(CAPITAL) | W_CUE | W(VERB) | W(PREPOSITION))) == 0 &&
           has(text, i - 1, W(DETERMINER) | W(POSSESSIVE));
}

/* "left" in "left-leaning" */
static gboolean
opens_compound(const Text *text, guint32 i)
{
    const Token *token = &text->tokens.at[i];
    return token->end + 1 < text->size && text->text[token->end] == '-' &&
           g_ascii_isalpha(text->text[token->end + 1]);
}

/* A verb where a noun phrase would end. Capital letters make names of "Will", "May", "Cut". */
static gboolean
is_verb(const Text *text, guint32 i)
{
    const Token *token = &text->tokens.at[i];
    if (has(text, i, W(CAPITAL)) || opens_compound(text, i))
        return FALSE;
    if ((token->word & (W(BE) | W(HAVE) | W(DO) | W(MODAL))) != 0)
        return (token->word & W(POSSESSIVE)) == 0;
    if ((token->word & (W(VERB) | W(PAST))) != 0)
        return TRUE;
    if ((token->word & W(BASE)) != 0 && i > 0 &&
        !has(text, i - 1, W(TO) | W(MODAL) | W(SUBJECT) | W(DO)) && !is_plural_noun(text, i - 1))
        return FALSE;
    return (token->word & (W(S) | W(BASE))) != 0 && (token->frames & FRAME_NOUNISH) == 0;
}

static gboolean
is_noun_like(const Text *text, guint32 i)
{
    if (!is_word(text, i) || is_verb(text, i))
        return FALSE;
    return !has(text, i, W_BREAKS | W(PREPOSITION) | W(AND) | W(DETERMINER) | W(SUBJECT)) &&
           !is_adverb(text, i);
}

/* The noun before the "who" of a relative clause that holds @i, or NONE. */
static guint32
before_relative(const Text *text, guint32 i, guint32 limit)
{
    for (guint32 n = 0; n < 10 && i > limit + 1; n++, i--) {
        if (has(text, i, W(RELATIVE)) && is_noun_like(text, i - 1) && !has(text, i - 1, W(ING)))
            return i - 1;
        if (text->tokens.at[i].mark != MARK_NONE)
            return NONE;
    }
    return NONE;
}

/* A preposition that hangs what follows on the noun before it. */
static gboolean
joins_nouns(const Text *text, guint32 i, guint32 limit)
{
    if (i <= limit || has(text, i, W(SUBORDINATOR)) || has(text, i - 1, W(DAY)))
        return FALSE;
    return is_noun_like(text, i - 1) ||
           (has(text, i - 1, W(DETERMINER)) && has(text, i - 1, W(PLURAL_ROLE))); /* many in Troy */
}

typedef struct {
    guint32 start; /* the phrase so far, or NONE */
    guint32 next;  /* where to look on; NONE: the phrase is whole */
} Walk;

static Walk
whole(guint32 start)
{
    return (Walk){ start, NONE };
}

/* Names go on with names; a common noun before a name must be a role or an apposed noun: "spokesman Tim". */
static gboolean
fits_before(const Text *text, guint32 i, guint32 start)
{
    if (start == NONE || start != i + 1 || !has(text, start, W(CAPITAL)) ||
        has(text, i, W(CAPITAL) | W(DIGITS) | W(CLITIC)))
        return TRUE;
    if (text->tokens.at[i].begin > 0 && text->text[text->tokens.at[i].begin - 1] == '-')
        return TRUE; /* Ohio-based Ann Lee */
    return has(text, i,
               W(ROLE) | W(TITLE) | W(ORGANIZATION) | W(MALE) | W(FEMALE) | W(DETERMINER) |
                   W(POSSESSIVE) | W(PREPOSITION) | W(AND) | W(PLURAL_ROLE));
}

static gboolean
joins_equals(const Text *text, guint32 i, guint32 start, guint32 limit)
{
    if (i <= limit || start != i + 1)
        return FALSE;
    if (has(text, start, W(POSSESSIVE)) && !has(text, start, W(CLITIC)))
        return has(text, i - 1, W(CAPITAL)) &&
               has(text, start + 1, W(ROLE)); /* Hale and his wife */
    WordFlags both = text->tokens.at[i - 1].word & text->tokens.at[i + 1].word;
    return (both & W(CAPITAL)) != 0 || (both & W(PLURAL_ROLE)) != 0 ||
           (has(text, i - 1, W(PLURAL_ROLE)) && has(text, i + 1, W(CAPITAL)));
}

/* One token further to the left of a noun phrase. */
static Walk
walk_left(const Text *text, guint32 i, guint32 start, guint32 limit)
{
    const Token *token = &text->tokens.at[i];
    if (closes_region(text, i)) {
        const Region *region = region_of(text, i);
        return region->n_words <= 4 && start != NONE && region->open > limit &&
                       region->last_mark != MARK_COMMA
                   ? (Walk){ region->open, region->open - 1 }
                   : whole(start);
    }
    if (!is_word(text, i)) {
        gboolean inside =
            token->mark == MARK_OTHER ||
            (token->mark == MARK_DASH && i > limit && token->begin == token[-1].end) ||
            (token->mark == MARK_STOP && start != NONE && i > limit &&
             token[-1].end == token->begin && token[-1].end - token[-1].begin <= 2);
        return inside ? (Walk){ start, i - 1 } : whole(start);
    }
    if (start != NONE && has(text, i, W(SUBJECT) | W(DAY)))
        return whole(start);
    if (has(text, i, W(BUT)) && is_word_form(text, i, "nor") && joins_equals(text, i, start, limit))
        return (Walk){ start, i - 1 };
    if (!fits_before(text, i, start))
        return whole(start);
    if (has(text, i, W(CLITIC)) && has(text, i, W(POSSESSIVE)) && start != NONE)
        return (Walk){ i, i - 1 };
    if (has(text, i, W(DETERMINER) | W(POSSESSIVE)) && !has(text, i, W(CAPITAL) | W(RELATIVE))) {
        guint32 left = i > limit ? i - 1 : NONE;
        if (left != NONE && has(text, left, W(DETERMINER)))
            return (Walk){ i, left };
        if (left != NONE && has(text, left, W(PREPOSITION) | W(TO)) &&
            joins_nouns(text, left, limit))
            return (Walk){ i, left - 1 };
        if (left != NONE && has(text, left, W(AND)) && joins_equals(text, left, i, limit))
            return (Walk){ i, left - 1 };
        return whole(i);
    }
    if (has(text, i,
            W(DETERMINER) | W(POSSESSIVE))) /* capital: opens the sentence, or a name: "The Post" */
        return i > limit && has(text, i - 1, W(PREPOSITION)) && has(text, i, W(CAPITAL)) &&
                       !has(text, i, W(OPENS_SENTENCE)) && joins_nouns(text, i - 1, limit)
                   ? (Walk){ i, i - 2 }
                   : whole(i);
    if (has(text, i, W(AND)))
        return joins_equals(text, i, start, limit) ? (Walk){ start, i - 1 } : whole(start);
    if (has(text, i, W(PREPOSITION) | W(TO)) && !has(text, i, W(CAPITAL)))
        return start != NONE && joins_nouns(text, i, limit) ? (Walk){ start, i - 1 } : whole(start);
    if (is_verb(text, i) || has(text, i, W_BREAKS) || is_adverb(text, i)) {
        if (has(text, i, W(CAPITAL)) && has(text, i, W_NAME_WORD | W(MODAL) | W(DAY)) &&
            !has(text, i, W(OPENS_SENTENCE)))
            return (Walk){ i, i - 1 }; /* a name that is a word too */
        guint32 noun = start == NONE && !is_verb(text, i) ? NONE : before_relative(text, i, limit);
        return noun == NONE ? whole(start) : (Walk){ noun, noun };
    }
    return (Walk){ i, i - 1 };
}

static guint32
simple_phrase_before(const Text *text, guint32 end, guint32 limit)
{
    Walk walk = { NONE, end - 1 };
    for (guint32 n = 0; n < REACH && walk.next != NONE && walk.next >= limit; n++) {
        if (walk.start == NONE && has(text, walk.next, W(SUBJECT)) && !has(text, walk.next, W(AND)))
            return walk.next;
        walk = walk_left(text, walk.next, walk.start, limit);
    }
    guint32 start = walk.start;
    while (start != NONE && start > limit && has(text, walk.start, W(CAPITAL)) &&
           is_particle(text, start - 1))
        start--;
    while (start != walk.start && start > limit && has(text, start - 1, W(CAPITAL)) &&
           is_noun_like(text, start - 1))
        start--; /* Ursula von der Leyen */
    return start;
}

/* Words in marks with the comma inside: Tom, who calls it a "mess," said */
static gboolean
holds_comma(const Text *text, guint32 i)
{
    return closes_region(text, i) && region_of(text, i)->last_mark == MARK_COMMA &&
           region_of(text, i)->n_words <= 4;
}

/* The comma or dash that opens the apposition or insertion closed by the one at @closing, or NONE. */
static guint32
opening_comma(const Text *text, guint32 closing, guint32 limit)
{
    gboolean marks = holds_comma(text, closing);
    Mark mark = marks ? MARK_COMMA : (Mark)text->tokens.at[closing].mark;
    guint32 from = marks ? region_of(text, closing)->open : closing;
    for (guint32 n = 0, i = from; n < REACH && i > limit + 1; n++) {
        i--;
        if (closes_region(text, i)) {
            i = region_of(text, i)->open;
            continue;
        }
        if (is_mark(text, i, mark))
            return i;
        if (is_mark(text, i, MARK_SEMICOLON) || is_mark(text, i, MARK_COLON))
            return NONE;
    }
    return NONE;
}

/* Left over one pair of brackets: Smith (R-Ohio) said */
static guint32
before_brackets(const Text *text, guint32 end, guint32 limit)
{
    if (end <= limit || !is_mark(text, end - 1, MARK_CLOSE))
        return end;
    for (guint32 i = end - 1, n = 0; i > limit && n < 12; i--, n++)
        if (is_mark(text, i, MARK_OPEN))
            return i;
    return end;
}

/* Left over one time: Smith on Monday evening, in a letter, wrote */
static guint32
before_time(const Text *text, guint32 end, guint32 limit)
{
    guint32 i = end;
    while (i > limit + 2 && has(text, i - 1, W(TIME) | W(DAY)) && !has(text, i - 1, W_NAME_WORD))
        i--;
    gboolean placed = i < end && has(text, i - 1, W(PREPOSITION)) && has(text, i - 2, W(CAPITAL)) &&
                      has(text, i, W(DAY));
    return placed ? i - 1 : end;
}

static gboolean
blank_behind(const Text *text, guint32 i)
{
    return i + 1 < text->tokens.n && text->tokens.at[i + 1].begin > text->tokens.at[i].end;
}

guint32
phrase_before(const Text *text, guint32 end, guint32 limit)
{
    end = before_brackets(text, end, limit);
    if (end <= limit)
        return NONE;
    guint32 last = end - 1;
    gboolean dash = is_mark(text, last, MARK_DASH) && blank_behind(text, last);
    if (!is_mark(text, last, MARK_COMMA) && !dash && !holds_comma(text, last))
        return simple_phrase_before(text, end, limit);
    guint32 comma = opening_comma(text, last, limit);
    guint32 start = NONE;
    for (guint32 tries = 0; tries < 3 && comma != NONE && comma > limit; tries++) {
        guint32 close = before_time(text, before_brackets(text, comma, limit), limit);
        if (close == limit)
            return NONE;
        guint32 before = start;
        start = simple_phrase_before(text, close, limit);
        if (start == NONE || (before != NONE && has(text, close - 1, W(TIME) | W(DAY))))
            return before; /* Last week, the director, Ann Lee, said */
        gboolean within = start > limit + 1 && is_mark(text, start - 1, MARK_COMMA) &&
                          !has(text, start, W(CAPITAL)) &&
                          !has(text, comma + 1, W(CAPITAL)); /* her lawyer, Ann Lee, */
        if (!within)
            return start;
        comma = start - 1;
    }
    return start;
}

/* ---- to the right ---- */

/* Two accidents happened, and a man was hurt: no apposition stands before a conjunction and has a verb. */
static gboolean
begins_clause(const Text *text, guint32 first, guint32 comma, guint32 limit)
{
    return !has(text, first, W(RELATIVE)) && comma + 1 < limit &&
           has(text, comma + 1, W(AND) | W(BUT)) && is_clause(text, first, comma);
}

/* "two accidents happened last year", as against "a builder based in Leeds". */
static gboolean
has_plain_past(const Text *text, guint32 from, guint32 limit)
{
    for (guint32 i = from + 2; i + 1 < limit && i < from + 6; i++)
        if (has(text, i, W(ED)) && !has(text, i, W(CAPITAL)) &&
            !has(text, i + 1, W(PREPOSITION) | W(TO)) &&
            !has(text, i - 1, W(DETERMINER) | W(POSSESSIVE)) && is_word(text, i + 1))
            return TRUE;
    return FALSE;
}

/* said Tom Hale, who noted that it rained: who tells something too. */
static gboolean
tells_too(const Text *text, guint32 i, guint32 limit)
{
    if (!has(text, i, W(RELATIVE)) || !is_word_form(text, i, "who"))
        return FALSE;
    guint32 verb = i + 1;
    while (verb < limit && (is_adverb(text, verb) || has(text, verb, W(HAVE))))
        verb++;
    return verb + 1 < limit && has(text, verb, W(PAST) | W(S)) &&
           (text->tokens.at[verb].frames & (FRAME_CLAUSE | FRAME_THAT)) != 0 &&
           (text->tokens.at[verb].frames & FRAME_WEAK) == 0 &&
           (has(text, verb + 1, W(THAT)) || (text->tokens.at[verb].frames & FRAME_STRONG) != 0);
}

/* said the mayor's lawyer, Ann Lee: where the name ends that stands behind a role and a comma; @comma if none does. */
static guint32
name_behind_role(const Text *text, guint32 comma, guint32 limit)
{
    guint32 i = comma + 1;
    if (!has(text, comma - 1, W(ROLE)) || has(text, comma - 1, W(CAPITAL)))
        return comma;
    while (i < limit && i < comma + 6 && has(text, i, W(CAPITAL)) && is_word(text, i) &&
           !has(text, i, W(DAY)))
        i++;
    return i > comma + 1 && (i >= limit || !is_word(text, i)) ? i : comma;
}

static guint32
apposition_after(const Text *text, guint32 comma, guint32 limit)
{
    guint32 i = name_behind_role(text, comma, limit);
    if (i > comma)
        return i;
    i = comma + 1;
    if (i >= limit || !has(text, i, W(DETERMINER) | W(ROLE) | W(RELATIVE) | W(POSSESSIVE)) ||
        has(text, i, W(CAPITAL)))
        return comma;
    for (guint32 n = 0; i < limit && n < REACH; n++, i = step(text, i)) {
        guint8 mark = text->tokens.at[i].mark;
        if (tells_too(text, i, limit))
            return i == comma + 1 ? comma : i;
        if (mark == MARK_COMMA || mark == MARK_SEMICOLON || mark == MARK_COLON)
            return begins_clause(text, comma + 1, i, limit) ? comma : i;
        if (mark == MARK_STOP) /* to the end, if it is no clause of its own */
            break;
    }
    gboolean clause = !has(text, comma + 1, W(RELATIVE)) &&
                      (has_finite_verb(text, comma + 1, i) || has_plain_past(text, comma + 1, i));
    return clause || (i < limit && !is_mark(text, i, MARK_STOP)) ? comma : i;
}

static gboolean
goes_right(const Text *text, guint32 i, guint32 begin, guint32 limit)
{
    if (opens_region(text, i))
        return region_of(text, i)->n_words <= 4 && i > begin && i + 1 < limit &&
               has(text, begin, W(CAPITAL)) && region_of(text, i)->last_mark != MARK_COMMA;
    if (!is_word(text, i)) {
        guint8 mark = text->tokens.at[i].mark;
        return mark == MARK_OTHER || (mark == MARK_STOP && i + 1 < limit && i > begin &&
                                      text->tokens.at[i].end - text->tokens.at[i - 1].begin <= 3 &&
                                      has(text, i + 1, W(CAPITAL)));
    }
    if (i > begin && has(text, i, W(SUBJECT) | W(DETERMINER) | W(OBJECT)) &&
        !has(text, i - 1, W(DETERMINER) | W(PREPOSITION)))
        return FALSE;
    if (has(text, i, W(DAY) | W(TIME)) && i > begin &&
        !has(text, i - 1, W(DETERMINER) | W(POSSESSIVE)) &&
        !(i + 1 < limit && is_genitive(text, i + 1, limit)))
        return FALSE;
    if (i > begin && i + 1 < limit && has(text, i + 1, W(DETERMINER)) &&
        (has(text, i - 1, W(CAPITAL)) || (i + 2 < limit && has(text, i + 2, W(MEDIUM)))) &&
        (is_word_form(text, i, "in") || is_word_form(text, i, "on")))
        return FALSE; /* wrote Ann Lee in a letter, said the company in a statement */
    if (i == begin + 1 && has(text, begin, W(DETERMINER)) && is_word_form(text, i, "of"))
        return TRUE; /* one of them, some of the men */
    if (has(text, i, W(PREPOSITION)) && !is_genitive(text, i, limit))
        return i > begin && i + 1 < limit && is_noun_like(text, i - 1) &&
               !has(text, i + 1, W(DAY)) && has(text, i, W(PREPOSITION)) &&
               !has(text, i, W(SUBORDINATOR)) &&
               (is_noun_like(text, i + 1) || has(text, i + 1, W(DETERMINER) | W(POSSESSIVE)));
    if (has(text, i, W(AND)))
        return i > begin && i + 1 < limit &&
               (text->tokens.at[i - 1].word & text->tokens.at[i + 1].word & W(CAPITAL)) != 0;
    if (is_genitive(text, i, limit))
        return TRUE;
    if (has(text, i, W_BREAKS) || is_adverb(text, i))
        return has(text, i, W(CAPITAL)) && has(text, i, W_NAME_WORD);
    return !is_verb(text, i) || i == begin;
}

static guint32
simple_phrase_after(const Text *text, guint32 begin, guint32 limit)
{
    guint32 i = begin;
    if (i < limit && has(text, i, W(OBJECT) | W(SUBJECT)) && !has(text, i, W(POSSESSIVE)))
        return i + 1;
    if (i + 1 < limit && has(text, i, W(OBJECT)) && !is_noun_like(text, i + 1))
        return i + 1;
    for (guint32 n = 0; i < limit && n < REACH && goes_right(text, i, begin, limit); n++)
        i = step(text, i);
    while (i > begin && (has(text, i - 1, W(PREPOSITION) | W(AND)) && !has(text, i - 1, W(CLITIC))))
        i--;
    return MIN(i, limit);
}

guint32
phrase_after(const Text *text, guint32 begin, guint32 limit)
{
    guint32 end = simple_phrase_after(text, begin, limit);
    if (end > begin && end < limit && is_mark(text, end, MARK_COMMA))
        return apposition_after(text, end, limit);
    return end;
}

guint32
aside_end(const Text *text, guint32 i, guint32 limit)
{
    if (i + 3 <= limit && is_mark(text, i, MARK_COMMA) && is_adverb(text, i + 1) &&
        is_mark(text, i + 2, MARK_COMMA))
        return i + 3;
    gboolean example =
        i + 4 <= limit && is_mark(text, i, MARK_COMMA) && is_word_form(text, i + 1, "for") &&
        is_mark(text, i + 3, MARK_COMMA) &&
        (is_word_form(text, i + 2, "example") || is_word_form(text, i + 2, "instance"));
    return example ? i + 4 : i;
}

guint32
skip_adjuncts(const Text *text, guint32 i, guint32 limit)
{
    for (guint32 n = 0; i < limit && n < 8; n++) {
        if (opens_region(text, i) || !is_word(text, i))
            return i;
        if (has(text, i, W(DAY)) || (is_adverb(text, i) && !has(text, i, W(PREPOSITION))) ||
            has(text, i, W(TIME))) {
            i++;
            continue;
        }
        if (i + 1 < limit && has(text, i, W(DETERMINER)) && has(text, i + 1, W(TIME))) {
            i += 2;
            continue;
        }
        if (i > 0 && is_word_form(text, i, "time") && is_adverb(text, i - 1)) {
            i++; /* for the first time */
            continue;
        }
        if (has(text, i, W(AND)) && i + 1 < limit && has(text, i + 1, W(DAY))) {
            i += 2;
            continue;
        }
        if (!has(text, i, W(PREPOSITION) | W(TO)))
            return i;
        if (has(text, i, W(TO)) && i + 1 < limit &&
            !has(text, i + 1,
                 W(DETERMINER) | W(CAPITAL) | W(RECIPIENT) | W(POSSESSIVE) | W(OBJECT)))
            return i;
        guint32 end = simple_phrase_after(text, i + 1, limit);
        if (end == i + 1) {
            if (has(text, i + 1, W(DAY) | W(TIME)) && end < limit)
                end = i + 2;
            else
                return i;
        }
        i = end;
    }
    return i;
}

/* The next comma in reach, or the token before @limit. */
static guint32
comma_after(const Text *text, guint32 i, guint32 limit)
{
    for (guint32 n = 0; i + 1 < limit && n < REACH && !is_mark(text, i, MARK_COMMA); n++)
        i++;
    return is_mark(text, i, MARK_COMMA) ? i : limit - 1;
}

/* What makes no verb of the next word: "to", articles ("the cut"), but for "this is", "some have". */
static WordFlags
before_verb(const Text *text, guint32 i)
{
    return W(TO) | W(POSSESSIVE) | (has(text, i, W_AUXILIARY) ? 0 : W(DETERMINER));
}

gboolean
has_finite_verb(const Text *text, guint32 from, guint32 limit)
{
    guint32 i = from, skipped = NONE;
    for (guint32 n = 0; i < limit && n < 24; n++, i = step(text, i)) {
        if (opens_region(text, i) && region_of(text, i)->n_words > 4)
            return i == from || !is_mark(text, i - 1, MARK_COMMA) || skipped == i - 1;
        if (i > from && has(text, i, W(RELATIVE)) && is_mark(text, i - 1, MARK_COMMA)) {
            i = skipped = comma_after(text, i, limit); /* the plan, which they like, */
            continue;
        }
        if (i > from + 1 && has(text, i, W(PAST) | W(S)) && is_mark(text, i - 1, MARK_COMMA) &&
            skipped != i - 1 && !has(text, i, W(CAPITAL)))
            return FALSE; /* noting the time, said */
        if (has(text, i, W(THAT) | W(WH) | W(RELATIVE)) && i > from)
            return FALSE;
        if (i > from && is_mark(text, i - 1, MARK_COMMA) && skipped != i - 1 &&
            has(text, i, W(HE) | W(SHE)) && has(text, i, W(SUBJECT)) &&
            !has(text, from, W(PREPOSITION) | W(SUBORDINATOR)))
            return FALSE; /* his plan in June, he said */
        guint8 mark = text->tokens.at[i].mark;
        if (mark == MARK_STOP || mark == MARK_SEMICOLON || mark == MARK_COLON)
            return FALSE;
        if (has(text, i, W(AND)) && i + 1 < limit && is_verb(text, i + 1))
            return FALSE; /* denied it and said */
        if (i > from && is_verb(text, i) && !has(text, i - 1, before_verb(text, i)))
            return TRUE;
        if (i > from && has(text, i, W_AUXILIARY) && has(text, i, W(CLITIC)) &&
            !is_genitive(text, i, limit))
            return TRUE;
        if (i == from + 1 && has(text, i, W(ED)) && has(text, from, W(SUBJECT)))
            return TRUE; /* it rained */
    }
    return FALSE;
}

gboolean
is_clause(const Text *text, guint32 from, guint32 limit)
{
    gboolean opening = from < limit && has(text, from, W(PREPOSITION) | W(SUBORDINATOR)) &&
                       !has(text, from, W(SUBJECT));
    for (guint32 n = 0, i = from; i < limit && n < 3 * REACH; n++, i = step(text, i)) {
        if (opens_region(text, i) && region_of(text, i)->n_words > 4 && !opening)
            return TRUE;
        if (opening && is_mark(text, i, MARK_COMMA))
            opening = FALSE;
        gboolean verb = is_verb(text, i) ||
                        (has(text, i, W_AUXILIARY) && has(text, i, W(CLITIC)) &&
                         !is_genitive(text, i, limit)) ||
                        has(text, i, W(ED));
        if (!opening && i > from && verb && !has(text, i - 1, before_verb(text, i)))
            return TRUE;
    }
    return FALSE;
}
