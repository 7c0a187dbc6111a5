/* test-sentiment.c: the tests of the plugin sentiment. SPDX-License-Identifier: MIT */
#include "support.h"

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_rule_tests();
    add_quirk_tests();
    add_table_tests();
    add_layer_tests();
    add_fault_tests();
    add_scope_tests();
    add_explain_tests();
    add_trend_tests();
    return g_test_run();
}
