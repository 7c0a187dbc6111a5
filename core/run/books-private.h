/* books-private.h: what became of every document. SPDX-License-Identifier: MIT */
#pragma once

#include "run/duplicates-private.h"
#include "run/names-private.h"

/** GalleyBooksEntry: so many documents, for one reason at one step. */
typedef struct {
    char *step;
    char *reason;
    guint64 n;
} GalleyBooksEntry;

#define GALLEY_STEP_READER "reader" /* what the reader is called in books and quarantine */
/* What `layers` counts, in place of a reason. */
#define GALLEY_BOOKS_DOCUMENTS "documents" /* that have a row of it */
#define GALLEY_BOOKS_ROWS "rows"

/** GalleyBook: of one input file. read = written + dropped + quarantined. */
typedef struct {
    char *input;
    guint64 read, written, dropped, quarantined;
    gboolean changed; /* while it was read */
} GalleyBook;

/** GalleyBooks: of a run. */
typedef struct {
    GPtrArray *files;       /* of GalleyBook, in order of reading */
    GPtrArray *dropped;     /* of GalleyBooksEntry, in order of first coming */
    GPtrArray *quarantined; /* likewise; the reason is the kind of error */
    GPtrArray *skipped;     /* steps that failed or are not for the language; beside the sum */
    GPtrArray *notes;       /* counters of steps */
    GPtrArray *warnings;    /* likewise */
    GPtrArray *layers;      /* per layer, in place of a step: what written documents have of it */
    GalleyDuplicates *duplicates; /* (nullable): nobody looked */
    GalleyNames *names;           /* (nullable): the pipeline says nothing of names */
} GalleyBooks;

void galley_books_init(GalleyBooks *books);
void galley_books_clear(GalleyBooks *books);
GalleyBook *galley_books_open_file(GalleyBooks *books, const char *input);
/** galley_books_add: @n more under @step and @reason in one of the lists above */
void galley_books_add(GPtrArray *entries, const char *step, const char *reason, guint64 n);
/** galley_books_merge: adds the lists of @other, not its files */
void galley_books_merge(GalleyBooks *books, const GalleyBooks *other);
/** galley_books_total: the sum over all files */
GalleyBook galley_books_total(const GalleyBooks *books);
/** galley_books_tell_empty: (transfer full) (nullable): which inputs held no document; %NULL where each
 * held one */
char *galley_books_tell_empty(const GalleyBooks *books);
/** galley_books_balance: whether read = written + dropped + quarantined in each file and in the
 * lists */
gboolean galley_books_balance(const GalleyBooks *books);
/** galley_books_summary: (transfer full): for people, some lines */
char *galley_books_summary(const GalleyBooks *books);
/** galley_books_append_json: a JSON object */
void galley_books_append_json(const GalleyBooks *books, GString *out);
