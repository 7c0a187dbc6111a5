/* test-packed.c: compressed files and archives, whole, damaged and malicious: all that can be read
 * is, and what cannot is told. SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "../support.h"

static const char pipeline[] = "galley: 1\nreader: jsonl\nsteps: []\nwriters: [jsonl]\n";

static Folder *made; /* once for all tests: it takes seconds */

static void
make_files(void)
{
    made = folder_new();
    g_auto(Outcome) outcome = shell("python3 \"$1/tests/fault/make-packed.py\" \"$2\"",
                                    g_getenv("GALLEY_SOURCE"), made, NULL);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
}

static Folder *
folder_with_files(void)
{
    Folder *folder = folder_new();
    if (!made)
        make_files();
    g_auto(Outcome) copied = shell("cp -a \"$1/.\" \"$2\"", made, folder, NULL);
    assert_ended(&copied, 0, "");
    add_file(folder, "p.yaml", pipeline, -1);
    return folder;
}

static gboolean
has_file(const Folder *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static Outcome
run(const Folder *folder, const char *input, const char *output, const char *more)
{
    return shell("cd \"$1\" && \"$GALLEY\" run p.yaml \"$2\" -o \"$3\" $4", folder, input, output,
                 more, NULL);
}

static void
assert_same_run(const Folder *folder, const char *one, const char *other)
{
    static const char *const files[] = { "documents.jsonl", "quarantine.jsonl" };
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *a_name = g_build_filename(one, files[i], NULL),
                        *b_name = g_build_filename(other, files[i], NULL);
        g_autofree char *a = get_file(folder, a_name, NULL), *b = get_file(folder, b_name, NULL);
        g_assert_cmpstr(a, ==, b);
    }
}

/* ---- whole: the bytes of the plain file ---- */

static const char *const whole[] = {
    "whole.gz",  "named-wrongly.txt", "members.jsonl.gz", "padded.jsonl.gz",
    "whole.bz2", "whole.xz",          "whole.zst",
};

static void
test_whole(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    g_auto(Outcome) plain = run(folder, "plain.jsonl", "plain", "-j 2");
    g_assert_cmpint(plain.status, ==, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(whole); i++) {
        if (!has_file(folder, whole[i])) {
            g_test_message("no zstd here: %s not tested", whole[i]);
            continue;
        }
        g_autofree char *here = g_strconcat(whole[i], "-here", NULL),
                        *many = g_strconcat(whole[i], "-many", NULL);
        g_auto(Outcome) a = run(folder, whole[i], here, "--in-process");
        g_auto(Outcome) b = run(folder, whole[i], many, "-j 3");
        if (a.status != 0 || b.status != 0)
            g_error("%s: exit status %d, %d: %s", whole[i], a.status, b.status, b.err);
        assert_same_run(folder, "plain", here);
        assert_same_run(folder, "plain", many);
    }
}

/* ---- damaged ---- */

typedef struct {
    const char *file;
    const char *books;
    const char *message; /* in the quarantine */
    int status;
} Damage;

static const Damage damages[] = {
    { "empty.jsonl.gz",
      "read 0 = written 0 + dropped 0 + quarantined 0|no input holds a document: empty.jsonl.gz",
      "", 0 },
    { "cut.jsonl.gz", "+ dropped 0 + quarantined 1",
      "the input breaks here: the gzip file is cut off (at byte ", 1 },
    { "cut.jsonl.bz2", "+ dropped 0 + quarantined 1",
      "the input breaks here: the bzip2 file is cut off (at byte ", 1 },
    { "damaged.jsonl.bz2", "+ dropped 0 + quarantined 1",
      "the input breaks here: the bzip2 file is damaged (at byte ", 1 },
    { "cut.jsonl.xz", "+ dropped 0 + quarantined 1",
      "the input breaks here: the xz file is cut off (at byte ", 1 },
    { "damaged.jsonl.xz",
      "+ dropped 0 + quarantined ", /* lines that are none come before the break */
      "the input breaks here: the xz file is damaged (at byte ", 1 },
    { "cut.jsonl.zst", "+ dropped 0 + quarantined 1",
      "the input breaks here: the zstd file is cut off (at byte ", 1 },
    { "crc.jsonl.gz", "read 1501 = written 1500 + dropped 0 + quarantined 1",
      "the input breaks here: incorrect data check (at byte ", 1 },
    { "tail.jsonl.gz", "read 1501 = written 1500 + dropped 0 + quarantined 1",
      "the input breaks here: what follows the compressed data is no gzip (at byte ", 1 },
    { "tail.jsonl.zst", "read 1501 = written 1500 + dropped 0 + quarantined 1",
      "the input breaks here: what follows the compressed data is no zstd (at byte ", 1 },
    { "frames.jsonl.zst", "read 1500 = written 1500 + dropped 0 + quarantined 0", "", 0 },
    { "window.zst", "read 1 = written 0 + dropped 0 + quarantined 1",
      "the input breaks here: Frame requires too much memory for decoding", 1 },
    { "nothing.jsonl.gz", "read 1 = written 0 + dropped 0 + quarantined 1",
      "the input breaks here: it is empty, and by its name it would be packed", 1 },
    { "tail.jsonl.bz2", "read 1501 = written 1500 + dropped 0 + quarantined 1",
      "the input breaks here: what follows the compressed data is no bzip2 (at byte ", 1 },
    { "two.tar", "read 3000 = written 3000 + dropped 0 + quarantined 0", "", 0 },
    { "two.tgz", "read 3000 = written 3000 + dropped 0 + quarantined 0", "", 0 },
    { "two.zip", "read 3000 = written 3000 + dropped 0 + quarantined 0", "", 0 },
    { "damaged.zip", "read 10 = written 9 + dropped 0 + quarantined 1",
      "the input breaks here: ZIP decompression failed", 1 },
    { "crc.zip", "+ dropped 0 + quarantined 1\n", "the input breaks here: ZIP bad CRC", 1 },
    { "damaged.tar", "read 10 = written 9 + dropped 0 + quarantined 1",
      "the archive is damaged here; it is read on from its next member", 1 },
    { "letter.docx", "read 1 = written 0 + dropped 0 + quarantined 1",
      "is a document of an office program, not text", 1 },
    { "letter-renamed.zip", "read 1 = written 0 + dropped 0 + quarantined 1",
      "is a document of an office program, not text", 1 },
    { "both.tar", "read 2 = written 2 + dropped 0 + quarantined 0", "", 0 },
    { "tricks.tar", "read 3 = written 2 + dropped 0 + quarantined 1",
      "it is a link; a link in an archive is not followed", 1 },
    { "nested.tar", "read 2 = written 1 + dropped 0 + quarantined 1",
      "\"id\":\"nested.tar/inner.jsonl.gz\"", 1 },
    { "zeros.gz", "read 1 = written 0 + dropped 0 + quarantined 1", "the archive has no members",
      1 },
    { "cut.tgz", "+ dropped 0 + quarantined 1", "the input breaks here: the gzip file is cut off",
      1 },
    { "bomb.zst", "read 1 = written 0 + dropped 0 + quarantined 1",
      "it unpacks to more than 10000 times its size", 1 },
};

/* What comes before a break is read, as much of it as the format's own library undoes. */
static const struct {
    const char *file;
    guint least; /* documents written, of 1500; 0: as many as FILE.lines says */
} breaks[] = {
    { "cut.jsonl.gz", 0 },
    { "cut.jsonl.bz2", 0 },
    { "cut.jsonl.xz", 0 },
    { "cut.jsonl.zst", 970 },
};

static guint
count_lines(const Folder *folder, const char *file)
{
    guint n = 0;
    g_autofree char *name = g_build_filename(file, "documents.jsonl", NULL);
    g_autofree char *documents = get_file(folder, name, NULL);
    for (const char *c = documents; *c; c++)
        n += *c == '\n';
    return n;
}

static void
test_break(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    for (gsize i = 0; i < G_N_ELEMENTS(breaks); i++) {
        const char *file = breaks[i].file;
        if (!has_file(folder, file)) {
            g_test_message("no zstd here: %s not tested", file);
            continue;
        }
        g_auto(Outcome) outcome = run(folder, file, file + 4, "-q");
        guint n = count_lines(folder, file + 4);
        g_assert_cmpint(outcome.status, ==, 1);
        g_assert_cmpuint(n, >=, breaks[i].least);
        if (breaks[i].least > 0)
            continue;
        g_autofree char *lines = g_strconcat(file, ".lines", NULL);
        g_autofree char *known = get_file(folder, lines, NULL);
        g_assert_cmpuint(n, ==, strtoul(known, NULL, 10));
        g_assert_cmpuint(n, >, 500);
    }
}

/* Behind a damaged member it is read on, where members end with a line and where they end anywhere; and
 * no line is made of two. */
static void
test_gap(void)
{
    static const char *const kinds[] = { "by-line", "anywhere" };
    static const char *const packings[] = { "gz", "bz2", "xz", "zst" };
    g_autoptr(Folder) folder = folder_with_files();
    g_auto(Outcome) plain = run(folder, "plain.jsonl", "plain", "-q");
    g_assert_cmpint(plain.status, ==, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(kinds) * G_N_ELEMENTS(packings); i++) {
        g_autofree char *file = g_strdup_printf("gap-%s.jsonl.%s", kinds[i % 2], packings[i / 2]);
        g_autofree char *here = g_strconcat(file, "-here", NULL),
                        *many = g_strconcat(file, "-many", NULL),
                        *lines = g_strconcat(file, ".lines", NULL);
        if (!has_file(folder, file)) {
            g_test_message("no zstd here: %s not tested", file);
            continue;
        }
        g_auto(Outcome) a = run(folder, file, many, "-q -j 2");
        g_auto(Outcome) b = run(folder, file, here, "-q --in-process");
        assert_ended(&a, 1, "");
        assert_ended(&b, 1, "");
        assert_same_run(folder, many, here);
        g_autofree char *known = get_file(folder, lines, NULL);
        g_assert_cmpuint(count_lines(folder, many), >=, strtoul(known, NULL, 10));
        /* what was undone before the damage was noticed may be lines that are none */
        g_auto(Outcome) told =
            shell("cd \"$1/$2\" && grep 'the input breaks here: .*; it is read on "
                  "from byte [0-9]*, and offsets go on without what is lost' "
                  "quarantine.jsonl | wc -l",
                  folder, many, NULL);
        g_assert_cmpstr(told.out, ==, "1\n");
        g_auto(Outcome) other = shell(
            "cd \"$1\" && for f in plain \"$2\"; do\n"
            "  grep -o '\"id\":\"[^\"]*\"\\|\"text\":\"[^\"]*\"' $f/documents.jsonl | paste - - "
            ">$f.texts\ndone; grep -c id plain.texts >&2; grep -vxFf plain.texts \"$2.texts\"",
            folder, many, NULL);
        assert_has(other.err, "1500");
        g_assert_cmpstr(other.out, ==, "");
    }
}

/* A text that is all of its file is not two, whatever is undone behind the gap. */
static void
test_gap_in_one(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    add_file(folder, "p.yaml", "galley: 1\nreader: text\nsteps: []\nwriters: [jsonl]\n", -1);
    g_auto(Outcome) outcome = run(folder, "gap.txt.gz", "out", "");
    assert_ended(&outcome, 1, "read 1 = written 0 + dropped 0 + quarantined 1");
    g_assert_null(strstr(outcome.err, "it is read on"));
}

static void
test_damage(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    for (gsize i = 0; i < G_N_ELEMENTS(damages); i++) {
        const Damage *test = &damages[i];
        if (!has_file(folder, test->file)) {
            g_test_message("no zstd here: %s not tested", test->file);
            continue;
        }
        g_autofree char *many = g_strconcat(test->file, "-many", NULL),
                        *here = g_strconcat(test->file, "-here", NULL),
                        *quarantine = g_build_filename(many, "quarantine.jsonl", NULL);
        g_auto(Outcome) a = run(folder, test->file, many, "-j 2");
        g_auto(Outcome) b = run(folder, test->file, here, "--in-process");
        if (a.status != test->status || b.status != test->status)
            g_error("%s: exit status %d, %d: %s", test->file, a.status, b.status, a.err);
        assert_ended(&a, test->status, test->books);
        g_autofree char *bad = get_file(folder, quarantine, NULL);
        assert_has(bad, test->message);
        assert_same_run(folder, many, here);
    }
}

/* Each record says where it came from. */
static void
test_places(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    g_auto(Outcome) outcome = run(folder, "two.zip", "out", "-j 2");
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    g_assert_null(strstr(written, "hidden"));
    g_auto(Outcome) without = run(folder, "both.tar", "without", "-j 2");
    g_autofree char *unnamed = get_file(folder, "without/documents.jsonl", NULL);
    assert_has(unnamed, "\"id\":\"both.tar/a.jsonl\"");
    assert_has(unnamed, "\"id\":\"both.tar/b.jsonl\"");
}

/* A packed file through a pipe, and a run over one that is ended and goes on. */
static void
test_pipe_and_resume(void)
{
    g_autoptr(Folder) folder = folder_with_files();
    g_auto(Outcome) piped =
        shell("cd \"$1\" && cat whole.gz | \"$GALLEY\" run p.yaml - -o pipe -j 2", folder, NULL);
    g_assert_cmpint(piped.status, ==, 0);
    g_auto(Outcome) plain = run(folder, "plain.jsonl", "plain", "-j 2");
    assert_same_run(folder, "plain", "pipe");
    g_auto(Outcome) ended =
        shell("cd \"$1\" && for wait in 0.01 0.03 0.05 0.07 0.09 0.12; do\n"
              "  how=; [ -e out/journal ] && how=--resume\n"
              "  [ -e out/manifest.json ] && break\n"
              "  [ -e out ] && [ -z \"$how\" ] && rm -r out\n"
              "  timeout -s KILL $wait \"$GALLEY\" run -q p.yaml two.tgz -o out $how\n"
              "done\n"
              "how=; [ -e out/journal ] && how=--resume\n"
              "[ -e out ] && [ -z \"$how\" ] && rm -r out\n"
              "\"$GALLEY\" run p.yaml two.tgz -o out $how",
              folder, NULL);
    if (ended.status != 0)
        g_error("%s", ended.err);
    g_auto(Outcome) unbroken = run(folder, "two.tgz", "unbroken", "-j 2");
    g_assert_cmpint(unbroken.status, ==, 0);
    assert_same_run(folder, "unbroken", "out");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/packed/break", test_break);
    g_test_add_func("/packed/whole", test_whole);
    g_test_add_func("/packed/damage", test_damage);
    g_test_add_func("/packed/gap", test_gap);
    g_test_add_func("/packed/gap-in-one", test_gap_in_one);
    g_test_add_func("/packed/places", test_places);
    g_test_add_func("/packed/pipe-and-resume", test_pipe_and_resume);
    int status = g_test_run();
    g_clear_pointer(&made, folder_free);
    return status;
}
