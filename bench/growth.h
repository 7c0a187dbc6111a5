/* growth.h: whether what a step costs grows with the size of its text alone. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/galley.h>

/** Growth: a step being measured: what it costs is the cost of @with less that of @without. */
typedef struct {
    GalleyPipeline *with;
    GalleyPipeline *without; /* (nullable): nothing stands before the step */
    double largest; /* MB of the largest text; the others are halves of it, and halves of those */
    guint rounds;   /* at most */
    double limit;   /* CPU seconds that the largest may take at most; 0: any */
    int counter;    /* of instructions, as growth_open_counter() gives it */
} Growth;

/** growth_open_counter: of this process's instructions outside the kernel; -1 where there is none for us */
int growth_open_counter(void);

/** growth_load_steps: (transfer full): a pipeline of steps in YAML, open; ends the program where they are none */
GalleyPipeline *growth_load_steps(const char *steps);

/** growth_print_head: a line that says what growth_measure() prints; @what: is measured */
void growth_print_head(const Growth *growth, const char *what);

/**
 * growth_measure:
 * @name: of the text
 * @piece: (nullable): is repeated; without it names of their own stand in the text, each of them once
 *
 * Measures the step on texts of doubling sizes and prints their speeds by CPU time. All sizes take turns in a round; small
 * texts are read as often as makes up for their size. Cost is judged by instructions where the machine counts them for us,
 * else by CPU time, and a round that is judged bad is followed by others, whose middle one counts.
 *
 * Returns: whether a byte of the largest text costs less than twice as much as one of the smallest, within the limit
 */
gboolean growth_measure(const Growth *growth, const char *name, const char *piece);

/** growth_take_number: the number behind the argument @name, if that is the next one; @next: (inout): its index */
gboolean growth_take_number(const char *name, int argc, char **argv, int *next, double *number);

/** growth_check: whether @growth can be measured; the fault goes to stderr after @program */
gboolean growth_check(const Growth *growth, const char *program);
