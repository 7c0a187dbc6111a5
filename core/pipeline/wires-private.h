/* wires-private.h: what the parts of the wiring share: names of layers, and where one could come
 * from.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/plan-private.h"

/* The name that stands for all layers, columns or keys. */
#define ALL "*"

/** galley_names_in_pipeline: (transfer none): the pipeline's name for the layer that the plugin
 * calls @name */
const char *galley_names_in_pipeline(const GalleyUse *use, const char *name);
/** galley_names_in_plugin: (transfer none): the plugin's name for the layer that the pipeline calls
 * @name */
const char *galley_names_in_plugin(const GalleyUse *use, const char *name);
/** galley_names_check: the keys of `layers:` are layers that the plugin needs or gives, the values
 * are names */
void galley_names_check(GalleyPlan *plan, const GalleyUse *use);

/** galley_wires_hint_layer: (transfer full) (nullable): how @use could come by the layer @name */
char *galley_wires_hint_layer(GalleyPlan *plan, const GalleyUse *use, const char *name);
