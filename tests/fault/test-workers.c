/* test-workers.c: workers that die, hang or eat memory cost the documents concerned and nothing
 * else.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

#define N_DOCUMENTS 400

/* Documents of a few kB, so that the file is cut into blocks; four of them hold the word @evil. */
static char *
documents(const char *evil)
{
    GString *lines = g_string_new(NULL);
    g_autofree char *filler = g_strnfill(9000, 'x');
    for (guint i = 0; i < N_DOCUMENTS; i++)
        g_string_append_printf(lines, "{\"id\":\"d%u\",\"text\":\"%s %s\"}\n", i,
                               i % 100 == 57 ? evil : "good", filler);
    return g_string_free(lines, FALSE);
}

typedef struct {
    const char *name;
    const char *what;
    const char *kind;
    const char *message;
    guint n_bad;
} WorkerCase;

static const WorkerCase cases[] = {
    { "segfault", "segfault", "crash", "it crashed: Segmentation fault (signal 11)", 4 },
    { "abort", "abort", "crash", "it crashed: Aborted (signal 6)", 4 },
    { "exit", "exit", "exit", "it ended its process with status 3", 4 },
    { "kill", "kill", "crash", "it crashed: Killed (signal 9)", 4 },
    { "allocate", "allocate", "memory", "it asked for more memory than the ", 4 },
    { "leak", "leak", "data", "told to fail", 4 },
    { "babble", "babble", "message", "it wrote to the socket that galley's processes talk by", 4 },
    { "close", "close", "crash", "it crashed: Killed (signal 9)", 4 },
    { "fork", "fork", "data", "told to fail", 4 },
};

static Folder *
folder_for(const char *what, const char *evil)
{
    Folder *folder = folder_new();
    g_autofree char *lines = documents(evil);
    g_autofree char *pipeline = g_strdup_printf(
        "galley: 1\nrun: {memory: 100MiB}\nsteps:\n  - faulty: {what: %s, when: evil}\n"
        "writers: [jsonl]\n",
        what);
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_free(put_file(folder, "in.jsonl", lines, -1));
    return folder;
}

static Outcome
run(const Folder *folder, const char *arguments)
{
    g_autofree char *line = g_strconcat(
        "cd \"$1\" && \"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.jsonl ", arguments, NULL);
    return shell(line, folder, g_getenv("GALLEY_FAULTY"), NULL);
}

static guint
count_lines(const char *text)
{
    guint n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static void
assert_same_file(const Folder *folder, const char *one, const char *other)
{
    g_autofree char *a = get_file(folder, one, NULL), *b = get_file(folder, other, NULL);
    g_assert_cmpstr(a, ==, b);
}

/* The evil ones are quarantined, by name and reason; the good ones are written; and all that for
 * any number of workers. */
static void
test_death(gconstpointer data)
{
    const WorkerCase *test = data;
    if (g_getenv("ASAN_OPTIONS") &&
        (g_str_equal(test->what, "allocate") || g_str_equal(test->what, "leak"))) {
        g_test_skip("a sanitizer needs all of the address space");
        return;
    }
    g_autoptr(Folder) folder = folder_for(test->what, "evil");
    g_auto(Outcome) one = run(folder, "-o one -j 1");
    if (one.status != 1)
        g_error("exit status %d: %s", one.status, one.err);
    g_autofree char *quarantine = get_file(folder, "one/quarantine.jsonl", NULL);
    g_autofree char *written = get_file(folder, "one/documents.jsonl", NULL);
    g_autofree char *kind = g_strdup_printf("\"step\":\"faulty\",\"kind\":\"%s\"", test->kind);
    g_assert_cmpuint(count_lines(quarantine), ==, test->n_bad);
    g_assert_cmpuint(count_lines(written), ==, N_DOCUMENTS - test->n_bad);
    assert_like(quarantine,
                "{\"galley\":1,\"id\":\"d57\",\"input\":\"in.jsonl\",\"offset\":*,\"line\":58,*");
    assert_has(quarantine, kind);
    assert_has(quarantine, test->message);
    g_auto(Outcome) many = run(folder, "-o many -j 3");
    g_assert_cmpint(many.status, ==, 1);
    assert_same_file(folder, "one/documents.jsonl", "many/documents.jsonl");
    assert_same_file(folder, "one/quarantine.jsonl", "many/quarantine.jsonl");
    assert_same_file(folder, "one/manifest.json", "many/manifest.json");
}

/* One document spoils its worker, the next one dies of it: done one by one, all come through. */
static void
test_crash_later(void)
{
    g_autoptr(Folder) folder = folder_for("crash-later", "evil");
    g_auto(Outcome) outcome = run(folder, "-o out -j 2");
    if (outcome.status != 0)
        g_error("exit status %d: %s", outcome.status, outcome.err);
    assert_has(outcome.err, "read 400 = written 400 + dropped 0 + quarantined 0");
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    g_assert_cmpuint(count_lines(written), ==, N_DOCUMENTS);
}

/* What a plugin says of each document anew makes the books no longer. */
static void
test_excuses(void)
{
    g_autoptr(Folder) folder = folder_for("excuse", "good");
    g_free(put_file(folder, "p.yaml",
                    "galley: 1\nsteps: [{faulty: {what: excuse}}]\nwriters: [jsonl]\n", -1));
    g_auto(Outcome) one = run(folder, "-o one -j 1");
    assert_ended(
        &one, 0,
        "read 400 = written 0 + dropped 400 + quarantined 0|dropped 1 by faulty: it is d99\n|"
        "dropped 300 by faulty: other reasons\n");
    g_auto(Outcome) many = run(folder, "-o many -j 3");
    g_assert_cmpint(many.status, ==, 0);
    assert_same_file(folder, "one/manifest.json", "many/manifest.json");
}

/* Nor does it steer the terminal, or fill the quarantine. */
static void
test_rant(void)
{
    g_autoptr(Folder) folder = folder_for("rant", "evil");
    g_auto(Outcome) outcome = run(folder, "-o out -j 2");
    assert_ended(&outcome, 1, "quarantined by faulty:  ]0;title  !!!!|!!!...\n");
    g_assert_cmpuint(strlen(outcome.err), <, 20000);
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    assert_has(quarantine, "\"error\":\" ]0;title  !!!!");
    g_assert_cmpuint(strlen(quarantine), <, 4 * (9100 + 2500));
}

/* Memory that workers share with the parent is written over: what it says there of the document makes no
 * sense, and is not believed. */
static void
test_scribble(void)
{
    g_autoptr(Folder) folder = folder_for("scribble", "evil");
    g_auto(Outcome) one = run(folder, "-o one -j 1 --no-sandbox");
    assert_ended(&one, 1, "read 400 = written 396 + dropped 0 + quarantined 4");
    g_autofree char *quarantine = get_file(folder, "one/quarantine.jsonl", NULL);
    assert_like(quarantine, "{\"galley\":1,\"id\":\"in.jsonl@514586\",*"
                            "it crashed: Aborted (signal 6)*");
    g_auto(Outcome) many = run(folder, "-o many -j 3 --no-sandbox");
    g_assert_cmpint(many.status, ==, 1);
    assert_same_file(folder, "one/documents.jsonl", "many/documents.jsonl");
}

/* What was convicted before documents are done one by one is not forgotten over that. */
static void
test_crash_then_later(void)
{
    g_autoptr(Folder) folder = folder_for("nothing", "evil");
    g_free(put_file(folder, "p.yaml",
                    "galley: 1\nsteps:\n"
                    "  - faulty: {what: segfault, when: evil}\n"
                    "  - faulty: {what: crash-later, when: later}\n"
                    "    name: spoiler\n"
                    "    layers: {mention: its-mention, entity: its-entity}\n"
                    "writers: [jsonl]\n",
                    -1));
    g_auto(Outcome) marked =
        shell("cd \"$1\" && sed -i '80s/good/later/;180s/good/later/' in.jsonl", folder, NULL);
    g_assert_cmpint(marked.status, ==, 0);
    g_auto(Outcome) outcome = run(folder, "-o out -j 2");
    assert_ended(&outcome, 1, "read 400 = written 396 + dropped 0 + quarantined 4");
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    g_assert_cmpuint(count_lines(written), ==, N_DOCUMENTS - 4);
}

static void
test_same_bytes(void)
{
    static const char *const settings[] = { "-o here --in-process", "-o w1 -j 1", "-o w2 -j 2",
                                            "-o w8 -j 8", NULL };
    g_autoptr(Folder) folder = folder_for("error", "evil");
    for (gsize i = 0; settings[i]; i++) {
        g_auto(Outcome) outcome = run(folder, settings[i]);
        g_assert_cmpint(outcome.status, ==, 1);
    }
    for (gsize i = 1; settings[i]; i++) {
        g_autofree char *name = g_strndup(settings[i] + 3, 2);
        g_autofree char *documents_file = g_strconcat(name, "/documents.jsonl", NULL);
        g_autofree char *quarantine_file = g_strconcat(name, "/quarantine.jsonl", NULL);
        g_autofree char *manifest_file = g_strconcat(name, "/manifest.json", NULL);
        assert_same_file(folder, "here/documents.jsonl", documents_file);
        assert_same_file(folder, "here/quarantine.jsonl", quarantine_file);
        assert_same_file(folder, "here/manifest.json", manifest_file);
    }
}

static void
test_limit(void)
{
    g_autoptr(Folder) folder = folder_for("nothing", "evil");
    g_auto(Outcome) outcome = run(folder, "-o out -j 4 --limit 333");
    g_assert_cmpint(outcome.status, ==, 0);
    assert_has(outcome.err, "partial (--limit): read 333 = written 333");
}

/* What loops has its CPU time, and what sleeps ten times that on the wall. */
static void
test_timeout(gconstpointer data)
{
    const char *what = data;
    g_autoptr(Folder) folder = folder_for(what, "evil");
    g_autofree char *pipeline =
        g_strdup_printf("galley: 1\nrun: {timeout: 100ms}\nsteps:\n  - faulty: {what: %s, when: "
                        "evil}\nwriters: [jsonl]\n",
                        what);
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_auto(Outcome) outcome = run(folder, "-o out -j 2");
    g_assert_cmpint(outcome.status, ==, 1);
    assert_has(outcome.err, "read 400 = written 396 + dropped 0 + quarantined 4");
    assert_has(outcome.err, "quarantined 4 by faulty: timeout");
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    assert_has(quarantine, g_str_equal(what, "loop") ? "it took longer than 0.1 s of CPU time"
                                                     : "it took longer than 1 s");
}

/* ---- limits of a step, and what happens at them ---- */

typedef struct {
    const char *name;
    const char *what;
    const char *beside; /* the step */
    const char *run;
    int status;
    const char *has; /* in what is said */
} StepCase;

static const StepCase step_cases[] = {
    { "timeout", "loop", "timeout: 80ms", "", 1, "quarantined 4 by faulty: timeout" },
    { "timeout-wall", "sleep", "timeout: 50ms", "", 1, "quarantined 4 by faulty: timeout" },
    { "memory", "allocate", "memory: 30MiB", "", 1, "quarantined 4 by faulty: memory" },
    { "skip-error", "error", "on_error: skip", "", 0,
      "skipped the step 4 by faulty: told to fail" },
    { "skip-crash", "segfault", "on_error: skip", "", 0,
      "skipped the step 4 by faulty: it crashed: Segmentation fault (signal 11)" },
    { "skip-all", "segfault", "name: faulty", "on_error: skip", 0,
      "skipped the step 4 by faulty: " },
    { "quarantine-against-skip", "segfault", "on_error: quarantine", "on_error: skip", 1,
      "quarantined 4 by faulty: crash" },
    { "stop", "error", "on_error: stop", "", 3, "stopped at the first failure" },
    { "stop-crash", "segfault", "on_error: stop", "", 3, "stopped at the first failure" },
    { "stop-after", "error", "name: faulty", "stop_after: 2", 3,
      "documents went to quarantine, and stop_after says that this is the end" },
    { "stop-after-more", "error", "name: faulty", "stop_after: 5", 1, "quarantined 4 by faulty" },
    { "stop-after-share", "error", "name: faulty", "stop_after: 0.9%", 3,
      "4 of 400 documents went to quarantine" },
    { "stop-after-less", "error", "name: faulty", "stop_after: 1%", 1, "quarantined 4 by faulty" },
};

static void
test_step(gconstpointer data)
{
    const StepCase *test = data;
    if (g_getenv("ASAN_OPTIONS") && g_str_equal(test->what, "allocate")) {
        g_test_skip("a sanitizer needs all of the address space");
        return;
    }
    g_autoptr(Folder) folder = folder_for(test->what, "evil");
    g_autofree char *pipeline = g_strdup_printf("galley: 1\nrun: {%s}\nsteps:\n  - faulty: {what: "
                                                "%s, when: evil}\n    %s\nwriters: [jsonl]\n",
                                                test->run, test->what, test->beside);
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_auto(Outcome) one = run(folder, "-o one -j 1");
    if (one.status != test->status)
        g_error("exit status %d: %s", one.status, one.err);
    assert_has(one.err, test->has);
    if (test->status == 3)
        return;
    g_auto(Outcome) many = run(folder, "-o many -j 3");
    assert_same_file(folder, "one/documents.jsonl", "many/documents.jsonl");
    assert_same_file(folder, "one/quarantine.jsonl", "many/quarantine.jsonl");
    assert_same_file(folder, "one/manifest.json", "many/manifest.json");
}

/* Every way in works from inside the sandbox: a file, a folder, a pipe. */
static void
test_inputs_inside(void)
{
    g_autoptr(Folder) folder = folder_for("nothing", "evil");
    g_auto(Outcome) file = run(folder, "-o file -j 2");
    g_assert_cmpint(file.status, ==, 0);
    g_auto(Outcome) tree = shell("cd \"$1\" && mkdir -p tree/a && cp in.jsonl tree/a/ && "
                                 "\"$GALLEY\" run --plugin-dir \"$2\" p.yaml tree -o two -j 2",
                                 folder, g_getenv("GALLEY_FAULTY"), NULL);
    g_assert_cmpint(tree.status, ==, 0);
    g_auto(Outcome) pipe = shell(
        "cd \"$1\" && cat in.jsonl | \"$GALLEY\" run --plugin-dir \"$2\" p.yaml - -o three -j 2",
        folder, g_getenv("GALLEY_FAULTY"), NULL);
    g_assert_cmpint(pipe.status, ==, 0);
    assert_same_file(folder, "file/documents.jsonl", "two/documents.jsonl");
    assert_same_file(folder, "file/documents.jsonl", "three/documents.jsonl");
}

/* The parent is killed: its workers and their nursery go too. */
static void
test_orphans(void)
{
    g_autoptr(Folder) folder = folder_for("sleep", "evil");
    g_auto(Outcome) outcome = shell(
        "cd \"$1\" && \"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.jsonl -o out -j 2 & parent=$!\n"
        "sleep 1; children=$(pgrep -P $parent); workers=$(for c in $children; do pgrep -P $c; "
        "done)\n"
        "echo $children $workers | wc -w; kill -9 $parent; sleep 0.5\n"
        "for p in $children $workers; do grep -q '^State:.[^ZX]' /proc/$p/status 2>/dev/null && "
        "echo alive $p; done; true",
        folder, g_getenv("GALLEY_FAULTY"), NULL);
    g_assert_cmpint(g_ascii_strtoll(outcome.out, NULL, 10), >=, 2);
    g_assert_null(strstr(outcome.out, "alive"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/workers/death/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_death);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(step_cases); i++) {
        g_autofree char *path = g_strconcat("/workers/step/", step_cases[i].name, NULL);
        g_test_add_data_func(path, &step_cases[i], test_step);
    }
    g_test_add_func("/workers/crash-later", test_crash_later);
    g_test_add_func("/workers/crash-then-later", test_crash_then_later);
    g_test_add_func("/workers/excuses", test_excuses);
    g_test_add_func("/workers/rant", test_rant);
    g_test_add_func("/workers/scribble", test_scribble);
    g_test_add_func("/workers/same-bytes", test_same_bytes);
    g_test_add_data_func("/workers/timeout/loop", "loop", test_timeout);
    g_test_add_data_func("/workers/timeout/sleep", "sleep", test_timeout);
    g_test_add_func("/workers/inputs-inside", test_inputs_inside);
    g_test_add_func("/workers/limit", test_limit);
    g_test_add_func("/workers/orphans", test_orphans);
    return g_test_run();
}
