/* watch-line.c: the state of a run in one line, with a bar and without.
 * SPDX-License-Identifier: MIT */
#include "run/watch-private.h"

#include <galley/format.h>

#define BAR_MOST 30
#define BAR_LEAST 10

/* ---- figures for people ---- */

void
galley_append_size(GString *out, double bytes)
{
    static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };
    guint unit = 0;
    for (; bytes >= 1024 && unit + 1 < G_N_ELEMENTS(units); unit++)
        bytes /= 1024;
    if (unit == 0)
        galley_append_int64(out, (gint64)bytes);
    else
        galley_append_decimals(out, bytes, bytes < 100 ? 1 : 0);
    if (g_str_has_suffix(out->str, ".0") && bytes >= 100)
        g_string_truncate(out, out->len - 2);
    g_string_append_printf(out, " %s", units[unit]);
}

void
galley_append_time(GString *out, double seconds)
{
    guint64 s = (guint64)MAX(seconds, 0);
    if (seconds < 0 || seconds > 1e9)
        g_string_append(out, "?");
    else if (s >= 3600)
        g_string_append_printf(out, "%" G_GUINT64_FORMAT ":%02u:%02u", s / 3600,
                               (guint)(s / 60 % 60), (guint)(s % 60));
    else
        g_string_append_printf(out, "%u:%02u", (guint)(s / 60), (guint)(s % 60));
}

void
galley_append_grouped(GString *out, guint64 number)
{
    char digits[24];
    int n = g_snprintf(digits, sizeof digits, "%" G_GUINT64_FORMAT, number);
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            g_string_append_c(out, ',');
        g_string_append_c(out, digits[i]);
    }
}

void
galley_append_shown(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        gboolean control = character < 0x20 || (character >= 0x7f && character < 0xa0);
        g_string_append_unichar(out, control ? '?' : character);
    }
}

/* ---- the line ---- */

static double
share_done(const GalleyWatch *watch)
{
    return watch->n_bytes > 0 ? (double)MIN(watch->bytes, watch->n_bytes) / (double)watch->n_bytes
                              : 0;
}

static void
append_left(GString *out, const GalleyWatch *watch)
{
    double rate = galley_watch_get_rate(watch);
    guint64 left = watch->n_bytes - MIN(watch->bytes, watch->n_bytes);
    g_string_append(out, ", ");
    galley_append_time(out, rate > 0 ? (double)left / rate : -1);
    g_string_append(out, " left");
}

static void
append_figures(GString *out, const GalleyWatch *watch)
{
    galley_append_size(out, galley_watch_get_rate(watch));
    g_string_append(out, "/s, ");
    galley_append_grouped(out, watch->counts.read);
    g_string_append(out, " documents, ");
    galley_append_grouped(out, watch->counts.quarantined);
    g_string_append(out, " quarantined");
    if (watch->bytes < watch->n_bytes)
        append_left(out, watch);
}

char *
galley_watch_line(const GalleyWatch *watch)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "%s, %u%% of ", watch->state, (guint)(100 * share_done(watch)));
    galley_append_size(out, (double)watch->n_bytes);
    g_string_append(out, ", ");
    append_figures(out, watch);
    return g_string_free(out, FALSE);
}

/* ---- the bar ---- */

static void
append_bar(GString *out, double share, guint width, gboolean color)
{
    guint done = (guint)(share * width);
    g_string_append(out, color ? "[\033[32m" : "[");
    for (guint i = 0; i < width; i++)
        g_string_append_c(out, i < done ? '#' : ' ');
    g_string_append(out, color ? "\033[m] " : "] ");
}

char *
galley_watch_bar(const GalleyWatch *watch, guint width, gboolean color)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GString) figures = g_string_new(NULL);
    g_string_append_printf(figures, "%3u%%, ", (guint)(100 * share_done(watch)));
    append_figures(figures, watch);
    gsize size = figures->len, room = width > 1 ? width - 1 : 0; /* the last column would wrap */
    if (room >= size + BAR_LEAST + 3)
        append_bar(out, share_done(watch), (guint)MIN(room - size - 3, BAR_MOST), color);
    g_string_append_len(out, figures->str, (gssize)MIN(size, room));
    return g_string_free(out, FALSE);
}
