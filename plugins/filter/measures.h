/* measures.h: what the text itself says of a document, by name. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "words.h"

/* Belongs to a worker; nothing is counted before it is asked for, and nothing twice. */
typedef struct {
    GHashTable *stop_words;
    Words words;
    const char *text;
    guint32 size;
    gboolean counted, cut;
    guint64 characters, solid; /* all; those that are not white space */
    guint64 letters, upper, digits, symbols;
} Measures;

void measures_init(Measures *measures, GHashTable *stop_words);
void measures_clear(Measures *measures);
/* measures_begin: from here on the measures are those of @text */
void measures_begin(Measures *measures, const char *text, guint32 size);

/* measures_find: the number of the measure @name, or -1 */
int measures_find(const char *name);
/* measures_is_number: whether it is one, and no bool */
gboolean measures_is_number(int number);
/* measures_is_share: whether it lies between 0 and 1 */
gboolean measures_is_share(int number);
/* measures_list: (transfer full): all names, parted by commas */
char *measures_list(void);
GalleyMetadata measures_get(Measures *measures, int number);
