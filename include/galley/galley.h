/* galley.h: all of galley's public API. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/condition.h>
#include <galley/csv.h>
#include <galley/document.h>
#include <galley/encoding.h>
#include <galley/fields.h>
#include <galley/format.h>
#include <galley/layer.h>
#include <galley/option.h>
#include <galley/pipeline.h>
#include <galley/plugin.h>
#include <galley/standard.h>
#include <galley/unicode.h>
#include <galley/version.h>
