/* test-stages.c: readers and writers that fail, crash or hang, each in each of its functions.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

#define N_DOCUMENTS 400

static Folder *
folder_with(const char *pipeline)
{
    Folder *folder = folder_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *filler = g_strnfill(9000, 'x');
    for (guint i = 0; i < N_DOCUMENTS; i++)
        g_string_append_printf(lines, "%s %s\n", i % 100 == 57 ? "evil" : "good", filler);
    g_free(put_file(folder, "in.txt", lines->str, (gssize)lines->len));
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    return folder;
}

static Outcome
run(const Folder *folder, const char *arguments)
{
    g_autofree char *line = g_strconcat(
        "cd \"$1\" && \"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.txt ", arguments, NULL);
    return shell(line, folder, g_getenv("GALLEY_FAULTY"), NULL);
}

/* On a busy machine the clock on the wall may be first to say what the CPU's would have said. */
static char *
without_clock(const char *text)
{
    g_autoptr(GRegex) clock = g_regex_new("longer than [0-9.]+ s( of CPU time)?", 0, 0, NULL);
    return g_regex_replace_literal(clock, text, -1, 0, "longer", 0, NULL);
}

static void
assert_same(const Folder *folder, const char *file, gboolean is_clocked)
{
    g_autofree char *one = g_build_filename("one", file, NULL),
                    *many = g_build_filename("many", file, NULL);
    g_autofree char *a = get_file(folder, one, NULL), *b = get_file(folder, many, NULL);
    g_autofree char *one_told = is_clocked ? without_clock(a) : g_strdup(a);
    g_autofree char *many_told = is_clocked ? without_clock(b) : g_strdup(b);
    g_assert_true(g_str_equal(one_told, many_told));
}

/* ---- readers ---- */

typedef struct {
    const char *name;
    const char *reader;
    const char *books;
    const char *reason;
} ReaderCase;

#define LOST_FOUR "read 400 = written 396 + dropped 0 + quarantined 4"
#define LOST_REST "read 58 = written 57 + dropped 0 + quarantined 1"

/* Where a record's end is found from any place on, just the record is lost that the reader cannot
 * cut; where it is found only from the record before, what is behind is lost with it, and told. */
static const ReaderCase readers[] = {
    { "seek/segfault", "faulty: {at: cut}", LOST_FOUR, "it crashed: Segmentation fault" },
    { "seek/exit", "faulty: {at: cut, what: exit}", LOST_FOUR, "status 3" },
    { "seek/loop", "faulty: {at: cut, what: loop}", LOST_FOUR, "it took longer than" },
    { "parse/segfault", "faulty: {at: parse}", LOST_FOUR, "it crashed: Segmentation fault" },
    { "parse/exit", "faulty: {at: parse, what: exit}", LOST_FOUR, "status 3" },
    { "parse/loop", "faulty: {at: parse, what: loop}", LOST_FOUR, "it took longer than" },
    { "parse/error", "faulty: {at: parse, what: error}", LOST_FOUR, "told to fail" },
    { "next/segfault", "faulty-next: {at: cut}", LOST_REST, "it crashed: Segmentation fault" },
    { "next/exit", "faulty-next: {at: cut, what: exit}", LOST_REST, "status 3" },
    { "next/loop", "faulty-next: {at: cut, what: loop}", LOST_REST, "it took longer than" },
    { "next/error", "faulty-next: {at: cut, what: error}", LOST_REST, "told to fail" },
    { "next/parse", "faulty-next: {at: parse}", LOST_FOUR, "it crashed: Segmentation fault" },
};

static void
test_reader(gconstpointer data)
{
    const ReaderCase *test = data;
    g_autofree char *pipeline = g_strdup_printf(
        "galley: 1\nrun: {timeout: 100ms}\nreader: {%s}\nsteps: []\nwriters: [jsonl]\n",
        test->reader);
    g_autoptr(Folder) folder = folder_with(pipeline);
    g_auto(Outcome) one = run(folder, "-o one -j 1");
    if (one.status != 1)
        g_error("exit status %d: %s", one.status, one.err);
    assert_has(one.err, test->books);
    g_autofree char *quarantine = get_file(folder, "one/quarantine.jsonl", NULL);
    assert_has(quarantine, "\"offset\":");
    assert_has(quarantine, test->reason);
    g_auto(Outcome) many = run(folder, "-o many -j 3");
    g_assert_cmpint(many.status, ==, 1);
    assert_same(folder, "documents.jsonl", FALSE);
    assert_same(folder, "quarantine.jsonl", g_str_has_suffix(test->name, "/loop"));
}

/* ---- writers ---- */

typedef struct {
    const char *name;
    const char *writer;
    int status;
    const char *said;
} WriterCase;

static const WriterCase writers[] = {
    { "encode/segfault", "faulty: {at: encode}", 1, LOST_FOUR },
    { "encode/exit", "faulty: {at: encode, what: exit}", 1, LOST_FOUR },
    { "encode/error", "faulty: {at: encode, what: error}", 1, LOST_FOUR },
    { "write/segfault", "faulty: {at: write}", 1, LOST_FOUR },
    { "write/exit", "faulty: {at: write, what: exit}", 1, LOST_FOUR },
    { "write/loop", "faulty: {at: write, what: loop}", 1, LOST_FOUR },
    { "write/error", "faulty: {at: write, what: error}", 1, LOST_FOUR },
    { "write/sulk", "faulty: {at: write, what: sulk}", 1, LOST_FOUR },
    { "finish/segfault", "faulty: {at: finish}", 3,
      "writer \"faulty\" took its process down: it crashed: Segmentation fault" },
    { "finish/exit", "faulty: {at: finish, what: exit}", 3,
      "writer \"faulty\" took its process down: it ended its process with status 3" },
    { "finish/loop", "faulty: {at: finish, what: loop}", 3,
      "writer \"faulty\" took its process down: it took longer than 0.1 s of CPU time" },
    { "finish/error", "faulty: {at: finish, what: error}", 3, "writer \"faulty\": told to fail" },
};

/* A document that no writer can encode goes to none. What a reducing writer cannot reduce ends the
 * run: nothing partial is passed off as whole, and a mended writer goes on from there. */
static void
test_writer(gconstpointer data)
{
    const WriterCase *test = data;
    g_autofree char *pipeline = g_strdup_printf(
        "galley: 1\nrun: {timeout: 100ms}\nreader: jsonl\nsteps: []\nwriters:\n  - jsonl\n  - %s\n",
        test->writer);
    g_autoptr(Folder) folder = folder_with(pipeline);
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < N_DOCUMENTS; i++)
        g_string_append_printf(lines, "{\"id\":\"%s%u\",\"text\":\"a\"}\n",
                               i % 100 == 57 ? "evil" : "good", i);
    g_free(put_file(folder, "in.txt", lines->str, (gssize)lines->len));
    g_auto(Outcome) outcome = run(folder, "-o out -j 2");
    if (outcome.status != test->status)
        g_error("exit status %d: %s", outcome.status, outcome.err);
    assert_has(outcome.err, test->said);
    g_autofree char *manifest = g_build_filename(folder, "out", "manifest.json", NULL);
    g_assert_true(g_file_test(manifest, G_FILE_TEST_EXISTS) == (test->status == 1));
    if (test->status == 1) {
        g_autofree char *ids = get_file(folder, "out/ids.txt", NULL);
        g_autofree char *documents = get_file(folder, "out/documents.jsonl", NULL);
        g_assert_null(strstr(ids, "evil"));
        g_assert_null(strstr(documents, "evil"));
        assert_has(ids, "good399\n");
    }
}

/* What fails at the end costs its own output alone, all of those that fail are told, and a resumed run
 * makes just them, under higher limits. */
static void
test_unfinished(void)
{
    g_autoptr(Folder) folder = folder_with(
        "galley: 1\nrun: {timeout: 100ms}\nreader: jsonl\nsteps: []\nwriters:\n  - jsonl\n"
        "  - faulty: {at: finish, what: toil, path: first.txt}\n    name: first\n"
        "  - count: {}\n"
        "  - faulty: {at: finish, what: toil, path: last.txt}\n    name: last\n");
    g_free(put_file(folder, "in.txt", "{\"id\":\"evil\",\"text\":\"a\"}\n", -1));
    g_auto(Outcome) outcome = run(folder, "-o out");
    g_assert_cmpint(outcome.status, ==, 3);
    assert_like(outcome.err, "*writer \"first\" took its process down: it took longer than *"
                             "hint: all documents are done, and \"first.txt\" alone is not: "
                             "--resume makes it again, under a higher timeout or memory*"
                             "writer \"last\" took its process down: *\"last.txt\" alone is not*");
    g_auto(Outcome) marked = shell(
        "cd \"$1/out\" && touch -d 2001-01-01 counts.csv.part documents.jsonl.part", folder, NULL);
    g_assert_cmpint(marked.status, ==, 0);
    g_auto(Outcome) again = run(folder, "-o out --resume --set run.timeout=20s");
    if (again.status != 0)
        g_error("exit status %d: %s", again.status, again.err);
    assert_has(again.err, "limits have changed since\n  then: time and memory: 100000 us, 0 bytes\n"
                          "  now:  time and memory: 20000000 us, 0 bytes\n");
    g_auto(Outcome) whole = run(folder, "-o whole --set run.timeout=20s");
    g_assert_cmpint(whole.status, ==, 0);
    g_auto(Outcome) same =
        shell("cd \"$1\" && for f in first.txt last.txt counts.csv documents.jsonl "
              "blocks.tsv; do cmp whole/$f out/$f || exit 1; done; "
              "[ $(date -r out/counts.csv +%Y) = 2001 ]",
              folder, NULL);
    g_assert_cmpint(same.status, ==, 0);
}

/* A writer's plugin made its spool too, so a mended one cannot go on with it: that is said beforehand, and
 * by the refusal. */
static void
test_mended_writer(void)
{
    g_autoptr(Folder) folder =
        folder_with("galley: 1\nplugins: [own]\nreader: jsonl\nsteps: []\nwriters:\n"
                    "  - faulty: {at: finish, what: error, path: first.txt}\n");
    add_file(folder, "in.txt", "{\"id\":\"evil\",\"text\":\"a\"}\n", -1);
    g_auto(Outcome) failed = shell("cd \"$1\" && mkdir own && cp \"$2/writer-faulty.so\" own && "
                                   "\"$GALLEY\" run p.yaml in.txt -o out -q",
                                   folder, g_getenv("GALLEY_FAULTY"), NULL);
    assert_ended(&failed, 3,
                 "told to fail|--resume makes it again, |A mended plugin wants --overwrite");
    g_auto(Outcome) mended = shell("cd \"$1\" && echo mended >> own/writer-faulty.so && "
                                   "\"$GALLEY\" run p.yaml in.txt -o out -q --resume",
                                   folder, NULL);
    assert_ended(&mended, 2,
                 "then: writer faulty: faulty 1.0.0 revision |now:  writer faulty: faulty |"
                 "hint: put it back as it was and --resume goes on; --overwrite begins anew");
}

/* ---- a reducer that others end ---- */

typedef struct {
    const char *name;
    const char *deed; /* while the reducer of the run $p naps */
    int status;
} NapCase;

static const NapCase naps[] = {
    { "killed", "kill -9 \"$reducer\"", 0 },
    { "interrupted", "kill -INT \"$p\"", 75 },
    { "parent-killed", "kill -9 \"$p\"", 137 },
};

/* Its second try makes of the run what the first would have; what was interrupted goes on later. */
static void
test_nap(gconstpointer data)
{
    const NapCase *test = data;
    g_autoptr(Folder) folder = folder_with("galley: 1\nreader: jsonl\nsteps: []\nwriters:\n  - "
                                           "jsonl\n  - faulty: {at: finish, what: nap}\n");
    g_free(put_file(folder, "in.txt", "{\"id\":\"evil\",\"text\":\"a\"}\n", -1));
    g_autofree char *line = g_strconcat(
        "cd \"$1\"; run() { \"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.txt -o \"$3\" $4; }; "
        "run \"$@\" whole || exit 9; "
        "\"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.txt -o out & p=$!; "
        "until reducer=$(pgrep -P \"$(pgrep -o -P $p)\" 2>/dev/null) && [ -e out/status.json ] && "
        "grep -q finishing out/status.json; do sleep .02; done; ",
        test->deed,
        "; wait $p; s=$?; sleep .1; grep -q '^State:.[^Z]' /proc/$reducer/status 2>/dev/null && "
        "exit 8; "
        "[ $s = 0 ] || run \"$@\" out --resume || exit 7; "
        "cmp whole/ids.txt out/ids.txt && cmp whole/blocks.tsv out/blocks.tsv || exit 6; exit $s",
        NULL);
    g_auto(Outcome) outcome = shell(line, folder, g_getenv("GALLEY_FAULTY"), NULL);
    if (outcome.status != test->status)
        g_error("exit status %d: %s", outcome.status, outcome.err);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(readers); i++) {
        g_autofree char *path = g_strconcat("/stages/reader/", readers[i].name, NULL);
        g_test_add_data_func(path, &readers[i], test_reader);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(writers); i++) {
        g_autofree char *path = g_strconcat("/stages/writer/", writers[i].name, NULL);
        g_test_add_data_func(path, &writers[i], test_writer);
    }
    g_test_add_func("/stages/unfinished", test_unfinished);
    g_test_add_func("/stages/mended-writer", test_mended_writer);
    for (gsize i = 0; i < G_N_ELEMENTS(naps); i++) {
        g_autofree char *path = g_strconcat("/stages/nap/", naps[i].name, NULL);
        g_test_add_data_func(path, &naps[i], test_nap);
    }
    return g_test_run();
}
