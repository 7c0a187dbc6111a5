/* quotes-scale.c: CPU time of the plugin quotes alone, on texts of doubling sizes. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include "growth.h"

/*
 * The step's cost is that of "tokenizer, quotes" less that of "tokenizer": see growth.h. The exit status is 1 where a byte
 * of the last size costs twice as much as one of the first.
 *
 * quotes-scale [--largest MB] [--rounds N] [FILE]   FILE: a text to be repeated, in place of the built-in news
 */

static const char news[] =
    "More than 900 dockers at Port Ellery stopped work on Tuesday after talks over night shifts "
    "broke down, leaving "
    "eleven ships at anchor and a queue of lorries that reached back to the motorway.\n\n"
    "“We did not want this strike,” union leader Maria Castellan said outside the north gate. “Our "
    "members have asked "
    "for safe hours for three years.”\n\n"
    "Castellan told the Coastal Wire the walkout would last “at least five days,” but the port’s "
    "chief executive, "
    "Daniel Okafor, said his door was still open. He rejected the charge that the company had "
    "broken its word, "
    "calling it “unfair and frankly untrue.”\n\n"
    "According to a report seen by the Coastal Wire, two accidents happened on night shifts last "
    "year. Shares in the "
    "port’s owner fell 4.2% to $18.35 in early trading.\n\n";

static const struct {
    const char *name, *piece;
} texts[] = {
    { "news", news },
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
    double largest = 4, rounds = 5;
    g_autofree char *file = NULL;
    g_autoptr(GError) error = NULL;
    int next = 1;
    while (growth_take_number("--largest", argc, argv, &next, &largest) ||
           growth_take_number("--rounds", argc, argv, &next, &rounds))
        ;
    Growth growth = { .largest = largest, .rounds = (guint)rounds };
    if (!growth_check(&growth, "quotes-scale"))
        return 2;
    if (argc > next && !g_file_get_contents(argv[next], &file, NULL, &error)) {
        fprintf(stderr, "quotes-scale: %s\n", error->message);
        return 2;
    }
    g_autoptr(GalleyPipeline) without = growth.without = growth_load_steps("tokenizer");
    g_autoptr(GalleyPipeline) with = growth.with = growth_load_steps("tokenizer, quotes");
    growth.counter = growth_open_counter();
    growth_print_head(&growth, "plugin quotes alone, tokens given");
    gboolean linear = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *piece = i == 0 && file != NULL ? file : texts[i].piece;
        linear = growth_measure(&growth, texts[i].name, piece) && linear;
    }
    if (growth.counter >= 0)
        close(growth.counter);
    return linear ? 0 : 1;
}
