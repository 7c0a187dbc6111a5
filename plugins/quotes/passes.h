/* passes.h: the passes of the quote finder, in their order. SPDX-License-Identifier: MIT */
#pragma once

#include "quotes.h"

void pair_marks(Text *text);        /* marks.c */
void find_scare_quotes(Text *text); /* scare.c */
void find_labels(Text *text);       /* attribute-name.c */
void find_names(Text *text);        /* names.c */
void attribute(Text *text);         /* attribute.c */
void find_speakers(Text *text);     /* speakers.c */
void take_turns(Text *text);        /* turns.c, of dialogue alone */

/* find_speaker_order: quotations that have a speaker, by his place, into text->order; speakers.c */
void find_speaker_order(Text *text);
