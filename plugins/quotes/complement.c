/* complement.c: what follows a cue. SPDX-License-Identifier: MIT */
#include "clauses.h"

/* A short name in marks, of a programme or paper, with more of the sentence behind it. */
static gboolean
is_programme(const Text *text, guint32 i, guint32 limit)
{
    if (!opens_region(text, i))
        return FALSE;
    const Region *region = region_of(text, i);
    return (region->last_mark == MARK_NONE || region->kind == REGION_TITLE) &&
           region->n_words <= 4 && region->close + 1 < limit && has(text, i + 1, W(CAPITAL));
}

/* "her mother", as against "told her it rained" */
static gboolean
owns_next(const Text *text, guint32 i, guint32 limit)
{
    return i + 1 < limit && has(text, i, W(POSSESSIVE)) && has(text, i + 1, W(LETTERS)) &&
           !has(text, i + 1,
                W(CAPITAL) | W(CLITIC) | W(THAT) | W(WH) | W(TO) | W(PREPOSITION) | W(SUBJECT) |
                    W(DETERMINER) | W(POSSESSIVE) | W(ADVERB) | W(LY) | W(VERB) | W(TIME) | W(AND) |
                    W(BUT) | W_AUXILIARY);
}

/* The person told: "reporters", "him", "a crowd in Ohio", "CNN"; its end, or @i. */
static guint32
addressee_end(const Text *text, guint32 i, guint32 limit)
{
    if (i < limit && is_programme(text, i, limit))
        return region_of(text, i)->close + 1; /* told "Morning Hour" that */
    if (i >= limit || opens_region(text, i) ||
        (is_adverb(text, i) && !has(text, i, W(DETERMINER))) ||
        has(text, i, W(THAT) | W(WH) | W(TO) | W(PREPOSITION) | W(AND) | W(BUT)))
        return i;
    if (has(text, i, W(OBJECT)) && !owns_next(text, i, limit))
        return i + 1;
    if (has(text, i, W(SUBJECT)))
        return i;
    guint32 end = i;
    for (guint32 n = 0; end < limit && n < 12; n++, end++) {
        if (end > i && is_programme(text, end, limit) &&
            has(text, end - 1, W(CLITIC) | W(DETERMINER)))
            return region_of(text, end)->close + 1; /* told ABC's "Morning Hour" */
        if (opens_region(text, end) || (!is_word(text, end) && !is_mark(text, end, MARK_OTHER)))
            break;
        if (end > i &&
            has(text, end,
                W(THAT) | W(WH) | W(SUBJECT) | W(PREPOSITION) | W(TO) | W(DAY) | W(TIME) |
                    W(ADVERB) | W(VERB)) &&
            !has(text, end, W(CLITIC)))
            break;
        if (end > i && has(text, end, W(DETERMINER) | W(POSSESSIVE)) &&
            !has(text, end, W(CLITIC)) && !has(text, end - 1, W(AND)))
            break; /* but: told her mother and two aides */
        if (end > i && has(text, end - 1, W(RECIPIENT)) && !has(text, end, W(AND) | W(CLITIC)))
            break;
        if (end > i && has(text, end - 1, W(CAPITALS)) && has(text, end, W(CAPITAL)) &&
            !has(text, end, W(CAPITALS)))
            break;
    }
    while (end > i + 1 && has(text, end - 1, W(AND)))
        end--;
    return end;
}

/* "for", "of", "about" right after the verb belong to the cue: "argued for", "referred to". */
static guint32
particle_end(const Text *text, guint32 i, guint32 limit)
{
    guint32 end = i;
    while (end < limit && end < i + 2 && has(text, end, W(PREPOSITION) | W(TO)) &&
           !opens_region(text, end))
        end++;
    return end;
}

/* The "that" behind a long addressee or adjunct: told a crowd in Salem, New Hampshire, on Monday that */
static guint32
that_ahead(const Text *text, guint32 i, guint32 limit)
{
    if (i < limit && is_mark(text, i, MARK_COMMA)) { /* said, without any proof, that */
        for (guint32 n = 0, end = i + 1; end + 1 < limit && n < 8; n++, end++)
            if (!is_word(text, end) || has(text, end, W(VERB) | W(PAST) | W(SUBJECT)))
                return is_mark(text, end, MARK_COMMA) && has(text, end + 1, W(THAT)) ? end + 1
                                                                                     : NONE;
        return NONE;
    }
    for (guint32 n = 0; i < limit && n < 25; n++, i++) {
        if (has(text, i, W(THAT)))
            return i;
        if (opens_region(text, i) && region_of(text, i)->kind == REGION_TITLE) {
            i = region_of(text, i)->close;
            continue;
        }
        guint8 mark = text->tokens.at[i].mark;
        if (opens_region(text, i) ||
            (mark != MARK_NONE && mark != MARK_COMMA && mark != MARK_OTHER) ||
            (has(text, i, W_AUXILIARY | W(PAST) | W(AND) | W(BUT)) &&
             !is_genitive(text, i, limit)) ||
            (has(text, i, W(SUBORDINATOR)) && !has(text, i, W(PREPOSITION))))
            return NONE;
    }
    return NONE;
}

guint32
skip_rest(const Text *text, guint32 i, guint32 limit, const Cue *cue, Complement *complement)
{
    if ((cue->frames & FRAME_PERSON) != 0 && i < limit) {
        guint32 end = addressee_end(text, i, limit);
        if (end > i) {
            complement->addressee_first = i;
            complement->addressee_last = end;
        }
        i = end;
    }
    guint32 end = skip_adjuncts(text, i, limit);
    if (complement->addressee_first == NONE && end > i + 1 && has(text, i, W(TO)) && end > i) {
        guint32 last = addressee_end(text, i + 1, end);
        if (last > i + 1) {
            complement->addressee_first = i + 1;
            complement->addressee_last = last;
        }
    }
    return end;
}

/* The comma that closes the insertion which one at @i opens, if a preposition or "as" follows it; else @i. */
static guint32
insertion_end(const Text *text, guint32 i, guint32 limit)
{
    for (guint32 n = 0, end = i + 1; end + 1 < limit && n < 20; n++, end++) {
        if (opens_region(text, end))
            return i;
        if (is_mark(text, end, MARK_COMMA) && n > 1)
            return has(text, end + 1, W(PREPOSITION)) ? end : i;
    }
    return i;
}

/* his famous "Big Bang" speech: a title that says what kind of thing the next word is */
static gboolean
is_attribute(const Text *text, guint32 open, guint32 limit)
{
    guint32 next = region_of(text, open)->close + 1;
    return next < limit && open > 0 &&
           has(text, open - 1, W(POSSESSIVE) | W(DETERMINER) | W(LETTERS)) && is_word(text, next) &&
           !has(text, next,
                W(CAPITAL) | W(PREPOSITION) | W(TO) | W(AND) | W(VERB) | W(PAST) | W(S) |
                    W_AUXILIARY);
}

/* Words in marks before the clause ends: where they open, or NONE. */
static guint32
marks_ahead(const Text *text, guint32 i, guint32 limit, gboolean names)
{
    gboolean comma = FALSE, clause = FALSE;
    for (guint32 n = 0; i < limit && n < 30; n++, i++) {
        if (opens_region(text, i))
            return names || region_of(text, i)->kind != REGION_TITLE || is_attribute(text, i, limit)
                       ? i
                       : NONE;
        guint8 mark = text->tokens.at[i].mark;
        if (mark == MARK_STOP || mark == MARK_SEMICOLON || mark == MARK_COLON ||
            mark == MARK_QUESTION ||
            (mark == MARK_DASH && i + 2 < limit && has(text, i + 1, W(CAPITAL)) &&
             has(text, i + 2, W(ING))))
            return NONE;
        if (mark == MARK_COMMA && i + 1 < limit && has(text, i + 1, W(RELATIVE) | W(DETERMINER)) &&
            !has(text, i + 1, W(THAT))) {
            guint32 end = insertion_end(text, i, limit);
            if (end > i) { /* Tom, who is ill, of lying */
                i = end;
                continue;
            }
        }
        comma = comma || mark == MARK_COMMA;
        if (comma &&
            has(text, i, W(VERB) | W(PAST) | W(S) | W_AUXILIARY | W(SUBJECT) | W(GERUND)) &&
            !has(text, i, W(CAPITAL)))
            return NONE; /* behind a comma another clause */
        if (has(text, i, W(SUBORDINATOR)) && !has(text, i, W(PREPOSITION)))
            return NONE;
        if (has(text, i, W(AND)) && i + 1 < limit && has(text, i + 1, W(PAST) | W(VERB)))
            return NONE;
        if (has(text, i, W(AND) | W(BUT)) && i + 1 < limit && !clause &&
            (is_participle_cue(text, i + 1) ||
             (!has(text, i + 1, W(GERUND) | W(THAT)) && has_finite_verb(text, i + 1, limit))))
            return NONE; /* you a liar and the paper will accuse you */
        if (n > 1 && has(text, i, W(THAT)) && !clause && has(text, i - 1, W(NOUN_CUE)) &&
            has(text, i - 2, W(POSSESSIVE)))
            return NONE; /* his claim that */
        clause = clause || has(text, i, W(THAT) | W(TO));
    }
    return NONE;
}

/* called for peace, called on them to go */
static gboolean
demand_complement(const Text *text, const Sentence *sentence, const Cue *cue, Complement *found)
{
    guint32 i = cue->last, limit = sentence->last;
    if ((cue->frames & FRAME_FOR) == 0 || i + 1 >= limit || !has(text, i, W(PREPOSITION)))
        return FALSE;
    const char *form = text->text + text->tokens.at[i].begin;
    guint32 size = text->tokens.at[i].end - text->tokens.at[i].begin;
    found->kind = COMPLEMENT_CLAUSE;
    found->cue_last = found->first = i + 1;
    if (size == 3 && form[0] == 'f')
        return TRUE;
    guint32 end =
        size == 2 && form[0] == 'o' && form[1] == 'n' ? phrase_after(text, i + 1, limit) : limit;
    if (end >= limit || !has(text, end, W(TO)))
        return FALSE;
    found->addressee_first = i + 1;
    found->addressee_last = end;
    return TRUE;
}

/* expressed some concern that, made the case that: the "that" behind a noun of saying or feeling; NONE if there is none */
static guint32
that_behind_noun(const Text *text, guint32 i, guint32 limit)
{
    for (guint32 n = 0; i + 1 < limit && n < 4; n++, i++) {
        if (!has(text, i, W(LETTERS)) || opens_region(text, i) ||
            has(text, i, W(SUBJECT) | W(THAT) | W(TO) | W(POSSESSIVE) | W_AUXILIARY))
            return NONE; /* "his claim that" is a cue by itself */
        if (has(text, i + 1, W(THAT)))
            return i + 1;
    }
    return NONE;
}

static Complement
phrase_complement(const Text *text, const Sentence *sentence, const Cue *cue, Complement found)
{
    if (demand_complement(text, sentence, cue, &found))
        return found;
    guint32 that =
        (cue->frames & FRAME_NOUN) != 0 ? that_behind_noun(text, cue->last, sentence->last) : NONE;
    if (that != NONE) {
        found.kind = COMPLEMENT_CLAUSE;
        found.cue_last = found.first = that;
        return found;
    }
    found = (Complement){ .kind = COMPLEMENT_NONE,
                          .addressee_first = NONE,
                          .addressee_last = NONE,
                          .cue_last = cue->last };
    gboolean names = has(text, cue->verb, W(TITLE_CUE)) && cue->form != CUE_PASSIVE &&
                     !opens_region(text, cue->last); /* called him "Little Tom" */
    if ((cue->frames & FRAME_PHRASE) == 0 ||
        marks_ahead(text, cue->last, sentence->last, names) == NONE)
        return found;
    found.kind = COMPLEMENT_PHRASE;
    found.cue_last = particle_end(text, cue->last, sentence->last);
    found.first = found.cue_last;
    if ((cue->frames & FRAME_PERSON) != 0) {
        guint32 end = phrase_after(text, found.first, sentence->last);
        if (end < sentence->last && has(text, end, W(TO) | W(THAT))) {
            found.addressee_first = found.first;
            found.addressee_last = end;
        }
    }
    return found;
}

/* Whether the clause without "that" at @i may be what is said: strong verbs take anything, others need a clause. */
static gboolean
takes_clause(const Text *text, const Sentence *sentence, const Cue *cue, guint32 i)
{
    if ((cue->frames & FRAME_CLAUSE) == 0 || i >= sentence->last || !is_word(text, i))
        return FALSE;
    return (cue->frames & FRAME_STRONG) != 0 || has_finite_verb(text, i, sentence->last);
}

static gboolean
at_infinitive(const Text *text, guint32 i, guint32 limit)
{
    return has(text, i, W(TO)) ||
           (has(text, i, W(NOT)) && i + 1 < limit && has(text, i + 1, W(TO)));
}

/* What he said was "…"; what she meant is that ... */
static gboolean
is_cleft(const Text *text, const Sentence *sentence, const Cue *cue)
{
    return cue->subject_first != NONE && cue->subject_first > sentence->first &&
           cue->subject_first < cue->first && cue->last + 1 < sentence->last &&
           has(text, cue->last, W(BE)) && is_word_form(text, cue->subject_first - 1, "what") &&
           (opens_region(text, cue->last + 1) || has(text, cue->last + 1, W(THAT)));
}

/* argued for a "phased" approach, spoke on the Wire's "Morning Hour": words in marks inside a phrase */
static gboolean
is_within_phrase(const Text *text, const Cue *cue, guint32 open)
{
    const Region *region = region_of(text, open);
    gboolean phased = (cue->frames & FRAME_PHRASE) != 0 && region->n_words < 5 &&
                      has(text, open - 1, W(DETERMINER) | W(PREPOSITION));
    return phased || (has(text, open - 1, W(CLITIC)) && region->kind == REGION_TITLE);
}

/* Behind an adverb of manner or an aside: said quietly, "…"; said, however, that; @i if there is none. */
static guint32
skip_aside(const Text *text, guint32 i, guint32 limit)
{
    if (i + 2 >= limit)
        return i;
    if (is_adverb(text, i) && is_mark(text, i + 1, MARK_COMMA) && opens_region(text, i + 2))
        return i + 1;
    return aside_end(text, i, limit);
}

/* Whether a clause that was said begins at @i, right behind the cue or, @again, behind addressee, time and place. */
static gboolean
begins_said(const Text *text, const Sentence *sentence, const Cue *cue, guint32 i, gboolean again)
{
    guint32 limit = sentence->last;
    WordFlags word = text->tokens.at[i].word;
    if (((word & W(THAT)) != 0 && (cue->frames & (FRAME_THAT | FRAME_CLAUSE)) != 0) ||
        ((word & W(WH)) != 0 && (cue->frames & FRAME_WH) != 0 && is_word(text, i)) ||
        (at_infinitive(text, i, limit) && (cue->frames & FRAME_INFINITIVE) != 0))
        return TRUE;
    gboolean takes_person = (cue->frames & FRAME_PERSON) != 0;
    if (again)
        return (takes_person || at_clause(text, i)) && takes_clause(text, sentence, cue, i);
    gboolean person = takes_person && ((word & W(SUBJECT)) == 0 || (word & W(OBJECT)) != 0);
    gboolean time = (word & (W(PREPOSITION) | W(TO) | W(TIME) | W(DAY))) != 0 &&
                    !(i + 1 < limit && is_genitive(text, i + 1, limit)); /* "Monday's" */
    return !person && !time && takes_clause(text, sentence, cue, i);
}

/* Words in marks behind a comma, and whatever stands behind a colon. */
static gboolean
take_behind_mark(const Text *text, guint32 i, guint32 limit, Complement *found)
{
    gboolean marks = i + 1 < limit && opens_region(text, i + 1);
    if (is_mark(text, i, MARK_COLON))
        found->kind = marks            ? COMPLEMENT_QUOTE
                      : i + 1 == limit ? COMPLEMENT_COLON
                                       : COMPLEMENT_CLAUSE;
    else if (is_mark(text, i, MARK_COMMA) && marks && region_of(text, i + 1)->kind == REGION_SPEECH)
        found->kind = COMPLEMENT_QUOTE;
    else
        return FALSE;
    found->first = i + 1;
    return TRUE;
}

Complement
complement_of(const Text *text, const Sentence *sentence, const Cue *cue)
{
    Complement found = { .addressee_first = NONE, .addressee_last = NONE, .cue_last = cue->last };
    guint32 limit = sentence->last;
    guint32 i = cue->last + is_cleft(text, sentence, cue);
    /* "said he would", "said on Friday that": first as it stands, then behind addressee, time and place */
    for (guint tries = 0; tries < 2 && i < limit; tries++) {
        if (opens_region(text, i)) {
            if (tries == 1 && is_within_phrase(text, cue, i))
                break;
            if (tries == 1 || (cue->frames & FRAME_PERSON) == 0 ||
                addressee_end(text, i, limit) == i) {
                found.kind = COMPLEMENT_QUOTE;
                found.first = i;
                return found;
            }
        }
        guint32 next = tries == 0 ? skip_aside(text, i, limit) : i;
        if (next > i) {
            i = next;
            continue;
        }
        if (begins_said(text, sentence, cue, i, tries == 1)) {
            gboolean demand = found.addressee_last == i && at_infinitive(text, i, limit);
            found.kind = COMPLEMENT_CLAUSE;
            found.first = demand ? found.addressee_first : i; /* asked them to wait */
            return found;
        }
        if (take_behind_mark(text, i, limit, &found))
            return found;
        next = skip_rest(text, i, limit, cue, &found);
        if (next == i)
            break;
        i = next;
    }
    if ((cue->frames & FRAME_THAT) != 0 && (cue->frames & (FRAME_PERSON | FRAME_STRONG)) != 0) {
        guint32 that = that_ahead(text, cue->last, limit);
        if (that != NONE) {
            found.kind = COMPLEMENT_CLAUSE;
            found.first = that;
            return found;
        }
    }
    return phrase_complement(text, sentence, cue, found);
}
