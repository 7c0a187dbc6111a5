/* pages.h: what is known of the lines of whole pages, menus and comments and all. SPDX-License-Identifier: MIT */
#pragma once

#include "overlap.h"

/* Stamps further off are not looked for, more not counted. */
#define STAMP_FAR 13
#define STAMPS_MANY 10

void measure_threads(GArray *lines);
void share_words(GArray *lines, Overlap *overlap);
Shared shared_nearby(const GArray *lines, guint i);
guint judge_segments(GArray *lines, gint cost);
