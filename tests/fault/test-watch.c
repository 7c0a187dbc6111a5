/* test-watch.c: how far a run is: status.json, `galley status`, the bar, the summary.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

#include <signal.h>

#define N_DOCUMENTS 400

/* Some blocks of documents; those that hold "evil" take ten times the timeout, twice, and go to
 * quarantine. */
static Folder *
folder_with(const char *run, const char *what, guint n_evil)
{
    Folder *folder = folder_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *filler = g_strnfill(9000, 'x');
    g_autofree char *pipeline =
        g_strdup_printf("galley: 1\nrun: {%s}\nsteps:\n  - faulty: {what: %s, when: evil}\n"
                        "writers: [jsonl]\n",
                        run, what);
    for (guint i = 0; i < N_DOCUMENTS; i++)
        g_string_append_printf(lines, "{\"id\":\"d%u\",\"text\":\"%s %s\"}\n", i,
                               i % 100 == 57 && i / 100 + n_evil >= 4 ? "evil" : "good", filler);
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_free(put_file(folder, "in.jsonl", lines->str, (gssize)lines->len));
    return folder;
}

#define RUN "\"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.jsonl "

static Outcome
in_folder(const Folder *folder, const char *line)
{
    g_autofree char *whole = g_strconcat("cd \"$1\" || exit 9\n", line, NULL);
    return shell(whole, folder, g_getenv("GALLEY_FAULTY"), NULL);
}

static void
assert_json(const Folder *folder, const char *expression)
{
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" status --json out | python3 -c 'import json, sys\n"
              "s = json.load(sys.stdin)\nassert eval(sys.argv[1]), s' \"$2\"",
              folder, expression, NULL);
    if (outcome.status != 0)
        g_error("%s: %s", expression, outcome.err);
}

static void
test_done(void)
{
    g_autoptr(Folder) folder = folder_with("timeout: 100ms", "error", 3);
    g_auto(Outcome) outcome = in_folder(folder, RUN "-o out -j 2");
    g_assert_cmpint(outcome.status, ==, 1);
    assert_like(outcome.err, "*  step *documents *\n  reader * 400 *\n  faulty * 400 *\n  jsonl * "
                             "397 *\n  a document took * (p50), * (p99)\n  slowest *");
    assert_like(outcome.err,
                "* in * s, *iB/s; a worker took at most * MiB of memory: * MiB, * MiB\n*");
    assert_json(folder, "s['state'] == s['life'] == 'done' and s['exit'] == 1 and "
                        "s['workers'] == 2 and not s['resumable']");
    assert_json(folder,
                "s['documents'] == {'read': 400, 'written': 397, 'dropped': 0, "
                "'quarantined': 3} and s['bytes']['done'] == s['bytes']['total'] > 3600000");
    assert_json(folder, "[(p['name'], p['documents']) for p in s['steps']] == "
                        "[('reader', 400), ('faulty', 400), ('jsonl', 397)]");
    assert_json(
        folder,
        "len(s['slowest']) == 10 and s['slowest'][0]['seconds'] >= "
        "s['slowest'][9]['seconds'] and s['peak_memory'] > 1000000 and len(s['worker_memory']) == "
        "2 and max(w['peak'] for w in s['worker_memory']) == s['peak_memory']");
    g_auto(Outcome) told = in_folder(folder, "\"$GALLEY\" status out");
    g_assert_cmpint(told.status, ==, 1);
    assert_has(told.out, "out: done\n");
    assert_has(told.out, "  read 400 = written 397 + dropped 0 + quarantined 3\n");
    g_assert_null(strstr(told.out, "resume"));
}

/* While it runs, when it is asked, when it is killed, and when it goes on. */
static void
test_life(void)
{
    g_autoptr(Folder) folder = folder_with("timeout: 500ms", "sleep", 1);
    g_auto(Outcome) outcome = in_folder(
        folder, "(" RUN "-o out -j 2 2>err & echo $! >pid; wait $!)&\n"
                "for i in 1 2 3 4 5 6 7 8; do sleep 0.1; [ ! -f out/status.json ] || "
                "python3 -m json.tool out/status.json >/dev/null || touch broken; done\n"
                "kill -USR1 $(cat pid); sleep 0.3; \"$GALLEY\" status out; echo status $?\n"
                "kill -9 $(cat pid); sleep 0.3; \"$GALLEY\" status out; echo status $?\n"
                "cat err; [ ! -f broken ]");
    if (outcome.status != 0)
        g_error("%s%s", outcome.out, outcome.err);
    assert_like(outcome.out, "out: running, process *\n*status 0\nout: its process, *, is gone "
                             "without a word\n*hint: *--resume*status 3\n*");
    assert_has(outcome.out, "galley: running, ");
    assert_json(folder, "s['state'] == 'running' and s['life'] == 'gone' and s['resumable']");
    g_auto(Outcome) rest = in_folder(folder, RUN "-o out -j 2 --resume");
    g_assert_cmpint(rest.status, ==, 1);
    assert_json(folder, "s['life'] == 'done' and s['documents']['read'] == 400 and "
                        "s['bytes']['done'] == s['bytes']['total'] and not s['resumable']");
}

static void
test_interrupted(void)
{
    g_autoptr(Folder) folder = folder_with("timeout: 100ms", "sleep", 1);
    g_auto(Outcome) outcome = in_folder(
        folder, RUN "-o out -j 2 & sleep 1; kill $!; wait $!; echo $?; \"$GALLEY\" status out");
    g_assert_cmpint(outcome.status, ==, 75);
    assert_like(outcome.out, "75\nout: interrupted: *--resume*\n*hint: *");
    assert_json(folder, "s['life'] == 'interrupted' and s['exit'] == 75 and s['resumable']");
}

static void
test_failed(void)
{
    g_autoptr(Folder) folder = folder_with("on_error: stop", "error", 1);
    g_auto(Outcome) outcome = in_folder(folder, RUN "-o out -j 2");
    g_assert_cmpint(outcome.status, ==, 3);
    assert_json(folder, "s['life'] == 'failed' and s['exit'] == 3 and 'on_error' in s['error']");
}

/* What a refused run finds in the folder stays as it is. */
static void
test_refused(void)
{
    g_autoptr(Folder) folder = folder_with("timeout: 100ms", "nothing", 0);
    g_auto(Outcome) outcome = in_folder(
        folder, RUN
        "-o out -q && cp out/status.json before && " RUN "-o out -q; " RUN "-o out -q --resume; "
        "cmp before out/status.json && " RUN "-o out -q --overwrite && ls out | grep status");
    g_assert_cmpint(outcome.status, ==, 0);
    g_assert_cmpstr(outcome.out, ==, "status.json\n");
}

static void
test_no_run(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) none = in_folder(folder, "\"$GALLEY\" status . nowhere");
    g_assert_cmpint(none.status, ==, 2);
    assert_has(none.err, ".: holds no status.json");
    assert_has(none.err, "there is no folder \"nowhere\"");
    g_free(put_file(folder, "status.json", "[1, 2", -1));
    g_auto(Outcome) broken = in_folder(folder, "\"$GALLEY\" status .");
    g_assert_cmpint(broken.status, ==, 2);
    assert_has(broken.err, "status.json: is no status of a run");
}

/* A bar where there is a terminal, in colour unless that is not wanted; else none of it. */
static void
test_bar(void)
{
    g_autofree char *script = g_find_program_in_path("script");
    if (!script) {
        g_test_skip("there is no script(1) to make a terminal");
        return;
    }
    g_autoptr(Folder) folder = folder_with("timeout: 100ms", "sleep", 1);
    g_auto(Outcome) bar = in_folder(
        folder, "unset NO_COLOR; script -qec \"stty cols 90; $(echo " RUN ") -o one\" /dev/null");
    g_auto(Outcome) plain = in_folder(folder, "NO_COLOR=1 script -qec \"stty cols 90; $(echo " RUN
                                              ") -o two\" /dev/null");
    g_auto(Outcome) quiet =
        in_folder(folder, "script -qec \"stty cols 90; $(echo " RUN ") -o three -q\" /dev/null");
    g_auto(Outcome) pipe = in_folder(folder, RUN "-o four");
    assert_like(bar.out, "*\r[\033[32m#*%, *iB/s, * documents, * quarantined*\033[K\r*");
    assert_like(plain.out, "*\r[#*%, *iB/s, * documents, * quarantined*\033[K\r*");
    g_assert_null(strstr(plain.out, "\033[3"));
    g_assert_cmpstr(quiet.out, ==, "");
    g_assert_null(strchr(pipe.err, '\r'));
    g_assert_null(strchr(pipe.err, '\033'));
}

/* The books of each input; of many, the first ones. Ids are not let at the terminal. */
static void
test_inputs(void)
{
    g_autoptr(Folder) folder = folder_with("timeout: 100ms", "nothing", 0);
    for (guint i = 0; i < 25; i++) {
        g_autofree char *name = g_strdup_printf("in/%02u.txt", i);
        g_free(put_file(folder, name, "One text.\n", -1));
    }
    g_free(put_file(folder, "id.jsonl", "{\"id\":\"a\\u001b[31mb\",\"text\":\"x\"}\n", -1));
    g_auto(Outcome) outcome =
        in_folder(folder, "\"$GALLEY\" run --plugin-dir \"$2\" p.yaml in id.jsonl -o out");
    g_assert_cmpint(outcome.status, ==, 0);
    assert_has(outcome.err, "  00.txt: read 1 = written 1 + dropped 0 + quarantined 0\n");
    assert_has(outcome.err, "  19.txt: read 1 = ");
    assert_has(outcome.err, "  and 6 more inputs\n");
    g_assert_null(strstr(outcome.err, "20.txt: read"));
    g_assert_null(strchr(outcome.err, '\033'));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/watch/done", test_done);
    g_test_add_func("/watch/life", test_life);
    g_test_add_func("/watch/interrupted", test_interrupted);
    g_test_add_func("/watch/failed", test_failed);
    g_test_add_func("/watch/refused", test_refused);
    g_test_add_func("/watch/no-run", test_no_run);
    g_test_add_func("/watch/bar", test_bar);
    g_test_add_func("/watch/inputs", test_inputs);
    return g_test_run();
}
