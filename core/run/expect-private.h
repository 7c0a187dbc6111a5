/* expect-private.h: what a run came to, against what its pipeline expects.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/pipeline-private.h"
#include "run/books-private.h"

/**
 * galley_expect_check:
 * @expectations: (element-type GalleyExpectation)
 *
 * A function of the two alone.
 *
 * Returns: (transfer full) (element-type utf8): a line for each expectation that is missed, with its
 * place in the file
 */
GPtrArray *galley_expect_check(const GPtrArray *expectations, const GalleyBooks *books);

/** galley_expect_append_json: the expectations that are missed, as a JSON array: name, what was
 * expected, what it is, and of how many where it is a share; without places, which vary */
void
galley_expect_append_json(GString *out, const GPtrArray *expectations, const GalleyBooks *books);

/** galley_expect_list_idle: (transfer full) (element-type utf8): a line for each step whose layers
 * had no row in any document that was written, though some were */
GPtrArray *galley_expect_list_idle(const GalleyPipeline *pipeline, const GalleyBooks *books);
