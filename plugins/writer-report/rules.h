/* rules.h: rules of the step sentiment as people would say them. SPDX-License-Identifier: MIT */
#pragma once

#include "html.h"

/* put_rule: @alone: without the word that made it act, which follows otherwise */
void put_rule(GString *out, const char *name, gsize size, gboolean alone);
/* put_rules: of a list as in valence.rule: "boosted:very negated:not" */
void put_rules(GString *out, const char *rules, gsize size);
