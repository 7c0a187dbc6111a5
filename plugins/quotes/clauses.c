/* clauses.c: what follows a cue, and where reported words end. SPDX-License-Identifier: MIT */
#include "clauses.h"

static gboolean
at_clause(const Text *text, guint32 i)
{
    return has(text, i, W(SUBJECT) | W(DETERMINER) | W(POSSESSIVE) | W(CAPITAL)) &&
           is_word(text, i) && !has(text, i, W(CLITIC));
}

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

static gboolean
is_participle_cue(const Text *text, guint32 i)
{
    return has(text, i, W(ING)) &&
           (text->tokens.at[i].frames & (FRAME_THAT | FRAME_CLAUSE | FRAME_DIRECT)) != 0 &&
           (text->tokens.at[i].frames & FRAME_WEAK) == 0;
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

static Complement
phrase_complement(const Text *text, const Sentence *sentence, const Cue *cue, Complement found)
{
    if (demand_complement(text, sentence, cue, &found))
        return found;
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

Complement
complement_of(const Text *text, const Sentence *sentence, const Cue *cue)
{
    Complement found = { .addressee_first = NONE, .addressee_last = NONE, .cue_last = cue->last };
    guint32 limit = sentence->last;
    guint32 i = cue->last + is_cleft(text, sentence, cue);
    /* "said he would", "said on Friday that": first as it stands, then behind addressee, time and place */
    for (guint tries = 0; tries < 2 && i < limit; tries++) {
        if (opens_region(text, i) && tries == 1 && (cue->frames & FRAME_PHRASE) != 0 &&
            region_of(text, i)->n_words < 5 && has(text, i - 1, W(DETERMINER) | W(PREPOSITION)))
            break; /* argued for a "phased" approach */
        if (opens_region(text, i) && tries == 1 && has(text, i - 1, W(CLITIC)) &&
            region_of(text, i)->kind == REGION_TITLE)
            break; /* spoke on the Wire's "Morning Hour" */
        if (opens_region(text, i) && !(tries == 0 && (cue->frames & FRAME_PERSON) != 0 &&
                                       addressee_end(text, i, limit) > i)) {
            found.kind = COMPLEMENT_QUOTE;
            found.first = i;
            return found;
        }
        if (tries == 0 && is_adverb(text, i) && i + 2 < limit && is_mark(text, i + 1, MARK_COMMA) &&
            opens_region(text, i + 2)) {
            i++; /* said quietly, "…" */
            continue;
        }
        WordFlags word = text->tokens.at[i].word;
        gboolean clause =
            ((word & W(THAT)) != 0 && (cue->frames & (FRAME_THAT | FRAME_CLAUSE)) != 0) ||
            ((word & W(WH)) != 0 && (cue->frames & FRAME_WH) != 0 && is_word(text, i)) ||
            (at_infinitive(text, i, limit) && (cue->frames & FRAME_INFINITIVE) != 0);
        gboolean person = (cue->frames & FRAME_PERSON) != 0 &&
                          ((word & W(SUBJECT)) == 0 || (word & W(OBJECT)) != 0);
        gboolean time = (word & (W(PREPOSITION) | W(TO) | W(TIME) | W(DAY))) != 0 &&
                        !(i + 1 < limit && is_genitive(text, i + 1, limit)); /* "Monday's" */
        if (!clause && tries == 0 && !time && !person)
            clause = takes_clause(text, sentence, cue, i);
        if (!clause && tries == 1 && (at_clause(text, i) || (cue->frames & FRAME_PERSON) != 0))
            clause = takes_clause(text, sentence, cue, i);
        if (clause) {
            gboolean demand = found.addressee_last == i && at_infinitive(text, i, limit);
            found.kind = COMPLEMENT_CLAUSE;
            found.first = demand ? found.addressee_first : i; /* asked them to wait */
            return found;
        }
        if (is_mark(text, i, MARK_COMMA) && i + 1 < limit && opens_region(text, i + 1) &&
            region_of(text, i + 1)->kind == REGION_SPEECH) {
            found.kind = COMPLEMENT_QUOTE;
            found.first = i + 1;
            return found;
        }
        if (is_mark(text, i, MARK_COLON)) {
            found.kind = i + 1 == limit              ? COMPLEMENT_COLON
                         : opens_region(text, i + 1) ? COMPLEMENT_QUOTE
                                                     : COMPLEMENT_CLAUSE;
            found.first = i + 1;
            return found;
        }
        if (tries == 0 && is_mark(text, i, MARK_COMMA) && i + 2 < limit && is_adverb(text, i + 1) &&
            is_mark(text, i + 2, MARK_COMMA)) {
            i += 3; /* said, however, that */
            continue;
        }
        guint32 next = skip_rest(text, i, limit, cue, &found);
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

/* ---- the end ---- */

/* Behind a short apposition that begins at the comma @i; @i if it never ends. */
static guint32
apposition_end(const Text *text, guint32 i, guint32 limit)
{
    for (guint32 n = 0, end = i + 1; end < limit && n < 12; n++, end++) {
        if (is_mark(text, end, MARK_COMMA))
            return end + 1;
        if (text->tokens.at[end].mark == MARK_QUOTE || is_mark(text, end, MARK_STOP) ||
            has(text, end, W_CUE & ~W(BASE)))
            return i;
    }
    return i;
}

/* A cue with its own subject or none begins at @i: ", but Trump said", "and urged". */
static gboolean
new_cue_at(const Text *text, const Sentence *sentence, guint32 i)
{
    guint32 limit = sentence->last;
    if (i >= limit)
        return FALSE;
    guint32 end = is_adverb(text, i) ? i + 1 : i;
    for (guint32 n = 0; n < 2 && end < limit; n++) {
        if (has(text, end, W(PAST) | W(S)) && !has(text, end, W(CAPITAL)) &&
            (text->tokens.at[end].frames &
             (FRAME_CLAUSE | FRAME_THAT | FRAME_DIRECT | FRAME_INFINITIVE)) != 0 &&
            (text->tokens.at[end].frames & (FRAME_NOUNISH | FRAME_WEAK)) == 0)
            return TRUE;
        guint32 after = phrase_after(text, end, limit);
        if (after == end || after > end + 8)
            return FALSE;
        end = after < limit && is_mark(text, after, MARK_COMMA) ? apposition_end(text, after, limit)
                                                                : after;
        while (end < limit && (is_adverb(text, end) || has(text, end, W(HAVE))))
            end++;
    }
    return FALSE;
}

/* urged him to, told him that */
static gboolean
takes_person(const Text *text, guint32 i, guint32 limit)
{
    guint32 end = phrase_after(text, i, limit);
    return end < limit && has(text, end, W(TO) | W(THAT));
}

/* said it was late, and has said so since: no verb that "said" goes on with */
static gboolean
goes_on_in_present(const Text *text, guint32 i)
{
    static const char *const forms[] = { "is", "are", "has", "have", "do", "does", "will", "can" };
    for (guint f = 0; has(text, i, W_AUXILIARY) && f < G_N_ELEMENTS(forms); f++)
        if (is_word_form(text, i, forms[f]))
            return TRUE;
    return FALSE;
}

/* a "liar," an "old fool," "rude" and "sick": more words in marks of the same kind. */
static gboolean
goes_on_listing(const Text *text, const Sentence *sentence, guint32 i)
{
    guint32 end = sentence->last;
    if (i < end && has(text, i, W(AND)))
        i++;
    if (i < end && opens_region(text, i))
        return TRUE;
    if (i >= end || !has(text, i, W(DETERMINER)))
        return FALSE;
    guint32 k = i + 1;
    while (k < end && k < i + 3 && !opens_region(text, k) && is_word(text, k) &&
           !has(text, k, W(VERB) | W(PAST) | W(S) | W_AUXILIARY))
        k++;
    return k < end && opens_region(text, k);
}

/* said it would rain, which "will help": words in marks in a relative clause are the speaker's as well. */
static gboolean
quotes_on(const Text *text, guint32 relative, guint32 limit)
{
    for (guint32 i = relative + 1; i < limit && i < relative + REACH; i++) {
        if (opens_region(text, i))
            return region_of(text, i)->kind == REGION_SPEECH;
        if ((text->tokens.at[i].mark != MARK_NONE && !is_mark(text, i, MARK_OTHER)) ||
            has(text, i, W(THAT)) || (has(text, i, W_CUE) && !has(text, i, W(CAPITAL) | W(BASE))))
            return FALSE;
    }
    return FALSE;
}

/* Words after a comma that more often than not begin the narrator's own addition; counted on news. */
static gboolean
adds_own_words(const Text *text, const Sentence *sentence, guint32 next, const Cue *cue)
{
    guint32 limit = sentence->last;
    if (is_participle_cue(text, next) || has(text, next, W(ACCORDING)))
        return TRUE;
    if (has(text, next, W(AND) | W(BUT)) && next + 1 < limit) {
        if (has(text, next + 1, W(THAT)))
            return FALSE;
        if (new_cue_at(text, sentence, next + 1) || has(text, next + 1, W(HE) | W(SHE)))
            return TRUE;
        if (next + 2 < limit && has(text, next + 1, W(SUBORDINATOR)) &&
            has(text, next + 2, W(PAST) | W(ED)))
            return TRUE; /* and when asked */
        gboolean present = has(text, cue->verb, W(PAST)) && goes_on_in_present(text, next + 1);
        gboolean verb = !present && has(text, next + 1, W(PAST) | W(ED) | W_AUXILIARY) &&
                        !has(text, next + 1, W(CAPITAL));
        return verb || (has(text, next, W(BUT)) && has(text, next + 1, W(CAPITAL) | W(SUBJECT)));
    }
    if (has(text, next, W(RELATIVE)) && !has(text, next, W(THAT)))
        return has(text, next, W(WH)) && !quotes_on(text, next, limit); /* who, which */
    if (has(text, next, W(TO) | W(PREPOSITION)) && next + 1 < limit &&
        has(text, next + 1, W(RELATIVE)))
        return new_cue_at(text, sentence, next + 2); /* to which he replied */
    if (next + 1 < limit && has(text, next, W(SUBORDINATOR)) &&
        new_cue_at(text, sentence, next + 1))
        return TRUE; /* although he wrote */
    return has(text, next, W(CONTRAST));
}

/* said he left and told us that, and said it rained: the second verb is of the first one's tense. */
static gboolean
goes_on_saying(const Text *text, const Sentence *sentence, guint32 verb, const Cue *cue)
{
    WordFlags tense = text->tokens.at[cue->verb].word & text->tokens.at[verb].word;
    guint32 next = verb + 1;
    if ((tense & (W(PAST) | W(S))) == 0 || !new_cue_at(text, sentence, verb))
        return FALSE;
    return (text->tokens.at[verb].frames & FRAME_STRONG) != 0 || has(text, next, W(THAT) | W(WH)) ||
           opens_region(text, next) || is_mark(text, next, MARK_COLON) ||
           (is_mark(text, next, MARK_COMMA) && next + 1 < sentence->last &&
            opens_region(text, next + 1)) ||
           takes_person(text, next, sentence->last);
}

/* who said so, left; who said so - left */
static gboolean
is_relative(const Text *text, const Cue *cue)
{
    return cue->subject_first != NONE && has(text, cue->subject_first, W(RELATIVE)) &&
           !has(text, cue->subject_first, W(CAPITAL));
}

/* He warned that it would rain: "…," he said: words in marks with a cue of their own behind them. */
static gboolean
told_again(const Text *text, const Sentence *sentence, guint32 i)
{
    guint32 end = phrase_after(text, i, sentence->last);
    return end > i && end < sentence->last && has(text, end, W(PAST) | W(S)) &&
           (text->tokens.at[end].frames & FRAME_DIRECT) != 0;
}

static gboolean
ends_before(const Text *text, const Sentence *sentence, guint32 i, const Cue *cue)
{
    guint32 limit = sentence->last;
    if (is_mark(text, i, MARK_SEMICOLON))
        return TRUE;
    if (is_mark(text, i, MARK_DASH))
        return is_relative(text, cue) ||
               (i + 1 < limit && (has(text, i + 1, W(CONTRAST) | W(AND) | W(SUBORDINATOR)) ||
                                  is_participle_cue(text, i + 1)));
    if (is_mark(text, i, MARK_COLON))
        return i + 1 < limit && opens_region(text, i + 1) &&
               told_again(text, sentence, region_of(text, i + 1)->close + 1);
    gboolean marks = closes_region(text, i) && region_of(text, i)->last_mark == MARK_COMMA;
    if (is_mark(text, i, MARK_COMMA) || marks) {
        guint32 next = i + 1;
        if (next >= limit)
            return FALSE;
        if (is_relative(text, cue))
            return TRUE; /* who said so, left */
        if (cue->form == CUE_NOUN && !has(text, next, W(CAPITAL)) &&
            has(text, next, W(VERB) | W(PAST) | W(S) | W_AUXILIARY))
            return TRUE; /* his claim that it rained, made late, was false */
        if (marks && has(text, next, W(GERUND)))
            return TRUE; /* "over soon," referring to the vote */
        if (marks && has(text, next, W(PREPOSITION)) && tells_of_saying(text, sentence, next))
            return TRUE; /* "a mess," in a tweet */
        if (marks && (is_word_form(text, next, "such") || goes_on_listing(text, sentence, next)))
            return FALSE; /* "a," such as; a "liar," a "fool" */
        if (marks &&
            (has(text, next, W(DETERMINER) | W(HE) | W(SHE)) || new_cue_at(text, sentence, next)))
            return TRUE;
        return adds_own_words(text, sentence, next, cue);
    }
    if (closes_region(text, i) && i + 2 < limit && has(text, i + 1, W(AND) | W(BUT)) &&
        !has(text, i + 2, W(CAPITAL)) &&
        ((has(text, i + 2, W(VERB) | W(PAST)) && !has(text, i + 2, W(MODAL)) &&
          has(text, cue->verb, W(PAST))) ||
         (has(text, i + 2, W(S)) && has(text, cue->verb, W(S)))))
        return TRUE; /* said "no" and left */
    if (closes_region(text, i) && i + 3 < limit && has(text, i + 1, W(AND)) &&
        cue->form == CUE_PARTICIPLE && has(text, i + 2, W(PAST)) && !has(text, i + 2, W(CAPITAL)))
        return TRUE; /* calling it "dead" and said */
    if (i + 3 < limit && has(text, i + 1, W(AND) | W(BUT)) && has(text, cue->verb, W(ING)))
        return is_participle_cue(text, i + 2);
    if (i + 3 < limit && has(text, i + 1, W(AND) | W(BUT)))
        return goes_on_saying(text, sentence, i + 2 + is_adverb(text, i + 2), cue);
    return i + 1 < limit && has(text, i + 1, W(ACCORDING));
}

/* While he said ..., it was; Saying ..., he left: the main clause follows at the comma. */
static gboolean
is_fronted(const Text *text, const Sentence *sentence, const Cue *cue)
{
    guint32 first = sentence->first, subject = cue->subject_first;
    while (first < cue->first && (is_adverb(text, first) || has(text, first, W(AND) | W(BUT))))
        first++;
    guint32 opening = subject != NONE && subject < cue->first ? subject : cue->first;
    if (opening > first && (subject != NONE || cue->form == CUE_PASSIVE) &&
        has(text, opening - 1, W(SUBORDINATOR)))
        return TRUE; /* while he said; and when asked */
    if (first == cue->first)
        return cue->form == CUE_PARTICIPLE || cue->form == CUE_PASSIVE;
    if (!has(text, first, W(SUBORDINATOR) | W(GERUND)) &&
        !(has(text, first, W(PREPOSITION)) && has(text, first + 1, W(GERUND))))
        return FALSE;
    for (guint32 i = first; i < cue->first; i++)
        if (is_mark(text, i, MARK_COMMA) || i > first + REACH)
            return FALSE;
    return TRUE;
}

static gboolean
begins_main_clause(const Text *text, const Sentence *sentence, guint32 comma)
{
    gboolean inside = closes_region(text, comma) && region_of(text, comma)->last_mark == MARK_COMMA;
    return (inside || is_mark(text, comma, MARK_COMMA)) && comma + 1 < sentence->last &&
           at_clause(text, comma + 1) && is_clause(text, comma + 1, sentence->last);
}

guint32
clause_end(const Text *text, const Sentence *sentence, guint32 from, const Cue *cue)
{
    guint32 i = from;
    gboolean verb = FALSE; /* what has none yet cannot end */
    gboolean fronted = is_fronted(text, sentence, cue);
    while (i < sentence->last) {
        guint32 last = opens_region(text, i) ? region_of(text, i)->close : i;
        if (last >= sentence->last)
            return sentence->last;
        verb = verb || last > i || has(text, i, W(TO)) ||
               (i > from && has(text, i, W(VERB) | W(PAST) | W(ED) | W_AUXILIARY) &&
                !(has(text, i, W(PAST) | W(ED)) &&
                  has(text, i - 1, W(DETERMINER) | W(POSSESSIVE)))); /* "the reported bomber" */
        if (last > i && region_of(text, i)->last_mark == MARK_STOP && region_of(text, i)->closed)
            return last + 1;
        if (verb && (ends_before(text, sentence, last, cue) ||
                     (fronted && begins_main_clause(text, sentence, last))))
            return is_mark(text, last, MARK_COMMA) || is_mark(text, last, MARK_SEMICOLON) ||
                           is_mark(text, last, MARK_DASH) || is_mark(text, last, MARK_COLON)
                       ? last
                       : last + 1;
        i = last + 1;
    }
    return sentence->last;
}

/* "in a tweet", "on Monday", "at a rally in Ohio": when and where it was said. */
gboolean
tells_of_saying(const Text *text, const Sentence *sentence, guint32 preposition)
{
    guint32 end = sentence->last;
    for (guint32 i = preposition + 1, n = 0; i < end && n < 5; i++, n++) {
        if (opens_region(text, i))
            return FALSE;
        if (has(text, i, W(DAY) | W(TIME) | W(MEDIUM) | W(DIGITS)))
            return TRUE;
        if (has(text, i, W(TO)))
            return FALSE;
        if (!is_word(text, i) || has(text, i, W(PREPOSITION)))
            return n > 0 && has(text, i - 1, W(PLACE) | W(CAPITALS));
    }
    return FALSE;
}

/* "rapists" and criminals, as against "dead" and left: a noun behind a conjunction. */
static gboolean
goes_on_with_noun(const Text *text, guint32 i, guint32 limit)
{
    if (!is_word(text, i) || is_adverb(text, i) ||
        has(text, i,
            W(VERB) | W_CUE | W(ED) | W(GERUND) | W_AUXILIARY | W(PREPOSITION) | W(SUBORDINATOR) |
                W(SUBJECT) | W(THAT) | W(WH) | W(TO) | W(NOT)))
        return FALSE;
    return !has_finite_verb(text, i, limit);
}

static gboolean
leaves_phrase(const Text *text, const Sentence *sentence, guint32 i)
{
    guint8 mark = text->tokens.at[i].mark;
    if (mark != MARK_NONE && mark != MARK_OTHER)
        return TRUE;
    if (is_word_form(text, i, "as"))
        return has_finite_verb(text, i + 1,
                               sentence->last); /* as he left; but: as head of the fund */
    if (has(text, i, W(SUBORDINATOR) | W(DAY) | W(TIME)))
        return !is_word_form(text, i, "because") && !is_word_form(text, i, "if");
    if (has(text, i, W(AND) | W(BUT)) && !is_word_form(text, i, "so"))
        return i + 1 >= sentence->last ||
               !(opens_region(text, i + 1) || goes_on_with_noun(text, i + 1, sentence->last));
    guint32 size = text->tokens.at[i].end - text->tokens.at[i].begin;
    return has(text, i, W(PREPOSITION)) && (size == 2 || size == 6) && !has(text, i, W(TO)) &&
           text->text[text->tokens.at[i].begin + 1] != 'f' && tells_of_saying(text, sentence, i);
}

guint32
phrase_end(const Text *text, const Sentence *sentence, guint32 from)
{
    guint32 i = from;
    while (i < sentence->last && !opens_region(text, i))
        i++;
    while (i < sentence->last) {
        if (opens_region(text, i)) {
            guint8 mark = region_of(text, i)->last_mark;
            i = region_of(text, i)->close + 1;
            if (mark == MARK_COMMA && goes_on_listing(text, sentence, i))
                continue; /* "this," a "that" */
            if (mark == MARK_COMMA || mark == MARK_STOP || mark == MARK_QUESTION ||
                mark == MARK_EXCLAMATION)
                return i;
        } else if (leaves_phrase(text, sentence, i)) {
            return i;
        } else {
            i++;
        }
    }
    return i;
}
