/* test-language.c: steps pass documents in other languages by. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "../support.h"

/* sentiment declares English; without a language nothing holds it back */
typedef struct {
    const char *name;
    const char *metadata; /* JSON of "language" */
    const char *skipped;  /* a line of the summary; NULL: the step did its work */
} Case;

static const Case cases[] = {
    { "same", "\"en\"", NULL },
    { "region", "\"en-GB\"", NULL },
    { "upper-case", "\"EN-us\"", NULL },
    { "null", "null", NULL },
    { "empty", "\"\"", NULL },
    { "undetermined", "\"und\"", NULL },
    { "number", "7", NULL },
    { "other", "\"fr\"", "skipped the step 1 by sentiment: not for the language \"fr\"" },
    { "other-region", "\"FR-ca\"", "skipped the step 1 by sentiment: not for the language \"fr\"" },
    { "longer", "\"enm\"", "skipped the step 1 by sentiment: not for the language \"enm\"" },
    { "no-tag", "\"English!\"", "skipped the step 1 by sentiment: not for this language" },
};

static void
test_books(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *line =
        g_strdup_printf("{\"text\":\"A good day.\",\"language\":%s}\n", test->metadata);
    g_free(put_file(folder, "p.yaml",
                    "galley: 1\nsteps: [tokenizer, sentiment]\n"
                    "writers: [{jsonl: {layers: [sentiment]}}]\n",
                    -1));
    g_free(put_file(folder, "in.jsonl", line, -1));
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run p.yaml in.jsonl -o out", folder, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    if (test->skipped != NULL)
        assert_has(outcome.err, test->skipped);
    else
        g_assert_null(strstr(outcome.err, "skipped"));
    g_assert_true((strstr(written, "\"compound\"") != NULL) == (test->skipped == NULL));
    assert_has(written, "A good day.");
}

/* The layers of a step that did not run are there, and hold nothing. */
static void
test_embedded(void)
{
    static const char yaml[] = "galley: 1\nsteps: [tokenizer, sentiment]\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "p.yaml", NULL, &error);
    g_assert_no_error(error);
    g_autoptr(GalleyDocument) document = galley_document_new();
    galley_document_set_metadata_text(document, "language", "de", -1);
    galley_document_set_text(document, "Ein good Tag.", 13, &error);
    g_assert_cmpint(galley_pipeline_process(pipeline, document, &error), ==, GALLEY_OK);
    g_assert_no_error(error);
    g_assert_cmpuint(galley_layer_get_n_rows(galley_document_get_layer(document, "token")), >, 0);
    g_assert_cmpuint(galley_layer_get_n_rows(galley_document_get_layer(document, "sentiment")), ==,
                     0);
}

/* The tokenizer reads all languages, and the books tell which it read by Unicode's rules alone. */
static void
test_tokenizer(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "p.yaml",
                    "galley: 1\nsteps: [tokenizer]\nwriters: [{jsonl: {layers: [token]}}]\n", -1));
    g_free(put_file(folder, "in.jsonl",
                    "{\"text\":\"Mach's gut.\",\"language\":\"de\"}\n"
                    "{\"text\":\"Let's go.\",\"language\":\"en\"}\n",
                    -1));
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run p.yaml in.jsonl -o out", folder, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    g_autofree char *written = get_file(folder, "out/documents.jsonl", NULL);
    assert_has(written, "{\"begin\":0,\"end\":6,\"kind\":\"word\"}");
    assert_has(written, "\"clitic\":true");
    g_autofree char *manifest = get_file(folder, "out/manifest.json", NULL);
    assert_has(manifest,
               "{\"step\":\"tokenizer\",\"what\":\"in other languages, by UAX #29\",\"n\":1}");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/language/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_books);
    }
    g_test_add_func("/language/embedded", test_embedded);
    g_test_add_func("/language/tokenizer", test_tokenizer);
    return g_test_run();
}
