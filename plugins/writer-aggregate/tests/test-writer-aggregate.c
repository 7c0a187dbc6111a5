/* test-writer-aggregate.c: tables of groups, in runs. SPDX-License-Identifier: MIT */
#include "plugin-host.h"
#include "support.h"

/* Three documents: two outlets, three months, numbers as numbers and as texts. */
static const char corpus[] =
    "{\"id\":\"a\",\"text\":\"The cat saw 10 "
    "cats.\",\"outlet\":\"B\",\"date\":\"2026-11-28\",\"n\":1}\n"
    "{\"id\":\"b\",\"text\":\"A "
    "cat.\",\"outlet\":\"A\",\"date\":\"2026-10-01T08:00:00Z\",\"n\":2.5}\n"
    "{\"id\":\"c\",\"text\":\"\",\"outlet\":\"B\",\"date\":\"2026-11-01\",\"n\":\"40\"}\n";

typedef struct {
    const char *name, *options, *expected;
} Case;

static const Case cases[] = {
    { "documents", "{}", "count\n3\n" },
    { "by-outlet", "{by: metadata.outlet, values: [count, documents]}",
      "metadata.outlet,count,documents\nA,1,1\nB,2,2\n" },
    { "by-month", "{by: [month(metadata.date), metadata.outlet]}",
      "month(metadata.date),metadata.outlet,count\n2026-10,A,1\n2026-11,B,2\n" },
    { "numbers",
      "{by: metadata.outlet, values: [sum(metadata.n), mean(metadata.n), min(metadata.n), "
      "max(metadata.n)]}",
      "metadata.outlet,sum(metadata.n),mean(metadata.n),min(metadata.n),max(metadata.n)\n"
      "A,2.5,2.5,2.5,2.5\nB,41,20.5,1,40\n" },
    { "no-numbers", "{values: [count, sum(metadata.none), min(metadata.none)]}",
      "count,sum(metadata.none),min(metadata.none)\n3,,\n" },
    { "absent-first", "{by: metadata.none, values: count}", "metadata.none,count\n,3\n" },
    { "words", "{rows: token, by: lower(text), where: {kind: word}, values: [count, documents]}",
      "lower(text),count,documents\na,1,1\ncat,2,2\ncats,1,1\nsaw,1,1\nthe,1,1\n" },
    { "numbers-sort-as-such", "{rows: token, by: [begin], where: {text: [cat, '10', cats]}}",
      "begin,count\n2,1\n4,1\n12,1\n15,1\n" },
    { "document-term-matrix", "{rows: token, by: [id, lower(text)], where: {text: [cat, .]}}",
      "id,lower(text),count\na,.,1\na,cat,1\nb,.,1\nb,cat,1\n" },
    { "no-rows", "{rows: token, by: text, where: {text: dog}}", "text,count\n" },
    { "counts-inside",
      "{rows: sentence, by: [], values: [count, mean(count(token)), max(count(token))]}",
      "count,mean(count(token)),max(count(token))\n2,4.5,6\n" },
};

static Outcome
run(const char *folder, const char *options, const char *input, const char *flags)
{
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nreader: jsonl\nsteps: [tokenizer]\nwriters:\n  - aggregate: %s\n", options);
    add_file(folder, "p.yaml", yaml, -1);
    add_file(folder, "in.jsonl", input, -1);
    return shell("cd $1 && $GALLEY run $2 p.yaml in.jsonl -o out --overwrite", folder, flags, NULL);
}

static char *
table_of(const char *options, const char *input, const char *flags)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome = run(folder, options, input, flags);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    g_autofree char *table = get_file(folder, "out/aggregate.csv", NULL);
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

/* ---- sums: the exact one, rounded once, in whatever order ---- */

/* Numbers whose sum by simple addition depends on the order; the last bits of each matter. */
static double
number_at(guint i)
{
    static const double scales[] = { 1e16, 1, 1e-16, 1e100, -1e100, 3e-5 };
    return scales[i % G_N_ELEMENTS(scales)] * (1 + (i * 2654435761u % 1000) / 7.0);
}

static char *
lines_of(const guint *order, guint n)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_string_append(lines, "{\"text\":\"\",\"n\":");
        galley_append_double(lines, number_at(order[i]));
        g_string_append(lines, "}\n");
    }
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

/* The sum as Python's math.fsum() has it; empty where there is no Python. */
static char *
exact_sum(const char *lines)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "in.jsonl", lines, -1);
    g_auto(Outcome) outcome =
        shell("cd $1 && /usr/bin/python3 -c 'import json, math\n"
              "print(repr(math.fsum(json.loads(line)[\"n\"] for line in open(\"in.jsonl\"))))'",
              folder, NULL);
    return g_strchomp(g_strdup(outcome.status == 0 ? outcome.out : ""));
}

static void
test_sums(void)
{
    enum { N = 300 };
    guint order[N];
    g_autofree char *expected = NULL;
    for (guint turn = 0; turn < 3; turn++) {
        for (guint i = 0; i < N; i++)
            order[i] = i;
        for (guint i = N - 1; turn > 0 && i > 0; i--) {
            guint other = (i * 40503u * turn + 17) % (i + 1), held = order[i];
            order[i] = order[other];
            order[other] = held;
        }
        g_autofree char *lines = lines_of(order, N);
        g_autofree char *table = table_of("{values: sum(metadata.n)}", lines, "--workers=2");
        if (expected == NULL)
            expected = exact_sum(lines);
        g_auto(GStrv) rows = g_strsplit(table, "\n", -1);
        double sum = g_ascii_strtod(rows[1], NULL);
        if (*expected != '\0')
            g_assert_cmpfloat(sum, ==, g_ascii_strtod(expected, NULL));
    }
}

static void
test_whole_sums(void)
{
    static const char lines[] = "{\"text\":\"\",\"n\":9007199254740993}\n"
                                "{\"text\":\"\",\"n\":-9007199254740992}\n";
    g_autofree char *table = table_of("{values: sum(metadata.n)}", lines, "--workers=1");
    g_assert_cmpstr(table, ==, "sum(metadata.n)\n1\n");
}

/* ---- errors ---- */

static const struct {
    const char *name, *options, *message;
    int status;
} fault_cases[] = {
    { "value", "{values: [median(metadata.n)]}", "values: \"median(metadata.n)\" is none of", 2 },
    { "no-values", "{values: []}", "values is empty", 2 },
    { "field", "{rows: token, by: kimd}", "did you mean \"kind\"?", 2 },
    { "no-number", "{values: [sum(metadata.outlet)]}", "sum(metadata.outlet): \"B\" is no number",
      1 },
    { "limit-of-one", "{rows: token, by: text, limit: 100}", "group by less, or raise \"limit\"",
      1 },
    { "limit-of-all", "{by: id, limit: 4000}", "group by less, or raise \"limit\"", 3 },
    { "too-large", "{values: [sum(metadata.huge)]}", "sum(metadata.huge) passes what a double", 3 },
};

static void
test_fault(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GString) many = g_string_new(NULL);
    for (guint n = 0; n < 200; n++)
        g_string_append_printf(many, "{\"text\":\"\",\"id\":\"%u\",\"huge\":1.7e308}\n", n);
    gboolean together = fault_cases[i].status == 3;
    g_auto(Outcome) outcome =
        run(folder, fault_cases[i].options, together ? many->str : corpus, "--workers=1");
    assert_has(outcome.err, fault_cases[i].message);
    g_assert_cmpint(outcome.status, ==, fault_cases[i].status);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/writer-aggregate/table/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(fault_cases); i++) {
        g_autofree char *path = g_strconcat("/writer-aggregate/fault/", fault_cases[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_fault);
    }
    g_test_add_func("/writer-aggregate/sums", test_sums);
    g_test_add_func("/writer-aggregate/whole-sums", test_whole_sums);
    return g_test_run();
}
