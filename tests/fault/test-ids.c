/* test-ids.c: documents with the same id, and samples by id. SPDX-License-Identifier: MIT */
#include "../support.h"

/* Three blocks and a bit. */
#define N_DOCUMENTS 400

/* Document 10 * k + 5 has the id of the one before it, for k below @n_again; d7, d107 ... hold
 * "evil". */
static Folder *
folder_with(const char *run, const char *what, guint n_again)
{
    Folder *folder = folder_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *filler = g_strnfill(9000, 'x');
    g_autofree char *pipeline = g_strdup_printf(
        "galley: 1\nrun: {%s}\nsteps:\n  - faulty: {what: %s, when: evil}\nwriters: [jsonl]\n", run,
        what);
    for (guint i = 0; i < N_DOCUMENTS; i++)
        g_string_append_printf(lines, "{\"id\":\"d%u\",\"text\":\"%s %s\"}\n",
                               i % 10 == 5 && i / 10 < n_again ? i - 1 : i,
                               i % 100 == 7 ? "evil" : "good", filler);
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_free(put_file(folder, "in.jsonl", lines->str, (gssize)lines->len));
    return folder;
}

static Outcome
run(const Folder *folder, const char *arguments)
{
    g_autofree char *line = g_strconcat(
        "cd \"$1\" && \"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.jsonl ", arguments, NULL);
    return shell(line, folder, g_getenv("GALLEY_FAULTY"), NULL);
}

static void
assert_same_file(const Folder *folder, const char *one, const char *other)
{
    gsize a_size, b_size;
    g_autofree char *a = get_file(folder, one, &a_size), *b = get_file(folder, other, &b_size);
    g_assert_cmpmem(a, a_size, b, b_size);
}

static void
assert_file_has(const Folder *folder, const char *path, const char *part)
{
    g_autofree char *text = get_file(folder, path, NULL);
    assert_has(text, part);
}

/* ---- duplicates ---- */

static void
test_report(void)
{
    g_autoptr(Folder) folder = folder_with("duplicate_ids: report", "nothing", 12);
    g_auto(Outcome) one = run(folder, "-o one -j 1");
    g_auto(Outcome) many = run(folder, "-o many -j 4");
    g_auto(Outcome) here = run(folder, "-o here --in-process");
    g_assert_cmpint(one.status, ==, 0);
    assert_has(one.err,
               "  warning: 12 documents have an id that one before them has; such ids: 12\n"
               "    d4: in.jsonl at byte 36108 and in.jsonl at byte 45135\n"
               "    d14: ");
    assert_file_has(folder, "one/manifest.json",
                    "\"duplicate_ids\":{\"documents\":12,\"ids\":12,\"first\":[{\"id\":\"d4\","
                    "\"first\":{\"input\":\"in.jsonl\",\"offset\":36108},"
                    "\"again\":{\"input\":\"in.jsonl\",\"offset\":45135}},{\"id\":\"d14\",");
    assert_file_has(folder, "one/manifest.json", "\"id\":\"d94\"");
    g_autofree char *manifest = get_file(folder, "one/manifest.json", NULL);
    g_assert_null(strstr(manifest, "\"id\":\"d104\""));
    assert_same_file(folder, "one/manifest.json", "many/manifest.json");
    assert_same_file(folder, "one/manifest.json", "here/manifest.json");
    g_auto(Outcome) left = shell("ls -A \"$1/one\" | grep -E 'ids|spool|part'", folder, NULL);
    g_assert_cmpstr(left.out, ==, "");
}

typedef struct {
    const char *name;
    const char *run;
    guint n_again;
    int status;
    const char *manifest; /* %NULL: not a word of it */
} IdsCase;

static const IdsCase cases[] = {
    { "none", "", 0, 0, "\"duplicate_ids\":{\"documents\":0,\"ids\":0,\"first\":[]}" },
    { "by-default", "", 1, 0, "\"duplicate_ids\":{\"documents\":1," },
    { "error", "duplicate_ids: error", 1, 1, "\"duplicate_ids\":{\"documents\":1," },
    { "error-none", "duplicate_ids: error", 0, 0, "\"duplicate_ids\":{\"documents\":0," },
    { "ignore", "duplicate_ids: ignore", 1, 0, NULL },
};

static void
test_key(gconstpointer data)
{
    const IdsCase *test = data;
    g_autoptr(Folder) folder = folder_with(test->run, "nothing", test->n_again);
    g_auto(Outcome) outcome = run(folder, "-o out");
    g_assert_cmpint(outcome.status, ==, test->status);
    g_autofree char *manifest = get_file(folder, "out/manifest.json", NULL);
    if (test->manifest)
        assert_has(manifest, test->manifest);
    else
        g_assert_null(strstr(manifest, "duplicate_ids"));
}

/* Only documents that were written count. */
static void
test_dropped(void)
{
    static const char *const deeds[] = { "drop", "error", "segfault" };
    for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++) {
        g_autoptr(Folder) folder = folder_with("", deeds[i], 0);
        g_autofree char *again = g_strdup("{\"id\":\"d107\",\"text\":\"good\"}\n"
                                          "{\"id\":\"d107\",\"text\":\"evil\"}\n"
                                          "{\"id\":\"d107\",\"text\":\"good\"}\n");
        g_free(put_file(folder, "more.jsonl", again, -1));
        g_auto(Outcome) outcome = run(folder, "more.jsonl -o out -j 2");
        assert_file_has(folder, "out/manifest.json",
                        "\"duplicate_ids\":{\"documents\":1,\"ids\":1,\"first\":[{\"id\":\"d107\","
                        "\"first\":{\"input\":\"more.jsonl\",\"offset\":0},"
                        "\"again\":{\"input\":\"more.jsonl\",\"offset\":56}}]}");
    }
}

static void
test_shown_in_plan(void)
{
    g_autoptr(Folder) folder = folder_with("duplicate_ids: error", "nothing", 0);
    g_auto(Outcome) outcome = shell("cd \"$1\" && \"$GALLEY\" check --plugin-dir \"$2\" p.yaml",
                                    folder, g_getenv("GALLEY_FAULTY"), NULL);
    assert_has(outcome.out,
               "where documents have the same id, that is reported, and the exit status is 1\n");
}

/* ---- samples ---- */

/* The ids with the least digests, by a program that has nothing to do with ours. */
static char *
least_ids(const Folder *folder, const char *inputs, const char *n)
{
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && cat $2 | python3 -c 'import hashlib, json, sys\n"
              "ids = [json.loads(line)[\"id\"] for line in sys.stdin]\n"
              "least = sorted(range(len(ids)), key=lambda i: (hashlib.sha256(ids[i].encode())"
              ".digest(), i))[:int(sys.argv[1])]\n"
              "print(\" \".join(ids[i] for i in sorted(least)))' $3",
              folder, inputs, n, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    return g_strdup(outcome.out);
}

static char *
written_ids(const Folder *folder, const char *path)
{
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && python3 -c 'import json, sys\n"
              "print(\" \".join(json.loads(line)[\"id\"] for line in open(sys.argv[1])))' $2",
              folder, path, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    return g_strdup(outcome.out);
}

static void
test_sample(void)
{
    g_autoptr(Folder) folder = folder_with("", "nothing", 20);
    static const char *const settings[] = { "-o w1 -j 1", "-o w4 -j 4", "-o here --in-process" };
    g_autofree char *least = least_ids(folder, "in.jsonl", "37");
    for (gsize i = 0; i < G_N_ELEMENTS(settings); i++) {
        g_autofree char *arguments = g_strconcat("--sample 37 ", settings[i], NULL);
        g_auto(Outcome) outcome = run(folder, arguments);
        g_assert_cmpint(outcome.status, ==, 0);
        assert_has(outcome.err,
                   "partial (--sample): read 37 = written 37 + dropped 0 + quarantined 0\n");
        assert_like(outcome.err, "*\n  reader * 37 *\n  faulty * 37 *");
    }
    g_autofree char *written = written_ids(folder, "w1/documents.jsonl");
    g_assert_cmpstr(written, ==, least);
    assert_file_has(folder, "w1/manifest.json", "\"partial\":{\"sample\":37}");
    assert_same_file(folder, "w1/documents.jsonl", "w4/documents.jsonl");
    assert_same_file(folder, "w1/documents.jsonl", "here/documents.jsonl");
    assert_same_file(folder, "w1/manifest.json", "w4/manifest.json");
    assert_same_file(folder, "w1/manifest.json", "here/manifest.json");
}

/* More than there are: all. One id for all: the first ones. */
static void
test_sample_edges(void)
{
    g_autoptr(Folder) folder = folder_with("", "nothing", 0);
    g_auto(Outcome) whole = run(folder, "-o whole -q");
    g_auto(Outcome) more = run(folder, "-o more --sample 1000 -q");
    assert_same_file(folder, "whole/documents.jsonl", "more/documents.jsonl");
    g_free(put_file(folder, "same.jsonl",
                    "{\"id\":\"a\",\"text\":\"1\"}\n{\"id\":\"a\",\"text\":\"2\"}\n"
                    "{\"id\":\"a\",\"text\":\"3\"}\n{\"id\":\"a\",\"text\":\"4\"}\n",
                    -1));
    g_auto(Outcome) same =
        shell("cd \"$1\" && \"$GALLEY\" run --plugin-dir \"$2\" p.yaml same.jsonl "
              "-o same --sample 2",
              folder, g_getenv("GALLEY_FAULTY"), NULL);
    assert_has(same.err, "read 2 = written 2");
    assert_file_has(folder, "same/documents.jsonl", "\"text\":\"2\"");
    g_auto(Outcome) both = run(folder, "--sample 3 --limit 3");
    g_assert_cmpint(both.status, ==, 2);
    assert_has(both.err, "--limit and --sample both choose documents");
}

/* Documents outside the sample fail for nobody; those that no reader knows count by their place;
 * and all of it goes on after a kill. */
static void
test_sample_bad(void)
{
    g_autoptr(Folder) folder = folder_with("timeout: 100ms", "error", 0);
    g_autoptr(GString) broken = g_string_new(NULL);
    for (guint i = 0; i < 100; i++)
        g_string_append(broken, "no JSON\n");
    g_free(put_file(folder, "broken.jsonl", broken->str, (gssize)broken->len));
    g_auto(Outcome) outcome = run(folder, "broken.jsonl -o out --sample 250 -q -j 3");
    g_auto(Outcome) again = run(folder, "broken.jsonl -o again --sample 250 -q -j 1");
    g_assert_cmpint(outcome.status, ==, 1);
    assert_file_has(folder, "out/manifest.json", "\"books\":{\"read\":250,\"written\":");
    assert_same_file(folder, "out/manifest.json", "again/manifest.json");
    assert_same_file(folder, "out/quarantine.jsonl", "again/quarantine.jsonl");
    g_auto(Outcome) killed = shell(
        "cd \"$1\" || exit 9\n\"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.jsonl broken.jsonl "
        "-o cut --sample 250 -q -j 1 & sleep 0.05; kill -9 $!; wait $!; [ ! -f cut/journal ] || "
        "\"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.jsonl broken.jsonl -o cut --sample 250 -q "
        "-j 2 --resume",
        folder, g_getenv("GALLEY_FAULTY"), NULL);
    g_autofree char *manifest = g_build_filename(folder, "cut", "manifest.json", NULL);
    if (g_file_test(manifest, G_FILE_TEST_EXISTS))
        assert_same_file(folder, "out/manifest.json", "cut/manifest.json");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ids/duplicates/report", test_report);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/ids/duplicates/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_key);
    }
    g_test_add_func("/ids/duplicates/dropped", test_dropped);
    g_test_add_func("/ids/duplicates/shown-in-plan", test_shown_in_plan);
    g_test_add_func("/ids/sample/same-documents", test_sample);
    g_test_add_func("/ids/sample/edges", test_sample_edges);
    g_test_add_func("/ids/sample/bad", test_sample_bad);
    return g_test_run();
}
