/* model.h: the linear model of lines, and its features for whoever trains it. SPDX-License-Identifier: MIT */
#pragma once

#include "lines.h"
#include "overlap.h"

/* More than one line can have. */
#define FEATURES_MAX 96

/** Features: what holds for a line; numbers of the model's weights. */
typedef struct {
    gboolean page;  /* the document is a whole page */
    gboolean title; /* the line may be the article's title: it stays */
    guint n;
    guint16 at[FEATURES_MAX];
    Overlap *overlap;
} Features;

typedef enum {
    LOOK_SETTLED = 1 << 0, /* what was removed does not count, as if it had never stood there */
    LOOK_AS_PAGE = 1 << 1, /* with the features of whole pages, whatever the document is */
} Look;

void each_line(const char *text,
               GArray *lines,
               Look look,
               void (*visit)(Line *line, Features *features, gpointer data),
               gpointer data);
void add_overlap(Features *features, const Line *line);
guint judge_lines(const char *text, GArray *lines, gboolean balanced, Look look);
