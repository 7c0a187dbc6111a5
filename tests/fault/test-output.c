/* test-output.c: outputs that cannot be, and runs that must not pass for whole.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

#include <sys/mount.h>
#include <unistd.h>

static const char pipeline[] = "galley: 1\nsteps: [tokenizer]\nwriters: [jsonl]\n";

static Folder *
folder_with_input(void)
{
    Folder *folder = folder_new();
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_free(put_file(folder, "in.txt", "A line of text.", -1));
    return folder;
}

static Outcome
run(const Folder *folder, const char *arguments)
{
    g_autofree char *line = g_strconcat("cd \"$1\" && \"$GALLEY\" run p.yaml ", arguments, NULL);
    return shell(line, folder, NULL);
}

static void
test_existing_run(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    g_auto(Outcome) first = run(folder, "in.txt -o out");
    g_assert_cmpint(first.status, ==, 0);
    g_auto(Outcome) again = run(folder, "in.txt -o out");
    g_assert_cmpint(again.status, ==, 2);
    assert_has(again.err, "out: holds a run already; --overwrite replaces it");
    g_auto(Outcome) replaced = run(folder, "in.txt -o out --overwrite");
    g_assert_cmpint(replaced.status, ==, 0);
}

/* flock(1) stands for another run: it has the folder as long as galley runs. */
static void
test_busy(void)
{
    static const char *const ways[] = { "", "--overwrite", "--resume" };
    g_autoptr(Folder) folder = folder_with_input();
    g_auto(Outcome) first = run(folder, "in.txt -o out");
    g_assert_cmpint(first.status, ==, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_auto(Outcome) second = shell("cd \"$1\" && cp -a out before && flock out \"$GALLEY\" run "
                                       "p.yaml in.txt -o out $2; status=$?\n"
                                       "diff -r before out && rm -r before; exit $status",
                                       folder, ways[i], NULL);
        assert_ended(&second, 2, "out: another run is at work in it");
        g_assert_cmpstr(second.out, ==, "");
    }
}

/* One of two that begin at the same time in a new folder is refused, and the other comes out whole. */
static void
test_both_at_once(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    g_auto(Outcome) both = shell("cd \"$1\" || exit 9\nfor i in 1 2 3 4 5 6; do\n"
                                 "  \"$GALLEY\" run -q p.yaml in.txt -o out & p=$!\n"
                                 "  \"$GALLEY\" run -q p.yaml in.txt -o out; a=$?; wait $p; b=$?\n"
                                 "  [ $a$b = 02 ] || [ $a$b = 20 ] || { echo $i: $a $b; exit 1; }\n"
                                 "  (cd out && sha256sum --quiet -c SHA256SUMS) || exit 2\n"
                                 "  rm -r out\ndone",
                                 folder, NULL);
    if (both.status != 0)
        g_error("%s%s", both.out, both.err);
}

/* A run does not read what runs have written, where the input is a folder that holds theirs. */
static void
test_within_input(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    add_file(folder, "in/a.txt", "One.", -1);
    static const char *const ways[] = {
        "run p.yaml in -o in/out",
        "run p.yaml in -o in/out --overwrite",
        "run p.yaml in/../in/ -o in/deep/../out/ --overwrite -j 2",
        "retry in/out p.yaml -o in/again",
        "run p.yaml in/out -o in/out --overwrite",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        gboolean refused = i + 1 == G_N_ELEMENTS(ways);
        g_autofree char *line =
            g_strconcat("mkdir -p \"$1/in/deep\" && cd \"$1\" && \"$GALLEY\" ", ways[i], NULL);
        g_auto(Outcome) outcome = shell(line, folder, NULL);
        assert_ended(&outcome, refused ? 2 : 0,
                     refused ? "in/out: it is the run's own folder"
                             : "read 1 = written 1 + dropped 0 + quarantined 0");
    }
    g_auto(Outcome) sound =
        shell("cd \"$1/in/out\" && sha256sum --quiet -c SHA256SUMS", folder, NULL);
    assert_ended(&sound, 0, "");
}

/* No output takes the place of a standard file that is closed, and so gets what is printed there. */
static void
test_closed(void)
{
    static const struct {
        const char *how;
        int status;
    } cases[] = {
        { "in.txt -o out <&-", 0 },
        { "in.txt -o out >&-", 0 },
        { "in.txt -o out 2>&-", 0 },
        { "in.txt -o out <&- >&- 2>&-", 0 },
        { "missing.txt in.txt -o out 2>&-", 2 },
        { "in.txt >&-", 3 },
        { "- -o out <&-", 2 },
    };
    g_autoptr(Folder) folder = folder_with_input();
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Outcome) outcome = run(folder, cases[i].how);
        assert_ended(&outcome, cases[i].status, "");
        g_auto(Outcome) sound =
            shell("cd \"$1\" && [ ! -e out ] || (cd out && sha256sum --quiet -c "
                  "SHA256SUMS && cd .. && rm -r out)",
                  folder, NULL);
        assert_ended(&sound, 0, "");
    }
}

/* Fewer workers do, and say so. */
static void
test_open_files(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *filler = g_strnfill(300000, 'o');
    for (guint i = 0; i < 60; i++)
        g_string_append_printf(lines, "{\"text\":\"%s\"}\n", filler);
    add_file(folder, "in.jsonl", lines->str, (gssize)lines->len);
    g_auto(Outcome) packed = shell("cd \"$1\" && gzip -k in.jsonl", folder, NULL);
    assert_ended(&packed, 0, "");
    static const char *const inputs[] = { "in.jsonl", "in.jsonl.gz" };
    for (gsize i = 0; i < G_N_ELEMENTS(inputs); i++) {
        g_auto(Outcome) few =
            shell("cd \"$1\" && ulimit -n 48 && \"$GALLEY\" run p.yaml $2 -o $2-out "
                  "-j 30",
                  folder, inputs[i], NULL);
        assert_ended(&few, 0,
                     "galley: warning: 48 files may be open here (`ulimit -n`), so of |"
                     "read 60 = written 60 + dropped 0 + quarantined 0");
        g_auto(Outcome) raised =
            shell("cd \"$1\" && ulimit -Sn 48 && \"$GALLEY\" run -q p.yaml $2 -o "
                  "$2-raised -j 30",
                  folder, inputs[i], NULL);
        assert_ended(&raised, 0, "");
        g_assert_cmpstr(raised.err, ==, "");
    }
}

static void
test_file_limit(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && ulimit -f 100 && \"$GALLEY\" run p.yaml in.txt -o out", folder, NULL);
    assert_ended(&outcome, 2, "files may have no more than 51200 bytes here\nhint: ");
}

static void
test_foreign_folder(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    g_free(put_file(folder, "out/precious.txt", "mine", -1));
    g_auto(Outcome) outcome = run(folder, "in.txt -o out --overwrite");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "holds files but no manifest.json");
    g_autofree char *kept = get_file(folder, "out/precious.txt", NULL);
    g_assert_cmpstr(kept, ==, "mine");
}

static void
test_file_as_folder(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    g_auto(Outcome) outcome = run(folder, "in.txt -o in.txt");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "in.txt: is a file; -o names a folder");
}

static void
test_folder_as_output(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    g_auto(Outcome) first = run(folder, "in.txt -o out");
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && rm out/documents.jsonl && mkdir out/documents.jsonl && \"$GALLEY\" run "
              "p.yaml in.txt -o out --overwrite",
              folder, NULL);
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "documents.jsonl: is a folder; the output would be a file");
}

static void
test_full_terminal(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    g_auto(Outcome) outcome = run(folder, "in.txt > /dev/full");
    g_assert_cmpint(outcome.status, ==, 3);
    assert_has(outcome.err, "standard output: No space left on device");
}

/* On a disk of 64 kB: nothing is put in place, and the words say so. */
static void
test_full_disk(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    g_autofree char *disk = g_build_filename(folder, "disk", NULL);
    g_mkdir(disk, 0700);
    if (mount("tmpfs", disk, "tmpfs", 0, "size=64k") != 0) {
        g_test_skip("a small tmpfs cannot be mounted here");
        return;
    }
    g_autofree char *filler = g_strnfill(300000, 'x');
    g_free(put_file(folder, "large.txt", filler, -1));
    g_auto(Outcome) outcome = run(folder, "large.txt -o disk/out");
    g_autofree char *final = g_build_filename(disk, "out", "documents.jsonl", NULL);
    g_autofree char *manifest = g_build_filename(disk, "out", "manifest.json", NULL);
    gboolean in_place =
        g_file_test(final, G_FILE_TEST_EXISTS) || g_file_test(manifest, G_FILE_TEST_EXISTS);
    umount(disk);
    g_assert_cmpint(outcome.status, ==, 3);
    /* of the files that grow side by side, the one that was first to find no room */
    g_assert_true(
        g_regex_match_simple("disk/out/(documents\\.jsonl|\\.ids\\.spool|blocks\\.tsv)\\.part: "
                             "No space left on device",
                             outcome.err, 0, 0));
    assert_has(outcome.err, "the run is not whole");
    g_assert_false(in_place);
}

static void
test_read_only(void)
{
    g_autoptr(Folder) folder = folder_with_input();
    if (geteuid() == 0) {
        g_test_skip("root may write anywhere");
        return;
    }
    g_chmod(folder, 0500);
    g_auto(Outcome) outcome = run(folder, "in.txt -o out");
    g_chmod(folder, 0700);
    g_assert_cmpint(outcome.status, ==, 3);
    assert_has(outcome.err, "out: Permission denied");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/output/existing-run", test_existing_run);
    g_test_add_func("/output/busy", test_busy);
    g_test_add_func("/output/both-at-once", test_both_at_once);
    g_test_add_func("/output/within-input", test_within_input);
    g_test_add_func("/output/closed", test_closed);
    g_test_add_func("/output/open-files", test_open_files);
    g_test_add_func("/output/file-limit", test_file_limit);
    g_test_add_func("/output/foreign-folder", test_foreign_folder);
    g_test_add_func("/output/file-as-folder", test_file_as_folder);
    g_test_add_func("/output/folder-as-output", test_folder_as_output);
    g_test_add_func("/output/full-terminal", test_full_terminal);
    g_test_add_func("/output/full-disk", test_full_disk);
    g_test_add_func("/output/read-only", test_read_only);
    return g_test_run();
}
