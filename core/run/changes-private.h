/* changes-private.h: what two runs were called with, compared. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* How lines of galley_plan_lines() begin that tell of inputs, and of limits that let the machine decide:
 * behind the blanks of a line that belongs to a step. */
#define GALLEY_PLAN_INPUT "input "
#define GALLEY_PLAN_LIMITS "time and memory: "

/** GalleyPlanPart: lines of a plan that are compared. */
typedef enum {
    GALLEY_PLAN_RESULTS,   /* all that bytes depend on: without limits */
    GALLEY_PLAN_RESOURCES, /* limits alone */
    GALLEY_PLAN_INPUTS,    /* inputs alone */
} GalleyPlanPart;

/**
 * galley_plan_tell_changes:
 * @then: lines, ended by %NULL, of a plan as it was
 * @now: as it is
 *
 * Returns: (transfer full) (nullable): a line feed and "then: ..." or "now: ..." for each line that one
 * of them has alone, a step's with its name in front; of very many the first; %NULL where there is none
 */
char *
galley_plan_tell_changes(const char *const *then, const char *const *now, GalleyPlanPart part);
