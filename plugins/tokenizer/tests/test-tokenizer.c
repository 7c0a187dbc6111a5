/* test-tokenizer.c: the tokenizer through the public API. SPDX-License-Identifier: MIT */
#include "cases.h"

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    add_token_cases();
    add_sentence_cases();
    add_paragraph_cases();
    add_language_cases();
    add_properties();
    return g_test_run();
}
