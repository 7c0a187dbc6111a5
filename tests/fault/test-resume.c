/* test-resume.c: runs that are killed at any moment, and go on to the same bytes.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

#include <signal.h>
#include <unistd.h>

#define N_DOCUMENTS 6000
#define KILLS 40

static const char pipeline[] = "galley: 1\n"
                               "steps:\n  - faulty: {what: error, when: evil}\n  - tokenizer\n"
                               "  - filter: {drop: {words: '< 260'}}\n"
                               "writers:\n  - jsonl: {layers: [token]}\n  - lines\n"
                               "run: {dropped: dropped.jsonl}\n";

/* Some MiB of short documents; a few of them fail. */
static Folder *
folder_with_run(void)
{
    Folder *folder = folder_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < N_DOCUMENTS; i++) {
        g_string_append_printf(lines, "{\"id\":\"%u\",\"text\":\"%s", i % 5990,
                               i % 997 == 5 ? "evil " : "");
        for (guint k = 0; k < 60 + i % 50; k++)
            g_string_append_printf(lines, "Word %u of %u. ", k, i);
        g_string_append(lines, "\"}\n");
    }
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_free(put_file(folder, "in.jsonl", lines->str, (gssize)lines->len));
    return folder;
}

#define RUN "exec \"$GALLEY\" run -q --plugin-dir \"$2\" --plugin-dir \"$3\" p.yaml in.jsonl -j 2 "

static Outcome
run(const Folder *folder, const char *arguments)
{
    g_autofree char *line = g_strconcat("cd \"$1\" && " RUN, arguments, NULL);
    return shell(line, folder, g_getenv("GALLEY_FAULTY"), g_getenv("GALLEY_TEST_PLUGINS"), NULL);
}

static GPid
start_run(const Folder *folder, const char *arguments)
{
    g_autofree char *line = g_strconcat("cd \"$1\" && " RUN, arguments, NULL);
    const char *argv[] = { "/usr/bin/setsid",
                           "/bin/sh",
                           "-c",
                           line,
                           "sh",
                           folder,
                           g_getenv("GALLEY_FAULTY"),
                           g_getenv("GALLEY_TEST_PLUGINS"),
                           NULL };
    g_autoptr(GError) error = NULL;
    GPid pid;
    g_spawn_async(NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                  NULL, NULL, &pid, &error);
    g_assert_no_error(error);
    return pid;
}

/* SIGKILL goes to all of its processes. Answers with how it ended. */
static int
end_run(GPid pid, int number)
{
    int status = 0;
    kill(number == SIGKILL ? -pid : pid, number);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Starts the run in a session of its own and sends @signal to all of it after so long. Answers
 * with how it ended. */
static int
run_and_end(const Folder *folder, const char *arguments, gulong microseconds, int number)
{
    GPid pid = start_run(folder, arguments);
    g_usleep(microseconds);
    return end_run(pid, number);
}

static void
assert_same_runs(const Folder *folder, const char *one, const char *other)
{
    static const char *const files[] = { "documents.jsonl", "lines.txt", "dropped.jsonl",
                                         "quarantine.jsonl", "manifest.json" };
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *a_name = g_build_filename(one, files[i], NULL),
                        *b_name = g_build_filename(other, files[i], NULL);
        gsize a_size, b_size;
        g_autofree char *a = get_file(folder, a_name, &a_size),
                        *b = get_file(folder, b_name, &b_size);
        g_assert_cmpmem(a, a_size, b, b_size);
    }
    g_autofree char *journal = g_build_filename(folder, other, "journal", NULL);
    g_assert_false(g_file_test(journal, G_FILE_TEST_EXISTS));
}

/* What a power cut leaves: each output as it was when the journal last spoke of it, or with torn
 * bytes behind. */
static void
cut_power(const Folder *folder, GRand *rand)
{
    g_autofree char *path = g_build_filename(folder, "out", "journal", NULL);
    g_autofree char *text = NULL;
    gsize size;
    if (!g_file_get_contents(path, &text, &size, NULL) || size < 2)
        return;
    gsize torn =
        size - (gsize)g_rand_int_range(rand, 0, (gint32)MIN(size, 200)); /* its own last line too */
    char *last_end = g_strrstr_len(text, (gssize)torn, "\n");
    if (!last_end)
        return;
    char *line = g_strrstr_len(text, last_end - text, "\n(");
    g_assert_cmpint(truncate(path, (off_t)torn), ==, 0);
    if (!line)
        return;
    static const char *const outputs[] = { "documents.jsonl.part", "lines.txt.part",
                                           "dropped.jsonl.part", "quarantine.jsonl.part" };
    char *at = strchr(line, '[') + 1;
    for (gsize i = 0; i < G_N_ELEMENTS(outputs); i++) {
        g_autofree char *output = g_build_filename(folder, "out", outputs[i], NULL);
        guint64 end = g_ascii_strtoull(at, &at, 10);
        at += strspn(at, ", ");
        GStatBuf about;
        if (g_stat(output, &about) == 0 && (guint64)about.st_size > end)
            g_assert_cmpint(truncate(output, (off_t)end + g_rand_int_range(rand, 0, 2) * 7), ==, 0);
    }
}

/* Killed, all processes at once, again and again at random moments, and resumed each time until it
 * is done. */
static void
test_killed_at_random(void)
{
    g_autoptr(Folder) folder = folder_with_run();
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    g_auto(Outcome) whole = run(folder, "-o whole");
    if (whole.status != 1)
        g_error("exit status %d: %s", whole.status, whole.err);
    const char *asked = g_getenv("GALLEY_KILLS"); /* hundreds, by hand */
    guint wanted = asked ? (guint)g_ascii_strtoull(asked, NULL, 10) : KILLS, n_kills = 0,
          n_runs = 0;
    while (n_kills < wanted) {
        g_autofree char *out = g_build_filename(folder, "out", NULL);
        const char *arguments = "-o out";
        int status = 137;
        folder_remove(out);
        for (; status == 137 && n_kills < wanted; n_kills++) {
            status = run_and_end(folder, arguments, (gulong)g_rand_int_range(rand, 2000, 400000),
                                 SIGKILL);
            g_autofree char *journal = g_build_filename(out, "journal", NULL);
            if (status == 137 && g_rand_boolean(rand))
                cut_power(folder, rand);
            arguments =
                g_file_test(journal, G_FILE_TEST_EXISTS) ? "-o out --resume" : "-o out --overwrite";
            if (!g_file_test(journal, G_FILE_TEST_EXISTS) && status == 137)
                folder_remove(out);
        }
        if (status == 137) {
            g_auto(Outcome) last = run(folder, arguments);
            status = last.status;
            if (status != 1)
                g_error("exit status %d: %s", status, last.err);
        }
        g_assert_cmpint(status, ==, 1);
        assert_same_runs(folder, "whole", "out");
        n_runs++;
    }
    g_test_message("%u kills in %u runs", n_kills, n_runs);
}

/* SIGTERM: what is done is kept, and the exit status says that more is to come. */
static void
test_interrupted(void)
{
    g_autoptr(Folder) folder = folder_with_run();
    g_auto(Outcome) whole = run(folder, "-o whole");
    g_assert_cmpint(whole.status, ==, 1);
    int status = 128 + SIGTERM;
    for (gulong delay = 60000; status == 128 + SIGTERM; delay *= 2) { /* it had not begun yet */
        g_autofree char *out = g_build_filename(folder, "out", NULL);
        folder_remove(out);
        status = run_and_end(folder, "-o out", delay, SIGTERM);
    }
    if (status == 1) {
        g_test_skip("this machine is done before it can be interrupted");
        return;
    }
    g_assert_cmpint(status, ==, 75);
    g_auto(Outcome) rest = run(folder, "-o out --resume");
    g_assert_cmpint(rest.status, ==, 1);
    assert_same_runs(folder, "whole", "out");
}

/* Two documents take their workers down, one after the other: what is known of the first is known
 * after a kill too, and is not tried again. */
static void
test_convicted(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < 40; i++)
        g_string_append_printf(lines, "{\"id\":\"%u\",\"text\":\"%s\"}\n", i,
                               i == 3 || i == 7 ? "evil" : "good");
    g_free(put_file(folder, "p.yaml",
                    "galley: 1\nrun: {timeout: 60ms, dropped: dropped.jsonl}\nsteps:\n  - faulty: "
                    "{what: sleep, when: evil}\n"
                    "  - tokenizer\nwriters:\n  - jsonl: {layers: [token]}\n  - lines\n",
                    -1));
    g_free(put_file(folder, "in.jsonl", lines->str, (gssize)lines->len));
    g_auto(Outcome) whole = run(folder, "-o whole");
    g_assert_cmpint(whole.status, ==, 1);
    g_autofree char *journal = g_build_filename(folder, "out", "journal", NULL);
    gboolean remembered = FALSE;
    for (gulong delay = 1300000; !remembered; delay += 300000) {
        g_autofree char *out = g_build_filename(folder, "out", NULL), *text = NULL;
        folder_remove(out);
        if (run_and_end(folder, "-o out", delay, SIGKILL) != 137) {
            g_test_skip("this machine is done before it can be killed");
            return;
        }
        g_file_get_contents(journal, &text, NULL, NULL);
        remembered = text && strstr(text, "it took longer than 0.6 s") != NULL;
    }
    g_auto(Outcome) rest = run(folder, "-o out --resume");
    g_assert_cmpint(rest.status, ==, 1);
    assert_same_runs(folder, "whole", "out");
}

/* However slow the machine is: once its journal says what it is about. */
static void
kill_once_begun(const Folder *folder)
{
    GStatBuf about = { 0 };
    g_autofree char *journal = g_build_filename(folder, "out", "journal", NULL);
    GPid pid = start_run(folder, "-o out");
    for (guint i = 0; i < 6000 && about.st_size == 0; i++) {
        g_usleep(10000);
        if (g_stat(journal, &about) != 0)
            about.st_size = 0;
    }
    g_usleep(20000);
    g_assert_cmpint(end_run(pid, SIGKILL), ==, 137);
    g_assert_cmpint(about.st_size, >, 0);
}

static void
test_changed_since(void)
{
    g_autoptr(Folder) folder = folder_with_run();
    kill_once_begun(folder);
    g_free(put_file(folder, "p.yaml", "galley: 1\nsteps: [tokenizer]\nwriters: [jsonl]\n", -1));
    g_auto(Outcome) outcome = run(folder, "-o out --resume");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "the run cannot be resumed, because something has changed since");
    assert_has(outcome.err, "then: step faulty: faulty 1.0.0");
    assert_has(outcome.err, "then: step filter: filter ");
    assert_has(outcome.err,
               "then: writer jsonl: layers: [token]\n  now:  writer jsonl: layers: null\n");
    assert_has(outcome.err, "then: dropped documents to dropped.jsonl\n");
}

/* A layer under another name is another result, though the plugins and their options are the same. */
static void
test_renamed_since(void)
{
    g_autoptr(Folder) folder = folder_with_run();
    g_free(put_file(folder, "p.yaml",
                    "galley: 1\nsteps: [tokenizer]\nwriters: [{jsonl: {layers: [token]}}]\n", -1));
    kill_once_begun(folder);
    g_free(put_file(folder, "p.yaml",
                    "galley: 1\nsteps: [{tokenizer: {}, layers: {token: words}}]\n"
                    "writers: [{jsonl: {layers: [token]}, layers: {token: words}}]\n",
                    -1));
    g_auto(Outcome) outcome = run(folder, "-o out --resume");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "something has changed since");
    assert_has(outcome.err, "gives token as words");
}

static void
test_nothing_to_resume(void)
{
    g_autoptr(Folder) folder = folder_with_run();
    g_auto(Outcome) absent = run(folder, "-o absent --resume");
    g_assert_cmpint(absent.status, ==, 2);
    g_auto(Outcome) whole = run(folder, "-o whole");
    g_auto(Outcome) again = run(folder, "-o whole --resume");
    g_assert_cmpint(again.status, ==, 2);
    assert_has(again.err, "holds a run that is whole; there is nothing to resume");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_setenv("GALLEY", g_getenv("GALLEY_COMMAND"), TRUE);
    g_test_add_func("/resume/killed-at-random", test_killed_at_random);
    g_test_add_func("/resume/interrupted", test_interrupted);
    g_test_add_func("/resume/convicted", test_convicted);
    g_test_add_func("/resume/changed-since", test_changed_since);
    g_test_add_func("/resume/renamed-since", test_renamed_since);
    g_test_add_func("/resume/nothing-to-resume", test_nothing_to_resume);
    return g_test_run();
}
