/* attribution.h: what the files of the grammar share while they walk over the sentences. SPDX-License-Identifier: MIT */
#pragma once

#include "clauses.h"

typedef struct {
    Text *text;
    const Sentence *sentence;
    guint32 limit; /* what stands left of it belongs to an earlier attribution */
    guint32 start; /* the first word from @start_of on; see left_start() */
    guint32 start_of;
    guint32 last_quote;    /* the last quotation with marks, or NONE */
    guint32 last_sentence; /* the last one that it took words in marks from */
    guint32 told;          /* the last quotation that got a part, marks or not, or NONE */
    guint32 told_sentence; /* where */
    guint32 pending;       /* the first region of those just before that nobody took yet, or NONE */
    guint32 taken;         /* tokens left of it are part of a turn */
    guint32 colon;         /* a quotation that waits for what follows its colon, or NONE */
    guint32 introduction;  /* the end of a sentence right before whose colon no cue took, or NONE */
    guint32 subject_first, subject_last; /* of the last cue in this sentence; NONE */
} State;

/* parts.c: making quotations */

/* add_quotation: one without content yet; its number */
guint32 add_quotation(State *state, const Cue *cue, Rule rule);
/* add_part: takes tokens into a quotation; regions among them are its own from now on */
void add_part(State *state, guint32 quotation, guint32 first, guint32 last);
void add_region_part(State *state, guint32 quotation, guint32 region);
/* take_pending: uncued quotations right before region @before belong to the one that tells who spoke */
void take_pending(State *state, guint32 quotation, guint32 before);
gboolean has_words(const Text *text, guint32 first, guint32 last);
/* left_start: where the words begin that no attribution has taken yet, behind marks and conjunctions; at most @end */
guint32 left_start(State *state, guint32 end);
/* set_kinds: direct, mixed or indirect, by the letters inside and outside marks */
void set_kinds(Text *text);
/* sort_parts: by quotation, then by place */
void sort_parts(Text *text);

/* attribute-marks.c: words in marks beside a cue. Where an attribution ends is returned. */

/* region_before: the region that ends right before @i, a comma between them or not, or NONE */
guint32 region_before(const State *state, guint32 i);
guint32 attribute_left(State *state, const Cue *cue, guint32 region);
guint32 attribute_quote(State *state, const Cue *cue, const Complement *complement);

/* attribute-clause.c: clauses beside a cue. NONE is returned where there is none. */

guint32 attribute_clause(State *state, const Cue *cue, const Complement *complement);
guint32 attribute_clause_left(State *state, const Cue *cue);
guint32 attribute_according(State *state, const Cue *cue);
guint32 attribute_as(State *state, const Cue *cue);

/* attribute-name.c: a name beside what is said, without a verb */

gboolean attribute_turn(State *state);
gboolean attribute_name_beside(State *state, guint32 region);

/* attribute-rest.c */

/* attribute_rest: words in marks that no cue took, after all sentences */
void attribute_rest(State *state);
