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
    int counter;    /* of this process's instructions outside the kernel; -1 where there is none for us */
} Growth;

/** growth_news: a short article, to be repeated */
extern const char growth_news[];

/**
 * growth_init:
 * @growth: @largest and @rounds are set to what stands unless the options --largest MB and --rounds N are given; no pipelines
 * @program: its name, for the fault on stderr
 * @next: (inout): index of the first argument; then of the first behind the options
 *
 * Returns: %FALSE where what is asked cannot be measured; else growth_clear() is for the caller to call
 */
gboolean growth_init(Growth *growth, const char *program, int argc, char **argv, int *next);
void growth_clear(Growth *growth);

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
