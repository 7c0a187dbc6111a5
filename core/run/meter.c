/* meter.c: one reading of the clock where a stage begins. SPDX-License-Identifier: MIT */
#include "run/meter-private.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "run/sandbox-private.h"

#define PACKED "(tttuua(tt)a(ut)a(ts))"

GalleyMeter *
galley_meter_new(void)
{
    GalleyMeter *meter = g_new0(GalleyMeter, 1);
    meter->laps = g_array_new(FALSE, TRUE, sizeof(GalleyLap));
    meter->sandbox = GALLEY_SANDBOX_FULL;
    return meter;
}

static void
forget(GalleyMeter *meter)
{
    for (guint i = 0; i < GALLEY_METER_SLOWEST; i++)
        g_free(meter->slowest[i].id);
    memset(meter->slowest, 0, sizeof meter->slowest);
    memset(meter->buckets, 0, sizeof meter->buckets);
    for (guint i = 0; i < meter->laps->len; i++)
        g_array_index(meter->laps, GalleyLap, i) = (GalleyLap){ 0 };
}

void
galley_meter_free(GalleyMeter *meter)
{
    forget(meter);
    g_array_unref(meter->laps);
    g_free(meter);
}

/* ---- buckets ---- */

/* The power of two, and the three bits behind the first one. */
static guint
bucket_of(guint64 ns)
{
    if (ns < 8)
        return (guint)ns;
    guint power = (guint)g_bit_storage(ns) - 1;
    return MIN((power - 2) * 8 + (guint)(ns >> (power - 3) & 7), GALLEY_METER_BUCKETS - 1);
}

/* The middle of what bucket_of() puts there. */
static guint64
middle_of(guint bucket)
{
    if (bucket < 8)
        return bucket;
    guint power = bucket / 8 + 2;
    return ((guint64)(8 + bucket % 8) << (power - 3)) + ((guint64)1 << (power - 3)) / 2;
}

guint64
galley_meter_count(const GalleyMeter *meter)
{
    guint64 n = 0;
    for (guint i = 0; i < GALLEY_METER_BUCKETS; i++)
        n += meter->buckets[i];
    return n;
}

guint64
galley_meter_quantile(const GalleyMeter *meter, double share)
{
    guint64 below = 0, wanted = (guint64)(share * (double)galley_meter_count(meter));
    for (guint i = 0; i < GALLEY_METER_BUCKETS; i++) {
        below += meter->buckets[i];
        if (below > wanted || (below == wanted && below > 0 && share >= 1))
            return middle_of(i);
    }
    return 0;
}

/* ---- the slowest ---- */

static void
note_slow(GalleyMeter *meter, guint64 ns, const char *id)
{
    GalleySlow *last = &meter->slowest[GALLEY_METER_SLOWEST - 1];
    guint at = GALLEY_METER_SLOWEST - 1;
    if (G_LIKELY(last->id && ns <= last->ns))
        return;
    g_free(last->id);
    for (; at > 0 && (!meter->slowest[at - 1].id || meter->slowest[at - 1].ns < ns); at--)
        meter->slowest[at] = meter->slowest[at - 1];
    meter->slowest[at] = (GalleySlow){ ns, g_strdup(id) };
}

/* ---- measuring ---- */

static guint64
now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (guint64)time.tv_sec * 1000000000 + (guint64)time.tv_nsec;
}

static GalleyLap *
lap_of(GalleyMeter *meter, guint stage)
{
    if (G_UNLIKELY(stage >= meter->laps->len))
        g_array_set_size(meter->laps, stage + 1);
    return &g_array_index(meter->laps, GalleyLap, stage);
}

/* The stage that has had the clock gets the time, and the next one the clock. */
static void
pass_clock(GalleyMeter *meter, guint stage)
{
    guint64 time = now();
    lap_of(meter, meter->stage)->ns += time - meter->mark;
    meter->mark = time;
    meter->stage = stage;
}

void
galley_meter_begin_block(GalleyMeter *meter)
{
    meter->mark = now();
    meter->stage = 0;
}

guint64
galley_meter_begin_document(GalleyMeter *meter)
{
    galley_meter_enter(meter, 0);
    meter->begun = meter->mark;
    return meter->mark;
}

void
galley_meter_enter(GalleyMeter *meter, guint stage)
{
    pass_clock(meter, stage);
    lap_of(meter, stage)->n++;
}

void
galley_meter_end_document(GalleyMeter *meter, const char *id)
{
    pass_clock(meter, 0);
    guint64 ns = meter->mark - meter->begun;
    meter->buckets[bucket_of(ns)]++;
    note_slow(meter, ns, id);
}

void
galley_meter_skip_document(GalleyMeter *meter)
{
    lap_of(meter, 0)->n--;
}

void
galley_meter_end_block(GalleyMeter *meter, guint64 n_bytes, GalleyMeter *to)
{
    struct rusage usage;
    pass_clock(meter, 0);
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        meter->peak = (guint64)usage.ru_maxrss * 1024;
    meter->pid = (guint)getpid();
    meter->sandbox = galley_sandbox_get_reached();
    meter->n_bytes = n_bytes;
    galley_meter_merge(to, meter);
    forget(meter);
}

/* ---- many into one ---- */

void
galley_meter_merge(GalleyMeter *meter, const GalleyMeter *other)
{
    for (guint i = 0; i < other->laps->len; i++) {
        const GalleyLap *lap = &g_array_index(other->laps, GalleyLap, i);
        lap_of(meter, i)->ns += lap->ns;
        lap_of(meter, i)->n += lap->n;
    }
    for (guint i = 0; i < GALLEY_METER_BUCKETS; i++)
        meter->buckets[i] += other->buckets[i];
    for (guint i = 0; i < GALLEY_METER_SLOWEST && other->slowest[i].id; i++)
        note_slow(meter, other->slowest[i].ns, other->slowest[i].id);
    meter->n_bytes += other->n_bytes;
    meter->peak = MAX(meter->peak, other->peak);
    meter->pid = other->pid > 0 ? other->pid : meter->pid;
    meter->sandbox &= other->sandbox;
}

/* ---- between processes ---- */

GBytes *
galley_meter_pack(const GalleyMeter *meter)
{
    GVariantBuilder laps, buckets, slowest;
    g_variant_builder_init(&laps, G_VARIANT_TYPE("a(tt)"));
    g_variant_builder_init(&buckets, G_VARIANT_TYPE("a(ut)"));
    g_variant_builder_init(&slowest, G_VARIANT_TYPE("a(ts)"));
    for (guint i = 0; i < meter->laps->len; i++) {
        const GalleyLap *lap = &g_array_index(meter->laps, GalleyLap, i);
        g_variant_builder_add(&laps, "(tt)", lap->ns, lap->n);
    }
    for (guint i = 0; i < GALLEY_METER_BUCKETS; i++)
        if (meter->buckets[i] > 0)
            g_variant_builder_add(&buckets, "(ut)", i, meter->buckets[i]);
    for (guint i = 0; i < GALLEY_METER_SLOWEST && meter->slowest[i].id; i++)
        g_variant_builder_add(&slowest, "(ts)", meter->slowest[i].ns, meter->slowest[i].id);
    g_autoptr(GVariant) packed = g_variant_ref_sink(
        g_variant_new(PACKED, meter->n_bytes, meter->peak, galley_meter_count(meter), meter->pid,
                      meter->sandbox, &laps, &buckets, &slowest));
    return g_variant_get_data_as_bytes(packed);
}

/* Whoever packed it may have gone astray: it is read as GVariant reads what it does not trust. */
static void
take_all(GalleyMeter *meter, GVariant *packed, guint64 *n)
{
    g_autoptr(GVariantIter) laps = NULL, buckets = NULL, slowest = NULL;
    GalleyLap lap;
    guint bucket;
    guint64 number;
    const char *id;
    g_variant_get(packed, PACKED, &meter->n_bytes, &meter->peak, n, &meter->pid, &meter->sandbox,
                  &laps, &buckets, &slowest);
    while (g_variant_iter_next(laps, "(tt)", &lap.ns, &lap.n))
        g_array_append_val(meter->laps, lap);
    while (g_variant_iter_next(buckets, "(ut)", &bucket, &number))
        if (bucket < GALLEY_METER_BUCKETS)
            meter->buckets[bucket] += number;
    while (g_variant_iter_next(slowest, "(t&s)", &number, &id))
        note_slow(meter, number, id);
}

GalleyMeter *
galley_meter_unpack(const char *bytes, gsize size)
{
    guint64 n;
    g_autoptr(GBytes) copy = g_bytes_new(bytes, size);
    g_autoptr(GVariant) packed =
        g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(PACKED), copy, FALSE));
    g_autoptr(GalleyMeter) meter = galley_meter_new();
    if (!g_variant_is_normal_form(packed))
        return NULL;
    take_all(meter, packed, &n);
    return n == galley_meter_count(meter) ? g_steal_pointer(&meter) : NULL;
}
