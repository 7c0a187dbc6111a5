/* support.h: running the plugin sentiment and reading its layers. SPDX-License-Identifier: MIT */
#pragma once

#include "steps.h"

/** Case: a text and what is to come of it */
typedef struct {
    const char *name;
    const char *text;
    const char *expected;
} Case;

char *fixture(const char *name);
/** shared_file: (nullable): a path below the folder of shared data, or %NULL and the test is
 * skipped */
char *shared_file(const char *name);

/** RuleFiles: paths of the word lists that the VADER profiles read */
typedef struct {
    const char *lexicon, *boosters, *negations, *idioms, *emoji;
    const char *set; /* nothing: "{}" */
} RuleFiles;

/** load_rules: the rules over whole texts */
GalleyPipeline *load_rules(const char *profile, const RuleFiles *files);
/** load_fixture_rules: with the word lists of these tests */
GalleyPipeline *load_fixture_rules(const char *profile);
/** load_changed_rules: the same; @set: numbers and switches, as YAML */
GalleyPipeline *load_changed_rules(const char *profile, const char *set);
/** load_shared_rules: (nullable): with VADER's own, or %NULL and the test is skipped */
GalleyPipeline *load_shared_rules(const char *profile);
GalleyPipeline *load_news(void);

double number(const GalleyLayer *layer, guint column, guint32 row);
/** find_scope: the row of @scope with the number @n among its like, from 0; n_rows if there is none
 */
guint32 find_scope(const GalleyLayer *sentiments, GalleySentimentScope scope, guint32 n);
/** describe_valences: "grand=-1.4800 negated:not; bad=-2.5000": the layer valence, in order */
char *describe_valences(const GalleyDocument *document);
/** describe_scores: "negative neutral positive compound" of the row of the document */
char *describe_scores(const GalleyDocument *document);

/** add_test: @function for @test, under its own path */
void add_test(const char *group, const char *name, gconstpointer test, GTestDataFunc function);
#define ADD_TESTS(group, cases, function)                                                          \
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)                                                \
    add_test(group, (cases)[i].name, &(cases)[i], function)

void add_rule_tests(void);
void add_quirk_tests(void);
void add_table_tests(void);
void add_layer_tests(void);
void add_fault_tests(void);
void add_scope_tests(void);
void add_explain_tests(void);
void add_trend_tests(void);
