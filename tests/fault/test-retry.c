/* test-retry.c: what was quarantined, through a mended pipeline; the rest as it was.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

#define N_DOCUMENTS 700

static Folder *
folder_with_run(const char *input)
{
    Folder *folder = folder_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *filler = g_strnfill(9000, 'o');
    for (guint i = 0; i < N_DOCUMENTS; i++)
        g_string_append_printf(lines, "{\"id\":\"d%u\",\"text\":\"%s %s\"}\n", i,
                               i == 130 || i == 131 ? "evil" : "good", filler);
    g_free(put_file(folder, "in.jsonl", lines->str, (gssize)lines->len));
    g_free(put_file(folder, "broken.yaml",
                    "galley: 1\nname: p\nsteps:\n  - faulty: {what: error, when: evil}\n"
                    "writers:\n  - jsonl\n  - lines: {path: lines.txt.gz}\n",
                    -1));
    g_free(put_file(folder, "mended.yaml",
                    "galley: 1\nname: p\nsteps:\n  - faulty: {what: error, when: none}\n"
                    "writers:\n  - jsonl\n  - lines: {path: lines.txt.gz}\n",
                    -1));
    g_auto(Outcome) packed = shell("cd \"$1\" && gzip -nk in.jsonl", folder, NULL);
    g_assert_cmpint(packed.status, ==, 0);
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run -q --plugin-dir \"$2\" --plugin-dir \"$3\" broken.yaml "
              "\"$4\" -o old -j 2 && exit 9; cp broken.yaml kept.yaml; cp -a old before",
              folder, g_getenv("GALLEY_FAULTY"), g_getenv("GALLEY_TEST_PLUGINS"), input, NULL);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    return folder;
}

static Outcome
retry(const Folder *folder, const char *arguments)
{
    g_autofree char *line = g_strconcat(
        "cd \"$1\" && \"$GALLEY\" retry --plugin-dir \"$2\" --plugin-dir \"$3\" ", arguments, NULL);
    return shell(line, folder, g_getenv("GALLEY_FAULTY"), g_getenv("GALLEY_TEST_PLUGINS"), NULL);
}

/* The bytes are those of a run that was right from the first; the old run is as it was. */
static void
test_mended(gconstpointer input)
{
    g_autoptr(Folder) folder = folder_with_run(input);
    g_auto(Outcome) outcome = retry(folder, "old mended.yaml -o new -j 2");
    if (outcome.status != 0)
        g_error("exit status %d: %s", outcome.status, outcome.err);
    assert_has(outcome.err, "read 700 = written 700 + dropped 0 + quarantined 0");
    g_auto(Outcome) same =
        shell("cd \"$1\" && \"$GALLEY\" run -q --plugin-dir \"$2\" --plugin-dir \"$3\" mended.yaml "
              "\"$4\" -o right -j 2 && for f in documents.jsonl lines.txt.gz quarantine.jsonl "
              "blocks.tsv SHA256SUMS; do cmp new/$f right/$f || exit 1; done && "
              "diff -r old before && (cd new && sha256sum --quiet -c SHA256SUMS)",
              folder, g_getenv("GALLEY_FAULTY"), g_getenv("GALLEY_TEST_PLUGINS"), input, NULL);
    if (same.status != 0)
        g_error("%s%s", same.out, same.err);
    g_auto(Outcome) plans = shell("cd \"$1\" && python3 -c 'import json\n"
                                  "old, new, right = (json.load(open(d + \"/manifest.json\")) for "
                                  "d in (\"old\", \"new\", \"right\"))\n"
                                  "assert new[\"retries\"] == {\"plan\": old[\"plan\"]} and "
                                  "new[\"plan\"] == right[\"plan\"] != old[\"plan\"]'",
                                  folder, NULL);
    if (plans.status != 0)
        g_error("%s", plans.err);
}

/* Blocks are copied, not done again: a pipeline that would change each document leaves those of
 * blocks without a fault as they were. */
static void
test_copies(void)
{
    g_autoptr(Folder) folder = folder_with_run("in.jsonl");
    g_free(put_file(folder, "other.yaml",
                    "galley: 1\nname: p\nsteps:\n  - upcase\nwriters:\n  - jsonl\n"
                    "  - lines: {path: lines.txt.gz}\n",
                    -1));
    g_auto(Outcome) outcome = retry(folder, "old other.yaml -o new -j 3");
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    g_autofree char *written = get_file(folder, "new/documents.jsonl", NULL);
    assert_has(written, "\"text\":\"EVIL OOO");
    assert_has(written, "\"text\":\"good ooo");
    g_auto(Outcome) here = retry(folder, "old other.yaml -o here --in-process");
    g_assert_cmpint(here.status, ==, 0);
    g_autofree char *in_process = get_file(folder, "here/documents.jsonl", NULL);
    g_assert_cmpstr(written, ==, in_process);
}

static void
test_refused(void)
{
    g_autoptr(Folder) folder = folder_with_run("in.jsonl");
    g_auto(Outcome) absent = retry(folder, "absent -o new");
    g_assert_cmpint(absent.status, ==, 2);
    assert_has(absent.err, "absent: there is no plan, so it holds no run that is whole");
    g_auto(Outcome) nowhere = retry(folder, "old");
    g_assert_cmpint(nowhere.status, ==, 2);
    assert_has(nowhere.err, "no folder is named for the new run");
    g_auto(Outcome) itself = retry(folder, "old mended.yaml -o ./old/../old --overwrite");
    assert_ended(&itself, 2,
                 "the run that is retried stays as it is; the new one wants a folder of ");
    g_auto(Outcome) kept = shell("cd \"$1\" && diff -r old before", folder, NULL);
    assert_ended(&kept, 0, "");
    g_auto(Outcome) changed = shell("cd \"$1\" && echo '{}' >> in.jsonl", folder, NULL);
    g_assert_cmpint(changed.status, ==, 0);
    g_auto(Outcome) refused = retry(folder, "old -o new");
    g_assert_cmpint(refused.status, ==, 2);
    assert_has(refused.err, "the run cannot be retried, because its inputs have changed since");
}

/* What was dropped is an output like the others: copied with its block, or done again. */
static void
test_dropped(void)
{
    g_autoptr(Folder) folder = folder_with_run("in.jsonl");
    static const char pipeline[] =
        "galley: 1\nname: p\nsteps:\n  - faulty: {what: error, when: %s}\n"
        "  - filter: {drop: {characters: '> 1'}}\nwriters:\n  - jsonl\n"
        "run: {dropped: gone/dropped.jsonl.zst}\n";
    static const char *const names[][2] = { { "broken.yaml", "evil" }, { "mended.yaml", "none" } };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_auto(GStrv) parts = g_strsplit(pipeline, "%s", 2);
        g_autofree char *yaml = g_strjoinv(names[i][1], parts);
        g_free(put_file(folder, names[i][0], yaml, -1));
    }
    g_auto(Outcome) same =
        shell("cd \"$1\" && run() { \"$GALLEY\" \"$@\"; }; D=\"--plugin-dir $2 --plugin-dir $3\"\n"
              "run run -q $D broken.yaml in.jsonl -o first -j 2; [ $? = 1 ] || exit 9\n"
              "run retry $D first mended.yaml -o new -j 2 2>books || exit 8\n"
              "run run -q $D mended.yaml in.jsonl -o right --in-process || exit 7\n"
              "for f in gone/dropped.jsonl.zst blocks.tsv SHA256SUMS; do cmp new/$f right/$f || "
              "exit 6; done\n"
              "cat books; zstd -qdc new/gone/dropped.jsonl.zst | python3 -c 'import json, sys\n"
              "lines = [json.loads(line) for line in sys.stdin]\n"
              "source = open(\"in.jsonl\", \"rb\").read()\n"
              "assert [line[\"id\"] for line in lines] == [\"d%d\" % i for i in range(700)]\n"
              "for line in lines:\n"
              "    begin, end = line[\"offset\"], line[\"offset\"] + line[\"length\"]\n"
              "    assert source[begin:end].decode() == line[\"record\"], line\n"
              "    assert (line[\"step\"], line[\"reason\"]) == (\"filter\", \"characters: > 1\")'",
              folder, g_getenv("GALLEY_FAULTY"), g_getenv("GALLEY_TEST_PLUGINS"), NULL);
    if (same.status != 0)
        g_error("exit status %d: %s%s", same.status, same.out, same.err);
    assert_has(same.out, "read 700 = written 0 + dropped 700 + quarantined 0");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/retry/mended/plain", "in.jsonl", test_mended);
    g_test_add_data_func("/retry/mended/packed", "in.jsonl.gz", test_mended);
    g_test_add_func("/retry/copies", test_copies);
    g_test_add_func("/retry/refused", test_refused);
    g_test_add_func("/retry/dropped", test_dropped);
    return g_test_run();
}
