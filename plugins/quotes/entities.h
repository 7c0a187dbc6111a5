/* entities.h: who the names are of. SPDX-License-Identifier: MIT */
#pragma once

#include "quotes.h"

typedef struct {
    guint32 first, last;           /* all of it */
    guint32 head_first, head_last; /* without titles */
    WordFlags titles;
    guint32 role; /* the token of its last title, or NONE */
    NameType type;
    Gender gender;
} Name;

/* hash_word: without regard to the case of ASCII letters and to apostrophes */
guint32 hash_word(const char *form, gsize size);
/* is_known: whether @token is the last word of a name that was read before, a person's for all one knows */
gboolean is_known(const Text *text, guint32 token);
/* entity_of: the entity of a name, a new one if need be; the next mention is taken to be its first */
guint32 entity_of(Text *text, const Name *name);
/* reset_buckets: empties them, as many as the tokens ask for */
void reset_buckets(Text *text);
