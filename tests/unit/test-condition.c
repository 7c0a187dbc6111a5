/* test-condition.c: conditions on values. SPDX-License-Identifier: MIT */
#include <galley/condition.h>

#include <string.h>

#define ABSENT ((GalleyMetadata){ .type = GALLEY_TYPE_JSON, .null = TRUE })
#define TEXT(string)                                                                               \
    ((GalleyMetadata){ .type = GALLEY_TYPE_TEXT, .text = string, .text_size = strlen(string) })
#define INT(n) ((GalleyMetadata){ .type = GALLEY_TYPE_INT64, .int64 = n })
#define REAL(n) ((GalleyMetadata){ .type = GALLEY_TYPE_DOUBLE, .number = n })
#define BOOL(yes) ((GalleyMetadata){ .type = GALLEY_TYPE_BOOL, .int64 = yes })

typedef struct {
    const char *written;
    GalleyMetadata value;
    gboolean holds;
} Case;

static void
test_holding(void)
{
    const Case cases[] = {
        { "en", TEXT("en"), TRUE },
        { "en", TEXT("end"), FALSE },
        { "en", ABSENT, FALSE },
        { "5", INT(5), TRUE },
        { "5", REAL(5), TRUE },
        { "5.0", INT(5), TRUE },
        { "5", TEXT("5"), TRUE },
        { "5", TEXT("5.0"), TRUE },
        { "5", TEXT("5 "), FALSE },
        { "5", BOOL(TRUE), FALSE },
        { "true", BOOL(TRUE), TRUE },
        { "true", BOOL(FALSE), FALSE },
        { "null", ABSENT, TRUE },
        { "null", TEXT(""), FALSE },
        { "absent", ABSENT, TRUE },
        { "present", TEXT(""), TRUE },
        { "present", ABSENT, FALSE },
        { ">= 50", INT(50), TRUE },
        { ">= 50", INT(49), FALSE },
        { "> 50", REAL(50.5), TRUE },
        { "<50", INT(49), TRUE },
        { "<= 50%", REAL(0.5), TRUE },
        { "< 50%", REAL(0.5), FALSE },
        { "> 9", TEXT("10"), TRUE },
        { "> 9", TEXT("b"), FALSE },
        { "< 9", TEXT("b"), FALSE },
        { ">= 50", ABSENT, FALSE },
        { "!= 5", INT(5), FALSE },
        { "!= 5", INT(6), TRUE },
        { "!= 5", ABSENT, TRUE },
        { "= >= 5", TEXT(">= 5"), TRUE },
        { "= = 5", TEXT("= 5"), TRUE },
        { "[\"== 5\"]", TEXT("== 5"), TRUE },
        { "> b", INT(7), FALSE },
        { ">= 2026-11-01", TEXT("2026-11-28T02:00:00Z"), TRUE },
        { "< 2026-11", TEXT("2026-10-31"), TRUE },
        { "< 2026-11", TEXT("2026-11-01"), FALSE },
        { "[en, null]", TEXT("en"), TRUE },
        { "[en, null]", ABSENT, TRUE },
        { "[en, null]", TEXT("de"), FALSE },
        { "[ < 1 , > 3 ]", INT(4), TRUE },
        { "[ < 1 , > 3 ]", INT(2), FALSE },
        { "[\"a, b\", \"c\\\"]\"]", TEXT("a, b"), TRUE },
        { "[\"a, b\", \"c\\\"]\"]", TEXT("c\"]"), TRUE },
        { "[\"null\"]", ABSENT, FALSE },
        { "[\"null\"]", TEXT("null"), TRUE },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GalleyCondition) condition = galley_condition_parse(cases[i].written, &error);
        g_assert_no_error(error);
        if (galley_condition_holds(condition, &cases[i].value) != cases[i].holds)
            g_error("case %" G_GSIZE_FORMAT ": %s", i, cases[i].written);
        if (cases[i].value.null)
            g_assert_cmpint(galley_condition_holds(condition, NULL), ==, cases[i].holds);
    }
}

static void
test_faults(void)
{
    static const char *const pairs[][2] = {
        { ">=", "has nothing to compare with" },
        { "[]", "is a list of nothing" },
        { "[a", "is a list without an end" },
        { "[a,]", "has an item that is empty" },
        { "[\"a", "has quotation marks without an end" },
        { "[a] b", "goes on behind its list" },
        { "[> ]", "has nothing to compare with" },
        { "== en", "write \"=\" for \"==\"" },
        { "=> 3", "write \">=\" for \"=>\"" },
        { "=<3", "write \"<=\" for \"=<\"" },
        { "<> en", "write \"!=\" for \"<>\"" },
        { "\u2265 3", "write \">=\" for \"\u2265\"" },
        { "[en, \u2260 de]", "write \"!=\" for \"\u2260\"" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(galley_condition_parse(pairs[i][0], &error));
        g_assert_error(error, GALLEY_CONDITION_ERROR, GALLEY_CONDITION_ERROR_SYNTAX);
        if (strstr(error->message, pairs[i][1]) == NULL)
            g_error("%s", error->message);
    }
}

/* What was quoted is found again, whatever stands in it. */
static void
test_quoting(void)
{
    static const char *const texts[] = { "", "a", "a, b]", "\"", "\\", "\\\"", "null", ">= 1" };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GString) list = g_string_new("[x, ");
        galley_condition_quote(list, texts[i]);
        g_string_append_c(list, ']');
        g_autoptr(GalleyCondition) condition = galley_condition_parse(list->str, NULL);
        g_assert_nonnull(condition);
        g_assert_true(galley_condition_holds(condition, &TEXT(texts[i])));
        g_assert_false(galley_condition_holds(condition, &TEXT("y")));
        g_assert_false(galley_condition_holds(condition, NULL));
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/condition/holding", test_holding);
    g_test_add_func("/condition/faults", test_faults);
    g_test_add_func("/condition/quoting", test_quoting);
    return g_test_run();
}
