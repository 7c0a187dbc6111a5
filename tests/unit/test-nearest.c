/* test-nearest.c: what was probably meant. SPDX-License-Identifier: MIT */
#include <galley/option.h>

static const char *const names[] = { "cleaner", "quotes", "sentiment", "tokenizer", NULL };

static const struct {
    const char *word, *nearest;
} cases[] = {
    { "tokeniser", "tokenizer" },
    { "Tokenizer", "tokenizer" },
    { "qoutes", "quotes" },
    { "quote", "quotes" },
    { "sentimant", "sentiment" },
    { "clean", "cleaner" },
    { "reader", NULL },
    { "quotas", "quotes" },
    { "note", NULL },
    { "parser", NULL },
    { "x", NULL },
    { "", NULL },
};

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(galley_nearest(cases[i].word, names), ==, cases[i].nearest);
    g_autofree char *endless = g_strnfill(100000, 'a');
    g_assert_null(galley_nearest(endless, names));
    g_assert_null(galley_nearest("word", NULL));
    g_print("1..1\nok 1 nearest\n");
    return 0;
}
