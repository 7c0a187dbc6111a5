/* paragraphs.h: blocks of a text. SPDX-License-Identifier: MIT */
#pragma once

#include "scan.h"
#include "spans.h"

/** Paragraphs: what finding them needs, used again for the next text. */
typedef struct {
    Spans lines;      /* those that are not blank; the kind is unused */
    Spans paragraphs; /* of GalleyParagraphKind */
} Paragraphs;

/** paragraphs_read: fills @paragraphs with those of @text; no span begins or ends in white space */
void paragraphs_read(Paragraphs *paragraphs, const Text *text);
/** paragraphs_read_lines: each line that is not blank is a paragraph */
void paragraphs_read_lines(Paragraphs *paragraphs, const Text *text);
void paragraphs_clear(Paragraphs *paragraphs);
