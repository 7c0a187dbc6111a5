/* test-option.c: option values as pipelines write them: what is taken, and the words for what is
 * not.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "plugin/plugin-private.h"

typedef struct {
    gboolean flag;
    gint64 count;
    double share;
    guint64 size;
    gint64 wait;
    const char *word;
    gint kind;
    const char *pattern;
    const char *input;
    const char *output;
    const char *const *list;
} Fields;

static const char *const kinds[] = { "one", "two", NULL };
static const GalleyOption options[] = {
    GALLEY_OPTION_BOOL(Fields, flag, "false", "a switch"),
    GALLEY_OPTION_INT(Fields, count, 3, 0, 9, "tokens", "a number"),
    GALLEY_OPTION_DOUBLE(Fields, share, 0.5, 0, 1, NULL, "a share"),
    GALLEY_OPTION_SIZE(Fields, size, "64MiB", "a size"),
    GALLEY_OPTION_(DURATION, Fields, wait, "30s", 0, 0, NULL, NULL, 0, "a duration"),
    GALLEY_OPTION_STRING(Fields, word, NULL, "a string"),
    GALLEY_OPTION_ENUM(Fields, kind, "one", kinds, "a choice"),
    GALLEY_OPTION_(REGEX, Fields, pattern, NULL, 0, 0, NULL, NULL, 0, "a pattern"),
    GALLEY_OPTION_PATH(Fields, input, NULL, "a file"),
    GALLEY_OPTION_OUTPUT(Fields, output, "out.txt", "a file"),
    GALLEY_OPTION_LIST(Fields, list, NULL, kinds, "a list"),
    GALLEY_OPTION_END,
};

typedef struct {
    const char *option, *value;
    const char *printed; /* as it is read back; %NULL: refused */
    const char *message;
} OptionCase;

static const OptionCase cases[] = {
    { "flag", "true", "true", NULL },
    { "flag", "yes", NULL, "flag is \"yes\"; it is true or false" },
    { "count", "9", "9", NULL },
    { "count", "10", NULL, "count is 10; it may be 0 to 9 tokens" },
    { "count", "-1", NULL, "count is -1; it may be 0 to 9 tokens" },
    { "count", "three", NULL, "count is \"three\"; it is a whole number" },
    { "count", "3.0", NULL, "count is \"3.0\"; it is a whole number" },
    { "count", "99999999999999999999", NULL,
      "count is \"99999999999999999999\"; it is a whole number" },
    { "count", "", NULL, "count is \"\"; it is a whole number" },
    { "share", "0.25", "0.25", NULL },
    { "share", "1e-3", "0.001", NULL },
    { "share", "0,5", NULL, "share is \"0,5\"; it is a number" },
    { "share", "nan", NULL, "share is \"nan\"; it is a number" },
    { "share", "1.5", NULL, "share is 1.5; it may be 0 to 1" },
    { "size", "10kB", "10kB", NULL },
    { "size", "1.5 MiB", "1536KiB", NULL },
    { "size", "512", "512B", NULL },
    { "size", "-1kB", NULL, "size is \"-1kB\"; it is a size such as 64MiB or 10kB" },
    { "size", "64MB!", NULL, "size is \"64MB!\"; it is a size such as 64MiB or 10kB" },
    { "wait", "90s", "90s", NULL },
    { "wait", "1500ms", "1500ms", NULL },
    { "wait", "2min", "2min", NULL },
    { "wait", "5", NULL, "wait is \"5\"; it is a duration such as 30s, 5ms or 2min" },
    { "word", "any thing", "any thing", NULL },
    { "kind", "two", "two", NULL },
    { "kind", "three", NULL, "kind is \"three\"; it is one of one, two" },
    { "pattern", "a+b", "a+b", NULL },
    { "pattern", "a(", NULL, "pattern is no regular expression: *" },
    { "input", "absent.txt", NULL, "input: there is no file /base/absent.txt" },
    { "input", "/", NULL, "input: / is a folder, not a file" },
    { "output", "below/out.txt", "below/out.txt", NULL },
    { "output", "/etc/passwd", NULL,
      "output is \"/etc/passwd\"; it stays below the run's folder*" },
    { "output", "a/../../b", NULL, "output is \"a/../../b\"; it stays below the run's folder*" },
    { "output", "", NULL, "output is \"\"; it names a file below the run's folder" },
    { "list", "one,two", "[one, two]", NULL },
    { "list", "one,three", NULL, "list has \"three\"; its items are of one, two" },
    { "list", "", "[]", NULL },
};

static const GalleyOption *
find(const char *name)
{
    const GalleyOption *option = options;
    while (!g_str_equal(option->name, name))
        option++;
    return option;
}

static void
test_option(gconstpointer data)
{
    const OptionCase *test = data;
    Fields fields;
    memset(&fields, 0, sizeof fields);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) pool = g_ptr_array_new_with_free_func(g_free);
    const GalleyOption *option = find(test->option);
    gboolean taken = galley_option_set(option, &fields, test->value, "/base", pool, &error);
    g_assert_true(taken == (test->printed != NULL));
    if (!taken) {
        if (!g_pattern_match_simple(test->message, error->message))
            g_error("\"%s\" is not like \"%s\"", error->message, test->message);
        return;
    }
    g_autofree char *printed = galley_option_print(option, &fields, "/base");
    g_assert_cmpstr(printed, ==, test->printed);
}

static const struct {
    const char *option, *description;
} descriptions[] = {
    { "flag", "bool" }, { "count", "int, 0 to 9 tokens" }, { "share", "number, 0 to 1" },
    { "size", "size" }, { "kind", "one of one, two" },     { "list", "list of one, two" },
};

static void
test_descriptions(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(descriptions); i++) {
        g_autofree char *description = galley_option_describe(find(descriptions[i].option));
        g_assert_cmpstr(description, ==, descriptions[i].description);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/option/%s/%" G_GSIZE_FORMAT, cases[i].option, i);
        g_test_add_data_func(path, &cases[i], test_option);
    }
    g_test_add_func("/option/descriptions", test_descriptions);
    return g_test_run();
}
