/* rows.h: from the passes' arrays to rows of layers. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "quotes.h"

void give_rows(const Text *text, GalleyDocument *document, GString *scratch);
const char *rule_name(Rule rule);
