/* watch-json.c: the state of a run as JSON, for other programs. SPDX-License-Identifier: MIT */
#include "run/watch-private.h"

#include <string.h>
#include <unistd.h>

#include <galley/format.h>

#include "run/sandbox-private.h"
#include "run/status-private.h"

/** Json: an object in the making. */
typedef struct {
    GString *out;
    gboolean begun;
} Json;

static GString *
key(Json *json, const char *name)
{
    g_string_append_printf(json->out, "%s\"%s\":", json->begun ? "," : "", name);
    json->begun = TRUE;
    return json->out;
}

static void
put_text(Json *json, const char *name, const char *text)
{
    key(json, name);
    if (text)
        galley_append_json_string(json->out, text, strlen(text));
    else
        g_string_append(json->out, "null");
}

static void
put_number(Json *json, const char *name, guint64 number)
{
    g_string_append_printf(key(json, name), "%" G_GUINT64_FORMAT, number);
}

static void
put_seconds(Json *json, const char *name, double seconds)
{
    galley_append_decimals(key(json, name), seconds, 6);
}

static void
put_time(Json *json, const char *name, gint64 microseconds)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(microseconds / G_USEC_PER_SEC);
    g_autofree char *text = g_date_time_format_iso8601(time);
    put_text(json, name, text);
}

static Json
begin(Json *json, const char *name, char bracket)
{
    g_string_append_c(key(json, name), bracket);
    return (Json){ json->out, FALSE };
}

static void
end(Json *json, char bracket)
{
    g_string_append_c(json->out, bracket);
}

/* An object in a list. */
static Json
begin_item(Json *list)
{
    g_string_append(list->out, list->begun ? ",{" : "{");
    list->begun = TRUE;
    return (Json){ list->out, FALSE };
}

/* ---- parts ---- */

static void
put_documents(Json *json, const GalleyPart *counts)
{
    Json inner = begin(json, "documents", '{');
    put_number(&inner, "read", counts->read);
    put_number(&inner, "written", counts->written);
    put_number(&inner, "dropped", counts->dropped);
    put_number(&inner, "quarantined", counts->quarantined);
    end(&inner, '}');
}

static void
put_rates(Json *json, const GalleyWatch *watch)
{
    double seconds = MAX(galley_watch_get_seconds(watch), 1e-6);
    Json inner = begin(json, "per_second", '{');
    galley_append_decimals(key(&inner, "bytes"), galley_watch_get_rate(watch), 0);
    galley_append_decimals(key(&inner, "documents"), (double)watch->n_here / seconds, 1);
    end(&inner, '}');
}

static void
put_steps(Json *json, const GalleyWatch *watch)
{
    Json list = begin(json, "steps", '[');
    for (guint i = 0; i < watch->meter->laps->len; i++) {
        const GalleyLap *lap = &g_array_index(watch->meter->laps, GalleyLap, i);
        Json item = begin_item(&list);
        put_text(&item, "name", galley_stage_name(watch->pipeline, i));
        put_number(&item, "documents", lap->n);
        put_seconds(&item, "seconds", (double)lap->ns / 1e9);
        end(&item, '}');
    }
    end(&list, ']');
}

static void
put_latency(Json *json, const GalleyMeter *meter)
{
    Json inner = begin(json, "document_seconds", '{');
    put_seconds(&inner, "p50", (double)galley_meter_quantile(meter, 0.5) / 1e9);
    put_seconds(&inner, "p99", (double)galley_meter_quantile(meter, 0.99) / 1e9);
    end(&inner, '}');
}

static void
put_slowest(Json *json, const GalleyMeter *meter)
{
    Json list = begin(json, "slowest", '[');
    for (guint i = 0; i < GALLEY_METER_SLOWEST && meter->slowest[i].id; i++) {
        Json item = begin_item(&list);
        put_text(&item, "id", meter->slowest[i].id);
        put_seconds(&item, "seconds", (double)meter->slowest[i].ns / 1e9);
        end(&item, '}');
    }
    end(&list, ']');
}

/* What workers are shut off from; null until one has told. */
static void
put_sandbox(Json *json, const GalleyWatch *watch)
{
    if (galley_meter_count(watch->meter) == 0) {
        put_text(json, "sandbox", NULL);
        return;
    }
    Json list = begin(json, "sandbox", '[');
    g_string_append(list.out, watch->meter->sandbox & GALLEY_SANDBOX_FILES ? "\"files\"" : "");
    g_string_append(list.out, watch->meter->sandbox == GALLEY_SANDBOX_FULL ? "," : "");
    g_string_append(list.out, watch->meter->sandbox & GALLEY_SANDBOX_CALLS ? "\"calls\"" : "");
    end(&list, ']');
}

static void
put_process(Json *json)
{
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    put_number(json, "pid", (guint64)getpid());
    put_number(json, "pid_started", galley_process_get_start(getpid()));
    put_text(json, "host", host);
}

static void
put_peaks(Json *json, const GalleyWatch *watch)
{
    Json list = begin(json, "worker_memory", '[');
    for (guint i = 0; i < watch->peaks->len; i++) {
        const GalleyPeak *peak = &g_array_index(watch->peaks, GalleyPeak, i);
        Json item = begin_item(&list);
        put_number(&item, "pid", peak->pid);
        put_number(&item, "peak", peak->bytes);
        end(&item, '}');
    }
    end(&list, ']');
}

char *
galley_watch_json(const GalleyWatch *watch)
{
    Json json = { g_string_new("{"), FALSE };
    put_number(&json, "galley", 1);
    put_text(&json, "state", watch->state);
    if (watch->result >= 0)
        put_number(&json, "exit", (guint64)watch->result);
    if (watch->why)
        put_text(&json, "error", watch->why);
    put_text(&json, "pipeline", watch->pipeline->name);
    put_process(&json);
    put_time(&json, "started", watch->started);
    put_time(&json, "updated", g_get_real_time());
    put_seconds(&json, "seconds", galley_watch_get_seconds(watch));
    put_number(&json, "workers", watch->n_workers);
    put_sandbox(&json, watch);
    Json bytes = begin(&json, "bytes", '{');
    put_number(&bytes, "done", watch->bytes);
    put_number(&bytes, "total", watch->n_bytes);
    end(&bytes, '}');
    put_documents(&json, &watch->counts);
    put_rates(&json, watch);
    put_steps(&json, watch);
    put_latency(&json, watch->meter);
    put_slowest(&json, watch->meter);
    put_number(&json, "peak_memory", watch->meter->peak);
    put_peaks(&json, watch);
    g_string_append(json.out, "}\n");
    return g_string_free(json.out, FALSE);
}
