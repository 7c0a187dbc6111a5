/* tell-private.h: a run whose outcome is told on the terminal. SPDX-License-Identifier: MIT */
#pragma once

#include "run/run-private.h"

/** galley_run_and_tell: galley_run(), with its summary and errors on stderr; answers with the exit
 * status */
int galley_run_and_tell(GalleyPipeline *pipeline, const GalleyRunSettings *settings);
