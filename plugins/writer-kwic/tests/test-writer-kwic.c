/* test-writer-kwic.c: hits with what stands beside them, in runs. SPDX-License-Identifier: MIT */
#include "support.h"

static const char corpus[] = "{\"id\":\"a\",\"text\":\"The Harbour strike.\\nThe harbours' port of "
                             "call, a port.\",\"date\":\"2026\"}\n";

typedef struct {
    const char *name, *options, *expected;
} Case;

#define HEAD "id,left,hit,right\n"

static const Case cases[] = {
    { "word", "{words: strike, context: 8}", HEAD "a,\"Harbour \",strike,. The ha\n" },
    { "case", "{words: harbour, context: 5}", HEAD "a,\"The \",Harbour,\" stri\"\n" },
    { "case-kept", "{words: harbour, context: 5, fold: false}", HEAD },
    { "open", "{words: 'harbour*', context: 5}",
      HEAD "a,\"The \",Harbour,\" stri\"\na,\" The \",harbours,' por\n" },
    { "phrase-first", "{words: [port, port of call], context: 3}",
      HEAD "a,\"s' \",port of call,\", a\"\na,\" a \",port,.\n" },
    { "no-hit", "{words: [harb, ports]}", HEAD },
    { "rows", "{layer: sentence, context: 3}",
      HEAD "a,\"\",The Harbour strike.,\" Th\"\na,\"e. \",\"The harbours' port of call, a "
           "port.\",\"\"\n" },
    { "columns-and-where",
      "{words: port, context: 1, columns: [metadata.date, sentence], where: {begin: '> 40'}}",
      "id,left,hit,right,metadata.date,sentence\n"
      "a,\" \",port,.,2026,\"The harbours' port of call, a port.\"\n" },
};

static Outcome
run(const char *folder, const char *options)
{
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nreader: jsonl\nsteps: [tokenizer]\nwriters:\n  - kwic: %s\n", options);
    add_file(folder, "p.yaml", yaml, -1);
    add_file(folder, "in.jsonl", corpus, -1);
    return shell("cd $1 && $GALLEY run --in-process p.yaml in.jsonl -o out", folder, NULL);
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome = run(folder, test->options);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    g_autofree char *table = get_file(folder, "out/kwic.csv", NULL);
    g_auto(GStrv) lines = g_strsplit(table, "\r\n", -1);
    g_autofree char *plain = g_strjoinv("\n", lines);
    g_assert_cmpstr(plain, ==, test->expected);
}

static const struct {
    const char *name, *options, *message;
} fault_cases[] = {
    { "neither", "{}", "hits of what?" },
    { "both", "{layer: token, words: a}", "one of them" },
    { "no-word", "{words: [a, ' ']}", "words: \" \" is no word" },
    { "star-alone", "{words: ['*']}", "words: \"*\" is no word" },
    { "removed", "{layer: removed}", "bytes of the source" },
    { "column", "{words: a, columns: [sentense]}", "did you mean \"sentence\"?" },
};

static void
test_fault(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome = run(folder, fault_cases[i].options);
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, fault_cases[i].message);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/writer-kwic/table/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(fault_cases); i++) {
        g_autofree char *path = g_strconcat("/writer-kwic/fault/", fault_cases[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_fault);
    }
    return g_test_run();
}
