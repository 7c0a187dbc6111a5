/* syntax-private.h: what is wrong with YAML, for people. SPDX-License-Identifier: MIT */
#pragma once

#include <yaml.h>

#include "pipeline/diagnostic-private.h"

/** galley_syntax_explain: adds the error that @parser has stopped with */
void galley_syntax_explain(const yaml_parser_t *parser, GalleyDiagnostics *diagnostics);

/** galley_slips_explain: adds what is wrong with the line of @place, or the one above; %FALSE where that is nothing known */
gboolean
galley_slips_explain(const GalleyLines *lines, GalleyPlace place, GalleyDiagnostics *diagnostics);

/** galley_slips_hint_blank: (nullable): that in "-cleaner" or "galley:1" a blank is missing */
const char *galley_slips_hint_blank(const char *text);
