/* wires-private.h: where a layer that is missing could come from. SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/plan-private.h"

/** galley_wires_hint_layer: (transfer full) (nullable): how @use could come by the layer @name */
char *galley_wires_hint_layer(GalleyPlan *plan, const GalleyUse *use, const char *name);
