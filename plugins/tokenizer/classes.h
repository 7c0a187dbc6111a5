/* classes.h: the automaton's class of every character. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/unicode.h>

#include "token-table.h"

/* Code points below this are looked up, the others asked for each time. */
#define CLASSES_CACHED 0x3100

/** Classes: CLASS_* of the code points below CLASSES_CACHED; filled once, then only read. */
typedef struct {
    guint8 of[CLASSES_CACHED];
} Classes;

/** classes_fill: asks the pinned Unicode tables */
void classes_fill(Classes *classes);
/** classes_of: the CLASS_* of a character beyond ASCII that the table does not hold */
guint8 classes_of(gunichar character);

/** class_of: the CLASS_* of a character beyond ASCII */
static inline guint8
class_of(const Classes *classes, gunichar character)
{
    return character < CLASSES_CACHED ? classes->of[character] : classes_of(character);
}
