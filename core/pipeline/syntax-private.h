/* syntax-private.h: what is wrong with YAML, for people. SPDX-License-Identifier: MIT */
#pragma once

#include <yaml.h>

#include "pipeline/diagnostic-private.h"

/** galley_syntax_explain: adds the error that @parser has stopped with */
void galley_syntax_explain(const yaml_parser_t *parser, GalleyDiagnostics *diagnostics);

/** galley_syntax_hint_blank: (nullable): that in "-cleaner" or "galley:1" a blank is missing */
const char *galley_syntax_hint_blank(const char *text);
