/* test-plan.c: what a sound pipeline file makes of documents. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "../support.h"

#define STEPS "galley: 1\nsteps:\n"
#define MARK "example.org/mark"

/* ---- helpers ---- */

static GalleyPipeline *
load(const char *yaml)
{
    const char *dirs[] = { g_getenv("GALLEY_TEST_PLUGINS"), NULL };
    g_autoptr(GError) error = NULL;
    GalleyPipeline *pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "p.yaml", dirs, &error);
    g_assert_no_error(error);
    return pipeline;
}

static GalleyDocument *
document_new(const char *text)
{
    g_autoptr(GError) error = NULL;
    GalleyDocument *document = galley_document_new();
    galley_document_set_id(document, "d", -1);
    galley_document_set_source(document, text, strlen(text), galley_encoding_find("utf-8"), &error);
    g_assert_no_error(error);
    return document;
}

static const char *
text_of(const GalleyDocument *document)
{
    guint32 size;
    return galley_document_get_text(document, &size);
}

static guint32
n_rows(const GalleyDocument *document, const char *name)
{
    const GalleyLayer *layer = galley_document_get_layer(document, name);
    g_assert_nonnull(layer);
    return galley_layer_get_n_rows(layer);
}

/* ---- files that are sound ---- */

typedef struct {
    const char *name;
    const char *yaml;
} SoundCase;

static const SoundCase sound[] = {
    { "least", "galley: 1\nsteps: []\n" },
    { "all-keys", "galley: 1\nname: x\ndescription: y\nplugins: [.]\nreader: auto\nsteps: "
                  "[]\nwriters: []\nrun: {on_error: stop}\n" },
    { "json", "{\"galley\": 1, \"steps\": [\"upcase\", {\"marker\": {\"least\": 2}}]}" },
    { "reader-options", "galley: 1\nreader: {whole: {encoding: utf-8}}\nsteps: []\n" },
    { "reader-layer-is-given", "galley: 1\nreader: {whole: {encoding: utf-8}}\nsteps:\n  - needy: "
                               "{size: 1, layer: paragraph, columns: kind, key: bytes}\n" },
    { "null-options", STEPS "  - upcase:\n" },
    { "null-option", STEPS "  - marker: {words: ~, labels: null, pattern: }\n" },
    { "every-option", STEPS "  - marker: {strict: true, least: 9, share: 1e-1, window: 1MiB, "
                            "pause: 5ms, marks: \"no\", style: bold, "
                            "pattern: '^\\w+$', kinds: [vowel, consonant], labels: {vowel: v}}\n" },
    { "anchors", STEPS
      "  - marker: &m {least: 2}\n  - marker: *m\n    name: two\n    layers: {" MARK ": two}\n" },
    { "twice", STEPS "  - upcase\n  - upcase:\n    name: again\n" },
    { "name-before-plugin", STEPS "  - name: again\n    upcase: {fails: x}\n" },
    { "optional-missing", STEPS "  - marker\n  - needy: {size: 1, optional: token}\n" },
    { "removed", STEPS "  - needy: {size: 1, layer: removed, columns: reason step}\n" },
    { "renamed",
      STEPS "  - marker:\n    layers: {" MARK
            ": m}\n  - needy: {size: 1, columns: kind previous}\n    layers: {" MARK ": m}\n" },
    { "writers", STEPS "  - marker\nwriters:\n  - lines: {layers: [" MARK
                       "]}\n  - lines: {path: a/b.txt}\n    name: second\n" },
    { "metadata", STEPS "  - marker\n  - needy: {size: 1, key: marks}\n" },
    { "crlf", "galley: 1\r\nsteps:\r\n  - upcase\r\n" },
};

static void
test_sound(gconstpointer data)
{
    const SoundCase *one = data;
    g_autoptr(GalleyPipeline) pipeline = load(one->yaml);
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = document_new("One. Two.\n");
    g_assert_cmpint(galley_pipeline_process(pipeline, document, &error), ==, GALLEY_OK);
    g_assert_no_error(error);
}

static void
test_name(void)
{
    g_autoptr(GalleyPipeline) from_file = load("galley: 1\nsteps: []\n");
    g_autoptr(GalleyPipeline) named = load("galley: 1\nname: my news\nsteps: []\n");
    g_assert_cmpstr(galley_pipeline_get_name(from_file), ==, "p");
    g_assert_cmpstr(galley_pipeline_get_name(named), ==, "my news");
}

static void
test_boxed(void)
{
    g_autoptr(GalleyPipeline) pipeline = load("galley: 1\nsteps: []\n");
    GalleyPipeline *same = g_boxed_copy(galley_pipeline_get_type(), pipeline);
    g_assert_true(same == pipeline);
    g_boxed_free(galley_pipeline_get_type(), same);
}

/* ---- documents ---- */

static void
test_process(void)
{
    g_autoptr(GalleyPipeline) pipeline = load(STEPS "  - marker\n  - upcase\n");
    g_autoptr(GalleyDocument) document = document_new("a red fox");
    g_assert_cmpint(galley_pipeline_process(pipeline, document, NULL), ==, GALLEY_OK);
    g_assert_cmpstr(text_of(document), ==, "A RED FOX");
    g_assert_cmpuint(n_rows(document, MARK), ==, 3);
    g_assert_cmpuint(n_rows(document, "removed"), ==, 7);
    const guint32 *previous = galley_layer_get_rows(galley_document_get_layer(document, MARK), 1);
    g_assert_cmpuint(previous[0], ==, GALLEY_NO_ROW);
    g_assert_cmpuint(previous[1], ==, 0);
    g_assert_cmpuint(previous[2], ==, 1);
    g_assert_cmpint(galley_document_get_metadata(document, "marks")->int64, ==, 3);
}

/* A document may go through again, with another text or through another pipeline. */
static void
test_again(void)
{
    g_autoptr(GalleyPipeline) one = load(STEPS "  - marker\n");
    g_autoptr(GalleyPipeline) two =
        load(STEPS "  - upcase\n  - marker:\n    layers: {" MARK ": m}\n");
    g_autoptr(GalleyDocument) document = document_new("a red fox");
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpint(galley_pipeline_process(one, document, NULL), ==, GALLEY_OK);
        g_assert_cmpuint(n_rows(document, MARK), ==, 3);
        g_assert_cmpint(galley_pipeline_process(two, document, NULL), ==, GALLEY_OK);
        g_assert_cmpuint(n_rows(document, "m"), ==, 3);
        g_assert_null(galley_document_get_layer(document, MARK));
    }
    g_assert_true(
        galley_document_set_source(document, "aa", 2, galley_encoding_find("utf-8"), NULL));
    g_assert_cmpint(galley_pipeline_process(one, document, NULL), ==, GALLEY_OK);
    g_assert_cmpuint(n_rows(document, MARK), ==, 2);
}

static void
test_two_layers(void)
{
    g_autoptr(GalleyPipeline) pipeline =
        load(STEPS "  - marker\n  - marker: {marks: e}\n    name: second\n    layers: {" MARK
                   ": second}\n");
    g_autoptr(GalleyDocument) document = document_new("a red fox");
    g_assert_cmpint(galley_pipeline_process(pipeline, document, NULL), ==, GALLEY_OK);
    g_assert_cmpuint(n_rows(document, MARK), ==, 3);
    g_assert_cmpuint(n_rows(document, "second"), ==, 1);
}

static void
test_drop(void)
{
    g_autoptr(GalleyPipeline) pipeline = load(STEPS "  - upcase: {drops: fox}\n  - marker\n");
    g_autoptr(GalleyDocument) document = document_new("a red fox");
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(galley_pipeline_process(pipeline, document, &error), ==, GALLEY_DROP);
    g_assert_no_error(error);
    g_assert_cmpstr(text_of(document), ==, "a red fox");
}

static void
test_error(void)
{
    g_autoptr(GalleyPipeline) pipeline =
        load(STEPS "  - marker\n  - upcase: {fails: fox}\n    name: loud\n");
    g_autoptr(GalleyDocument) document = document_new("a red fox");
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(galley_pipeline_process(pipeline, document, &error), ==, GALLEY_ERROR);
    g_assert_cmpstr(error->message, ==, "step \"loud\": it says \"fox\"");
    g_assert_cmpstr(text_of(document), ==, "a red fox");
    g_assert_cmpuint(n_rows(document, MARK), ==, 3);
}

static void
test_skip(void)
{
    g_autoptr(GalleyPipeline) pipeline =
        load(STEPS
             "  - marker: {fails: fox}\n  - needy: {size: 1}\n  - upcase\nrun: {on_error: skip}\n");
    g_autoptr(GalleyDocument) document = document_new("a red fox");
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(galley_pipeline_process(pipeline, document, &error), ==, GALLEY_OK);
    g_assert_no_error(error);
    g_assert_cmpuint(n_rows(document, MARK), ==, 0);
    g_assert_cmpstr(text_of(document), ==, "A RED FOX");
}

/* What a reader would have given is there, and empty. */
static void
test_reader_layers(void)
{
    g_autoptr(GalleyPipeline) pipeline =
        load("galley: 1\nreader: {whole: {encoding: utf-8}}\nsteps:\n  - needy: {size: 1, layer: "
             "paragraph, columns: kind}\n");
    g_autoptr(GalleyDocument) document = document_new("a red fox");
    g_assert_cmpint(galley_pipeline_process(pipeline, document, NULL), ==, GALLEY_OK);
    g_assert_cmpuint(n_rows(document, "paragraph"), ==, 0);
}

/* ---- the plan, shown ---- */

static const char plan_yaml[] = "galley: 1\n"
                                "description: |\n"
                                "  Marks, twice.\n"
                                "reader: {whole: {encoding: utf-8}}\n"
                                "steps:\n"
                                "  - needy: {size: 1, layer: paragraph, key: bytes}\n"
                                "  - upcase: {fails: fox}\n"
                                "  - needy: {size: 2, layer: removed, columns: step}\n"
                                "    name: last\n"
                                "    layers: {removed: removed}\n"
                                "writers:\n"
                                "  - lines: {path: a/b.txt}\n"
                                "run: {on_error: skip}\n";

static const char plan_text[] =
    "pipeline plan (plan.yaml)\n"
    "  Marks, twice.\n"
    "reader\n"
    "  whole  [whole 1.0.0]\n"
    "    gives  paragraph (kind)\n"
    "           metadata.bytes\n"
    "    with   encoding: utf-8  (line 4)\n"
    "steps\n"
    "  needy  [needy 1.0.0 revision 1]\n"
    "    reads  paragraph\n"
    "           metadata.bytes\n"
    "    with   layer: paragraph  (line 6)\n"
    "           columns: null  (default)\n"
    "           optional: null  (default)\n"
    "           key: bytes  (line 6)\n"
    "           size: 1  (line 6)\n"
    "  upcase  [upcase 1.0.0 revision 1]\n"
    "    gives  the text, edited\n"
    "    with   fails: fox  (line 7)\n"
    "           drops: null  (default)\n"
    "  last  [needy 1.0.0 revision 1]\n"
    "    reads  removed (step)\n"
    "    with   layer: removed  (line 8)\n"
    "           columns: step  (line 8)\n"
    "           optional: null  (default)\n"
    "           key: null  (default)\n"
    "           size: 2  (line 8)\n"
    "writers\n"
    "  lines  [lines 1.0.0]\n"
    "    reads  removed (reason, step)\n"
    "           paragraph (kind)\n"
    "    with   path: a/b.txt  (line 12)\n"
    "           layers: null  (default)\n"
    "where a step fails, the step is skipped for that document, its layers stay empty\n"
    "where documents have the same id, that is reported\n";

static const char graph_yaml[] = "galley: 1\n"
                                 "reader: {whole: {encoding: utf-8}}\n"
                                 "steps:\n"
                                 "  - upcase\n"
                                 "  - marker:\n"
                                 "    name: first\n"
                                 "    layers: {" MARK ": m}\n"
                                 "  - needy: {size: 1}\n"
                                 "    layers: {" MARK ": m}\n"
                                 "writers:\n"
                                 "  - lines\n";

static const char graph_dot[] = "digraph pipeline {\n"
                                "  rankdir=LR;\n"
                                "  node [fontname=\"sans-serif\"];\n"
                                "  n0 [shape=parallelogram, label=\"whole\"];\n"
                                "  n1 [shape=box, label=\"upcase\"];\n"
                                "  n2 [shape=box, label=\"first\\n(marker)\"];\n"
                                "  n3 [shape=box, label=\"needy\"];\n"
                                "  n4 [shape=folder, label=\"lines\"];\n"
                                "  n0 -> n1 [label=\"text\"];\n"
                                "  n1 -> n2 [label=\"text\"];\n"
                                "  n1 -> n3 [label=\"text\"];\n"
                                "  n2 -> n3 [label=\"m\"];\n"
                                "  n0 -> n4 [label=\"paragraph\"];\n"
                                "  n1 -> n4 [label=\"text\"];\n"
                                "  n2 -> n4 [label=\"m\"];\n"
                                "}\n";

static const char graph_mermaid[] = "flowchart LR\n"
                                    "  n0[/\"whole\"/]\n"
                                    "  n1[\"upcase\"]\n"
                                    "  n2[\"first<br>(marker)\"]\n"
                                    "  n3[\"needy\"]\n"
                                    "  n4[(\"lines\")]\n"
                                    "  n0 --> |\"text\"| n1\n"
                                    "  n1 --> |\"text\"| n2\n"
                                    "  n1 --> |\"text\"| n3\n"
                                    "  n2 --> |\"m\"| n3\n"
                                    "  n0 --> |\"paragraph\"| n4\n"
                                    "  n1 --> |\"text\"| n4\n"
                                    "  n2 --> |\"m\"| n4\n";

typedef struct {
    const char *name;
    const char *yaml;
    const char *option; /* of `galley check` */
    const char *out;
} CheckCase;

static const CheckCase checks[] = {
    { "plan", plan_yaml, "--", plan_text },
    { "dot", graph_yaml, "--graph=dot", graph_dot },
    { "mermaid", graph_yaml, "--graph=mermaid", graph_mermaid },
};

static void
test_check(gconstpointer data)
{
    const CheckCase *one = data;
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "plan.yaml", one->yaml, -1);
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" check --plugin-dir=\"$GALLEY_TEST_PLUGINS\" $2 plan.yaml",
              folder, one->option, NULL);
    g_assert_cmpstr(outcome.err, ==, "");
    char *workers = strstr(outcome.out, "\nworkers ");
    g_assert_true((workers != NULL) == !g_str_has_prefix(one->option, "--graph"));
    if (workers) /* what the kernel has is none of the file's */
        workers[1] = '\0';
    g_assert_cmpstr(outcome.out, ==, one->out);
    g_assert_cmpint(outcome.status, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(sound); i++) {
        g_autofree char *path = g_strconcat("/sound/", sound[i].name, NULL);
        g_test_add_data_func(path, &sound[i], test_sound);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(checks); i++) {
        g_autofree char *path = g_strconcat("/check/", checks[i].name, NULL);
        g_test_add_data_func(path, &checks[i], test_check);
    }
    g_test_add_func("/plan/name", test_name);
    g_test_add_func("/plan/boxed", test_boxed);
    g_test_add_func("/process/layers-and-edits", test_process);
    g_test_add_func("/process/again", test_again);
    g_test_add_func("/process/two-layers", test_two_layers);
    g_test_add_func("/process/drop", test_drop);
    g_test_add_func("/process/error", test_error);
    g_test_add_func("/process/skip", test_skip);
    g_test_add_func("/process/reader-layers", test_reader_layers);
    return g_test_run();
}
