/* datelines.h: "NEW YORK (Reuters) –" at the beginning of a report. SPDX-License-Identifier: MIT */
#pragma once

#include "tokens.h"

/** dateline_end: the row behind the dateline that begins at row @begin, 0 if none does */
guint32 dateline_end(const Text *text, const Token *rows, guint32 begin, guint32 end);
