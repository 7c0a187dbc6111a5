/* test-watch-line.c: a run's state in words: sizes, times, the bar, a line a minute.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

#include <stdio.h>
#include <unistd.h>

#include "run/watch-private.h"

/* ---- figures ---- */

static const struct {
    double bytes;
    const char *text;
} sizes[] = {
    { 0, "0 B" },          { 1023, "1023 B" },     { 1024, "1.0 KiB" }, { 1536, "1.5 KiB" },
    { 102400, "100 KiB" }, { 1048576, "1.0 MiB" }, { 5e9, "4.7 GiB" },  { 1e12, "931 GiB" },
    { 5e12, "4.5 TiB" },   { 1e17, "90949 TiB" },
};

static const struct {
    double seconds;
    const char *text;
} times[] = {
    { 0, "0:00" },           { 59.9, "0:59" },    { 61, "1:01" },
    { 3599, "59:59" },       { 3600, "1:00:00" }, { 86399, "23:59:59" },
    { 360000, "100:00:00" }, { -1, "?" },         { 1e300, "?" },
};

static const struct {
    guint64 number;
    const char *text;
} numbers[] = {
    { 0, "0" },
    { 999, "999" },
    { 1000, "1,000" },
    { 123456, "123,456" },
    { 1234567, "1,234,567" },
    { G_MAXUINT64, "18,446,744,073,709,551,615" },
};

static void
test_figures(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_string_truncate(out, 0);
        galley_append_size(out, sizes[i].bytes);
        g_assert_cmpstr(out->str, ==, sizes[i].text);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
        g_string_truncate(out, 0);
        galley_append_time(out, times[i].seconds);
        g_assert_cmpstr(out->str, ==, times[i].text);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_string_truncate(out, 0);
        galley_append_grouped(out, numbers[i].number);
        g_assert_cmpstr(out->str, ==, numbers[i].text);
    }
    g_string_truncate(out, 0);
    galley_append_shown(out, "caf\xC3\xA9 \x1b[31m\x7f\xC2\x9b\xff");
    g_assert_cmpstr(out->str, ==, "caf\xC3\xA9 ?[31m??\xEF\xBF\xBD");
}

/* ---- a watch ---- */

static GalleyWatch *
watch_new(const GalleyRunSettings *settings)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new();
    GalleySource source = { .name = (char *)"a", .size = 400 << 20 };
    g_ptr_array_add(sources, &source);
    GalleyWatch *watch = galley_watch_new(NULL, settings, sources, 2);
    watch->bytes = 100 << 20;
    watch->counts.read = 12345;
    watch->counts.quarantined = 3;
    watch->begun = 1;
    watch->ended = 1 + 10 * G_USEC_PER_SEC; /* ten seconds for a quarter of it */
    return watch;
}

#define FIGURES "10.0 MiB/s, 12,345 documents, 3 quarantined, 0:30 left"

static void
test_line(void)
{
    const GalleyRunSettings settings = { 0 };
    g_autoptr(GalleyWatch) watch = watch_new(&settings);
    g_autofree char *line = galley_watch_line(watch);
    g_assert_cmpstr(line, ==, "running, 25% of 400 MiB, " FIGURES);
    watch->skipped = 50 << 20; /* by the run before: 5 MiB a second are its own */
    g_autofree char *resumed = galley_watch_line(watch);
    g_assert_cmpstr(
        resumed, ==,
        "running, 25% of 400 MiB, 5.0 MiB/s, 12,345 documents, 3 quarantined, 1:00 left");
    watch->bytes = watch->n_bytes;
    g_autofree char *done = galley_watch_line(watch);
    g_assert_null(strstr(done, "left"));
}

/* Never wider than the terminal, and never in its last column. */
static void
test_bar(void)
{
    const GalleyRunSettings settings = { 0 };
    g_autoptr(GalleyWatch) watch = watch_new(&settings);
    g_autofree char *wide = galley_watch_bar(watch, 200, FALSE);
    g_assert_cmpstr(wide, ==, "[#######                       ]  25%, " FIGURES);
    g_autofree char *color = galley_watch_bar(watch, 200, TRUE);
    g_assert_true(g_str_has_prefix(color, "[\033[32m#######     "));
    g_autofree char *narrow = galley_watch_bar(watch, 60, FALSE);
    g_assert_true(g_str_has_prefix(narrow, " 25%, 10.0 MiB/s, "));
    for (guint width = 0; width < 120; width++) {
        g_autofree char *bar = galley_watch_bar(watch, width, FALSE);
        g_assert_cmpuint(strlen(bar), <=, width > 0 ? width - 1 : 0);
    }
}

/* What comes on stderr while @minutes pass. */
static char *
said_in(GalleyWatch *watch, guint minutes)
{
    g_autofree char *path = NULL;
    char *said = NULL;
    int file = g_file_open_tmp(NULL, &path, NULL), kept = dup(STDERR_FILENO);
    fflush(stderr);
    dup2(file, STDERR_FILENO);
    for (guint i = 0; i < minutes; i++) {
        watch->lined -= 61 * G_USEC_PER_SEC;
        for (guint k = 0; k < 5; k++)
            galley_watch_tick(watch);
    }
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(file);
    g_assert_true(g_file_get_contents(path, &said, NULL, NULL));
    g_unlink(path);
    return said;
}

static void
test_minutes(void)
{
    const GalleyRunSettings lines = { .lines = TRUE }, quiet = { .quiet = TRUE };
    g_autoptr(GalleyWatch) watch = watch_new(&lines);
    g_autoptr(GalleyWatch) silent = watch_new(&quiet);
    g_autofree char *none = said_in(watch, 0);
    g_autofree char *three = said_in(watch, 3);
    g_autofree char *nothing = said_in(silent, 3);
    const char *line = "galley: running, 25% of 400 MiB, " FIGURES "\n";
    g_autofree char *wanted = g_strconcat(line, line, line, NULL);
    g_assert_cmpstr(none, ==, "");
    g_assert_cmpstr(three, ==, wanted);
    g_assert_cmpstr(nothing, ==, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/watch-line/figures", test_figures);
    g_test_add_func("/watch-line/line", test_line);
    g_test_add_func("/watch-line/bar", test_bar);
    g_test_add_func("/watch-line/minutes", test_minutes);
    return g_test_run();
}
