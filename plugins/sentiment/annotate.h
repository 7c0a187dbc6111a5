/* annotate.h: valences and scores of a document, as layers. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "parts.h"
#include "targets.h"
#include "words.h"

/** Scopes: what gets a row of scores; bits, in the order of the option's choices */
typedef enum {
    SCOPE_SENTENCE = 1 << 0,
    SCOPE_QUOTATION = 1 << 1,
    SCOPE_DOCUMENT = 1 << 2,  /* the mean over sentences */
    SCOPE_PARAGRAPH = 1 << 3, /* likewise */
    SCOPE_NARRATIVE = 1 << 4, /* likewise, of what stands outside quotations */
    SCOPE_TARGET = 1 << 5,    /* whoever or whatever a sentence mentions */
    SCOPE_ENTITY = 1 << 6,    /* the mean over those */
    SCOPE_TEXT = 1 << 7,      /* the whole text as if it were one sentence */
} Scopes;

/** SCOPES_SAID: those that need to know what is said by whom */
#define SCOPES_SAID (SCOPE_QUOTATION | SCOPE_NARRATIVE | SCOPE_TARGET | SCOPE_ENTITY)
/** SCOPES_ABOUT: those of persons and things */
#define SCOPES_ABOUT (SCOPE_TARGET | SCOPE_ENTITY)

/** AnnotatorOptions: what is wanted */
typedef struct {
    const Vocabulary *vocabulary;
    Scopes scopes;
    gboolean exact;      /* scores are not rounded */
    gboolean explain;    /* layers valence_change and contribution */
    const char *targets; /* (nullable): metadata key of spans that are targets */
} AnnotatorOptions;

/** Annotator: the buffers of one worker. */
typedef struct {
    AnnotatorOptions options;
    const Vocabulary *vocabulary;
    Words words;
    Parts parts;
    Targets targets;
    GArray *tallies; /* of Tally: one for each quotation */
    GArray *said;    /* of Said, to explain the scores of quotations: see said.c */
    GString *rule;
} Annotator;

void annotator_init(Annotator *annotator, const AnnotatorOptions *options);
void annotator_clear(Annotator *annotator);
/** annotate: adds the layers valence and sentiment, and those that explain them; %FALSE where the
 * metadata `targets` are no spans */
gboolean annotate(Annotator *annotator, GalleyDocument *document, GError **error);
