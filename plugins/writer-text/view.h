/* view.h: a document as people read it in a terminal. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/galley.h>

#include "page.h"

/* The options, and what `open` made of them. */
typedef struct {
    const char *path;
    gint64 width;
    gint color; /* index into auto, always, never */
    guint columns;
    gboolean colored;
} Text;

/* The layers of one document; NULL where no step gives them. */
typedef struct {
    const Text *options;
    GalleyDocument *document;
    const char *text;
    guint32 size;
    const GalleyLayer *paragraphs;
    const GalleyLayer *quotations;
    const GalleyLayer *parts;
    const GalleyLayer *entities;
    const GalleyLayer *sentiment;
    const GalleyLayer *valence;
    const GalleyLayer *removed;
    /* for each quotation, in scratch memory */
    guint32 *numbers;    /* as it is listed, from 1; 0: marked, but not speech */
    guint32 *first_part; /* the row of its first part; GALLEY_NO_ROW */
    guint32 *scores;     /* its row of `sentiment`, or GALLEY_NO_ROW */
    guint32 *next_part;  /* for each part: the next of the same quotation */
    GArray *events;      /* of article.c */
    Page page;
} View;

/* index_quotations: fills what is there for each quotation */
void index_quotations(View *view);

/* new_events: for `events` */
GArray *new_events(void);

/* The sections, each nothing where its layers are not there. */
void show_article(View *view);
void show_quotations(View *view);
void show_sentiment(View *view);
/* and within it the words that tell it */
void show_telling(View *view);
void show_removed(View *view);

/* show_title: the heading of a section, and a note beside it unless that is NULL */
void show_title(View *view, const char *title, const char *note);
/* show_list_title: the heading of a list within a section, which is indented from here on */
void show_list_title(View *view, const char *title);
/* put_signed: with its sign and so many decimals, 1 or 2 */
void put_signed(View *view, double score, guint decimals, guint style);
/* put_score: a compound with its sign and two digits, in its colour */
void put_score(View *view, double score);
/* put_count: "1 word", "3 words": @one, and @many where it is not one */
void put_count(View *view, gint64 n, const char *one, const char *many);
