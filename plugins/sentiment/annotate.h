/* annotate.h: valences and scores of a document, as layers. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "parts.h"
#include "words.h"

/** Scopes: what gets a row of scores; bits */
typedef enum {
    SCOPE_SENTENCE = 1 << 0,
    SCOPE_QUOTATION = 1 << 1,
    SCOPE_DOCUMENT = 1 << 2, /* the mean over sentences */
    SCOPE_TEXT = 1 << 3,     /* the whole text as if it were one sentence */
} Scopes;

/** Annotator: the buffers of one worker. */
typedef struct {
    const Vocabulary *vocabulary;
    Scopes scopes;
    gboolean exact; /* scores are not rounded */
    Words words;
    Parts parts;
    GArray *tallies; /* of Tally: one for each quotation */
    GString *rule;
} Annotator;

void
annotator_init(Annotator *annotator, const Vocabulary *vocabulary, Scopes scopes, gboolean exact);
void annotator_clear(Annotator *annotator);
/** annotate: adds the layers valence and sentiment */
void annotate(Annotator *annotator, GalleyDocument *document);
