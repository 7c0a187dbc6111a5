/* periods.h: whether a period belongs to the word before it. SPDX-License-Identifier: MIT */
#pragma once

#include "tokens.h"

/**
 * period_of_word:
 * @previous: (nullable): the token before the word
 * @begin: where the word begins
 * @end: where it ends; a period stands there
 *
 * Returns: what kind of abbreviation the word is, %PERIOD_NONE if the period is a mark of its own
 */
Period period_of_word(const Text *text, const Token *previous, guint32 begin, guint32 end);
