/* test-sandbox.c: what a hostile plugin tries inside a worker, and what the kernel says of one.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

#include <signal.h>

#define N_DOCUMENTS 40

/* Four documents hold "evil". The folder is HOME too, with a key in it. */
static Folder *
folder_with(const char *run, const char *options)
{
    Folder *folder = folder_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *pipeline = g_strdup_printf(
        "galley: 1\nrun: {%s}\nsteps:\n  - hostile: {%s}\nwriters: [jsonl]\n", run, options);
    for (guint i = 0; i < N_DOCUMENTS; i++)
        g_string_append_printf(lines, "{\"id\":\"d%u\",\"text\":\"%s\"}\n", i,
                               i % 10 == 7 ? "evil" : "good");
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_free(put_file(folder, "in.jsonl", lines->str, (gssize)lines->len));
    g_free(put_file(folder, ".ssh/id_secret", "secret\n", -1));
    g_free(put_file(folder, "held.txt", "held\n", -1));
    return folder;
}

#define COMMAND "cd \"$1\" || exit 9\nexport HOME=$1 HOSTILE=$2\n"
#define RUN "\"$GALLEY\" run --plugin-dir \"$HOSTILE\" p.yaml in.jsonl -j 1 "

static Outcome
in_folder(const Folder *folder, const char *line)
{
    g_autofree char *whole = g_strconcat(COMMAND, line, NULL);
    return shell(whole, folder, g_getenv("GALLEY_FAULTY"), NULL);
}

static gboolean
has_no_sandbox(const Outcome *outcome)
{
    if (!strstr(outcome->err, "workers are not shut off"))
        return FALSE;
    g_test_skip("this kernel has no sandbox to offer");
    return TRUE;
}

/* ---- what is tried ---- */

typedef struct {
    const char *deed;
    gboolean let;      /* inside the sandbox */
    gboolean let_open; /* without it, by whoever runs the tests */
} Deed;

static const Deed deeds[] = {
    { "read_key", FALSE, TRUE },         { "read_passwd", FALSE, TRUE },
    { "read_environment", FALSE, TRUE }, { "write_home", FALSE, TRUE },
    { "write_input", FALSE, TRUE },      { "write_run", FALSE, TRUE },
    { "fill_tmp", FALSE, TRUE },         { "fill_shm", FALSE, TRUE },
    { "fill_run", FALSE, TRUE },         { "change_mode", FALSE, TRUE },
    { "change_time", FALSE, TRUE },      { "connect_out", FALSE, TRUE },
    { "connect_unix", FALSE, TRUE },     { "signal_parent", FALSE, TRUE },
    { "signal_group", FALSE, TRUE },     { "signal_all", FALSE, TRUE },
    { "signal_thread", FALSE, TRUE },    { "signal_thread_of", FALSE, TRUE },
    { "signal_queue", FALSE, FALSE }, /* with a wrong number no permission is asked for */
    { "signal_queue_of", FALSE, FALSE }, { "open_pidfd", FALSE, TRUE },
    { "limit_parent", FALSE, TRUE },     { "raise_limit", FALSE, TRUE },
    { "slow_parent", FALSE, TRUE },      { "read_memory", FALSE, FALSE },
    { "outlive", FALSE, TRUE },          { "stop_clock", FALSE, TRUE },
    { "execute", FALSE, FALSE }, /* it does not come back */
    { "make_process", FALSE, TRUE },     { "memory_file", TRUE, TRUE },
    { "read_input", TRUE, TRUE },        { "signal_itself", TRUE, TRUE },
};

static void
test_deed(gconstpointer data)
{
    const Deed *deed = data;
    g_autofree char *options = g_strdup_printf("deed: %s", deed->deed);
    g_autoptr(Folder) folder = folder_with("", options);
    g_auto(Outcome) outcome = in_folder(folder, RUN "-o out");
    if (has_no_sandbox(&outcome))
        return;
    g_assert_cmpint(outcome.status, ==, 1);
    assert_has(outcome.err, "read 40 = written 36 + dropped 0 + quarantined 4");
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    g_autofree char *let = g_strconcat(deed->deed, ": was let\"", NULL);
    g_autofree char *not_let = g_strconcat(deed->deed, ": was not let: ", NULL);
    assert_has(quarantine, deed->let ? let : not_let);
    g_assert_null(strstr(quarantine, deed->let ? not_let : let));
    if (!deed->let && !strstr(quarantine, "Operation not permitted") &&
        !strstr(quarantine, "Permission denied"))
        g_error("it was not the sandbox: %s", quarantine);
}

/* The same, with nothing in the way: so it is the sandbox that refuses. */
static void
test_deed_open(gconstpointer data)
{
    const Deed *deed = data;
    g_autofree char *options = g_strdup_printf("deed: %s", deed->deed);
    g_autofree char *let = g_strconcat(deed->deed, ": was let\"", NULL);
    g_autoptr(Folder) folder = folder_with("sandbox: off", options);
    g_auto(Outcome) outcome = in_folder(folder, RUN "-o out");
    g_assert_cmpint(outcome.status, ==, 1);
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    assert_has(quarantine, let);
    g_autofree char *status = get_file(folder, "out/status.json", NULL);
    assert_has(status, "\"sandbox\":[]");
}

/* A file of memory counts as memory. */
static void
test_memory_file(void)
{
    g_autoptr(Folder) folder = folder_with("memory: 64MiB", "deed: fill_memory_file");
    g_auto(Outcome) outcome = in_folder(folder, RUN "-o out");
    g_assert_cmpint(outcome.status, ==, 1);
    assert_has(outcome.err, "read 40 = written 36 + dropped 0 + quarantined 4");
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    assert_has(quarantine, "it crashed: File size limit exceeded (signal 25)");
}

/* ---- what the kernel says ---- */

static void
assert_same_lines(const char *one, const char *other)
{
    g_auto(GStrv) a = g_strsplit(one, "\n", -1);
    g_auto(GStrv) b = g_strsplit(other, "\n", -1);
    for (gsize i = 0; a[i]; i++)
        if (!g_strv_contains((const char *const *)b, a[i]))
            g_error("\"%s\" is not among\n%s", a[i], other);
    g_assert_cmpuint(g_strv_length(a), ==, g_strv_length(b));
}

/* A worker is looked at while it sleeps: what it holds is what `galley check` lists. */
static void
test_kernel(void)
{
    g_autoptr(Folder) folder = folder_with("", "deed: sleep_long, hold: held.txt");
    g_auto(Outcome) outcome = in_folder(
        folder,
        RUN "-o out 2>err & parent=$!\n"
            "for i in 1 2 3 4 5 6 7 8 9; do sleep 0.2; worker=$(pgrep -P $(pgrep -o -P $parent)); "
            "[ -n \"$worker\" ] && grep -q sleep /proc/$worker/wchan /proc/$worker/stack "
            "/proc/$worker/syscall 2>/dev/null && break; done\n"
            "ls -l /proc/$worker/fd >fds; cat /proc/$worker/status >status; "
            "ls /proc/$worker/task | wc -l >tasks; kill -9 $parent\n"
            "\"$GALLEY\" check --sandbox --plugin-dir \"$HOSTILE\" p.yaml >plan; cat err");
    if (strstr(outcome.out, "workers are not shut off")) {
        g_test_skip("this kernel has no sandbox to offer");
        return;
    }
    g_autofree char *status = get_file(folder, "status", NULL);
    g_autofree char *tasks = get_file(folder, "tasks", NULL);
    assert_has(status, "\nNoNewPrivs:\t1\n");
    assert_has(status, "\nSeccomp:\t2\n");
    g_assert_cmpint(g_ascii_strtoll(tasks, NULL, 10), ==, 1);
    g_auto(Outcome) held =
        in_folder(folder, "sed -n 's/.* \\([0-9]*\\) -> //p' fds | sed 's/socket:.*/socket/; "
                          "s:/proc/[0-9]*/statm:/proc/self/statm:' | grep -v "
                          "'/\\(err\\|null\\|in.jsonl\\)$' | sort");
    g_auto(Outcome) told = in_folder(
        folder, "sed -n \"s/^  hold     a plugin's: //p\" plan; "
                "grep '^  hold ' plan | grep -o 'a socket\\|/proc/self/statm' | sed 's/a //'");
    assert_same_lines(held.out, told.out);
    g_auto(Outcome) ends = in_folder(folder, "sed -n 's/.* \\([0-2]\\) -> /\\1 /p' fds");
    g_autofree char *wanted = g_strdup_printf("0 /dev/null\n1 %s/err\n2 %s/err\n", folder, folder);
    g_assert_cmpstr(ends.out, ==, wanted);
}

#define CHECK "\"$GALLEY\" check --plugin-dir \"$HOSTILE\" p.yaml "

/* What `check` says of workers: a line, or all of it, where it is asked. */
static void
test_plan(void)
{
    g_autoptr(Folder) on = folder_with("", "");
    g_autoptr(Folder) off = folder_with("sandbox: off", "");
    g_auto(Outcome) shut = in_folder(on, CHECK "--sandbox");
    g_auto(Outcome) open = in_folder(off, CHECK "--sandbox");
    g_auto(Outcome) in_short = in_folder(on, CHECK);
    g_auto(Outcome) open_in_short = in_folder(off, CHECK);
    g_auto(Outcome) graph = in_folder(on, CHECK "--graph=text");
    assert_has(in_short.out, "\nworkers ");
    assert_has(in_short.out, "; --sandbox tells more\n");
    assert_has(open_in_short.out,
               " may do all that you may (sandbox: off); --sandbox tells more\n");
    g_assert_null(strstr(in_short.out, "socket"));
    g_assert_null(strstr(graph.out, "workers"));
    g_auto(Outcome) run = in_folder(on, RUN "-o out");
    assert_has(shut.out, "\n  read     below the inputs and the run's folder");
    assert_has(shut.out, "\n  refused  socket socketpair connect ");
    assert_has(shut.out, "kill (to another process or a group)");
    assert_has(open.out, "\n  may do all that you may (sandbox: off)\n");
    g_assert_null(strstr(open.out, "refused"));
    g_autofree char *status = get_file(on, "out/status.json", NULL);
    if (!has_no_sandbox(&run))
        assert_has(status, "\"sandbox\":[\"files\",\"calls\"]");
}

/* What a plugin prints does not get among the documents. */
static void
test_pipe_stays(void)
{
    g_autoptr(Folder) folder = folder_with("", "");
    g_auto(Outcome) outcome = in_folder(
        folder,
        "cat in.jsonl | \"$GALLEY\" run --plugin-dir \"$HOSTILE\" p.yaml - -o out -q -j 2 && "
        "wc -l <out/documents.jsonl");
    g_assert_cmpint(outcome.status, ==, 0);
    g_assert_cmpint(g_ascii_strtoll(outcome.out, NULL, 10), ==, N_DOCUMENTS);
}

/* ---- one thread ---- */

static void
test_thread(gconstpointer data)
{
    const char *where = data;
    g_autofree char *options = g_strdup_printf("thread: %s", where);
    g_autofree char *error =
        g_strdup_printf("\"hostile\": plugin \"hostile\" starts a thread in `%s`", where);
    g_autoptr(Folder) folder = folder_with("sandbox: off", options);
    g_auto(Outcome) outcome = in_folder(folder, RUN "-o out");
    g_assert_cmpint(outcome.status, >=, 2);
    assert_has(outcome.err, error);
    g_autoptr(Folder) shut = folder_with("", options);
    g_auto(Outcome) inside = in_folder(shut, RUN "-o out");
    g_assert_cmpint(inside.status, >=, 2);
    assert_has(inside.err, "\"hostile\"");
    if (g_str_equal(where, "worker_new") && !strstr(inside.err, "workers are not shut off"))
        assert_has(inside.err, "no thread: Operation not permitted");
}

/* ---- every encoding ---- */

/* Converters must not need files that they open at their first use: glibc's iconv would. */
static void
test_encodings(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(
        put_file(folder, "p.yaml", "galley: 1\nreader: {text: {encoding: none}}\nsteps: []\n", -1));
    g_auto(Outcome) refused = in_folder(folder, "\"$GALLEY\" check p.yaml");
    char *list = strstr(refused.err, "there are auto, ");
    g_assert_nonnull(list);
    *strchr(list, '\n') = '\0';
    g_auto(GStrv) encodings = g_strsplit(list + strlen("there are auto, "), ", ", -1);
    guint n = 0;
    for (gsize i = 0; encodings[i]; i++) {
        static const char text[] = "\"Price: 30,\" she said, caf\xC3\xA9.\n";
        g_autoptr(GError) error = NULL;
        gsize size, back_size;
        g_autofree char *bytes =
            g_convert_with_fallback(text, -1, encodings[i], "UTF-8", "?", NULL, &size, &error);
        g_assert_no_error(error);
        g_autofree char *wanted =
            g_convert(bytes, (gssize)size, "UTF-8", encodings[i], NULL, &back_size, &error);
        g_assert_no_error(error);
        g_autofree char *pipeline =
            g_strdup_printf("galley: 1\nreader: {text: {encoding: '%s'}}\nsteps: [tokenizer]\n"
                            "writers:\n  - jsonl: {layers: []}\n",
                            encodings[i]);
        g_free(put_file(folder, "p.yaml", pipeline, -1));
        g_free(put_file(folder, "in.txt", bytes, (gssize)size));
        g_auto(Outcome) outcome =
            in_folder(folder, "\"$GALLEY\" run p.yaml in.txt -o out -q && python3 -c 'import json\n"
                              "print(json.loads(open(\"out/documents.jsonl\").read())[\"text\"], "
                              "end=\"\")'; rm -r out");
        g_assert_cmpint(outcome.status, ==, 0);
        const char *shown = g_str_has_prefix(wanted, "\xEF\xBB\xBF") ? wanted + 3 : wanted;
        if (!g_str_equal(outcome.out, shown))
            g_error("%s: \"%s\" is not \"%s\"", encodings[i], outcome.out, shown);
        n++;
    }
    g_test_message("%u encodings", n);
    g_assert_cmpuint(n, >=, 5);
}

/* With a byte order mark, and nothing declared. */
static void
test_marks(void)
{
    static const struct {
        const char *encoding, *mark;
        gsize size;
    } marks[] = { { "UTF-8", "\xEF\xBB\xBF", 3 },
                  { "UTF-16LE", "\xFF\xFE", 2 },
                  { "UTF-16BE", "\xFE\xFF", 2 } };
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        gsize size;
        g_autoptr(Folder) folder = folder_new();
        g_autofree char *bytes =
            g_convert("caf\xC3\xA9\n", -1, marks[i].encoding, "UTF-8", NULL, &size, NULL);
        g_autoptr(GString) all = g_string_new_len(marks[i].mark, (gssize)marks[i].size);
        g_string_append_len(all, bytes, (gssize)size);
        g_free(put_file(folder, "p.yaml",
                        "galley: 1\nsteps: [tokenizer]\nwriters:\n  - jsonl: {layers: []}\n", -1));
        g_free(put_file(folder, "in.txt", all->str, (gssize)all->len));
        g_auto(Outcome) outcome = in_folder(folder, "\"$GALLEY\" run p.yaml in.txt -o out -q");
        g_assert_cmpint(outcome.status, ==, 0);
        g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
        assert_has(written, "\"text\":\"caf\xC3\xA9\\n\"");
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++) {
        g_autofree char *path = g_strconcat("/sandbox/deed/", deeds[i].deed, NULL);
        g_autofree char *open = g_strconcat("/sandbox/off/", deeds[i].deed, NULL);
        g_test_add_data_func(path, &deeds[i], test_deed);
        if (deeds[i].let_open)
            g_test_add_data_func(open, &deeds[i], test_deed_open);
    }
    g_test_add_func("/sandbox/memory-file", test_memory_file);
    g_test_add_func("/sandbox/kernel", test_kernel);
    g_test_add_func("/sandbox/plan", test_plan);
    g_test_add_func("/sandbox/pipe-stays", test_pipe_stays);
    g_test_add_data_func("/sandbox/thread/open", "open", test_thread);
    g_test_add_data_func("/sandbox/thread/worker-new", "worker_new", test_thread);
    g_test_add_func("/sandbox/encodings", test_encodings);
    g_test_add_func("/sandbox/marks", test_marks);
    return g_test_run();
}
