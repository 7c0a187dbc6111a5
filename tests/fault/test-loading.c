/* test-loading.c: plugins that must be refused, and the words that say why.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

typedef struct {
    const char *name;
    const char *message; /* on stderr */
} BrokenCase;

static const BrokenCase broken_cases[] = {
    { "abi", "broken.so: built for galley's plugin ABI 0.99; this is 0.1: build it again" },
    { "no-note", "broken.so: not a galley plugin: it has no note .note.galley" },
    { "no-query", "broken.so: does not export galley_plugin_query" },
    { "null", "broken.so: galley_plugin_query gave nothing" },
    { "size", "broken.so: descriptor: size is " },
    { "name", "broken.so: descriptor: name is \"other\", but the file is \"broken\"'s" },
    { "kind", "broken.so: descriptor: kind is writer, but the file is named as a processor's" },
    { "function", "broken.so: descriptor: process is missing" },
    { "option",
      "broken.so: descriptor: options: \"far\" lies outside the struct of options_size bytes" },
    { "layer",
      "broken.so: descriptor: gives: \"nonsense\" is no standard layer and has no layout" },
};

static const char pipeline[] = "galley: 1\nsteps:\n  - broken\n";

/* A folder with a pipeline, and the broken plugin under the name that it is looked for by. */
static Folder *
folder_with_plugin(const char *file)
{
    gsize size;
    g_autofree char *bytes = get_file(g_getenv("GALLEY_FAULTY"), file, &size);
    Folder *folder = folder_new();
    g_free(put_file(folder, "plugins/broken.so", bytes, (gssize)size));
    g_free(put_file(folder, "p.yaml", pipeline, -1));
    return folder;
}

static Outcome
check(const Folder *folder)
{
    return shell("cd \"$1\" && \"$GALLEY\" check --plugin-dir plugins p.yaml", folder, NULL);
}

static void
test_broken(gconstpointer data)
{
    const BrokenCase *broken = data;
    g_autofree char *file = g_strdup_printf("broken-%s.so", broken->name);
    g_autoptr(Folder) folder = folder_with_plugin(file);
    g_auto(Outcome) outcome = check(folder);
    g_assert_cmpint(outcome.status, ==, 2);
    assert_like(outcome.err, "p.yaml:3:5: *");
    assert_has(outcome.err, broken->message);
}

static void
test_not_elf(void)
{
    g_autoptr(Folder) folder = folder_with_plugin("broken-abi.so");
    g_free(put_file(folder, "plugins/broken.so", "not a shared object", -1));
    g_auto(Outcome) outcome = check(folder);
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "broken.so: not a shared object");
}

static void
test_writable_file(void)
{
    g_autoptr(Folder) folder = folder_with_plugin("broken-function.so");
    g_autofree char *file = g_build_filename(folder, "plugins", "broken.so", NULL);
    g_chmod(file, 0777);
    g_auto(Outcome) outcome = check(folder);
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "broken.so: refused, because others may write to it");
}

static void
test_writable_folder(void)
{
    g_autoptr(Folder) folder = folder_with_plugin("broken-function.so");
    g_autofree char *plugins = g_build_filename(folder, "plugins", NULL);
    g_chmod(plugins, 0777);
    g_auto(Outcome) outcome = check(folder);
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "broken.so: refused, because others may write to ");
    assert_has(outcome.err, "/plugins; chmod o-w it");
}

static void
test_two_files(void)
{
    g_autoptr(Folder) folder = folder_with_plugin("broken-function.so");
    gsize size;
    g_autofree char *bytes = get_file(folder, "plugins/broken.so", &size);
    g_free(put_file(folder, "more/broken.so", bytes, (gssize)size));
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" check --plugin-dir plugins --plugin-dir more p.yaml",
              folder, NULL);
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, "two plugins for processor \"broken\": ");
    assert_has(outcome.err, "/plugins/broken.so and ");
    assert_has(outcome.err, "/more/broken.so; take one away");
}

/* One folder that is named twice is one folder. */
static void
test_same_folder_twice(void)
{
    g_autoptr(Folder) folder = folder_with_plugin("broken-function.so");
    g_auto(Outcome) outcome = shell("cd \"$1\" && \"$GALLEY\" check --plugin-dir plugins "
                                    "--plugin-dir ./plugins/../plugins p.yaml",
                                    folder, NULL);
    assert_has(outcome.err, "process is missing");
}

static void
test_no_such_plugin(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "p.yaml", "galley: 1\nsteps:\n  - tokeniser\n", -1));
    g_auto(Outcome) outcome = shell("cd \"$1\" && \"$GALLEY\" check p.yaml", folder, NULL);
    g_assert_cmpint(outcome.status, ==, 2);
    assert_like(outcome.err, "p.yaml:3:5: no plugin \"tokeniser\"*tokenizer*");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(broken_cases); i++) {
        g_autofree char *path = g_strconcat("/loading/broken/", broken_cases[i].name, NULL);
        g_test_add_data_func(path, &broken_cases[i], test_broken);
    }
    g_test_add_func("/loading/not-elf", test_not_elf);
    g_test_add_func("/loading/writable-file", test_writable_file);
    g_test_add_func("/loading/writable-folder", test_writable_folder);
    g_test_add_func("/loading/two-files", test_two_files);
    g_test_add_func("/loading/same-folder-twice", test_same_folder_twice);
    g_test_add_func("/loading/no-such-plugin", test_no_such_plugin);
    return g_test_run();
}
