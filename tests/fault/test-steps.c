/* test-steps.c: steps that fail, and what becomes of their documents.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

static const char documents[] = "{\"id\":\"1\",\"text\":\"all is well\"}\n"
                                "{\"id\":\"2\",\"text\":\"\xc3\xa9vil here\"}\n"
                                "{\"id\":\"3\",\"text\":\"well again\"}\n";

typedef struct {
    const char *name;
    const char *options; /* of the step */
    const char *run;     /* the `run` section */
    int status;
    const char *books;
    const char *quarantine; /* pattern of the file */
} StepCase;

static const StepCase cases[] = {
    { "well", "{what: nothing}", "", 0, "read 3 = written 3 + dropped 0 + quarantined 0", "" },
    { "error", "{what: error, when: vil}", "", 1, "read 3 = written 2 + dropped 0 + quarantined 1",
      "{\"galley\":1,\"id\":\"2\",\"input\":\"in.jsonl\",\"offset\":32,\"line\":2,\"length\":31,"
      "\"step\":\"faulty\",\"kind\":\"data\",\"error\":\"*told to "
      "fail\",\"record\":\"{\\\"id\\\":\\\"2\\\"*" },
    { "silent-error", "{what: silent-error, when: vil}", "", 1,
      "read 3 = written 2 + dropped 0 + quarantined 1", "*\"id\":\"2\"*\"step\":\"faulty\"*" },
    { "drop", "{what: drop, when: vil}", "", 0, "dropped 1 by faulty: told to drop", "" },
    { "wrong-span", "{what: wrong-span, when: vil}", "", 1, "quarantined 1 by faulty: contract",
      "*plugin \\\"faulty\\\" breaks its contract*layer \\\"mention\\\", row 0: span 1 to * "
      "reaches past the end of the text*" },
    { "cut-character", "{what: cut-character, when: vil}", "", 1,
      "quarantined 1 by faulty: contract", "*span 0 to 1 cuts a character*" },
    { "wrong-row", "{what: wrong-row, when: vil}", "", 1, "quarantined 1 by faulty: contract",
      "*entity points to a row of \\\"entity\\\" that there is not*" },
    { "undeclared", "{what: undeclared, when: vil}", "", 1, "quarantined 1 by faulty: contract",
      "*asks for the layer \\\"sentence\\\", which it does not declare that it needs*" },
    { "skip", "{what: error, when: vil}", "run: {on_error: skip}\n", 0,
      "skipped the step 1 by faulty: told to fail", "" },
    { "stop", "{what: error, when: vil}", "run: {on_error: stop}\n", 3, "the run is not whole",
      NULL },
};

static Folder *
folder_for(const StepCase *step)
{
    Folder *folder = folder_new();
    g_autofree char *pipeline = g_strdup_printf(
        "galley: 1\n%ssteps:\n  - faulty: %s\nwriters: [jsonl]\n", step->run, step->options);
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    g_free(put_file(folder, "in.jsonl", documents, -1));
    return folder;
}

static void
test_step(gconstpointer data)
{
    const StepCase *step = data;
    g_autoptr(Folder) folder = folder_for(step);
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run --plugin-dir \"$2\" p.yaml in.jsonl -o out", folder,
              g_getenv("GALLEY_FAULTY"), NULL);
    if (outcome.status != step->status)
        g_error("exit status %d: %s", outcome.status, outcome.err);
    assert_has(outcome.err, step->books);
    if (!step->quarantine) {
        g_autofree char *final = g_build_filename(folder, "out", "documents.jsonl", NULL);
        g_assert_false(g_file_test(final, G_FILE_TEST_EXISTS));
        return;
    }
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    assert_like(quarantine, step->quarantine);
    assert_has(written, "\"id\":\"1\"");
    assert_has(written, "\"id\":\"3\"");
    g_assert_true(!strstr(written, "\"id\":\"2\"") ==
                  (step->status == 1 || g_str_equal(step->name, "drop")));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/steps/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_step);
    }
    return g_test_run();
}
