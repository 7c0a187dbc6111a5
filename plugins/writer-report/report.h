/* report.h: the options of the page. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/galley.h>

typedef struct {
    const char *path;
    const char *title;
    gint64 documents; /* shown whole */
    gint64 text;      /* characters of each */
    gint64 top;       /* rows of a ranking */
    gint64 names;     /* counted at once */
    const char *pipeline;
} Report;
