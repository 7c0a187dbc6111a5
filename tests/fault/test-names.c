/* test-names.c: metadata by the names of files in whole runs: the same whoever reads them, and
 * counted on both sides. SPDX-License-Identifier: MIT */
#include "../support.h"

static const char pipeline[] = "galley: 1\n"
                               "reader:\n"
                               "  auto:\n"
                               "  metadata_from: '{outlet}_{date}.txt'\n"
                               "  metadata_table: meta.csv\n"
                               "steps: []\n"
                               "writers: [jsonl: {path: d.jsonl}]\n";

static const char table[] = "file,author,note\n"
                            "de/Welt_2020-01-02.txt,Ada,\n"
                            "Times_2022-01-01.txt,Ben,first\n"
                            "Post_2023-01-01,Cy,\n"
                            "nowhere.txt,Dee,\n";

static Folder *
folder_with_files(void)
{
    Folder *folder = folder_new();
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_free(put_file(folder, "meta.csv", table, -1));
    g_free(put_file(folder, "in/de/Welt_2020-01-02.txt", "One.\n", -1));
    g_free(put_file(folder, "in/odd.txt", "Two.\n", -1));
    g_free(put_file(folder, "in/own_2021-01-01.txt.jsonl",
                    "{\"text\": \"a\", \"author\": \"Eve\"}\n{\"text\": \"b\"}\n", -1));
    g_free(put_file(folder, "Times_2022-01-01.txt", "Three.\n", -1));
    g_free(put_file(folder, "loose.txt", "Four.\n", -1));
    g_free(put_file(folder, "Post_2023-01-01.txt", "Five.\n", -1));
    g_auto(Outcome) made =
        shell("cd \"$1\" && tar czf in/two.tgz Times_2022-01-01.txt loose.txt && "
              "gzip -c Post_2023-01-01.txt > in/Post_2023-01-01.txt.gz",
              folder, NULL);
    g_assert_cmpint(made.status, ==, 0);
    return folder;
}

static Outcome
run(const Folder *folder, const char *output, const char *more)
{
    return shell("cd \"$1\" && \"$GALLEY\" run p.yaml in -o \"$2\" $3", folder, output, more, NULL);
}

static const char *const wanted[] = {
    "\"id\":\"Post_2023-01-01.txt.gz\",\"metadata\":{\"outlet\":\"Post\",\"date\":\"2023-01-01\","
    "\"author\":\"Cy\"}",
    "\"id\":\"de/Welt_2020-01-02.txt\",\"metadata\":{\"outlet\":\"Welt\",\"date\":\"2020-01-02\","
    "\"author\":\"Ada\"}",
    "\"id\":\"odd.txt\",\"metadata\":{}",
    "\"id\":\"two.tgz/Times_2022-01-01.txt\",\"metadata\":{\"outlet\":\"Times\",\"date\":"
    "\"2022-01-01\",\"author\":\"Ben\",\"note\":\"first\"}",
    "\"id\":\"two.tgz/loose.txt\",\"metadata\":{}",
};

static const char names_json[] =
    "\"names\":{\"files\":6,"
    "\"files_unmatched\":{\"n\":3,\"first\":[\"odd.txt\",\"own_2021-01-01.txt.jsonl\","
    "\"two.tgz/loose.txt\"]},"
    "\"rows\":4,"
    "\"files_without_row\":{\"n\":3,\"first\":[\"odd.txt\",\"own_2021-01-01.txt.jsonl\","
    "\"two.tgz/loose.txt\"]},"
    "\"rows_without_file\":{\"n\":1,\"first\":[\"nowhere.txt (line 5)\"]}}";

static void
test_run(void)
{
    static const char *const ways[] = { "-j 1", "-j 3", "--in-process" };
    g_autoptr(Folder) folder = folder_with_files();
    g_autofree char *before = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_auto(Outcome) outcome = run(folder, "out", ways[i]);
        g_assert_cmpint(outcome.status, ==, 0);
        assert_has(outcome.err, "warning 3 files do not match metadata_from: odd.txt, own_2021");
        assert_has(outcome.err,
                   "warning 1 row of metadata_table has no file: nowhere.txt (line 5)");
        g_autofree char *documents = get_file(folder, "out/d.jsonl", NULL);
        g_autofree char *manifest = get_file(folder, "out/manifest.json", NULL);
        for (gsize w = 0; w < G_N_ELEMENTS(wanted); w++)
            assert_has(documents, wanted[w]);
        assert_has(manifest, names_json);
        if (before)
            g_assert_cmpstr(before, ==, documents);
        g_free(before);
        before = g_steal_pointer(&documents);
        g_autofree char *out = g_build_filename(folder, "out", NULL);
        folder_remove(out);
    }
}

/* A record that has the key keeps its own value; that is counted. */
static void
test_own_value(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    g_free(put_file(folder, "meta.csv", "file,author\nown_2021-01-01.txt,Ada\n", -1));
    g_auto(Outcome) outcome = run(folder, "out", "");
    g_autofree char *documents = get_file(folder, "out/d.jsonl", NULL);
    g_autofree char *manifest = get_file(folder, "out/manifest.json", NULL);
    assert_has(documents, "\"metadata\":{\"author\":\"Eve\"}");
    assert_has(documents, "\"metadata\":{\"author\":\"Ada\"}");
    assert_has(manifest,
               "{\"step\":\"reader\",\"what\":\"metadata \\\"author\\\" is the record's own\","
               "\"n\":1}");
}

static void
test_explain(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" explain p.yaml in/de/Welt_2020-01-02.txt", folder, NULL);
    assert_has(outcome.out, "metadata.outlet: \"Welt\"");
}

/* --from keeps what is said of the files. */
static void
test_from(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    g_auto(Outcome) outcome = run(folder, "out", "--from text");
    g_autofree char *documents = get_file(folder, "out/d.jsonl", NULL);
    assert_has(documents, "\"metadata\":{\"outlet\":\"Welt\"");
}

/* ---- a row is one file's ---- */

static void
test_ambiguous(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    g_free(put_file(folder, "in/fr/odd.txt", "Six.\n", -1));
    g_free(put_file(folder, "meta.csv", "file,author\nodd.txt,Ada\n", -1));
    g_auto(Outcome) outcome = run(folder, "out", "");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "meta.csv:2: \"odd.txt\" is two files, fr/odd.txt and odd.txt\n"
                            "hint: write their paths in the column \"file\"");
}

/* ---- again ---- */

static void
test_changed_table(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    g_free(put_file(folder, "in/z_1.txt.jsonl", "not json\n", -1));
    g_auto(Outcome) part = run(folder, "out", "--set run.stop_after=1");
    g_assert_cmpint(part.status, ==, 3);
    g_free(put_file(folder, "meta.csv", "file,author\nodd.txt,Ada\n", -1));
    g_auto(Outcome) outcome = run(folder, "out", "--resume");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "the run cannot be resumed, because something has changed since\n"
                            "  then: metadata_table: ");
}

/* Blocks that are taken over from another run count as those that are done. */
static void
test_retry(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    g_free(put_file(folder, "in/z_1.txt.jsonl", "not json\n", -1));
    g_auto(Outcome) first = run(folder, "out", "");
    g_assert_cmpint(first.status, ==, 1);
    g_auto(Outcome) again = shell("cd \"$1\" && \"$GALLEY\" retry out -o again", folder, NULL);
    g_assert_cmpint(again.status, ==, 1);
    g_autofree char *one = get_file(folder, "out/manifest.json", NULL);
    g_autofree char *other = get_file(folder, "again/manifest.json", NULL);
    assert_has(one, "\"rows_without_file\":{\"n\":1,\"first\":[\"nowhere.txt (line 5)\"]}}");
    assert_has(other, "\"rows_without_file\":{\"n\":1,\"first\":[\"nowhere.txt (line 5)\"]}}");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/names/run", test_run);
    g_test_add_func("/names/own-value", test_own_value);
    g_test_add_func("/names/explain", test_explain);
    g_test_add_func("/names/from", test_from);
    g_test_add_func("/names/ambiguous", test_ambiguous);
    g_test_add_func("/names/changed-table", test_changed_table);
    g_test_add_func("/names/retry", test_retry);
    return g_test_run();
}
