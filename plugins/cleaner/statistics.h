/* statistics.h: measures of a document as metadata. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

#include "cleaner.h"

void statistics_declare(GalleyContract *contract);
void statistics_set(Pass *pass);
