/* test-input.c: inputs that are missing, odd, enormous or empty. SPDX-License-Identifier: MIT */
#include "../support.h"

static const char pipeline[] =
    "galley: 1\nsteps: [cleaner, tokenizer, quotes, sentiment]\nwriters: [jsonl]\n";

static Folder *
folder_with(const char *name, const char *bytes, gssize size)
{
    Folder *folder = folder_new();
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    if (name)
        g_free(put_file(folder, name, bytes, size));
    return folder;
}

static Outcome
run(const Folder *folder, const char *arguments)
{
    g_autofree char *line = g_strconcat("cd \"$1\" && \"$GALLEY\" run p.yaml ", arguments, NULL);
    return shell(line, folder, NULL);
}

/* With a plugin that naps, waits or fails. */
static Outcome
run_faulty(const Folder *folder, const char *options, const char *line)
{
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nreader: jsonl\nsteps: [{faulty: {%s}}]\nwriters: [jsonl]\n", options);
    g_autofree char *whole = g_strconcat("cd \"$1\" && export GALLEY_PLUGIN_PATH="
                                         "\"$GALLEY_PLUGIN_PATH:$GALLEY_FAULTY\"\n",
                                         line, NULL);
    add_file(folder, "faulty.yaml", yaml, -1);
    return shell(whole, folder, NULL);
}

static void
test_missing(void)
{
    g_autoptr(Folder) folder = folder_with(NULL, NULL, 0);
    g_auto(Outcome) outcome = run(folder, "absent.txt -o out");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "absent.txt: No such file or directory");
}

static void
test_empty_folder(void)
{
    g_autoptr(Folder) folder = folder_with(NULL, NULL, 0);
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && mkdir in && \"$GALLEY\" run p.yaml in -o out", folder, NULL);
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "in: the folder holds no files");
}

/* What a folder holds and nobody can read is told and counted, and costs none of the others. */
static void
test_odd_folder(void)
{
    g_autoptr(Folder) folder = folder_with("in/a.txt", "One.", -1);
    g_free(put_file(folder, "in/deep/z.txt", "Two.", -1));
    g_free(put_file(folder, "in/locked/y.txt", "Three.", -1));
    g_auto(Outcome) made =
        shell("cd \"$1\"/in && ln -s nowhere b.txt && ln -s .. deep/up && ln -s up deep/up2 && "
              "ln -s z.txt deep/same.txt && mkfifo pipe.txt && ln -s self self",
              folder, NULL);
    g_assert_cmpint(made.status, ==, 0);
    static const char *const ways[] = { "in -o out -j 2", "in -o here --in-process" };
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_auto(Outcome) outcome = run(folder, ways[i]);
        assert_ended(
            &outcome, 1,
            "read 9 = written 4 + dropped 0 + quarantined 5|"
            "b.txt: quarantined by reader: it cannot be read: No such file or directory: it is a "
            "link that leads nowhere|"
            "deep/up: quarantined by reader: it cannot be read: it is a link to a folder that it "
            "is in|"
            "pipe.txt: quarantined by reader: it cannot be read: it is a pipe, a socket or a "
            "device|"
            "self: quarantined by reader: it cannot be read: Too many levels of symbolic links|"
            "quarantined 5 by reader: file");
    }
    g_auto(Outcome) same = shell("cd \"$1\" && cmp out/documents.jsonl here/documents.jsonl && "
                                 "cmp out/quarantine.jsonl here/quarantine.jsonl",
                                 folder, NULL);
    g_assert_cmpint(same.status, ==, 0);
    g_auto(Outcome) named = run(folder, "in/a.txt in/b.txt -o named");
    g_assert_cmpint(named.status, ==, 2);
    assert_has(named.err, "in/b.txt: No such file or directory");
}

/* JSON over several lines is neither JSON Lines nor text. */
static void
test_pretty_json(void)
{
    g_autoptr(Folder) folder = folder_with("in/a.json", "{\n  \"text\": \"One.\"\n}\n", -1);
    g_free(put_file(folder, "in/b.json", "[{\"text\": \"One.\"}]\n", -1));
    g_free(put_file(folder, "in/c.json", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n", -1));
    g_auto(Outcome) outcome = run(folder, "in -o out");
    assert_ended(
        &outcome, 1,
        "read 4 = written 2 + dropped 0 + quarantined 2|"
        "a.json: no reader knows this kind of input; name one with `reader:` or --from. JSON that "
        "is not a line an object becomes so by `jq -c . FILE`|b.json: no reader knows");
}

static void
test_same_name_twice(void)
{
    g_autoptr(Folder) folder = folder_with("a/x.txt", "One.", -1);
    g_free(put_file(folder, "b/x.txt", "Two.", -1));
    g_auto(Outcome) outcome = run(folder, "a/x.txt b/x.txt -o out");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "two inputs have the name \"x.txt\"");
}

/* An input that holds nothing is in the books, and told. */
static void
test_no_documents(void)
{
    static const struct {
        const char *inputs, *told;
    } cases[] = {
        { "a.csv", "galley: warning: no input holds a document: a.csv\n" },
        { "a.csv b.csv", "galley: warning: 1 of 2 inputs holds no document: a.csv\n|"
                         "  a.csv: read 0 = written 0 + dropped 0 + quarantined 0\n" },
        { "a.csv b.csv c.csv d.csv e.csv f.csv g.csv h.csv",
          "6 of 8 inputs hold no document: a.csv, c.csv, d.csv, e.csv, f.csv and 1 more\n" },
        { "blank.jsonl", "galley: warning: no input holds a document: blank.jsonl\n" },
    };
    g_autoptr(Folder) folder = folder_with("b.csv", "text\nOne.\n", -1);
    add_file(folder, "h.csv", "text\nTwo.\n", -1);
    add_file(folder, "blank.jsonl", "\n\n", -1);
    for (const char *name = "acdefg"; *name; name++) {
        const char path[] = { *name, '.', 'c', 's', 'v', '\0' };
        add_file(folder, path, "text\n", -1);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *how = g_strdup_printf("%s -o out%zu -j 2", cases[i].inputs, i);
        g_auto(Outcome) outcome = run(folder, how);
        assert_ended(&outcome, 0, cases[i].told);
    }
    g_auto(Outcome) shown = run(folder, "a.csv");
    assert_ended(&shown, 0, cases[0].told);
    g_auto(Outcome) limited = run(folder, "b.csv a.csv -o limited --limit 1");
    g_assert_null(strstr(limited.err, "no document"));
    g_auto(Outcome) full = run(folder, "b.csv h.csv -o full");
    g_assert_null(strstr(full.err, "no document"));
}

/* A line feed in a name makes no second line, and bytes that are no UTF-8 no second file of a name. */
static void
test_odd_names(void)
{
    g_autoptr(Folder) folder = folder_with("in/a\nb.jsonl", "{\"text\":\"One.\"}\nx\n", -1);
    add_file(folder, "in/c\xff.jsonl", "{\"text\":\"Two.\"}\n", -1);
    add_file(folder, "in/c\xfe.jsonl", "{\"text\":\"Three.\"}\n", -1);
    add_file(folder, "in/\033]0;t\007.jsonl", "y\n", -1);
    g_auto(Outcome) outcome = run(folder, "in -o out");
    assert_ended(&outcome, 1,
                 "a?b.jsonl:2: quarantined by reader: |?]0;t?.jsonl:1: quarantined by reader: |"
                 "  a?b.jsonl: read 2 = |  c\\xFE.jsonl: read 1 = |  c\\xFF.jsonl: read 1 = ");
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    assert_has(written, "\"id\":\"a\\nb.jsonl@0\"");
    assert_has(written, "\"id\":\"c\\\\xFF.jsonl\"");
    g_auto(Outcome) retried =
        shell("cd \"$1\" && \"$GALLEY\" retry out p.yaml -o again -q && exit 9\n"
              "[ $? = 1 ] && cmp out/documents.jsonl again/documents.jsonl",
              folder, NULL);
    assert_ended(&retried, 0, "");
}

/* A pipe is kept in a file first, and what that lacks is told. */
static void
test_no_room_for_pipe(void)
{
    g_autoptr(Folder) folder = folder_with("in.txt", "One.", -1);
    g_auto(Outcome) outcome = shell(
        "cd \"$1\" && cat in.txt | TMPDIR=/nowhere \"$GALLEY\" run p.yaml - -o out", folder, NULL);
    assert_ended(&outcome, 2,
                 "galley: -: it cannot be copied to /nowhere, where pipes are kept while they are "
                 "read: No such file or directory\nhint: TMPDIR=FOLDER");
    g_auto(Outcome) beside =
        shell("cd \"$1\" && TMPDIR=/nowhere \"$GALLEY\" run p.yaml in.txt -o out", folder, NULL);
    assert_ended(&beside, 0, "written 1");
}

/* A file by a name that means another one in another process: all of it is read, or it is told. */
static void
test_own(void)
{
    static const char *const names[] = { "/dev/stdin", "/proc/self/fd/0", "link", "/dev/fd/0" };
    static const char *const ways[] = { "-j 2", "--in-process" };
    g_autoptr(Folder) folder = folder_with("in.jsonl", "{\"text\":\"One.\"}\n", -1);
    g_auto(Outcome) linked = shell("cd \"$1\" && ln -s /dev/stdin link && mkdir in && "
                                   "ln -s ../link in/link && cp in.jsonl in",
                                   folder, NULL);
    g_assert_cmpint(linked.status, ==, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(names) * G_N_ELEMENTS(ways); i++) {
        g_autofree char *how = g_strdup_printf("--from jsonl %s -o out%zu %s < in.jsonl",
                                               names[i / 2], i, ways[i % 2]);
        g_auto(Outcome) outcome = run(folder, how);
        assert_ended(&outcome, 0, "read 1 = written 1 + dropped 0 + quarantined 0");
    }
    g_auto(Outcome) found = run(folder, "in -o out < in.jsonl");
    assert_ended(&found, 1,
                 "read 2 = written 1 + dropped 0 + quarantined 1|"
                 "link: quarantined by reader: it cannot be read: it is a pipe, ");
}

/* What is cut short, or put in another's place, under the reader's eyes. */
static void
test_changed(void)
{
    static const char *const ways[] = { "-j 1", "--in-process" };
    static const char *const changes[] = {
        "truncate -s 1200000 in/a.jsonl",
        "touch -d 2001-01-01 in/a.jsonl",
        "cp in/a.jsonl b && echo '{\"text\":\"\"}' >> b && mv b in/a.jsonl",
    };
    g_autoptr(Folder) folder = folder_with(NULL, NULL, 0);
    g_autoptr(GString) lines = g_string_new("{\"text\":\"wait\"}\n");
    g_autofree char *filler = g_strnfill(3000, 'o');
    for (guint i = 0; i < 900; i++)
        g_string_append_printf(lines, "{\"text\":\"%s\"}\n", filler);
    for (gsize i = 0; i < G_N_ELEMENTS(ways) * G_N_ELEMENTS(changes); i++) {
        add_file(folder, "in/a.jsonl", lines->str, (gssize)lines->len);
        g_autofree char *line = g_strdup_printf(
            "rm -rf out in/.go\n\"$GALLEY\" run -q faulty.yaml in -o out %s & p=$!\n"
            "until [ -s out/journal ]; do sleep 0.01; done\n%s; touch in/.go; wait $p",
            ways[i % 2], changes[i / 2]);
        g_auto(Outcome) outcome = run_faulty(folder, "what: await, when: wait", line);
        assert_ended(&outcome, 1, "galley: a.jsonl has changed while it was read; ");
        g_autofree char *manifest = get_file(folder, "out/manifest.json", NULL);
        assert_has(manifest, "\"changed\":true}");
    }
}

/* Whoever stops a run for a while stops its clocks too. */
static void
test_stopped(void)
{
    g_autoptr(Folder) folder = folder_with(NULL, NULL, 0);
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < 100; i++)
        g_string_append(lines, "{\"text\":\"One.\"}\n");
    add_file(folder, "in.jsonl", lines->str, (gssize)lines->len);
    g_auto(Outcome) outcome = run_faulty(
        folder, "what: nap",
        "setsid \"$GALLEY\" run --set run.timeout=100ms faulty.yaml in.jsonl -o out & p=$!\n"
        "until [ -s out/journal ]; do sleep 0.01; done; sleep 0.3\n"
        "kill -STOP -$p; sleep 2; kill -CONT -$p; wait $p");
    assert_ended(&outcome, 0, "read 100 = written 100 + dropped 0 + quarantined 0");
}

/* Batch systems and service managers send their signal to each process of a run; it is the parent's. */
static void
test_signalled(void)
{
    static const struct {
        const char *name;
        int status;
    } signals[] = { { "TERM", 75 }, { "INT", 75 }, { "USR1", 0 } };
    g_autoptr(Folder) folder = folder_with(NULL, NULL, 0);
    g_autoptr(GString) lines = g_string_new("{\"text\":\"wait\"}\n");
    g_autofree char *filler = g_strnfill(3000, 'o');
    for (guint i = 0; i < 900; i++)
        g_string_append_printf(lines, "{\"text\":\"%s\"}\n", filler);
    add_file(folder, "in/a.jsonl", lines->str, (gssize)lines->len);
    for (gsize i = 0; i < G_N_ELEMENTS(signals); i++) {
        g_autofree char *line = g_strdup_printf(
            "rm -rf out in/.go\nsetsid \"$GALLEY\" run -j 2 faulty.yaml in -o out & p=$!\n"
            "until [ -s out/journal ]; do sleep 0.01; done\n"
            "kill -%s -$p; sleep 0.2; touch in/.go; wait $p",
            signals[i].name);
        g_auto(Outcome) outcome = run_faulty(folder, "what: await, when: wait", line);
        assert_ended(&outcome, signals[i].status, "quarantined 0");
        if (outcome.status == 0)
            continue;
        g_auto(Outcome) rest = run_faulty(folder, "what: await, when: wait",
                                          "\"$GALLEY\" run faulty.yaml in -o out --resume");
        assert_ended(&rest, 0, "read 901 = written 901 + dropped 0 + quarantined 0");
    }
}

typedef struct {
    const char *name;
    const char *bytes;
    gssize size;
    const char *text; /* in the output */
} ByteCase;

static const ByteCase byte_cases[] = {
    { "empty", "", 0, "\"text\":\"\"" },
    { "white-space", " \n\t \n\n", 6, "\"text\":\"" },
    { "malformed", "caf\xe9 noir", 9, "caf\xef\xbf\xbd noir" },
    { "utf-16", "\xff\xfe\x41\x00\xe9\x00", 6, "A\xc3\xa9" },
    { "byte-order-mark",
      "\xef\xbb\xbf"
      "A\xc3\xa9",
      6, "A\xc3\xa9" },
    { "nul", "One\0two.", 8, "\"text\":\"One" },
};

static void
test_bytes(gconstpointer data)
{
    const ByteCase *bytes = data;
    g_autoptr(Folder) folder = folder_with("in.txt", bytes->bytes, bytes->size);
    g_auto(Outcome) outcome = run(folder, "in.txt -o out");
    if (outcome.status != 0)
        g_error("exit status %d: %s", outcome.status, outcome.err);
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    assert_has(written, bytes->text);
    assert_has(outcome.err, "read 1 = written 1 + dropped 0 + quarantined 0");
}

typedef struct {
    const char *name;
    const char *line;
    const char *message;
} LineCase;

static const LineCase line_cases[] = {
    { "not-json", "{\"text\": \"a\"", "in.jsonl:2: quarantined by reader: *" },
    { "no-text", "{\"id\": \"x\", \"txt\": \"a\"}", "*\"text\"*\"txt\"*" },
    { "text-no-string", "{\"text\": 3}", "*text*" },
    { "not-utf8", "{\"text\": \"\xff\"}", "*UTF-8*" },
    { "lone-surrogate", "{\"text\": \"\\ud800\"}", "*" },
    { "twice", "{\"text\": \"a\", \"text\": \"b\"}", "*text*" },
};

/* A broken line is one quarantined record; those around it come through. */
static void
test_line(gconstpointer data)
{
    const LineCase *line = data;
    g_autofree char *bytes =
        g_strdup_printf("{\"text\": \"First.\"}\n%s\n{\"text\": \"Third.\"}\n", line->line);
    g_autoptr(Folder) folder = folder_with("in.jsonl", bytes, -1);
    g_auto(Outcome) outcome = run(folder, "in.jsonl -o out");
    g_assert_cmpint(outcome.status, ==, 1);
    assert_like(outcome.err, line->message);
    assert_has(outcome.err, "read 3 = written 2 + dropped 0 + quarantined 1");
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    assert_has(quarantine, "\"offset\":19,\"line\":2,");
    assert_has(quarantine, "\"step\":\"reader\"");
}

#define LONG_LINE ((gsize)100 << 20)

static char *
long_line(void)
{
    static const char words[] = "It was a quiet day and nobody said much. ";
    GString *text = g_string_sized_new(LONG_LINE + 64);
    while (text->len < LONG_LINE)
        g_string_append_len(text, words, sizeof words - 1);
    return g_string_free(text, FALSE);
}

/* One line of 100 MB: quarantined by the record limit, processed where that is raised. */
static void
test_long_line(void)
{
    g_autofree char *text = long_line();
    g_autoptr(Folder) folder = folder_with("in.txt", text, -1);
    g_auto(Outcome) refused = run(folder, "in.txt -o out");
    g_assert_cmpint(refused.status, ==, 1);
    assert_has(refused.err, "the record limit is 67108864 (--record-limit raises it)");
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    assert_like(quarantine, "{\"galley\":1,\"id\":\"in.txt\",*\"length\":104857*,\"step\":"
                            "\"reader\",\"kind\":\"limit\",*\"sha256\":\"*");
    g_auto(Outcome) done =
        shell("cd \"$1\" && printf 'galley: 1\\nsteps: [cleaner, tokenizer, quotes, "
              "sentiment]\\nwriters: [{jsonl: {layers: [sentiment], text: false}}]\\n' > q.yaml"
              " && \"$GALLEY\" run q.yaml in.txt -o more --record-limit 200MiB",
              folder, NULL);
    if (done.status != 0)
        g_error("exit status %d: %s", done.status, done.err);
    assert_has(done.err, "read 1 = written 1");
}

static void
test_large_line_between(void)
{
    g_autofree char *filler = g_strnfill(3000000, 'x');
    g_autofree char *bytes = g_strdup_printf(
        "{\"text\": \"First.\"}\n{\"text\": \"%s\"}\n{\"text\": \"Third.\"}\n", filler);
    g_autoptr(Folder) folder = folder_with("in.jsonl", bytes, -1);
    g_auto(Outcome) outcome = run(folder, "in.jsonl -o out --record-limit 1MiB");
    g_assert_cmpint(outcome.status, ==, 1);
    assert_has(outcome.err, "read 3 = written 2 + dropped 0 + quarantined 1");
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    assert_has(quarantine, "\"offset\":19,\"line\":2,\"length\":3000013,");
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    assert_has(written, "First.");
    assert_has(written, "Third.");
}

/* A text that is too large ends where the next one begins, wherever the engine's reads part the blank
 * lines between them: none of those behind it goes with it. */
static void
test_large_text_before(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "p.yaml",
                    "galley: 1\nreader: {text: {split: {blank_lines: 3}}}\nsteps: []\n"
                    "writers: [jsonl]\n",
                    -1));
    for (gsize size = (1 << 20) - 6; size < (1 << 20) + 3; size++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_string_set_size(text, size);
        memset(text->str, 'x', size);
        g_string_append(text, "\n\n\n\nSecond.\n\n\n\nThird.\n");
        g_free(put_file(folder, "in.txt", text->str, (gssize)text->len));
        g_auto(Outcome) outcome = run(folder, "in.txt -o out --overwrite --record-limit 100KiB");
        g_assert_cmpint(outcome.status, ==, 1);
        assert_has(outcome.err, "read 3 = written 2 + dropped 0 + quarantined 1");
    }
}

/* A list of paths, from a file or through a pipe, and patterns: the same documents in byte order. */
static void
test_lists(void)
{
    static const char *const ways[] = {
        "a.jsonl b.jsonl c.jsonl", "--files-from list",         "--files-from - <list",
        "'[a-c].json*'",           "a.jsonl --files-from rest",
    };
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "p.yaml", "galley: 1\nsteps: []\nwriters: [jsonl]\n", -1));
    for (const char *name = "abc"; *name; name++) {
        g_autofree char *file = g_strdup_printf("%c.jsonl", *name);
        g_autofree char *line = g_strdup_printf("{\"id\":\"%c\",\"text\":\"x\"}\n", *name);
        g_free(put_file(folder, file, line, -1));
    }
    g_free(put_file(folder, "list", "a.jsonl\n\nb.jsonl\nc.jsonl\n", -1));
    g_free(put_file(folder, "rest", "[bc].jsonl", -1));
    g_autofree char *wanted = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autofree char *line = g_strdup_printf(
            "cd \"$1\" && rm -rf out && \"$GALLEY\" run p.yaml -o out %s && cut -c1-24 out/*.jsonl",
            ways[i]);
        g_auto(Outcome) outcome = shell(line, folder, NULL);
        if (outcome.status != 0)
            g_error("%s: %s", ways[i], outcome.err);
        if (wanted)
            g_assert_cmpstr(outcome.out, ==, wanted);
        else
            wanted = g_strdup(outcome.out);
    }
    g_auto(Outcome) none =
        shell("cd \"$1\" && \"$GALLEY\" run p.yaml 'x*.jsonl' -o none", folder, NULL);
    g_assert_cmpint(none.status, ==, 2);
    assert_has(none.err, "x*.jsonl: No such file or directory");
    g_auto(Outcome) empty = shell(
        "cd \"$1\" && : >empty && \"$GALLEY\" run p.yaml --files-from empty -o none", folder, NULL);
    g_assert_cmpint(empty.status, ==, 2);
    assert_has(empty.err, "empty: the list is empty");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/input/missing", test_missing);
    g_test_add_func("/input/no-documents", test_no_documents);
    g_test_add_func("/input/odd-names", test_odd_names);
    g_test_add_func("/input/own", test_own);
    g_test_add_func("/input/no-room-for-pipe", test_no_room_for_pipe);
    g_test_add_func("/input/changed", test_changed);
    g_test_add_func("/input/stopped", test_stopped);
    g_test_add_func("/input/signalled", test_signalled);
    g_test_add_func("/input/empty-folder", test_empty_folder);
    g_test_add_func("/input/odd-folder", test_odd_folder);
    g_test_add_func("/input/pretty-json", test_pretty_json);
    g_test_add_func("/input/same-name-twice", test_same_name_twice);
    g_test_add_func("/input/long-line", test_long_line);
    g_test_add_func("/input/large-line-between", test_large_line_between);
    for (gsize i = 0; i < G_N_ELEMENTS(byte_cases); i++) {
        g_autofree char *path = g_strconcat("/input/bytes/", byte_cases[i].name, NULL);
        g_test_add_data_func(path, &byte_cases[i], test_bytes);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(line_cases); i++) {
        g_autofree char *path = g_strconcat("/input/line/", line_cases[i].name, NULL);
        g_test_add_data_func(path, &line_cases[i], test_line);
    }
    g_test_add_func("/input/large-text-before", test_large_text_before);
    g_test_add_func("/input/lists", test_lists);
    return g_test_run();
}
