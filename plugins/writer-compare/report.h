/* report.h: the table of measures, with intervals over documents. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

#include "counts.h"

typedef struct {
    guint resamples; /* 0: no intervals */
    guint64 seed;
    gboolean overlap; /* of spans; labels have none */
} Report;

gboolean
report_write(const Report *report, const Store *store, GalleyOutput *output, GError **error);
