/* rules.h: why a value is what it is, in words. SPDX-License-Identifier: MIT */
#pragma once

#include "html.h"
#include "rule-words.h"

/* put_rule: without the word that made it act, which follows */
void put_rule(GString *out, const RuleWord *rule);
/* put_rules: of a list as in valence.rule: "boosted:very negated:not" */
void put_rules(GString *out, const char *rules, gsize size);
