/* lists.h: enumerations inside a paragraph: "1. Eggs 2. Milk". SPDX-License-Identifier: MIT */
#pragma once

#include "marks.h"

/** ListItems: the enumeration that the paragraph is in. */
typedef struct {
    guint8 style;   /* how its items are marked; 0: there is none */
    guint value;    /* of the last one: its number, or its letter's */
    guint32 behind; /* the row behind the last one's mark */
} ListItems;

void list_items_begin(ListItems *items);

/**
 * list_item_at:
 * @i: a row
 * @begin: the sentence's first row
 * @end: behind the paragraph's last row
 *
 * Returns: whether an item of the enumeration begins at @i: the first at a sentence's beginning,
 * others where they
 * count on
 */
gboolean list_item_at(
    ListItems *items, const Text *text, const Token *rows, guint32 i, guint32 begin, guint32 end);

/** list_item_marks: whether row @i is part of an item's mark */
gboolean list_item_marks(const ListItems *items, guint32 i);
