/* cues.h: verbs that may report speech, with their subjects. SPDX-License-Identifier: MIT */
#pragma once

#include "phrases.h"

typedef enum {
    CUE_FINITE,     /* X said */
    CUE_INVERTED,   /* said X */
    CUE_PARTICIPLE, /* ..., saying */
    CUE_COORDINATE, /* ... and said */
    CUE_INFINITIVE, /* stopped him to say */
    CUE_PASSIVE,    /* was told that */
    CUE_SAID_TO,    /* was said to */
    CUE_ACCORDING,  /* according to X */
    CUE_NOUN,       /* his claim that */
} CueForm;

typedef struct {
    guint32 first, last; /* tokens of the cue, half-open */
    guint32 verb;
    guint32 subject_first, subject_last; /* half-open; NONE if it has none of its own */
    guint16 frames;
    CueForm form;
} Cue;

/* The verb with what belongs to it on its left. */
typedef struct {
    guint32 first;
    WordFlags auxiliaries;
    gboolean infinitive;
} Group;

/* cues.c */

/* cue_at: reads token @i of the narrator's as a cue; what stands left of @limit belongs to something else */
gboolean cue_at(const Text *text, const Sentence *sentence, guint32 i, guint32 limit, Cue *cue);

/* subjects.c */

Group verb_group(const Text *text, guint32 verb, guint32 limit);
/* begins_noun: whether a noun phrase that can speak may begin at @i */
gboolean begins_noun(const Text *text, guint32 i);
/* ends_speech: whether words in marks end as those do that somebody says */
gboolean ends_speech(const Region *region);
/* agent_end: where "by" and a noun phrase end that begin at @i; @i if they do not */
guint32 agent_end(const Text *text, guint32 i, guint32 limit);
/* find_subject: gives @cue the phrase right before its verb, times and appositions between; FALSE if there is none */
gboolean find_subject(const Text *text, Cue *cue, guint32 limit);
/* verb_left: the nearest finite verb left of @from, with its subject */
gboolean verb_left(const Text *text, guint32 from, guint32 limit, Cue *cue);
/* find_subject_left: gives @cue the subject of a clause on its left; FALSE if there is none in reach */
gboolean find_subject_left(const Text *text, Cue *cue, guint32 limit);
