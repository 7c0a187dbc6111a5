/* sentiment-scale.c: CPU time of the plugin sentiment alone, on texts of doubling sizes. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "growth.h"

/*
 * The step's cost is that of all steps less that of those before it: see growth.h. The exit status is 1 where a byte of the
 * last size costs twice as much as one of the first, or 10 MB take more than half a second.
 *
 * sentiment-scale WORDS [--largest MB] [--rounds N] [PIPELINE [TEXT]]   WORDS: a folder with the word lists that the
 * VADER profiles read; PIPELINE, TEXT: one alone, by name
 */

#define LIMIT 0.05 /* seconds a MB */

static const char *const lists[] = { "lexicon.tsv", "boosters.tsv", "negations.txt", "idioms.tsv",
                                     "emoji.tsv" };

/* Steps that come before, and the step; WORDS stands for the options with VADER's word lists. */
static const struct {
    const char *name, *before, *step;
} pipelines[] = {
    { "news", "tokenizer", "sentiment" },
    { "news, one text", "tokenizer", "sentiment: {scopes: [text]}" },
    { "vader", "", "sentiment: {profile: vader, scopes: [text], WORDS}" },
    { "vader-corrected", "", "sentiment: {profile: vader-corrected, scopes: [text], WORDS}" },
    { "all scopes", "tokenizer, quotes",
      "sentiment: {scopes: [sentence, quotation, document, paragraph, narrative, target, "
      "entity]}" },
};

static const struct {
    const char *name, *piece;
} texts[] = {
    { "news", growth_news },
    { "news, one line",
      "“It is bad,” he said. Ann Lee told them that it rained, but the day was good. " },
    { "but", "good but " },
    { "but, two values", "grand but dire but " },
    { "one value", "grand " },
    { "emoji", "\xF0\x9F\x92\x93" },
    { "emoji, parted", "\xF0\x9F\x92\x93 " },
    { "emoji, dressed", "\xE2\x9D\xA4\xEF\xB8\x8F" },
    { "one word", "a" },
    { "marks", "!" },
    { "curly marks", "\xE2\x80\x99" },
    { "n't", "n't" },
    { "phrases", "not only as well as " },
    { "hyphens", "good-" },
    { "capitals", "GRAND dire " },
    { "if", "if x " },
    { "not", "not very good " },
    { "names", "Ann Lee was good and " },
    { "opening marks", "“ " },
    { "negations", "not " },
    { "degrees", "very " },
    { "degrees, of two words", "kind of good " },
    { "never so", "never so grand " },
    { "no blanks", "good,bad." },
    { "blanks", " " },
    { "lines", "\n" },
    { "emoji, skins", "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD" },
    { "emoji, half sequences", "\xF0\x9F\x91\xA9\xE2\x80\x8D" },
    { "selectors", "\xEF\xB8\x8F" },
    { "words of their own", NULL },
};

/* The steps, with the options that name the word lists in @folder. */
static char *
fill_words(const char *steps, const char *folder)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        g_string_append_printf(words, "%s%.*s: '%s/%s'", i > 0 ? ", " : "",
                               (int)strcspn(lists[i], "."), lists[i], folder, lists[i]);
    g_auto(GStrv) parts = g_strsplit(steps, "WORDS", -1);
    return g_strjoinv(words->str, parts);
}

static gboolean
is_meant(const char *name, const char *only)
{
    return only == NULL || strcmp(only, name) == 0;
}

static gboolean
measure_pipeline(Growth growth, guint index, const char *folder, const char *only)
{
    const char *before = pipelines[index].before;
    gboolean good = TRUE;
    g_autofree char *step = fill_words(pipelines[index].step, folder);
    g_autofree char *all = g_strconcat(before, *before != '\0' ? ", " : "", step, NULL);
    g_autoptr(GalleyPipeline) with = growth.with = growth_load_steps(all);
    g_autoptr(GalleyPipeline) without = growth.without =
        *before != '\0' ? growth_load_steps(before) : NULL;
    printf("%s\n", pipelines[index].name);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        if (is_meant(texts[i].name, only))
            good = growth_measure(&growth, texts[i].name, texts[i].piece) && good;
    return good;
}

int
main(int argc, char **argv)
{
    Growth growth = { .largest = 10, .rounds = 5 };
    gboolean good = TRUE;
    int next = 2;
    if (argc < 2) {
        fprintf(stderr, "sentiment-scale WORDS [--largest MB] [--rounds N] [PIPELINE [TEXT]]\n");
        return 2;
    }
    if (!growth_init(&growth, "sentiment-scale", argc, argv, &next))
        return 2;
    growth.limit = growth.largest * LIMIT;
    growth_print_head(&growth, "plugin sentiment alone");
    const char *pipeline = next < argc ? argv[next] : NULL,
               *text = next + 1 < argc ? argv[next + 1] : NULL;
    for (guint i = 0; i < G_N_ELEMENTS(pipelines); i++)
        if (is_meant(pipelines[i].name, pipeline))
            good = measure_pipeline(growth, i, argv[1], text) && good;
    growth_clear(&growth);
    return good ? 0 : 1;
}
