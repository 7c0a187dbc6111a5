/* cases.h: what the tokenizer's tests share: a case, and running it.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/galley.h>

/** Case: a text and what is to come out of it. */
typedef struct {
    const char *name;
    const char *text;
    const char *expected;
    const char *options; /* of the tokenizer, as YAML between braces; %NULL: none */
} Case;

/** View: how a document is shown for comparing. */
typedef char *(*View)(GalleyDocument *document);

/** view_tokens: "Do+n't|go|.": + before a clitic */
char *view_tokens(GalleyDocument *document);
/** view_kinds: the tokens' kinds, parted by blanks */
char *view_kinds(GalleyDocument *document);
/** view_sentences: "One. | Two.", line feeds as blanks; a kind that is not text before it:
 * "[dateline] ROME –" */
char *view_sentences(GalleyDocument *document);
/** view_paragraphs: likewise */
char *view_paragraphs(GalleyDocument *document);

/** tokenized: (transfer full): the text after the tokenizer; fails the test on any error */
GalleyDocument *tokenized(const char *text, gsize size, const char *options);
/** tokenized_in: the same of a document whose metadata name a @language, if it is not %NULL */
GalleyDocument *
tokenized_in(const char *language, const char *text, gsize size, const char *options);

/** add_cases: each under /tokenizer/GROUP/NAME */
void add_cases(const char *group, View view, const Case *cases, gsize n_cases);

/** add_case_in: one of a document whose metadata name a @language */
void add_case_in(const char *group, View view, const Case *test, const char *language);

void add_token_cases(void);
void add_sentence_cases(void);
void add_paragraph_cases(void);
void add_language_cases(void);
void add_properties(void);
