/* sample-private.h: what each step takes, on a few documents. SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/pipeline-private.h"

/** galley_sample: appends a table of the steps: documents, drops, time; of @input's first thousand
 * documents, in this process */
gboolean galley_sample(GalleyPipeline *pipeline, const char *input, GString *out, GError **error);
