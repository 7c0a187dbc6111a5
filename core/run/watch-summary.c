/* watch-summary.c: where the time went, for people. SPDX-License-Identifier: MIT */
#include "run/watch-private.h"

#include <galley/format.h>

#define PEAKS_MOST 16 /* workers whose memory is shown one by one */

const char *
galley_stage_name(const GalleyPipeline *pipeline, guint i)
{
    if (i == 0)
        return "reader";
    const GPtrArray *stages = i <= pipeline->steps->len ? pipeline->steps : pipeline->writers;
    guint at = i <= pipeline->steps->len ? i - 1 : i - 1 - pipeline->steps->len;
    return at < stages->len ? ((const GalleyStage *)g_ptr_array_index(stages, at))->name : "?";
}

/* "1.5 s", "12.3 ms", "45.6 us" */
static void
append_duration(GString *out, double ns)
{
    static const struct {
        double least;
        const char *unit;
    } units[] = { { 1e9, "s" }, { 1e6, "ms" }, { 0, "us" } };
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
        if (ns < units[i].least)
            continue;
        galley_append_decimals(out, ns / (i < 2 ? units[i].least : 1e3), 1);
        g_string_append_printf(out, " %s", units[i].unit);
        return;
    }
}

static guint64
sum_laps(const GalleyMeter *meter)
{
    guint64 ns = 0;
    for (guint i = 0; i < meter->laps->len; i++)
        ns += g_array_index(meter->laps, GalleyLap, i).ns;
    return ns;
}

static void
append_steps(GString *out, const GalleyWatch *watch)
{
    double all = (double)MAX(sum_laps(watch->meter), 1);
    g_string_append_printf(out, "  %-16s %12s %12s %6s %12s\n", "step", "documents", "time",
                           "share", "a document");
    for (guint i = 0; i < watch->meter->laps->len; i++) {
        const GalleyLap *lap = &g_array_index(watch->meter->laps, GalleyLap, i);
        g_autoptr(GString) n = g_string_new(NULL);
        g_autoptr(GString) time = g_string_new(NULL);
        g_autoptr(GString) each = g_string_new(NULL);
        galley_append_grouped(n, lap->n);
        append_duration(time, (double)lap->ns);
        append_duration(each, (double)lap->ns / (double)MAX(lap->n, 1));
        g_string_append_printf(out, "  %-16s %12s %12s %5u%% %12s\n",
                               galley_stage_name(watch->pipeline, i), n->str, time->str,
                               (guint)(100 * (double)lap->ns / all + 0.5), each->str);
    }
}

static void
append_slowest(GString *out, const GalleyMeter *meter)
{
    g_string_append(out, "  slowest");
    for (guint i = 0; i < GALLEY_METER_SLOWEST && meter->slowest[i].id; i++) {
        g_string_append(out, i > 0 ? "\n         " : "");
        g_string_append_c(out, ' ');
        append_duration(out, (double)meter->slowest[i].ns);
        g_string_append(out, "  ");
        galley_append_shown(out, meter->slowest[i].id);
    }
    g_string_append_c(out, '\n');
}

static void
append_quantiles(GString *out, const GalleyMeter *meter)
{
    g_string_append(out, "  a document took ");
    append_duration(out, (double)galley_meter_quantile(meter, 0.5));
    g_string_append(out, " (p50), ");
    append_duration(out, (double)galley_meter_quantile(meter, 0.99));
    g_string_append(out, " (p99)\n");
}

/* ": 12.6 MiB, 12.5 MiB", where there are several. */
static void
append_peaks(GString *out, const GArray *peaks)
{
    for (guint i = 0; peaks->len > 1 && i < MIN(peaks->len, PEAKS_MOST); i++) {
        g_string_append(out, i > 0 ? ", " : ": ");
        galley_append_size(out, (double)g_array_index(peaks, GalleyPeak, i).bytes);
    }
    if (peaks->len > PEAKS_MOST)
        g_string_append_printf(out, " and %u more", peaks->len - PEAKS_MOST);
}

char *
galley_watch_summary(const GalleyWatch *watch)
{
    GString *out = g_string_new(NULL);
    if (galley_meter_count(watch->meter) == 0)
        return g_string_free(out, FALSE);
    append_steps(out, watch);
    append_quantiles(out, watch->meter);
    append_slowest(out, watch->meter);
    g_string_append(out, "  ");
    galley_append_size(out, (double)(watch->bytes - watch->skipped));
    g_string_append(out, " in ");
    galley_append_decimals(out, galley_watch_get_seconds(watch), 1);
    g_string_append(out, " s, ");
    galley_append_size(out, galley_watch_get_rate(watch));
    g_string_append(out, "/s; a worker took at most ");
    galley_append_size(out, (double)watch->meter->peak);
    g_string_append(out, " of memory");
    append_peaks(out, watch->peaks);
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}
