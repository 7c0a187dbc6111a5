/* descriptor-private.h: what a plugin says of itself, held against what the ABI asks.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

/** galley_descriptor_check: (nullable) (transfer full): the first field that does not fit, and why;
 * %NULL if all do */
char *galley_descriptor_check(const GalleyPlugin *plugin, GalleyKind kind, const char *name);
