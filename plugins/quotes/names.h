/* names.h: words that name somebody. SPDX-License-Identifier: MIT */
#pragma once

#include "quotes.h"

/* find_role: the entity last named, before @token, with the role that stands there; or NONE */
guint32 find_role(const Text *text, guint32 token);
