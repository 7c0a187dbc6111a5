/* overview.h: what the page says of the corpus. SPDX-License-Identifier: MIT */
#pragma once

#include "html.h"
#include "summary.h"

/* A document that is drawn already. */
typedef struct {
    char *title;
    GString *markup;
} Shown;

/* What is drawn from. */
typedef struct {
    GString *out;
    const Report *report;
    const Summary *summary;
    const Shown *shown;
    guint n_shown;
} Overview;

/* overview_begin: the page down to its contents; overview_draw: the sections */
void overview_begin(const Overview *overview);
void overview_draw(const Overview *overview);
/* overview_end: behind the documents */
void overview_end(const Overview *overview);

/* style.c: the page's own style sheet; no character of it is special in HTML or XML */
extern const char *const report_style;
