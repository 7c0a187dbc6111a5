/* test-writer-count.c: the table of counts, in runs. SPDX-License-Identifier: MIT */
#include "support.h"

static const char corpus[] = "{\"id\":\"a\",\"text\":\"It's 10. Go!\",\"outlet\":\"B\",\"n\":1}\n"
                             "{\"id\":\"b\",\"text\":\"\",\"outlet\":\"A\\u0000\",\"n\":2.5}\n"
                             "{\"id\":\"c\",\"text\":\"No.\",\"outlet\":\"B\",\"n\":null}\n";

typedef struct {
    const char *name, *options, *expected;
} Case;

#define HEAD "what,name,column,value,documents,rows\n"

static const Case cases[] = {
    { "documents", "{layers: []}", HEAD "all,,,,3,\n" },
    { "layer", "{layers: sentence}",
      HEAD "all,,,,3,\ncategory,sentence,kind,text,2,3\nlayer,sentence,,,2,3\n" },
    { "categories-and-bools", "{layers: [token]}",
      HEAD "all,,,,3,\n"
           "category,token,clitic,true,1,1\n"
           "category,token,kind,number,1,1\n"
           "category,token,kind,punctuation,2,3\n"
           "category,token,kind,word,2,4\n"
           "layer,token,,,2,8\n" },
    { "metadata", "{layers: [], metadata: [outlet, n]}",
      HEAD "all,,,,3,\n"
           "metadata,n,,1,1,\n"
           "metadata,n,,2.5,1,\n"
           "metadata,outlet,,A\uFFFD,1,\n"
           "metadata,outlet,,B,2,\n"
           "no metadata,n,,,1,\n" },
};

static Outcome
run(const char *folder, const char *options, const char *input, const char *flags)
{
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nreader: jsonl\nsteps: [tokenizer]\nwriters:\n  - count: %s\n", options);
    add_file(folder, "p.yaml", yaml, -1);
    add_file(folder, "in.jsonl", input, -1);
    return shell("cd $1 && $GALLEY run $2 p.yaml in.jsonl -o out", folder, flags, NULL);
}

static char *
table_of(const char *options, const char *input, const char *flags)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome = run(folder, options, input, flags);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    g_autofree char *table = get_file(folder, "out/counts.csv", NULL);
    g_auto(GStrv) lines = g_strsplit(table, "\r\n", -1);
    return g_strjoinv("\n", lines);
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    static const char *const flags[] = { "--in-process", "--workers=2" };
    for (gsize i = 0; i < G_N_ELEMENTS(flags); i++) {
        g_autofree char *table = table_of(test->options, corpus, flags[i]);
        g_assert_cmpstr(table, ==, test->expected);
    }
}

static void
test_nothing_read(void)
{
    g_autofree char *table = table_of("{}", "\n", "--workers=1");
    g_assert_cmpstr(table, ==, HEAD);
}

static void
test_all_layers(void)
{
    g_autofree char *table = table_of("{}", corpus, "--workers=1");
    assert_has(table, "\nlayer,paragraph,,,2,2\nlayer,sentence,,,2,3\nlayer,token,,,2,8\n");
}

static void
test_missing(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome = run(folder, "{layers: quotation}", corpus, "--workers=1");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "\"count\" needs the layer \"quotation\"");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/writer-count/table/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/writer-count/nothing-read", test_nothing_read);
    g_test_add_func("/writer-count/all-layers", test_all_layers);
    g_test_add_func("/writer-count/missing", test_missing);
    return g_test_run();
}
