/* names.h: words that name somebody, and who they name. SPDX-License-Identifier: MIT */
#pragma once

#include "quotes-private.h"

/* role_of: a hash that tells role words apart; abbreviated titles count as what they stand for */
guint32 role_of(const Text *text, guint32 token);
/* find_role: the entity last seen with that role, or NONE */
guint32 find_role(const Text *text, guint32 role);
