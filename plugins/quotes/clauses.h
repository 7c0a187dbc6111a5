/* clauses.h: what follows a cue, and where reported words end. SPDX-License-Identifier: MIT */
#pragma once

#include "cues.h"

typedef enum {
    COMPLEMENT_NONE,
    COMPLEMENT_QUOTE,  /* words in marks at @first */
    COMPLEMENT_CLAUSE, /* a clause, marks or not, from @first on */
    COMPLEMENT_PHRASE, /* an object or a phrase with words in marks in it */
    COMPLEMENT_COLON,  /* a colon ends the sentence: what is said follows it */
} ComplementKind;

typedef struct {
    ComplementKind kind;
    guint32 first;                           /* where it begins */
    guint32 addressee_first, addressee_last; /* half-open; NONE */
    guint32 cue_last; /* where the cue ends, a preposition of its own included */
} Complement;

/* complement.c */

Complement complement_of(const Text *text, const Sentence *sentence, const Cue *cue);
/* skip_rest: behind addressee, time and place that follow the verb */
guint32
skip_rest(const Text *text, guint32 i, guint32 limit, const Cue *cue, Complement *complement);

/* clauses.c */

/* at_clause: whether the word at @i may open a clause */
gboolean at_clause(const Text *text, guint32 i);
/* is_participle_cue: "saying", "adding" */
gboolean is_participle_cue(const Text *text, guint32 i);
/* clause_end: where reported words that begin at @from end, at most the sentence's end */
guint32 clause_end(const Text *text, const Sentence *sentence, guint32 from, const Cue *cue);
/* tells_of_saying: whether a phrase that begins with the preposition at @i is of when, where or how it was said */
gboolean tells_of_saying(const Text *text, const Sentence *sentence, guint32 i);
/* phrase_end: where an object or phrase with words in marks ends; @from stands before them */
guint32 phrase_end(const Text *text, const Sentence *sentence, guint32 from);
