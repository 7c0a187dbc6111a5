/* trends.h: what rises and falls: "profit fell" is bad, "unemployment fell" is good.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "words.h"

/** trends_find: the words of which a trend is said */
void trends_find(Words *words, const Profile *profile);

/**
 * trends_take:
 * @next: (inout): index of the next trend, from 0; words are asked for as they ascend
 *
 * Returns: (transfer none) (nullable): the trend of word @word
 */
const Trend *trends_take(const Words *words, guint32 word, guint32 *next);
