/* support.h: running the command and making folders, for tests. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

/** Outcome: of a command that was run. */
typedef struct {
    int status; /* exit status; 128 + signal */
    char *out;
    gsize out_size;
    char *err;
} Outcome;

static inline void
outcome_clear(Outcome *outcome)
{
    g_free(outcome->out);
    g_free(outcome->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Outcome, outcome_clear)

static inline char *
folder_new(void)
{
    g_autoptr(GError) error = NULL;
    char *path = g_dir_make_tmp("galley-test-XXXXXX", &error);
    g_assert_no_error(error);
    return path;
}

/* With all that is in it. Links are not followed. */
static inline void
folder_remove(const char *path)
{
    g_autoptr(GDir) dir =
        g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        folder_remove(below);
    }
    g_remove(path);
}

/** Folder: a temporary folder that goes with its scope. */
typedef char Folder;
static inline void
folder_free(Folder *path)
{
    folder_remove(path);
    g_free(path);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Folder, folder_free)

/* @path below @folder is made to hold the bytes; answers with its full path. */
static inline char *
put_file(const char *folder, const char *path, const char *bytes, gssize size)
{
    g_autoptr(GError) error = NULL;
    char *full = g_build_filename(folder, path, NULL);
    g_autofree char *dir = g_path_get_dirname(full);
    g_assert_cmpint(g_mkdir_with_parents(dir, 0700), ==, 0);
    g_file_set_contents(full, bytes, size, &error);
    g_assert_no_error(error);
    return full;
}

/* Likewise, where nobody asks for the path. */
static inline void
add_file(const char *folder, const char *path, const char *bytes, gssize size)
{
    g_free(put_file(folder, path, bytes, size));
}

static inline char *
get_file(const char *folder, const char *path, gsize *size)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *full = g_build_filename(folder, path, NULL);
    char *bytes = NULL;
    g_file_get_contents(full, &bytes, size, &error);
    g_assert_no_error(error);
    return bytes;
}

/* Runs a shell line; $GALLEY is the command, $1, $2 ... are the arguments. */
static inline Outcome
shell(const char *line, ...)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    Outcome outcome = { 0 };
    int status = 0;
    va_list arguments;
    g_setenv("GALLEY", g_getenv("GALLEY_COMMAND"), TRUE);
    g_ptr_array_add(argv, (gpointer) "/bin/sh");
    g_ptr_array_add(argv, (gpointer) "-c");
    g_ptr_array_add(argv, (gpointer)line);
    g_ptr_array_add(argv, (gpointer) "sh");
    va_start(arguments, line);
    for (char *argument = va_arg(arguments, char *); argument; argument = va_arg(arguments, char *))
        g_ptr_array_add(argv, argument);
    va_end(arguments);
    g_ptr_array_add(argv, NULL);
    g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &outcome.out,
                 &outcome.err, &status, &error);
    g_assert_no_error(error);
    outcome.out_size = strlen(outcome.out);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

static inline void
assert_like(const char *text, const char *pattern)
{
    if (!g_pattern_match_simple(pattern, text))
        g_error("\"%.2000s\"\nis not like\n\"%s\"", text, pattern);
}

static inline void
assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        g_error("\"%.2000s\"\ndoes not hold\n\"%s\"", text, part);
}

/* It ended so, and said each of what @told parts by '|'. */
static inline void
assert_ended(const Outcome *outcome, int status, const char *told)
{
    g_auto(GStrv) parts = g_strsplit(told, "|", -1);
    for (char **part = parts; *part; part++)
        assert_has(outcome->err, *part);
    g_assert_cmpint(outcome->status, ==, status);
}
