/* test-expect.c: what whole runs come to, against what their pipelines expect.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "../support.h"

#define MARK "example.org/mark"
#define PIPE                                                                                       \
    "galley: 1\nsteps:\n  - marker: {fails: dog}\n  - upcase: {drops: cat}\nwriters: [lines]\n"
#define LINES                                                                                      \
    "{\"text\":\"a fox\"}\n{\"text\":\"xyz\"}\n{\"text\":\"a cat\"}\n{\"text\":\"a dog\"}\n"
#define RUN                                                                                        \
    "cd \"$1\" && \"$GALLEY\" run $2 --plugin-dir=\"$GALLEY_TEST_PLUGINS\" p.yaml in.jsonl -o out"

/* Of four documents two are written, one of them with two marks; one is dropped, one quarantined. */
typedef struct {
    const char *name;
    const char *expect;
    const char *missed; /* %NULL: nothing */
} Case;

static const Case cases[] = {
    { "read", "read: 4", NULL },
    { "written", "written: '>= 2'", NULL },
    { "written-missed", "written: '> 2'",
      "galley: p.yaml:6:19: expected written > 2, and it is 2\n" },
    { "written-share", "written: 50%", NULL },
    { "dropped", "dropped: '<= 25%'", NULL },
    { "dropped-missed", "dropped: '< 25%'",
      "galley: p.yaml:6:19: expected dropped < 25%, and it is 1 of 4, 25.0%\n" },
    { "dropped-by", "dropped: {upcase: 1, marker: 0}", NULL },
    { "dropped-by-missed", "dropped: {marker: '> 0'}",
      "galley: p.yaml:6:28: expected dropped by marker > 0, and it is 0\n" },
    { "quarantined", "quarantined: {marker: 1}", NULL },
    { "quarantined-missed", "quarantined: 0",
      "galley: p.yaml:6:23: expected quarantined 0, and it is 1\n" },
    { "rows", MARK ": 2", NULL },
    { "rows-missed", MARK ": {rows: '> 2'}",
      "galley: p.yaml:6:35: expected " MARK ": rows > 2, and it is 2\n" },
    { "documents", MARK ": {documents: 1}", NULL },
    { "documents-share", MARK ": {documents: '>= 50%'}", NULL },
    { "documents-missed", MARK ": {documents: '> 50%'}",
      "galley: p.yaml:6:40: expected " MARK ": documents > 50%, and it is 1 of 2, 50.0%\n" },
    { "several-missed", "read: 5, written: 2, dropped: 9",
      "galley: p.yaml:6:16: expected read 5, and it is 4\n"
      "galley: p.yaml:6:40: expected dropped 9, and it is 1\n" },
    { "taken-out", MARK ": null", NULL },
};

static void
run_case(const Case *one, const char *how)
{
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *yaml = g_strdup_printf(PIPE "expect: {%s}\n", one->expect);
    add_file(folder, "p.yaml", yaml, -1);
    add_file(folder, "in.jsonl", LINES, -1);
    g_auto(Outcome) outcome = shell(RUN, folder, how, NULL);
    g_assert_cmpstr(outcome.err, ==, one->missed ? one->missed : "");
    g_assert_cmpint(outcome.status, ==, 1); /* there is one in quarantine in any case */
}

static void
test_case(gconstpointer data)
{
    run_case(data, "-q");
    run_case(data, "-q --in-process");
}

/* The expectation alone makes the status, and a part of a run is not held to it. */
static void
test_status(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", PIPE "expect: {written: '> 9', dropped: '> 1%', read: 1}\n", -1);
    add_file(folder, "in.jsonl", "{\"text\":\"a fox\"}\n", -1);
    g_auto(Outcome) whole = shell(RUN, folder, "-q", NULL);
    g_assert_cmpint(whole.status, ==, 1);
    g_autofree char *manifest = get_file(folder, "out/manifest.json", NULL);
    assert_has(manifest,
               "\"missed_expectations\":[{\"name\":\"written\",\"expected\":\"> 9\",\"is\":1},"
               "{\"name\":\"dropped\",\"expected\":\"> 1%\",\"is\":0,\"of\":1}]");
    g_auto(Outcome) part = shell(RUN, folder, "-q --overwrite --limit 1", NULL);
    g_assert_cmpstr(part.err, ==, "");
    g_assert_cmpint(part.status, ==, 0);
    g_autofree char *partial = get_file(folder, "out/manifest.json", NULL);
    g_assert_null(strstr(partial, "missed_expectations"));
}

static void
test_books(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", PIPE, -1);
    add_file(folder, "in.jsonl", LINES, -1);
    g_auto(Outcome) outcome = shell(RUN, folder, "-q", NULL);
    g_autofree char *manifest = get_file(folder, "out/manifest.json", NULL);
    g_assert_cmpint(outcome.status, ==, 1); /* a document fails */
    assert_has(manifest, "\"layers\":[{\"layer\":\"removed\",\"of\":\"documents\",\"n\":2},"
                         "{\"layer\":\"removed\",\"of\":\"rows\",\"n\":7},"
                         "{\"layer\":\"" MARK "\",\"of\":\"documents\",\"n\":1},"
                         "{\"layer\":\"" MARK "\",\"of\":\"rows\",\"n\":2}]");
}

/* A step that does nothing is an alarm, not a silence. */
static void
test_idle(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", PIPE, -1);
    add_file(folder, "in.jsonl", "{\"text\":\"xyz\"}\n{\"text\":\"z\"}\n", -1);
    g_auto(Outcome) outcome = shell(RUN, folder, "", NULL);
    assert_has(outcome.err,
               "galley: warning: the step \"marker\" gave no row in any of 2 documents\n");
    g_assert_cmpint(outcome.status, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/expect/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/expect/status", test_status);
    g_test_add_func("/expect/books", test_books);
    g_test_add_func("/expect/idle", test_idle);
    return g_test_run();
}
