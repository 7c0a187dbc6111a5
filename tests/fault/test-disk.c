/* test-disk.c: a full disk, and a kill, at every single change that a run makes to its files: the
 * run says so, and goes on to the same bytes. SPDX-License-Identifier: MIT */
#include "../support.h"

#include <unistd.h>

#define CALLS_MOST 400

static const char pipeline[] = "galley: 1\n"
                               "reader: {jsonl: , metadata_from: 'in_{part}.jsonl'}\n"
                               "steps: [tokenizer]\n"
                               "writers:\n"
                               "  - jsonl: {layers: [token]}\n"
                               "  - count: {path: deep/counts.tsv, layers: [token],\n"
                               "             metadata: [part]}\n";

static Folder *
folder_with_run(void)
{
    Folder *folder = folder_new();
    for (guint part = 0; part < 2; part++) {
        g_autoptr(GString) lines = g_string_new(NULL);
        g_autofree char *name = g_strdup_printf("in/in_%u.jsonl", part);
        for (guint i = 0; i < 40; i++)
            g_string_append_printf(lines, i == 7 ? "no JSON\n" : "{\"text\":\"Word %u of it.\"}\n",
                                   i);
        g_free(put_file(folder, name, lines->str, (gssize)lines->len));
    }
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    return folder;
}

static Outcome
run(const Folder *folder, const char *arguments)
{
    g_autofree char *line =
        g_strconcat("cd \"$1\" && exec \"$GALLEY\" run -q p.yaml in -j 1 ", arguments, NULL);
    return shell(line, folder, NULL);
}

/* In a session of its own, so that all processes of it go at once. */
static Outcome
run_on_bad_disk(const Folder *folder, const char *what, guint at)
{
    g_autofree char *number = g_strdup_printf("%u", at);
    return shell("cd \"$1\" && ASAN_OPTIONS=verify_asan_link_order=0 exec setsid -w sh -c '"
                 "exec env LD_PRELOAD=\"$GALLEY_FAULTY/disk.so\" GALLEY_DISK=\"$1\" "
                 "GALLEY_DISK_AT=\"$2\" GALLEY_DISK_MARK=mark "
                 "\"$GALLEY\" run -q p.yaml in -j 1 -o out' sh \"$2\" \"$3\"",
                 folder, what, number, NULL);
}

static void
assert_same_runs(const Folder *folder)
{
    static const char *const files[] = { "documents.jsonl", "deep/counts.tsv", "quarantine.jsonl",
                                         "blocks.tsv",      "SHA256SUMS",      "manifest.json" };
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *a_name = g_build_filename("whole", files[i], NULL),
                        *b_name = g_build_filename("out", files[i], NULL);
        gsize a_size, b_size;
        g_autofree char *a = get_file(folder, a_name, &a_size),
                        *b = get_file(folder, b_name, &b_size);
        g_assert_cmpmem(a, a_size, b, b_size);
    }
    g_autofree char *path = g_build_filename(folder, "out", NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir))
        if (g_str_has_suffix(name, ".part") || g_str_equal(name, "journal"))
            g_error("%s is left", name);
}

/* One call of a run goes wrong; FALSE where it has no so many. */
static gboolean
try_call(const Folder *folder, const char *what, guint at)
{
    g_autofree char *out = g_build_filename(folder, "out", NULL);
    g_autofree char *journal = g_build_filename(out, "journal", NULL);
    g_autofree char *manifest = g_build_filename(out, "manifest.json", NULL);
    g_autofree char *mark = g_build_filename(folder, "mark", NULL);
    folder_remove(out);
    g_unlink(mark);
    g_auto(Outcome) broken = run_on_bad_disk(folder, what, at);
    gboolean reached = g_file_test(mark, G_FILE_TEST_EXISTS);
    gboolean full = g_str_equal(what, "full"), whole = broken.status == 1;
    g_autofree char *call = reached ? get_file(folder, "mark", NULL) : g_strdup("");
    if (!whole && broken.status != (full ? 3 : 137))
        g_error("%s at call %u (%s): exit status %d: %s", what, at, call, broken.status,
                broken.err);
    if (full && !whole) {
        assert_has(broken.err, "No space left on device");
        assert_has(broken.err, "galley: ");
    }
    if (whole) {
        assert_same_runs(folder);
        return reached;
    }
    gboolean begun = g_file_test(journal, G_FILE_TEST_EXISTS);
    if (begun || !g_file_test(manifest, G_FILE_TEST_EXISTS)) {
        g_auto(Outcome) rest = run(folder, begun ? "-o out --resume" : "-o out --overwrite");
        if (rest.status != 1)
            g_error("%s at call %u (%s): --resume: exit status %d: %s", what, at, call, rest.status,
                    rest.err);
    }
    assert_same_runs(folder);
    return TRUE;
}

static void
test_every_call(gconstpointer what)
{
    g_autoptr(Folder) folder = folder_with_run();
    g_auto(Outcome) whole = run(folder, "-o whole");
    if (whole.status != 1)
        g_error("exit status %d: %s", whole.status, whole.err);
    guint at = 1;
    while (at < CALLS_MOST && try_call(folder, what, at))
        at++;
    g_assert_cmpuint(at, >, 20);
    g_assert_cmpuint(at, <, CALLS_MOST);
    g_test_message("%u calls", at - 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/disk/full", "full", test_every_call);
    g_test_add_data_func("/disk/killed", "kill", test_every_call);
    g_test_add_data_func("/disk/torn", "torn", test_every_call);
    return g_test_run();
}
