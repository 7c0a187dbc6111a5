/* quotes-scale.c: CPU time of the plugin quotes alone, on texts of doubling sizes. SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "growth.h"

/*
 * The step's cost is that of "tokenizer, quotes" less that of "tokenizer": see growth.h. The exit status is 1 where a byte
 * of the last size costs twice as much as one of the first.
 *
 * quotes-scale [--largest MB] [--rounds N] [FILE]   FILE: a text to be repeated, in place of the built-in news
 */

static const struct {
    const char *name, *piece;
} texts[] = {
    { "news", growth_news },
    { "one paragraph",
      "“It is late,” he said. Ann Lee told them that it rained, adding that the road was shut. " },
    { "opening marks", "“ " },
    { "straight marks", "\" " },
    { "single marks", "'a " },
    { "opening marks and words", "“a b " },
    { "verbs of speech", "said " },
    { "said he said he", "said he " },
    { "commas and verbs", ", said, " },
    { "according to", "according to " },
    { "names", "Ann Lee " },
    { "names of their own", NULL },
    { "turns", "A: b\n" },
    { "open paragraphs", "“A b c.\n\n" },
    { "brackets", "(a " },
};

int
main(int argc, char **argv)
{
    Growth growth = { .largest = 4, .rounds = 5 };
    g_autofree char *file = NULL;
    g_autoptr(GError) error = NULL;
    int next = 1;
    if (!growth_init(&growth, "quotes-scale", argc, argv, &next))
        return 2;
    if (argc > next && !g_file_get_contents(argv[next], &file, NULL, &error)) {
        fprintf(stderr, "quotes-scale: %s\n", error->message);
        return 2;
    }
    g_autoptr(GalleyPipeline) without = growth.without = growth_load_steps("tokenizer");
    g_autoptr(GalleyPipeline) with = growth.with = growth_load_steps("tokenizer, quotes");
    growth_print_head(&growth, "plugin quotes alone, tokens given");
    gboolean linear = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *piece = i == 0 && file != NULL ? file : texts[i].piece;
        linear = growth_measure(&growth, texts[i].name, piece) && linear;
    }
    growth_clear(&growth);
    return linear ? 0 : 1;
}
