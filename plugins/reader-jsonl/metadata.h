/* metadata.h: JSON values as metadata, without loss. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "json.h"

/* metadata_set: a number that neither 64 bits nor a double can hold as written is kept as its JSON
 * text */
void metadata_set(GalleyDocument *document, const char *key, const JsonValue *value);
