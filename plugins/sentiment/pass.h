/* pass.h: one document being annotated, by annotate.c, rows.c, said.c and targets.c.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "annotate.h"
#include "scores.h"

/** Pass: layers are %NULL where they are not needed, or not wanted */
typedef struct {
    Annotator *annotator;
    const GalleyLayer *sentences;
    const GalleyLayer *paragraphs;
    const GalleyLayer *quotations;
    TokenView tokens;
    const char *text;
    guint32 size;
    GalleyLayer *valences;
    GalleyLayer *sentiments;
    GalleyLayer *changes;
    GalleyLayer *contributions;
    guint32 next_token; /* row of the first that no sentence has had */
    guint32 next_part;  /* the first whose begin no sentence has come to, where words are cut from
                           the text */
    guint32 said_until; /* where the parts end that were come to */
} Pass;

/** Said: a valence inside a quotation, kept to explain that quotation's score */
typedef struct {
    guint32 begin, end;
    guint32 part;
    guint32 valence; /* row */
    double value;
} Said;

static inline gboolean
pass_wants(const Pass *pass, guint32 scopes)
{
    return (pass->annotator->options.scopes & scopes) != 0;
}

/** Mean: what the sentences of a longer stretch come to. Starts at zero. */
typedef struct {
    guint32 n; /* sentences with evidence */
    gint64 evidence;
    double positive, negative, neutral, compound; /* sums */
    double squares;                               /* of compounds */
    gboolean words;                               /* there are any */
} Mean;

void mean_add(Mean *mean, const Scores *scores, gboolean words);

/* ---- rows.c ---- */

/** rows_add_scores: Returns: the row of the layer sentiment */
guint32 rows_add_scores(
    const Pass *pass, guint32 begin, guint32 end, GalleySentimentScope scope, const Scores *scores);
guint32 rows_add_mean(
    const Pass *pass, guint32 begin, guint32 end, GalleySentimentScope scope, const Mean *mean);
/** rows_add_entity: of what the whole text says about it; no compound where no word does */
void rows_add_entity(const Pass *pass, guint32 entity, const Mean *mean);

/** rows_add_valences: those of the annotator's words that have one, and what changed them; notes
 * their rows. What the rules made nothing of is no evidence. */
void rows_add_valences(const Pass *pass);

/** rows_round: as the profile's valences are, unless scores are to be exact */
double rows_round(const Pass *pass, double amount);

/** rows_contribute: that @amount is a part of the sum of row @sentiment; @valence: its row, or
 * %GALLEY_NO_ROW; @rule: (nullable). Nothing unless explanations are wanted. */
void rows_contribute(const Pass *pass,
                     guint32 begin,
                     guint32 end,
                     guint32 sentiment,
                     guint32 valence,
                     double weight,
                     double amount,
                     const char *rule);

/** rows_contribute_words: likewise, of each of the annotator's words by itself */
void rows_contribute_words(const Pass *pass, guint32 sentiment);
/** rows_contribute_marks: likewise, what exclamation and question marks from @begin to @end add to
 * @words, what the words add up to */
void rows_contribute_marks(const Pass *pass,
                           guint32 begin,
                           guint32 end,
                           guint32 sentiment,
                           const Scores *scores,
                           double words);

/* ---- annotate.c ---- */

/** pass_add_words: to the annotator's; stretches ascend */
void pass_add_words(Pass *pass, guint32 begin, guint32 end);
/** pass_apply_rules: to all of them */
void pass_apply_rules(Pass *pass);

/* ---- said.c ---- */

/** said_find: the stretches of quotations */
void said_find(Pass *pass, GalleyDocument *document);
/** said_note: counts each word of a sentence, valued, for the innermost quotation that it stands
 * in */
void said_note(Pass *pass);
/** said_score_outside: of what stands outside quotations, from @begin to @end, the sentence whose
 * words are at hand with their @tally; where words are cut from the text, they are then those
 * outside. @before: the marks outside all quotations before that sentence. @words: (out): whether
 * there are any */
Scores said_score_outside(Pass *pass,
                          guint32 begin,
                          guint32 end,
                          const Tally *tally,
                          const Tally *before,
                          gboolean *words);
/** said_score: the rows of quotations, at the end */
void said_score(Pass *pass);

/* ---- targets.c ---- */

/** targets_find: the mentions of the document, or the spans of its metadata */
gboolean targets_find(Pass *pass, GalleyDocument *document, GError **error);
/** targets_score: rows of what the sentence from @begin to @end, whose words are at hand, valued,
 * says about whomever it mentions */
void targets_score(Pass *pass, guint32 begin, guint32 end);
/** targets_score_entities: rows of what the whole text says about each, at the end */
void targets_score_entities(Pass *pass);
